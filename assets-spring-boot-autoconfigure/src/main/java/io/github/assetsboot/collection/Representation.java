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
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.assetsboot.collection.AssetCollection.EarlierBuilds;
import io.github.assetsboot.collection.BlobCache.TemporaryFile;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.collection.StoredAsset.BlobId;
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

	private Representation inMemory(ContentCoding coding, byte[] coded) {
		return coded(coding, Blob.of(coded), new BlobSource.InMemory(coded));
	}

	/**
	 * Return the size in the best content coding without a dictionary.
	 */
	private long smallest() {
		Representation[] coded = this.blob.coded();
		return (coded.length > 0) ? Math.min(coded[0].size(), size()) : size();
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
	 * hashes and sizes are. The natural order is that of the sizes, then of the hashes.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class Blob implements Comparable<Blob> {

		private static final Representation[] NONE = {};

		private final long size;

		private long hashHigh;

		private long hashLow;

		/**
		 * The content whose hash has not been needed yet. It is set to {@code null} after
		 * the hash, so that a thread that reads {@code null} sees the hash.
		 */
		private volatile @Nullable BlobSource unread;

		private boolean lost;

		private @Nullable String entityTag;

		private volatile byte @Nullable [] bytes;

		private volatile @Nullable Reference<byte[]> hashed;

		private volatile boolean used;

		private volatile Representation[] coded = NONE;

		private volatile List<Delta> deltas = List.of();

		private long reserved;

		private volatile @Nullable TemporaryFile copy;

		Blob(byte[] hash, long size) {
			ByteBuffer buffer = ByteBuffer.wrap(hash);
			this.hashHigh = buffer.getLong();
			this.hashLow = buffer.getLong();
			this.size = size;
		}

		private Blob(BlobSource unread) {
			this.unread = unread;
			this.size = unread.size();
		}

		/**
		 * Return a content that is read when its hash is first needed. If it cannot be
		 * read any more, or has been changed, it gets a random hash and is lost.
		 */
		static Blob onDemand(BlobSource content) {
			return new Blob(content);
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

		private void readIfUnread() {
			if (this.unread != null) {
				readUnread();
			}
		}

		/**
		 * A file that looks the same after it was read still has the bytes that it had
		 * when it was found.
		 */
		private synchronized void readUnread() {
			BlobSource content = this.unread;
			if (content == null) {
				return;
			}
			try {
				Blob read = of(content);
				this.hashHigh = read.hashHigh;
				this.hashLow = read.hashLow;
				this.lost = read.size != this.size || !content.isCurrent();
			}
			catch (IOException ex) {
				this.lost = true;
			}
			if (this.lost) {
				this.hashHigh = ThreadLocalRandom.current().nextLong();
				this.hashLow = ThreadLocalRandom.current().nextLong();
			}
			this.unread = null;
		}

		/**
		 * Return whether the file was changed, or could not be read, before its hash was
		 * known. The next request reads it again.
		 */
		boolean isLost() {
			if (this.unread != null) {
				readUnread();
			}
			return this.lost;
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
				readIfUnread();
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
			readIfUnread();
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

		/**
		 * Return the representations of these bytes for a client that has an earlier
		 * version of an asset.
		 * @param match the paths of the versions of the asset
		 * @param dictionary the SHA-256 of the version that the client has, 64 lower-case
		 * hex digits
		 * @return the representations, one for each content coding
		 */
		public List<Representation> deltas(String match, String dictionary) {
			return this.deltas.stream()
				.filter((delta) -> (delta.match() == null || delta.match().equals(match))
						&& delta.dictionary().hash().equals(dictionary))
				.map(Delta::representation)
				.toList();
		}

		/**
		 * Return the representations of these bytes for clients that have an earlier
		 * version of an asset.
		 * @return the representations
		 */
		public List<Representation> deltas() {
			return this.deltas.stream().map(Delta::representation).toList();
		}

		synchronized void add(Delta delta) {
			List<Delta> all = new ArrayList<>(this.deltas);
			all.add(delta);
			this.deltas = List.copyOf(all);
		}

		/**
		 * Drop the representations whose earlier version is too old by now.
		 * @param needed whether a representation is still needed
		 * @return how much reserved memory is free
		 */
		synchronized long retainDeltas(Predicate<Delta> needed) {
			List<Delta> kept = this.deltas.stream().filter(needed).toList();
			long size = this.deltas.stream()
				.filter((delta) -> !kept.contains(delta))
				.mapToLong((delta) -> delta.representation().size())
				.sum();
			this.deltas = kept;
			long free = Math.min(size, this.reserved);
			this.reserved -= free;
			return free;
		}

		/**
		 * Take note of memory that was reserved for a representation of these bytes.
		 */
		synchronized void addReserved(long size) {
			this.reserved += size;
		}

		/**
		 * Return how much memory is reserved for representations of these bytes. It
		 * counts once, for who gives it back.
		 */
		synchronized long takeReserved() {
			long result = this.reserved;
			this.reserved = 0;
			return result;
		}

		boolean hasDelta(String match, Blob dictionary, ContentCoding coding) {
			return this.deltas.stream()
				.anyMatch((delta) -> match.equals(delta.match()) && delta.dictionary().blob().equals(dictionary)
						&& delta.representation().coding() == coding);
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

		/**
		 * Return the bytes that the hash was made of, until the next garbage collection.
		 * @return the bytes, or {@code null} if they are gone or were never kept
		 */
		byte @Nullable [] hashed() {
			Reference<byte[]> reference = this.hashed;
			return (reference != null) ? reference.get() : null;
		}

		void keepHashed(byte[] bytes) {
			this.hashed = new WeakReference<>(bytes);
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
		public int compareTo(Blob other) {
			if (this == other || this.size != other.size) {
				return Long.compare(this.size, other.size);
			}
			readIfUnread();
			other.readIfUnread();
			int high = Long.compare(this.hashHigh, other.hashHigh);
			return (high != 0) ? high : Long.compare(this.hashLow, other.hashLow);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Blob that && compareTo(that) == 0;
		}

		@Override
		public int hashCode() {
			readIfUnread();
			return Long.hashCode(this.hashHigh);
		}

		@Override
		public String toString() {
			return entityTag();
		}

	}

	/**
	 * A representation for a client that has an earlier version of the asset.
	 *
	 * @param match the paths of the versions of the asset, as a pattern for a browser, or
	 * {@code null} if the content belongs to one asset only
	 * @param dictionary the content of the earlier version
	 * @param representation the representation, which names the dictionary
	 */
	record Delta(@Nullable String match, BlobId dictionary, Representation representation) {

	}

	/**
	 * A representation that can be made for clients that have an earlier version of an
	 * asset.
	 *
	 * @param asset the asset
	 * @param match the paths of the versions of the asset, as a pattern for a browser
	 * @param earlier the earlier version
	 * @param coding the content coding
	 * @since 0.1.0
	 */
	public record DeltaPlan(Asset asset, String match, Representation earlier, ContentCoding coding) {

		/**
		 * Make the representation.
		 * @param plain the content of the asset
		 * @param dictionary the content of the earlier version
		 * @param pause is called between the pieces of the work
		 * @return the coded bytes, or {@code null} if another content coding makes fewer
		 * @throws IOException if the content cannot be coded
		 */
		public byte @Nullable [] encode(byte[] plain, byte[] dictionary, ContentCoding.Pause pause) throws IOException {
			byte[] coded = this.coding.encode(plain, dictionary, pause);
			return (coded.length < this.asset.representation().smallest()) ? coded : null;
		}

	}

	/**
	 * Makes the coded representations that the files of collections lack, in one
	 * background thread, one collection after another. The thread rests as long as it
	 * works. It works for a limited time, and takes at most half of the memory's budget.
	 * A coded representation is kept if it is at least 10 per cent smaller, and one with
	 * a dictionary if it is smaller than all others.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class RepresentationMaker implements AutoCloseable {

		private static final long END_MILLISECONDS = 500;

		private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), this::newThread);

		private volatile @Nullable Thread thread;

		private final Duration maxTime;

		private final AtomicLong remaining;

		/**
		 * Create a maker without work. Its thread ends when there is no more work.
		 * @param maxTime the time of the work for all collections, without rests
		 */
		public RepresentationMaker(Duration maxTime) {
			this.maxTime = maxTime;
			this.remaining = new AtomicLong(maxTime.toNanos());
			this.executor.allowCoreThreadTimeOut(true);
		}

		private Thread newThread(Runnable task) {
			Thread thread = new Thread(task, "assets-coding");
			thread.setDaemon(true);
			thread.setPriority(Thread.MIN_PRIORITY);
			this.thread = thread;
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
			return this.executor.submit(new Work(assets, Dictionaries.NONE, this.remaining));
		}

		/**
		 * Work for a collection, after those that this method was called for before.
		 * @param assets the collection
		 * @param builds the builds of the collection, which takes note of the present one
		 * @param matches the paths of the versions of an asset as a pattern for a
		 * browser, or {@code null} if the asset is no dictionary
		 * @return the work, which can be cancelled
		 */
		public Future<?> make(AssetCollection assets, EarlierBuilds builds, Function<Asset, @Nullable String> matches) {
			Dictionaries dictionaries = builds.follow(assets, matches);
			return this.executor.submit(new Work(assets, dictionaries, this.remaining));
		}

		/**
		 * Allow the whole time once more, after a collection was read anew.
		 */
		public void renewTime() {
			this.remaining.set(this.maxTime.toNanos());
		}

		/**
		 * Stop working, and wait a second at most for the end of the thread.
		 */
		@Override
		public void close() {
			this.executor.shutdownNow();
			try {
				Thread last = this.thread;
				if (this.executor.awaitTermination(END_MILLISECONDS, TimeUnit.MILLISECONDS) && last != null) {
					last.join(END_MILLISECONDS);
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	/**
	 * The work for a collection.
	 */
	private static final class Work implements Runnable {

		private final AssetCollection assets;

		private final Dictionaries dictionaries;

		private final AtomicLong remaining;

		Work(AssetCollection assets, Dictionaries dictionaries, AtomicLong remaining) {
			this.assets = assets;
			this.dictionaries = dictionaries;
			this.remaining = remaining;
		}

		@Override
		public void run() {
			List<Asset> candidates = candidates();
			try {
				for (ContentCoding coding : ContentCoding.ofFiles()) {
					make(candidates, coding);
				}
				makeDeltas();
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

		/**
		 * An asset is left out if it would take longer than the remaining time, as those
		 * before it tell. The library of the coding is loaded if an asset needs it.
		 */
		private void make(List<Asset> candidates, ContentCoding coding) throws InterruptedException {
			long bytes = 0;
			long time = 0;
			for (Asset asset : candidates) {
				Representation plain = asset.representation();
				double expected = (bytes > 0) ? (double) time / bytes * plain.size() : 0;
				if (!plain.blob().isCoded(coding) && expected < this.remaining.get() && coding.isAvailable()) {
					bytes += plain.size();
					time += make(() -> encode(asset, coding));
				}
			}
		}

		private void makeDeltas() throws InterruptedException {
			if (this.dictionaries == Dictionaries.NONE) {
				return;
			}
			List<DeltaPlan> plans = this.dictionaries.plans(this.assets);
			dropOthers(plans);
			Map<ContentCoding, Long> bytes = new EnumMap<>(ContentCoding.class);
			Map<ContentCoding, Long> times = new EnumMap<>(ContentCoding.class);
			for (DeltaPlan plan : plans) {
				Representation plain = plan.asset().representation();
				long size = plain.size() + plan.earlier().size();
				double expected = (double) times.getOrDefault(plan.coding(), 0L) / bytes.getOrDefault(plan.coding(), 1L)
						* size;
				if (this.remaining.get() > expected
						&& !plain.blob().hasDelta(plan.match(), plan.earlier().blob(), plan.coding())) {
					bytes.merge(plan.coding(), size, Long::sum);
					times.merge(plan.coding(), make(() -> encode(plan)), Long::sum);
				}
			}
		}

		/**
		 * A file that is never changed would collect the versions of others with the same
		 * match.
		 */
		private void dropOthers(List<DeltaPlan> plans) {
			Map<Blob, Set<DeltaKey>> needed = new IdentityHashMap<>();
			plans.forEach(
					(plan) -> needed.computeIfAbsent(plan.asset().representation().blob(), (blob) -> new HashSet<>())
						.add(new DeltaKey(plan.match(), plan.earlier().blob())));
			this.assets.assets().forEach((asset) -> {
				Blob blob = asset.representation().blob();
				if (!blob.deltas.isEmpty()) {
					Set<DeltaKey> keys = needed.getOrDefault(blob, Set.of());
					this.assets.memory().release(blob.retainDeltas((delta) -> keys.contains(DeltaKey.of(delta))));
				}
			});
		}

		/**
		 * Code, and rest as long.
		 * @return the time of coding in nanoseconds
		 */
		private long make(Encoding encoding) throws InterruptedException {
			long start = System.nanoTime();
			try {
				encoding.run();
			}
			catch (IOException ex) {
				// a file that is missing or cannot be coded is served without a coding,
				// if at all
			}
			long elapsed = System.nanoTime() - start;
			this.remaining.addAndGet(-elapsed);
			Thread.sleep(Duration.ofNanos(elapsed).toMillis());
			return elapsed;
		}

		private void encode(Asset asset, ContentCoding coding) throws IOException {
			Representation plain = asset.current();
			byte[] bytes = plain.source().readAll();
			byte[] coded = coding.encodeIfWorth(bytes);
			if (coded != null && Blob.of(bytes).equals(plain.blob()) && reserve(plain, coded.length)) {
				plain.blob().add(plain.inMemory(coding, coded));
			}
		}

		private void encode(DeltaPlan plan) throws IOException {
			Representation plain = plan.asset().current();
			byte[] dictionary = plan.earlier().readAll();
			byte[] coded = plan.encode(plain.readAll(), dictionary, ContentCoding.Pause.NONE);
			if (coded != null && reserve(plain, coded.length)) {
				plain.blob().add(new Delta(plan.match(), BlobId.of(dictionary), plain.inMemory(plan.coding(), coded)));
			}
		}

		private boolean reserve(Representation plain, long size) {
			boolean granted = this.assets.memory().reserve(size);
			if (granted) {
				plain.blob().addReserved(size);
			}
			return granted;
		}

		private record DeltaKey(@Nullable String match, Blob dictionary) {

			static DeltaKey of(Delta delta) {
				return new DeltaKey(delta.match(), delta.dictionary().blob());
			}

		}

		@FunctionalInterface
		private interface Encoding {

			void run() throws IOException;

		}

	}

}
