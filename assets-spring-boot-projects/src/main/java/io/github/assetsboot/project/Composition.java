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

package io.github.assetsboot.project;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.collection.StoredAsset;
import org.jspecify.annotations.Nullable;

/**
 * The documents whose files a version is served with. None of these documents ever
 * changes, so that two equal compositions have the same files.
 *
 * @param version the id of the version
 * @param partner the other version of its deployment, {@code null} if there is none. All
 * its files are found where the version has none
 * @param deployed the versions of the active deployment if this one is not part of it.
 * Their files are found by path, but not their pages
 * @param retained the key of the document with the files of former deployments,
 * {@code null} if there are none
 * @author the Assets for Spring Boot authors
 */
record Composition(String version, @Nullable String partner, List<String> deployed, @Nullable String retained) {

	/**
	 * Return the composition of a version.
	 */
	static Composition of(ProjectState state, String version) {
		Set<String> active = state.activeVersions();
		if (!active.contains(version)) {
			return new Composition(version, null, active.stream().sorted().toList(), state.retained());
		}
		String partner = active.stream().filter((other) -> !other.equals(version)).findFirst().orElse(null);
		return new Composition(version, partner, List.of(), state.retained());
	}

	/**
	 * Files with their contents.
	 *
	 * @param files the files, by path
	 * @param epochs the epochs of their contents, by hash
	 */
	record Files(Map<String, StoredAsset> files, Map<String, Long> epochs) {

		private static final long FILE_WEIGHT = 1024;

		Files() {
			this(new HashMap<>(), new HashMap<>());
		}

		/**
		 * Add files where there are none.
		 */
		void add(Map<String, StoredAsset> more, Map<String, Long> epochs) {
			more.forEach((path, file) -> {
				if (this.files.putIfAbsent(path, file) == null) {
					file.blobs().forEach((blob) -> this.epochs.putIfAbsent(blob.hash(), epochs.get(blob.hash())));
				}
			});
		}

		/**
		 * Estimate the memory for the files and their collection, in bytes.
		 */
		long weight() {
			return this.files.keySet().stream().mapToLong((path) -> FILE_WEIGHT + path.length()).sum();
		}

	}

}
