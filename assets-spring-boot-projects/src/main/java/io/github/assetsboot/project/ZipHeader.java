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

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/**
 * An entry in the central directory of a zip.
 *
 * @param rawName the bytes of its name
 * @param name its name with slashes between the folders
 * @param madeBy the system that it was made on, as a number
 * @param flags bits with details
 * @param method the compression method
 * @param crc the checksum of its content
 * @param compressedSize the number of bytes in the zip
 * @param size the number of bytes of its content
 * @param attributes the attributes of the file on the system that it was made on
 * @param offset the start of the entry, as the zip says
 */
record ZipHeader(byte[] rawName, String name, int madeBy, int flags, int method, int crc, long compressedSize,
		long size, int attributes, long offset) {

	static final int STORED = 0;

	static final int DEFLATED = 8;

	/**
	 * The content comes before its size and its checksum.
	 */
	static final int DESCRIPTOR = 1 << 3;

	/**
	 * Encrypted, strongly encrypted, with encrypted names.
	 */
	static final int ENCRYPTED = 1 | (1 << 6) | (1 << 13);

	static final long ANY_INT = 0xffffffffL;

	private static final int UTF_8 = 1 << 11;

	private static final int SIGNATURE = 0x02014b50;

	private static final int SIZE = 46;

	private static final int ZIP64 = 0x0001;

	private static final int UNICODE_PATH = 0x7075;

	private static final int UNIX = 3;

	private static final int MACOS = 19;

	private static final int FILE_TYPE = 0xf000;

	private static final byte[] NOTHING = {};

	private static final int REGULAR_FILE = 0x8000;

	private static final int SYMBOLIC_LINK = 0xa000;

	/**
	 * Read the next entry.
	 * @param directory the rest of the central directory
	 * @return the entry, or {@code null} at the end
	 */
	static @Nullable ZipHeader read(InputStream directory) throws IOException {
		byte[] fixed = directory.readNBytes(SIZE);
		if (fixed.length == 0) {
			return null;
		}
		ByteBuffer header = littleEndian(fixed);
		if (fixed.length < SIZE || header.getInt(0) != SIGNATURE) {
			throw ZipDirectory.broken("its directory has something else than entries");
		}
		byte[] name = bytes(directory, header.getShort(28));
		byte[] extra = bytes(directory, header.getShort(30));
		bytes(directory, header.getShort(32));
		return of(header, name, extra);
	}

	private static byte[] bytes(InputStream directory, short unsignedLength) throws IOException {
		int length = Short.toUnsignedInt(unsignedLength);
		if (length == 0) {
			return NOTHING;
		}
		byte[] bytes = directory.readNBytes(length);
		if (bytes.length < length) {
			throw ZipDirectory.broken("its directory ends too early");
		}
		return bytes;
	}

	private static ZipHeader of(ByteBuffer header, byte[] rawName, byte[] extra) {
		int flags = header.getShort(8);
		ByteBuffer large = field(extra, ZIP64);
		long size = number(header.getInt(24), large);
		long compressedSize = number(header.getInt(20), large);
		long offset = number(header.getInt(42), large);
		String name = ZipName.decode(rawName, (flags & UTF_8) != 0, field(extra, UNICODE_PATH));
		return new ZipHeader(rawName, name, Byte.toUnsignedInt(header.get(5)), flags,
				Short.toUnsignedInt(header.getShort(10)), header.getInt(16), compressedSize, size, header.getInt(38),
				offset);
	}

	/**
	 * Return a number. If it does not fit, the next number in the field for large zips
	 * has it.
	 */
	private static long number(int number, @Nullable ByteBuffer large) {
		long unsigned = Integer.toUnsignedLong(number);
		return (unsigned == ANY_INT && large != null && large.remaining() >= Long.BYTES) ? large.getLong() : unsigned;
	}

	private static @Nullable ByteBuffer field(byte[] extra, int id) {
		ByteBuffer fields = littleEndian(extra);
		while (fields.remaining() >= 4) {
			int present = Short.toUnsignedInt(fields.getShort());
			int length = Short.toUnsignedInt(fields.getShort());
			if (length > fields.remaining()) {
				return null;
			}
			if (present == id) {
				return fields.slice(fields.position(), length).order(ByteOrder.LITTLE_ENDIAN);
			}
			fields.position(fields.position() + length);
		}
		return null;
	}

	private static ByteBuffer littleEndian(byte[] bytes) {
		return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	boolean isFolder() {
		return this.name.endsWith("/");
	}

	/**
	 * Check that the entry is a file that can be read.
	 * @throws InvalidProjectFilesException if it is not
	 */
	void check() {
		String reason = reasonAgainst();
		if (reason != null) {
			throw new InvalidProjectFilesException(FileChecks.shown(this.name) + " is " + reason);
		}
	}

	private @Nullable String reasonAgainst() {
		if ((this.flags & ENCRYPTED) != 0) {
			return "encrypted. Make the zip without a password.";
		}
		if (this.method != STORED && this.method != DEFLATED) {
			return "compressed by the method " + methodName() + ". Make the zip with the method Deflate.";
		}
		int type = (this.madeBy == UNIX || this.madeBy == MACOS) ? (this.attributes >>> 16) & FILE_TYPE : 0;
		if (type == SYMBOLIC_LINK) {
			return "a symbolic link. Make the zip with the file that the link leads to.";
		}
		return (type == 0 || type == REGULAR_FILE) ? null : "no regular file. Leave it out of the zip.";
	}

	private String methodName() {
		return switch (this.method) {
			case 9 -> "Deflate64";
			case 12 -> "BZIP2";
			case 14 -> "LZMA";
			case 93 -> "Zstandard";
			case 95 -> "XZ";
			case 98 -> "PPMd";
			default -> String.valueOf(this.method);
		};
	}

}
