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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that reserves disk space. It is deleted when the disk is full, so that the small
 * writes of a deletion succeed. Its bytes are random, since file systems keep no space
 * for holes, and little space for bytes that they can compress. If the reserve fails, the
 * write does not fail.
 * <p>
 * Safe for use by many threads. Several processes may share the file.
 */
final class DiskReserve {

	private static final int MIN_SIZE = 128 * 1024;

	private static final int BUFFER_SIZE = 8 * 1024;

	private final Path file;

	private long largest;

	DiskReserve(Path file) {
		this.file = file;
	}

	/**
	 * Give the space back.
	 * @return {@code false} if there was no reserve
	 */
	synchronized boolean giveUp() {
		try {
			return Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Reserve space for two values as large as the largest one so far. On a full disk,
	 * the reserve is smaller.
	 * @param size the size of the value that was written, in bytes
	 */
	synchronized void keep(long size) {
		this.largest = Math.max(this.largest, size);
		long wanted = Math.max(MIN_SIZE, 2 * this.largest);
		try {
			long missing = wanted - size();
			if (missing > 0) {
				append(missing);
			}
		}
		catch (IOException ex) {
			// the disk is full, and what was appended stays
		}
	}

	private long size() throws IOException {
		try {
			return Files.size(this.file);
		}
		catch (NoSuchFileException ex) {
			return 0;
		}
	}

	private void append(long missing) throws IOException {
		try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
			byte[] buffer = new byte[BUFFER_SIZE];
			for (long left = missing; left > 0; left -= buffer.length) {
				ThreadLocalRandom.current().nextBytes(buffer);
				ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, (int) Math.min(left, buffer.length));
				while (bytes.hasRemaining()) {
					channel.write(bytes);
				}
			}
			channel.force(false);
		}
	}

}
