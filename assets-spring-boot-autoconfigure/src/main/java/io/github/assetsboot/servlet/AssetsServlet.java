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
import java.util.function.Supplier;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.HttpRequestHandler;

/**
 * The default servlet of an application whose {@code DispatcherServlet} does not see
 * every path: hands what no other servlet takes to the assets. Without a servlet for a
 * path, Tomcat would not run any filter.
 *
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("serial")
class AssetsServlet extends HttpServlet {

	private final transient Supplier<AssetsHandlerMapping> mapping;

	/**
	 * Create a servlet.
	 * @param mapping decides on the requests
	 */
	AssetsServlet(Supplier<AssetsHandlerMapping> mapping) {
		this.mapping = mapping;
	}

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		HttpRequestHandler handler = this.mapping.get().findHandler(request);
		if (handler != null) {
			handler.handleRequest(request, response);
		}
		else {
			response.sendError(HttpServletResponse.SC_NOT_FOUND);
		}
	}

}
