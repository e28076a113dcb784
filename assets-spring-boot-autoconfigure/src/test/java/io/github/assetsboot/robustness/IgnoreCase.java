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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule file with paths, made at random of parts that often match.
 *
 * @param rules the text of the rule file
 * @param paths paths of files
 */
record IgnoreCase(String rules, List<String> paths) {

	private static final int MAX_LINES = 6;

	private static final int PATHS = 110;

	private static final List<String> PARTS = List.of("a", "b", "ab", "A", "c", ".js", ".map", "-", "1", "*", "*", "*",
			"?", "[ab]", "[a-c]", "[A-C1]", "[-a]", "[a-]", "**", " ", "#", "!", "(a)", "{a,b}", "a+", "$", "^", "|",
			"+", "]");

	private static final List<String> ENDS = List.of("", "", "", "", "", "", "", "/", "/", " ", "   ", "\\ ");

	private static final List<String> LINES = List.of("", "# a", "#a", "/", "   ", "\\#a", "\\!a", "!#a", "!!a", "//",
			"**/", "*");

	/**
	 * Parts that mean different things to different implementations.
	 */
	private static final List<String> SPECIAL_PARTS = List.of("[!a]", "[^b]", "[!a-c]", "[^]", "[!]a]", "[]a]", "[]-a]",
			"[c-a]", "[b-a]", "[\\]]", "[\\a]", "[[:alpha:]]", "[[:digit:]b]", "[[:upper:]]", "[[:punct:]]",
			"[[:foo:]]", "[[:alpha:]", "[a/b]", "[b/a]", "[a", "[", "***", "\\a", "\\b", "\\", "\\*", "\\?", "\\[", "é",
			"É", "[à-ü]", "ſ", "Σ", "\u2603");

	private static final List<String> SPECIAL_ENDS = List.of("\t", " \t ", "\u00A0", "\\\\ ", "\\  ", "/ ", "/**/");

	private static final List<String> SPECIAL_LINES = List.of("!", "! ", "/**", "!/**", "***/a", "a**/b", "a **/b",
			"^*");

	private static final List<String> NAMES = List.of("a", "b", "c", "ab", "ba", "abc", "A", "B", "a.js", "b.js",
			"B.JS", "a.js.map", "aab", "1", "a1", "-", "a-b", "a b", " a", "a ", "#a", "!a", "^b", "^", "!", "]", "a]",
			"[a", "[", "*", "a*", "?", "(a)", "{a,b}", "$", "a$", "|", "+", "a+", "aa", ".js", "_");

	private static final List<String> SPECIAL_NAMES = List.of("é", "É", "aé", "ü", "s", "S", "ſ", "σ", "ς", "Σ",
			"\u2603", "\ud83d\ude00");

	/**
	 * Make a case. Every second one has something special, so that a difference can be
	 * told from others.
	 */
	static IgnoreCase random(Random random) {
		List<String> parts = new ArrayList<>(PARTS);
		List<String> ends = new ArrayList<>(ENDS);
		List<String> lines = new ArrayList<>(LINES);
		List<String> names = new ArrayList<>(NAMES);
		String byteOrderMark = "";
		switch (random.nextInt(12)) {
			case 0, 1, 2, 3 -> parts.addAll(Collections.nCopies(20, pick(random, SPECIAL_PARTS)));
			case 4 -> ends.addAll(Collections.nCopies(5, pick(random, SPECIAL_ENDS)));
			case 5 -> lines.addAll(Collections.nCopies(40, pick(random, SPECIAL_LINES)));
			case 6 -> byteOrderMark = "\uFEFF";
			default -> {
			}
		}
		if (parts.size() > PARTS.size()) {
			names.addAll(SPECIAL_NAMES);
		}
		String lineEnd = (random.nextInt(8) == 0) ? "\r\n" : "\n";
		StringBuilder rules = new StringBuilder(byteOrderMark);
		for (int count = 1 + random.nextInt(MAX_LINES); count > 0; count--) {
			rules.append((random.nextInt(100) < lines.size()) ? pick(random, lines) : line(random, parts, ends))
				.append(lineEnd);
		}
		Set<String> paths = new LinkedHashSet<>();
		while (paths.size() < PATHS) {
			paths.add(join(1 + random.nextInt(4), () -> pick(random, names)));
		}
		return new IgnoreCase(rules.toString(), List.copyOf(paths));
	}

	private static String line(Random random, List<String> parts, List<String> ends) {
		String start = pick(random, List.of("", "", "", "", "", "/", "!", "!/"));
		String segments = join(1 + random.nextInt(random.nextInt(4) + 1), () -> switch (random.nextInt(8)) {
			case 0 -> "**";
			case 1 -> "*";
			default -> pick(random, parts) + ((random.nextInt(3) == 0) ? "" : pick(random, parts));
		});
		return start + segments + pick(random, ends);
	}

	private static String join(int count, Supplier<String> segment) {
		return Stream.generate(segment).limit(count).collect(Collectors.joining("/"));
	}

	private static String pick(Random random, List<String> choices) {
		return choices.get(random.nextInt(choices.size()));
	}

}
