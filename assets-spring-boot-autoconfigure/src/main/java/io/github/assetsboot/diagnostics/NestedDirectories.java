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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import io.github.assetsboot.autoconfigure.CollectionProperties;
import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import org.jspecify.annotations.Nullable;

/**
 * Finds directories of collections inside of others, whose collections serve the same
 * files.
 */
final class NestedDirectories {

	private final List<CollectionProperties> properties;

	private final AssetCollections collections;

	NestedDirectories(List<CollectionProperties> properties, AssetCollections collections) {
		this.properties = properties;
		this.collections = collections;
	}

	/**
	 * Describe the directories.
	 * @return a warning, or {@code null} if there are none
	 */
	@Nullable String describe() {
		List<String> lines = new ArrayList<>();
		for (CollectionProperties outer : this.properties) {
			for (CollectionProperties inner : this.properties) {
				String folder = (outer != inner) ? servedFolder(outer, inner) : null;
				if (folder != null) {
					lines.add("'" + inner.property("directory") + "=" + inner.getDirectory() + "' is inside '"
							+ outer.property("directory") + "=" + outer.getDirectory() + "': add the line " + folder
							+ " to the .assetsignore of the latter");
				}
			}
		}
		return lines.isEmpty() ? null
				: "Two collections serve the same files, because the directory of one is inside that of the other."
						+ " Move one of the two, or exclude the inner one:\n" + String.join("\n", lines);
	}

	/**
	 * Return the folder of a collection that has the files of another one, {@code null}
	 * if no request gets a file of it.
	 */
	private @Nullable String servedFolder(CollectionProperties outer, CollectionProperties inner) {
		CurrentSnapshot collection = this.collections.get(outer.name());
		for (Path directory : collection.folders()) {
			for (Path other : this.collections.get(inner.name()).folders()) {
				String folder = (!other.equals(directory) && other.startsWith(directory))
						? path(directory.relativize(other)) : null;
				if (folder != null && isServed(folder, collection)) {
					return folder;
				}
			}
		}
		return null;
	}

	private static String path(Path relative) {
		StringBuilder path = new StringBuilder("/");
		StreamSupport.stream(relative.spliterator(), false).forEach((name) -> path.append(name).append('/'));
		return path.toString();
	}

	private boolean isServed(String folder, CurrentSnapshot collection) {
		AssetRouter router = collection.snapshot().router();
		return router.assets()
			.assets()
			.stream()
			.map(Asset::path)
			.anyMatch((path) -> path.startsWith(folder) && this.collections.owns(collection, router.urlPath(path)));
	}

}
