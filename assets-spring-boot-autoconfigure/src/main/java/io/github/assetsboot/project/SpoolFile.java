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

package io.github.assetsboot.project;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Contents that can be read once, put into a temporary file to be read again. The file is
 * gone once this is closed, or the process ends.
 *
 * @author the Assets for Spring Boot authors
 */
final class SpoolFile implements Closeable {

	private static final int BUFFER_SIZE = 64 * 1024;

	private final FileChannel channel;

	SpoolFile() throws IOException {
		Path path = Files.createTempFile("assets-project-", null);
		this.channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
				StandardOpenOption.DELETE_ON_CLOSE);
	}

	/**
	 * Append a content.
	 * @param stream the content
	 * @param limit how much of it is read at most
	 * @return what was read, readable until this is closed
	 */
	StorageContent append(InputStream stream, long limit) throws IOException {
		long first = this.channel.position();
		long size = 0;
		byte[] buffer = new byte[BUFFER_SIZE];
		int length = 0;
		while (size < limit && length != -1) {
			length = stream.read(buffer, 0, (int) Math.min(buffer.length, limit - size));
			ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, Math.max(length, 0));
			while (bytes.hasRemaining()) {
				size += this.channel.write(bytes);
			}
		}
		return new Part(first, size);
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	private final class Part implements StorageContent {

		private final long first;

		private final long size;

		Part(long first, long size) {
			this.first = first;
			this.size = size;
		}

		@Override
		public long size() {
			return this.size;
		}

		@Override
		public InputStream open() {
			return new PartStream(this.first, this.first + this.size);
		}

	}

	private final class PartStream extends InputStream {

		private long position;

		private final long end;

		PartStream(long position, long end) {
			this.position = position;
			this.end = end;
		}

		@Override
		public int read() throws IOException {
			byte[] single = new byte[1];
			return (read(single, 0, 1) != -1) ? single[0] & 0xff : -1;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			if (length == 0 || this.position >= this.end) {
				return (length == 0) ? 0 : -1;
			}
			ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, (int) Math.min(length, this.end - this.position));
			int count = SpoolFile.this.channel.read(bytes, this.position);
			this.position += Math.max(count, 0);
			return count;
		}

	}

}
