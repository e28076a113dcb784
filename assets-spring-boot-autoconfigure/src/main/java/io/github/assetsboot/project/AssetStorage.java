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

import org.jspecify.annotations.Nullable;

/**
 * Keeps values by key. Keys are paths of lower-case letters, digits, {@code -}, {@code .}
 * and {@code _}, separated by {@code /}.
 * <p>
 * What was written is seen by every later read, of other instances, too, and never in
 * part. An {@link IOException} says that the storage does not answer as it should: the
 * caller may try again. Implementations limit the time that a call takes, and are safe
 * for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public interface AssetStorage {

	/**
	 * Read a value.
	 * @param key the key
	 * @return the value, or {@code null} if there is none
	 * @throws IOException if the storage fails
	 */
	byte @Nullable [] read(String key) throws IOException;

	/**
	 * Open a part of a value, without reading the rest of it.
	 * @param key the key
	 * @param first the first byte
	 * @param length how many bytes
	 * @return the bytes, fewer if the value ends before, or {@code null} if there is no
	 * value; to be closed
	 * @throws IOException if the storage fails
	 */
	@Nullable InputStream open(String key, long first, long length) throws IOException;

	/**
	 * Find out which values are there.
	 * @param keys the keys to look for
	 * @return those of them that have a value
	 * @throws IOException if the storage fails
	 */
	Set<String> existing(Collection<String> keys) throws IOException;

	/**
	 * Write a value, all at once: readers see the former one until this one is whole.
	 * @param key the key
	 * @param content the value
	 * @throws IOException if the storage or the content fails; then nothing has changed
	 */
	void write(String key, StorageContent content) throws IOException;

	/**
	 * Write a value where there is none. Of several writers at a time, one succeeds.
	 * @param key the key
	 * @param value the value
	 * @return {@code false} if there is a value already
	 * @throws IOException if the storage fails
	 */
	boolean writeIfAbsent(String key, byte[] value) throws IOException;

	/**
	 * Delete values. Those that are not there make no difference.
	 * @param keys the keys
	 * @throws IOException if the storage fails
	 */
	void delete(Collection<String> keys) throws IOException;

	/**
	 * Find the keys that begin with a prefix.
	 * @param prefix the prefix, ending in a slash
	 * @param consumer takes the keys, in no order
	 * @throws IOException if the storage fails
	 */
	void list(String prefix, Consumer<String> consumer) throws IOException;

}
