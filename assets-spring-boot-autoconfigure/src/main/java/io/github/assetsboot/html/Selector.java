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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.assetsboot.html.SelectorMatcher.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * A CSS selector that an element handler is for: a list of compound selectors joined by
 * descendant and child combinators. Immutable.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://www.w3.org/TR/selectors-4/">Selectors Level 4</a>
 * @see <a href="https://www.w3.org/TR/css-syntax-3/#tokenization">CSS Syntax:
 * Tokenization</a>
 */
final class Selector {

	// https://html.spec.whatwg.org/multipage/semantics-other.html#case-sensitivity-of-selectors
	private static final Set<String> VALUES_IGNORE_CASE = Set.of("accept", "accept-charset", "align", "alink", "axis",
			"bgcolor", "charset", "checked", "clear", "codetype", "color", "compact", "declare", "defer", "dir",
			"direction", "disabled", "enctype", "face", "frame", "hreflang", "http-equiv", "lang", "language", "link",
			"media", "method", "multiple", "nohref", "noresize", "noshade", "nowrap", "readonly", "rel", "rev", "rules",
			"scope", "scrolling", "selected", "shape", "target", "text", "type", "valign", "valuetype", "vlink");

	private static final Test NEVER = (element, matcher) -> false;

	final Compound[][] alternatives;

	final boolean countsTypes;

	private Selector(Parser parser) {
		this.alternatives = parser.alternatives();
		this.countsTypes = parser.countsTypes;
	}

	/**
	 * Parse a selector.
	 * @param text the selector
	 * @return the selector
	 * @throws IllegalArgumentException if the selector is invalid or not supported; the
	 * message names the position
	 */
	static Selector parse(String text) {
		return new Selector(new Parser(text));
	}

	private static boolean matches(String value, char operator, String expected) {
		int last = value.length() - expected.length();
		int start = (operator == '$') ? Math.max(last, 0) : 0;
		int limit = ("$*~".indexOf(operator) >= 0) ? last : Math.min(last, 0);
		for (; start <= limit; start++) {
			int end = start + expected.length();
			boolean possible = switch (operator) {
				case '=' -> last == 0;
				case '|' -> last == 0 || value.charAt(end) == '-';
				case '~' ->
					(start == 0 || isSpace(value.charAt(start - 1))) && (start == last || isSpace(value.charAt(end)));
				default -> true;
			};
			if (possible && value.startsWith(expected, start)) {
				return true;
			}
		}
		return false;
	}

	// Neither HTML nor CSS ignores the case of other than ASCII letters
	private static String lowerCase(String text) {
		char[] characters = text.toCharArray();
		for (int i = 0; i < characters.length; i++) {
			characters[i] += (characters[i] >= 'A' && characters[i] <= 'Z') ? 'a' - 'A' : 0;
		}
		return new String(characters);
	}

	private static boolean isSpace(int character) {
		return character == ' ' || character == '\t' || character == '\n' || character == '\r' || character == '\f';
	}

	/**
	 * A condition on the element that was opened last.
	 */
	interface Test {

		boolean matches(Candidate element, SelectorMatcher matcher);

	}

	/**
	 * Conditions on one element.
	 *
	 * @param child whether a child combinator is before it
	 * @param type the name in lower case, interned
	 * @param tests the other conditions
	 */
	record Compound(boolean child, @Nullable String type, Test[] tests) {

		boolean matches(Candidate element, SelectorMatcher matcher) {
			if (this.type != null && !this.type.equals(element.name())) {
				return false;
			}
			for (Test test : this.tests) {
				if (!test.matches(element, matcher)) {
					return false;
				}
			}
			return true;
		}

	}

	private static final class Parser {

		private final String text;

		private int position;

		private boolean countsTypes;

		Parser(String text) {
			// https://www.w3.org/TR/css-syntax-3/#input-preprocessing
			this.text = text.replace("\r\n", "\n").replace('\r', '\n').replace('\f', '\n').replace('\0', '\uFFFD');
		}

		Compound[][] alternatives() {
			List<Compound[]> alternatives = new ArrayList<>(2);
			do {
				alternatives.add(compounds());
			}
			while (take(','));
			return alternatives.toArray(Compound[][]::new);
		}

