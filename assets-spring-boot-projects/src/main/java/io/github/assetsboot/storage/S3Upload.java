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
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * A content for the SDK, which may open it more than once. A stream fails before its last
 * byte if the content does not have the announced size. Without that byte, S3 writes no
 * object.
 *
 * @author the Assets for Spring Boot authors
 */
final class S3Upload implements ContentStreamProvider, Closeable {

	private static final int PIECE = 64 * 1024;

	private final StorageContent content;

	private @Nullable InputStream stream;

	S3Upload(StorageContent content) {
		this.content = content;
	}

	@Override
	public InputStream newStream() {
		try {
			close();
			InputStream opened = this.content.open();
			this.stream = opened;
			if (this.content.size() == 0) {
				checkEnd(opened);
			}
			return new PieceInputStream((first, length) -> piece(opened, first, length), PIECE, 0, this.content.size(),
					new byte[0]);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private byte[] piece(InputStream stream, long first, int length) throws IOException {
		byte[] piece = stream.readNBytes(length);
		if (piece.length < length) {
			throw new IOException(
					"The content has " + (first + piece.length) + " bytes in place of " + this.content.size());
		}
		if (first + length == this.content.size()) {
			checkEnd(stream);
		}
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
