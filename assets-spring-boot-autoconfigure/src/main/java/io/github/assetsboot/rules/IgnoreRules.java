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

import java.util.List;
import java.util.Locale;

import nl.basjes.gitignore.GitIgnore;

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

	private final GitIgnore rules;

	private IgnoreRules(GitIgnore rules) {
		this.rules = rules;
	}

	/**
	 * Create rules from lines; a later line wins over an earlier one.
	 * @param lines the lines
	 * @return the rules
	 */
	public static IgnoreRules of(List<String> lines) {
		StringBuilder text = new StringBuilder();
		lines.forEach((line) -> text.append(normalize(line)).append('\n'));
		return new IgnoreRules(new GitIgnore(text.toString()));
	}

	private static String normalize(String line) {
		String text = line.startsWith("\uFEFF") ? line.substring(1) : line;
		return text.toLowerCase(Locale.ROOT);
	}

	/**
	 * Return whether a file or folder is ignored, by a rule of its own. Whether a folder
	 * that it lies in is ignored is to be asked first.
	 * @param path the path relative to the root of the directory, a folder's with a slash
	 * at the end
	 * @return {@code true} if it is no asset
	 */
	public boolean ignores(String path) {
		return Boolean.TRUE.equals(this.rules.isIgnoredFile("/" + path.toLowerCase(Locale.ROOT)));
	}

}
