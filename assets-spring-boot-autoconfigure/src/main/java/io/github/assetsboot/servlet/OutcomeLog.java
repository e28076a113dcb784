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

import io.github.assetsboot.delivery.ServletResponses;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.Application;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Logs the outcome of each request at debug level, in one line.
 *
 * @author the Assets for Spring Boot authors
 */
final class OutcomeLog {

	private static final Log logger = LogFactory.getLog(AssetsFilter.class);

	private OutcomeLog() {
	}

	/**
	 * Log the application's own 404.
	 * @param request the request
	 * @param response the response
	 */
	static void logNotFound(HttpServletRequest request, HttpServletResponse response) {
		if (logger.isDebugEnabled()) {
			log(request, describeNotFound(request, response));
		}
	}

	/**
	 * Log the answer of the assets, once the response is complete.
	 * @param request the request
	 * @param response the response
	 * @param decision the decision. Its file may have been deleted since the directory
	 * was read
	 */
	static void log(HttpServletRequest request, HttpServletResponse response, ByAssets decision) {
		if (!logger.isDebugEnabled()) {
			return;
		}
		if (!(Decision.ByLanguage.answer(decision) instanceof Decision.ServeAsset file)) {
			log(request, decision.describe());
		}
		else if (ServletResponses.isNotFound(request)) {
			log(request, "404, because the file " + file.asset().path() + " is gone");
		}
		else {
			boolean unavailable = response.getStatus() == HttpServletResponse.SC_SERVICE_UNAVAILABLE;
			log(request, unavailable ? "503, because the file " + file.asset().path() + " cannot be read at this moment"
					: decision.describe());
		}
	}

	/**
	 * The error handling of the application can give it another status.
	 */
	private static String describeNotFound(HttpServletRequest request, HttpServletResponse response) {
		RoutedRequest routed = RoutedRequest.pinnedTo(request);
		int status = response.getStatus();
		return "The application's own 404"
				+ ((status != 404) ? ", which an exception handler answers with status " + status : "") + ", because "
				+ ((routed != null) ? whyNoPage(routed.snapshot().router(), routed.request())
						: "no asset, page or handler takes the request");
	}

	private static String whyNoPage(AssetRouter router, RoutingRequest request) {
		if (request.isRead() && router.settings().notFoundHandling() == NotFoundHandling.NONE) {
			return "no asset or handler takes the request, and not-found-handling is none";
		}
		String other = router.describeOtherPurpose(request);
		return (other != null)
				? "no asset or handler takes the request, which does not ask for a document (" + other + ")"
				: "no asset, page or handler takes the request";
	}

	/**
	 * Log the outcome of a request that was left to the application, once the application
	 * is done with it.
	 * @param request the request
	 * @param response the response
	 * @param decision the decision
	 * @param decisions knows the handlers of the application
	 */
	static void log(HttpServletRequest request, HttpServletResponse response, Application decision,
			RequestDecisions decisions) {
		if (!logger.isDebugEnabled()) {
			return;
		}
		RoutedRequest routed = RoutedRequest.pinnedTo(request);
		if (routed != null && routed.state() == RoutedRequest.State.CARRIED_OUT) {
			return;
		}
		String handler = HandlerRecorder.handler(request);
		if (decision.reason() == Application.Reason.PREFLIGHT) {
			log(request, "The application, because the request is a CORS preflight");
		}
		else if (ServletResponses.isNotFound(request)) {
			log(request, describeNotFound(request, response));
		}
		else if (handler != null) {
			log(request, "The handler " + handler
					+ ((response.getStatus() >= 400) ? ", with status " + response.getStatus() : ""));
		}
		else {
			String other = (response.getStatus() >= 400) ? decisions.describeOtherHandler(request) : null;
			log(request, "The application, with status " + response.getStatus() + ", because "
					+ ((other != null) ? "it has " + other : reason(decision, routed)));
		}
	}

	private static String reason(Application decision, @Nullable RoutedRequest routed) {
		return switch (decision.reason()) {
			case PREFLIGHT -> "the request is a CORS preflight";
			case OUTSIDE_BASE_PATH -> "the path is outside " + property("base-path", routed);
			case RUN_WORKER_FIRST -> property("run-worker-first", routed) + " says so";
			case OWN_MAPPING -> "the path belongs to an endpoint, a servlet or a resource handler";
			case HANDLERS_FIRST -> "a handler or a filter takes the request";
		};
	}

	private static String property(String name, @Nullable RoutedRequest routed) {
		return (routed != null) ? routed.snapshot().property(name) : name;
	}

	private static void log(HttpServletRequest request, String outcome) {
		logger.debug(request.getMethod() + " " + request.getRequestURI() + ": " + outcome);
	}

	/**
	 * Remembers the handler of a request for the log. A handler that forwards, such as to
	 * a view, would leave another one behind.
	 */
	static final class HandlerRecorder implements HandlerInterceptor {

		private static final String ATTRIBUTE = HandlerRecorder.class.getName() + ".HANDLER";

		@Override
		public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
			if (logger.isDebugEnabled() && request.getAttribute(ATTRIBUTE) == null
					&& !HandlerSearch.isResourceHandler(handler)) {
				request.setAttribute(ATTRIBUTE, HandlerSearch.describe(handler, request));
			}
			return true;
		}

		/**
		 * Interceptors are not for every handler mapping, such as that of the Actuator.
		 */
		private static @Nullable String handler(HttpServletRequest request) {
			if (request.getAttribute(ATTRIBUTE) instanceof String handler) {
				return handler;
			}
			Object handler = request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
			return (handler == null || HandlerSearch.isResourceHandler(handler)) ? null
					: HandlerSearch.describe(handler, request);
		}

	}

}