		private Compound[] compounds() {
			List<Compound> compounds = new ArrayList<>(2);
			boolean child = false;
			while (true) {
				skipSpace();
				compounds.add(compound(child));
				boolean space = skipSpace();
				if (peek(0) < 0 || peek(0) == ',') {
					return compounds.toArray(Compound[]::new);
				}
				child = take('>');
				if (!space && !child) {
					throw unexpected();
				}
			}
		}

		private Compound compound(boolean child) {
			int start = this.position;
			List<Test> tests = new ArrayList<>(2);
			boolean any = take('*');
			String type = (!any && startsName()) ? name() : null;
			if (type == null && take('|')) {
				if (!any) {
					// "|p" is for elements without a namespace: a page has none
					tests.add(NEVER);
				}
				type = take('*') ? null : name();
			}
			while (true) {
				skipComments();
				if (take('#')) {
					tests.add(attribute("id", '=', name(), false, false));
				}
				else if (take('.')) {
					tests.add(attribute("class", '~', name(), false, false));
				}
				else if (take('[')) {
					tests.add(attribute());
				}
				else if (take(':')) {
					tests.add(pseudoClass());
				}
				else if (this.position > start) {
					return new Compound(child, (type != null) ? lowerCase(type).intern() : null,
							tests.toArray(Test[]::new));
				}
				else {
					throw unexpected();
				}
			}
		}

		private Test attribute() {
			skipSpace();
			take('|');
			String name = lowerCase(name());
			skipSpace();
			if (peek(0) < 0 || take(']')) {
				return (element, matcher) -> element.attribute(name) != null;
			}
			char operator = (char) peek(0);
			if ("~|^$*".indexOf(operator) >= 0 && peek(1) == '=') {
				this.position++;
			}
			if (!take('=')) {
				throw unexpected();
			}
			skipSpace();
			String value = (peek(0) == '"' || peek(0) == '\'') ? string() : name();
			skipSpace();
			boolean ignoreCase = take('i') || take('I');
			boolean ignoreCaseInHtml = !ignoreCase && !take('s') && !take('S') && VALUES_IGNORE_CASE.contains(name);
			end(']');
			return attribute(name, operator, value, ignoreCase, ignoreCaseInHtml);
		}

		private Test attribute(String name, char operator, String expected, boolean ignoreCase,
				boolean ignoreCaseInHtml) {
			boolean spaces = expected.chars().anyMatch(Selector::isSpace);
			if (expected.isEmpty() && operator != '=' && operator != '|' || operator == '~' && spaces) {
				return NEVER;
			}
			String lowerCase = lowerCase(expected);
			return (element, matcher) -> {
				String value = element.attribute(name);
				if (value != null && (ignoreCase || ignoreCaseInHtml && element.isHtml())) {
					return matches(lowerCase(value), operator, lowerCase);
				}
				return value != null && matches(value, operator, expected);
			};
		}

		private Test pseudoClass() {
			int start = this.position - 1;
			String name = (take(':') ? "::" : ":") + lowerCase(name()) + (take('(') ? "(" : "");
			Test test = switch (name) {
				case ":first-child" -> nth(0, 1, false);
				case ":first-of-type" -> nth(0, 1, true);
				case ":nth-child(" -> nth(false);
				case ":nth-of-type(" -> nth(true);
				case ":not(" -> not();
				default -> throw refuse(start, "'" + this.text.substring(start, this.position) + "' is not supported");
			};
			if (name.endsWith("(")) {
				end(')');
			}
			return test;
		}

		private Test not() {
			List<Compound> compounds = new ArrayList<>(2);
			do {
				skipSpace();
				compounds.add(compound(false));
				skipSpace();
			}
			while (take(','));
			return (element, matcher) -> {
				for (Compound compound : compounds) {
					if (compound.matches(element, matcher)) {
						return false;
					}
				}
				return true;
			};
		}

		private Test nth(boolean ofType) {
			skipSpace();
			for (String parity : List.of("even", "odd")) {
				if (this.text.regionMatches(true, this.position, parity, 0, parity.length())) {
					this.position += parity.length();
					return nth(2, parity.length() % 2, ofType);
				}
			}
			int sign = sign();
			long number = number();
			long step = 0;
			if (take('n') || take('N')) {
				step = ((sign < 0) ? -1 : 1) * Math.abs(number);
				skipSpace();
				sign = sign();
				skipSpace();
				number = (sign != 0) ? number() : 0;
			}
			if (number < 0) {
				throw unexpected();
			}
			return nth(step, (sign < 0) ? -number : number, ofType);
		}

