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

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.ResponseWriter;
import io.github.assetsboot.delivery.ServletRequests;
import io.github.assetsboot.delivery.ServletResponses;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.AssetMatch;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.Decision.Unhandled;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.servlet.AssetsFilter.AssetAccess;
import io.github.assetsboot.servlet.RoutedRequest.State;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * The last handler mapping: carries out the decision on the requests that no other
 * handler takes.
 * <p>
 * A forward inside the application, say to {@code /index.html}, gets the file as it is.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetsHandlerMapping extends AbstractHandlerMapping {

	/**
	 * After all mappings of the application, before Boot's handlers for static resources
	 * and for a welcome page that is not acceptable.
	 */
	public static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 20;

	private final RequestDecisions routing;

	private final ResponseWriter writer;

	private final AssetAccess access;

	private final NotFoundHandlerMapping notFound;

	/**
	 * Create a handler mapping.
	 * @param routing decides on the requests
	 * @param writer writes the responses
	 * @param access guards assets that are served under another path than their own
	 * @param notFound creates the application's own 404
	 */
	AssetsHandlerMapping(RequestDecisions routing, ResponseWriter writer, AssetAccess access,
			NotFoundHandlerMapping notFound) {
		this.routing = routing;
		this.writer = writer;
		this.access = access;
		this.notFound = notFound;
		setOrder(DEFAULT_ORDER);
	}

	@Override
	protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
		return findHandler(request);
	}

	/**
	 * Find the handler for a request that no other handler takes.
	 */
	@Nullable HttpRequestHandler findHandler(HttpServletRequest request) {
		HttpRequestHandler handler = (request.getDispatcherType() == DispatcherType.REQUEST) ? handler(request)
				: internalHandler(request);
		if (handler != null) {
			request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/**");
		}
		return handler;
	}

	private @Nullable HttpRequestHandler handler(HttpServletRequest request) {
		RoutedRequest routed = this.routing.route(request);
		Unhandled unhandled = routed.unhandled();
		if (unhandled == null || belongsToApplication(routed, request)) {
			return null;
		}
		if (!(unhandled instanceof ByAssets byAssets)) {
			ServletResponses.markNotFound(request);
			return null;
		}
		HttpRequestHandler handler = (handledRequest, response) -> carryOut(routed, byAssets, handledRequest, response);
		boolean raising = byAssets instanceof Decision.AskDevServer ask && ask.elseApplication();
		return raising ? new RaisingHandler(handler) : handler;
	}

	/**
	 * With routing as Spring's, a functional route that is not for the method keeps the
	 * request from the assets, as an annotated one does.
	 */
	private boolean belongsToApplication(RoutedRequest routed, HttpServletRequest request) {
		ApplicationMappings application = this.routing.application();
		boolean spring = routed.snapshot().router().settings().mode() == RoutingMode.SPRING;
		return (spring && routed.decision() instanceof Decision.Application
				&& application.isRouted(routed.request().path())) || application.isHandledLate(request);
	}

	/**
	 * The answer to a forward is the file's own, except that its path may lead to another
	 * file one day. A status that is set before stays, such as that of an exception
	 * handler or an error dispatch.
	 */
	private @Nullable HttpRequestHandler internalHandler(HttpServletRequest request) {
		RoutingRequest routingRequest = ServletRequests.toRoutingRequest(request);
		AssetSnapshot snapshot = this.routing.snapshot(request);
		if (this.routing.application().isReserved(routingRequest.path())
				|| this.routing.application().isHandledLate(request)) {
			return null;
		}
		boolean forward = request.getDispatcherType() == DispatcherType.FORWARD && routingRequest.isRead();
		if (forward && snapshot.router().isForDevServer()) {
			boolean folder = routingRequest.path().endsWith("/");
			return write(snapshot.response(
					new Decision.AskDevServer(routingRequest.path(), folder, !folder, false, null), routingRequest));
		}
		Asset asset = snapshot.router().find(routingRequest.path());
		if (asset == null) {
			return null;
		}
		if (forward) {
			return write(snapshot.response(
					new Decision.ServeAsset(asset, AssetMatch.HTML_HANDLING, routingRequest.path(), false, null),
					routingRequest));
		}
		return (handledRequest, response) -> this.writer.write(asset, snapshot.pages(), handledRequest, response);
	}

	private HttpRequestHandler write(AssetResponse answer) {
		return (request, response) -> this.writer.write(answer.withStatus(response.getStatus()), request, response);
	}

	private void carryOut(RoutedRequest routed, ByAssets decision, HttpServletRequest request,
			HttpServletResponse response) throws ServletException, IOException {
		routed.with(State.CARRIED_OUT).pinTo(request);
		if (this.writer.write(routed.response(decision, this.access, request), request, response)) {
			OutcomeLog.log(request, response, decision);
			return;
		}
		OutcomeLog.logNotFound(request, response);
		ServletResponses.markNotFound(request);
		throw this.notFound.notFound(request);
	}

	/**
	 * A handler whose exception Spring MVC shows to a {@code @ControllerAdvice}, as it
	 * does with that of a resource handler.
	 */
	private static final class RaisingHandler extends ResourceHttpRequestHandler {

		private final HttpRequestHandler delegate;

		RaisingHandler(HttpRequestHandler delegate) {
			this.delegate = delegate;
		}

		@Override
		public void handleRequest(HttpServletRequest request, HttpServletResponse response)
				throws ServletException, IOException {
			this.delegate.handleRequest(request, response);
		}

	}

}
