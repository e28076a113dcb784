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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.rules.IgnoreRules;
import io.github.assetsboot.rules.RuleFiles;
import org.jspecify.annotations.Nullable;

/**
 * The files that were given to be published, looked through: rule files apart, ignored
 * ones left out, everything within the limits.
 *
 * @author the Assets for Spring Boot authors
 */
final class CollectedFiles implements ProjectFiles.Visitor {

	private static final int MAX_RULE_FILE_SIZE = 1 << 20;

	private static final int MAX_PATH_LENGTH = 1024;

	private static final Duration MAX_IGNORE_TIME = Duration.ofSeconds(10);

	private static final int MAX_IGNORE_RULES = 100;

	private static final int MAX_WILDCARDS = 3;

	private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}$)[^/\\\\\\p{Cntrl}]{1,255}");

	private final ProjectLimits limits;

	private final Map<String, StorageContent> files = new LinkedHashMap<>();

	private long size;

	CollectedFiles(ProjectLimits limits) {
		this.limits = limits;
	}

	@Override
	public void file(String path, StorageContent content) {
		checkPath(path);
		if (content.size() > this.limits.fileSize()) {
			throw new InvalidProjectFilesException(shown(path) + " has " + content.size()
					+ " bytes, and a file can have " + this.limits.fileSize() + " at most");
		}
		if (this.files.putIfAbsent(path, content) != null) {
			throw new InvalidProjectFilesException(shown(path) + " is there twice");
		}
		this.size += content.size();
		if (this.files.size() > this.limits.files()) {
			throw new InvalidProjectFilesException("There are more than " + this.limits.files() + " files");
		}
		if (this.size > this.limits.totalSize()) {
			throw new InvalidProjectFilesException(
					"The files have more than " + this.limits.totalSize() + " bytes together");
		}
	}

	private static void checkPath(String path) {
		boolean valid = !path.isEmpty() && path.length() <= MAX_PATH_LENGTH;
		for (String segment : path.split("/", -1)) {
			valid &= SEGMENT.matcher(segment).matches();
		}
		if (!valid) {
			throw new InvalidProjectFilesException(shown(path) + " is no path of a file inside a project");
		}
	}

	private static String shown(String path) {
		String printable = path.replaceAll("\\p{Cntrl}", "?");
		return "'" + ((printable.length() > 200) ? printable.substring(0, 200) + "…" : printable) + "'";
	}

	/**
	 * Return the files that are assets, by path with a slash in front.
	 */
	Map<String, StorageContent> assets() throws IOException {
		IgnoreRules rules = ignoreRules();
		Predicate<String> ignored = ((Predicate<String>) AssetDirectory::isContainerFolder).or(rules::ignores);
		long deadline = System.nanoTime() + MAX_IGNORE_TIME.toNanos();
		Map<String, StorageContent> assets = new LinkedHashMap<>();
		this.files.forEach((path, content) -> {
			if (!RuleFiles.contains(path) && !AssetDirectory.isIgnored(path, ignored)) {
				assets.put("/" + path, content);
			}
			checkTime(deadline);
		});
		return assets;
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
			lines.forEach(CollectedFiles::checkWildcards);
		}
		return IgnoreRules.of(lines);
	}

	private static void checkWildcards(String line) {
		long anyDepth = 0;
		for (String segment : line.split("/")) {
			boolean valid = segment.equals("**") ? ++anyDepth <= MAX_WILDCARDS
					: segment.chars().filter((character) -> character == '*').count() <= MAX_WILDCARDS;
			if (!valid) {
				throw new InvalidProjectFilesException(IgnoreRules.FILE_NAME + " has the line " + shown(line)
						+ ", and a line can have three '*' between two slashes, and three '**' as a whole, at most");
			}
		}
	}

	private static void checkTime(long deadline) {
		if (System.nanoTime() - deadline > 0) {
			throw new InvalidProjectFilesException("It takes too long to compare the files with the rules of "
					+ IgnoreRules.FILE_NAME + ". Write fewer of them.");
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
			throw new InvalidProjectFilesException(name + " has more than " + MAX_RULE_FILE_SIZE + " bytes");
		}
		try (InputStream stream = content.open()) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
