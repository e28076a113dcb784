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

package io.github.assetsboot.delivery;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/**
 * Writes those parts of servlet responses that more than one kind of response has.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class ServletResponses {

	/**
	 * The value of {@code Retry-After} where a content cannot be read at this moment.
	 */
	public static final String RETRY_AFTER_SECONDS = "5";

	static final String NO_STORE = "no-store";

	private static final String NOT_FOUND_ATTRIBUTE = ServletResponses.class.getName() + ".notFound";

	private ServletResponses() {
	}

	/**
	 * Set a header field. {@code Vary} and {@code Set-Cookie} are added to the values
	 * that other parts of the application have set.
	 * @param name the name of the field
	 * @param value the value
	 * @param response the response to write to
	 */
	static void setField(String name, String value, HttpServletResponse response) {
		if (name.equalsIgnoreCase(HttpHeaders.VARY) || name.equalsIgnoreCase(HttpHeaders.SET_COOKIE)) {
			response.addHeader(name, value);
		}
		else {
			response.setHeader(name, value);
		}
	}

	/**
	 * Set all values of a header field. The first one replaces the present values.
	 * @param name the name of the field
	 * @param values the values
	 * @param response the response to write to
	 */
	static void setFields(String name, List<String> values, HttpServletResponse response) {
		for (int i = 0; i < values.size(); i++) {
			if (i == 0) {
				setField(name, values.get(i), response);
			}
			else {
				response.addHeader(name, values.get(i));
			}
		}
	}

	/**
	 * Return a {@code Cache-Control} by which only the cache of one user stores the
	 * response.
	 * @param value the value for all users
	 * @return the value for one user
	 */
	public static String privateCacheControl(String value) {
		return CacheDirectives.toPrivate(value);
	}

	/**
	 * Complete a response with status 304. Jetty would add {@code Content-Length} to a
	 * response that is not committed.
	 * @param response the response with all its header fields
	 * @throws IOException if the client has closed the connection
	 */
	public static void commitWithoutContent(HttpServletResponse response) throws IOException {
		response.flushBuffer();
	}

	/**
	 * Leave a request without an asset to the error handling of the application. Caches
	 * do not keep the response, unless {@code Cache-Control} is set: the path may have an
	 * asset soon.
	 * @param request the request
	 * @param response the response to write to
	 * @throws IOException if the client has closed the connection
	 */
	public static void sendNotFound(HttpServletRequest request, HttpServletResponse response) throws IOException {
		markNotFound(request);
		if (!response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
			response.setHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
		}
		response.sendError(HttpServletResponse.SC_NOT_FOUND);
	}

	/**
	 * Mark a request that gets 404 because neither an asset nor a handler of the
	 * application takes it.
	 * @param request the request
	 */
	public static void markNotFound(HttpServletRequest request) {
		request.setAttribute(NOT_FOUND_ATTRIBUTE, true);
	}

	/**
	 * Return whether {@link #markNotFound} has marked a request.
	 * @param request the request
	 * @return {@code true} if the request is marked
	 */
	public static boolean isNotFound(HttpServletRequest request) {
		return request.getAttribute(NOT_FOUND_ATTRIBUTE) != null;
	}

}
