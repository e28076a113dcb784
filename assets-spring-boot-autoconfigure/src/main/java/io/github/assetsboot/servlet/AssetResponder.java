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

import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.LiveAssets;
import io.github.assetsboot.routing.AssetRequest;
import io.github.assetsboot.routing.Decision;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Carries out decisions that the assets answer.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetResponder {

	private final LiveAssets assets;

	private final AssetAccess access;

	/**
	 * Create a responder.
	 * @param assets the assets
	 * @param access guards what is served under another path than its own
	 */
	public AssetResponder(LiveAssets assets, AssetAccess access) {
		this.assets = assets;
		this.access = access;
	}

	/**
	 * Answer a request.
	 * @param decision the decision; not {@link Decision.InvokeWorker}
	 * @param assetRequest what it was made on
	 * @param snapshot what it was made by
	 * @param request the request
	 * @param response where to write the answer
	 * @throws IOException if the client is gone
	 */
	void respond(Decision decision, AssetRequest assetRequest, AssetSnapshot snapshot, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		if (decision instanceof Decision.ServeAsset || decision instanceof Decision.AskDevServer) {
			String path = snapshot.router().effectivePath(assetRequest);
			if (!request.getRequestURI().equals(request.getContextPath() + path)) {
				this.access.check(request, path);
			}
		}
		this.assets.writer().write(snapshot.answer(decision, assetRequest), request, response);
	}

}
