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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.assetsboot.storage.AssetStorage.StoredValue;
import org.jspecify.annotations.Nullable;

/**
 * A storage in memory, for tests that try everything at every call.
 */
public final class MemoryStorage implements AssetStorage {

	private final Map<String, StoredValue> values = new TreeMap<>();

	private int revisions;

	/**
	 * Return another storage with the same values and revisions.
	 */
	public synchronized MemoryStorage copy() {
		MemoryStorage copy = new MemoryStorage();
		copy.values.putAll(this.values);
		copy.revisions = this.revisions;
		return copy;
	}

	@Override
	public synchronized byte @Nullable [] read(String key) {
		StoredValue value = readWithRevision(key);
		return (value != null) ? value.value() : null;
	}

	@Override
	public synchronized @Nullable StoredValue readWithRevision(String key) {
		StoredValue value = this.values.get(StorageKey.check(key));
		return (value != null) ? new StoredValue(value.value().clone(), value.revision()) : null;
	}

	@Override
	public @Nullable InputStream open(String key, long first, long length) {
		byte[] value = read(key);
		if (value == null) {
			return null;
		}
		int start = (int) Math.min(first, value.length);
		return new ByteArrayInputStream(value, start, (int) Math.min(length, value.length - start));
	}

	@Override
	public synchronized Set<String> existing(Collection<String> keys) {
		return keys.stream().map(StorageKey::check).filter(this.values::containsKey).collect(Collectors.toSet());
	}

	@Override
	public void write(String key, StorageContent content) throws IOException {
		StorageKey.check(key);
		try (InputStream stream = content.open()) {
			byte[] value = stream.readAllBytes();
			if (value.length != content.size()) {
				throw new IOException("Another size than announced");
			}
			put(key, value);
		}
	}

	private synchronized void put(String key, byte[] value) {
		this.values.put(key, new StoredValue(value, String.valueOf(++this.revisions)));
	}

	@Override
	public synchronized boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision) {
		StoredValue present = this.values.get(StorageKey.check(key));
		boolean unchanged = (present != null) ? present.revision().equals(revision) : revision == null;
		if (unchanged) {
			put(key, value.clone());
		}
		return unchanged;
	}

	@Override
	public synchronized void delete(Collection<String> keys) {
		keys.forEach(StorageKey::check);
		this.values.keySet().removeAll(Set.copyOf(keys));
	}

	@Override
	public void list(String prefix, Consumer<String> consumer) {
		StorageKey.checkPrefix(prefix);
		Set<String> keys;
		synchronized (this) {
			keys = Set.copyOf(this.values.keySet());
		}
		keys.stream().filter((key) -> key.startsWith(prefix)).forEach(consumer);
	}

}
