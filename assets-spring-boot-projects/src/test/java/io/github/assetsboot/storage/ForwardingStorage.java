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
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

import io.github.assetsboot.storage.AssetStorage.StoredValue;
import org.jspecify.annotations.Nullable;

/**
 * A storage that lets another one do the work. Subclasses do something before or after
 * each call, or in place of it.
 */
public class ForwardingStorage implements AssetStorage {

	private final AssetStorage storage;

	/**
	 * Create a storage.
	 * @param storage the storage that does the work
	 */
	public ForwardingStorage(AssetStorage storage) {
		this.storage = storage;
	}

	/**
	 * Make a call.
	 * @param call the call
	 * @return its result
	 */
	protected <T> T call(Call<T> call) throws IOException {
		return call.run();
	}

	@Override
	public byte @Nullable [] read(String key) throws IOException {
		return call(() -> this.storage.read(key));
	}

	@Override
	public @Nullable StoredValue readWithRevision(String key) throws IOException {
		return call(() -> this.storage.readWithRevision(key));
	}

	@Override
	public @Nullable InputStream open(String key, long first, long length) throws IOException {
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
	public boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision) throws IOException {
		return call(() -> this.storage.writeIfUnchanged(key, value, revision));
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

	/**
	 * A call.
	 */
	@FunctionalInterface
	protected interface Call<T> {

		T run() throws IOException;

	}

}
