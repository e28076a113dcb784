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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.collection.BlobCache.TemporaryFile;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;
import org.jspecify.annotations.Nullable;

/**
 * An asset's content as it is, or under a content coding.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param coding the content coding, or {@code null} for none
 * @param codedTag the entity tag under the content coding, or {@code null} for none
 * @param blob the bytes
 * @param source where to read them
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-3.2">RFC 9110, section
 * 3.2</a>
 */
public record Representation(@Nullable ContentCoding coding, @Nullable String codedTag, Blob blob, BlobSource source) {

	static Representation of(Blob blob, BlobSource source) {
		return new Representation(null, null, blob, source);
	}

	Representation coded(ContentCoding coding, Blob blob, BlobSource source) {
		return new Representation(coding, coding.entityTag(this.blob, blob), blob, source);
	}

	/**
	 * Return the strong entity tag. The tag of a coded representation also depends on the
	 * coded bytes, because another version of a coder makes other bytes.
	 * @return the tag, in quotes
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3.3">RFC 9110,
	 * section 8.8.3.3</a>
	 */
	public String entityTag() {
		return (this.codedTag != null) ? this.codedTag : this.blob.entityTag();
	}

	/**
	 * Return the length.
	 * @return the number of bytes
	 */
	public long size() {
		return this.blob.size();
	}

	/**
	 * Read all of it.
	 * @return the bytes
	 * @throws BlobSource.FileChangedException if the file has another content by now
	 * @throws IOException if it cannot be read
	 */
	public byte[] readAll() throws IOException {
		byte[] bytes = this.source.readAll();
		if (!Blob.of(bytes).equals(this.blob)) {
			throw new BlobSource.FileChangedException(this.source);
		}
		return bytes;
	}

	/**
	 * Bytes that are identified by their hash. Files with the same bytes share one blob,
	 * with its coded representations and its copy in memory. Two blobs are equal if their
	 * hashes and sizes are.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class Blob {

		private static final Representation[] NONE = {};

		private final long hashHigh;

		private final long hashLow;

		private final long size;

		private @Nullable String entityTag;

		private volatile byte @Nullable [] bytes;

		private volatile boolean used;

		private volatile Representation[] coded = NONE;

		private volatile @Nullable TemporaryFile copy;

		Blob(byte[] hash, long size) {
			ByteBuffer buffer = ByteBuffer.wrap(hash);
			this.hashHigh = buffer.getLong();
			this.hashLow = buffer.getLong();
			this.size = size;
		}

		static Blob of(BlobSource content) throws IOException {
			if (content instanceof BlobSource.InMemory inMemory) {
				return of(inMemory.bytes());
			}
			try (InputStream stream = content.open()) {
				// a file may grow faster than it is read; one byte more tells that it is
				// another
				return new BlobDigest().updateUpTo(stream, content.size() + 1).blob();
			}
		}

		static Blob of(String hash, long size) {
			return new Blob(HexFormat.of().parseHex(hash), size);
		}

		/**
		 * Return bytes as a blob.
		 * @param bytes the bytes
		 * @return the blob
		 */
		public static Blob of(byte[] bytes) {
			return new BlobDigest().update(bytes).blob();
		}

		static Blob of(InputStream stream, long expectedSize) throws IOException {
			return new BlobDigest().update(stream, expectedSize).blob();
		}

		/**
		 * Return the length.
		 * @return the number of bytes
		 */
		public long size() {
			return this.size;
		}

		/**
		 * Return the strong entity tag of these bytes as they are.
		 * @return the tag, in quotes
		 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110,
		 * section 8.8.3</a>
		 */
		public String entityTag() {
			String result = this.entityTag;
			if (result == null) {
				HexFormat format = HexFormat.of();
				result = "\"" + format.toHexDigits(this.hashHigh) + format.toHexDigits(this.hashLow) + "\"";
				this.entityTag = result;
			}
			return result;
		}

		/**
		 * Return the beginning of the hash.
		 * @return 16 hex digits
		 */
		String shortHash() {
			return HexFormat.of().toHexDigits(this.hashHigh);
		}

		/**
		 * Return the coded representations of these bytes.
		 * @return the representations, the smallest first; not to be changed
		 */
		public Representation[] coded() {
			return this.coded;
		}

		/**
		 * Set the representations of the sibling files. A representation that was made in
		 * memory stays if no sibling has its content coding.
		 */
		synchronized void siblings(List<Representation> siblings) {
			List<Representation> all = new ArrayList<>(siblings);
			for (Representation representation : this.coded) {
				boolean made = representation.source() instanceof BlobSource.InMemory;
				if (made && siblings.stream().noneMatch((sibling) -> sibling.coding() == representation.coding())) {
					all.add(representation);
				}
			}
			setCoded(all);
		}

		synchronized void add(Representation representation) {
			List<Representation> all = new ArrayList<>(Arrays.asList(this.coded));
			all.add(representation);
			setCoded(all);
		}

