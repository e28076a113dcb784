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

package io.github.assetsboot.collection;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Keeps bytes in memory within a budget. Reserved bytes, such as the coded
 * representations that were made, are never evicted. Of the others, those that were not
 * used recently are evicted first.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class BlobCache {

	/**
	 * The budget divided by this is the limit for a single body.
	 */
	private static final int MAX_SHARE = 64;

	/**
	 * The budget divided by this is the limit for all reserved bytes.
	 */
	private static final int MAX_RESERVED_SHARE = 2;

	/**
	 * The heap divided by this is the limit for the budget.
	 */
	private static final int MAX_HEAP_SHARE = 4;

	private final long budget;

	private final FileCopies copies;

	private final Queue<Blob> evictable = new ArrayDeque<>();

	private long reserved;

	private long used;

	/**
	 * Create a cache.
	 * @param budget how many bytes to keep at most; never more than a quarter of the heap
	 */
	public BlobCache(long budget) {
		this(budget, 0);
	}

	/**
	 * Create a cache that also keeps copies of large files.
	 * @param budget how many bytes to keep in memory at most; never more than a quarter
	 * of the heap
	 * @param diskBudget how many bytes to copy to temporary files at most, those of jars
	 * not counted
	 */
	public BlobCache(long budget, long diskBudget) {
		this.copies = new FileCopies(diskBudget);
		this.budget = Math.min(budget, Runtime.getRuntime().maxMemory() / MAX_HEAP_SHARE);
	}

	/**
	 * Return the bytes of a representation.
	 * @param representation the representation
	 * @return the bytes, not to be changed, or {@code null} if there is no room for them
	 * @throws FileChangedException if the file holds something else by now
	 * @throws IOException if they cannot be read
	 */
	public byte @Nullable [] get(Representation representation) throws IOException {
		Blob blob = representation.blob();
		byte[] bytes = blob.bytes();
		if (bytes != null) {
			blob.use();
			return bytes;
		}
		if (representation.source() instanceof BlobSource.InStorage stored) {
			return stored.store().read(stored.hash(), stored.size());
		}
		if (representation.source() instanceof BlobSource.InMemory inMemory) {
			return inMemory.bytes();
		}
		return (blob.size() <= this.budget / MAX_SHARE) ? load(representation) : null;
	}

	/**
	 * Return a temporary file with the bytes of a representation, which was there a
	 * moment ago.
	 * @param representation the representation
	 * @return the file, or {@code null} if there is none and none can be made now
	 */
	public @Nullable TemporaryFile file(Representation representation) {
		return this.copies.get(representation);
	}

	private byte[] load(Representation representation) throws IOException {
		byte[] bytes = read(representation.source());
		Blob blob = representation.blob();
		if (!Blob.of(bytes).equals(blob)) {
			throw new FileChangedException(representation.source());
		}
		synchronized (this) {
			if (blob.bytes() == null && makeRoom(bytes.length)) {
				this.used += bytes.length;
				blob.keep(bytes);
				this.evictable.add(blob);
			}
		}
		return bytes;
	}

	/**
	 * A missing file may have been moved. The next check of the file finds it.
	 */
	private static byte[] read(BlobSource content) throws IOException {
		try {
			return content.readAll();
		}
		catch (NoSuchFileException ex) {
			throw new FileChangedException(content);
		}
	}

	/**
	 * The clock algorithm.
	 */
	private boolean makeRoom(long size) {
		int turns = 2 * this.evictable.size();
		for (int i = 0; i < turns && this.used + size > this.budget; i++) {
			Blob blob = this.evictable.remove();
			if (blob.wasUsed()) {
				this.evictable.add(blob);
			}
			else {
				evict(blob);
			}
		}
		return this.used + size <= this.budget;
	}

	private void evict(Blob blob) {
		this.used -= blob.size();
		blob.keep(null);
	}

	/**
	 * Take room for bytes that stay.
	 * @param size how many
	 * @return {@code false} if there is no room for them
	 */
	synchronized boolean reserve(long size) {
		boolean granted = this.reserved + size <= this.budget / MAX_RESERVED_SHARE && makeRoom(size);
		if (granted) {
			this.reserved += size;
			this.used += size;
		}
		return granted;
	}

	/**
	 * Give room back that was taken.
	 * @param size how many bytes
	 */
	synchronized void release(long size) {
		this.reserved -= size;
		this.used -= size;
	}

	/**
	 * Forget the bodies that only an earlier collection has.
	 */
	synchronized void retain(Iterable<Blob> blobs) {
		Set<Blob> live = Collections.newSetFromMap(new IdentityHashMap<>());
		blobs.forEach(live::add);
		this.evictable.removeIf((blob) -> {
			boolean dead = !live.contains(blob);
			if (dead) {
				evict(blob);
			}
			return dead;
		});
	}

}
