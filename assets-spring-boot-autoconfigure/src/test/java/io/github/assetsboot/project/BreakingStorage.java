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
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;

/**
 * A storage whose user dies, or which fails, at one of its calls.
 *
 * @author the Assets for Spring Boot authors
 */
public final class BreakingStorage implements AssetStorage {

	private final AssetStorage storage;

	private int callsLeft;

	private boolean broken;

	private boolean afterTheCall;

	int reads;

	int opened;

	/**
	 * Create a storage that works until it is told to fail.
	 * @param storage the storage that does the work
	 */
	public BreakingStorage(AssetStorage storage) {
		this(storage, Integer.MAX_VALUE, false);
	}

	BreakingStorage(AssetStorage storage, int callsLeft, boolean afterTheCall) {
		this.storage = storage;
		this.callsLeft = callsLeft;
		this.afterTheCall = afterTheCall;
	}

	/**
	 * Fail, or work again.
	 * @param broken whether every call fails
	 */
	public void fail(boolean broken) {
		this.broken = broken;
	}

	private <T> T call(Call<T> call) throws IOException {
		if (this.broken) {
			throw new IOException("The storage does not answer");
		}
		boolean last = --this.callsLeft <= 0;
		if (last && !this.afterTheCall) {
			throw new Death();
		}
		T result = call.run();
		if (last) {
			throw new Death();
		}
		return result;
	}

	@Override
	public byte @Nullable [] read(String key) throws IOException {
		this.reads++;
		return call(() -> this.storage.read(key));
	}

	@Override
	public @Nullable InputStream open(String key, long first, long length) throws IOException {
		this.opened++;
		return call(() -> this.storage.open(key, first, length));
	}

	@Override
	public Set<String> existing(Collection<String> keys) throws IOException {
		return call(() -> this.storage.existing(keys));
	}

	@Override
	public void write(String key, StorageContent content) throws IOException {
		call(() -> {
			this.storage.write(key, content);
			return true;
		});
	}

	@Override
	public boolean writeIfAbsent(String key, byte[] value) throws IOException {
		return call(() -> this.storage.writeIfAbsent(key, value));
	}

	@Override
	public void delete(Collection<String> keys) throws IOException {
		call(() -> {
			this.storage.delete(keys);
			return true;
		});
	}

	@Override
	public void list(String prefix, Consumer<String> consumer) throws IOException {
		call(() -> {
			this.storage.list(prefix, consumer);
			return true;
		});
	}

	private interface Call<T> {

		T run() throws IOException;

	}

	/**
	 * What nobody catches.
	 */
	@SuppressWarnings("serial")
	static final class Death extends Error {

	}

}
