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
import java.util.List;
import java.util.Set;

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

	private static final int MAX_SHOWN_LENGTH = 200;

	private final IgnoreAutomaton automaton;

	/**
	 * Location and text of each line.
	 */
	private final List<String> descriptions;

	private IgnoreRules(List<Line> lines) {
		List<IgnorePattern> patterns = new ArrayList<>();
		this.descriptions = new ArrayList<>();
		for (Line line : lines) {
			patterns.add(line.pattern());
			this.descriptions.add(line.description());
		}
		this.automaton = new IgnoreAutomaton(patterns);
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
		return of(setting, "assets.ignore", file);
	}

	/**
	 * Create rules from the lines of a setting and of a file; a later line wins over an
	 * earlier one, and the file over the setting.
	 * @param setting the lines of the setting
	 * @param property the name of the setting
	 * @param file the text of {@code .assetsignore}, or {@code null} if there is no such
	 * file
	 * @return the rules
	 */
	public static IgnoreRules of(List<String> setting, String property, @Nullable String file) {
		List<Line> rules = new ArrayList<>();
		for (String line : setting) {
			add(rules, line, "'" + property + "'");
		}
		List<String> lines = (file != null) ? file.lines().toList() : List.of();
		for (int index = 0; index < lines.size(); index++) {
			add(rules, lines.get(index), "line " + (index + 1) + " of " + FILE_NAME);
		}
		return new IgnoreRules(rules);
	}

	private static void add(List<Line> rules, String line, String source) {
		IgnorePattern pattern = IgnorePattern.parse(line);
		if (pattern != null) {
			rules.add(new Line(pattern, source + ": " + shown(line)));
		}
	}

	private static String shown(String line) {
		String text = (line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
		return (text.length() > MAX_SHOWN_LENGTH) ? text.substring(0, MAX_SHOWN_LENGTH) + "…" : text;
	}

	/**
	 * Return whether a file or folder itself is ignored, regardless of the folders above
	 * it. The caller has to check those first.
	 * @param path the path relative to the root of the directory, a folder's with a slash
	 * at the end
	 * @return {@code true} if it is no asset
	 */
	public boolean ignores(String path) {
		return reason(path) != null;
	}

	/**
	 * Return whether a file is ignored, by a rule of its own or of a folder that it lies
	 * in.
	 * @param path the path of the file relative to the root of the directory
	 * @return {@code true} if it is no asset
	 */
	public boolean ignoresFile(String path) {
		return this.automaton.ignoringWithFolders(path) != -1;
	}

	/**
	 * Return which line ignores a file or folder itself, regardless of the folders above
	 * it. The caller has to check those first.
	 * @param path the path relative to the root of the directory, a folder's with a slash
	 * at the end
	 * @return where the line stands and its text, such as
	 * {@code line 3 of .assetsignore: drafts/}, or {@code null} if it is not ignored
	 */
	public @Nullable String reason(String path) {
		int pattern = this.automaton.ignoring(path);
		return (pattern != -1) ? this.descriptions.get(pattern) : null;
	}

	/**
	 * A line with a pattern.
	 *
	 * @param pattern the pattern
	 * @param description where the line stands and its text
	 */
	private record Line(IgnorePattern pattern, String description) {

	}

	/**
	 * The files in the root of a directory that are rules, and so no assets.
	 *
	 * @since 0.1.0
	 */
	public static final class RuleFiles {

		private static final Set<String> NAMES = Set.of(Redirects.FILE_NAME, HeaderRules.FILE_NAME,
				IgnoreRules.FILE_NAME);

		private RuleFiles() {
		}

		/**
		 * Return whether a file is one of them.
		 * @param path its path relative to the root
		 * @return {@code true} if it is a rule file
		 */
		public static boolean contains(String path) {
			return NAMES.contains(path);
		}

	}

}
