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

package io.github.assetsboot.robustness;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of differences between {@code .assetsignore} and other implementations of its
 * syntax. Each has a pattern of the rule files, or of the paths, in which it occurs.
 */
enum IgnoreDifference {

	/**
	 * For Git, {@code [!a]} and {@code [^a]} match any character but {@code a}. For
	 * Workers, they match {@code !} or {@code ^} and {@code a}, as a recording shows.
	 */
	NEGATED_CLASS(Other.GIT, "\\[[!^]"),

	/**
	 * Git gives three asterisks between slashes the meaning of two. The documentation
	 * says that other consecutive asterisks are regular asterisks, and the npm package
	 * does that.
	 */
	THREE_ASTERISKS(Other.GIT, "\\*\\*\\*"),

	/**
	 * Git gives the two asterisks of {@code a**}{@code /b} the meaning that they have
	 * between slashes. The documentation says that they are regular asterisks, and the
	 * npm package does that.
	 */
	ASTERISKS_AFTER_TEXT(Other.GIT, "(?md)([^/*!\\n]|[^\\n]!)\\*\\*(/|\\s*$)"),

	/**
	 * Git compares the bytes of UTF-8. So {@code ?} does not match a letter outside of
	 * ASCII, and the case of such a letter makes a difference.
	 */
	OUTSIDE_ASCII(Other.GIT, "[^\\x00-\\x7F\\uFEFF]"),

	/**
	 * Git matches the first character of a range whose end is before its beginning. Such
	 * a range is empty for the npm package.
	 */
	REVERSED_RANGE(Other.GIT, "\\[[bc]-a]"),

	/**
	 * Git keeps white space at the end of a line that is no space. For Workers, no white
	 * space is part of the line, as a recording shows.
	 */
	WHITE_SPACE(Other.GIT, "(?md)[\\t\\u00A0][ \\t\\u00A0]*\\r?$"),

	/**
	 * The npm package fails to read the whole file because of a class without an end, or
	 * of a backslash at the end of a segment. Here, the line has no effect, as for Git.
	 */
	REFUSED(Other.NPM, "(?md)\\[[^]\\n]*$|\\\\(/|\\s*$)"),

	/**
	 * For the npm package, the characters after {@code [} match anything, if the class
	 * has no end. Here, the line has no effect, as for Git.
	 */
	CLASS_WITHOUT_END(Other.NPM, "(?md)\\[[^]\\n]*$"),

	/**
	 * The npm package does not take an escaped {@code *}, {@code ?} or {@code [} for the
	 * character itself.
	 */
	ESCAPED_WILDCARD(Other.NPM, "\\\\[*?\\[]"),

	/**
	 * The npm package takes an escaped letter or slash for part of a regular expression.
	 */
	ESCAPED_LETTER(Other.NPM, "\\\\[a-z/]"),

	/**
	 * The npm package ends a class at a bracket that is its first character, or that is
	 * escaped.
	 */
	BRACKET_IN_CLASS(Other.NPM, "\\[(]|\\\\])"),

	/**
	 * The npm package does not know the classes of POSIX.
	 */
	POSIX_CLASS(Other.NPM, "\\[\\[:"),

	/**
	 * A class matches a slash in the npm package.
	 */
	SLASH_IN_CLASS(Other.NPM, "\\[[^]\\n]*/"),

	/**
	 * The npm package takes a line for anchored if white space, such as the carriage
	 * return of CRLF, stands after the slash at its end.
	 */
	WHITE_SPACE_AFTER_SLASH(Other.NPM, "(?md)/[ \\t\\r\\u00A0]+$"),

	/**
	 * The npm package takes the folder {@code a} for one of the folders of
	 * {@code a/**}{@code /}.
	 */
	FOLDERS_INSIDE(Other.NPM, "(?md)/\\*\\*/$"),

	/**
	 * For the npm package, {@code /**} does not match what is directly in the root.
	 */
	EVERYTHING_IN_ROOT(Other.NPM, "(?md)^!?/\\*\\*"),

	/**
	 * For the npm package, {@code **}{@code /**} stands for one folder at least.
	 */
	FOLDERS_TWICE(Other.NPM, "\\*\\*/\\*\\*"),

	/**
	 * For the npm package, the asterisk of {@code ^*} stands for one character at least.
	 */
	ASTERISK_AFTER_CARET(Other.NPM, "\\^\\*"),

	/**
	 * For the npm package, {@code !} without a pattern takes everything back.
	 */
	NEGATION_OF_NOTHING(Other.NPM, "(?md)^!/?[^\\S\\n]*$"),

	/**
	 * The npm package keeps a byte order mark in front of {@code !} and {@code #}.
	 */
	BYTE_ORDER_MARK(Other.NPM, "^\\uFEFF[!#/]");

	private final Other other;

	private final Pattern pattern;

	IgnoreDifference(Other other, String pattern) {
		this.other = other;
		this.pattern = Pattern.compile(pattern);
	}

	static List<IgnoreDifference> of(Other other) {
		return Arrays.stream(values()).filter((difference) -> difference.other == other).toList();
	}

	static @Nullable IgnoreDifference find(Other other, String rules, String path) {
		return of(other).stream()
			.filter((difference) -> difference != REFUSED)
			.filter((difference) -> difference.occursIn(rules)
					|| (difference == OUTSIDE_ASCII && difference.occursIn(path)))
			.findFirst()
			.orElse(null);
	}

	boolean occursIn(String text) {
		return this.pattern.matcher(text).find();
	}

	enum Other {

		GIT, NPM

	}

}
