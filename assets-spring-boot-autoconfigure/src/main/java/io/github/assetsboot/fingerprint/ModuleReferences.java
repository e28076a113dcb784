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

	private static final byte[] IMPORT = "import".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] EXPORT = "export".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] FROM = "from".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] AS = "as".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] DEFER = "defer".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] SOURCE = "source".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] SOURCE_MAP = "sourceMappingURL=".getBytes(StandardCharsets.US_ASCII);

	private final ModuleText text;

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

	private ModuleReferences(ModuleText text) {
		this.text = text;
	}

	/**
	 * Find the URLs that a module imports.
	 * @param module text of the module in UTF-8
	 * @return the literal URLs of its static and dynamic imports, in their order
	 */
	static List<Reference> find(byte[] module) {
		ModuleText text = new ModuleText(module);
		int from = text.lastIndexOf(FROM, module.length);
		int last = Math.max(text.lastIndexOf(IMPORT, module.length), text.lastIndexOf(EXPORT, from));
		ModuleReferences found = new ModuleReferences(text);
		return found.scan(last) ? found.references : List.of();
	}

	/**
	 * Find the comments that name a source map.
	 * @param module text of the module in UTF-8
	 * @return the source maps, each with the range of its comment's text; with spaces
	 * there, the comment is empty
	 */
	static List<Reference> findSourceMaps(byte[] module) {
		ModuleText text = new ModuleText(module);
		ModuleReferences found = new ModuleReferences(text);
		return found.scan(text.lastIndexOf(SOURCE_MAP, module.length)) ? found.sourceMaps : List.of();
	}

	/**
	 * Read the tokens that begin before or at a position.
	 * @param last the position
	 * @return {@code false} if the module is invalid
	 */
	private boolean scan(int last) {
		this.position = this.text.hashbangEnd();
		boolean valid = true;
		while (valid && this.position <= last) {
			int first = this.text.at(this.position);
			switch (this.text.kind(this.position)) {
				case ModuleText.SPACE -> this.position++;
				case ModuleText.NEWLINE -> {
					this.position++;
					this.newline = true;
				}
				case ModuleText.WORD -> word();
				case ModuleText.DIGIT -> valid = operand(this.text.numberEnd(this.position));
				case ModuleText.WIDE -> {
					int width = this.text.wideSpace(this.position);
					if (width > 0) {
						this.newline |= this.text.isNewline(this.position);
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

	private boolean punctuator(int first) {
		int at = this.position++;
		switch (first) {
			case '"', '\'' -> {
				return operand(this.text.stringEnd(at));
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
				this.statement = this.level.isStatements();
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
				boolean twice = (this.text.at(at + 1) == first);
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
				if (this.text.at(at + 1) == '>') {
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
		int to = this.text.wordEnd(from);
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
		int at = this.text.skipGap(this.position);
		int next = this.text.at(at);
		if (next == '.') {
			int from = this.text.skipGap(at + 1);
			int to = this.text.wordEnd(from);
			if (!this.text.isAt(DEFER, from, to) && !this.text.isAt(SOURCE, from, to)) {
				return;
			}
			at = this.text.skipGap(to);
			next = this.text.at(at);
		}
		if (next == '(') {
			importCall(this.text.skipGap(at + 1));
		}
		else if (this.level == Level.MODULE) {
			importClause(at, true);
		}
	}

	private void importCall(int at) {
		int end = this.text.literalEnd(at);
		int next = (end >= 0) ? this.text.at(this.text.skipGap(end)) : -1;
		if (next == ')' || next == ',') {
			add(at, end);
		}
	}

	private void exportKeyword() {
		afterStatement();
		int at = this.text.skipGap(this.position);
		if (this.level != Level.MODULE) {
			return;
		}
		if (this.text.at(at) == '*') {
			importClause(at, false);
		}
		else if (this.text.at(at) == '{') {
			int end = namesEnd(at);
			if (end >= 0) {
				this.position = end;
				int from = this.text.skipGap(end);
				int to = this.text.wordEnd(from);
				if (this.text.isAt(FROM, from, to)) {
					importClause(this.text.skipGap(to), true);
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
		for (int at = start; at >= 0; at = this.text.skipGap(at)) {
			int next = this.text.at(at);
			if (next == '"' || next == '\'') {
				int end = this.text.stringEnd(at);
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
				int end = this.text.wordEnd(at);
				if (end == at || this.text.isAt(IMPORT, at, end) || this.text.isAt(EXPORT, at, end)) {
					return;
				}
				url = this.text.isAt(FROM, at, end);
				name = this.text.isAt(AS, at, end);
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
		int at = this.text.skipGap(brace + 1);
		while (at < this.text.length()) {
			int next = this.text.at(at);
			int end = switch (next) {
				case ',' -> at + 1;
				case '"', '\'' -> this.text.stringEnd(at);
				case '}' -> -1;
				default -> this.text.wordEnd(at);
			};
			if (next == '}') {
				return at + 1;
			}
			if (end <= at) {
				return -1;
			}
			at = this.text.skipGap(end);
		}
		return -1;
	}

	private void add(int literal, int end) {
		String url = this.text.decode(literal + 1, end - 1);
		if (url != null) {
			this.references.add(new Reference(literal + 1, end - 1, url));
		}
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
		this.statement = opened.isStatements();
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
		boolean label = this.level.isStatements() && this.conditions == 0;
		this.conditions -= (this.conditions > 0) ? 1 : 0;
		after(false);
		this.statement = label;
	}

	private void questionMark(int at) {
		after(false);
		int next = this.text.at(at + 1);
		if (next == '?') {
			this.position++;
		}
		else if (next == '.' && !this.text.isDigit(at + 2)) {
			this.position++;
			this.previous = Previous.DOT;
		}
		else {
			this.conditions++;
		}
	}

	private void dot(int at) {
		if (this.text.isDigit(at + 1)) {
			operand(this.text.numberEnd(at));
			return;
		}
		after(false);
		if (this.text.at(at + 1) == '.' && this.text.at(at + 2) == '.') {
			this.position += 2;
		}
		else {
			this.previous = Previous.DOT;
		}
	}

	private boolean slash(int at) {
		if (this.text.isComment(at)) {
			return comment(at);
		}
		if (!this.operand) {
			return operand(this.text.regularExpressionEnd(at));
		}
		after(false);
		return true;
	}

	private boolean comment(int at) {
		int end = this.text.commentEnd(at);
		if (end < 0) {
			return false;
		}
		boolean line = this.text.at(at + 1) == '/';
		this.newline |= !line && !this.newline && this.text.hasNewline(at, end);
		Reference sourceMap = this.text.sourceMap(at + 2, line ? end : end - 2);
		if (sourceMap != null) {
			this.sourceMaps.add(sourceMap);
		}
		this.position = end;
		return true;
	}

	private boolean template(int start) {
		int end = this.text.templateEnd(start);
		if (end < 0 || this.text.at(end - 1) == '`') {
			return operand(end);
		}
		this.position = end;
		open(Level.SUBSTITUTION);
		after(false);
		return true;
	}

	private @Nullable Keyword keyword(int from, int to) {
		int letter = this.text.at(from) - 'a';
		if (letter >= 0 && letter < Keyword.BY_LETTER.length) {
			for (Keyword keyword : Keyword.BY_LETTER[letter]) {
				if (this.text.isAt(keyword.text, from, to)) {
					return keyword;
				}
			}
		}
		return null;
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

		Level(int end, boolean operand) {
			this.end = end;
			this.operand = operand;
		}

		boolean isStatements() {
			return this == MODULE || this == BLOCK || this == FUNCTION_EXPRESSION;
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
