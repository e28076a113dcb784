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

package io.github.assetsboot.project;

import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads the request field that names versions of projects. It is a dictionary of RFC 9651
 * (structured field values). As the RFC wants it, a field that is not valid is ignored as
 * a whole. A member that is not a string is ignored alone.
 */
final class VersionOverrides {

	/**
	 * The name of the field.
	 */
	static final String FIELD = "Cloudflare-Workers-Version-Overrides";

	private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~:/";

	private static final int MAX_INTEGER_DIGITS = 15;

	private static final int MAX_DECIMAL_DIGITS = 12;

	private static final int MAX_FRACTION_DIGITS = 3;

	private static final int MAX_NUMBER_OF_FIELDS = 100;

	private final String text;

	private int position;

	private VersionOverrides(String text) {
		this.text = text;
	}

	/**
	 * Find the version that a request names.
	 * @param request the request, whose fields of this name are read as one list
	 * @param project the project
	 * @return the text, which need not be the id of a version; {@code null} if there is
	 * none
	 */
	static @Nullable String find(HttpServletRequest request, ProjectId project) {
		Enumeration<String> fields = request.getHeaders(FIELD);
		StringJoiner text = new StringJoiner(",");
		for (int i = 0; fields.hasMoreElements(); i++) {
			if (i == MAX_NUMBER_OF_FIELDS) {
				return null;
			}
			String field = fields.nextElement();
			if (!field.isBlank()) {
				text.add(field);
			}
		}
		return read(text.toString()).get(project.value());
	}

	/**
	 * Read the strings of a dictionary.
	 * @return the strings by their keys; none if the text is not a dictionary
	 */
	static Map<String, String> read(String text) {
		try {
			return new VersionOverrides(text).dictionary();
		}
		catch (SyntaxException ex) {
			return Map.of();
		}
	}

	private Map<String, String> dictionary() throws SyntaxException {
		Map<String, String> strings = new HashMap<>();
		skip(" ");
		entry(strings);
		for (skip(" \t"); this.position < this.text.length(); skip(" \t")) {
			expect(',');
			skip(" \t");
			entry(strings);
		}
		return strings;
	}

	private void entry(Map<String, String> strings) throws SyntaxException {
		String key = key();
		String value = takes('=') ? member() : null;
		parameters();
		if (value != null) {
			strings.put(key, value);
		}
		else {
			strings.remove(key);
		}
	}

	/**
	 * Return the member if it is a string.
	 */
	private @Nullable String member() throws SyntaxException {
		if (!takes('(')) {
			return bareItem();
		}
		for (skip(" "); !takes(')'); skip(" ")) {
			bareItem();
			parameters();
			if (peek() != ' ' && peek() != ')') {
				throw new SyntaxException();
			}
		}
		return null;
	}

	private void parameters() throws SyntaxException {
		while (takes(';')) {
			skip(" ");
			key();
			if (takes('=')) {
				bareItem();
			}
		}
	}

	private String key() throws SyntaxException {
		int start = this.position;
		if (!isLowerCase(peek()) && peek() != '*') {
			throw new SyntaxException();
		}
		while (isLowerCase(peek()) || isDigit(peek()) || "_-.*".indexOf(peek()) != -1) {
			this.position++;
		}
		return this.text.substring(start, this.position);
	}

	private @Nullable String bareItem() throws SyntaxException {
		char first = peek();
		if (first == '"') {
			return string();
		}
		if (first == '-' || isDigit(first)) {
			number(true);
		}
		else if (takes('?')) {
			if (!takes('0') && !takes('1')) {
				throw new SyntaxException();
			}
		}
		else if (takes('@')) {
			number(false);
		}
		else if (takes(':')) {
			bytes();
		}
		else if (takes('%')) {
			displayString();
		}
		else {
			token();
		}
		return null;
	}

	private String string() throws SyntaxException {
		StringBuilder value = new StringBuilder();
		expect('"');
		while (!takes('"')) {
			char c = next();
			if (c == '\\') {
				c = next();
				if (c != '"' && c != '\\') {
					throw new SyntaxException();
				}
			}
			if (c < ' ' || c > '~') {
				throw new SyntaxException();
			}
			value.append(c);
		}
		return value.toString();
	}

	private void displayString() throws SyntaxException {
		expect('"');
		while (!takes('"')) {
			char c = next();
			if (c < ' ' || c > '~' || (c == '%' && !(isHex(next()) && isHex(next())))) {
				throw new SyntaxException();
			}
		}
	}

	private void number(boolean decimal) throws SyntaxException {
		takes('-');
		int digits = digits();
		if (decimal && takes('.')) {
			int fraction = digits();
			if (digits > MAX_DECIMAL_DIGITS || fraction > MAX_FRACTION_DIGITS) {
				throw new SyntaxException();
			}
		}
		else if (digits > MAX_INTEGER_DIGITS) {
			throw new SyntaxException();
		}
	}

	private int digits() throws SyntaxException {
		int start = this.position;
		while (isDigit(peek())) {
			this.position++;
		}
		if (this.position == start) {
			throw new SyntaxException();
		}
		return this.position - start;
	}

	private void bytes() throws SyntaxException {
		while (!takes(':')) {
			char c = next();
			if (!isAlphanumeric(c) && "+/=".indexOf(c) == -1) {
				throw new SyntaxException();
			}
		}
	}

	private void token() throws SyntaxException {
		if (!isAlphanumeric(peek()) && peek() != '*') {
			throw new SyntaxException();
		}
		while (isAlphanumeric(peek()) || TOKEN_PUNCTUATION.indexOf(peek()) != -1) {
			this.position++;
		}
	}

	private void skip(String characters) {
		while (characters.indexOf(peek()) != -1) {
			this.position++;
		}
	}

	/**
	 * Return the next character, or 0 at the end.
	 */
	private char peek() {
		return (this.position < this.text.length()) ? this.text.charAt(this.position) : 0;
	}

	private char next() throws SyntaxException {
		if (this.position == this.text.length()) {
			throw new SyntaxException();
		}
		return this.text.charAt(this.position++);
	}

	private boolean takes(char c) {
		boolean there = peek() == c;
		if (there) {
			this.position++;
		}
		return there;
	}

	private void expect(char c) throws SyntaxException {
		if (!takes(c)) {
			throw new SyntaxException();
		}
	}

	private static boolean isLowerCase(char c) {
		return c >= 'a' && c <= 'z';
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	private static boolean isHex(char c) {
		return isDigit(c) || (c >= 'a' && c <= 'f');
	}

	private static boolean isAlphanumeric(char c) {
		return isLowerCase(c) || isDigit(c) || (c >= 'A' && c <= 'Z');
	}

	@SuppressWarnings("serial")
	private static final class SyntaxException extends Exception {

		SyntaxException() {
			super(null, null, false, false);
		}

	}

}
