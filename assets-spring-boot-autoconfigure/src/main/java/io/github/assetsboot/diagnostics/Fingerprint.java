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

package io.github.assetsboot.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The part of a file's name that may be a fingerprint of its content: hexadecimal or
 * base64url, of 8 and more characters.
 *
 * @param token the part
 * @param separator the character before it, empty at the start of the name
 * @param stem the name without it
 * @param strong whether the part alone says that it is a fingerprint. Otherwise, it is
 * one only if others beside it say so
 */
record Fingerprint(String token, String separator, String stem, boolean strong) {

	/**
	 * The fingerprints of Rollup, which may have hyphens and underscores in them.
	 */
	private static final int ROLLUP_LENGTH = 8;

	private static final int LONG_WORD = 4;

	private static final int MAX_WORDS = 3;

	private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z]{8,64}");

	private static final Pattern BASE64_URL = Pattern.compile("[0-9A-Za-z_-]+");

	private static final Pattern UUID = Pattern
		.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

	private static final int UUID_LENGTH = 36;

	private static final Pattern SEPARATOR = Pattern.compile("[-_]");

	private static final Pattern DATE = Pattern.compile("(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01]).*");

	private static final Pattern SIZE = Pattern.compile("(?i)\\d{2,5}x\\d{2,5}.*|\\d{3,4}p.*");

	private static final Pattern WORD_WITH_NUMBER = Pattern.compile("[0-9]*[A-Za-z]?[a-z]{3,}[0-9]*");

	private static final int LONG = 16;

	private static final Pattern LONG_HEXADECIMAL = Pattern.compile("(?=.*[0-9])(?=.*[a-f])[0-9a-f]{16,}");

	private static final Pattern DIGITS_AT_ONE_END = Pattern.compile("[0-9]*[^0-9]+|[^0-9]+[0-9]*");

	/**
	 * Parts that are written in one go, a word in camel case each.
	 */
	private static final Pattern CHUNK = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+|[0-9]+");

	private static final Pattern CONSONANTS = Pattern.compile("[^aeiouy]{3}");

	private static final Pattern VOWEL = Pattern.compile("[aeiouy]");

	private static final Set<String> ABBREVIATIONS = Set.of("html", "http", "https", "css", "xml", "svg", "pdf", "png",
			"jpg", "btn", "img", "src", "md", "lg", "sm", "xs", "xl", "px", "db", "js", "ts", "mp");

	/**
	 * Find the fingerprint in the name of a file.
	 * @param name the name
	 * @return the fingerprint, or {@code null} if the name has none
	 */
	static @Nullable Fingerprint find(String name) {
		String[] parts = name.split("\\.", -1);
		if (parts[parts.length - 1].toLowerCase(Locale.ROOT).startsWith("htm")) {
			return null;
		}
		Fingerprint found = null;
		int start = 0;
		for (int index = 0; index < parts.length - 1; index++) {
			Fingerprint fingerprint = hasUuid(parts[index]) ? null
					: findInPart(name, start, parts[index], (index == 0) ? "" : ".");
			if (fingerprint != null && (found == null || fingerprint.strong())) {
				found = fingerprint;
			}
			start += parts[index].length() + 1;
		}
		return found;
	}

	private static boolean hasUuid(String part) {
		return part.length() >= UUID_LENGTH && UUID.matcher(part).find();
	}

	private static @Nullable Fingerprint findInPart(String name, int start, String part, String before) {
		Fingerprint weak = null;
		int from = 0;
		for (String piece : SEPARATOR.split(part, -1)) {
			String separator = (from == 0) ? before : part.substring(from - 1, from);
			boolean last = from + piece.length() == part.length();
			if ((last || from == 0 && !before.isEmpty()) && PLAIN.matcher(piece).matches() && !isMeant(piece)) {
				Fingerprint fingerprint = of(name, start + from, piece, separator, isStrong(piece));
				if (fingerprint.strong()) {
					return fingerprint;
				}
				weak = fingerprint;
			}
			from += piece.length() + 1;
		}
		int cut = part.length() - ROLLUP_LENGTH;
		if (weak != null || cut < 0 || (cut > 0 && part.charAt(cut - 1) != '-')) {
			return weak;
		}
		String tail = part.substring(cut);
		boolean separated = tail.indexOf('-') != -1 || tail.indexOf('_') != -1;
		return (separated && BASE64_URL.matcher(tail).matches() && !isMeant(tail))
				? of(name, start + cut, tail, (cut > 0) ? "-" : before, false) : null;
	}

	private static Fingerprint of(String name, int start, String token, String separator, boolean strong) {
		return new Fingerprint(token, separator,
				name.substring(0, start) + "*" + name.substring(start + token.length()), strong);
	}

	boolean isNumber() {
		return digits(this.token) == this.token.length();
	}

	boolean isHexadecimal() {
		return this.token.matches("[0-9a-f]+");
	}

	/**
	 * Whether a part is made of words, or is a number, a date or a size.
	 */
	private static boolean isMeant(String token) {
		boolean digits = digits(token) > 0;
		boolean lowerCase = token.equals(token.toLowerCase(Locale.ROOT));
		return (lowerCase && !digits) || (Character.isDigit(token.charAt(0)) && isDateOrSize(token))
				|| (!isLongHexadecimal(token) && isText(token, digits));
	}

	private static int digits(String token) {
		int digits = 0;
		for (int i = 0; i < token.length(); i++) {
			digits += Character.isDigit(token.charAt(i)) ? 1 : 0;
		}
		return digits;
	}

	private static boolean isDateOrSize(String token) {
		return DATE.matcher(token).matches() || SIZE.matcher(token).matches();
	}

	/**
	 * Words in camel case, few and not too short, with digits at most between two of
	 * them.
	 */
	private static boolean isText(String token, boolean digits) {
		if (WORD_WITH_NUMBER.matcher(token).matches()) {
			return true;
		}
		List<String> words = words(token);
		if (words.isEmpty() || hasUnreadable(words)) {
			return false;
		}
		boolean capitals = token.equals(token.toUpperCase(Locale.ROOT));
		int longest = 0;
		int letters = 0;
		for (String word : words) {
			letters += word.length();
			if (capitals || !word.equals(word.toUpperCase(Locale.ROOT))) {
				longest = Math.max(longest, word.length());
			}
		}
		boolean apart = !digits || DIGITS_AT_ONE_END.matcher(token).matches();
		return (words.size() <= MAX_WORDS && longest >= LONG_WORD)
				|| (apart && letters * 2 >= words.size() * LONG_WORD);
	}

	private static boolean isLongHexadecimal(String token) {
		return token.length() >= LONG && LONG_HEXADECIMAL.matcher(token).matches();
	}

	/**
	 * Digits, small and capital letters take turns in a fingerprint.
	 */
	private static boolean isStrong(String token) {
		if (isLongHexadecimal(token)) {
			return true;
		}
		int digits = digits(token);
		if (digits == 0 || digits * 4 > token.length() * 3) {
			return false;
		}
		List<String> chunks = chunks(token);
		return chunks.size() > 3 || (chunks.size() > 2 && hasUnreadable(words(token)));
	}

	private static List<String> chunks(String token) {
		List<String> chunks = new ArrayList<>();
		Matcher matcher = CHUNK.matcher(token);
		while (matcher.find()) {
			chunks.add(matcher.group());
		}
		return chunks;
	}

	private static List<String> words(String token) {
		List<String> words = chunks(token);
		words.removeIf((chunk) -> Character.isDigit(chunk.charAt(0)));
		return words;
	}

	private static boolean hasUnreadable(List<String> words) {
		for (String word : words) {
			if (!isReadable(word)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isReadable(String text) {
		String word = text.toLowerCase(Locale.ROOT);
		return word.length() == 1 || ABBREVIATIONS.contains(word)
				|| (VOWEL.matcher(word).find() && !CONSONANTS.matcher(word).find());
	}

}
