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
import io.github.assetsboot.routing.Decision.AssetMatch;

/**
 * Result of the search for the asset of a decoded path.
 *
 * @author the Assets for Spring Boot authors
 */
sealed interface ResolvedPath {

	/**
	 * An asset.
	 *
	 * @param asset the asset
	 * @param match how the path leads to it
	 */
	record Found(Asset asset, AssetMatch match) implements ResolvedPath {

	}

	/**
	 * Html handling serves the asset under another path, to which it redirects.
	 *
	 * @param path the decoded path
	 */
	record Moved(String path) implements ResolvedPath {

	}

}