		private void setCoded(List<Representation> coded) {
			coded.sort(Comparator.comparingLong((representation) -> representation.blob().size()));
			this.coded = coded.isEmpty() ? NONE : coded.toArray(NONE);
		}

		boolean isCoded(ContentCoding coding) {
			return Arrays.stream(this.coded).anyMatch((representation) -> representation.coding() == coding);
		}

		/**
		 * Return the bytes, if they are in memory.
		 * @return the bytes, or {@code null} if they are not
		 */
		byte @Nullable [] bytes() {
			return this.bytes;
		}

		void keep(byte @Nullable [] bytes) {
			this.bytes = bytes;
		}

		void use() {
			if (!this.used) {
				this.used = true;
			}
		}

		/**
		 * Return whether the bytes in memory were used since this was last asked.
		 */
		boolean wasUsed() {
			boolean result = this.used;
			this.used = false;
			return result;
		}

		@Nullable TemporaryFile copy() {
			return this.copy;
		}

		void copy(@Nullable TemporaryFile copy) {
			this.copy = copy;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Blob that && this.hashHigh == that.hashHigh && this.hashLow == that.hashLow
					&& this.size == that.size;
		}

		@Override
		public int hashCode() {
			return Long.hashCode(this.hashHigh);
		}

		@Override
		public String toString() {
			return entityTag();
		}

	}

	/**
	 * Makes the coded representations that the files of collections lack, in one
	 * background thread, one collection after another. The thread rests as long as it
	 * works. It works for at most one minute for a collection, and takes at most half of
	 * the memory's budget. A coded representation is kept if it is at least 10 per cent
	 * smaller.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class RepresentationMaker implements AutoCloseable {

		private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), RepresentationMaker::thread);

		/**
		 * Create a maker without work. Its thread ends when there is no more work.
		 */
		public RepresentationMaker() {
			this.executor.allowCoreThreadTimeOut(true);
		}

		private static Thread thread(Runnable task) {
			Thread thread = new Thread(task, "assets-coding");
			thread.setDaemon(true);
			thread.setPriority(Thread.MIN_PRIORITY);
			return thread;
		}

		/**
		 * Rest before the work that follows.
		 * @param time how long to rest
		 */
		public void rest(Duration time) {
			this.executor.submit(() -> {
				Thread.sleep(time.toMillis());
				return null;
			});
		}

		/**
		 * Work for a collection, after those that this method was called for before.
		 * @param assets the collection
		 * @return the work, which can be cancelled
		 */
		public Future<?> make(AssetCollection assets) {
			return this.executor.submit(new Work(assets));
		}

		/**
		 * Stop working.
		 */
		@Override
		public void close() {
			this.executor.shutdownNow();
		}

	}

	/**
	 * The work for a collection.
	 */
	private static final class Work implements Runnable {

		private static final Duration MAX_WORK = Duration.ofMinutes(1);

		private final AssetCollection assets;

		private long worked;

		Work(AssetCollection assets) {
			this.assets = assets;
		}

		@Override
		public void run() {
			List<Asset> candidates = candidates();
			try {
				for (ContentCoding coding : ContentCoding.values()) {
					for (Asset asset : candidates) {
						if (coding.isAvailable() && !asset.representation().blob().isCoded(coding)) {
							make(asset, coding);
						}
					}
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		/**
		 * The small ones first, so that most of them are there soon.
		 */
		private List<Asset> candidates() {
			Set<Blob> seen = Collections.newSetFromMap(new IdentityHashMap<>());
			return this.assets.assets()
				.stream()
				.filter((asset) -> ContentCoding.isWorthCoding(asset.path(), asset.representation().size()))
				.sorted(Comparator.comparingLong((asset) -> asset.representation().size()))
				.filter((asset) -> seen.add(asset.representation().blob()))
				.toList();
		}

		private void make(Asset asset, ContentCoding coding) throws InterruptedException {
			if (this.worked > MAX_WORK.toNanos()) {
				return;
			}
			long start = System.nanoTime();
			try {
				Representation plain = asset.current();
				byte[] bytes = plain.source().readAll();
				byte[] coded = coding.encodeIfWorth(bytes);
				if (coded != null && Blob.of(bytes).equals(plain.blob())) {
					keep(plain, coding, coded);
				}
			}
			catch (IOException ex) {
				// a file that is missing or cannot be coded is served without a coding,
				// if at all
			}
			long elapsed = System.nanoTime() - start;
			this.worked += elapsed;
			Thread.sleep(Duration.ofNanos(elapsed).toMillis());
		}

		private void keep(Representation plain, ContentCoding coding, byte[] coded) {
			if (this.assets.memory().reserve(coded.length)) {
				plain.blob().add(plain.coded(coding, Blob.of(coded), new BlobSource.InMemory(coded)));
			}
		}

	}

}
