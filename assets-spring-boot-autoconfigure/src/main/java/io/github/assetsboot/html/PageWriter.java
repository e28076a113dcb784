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
 * Writes the bytes of the page, and the content that handlers insert. Inserted text does
 * not become markup together with the bytes next to it.
 *
 * @author the Assets for Spring Boot authors
 */
final class PageWriter {

	/**
	 * The length of the longest end tag of an element whose content is text, without its
	 * greater-than sign.
	 */
	private static final int TAIL = 11;

	private final Rewriting.Output output;

	private final PageEncoding encoding;

	private boolean changed;

	private boolean gap;

	private boolean inTextElement;

	/**
	 * The bytes that were written last.
	 */
	private final byte[] tail = new byte[TAIL];

	/**
	 * The number of bytes since a text was inserted into a script or style.
	 */
	private int sinceRawText = TAIL;

	/**
	 * The name of the script or style into which text has been inserted.
	 */
	private @Nullable String rawText;

	PageWriter(Rewriting.Output output, PageEncoding encoding) {
		this.output = output;
		this.encoding = encoding;
	}

	boolean isChanged() {
		return this.changed;
	}

	/**
	 * Note that bytes of the page are left out.
	 */
	void leaveOut() {
		this.changed = true;
		this.gap = true;
	}

	/**
	 * Note that an element begins whose content is text.
	 */
	void startTextElement() {
		this.inTextElement = true;
	}

	/**
	 * Note that an element ends.
	 */
	void endElement() {
		this.inTextElement = false;
		this.rawText = null;
	}

	/**
	 * Write bytes of the page.
	 */
	void write(byte[] bytes, int from, int to) {
		if (to > from) {
			int start = (this.gap && this.rawText == null) ? writeSafely(bytes, from) : from;
			this.gap = false;
			put(bytes, start, to - start, false);
		}
	}

	/**
	 * Write a tag, or a part of one.
	 */
	void write(String markup) {
		this.changed = true;
		byte[] bytes = this.encoding.encode(markup, "&#%d;");
		put(bytes, 0, bytes.length, false);
	}

	/**
	 * Write a text in which malformed bytes have been replaced.
	 */
	void writeDecoded(String text, byte[] original, int length) {
		byte[] bytes = this.encoding.encode(text, "&#%d;");
		this.changed |= !Arrays.equals(original, 0, length, bytes, 0, bytes.length);
		write(bytes, 0, bytes.length);
	}

	/**
	 * Write content that a handler inserts.
	 * @param content the content
	 * @param rawText the name of the script or style that it is inserted into
	 */
	void insert(HtmlContent content, @Nullable String rawText) {
		this.changed = true;
		byte[] bytes = content.requireIn(rawText).encode(this.encoding, rawText != null);
		boolean raw = rawText != null && content.isText();
		if (raw) {
			this.rawText = rawText;
		}
		int start = (content.isText() && !raw) ? writeSafely(bytes, 0) : 0;
		put(bytes, start, bytes.length - start, raw);
	}

	/**
	 * Write the first byte of a text as a character reference if it would be part of a
	 * tag together with a less-than sign before it. A text in a title can end like the
	 * beginning of an end tag.
	 * @return the position of the byte to be written next
	 */
	private int writeSafely(byte[] bytes, int from) {
		int letters = TAIL;
		while (letters > 2 && Character.isLetter(this.tail[letters - 1])) {
			letters--;
		}
		boolean inEndTag = this.inTextElement && this.tail[letters - 2] == '<' && this.tail[letters - 1] == '/';
		if (bytes.length == from || bytes[from] < 0 || (!inEndTag && (this.tail[TAIL - 1] != '<'
				|| ("/!?".indexOf(bytes[from]) < 0 && !Character.isLetter(bytes[from]))))) {
			return from;
		}
		byte[] reference = ("&#" + bytes[from] + ";").getBytes(StandardCharsets.US_ASCII);
		put(reference, 0, reference.length, false);
		return from + 1;
	}

	private void put(byte[] bytes, int from, int length, boolean raw) {
		if (length == 0) {
			return;
		}
		if (this.rawText != null) {
			requireNoEnd(bytes, from, Math.min(length, TAIL), raw, this.rawText);
		}
		this.output.write(bytes, from, length);
		int kept = Math.max(TAIL - length, 0);
		System.arraycopy(this.tail, TAIL - kept, this.tail, 0, kept);
		System.arraycopy(bytes, from + length - TAIL + kept, this.tail, kept, TAIL - kept);
		this.sinceRawText = raw ? 0 : Math.min(this.sinceRawText + length, TAIL);
	}

	/**
	 * Require that an inserted text does not end the script or style together with the
	 * bytes next to it.
	 */
	private void requireNoEnd(byte[] bytes, int from, int length, boolean raw, String name) {
		String joined = (new String(this.tail, StandardCharsets.ISO_8859_1)
				+ new String(bytes, from, length, StandardCharsets.ISO_8859_1))
			.toLowerCase(Locale.ROOT);
		for (String refused : List.of("</" + name, "<" + name, "<!--")) {
			int i = joined.lastIndexOf(refused, TAIL - 1);
			boolean inserted = raw || i < TAIL - this.sinceRawText;
			Assert.state(i + refused.length() <= TAIL || !inserted,
					() -> "Text in <" + name + "> must not make '" + refused + "' with the text next to it");
		}
	}

}
