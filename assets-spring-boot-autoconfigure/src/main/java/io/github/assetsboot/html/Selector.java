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
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.BiPredicate;

import io.github.assetsboot.html.SelectorMatcher.Candidate;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A CSS selector that an element handler is for, read as the
 * <a href="https://www.w3.org/TR/css-syntax-3/#tokenization">CSS syntax</a> tells.
 *
 * @author the Assets for Spring Boot authors
 */
final class Selector {

	// https://html.spec.whatwg.org/multipage/semantics-other.html#case-sensitivity-of-selectors
	private static final Set<String> VALUES_IGNORE_CASE = Set.of("accept", "accept-charset", "align", "alink", "axis",
			"bgcolor", "charset", "checked", "clear", "codetype", "color", "compact", "declare", "defer", "dir",
			"direction", "disabled", "enctype", "face", "frame", "hreflang", "http-equiv", "lang", "language", "link",
			"media", "method", "multiple", "nohref", "noresize", "noshade", "nowrap", "readonly", "rel", "rev", "rules",
			"scope", "scrolling", "selected", "shape", "target", "text", "type", "valign", "valuetype", "vlink");

	private static final String SPACE = " \t\n\r\f";

	final List<Compound> compounds = new ArrayList<>(2);

	boolean countsSiblings;

	private final String text;

	private int position;

	private int depth;

	private Selector(String text) {
		// https://www.w3.org/TR/css-syntax-3/#input-preprocessing
		this.text = text.replace("\r\n", "\n").replace('\r', '\n').replace('\f', '\n').replace('\0', '\uFFFD');
		char combinator = ',';
		do {
			this.compounds.add(compound(combinator));
			boolean space = skipSpace();
			combinator = take(",") ? ',' : take(">") ? '>' : ' ';
			if (combinator == ' ' && !space && peek(0) != 0) {
				throw unexpected();
			}
		}
		while (combinator != ' ' || peek(0) != 0);
	}

	/**
	 * Parse a selector. The message of an {@link IllegalArgumentException} tells the
	 * position of a part that is invalid or not supported.
	 */
	static Selector parse(String text) {
		Assert.notNull(text, "'selector' must not be null");
		return new Selector(text);
	}

	private Compound compound(char combinator) {
		skipSpace();
		int start = this.position;
		List<BiPredicate<Candidate, SelectorMatcher>> tests = new ArrayList<>(2);
		boolean any = take("*");
		boolean namespace = !startsName() && take("|");
		if (namespace && !any) {
			// "|p" is for elements without a namespace: a page has none
			tests.add((element, matcher) -> false);
		}
		String type = (namespace ? !take("*") : !any && startsName()) ? TagName.lower(name()) : null;
		for (skipComments(); "#.[:".indexOf(peek(0)) >= 0; skipComments()) {
			switch (this.text.charAt(this.position++)) {
				case '#' -> tests.add(attribute("id", '=', name(), 's'));
				case '.' -> tests.add(attribute("class", '~', name(), 's'));
				case '[' -> tests.add(attribute());
				default -> pseudoClass(tests);
			}
		}
		if (this.position == start) {
			throw unexpected();
		}
		return new Compound(combinator, type, tests);
	}

	private BiPredicate<Candidate, SelectorMatcher> attribute() {
		skipSpace();
		take("|");
		String name = TagName.lower(name());
		skipSpace();
		if (peek(0) == 0 || take("]")) {
			return (element, matcher) -> element.attribute(name) != null;
		}
		char operator = peek(0);
		this.position += (peek(1) == '=' && "~|^$*".indexOf(operator) >= 0) ? 1 : 0;
		expect("=");
		skipSpace();
		String value = take("'") ? string("'") : take("\"") ? string("\"") : name();
		skipSpace();
		char flag = take("iI") ? 'i' : (!take("sS") && VALUES_IGNORE_CASE.contains(name)) ? 'h' : 's';
		expect("]");
		return attribute(name, operator, value, flag);
	}

	// The case is ignored with the flag 'i', and of HTML elements with 'h'
	private static BiPredicate<Candidate, SelectorMatcher> attribute(String name, char operator, String expected,
			char flag) {
		String lowerCase = TagName.lower(expected);
		return (element, matcher) -> {
			String value = element.attribute(name);
			boolean ignoreCase = flag == 'i' || flag == 'h' && element.isHtml();
			return value != null && (ignoreCase ? matches(TagName.lower(value), operator, lowerCase)
					: matches(value, operator, expected));
		};
	}

	private static boolean matches(String value, char operator, String expected) {
		return switch (operator) {
			case '=' -> value.equals(expected);
			case '|' -> value.equals(expected) || value.startsWith(expected + "-");
			case '^' -> !expected.isEmpty() && value.startsWith(expected);
			case '$' -> !expected.isEmpty() && value.endsWith(expected);
			case '*' -> !expected.isEmpty() && value.contains(expected);
			default -> value.contains(expected) && Collections.list(new StringTokenizer(value)).contains(expected);
		};
	}

	private void pseudoClass(List<BiPredicate<Candidate, SelectorMatcher>> tests) {
		int start = this.position - 1;
		String name = (take(":") ? "::" : ":") + TagName.lower(name()) + (take("(") ? "(" : "");
		switch (name) {
			case ":first-child" -> tests.add(nth(0, 1, false));
			case ":first-of-type" -> tests.add(nth(0, 1, true));
			case ":nth-child(" -> tests.add(nth(false));
			case ":nth-of-type(" -> tests.add(nth(true));
			case ":not(" -> not(tests);
			default -> throw refuse(start, "'" + this.text.substring(start, this.position) + "' is not supported");
		}
		if (name.endsWith("(")) {
			expect(")");
		}
	}

