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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The central directory of a zip, which is the list of its entries. It is the only part
 * of a zip with the positions, the sizes and the kinds of all entries.
 */
final class ZipDirectory {

	private static final int END_SIGNATURE = 0x06054b50;

	private static final int END_SIZE = 22;

	private static final int MAX_COMMENT_SIZE = 0xffff;

	/**
	 * Programs that also write tapes fill the last block with zeros.
	 */
	private static final int MAX_PADDING = 1 << 16;

	private static final int LOCATOR_SIGNATURE = 0x07064b50;

	private static final int LOCATOR_SIZE = 20;

	private static final int END64_SIGNATURE = 0x06064b50;

	private static final int END64_SIZE = 56;

	private static final long ANY_SHORT = 0xffff;

	private static final long ANY_INT = 0xffffffffL;

	private final SpoolFile file;

	private final long position;

	private final long end;

	private final long shift;

	private final long count;

	private final boolean countIsExact;

	/**
	 * Create a directory.
	 * @param file the file with the zip
	 * @param end the end of the directory
	 * @param record the numbers at the end of the zip
	 */
	private ZipDirectory(SpoolFile file, long end, End record) {
		if (record.disks() != 0) {
			throw broken("it is one part of several. Make a zip that is one file");
		}
		this.file = file;
		this.end = end;
		this.position = end - record.size();
		// a program in front of a self-extracting zip moves everything
		this.shift = record.hasOffset() ? this.position - record.offset() : 0;
		this.count = record.count();
		this.countIsExact = record.zip64();
		if (record.size() < 0 || this.position < 0 || record.offset() < 0 || this.shift < 0) {
			throw broken("its directory is not where it should be");
		}
	}

	/**
	 * Find the directory.
	 * @param file the file, which begins with the zip
	 * @param size the size of the zip
	 * @throws InvalidProjectFilesException if there is none
	 */
	static ZipDirectory of(SpoolFile file, long size) throws IOException {
		int length = (int) Math.min(size, END_SIZE + MAX_COMMENT_SIZE + MAX_PADDING);
		ByteBuffer tail = file.read(size - length, length);
		int padding = length;
		while (padding > 0 && tail.get(padding - 1) == 0) {
			padding--;
		}
		boolean found = false;
		for (int start = length - END_SIZE; start >= 0; start--) {
			if (tail.getInt(start) == END_SIGNATURE) {
				int end = start + END_SIZE + Short.toUnsignedInt(tail.getShort(start + 20));
				if (end >= padding && end <= length) {
					return of(file, size - length + start, End.of(tail.slice(start, END_SIZE).order(tail.order())));
				}
				found |= end < length;
			}
		}
		throw broken(found ? "more bytes follow its end" : "it does not end as it should");
	}

	private static ZipDirectory of(SpoolFile file, long position, End end) throws IOException {
		long locator = position - LOCATOR_SIZE;
		if (locator < END64_SIZE) {
			return new ZipDirectory(file, position, end);
		}
		ByteBuffer bytes = file.read(locator, LOCATOR_SIZE);
		if (bytes.getInt(0) != LOCATOR_SIGNATURE) {
			return new ZipDirectory(file, position, end);
		}
		for (long start : new long[] { bytes.getLong(8), locator - END64_SIZE }) {
			if (start >= 0 && start <= locator - END64_SIZE) {
				ByteBuffer record = file.read(start, END64_SIZE);
				if (record.getInt(0) == END64_SIGNATURE) {
					return new ZipDirectory(file, start, end.with(record));
				}
			}
		}
		throw broken("the record for large zips is missing");
	}

	/**
	 * Return the start of the directory, which is behind the contents.
	 */
	long position() {
		return this.position;
	}

	/**
	 * Return the distance between the real starts of the contents and the starts in the
	 * entries.
	 */
	long shift() {
		return this.shift;
	}

	/**
	 * Read the entries, one at a time.
	 * @param visitor receives the entries
	 */
	void visit(Visitor visitor) throws IOException {
		long read = 0;
		try (InputStream stream = new BufferedInputStream(this.file.open(this.position, this.end))) {
			for (ZipHeader header = ZipHeader.read(stream); header != null; header = ZipHeader.read(stream)) {
				visitor.entry(header);
				read++;
			}
		}
		if (read != this.count && (this.countIsExact || (read & ANY_SHORT) != this.count)) {
			throw broken("it announces " + this.count + " entries, and has " + read);
		}
	}

	static InvalidProjectFilesException broken(String reason) {
		return new InvalidProjectFilesException("The zip is broken: " + reason);
	}

	/**
	 * Receives entries.
	 */
	@FunctionalInterface
	interface Visitor {

		void entry(ZipHeader header) throws IOException;

	}

	/**
	 * The end of a zip.
	 *
	 * @param disks not 0 if the zip is one part of several
	 * @param count the number of entries
	 * @param size the size of the directory
	 * @param offset the start of the directory, as the zip says
	 * @param zip64 whether the numbers are those of the record for large zips
	 */
	private record End(long disks, long count, long size, long offset, boolean zip64) {

		/**
		 * Info-ZIP leaves the offset out where it expected a large zip and made a small
		 * one.
		 */
		boolean hasOffset() {
			return this.zip64 || this.offset != ANY_INT;
		}

		static End of(ByteBuffer bytes) {
			return new End(bytes.getInt(4), Short.toUnsignedLong(bytes.getShort(10)),
					Integer.toUnsignedLong(bytes.getInt(12)), Integer.toUnsignedLong(bytes.getInt(16)), false);
		}

		/**
		 * Both records have the same numbers, unless the short one refers to the long
		 * one.
		 */
		End with(ByteBuffer bytes) {
			End large = new End(bytes.getLong(16), bytes.getLong(32), bytes.getLong(40), bytes.getLong(48), true);
			if (!agree(this.count, large.count, ANY_SHORT) || !agree(this.size, large.size, ANY_INT)
					|| !agree(this.offset, large.offset, ANY_INT)) {
				throw broken("its two ends differ");
			}
			return large;
		}

		private static boolean agree(long number, long large, long any) {
			return number == any || number == large;
		}

	}

}
