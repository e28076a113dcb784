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

import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.delivery.ResponseWriter;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.Application;
import io.github.assetsboot.routing.Decision.ApplicationNotFound;
import io.github.assetsboot.routing.Decision.AskDevServer;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.Decision.Unhandled;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.servlet.RoutedRequest.State;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Answers the requests that are the assets', ahead of the {@code DispatcherServlet}. All
 * others go on along the chain. The bean of type
 * {@code FilterRegistrationBean<AssetsFilter>} has the filter, for a
 * {@code MockMvcTester} that a test makes by hand.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class AssetsFilter extends HttpFilter {

	private static final Log logger = LogFactory.getLog(AssetsFilter.class);

	private final transient RequestDecisions decisions;

	private final transient ResponseWriter writer;

	private final transient AssetAccess access;

	private final transient NotFoundHandlerMapping notFound;

	/**
	 * Create a filter.
	 * @param decisions decides on the requests
	 * @param writer writes the responses
	 * @param access guards assets that are served under another path than their own
	 * @param notFound answers with the application's own 404
	 */
	AssetsFilter(RequestDecisions decisions, ResponseWriter writer, AssetAccess access,
			NotFoundHandlerMapping notFound) {
		this.decisions = decisions;
		this.writer = writer;
		this.access = access;
		this.notFound = notFound;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		AssetResponse.WithAsset ready = this.decisions.ready(request);
		if (ready != null) {
			this.writer.write(ready, request, response);
			if (logger.isDebugEnabled()) {
				OutcomeLog.log(request, response, ready.decision());
			}
			return;
		}
		MissingCollection missing = this.decisions.missing(request);
		if (missing != null) {
			missing.answer(request, response);
			return;
		}
		RoutedRequest routed = this.decisions.route(request);
		Decision decision = routed.isPromised() ? routed.unhandled() : routed.decision();
		if (decision instanceof ByAssets byAssets) {
			answer(routed, byAssets, request, response, chain);
		}
		else if (decision instanceof Application application) {
			routed.with(State.PASSED).pinTo(request);
			if (routed.isByLanguage() && this.decisions.isHandled(request)) {
				response.addHeader(HttpHeaders.VARY, Languages.VARY);
			}
			try {
				chain.doFilter(request, wrap(application.otherwise(), routed, request, response));
			}
			finally {
				OutcomeLog.log(request, response, application, this.decisions);
			}
		}
		else {
			answerNotFound(request, response, chain);
		}
	}

	private void answer(RoutedRequest routed, ByAssets decision, HttpServletRequest request,
			HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
		if (!this.writer.write(routed.response(decision, this.access, request), request, response)) {
			answerNotFound(request, response, chain);
			return;
		}
		OutcomeLog.log(request, response, decision);
	}

	private void answerNotFound(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		this.notFound.dispatch(request, new UnhandledResponse(request, response), chain);
		OutcomeLog.logNotFound(request, response);
	}

	/**
	 * Let no cache store the application's own 404 for a path that may get a file later.
	 */
	private static HttpServletResponse wrap(@Nullable Unhandled otherwise, RoutedRequest routed,
			HttpServletRequest request, HttpServletResponse response) {
		boolean unhandled = otherwise instanceof ApplicationNotFound
				|| (otherwise instanceof AskDevServer ask && !ask.pages());
		return (unhandled && routed.request().isRead()) ? new UnhandledResponse(request, response) : response;
	}

	/**
	 * Guards assets that are served under another path than their own. The request must
	 * satisfy the rules of the application for both paths.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface AssetAccess {

		/**
		 * Check that a request may get an asset of another path. To deny it, throw an
		 * exception that the application's security handles.
		 * @param request the request
		 * @param path the normalized path inside the context path
		 */
		void check(HttpServletRequest request, String path);

	}

}
