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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Writes the result of a rewriting: bytes of the source, and content that was inserted.
 * Inserted text does not become markup together with the bytes next to it.
 *
 * @author the Assets for Spring Boot authors
 */
final class PageWriter {

	/**
	 * The length of {@code </script} less one.
	 */
	private static final int TAIL = 7;

	private final Rewriting.Output output;

	private final PageEncoding encoding;

	private boolean changed;

	/**
	 * The bytes that were written last.
	 */
	private final byte[] tail = new byte[TAIL];

	/**
	 * Bits of the bytes of the tail that were inserted as text, the last one lowest.
	 */
	private int insertedTail;

	private boolean gap;

	private @Nullable String rawText;

	PageWriter(Rewriting.Output output, PageEncoding encoding) {
		this.output = output;
		this.encoding = encoding;
	}

	boolean isChanged() {
		return this.changed;
	}

	/**
	 * Bytes of the source are left out here.
	 */
	void leaveOut() {
		this.changed = true;
		this.gap = true;
	}

	/**
	 * The element ends whose text cannot be escaped.
	 */
	void endRawText() {
		this.rawText = null;
	}

	/**
	 * Write bytes of the source.
	 */
	void write(byte[] bytes, int from, int to) {
		if (to > from) {
			int start = from;
			if (this.gap && this.rawText == null) {
				start = writeSafely(bytes, from);
			}
			this.gap = false;
			put(bytes, start, to, false);
		}
	}

	/**
	 * Write a tag, or a part of one.
	 */
	void write(String markup) {
		this.changed = true;
		this.gap = false;
		byte[] bytes = this.encoding.encode(markup, "&#%d;");
		put(bytes, 0, bytes.length, false);
	}

	/**
	 * Write a text anew that has malformed bytes in the source.
	 */
	void writeText(byte[] bytes, int length, String text) {
		byte[] encoded = this.encoding.encode(text, "&#%d;");
		this.changed |= !Arrays.equals(bytes, 0, length, encoded, 0, encoded.length);
		write(encoded, 0, encoded.length);
	}

	/**
	 * Write content that a handler inserts.
	 * @param content the content
	 * @param rawText the name of the script or style that it is inserted into
	 */
	void insert(HtmlContent content, @Nullable String rawText) {
		this.changed = true;
		byte[] bytes = content.requireIn(rawText).encode(this.encoding, rawText != null);
		if (rawText != null && content.isText()) {
			this.rawText = rawText;
		}
		int start = (rawText == null && content.isText()) ? writeSafely(bytes, 0) : 0;
		put(bytes, start, bytes.length, content.isText());
	}

	/**
	 * Write the first byte of a text as a character reference if it would begin a tag
	 * with the less-than sign before it.
	 */
	private int writeSafely(byte[] bytes, int from) {
		if (this.tail[TAIL - 1] == '<' && bytes.length > from && (bytes[from] == '/' || bytes[from] == '!'
				|| bytes[from] == '?' || Character.isLetter(bytes[from]))) {
			byte[] reference = ("&#" + bytes[from] + ";").getBytes(StandardCharsets.US_ASCII);
			put(reference, 0, reference.length, true);
			return from + 1;
		}
		return from;
	}

	private void put(byte[] bytes, int from, int to, boolean inserted) {
		int length = to - from;
		if (length == 0) {
			return;
		}
		if (this.rawText != null && (inserted || this.insertedTail != 0)) {
			requireNoEnd(bytes, from, Math.min(length, TAIL), inserted, this.rawText);
		}
		this.output.write(bytes, from, length);
		int kept = Math.max(TAIL - length, 0);
		System.arraycopy(this.tail, TAIL - kept, this.tail, 0, kept);
		System.arraycopy(bytes, to - (TAIL - kept), this.tail, kept, TAIL - kept);
		int bits = (1 << TAIL) - 1;
		this.insertedTail = (length >= TAIL) ? (inserted ? bits : 0)
				: ((this.insertedTail << length) | (inserted ? (1 << length) - 1 : 0)) & bits;
	}

	/**
	 * Require that an inserted text does not end the element together with the bytes next
	 * to it.
	 */
	private void requireNoEnd(byte[] bytes, int from, int length, boolean inserted, String name) {
		String joined = (new String(this.tail, StandardCharsets.ISO_8859_1)
				+ new String(bytes, from, length, StandardCharsets.ISO_8859_1))
			.toLowerCase(Locale.ROOT);
		for (String refused : List.of("</" + name, "<" + name, "<!--")) {
			for (int i = joined.indexOf(refused); i >= 0 && i < TAIL; i = joined.indexOf(refused, i + 1)) {
				boolean crosses = i + refused.length() > TAIL;
				boolean isInserted = inserted || (this.insertedTail & ((1 << (TAIL - i)) - 1)) != 0;
				Assert.state(!crosses || !isInserted,
						() -> "Text in <" + name + "> must not make '" + refused + "' with the text next to it");
			}
		}
	}

}
