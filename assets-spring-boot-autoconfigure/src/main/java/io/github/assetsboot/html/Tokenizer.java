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

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Finds the tags, comments, doctypes and texts of a page, by the states of the HTML
 * standard. It is given the bytes of the page in pieces of any size, in an encoding in
 * which the characters of ASCII are the bytes of ASCII.
 * <p>
 * Positions are indexes into {@link #buffer()}. They are valid during a call of the
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
	static final int MAX_TOKEN = 4 * 1024 * 1024;

	private static final byte[] COMMENT_START = { '-', '-' };

	private static final byte[] DOCTYPE = { 'd', 'o', 'c', 't', 'y', 'p', 'e' };

	private static final byte[] CDATA = { '[', 'C', 'D', 'A', 'T', 'A', '[' };

	private final Tokens tokens;

	private byte[] buffer = {};

	private int limit;

	private int position;

	/**
	 * The start of the token that is being read, or of the bytes that have been read last.
	 */
	private int start;

	private State state = State.DATA;

	/**
	 * The name of the element whose content is text.
	 */
	private TagName textElement = TagName.SCRIPT;

	private Escape escape = Escape.NONE;

	private int dashes;

	private boolean endTag;

	private boolean selfClosing;

	private int nameEnd;

	private int[] attributes = new int[40];

	private int attributeCount;

	Tokenizer(Tokens tokens) {
		this.tokens = tokens;
	}

	byte[] buffer() {
		return this.buffer;
	}

	/**
	 * Read the next bytes. The array may be changed after this call.
	 */
	void write(byte[] bytes, int offset, int length) {
		int kept = this.limit - this.start;
		boolean held = kept > 0;
		if (held) {
			if (this.buffer.length - this.limit < length) {
				hold(kept, length);
			}
			System.arraycopy(bytes, offset, this.buffer, this.limit, length);
			this.limit += length;
		}
		else {
			this.buffer = bytes;
			move(offset);
			this.limit = offset + length;
		}
		this.tokens.resume(this.start);
		read();
		if ((this.state == State.COMMENT || this.state == State.BOGUS_COMMENT) && !this.tokens.needsComment()) {
			this.start = this.position;
		}
		this.tokens.pause(this.start);
		if (!held && this.start < this.limit) {
			hold(this.limit - this.start, 0);
		}
	}

	/**
	 * Move the bytes of the token that is being read to a buffer of ours.
	 */
	private void hold(int kept, int more) {
		Assert.state(kept <= MAX_TOKEN,
				() -> "A tag, comment or doctype of the page is longer than " + MAX_TOKEN + " bytes");
		byte[] held = new byte[Math.max(2 * (kept + more), 1024)];
		System.arraycopy(this.buffer, this.start, held, 0, kept);
		this.buffer = held;
		move(0);
		this.limit = kept;
	}

	private void move(int start) {
		this.position += start - this.start;
		this.nameEnd += start - this.start;
		this.start = start;
	}

	/**
	 * End the page. A tag that is not complete is no tag.
	 */
	void end() {
		switch (this.state) {
			case TAG_OPEN, END_TAG_OPEN, TEXT_ELEMENT, SCRIPT, CDATA, DATA, PLAINTEXT -> text(this.limit);
			case MARKUP_DECLARATION, BOGUS_COMMENT -> bogusComment(this.limit, this.limit);
			case COMMENT_START, COMMENT_START_DASH, COMMENT, COMMENT_END_DASH, COMMENT_END, COMMENT_END_BANG ->
				comment(Math.max(this.limit - endedDashes(), this.start + 4), this.limit);
			case DOCTYPE -> doctype(this.limit, this.limit);
			default -> {
			}
		}
	}

	private int endedDashes() {
		return switch (this.state) {
			case COMMENT_START_DASH, COMMENT_END_DASH -> 1;
			case COMMENT_END -> 2;
			case COMMENT_END_BANG -> 3;
			default -> 0;
		};
	}

	private void read() {
		while (this.position < this.limit) {
			boolean goesOn = switch (this.state) {
				case DATA -> data();
				case PLAINTEXT -> text(this.limit);
				case TEXT_ELEMENT -> textElement();
				case SCRIPT -> script();
				case CDATA -> cdata();
				case TAG_OPEN -> tagOpen();
				case END_TAG_OPEN -> endTagOpen();
				case TAG_NAME -> tagName();
				case BEFORE_ATTRIBUTE_NAME -> beforeAttributeName();
				case ATTRIBUTE_NAME -> attributeName();
				case AFTER_ATTRIBUTE_NAME -> afterAttributeName();
				case BEFORE_ATTRIBUTE_VALUE -> beforeAttributeValue();
				case VALUE_IN_DOUBLE_QUOTES -> quotedValue('"');
				case VALUE_IN_SINGLE_QUOTES -> quotedValue('\'');
				case UNQUOTED_VALUE -> unquotedValue();
				case SELF_CLOSING -> selfClosing();
				case MARKUP_DECLARATION -> markupDeclaration();
				case BOGUS_COMMENT -> bogusComment();
				case COMMENT_START, COMMENT_START_DASH, COMMENT, COMMENT_END_DASH, COMMENT_END, COMMENT_END_BANG ->
					comment();
				case DOCTYPE -> doctype();
			};
			if (!goesOn) {
				return;
			}
		}
	}

	/**
	 * Emit the text from the start to a position, which is the start of the next token.
	 */
	private boolean text(int end) {
		if (end > this.start) {
			this.tokens.text(this.start, end);
		}
		this.start = end;
		this.position = end;
		return true;
	}

	private boolean data() {
		int i = indexOf('<', this.position);
		if (i < 0) {
			return text(this.limit);
		}
		if (i > this.start) {
			text(i);
		}
		this.position = i + 1;
		this.state = State.TAG_OPEN;
		return true;
	}

	private int indexOf(char c, int from) {
		byte[] bytes = this.buffer;
		for (int i = from; i < this.limit; i++) {
			if (bytes[i] == c) {
				return i;
			}
		}
		return -1;
	}

	private boolean tagOpen() {
		byte next = this.buffer[this.position];
		if (isLetter(next)) {
			beginTag(false);
		}
		else if (next == '/') {
			this.position++;
			this.state = State.END_TAG_OPEN;
		}
		else if (next == '!') {
			this.position++;
			this.state = State.MARKUP_DECLARATION;
		}
		else if (next == '?') {
			this.state = State.BOGUS_COMMENT;
		}
		else {
			this.state = State.DATA;
		}
		return true;
	}

	private boolean endTagOpen() {
		byte next = this.buffer[this.position];
		if (isLetter(next)) {
			beginTag(true);
		}
		else if (next == '>') {
			this.position++;
			this.state = State.DATA;
		}
		else {
			this.state = State.BOGUS_COMMENT;
		}
		return true;
	}

	private void beginTag(boolean endTag) {
		this.endTag = endTag;
		this.selfClosing = false;
		this.attributeCount = 0;
		this.state = State.TAG_NAME;
	}

	private boolean tagName() {
		for (int i = this.position; i < this.limit; i++) {
			byte c = this.buffer[i];
			if (c <= '>' && (c == '>' || c == '/' || isSpace(c))) {
				this.nameEnd = i;
				return afterName(i);
			}
		}
		this.position = this.limit;
		return true;
	}

	/**
	 * Go on at the white space, slash or greater-than sign that ends a name or value.
	 */
	private boolean afterName(int i) {
		this.position = i + 1;
		byte c = this.buffer[i];
		if (c == '>') {
			emitTag();
		}
		else {
			this.state = (c == '/') ? State.SELF_CLOSING : State.BEFORE_ATTRIBUTE_NAME;
		}
		return true;
	}

	private boolean selfClosing() {
		if (this.buffer[this.position] == '>') {
			this.selfClosing = true;
			this.position++;
			emitTag();
		}
		else {
			this.state = State.BEFORE_ATTRIBUTE_NAME;
		}
		return true;
	}

	private boolean beforeAttributeName() {
		skipSpace();
		if (this.position < this.limit) {
			byte c = this.buffer[this.position];
			if (c == '>' || c == '/') {
				return afterName(this.position);
			}
			if (this.attributes.length < (this.attributeCount + 1) * 4) {
				this.attributes = Arrays.copyOf(this.attributes, this.attributes.length * 2);
			}
			int offset = this.position - this.start;
			int i = this.attributeCount++ * 4;
			this.attributes[i] = offset;
			// an equals sign here belongs to the name
			this.position++;
			endAttribute(i, this.position, this.position, this.position);
			this.state = State.ATTRIBUTE_NAME;
		}
		return true;
	}

	private void endAttribute(int i, int nameEnd, int valueStart, int valueEnd) {
		this.attributes[i + 1] = nameEnd - this.start;
		this.attributes[i + 2] = valueStart - this.start;
		this.attributes[i + 3] = valueEnd - this.start;
	}

	private void endValue(int end) {
		this.attributes[this.attributeCount * 4 - 1] = end - this.start;
	}

	private boolean attributeName() {
		for (int i = this.position; i < this.limit; i++) {
			byte c = this.buffer[i];
			if (c <= '>' && (c == '=' || c == '>' || c == '/' || isSpace(c))) {
				endAttribute((this.attributeCount - 1) * 4, i, i, i);
				if (c == '=') {
					this.position = i + 1;
					this.state = State.BEFORE_ATTRIBUTE_VALUE;
					return true;
				}
				if (isSpace(c)) {
					this.position = i;
					this.state = State.AFTER_ATTRIBUTE_NAME;
					return true;
				}
				return afterName(i);
			}
		}
		this.position = this.limit;
		return true;
	}

	private boolean afterAttributeName() {
		skipSpace();
		if (this.position < this.limit) {
			if (this.buffer[this.position] == '=') {
				this.position++;
				this.state = State.BEFORE_ATTRIBUTE_VALUE;
			}
			else {
				this.state = State.BEFORE_ATTRIBUTE_NAME;
			}
		}
		return true;
	}

	private boolean beforeAttributeValue() {
		skipSpace();
		if (this.position < this.limit) {
			byte c = this.buffer[this.position];
			if (c == '>') {
				return afterName(this.position);
			}
			boolean quoted = c == '"' || c == '\'';
			this.position += quoted ? 1 : 0;
			this.attributes[this.attributeCount * 4 - 2] = this.position - this.start;
			endValue(this.position);
			this.state = !quoted ? State.UNQUOTED_VALUE
					: (c == '"') ? State.VALUE_IN_DOUBLE_QUOTES : State.VALUE_IN_SINGLE_QUOTES;
		}
		return true;
	}

	private boolean quotedValue(char quote) {
		int i = indexOf(quote, this.position);
		this.position = (i < 0) ? this.limit : i + 1;
		if (i >= 0) {
			endValue(i);
			this.state = State.BEFORE_ATTRIBUTE_NAME;
		}
		return true;
	}

	private boolean unquotedValue() {
		for (int i = this.position; i < this.limit; i++) {
			byte c = this.buffer[i];
			if (c == '>' || isSpace(c)) {
				endValue(i);
				return afterName(i);
			}
		}
		this.position = this.limit;
		return true;
	}

	private void skipSpace() {
		while (this.position < this.limit && isSpace(this.buffer[this.position])) {
			this.position++;
		}
	}

	private void emitTag() {
		this.state = State.DATA;
		int end = this.position;
		if (this.endTag) {
			this.tokens.endTag(this.start, end);
		}
		else {
			this.tokens.startTag(this.start, end);
		}
		this.start = end;
	}

	/**
	 * Treat the bytes that follow as the text of an element, up to its end tag.
	 */
	void readText(TagName element) {
		this.textElement = element;
		this.escape = Escape.NONE;
		this.state = element.is("plaintext") ? State.PLAINTEXT
				: element.is("script") ? State.SCRIPT : State.TEXT_ELEMENT;
	}

	private boolean textElement() {
		int i = indexOf('<', this.position);
		if (i < 0) {
			return text(this.limit);
		}
		return endTagOfTextElement(i);
	}

	/**
	 * Look whether the end tag of the element whose content is text begins at a position.
	 */
	private boolean endTagOfTextElement(int i) {
		Boolean found = follows(i + 1, '/', this.textElement.bytes());
		if (found == null) {
			return waitAt(i);
		}
		if (found) {
			text(i);
			int end = i + 2 + this.textElement.bytes().length;
			beginTag(true);
			this.position = end;
			this.nameEnd = end;
			return afterName(end);
		}
		this.position = i + 1;
		return true;
	}

	/**
	 * Wait at a position for more bytes.
	 */
	private boolean waitAt(int i) {
		text(i);
		return false;
	}

	/**
	 * Return whether a name follows at a position, and white space, a slash or a
	 * greater-than sign after it.
	 * @return {@code null} if there are not yet enough bytes to tell
	 */
	private @Nullable Boolean follows(int i, char prefix, byte[] name) {
		if (prefix != 0) {
			if (i >= this.limit) {
				return null;
			}
			if (this.buffer[i] != prefix) {
				return false;
			}
			i++;
		}
		Boolean found = startsWith(i, name, true);
		if (found != null && found) {
			int end = i + name.length;
			return (end >= this.limit) ? null
					: this.buffer[end] == '>' || this.buffer[end] == '/' || isSpace(this.buffer[end]);
		}
		return found;
	}

	private @Nullable Boolean startsWith(int i, byte[] word, boolean ignoreCase) {
		for (int n = 0; n < word.length; n++) {
			if (i + n >= this.limit) {
				return null;
			}
			byte c = this.buffer[i + n];
			if ((ignoreCase ? TagName.lower(c) : c) != word[n]) {
				return false;
			}
		}
		return true;
	}

	private boolean script() {
		for (int i = this.position; i < this.limit; i++) {
			byte c = this.buffer[i];
			if (c == '-') {
				this.dashes++;
				continue;
			}
			if (c == '>' && this.dashes >= 2) {
				this.escape = Escape.NONE;
			}
			this.dashes = 0;
			if (c == '<') {
				return lessThanInScript(i);
			}
		}
		return text(this.limit);
	}

	/**
	 * Go on at a less-than sign in a script: at an end tag, or at what looks like a comment
	 * or a script in it.
	 */
	private boolean lessThanInScript(int i) {
		if (i + 1 >= this.limit) {
			return waitAt(i);
		}
		if (this.escape == Escape.NONE) {
			Boolean escaped = (this.buffer[i + 1] == '!') ? startsWith(i + 2, COMMENT_START, false) : Boolean.FALSE;
			if (escaped == null) {
				return waitAt(i);
			}
			if (escaped) {
				this.escape = Escape.ESCAPED;
				this.dashes = 2;
				this.position = i + 4;
				return true;
			}
		}
		else if (this.escape == Escape.ESCAPED && this.buffer[i + 1] != '/') {
			Boolean nested = follows(i + 1, (char) 0, TagName.SCRIPT.bytes());
			if (nested == null) {
				return waitAt(i);
			}
			this.escape = nested ? Escape.DOUBLE_ESCAPED : this.escape;
			this.position = i + 1;
			return true;
		}
		else if (this.escape == Escape.DOUBLE_ESCAPED) {
			Boolean nestedEnd = follows(i + 1, '/', TagName.SCRIPT.bytes());
			if (nestedEnd == null) {
				return waitAt(i);
			}
			this.escape = nestedEnd ? Escape.ESCAPED : this.escape;
			this.position = i + 1;
			return true;
		}
		return endTagOfTextElement(i);
	}

	private boolean cdata() {
		int i = indexOf(']', this.position);
		if (i < 0) {
			return text(this.limit);
		}
		if (i + 2 >= this.limit) {
			if (i + 1 < this.limit && this.buffer[i + 1] != ']') {
				this.position = i + 1;
				return true;
			}
			return waitAt(i);
		}
		if (this.buffer[i + 1] == ']' && this.buffer[i + 2] == '>') {
			text(i);
			this.tokens.edge();
			this.start = i + 3;
			this.position = this.start;
			this.state = State.DATA;
		}
		else {
			this.position = i + 1;
		}
		return true;
	}

	private boolean markupDeclaration() {
		Boolean comment = startsWith(this.position, COMMENT_START, false);
		Boolean doctype = startsWith(this.position, DOCTYPE, true);
		Boolean cdata = this.tokens.allowsCdata() ? startsWith(this.position, CDATA, false) : Boolean.FALSE;
		if (Boolean.TRUE.equals(comment)) {
			this.position += COMMENT_START.length;
			this.state = State.COMMENT_START;
		}
		else if (Boolean.TRUE.equals(doctype)) {
			this.position += DOCTYPE.length;
			this.state = State.DOCTYPE;
		}
		else if (Boolean.TRUE.equals(cdata)) {
			this.position += CDATA.length;
			this.start = this.position;
			this.tokens.edge();
			this.state = State.CDATA;
		}
		else if (comment == null || doctype == null || cdata == null) {
			return false;
		}
		else {
			this.state = State.BOGUS_COMMENT;
		}
		return true;
	}

	private boolean bogusComment() {
		int i = indexOf('>', this.position);
		this.position = (i < 0) ? this.limit : i + 1;
		return i < 0 || bogusComment(i, this.position);
	}

	private boolean bogusComment(int textEnd, int end) {
		int prefix = (textEnd > this.start + 1 && this.buffer[this.start + 1] == '?') ? 1 : 2;
		return emitComment(this.start + prefix, textEnd, end);
	}

	private boolean emitComment(int textStart, int textEnd, int end) {
		this.state = State.DATA;
		this.position = end;
		this.tokens.comment(this.start, end, textStart, textEnd);
		this.start = end;
		return true;
	}

	private boolean comment() {
		while (this.position < this.limit) {
			byte c = this.buffer[this.position++];
			switch (this.state) {
				case COMMENT_START, COMMENT_START_DASH -> {
					if (c == '>') {
						return comment(this.start + 4, this.position);
					}
					this.state = (c != '-') ? State.COMMENT
							: (this.state == State.COMMENT_START) ? State.COMMENT_START_DASH : State.COMMENT_END;
				}
				case COMMENT_END_DASH -> this.state = (c == '-') ? State.COMMENT_END : State.COMMENT;
				case COMMENT_END, COMMENT_END_BANG -> {
					if (c == '>') {
						return comment(this.position - ((this.state == State.COMMENT_END) ? 3 : 4), this.position);
					}
					this.state = (c == '-')
							? ((this.state == State.COMMENT_END) ? State.COMMENT_END : State.COMMENT_END_DASH)
							: (c == '!' && this.state == State.COMMENT_END) ? State.COMMENT_END_BANG : State.COMMENT;
				}
				default -> {
					int i = indexOf('-', this.position - 1);
					this.position = (i < 0) ? this.limit : i + 1;
					this.state = (i < 0) ? State.COMMENT : State.COMMENT_END_DASH;
				}
			}
		}
		return true;
	}

	private boolean comment(int textEnd, int end) {
		return emitComment(this.start + 4, textEnd, end);
	}

	private boolean doctype() {
		int i = indexOf('>', this.position);
		this.position = (i < 0) ? this.limit : i + 1;
		return i < 0 || doctype(i, this.position);
	}

	private boolean doctype(int contentEnd, int end) {
		this.state = State.DATA;
		this.tokens.doctype(this.start, end, contentEnd);
		this.start = end;
		return true;
	}

	/**
	 * Return the start of the tag that the page ends in, or the end of the page.
	 */
	int start() {
		return this.start;
	}

	int limit() {
		return this.limit;
	}

	/**
	 * Return the end of the name of the tag.
	 */
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
	 * Return a position of an attribute of the tag.
	 * @param index the index of the attribute
	 * @param which 0 for the start of the name, 1 for its end, 2 for the start of the value
	 * and 3 for its end
	 */
	int attribute(int index, int which) {
		return this.start + this.attributes[index * 4 + which];
	}

	static boolean isSpace(byte c) {
		return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
	}

	private static boolean isLetter(byte c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	}

	private enum State {

		DATA, PLAINTEXT, TEXT_ELEMENT, SCRIPT, CDATA, TAG_OPEN, END_TAG_OPEN, TAG_NAME, BEFORE_ATTRIBUTE_NAME,
		ATTRIBUTE_NAME, AFTER_ATTRIBUTE_NAME, BEFORE_ATTRIBUTE_VALUE, VALUE_IN_DOUBLE_QUOTES, VALUE_IN_SINGLE_QUOTES,
		UNQUOTED_VALUE, SELF_CLOSING, MARKUP_DECLARATION, BOGUS_COMMENT, COMMENT_START, COMMENT_START_DASH, COMMENT,
		COMMENT_END_DASH, COMMENT_END, COMMENT_END_BANG, DOCTYPE

	}

	/**
	 * How far the text of a script looks like a comment, and like a script in it.
	 */
	private enum Escape {

		NONE, ESCAPED, DOUBLE_ESCAPED

	}

	/**
	 * Receives the tokens of a page.
	 */
	interface Tokens {

		/**
		 * Receive a part of a text.
		 */
		void text(int from, int to);

		void startTag(int from, int to);

		void endTag(int from, int to);

		void comment(int from, int to, int textFrom, int textTo);

		void doctype(int from, int to, int contentTo);

		/**
		 * A CDATA section begins or ends, which ends a text.
		 */
		void edge();

		/**
		 * Return whether the comment that is being read has to be held.
		 */
		boolean needsComment();

		/**
		 * Return whether a CDATA section may begin.
		 */
		boolean allowsCdata();

		/**
		 * More bytes are there. The bytes from a position have not yet been read.
		 */
		void resume(int position);

		/**
		 * All bytes before a position have been read. The buffer changes after this call.
		 */
		void pause(int position);

	}

}
