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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jgit.ignore.FastIgnoreRule;
import org.eclipse.jgit.ignore.internal.PathMatcher;
import org.jspecify.annotations.Nullable;

/**
 * The files of a directory that are no assets: lines in the syntax of {@code .gitignore},
 * which do not regard case.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/binding/#ignoring-assets">Workers:
 * ignoring assets</a>
 */
public final class IgnoreRules {

	/**
	 * Name of the rule file.
	 */
	public static final String FILE_NAME = ".assetsignore";

	/**
	 * Lines that apply unless told otherwise.
	 */
	public static final List<String> DEFAULTS = List.of(".git", ".env", ".env.*", ".DS_Store", "__MACOSX/", "Thumbs.db",
			"desktop.ini");

	private static final Pattern NEGATED_CLASS = Pattern.compile("(?<!\\\\)\\[([!^])([^\\]/]++)]");

	private static final int MAX_SHOWN_LENGTH = 200;

	private final List<Line> rules;

	private IgnoreRules(List<Line> rules) {
		this.rules = rules;
	}

	/**
	 * Create rules from the lines of a setting; a later line wins over an earlier one.
	 * @param lines the lines
	 * @return the rules
	 */
	public static IgnoreRules of(List<String> lines) {
		return of(lines, null);
	}

	/**
	 * Create rules from the lines of a setting and of a file; a later line wins over an
	 * earlier one, and the file over the setting.
	 * @param setting the lines of {@code assets.ignore}
	 * @param file the text of {@code .assetsignore}, or {@code null} if there is no such
	 * file
	 * @return the rules
	 */
	public static IgnoreRules of(List<String> setting, @Nullable String file) {
		List<Line> rules = new ArrayList<>();
		setting.forEach((line) -> add(rules, line, "'assets.ignore'"));
		List<String> lines = (file != null) ? file.lines().toList() : List.of();
		for (int index = 0; index < lines.size(); index++) {
			add(rules, lines.get(index), "line " + (index + 1) + " of " + FILE_NAME);
		}
		Collections.reverse(rules);
		return new IgnoreRules(rules);
	}

	private static void add(List<Line> rules, String line, String source) {
		FastIgnoreRule rule = new FastIgnoreRule(normalize(line));
		if (!rule.isEmpty()) {
			rules.add(new Line(rule, source + ": " + shown(line)));
		}
	}

	private static String shown(String line) {
		String text = (line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
		return (text.length() > MAX_SHOWN_LENGTH) ? text.substring(0, MAX_SHOWN_LENGTH) + "…" : text;
	}

	/**
	 * Adapt a line to what the library takes: without case, without white space at the
	 * end unless it is escaped, and without the negation of a character class, which
	 * Workers do not know.
	 */
	private static String normalize(String line) {
		String text = line.startsWith("\uFEFF") ? line.substring(1) : line;
		int end = text.length();
		while (end > 0 && Whitespace.is(text.charAt(end - 1)) && !(end > 1 && text.charAt(end - 2) == '\\')) {
			end--;
		}
		return NEGATED_CLASS.matcher(text.substring(0, end))
			.replaceAll(IgnoreRules::withoutNegation)
			.toLowerCase(Locale.ROOT);
	}

	/**
	 * The library takes {@code ^]} for a class that does not end.
	 */
	private static String withoutNegation(MatchResult negatedClass) {
		String sign = negatedClass.group(1);
		String characters = negatedClass.group(2);
		String end = sign.equals("^") ? characters : "";
		return Matcher.quoteReplacement("[" + characters + sign + end + "]");
	}

	/**
	 * Return whether a line is a pattern. One that is not has no effect, and the library
	 * logs it with a stack trace.
	 * @param line the line
	 * @return {@code false} if it is not, such as one with a bracket that does not end
	 */
	public static boolean isValid(String line) {
		String pattern = normalize(line).replaceFirst("^!", "");
		try {
			PathMatcher.createPathMatcher(pattern, FastIgnoreRule.PATH_SEPARATOR, false);
			return true;
		}
		catch (Exception ex) {
			// whatever the library makes of it, a path cannot be compared with it
			return false;
		}
	}

	/**
	 * Return whether a file or folder is ignored, by a rule of its own. Whether a folder
	 * that it lies in is ignored is to be asked first.
	 * @param path the path relative to the root of the directory, a folder's with a slash
	 * at the end
	 * @return {@code true} if it is no asset
	 */
	public boolean ignores(String path) {
		return reason(path) != null;
	}

	/**
	 * Return whether a file or folder is ignored, by a rule of its own, with a look at
	 * the time in between.
	 * @param path the path relative to the root of the directory, a folder's with a slash
	 * at the end
	 * @param beforeEachLine runs before the path is compared with a line
	 * @return {@code true} if it is no asset
	 */
	public boolean ignores(String path, Runnable beforeEachLine) {
		return reason(path, beforeEachLine) != null;
	}

	/**
	 * Return which line ignores a file or folder, by a rule of its own. Whether a folder
	 * that it lies in is ignored is to be asked first.
	 * @param path the path relative to the root of the directory, a folder's with a slash
	 * at the end
	 * @return where the line stands and its text, such as
	 * {@code line 3 of .assetsignore: drafts/}, or {@code null} if it is not ignored
	 */
	public @Nullable String reason(String path) {
		return reason(path, () -> {
		});
	}

	private @Nullable String reason(String path, Runnable beforeEachLine) {
		boolean directory = path.endsWith("/");
		String name = (directory ? path.substring(0, path.length() - 1) : path).toLowerCase(Locale.ROOT);
		for (Line line : this.rules) {
			beforeEachLine.run();
			if (line.rule().isMatch(name, directory, true)) {
				return line.rule().getResult() ? line.description() : null;
			}
		}
		return null;
	}

	/**
	 * A line with a rule.
	 *
	 * @param rule the rule
	 * @param description where the line stands and its text
	 */
	private record Line(FastIgnoreRule rule, String description) {

	}

}
