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

package io.github.assetsboot.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The result of rewriting a page: of a whole one, or of a stream, which is read and
 * rewritten piece by piece while the result is read.
 *
 * @author the Assets for Spring Boot authors
 */
final class RewrittenPage extends InputStream implements Rewriting.Output {

	private static final int PIECE = 16 * 1024;

	private final List<Handler> handlers;

	private final String contentType;

	private final InputStream source;

	private final byte[] piece;

	private @Nullable Rewriting rewriting;

	/**
	 * Decodes a page in UTF-16, which is rewritten in UTF-8.
	 */
	private @Nullable CharsetDecoder utf16;

	/**
	 * The bytes of a character that is not complete.
	 */
	private byte[] incomplete = {};

	private byte[] result;

	/**
	 * Receives the changes of a whole page if its result gets a tag.
	 */
	private @Nullable BlobDigest changes;

	/**
	 * The whole page.
	 */
	private byte @Nullable [] page;

	/**
	 * The position in the page after the bytes of it that were written last.
	 */
	private int next;

	private int position;

	private int end;

	private boolean ended;

	private boolean failed;

	private RewrittenPage(List<Handler> handlers, String contentType, InputStream source, int pieceSize, int capacity) {
		this.handlers = handlers;
		this.contentType = contentType;
		this.source = source;
		this.piece = new byte[pieceSize];
		this.result = new byte[capacity];
	}

	/**
	 * Rewrite a page while its result is read.
	 * @param source the page, which is closed with the result
	 */
	static RewrittenPage of(List<Handler> handlers, String contentType, InputStream source) {
		return new RewrittenPage(handlers, contentType, source, PIECE, 2 * PIECE);
	}

	/**
	 * Rewrite a page while it is written.
	 * @param target receives the result, and is closed with the page
	 */
	static OutputStream to(List<Handler> handlers, String contentType, OutputStream target) {
		return new Written(new RewrittenPage(handlers, contentType, nullInputStream(), 0, 2 * PIECE), target);
	}

	/**
	 * Rewrite a whole page.
	 * @param tagged whether the result gets a tag
	 */
	static RewrittenPage of(List<Handler> handlers, String contentType, byte[] page, int length, boolean tagged) {
		RewrittenPage result = new RewrittenPage(handlers, contentType, nullInputStream(), 0,
				length + length / 8 + 256);
		result.page = page;
		result.changes = tagged ? new BlobDigest() : null;
		Rewriting rewriting = result.rewrite(page, length);
		result.end(rewriting);
		return result;
	}

	/**
	 * Return whether the result so far differs from the page.
	 */
	boolean isChanged() {
		return this.rewriting != null && this.rewriting.isChanged();
	}

	/**
	 * Return the array that begins with the result of a whole page.
	 */
	byte[] array() {
		return this.result;
	}

	/**
	 * Return the length of the result of a whole page.
	 */
	int length() {
		return this.end;
	}

