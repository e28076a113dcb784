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

package io.github.assetsboot.routing;

import io.github.assetsboot.collection.Asset;

/**
 * What becomes of a request.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public sealed interface Decision {

	/**
	 * The application answers: the rest of the filter chain.
	 *
	 * @param reason why
	 */
	record InvokeWorker(Reason reason) implements Decision {

		/**
		 * Why the application answers.
		 */
		public enum Reason {

			/**
			 * The path is outside {@code assets.base-path}.
			 */
			OUTSIDE_BASE_PATH,

			/**
			 * {@code assets.run-worker-first} says so.
			 */
			RUN_WORKER_FIRST,

			/**
			 * The path belongs to something in the application that no fallback may
			 * shadow: an endpoint, a servlet, a resource handler.
			 */
			OWN_MAPPING,

			/**
			 * The path is a handler's, and {@code assets.navigation} is {@code handlers}.
			 */
			HANDLER,

			/**
			 * No asset matches.
			 */
			NO_ASSET

		}

	}

	/**
	 * An asset is the answer, with status 200, or 404 if it is a 404 page.
	 *
	 * @param asset the asset
	 * @param match how the path leads to it
	 */
	record ServeAsset(Asset asset, AssetMatch match) implements Decision {

		/**
		 * Return the status.
		 * @return the status code
		 */
		public int status() {
			return (this.match == AssetMatch.NOT_FOUND_PAGE) ? 404 : 200;
		}

	}

	/**
	 * The request is redirected.
	 *
	 * @param status the status code
	 * @param location the value of the {@code Location} header
	 */
	record Redirect(int status, String location) implements Decision {

	}

	/**
	 * There is an asset, and the method is neither GET nor HEAD.
	 */
	record MethodNotAllowed() implements Decision {

	}

	/**
	 * The development server is asked, which alone knows what it has.
	 *
	 * @param path the path to ask for, normalized and inside the context path
	 * @param pages whether a page may be the answer where there is no file of that path
	 */
	record AskDevServer(String path, boolean pages) implements Decision {

		/**
		 * Return the same question for a file only: a script that is missing is not found
		 * rather than a page.
		 * @return the decision
		 */
		public AskDevServer withoutPages() {
			return new AskDevServer(this.path, false);
		}

	}

	/**
	 * The assets have no answer but 404.
	 *
	 * @param ruled whether a redirect rule applied, so that the request is the assets'
	 * all the same
	 */
	record NotFound(boolean ruled) implements Decision {

	}

}
