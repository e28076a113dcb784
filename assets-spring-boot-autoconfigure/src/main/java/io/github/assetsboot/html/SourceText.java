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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The text of a page, and its bytes. Bytes are what is copied, so that what is not
 * touched stays as it is even where it is malformed.
 *
 * @author the Assets for Spring Boot authors
 */
final class SourceText {

	private final byte[] bytes;

	private final int first;

	private final Charset charset;

	private final String text;

	private final int @Nullable [] offsets;

	/**
	 * Create a text.
	 * @param bytes the bytes of the page
	 * @param contentType the media type that it is served with
	 */
	SourceText(byte[] bytes, String contentType) {
		PageEncoding encoding = PageEncoding.of(bytes, contentType);
		this.bytes = bytes;
		this.first = encoding.byteOrderMark();
		this.charset = encoding.charset();
		this.text = new String(bytes, this.first, bytes.length - this.first, this.charset);
		this.offsets = (this.text.length() != bytes.length - this.first) ? offsets() : null;
	}

	/**
	 * Decode one character more at a time, and see how many bytes that takes.
	 */
	private int[] offsets() {
		CharsetDecoder decoder = this.charset.newDecoder()
			.onMalformedInput(CodingErrorAction.REPLACE)
			.onUnmappableCharacter(CodingErrorAction.REPLACE);
		ByteBuffer source = ByteBuffer.wrap(this.bytes, this.first, this.bytes.length - this.first);
		CharBuffer decoded = CharBuffer.allocate(this.text.length());
		int[] offsets = new int[this.text.length() + 1];
		offsets[0] = this.first;
		for (int i = 1; i < offsets.length; i++) {
			decoder.decode(source, decoded.limit(i), true);
			offsets[i] = (decoded.position() == i) ? source.position() : offsets[i - 1];
		}
		offsets[this.text.length()] = this.bytes.length;
		return offsets;
	}

	String text() {
		return this.text;
	}

	/**
	 * Return how many bytes there are.
	 */
	int size() {
		return this.bytes.length;
	}

	/**
	 * Copy what is in front of the text: its byte order mark.
	 */
	void copyStart(ByteArrayOutputStream target) {
		target.write(this.bytes, 0, this.first);
	}

	void copy(int from, int to, ByteArrayOutputStream target) {
		int start = offset(from);
		target.write(this.bytes, start, offset(to) - start);
	}

	private int offset(int position) {
		return (this.offsets != null) ? this.offsets[position] : this.first + position;
	}

	/**
	 * Encode markup. A character that the charset of the page does not have becomes a
	 * character reference.
	 * @param markup the markup
	 * @return its bytes
	 */
	byte[] encode(String markup) {
		if (this.charset.equals(StandardCharsets.UTF_8)) {
			return markup.getBytes(StandardCharsets.UTF_8);
		}
		CharsetEncoder encoder = this.charset.newEncoder();
		StringBuilder encodable = new StringBuilder(markup.length());
		markup.codePoints().forEach((codePoint) -> {
			String character = Character.toString(codePoint);
			encodable.append(encoder.canEncode(character) ? character : "&#" + codePoint + ";");
		});
		return encodable.toString().getBytes(this.charset);
	}

}
