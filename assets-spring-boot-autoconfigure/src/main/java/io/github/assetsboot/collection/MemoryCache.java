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
public final class MemoryCache {

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

	private final Queue<Body> evictable = new ArrayDeque<>();

	private long reserved;

	private long used;

	/**
	 * Create a cache.
	 * @param budget how many bytes to keep at most; never more than a quarter of the heap
	 */
	public MemoryCache(long budget) {
		this.budget = Math.min(budget, Runtime.getRuntime().maxMemory() / MAX_HEAP_SHARE);
	}

	/**
	 * Return the bytes of a representation.
	 * @param representation the representation
	 * @return the bytes, not to be changed, or {@code null} if there is no room for them
	 * @throws ContentChangedException if the file holds something else by now
	 * @throws IOException if they cannot be read
	 */
	public byte @Nullable [] get(Representation representation) throws IOException {
		Body body = representation.body();
		byte[] bytes = body.bytes();
		if (bytes != null) {
			body.use();
			return bytes;
		}
		if (representation.content() instanceof AssetContent.InStorage stored) {
			return stored.store().read(stored.hash(), stored.size());
		}
		if (representation.content() instanceof AssetContent.InMemory inMemory) {
			return inMemory.bytes();
		}
		return (body.size() <= this.budget / MAX_SHARE) ? load(representation) : null;
	}

	private byte[] load(Representation representation) throws IOException {
		byte[] bytes = read(representation.content());
		Body body = representation.body();
		if (!Body.of(bytes).equals(body)) {
			throw new ContentChangedException(representation.content());
		}
		synchronized (this) {
			if (body.bytes() == null && makeRoom(bytes.length)) {
				this.used += bytes.length;
				body.keep(bytes);
				this.evictable.add(body);
			}
		}
		return bytes;
	}

	/**
	 * A file that is gone may have been put elsewhere, which the next look at it tells.
	 */
	private static byte[] read(AssetContent content) throws IOException {
		try {
			return content.readAll();
		}
		catch (NoSuchFileException ex) {
			throw new ContentChangedException(content);
		}
	}

	/**
	 * The clock algorithm.
	 */
	private boolean makeRoom(long size) {
		int turns = 2 * this.evictable.size();
		for (int i = 0; i < turns && this.used + size > this.budget; i++) {
			Body body = this.evictable.remove();
			if (body.wasUsed()) {
				this.evictable.add(body);
			}
			else {
				evict(body);
			}
		}
		return this.used + size <= this.budget;
	}

	private void evict(Body body) {
		this.used -= body.size();
		body.keep(null);
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
	synchronized void retain(Iterable<Body> bodies) {
		Set<Body> live = Collections.newSetFromMap(new IdentityHashMap<>());
		bodies.forEach(live::add);
		this.evictable.removeIf((body) -> {
			boolean dead = !live.contains(body);
			if (dead) {
				evict(body);
			}
			return dead;
		});
	}

}
