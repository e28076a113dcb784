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
import java.util.stream.Stream;

import io.github.assetsboot.collection.BlobSource.BlobStore;

/**
 * A file whose bytes are in a storage.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param plain the bytes without a content coding
 * @param coded the bytes in content codings
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record StoredAsset(BlobId plain, Map<ContentCoding, BlobId> coded) {

	/**
	 * Create the reference to a file.
	 * @param plain the bytes without a content coding
	 * @param coded the bytes in content codings, which are copied
	 */
	public StoredAsset {
		coded = Map.copyOf(coded);
	}

	/**
	 * Return all blobs of the file.
	 * @return the bytes without a content coding, and in each content coding
	 */
	public Stream<BlobId> blobs() {
		return Stream.concat(Stream.of(this.plain), this.coded.values().stream());
	}

	/**
	 * Return whether an asset has the same content.
	 * @param asset the asset
	 * @return {@code true} if hash and size are the same
	 */
	public boolean isContentOf(Asset asset) {
		return this.plain.blob().equals(asset.representation().blob());
	}

	Representation representation(BlobStore store) {
		Representation plain = Representation.of(this.plain.blob(), this.plain.in(store));
		List<Representation> siblings = new ArrayList<>();
		this.coded.forEach((coding, other) -> siblings.add(plain.coded(coding, other.blob(), other.in(store))));
		plain.blob().siblings(siblings);
		return plain;
	}

}
