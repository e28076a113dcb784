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
import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.UriUtils;

/**
 * A request to ask with, on which nothing is left behind: what is set on it stays with
 * it.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class RequestProbe extends HttpServletRequestWrapper {

	private final String path;

	private final Map<String, @Nullable Object> attributes = new HashMap<>();

	/**
	 * Create a probe for another path.
	 * @param request the request
	 * @param path the path to ask about, encoded and inside the context path
	 */
	public RequestProbe(HttpServletRequest request, String path) {
		super(request);
		this.path = path;
		ServletRequestPathUtils.parseAndCache(this);
	}

	@Override
	public String getRequestURI() {
		return getContextPath() + this.path;
	}

	@Override
	public StringBuffer getRequestURL() {
		StringBuffer url = super.getRequestURL();
		return url.replace(url.length() - super.getRequestURI().length(), url.length(), getRequestURI());
	}

	@Override
	public String getServletPath() {
		return UriUtils.decode(this.path, StandardCharsets.UTF_8);
	}

	@Override
	public @Nullable String getPathInfo() {
		return null;
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

}
