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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

import io.github.assetsboot.testing.Response;

/**
 * Where an answer may differ from its recording, and in what. {@code DIVERGENCES.md}
 * beside the recordings lists them.
 *
 * @author the Assets for Spring Boot authors
 */
public enum Divergence {

	/**
	 * RFC 9110, section 15.4.5.
	 */
	CONTENT_TYPE_OF_304((exchange, actual) -> exchange.response().status() == 304 && actual.status() == 304
			&& !actual.headers().containsKey("content-type"), "content-type"),

	/**
	 * RFC 9110, section 13.1.2.
	 */
	IF_NONE_MATCH_LIST(
			(exchange, actual) -> exchange.response().status() == 200 && actual.status() == 304
					&& header("If-None-Match", exchange.requestHeaders()).matches("\\*|.*,.*"),
			"status", "body", "content-type"),

	/**
	 * RFC 9110, section 13.1.1.
	 */
	IF_MATCH(
			(exchange, actual) -> exchange.response().status() == 200 && actual.status() == 412
					&& exchange.requestHeaders().containsKey("If-Match"),
			"status", "body", "content-type", "etag", "cache-control"),

	/**
	 * RFC 9110, section 14.
	 */
	RANGE((exchange, actual) -> exchange.response().status() == 200
			&& (actual.status() == 206 || actual.status() == 416) && exchange.requestHeaders().containsKey("Range"),
			"status", "body", "content-range"),

	/**
	 * RFC 9110, section 12.5.3.
	 */
	CONTENT_CODING((exchange, actual) -> exchange.requestHeaders().containsKey("Accept-Encoding"), "content-encoding"),

	/**
	 * RFC 9110, section 13.2.1.
	 */
	NO_PRECONDITION_ON_404_PAGE((exchange, actual) -> exchange.response().status() == 304 && actual.status() == 404
			&& actual.headers().containsKey("etag"), "status", "body", "content-type"),

	/**
	 * The application's own 404.
	 */
	OWN_404((exchange, actual) -> exchange.response().status() == 404 && exchange.response().body().isEmpty()
			&& !exchange.response().headers().containsKey("etag") && actual.status() == 404, "*", "body"),

	/**
	 * RFC 9110, section 15.5.6.
	 */
	ALLOW((exchange, actual) -> exchange.response().status() == 405
			&& "GET, HEAD".equals(actual.headers().get("allow")), "allow"),

	/**
	 * What a container refuses.
	 */
	REFUSED_BY_CONTAINER((exchange, actual) -> actual.status() == 400 && isRefusable(exchange.target()), "*", "status",
			"servedBy", "body"),

	/**
	 * A request target has no fragment, RFC 9112, section 3.2. Tomcat answers 400 and has
	 * no setting for it. The decisions are replayed without a server.
	 */
	FRAGMENT_REFUSED_BY_TOMCAT((exchange, actual) -> actual.status() == 400 && exchange.target().contains("#"), "*",
			"status", "servedBy", "body");

	private final BiPredicate<Exchange, Response> condition;

	private final Set<String> allowed;

	Divergence(BiPredicate<Exchange, Response> condition, String... allowed) {
		this.condition = condition;
		this.allowed = Set.of(allowed);
	}

	boolean applies(Exchange exchange, Response actual) {
		return this.condition.test(exchange, actual);
	}

	boolean allows(String difference) {
		boolean header = !Set.of("status", "servedBy", "body").contains(difference);
		return this.allowed.contains(difference) || (header && this.allowed.contains("*"));
	}

	boolean allows(Collection<String> differences) {
		return differences.stream().anyMatch(this::allows);
	}

	private static String header(String name, Map<String, String> headers) {
		return headers.getOrDefault(name, "");
	}

	private static boolean isRefusable(String target) {
		String path = target.replaceFirst("[?#].*", "");
		return Pattern.compile("(?i)%2F|%5C|%00|%7F|%[01][0-9A-F]|[\\\\\"<>^`{|}]|[^\\x20-\\x7E]|%(?![0-9A-F]{2})")
			.matcher(path)
			.find() || hasInvalidUtf8(path) || climbsAboveRoot(path);
	}

	private static boolean hasInvalidUtf8(String path) {
		ByteArrayOutputStream octets = new ByteArrayOutputStream();
		for (int i = 0; i < path.length(); i++) {
			if (path.charAt(i) == '%' && i + 2 < path.length()) {
				octets.write(Integer.parseInt(path.substring(i + 1, i + 3), 16));
				i += 2;
			}
			else {
				octets.write(path.charAt(i));
			}
		}
		return new String(octets.toByteArray(), StandardCharsets.UTF_8).indexOf('\uFFFD') != -1;
	}

	static boolean climbsAboveRoot(String path) {
		int depth = 0;
		for (String segment : path.replaceAll("(?i)%2e", ".").substring(1).split("/", -1)) {
			depth += segment.equals("..") ? -1 : (segment.equals(".") ? 0 : 1);
			if (depth < 0) {
				return true;
			}
		}
		return false;
	}

}
