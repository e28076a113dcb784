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

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@code wrangler} where projects and previews are served.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerHosts {

	/**
	 * A host, alone or with all paths.
	 */
	private static final Pattern ROUTE = Pattern.compile("(?:https?://)?([^/*:?#]+)(?:/\\*?)?");

	private final ProjectUrls urls;

	private final @Nullable AssetProjectResolver resolver;

	private final String port;

	/**
	 * Create the hosts.
	 * @param urls the URLs of projects and of their previews
	 * @param resolver finds the project of a request, {@code null} if there is none
	 * @param port the port of the projects' URLs, {@code null} for that of HTTPS
	 */
	WranglerHosts(ProjectUrls urls, @Nullable AssetProjectResolver resolver, @Nullable Integer port) {
		this.urls = urls;
		this.resolver = resolver;
		this.port = (port != null) ? ":" + port : "";
	}

	/**
	 * Return the URL of a project. {@code wrangler} shows its host.
	 */
	String url(ProjectId project, HttpServletRequest request) {
		String host = this.urls.host(project);
		return "https://" + ((host != null) ? host : request.getServerName()) + this.port;
	}

	/**
	 * Return what follows the name of a version in the hosts of previews.
	 * @return the end of a host, or {@code null} if previews have no hosts
	 */
	@Nullable String previewSuffix(ProjectId project) {
		String suffix = this.urls.previewSuffix(project);
		return (suffix != null) ? suffix + this.port : null;
	}

	/**
	 * Check that routes or custom domains lead to a project.
	 * @throws WranglerException if one of them does not
	 */
	void check(List<String> patterns, ProjectId project, HttpServletRequest request) {
		for (String pattern : patterns) {
			Matcher route = ROUTE.matcher(pattern);
			if (!route.matches() || !leads(route.group(1), project, request)) {
				throw WranglerException.refused(WranglerException.CONFIGURED_ELSEWHERE,
						FileChecks.shown(pattern) + " does not lead to the project '" + project
								+ "'. 'assets.projects.resolve' of the application decides on hosts. Remove it from the"
								+ " Wrangler configuration.");
			}
		}
	}

	/**
	 * Return whether the root of a host is the root of a project.
	 */
	private boolean leads(String host, ProjectId project, HttpServletRequest request) {
		ProjectRequest resolved = (this.resolver != null) ? this.resolver.resolve(new HostRequest(request, host))
				: null;
		return resolved != null && resolved.project().equals(project) && resolved.version() == null;
	}

	/**
	 * A request for the root of a host.
	 */
	private static final class HostRequest extends HttpServletRequestWrapper {

		private final String host;

		HostRequest(HttpServletRequest request, String host) {
			super(request);
			this.host = host;
		}

		@Override
		public String getServerName() {
			return this.host;
		}

		@Override
		public @Nullable String getHeader(String name) {
			return name.equalsIgnoreCase("Host") ? this.host : null;
		}

		@Override
		public String getMethod() {
			return "GET";
		}

		@Override
		public String getRequestURI() {
			return getContextPath() + "/";
		}

	}

}
