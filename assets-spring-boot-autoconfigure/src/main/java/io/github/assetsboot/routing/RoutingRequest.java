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

package io.github.assetsboot.routing;

import io.github.assetsboot.rules.Origin;
import io.github.assetsboot.rules.PercentEncodeSet;
import io.github.assetsboot.rules.UrlPath;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that a decision depends on.
 *
 * @param method the method
 * @param path the path as it was sent, normalized, without the context path
 * @param query the query with its question mark, or an empty string
 * @param origin the origin that the request was sent to
 * @param contextPath the context path, to be put back in front of a path on this host
 * @param purpose the header fields that tell a document from a script or data
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record RoutingRequest(String method, String path, String query, Origin origin, String contextPath,
		RequestPurpose purpose) {

	/**
	 * Create a request from its parts as they were sent.
	 * @param method the method
	 * @param rawPath the path as it was sent, starting with the context path
	 * @param rawQuery the query as it was sent, without its question mark
	 * @param origin the origin that the request was sent to
	 * @param contextPath the context path, without a slash at the end
	 * @param purpose the header fields that tell a document from a script or data
	 * @return the request
	 */
	public static RoutingRequest of(String method, String rawPath, @Nullable String rawQuery, Origin origin,
			String contextPath, RequestPurpose purpose) {
		String path = UrlPath.normalize(rawPath);
		String prefix = normalizeContextPath(contextPath);
		if (path.startsWith(prefix)) {
			path = path.substring(prefix.length());
		}
		String query = (rawQuery == null || rawQuery.isEmpty()) ? ""
				: "?" + PercentEncodeSet.SPECIAL_QUERY.encode(rawQuery);
		return new RoutingRequest(method, path.startsWith("/") ? path : "/" + path, query, origin, prefix, purpose);
	}

	/**
	 * The context path may be as it was sent, dot segments included, or a proxy's, and
	 * must not look like a host.
	 */
	private static String normalizeContextPath(String contextPath) {
		return contextPath.isEmpty() ? "" : UrlPath.normalize(contextPath).replaceFirst("^/+", "/");
	}

	/**
	 * Return this request with another context path.
	 * @param contextPath the context path to put in front of a path on this host
	 * @return the request
	 */
	public RoutingRequest withContextPath(String contextPath) {
		return new RoutingRequest(this.method, this.path, this.query, this.origin, normalizeContextPath(contextPath),
				this.purpose);
	}

	/**
	 * Return whether the method asks for a representation.
	 * @return {@code true} for GET and HEAD
	 */
	public boolean isRead() {
		return this.method.equals("GET") || this.method.equals("HEAD");
	}

	/**
	 * Return whether the method asks for the methods that the path allows.
	 * @return {@code true} for OPTIONS
	 */
	boolean isOptions() {
		return this.method.equals("OPTIONS");
	}

}