	private void not(List<BiPredicate<Candidate, SelectorMatcher>> tests) {
		if (++this.depth > 100) {
			throw refuse(this.position, "':not(' can be nested 100 times at most");
		}
		do {
			Compound compound = compound(',');
			tests.add((element, matcher) -> !compound.matches(element.name(), element, matcher));
			skipSpace();
		}
		while (take(","));
		this.depth--;
	}

	private BiPredicate<Candidate, SelectorMatcher> nth(boolean ofType) {
		skipSpace();
		for (String parity : List.of("even", "odd")) {
			if (this.text.regionMatches(true, this.position, parity, 0, parity.length())) {
				this.position += parity.length();
				return nth(2, parity.length() % 2, ofType);
			}
		}
		boolean negative = take("-");
		if (!negative) {
			take("+");
		}
		long number = (negative ? -1 : 1) * (("nN".indexOf(peek(0)) >= 0) ? 1 : number());
		if (!take("nN")) {
			return nth(0, number, ofType);
		}
		skipSpace();
		int sign = take("-") ? -1 : take("+") ? 1 : 0;
		skipSpace();
		return nth(number, (sign != 0) ? sign * number() : 0, ofType);
	}

	private BiPredicate<Candidate, SelectorMatcher> nth(long step, long offset, boolean ofType) {
		this.countsSiblings = true;
		return (element, matcher) -> {
			long distance = matcher.index(ofType) - offset;
			return (step == 0) ? distance == 0 : distance % step == 0 && distance / step >= 0;
		};
	}

	private long number() {
		if (peek(0) < '0' || peek(0) > '9') {
			throw unexpected();
		}
		long number = 0;
		for (; peek(0) >= '0' && peek(0) <= '9'; this.position++) {
			number = Math.min(number * 10 + peek(0) - '0', Integer.MAX_VALUE);
		}
		return number;
	}

	private String string(String quote) {
		StringBuilder string = new StringBuilder();
		while (peek(0) != 0 && !take(quote)) {
			if (peek(0) == '\n') {
				throw refuse(this.position, "a string must end on its line");
			}
			if (peek(0) == '\\' && (peek(1) == 0 || peek(1) == '\n')) {
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
		while (isNameStart(0) || peek(0) == '-' || Character.isDigit(peek(0))) {
			consume(name);
		}
		return name.toString();
	}

	private boolean startsName() {
		return isNameStart(0) || peek(0) == '-' && (peek(1) == '-' || isNameStart(1));
	}

	private boolean isNameStart(int offset) {
		char next = peek(offset);
		return Character.isLetter(next) || next == '_' || next >= 0x80 || next == '\\' && peek(offset + 1) != '\n';
	}

	// Append the next character, which may be escaped
	private void consume(StringBuilder result) {
		boolean escaped = take("\\");
		int digits = 0;
		while (escaped && digits < 6 && HexFormat.isHexDigit(peek(digits))) {
			digits++;
		}
		if (digits == 0) {
			result.append((peek(0) != 0) ? peek(0) : '\uFFFD');
			this.position++;
		}
		else {
			int codePoint = Integer.parseInt(this.text, this.position, this.position + digits, 16);
			boolean valid = codePoint != 0 && Character.isValidCodePoint(codePoint)
					&& Character.getType(codePoint) != Character.SURROGATE;
			result.appendCodePoint(valid ? codePoint : '\uFFFD');
			this.position += digits;
			take(SPACE);
		}
	}

	// Comments are no white space, but may be where it may be
	private boolean skipSpace() {
		boolean space = false;
		for (skipComments(); take(SPACE); skipComments()) {
			space = true;
		}
		return space;
	}

	private void skipComments() {
		while (this.text.startsWith("/*", this.position)) {
			int end = this.text.indexOf("*/", this.position + 2);
			this.position = (end >= 0) ? end + 2 : this.text.length();
		}
	}

	private void expect(String character) {
		skipSpace();
		// CSS allows open brackets at the end
		if (peek(0) != 0 && !take(character)) {
			throw unexpected();
		}
	}

	private boolean take(String characters) {
		boolean taken = characters.indexOf(peek(0)) >= 0;
		this.position += taken ? 1 : 0;
		return taken;
	}

	// NUL stands for the end
	private char peek(int offset) {
		int index = this.position + offset;
		return (index < this.text.length()) ? this.text.charAt(index) : 0;
	}

	private IllegalArgumentException unexpected() {
		return refuse(this.position, (peek(0) == 0) ? "it ends too early"
				: "'" + Character.toString(this.text.codePointAt(this.position)) + "' is not supported here");
	}

	private IllegalArgumentException refuse(int position, String reason) {
		return new IllegalArgumentException("The selector '%s' cannot be used: %s (position %d, counted from 0)"
			.formatted(this.text, reason, position));
	}

	// The conditions on one element, and the combinator or comma before it
	record Compound(char combinator, @Nullable String type, List<BiPredicate<Candidate, SelectorMatcher>> tests) {

		boolean matches(String name, Candidate element, SelectorMatcher matcher) {
			boolean matches = this.type == null || this.type.equals(name);
			for (int i = 0; matches && i < this.tests.size(); i++) {
				matches = this.tests.get(i).test(element, matcher);
			}
			return matches;
		}

	}

}
