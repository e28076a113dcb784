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
import io.github.assetsboot.delivery.Answer;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.LiveAssets;
import io.github.assetsboot.delivery.ServletRequests;
import io.github.assetsboot.routing.AssetMatch;
import io.github.assetsboot.routing.AssetRequest;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.InvokeWorker.Reason;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * The last handler mapping: hands the requests that no other handler takes to the assets,
 * as a Worker does that ends with {@code return env.ASSETS.fetch(request)}.
 * <p>
 * A forward inside the application, say to {@code /index.html}, gets the file as it is.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public class AssetsHandlerMapping extends AbstractHandlerMapping {

	/**
	 * After all mappings of the application, before Boot's handlers for static resources
	 * and for a welcome page that is not acceptable.
	 */
	public static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 20;

	private final LiveAssets assets;

	private final AssetResponder responder;

	private final DeferUnhandled deferUnhandled;

	private final SpaFallback spaFallback;

	/**
	 * Create a handler mapping.
	 * @param assets the assets
	 * @param responder carries out what was decided
	 * @param deferUnhandled which requests are handed to the assets
	 * @param spaFallback which of them get the single-page shell
	 */
	public AssetsHandlerMapping(LiveAssets assets, AssetResponder responder, DeferUnhandled deferUnhandled,
			SpaFallback spaFallback) {
		this.assets = assets;
		this.responder = responder;
		this.deferUnhandled = deferUnhandled;
		this.spaFallback = spaFallback;
		setOrder(DEFAULT_ORDER);
	}

	@Override
	protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
		return findHandler(request);
	}

	/**
	 * Find what answers a request that no other handler takes.
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
		if (!isDeferred(request) || CorsUtils.isPreFlightRequest(request)) {
			return null;
		}
		AssetRequest assetRequest = ServletRequests.toAssetRequest(request);
		AssetSnapshot snapshot = RequestRouting.snapshot(request, this.assets);
		Decision decision = snapshot.router().serve(assetRequest);
		if (decision instanceof Decision.NotFound) {
			return null;
		}
		boolean admitted = this.spaFallback.admits(request);
		if (isShell(decision) && !admitted) {
			return (handledRequest, response) -> refuseShell(assetRequest, snapshot, handledRequest, response);
		}
		Decision answered = (decision instanceof Decision.AskDevServer ask && !admitted) ? ask.withoutPages()
				: decision;
		return (handledRequest, response) -> this.responder.respond(answered, assetRequest, snapshot, handledRequest,
				response);
	}

	private boolean isDeferred(HttpServletRequest request) {
		Decision.InvokeWorker cause = (Decision.InvokeWorker) request
			.getAttribute(AssetsFilter.INVOKE_WORKER_ATTRIBUTE);
		Reason reason = (cause != null) ? cause.reason() : Reason.NO_ASSET;
		return this.deferUnhandled.appliesTo(reason);
	}

	private static boolean isShell(Decision decision) {
		return decision instanceof Decision.ServeAsset serveAsset
				&& serveAsset.match() == AssetMatch.SINGLE_PAGE_APPLICATION;
	}

	private void refuseShell(AssetRequest assetRequest, AssetSnapshot snapshot, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
		Answer notFound = snapshot.answer(new Decision.NotFound(false), assetRequest);
		this.assets.writer().write(notFound, request, response);
	}

	/**
	 * The answer to a forward is the file's own; one to an error dispatch, say, keeps the
	 * status that it has.
	 */
	private @Nullable HttpRequestHandler internalHandler(HttpServletRequest request) {
		AssetRequest assetRequest = ServletRequests.toAssetRequest(request);
		AssetSnapshot snapshot = RequestRouting.snapshot(request, this.assets);
		boolean forward = request.getDispatcherType() == DispatcherType.FORWARD && assetRequest.isRead();
		if (forward && snapshot.router().isForDevServer()) {
			boolean folder = assetRequest.path().endsWith("/");
			return write(snapshot.answer(new Decision.AskDevServer(assetRequest.path(), folder), assetRequest));
		}
		Asset asset = snapshot.router().find(assetRequest.path());
		if (asset == null) {
			return null;
		}
		if (forward) {
			return write(snapshot.answer(new Decision.ServeAsset(asset, AssetMatch.EXACT), assetRequest));
		}
		return (handledRequest, response) -> this.assets.writer().write(asset, handledRequest, response);
	}

	private HttpRequestHandler write(Answer answer) {
		return (request, response) -> this.assets.writer().write(answer, request, response);
	}

}
