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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;

/**
 * Lets one instance at a time change a project. Whoever dies while holding the lock loses
 * it after a while.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectLock implements AutoCloseable {

	private static final Duration LEASE = Duration.ofSeconds(60);

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final long PAUSE_MILLISECONDS = 50;

	private static final int MAX_DELETIONS = 500;

	private final AssetStorage storage;

	private final String key;

	private final String token = UUID.randomUUID().toString();

	private Instant renewAt = Instant.MIN;

	private ProjectLock(AssetStorage storage, String key) {
		this.storage = storage;
		this.key = key;
	}

	/**
	 * Wait for the lock.
	 * @throws ProjectLockedException if somebody else keeps it
	 * @throws IOException if the storage fails
	 */
	static ProjectLock acquire(AssetStorage storage, StorageKeys keys) throws IOException {
		ProjectLock lock = new ProjectLock(storage, keys.lock());
		Instant deadline = Instant.now().plus(PATIENCE);
		while (!lock.tryAcquire()) {
			if (Instant.now().isAfter(deadline)) {
				throw new ProjectLockedException(
						"Somebody else is changing '" + keys.prefix() + "' just now. Try again later.");
			}
			pause();
		}
		return lock;
	}

	private static void pause() throws IOException {
		try {
			Thread.sleep(PAUSE_MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
	}

	private boolean tryAcquire() throws IOException {
		if (this.storage.writeIfAbsent(this.key, value())) {
			return true;
		}
		byte[] holder = this.storage.read(this.key);
		if (holder != null && isExpired(holder)) {
			this.storage.delete(List.of(this.key));
		}
		return false;
	}

	private byte[] value() {
		Instant now = Instant.now();
		this.renewAt = now.plus(LEASE.dividedBy(2));
		return (this.token + " " + now.plus(LEASE).toEpochMilli()).getBytes(StandardCharsets.UTF_8);
	}

	private static boolean isExpired(byte[] holder) {
		String text = new String(holder, StandardCharsets.UTF_8);
		try {
			return Instant.now().toEpochMilli() > Long.parseLong(text.substring(text.indexOf(' ') + 1));
		}
		catch (NumberFormatException ex) {
			return true;
		}
	}

	/**
	 * Keep the lock while the work goes on.
	 * @throws IOException if it was lost
	 */
	void renew() throws IOException {
		if (Instant.now().isAfter(this.renewAt)) {
			check();
			this.storage.write(this.key, StorageContent.of(value()));
		}
	}

	/**
	 * Check before the step that counts.
	 * @throws IOException if the lock was lost
	 */
	void check() throws IOException {
		if (!isOwn()) {
			throw new IOException("The lock '" + this.key + "' was lost, because it took too long to renew it");
		}
	}

	/**
	 * Delete values while nobody else changes anything: not so many at a time that the
	 * lock could be lost meanwhile.
	 * @throws IOException if the lock was lost, or the storage fails
	 */
	void delete(List<String> keys) throws IOException {
		for (int first = 0; first < keys.size(); first += MAX_DELETIONS) {
			renew();
			check();
			this.storage.delete(keys.subList(first, Math.min(first + MAX_DELETIONS, keys.size())));
		}
	}

	private boolean isOwn() throws IOException {
		byte[] holder = this.storage.read(this.key);
		return holder != null && new String(holder, StandardCharsets.UTF_8).startsWith(this.token + " ");
	}

	@Override
	public void close() throws IOException {
		if (isOwn()) {
			this.storage.delete(List.of(this.key));
		}
	}

}
