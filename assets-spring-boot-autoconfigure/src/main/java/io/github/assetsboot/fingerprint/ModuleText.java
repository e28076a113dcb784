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

package io.github.assetsboot.fingerprint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of an ECMAScript module in UTF-8, and the tokens that can be told without
 * their context.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar">ECMAScript, lexical
 * grammar</a>
 */
final class ModuleText {

	static final byte SPACE = 1;

	static final byte NEWLINE = 2;

	static final byte WORD = 3;

	static final byte DIGIT = 4;

	/**
	 * A byte of a character beyond ASCII, which is a space or belongs to a word.
	 */
	static final byte WIDE = 5;

	private static final byte[] KINDS = kinds();

	private final byte[] bytes;

	ModuleText(byte[] bytes) {
		this.bytes = bytes;
	}

	int length() {
		return this.bytes.length;
	}

	/**
	 * Return the byte at an index as a number from 0 to 255, or -1 after the end.
	 */
	int at(int index) {
		return (index < this.bytes.length) ? this.bytes[index] & 0xff : -1;
	}

	/**
	 * Return the kind of the byte at an index, or 0 for a punctuator.
	 */
	int kind(int index) {
		return KINDS[this.bytes[index] & 0xff];
	}

	boolean isAt(byte[] word, int from, int to) {
		return word.length == to - from && Arrays.equals(this.bytes, from, to, word, 0, word.length);
	}

	boolean isDigit(int at) {
		return at < this.bytes.length && kind(at) == DIGIT;
	}

	int lastIndexOf(byte[] word, int end) {
		for (int at = Math.min(end, this.bytes.length - word.length); at >= 0; at--) {
			if (this.bytes[at] == word[0] && isAt(word, at, at + word.length)) {
				return at;
			}
		}
		return -1;
	}

	/**
	 * Return the index after the first line if it is for a shell, or 0.
	 */
	int hashbangEnd() {
		int start = (wideSpace(0) == 3) ? 3 : 0;
		return (at(start) == '#' && at(start + 1) == '!') ? lineEnd(start) : 0;
	}

	/**
	 * Return the index of the next token.
	 */
	int skipGap(int start) {
		int at = start;
		while (at < this.bytes.length) {
			int kind = kind(at);
			if (kind == SPACE || kind == NEWLINE) {
				at++;
			}
			else if (kind == WIDE && wideSpace(at) > 0) {
				at += wideSpace(at);
			}
			else if (isComment(at)) {
				int end = commentEnd(at);
				at = (end >= 0) ? end : this.bytes.length;
			}
			else {
				break;
			}
		}
		return at;
	}

	boolean isComment(int at) {
		return this.bytes[at] == '/' && (at(at + 1) == '/' || at(at + 1) == '*');
	}

	/**
	 * Return the index after a comment, or -1 if it does not end.
	 */
	int commentEnd(int start) {
		if (this.bytes[start + 1] == '/') {
			return lineEnd(start);
		}
		for (int at = start + 3; at < this.bytes.length; at++) {
			if (this.bytes[at] == '/' && this.bytes[at - 1] == '*' && at > start + 2) {
				return at + 1;
			}
		}
		return -1;
	}

	private int lineEnd(int start) {
		int at = start;
		while (at < this.bytes.length && !isNewline(at)) {
			at++;
		}
		return at;
	}

	/**
	 * Return whether a line ends in a comment between slashes and asterisks.
	 */
	boolean hasNewline(int from, int to) {
		int at = from;
		while (at < to && !isNewline(at)) {
			at++;
		}
		return at < to;
	}

	/**
	 * Return the source map that a comment with this text names, or {@code null}.
	 */
	@Nullable Reference sourceMap(int from, int to) {
		return Reference.toSourceMap(this.bytes, from, to);
	}

	/**
	 * Return the index after a string or a template without substitutions, or -1.
	 */
	int literalEnd(int at) {
		int quote = at(at);
		if (quote == '"' || quote == '\'') {
			return stringEnd(at);
		}
		int end = (quote == '`') ? templateEnd(at + 1) : -1;
		return (end >= 0 && this.bytes[end - 1] == '`') ? end : -1;
	}

	/**
	 * Return the index after a string, or -1 if it does not end on its line.
	 */
	int stringEnd(int start) {
		byte quote = this.bytes[start];
		for (int at = start + 1; at < this.bytes.length; at++) {
			byte next = this.bytes[at];
			if (next == quote) {
				return at + 1;
			}
			if (next == '\n' || next == '\r') {
				return -1;
			}
			if (next == '\\') {
				at += (at(at + 1) == '\r' && at(at + 2) == '\n') ? 2 : 1;
			}
		}
		return -1;
	}

	/**
	 * Return the index after the backtick or the brace that ends a template's text, or
	 * -1.
	 */
	int templateEnd(int start) {
		for (int at = start; at < this.bytes.length; at++) {
			byte next = this.bytes[at];
			if (next == '`') {
				return at + 1;
			}
			if (next == '$' && at(at + 1) == '{') {
				return at + 2;
			}
			at += (next == '\\') ? 1 : 0;
		}
		return -1;
	}

	/**
	 * Return the index after a regular expression, or -1 if it does not end on its line.
	 */
	int regularExpressionEnd(int start) {
		boolean characterClass = false;
		for (int at = start + 1; at < this.bytes.length && !isNewline(at); at++) {
			byte next = this.bytes[at];
			if (next == '/' && !characterClass) {
				return wordEnd(at + 1);
			}
			if (next == '\\') {
				at += isNewline(at + 1) ? 0 : 1;
			}
			else if (next == '[' || next == ']') {
				characterClass = (next == '[');
			}
		}
		return -1;
	}

