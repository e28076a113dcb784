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

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;

/**
 * A content that is checked while it is read. If it is not the expected one, the stream
 * fails before it gives the last byte.
 * <p>
 * Not safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class VerifiedInputStream extends InputStream {

	private final InputStream stream;

	private final BlobId expected;

	private final Failure failure;

	private final BlobDigest digest = new BlobDigest();

	private long remaining;

	private boolean verified;

	/**
	 * Create a stream.
	 * @param stream the content
	 * @param expected the expected content
	 * @param failure throws an exception if the content is another one
	 */
	VerifiedInputStream(InputStream stream, BlobId expected, Failure failure) {
		this.stream = stream;
		this.expected = expected;
		this.failure = failure;
		this.remaining = expected.size();
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) != -1) ? single[0] & 0xff : -1;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		int count = (this.remaining > 0) ? take(buffer, offset, (int) Math.min(length, this.remaining)) : -1;
		if ((count == -1 || this.remaining == 0) && !this.verified) {
			this.verified = true;
			verify();
		}
		return count;
	}

	private int take(byte[] buffer, int offset, int length) throws IOException {
		int count = this.stream.read(buffer, offset, length);
		if (count > 0) {
			try (ComputingTurns.Turn turn = ComputingTurns.PUBLISHING.take()) {
				this.digest.update(buffer, offset, count);
			}
			this.remaining -= count;
		}
		return count;
	}

	private void verify() throws IOException {
		byte[] next = new byte[1];
		if (this.remaining == 0 && this.stream.read(next) != -1) {
			this.digest.update(next);
		}
		BlobId actual = this.digest.id();
		if (!this.expected.equals(actual)) {
			this.failure.fail(actual);
		}
	}

	@Override
	public void close() throws IOException {
		this.stream.close();
	}

	/**
	 * Throws an exception for a content that is not the expected one.
	 */
	@FunctionalInterface
	interface Failure {

		/**
		 * Fail.
		 * @param actual the bytes that were read, one more than expected at most
		 */
		void fail(BlobId actual) throws IOException;

	}

}
