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
import io.github.assetsboot.routing.Decision.AskDevServer;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.Decision.ServeAsset;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Carries out decisions that the assets answer.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetResponder {

	private final ResponseWriter writer;

	private final AssetAccess access;

	/**
	 * Create a responder.
	 * @param writer writes the answers
	 * @param access guards assets that are served under another path than their own
	 */
	public AssetResponder(ResponseWriter writer, AssetAccess access) {
		this.writer = writer;
		this.access = access;
	}

	ResponseWriter writer() {
		return this.writer;
	}

	/**
	 * Answer a request.
	 * @param routed the request
	 * @param decision the part of its decision that the assets answer
	 * @param request the servlet request
	 * @param response where to write the answer
	 * @return {@code false} if there is no answer but the application's own 404, and
	 * nothing has been written
	 * @throws IOException if the client is gone
	 */
	boolean respond(RoutedRequest routed, ByAssets decision, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		String path = path(decision);
		if (path != null && !isPathOf(routed, path, request)) {
			this.access.check(request, path);
		}
		AssetResponse answer = (routed.ready() != null) ? routed.ready()
				: routed.snapshot().answer(decision, routed.request());
		return this.writer.write(answer, request, response);
	}

	private static @Nullable String path(ByAssets decision) {
		if (decision instanceof ServeAsset serveAsset) {
			return serveAsset.path();
		}
		return (decision instanceof AskDevServer ask) ? ask.path() : null;
	}

	/**
	 * Security rules have been asked about the path of the first decision at the
	 * earliest, which a filter may have replaced since.
	 */
	private static boolean isPathOf(RoutedRequest routed, String path, HttpServletRequest request) {
		return !routed.rerouted() && request.getRequestURI().equals(request.getContextPath() + path);
	}

}
