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
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Keeps values by key. An application can have a storage of its own: a bean of this type
 * replaces the storage of the auto-configuration.
 * <p>
 * A key is a path of segments with {@code /} between them, of lower-case letters, digits,
 * {@code -}, {@code .} and {@code _}, not beginning with a dot. Every method throws an
 * {@link IllegalArgumentException} for a text that is not a key; see {@link StorageKey}.
 * The keys in use have fewer than 200 characters.
 * <p>
 * Every later read gets a written value as a whole, on every instance of the application.
 * A value may be empty. Three kinds of values are replaced again and again. The state of
 * a project, and the turn of the garbage collection, are written by
 * {@link #writeIfUnchanged(String, byte[], String)} only. The record of a project's use
 * of the storage is written by {@link #write(String, StorageContent)}. All other keys are
 * used for one value each, which may be written more than once.
 * <p>
 * An {@link IOException} means that the storage fails, and never that there is no value.
 * The caller may try again, as {@link RetryingStorage} does. Implementations limit the
 * time of a call.
 * <p>
 * Safe for use by many threads, and by many instances of an application.
 * <p>
 * {@code AssetStorageContract}, among the sources of the tests, has tests for all
 * implementations. It needs JUnit, AssertJ, and a subclass that creates the storage.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public interface AssetStorage {

	/**
	 * Read a value as a whole. The value fits into memory.
	 * @param key the key
	 * @return the value, or {@code null} if there is none
	 * @throws IOException if the storage fails
	 */
	byte @Nullable [] read(String key) throws IOException;

	/**
	 * Open a part of a content, without reading the rest of it. The stream may be read
	 * slowly, and closed before its end. If the content is deleted meanwhile, the stream
	 * fails or goes on, but does not end early.
	 * @param key the key
	 * @param first the first byte, counted from 0
	 * @param length the number of bytes
	 * @return the bytes, fewer if the value ends before, or {@code null} if there is no
	 * value; to be closed
	 * @throws IOException if the storage fails
	 */
	@Nullable InputStream open(String key, long first, long length) throws IOException;

	/**
	 * Find out which values are there.
	 * @param keys the keys to look for, perhaps tens of thousands
	 * @return the keys that have a value
	 * @throws IOException if the storage fails
	 */
	Set<String> existing(Collection<String> keys) throws IOException;

	/**
	 * Write a value. Readers see the former value until the new one is whole.
	 * @param key the key
	 * @param content the value. It is not written if it does not have the size that it
	 * announces
	 * @throws IOException if the storage or the content fails. The storage then has the
	 * former value or the new one
	 */
	void write(String key, StorageContent content) throws IOException;

	/**
	 * Read a value as a whole, together with its revision.
	 * @param key the key
	 * @return the value with its revision, or {@code null} if there is none
	 * @throws IOException if the storage fails
	 */
	@Nullable StoredValue readWithRevision(String key) throws IOException;

	/**
	 * Write a value if the present one is still the one that the caller has read. One of
	 * several writers with the same revision succeeds, across all instances. Each value
	 * that is written to a key must differ from all others there. If the response to a
	 * write is lost, the writer reads the key, and compares the value with its own.
	 * @param key the key
	 * @param value the value, which fits into memory
	 * @param revision the revision of the value that was read, or {@code null} if there
	 * was none
	 * @return {@code false} if there is another value now, or no value any more
	 * @throws IOException if the storage fails. The value may have been written, or may
	 * still be written if nobody else writes before
	 */
	boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision) throws IOException;

	/**
	 * Delete values. Missing values are ignored.
	 * @param keys the keys
	 * @throws IOException if the storage fails. Some values may have been deleted
	 */
	void delete(Collection<String> keys) throws IOException;

	/**
	 * Find the keys that begin with a prefix.
	 * @param prefix the prefix: a key with a slash behind it
	 * @param consumer receives each key once, in any order
	 * @throws IOException if the storage fails
	 */
	void list(String prefix, Consumer<String> consumer) throws IOException;

	/**
	 * Find the names that follow a prefix in keys with more segments. This method lists
	 * all keys below the prefix; a storage that knows the names can do better.
	 * @param prefix the prefix: a key with a slash behind it
	 * @return the segments behind the prefix, perhaps with some below which there are no
	 * keys any more
	 * @throws IOException if the storage fails
	 */
	default Set<String> folders(String prefix) throws IOException {
		Set<String> folders = new HashSet<>();
		list(prefix, (key) -> {
			int end = key.indexOf('/', prefix.length());
			if (end != -1) {
				folders.add(key.substring(prefix.length(), end));
			}
		});
		return folders;
	}

	/**
	 * A value of a storage and its revision.
	 *
	 * @param value the value, which is not copied and must not be changed
	 * @param revision a text that differs for every other value at the same key. It has
	 * no meaning outside of the storage
	 * @since 0.1.0
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record StoredValue(byte[] value, String revision) {

	}

}
