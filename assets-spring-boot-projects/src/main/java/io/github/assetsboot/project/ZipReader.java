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

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

import io.github.assetsboot.storage.StorageContent;

/**
 * Reads the files of a zip, which comes from anybody. The zip is written to a file first,
 * because only the directory at its end says what is in it.
 *
 * @author the Assets for Spring Boot authors
 */
final class ZipReader {

	private static final int LOCAL_SIGNATURE = 0x04034b50;

	private static final int LOCAL_SIZE = 30;

	private static final int BUFFER_SIZE = 8 * 1024;

	/**
	 * Number of bytes that a zip can have for each file, besides the contents.
	 */
	private static final int OVERHEAD = 2048;

	/**
	 * Number of bytes that a zip can have before the first file and after the last one.
	 */
	private static final int MARGIN = 1 << 20;

	private final SpoolFile spool;

	private final ProjectLimits limits;

	private final FileChecks checks;

	private final Map<String, StorageContent> files = new LinkedHashMap<>();

	/**
	 * The ends of the entries by their starts.
	 */
	private final TreeMap<Long, Long> ranges = new TreeMap<>();

	private long remaining;

	ZipReader(SpoolFile spool, ProjectLimits limits) {
		this.spool = spool;
		this.limits = limits;
		this.checks = new FileChecks(limits);
		this.remaining = limits.totalSize();
	}

	/**
	 * Read a zip to its end.
	 * @throws InvalidProjectFilesException if it is broken, or has what cannot be
	 * published
	 * @throws IOException if its bytes cannot be read
	 */
	Map<String, StorageContent> read(InputStream stream) throws IOException {
		long limit = maximumSize();
		StorageContent zip = this.spool.append(SpoolFile.given(stream), limit + 1);
		if (zip.size() > limit) {
			throw new InvalidProjectFilesException(
					String.format(Locale.ROOT, "The zip has more than %,d bytes, and its files can have %,d together",
							limit, this.limits.totalSize()));
		}
		ZipDirectory directory = ZipDirectory.of(this.spool, zip.size());
		try (ComputingTurns.Turn turn = ComputingTurns.PUBLISHING.take()) {
			directory.visit((header) -> {
				turn.share();
				take(header, directory, turn);
			});
		}
		return this.files;
	}

	private long maximumSize() {
		long limit = Math.min(this.limits.totalSize(), Long.MAX_VALUE / 4);
		return limit + limit / 100 + MARGIN + (long) OVERHEAD * this.limits.files();
	}

	private void take(ZipHeader header, ZipDirectory directory, ComputingTurns.Turn turn) throws IOException {
		if (header.isFolder()) {
			takeFolder(header);
			return;
		}
		header.check();
		CRC32 crc = new CRC32();
		StorageContent content;
		try (InputStream stream = new CheckedInputStream(inflate(header, data(header, directory), turn), crc)) {
			// one byte more than allowed is enough to see that it is too much
			content = this.spool.append((buffer, offset, length) -> {
				turn.share();
				return stream.read(buffer, offset, length);
			}, Math.min(this.limits.fileSize(), this.remaining) + 1);
		}
		catch (ZipException | EOFException ex) {
			throw broken(header, "cannot be inflated");
		}
		this.checks.check(header.name(), content.size());
		if (content.size() != header.size() || (int) crc.getValue() != header.crc()) {
			throw broken(header, "is not the file that was put into it");
		}
		FileChecks.putOnce(this.files, header.name(), content);
		this.remaining -= content.size();
	}

	private void takeFolder(ZipHeader header) {
		if (header.size() != 0) {
			throw ZipDirectory.broken("a folder has content, " + FileChecks.shown(header.name()));
		}
		this.checks.checkFolder();
	}

	/**
	 * Inflate an entry. The byte behind the data is one that {@link Inflater} asks for.
	 */
	private static InputStream inflate(ZipHeader header, InputStream data, ComputingTurns.Turn turn) {
		return (header.method() == ZipHeader.STORED) ? data
				: new InflaterInputStream(new SequenceInputStream(data, new ByteArrayInputStream(new byte[1])),
						new Inflater(true), (int) Math.min(header.compressedSize() + 1, BUFFER_SIZE)) {

					/**
					 * One read goes on until there is a byte, over any number of blocks
					 * without content.
					 */
					@Override
					protected void fill() throws IOException {
						turn.share();
						super.fill();
					}

					@Override
					public void close() throws IOException {
						super.close();
						this.inf.end();
					}

				};
	}

	/**
	 * Open the data of an entry. Another header stands in front of it, which programs
	 * that read a zip from its beginning believe.
	 */
	private InputStream data(ZipHeader header, ZipDirectory directory) throws IOException {
		long start = header.offset() + directory.shift();
		long limit = directory.position();
		if (header.offset() < 0 || start < 0 || start > limit - LOCAL_SIZE) {
			throw broken(header, "is outside of the zip");
		}
		ByteBuffer local = this.spool.read(start, (int) Math.min(LOCAL_SIZE + header.rawName().length, limit - start));
		if (local.getInt(0) != LOCAL_SIGNATURE) {
			throw broken(header, "is not where it should be");
		}
		long first = start + LOCAL_SIZE + Short.toUnsignedInt(local.getShort(26))
				+ Short.toUnsignedInt(local.getShort(28));
		if (first > limit || header.compressedSize() < 0 || header.compressedSize() > limit - first) {
			throw broken(header, "is outside of the zip");
		}
		if (!agree(header, local)) {
			throw broken(header, "has two headers that differ");
		}
		long end = first + header.compressedSize();
		checkOverlap(header, start, end);
		return this.spool.open(first, end);
	}

	private static boolean agree(ZipHeader header, ByteBuffer local) {
		int flags = local.getShort(6);
		boolean sizes = (flags & ZipHeader.DESCRIPTOR) != 0 || (local.getInt(14) == header.crc()
				&& agree(local.getInt(18), header.compressedSize()) && agree(local.getInt(22), header.size()));
		return sizes && (flags & ZipHeader.ENCRYPTED) == 0 && Short.toUnsignedInt(local.getShort(8)) == header.method()
				&& Short.toUnsignedInt(local.getShort(26)) == header.rawName().length
				&& local.position(LOCAL_SIZE).equals(ByteBuffer.wrap(header.rawName()));
	}

	private static boolean agree(int number, long other) {
		long unsigned = Integer.toUnsignedLong(number);
		return unsigned == ZipHeader.ANY_INT || unsigned == other;
	}

	private void checkOverlap(ZipHeader header, long start, long end) {
		Map.Entry<Long, Long> before = this.ranges.floorEntry(end - 1);
		if (before != null && before.getValue() > start) {
			throw broken(header, "shares bytes with another file");
		}
		this.ranges.put(start, end);
	}

	private static InvalidProjectFilesException broken(ZipHeader header, String reason) {
		return ZipDirectory.broken(FileChecks.shown(header.name()) + " " + reason);
	}

}
