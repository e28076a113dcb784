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
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Finds the URLs that an ECMAScript module imports.
 * <p>
 * A slash begins a regular expression or is a division, and a brace begins a block or an
 * object. The decision depends on the token before and on the brackets around it, so all
 * tokens up to the last import are read. Each byte is read a bounded number of times.
 * <p>
 * A module that is found to be invalid has no references.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar">ECMAScript, lexical
 * grammar</a>
 */
final class ModuleReferences {

	private static final byte SPACE = 1;

	private static final byte NEWLINE = 2;

	private static final byte WORD = 3;

	private static final byte DIGIT = 4;

	/**
	 * A byte of a character beyond ASCII, which is a space or belongs to a word.
	 */
	private static final byte WIDE = 5;

	private static final byte[] KINDS = kinds();

	private static final byte[] IMPORT = "import".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] EXPORT = "export".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] FROM = "from".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] AS = "as".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] DEFER = "defer".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] SOURCE = "source".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] SOURCE_MAP = "sourceMappingURL=".getBytes(StandardCharsets.US_ASCII);

	private final byte[] module;

	private final List<Reference> references = new ArrayList<>();

	private final List<Reference> sourceMaps = new ArrayList<>();

	private int position;

	private Level level = Level.MODULE;

	/**
	 * Number of question marks at this level that wait for their colon.
	 */
	private int conditions;

	private Level[] outer = new Level[16];

	private int[] outerConditions = new int[16];

	private int depth;

	/**
	 * Whether the previous token ends an operand, so that a slash is a division.
	 */
	private boolean operand;

	/**
	 * Whether a statement begins here, so that a brace opens a block.
	 */
	private boolean statement = true;

	/**
	 * Whether the name of a member is here, which can be a keyword.
	 */
	private boolean member;

	/**
	 * Whether a line ends between the previous token and this one.
	 */
	private boolean newline;

	private Previous previous = Previous.OTHER;

	/**
	 * Whether the function after {@code async} is a declaration.
	 */
	private boolean asyncDeclaration;

	/**
	 * Parameters that follow the keyword {@code function} and a name.
	 */
	private @Nullable Level parameters;

	private ModuleReferences(byte[] module) {
		this.module = module;
	}

	/**
	 * Find the URLs that a module imports.
	 * @param module text of the module in UTF-8
	 * @return the literal URLs of its static and dynamic imports, in their order
	 */
	static List<Reference> find(byte[] module) {
		int from = lastIndexOf(module, FROM, module.length);
		int last = Math.max(lastIndexOf(module, IMPORT, module.length), lastIndexOf(module, EXPORT, from));
		ModuleReferences found = new ModuleReferences(module);
		return found.scan(last) ? found.references : List.of();
	}

	/**
	 * Find the comments that name a source map.
	 * @param module text of the module in UTF-8
	 * @return the source maps, each with the range of its comment's text; with spaces
	 * there, the comment is empty
	 */
	static List<Reference> findSourceMaps(byte[] module) {
		ModuleReferences found = new ModuleReferences(module);
		return found.scan(lastIndexOf(module, SOURCE_MAP, module.length)) ? found.sourceMaps : List.of();
	}

	/**
	 * Read the tokens that begin before or at a position.
	 * @param last the position
	 * @return {@code false} if the module is invalid
	 */
	private boolean scan(int last) {
		if (last >= 0) {
			skipHashbang();
		}
		boolean valid = true;
		while (valid && this.position <= last) {
			int first = this.module[this.position];
			switch (KINDS[first & 0xff]) {
				case SPACE -> this.position++;
				case NEWLINE -> {
					this.position++;
					this.newline = true;
				}
				case WORD -> word();
				case DIGIT -> number();
				case WIDE -> {
					int width = wideSpace(this.position);
					if (width > 0) {
						this.newline |= isWideNewline(this.position);
						this.position += width;
					}
					else {
						word();
					}
				}
				default -> valid = punctuator(first);
			}
		}
		return valid;
	}

	private void skipHashbang() {
		int start = (wideSpace(0) == 3) ? 3 : 0;
		if (byteAt(start) == '#' && byteAt(start + 1) == '!') {
			this.position = lineEnd(start);
		}
	}

	private boolean punctuator(int first) {
		int at = this.position++;
		switch (first) {
			case '"', '\'' -> {
				return operand(stringEnd(at));
			}
			case '`' -> {
				return template(at + 1);
			}
			case '/' -> {
				return slash(at);
			}
			case '(' -> openParenthesis();
			case '[' -> {
				open(Level.BRACKETS);
				after(false);
			}
			case '{' -> openBrace();
			case ')', ']', '}' -> {
				return close(first);
			}
			case ';' -> {
				after(false);
				this.conditions = 0;
				this.statement = this.level.statements;
				this.member = this.level.isClass();
				return !this.level.isClassHead();
			}
			case ',' -> {
				after(false);
				this.member = (this.level == Level.OBJECT);
			}
			case ':' -> colon();
			case '?' -> questionMark(at);
			case '.' -> dot(at);
			case '#' -> {
				after(false);
				this.previous = Previous.DOT;
			}
			case '+', '-' -> {
				boolean twice = (byteAt(at + 1) == first);
				this.position += twice ? 1 : 0;
				after(twice && this.operand && !this.newline);
			}
			case '*' -> {
				boolean generator = this.member;
				after(false);
				this.member = generator;
			}
			case '=' -> {
				after(false);
				if (byteAt(at + 1) == '>') {
					this.position++;
					this.previous = Previous.ARROW;
				}
			}
			case '\\' -> {
				this.position = at;
				word();
			}
			default -> after(false);
		}
		return true;
	}

	/**
	 * Note that a token was read that has no special meaning for the next one.
	 */
	private void after(boolean operand) {
		this.operand = operand;
		this.statement = false;
		this.member = false;
		this.newline = false;
		this.previous = Previous.OTHER;
	}

	private void afterStatement() {
		after(false);
		this.statement = true;
	}

	private boolean operand(int end) {
		this.position = end;
		after(true);
		return end >= 0;
	}

	private void word() {
		int from = this.position;
		int to = wordEnd(from);
		this.position = to;
		boolean named = this.previous == Previous.DOT || this.parameters != null || this.member;
		Keyword keyword = named ? null : keyword(from, to);
		if (this.newline && this.operand && this.level.isClass() && keyword != Keyword.IN
				&& keyword != Keyword.INSTANCEOF) {
			this.member = true;
			keyword = null;
		}
		if (keyword != null) {
			keyword(keyword);
		}
		else if (this.previous == Previous.JUMP && !this.newline) {
			afterStatement();
		}
		else {
			boolean modifier = this.member && this.previous != Previous.DOT;
			after(true);
			this.member = modifier;
		}
	}

	private void keyword(Keyword keyword) {
		switch (keyword) {
			case IMPORT -> importKeyword();
			case EXPORT -> exportKeyword();
			case FUNCTION -> {
				boolean async = this.previous == Previous.ASYNC && !this.newline;
				boolean declaration = async ? this.asyncDeclaration : isDeclaration();
				this.parameters = declaration ? Level.PARAMETERS : Level.PARAMETERS_OF_EXPRESSION;
				after(false);
			}
			case CLASS -> {
				open(isDeclaration() ? Level.CLASS_HEAD : Level.CLASS_EXPRESSION_HEAD);
				after(true);
			}
			case ASYNC -> {
				this.asyncDeclaration = isDeclaration();
				after(true);
				this.previous = Previous.ASYNC;
			}
			case DEFAULT -> {
				after(false);
				this.previous = Previous.DEFAULT;
			}
			case RETURN, YIELD -> {
				after(false);
				this.previous = Previous.RETURN;
			}
			case BREAK, CONTINUE -> {
				afterStatement();
				this.previous = Previous.JUMP;
			}
			case IF, WHILE, WITH -> {
				afterStatement();
				this.previous = Previous.HEAD;
			}
			case FOR -> {
				afterStatement();
				this.previous = Previous.LOOP;
			}
			case AWAIT -> {
				boolean loop = this.previous == Previous.LOOP;
				after(false);
				this.previous = loop ? Previous.LOOP : Previous.OTHER;
			}
			case OF -> after(!this.operand || this.level != Level.LOOP);
			case DEBUGGER, DO, ELSE, FINALLY, TRY -> afterStatement();
			default -> after(false);
		}
	}

	/**
	 * Return whether the function or class that begins here is a declaration. After an
	 * operand, a semicolon was left out.
	 */
	private boolean isDeclaration() {
		return this.statement || this.operand || this.previous == Previous.DEFAULT;
	}

	private void importKeyword() {
		after(true);
		int at = skipGap(this.position);
		int next = byteAt(at);
		if (next == '.') {
			int from = skipGap(at + 1);
			int to = wordEnd(from);
			if (!isAt(DEFER, from, to) && !isAt(SOURCE, from, to)) {
				return;
			}
			at = skipGap(to);
			next = byteAt(at);
		}
		if (next == '(') {
			importCall(skipGap(at + 1));
		}
		else if (this.level == Level.MODULE) {
			importClause(at, true);
		}
	}

	private void importCall(int at) {
		int end = literalEnd(at);
		int next = (end >= 0) ? byteAt(skipGap(end)) : -1;
		if (next == ')' || next == ',') {
			add(at, end);
		}
	}

	private void exportKeyword() {
		afterStatement();
		int at = skipGap(this.position);
		if (this.level != Level.MODULE) {
			return;
		}
		if (byteAt(at) == '*') {
			importClause(at, false);
		}
		else if (byteAt(at) == '{') {
			int end = namesEnd(at);
			if (end >= 0) {
				this.position = end;
				int from = skipGap(end);
				int to = wordEnd(from);
				if (isAt(FROM, from, to)) {
					importClause(skipGap(to), true);
				}
			}
		}
	}

	/**
	 * Read the rest of an import declaration. If it is none, the tokens are read once
	 * more, one by one.
	 * @param start index of a token
	 * @param expected whether a string is a URL here, as it is after {@code from}
	 */
	private void importClause(int start, boolean expected) {
		boolean url = expected;
		boolean name = false;
		for (int at = start; at >= 0; at = skipGap(at)) {
			int next = byteAt(at);
			if (next == '"' || next == '\'') {
				int end = stringEnd(at);
				if (url && end >= 0) {
					add(at, end);
					this.position = end;
					afterStatement();
				}
				if (!name) {
					return;
				}
				url = false;
				name = false;
				at = end;
			}
			else if (next == '{' || next == '*' || next == ',') {
				at = (next == '{') ? namesEnd(at) : at + 1;
				url = false;
				name = false;
			}
			else {
				int end = wordEnd(at);
				if (end == at || isAt(IMPORT, at, end) || isAt(EXPORT, at, end)) {
					return;
				}
				url = isAt(FROM, at, end);
				name = isAt(AS, at, end);
				at = end;
			}
			if (at < 0) {
				return;
			}
		}
	}

	/**
	 * Return the index after the braces of named imports or exports, or -1.
	 */
	private int namesEnd(int brace) {
		int at = skipGap(brace + 1);
		while (at < this.module.length) {
			int next = this.module[at];
			int end = switch (next) {
				case ',' -> at + 1;
				case '"', '\'' -> stringEnd(at);
				case '}' -> -1;
				default -> wordEnd(at);
			};
			if (next == '}') {
				return at + 1;
			}
			if (end <= at) {
				return -1;
			}
			at = skipGap(end);
		}
		return -1;
	}

	private void add(int literal, int end) {
		String url = decode(literal + 1, end - 1);
		if (url != null) {
			this.references.add(new Reference(literal + 1, end - 1, url));
		}
	}

	/**
	 * Return the value of a string or template, or {@code null} if an escape is invalid.
	 */
	private @Nullable String decode(int from, int to) {
		String text = new String(this.module, from, to - from, StandardCharsets.UTF_8);
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

	private void openParenthesis() {
		Level opened = Level.PARENTHESES;
		if (this.parameters != null) {
			opened = this.parameters;
			this.parameters = null;
		}
		else if (this.previous == Previous.HEAD) {
			opened = Level.HEAD;
		}
		else if (this.previous == Previous.LOOP) {
			opened = Level.LOOP;
		}
		open(opened);
		after(false);
	}

	private void openBrace() {
		Level opened = Level.BLOCK;
		if (this.previous == Previous.PARAMETERS_OF_EXPRESSION) {
			opened = Level.FUNCTION_EXPRESSION;
		}
		else if (this.operand && this.level.isClassHead()) {
			opened = (this.level == Level.CLASS_HEAD) ? Level.CLASS : Level.CLASS_EXPRESSION;
			leave();
		}
		else if (!this.operand && !this.statement && this.previous != Previous.ARROW
				&& !(this.previous == Previous.RETURN && this.newline)) {
			opened = Level.OBJECT;
		}
		open(opened);
		after(false);
		this.statement = opened.statements;
		this.member = opened == Level.OBJECT || opened.isClass();
	}

	private void open(Level opened) {
		if (this.depth == this.outer.length) {
			this.outer = Arrays.copyOf(this.outer, 2 * this.depth);
			this.outerConditions = Arrays.copyOf(this.outerConditions, 2 * this.depth);
		}
		this.outer[this.depth] = this.level;
		this.outerConditions[this.depth++] = this.conditions;
		this.level = opened;
		this.conditions = 0;
	}

	private void leave() {
		this.level = this.outer[--this.depth];
		this.conditions = this.outerConditions[this.depth];
	}

	private boolean close(int bracket) {
		Level closed = this.level;
		if (closed.end != bracket) {
			return false;
		}
		leave();
		if (closed == Level.SUBSTITUTION) {
			return template(this.position);
		}
		after(closed.operand);
		this.statement = !closed.operand;
		this.member = closed == Level.BLOCK && this.level.isClass();
		if (closed == Level.PARAMETERS_OF_EXPRESSION) {
			this.previous = Previous.PARAMETERS_OF_EXPRESSION;
		}
		return true;
	}

	/**
	 * Read a colon: of a conditional expression or a member, or of a label or a case.
	 */
	private void colon() {
		boolean label = this.level.statements && this.conditions == 0;
		this.conditions -= (this.conditions > 0) ? 1 : 0;
		after(false);
		this.statement = label;
	}

	private void questionMark(int at) {
		after(false);
		int next = byteAt(at + 1);
		if (next == '?') {
			this.position++;
		}
		else if (next == '.' && !isDigit(byteAt(at + 2))) {
			this.position++;
			this.previous = Previous.DOT;
		}
		else {
			this.conditions++;
		}
	}

	private void dot(int at) {
		if (isDigit(byteAt(at + 1))) {
			number();
			return;
		}
		after(false);
		if (byteAt(at + 1) == '.' && byteAt(at + 2) == '.') {
			this.position += 2;
		}
		else {
			this.previous = Previous.DOT;
		}
	}

	private void number() {
		int at = this.position;
		while (at < this.module.length && (this.module[at] == '.' || KINDS[this.module[at] & 0xff] == WORD
				|| KINDS[this.module[at] & 0xff] == DIGIT)) {
			at++;
		}
		operand(at);
	}

	private boolean slash(int at) {
		int next = byteAt(at + 1);
		if (next == '/' || next == '*') {
			int end = commentEnd(at);
			Reference sourceMap = (end >= 0) ? Reference.toSourceMap(this.module, at + 2, (next == '/') ? end : end - 2)
					: null;
			if (sourceMap != null) {
				this.sourceMaps.add(sourceMap);
			}
			this.position = end;
			return end >= 0;
		}
		if (!this.operand) {
			return operand(regularExpressionEnd(at));
		}
		after(false);
		return true;
	}

	private boolean template(int text) {
		for (int at = text; at < this.module.length; at++) {
			int next = this.module[at];
			if (next == '`') {
				return operand(at + 1);
			}
			if (next == '$' && byteAt(at + 1) == '{') {
				open(Level.SUBSTITUTION);
				after(false);
				this.position = at + 2;
				return true;
			}
			at += (next == '\\') ? 1 : 0;
		}
		return false;
	}

	/**
	 * Return the index after a string or a template without substitutions, or -1.
	 */
	private int literalEnd(int at) {
		int quote = byteAt(at);
		if (quote == '"' || quote == '\'') {
			return stringEnd(at);
		}
		for (int index = at + 1; quote == '`' && index < this.module.length; index++) {
			int next = this.module[index];
			if (next == '`') {
				return index + 1;
			}
			if (next == '$' && byteAt(index + 1) == '{') {
				return -1;
			}
			index += (next == '\\') ? 1 : 0;
		}
		return -1;
	}

	private int stringEnd(int start) {
		byte quote = this.module[start];
		for (int at = start + 1; at < this.module.length; at++) {
			byte next = this.module[at];
			if (next == quote) {
				return at + 1;
			}
			if (next == '\n' || next == '\r') {
				return -1;
			}
			if (next == '\\') {
				at += (byteAt(at + 1) == '\r' && byteAt(at + 2) == '\n') ? 2 : 1;
			}
		}
		return -1;
	}

	private int regularExpressionEnd(int start) {
		boolean characterClass = false;
		for (int at = start + 1; at < this.module.length; at++) {
			int next = this.module[at];
			if (isNewline(at)) {
				return -1;
			}
			if (next == '/' && !characterClass) {
				return wordEnd(at + 1);
			}
			if (next == '\\') {
				at += isNewline(at + 1) ? 0 : 1;
			}
			else if (next == '[') {
				characterClass = true;
			}
			else if (next == ']') {
				characterClass = false;
			}
		}
		return -1;
	}

	/**
	 * Return the index after a comment, or -1 if it does not end.
	 */
	private int commentEnd(int start) {
		if (this.module[start + 1] == '/') {
			return lineEnd(start);
		}
		for (int at = start + 2; at < this.module.length; at++) {
			if (this.module[at] == '*' && byteAt(at + 1) == '/') {
				return at + 2;
			}
			this.newline |= isNewline(at);
		}
		return -1;
	}

	private int lineEnd(int start) {
		int at = start;
		while (at < this.module.length && !isNewline(at)) {
			at++;
		}
		return at;
	}

	/**
	 * Return the index of the next token.
	 */
	private int skipGap(int start) {
		int at = start;
		while (at < this.module.length) {
			int next = this.module[at];
			int kind = KINDS[next & 0xff];
			if (kind == SPACE || kind == NEWLINE) {
				at++;
			}
			else if (kind == WIDE && wideSpace(at) > 0) {
				at += wideSpace(at);
			}
			else if (next == '/' && (byteAt(at + 1) == '/' || byteAt(at + 1) == '*')) {
				int end = commentEnd(at);
				at = (end >= 0) ? end : this.module.length;
			}
			else {
				break;
			}
		}
		return at;
	}

	private int wordEnd(int start) {
		int at = start;
		while (at < this.module.length) {
			int kind = KINDS[this.module[at] & 0xff];
			if (kind == WORD || kind == DIGIT || (kind == WIDE && wideSpace(at) == 0)) {
				at++;
			}
			else if (this.module[at] == '\\') {
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
		if (byteAt(at) == 'u' && byteAt(at + 1) == '{') {
			at += 2;
			while (Character.digit(byteAt(at), 16) >= 0) {
				at++;
			}
			at += (byteAt(at) == '}') ? 1 : 0;
		}
		return at;
	}

	private @Nullable Keyword keyword(int from, int to) {
		int letter = this.module[from] - 'a';
		if (letter >= 0 && letter < Keyword.BY_LETTER.length) {
			for (Keyword keyword : Keyword.BY_LETTER[letter]) {
				if (isAt(keyword.text, from, to)) {
					return keyword;
				}
			}
		}
		return null;
	}

	private boolean isAt(byte[] word, int from, int to) {
		return word.length == to - from && Arrays.equals(this.module, from, to, word, 0, word.length);
	}

	/**
	 * Return the number of bytes of the space beyond ASCII at an index, or 0.
	 */
	private int wideSpace(int at) {
		int first = byteAt(at);
		if (first == 0xc2) {
			return (byteAt(at + 1) == 0xa0) ? 2 : 0;
		}
		if (first != 0xe1 && first != 0xe2 && first != 0xe3 && first != 0xef) {
			return 0;
		}
		return switch (first << 16 | byteAt(at + 1) << 8 | byteAt(at + 2)) {
			case 0xe19a80, 0xe28080, 0xe28081, 0xe28082, 0xe28083, 0xe28084, 0xe28085, 0xe28086, 0xe28087, 0xe28088,
					0xe28089, 0xe2808a, 0xe280a8, 0xe280a9, 0xe280af, 0xe2819f, 0xe38080, 0xefbbbf ->
				3;
			default -> 0;
		};
	}

	private boolean isNewline(int at) {
		int next = byteAt(at);
		return next == '\n' || next == '\r' || (next == 0xe2 && isWideNewline(at));
	}

	private boolean isWideNewline(int at) {
		return byteAt(at) == 0xe2 && byteAt(at + 1) == 0x80 && (byteAt(at + 2) == 0xa8 || byteAt(at + 2) == 0xa9);
	}

	private int byteAt(int at) {
		return (at < this.module.length) ? this.module[at] & 0xff : -1;
	}

	private static boolean isDigit(int character) {
		return character >= '0' && character <= '9';
	}

	private static int lastIndexOf(byte[] text, byte[] word, int end) {
		for (int at = Math.min(end, text.length - word.length); at >= 0; at--) {
			if (text[at] == word[0] && Arrays.equals(text, at, at + word.length, word, 0, word.length)) {
				return at;
			}
		}
		return -1;
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

	/**
	 * The brackets around a token.
	 */
	private enum Level {

		MODULE(-1, false),

		BLOCK('}', false),

		FUNCTION_EXPRESSION('}', true),

		OBJECT('}', true),

		/**
		 * The text from the keyword {@code class} to the brace.
		 */
		CLASS_HEAD(-1, false),

		CLASS_EXPRESSION_HEAD(-1, false),

		CLASS('}', false),

		CLASS_EXPRESSION('}', true),

		PARENTHESES(')', true),

		/**
		 * The parentheses before a statement.
		 */
		HEAD(')', false),

		/**
		 * The head of a {@code for} statement.
		 */
		LOOP(')', false),

		PARAMETERS(')', false),

		PARAMETERS_OF_EXPRESSION(')', false),

		BRACKETS(']', true),

		/**
		 * The braces in a template.
		 */
		SUBSTITUTION('}', true);

		private final int end;

		/**
		 * Whether the level is an operand of an expression when it is closed.
		 */
		private final boolean operand;

		private final boolean statements;

		Level(int end, boolean operand) {
			this.end = end;
			this.operand = operand;
			this.statements = ordinal() <= 2;
		}

		boolean isClass() {
			return this == CLASS || this == CLASS_EXPRESSION;
		}

		boolean isClassHead() {
			return this == CLASS_HEAD || this == CLASS_EXPRESSION_HEAD;
		}

	}

	/**
	 * The previous token, as far as the next one depends on it.
	 */
	private enum Previous {

		OTHER, DOT, ARROW, ASYNC, DEFAULT, RETURN, JUMP, HEAD, LOOP, PARAMETERS_OF_EXPRESSION

	}

	/**
	 * Words that are no operands, or begin something.
	 */
	private enum Keyword {

		ASYNC, AWAIT, BREAK, CASE, CLASS, CONST, CONTINUE, DEBUGGER, DEFAULT, DELETE, DO, ELSE, EXPORT, EXTENDS,
		FINALLY, FOR, FUNCTION, IF, IMPORT, IN, INSTANCEOF, LET, NEW, OF, RETURN, THROW, TRY, TYPEOF, VAR, VOID, WHILE,
		WITH, YIELD;

		private static final Keyword[][] BY_LETTER = new Keyword[26][];

		static {
			for (int letter = 0; letter < BY_LETTER.length; letter++) {
				char first = (char) ('A' + letter);
				BY_LETTER[letter] = Arrays.stream(values())
					.filter((keyword) -> keyword.name().charAt(0) == first)
					.toArray(Keyword[]::new);
			}
		}

		private final byte[] text = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

	}

}
