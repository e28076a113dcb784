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

import java.time.Duration;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.assetsboot.storage.AssetStorage;

/**
 * Files that the instances of an application share in a storage, separate for each
 * collection.
 *
 * @author the Assets for Spring Boot authors
 */
final class SharedAssets implements AutoCloseable {

	private static final Duration CONTENT_TIME_TO_LIVE = Duration.ofDays(1);

	private final AssetStorage storage;

	private final ProjectId application;

	private final StorageLoads loads;

	private final StoredBlobs contents;

	private final Retention retention;

	private final long maxSize;

	/**
	 * Create the shared files of an instance.
	 * @param storage the storage for the files
	 * @param application the application, whose instances all share the files
	 * @param retention limits for the replaced files of each collection
	 * @param maxSize the maximum size of a shared file, in bytes
	 * @param memory the number of bytes of other versions that are kept in memory
	 * @param loads the bounds of loads from the storage
	 */
	SharedAssets(AssetStorage storage, ProjectId application, Retention retention, long maxSize, long memory,
			StorageLoadSettings loads) {
		this.storage = storage;
		this.application = application;
		this.loads = new StorageLoads(storage.toString(), loads);
		this.contents = new StoredBlobs(storage, this.loads, memory, CONTENT_TIME_TO_LIVE);
		this.retention = retention;
		this.maxSize = maxSize;
	}

	/**
	 * Return the cache, for metrics.
	 * @return the cache, by name
	 */
	Map<String, Cache<?, ?>> caches() {
		return Map.of("assets.shared", this.contents.cache());
	}

	/**
	 * Return the shared files of a collection, of which nothing is known yet.
	 * @param name the name of the collection
	 */
	SharedCollection collection(String name) {
		return new SharedCollection(this.storage, ProjectKeys.ofCollection(this.application, name), this.contents,
				this.retention, this.maxSize);
	}

	/**
	 * End the threads that load from the storage.
	 */
	@Override
	public void close() {
		this.loads.close();
	}

}
