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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes the character references in the values of attributes.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state">HTML,
 * character reference state</a>
 */
final class CharacterReferences {

	private static final Pattern REFERENCE = Pattern
		.compile("&(?:#([0-9]++)|#[xX]([0-9a-fA-F]++)|([a-zA-Z][a-zA-Z0-9]*+)(?![a-zA-Z0-9=]))(;?)");

	/**
	 * References that are found without the table.
	 */
	private static final Map<String, String> FREQUENT = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "nbsp",
			"\u00a0");

	/**
	 * The characters that numbers from 128 to 159 mean. They are those of windows-1252.
	 */
	private static final String REPLACED = "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039"
			+ "\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153"
			+ "\u009d\u017e\u0178";

	private CharacterReferences() {
	}

	/**
	 * Decode the value of an attribute.
	 * @param attributeValue the value as it stands in the page
	 * @return the decoded value
	 */
	static String decode(String attributeValue) {
		if (attributeValue.indexOf('&') < 0) {
			return attributeValue;
		}
		return REFERENCE.matcher(attributeValue).replaceAll((reference) -> Matcher.quoteReplacement(decode(reference)));
	}

	private static String decode(MatchResult reference) {
		String name = reference.group(3);
		if (name == null) {
			return Character.toString((reference.group(1) != null) ? codePoint(reference.group(1), 10)
					: codePoint(reference.group(2), 16));
		}
		String frequent = FREQUENT.get(name);
		String characters = (frequent != null) ? frequent : Names.TABLE.get(name + reference.group(4));
		return (characters != null) ? characters : reference.group();
	}

	private static int codePoint(String digits, int radix) {
		int codePoint = 0;
		for (int i = 0; i < digits.length() && codePoint <= Character.MAX_CODE_POINT; i++) {
			codePoint = codePoint * radix + Character.digit(digits.charAt(i), radix);
		}
		if (codePoint >= 0x80 && codePoint < 0x80 + REPLACED.length()) {
			return REPLACED.charAt(codePoint - 0x80);
		}
		boolean valid = codePoint > 0 && codePoint <= Character.MAX_CODE_POINT
				&& (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
		return valid ? codePoint : '\ufffd';
	}

	/**
	 * The names of the standard. The table is read when the first of them is met.
	 */
	private static final class Names {

		static final Map<String, String> TABLE = load();

		private static Map<String, String> load() {
			Map<String, String> table = new HashMap<>();
			try (BufferedReader reader = new BufferedReader(new InputStreamReader(
					CharacterReferences.class.getResource("character-references.txt").openStream(),
					StandardCharsets.US_ASCII))) {
				reader.lines().filter((line) -> !line.startsWith("#")).forEach((line) -> {
					String[] fields = line.split(" ");
					StringBuilder characters = new StringBuilder();
					for (int i = 1; i < fields.length; i++) {
						characters.appendCodePoint(Integer.parseInt(fields[i], 16));
					}
					String name = fields[0].replace("*", "");
					table.put(name + ";", characters.toString());
					if (!name.equals(fields[0])) {
						table.put(name, characters.toString());
					}
				});
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return table;
		}

	}

}
