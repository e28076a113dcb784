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

package io.github.assetsboot.actuate;

import io.github.assetsboot.routing.Decision;

/**
 * Puts what the assets answer into words.
 *
 * @author the Assets for Spring Boot authors
 */
final class DecisionDescription {

	private DecisionDescription() {
	}

	/**
	 * Describe the answer.
	 * @param decision a decision that gives the request to the assets
	 * @return what is served
	 */
	static String of(Decision decision) {
		if (decision instanceof Decision.ServeAsset serveAsset) {
			String asset = serveAsset.asset().path();
			return switch (serveAsset.match()) {
				case EXACT -> "The file " + asset;
				case HTML_HANDLING -> "The file " + asset + ", by html handling";
				case SINGLE_PAGE_APPLICATION -> "The single-page shell " + asset;
				case NOT_FOUND_PAGE -> "The 404 page " + asset;
			};
		}
		if (decision instanceof Decision.Redirect redirect) {
			return "A redirect to " + redirect.location();
		}
		if (decision instanceof Decision.AskDevServer ask) {
			return "The development server, which is asked for " + ask.path();
		}
		return (decision instanceof Decision.NotFound) ? "There is no asset" : "An asset, for GET and HEAD only";
	}

}