	/**
	 * Return the tag of the result of a whole page. It is weak, so that the container may
	 * compress the result.
	 * @param identity tells the page from all others
	 */
	String entityTag(String identity) {
		BlobDigest changes = Objects.requireNonNull(this.changes);
		describe(changes, -1);
		changes.update(identity.getBytes(StandardCharsets.UTF_8));
		return "W/\"" + changes.id().hash().substring(0, 32) + '"';
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) != -1) ? single[0] & 0xFF : -1;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		while (this.position == this.end && !this.ended) {
			rewriteNext();
		}
		int count = Math.min(length, this.end - this.position);
		System.arraycopy(this.result, this.position, bytes, offset, count);
		this.position += count;
		return (count > 0 || length == 0) ? count : -1;
	}

	/**
	 * A handler that has failed is not called again: the result would seem complete.
	 */
	private void rewriteNext() throws IOException {
		Assert.state(!this.failed, "The page could not be rewritten");
		this.failed = true;
		this.position = 0;
		this.end = 0;
		int length = (this.rewriting == null) ? this.source.readNBytes(this.piece, 0, PageEncoding.PRESCANNED)
				: this.source.read(this.piece);
		Rewriting rewriting = rewrite(this.piece, Math.max(length, 0));
		if (length <= 0) {
			end(rewriting);
		}
		this.failed = false;
	}

	private Rewriting rewrite(byte[] bytes, int length) {
		Rewriting rewriting = this.rewriting;
		if (rewriting == null) {
			rewriting = start(PageEncoding.of(bytes, length, this.contentType));
			this.rewriting = rewriting;
		}
		if (this.utf16 != null) {
			byte[] utf8 = decode(this.utf16, bytes, length);
			rewriting.write(utf8, 0, utf8.length);
		}
		else {
			rewriting.write(bytes, 0, length);
		}
		return rewriting;
	}

	private Rewriting start(PageEncoding encoding) {
		if (!encoding.isUtf16()) {
			return new Rewriting(this.handlers, encoding, this);
		}
		this.utf16 = encoding.charset().newDecoder();
		return new Rewriting(this.handlers, PageEncoding.UTF_8, (bytes, offset, length) -> {
			byte[] encoded = new String(bytes, offset, length, StandardCharsets.UTF_8).getBytes(encoding.charset());
			write(encoded, 0, encoded.length);
		});
	}

	private byte[] decode(CharsetDecoder decoder, byte[] bytes, int length) {
		ByteBuffer input = ByteBuffer.allocate(this.incomplete.length + length)
			.put(this.incomplete)
			.put(bytes, 0, length)
			.flip();
		CharBuffer output = CharBuffer.allocate(input.remaining());
		CoderResult result = decoder.decode(input, output, false);
		Assert.state(!result.isError(), "The page is not valid UTF-16");
		this.incomplete = new byte[input.remaining()];
		input.get(this.incomplete);
		return output.flip().toString().getBytes(StandardCharsets.UTF_8);
	}

	private void end(Rewriting rewriting) {
		Assert.state(this.incomplete.length == 0, "The page is not valid UTF-16");
		rewriting.end();
		this.ended = true;
	}

	@Override
	public void write(byte[] bytes, int offset, int length) {
		if (this.result.length - this.end < length) {
			this.result = Arrays.copyOf(this.result, Math.max(2 * this.result.length, this.end + length));
		}
		System.arraycopy(bytes, offset, this.result, this.end, length);
		this.end += length;
		if (this.changes != null) {
			describe(this.changes, bytes, offset, length);
		}
	}

	private void describe(BlobDigest changes, byte[] bytes, int offset, int length) {
		if (bytes != this.page) {
			describe(changes, length);
			changes.update(bytes, offset, length);
		}
		else {
			if (offset != this.next) {
				describe(changes, -1 - offset);
			}
			this.next = offset + length;
		}
	}

	/**
	 * Describe what follows the bytes of the page up to the next position.
	 * @param change the number of inserted bytes; or, below -1, the position in the page
	 * where the result goes on; or -1 at the end
	 */
	private void describe(BlobDigest changes, int change) {
		changes.update(ByteBuffer.allocate(2 * Integer.BYTES).putInt(this.next).putInt(change).array());
	}

	@Override
	public void close() throws IOException {
		this.source.close();
	}

	/**
	 * A page that is rewritten while it is written. Its first bytes are held back until
	 * they tell its encoding.
	 */
	private static final class Written extends OutputStream {

		private final RewrittenPage page;

		private final OutputStream target;

		private final byte[] start;

		private int started;

		private boolean closed;

		Written(RewrittenPage page, OutputStream target) {
			this.page = page;
			this.target = target;
			this.start = new byte[PageEncoding.prescanned(page.contentType)];
		}

		@Override
		public void write(int value) throws IOException {
			write(new byte[] { (byte) value }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			int from = offset;
			int end = offset + length;
			if (this.page.rewriting == null) {
				int count = Math.min(length, this.start.length - this.started);
				System.arraycopy(bytes, offset, this.start, this.started, count);
				this.started += count;
				from += count;
				if (this.started < this.start.length) {
					return;
				}
				writeStart();
			}
			while (from < end) {
				int count = Math.min(PIECE, end - from);
				rewrite(Arrays.copyOfRange(bytes, from, from + count), count);
				from += count;
			}
		}

		private void writeStart() throws IOException {
			if (this.page.rewriting == null) {
				rewrite(this.start, this.started);
			}
		}

		private void rewrite(byte[] bytes, int length) throws IOException {
			Assert.state(!this.page.failed, "The page could not be rewritten");
			this.page.failed = true;
			this.page.rewrite(bytes, length);
			this.page.failed = false;
			writeResult();
		}

		private void writeResult() throws IOException {
			this.target.write(this.page.result, 0, this.page.end);
			this.page.end = 0;
		}

		@Override
		public void flush() throws IOException {
			if (this.started > 0 && !this.closed) {
				writeStart();
			}
			this.target.flush();
		}

		@Override
		public void close() throws IOException {
			if (this.closed) {
				return;
			}
			this.closed = true;
			try (this.target) {
				writeStart();
				this.page.end(Objects.requireNonNull(this.page.rewriting));
				writeResult();
			}
		}

	}

}
