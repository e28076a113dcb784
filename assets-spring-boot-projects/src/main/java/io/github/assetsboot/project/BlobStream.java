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
import java.util.Objects;

import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;
import org.jspecify.annotations.Nullable;

/**
 * A part of a content that is too large for the memory. Each piece is a load, so that the
 * reader waits for a limited time. The last piece of a whole content is given only if the
 * hash of all pieces is right.
 * <p>
 * Not safe for use by many threads.
 */
final class BlobStream extends InputStream {

	private static final int PIECE = 64 * 1024;

	private final StorageLoads loads;

	private final StorageLoads.Lane lane;

	private final Source source;

	private final @Nullable BlobDigest digest;

	private final byte[] piece;

	private long remaining;

	private int position;

	private int limit;

	private @Nullable InputStream stream;

	private boolean loading;

	private boolean closed;

	/**
	 * Create a stream, and load its first piece.
	 * @param loads load the pieces
	 * @param lane their lane
	 * @param length the length of the part
	 * @param digest receives the bytes, {@code null} if they are not checked
	 * @param source opens the part
	 * @throws IOException if the storage fails, or takes too long
	 */
	BlobStream(StorageLoads loads, StorageLoads.Lane lane, long length, @Nullable BlobDigest digest, Source source)
			throws IOException {
		this.loads = loads;
		this.lane = lane;
		this.source = source;
		this.digest = digest;
		this.remaining = length;
		this.piece = new byte[(int) Math.min(length, PIECE)];
		fill();
	}

	@Override
	public int read() throws IOException {
		return fill() ? this.piece[this.position++] & 0xFF : -1;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		if (!fill()) {
			return -1;
		}
		int count = Math.min(length, this.limit - this.position);
		System.arraycopy(this.piece, this.position, buffer, offset, count);
		this.position += count;
		return count;
	}

	private boolean fill() throws IOException {
		if (this.position < this.limit) {
			return true;
		}
		if (this.remaining == 0) {
			return false;
		}
		try {
			this.limit = this.loads.get(new Object(), this.lane, this::load);
		}
		catch (IOException ex) {
			close();
			throw ex;
		}
		this.remaining -= this.limit;
		this.position = 0;
		return true;
	}

	private int load() throws IOException {
		InputStream opened = begin();
		try {
			InputStream from = (opened != null) ? opened : open();
			int length = (int) Math.min(this.remaining, PIECE);
			int count = Objects.requireNonNull(this.loads.call(() -> from.readNBytes(this.piece, 0, length)));
			if (count < length) {
				throw new IOException("The storage has fewer bytes of a content than were written there");
			}
			check(count);
			return count;
		}
		finally {
			end();
		}
	}

	private void check(int count) throws IOException {
		if (this.digest != null) {
			this.digest.update(this.piece, 0, count);
			if (count == this.remaining) {
				this.source.check(this.digest);
			}
		}
	}

	private synchronized @Nullable InputStream begin() throws IOException {
		if (this.closed) {
			throw new IOException("The reader has closed the stream");
		}
		this.loading = true;
		return this.stream;
	}

	private InputStream open() throws IOException {
		InputStream opened = this.source.open();
		synchronized (this) {
			this.stream = opened;
		}
		return opened;
	}

	/**
	 * The reader may have closed the stream while it was waiting.
	 */
	private synchronized void end() {
		this.loading = false;
		if (this.closed && this.stream != null) {
			this.loads.close(this.stream);
		}
	}

	@Override
	public synchronized void close() {
		if (!this.closed && !this.loading && this.stream != null) {
			this.loads.close(this.stream);
		}
		this.closed = true;
	}

	/**
	 * A content in the storage.
	 */
	interface Source {

		/**
		 * Open the part.
		 */
		InputStream open() throws IOException;

		/**
		 * Check all of the content.
		 */
		void check(BlobDigest digest) throws IOException;

	}

}
