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

import io.github.assetsboot.routing.RunWorkerFirst.Precedence;
import io.github.assetsboot.rules.RedirectMatch;
import org.jspecify.annotations.Nullable;

/**
 * Reports the steps of a decision in their order.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public interface DecisionTrace {

	/**
	 * Reports nothing.
	 */
	DecisionTrace NONE = new DecisionTrace() {
	};

	/**
	 * The path was compared with {@code assets.base-path}.
	 * @param inside whether it is inside
	 */
	default void basePath(boolean inside) {
	}

	/**
	 * The path is one of those that belong to the development server itself.
	 */
	default void devServerPath() {
	}

	/**
	 * The path was compared with {@code assets.run-worker-first}.
	 * @param precedence whether the application or the assets come first
	 */
	default void runWorkerFirst(Precedence precedence) {
	}

	/**
	 * The path was compared with the paths that no asset may shadow.
	 * @param owned whether it does
	 */
	default void ownMapping(boolean owned) {
	}

	/**
	 * The path was compared with the redirect rules.
	 * @param match the rule that applies, {@code null} if there is none
	 */
	default void redirectRule(@Nullable RedirectMatch match) {
	}

	/**
	 * The assets were searched.
	 * @param decision the decision of the assets
	 */
	default void asset(Decision.ByAssets decision) {
	}

	/**
	 * There is no asset. With routing as Workers', it was looked whether the not-found
	 * handling comes before the application.
	 * @param first whether it does
	 */
	default void notFoundHandling(boolean first) {
	}

}