	int numberEnd(int start) {
		int at = start;
		while (at < this.bytes.length && (this.bytes[at] == '.' || kind(at) == WORD || kind(at) == DIGIT)) {
			at++;
		}
		return at;
	}

	int wordEnd(int start) {
		int at = start;
		while (at < this.bytes.length) {
			int kind = kind(at);
			if (kind == WORD || kind == DIGIT || (kind == WIDE && wideSpace(at) == 0)) {
				at++;
			}
			else if (this.bytes[at] == '\\') {
				at = escapeEnd(at + 1);
			}
			else {
				break;
			}
		}
		return at;
	}

	private int escapeEnd(int start) {
		int at = start;
		if (at(at) == 'u' && at(at + 1) == '{') {
			at += 2;
			while (Character.digit(at(at), 16) >= 0) {
				at++;
			}
			at += (at(at) == '}') ? 1 : 0;
		}
		return at;
	}

	/**
	 * Return the number of bytes of the space beyond ASCII at an index, or 0.
	 */
	int wideSpace(int at) {
		int first = at(at);
		if (first == 0xc2) {
			return (at(at + 1) == 0xa0) ? 2 : 0;
		}
		if (first != 0xe1 && first != 0xe2 && first != 0xe3 && first != 0xef) {
			return 0;
		}
		int next = at(at + 1) << 8 | at(at + 2);
		boolean space = switch (first) {
			case 0xe1 -> next == 0x9a80;
			case 0xe2 -> (next >= 0x8080 && next <= 0x808a) || isNewline(at) || next == 0x80af || next == 0x819f;
			case 0xe3 -> next == 0x8080;
			default -> next == 0xbbbf;
		};
		return space ? 3 : 0;
	}

	boolean isNewline(int at) {
		int next = at(at);
		return next == '\n' || next == '\r' || (next == 0xe2 && isWideNewline(at));
	}

	private boolean isWideNewline(int at) {
		return at(at + 1) == 0x80 && (at(at + 2) == 0xa8 || at(at + 2) == 0xa9);
	}

	/**
	 * Return the value of a string or template, or {@code null} if an escape is invalid.
	 */
	@Nullable String decode(int from, int to) {
		String text = new String(this.bytes, from, to - from, StandardCharsets.UTF_8);
		if (text.indexOf('\\') < 0 && text.indexOf('\r') < 0) {
			return text;
		}
		StringBuilder value = new StringBuilder(text.length());
		text = text.replace("\r\n", "\n").replace('\r', '\n');
		for (int at = 0; at >= 0 && at < text.length();) {
			if (text.charAt(at) == '\\') {
				at = decodeEscape(text, at + 1, value);
			}
			else {
				value.append(text.charAt(at++));
			}
			if (at < 0) {
				return null;
			}
		}
		return value.toString();
	}

	/**
	 * Append the character that an escape means.
	 * @return the index after the escape, or -1 if it is invalid
	 */
	private static int decodeEscape(String text, int at, StringBuilder value) {
		char escaped = text.charAt(at);
		switch (escaped) {
			case 'x' -> {
				return decodeHex(text, at + 1, at + 3, value) ? at + 3 : -1;
			}
			case 'u' -> {
				boolean braces = text.startsWith("{", at + 1);
				int from = braces ? at + 2 : at + 1;
				int to = braces ? text.indexOf('}', from) : from + 4;
				return decodeHex(text, from, to, value) ? (braces ? to + 1 : to) : -1;
			}
			case '\n', '\u2028', '\u2029' -> {
			}
			case 'n' -> value.append('\n');
			case 't' -> value.append('\t');
			case 'r' -> value.append('\r');
			case 'b' -> value.append('\b');
			case 'f' -> value.append('\f');
			case 'v' -> value.append('\u000b');
			case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
				boolean digit = at + 1 < text.length() && text.charAt(at + 1) >= '0' && text.charAt(at + 1) <= '9';
				value.append('\0');
				return (escaped == '0' && !digit) ? at + 1 : -1;
			}
			default -> value.append(escaped);
		}
		return at + 1;
	}

	private static boolean decodeHex(String text, int from, int to, StringBuilder value) {
		int codePoint = 0;
		for (int at = from; at < to; at++) {
			int digit = (at < text.length() && text.charAt(at) < 0x80) ? Character.digit(text.charAt(at), 16) : -1;
			codePoint = codePoint * 16 + digit;
			if (digit < 0 || codePoint > Character.MAX_CODE_POINT) {
				return false;
			}
		}
		value.appendCodePoint(codePoint);
		return from < to;
	}

	private static byte[] kinds() {
		byte[] kinds = new byte[256];
		Arrays.fill(kinds, 0x80, 0x100, WIDE);
		Arrays.fill(kinds, 'a', 'z' + 1, WORD);
		Arrays.fill(kinds, 'A', 'Z' + 1, WORD);
		Arrays.fill(kinds, '0', '9' + 1, DIGIT);
		kinds['$'] = WORD;
		kinds['_'] = WORD;
		kinds[' '] = SPACE;
		kinds['\t'] = SPACE;
		kinds['\f'] = SPACE;
		kinds[0x0b] = SPACE;
		kinds['\n'] = NEWLINE;
		kinds['\r'] = NEWLINE;
		return kinds;
	}

}
