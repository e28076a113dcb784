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

import io.github.assetsboot.delivery.Answer;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.LiveAssets;
import io.github.assetsboot.delivery.ServletRequests;
import io.github.assetsboot.routing.AssetRequest;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.WorkerPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;
import org.springframework.web.cors.CorsUtils;

/**
 * Answers the requests that are the assets', ahead of the {@code DispatcherServlet}. All
 * others go on along the chain.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class AssetsFilter extends HttpFilter {

	private static final Log logger = LogFactory.getLog(AssetsFilter.class);

	/**
	 * Name of the request attribute with the {@link Decision.InvokeWorker} by which the
	 * request came to the application.
	 */
	static final String INVOKE_WORKER_ATTRIBUTE = AssetsFilter.class.getName() + ".invokeWorker";

	private final transient LiveAssets assets;

	private final transient WorkerPaths worker;

	private final transient AssetResponder responder;

	/**
	 * Create a filter.
	 * @param assets the assets
	 * @param worker what the application itself answers
	 * @param responder carries out what was decided
	 */
	public AssetsFilter(LiveAssets assets, WorkerPaths worker, AssetResponder responder) {
		this.assets = assets;
		this.worker = worker;
		this.responder = responder;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		AssetSnapshot snapshot = RequestRouting.snapshot(request, this.assets);
		Answer ready = snapshot.ready(request.getMethod(), request.getRequestURI(), request.getContextPath(),
				this.worker);
		if (ready != null) {
			this.assets.writer().write(ready, request, response);
			return;
		}
		if (CorsUtils.isPreFlightRequest(request)) {
			chain.doFilter(request, response);
			return;
		}
		AssetRequest assetRequest = ServletRequests.toAssetRequest(request);
		Decision decision = snapshot.router().route(assetRequest, this.worker);
		logger.debug(LogMessage.format("%s %s: %s", request.getMethod(), assetRequest.path(), decision));
		if (decision instanceof Decision.InvokeWorker) {
			request.setAttribute(INVOKE_WORKER_ATTRIBUTE, decision);
			chain.doFilter(request, response);
			return;
		}
		this.responder.respond(decision, assetRequest, snapshot, request, response);
	}

}
