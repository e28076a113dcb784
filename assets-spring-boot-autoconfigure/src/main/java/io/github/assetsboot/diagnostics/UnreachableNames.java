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

package io.github.assetsboot.diagnostics;

import java.util.List;
import java.util.Objects;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.servlet.ApplicationMappings;
import io.github.assetsboot.servlet.ApplicationMappings.RefusedCharacters;
import org.jspecify.annotations.Nullable;

/**
 * Finds files that cannot be requested, because the web server or the firewall of Spring
 * Security refuses a character of their names.
 */
class UnreachableNames {

	private final ApplicationMappings mappings;

	private final String directory;

	private final AssetRouter router;

	UnreachableNames(ApplicationMappings mappings, String directory, AssetRouter router) {
		this.mappings = mappings;
		this.directory = directory;
		this.router = router;
	}

	/**
	 * Describe the files that cannot be requested.
	 * @return a warning for each reason, with one of the files
	 */
	List<String> describe() {
		return this.mappings.refusedCharacters().stream().map(this::describe).filter(Objects::nonNull).toList();
	}

	private @Nullable String describe(RefusedCharacters refused) {
		String first = null;
		for (Asset asset : this.router.assets().assets()) {
			String path = asset.path();
			if (refused.contains(path) && (first == null || path.compareTo(first) < 0)) {
				first = path;
			}
		}
		if (first == null) {
			return null;
		}
		return refused.by() + " answers 400 to requests for files with " + refused.names()
				+ " in their names, for instance " + first + " in " + this.directory + ". " + refused.cure() + ".";
	}

}
