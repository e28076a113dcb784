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

import io.github.assetsboot.collection.BlobDigest;
import io.github.assetsboot.collection.BlobId;

/**
 * A content that must be what was announced when it has been read to its end.
 *
 * @author the Assets for Spring Boot authors
 */
final class VerifiedInputStream extends FilterInputStream {

	private final BlobId announced;

	private final BlobDigest digest = new BlobDigest();

	private boolean ended;

	private final Failure failure;

	/**
	 * Create a stream.
	 * @param stream the content
	 * @param announced what it must be
	 * @param failure throws an exception if it is not
	 */
	VerifiedInputStream(InputStream stream, BlobId announced, Failure failure) {
		super(stream);
		this.announced = announced;
		this.failure = failure;
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) != -1) ? single[0] & 0xff : -1;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int count = super.read(buffer, offset, length);
		if (count != -1) {
			try (ComputingTurns.Turn turn = ComputingTurns.PUBLISHING.take()) {
				this.digest.update(buffer, offset, count);
			}
		}
		else if (!this.ended) {
			this.ended = true;
			verify();
		}
		return count;
	}

	/**
	 * Bytes that are skipped count as well.
	 */
	@Override
	public long skip(long count) throws IOException {
		byte[] buffer = new byte[(int) Math.min(8192, Math.max(count, 0))];
		long skipped = 0;
		int length = 0;
		while (skipped < count && length != -1) {
			length = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
			skipped += Math.max(length, 0);
		}
		return skipped;
	}

	@Override
	public boolean markSupported() {
		return false;
	}

	private void verify() throws IOException {
		if (!this.announced.equals(this.digest.id())) {
			this.failure.fail();
		}
	}

	/**
	 * Throws what says that a content is another one than announced.
	 */
	@FunctionalInterface
	interface Failure {

		void fail() throws IOException;

	}

}
