/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.assetsboot.conformance;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.assetsboot.testing.Response;
import org.jspecify.annotations.Nullable;

/**
 * Compares real responses with recorded ones, and counts the divergences that it allows.
 *
 * @author the Assets for Spring Boot authors
 */
public final class Comparison {

	/**
	 * Left out of the recordings, or added by {@link Divergence#CONTENT_CODING} where a
	 * body has several codings.
	 */
	private static final Set<String> NOT_RECORDED = Set.of("date", "connection", "keep-alive", "transfer-encoding",
			"content-length", "vary", "accept-ranges");

	/**
	 * A header field of the application's own responses, and of the recorded Worker's.
	 */
	static final String BY_APPLICATION = "x-worker";

	private final Map<Divergence, Integer> divergences = new EnumMap<>(Divergence.class);

	private final Set<Divergence> allowed;

	private int identical;

	/**
	 * Create a comparison.
	 * @param allowed the divergences that are allowed
	 */
	public Comparison(Set<Divergence> allowed) {
		this.allowed = allowed;
	}

	/**
	 * Compare two responses.
	 * @param exchange the recorded exchange
	 * @param actual the real response
	 * @return what differs and may not, or {@code null}
	 */
	public synchronized @Nullable String difference(Exchange exchange, Response actual) {
		Set<String> differences = differences(exchange.response(), actual);
		if (differences.isEmpty()) {
			this.identical++;
			return null;
		}
		for (Divergence divergence : this.allowed) {
			if (divergence.applies(exchange, actual) && divergence.allows(differences)) {
				this.divergences.merge(divergence, 1, Integer::sum);
				differences.removeIf(divergence::allows);
			}
		}
		return differences.isEmpty() ? null
				: String.format("%s %s %s%n  differs in %s%n  recorded: %s%n  actual:   %s", exchange.method(),
						exchange.target(), exchange.requestHeaders(), differences, exchange.response(), actual);
	}

	private static Set<String> differences(Response recorded, Response actual) {
		Set<String> differences = new HashSet<>();
		if (recorded.status() != actual.status()) {
			differences.add("status");
		}
		if (recorded.has(BY_APPLICATION) != actual.has(BY_APPLICATION)) {
			differences.add("servedBy");
		}
		if (!recorded.body().equals(actual.body())) {
			differences.add("body");
		}
		Map<String, String> recordedHeaders = normalize(recorded.headers());
		Map<String, String> actualHeaders = normalize(actual.headers());
		Set<String> names = new HashSet<>(recordedHeaders.keySet());
		names.addAll(actualHeaders.keySet());
		for (String name : names) {
			String value = recordedHeaders.get(name);
			boolean same = "\"<etag>\"".equals(value) ? actualHeaders.getOrDefault(name, "").matches("\"[0-9a-f]{32}\"")
					: value != null && value.equals(actualHeaders.get(name));
			if (!same && (value != null || !NOT_RECORDED.contains(name))) {
				differences.add(name);
			}
		}
		return differences;
	}

	private static Map<String, String> normalize(Map<String, String> headers) {
		Map<String, String> normalized = new TreeMap<>();
		headers.forEach((name, value) -> normalized.put(name.toLowerCase(Locale.ROOT),
				name.equalsIgnoreCase("content-type") ? value.replace(" ", "").toLowerCase(Locale.ROOT) : value));
		normalized.remove(BY_APPLICATION);
		return normalized;
	}

	@Override
	public synchronized String toString() {
		return this.identical + " identical, divergences: " + this.divergences;
	}

}
