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

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.storage.AssetStorage;
import org.jspecify.annotations.Nullable;

/**
 * Options and files that an upload has announced. They never change.
 *
 * @param options the options of the version
 * @param files the files, by path without a slash in front
 * @author the Assets for Spring Boot authors
 */
record UploadManifest(VersionOptions options, Map<String, BlobId> files) {

	UploadManifest {
		Objects.requireNonNull(options);
		files = Map.copyOf(files);
	}

	/**
	 * Read the manifest at a key.
	 * @return the manifest, or {@code null} if there is none
	 */
	static @Nullable UploadManifest read(AssetStorage storage, String key) throws IOException {
		byte[] json = storage.read(key);
		return (json != null)
				? ComputingTurns.PUBLISHING.compute(() -> ManifestCodec.decode(key, json, UploadManifest.class)) : null;
	}

	/**
	 * Return the contents.
	 */
	Set<BlobId> blobs() {
		return new HashSet<>(this.files.values());
	}

	/**
	 * Check that no content is announced with two sizes.
	 * @throws InvalidProjectFilesException if one is
	 */
	void checkSizes() {
		Map<String, Long> sizes = new HashMap<>();
		for (BlobId blob : blobs()) {
			if (sizes.putIfAbsent(blob.hash(), blob.size()) != null) {
				throw new InvalidProjectFilesException("'" + blob.hash() + "' is announced with two sizes");
			}
		}
	}

}
