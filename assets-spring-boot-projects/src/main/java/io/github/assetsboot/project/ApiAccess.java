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

package io.github.assetsboot.project;

import java.util.Locale;
import java.util.Set;

import io.github.assetsboot.servlet.RequestDecisions;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Refuses calls of the HTTP API that a page makes with the credentials of its visitor.
 * Browsers send Basic credentials and cookies with each request to a host, whatever page
 * makes it.
 * <p>
 * Browsers name the site of the page in {@code Sec-Fetch-Site}, and in {@code Origin} if
 * they do not know that field or if the connection is not secure. A script can set
 * neither of them. A client without both fields is no browser.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param sharedOrigin whether projects are served from the origin of the API. Then no
 * page may call it
 * @param singleProject whether every request is for the same project. Then its pages are
 * those of the application
 * @author the Assets for Spring Boot authors
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
record ApiAccess(boolean sharedOrigin, boolean singleProject) {

	private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

	/**
	 * Check a request.
	 * @throws org.springframework.web.ErrorResponseException if it is refused
	 */
	void check(HttpServletRequest request) {
		if (!this.singleProject && RequestDecisions.isForProject(request)) {
			throw ApiProblems.of(HttpStatus.NOT_FOUND,
					"The API is not available on the host of a project. Use a host of the application.");
		}
		boolean reading = SAFE_METHODS.contains(request.getMethod());
		if ((!reading || this.sharedOrigin) && !isAllowed(request)) {
			throw ApiProblems.of(HttpStatus.FORBIDDEN, this.sharedOrigin
					? "A page cannot call the API, because pages of projects have the same origin. Use another client."
					: "A page of another origin cannot call the API. Use a page of this host, or another client.");
		}
	}

	private boolean isAllowed(HttpServletRequest request) {
		String site = request.getHeader("Sec-Fetch-Site");
		if (site != null) {
			return site.equals("none") || (site.equals("same-origin") && !this.sharedOrigin);
		}
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		return origin == null || (!this.sharedOrigin && isOwn(origin, request));
	}

	/**
	 * A proxy may have ended the encryption, so the scheme does not count.
	 */
	private static boolean isOwn(String origin, HttpServletRequest request) {
		int port = request.getServerPort();
		String own = request.getServerName() + ((port == 80 || port == 443) ? "" : ":" + port);
		String host = authority(origin);
		return host != null && host.equals(own.toLowerCase(Locale.ROOT));
	}

	private static @Nullable String authority(String origin) {
		String text = origin.toLowerCase(Locale.ROOT);
		if (text.startsWith("http://")) {
			return text.substring("http://".length());
		}
		return text.startsWith("https://") ? text.substring("https://".length()) : null;
	}

}
