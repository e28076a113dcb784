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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the URLs that a browser fetches for a style sheet: in {@code url()},
 * {@code src()}, {@code image-set()} and {@code @import}.
 * <p>
 * Each byte is read a bounded number of times. URLs in malformed tokens and in the
 * preludes of other at-rules are left out, because a browser does not fetch them.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://www.w3.org/TR/css-syntax-3/#tokenization">CSS Syntax,
 * tokenization</a>
 */
final class StyleSheetReferences {

	private static final byte SPACE = 1;

	private static final byte NAME = 2;

	private static final byte DIGIT = 3;

	private static final byte[] KINDS = kinds();

	private static final byte[] URL = "url".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] SRC = "src".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] IMAGE_SET = "image-set".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] WEBKIT_IMAGE_SET = "-webkit-image-set".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] IMPORT = "import".getBytes(StandardCharsets.US_ASCII);

	/**
	 * Stands for the parenthesis of {@code image-set(} among the open brackets.
	 */
	private static final byte IMAGE_SET_BRACKET = 1;

	private final byte[] css;

	private final List<Reference> references = new ArrayList<>();

	private final List<Reference> sourceMaps = new ArrayList<>();

	private int position;

	/**
	 * The brackets that are open, by the bytes that close them.
	 */
	private byte[] brackets = new byte[16];

	private int depth;

	/**
	 * Number of brackets around the prelude of an at-rule, or -1 outside of preludes.
	 */
	private int prelude = -1;

	/**
	 * Whether a string is a URL here.
	 */
	private boolean url;

	private StyleSheetReferences(byte[] css) {
		this.css = css;
	}

	/**
	 * Find the URLs that a style sheet refers to.
	 * @param css text of the style sheet in UTF-8
	 * @return the URLs that are not empty, in their order
	 */
	static List<Reference> find(byte[] css) {
		StyleSheetReferences found = new StyleSheetReferences(css);
		found.scan();
		return found.references;
	}

	/**
	 * Find the comments that name a source map.
	 * @param css text of the style sheet in UTF-8
	 * @return the source maps, each with the range of its comment's text; with spaces
	 * there, the comment is empty
	 */
	static List<Reference> findSourceMaps(byte[] css) {
		StyleSheetReferences found = new StyleSheetReferences(css);
		found.scan();
		return found.sourceMaps;
	}

	private void scan() {
		while (this.position < this.css.length) {
			int at = this.position;
			switch (kind(at)) {
				case SPACE -> this.position++;
				case NAME -> name();
				case DIGIT -> number();
				default -> punctuator(at);
			}
		}
	}

	private void punctuator(int at) {
		int first = this.css[at];
		if (first == '/' && byteAt(at + 1) == '*') {
			comment();
		}
		else if (first == '"' || first == '\'') {
			string();
		}
		else if (isNumber(at)) {
			number();
		}
		else if (isName(at)) {
			name();
		}
		else {
			delimiter(first);
		}
	}

	private void delimiter(int first) {
		int at = this.position++;
		this.url = false;
		switch (first) {
			case '(' -> open(')');
			case '[' -> open(']');
			case '{' -> {
				endPrelude();
				open('}');
			}
			case ')', ']', '}' -> close(first);
			case ';' -> endPrelude();
			case '@' -> {
				if (isName(at + 1)) {
					this.position = nameEnd(at + 1);
					this.prelude = (this.prelude < 0) ? this.depth : this.prelude;
					this.url = this.prelude == this.depth && isNamed(IMPORT, at + 1, this.position);
				}
			}
			case '#' -> this.position = nameEnd(at + 1);
			case '<' ->
				this.position += (byteAt(at + 1) == '!' && byteAt(at + 2) == '-' && byteAt(at + 3) == '-') ? 3 : 0;
			default -> {
			}
		}
	}

	private void endPrelude() {
		if (this.prelude == this.depth) {
			this.prelude = -1;
		}
	}

	private void open(int end) {
		if (this.depth == this.brackets.length) {
			this.brackets = Arrays.copyOf(this.brackets, 2 * this.depth);
		}
		this.brackets[this.depth++] = (byte) end;
	}

	/**
	 * Close the innermost bracket. A bracket of another kind is ignored, as a browser
	 * does.
	 */
	private void close(int end) {
		if (this.depth > 0 && (isBracket(end) || (end == ')' && isBracket(IMAGE_SET_BRACKET)))) {
			this.depth--;
			this.prelude = (this.prelude > this.depth) ? -1 : this.prelude;
		}
	}

	private boolean isBracket(int bracket) {
		return this.depth > 0 && this.brackets[this.depth - 1] == bracket;
	}

	private void comment() {
		int at = this.position + 2;
		while (at < this.css.length && (this.css[at] != '*' || byteAt(at + 1) != '/')) {
			at++;
		}
		Reference sourceMap = Reference.toSourceMap(this.css, this.position + 2, at);
		if (sourceMap != null) {
			this.sourceMaps.add(sourceMap);
		}
		this.position = Math.min(at + 2, this.css.length);
	}

	private void string() {
		int start = this.position + 1;
		byte quote = this.css[this.position];
		int at = start;
		while (at < this.css.length && this.css[at] != quote && !isNewline(byteAt(at))) {
			at = (this.css[at] == '\\') ? stringEscapeEnd(at) : at + 1;
		}
		boolean valid = !isNewline(byteAt(at));
		if (valid && (this.url || (this.prelude < 0 && isBracket(IMAGE_SET_BRACKET)))) {
			add(start, at);
		}
		this.url = false;
		this.position = valid ? Math.min(at + 1, this.css.length) : at;
	}

	private int stringEscapeEnd(int at) {
		int next = byteAt(at + 1);
		if (isNewline(next)) {
			return (next == '\r' && byteAt(at + 2) == '\n') ? at + 3 : at + 2;
		}
		return escapeEnd(at);
	}

	private void name() {
		int from = this.position;
		int to = nameEnd(from);
		this.position = to;
		boolean fetched = this.url || this.prelude < 0;
		this.url = false;
		if (byteAt(to) != '(') {
			return;
		}
		this.position++;
		if (isNamed(URL, from, to)) {
			int at = skipSpace(to + 1);
			if (byteAt(at) != '"' && byteAt(at) != '\'') {
				unquotedUrl(at, fetched);
				return;
			}
			this.url = fetched;
		}
		else if (isNamed(SRC, from, to)) {
			this.url = fetched;
		}
		boolean imageSet = isNamed(IMAGE_SET, from, to) || isNamed(WEBKIT_IMAGE_SET, from, to);
		open(imageSet ? IMAGE_SET_BRACKET : ')');
	}

	private void unquotedUrl(int start, boolean fetched) {
		int at = start;
		int next = byteAt(at);
		while ((next > ' ' || next == 0) && next != ')' && next != '"' && next != '\'' && next != '(' && next != 0x7f
				&& (next != '\\' || isEscape(at))) {
			at = (next == '\\') ? escapeEnd(at) : at + 1;
			next = byteAt(at);
		}
		int end = skipSpace(at);
		if (end == this.css.length || this.css[end] == ')') {
			if (fetched) {
				add(start, at);
			}
			this.position = Math.min(end + 1, this.css.length);
		}
		else {
			skipBadUrl(at);
		}
	}

	private void skipBadUrl(int start) {
		int at = start;
		while (at < this.css.length && this.css[at] != ')') {
			at = isEscape(at) ? escapeEnd(at) : at + 1;
		}
		this.position = Math.min(at + 1, this.css.length);
	}

	private void add(int from, int to) {
		String url = decode(from, to);
		if (!url.isEmpty()) {
			this.references.add(new Reference(from, to, url));
		}
	}

	private String decode(int from, int to) {
		String text = new String(this.css, from, to - from, StandardCharsets.UTF_8).replace('\0', '\ufffd');
		if (text.indexOf('\\') < 0) {
			return text;
		}
		StringBuilder value = new StringBuilder(text.length());
		for (int at = 0; at < text.length();) {
			char next = text.charAt(at++);
			if (next == '\\') {
				at = decodeEscape(text, at, value);
			}
			else {
				value.append(next);
			}
		}
		return value.toString();
	}

	private static int decodeEscape(String text, int start, StringBuilder value) {
		int at = start;
		int codePoint = 0;
		while (at < text.length() && at - start < 6 && isHex(text.charAt(at))) {
			codePoint = codePoint * 16 + Character.digit(text.charAt(at++), 16);
		}
		boolean hex = at > start;
		if (hex) {
			boolean valid = codePoint > 0 && codePoint <= Character.MAX_CODE_POINT
					&& (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
			value.appendCodePoint(valid ? codePoint : '\ufffd');
		}
		boolean space = at < text.length() && (hex ? isSpace(text.charAt(at)) : isNewline(text.charAt(at)));
		if (space) {
			return text.startsWith("\r\n", at) ? at + 2 : at + 1;
		}
		if (!hex && at < text.length()) {
			value.append(text.charAt(at++));
		}
		return at;
	}

	private boolean isNamed(byte[] name, int from, int to) {
		if (to - from < name.length) {
			return false;
		}
		boolean same = to - from == name.length;
		for (int i = 0; same && i < name.length; i++) {
			byte character = this.css[from + i];
			same = name[i] == ((character >= 'A' && character <= 'Z') ? character + 0x20 : character);
		}
		return same || (isEscaped(from, to) && isNamedInAscii(name, decode(from, to)));
	}

	private static boolean isNamedInAscii(byte[] name, String text) {
		boolean same = text.length() == name.length;
		for (int i = 0; same && i < name.length; i++) {
			char character = text.charAt(i);
			same = name[i] == ((character >= 'A' && character <= 'Z') ? character + 0x20 : character);
		}
		return same;
	}

	private boolean isEscaped(int from, int to) {
		for (int at = from; at < to; at++) {
			if (this.css[at] == '\\') {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether a name begins at an index: an identifier or the name of a function.
	 */
	private boolean isName(int at) {
		if (byteAt(at) == '-') {
			return byteAt(at + 1) == '-' || kind(at + 1) == NAME || isEscape(at + 1);
		}
		return kind(at) == NAME || isEscape(at);
	}

	private int nameEnd(int start) {
		int at = start;
		while (at < this.css.length) {
			int kind = kind(at);
			if (kind == NAME || kind == DIGIT || this.css[at] == '-') {
				at++;
			}
			else if (isEscape(at)) {
				at = escapeEnd(at);
			}
			else {
				break;
			}
		}
		return at;
	}

	private boolean isNumber(int at) {
		int sign = (byteAt(at) == '+' || byteAt(at) == '-') ? 1 : 0;
		int point = (byteAt(at + sign) == '.') ? 1 : 0;
		return kind(at + sign + point) == DIGIT;
	}

	/**
	 * Read a number and its unit.
	 */
	private void number() {
		int start = this.position;
		int at = digitsEnd(start + 1);
		if (byteAt(start) != '.' && byteAt(at) == '.' && kind(at + 1) == DIGIT) {
			at = digitsEnd(at + 1);
		}
		int sign = (byteAt(at + 1) == '+' || byteAt(at + 1) == '-') ? 1 : 0;
		if ((byteAt(at) == 'e' || byteAt(at) == 'E') && kind(at + 1 + sign) == DIGIT) {
			at = digitsEnd(at + 1 + sign);
		}
		this.position = isName(at) ? nameEnd(at) : at;
		this.url = false;
	}

	private int digitsEnd(int start) {
		int at = start;
		while (kind(at) == DIGIT) {
			at++;
		}
		return at;
	}

	private boolean isEscape(int at) {
		return byteAt(at) == '\\' && at + 1 < this.css.length && !isNewline(byteAt(at + 1));
	}

	private int escapeEnd(int escape) {
		int at = escape + 1;
		while (at < escape + 7 && isHex(byteAt(at))) {
			at++;
		}
		if (at == escape + 1) {
			return Math.min(at + 1, this.css.length);
		}
		if (byteAt(at) == '\r' && byteAt(at + 1) == '\n') {
			return at + 2;
		}
		return isSpace(byteAt(at)) ? at + 1 : at;
	}

	private int skipSpace(int start) {
		int at = start;
		while (kind(at) == SPACE) {
			at++;
		}
		return at;
	}

	private int byteAt(int at) {
		return (at < this.css.length) ? this.css[at] & 0xff : -1;
	}

	private int kind(int at) {
		return (at < this.css.length) ? KINDS[this.css[at] & 0xff] : 0;
	}

	private static boolean isHex(int character) {
		return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f')
				|| (character >= 'A' && character <= 'F');
	}

	private static boolean isNewline(int character) {
		return character == '\n' || character == '\r' || character == '\f';
	}

	private static boolean isSpace(int character) {
		return character == ' ' || character == '\t' || isNewline(character);
	}

	private static byte[] kinds() {
		byte[] kinds = new byte[256];
		Arrays.fill(kinds, 0x80, 0x100, NAME);
		Arrays.fill(kinds, 'a', 'z' + 1, NAME);
		Arrays.fill(kinds, 'A', 'Z' + 1, NAME);
		Arrays.fill(kinds, '0', '9' + 1, DIGIT);
		kinds['_'] = NAME;
		kinds[0] = NAME;
		for (char space : " \t\n\r\f".toCharArray()) {
			kinds[space] = SPACE;
		}
		return kinds;
	}

}
