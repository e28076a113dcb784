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

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Finds the tags, comments, doctypes and texts of a page, as the HTML standard says. It
 * is given the bytes of the page in pieces of any size, in an encoding in which the
 * characters of ASCII are the bytes of ASCII.
 * <p>
 * Positions are indexes into {@link #buffer()}, and valid during a call of the
 * {@link Tokens}.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">HTML,
 * tokenization</a>
 */
final class Tokenizer {

	/**
	 * The length up to which a tag, a comment or a doctype is held in memory.
	 */
	private static final int MAX_TOKEN = 4 * 1024 * 1024;

	private static final byte[] COMMENT = ascii("<!--");

	private static final byte[] DOCTYPE = ascii("<!doctype");

	private static final byte[] CDATA = ascii("<![CDATA[");

	private static final byte[] CDATA_END = ascii("]]>");

	private static final byte[] SCRIPT = ascii("<script");

	private static final byte[] SCRIPT_END = ascii("</script");

	private final Tokens tokens;

	private byte[] buffer = {};

	private int start;

	private int limit;

	private boolean last;

	/**
	 * The number of bytes to wait for, so that the time for a long token is linear.
	 */
	private int awaited;

	/**
	 * The beginning of the end tag of the element whose content is text, without white
	 * space and the greater-than sign.
	 */
	private byte @Nullable [] textEnd;

	private boolean inCdata;

	/**
	 * 1 after {@code <!--} in a script, 2 in what looks like a script there.
	 */
	private int escaped;

	private int dashes;

	private int nameEnd;

	private boolean selfClosing;

	private int attributeCount;

	/**
	 * Of each attribute the start and the end of its name and of its value.
	 */
	private int[] attributes = new int[40];

	Tokenizer(Tokens tokens) {
		this.tokens = tokens;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	byte[] buffer() {
		return this.buffer;
	}

	/**
	 * Return the start of the token that is passed on. After the end of the page: the
	 * start of the tag that is not complete, or the limit.
	 */
	int start() {
		return this.start;
	}

	int limit() {
		return this.limit;
	}

	int nameEnd() {
		return this.nameEnd;
	}

	boolean isSelfClosing() {
		return this.selfClosing;
	}

	int attributeCount() {
		return this.attributeCount;
	}

	/**
	 * Return a position of an attribute.
	 * @param index the index of the attribute
	 * @param which 0 for the start of the name, 1 for its end, 2 for the start of the
	 * value and 3 for its end
	 */
	int attribute(int index, int which) {
		return this.attributes[4 * index + which];
	}

	/**
	 * Read the next bytes. The array may be changed after this call.
	 */
	void write(byte[] bytes, int offset, int length) {
		int kept = this.limit - this.start;
		if (kept == 0) {
			this.buffer = bytes;
			this.start = offset;
			this.limit = offset + length;
		}
		else {
			if (this.buffer.length - this.limit < length) {
				hold(kept, length);
			}
			System.arraycopy(bytes, offset, this.buffer, this.limit, length);
			this.limit += length;
		}
		this.tokens.resume(this.start);
		read();
		requireShort(this.limit);
		this.tokens.pause(this.start);
		if (kept == 0 && this.start < this.limit) {
			hold(this.limit - this.start, 0);
		}
	}

	/**
	 * Move the bytes of the token that is being read to a buffer of our own.
	 */
	private void hold(int kept, int more) {
		byte[] held = new byte[Math.max(2 * (kept + more), 1024)];
		System.arraycopy(this.buffer, this.start, held, 0, kept);
		this.buffer = held;
		this.start = 0;
		this.limit = kept;
	}

	private void requireShort(int end) {
		Assert.state(end - this.start <= MAX_TOKEN,
				() -> "A tag, comment or doctype of the page is longer than " + MAX_TOKEN + " bytes");
	}

	/**
	 * End the page. A tag that is not complete is not passed on.
	 */
	void end() {
		this.last = true;
		this.awaited = 0;
		this.tokens.resume(this.start);
		read();
	}

	private void read() {
		if (this.limit - this.start < this.awaited) {
			return;
		}
		int before;
		do {
			before = this.start;
			if (this.inCdata) {
				cdata();
			}
			else if (this.textEnd != null) {
				textElement(this.textEnd);
			}
			else {
				data();
			}
		}
		while (this.start != before);
		this.awaited = 2 * (this.limit - this.start);
	}

	private void text(int end) {
		if (end > this.start) {
			this.tokens.text(this.start, end);
			this.start = end;
		}
	}

	private void data() {
		int i = indexOf('<', this.start);
		while (i < this.limit && !startsMarkup(byteAt(i + 1))) {
			i = indexOf('<', i + 1);
		}
		text(i);
		int next = byteAt(i + 1);
		if (isLetter(next)) {
			tag(i + 1);
		}
		else if (next == '/') {
			slash();
		}
		else if (next == '!') {
			declaration();
		}
		else if (next == '?') {
			bogusComment(1);
		}
	}

	private boolean startsMarkup(int next) {
		return isLetter(next) || next == '/' || next == '!' || next == '?' || (next < 0 && !this.last);
	}

	/**
	 * Return a byte, or -1 after the last one.
	 */
	private int byteAt(int i) {
		return (i < this.limit) ? this.buffer[i] & 0xFF : -1;
	}

	/**
	 * Return the next position of a byte, or the limit if there is none.
	 */
	private int indexOf(int c, int from) {
		byte[] bytes = this.buffer;
		int i = from;
		while (i < this.limit && bytes[i] != c) {
			i++;
		}
		return i;
	}

	private void slash() {
		int next = byteAt(this.start + 2);
		if (isLetter(next)) {
			tag(this.start + 2);
		}
		else if (next == '>') {
			this.tokens.edge();
			this.start += 3;
		}
		else if (next >= 0) {
			bogusComment(2);
		}
		else if (this.last) {
			text(this.limit);
		}
	}

	private void tag(int name) {
		int i = name;
		while (i < this.limit && !endsName(this.buffer[i])) {
			i++;
		}
		this.nameEnd = i;
		this.selfClosing = false;
		this.attributeCount = 0;
		for (int c = byteAt(i); c != '>'; c = byteAt(i)) {
			if (c < 0) {
				return;
			}
			this.selfClosing = c == '/';
			i = (c == '/' || isSpace(c)) ? i + 1 : attribute(i);
		}
		requireShort(i + 1);
		this.textEnd = null;
		if (name == this.start + 1) {
			this.tokens.startTag(this.start, i + 1);
		}
		else {
			this.tokens.endTag(this.start, i + 1);
		}
		this.start = i + 1;
	}

	/**
	 * Read an attribute.
	 * @return the position after it, which is not below the limit if it is not complete
	 */
	private int attribute(int name) {
		int i = name + 1;
		while (i < this.limit && this.buffer[i] != '=' && !endsName(this.buffer[i])) {
			i++;
		}
		int nameEnd = i;
		int value = i;
		int valueEnd = i;
		int equals = skipSpace(i);
		if (byteAt(equals) == '=') {
			i = skipSpace(equals + 1);
			int quote = byteAt(i);
			if (quote == '"' || quote == '\'') {
				value = i + 1;
				valueEnd = indexOf(quote, value);
				i = valueEnd + 1;
			}
			else if (quote != '>') {
				value = i;
				while (i < this.limit && this.buffer[i] != '>' && !isSpace(this.buffer[i])) {
					i++;
				}
				valueEnd = i;
			}
		}
		int n = 4 * this.attributeCount++;
		this.attributes = (n < this.attributes.length) ? this.attributes : Arrays.copyOf(this.attributes, 2 * n);
		this.attributes[n] = name;
		this.attributes[n + 1] = nameEnd;
		this.attributes[n + 2] = value;
		this.attributes[n + 3] = valueEnd;
		return i;
	}

	private int skipSpace(int from) {
		int i = from;
		while (i < this.limit && isSpace(this.buffer[i])) {
			i++;
		}
		return i;
	}

	private void declaration() {
		if (startsWith(this.start, COMMENT)) {
			comment(this.start + COMMENT.length);
		}
		else if (startsWith(this.start, DOCTYPE)) {
			doctype(indexOf('>', this.start));
		}
		else if (startsWith(this.start, CDATA) && this.tokens.allowsCdata()) {
			this.tokens.edge();
			this.inCdata = true;
			this.start += CDATA.length;
		}
		else {
			bogusComment(2);
		}
	}

	/**
	 * Return whether a word is at a position. Its lower-case letters match both cases.
	 */
	private boolean startsWith(int from, byte[] word) {
		for (int i = 0; i < word.length; i++) {
			int c = byteAt(from + i);
			if (c != word[i] && TagName.lower(c) != word[i]) {
				return false;
			}
		}
		return true;
	}

	private void doctype(int textEnd) {
		if (textEnd < this.limit || this.last) {
			int end = Math.min(textEnd + 1, this.limit);
			requireShort(end);
			this.tokens.doctype(this.start, end, this.start + DOCTYPE.length, textEnd);
			this.start = end;
		}
	}

	private void bogusComment(int prefix) {
		int end = indexOf('>', this.start);
		if (end < this.limit || this.last) {
			comment(this.start + prefix, end, Math.min(end + 1, this.limit));
		}
	}

	private void comment(int text) {
		for (int i = indexOf('>', text); i < this.limit; i = indexOf('>', i + 1)) {
			int textEnd = endOfComment(text, i);
			if (textEnd >= text) {
				comment(text, textEnd, i + 1);
				return;
			}
		}
		if (this.last) {
			int textEnd = endOfComment(text, this.limit);
			int dash = (this.buffer[this.limit - 1] == '-') ? 1 : 0;
			comment(text, (textEnd >= text) ? textEnd : this.limit - dash, this.limit);
		}
	}

	/**
	 * Return the end of the text of a comment, or a position before the text if the
	 * comment does not end at a position.
	 */
	private int endOfComment(int text, int end) {
		if (end == text || (end == text + 1 && this.buffer[text] == '-')) {
			return text;
		}
		int dash = (this.buffer[end - 1] == '!') ? end - 2 : end - 1;
		return (this.buffer[dash] == '-' && this.buffer[dash - 1] == '-') ? dash - 1 : -1;
	}

	private void comment(int text, int textEnd, int end) {
		requireShort(end);
		this.tokens.comment(this.start, end, text, textEnd);
		this.start = end;
	}

	private void cdata() {
		int i = indexOf(']', this.start);
		while (this.limit - i >= CDATA_END.length && !startsWith(i, CDATA_END)) {
			i = indexOf(']', i + 1);
		}
		if (startsWith(i, CDATA_END)) {
			text(i);
			this.tokens.edge();
			this.inCdata = false;
			this.start += CDATA_END.length;
		}
		else {
			text(this.last ? this.limit : i);
		}
	}

	/**
	 * Treat the bytes that follow as the text of an element, up to its end tag.
	 */
	void readText(TagName element) {
		this.textEnd = element.is("script") ? SCRIPT_END : ascii("</" + element);
		this.escaped = 0;
		this.dashes = 0;
	}

	private void textElement(byte[] textEnd) {
		for (int i = this.start; i < this.limit; i++) {
			byte c = this.buffer[i];
			if (c == '>' && this.dashes >= 2) {
				this.escaped = 0;
			}
			this.dashes = (c == '-') ? this.dashes + 1 : 0;
			if (c == '<') {
				if (this.limit - i <= textEnd.length && !this.last) {
					text(i);
					return;
				}
				boolean ends = startsTag(i, textEnd);
				if (ends && this.escaped < 2) {
					text(i);
					tag(i + 2);
					return;
				}
				if (textEnd == SCRIPT_END && this.escaped == 0 && startsWith(i, COMMENT)) {
					this.escaped = 1;
				}
				else if (this.escaped > 0) {
					this.escaped = ends ? 1 : startsTag(i, SCRIPT) ? 2 : this.escaped;
				}
			}
		}
		text(this.limit);
	}

	private boolean startsTag(int i, byte[] tag) {
		return startsWith(i, tag) && endsName(byteAt(i + tag.length));
	}

	private static boolean endsName(int c) {
		return c <= '>' && (c == '>' || c == '/' || isSpace(c));
	}

	private static boolean isSpace(int c) {
		return c <= ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f');
	}

	private static boolean isLetter(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	}

	/**
	 * Receives the tokens of a page.
	 */
	interface Tokens {

		/**
		 * More bytes are there. The bytes from a position on have not yet been passed on.
		 */
		void resume(int position);

		/**
		 * All tokens before a position have been passed on. The buffer changes after this
		 * call.
		 */
		void pause(int position);

		/**
		 * Receive a part of a text.
		 */
		void text(int from, int to);

		/**
		 * A CDATA section begins or ends, or there is an end tag without a name: this
		 * ends a text.
		 */
		void edge();

		void startTag(int from, int to);

		void endTag(int from, int to);

		void comment(int from, int to, int textFrom, int textTo);

		void doctype(int from, int to, int textFrom, int textTo);

		/**
		 * Return whether a CDATA section may begin.
		 */
		boolean allowsCdata();

	}

}
