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

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.delivery.ServletRequests;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Leaves bodies with parts and forms to the handlers of an API. The
 * {@code DispatcherServlet} would read the parts before it looks for a handler, within
 * the limits {@code spring.servlet.multipart.*}, and the filter for form data would read
 * a form, which is what {@code curl} calls a body unless told otherwise. Clients would
 * get an answer that is not one of the API.
 *
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("serial")
final class ApiBodyFilter extends HttpFilter {

	/**
	 * Filters before it must not read bodies.
	 */
	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

	private static final String CONTENT_TYPE = ApiBodyFilter.class.getName() + ".contentType";

	private final String path;

	private ApiBodyFilter(String path) {
		this.path = path;
	}

	/**
	 * Return the filter for an API.
	 * @param path the path of the API, within the {@code DispatcherServlet}
	 * @param dispatcher the path of the {@code DispatcherServlet}
	 */
	static FilterRegistrationBean<ApiBodyFilter> registration(String path,
			ObjectProvider<DispatcherServletPath> dispatcher) {
		DispatcherServletPath servlet = dispatcher.getIfAvailable();
		FilterRegistrationBean<ApiBodyFilter> registration = new FilterRegistrationBean<>(
				new ApiBodyFilter(((servlet != null) ? servlet.getPrefix() : "") + path));
		registration.setOrder(ORDER);
		return registration;
	}

	/**
	 * Return the content type of a request, as the client has sent it.
	 */
	static @Nullable String contentType(HttpServletRequest request) {
		Object type = request.getAttribute(CONTENT_TYPE);
		return (type instanceof String text) ? text : request.getContentType();
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		String type = request.getContentType();
		if (type == null || !isParsed(type.toLowerCase(Locale.ROOT)) || !isOfApi(request)) {
			chain.doFilter(request, response);
			return;
		}
		request.setAttribute(CONTENT_TYPE, type);
		chain.doFilter(new UnparsedRequest(request), response);
	}

	private static boolean isParsed(String type) {
		return type.startsWith("multipart/") || type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
	}

	private boolean isOfApi(HttpServletRequest request) {
		String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
		return path.startsWith(this.path + "/");
	}

	/**
	 * A request whose body has no parts and no parameters.
	 */
	private static final class UnparsedRequest extends HttpServletRequestWrapper {

		private final Map<String, String[]> parameters;

		UnparsedRequest(HttpServletRequest request) {
			super(request);
			this.parameters = ServletRequests.queryParameters(request.getQueryString());
		}

		@Override
		public String getContentType() {
			return MediaType.APPLICATION_OCTET_STREAM_VALUE;
		}

		@Override
		public @Nullable String getHeader(String name) {
			return isContentType(name) ? getContentType() : super.getHeader(name);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return isContentType(name) ? Collections.enumeration(List.of(getContentType())) : super.getHeaders(name);
		}

		private static boolean isContentType(String name) {
			return HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name);
		}

		@Override
		public @Nullable String getParameter(String name) {
			String[] values = getParameterValues(name);
			return (values != null) ? values[0] : null;
		}

		@Override
		public String @Nullable [] getParameterValues(String name) {
			return this.parameters.get(name);
		}

		@Override
		public Map<String, String[]> getParameterMap() {
			return this.parameters;
		}

		@Override
		public Enumeration<String> getParameterNames() {
			return Collections.enumeration(this.parameters.keySet());
		}

		@Override
		public Collection<Part> getParts() {
			return List.of();
		}

		@Override
		public @Nullable Part getPart(String name) {
			return null;
		}

	}

}
