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
import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A content for the SDK, which may open it more than once, as a whole or in parts. A
 * stream fails before its last byte if the content does not have the announced size.
 * Without that byte, S3 writes no object. Parts in their order are read from one stream.
 *
 * @author the Assets for Spring Boot authors
 */
final class S3Upload implements Closeable {

	private static final int PIECE = 64 * 1024;

	private final StorageContent content;

	private @Nullable InputStream stream;

	private long position;

	private boolean failed;

	S3Upload(StorageContent content) {
		this.content = content;
	}

	/**
	 * Return a part of the content.
	 * @param first the first byte
	 * @param length the number of bytes
	 */
	RequestBody part(long first, long length) {
		return RequestBody.fromContentProvider(() -> open(first, length), length, "application/octet-stream");
	}

	/**
	 * Return whether the content itself could not be read, so that another attempt is
	 * useless.
	 */
	boolean hasFailed() {
		return this.failed;
	}

	private InputStream open(long first, long length) {
		this.failed = true;
		try {
			InputStream opened = this.stream;
			if (opened == null || this.position != first || first == 0) {
				opened = reopen(first);
			}
			if (this.content.size() == 0) {
				checkEnd(opened);
			}
			this.failed = false;
			InputStream source = opened;
			return new PieceInputStream((from, count) -> piece(source, from, count), PIECE, first, first + length,
					new byte[0]);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private InputStream reopen(long first) throws IOException {
		close();
		InputStream opened = this.content.open();
		this.stream = opened;
		opened.skipNBytes(first);
		this.position = first;
		return opened;
	}

	private byte[] piece(InputStream source, long first, int length) throws IOException {
		this.failed = true;
		byte[] piece = source.readNBytes(length);
		this.position = first + piece.length;
		if (piece.length < length) {
			throw new IOException("The content has " + this.position + " bytes in place of " + this.content.size());
		}
		if (this.position == this.content.size()) {
			checkEnd(source);
		}
		this.failed = false;
		return piece;
	}

	private static void checkEnd(InputStream stream) throws IOException {
		if (stream.read() != -1) {
			throw new IOException("The content goes on after its announced size");
		}
	}

	@Override
	public void close() throws IOException {
		if (this.stream != null) {
			this.stream.close();
			this.stream = null;
		}
	}

}