		private Test nth(long step, long offset, boolean ofType) {
			this.countsTypes |= ofType;
			return (element, matcher) -> {
				long distance = (ofType ? matcher.indexOfType() : matcher.index()) - offset;
				return (step == 0) ? distance == 0 : distance % step == 0 && distance / step >= 0;
			};
		}

		private int sign() {
			return take('+') ? 1 : take('-') ? -1 : 0;
		}

		/**
		 * Return the number that begins here, or -1 if there is none.
		 */
		private long number() {
			long number = -1;
			for (int digit = peek(0); digit >= '0' && digit <= '9'; digit = peek(0)) {
				number = Math.min(Math.max(number, 0) * 10 + digit - '0', Integer.MAX_VALUE);
				this.position++;
			}
			return number;
		}

		private String string() {
			StringBuilder string = new StringBuilder();
			char quote = this.text.charAt(this.position++);
			while (peek(0) >= 0 && !take(quote)) {
				if (peek(0) == '\n') {
					throw refuse(this.position, "a string must end on its line");
				}
				if (peek(0) == '\\' && (peek(1) < 0 || peek(1) == '\n')) {
					this.position += 2;
				}
				else {
					consume(string);
				}
			}
			return string.toString();
		}

		private String name() {
			// "-->" is another token
			if (!startsName() || this.text.startsWith("-->", this.position)) {
				throw unexpected();
			}
			StringBuilder name = new StringBuilder();
			while (isNameStart(0) || "-0123456789".indexOf(peek(0)) >= 0) {
				consume(name);
			}
			return name.toString();
		}

		private boolean startsName() {
			return isNameStart(0) || peek(0) == '-' && (peek(1) == '-' || isNameStart(1));
		}

		private boolean isNameStart(int offset) {
			int next = peek(offset);
			return next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next == '_' || next >= 0x80
					|| next == '\\' && peek(offset + 1) != '\n';
		}

		private void consume(StringBuilder result) {
			boolean escaped = take('\\');
			int start = this.position;
			int codePoint = 0;
			while (escaped && this.position < start + 6 && peek(0) < 0x80 && Character.digit(peek(0), 16) >= 0) {
				codePoint = 16 * codePoint + Character.digit(peek(0), 16);
				this.position++;
			}
			if (this.position == start) {
				result.append((peek(0) >= 0) ? (char) peek(0) : '\uFFFD');
				this.position++;
				return;
			}
			boolean valid = codePoint > 0 && codePoint <= Character.MAX_CODE_POINT
					&& Character.getType(codePoint) != Character.SURROGATE;
			result.appendCodePoint(valid ? codePoint : '\uFFFD');
			this.position += isSpace(peek(0)) ? 1 : 0;
		}

		/**
		 * Skip white space and comments.
		 * @return whether there was white space
		 */
		private boolean skipSpace() {
			boolean space = false;
			skipComments();
			while (isSpace(peek(0))) {
				space = true;
				this.position++;
				skipComments();
			}
			return space;
		}

		private void skipComments() {
			while (this.text.startsWith("/*", this.position)) {
				int end = this.text.indexOf("*/", this.position + 2);
				this.position = (end >= 0) ? end + 2 : this.text.length();
			}
		}

		private void end(char bracket) {
			skipSpace();
			// CSS allows open brackets at the end
			if (peek(0) >= 0 && !take(bracket)) {
				throw unexpected();
			}
		}

		private boolean take(char character) {
			boolean taken = peek(0) == character;
			this.position += taken ? 1 : 0;
			return taken;
		}

		private int peek(int offset) {
			int index = this.position + offset;
			return (index < this.text.length()) ? this.text.charAt(index) : -1;
		}

		private IllegalArgumentException unexpected() {
			return refuse(this.position, (peek(0) < 0) ? "it ends too early"
					: "'" + Character.toString(this.text.codePointAt(this.position)) + "' is not supported here");
		}

		private IllegalArgumentException refuse(int position, String reason) {
			return new IllegalArgumentException("The selector '%s' cannot be used: %s (position %d, counted from 0)"
				.formatted(this.text, reason, position));
		}

	}

}
