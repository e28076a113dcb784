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

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that fails if it is not as long as announced, and before its last byte is out:
 * a store that lacks that byte keeps nothing.
 *
 * @author the Assets for Spring Boot authors
 */
final class SizedInputStream extends FilterInputStream {

	private long remaining;

	SizedInputStream(InputStream stream, long size) throws IOException {
		super(stream);
		this.remaining = size;
		checkEnd();
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) != -1) ? single[0] & 0xFF : -1;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (this.remaining == 0) {
			return (length == 0) ? 0 : -1;
		}
		int count = super.read(buffer, offset, (int) Math.min(length, this.remaining));
		if (count == -1) {
			throw new IOException("The content ends " + this.remaining + " bytes before its announced size");
		}
		this.remaining -= count;
		checkEnd();
		return count;
	}

	private void checkEnd() throws IOException {
		if (this.remaining == 0 && this.in.read() != -1) {
			throw new IOException("The content goes on after its announced size");
		}
	}

	@Override
	public long skip(long count) throws IOException {
		long skipped = 0;
		while (skipped < count && read() != -1) {
			skipped++;
		}
		return skipped;
	}

	@Override
	public boolean markSupported() {
		return false;
	}

}
