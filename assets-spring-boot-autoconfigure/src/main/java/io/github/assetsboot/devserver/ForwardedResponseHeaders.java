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

package io.github.assetsboot.devserver;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The header fields of a development server's response that a client is told.
 *
 * @author the Assets for Spring Boot authors
 */
final class ForwardedResponseHeaders {

	/**
	 * RFC 9110, section 7.6.1.
	 */
	private static final Set<String> HOP_BY_HOP = Set.of("connection", "keep-alive", "proxy-connection", "te",
			"trailer", "transfer-encoding", "upgrade");

	/**
	 * Fields that a browser would keep after the development server has stopped, or that
	 * concern the whole application.
	 */
	private static final Set<String> OF_THE_ORIGIN = Set.of("set-cookie", "strict-transport-security", "alt-svc",
			"clear-site-data");

	private ForwardedResponseHeaders() {
	}

	/**
	 * Select the header fields.
	 * @param received those that the response came with
	 * @param origins the origins that the development server may have
	 * @return the header fields
	 */
	static org.springframework.http.HttpHeaders of(HttpHeaders received, List<String> origins) {
		Set<String> dropped = new TreeSet<>(HOP_BY_HOP);
		dropped.addAll(OF_THE_ORIGIN);
		for (String value : received.allValues("connection")) {
			for (String option : value.split(",")) {
				dropped.add(option.strip().toLowerCase(Locale.ROOT));
			}
		}
		org.springframework.http.HttpHeaders headers = new org.springframework.http.HttpHeaders();
		received.map().forEach((name, values) -> {
			// HTTP/2 has its status among them
			if (!name.startsWith(":") && !dropped.contains(name.toLowerCase(Locale.ROOT))) {
				headers.addAll(name, values);
			}
		});
		received.firstValue("location")
			.ifPresent((location) -> headers.set("Location", withoutOrigin(location, origins)));
		return headers;
	}

	/**
	 * A path stays on this host, whatever it looks like.
	 */
	private static String withoutOrigin(String location, List<String> origins) {
		String path = location;
		for (String origin : origins) {
			if (location.regionMatches(true, 0, origin, 0, origin.length())) {
				String rest = location.substring(origin.length());
				if (rest.isEmpty() || "/?#".indexOf(rest.charAt(0)) != -1) {
					path = rest.startsWith("/") ? rest : "/" + rest;
				}
			}
		}
		return path.replaceFirst("^[/\\\\]{2,}", "/");
	}

}
