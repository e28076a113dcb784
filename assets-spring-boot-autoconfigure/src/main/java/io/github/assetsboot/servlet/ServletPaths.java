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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The servlets and filters of an application.
 *
 * @param mock whether no servlet is mapped to anything, as in a mock environment, which
 * sends every request to the {@code DispatcherServlet}
 * @param dispatcherName name of the {@code DispatcherServlet}, {@code null} if it is not
 * known
 * @param dispatcherPath path of the {@code DispatcherServlet}, without a slash at the end
 * @param otherPatterns the patterns that other servlets are mapped to
 * @param filterPatterns the patterns that filters are mapped to, except for those that
 * see every request
 * @param isFilteredByName whether a filter is mapped to a servlet by name
 * @param isFilteredByAssets whether the assets filter sees every request
 * @author the Assets for Spring Boot authors
 */
record ServletPaths(boolean mock, @Nullable String dispatcherName, String dispatcherPath, List<String> otherPatterns,
		Map<String, PathPattern> filterPatterns, boolean isFilteredByName, boolean isFilteredByAssets) {

	private static final String EVERYTHING = "/*";

	static ServletPaths of(ApplicationContext context, ServletContext servletContext) {
		DispatcherServletPath path = context.getBeanProvider(DispatcherServletPath.class).getIfAvailable();
		String mapping = (path != null) ? path.getServletUrlMapping() : "/";
		String registeredName = (path instanceof ServletRegistrationBean<?> registration)
				? registration.getServletName() : null;
		String dispatcherName = null;
		List<String> otherPatterns = new ArrayList<>();
		for (ServletRegistration servlet : servletContext.getServletRegistrations().values()) {
			for (String pattern : servlet.getMappings()) {
				if (pattern.equals(mapping) && isDispatcher(servlet, registeredName)) {
					dispatcherName = servlet.getName();
				}
				else if (!pattern.equals(mapping) && !pattern.equals("/")) {
					otherPatterns.add(toPathPattern(pattern));
				}
			}
		}
		boolean mock = true;
		for (ServletRegistration servlet : servletContext.getServletRegistrations().values()) {
			mock &= servlet.getMappings().isEmpty();
		}
		boolean filteredByName = false;
		boolean filteredByAssets = mock;
		Map<String, PathPattern> filterPatterns = new LinkedHashMap<>();
		for (FilterRegistration filter : servletContext.getFilterRegistrations().values()) {
			filteredByName |= !filter.getServletNameMappings().isEmpty();
			filteredByAssets |= AssetsFilter.class.getName().equals(filter.getClassName())
					&& filter.getUrlPatternMappings().contains(EVERYTHING);
			for (String pattern : filter.getUrlPatternMappings()) {
				PathPattern parsed = (pattern.equals(EVERYTHING) || pattern.isEmpty()) ? null
						: MappedPaths.parse(toPathPattern(pattern));
				if (parsed != null) {
					filterPatterns.put(pattern, parsed);
				}
			}
		}
		return new ServletPaths(mock, dispatcherName, (path != null) ? path.getPrefix() : "",
				List.copyOf(otherPatterns), Collections.unmodifiableMap(filterPatterns), filteredByName,
				filteredByAssets);
	}

	private static boolean isDispatcher(ServletRegistration servlet, @Nullable String registeredName) {
		return servlet.getName().equals(registeredName)
				|| DispatcherServlet.class.getName().equals(servlet.getClassName());
	}

	/**
	 * Jakarta Servlet, section 12.2.
	 */
	private static String toPathPattern(String mapping) {
		if (mapping.startsWith("*.")) {
			return "/**/" + mapping;
		}
		return mapping.endsWith(EVERYTHING) ? mapping + "*" : mapping;
	}

	/**
	 * Return whether the {@code DispatcherServlet} sees every path, and can be asked for
	 * an answer by its name without any filter.
	 */
	boolean isDispatcherAsked() {
		return this.dispatcherPath.isEmpty() && (this.mock || this.dispatcherName != null) && !this.isFilteredByName;
	}

	/**
	 * Return the pattern of a filter that sees some requests only, among them those for a
	 * path.
	 * @return the pattern, or {@code null} if there is no such filter
	 */
	@Nullable String filterPattern(String path) {
		if (this.filterPatterns.isEmpty()) {
			return null;
		}
		PathContainer container = PathContainer.parsePath(path);
		for (Map.Entry<String, PathPattern> pattern : this.filterPatterns.entrySet()) {
			if (pattern.getValue().matches(container)) {
				return pattern.getKey();
			}
		}
		return null;
	}

	/**
	 * Return whether another servlet than the {@code DispatcherServlet} has a path.
	 */
	boolean isOfOtherServlet(String path) {
		PathContainer container = PathContainer.parsePath(path);
		for (String pattern : this.otherPatterns) {
			PathPattern parsed = MappedPaths.parse(pattern);
			if (parsed != null && parsed.matches(container)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Find out which servlet the container has chosen for a request.
	 */
	Target target(HttpServletRequest request) {
		if (this.mock) {
			return Target.DISPATCHER;
		}
		HttpServletMapping mapping = request.getHttpServletMapping();
		String name = (mapping != null) ? mapping.getServletName() : null;
		if (name == null) {
			return Target.OTHER;
		}
		if (name.equals(this.dispatcherName)) {
			return Target.DISPATCHER;
		}
		ServletRegistration servlet = request.getServletContext().getServletRegistration(name);
		boolean assets = servlet != null && AssetsServlet.class.getName().equals(servlet.getClassName());
		return assets ? Target.ASSETS : Target.OTHER;
	}

	/**
	 * The servlets that a request may reach.
	 */
	enum Target {

		/**
		 * The {@code DispatcherServlet} of the application.
		 */
		DISPATCHER,

		/**
		 * The servlet of the assets for the paths that the {@code DispatcherServlet} does
		 * not see.
		 */
		ASSETS,

		/**
		 * Another servlet.
		 */
		OTHER

	}

}
