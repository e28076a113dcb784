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

import io.github.assetsboot.delivery.ServletRequests;
import io.github.assetsboot.routing.Decision.AskDevServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives a WebSocket at the root to the development server if the application has a page
 * there and no WebSocket of its own. Filters that open WebSockets have let it pass.
 *
 * @author the Assets for Spring Boot authors
 */
final class DevServerSocketMapping implements HandlerMapping, PriorityOrdered {

	private final RequestDecisions decisions;

	private final AssetsHandlerMapping assets;

	DevServerSocketMapping(RequestDecisions decisions, AssetsHandlerMapping assets) {
		this.decisions = decisions;
		this.assets = assets;
	}

	/**
	 * Behind the mapping that raises the application's own 404.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 1;
	}

	@Override
	public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) {
		if (request.getDispatcherType() != DispatcherType.REQUEST) {
			return null;
		}
		if (request.getMethod().equals("CONNECT")) {
			HttpRequestHandler refusal = (refused, response) -> response
				.sendError(HttpServletResponse.SC_NOT_IMPLEMENTED);
			return new HandlerExecutionChain(refusal);
		}
		if (!ServletRequests.isForWebSocket(request) || !isForPageAtRoot(request)) {
			return null;
		}
		HttpRequestHandler handler = this.assets.findHandler(request);
		return (handler != null) ? new HandlerExecutionChain(handler) : null;
	}

	private boolean isForPageAtRoot(HttpServletRequest request) {
		RoutedRequest routed = this.decisions.route(request);
		return routed.unhandled() instanceof AskDevServer
				&& routed.request().path().equals(routed.snapshot().router().settings().basePath() + "/")
				&& this.decisions.application().isHandledByController(request);
	}

}
