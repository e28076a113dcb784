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
import java.util.Set;
import java.util.TreeSet;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.rules.IgnoreRules.RuleFiles;
import org.jspecify.annotations.Nullable;

/**
 * Finds rule files in folders below the root, which are ordinary assets there. A
 * generator that copies its static files into the folder of each language writes them.
 */
final class MisplacedRuleFiles {

	private static final int MAX_NAMED = 20;

	private final CurrentSnapshot collection;

	private final AssetCollections collections;

	private final String directory;

	MisplacedRuleFiles(CurrentSnapshot collection, AssetCollections collections, String directory) {
		this.collection = collection;
		this.collections = collections;
		this.directory = directory;
	}

	/**
	 * Describe the files that a request gets.
	 * @return a warning, or {@code null} if there are none
	 */
	@Nullable String describe() {
		List<String> files = served();
		if (files.isEmpty()) {
			return null;
		}
		Set<String> names = new TreeSet<>();
		files.forEach((file) -> names.add(name(file)));
		String more = (files.size() > MAX_NAMED) ? " and " + (files.size() - MAX_NAMED) + " more" : "";
		return "Rule files in folders of " + this.directory + " have no effect, and are served as ordinary files: "
				+ String.join(", ", files.subList(0, Math.min(files.size(), MAX_NAMED))) + more
				+ ". Rule files hold only in the root. Write their rules there. To leave the files out, add to the"
				+ " .assetsignore in the root, as lines without a slash at the beginning: " + String.join(", ", names)
				+ ".";
	}

	private List<String> served() {
		AssetRouter router = this.collection.snapshot().router();
		Set<String> candidates = new TreeSet<>();
		for (Asset asset : router.assets().assets()) {
			String path = asset.path();
			if (path.lastIndexOf('/') > 0 && RuleFiles.contains(name(path))) {
				candidates.add(router.urlPath(path));
			}
		}
		if (candidates.isEmpty()) {
			return List.of();
		}
		return router.served(candidates::contains)
			.entrySet()
			.stream()
			.filter((entry) -> this.collections.owns(this.collection, entry.getKey()))
			.map((entry) -> entry.getValue().asset().path())
			.sorted()
			.toList();
	}

	private static String name(String path) {
		return path.substring(path.lastIndexOf('/') + 1);
	}

}
