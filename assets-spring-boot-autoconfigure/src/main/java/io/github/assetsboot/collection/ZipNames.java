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

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The names in a zip, read in one piece from its central directory. To look into every
 * jar of a class path like this takes a fraction of the time of {@code JarFile}, which
 * creates objects for all entries.
 * <p>
 * Not safe for use by many threads.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE,
 * sections 4.3.7, 4.3.12 and 4.3.16</a>
 */
final class ZipNames {

	private static final int END_SIGNATURE = 0x06054b50;

	private static final int END_LENGTH = 22;

	private static final int MAX_COMMENT_LENGTH = 0xFFFF;

	private static final int ENTRY_SIGNATURE = 0x02014b50;

	private static final int ENTRY_LENGTH = 46;

	private static final int LOCAL_LENGTH = 30;

	private static final int STORED = 0;

	private static final int MAX_CONTENT_LENGTH = 1024 * 1024;

	private final FileChannel channel;

	private final long base;

	private final ByteBuffer directory;

	private ZipNames(FileChannel channel, long base, ByteBuffer directory) {
		this.channel = channel;
		this.base = base;
		this.directory = directory;
	}

	/**
	 * Read the names of a zip.
	 * @throws ZipException if it is no zip, or one that only {@code JarFile} can read
	 */
	static ZipNames of(FileChannel channel) throws IOException {
		return of(channel, 0, channel.size());
	}

	private static ZipNames of(FileChannel channel, long start, long end) throws IOException {
		int tail = (int) Math.min(END_LENGTH, end - start);
		ByteBuffer buffer = read(channel, end - tail, tail);
		int position = findEnd(buffer);
		if (position == -1) {
			tail = (int) Math.min(END_LENGTH + MAX_COMMENT_LENGTH, end - start);
			buffer = read(channel, end - tail, tail);
			position = findEnd(buffer);
		}
		if (position == -1) {
			throw new ZipException("It has no end record");
		}
		long size = unsigned(buffer.getInt(position + 12));
		long offset = unsigned(buffer.getInt(position + 16));
		long directory = end - tail + position - size;
		if (offset == 0xFFFFFFFFL || directory < start || size > Integer.MAX_VALUE) {
			throw new ZipException("It needs more than 32 bits");
		}
		return new ZipNames(channel, directory - offset, read(channel, directory, (int) size));
	}

	private static int findEnd(ByteBuffer buffer) {
		for (int position = buffer.limit() - END_LENGTH; position >= 0; position--) {
			if (buffer.getInt(position) == END_SIGNATURE) {
				return position;
			}
		}
		return -1;
	}

	private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
		while (buffer.hasRemaining()) {
			if (channel.read(buffer, position + buffer.position()) == -1) {
				throw new EOFException();
			}
		}
		return buffer.flip();
	}

	private static long unsigned(int value) {
		return Integer.toUnsignedLong(value);
	}

	/**
	 * Return whether there is an entry whose name begins so.
	 */
	boolean hasPrefix(String prefix) throws ZipException {
		return find(prefix, false) != -1;
	}

	private int find(String name, boolean whole) throws ZipException {
		byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
		int position = 0;
		while (position + ENTRY_LENGTH <= this.directory.limit()) {
			if (this.directory.getInt(position) != ENTRY_SIGNATURE) {
				throw new ZipException("Its directory is damaged");
			}
			int length = this.directory.getShort(position + 28) & 0xFFFF;
			int start = position + ENTRY_LENGTH;
			if ((whole ? length == bytes.length : length >= bytes.length)
					&& Arrays.equals(this.directory.array(), start, start + bytes.length, bytes, 0, bytes.length)) {
				return position;
			}
			position = start + length + (this.directory.getShort(position + 30) & 0xFFFF)
					+ (this.directory.getShort(position + 32) & 0xFFFF);
		}
		return -1;
	}

	/**
	 * Return the names of a zip inside this one.
	 * @param name the name of the entry
	 * @throws ZipException if there is no such entry, or it is compressed
	 */
	ZipNames nested(String name) throws IOException {
		int position = find(name, true);
		if (position == -1 || this.directory.getShort(position + 10) != STORED) {
			throw new ZipException("There is no stored entry " + name);
		}
		long start = start(position);
		return of(this.channel, start, start + unsigned(this.directory.getInt(position + 24)));
	}

	private long start(int position) throws IOException {
		long local = this.base + unsigned(this.directory.getInt(position + 42));
		ByteBuffer header = read(this.channel, local, LOCAL_LENGTH);
		return local + LOCAL_LENGTH + (header.getShort(26) & 0xFFFF) + (header.getShort(28) & 0xFFFF);
	}

	/**
	 * Read a small entry.
	 * @return its content, which is empty if there is no such entry
	 */
	byte[] read(String name) throws IOException {
		int position = find(name, true);
		if (position == -1) {
			return new byte[0];
		}
		long length = unsigned(this.directory.getInt(position + 20));
		if (length > MAX_CONTENT_LENGTH) {
			throw new ZipException(name + " is too large");
		}
		byte[] content = read(this.channel, start(position), (int) length).array();
		if (this.directory.getShort(position + 10) == STORED) {
			return content;
		}
		try (InputStream stream = new InflaterInputStream(new ByteArrayInputStream(content), new Inflater(true))) {
			return stream.readNBytes(MAX_CONTENT_LENGTH);
		}
	}

}
