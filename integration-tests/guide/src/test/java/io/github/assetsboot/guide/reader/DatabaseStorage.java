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

package io.github.assetsboot.guide.reader;

import java.io.InputStream;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;

/**
 * A storage of the reader.
 */
public class DatabaseStorage implements AssetStorage {

	public DatabaseStorage(DataSource dataSource) {
	}

	@Override
	public byte[] read(String key) {
		throw new UnsupportedOperationException();
	}

	@Override
	public InputStream open(String key, long first, long length) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Set<String> existing(Collection<String> keys) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void write(String key, StorageContent content) {
		throw new UnsupportedOperationException();
	}

	@Override
	public StoredValue readWithRevision(String key) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean writeIfUnchanged(String key, byte[] value, String revision) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void delete(Collection<String> keys) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void list(String prefix, Consumer<String> consumer) {
		throw new UnsupportedOperationException();
	}

}
