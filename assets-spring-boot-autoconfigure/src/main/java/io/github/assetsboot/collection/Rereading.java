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
import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.github.assetsboot.collection.BlobSource.FileChangedException;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of an asset again that was changed: one thread at a time, and no longer
 * than for some time. A large file that is being written is not read before it is left
 * alone. A request that cannot wait fails at once.
 * <p>
 * Safe for use by many threads.
 */
final class Rereading {

	/**
	 * A file of this size is read within some 50 milliseconds.
	 */
	private static final long MAX_SMALL_SIZE = 16 * 1024 * 1024;

	/**
	 * Number of attempts to read a file that is replaced between the check and the read.
	 */
	private static final int MAX_ATTEMPTS = 3;

	/**
	 * Time limit for the reading of one request. The next request continues from there.
	 */
	private static final long BUDGET = TimeUnit.SECONDS.toNanos(2);

	/**
	 * Number of threads that may wait for a thread that reads a file of more than one
	 * megabyte. Each of them waits for two seconds at most.
	 */
	private static final int MAX_WAITING = 32;

	private static final long MAX_TINY_SIZE = 1024 * 1024;

	/**
	 * Number of times to wait, 100 milliseconds each. A pause of the whole process, such
	 * as of a virtual machine, ends all waits at once and counts as one of them.
	 */
	private static final int MAX_WAITS = 20;

	private static final long WAIT = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * Pause after a large file was changed during a read.
	 */
	private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

	private final ReentrantLock lock = new ReentrantLock();

	private long begun = System.nanoTime();

	private long pauseEnd = this.begun;

	private @Nullable LargeFileReading large;

	static boolean isLarge(BlobSource content) {
		return content.size() > MAX_SMALL_SIZE;
	}

	/**
	 * Read the file, unless another thread has done so meanwhile.
	 * @param asset the asset
	 * @param known what is known not to be there any more, or {@code null} to read in any
	 * case
	 * @return what is there now
	 * @throws FileChangedException if that cannot be told within the time
	 */
	Representation read(Asset asset, @Nullable Representation known) throws IOException {
		long arrived = System.nanoTime();
		if (!acquire(asset.representation().source())) {
			throw new FileChangedException(asset.representation().source());
		}
		try {
			Representation last = asset.representation();
			if (this.begun - arrived > 0 || (known != null && last != known && Asset.isCurrent(last))) {
				return last;
			}
			long start = System.nanoTime();
			BlobSource content = last.source().refresh();
			Blob blob = last.blob();
			if (isLarge(content) && content instanceof BlobSource.InFile file) {
				BlobSource.InFile settled = settle(file);
				content = settled;
				blob = readLarge(settled, start);
			}
			else {
				blob = readSmall(content);
				for (int i = 1; i < MAX_ATTEMPTS && blob.size() != content.size(); i++) {
					content = last.source().refresh();
					blob = readSmall(content);
				}
			}
			this.begun = start;
			return asset.looked(Representation.of(blob.equals(last.blob()) ? last.blob() : blob, content),
					System.nanoTime());
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean acquire(BlobSource content) throws IOException {
		if (this.lock.tryLock()) {
			return true;
		}
		long size = content.refresh().size();
		if (size > MAX_SMALL_SIZE || (size > MAX_TINY_SIZE && this.lock.getQueueLength() >= MAX_WAITING)) {
			return false;
		}
		try {
			boolean acquired = false;
			for (int i = 0; i < MAX_WAITS && !acquired; i++) {
				acquired = this.lock.tryLock(WAIT, TimeUnit.NANOSECONDS);
			}
			return acquired;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Wait for a moment, so that a file that was changed just now is not read in vain.
	 */
	private BlobSource.InFile settle(BlobSource.InFile file) throws IOException {
		if (System.nanoTime() - this.pauseEnd < 0) {
			throw new FileChangedException(file);
		}
		if (file.settled()) {
			return file;
		}
		BlobSource.InFile later = file.settle();
		if (!later.settled() || later.state() != file.state()) {
			throw pause(file);
		}
		return later;
	}

	/**
	 * The bytes of a tiny file stay for a moment: for the answer, if the file is replaced
	 * again before it is read for that.
	 */
	private static Blob readSmall(BlobSource content) throws IOException {
		if (!(content instanceof BlobSource.InFile file) || file.size() > MAX_TINY_SIZE) {
			return Blob.of(content);
		}
		byte[] bytes;
		try (InputStream stream = file.open()) {
			// a file may grow faster than it is read; one byte more tells that it is
			// another
			bytes = stream.readNBytes((int) file.size() + 1);
		}
		Blob blob = Blob.of(bytes);
		if (bytes.length == file.size() && isUnchanged(file)) {
			blob.keepHashed(bytes);
		}
		return blob;
	}

	private static boolean isUnchanged(BlobSource.InFile file) throws IOException {
		try {
			return file.isUnchanged();
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	private Blob readLarge(BlobSource.InFile file, long start) throws IOException {
		LargeFileReading reading = this.large;
		if (reading == null || !reading.file.equals(file)) {
			reading = new LargeFileReading(file);
		}
		this.large = null;
		if (!reading.advance(start + BUDGET)) {
			this.large = reading;
			throw new FileChangedException(file);
		}
		if (!reading.isWhole()) {
			throw pause(file);
		}
		return reading.digest.blob();
	}

	private FileChangedException pause(BlobSource.InFile file) {
		this.pauseEnd = System.nanoTime() + PAUSE;
		return new FileChangedException(file);
	}

	/**
	 * Progress of the read of a large file.
	 */
	private static final class LargeFileReading {

		private final BlobSource.InFile file;

		private final BlobDigest digest = new BlobDigest();

		private boolean unchanged = true;

		LargeFileReading(BlobSource.InFile file) {
			this.file = file;
		}

		/**
		 * Read on.
		 * @return {@code false} if there is more to read
		 */
		boolean advance(long deadline) throws IOException {
			try (InputStream stream = this.file.open()) {
				stream.skipNBytes(this.digest.size());
				while (this.unchanged && this.digest.size() < this.file.size()) {
					if (System.nanoTime() - deadline > 0) {
						return false;
					}
					long size = this.digest.size();
					this.digest.updateUpTo(stream, Math.min(MAX_SMALL_SIZE, this.file.size() - size));
					this.unchanged = this.digest.size() > size && this.file.isUnchanged();
				}
			}
			return true;
		}

		boolean isWhole() {
			return this.unchanged && this.digest.size() == this.file.size();
		}

	}

}
