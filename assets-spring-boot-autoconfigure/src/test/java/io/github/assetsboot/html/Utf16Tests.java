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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Utf16}.
 *
 * @author the Assets for Spring Boot authors
 */
class Utf16Tests {

	private static final int PAGES = 2_000;

	private static final char[] CHARACTERS = "<a\u0000\u007f\u0080\u07ff\u0800\u20ac\ufeff\uffff\ud800\udbff\udc00\udfff"
		.toCharArray();

	private final ByteArrayOutputStream utf8 = new ByteArrayOutputStream();

	private final ByteArrayOutputStream utf16 = new ByteArrayOutputStream();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void everyPageComesBackAsItWas(boolean bigEndian) {
		Random random = new Random(16);
		for (int i = 0; i < PAGES; i++) {
			byte[] page = page(random, bigEndian);
			convert(page, bigEndian, random);
			assertThat(this.utf16.toByteArray()).isEqualTo(page);
		}
	}

	private static byte[] page(Random random, boolean bigEndian) {
		byte[] page = new byte[random.nextInt(60)];
		for (int i = 0; i + 1 < page.length; i += 2) {
			char character = CHARACTERS[random.nextInt(CHARACTERS.length)];
			page[i] = (byte) (bigEndian ? character >> 8 : character);
			page[i + 1] = (byte) (bigEndian ? character : character >> 8);
		}
		return page;
	}

	/**
	 * The page comes in pieces of one size, and its result in pieces of another.
	 */
	private void convert(byte[] page, boolean bigEndian, Random random) {
		this.utf8.reset();
		this.utf16.reset();
		Utf16 converter = new Utf16(bigEndian, this.utf16::write);
		int size = 1 + random.nextInt(13);
		Rewriting.Output rewriting = (bytes, offset, length) -> {
			this.utf8.write(bytes, offset, length);
			pieces(bytes, offset, length, 1 + random.nextInt(13), converter::toUtf16);
		};
		pieces(page, 0, page.length, size,
				(bytes, offset, length) -> converter.toUtf8(bytes, offset, length, rewriting));
		converter.endOfPage(rewriting);
		converter.endOfResult();
	}

	private static void pieces(byte[] bytes, int offset, int length, int size, Rewriting.Output target) {
		for (int i = offset; i < offset + length; i += size) {
			byte[] piece = Arrays.copyOfRange(bytes, i, Math.min(i + size, offset + length));
			target.write(piece, 0, piece.length);
			Arrays.fill(piece, (byte) '?');
		}
	}

	@ParameterizedTest
	@CsvSource({ "true, UTF-16BE", "false, UTF-16LE" })
	void pageIsUtf8InBetween(boolean bigEndian, String charset) {
		String page = "<p title='\u00e9'>\u20ac \ud83d\ude00</p>";
		convert(page.getBytes(Charset.forName(charset)), bigEndian, new Random(1));
		assertThat(this.utf8.toString(StandardCharsets.UTF_8)).isEqualTo(page);
	}

	@Test
	void largePieceIsConvertedAtOnce() {
		byte[] page = "\u20ac\ud800".repeat(100_000).getBytes(StandardCharsets.UTF_16BE);
		Utf16 converter = new Utf16(true, this.utf16::write);
		converter.toUtf8(page, 0, page.length, converter::toUtf16);
		converter.endOfPage(converter::toUtf16);
		assertThat(this.utf16.toByteArray()).isEqualTo(page);
	}

}
