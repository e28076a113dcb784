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

package io.github.assetsboot.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Locks on folders. They exclude other threads of this process and other processes. The
 * operating system ends the locks of a process that dies.
 */
final class FileLocks {

	private static final String NAME = ".lock";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int PAUSE_MILLISECONDS = 5;

	/**
	 * Threads exclude each other before they open the file. If one of them closes it, the
	 * operating system ends the locks of the whole process.
	 */
	private static final ReentrantLock[] THREADS = new ReentrantLock[64];

	static {
		for (int i = 0; i < THREADS.length; i++) {
			THREADS[i] = new ReentrantLock();
		}
	}

	private FileLocks() {
	}

	/**
	 * Do work under the lock of a folder.
	 * @throws IOException if others keep the lock for too long, or the work fails
	 */
	static boolean run(Path folder, Work work) throws IOException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		Path file = folder.resolve(NAME);
		ReentrantLock threads = THREADS[Math.floorMod(folder.toRealPath().hashCode(), THREADS.length)];
		try {
			if (!threads.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
				throw tooLong(file);
			}
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
					FileLock lock = lock(file, channel, deadline)) {
				return work.run();
			}
			finally {
				threads.unlock();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
	}

	private static FileLock lock(Path file, FileChannel channel, long deadline)
			throws IOException, InterruptedException {
		FileLock lock = tryLock(channel);
		while (lock == null) {
			if (System.nanoTime() - deadline > 0) {
				throw tooLong(file);
			}
			Thread.sleep(PAUSE_MILLISECONDS);
			lock = tryLock(channel);
		}
		return lock;
	}

	/**
	 * Another class loader of this process may have the lock.
	 */
	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	private static IOException tooLong(Path file) {
		return new IOException(
				"Other threads or processes have locked '" + file + "' for " + PATIENCE.toSeconds() + " seconds");
	}

	@FunctionalInterface
	interface Work {

		boolean run() throws IOException;

	}

}
