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

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpHeaders;

/**
 * Keeps a cookie out of shared caches. A cache that stores a response also stores its
 * {@code Set-Cookie}, and sends it to other users.
 */
final class CookieGuard {

	private static final Log logger = LogFactory.getLog(CookieGuard.class);

	private static final String WARNED_ATTRIBUTE = CookieGuard.class.getName() + ".warned";

	private CookieGuard() {
	}

	/**
	 * Make a response {@code private} if it sets a cookie and shared caches may store it.
	 * The first such response of an application is logged.
	 * @param request the request
	 * @param response the response with all its header fields
	 */
	static void apply(HttpServletRequest request, HttpServletResponse response) {
		if (!response.containsHeader(HttpHeaders.SET_COOKIE)) {
			return;
		}
		String value = response.getHeader(HttpHeaders.CACHE_CONTROL);
		if (value != null && CacheDirectives.isShared(value)) {
			String privateValue = CacheDirectives.toPrivate(value);
			response.setHeader(HttpHeaders.CACHE_CONTROL, privateValue);
			if (isFirst(request.getServletContext())) {
				warn(request.getRequestURI(), value, privateValue);
			}
		}
	}

	private static synchronized boolean isFirst(ServletContext application) {
		boolean first = application.getAttribute(WARNED_ATTRIBUTE) == null;
		application.setAttribute(WARNED_ATTRIBUTE, true);
		return first;
	}

	private static void warn(String path, String value, String privateValue) {
		logger.warn("The response to '" + path + "' sets a cookie, and its Cache-Control is '" + value
				+ "'. A shared cache would send the cookie to other users. The response is therefore sent with '"
				+ privateValue + "'. Set no cookies on responses with assets. For the cookie of Spring Security's CSRF"
				+ " protection, give the API a SecurityFilterChain of its own. For a cookie of a _headers rule, remove"
				+ " its Set-Cookie line.");
	}

}
