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
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.Set;

import io.github.assetsboot.collection.BlobSource.FileChangedException;
import io.github.assetsboot.collection.Representation.Blob;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bytes in memory within a budget. Reserved bytes, such as the coded
 * representations that were made, are never evicted. Of the others, those that were not
 * used recently are evicted first.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class BlobCache {

	/**
	 * The budget divided by this is the limit for a single body.
	 */
	private static final int MAX_SHARE = 64;

	/**
	 * The budget divided by this is the limit for all reserved bytes.
	 */
	private static final int MAX_RESERVED_SHARE = 2;

	/**
	 * The limit for all reserved bytes divided by this is the limit for copies of earlier
	 * files. The rest is for coded representations.
	 */
	private static final int MAX_COPIES_SHARE = 2;

	/**
	 * The heap divided by this is the limit for the budget.
	 */
	private static final int MAX_HEAP_SHARE = 4;

	private final long budget;

	private final FileCopies copies;

	private final Queue<Blob> evictable = new ArrayDeque<>();

	private long reserved;

	/**
	 * The part of the reserved bytes that holds copies of earlier files.
	 */
	private long copied;

	private long used;

	/**
	 * Create a cache.
	 * @param budget how many bytes to keep at most; never more than a quarter of the heap
	 */
	public BlobCache(long budget) {
		this(budget, 0);
	}

	/**
	 * Create a cache that also keeps copies of large files.
	 * @param budget how many bytes to keep in memory at most; never more than a quarter
	 * of the heap
	 * @param diskBudget how many bytes to copy to temporary files at most, those of jars
	 * not counted
	 */
	public BlobCache(long budget, long diskBudget) {
		this.copies = new FileCopies(diskBudget);
		this.budget = Math.min(budget, Runtime.getRuntime().maxMemory() / MAX_HEAP_SHARE);
	}

	/**
	 * Return the bytes of a representation.
	 * @param representation the representation
	 * @return the bytes, not to be changed, or {@code null} if there is no room for them
	 * @throws FileChangedException if the file holds something else by now
	 * @throws IOException if they cannot be read
	 */
	public byte @Nullable [] get(Representation representation) throws IOException {
		Blob blob = representation.blob();
		byte[] bytes = blob.bytes();
		if (bytes != null) {
			blob.use();
			return bytes;
		}
		if (representation.source() instanceof BlobSource.InStorage stored) {
			return stored.store().read(stored.hash(), stored.size());
		}
		if (representation.source() instanceof BlobSource.InMemory inMemory) {
			return inMemory.bytes();
		}
		return (blob.size() <= this.budget / MAX_SHARE) ? load(representation) : null;
	}

	/**
	 * Return a temporary file with the bytes of a representation, which was there a
	 * moment ago.
	 * @param representation the representation
	 * @return the file, or {@code null} if there is none and none can be made now
	 */
	public @Nullable TemporaryFile file(Representation representation) {
		return this.copies.get(representation);
	}

	private byte[] load(Representation representation) throws IOException {
		Blob blob = representation.blob();
		byte[] bytes = read(representation);
		synchronized (this) {
			if (blob.bytes() == null && makeRoom(bytes.length)) {
				this.used += bytes.length;
				blob.keep(bytes);
				this.evictable.add(blob);
			}
		}
		return bytes;
	}

	/**
	 * A file that was replaced or deleted after its hash was made is as it was then. A
	 * missing file may have been moved: the next check of the file finds it.
	 */
	private static byte[] read(Representation representation) throws IOException {
		byte[] hashed = representation.blob().hashed();
		try {
			return representation.readAll();
		}
		catch (FileChangedException | NoSuchFileException ex) {
			if (hashed != null && representation.source() instanceof BlobSource.InFile file && file.isIntact()) {
				return hashed;
			}
			throw new FileChangedException(representation.source());
		}
	}

	/**
	 * The clock algorithm.
	 */
	private boolean makeRoom(long size) {
		int turns = 2 * this.evictable.size();
		for (int i = 0; i < turns && this.used + size > this.budget; i++) {
			Blob blob = this.evictable.remove();
			if (blob.wasUsed()) {
				this.evictable.add(blob);
			}
			else {
				evict(blob);
			}
		}
		return this.used + size <= this.budget;
	}

	private void evict(Blob blob) {
		this.used -= blob.size();
		blob.keep(null);
	}

	/**
	 * Take room for bytes that stay.
	 * @param size how many
	 * @return {@code false} if there is no room for them
	 */
	synchronized boolean reserve(long size) {
		boolean granted = this.reserved + size <= this.budget / MAX_RESERVED_SHARE && makeRoom(size);
		if (granted) {
			this.reserved += size;
			this.used += size;
		}
		return granted;
	}

	/**
	 * Give room back that was taken.
	 * @param size how many bytes
	 */
	synchronized void release(long size) {
		this.reserved -= size;
		this.used -= size;
	}

	/**
	 * Return whether there is room for a copy of an earlier file if there is no other.
	 */
	boolean mayHoldCopy(long size) {
		return size <= this.budget / MAX_RESERVED_SHARE / MAX_COPIES_SHARE;
	}

	/**
	 * Take room for a copy of an earlier file.
	 * @param size the number of bytes
	 * @return {@code false} if there is no room for them
	 */
	synchronized boolean reserveCopy(long size) {
		boolean granted = mayHoldCopy(this.copied + size) && reserve(size);
		if (granted) {
			this.copied += size;
		}
		return granted;
	}

	/**
	 * Give the room of a copy back.
	 * @param size the number of bytes
	 */
	synchronized void releaseCopy(long size) {
		this.copied -= size;
		release(size);
	}

	/**
	 * Forget the bodies that a collection had and has no longer, and the representations
	 * that were made of them. Those of other collections stay.
	 * @param former the contents that the collection had
	 * @param present the contents that it has
	 */
	synchronized void forget(Collection<Blob> former, Collection<Blob> present) {
		Set<Blob> dead = Collections.newSetFromMap(new IdentityHashMap<>());
		dead.addAll(former);
		present.forEach(dead::remove);
		dead.forEach((blob) -> release(blob.takeReserved()));
		this.evictable.removeIf((blob) -> {
			boolean forgotten = dead.contains(blob);
			if (forgotten) {
				evict(blob);
			}
			return forgotten;
		});
	}

	/**
	 * A file in the machine's folder for temporary files. No other process writes to it,
	 * but other processes may delete it at any time. It is deleted once nothing refers to
	 * it any more, at the latest when the application ends.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class TemporaryFile {

		private static final Cleaner CLEANER = Cleaner.create();

		private static final int BUFFER_SIZE = 64 * 1024;

		/**
		 * As much time passes between a look and the moment when the container opens the
		 * file.
		 */
		private static final long LOOK_AFTER_NANOSECONDS = 100_000;

		/**
		 * A whole look takes ten times as long as one at the size.
		 */
		private static final long WHOLE_LOOK_AFTER_NANOSECONDS = 10_000_000;

		private final Path path;

		private final FileState state;

		private final Cleaner.Cleanable cleanable;

		private volatile long looked;

		private volatile long lookedAtWhole;

		private TemporaryFile(Path path, FileState state, Runnable onDelete) {
			this.path = path;
			this.state = state;
			this.lookedAtWhole = System.nanoTime() - WHOLE_LOOK_AFTER_NANOSECONDS;
			this.looked = this.lookedAtWhole;
			this.cleanable = CLEANER.register(this, () -> {
				delete(path);
				onDelete.run();
			});
		}

		static @Nullable TemporaryFile tryCreate(InputStream content) throws IOException {
			return tryCreate(content, 0, () -> {
			});
		}

		/**
		 * Create a file, if one can be written. After a failure, none is written for a
		 * while.
		 * @param content its content, read to the end
		 * @param size how many bytes there have to be room for
		 * @param onDelete the action once nothing refers to the file any more; must not
		 * refer to the file
		 * @return the file, or {@code null} if none can be written
		 * @throws IOException if the content cannot be read
		 */
		static @Nullable TemporaryFile tryCreate(InputStream content, long size, Runnable onDelete) throws IOException {
			if (!TemporaryFolder.isWorthTrying()) {
				return null;
			}
			Path path;
			try {
				path = TemporaryFolder.createFile(size);
			}
			catch (IOException ex) {
				TemporaryFolder.failed(ex);
				return null;
			}
			try {
				return write(content, path) ? new TemporaryFile(path, FileState.of(path), onDelete) : null;
			}
			catch (IOException ex) {
				delete(path);
				throw ex;
			}
		}

		private static boolean write(InputStream content, Path path) throws IOException {
			byte[] buffer = new byte[BUFFER_SIZE];
			int length = content.read(buffer);
			try (OutputStream target = Files.newOutputStream(path)) {
				while (length != -1) {
					try {
						target.write(buffer, 0, length);
					}
					catch (IOException ex) {
						delete(path);
						TemporaryFolder.failed(ex);
						return false;
					}
					length = content.read(buffer);
				}
			}
			TemporaryFolder.succeeded();
			return true;
		}

		/**
		 * Return where the file lies.
		 * @return the absolute path
		 */
		public Path path() {
			return this.path;
		}

		/**
		 * Return the length.
		 * @return the number of bytes
		 */
		public long size() {
			return this.state.size();
		}

		/**
		 * Return whether the file is still there, as it was written.
		 * @return {@code false} if another process has deleted or changed it
		 */
		public boolean isIntact() {
			long now = System.nanoTime();
			if (now - this.looked < LOOK_AFTER_NANOSECONDS) {
				return true;
			}
			boolean whole = now - this.lookedAtWhole >= WHOLE_LOOK_AFTER_NANOSECONDS;
			boolean intact = whole ? isUnchanged() : this.path.toFile().length() == this.state.size();
			if (intact) {
				this.looked = now;
				this.lookedAtWhole = whole ? now : this.lookedAtWhole;
			}
			return intact;
		}

		private boolean isUnchanged() {
			try {
				return FileState.of(this.path).fingerprint() == this.state.fingerprint();
			}
			catch (IOException ex) {
				return false;
			}
		}

		/**
		 * Delete the file before its time, if it is still there.
		 */
		void discard() {
			this.cleanable.clean();
		}

		/**
		 * Delete what processes have left behind that were killed, in the background.
		 * Files of processes that are alive stay, and so do those of other users.
		 */
		public static void deleteLeftOvers() {
			Thread thread = new Thread(TemporaryFolder::deleteLeftOvers, "assets-clean-up");
			thread.setDaemon(true);
			thread.start();
		}

		private static void delete(Path path) {
			try {
				Files.deleteIfExists(path);
			}
			catch (IOException ex) {
				// it is tried once more when the virtual machine ends
			}
		}

	}

}
