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
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * Reads blobs by their hash from a storage. The bytes of a hash never change.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public interface BlobStore {

	/**
	 * Read a blob that is small enough to be kept in memory.
	 * @param hash the SHA-256 of the content, 64 lower-case hex digits
	 * @param size its size in bytes
	 * @return the bytes, or {@code null} if it is too large, so that it has to be opened
	 * @throws IOException if it cannot be read, or its bytes do not have the hash
	 */
	byte @Nullable [] read(String hash, long size) throws IOException;

	/**
	 * Open a blob, or a part of it. The last bytes of a whole blob are returned only if
	 * all bytes have the hash.
	 * @param hash the SHA-256 of the content, 64 lower-case hex digits
	 * @param size its size in bytes
	 * @param first the first byte
	 * @param length how many bytes
	 * @return exactly these bytes
	 * @throws IOException if it cannot be read
	 */
	InputStream open(String hash, long size, long first, long length) throws IOException;

}
