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

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.UriUtils;

/**
 * A request to ask with, on which nothing is left behind: the attributes that are set on
 * it stay with it.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
final class RequestProbe extends HttpServletRequestWrapper {

	/**
	 * Name of the request attribute that tells the target of a 200 rule.
	 */
	static final String TARGET_ATTRIBUTE = RequestProbe.class.getName() + ".target";

	private final @Nullable String path;

	private final Map<String, @Nullable Object> attributes = new HashMap<>();

	private RequestProbe(HttpServletRequest request, @Nullable String path) {
		super(request);
		this.path = path;
		if (path != null) {
			this.attributes.put(RoutedRequest.ATTRIBUTE, null);
			this.attributes.put(TARGET_ATTRIBUTE, true);
		}
		ServletRequestPathUtils.parseAndCache(this);
	}

	/**
	 * Create a probe that differs from a request in nothing.
	 * @param request the request
	 * @return the probe
	 */
	static RequestProbe of(HttpServletRequest request) {
		return new RequestProbe(request, null);
	}

	/**
	 * Create a probe for another path. Nothing is decided on it yet.
	 * @param request the request
	 * @param path the path to ask about, encoded and inside the context path
	 * @return the probe
	 */
	static RequestProbe of(HttpServletRequest request, String path) {
		return new RequestProbe(request, path);
	}

	@Override
	public String getRequestURI() {
		return (this.path != null) ? getContextPath() + this.path : super.getRequestURI();
	}

	@Override
	public StringBuffer getRequestURL() {
		StringBuffer url = super.getRequestURL();
		return url.replace(url.length() - super.getRequestURI().length(), url.length(), getRequestURI());
	}

	@Override
	public String getServletPath() {
		return (this.path != null) ? UriUtils.decode(this.path, StandardCharsets.UTF_8) : super.getServletPath();
	}

	@Override
	public @Nullable String getPathInfo() {
		return (this.path != null) ? null : super.getPathInfo();
	}

	/**
	 * The mapping of the original request does not apply to the path of the probe.
	 */
	@Override
	public HttpServletMapping getHttpServletMapping() {
		HttpServletMapping mapping = super.getHttpServletMapping();
		return (this.path != null) ? new WholePath(mapping) : mapping;
	}

	@Override
	public @Nullable String getParameter(String name) {
		return hasReadableParameters() ? super.getParameter(name) : null;
	}

	@Override
	public String @Nullable [] getParameterValues(String name) {
		return hasReadableParameters() ? super.getParameterValues(name) : null;
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		return hasReadableParameters() ? super.getParameterMap() : Map.of();
	}

	@Override
	public Enumeration<String> getParameterNames() {
		return hasReadableParameters() ? super.getParameterNames() : Collections.emptyEnumeration();
	}

	/**
	 * A query such as {@code ?discount=10%} cannot be read. Tomcat throws an exception at
	 * the first attempt only, and then has the other parameters. Jetty throws always.
	 */
	private boolean hasReadableParameters() {
		for (int attempt = 0; attempt < 2; attempt++) {
			try {
				super.getParameterMap();
				return true;
			}
			catch (RuntimeException ex) {
				// each container has an exception of its own
			}
		}
		return false;
	}

	@Override
	public @Nullable Object getAttribute(String name) {
		return this.attributes.containsKey(name) ? this.attributes.get(name) : super.getAttribute(name);
	}

	@Override
	public void setAttribute(String name, @Nullable Object value) {
		this.attributes.put(name, value);
	}

	@Override
	public void removeAttribute(String name) {
		this.attributes.put(name, null);
	}

	/**
	 * Jakarta Servlet, section 12.2: all of the path belongs to the servlet path.
	 */
	private record WholePath(HttpServletMapping mapping) implements HttpServletMapping {

		@Override
		public String getMatchValue() {
			return "";
		}

		@Override
		public String getPattern() {
			return "/";
		}

		@Override
		public String getServletName() {
			return this.mapping.getServletName();
		}

		@Override
		public MappingMatch getMappingMatch() {
			return MappingMatch.DEFAULT;
		}

	}

}
