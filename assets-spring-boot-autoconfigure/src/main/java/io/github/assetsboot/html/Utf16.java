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

import java.util.function.Consumer;

import io.github.assetsboot.html.Rewriting.Output;

/**
 * Converts a page in UTF-16 to UTF-8 for its rewriting, and the result back to UTF-16. An
 * unpaired surrogate becomes three bytes, and an odd byte at the end is passed on, so
 * that nothing is lost. Both directions accept pieces of any size.
 *
 * @author the Assets for Spring Boot authors
 */
final class Utf16 {

	private final boolean bigEndian;

	private final Output page;

	/**
	 * The first byte of a character that is not complete.
	 */
	private int firstByte = -1;

	/**
	 * A high surrogate that may be the first half of a pair.
	 */
	private char high;

	private int codePoint;

	private int missing;

	private byte[] buffer = new byte[0];

	private int length;

	/**
	 * Create a converter for one page.
	 * @param bigEndian whether the first byte of a character is the high one
	 * @param page receives the result in UTF-16
	 */
	Utf16(boolean bigEndian, Output page) {
		this.bigEndian = bigEndian;
		this.page = page;
	}

	/**
	 * Convert the next bytes of the page.
	 * @param output receives UTF-8
	 */
	void toUtf8(byte[] bytes, int offset, int length, Output output) {
		begin(length / 2 * 3 + 6);
		for (int i = offset; i < offset + length; i++) {
			int next = bytes[i] & 0xFF;
			if (this.firstByte < 0) {
				this.firstByte = next;
			}
			else {
				decode((char) (this.bigEndian ? this.firstByte << 8 | next : next << 8 | this.firstByte));
				this.firstByte = -1;
			}
		}
		output.write(this.buffer, 0, this.length);
	}

	private void decode(char unit) {
		if (this.high != 0 && Character.isLowSurrogate(unit)) {
			putUtf8(Character.toCodePoint(this.high, unit));
			this.high = 0;
			return;
		}
		putHigh();
		if (Character.isHighSurrogate(unit)) {
			this.high = unit;
		}
		else {
			putUtf8(unit);
		}
	}

	private void putHigh() {
		if (this.high != 0) {
			putUtf8(this.high);
			this.high = 0;
		}
	}

	private void putUtf8(int character) {
		if (character < 0x80) {
			put(character);
			return;
		}
		if (character < 0x800) {
			put(0xC0 | character >> 6);
		}
		else if (character < 0x10000) {
			put(0xE0 | character >> 12);
			put(0x80 | character >> 6 & 0x3F);
		}
		else {
			put(0xF0 | character >> 18);
			put(0x80 | character >> 12 & 0x3F);
			put(0x80 | character >> 6 & 0x3F);
		}
		put(0x80 | character & 0x3F);
	}

	/**
	 * Convert what is left of the page.
	 * @param output receives UTF-8
	 */
	void endOfPage(Output output) {
		begin(3);
		putHigh();
		output.write(this.buffer, 0, this.length);
	}

	/**
	 * Convert the next bytes of the result.
	 */
	void toUtf16(byte[] bytes, int offset, int length) {
		begin(length * 2 + 4);
		for (int i = offset; i < offset + length; i++) {
			int next = bytes[i] & 0xFF;
			if (next < 0x80) {
				putUtf16(next);
			}
			else if (next >= 0xC0) {
				this.missing = (next >= 0xF0) ? 3 : (next >= 0xE0) ? 2 : 1;
				this.codePoint = next & (0x3F >> this.missing);
			}
			else {
				this.codePoint = this.codePoint << 6 | next & 0x3F;
				if (--this.missing == 0) {
					putUtf16(this.codePoint);
				}
			}
		}
		this.page.write(this.buffer, 0, this.length);
	}

	private void putUtf16(int codePoint) {
		if (codePoint < 0x10000) {
			putUnit(codePoint);
		}
		else {
			putUnit(Character.highSurrogate(codePoint));
			putUnit(Character.lowSurrogate(codePoint));
		}
	}

	private void putUnit(int unit) {
		put(this.bigEndian ? unit >> 8 : unit);
		put(this.bigEndian ? unit : unit >> 8);
	}

	/**
	 * End the result with the odd byte of the page, if there is one.
	 */
	void endOfResult() {
		if (this.firstByte >= 0) {
			this.page.write(new byte[] { (byte) this.firstByte }, 0, 1);
		}
	}

	/**
	 * Begin with another buffer: the bytes of the page may be in use while the result is
	 * converted.
	 */
	private void begin(int capacity) {
		this.length = 0;
		this.buffer = new byte[capacity];
	}

	private void put(int value) {
		this.buffer[this.length++] = (byte) value;
	}

}
