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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.assetsboot.collection.BlobSource.BlobStore;
import io.github.assetsboot.collection.Representation.Blob;

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

	/**
	 * Read the file as a text, which the collection does not serve.
	 * @param store where the bytes are
	 * @return the text
	 * @throws IOException if it cannot be read
	 */
	public String text(BlobStore store) throws IOException {
		try (InputStream stream = this.plain.in(store).open()) {
			return AssetDirectory.text(stream.readAllBytes());
		}
	}

	Representation representation(BlobStore store) {
		Representation plain = Representation.of(this.plain.blob(), this.plain.in(store));
		List<Representation> siblings = new ArrayList<>();
		this.coded.forEach((coding, other) -> siblings.add(plain.coded(coding, other.blob(), other.in(store))));
		plain.blob().siblings(siblings);
		return plain;
	}

	/**
	 * A representation for clients that have an earlier version of a file.
	 * <p>
	 * Immutable and safe for use by many threads.
	 *
	 * @param dictionary the content of the earlier version
	 * @param coding the content coding
	 * @param coded the coded bytes
	 * @since 0.1.0
	 */
	public record StoredDelta(BlobId dictionary, ContentCoding coding, BlobId coded) {

		/**
		 * Each asset of a storage has a content of its own.
		 */
		void addTo(Asset asset, BlobStore store) {
			Representation plain = asset.representation();
			plain.blob()
				.add(new Representation.Delta(null, this.dictionary,
						plain.coded(this.coding, this.coded.blob(), this.coded.in(store))));
		}

	}

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

		/**
		 * Computes the identity of bytes: their SHA-256 and their number.
		 * <p>
		 * Not safe for use by many threads.
		 *
		 * @since 0.1.0
		 */
		public static final class BlobDigest {

			private static final int BUFFER_SIZE = 64 * 1024;

			private final MessageDigest sha256 = sha256();

			private long size;

			private static MessageDigest sha256() {
				try {
					return MessageDigest.getInstance("SHA-256");
				}
				catch (NoSuchAlgorithmException ex) {
					throw new IllegalStateException("SHA-256 is missing from this Java runtime", ex);
				}
			}

			/**
			 * Add bytes.
			 * @param bytes where they are
			 * @param offset the first one
			 * @param length how many
			 */
			public void update(byte[] bytes, int offset, int length) {
				this.sha256.update(bytes, offset, length);
				this.size += length;
			}

			/**
			 * Add all bytes.
			 * @param bytes the bytes
			 * @return this digest
			 */
			public BlobDigest update(byte[] bytes) {
				update(bytes, 0, bytes.length);
				return this;
			}

			/**
			 * Read the rest of a stream.
			 * @param stream the stream, which is not closed
			 * @param expectedSize the expected number of bytes, which determines the size
			 * of the buffer
			 * @return this digest
			 * @throws IOException if the stream cannot be read
			 */
			public BlobDigest update(InputStream stream, long expectedSize) throws IOException {
				byte[] buffer = new byte[(int) Math.min(expectedSize + 1, BUFFER_SIZE)];
				for (int length = stream.read(buffer); length != -1; length = stream.read(buffer)) {
					update(buffer, 0, length);
				}
				return this;
			}

			/**
			 * Read the rest of a stream up to a limit.
			 * @param stream the stream, which is not closed
			 * @param limit how many bytes are taken at most
			 * @return this digest
			 * @throws IOException if the stream cannot be read
			 */
			BlobDigest updateUpTo(InputStream stream, long limit) throws IOException {
				byte[] buffer = new byte[(int) Math.min(limit, BUFFER_SIZE)];
				long remaining = limit;
				while (remaining > 0) {
					int length = stream.read(buffer, 0, (int) Math.min(remaining, buffer.length));
					if (length == -1) {
						break;
					}
					update(buffer, 0, length);
					remaining -= length;
				}
				return this;
			}

			/**
			 * Return how many bytes were taken.
			 */
			long size() {
				return this.size;
			}

			/**
			 * Return the identity of the bytes. Call this method once, at the end.
			 * @return the content
			 */
			public BlobId id() {
				return new BlobId(HexFormat.of().formatHex(this.sha256.digest()), this.size);
			}

			/**
			 * Return the bytes as a blob. Call this method once, at the end.
			 * @return the content
			 */
			public Blob blob() {
				return new Blob(this.sha256.digest(), this.size);
			}

		}

	}

}
