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
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A file in the machine's folder for temporary files. No other process writes to it, but
 * other processes may delete it at any time. It is deleted once nothing refers to it any
 * more, at the latest when the application ends.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class TemporaryFile {

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
	 * Create a file, if one can be written. After a failure, none is written for a while.
	 * @param content its content, read to the end
	 * @param size how many bytes there have to be room for
	 * @param onDelete the action once nothing refers to the file any more; must not refer
	 * to the file
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
	 * Delete what processes have left behind that were killed, in the background. Files
	 * of processes that are alive stay, and so do those of other users.
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
