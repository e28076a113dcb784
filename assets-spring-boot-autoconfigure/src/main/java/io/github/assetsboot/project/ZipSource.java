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

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of a zip. It remembers how they ended, because who reads the entries one
 * after the other misses neither the last ones nor the directory that should follow.
 *
 * @author the Assets for Spring Boot authors
 */
final class ZipSource extends FilterInputStream {

	private static final int END_SIGNATURE = 0x06054b50;

	private static final int END_SIZE = 22;

	private static final int MAX_COMMENT_SIZE = 0xffff;

	private static final int MANY = 0xffff;

	private static final int TAIL_SIZE = END_SIZE + MAX_COMMENT_SIZE;

	private final byte[] ring = new byte[TAIL_SIZE];

	private long count;

	private @Nullable IOException failure;

	ZipSource(InputStream stream) {
		super(stream);
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) != -1) ? single[0] & 0xff : -1;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		try {
			int read = super.read(buffer, offset, length);
			keep(buffer, offset, read);
			return read;
		}
		catch (IOException ex) {
			this.failure = ex;
			throw ex;
		}
	}

	/**
	 * Return why the bytes could not be read, which says nothing about the zip.
	 */
	@Nullable IOException failure() {
		return this.failure;
	}

	private void keep(byte[] buffer, int offset, int length) {
		for (int done = 0; done < length;) {
			int start = (int) (this.count % TAIL_SIZE);
			int part = Math.min(length - done, TAIL_SIZE - start);
			System.arraycopy(buffer, offset + done, this.ring, start, part);
			this.count += part;
			done += part;
		}
	}

	/**
	 * Return the last bytes, in their order.
	 */
	private ByteBuffer tail() {
		int start = (int) (this.count % TAIL_SIZE);
		ByteBuffer tail = ByteBuffer.allocate((int) Math.min(this.count, TAIL_SIZE)).order(ByteOrder.LITTLE_ENDIAN);
		if (this.count > TAIL_SIZE) {
			tail.put(this.ring, start, TAIL_SIZE - start);
		}
		return tail.put(this.ring, 0, tail.remaining());
	}

	/**
	 * Check that the zip is whole.
	 * @param entries how many entries were read
	 * @param limit how many bytes can follow them
	 * @return whether the bytes end as a zip with that many entries does
	 */
	boolean endsAfter(int entries, long limit) throws IOException {
		byte[] buffer = new byte[8192];
		long rest = 0;
		for (int length = read(buffer); length != -1; length = read(buffer)) {
			rest += length;
			if (rest > limit) {
				return false;
			}
		}
		ByteBuffer end = tail();
		for (int start = end.capacity() - END_SIZE; start >= 0; start--) {
			int comment = end.capacity() - start - END_SIZE;
			if (end.getInt(start) == END_SIGNATURE && Short.toUnsignedInt(end.getShort(start + 20)) == comment) {
				int announced = Short.toUnsignedInt(end.getShort(start + 10));
				return announced == entries || (announced == MANY && entries >= MANY);
			}
		}
		return false;
	}

}
