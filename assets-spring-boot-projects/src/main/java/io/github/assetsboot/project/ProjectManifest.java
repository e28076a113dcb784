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

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.assetsboot.collection.AssetDirectory.NeverServed;
import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.collection.StoredAsset.StoredDelta;
import org.jspecify.annotations.Nullable;

/**
 * The document of a version, without the contents. It never changes.
 *
 * @param version the id of the version
 * @param created the time of the upload
 * @param settings the settings of the version
 * @param redirects the text of {@code _redirects}
 * @param headers the text of {@code _headers}
 * @param files the files, by path
 * @param epochs the epochs of all contents that are referred to, by hash
 * @param clientHashes the paths of files by the hashes that {@code wrangler} gave them
 * @param deltas the representations for browsers that have files of earlier versions, by
 * path, {@code null} if there are none
 * @author the Assets for Spring Boot authors
 */
record ProjectManifest(String version, Instant created, ProjectSettings settings, @Nullable String redirects,
		@Nullable String headers, Map<String, StoredAsset> files, Map<String, Long> epochs,
		Map<String, String> clientHashes, @Nullable Map<String, List<StoredDelta>> deltas) {

	ProjectManifest {
		Objects.requireNonNull(version);
		Objects.requireNonNull(created);
		Objects.requireNonNull(settings);
		files = Map.copyOf(files);
		epochs = Map.copyOf(epochs);
		clientHashes = Map.copyOf(clientHashes);
		deltas = (deltas != null) ? Map.copyOf(deltas) : null;
		Stream.concat(files.values().stream().flatMap(StoredAsset::blobs), coded(deltas))
			.map(BlobId::hash)
			.map(epochs::get)
			.forEach(Objects::requireNonNull);
	}

	/**
	 * Return the epochs of all contents that are referred to.
	 */
	Map<BlobId, Long> blobs() {
		Map<BlobId, Long> blobs = blobs(this.files.values().stream(), this.epochs);
		coded(this.deltas).forEach((blob) -> blobs.put(blob, Objects.requireNonNull(this.epochs.get(blob.hash()))));
		return blobs;
	}

	private static Stream<BlobId> coded(@Nullable Map<String, List<StoredDelta>> deltas) {
		return (deltas != null) ? deltas.values().stream().flatMap(List::stream).map(StoredDelta::coded) : Stream.of();
	}

	/**
	 * Return the representations of a file for browsers that have files of earlier
	 * versions.
	 * @return the representations, none if this version has another content at the path
	 */
	List<StoredDelta> deltasOf(String path, StoredAsset file) {
		StoredAsset own = this.files.get(path);
		return (this.deltas != null && own != null && own.plain().equals(file.plain()))
				? this.deltas.getOrDefault(path, List.of()) : List.of();
	}

	/**
	 * Return the contents that {@code wrangler} has sent, by its hashes.
	 */
	Map<String, BlobId> clientContents() {
		Map<String, BlobId> contents = new HashMap<>();
		this.clientHashes.forEach((hash, path) -> {
			StoredAsset file = this.files.get(path);
			if (file != null) {
				contents.put(hash, file.plain());
			}
		});
		return contents;
	}

	static Map<BlobId, Long> blobs(Stream<StoredAsset> files, Map<String, Long> epochs) {
		Map<BlobId, Long> blobs = new HashMap<>();
		files.flatMap(StoredAsset::blobs)
			.forEach((blob) -> blobs.put(blob, Objects.requireNonNull(epochs.get(blob.hash()))));
		return blobs;
	}

	/**
	 * Return the files that requests for pages of other versions find by path. Pages are
	 * not among them, nor is Vite's manifest, which is never served.
	 */
	Map<String, StoredAsset> filesByPath() {
		Map<String, StoredAsset> files = new HashMap<>(this.files);
		files.keySet().removeIf((path) -> path.endsWith(".html") || NeverServed.contains(path.substring(1)));
		return files;
	}

}
