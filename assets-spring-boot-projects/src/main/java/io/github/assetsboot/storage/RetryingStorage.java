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

package io.github.assetsboot.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.assetsboot.storage.AssetStorage.StoredValue;
import org.jspecify.annotations.Nullable;

/**
 * A storage that repeats the failed calls of another storage, after a pause that grows. A
 * conditional write is repeated only after a look at the present value. A stream that
 * fails is not opened again. A list of keys is complete in memory before it is passed on.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class RetryingStorage implements AssetStorage {

	private static final int GROWTH = 4;

	private final AssetStorage storage;

	private final int attempts;

	private final Duration pause;

	/**
	 * Create a storage that tries three times, at first after 50 milliseconds.
	 * @param storage the storage that may fail
	 */
	public RetryingStorage(AssetStorage storage) {
		this(storage, 3, Duration.ofMillis(50));
	}

	/**
	 * Create a storage.
	 * @param storage the storage that may fail
	 * @param attempts number of attempts, the first one included
	 * @param pause the first pause. Each later one is four times as long
	 * @throws IllegalArgumentException if the number of attempts is less than 1
	 */
	public RetryingStorage(AssetStorage storage, int attempts, Duration pause) {
		if (attempts < 1) {
			throw new IllegalArgumentException("'attempts' must be at least 1");
		}
		this.storage = storage;
		this.attempts = attempts;
		this.pause = pause;
	}

	@Override
	public byte @Nullable [] read(String key) throws IOException {
		return retry(() -> this.storage.read(key));
	}

	@Override
	public @Nullable InputStream open(String key, long first, long length) throws IOException {
		return retry(() -> this.storage.open(key, first, length));
	}

	@Override
	public Set<String> existing(Collection<String> keys) throws IOException {
		return Objects.requireNonNull(retry(() -> this.storage.existing(keys)));
	}

	@Override
	public void write(String key, StorageContent content) throws IOException {
		retry(() -> {
			this.storage.write(key, content);
			return key;
		});
	}

	@Override
	public @Nullable StoredValue readWithRevision(String key) throws IOException {
		return retry(() -> this.storage.readWithRevision(key));
	}

	/**
	 * Write a value. After a failure it is unknown whether the value was written. A
	 * connection that repeats a command may even report a conflict with its own first
	 * attempt. So the present value decides. The caller's own value means success, the
	 * former value means that the write can be repeated, and any other value is a
	 * conflict. An attempt that arrives late does nothing, because its revision is no
	 * longer the present one.
	 */
	@Override
	public boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision) throws IOException {
		AtomicBoolean again = new AtomicBoolean();
		return Boolean.TRUE.equals(retry(() -> {
			if (again.getAndSet(true)) {
				StoredValue present = this.storage.readWithRevision(key);
				if (!Objects.equals((present != null) ? present.revision() : null, revision)) {
					return isValue(present, value);
				}
			}
			return this.storage.writeIfUnchanged(key, value, revision)
					|| isValue(this.storage.readWithRevision(key), value);
		}));
	}

	private static boolean isValue(@Nullable StoredValue present, byte[] value) {
		return present != null && Arrays.equals(present.value(), value);
	}

	@Override
	public void delete(Collection<String> keys) throws IOException {
		retry(() -> {
			this.storage.delete(keys);
			return keys;
		});
	}

	@Override
	public void list(String prefix, Consumer<String> consumer) throws IOException {
		List<String> keys = new ArrayList<>();
		retry(() -> {
			keys.clear();
			this.storage.list(prefix, keys::add);
			return keys;
		});
		keys.forEach(consumer);
	}

	@Override
	public Set<String> folders(String prefix) throws IOException {
		return Objects.requireNonNull(retry(() -> this.storage.folders(prefix)));
	}

	private <T> @Nullable T retry(Call<T> call) throws IOException {
		long milliseconds = this.pause.toMillis();
		for (int attempt = 1;; attempt++) {
			try {
				return call.run();
			}
			catch (IOException ex) {
				if (attempt == this.attempts || ex instanceof LostValuesException) {
					throw ex;
				}
				sleep(milliseconds, ex);
				milliseconds *= GROWTH;
			}
		}
	}

	private static void sleep(long milliseconds, IOException cause) throws IOException {
		try {
			Thread.sleep(milliseconds);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw cause;
		}
	}

	@Override
	public String toString() {
		return this.storage.toString();
	}

	@FunctionalInterface
	private interface Call<T> {

		@Nullable T run() throws IOException;

	}

}
