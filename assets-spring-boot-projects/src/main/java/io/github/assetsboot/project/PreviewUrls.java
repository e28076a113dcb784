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

import java.util.function.BiFunction;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Gives the URLs of previews for the endpoint, which may have a port of its own.
 *
 * @param urls the URLs
 * @param servletContext the servlet context of the application
 * @param environment the environment, which has the ports
 * @author the Assets for Spring Boot authors
 */
record PreviewUrls(ProjectUrls urls, ServletContext servletContext,
		Environment environment) implements BiFunction<ProjectId, String, @Nullable String> {

	@Override
	public @Nullable String apply(ProjectId project, String version) {
		if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
			return null;
		}
		HttpServletRequest request = attributes.getRequest();
		Integer management = port("local.management.port");
		Integer server = port("local.server.port");
		if (management != null && server != null && !management.equals(server)
				&& request.getLocalPort() == management) {
			request = new ApplicationRequest(request, server, this.servletContext);
		}
		return this.urls.preview(request, project, version);
	}

	private @Nullable Integer port(String property) {
		return this.environment.getProperty(property, Integer.class);
	}

	/**
	 * A request to the endpoint on its own port, as if it were one to the application.
	 */
	private static final class ApplicationRequest extends HttpServletRequestWrapper {

		private final int port;

		private final ServletContext servletContext;

		ApplicationRequest(HttpServletRequest request, int port, ServletContext servletContext) {
			super(request);
			this.port = port;
			this.servletContext = servletContext;
		}

		@Override
		public int getServerPort() {
			return this.port;
		}

		@Override
		public String getContextPath() {
			return this.servletContext.getContextPath();
		}

	}

}
