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

package io.github.assetsboot.rules;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * One line in the syntax of {@code .gitignore}, as a sequence of tokens. Upper and lower
 * case make no difference. As for Workers, {@code !} and {@code ^} at the beginning of a
 * character class are characters of the class.
 *
 * @param negated whether the line includes matching paths again
 * @param tokens the tokens, which match a path relative to the root as a whole
 * @see <a href="https://git-scm.com/docs/gitignore">gitignore</a>
 */
record IgnorePattern(boolean negated, List<Token> tokens) {

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private static final int ASCII = 128;

	private static final BitSet NOTHING = new BitSet();

	private static final BitSet ANYTHING = characters(Character.MIN_VALUE, Character.MAX_VALUE);

	private static final BitSet SLASH = characters('/', '/');

	private static final BitSet NO_SLASH = charactersBut(SLASH);

	private static final Token ONE = new Token(Kind.ONE, NO_SLASH, NOTHING);

	private static final Token RUN = new Token(Kind.RUN, NOTHING, NO_SLASH);

	private static final Token REST = new Token(Kind.RUN, NOTHING, ANYTHING);

	private static final Token FOLDERS = new Token(Kind.FOLDERS, SLASH, ANYTHING);

	private static final Token END = new Token(Kind.END, NOTHING, NOTHING);

	private static final Token FOLDER_END = new Token(Kind.FOLDER_END, NOTHING, NOTHING);

	/**
	 * Read a line.
	 * @param line the line
	 * @return the pattern, or {@code null} if the line has none: it is blank or a
	 * comment, or it ends within an escape or a character class
	 */
	static @Nullable IgnorePattern parse(String line) {
		String text = withoutWhitespaceAtTheEnd(withoutPrefix(line, BYTE_ORDER_MARK));
		if (text.startsWith("#")) {
			return null;
		}
		boolean negated = text.startsWith("!");
		text = withoutPrefix(text, "!");
		Token end = text.endsWith("/") ? FOLDER_END : END;
		text = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
		boolean anywhere = text.indexOf('/') == -1;
		text = withoutPrefix(text, "/");
		List<Token> tokens = text.isEmpty() ? null : new Parser(text).parse(anywhere, end);
		return (tokens != null) ? new IgnorePattern(negated, List.copyOf(tokens)) : null;
	}

	private static String withoutPrefix(String text, String prefix) {
		return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
	}

	private static String withoutWhitespaceAtTheEnd(String text) {
		int end = text.length();
		while (end > 0 && Whitespace.is(text.charAt(end - 1)) && !isEscaped(text, end - 1)) {
			end--;
		}
		return text.substring(0, end);
	}

	private static boolean isEscaped(String text, int index) {
		boolean escaped = false;
		for (int i = index; i > 0 && text.charAt(i - 1) == '\\'; i--) {
			escaped = !escaped;
		}
		return escaped;
	}

	/**
	 * Return the character that stands for all that differ in case only, as ECMAScript
	 * finds it for regular expressions.
	 */
	static char fold(char character) {
		char upper = Character.toUpperCase(character);
		return (character >= ASCII && upper < ASCII) ? character : upper;
	}

	private static BitSet characters(char first, char last) {
		BitSet characters = new BitSet();
		characters.set(first, last + 1);
		return characters;
	}

	private static BitSet charactersBut(BitSet excluded) {
		BitSet characters = (BitSet) ANYTHING.clone();
		characters.andNot(excluded);
		return characters;
	}

	/**
	 * A part of a pattern.
	 *
	 * @param kind how it matches
	 * @param matched the folded characters that it ends with
	 * @param repeated the folded characters that it may go on after
	 */
	record Token(Kind kind, BitSet matched, BitSet repeated) {

		boolean mayBeEmpty() {
			return this.kind == Kind.RUN || this.kind == Kind.FOLDERS;
		}

	}

	enum Kind {

		/**
		 * One character.
		 */
		ONE,

		/**
		 * Any number of characters.
		 */
		RUN,

		/**
		 * Any number of folders, each with its slash.
		 */
		FOLDERS,

		/**
		 * The end of a path.
		 */
		END,

		/**
		 * The end of a folder's path.
		 */
		FOLDER_END

	}

	private static final class Parser {

		private final String text;

		private final List<Token> tokens = new ArrayList<>();

		private int position;

		private Parser(String text) {
			this.text = text;
		}

