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

package io.github.assetsboot.servlet;

import java.util.Locale;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;

/**
 * Who gets the single-page shell when no handler takes a request.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public enum SpaFallback {

	/**
	 * Documents: a script, a style sheet or a font that is missing is not found, rather
	 * than HTML.
	 */
	DOCUMENTS,

	/**
	 * Every request.
	 */
	ALL;

	private static final Set<String> DOCUMENT_DESTINATIONS = Set.of("document", "iframe", "frame");

	/**
	 * Return whether a request gets the shell.
	 * @param request the request
	 * @return {@code true} unless it is told from a document by its
	 * {@code Sec-Fetch-Dest}
	 * @see <a href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-dest-header">Fetch
	 * Metadata, Sec-Fetch-Dest</a>
	 */
	boolean admits(HttpServletRequest request) {
		String destination = request.getHeader("Sec-Fetch-Dest");
		if (this == ALL || destination == null || DOCUMENT_DESTINATIONS.contains(destination)) {
			return true;
		}
		String accept = request.getHeader(HttpHeaders.ACCEPT);
		return destination.equals("empty") && accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
	}

}
