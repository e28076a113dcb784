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

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.ServletResponses;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The answers to requests for a project whose collection is not there.
 */
enum MissingCollection {

	/**
	 * There is no such project or version.
	 */
	NOT_FOUND {

		@Override
		void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
			ServletResponses.sendNotFound(request, response);
		}

	},

	/**
	 * The storage does not tell.
	 */
	UNAVAILABLE {

		@Override
		void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
			AssetResponse.unavailable().write(request, response);
		}

	};

	/**
	 * A snapshot without files, for code that asks for the assets of the request.
	 */
	static final AssetSnapshot SNAPSHOT = new AssetSnapshot(new AssetRouter(AssetCollection.empty(), Redirects.none(),
			HeaderRules.none(), new RoutingSettings(RoutingMode.WORKERS, HtmlHandling.NONE, NotFoundHandling.NONE,
					RunWorkerFirst.never(), false, BasePath.ROOT)),
			(path) -> false);

	/**
	 * Answer a request.
	 */
	abstract void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;

}
