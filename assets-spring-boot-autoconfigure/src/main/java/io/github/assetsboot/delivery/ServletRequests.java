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

import java.util.Collections;

import io.github.assetsboot.routing.AssetRequest;
import io.github.assetsboot.rules.Origin;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;

/**
 * Takes out of a servlet request what a decision needs.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class ServletRequests {

	static final String SEC_FETCH_MODE = "Sec-Fetch-Mode";

	private ServletRequests() {
	}

	/**
	 * Return whether a browser navigates.
	 * @param request the servlet request
	 * @return {@code true} if it says so
	 */
	public static boolean isNavigation(HttpServletRequest request) {
		return AssetRequest.NAVIGATE.equals(request.getHeader(SEC_FETCH_MODE));
	}

	static boolean isHead(HttpServletRequest request) {
		return "HEAD".equals(request.getMethod());
	}

	/**
	 * Return the header fields.
	 * @param request the servlet request
	 * @return a copy of them
	 */
	static HttpHeaders headers(HttpServletRequest request) {
		HttpHeaders headers = new HttpHeaders();
		Collections.list(request.getHeaderNames())
			.forEach((name) -> headers.addAll(name, Collections.list(request.getHeaders(name))));
		return headers;
	}

	/**
	 * Create an asset request.
	 * @param request the servlet request
	 * @return what a decision needs to know of it
	 */
	public static AssetRequest toAssetRequest(HttpServletRequest request) {
		Origin origin = new Origin(request.getScheme(), request.getServerName(), request.getServerPort());
		return AssetRequest.of(request.getMethod(), requestUri(request), request.getQueryString(), origin,
				request.getContextPath(), request.getHeader(SEC_FETCH_MODE));
	}

	/**
	 * Jakarta Servlet, section 9.3.1: the request of an include keeps the path of the one
	 * that includes.
	 */
	private static String requestUri(HttpServletRequest request) {
		Object included = (request.getDispatcherType() == DispatcherType.INCLUDE)
				? request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) : null;
		return (included instanceof String uri) ? uri : request.getRequestURI();
	}

}
