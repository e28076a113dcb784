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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.NeverServed;
import io.github.assetsboot.rules.IgnoreRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.RuleFiles;
import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;

/**
 * The files that were given to be published, looked through: rule files apart, ignored
 * ones left out, everything within the limits.
 *
 * @author the Assets for Spring Boot authors
 */
final class CollectedFiles implements ProjectFiles.Visitor {

	/**
	 * Server-rendered pages find their scripts by it.
	 */
	private static final String VITE_MANIFEST = ".vite/manifest.json";

	private static final int MAX_RULE_FILE_SIZE = 1 << 20;

	private static final Duration MAX_IGNORE_TIME = Duration.ofSeconds(10);

	private static final int MAX_IGNORE_RULES = 100;

	private static final int MAX_WILDCARDS = 3;

	private static final int MAX_LINE_LENGTH = 2000;

	private final FileChecks checks;

	private final Map<String, StorageContent> files = new LinkedHashMap<>();

	CollectedFiles(ProjectLimits limits) {
		this.checks = new FileChecks(limits);
	}

	@Override
	public void file(String path, StorageContent content) {
		this.checks.check(path, content.size());
		this.files.put(path, content);
	}

	@Override
	public void folder(String path) {
		this.checks.checkFolder();
	}

	/**
	 * Return the files that the version stores, by path with a slash in front: the assets
	 * and Vite's manifest, which is never served.
	 */
	Map<String, StorageContent> stored() throws IOException {
		IgnoreRules rules = ignoreRules();
		Map<String, StorageContent> stored;
		try (ComputingTurns.Turn turn = ComputingTurns.PUBLISHING.take()) {
			stored = stored(rules, new IgnoreTime(turn));
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
		checkNotEmpty(stored);
		return stored;
	}

	private Map<String, StorageContent> stored(IgnoreRules rules, IgnoreTime time) {
		Predicate<String> ignored = (path) -> NeverServed.reason(path) != null || rules.ignores(path, time);
		Map<String, StorageContent> stored = new LinkedHashMap<>();
		this.files.forEach((path, content) -> {
			if (path.equals(VITE_MANIFEST) || (!RuleFiles.contains(path) && !AssetDirectory.isIgnored(path, ignored))) {
				stored.put("/" + path, content);
			}
		});
		return stored;
	}

	/**
	 * A site that only redirects needs no file.
	 */
	private void checkNotEmpty(Map<String, StorageContent> stored) {
		if (stored.keySet().stream().allMatch(("/" + VITE_MANIFEST)::equals)
				&& !this.files.containsKey(Redirects.FILE_NAME)) {
			throw new InvalidProjectFilesException("There is no file to serve: "
					+ (this.files.isEmpty() ? "nothing was given" : "every given file is ignored or a rule file"));
		}
	}

	/**
	 * Rules come from the project, and the time that a wildcard takes grows with the
	 * power of their number.
	 */
	private IgnoreRules ignoreRules() throws IOException {
		List<String> lines = new ArrayList<>(IgnoreRules.DEFAULTS);
		String ignore = text(IgnoreRules.FILE_NAME);
		if (ignore != null) {
			ignore.lines().filter((line) -> !line.isBlank() && !line.startsWith("#")).forEach(lines::add);
			if (lines.size() > IgnoreRules.DEFAULTS.size() + MAX_IGNORE_RULES) {
				throw new InvalidProjectFilesException(
						IgnoreRules.FILE_NAME + " has more than " + MAX_IGNORE_RULES + " rules");
			}
			lines.forEach(CollectedFiles::checkLine);
		}
		return IgnoreRules.of(lines);
	}

	/**
	 * A library compares the lines. It needs long for long ones, and logs those that are
	 * no patterns.
	 */
	private static void checkLine(String line) {
		if (line.length() > MAX_LINE_LENGTH) {
			throw new InvalidProjectFilesException(IgnoreRules.FILE_NAME + " has the line " + FileChecks.shown(line)
					+ ", and a line can have " + FileChecks.number(MAX_LINE_LENGTH) + " characters at most");
		}
		checkWildcards(line);
		if (!IgnoreRules.isValid(line)) {
			throw new InvalidProjectFilesException(IgnoreRules.FILE_NAME + " has the line " + FileChecks.shown(line)
					+ ", which is no pattern. Close the bracket, or write '\\[' for one that is part of a name.");
		}
	}

	private static void checkWildcards(String line) {
		long anyDepth = 0;
		for (String segment : line.split("/")) {
			boolean valid = segment.equals("**") ? ++anyDepth <= MAX_WILDCARDS
					: segment.chars().filter((character) -> character == '*').count() <= MAX_WILDCARDS;
			if (!valid) {
				throw new InvalidProjectFilesException(IgnoreRules.FILE_NAME + " has the line " + FileChecks.shown(line)
						+ ", and a line can have three '*' between two slashes, and three '**' as a whole, at most");
			}
		}
	}

	/**
	 * Return the text of a rule file.
	 */
	@Nullable String text(String name) throws IOException {
		StorageContent content = this.files.get(name);
		if (content == null) {
			return null;
		}
		if (content.size() > MAX_RULE_FILE_SIZE) {
			throw new InvalidProjectFilesException(
					name + " has more than " + FileChecks.number(MAX_RULE_FILE_SIZE) + " bytes");
		}
		try (InputStream stream = content.open()) {
			return AssetDirectory.text(stream.readAllBytes());
		}
	}

	/**
	 * Limits the time that comparing takes, and shares it. The time in which others have
	 * their turns does not count.
	 */
	private static final class IgnoreTime implements Runnable {

		private final ComputingTurns.Turn turn;

		private long deadline = System.nanoTime() + MAX_IGNORE_TIME.toNanos();

		IgnoreTime(ComputingTurns.Turn turn) {
			this.turn = turn;
		}

		@Override
		public void run() {
			long now = System.nanoTime();
			if (now - this.deadline > 0) {
				throw new InvalidProjectFilesException("It takes too long to compare the files with the rules of "
						+ IgnoreRules.FILE_NAME + ". Write fewer of them.");
			}
			try {
				this.turn.share();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.deadline += System.nanoTime() - now;
		}

	}

}
