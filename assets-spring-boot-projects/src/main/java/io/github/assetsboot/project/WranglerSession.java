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
import java.util.List;
import java.util.Map;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.project.WranglerManifest.ClientContent;
import io.github.assetsboot.storage.AssetStorage;
import org.jspecify.annotations.Nullable;

/**
 * An upload session of {@code wrangler}. It never changes.
 *
 * @param files the announced files, by path without a slash in front
 * @param known the contents that the project has already, by their names at the client
 * @param epochs the epochs of these contents, by SHA-256
 * @author the Assets for Spring Boot authors
 */
record WranglerSession(Map<String, ClientContent> files, Map<String, BlobId> known, Map<String, Long> epochs) {

	WranglerSession {
		files = Map.copyOf(files);
		known = Map.copyOf(known);
		epochs = Map.copyOf(epochs);
	}

	/**
	 * Read the session at a key.
	 * @return the session, or {@code null} if there is none
	 */
	static @Nullable WranglerSession read(AssetStorage storage, String key) throws IOException {
		byte[] json = storage.read(key);
		return (json != null)
				? ComputingTurns.PUBLISHING.compute(() -> ManifestCodec.decode(key, json, WranglerSession.class))
				: null;
	}

	/**
	 * Return the contents that the client has to send. The position of a content is its
	 * number.
	 */
	List<ClientContent> missing() {
		return this.files.values()
			.stream()
			.filter((content) -> !this.known.containsKey(content.hash()))
			.distinct()
			.sorted((one, other) -> one.hash().compareTo(other.hash()))
			.toList();
	}

}
