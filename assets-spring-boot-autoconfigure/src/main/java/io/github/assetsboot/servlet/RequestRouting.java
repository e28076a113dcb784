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

import io.github.assetsboot.delivery.AnswerWriter;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.LiveAssets;
import io.github.assetsboot.delivery.ServletRequests;
import io.github.assetsboot.routing.AssetRequest;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.WorkerPaths;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.cors.CorsUtils;

/**
 * Foretells what becomes of a request, for those who ask before the filter does: security
 * rules, say. What was foretold is what happens, since the request keeps the assets as
 * they were then.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class RequestRouting {

	private static final String SNAPSHOT_ATTRIBUTE = RequestRouting.class.getName() + ".snapshot";

	private final LiveAssets assets;

	private final WorkerPaths worker;

	private final HandlerLookup handlers;

	private final DeferUnhandled deferUnhandled;

	/**
	 * Create the routing.
	 * @param assets the assets
	 * @param worker what the application itself answers
	 * @param handlers finds out whether a handler of the application takes a request
	 * @param deferUnhandled which requests without a handler are handed to the assets
	 */
	public RequestRouting(LiveAssets assets, WorkerPaths worker, HandlerLookup handlers,
			DeferUnhandled deferUnhandled) {
		this.assets = assets;
		this.worker = worker;
		this.handlers = handlers;
		this.deferUnhandled = deferUnhandled;
	}

	/**
	 * Have a request answered from a snapshot.
	 * @param request the request
	 * @param snapshot the assets
	 */
	static void pin(HttpServletRequest request, AssetSnapshot snapshot) {
		request.setAttribute(SNAPSHOT_ATTRIBUTE, snapshot);
	}

	/**
	 * Return the assets that a request is answered from: those that it was first asked
	 * about, else the present ones.
	 * @param request the request
	 * @param assets the assets
	 * @return the snapshot
	 */
	public static AssetSnapshot snapshot(HttpServletRequest request, LiveAssets assets) {
		return (request.getAttribute(SNAPSHOT_ATTRIBUTE) instanceof AssetSnapshot snapshot) ? snapshot
				: assets.snapshot();
	}

	/**
	 * Return whether a file is the answer to a request, or a redirect to one or by a
	 * rule.
	 * @param request the request
	 * @return {@code false} if the application answers, or a fallback
	 */
	public boolean isForFile(HttpServletRequest request) {
		return isForAssets(request) && (isError(request)
				|| snapshot(request, this.assets).router().leadsToFile(ServletRequests.toAssetRequest(request)));
	}

	/**
	 * Return whether the assets answer a request, with the single-page shell, a 404 page
	 * or a status of theirs, too. What is posted to a path of nobody's is not among them:
	 * a filter may be waiting for it.
	 * @param request the request
	 * @return {@code false} if the application answers
	 */
	public boolean isForAssets(HttpServletRequest request) {
		if (isError(request)) {
			return AnswerWriter.isNotFound(request);
		}
		AssetSnapshot snapshot = snapshot(request, this.assets);
		pin(request, snapshot);
		if (CorsUtils.isPreFlightRequest(request)) {
			return false;
		}
		AssetRequest assetRequest = ServletRequests.toAssetRequest(request);
		Decision decision = snapshot.router().route(assetRequest, this.worker);
		if (decision instanceof Decision.InvokeWorker invokeWorker) {
			return assetRequest.isRead() && this.deferUnhandled.appliesTo(invokeWorker.reason())
					&& !(snapshot.router().serve(assetRequest) instanceof Decision.NotFound)
					&& !this.handlers.isHandled(request);
		}
		return true;
	}

	/**
	 * The error page of a missing asset is the assets' answer, too, and would else be
	 * withheld from those who may see all assets.
	 */
	private static boolean isError(HttpServletRequest request) {
		return request.getDispatcherType() == DispatcherType.ERROR;
	}

}
