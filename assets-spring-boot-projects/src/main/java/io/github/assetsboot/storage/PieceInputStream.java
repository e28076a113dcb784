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

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A part of a value, read piece by piece as it is consumed. Between two pieces it holds
 * neither a connection nor more than the last piece, however slow the reader is.
 * <p>
 * Not safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class PieceInputStream extends InputStream {

	/**
	 * Number of bytes that one call of a remote storage gets.
	 */
	static final int PIECE = 1 << 20;

	private final Pieces pieces;

	private final int size;

	private final long end;

	private long next;

	private byte[] piece;

	private int position;

	/**
	 * Create a stream of pieces for a remote storage.
	 * @param pieces reads the pieces
	 * @param first the first byte
	 * @param end the byte after the last one
	 */
	PieceInputStream(Pieces pieces, long first, long end) {
		this(pieces, PIECE, first, end, new byte[0]);
	}

	/**
	 * Create a stream.
	 * @param pieces reads the pieces, the further ones if there is a first one
	 * @param size the number of bytes in a piece
	 * @param first the first byte
	 * @param end the byte after the last one
	 * @param piece the first piece, or an empty one; it does not reach beyond the end
	 */
	PieceInputStream(Pieces pieces, int size, long first, long end, byte[] piece) {
		this.pieces = pieces;
		this.size = size;
		this.next = first + piece.length;
		this.end = end;
		this.piece = piece;
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
		int count = Math.min(length, this.piece.length - this.position);
		System.arraycopy(this.piece, this.position, buffer, offset, count);
		this.position += count;
		return count;
	}

	private boolean fill() throws IOException {
		if (this.position < this.piece.length) {
			return true;
		}
		if (this.next >= this.end) {
			return false;
		}
		this.piece = this.pieces.read(this.next, (int) Math.min(this.size, this.end - this.next));
		this.next += this.piece.length;
		this.position = 0;
		return true;
	}

	@Override
	public void close() throws IOException {
		this.pieces.close();
	}

	/**
	 * Reads pieces of a value.
	 */
	@FunctionalInterface
	interface Pieces extends Closeable {

		/**
		 * Read a piece.
		 * @param first the first byte
		 * @param length the number of bytes
		 * @return exactly as many bytes
		 * @throws IOException if they are not there any more, or the storage fails
		 */
		byte[] read(long first, int length) throws IOException;

		/**
		 * End the reading. Nothing is to be closed unless the pieces come from a file.
		 */
		@Override
		default void close() throws IOException {
		}

	}

}
