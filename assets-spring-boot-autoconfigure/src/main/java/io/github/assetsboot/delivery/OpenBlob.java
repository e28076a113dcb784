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

package io.github.assetsboot.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import io.github.assetsboot.collection.BlobCache.TemporaryFile;
import io.github.assetsboot.collection.BlobSource;
import io.github.assetsboot.collection.BlobSource.FileChangedException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a representation. They are opened before the first header field is
 * written, so that a missing file still gets 404.
 *
 * @author the Assets for Spring Boot authors
 */
sealed interface OpenBlob extends Closeable {

	/**
	 * Number of bytes that are copied at once.
	 */
	int BUFFER_SIZE = 32 * 1024;

	/**
	 * Write a part.
	 * @param range the part
	 * @param target where to write it
	 * @throws IOException if the bytes are not as announced, or the client has closed the
	 * connection
	 */
	void write(ByteRanges.Range range, OutputStream target) throws IOException;

	/**
	 * Write all bytes.
	 * @param size the number of bytes
	 * @param target the stream to write to
	 * @throws IOException if the bytes are not as announced, or the client has closed the
	 * connection
	 */
	default void writeAll(long size, OutputStream target) throws IOException {
		write(new ByteRanges.Range(0, size - 1), target);
	}

	@Override
	default void close() throws IOException {
	}

	private static void copy(InputStream stream, long count, OutputStream target, BlobSource content)
			throws IOException {
		byte[] buffer = new byte[(int) Math.min(count, BUFFER_SIZE)];
		long remaining = count;
		while (remaining > 0) {
			int length = stream.read(buffer, 0, (int) Math.min(remaining, buffer.length));
			if (length == -1) {
				throw new FileChangedException(content);
			}
			remaining -= length;
			target.write(buffer, 0, length);
		}
	}

	/**
	 * Bytes in memory.
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record InMemory(byte[] bytes) implements OpenBlob {

		@Override
		public void writeAll(long size, OutputStream target) throws IOException {
			target.write(this.bytes, 0, this.bytes.length);
		}

		@Override
		public void write(ByteRanges.Range range, OutputStream target) throws IOException {
			target.write(this.bytes, (int) range.first(), (int) range.length());
		}

	}

	/**
	 * A file that the container sends by itself.
	 */
	record ZeroCopy(TemporaryFile file, HttpServletRequest request) implements OpenBlob {

		@Override
		public void write(ByteRanges.Range range, OutputStream target) {
			Sendfile.send(this.file, range, this.request);
		}

	}

	/**
	 * A content that is streamed from a storage. The first part is opened at once.
	 */
	final class InStorage implements OpenBlob {

		private final BlobSource.InStorage content;

		private ByteRanges.@Nullable Range opened;

		private InputStream stream;

		InStorage(BlobSource.InStorage content, ByteRanges.Range first) throws IOException {
			this.content = content;
			this.opened = first;
			this.stream = open(first);
		}

		private InputStream open(ByteRanges.Range range) throws IOException {
			return this.content.store().open(this.content.hash(), this.content.size(), range.first(), range.length());
		}

		@Override
		public void write(ByteRanges.Range range, OutputStream target) throws IOException {
			if (!range.equals(this.opened)) {
				this.stream.close();
				this.stream = open(range);
			}
			this.opened = null;
			copy(this.stream, range.length(), target, this.content);
		}

		@Override
		public void close() throws IOException {
			this.stream.close();
		}

	}

	/**
	 * An entry of a jar that is read from its beginning. The first part is opened at
	 * once.
	 */
	final class InJar implements OpenBlob {

		private final BlobSource.InJar content;

		private InputStream stream;

		private long position;

		InJar(BlobSource.InJar content, ByteRanges.Range first) throws IOException {
			this.content = content;
			this.stream = content.open();
			try {
				moveTo(first.first());
			}
			catch (IOException ex) {
				this.stream.close();
				throw ex;
			}
		}

		private void moveTo(long target) throws IOException {
			if (target < this.position) {
				this.stream.close();
				this.stream = this.content.open();
				this.position = 0;
			}
			this.stream.skipNBytes(target - this.position);
			this.position = target;
		}

		@Override
		public void write(ByteRanges.Range range, OutputStream target) throws IOException {
			moveTo(range.first());
			copy(this.stream, range.length(), target, this.content);
			this.position += range.length();
		}

		@Override
		public void close() throws IOException {
			this.stream.close();
		}

	}

	/**
	 * A file that is read piece by piece. The first piece is read when it is opened, and
	 * so is all of a small part.
	 */
	final class InFile implements OpenBlob {

		/**
		 * Limit for the number of bytes that are sent of a file that was overwritten
		 * during the response.
		 */
		private static final int MAX_UNCHECKED = 1024 * 1024;

		private final FileChannel channel;

		private final BlobSource content;

		private final ByteBuffer buffer;

		private ByteRanges.@Nullable Range first;

		private long unchecked;

		InFile(FileChannel channel, BlobSource content, ByteRanges.Range first) throws IOException {
			this.channel = channel;
			this.content = content;
			this.buffer = ByteBuffer.allocate((int) Math.min(content.size(), BUFFER_SIZE));
			channel.position(first.first());
			read(first.length());
			this.first = first;
		}

		@Override
		public void write(ByteRanges.Range range, OutputStream target) throws IOException {
			if (!range.equals(this.first)) {
				this.channel.position(range.first());
				read(range.length());
			}
			this.first = null;
			long remaining = range.length() - this.buffer.limit();
			target.write(this.buffer.array(), 0, this.buffer.limit());
			while (remaining > 0) {
				read(remaining);
				remaining -= this.buffer.limit();
				target.write(this.buffer.array(), 0, this.buffer.limit());
			}
		}

		/**
		 * Read the next piece. The response is exactly as announced, or the connection
		 * breaks. The file is checked for changes after each megabyte and before the last
		 * piece, which completes the response.
		 */
		private void read(long remaining) throws IOException {
			this.buffer.clear().limit((int) Math.min(remaining, this.buffer.capacity()));
			while (this.buffer.hasRemaining()) {
				if (this.channel.read(this.buffer) == -1) {
					throw new FileChangedException(this.content);
				}
			}
			this.unchecked += this.buffer.limit();
			boolean last = this.buffer.limit() == remaining;
			if (last || this.unchecked >= MAX_UNCHECKED) {
				this.unchecked = 0;
				if (this.content instanceof BlobSource.InFile file && !file.isIntact()) {
					throw new FileChangedException(this.content);
				}
			}
		}

		@Override
		public void close() throws IOException {
			this.channel.close();
		}

	}

}
