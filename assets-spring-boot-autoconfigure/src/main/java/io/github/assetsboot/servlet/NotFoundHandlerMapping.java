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

import java.io.IOException;

import io.github.assetsboot.delivery.ServletResponses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.PriorityOrdered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * The first handler mapping. It raises the application's own 404 for a request that a
 * security matcher has let pass as one that no handler takes, so that no handler does.
 * Raised here, the exception reaches a {@code @ControllerAdvice}; raised by a handler, it
 * would not.
 *
 * @author the Assets for Spring Boot authors
 */
final class NotFoundHandlerMapping implements HandlerMapping, PriorityOrdered {

	private static final String RAISE_ATTRIBUTE = NotFoundHandlerMapping.class.getName() + ".raise";

	private final ApplicationMappings application;

	private final boolean resources;

	/**
	 * Create a handler mapping.
	 * @param application the mappings of the application
	 * @param resources whether a resource handler for every path ends the search, so that
	 * a path without a handler is a missing resource
	 */
	NotFoundHandlerMapping(ApplicationMappings application, boolean resources) {
		this.application = application;
		this.resources = resources;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	/**
	 * The exception is raised once, so that a {@code @ControllerAdvice} may forward.
	 */
	@Override
	public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) throws Exception {
		if (request.getAttribute(RAISE_ATTRIBUTE) != null) {
			request.removeAttribute(RAISE_ATTRIBUTE);
			throw notFound(request);
		}
		return null;
	}

	/**
	 * Have the {@code DispatcherServlet} answer with the application's own 404. No filter
	 * of the rest of the chain sees the request, except in a mock environment, which has
	 * no dispatcher by name.
	 * @param request the request
	 * @param response where to write the answer
	 * @param chain the rest of the chain
	 * @throws IOException if the client has closed the connection
	 * @throws ServletException if the application's error handling fails
	 */
	void dispatch(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		ServletResponses.markNotFound(request);
		request.setAttribute(RAISE_ATTRIBUTE, true);
		String name = this.application.dispatcherName();
		RequestDispatcher dispatcher = (name != null) ? request.getServletContext().getNamedDispatcher(name) : null;
		try {
			if (dispatcher != null) {
				dispatcher.forward(request, response);
			}
			else if (this.application.isMock()) {
				chain.doFilter(request, response);
			}
			else {
				response.sendError(HttpServletResponse.SC_NOT_FOUND);
			}
		}
		finally {
			// nothing may have asked for a handler, as with a broken multipart request
			request.removeAttribute(RAISE_ATTRIBUTE);
		}
	}

	/**
	 * Create the exception for a request that no handler takes.
	 */
	ServletException notFound(HttpServletRequest request) {
		if (!this.resources) {
			return new NoHandlerFoundException(request.getMethod(), request.getRequestURI(),
					new ServletServerHttpRequest(request).getHeaders());
		}
		String path = (ServletRequestPathUtils.hasParsedRequestPath(request)
				? ServletRequestPathUtils.getParsedRequestPath(request) : ServletRequestPathUtils.parse(request))
			.pathWithinApplication()
			.value();
		return new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), request.getRequestURI(),
				path.startsWith("/") ? path.substring(1) : path);
	}

}
