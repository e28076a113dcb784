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

import java.util.regex.Pattern;

/**
 * Identity of a blob: its hash and size.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param hash the SHA-256 of the bytes, 64 lower-case hex digits
 * @param size the number of bytes
 * @since 0.1.0
 */
public record BlobId(String hash, long size) {

	private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

	/**
	 * Create an identity.
	 * @param hash the SHA-256 of the bytes, 64 lower-case hex digits
	 * @param size the number of bytes
	 * @throws IllegalArgumentException if the hash or the size is none
	 */
	public BlobId {
		if (!HASH.matcher(hash).matches() || size < 0) {
			throw new IllegalArgumentException("No SHA-256 with a size: " + hash + ", " + size);
		}
	}

	/**
	 * Return the identity of bytes.
	 * @param bytes the bytes
	 * @return the identity
	 */
	public static BlobId of(byte[] bytes) {
		return new BlobDigest().update(bytes).id();
	}

	Blob blob() {
		return Blob.of(this.hash, this.size);
	}

	BlobSource in(BlobStore store) {
		return new BlobSource.InStorage(this.hash, this.size, store);
	}

}
