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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.rules.UrlPath.Origin;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Reads the parts of a servlet request that a decision depends on.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class ServletRequests {

	private static final String SEC_FETCH_MODE = "Sec-Fetch-Mode";

	private static final String SEC_FETCH_DEST = "Sec-Fetch-Dest";

	private static final String X_REQUESTED_WITH = "X-Requested-With";

	private ServletRequests() {
	}

	/**
	 * Return whether a browser navigates.
	 * @param request the servlet request
	 * @return {@code true} if it says so
	 */
	public static boolean isNavigation(HttpServletRequest request) {
		return new RequestPurpose(request.getHeader(SEC_FETCH_MODE), null, null, null).isNavigation();
	}

	/**
	 * Return whether a request is to open a WebSocket.
	 * @param request the request
	 * @return {@code true} for a GET that offers the protocol
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1">RFC 6455,
	 * section 4.2.1</a>
	 */
	public static boolean isForWebSocket(HttpServletRequest request) {
		return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
				&& HttpMethod.GET.matches(request.getMethod());
	}

	/**
	 * Return the parameters of a query as forms and links write it. Those of a body are
	 * not among them.
	 * @param query the query without its question mark, {@code null} for none
	 * @return the values by name; not modifiable
	 */
	public static Map<String, String[]> queryParameters(@Nullable String query) {
		if (query == null) {
			return Map.of();
		}
		MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
		UriComponentsBuilder.newInstance()
			.query(query)
			.build()
			.getQueryParams()
			.forEach((name, values) -> values
				.forEach((value) -> parameters.add(decode(name), (value != null) ? decode(value) : "")));
		Map<String, String[]> result = new LinkedHashMap<>();
		parameters.forEach((name, values) -> result.put(name, values.toArray(String[]::new)));
		return Collections.unmodifiableMap(result);
	}

	private static String decode(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
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
	 * @return the parts that a decision depends on
	 */
	public static RoutingRequest toRoutingRequest(HttpServletRequest request) {
		Origin origin = new Origin(request.getScheme(), request.getServerName(), request.getServerPort());
		return RoutingRequest.of(request.getMethod(), requestUri(request), request.getQueryString(), origin,
				request.getContextPath(),
				new RequestPurpose(request.getHeader(SEC_FETCH_MODE), request.getHeader(SEC_FETCH_DEST),
						join(request, HttpHeaders.ACCEPT), request.getHeader(X_REQUESTED_WITH)));
	}

	/**
	 * Return the path that a decision depends on.
	 * @param request the servlet request
	 * @return the path, normalized and without the context path
	 */
	public static String path(HttpServletRequest request) {
		return RoutingRequest.path(requestUri(request), request.getContextPath());
	}

	/**
	 * Return the purpose of a request by its header fields.
	 * @param headers the header fields
	 * @return the purpose
	 */
	static RequestPurpose purpose(HttpHeaders headers) {
		List<String> accept = headers.getOrEmpty(HttpHeaders.ACCEPT);
		return new RequestPurpose(headers.getFirst(SEC_FETCH_MODE), headers.getFirst(SEC_FETCH_DEST),
				accept.isEmpty() ? null : String.join(",", accept), headers.getFirst(X_REQUESTED_WITH));
	}

	/**
	 * Return the fields of a name as one list, RFC 9110, section 5.3. Those of cookies
	 * are joined by semicolons, RFC 9113, section 8.2.3.
	 * @param request the servlet request
	 * @param name the name of the fields
	 * @return the value, or {@code null} if there is no such field
	 */
	static @Nullable String join(HttpServletRequest request, String name) {
		String first = request.getHeader(name);
		return (first != null) ? join(request, name, first) : null;
	}

	/**
	 * Return the fields of a name as one list.
	 * @param first the value of the first of them
	 */
	static String join(HttpServletRequest request, String name, String first) {
		Enumeration<String> values = request.getHeaders(name);
		values.nextElement();
		String separator = HttpHeaders.COOKIE.equals(name) ? "; " : ",";
		return values.hasMoreElements() ? String.join(separator, Collections.list(request.getHeaders(name))) : first;
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