		private @Nullable List<Token> parse(boolean anywhere, Token end) {
			if (anywhere) {
				this.tokens.add(FOLDERS);
			}
			while (this.position < this.text.length()) {
				if (!parseToken()) {
					return null;
				}
			}
			this.tokens.add(end);
			return this.tokens;
		}

		private boolean parseToken() {
			boolean segmentStart = this.position == 0 || this.text.charAt(this.position - 1) == '/';
			if (segmentStart && this.text.startsWith("**/", this.position)) {
				this.position += 3;
				addOnce(FOLDERS);
				return true;
			}
			if (segmentStart && this.text.substring(this.position).equals("**")) {
				this.position += 2;
				this.tokens.add(ONE);
				this.tokens.add(REST);
				return true;
			}
			char character = this.text.charAt(this.position++);
			switch (character) {
				case '*' -> addOnce(RUN);
				case '?' -> this.tokens.add(ONE);
				case '[' -> {
					return parseClass();
				}
				case '\\' -> {
					if (this.position == this.text.length()) {
						return false;
					}
					addCharacter(this.text.charAt(this.position++));
				}
				default -> addCharacter(character);
			}
			return true;
		}

		private void addOnce(Token token) {
			if (this.tokens.isEmpty() || this.tokens.get(this.tokens.size() - 1) != token) {
				this.tokens.add(token);
			}
		}

		private void addCharacter(char character) {
			BitSet characters = new BitSet();
			characters.set(fold(character));
			this.tokens.add(new Token(Kind.ONE, characters, NOTHING));
		}

		/**
		 * Parse a class, after its opening bracket. It never matches a slash.
		 */
		private boolean parseClass() {
			BitSet characters = new BitSet();
			int start = this.position;
			while (this.position < this.text.length()) {
				char character = this.text.charAt(this.position);
				if (character == ']' && this.position > start) {
					this.position++;
					this.tokens.add(new Token(Kind.ONE, folded(characters), NOTHING));
					return true;
				}
				if (!parseMember(characters)) {
					return false;
				}
			}
			return false;
		}

		private boolean parseMember(BitSet characters) {
			int end = this.text.startsWith("[:", this.position) ? this.text.indexOf(":]", this.position + 2) : -1;
			if (end != -1) {
				String name = CharacterClasses.NAMES.get(this.text.substring(this.position + 2, end));
				this.position = end + 2;
				if (name != null) {
					Pattern pattern = Pattern.compile("\\p{" + name + "}");
					IntStream.range(0, ASCII)
						.filter((character) -> pattern.matcher(Character.toString(character)).matches())
						.forEach(characters::set);
				}
				return name != null;
			}
			int first = parseMemberCharacter();
			int last = first;
			if (this.text.startsWith("-", this.position) && !this.text.startsWith("-]", this.position)) {
				this.position++;
				last = parseMemberCharacter();
			}
			if (last >= first && first != -1) {
				characters.set(first, last + 1);
			}
			return true;
		}

		/**
		 * Parse a character of a class.
		 * @return the character, or -1 if the line ends before it
		 */
		private int parseMemberCharacter() {
			if (this.text.startsWith("\\", this.position)) {
				this.position++;
			}
			return (this.position < this.text.length()) ? this.text.charAt(this.position++) : -1;
		}

		private static BitSet folded(BitSet characters) {
			BitSet folded = (BitSet) characters.clone();
			characters.and(CharacterClasses.FOLDED);
			characters.stream().forEach((character) -> folded.set(fold((char) character)));
			folded.clear('/');
			return folded;
		}

	}

	/**
	 * The parts that only patterns with character classes need.
	 */
	private static final class CharacterClasses {

		/**
		 * The names of POSIX, and those of {@link Pattern}, which has the same classes.
		 */
		private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("alnum", "Alnum"),
				Map.entry("alpha", "Alpha"), Map.entry("blank", "Blank"), Map.entry("cntrl", "Cntrl"),
				Map.entry("digit", "Digit"), Map.entry("graph", "Graph"), Map.entry("lower", "Lower"),
				Map.entry("print", "Print"), Map.entry("punct", "Punct"), Map.entry("space", "Space"),
				Map.entry("upper", "Upper"), Map.entry("xdigit", "XDigit"));

		/**
		 * The characters that another one stands for.
		 */
		private static final BitSet FOLDED = foldedCharacters();

		private static BitSet foldedCharacters() {
			BitSet characters = new BitSet();
			for (int character = 0; character <= Character.MAX_VALUE; character++) {
				characters.set(character, fold((char) character) != character);
			}
			return characters;
		}

	}

}
