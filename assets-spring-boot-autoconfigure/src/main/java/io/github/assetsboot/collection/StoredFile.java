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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file whose content is in a storage.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param content the content
 * @param coded the same content under content codings
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record StoredFile(StoredContent content, Map<ContentCoding, StoredContent> coded) {

	/**
	 * Create the reference to a file.
	 * @param content the content
	 * @param coded the same content under content codings, which is copied
	 */
	public StoredFile {
		coded = Map.copyOf(coded);
	}

	/**
	 * Return all contents of the file.
	 * @return the content as it is, and under its content codings
	 */
	public Stream<StoredContent> contents() {
		return Stream.concat(Stream.of(this.content), this.coded.values().stream());
	}

	/**
	 * Return whether an asset has the same content.
	 * @param asset the asset
	 * @return {@code true} if hash and size are the same
	 */
	public boolean isContentOf(Asset asset) {
		return this.content.body().equals(asset.representation().body());
	}

	Representation representation(ContentStore store) {
		Representation plain = Representation.of(this.content.body(), this.content.in(store));
		List<Representation> siblings = new ArrayList<>();
		this.coded.forEach((coding, other) -> siblings.add(plain.coded(coding, other.body(), other.in(store))));
		plain.body().siblings(siblings);
		return plain;
	}

	/**
	 * Reference to a content by its hash and size.
	 * <p>
	 * Immutable and safe for use by many threads.
	 *
	 * @param hash the SHA-256 of the content, 64 lower-case hex digits
	 * @param size its size in bytes
	 */
	public record StoredContent(String hash, long size) {

		private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

		/**
		 * Create the reference to a content.
		 * @param hash the SHA-256 of the content, 64 lower-case hex digits
		 * @param size its size in bytes
		 * @throws IllegalArgumentException if the hash or the size is none
		 */
		public StoredContent {
			if (!HASH.matcher(hash).matches() || size < 0) {
				throw new IllegalArgumentException("No SHA-256 with a size: " + hash + ", " + size);
			}
		}

		/**
		 * Return bytes as a content.
		 * @param bytes the bytes
		 * @return what they are named by
		 */
		public static StoredContent of(byte[] bytes) {
			return new ContentDigest().update(bytes).content();
		}

		private Body body() {
			return Body.of(this.hash, this.size);
		}

		private AssetContent in(ContentStore store) {
			return new AssetContent.InStorage(this.hash, this.size, store);
		}

	}

}
