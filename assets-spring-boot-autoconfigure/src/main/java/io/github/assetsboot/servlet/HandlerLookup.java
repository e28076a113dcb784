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

import java.util.List;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.servlet.HandlerMapping;

/**
 * Finds out whether a handler of the application takes a request, as the
 * {@code DispatcherServlet} would, and leaves no trace on the request.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class HandlerLookup {

	private final Supplier<List<HandlerMapping>> mappings;

	/**
	 * Create a lookup.
	 * @param mappings gives the handler mappings in their order
	 */
	public HandlerLookup(Supplier<List<HandlerMapping>> mappings) {
		this.mappings = mappings;
	}

	/**
	 * Whatever cannot be told is the application's.
	 */
	boolean isHandled(HttpServletRequest request) {
		HttpServletRequest probe = new RequestProbe(request,
				request.getRequestURI().substring(request.getContextPath().length()));
		for (HandlerMapping mapping : this.mappings.get()) {
			if (mapping instanceof AssetsHandlerMapping) {
				return false;
			}
			if (isHandled(probe, mapping)) {
				return true;
			}
		}
		return true;
	}

	/**
	 * A handler for other methods, say, shows in an exception.
	 */
	private static boolean isHandled(HttpServletRequest request, HandlerMapping mapping) {
		try {
			return mapping.getHandler(request) != null;
		}
		catch (Exception ex) {
			return true;
		}
	}

}
