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
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import io.github.assetsboot.collection.BlobSource.BlobStore;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;
import io.github.assetsboot.storage.AssetStorage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Contents of a storage. Small contents are kept in memory within a budget, and large
 * ones are opened as streams. The hash of a content is checked before its last byte is
 * given away, because others may have changed the storage. A content never changes, so
 * the one in memory stays valid.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class StoredBlobs {

	private static final Log logger = LogFactory.getLog(StoredBlobs.class);

	private static final int MAX_SHARE = 64;

	private static final int MAX_VERIFIED = 10_000;

	private static final int BUFFER_SIZE = 64 * 1024;

	/**
	 * The lowest speed of the storage that the time limit of a read allows for, in bytes
	 * per second.
	 */
	private static final long SLOWEST_READ = 1 << 20;

	private final AssetStorage storage;

	private final StorageLoads loads;

	private final long maxSize;

	private final Duration timeToLive;

	private final StatsCounter stats = new ConcurrentStatsCounter();

	private final Cache<String, Content> cache;

	/**
	 * The keys of large contents that have been read as a whole.
	 */
	private final Cache<String, Boolean> verified = Caffeine.newBuilder().maximumSize(MAX_VERIFIED).build();

	StoredBlobs(AssetStorage storage, StorageLoads loads, long budget, Duration timeToLive) {
		this.storage = storage;
		this.loads = loads;
		this.maxSize = budget / MAX_SHARE;
		this.timeToLive = timeToLive;
		this.cache = Caffeine.newBuilder()
			.maximumWeight(budget)
			.weigher((String key, Content content) -> content.bytes().length + 2 * key.length() + 64)
			.recordStats(() -> this.stats)
			.build();
	}

	Cache<String, ?> cache() {
		return this.cache;
	}

	/**
	 * Return contents of one project.
	 * @param epochs the epochs of the contents, by hash
	 */
	BlobStore of(ProjectKeys keys, Map<String, Long> epochs) {
		StorageLoads.Lane lane = this.loads.blobs(keys);
		return new BlobStore() {

			@Override
			public byte @Nullable [] read(String hash, long size) throws IOException {
				return (size <= StoredBlobs.this.maxSize) ? StoredBlobs.this.read(stored(hash, size), lane) : null;
			}

			@Override
			public InputStream open(String hash, long size, long first, long length) throws IOException {
				return StoredBlobs.this.open(stored(hash, size), lane, first, length);
			}

			private Stored stored(String hash, long size) {
				BlobId id = new BlobId(hash, size);
				return new Stored(keys.blob(id, Objects.requireNonNull(epochs.get(hash))), id);
			}

		};
	}

	private byte[] read(Stored stored, StorageLoads.Lane lane) throws IOException {
		Content present = this.cache.getIfPresent(stored.key());
		if (present == null) {
			return this.loads.get(stored.key(), lane, () -> load(stored)).bytes();
		}
		if (present.isStale()) {
			this.loads.refresh(stored.key(), lane, () -> load(stored));
		}
		return present.bytes();
	}

	/**
	 * Another load may have ended between the look at the cache and the start of this
	 * one.
	 */
	private Content load(Stored stored) throws IOException {
		Content present = this.cache.asMap().get(stored.key());
		if (present != null && !present.isStale()) {
			return present;
		}
		return StorageLoads.recording(this.stats, () -> {
			byte[] bytes = this.loads.call(() -> this.storage.read(stored.key()));
			if (bytes == null) {
				throw stored.failure("The storage has lost '" + stored.key() + "'");
			}
			stored.check(BlobId.of(bytes));
			Content content = new Content(bytes, System.nanoTime() + this.timeToLive.toNanos());
			this.cache.put(stored.key(), content);
			return content;
		});
	}

	/**
	 * Open a content. A whole content is checked while it is read. Before its first part
	 * is read, it is read as a whole, because a part cannot be checked.
	 */
	private InputStream open(Stored stored, StorageLoads.Lane lane, long first, long length) throws IOException {
		boolean whole = first == 0 && length == stored.content().size();
		if (!whole && this.verified.getIfPresent(stored.key()) == null) {
			Duration more = Duration.ofSeconds(stored.content().size() / SLOWEST_READ);
			this.loads.get(stored.key() + " as a whole", lane, more, () -> verify(stored));
		}
		return new BlobStream(this.loads, lane, length, whole ? new BlobDigest() : null, new BlobStream.Source() {

			@Override
			public InputStream open() throws IOException {
				return StoredBlobs.this.open(stored, first, length);
			}

			@Override
			public void check(BlobDigest digest) throws IOException {
				StoredBlobs.this.check(stored, digest);
			}

		});
	}

	private InputStream open(Stored stored, long first, long length) throws IOException {
		InputStream stream = this.loads.call(() -> this.storage.open(stored.key(), first, length));
		if (stream == null) {
			throw stored.failure("The storage has lost '" + stored.key() + "'");
		}
		return stream;
	}

	private boolean verify(Stored stored) throws IOException {
		try (InputStream stream = open(stored, 0, stored.content().size())) {
			BlobDigest digest = new BlobDigest();
			byte[] buffer = new byte[BUFFER_SIZE];
			for (int count = read(stream, buffer); count != -1; count = read(stream, buffer)) {
				digest.update(buffer, 0, count);
			}
			check(stored, digest);
			return true;
		}
	}

	private int read(InputStream stream, byte[] buffer) throws IOException {
		return Objects.requireNonNull(this.loads.call(() -> stream.read(buffer)));
	}

	private void check(Stored stored, BlobDigest digest) throws IOException {
		stored.check(digest.id());
		this.verified.put(stored.key(), true);
	}

	/**
	 * A content in the storage.
	 *
	 * @param key the key
	 * @param content the expected content
	 */
	private record Stored(String key, BlobId content) {

		void check(BlobId found) throws IOException {
			if (!this.content.equals(found)) {
				throw failure("The storage has other bytes at '" + this.key
						+ "' than were written there. Delete the value, and publish the project again.");
			}
		}

		IOException failure(String message) {
			logger.warn(message);
			return new IOException(message);
		}

	}

	/**
	 * A content in memory.
	 *
	 * @param bytes the bytes
	 * @param staleAt the time from which it is read again
	 */
	@SuppressWarnings("ArrayRecordComponent")
	private record Content(byte[] bytes, long staleAt) {

		boolean isStale() {
			return System.nanoTime() - this.staleAt >= 0;
		}

	}

}
