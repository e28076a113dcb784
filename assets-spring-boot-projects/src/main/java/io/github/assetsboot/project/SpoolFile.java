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
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StreamUtils;

/**
 * A temporary file for contents that can be read only once. It is created for the first
 * content, and deleted when this is closed, or when the process ends.
 *
 * @author the Assets for Spring Boot authors
 */
final class SpoolFile implements Closeable {

	/**
	 * The prefix names the process, which may be killed before it deletes the file.
	 */
	private static final String PREFIX = "assets-project-" + ProcessHandle.current().pid() + "-";

	private static final int BUFFER_SIZE = 64 * 1024;

	private final byte[] buffer = new byte[BUFFER_SIZE];

	private @Nullable FileChannel channel;

	/**
	 * Append a content.
	 * @param source reads the content
	 * @param limit the largest number of bytes that are read
	 * @return the bytes that were read, readable until this is closed
	 */
	StorageContent append(Source source, long limit) throws IOException {
		FileChannel channel = channel();
		long first = channel.position();
		long size = 0;
		int length = 0;
		while (size < limit && length != -1) {
			length = source.read(this.buffer, 0, (int) Math.min(BUFFER_SIZE, limit - size));
			ByteBuffer bytes = ByteBuffer.wrap(this.buffer, 0, Math.max(length, 0));
			while (bytes.hasRemaining()) {
				size += channel.write(bytes);
			}
		}
		return new Part(this, first, size);
	}

	/**
	 * Return a source that reads a stream of somebody else.
	 * @return the source, which throws an {@link UnreadableContentException} if the
	 * stream fails
	 */
	static Source given(InputStream stream) {
		return (buffer, offset, length) -> {
			try {
				return stream.read(buffer, offset, length);
			}
			catch (IOException ex) {
				throw new UnreadableContentException(ex);
			}
		};
	}

	/**
	 * Write a content in place of all contents of the file.
	 * @param writer writes the content, and may close the stream
	 * @return the content, readable until this is closed or written again
	 */
	StorageContent replace(Writer writer) throws IOException {
		FileChannel channel = channel().truncate(0);
		writer.writeTo(StreamUtils.nonClosing(Channels.newOutputStream(channel)));
		return new Part(this, 0, channel.position());
	}

	private FileChannel channel() throws IOException {
		FileChannel channel = this.channel;
		if (channel == null) {
			channel = FileChannel.open(Files.createTempFile(PREFIX, null), StandardOpenOption.READ,
					StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
			this.channel = channel;
		}
		return channel;
	}

	@Override
	public void close() throws IOException {
		if (this.channel != null) {
			this.channel.close();
		}
	}

	/**
	 * Read bytes.
	 * @param first the first byte
	 * @param length the number of bytes
	 * @return exactly these bytes, with the order of numbers in a zip
	 */
	ByteBuffer read(long first, int length) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
		while (bytes.hasRemaining()) {
			if (channel().read(bytes, first + bytes.position()) == -1) {
				throw new EOFException();
			}
		}
		return bytes.flip();
	}

	/**
	 * Open a part.
	 * @param first the first byte
	 * @param end the byte after the last one
	 */
	InputStream open(long first, long end) throws IOException {
		return Channels.newInputStream(new PartChannel(channel(), first, end));
	}

	/**
	 * Reads a content.
	 */
	@FunctionalInterface
	interface Source {

		/**
		 * Read some bytes, as {@link InputStream#read(byte[], int, int)} does.
		 */
		int read(byte[] buffer, int offset, int length) throws IOException;

	}

	/**
	 * Reads a part of the file, and leaves the position where others append.
	 */
	private static final class PartChannel implements ReadableByteChannel {

		private final FileChannel channel;

		private final long end;

		private long position;

		PartChannel(FileChannel channel, long first, long end) {
			this.channel = channel;
			this.position = first;
			this.end = end;
		}

		@Override
		public int read(ByteBuffer target) throws IOException {
			if (this.position >= this.end) {
				return -1;
			}
			int limit = target.limit();
			target.limit((int) Math.min(limit, target.position() + this.end - this.position));
			int count = this.channel.read(target, this.position);
			target.limit(limit);
			this.position += Math.max(count, 0);
			return count;
		}

		@Override
		public boolean isOpen() {
			return this.channel.isOpen();
		}

		@Override
		public void close() {
			// the file is for other contents, too
		}

	}

	/**
	 * Writes a content.
	 */
	@FunctionalInterface
	interface Writer {

		void writeTo(OutputStream target) throws IOException;

	}

	/**
	 * A content in the file.
	 *
	 * @param file the file
	 * @param first the first byte
	 * @param size the number of bytes
	 */
	private record Part(SpoolFile file, long first, long size) implements StorageContent {

		@Override
		public InputStream open() throws IOException {
			return this.file.open(this.first, this.first + this.size);
		}

	}

}
