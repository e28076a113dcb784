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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.http.HttpHeaders;

/**
 * The header fields of a request that a development server is told: those that its answer
 * may depend on. Cookies and credentials are for the application only.
 *
 * @author the Assets for Spring Boot authors
 */
final class ForwardedRequestHeaders {

	/**
	 * Name of this intermediary, RFC 9110, section 7.6.3.
	 */
	static final String PSEUDONYM = "assets-spring-boot";

	private static final List<String> NAMES = List.of(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.ACCEPT_LANGUAGE,
			HttpHeaders.CACHE_CONTROL, HttpHeaders.CONTENT_TYPE, HttpHeaders.IF_MATCH, HttpHeaders.IF_MODIFIED_SINCE,
			HttpHeaders.IF_NONE_MATCH, HttpHeaders.IF_RANGE, HttpHeaders.IF_UNMODIFIED_SINCE, HttpHeaders.PRAGMA,
			HttpHeaders.RANGE, HttpHeaders.USER_AGENT, HttpHeaders.VIA, "Sec-Fetch-Dest", "Sec-Fetch-Mode",
			"Sec-Fetch-Site", "Sec-Fetch-User");

	/**
	 * Vite and other development servers answer with their page instead of a missing file
	 * if a request accepts one of these types.
	 */
	private static final List<String> PAGE_TYPES = List.of("text/html", "application/xhtml+xml", "*/*");

	private static final String FILES_ONLY = "application/octet-stream";

	private ForwardedRequestHeaders() {
	}

	/**
	 * Select the header fields to send.
	 * @param received those that the request came with
	 * @param pages whether a page may be the answer where there is no file of that path
	 * @return the header fields
	 */
	static HttpHeaders of(HttpHeaders received, boolean pages) {
		HttpHeaders headers = new HttpHeaders();
		NAMES.forEach((name) -> headers.addAll(name, received.getOrEmpty(name)));
		headers.add(HttpHeaders.VIA, "1.1 " + PSEUDONYM);
		String accept = String.join(", ", received.getOrEmpty(HttpHeaders.ACCEPT));
		String accepted = pages ? accept : withoutPages(accept);
		if (!accepted.isEmpty()) {
			headers.set(HttpHeaders.ACCEPT, accepted);
		}
		return headers;
	}

	private static String withoutPages(String accept) {
		String files = Arrays.stream(accept.split(","))
			.map(String::strip)
			.filter((range) -> !range.isEmpty() && !PAGE_TYPES.contains(mediaType(range)))
			.collect(Collectors.joining(", "));
		return files.isEmpty() ? FILES_ONLY : files;
	}

	private static String mediaType(String range) {
		return range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
	}

}
