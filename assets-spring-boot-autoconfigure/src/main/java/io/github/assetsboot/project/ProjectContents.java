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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.assetsboot.collection.ContentStore;
import io.github.assetsboot.collection.StoredFile.StoredContent;
import io.github.assetsboot.storage.AssetStorage;
import org.jspecify.annotations.Nullable;

/**
 * Contents of all projects, the small ones in memory within a budget. A content is read
 * from the storage once however many ask for it at a time, and only kept if it is what
 * its hash says.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectContents {

	private static final int MAX_SHARE = 64;

	private final AssetStorage storage;

	private final long maxSize;

	private final Cache<String, byte[]> cache;

	ProjectContents(AssetStorage storage, long budget, Duration timeToLive) {
		this.storage = storage;
		this.maxSize = budget / MAX_SHARE;
		this.cache = Caffeine.newBuilder()
			.maximumWeight(budget)
			.weigher((String key, byte[] bytes) -> bytes.length + 2 * key.length() + 64)
			.expireAfterWrite(timeToLive)
			.recordStats()
			.build();
	}

	Cache<String, byte[]> cache() {
		return this.cache;
	}

	/**
	 * Return the contents that a manifest of one project refers to.
	 */
	ContentStore of(StorageKeys keys, ProjectManifest manifest) {
		return new ContentStore() {

			@Override
			public byte @Nullable [] read(String hash, long size) throws IOException {
				return (size <= ProjectContents.this.maxSize)
						? ProjectContents.this.read(keys.content(hash, manifest.epoch(hash)), hash, size) : null;
			}

			@Override
			public InputStream open(String hash, long first, long length) throws IOException {
				String key = keys.content(hash, manifest.epoch(hash));
				InputStream stream = ProjectContents.this.storage.open(key, first, length);
				if (stream == null) {
					throw new IOException("The storage has lost '" + key + "'");
				}
				return stream;
			}

		};
	}

	private byte[] read(String key, String hash, long size) throws IOException {
		try {
			return this.cache.get(key, (missing) -> load(missing, new StoredContent(hash, size)));
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	private byte[] load(String key, StoredContent expected) {
		try {
			byte[] bytes = this.storage.read(key);
			if (bytes == null) {
				throw new IOException("The storage has lost '" + key + "'");
			}
			if (!StoredContent.of(bytes).equals(expected)) {
				throw new IOException("The storage has something else at '" + key
						+ "' than was written there. Delete it there, and publish again.");
			}
			return bytes;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
