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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.AssetDirectory.NeverServed;
import io.github.assetsboot.project.ProjectFiles.ZippedProjectFiles;
import io.github.assetsboot.rules.IgnoreRules;
import io.github.assetsboot.rules.IgnoreRules.RuleFiles;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.vite.ViteManifest;
import org.jspecify.annotations.Nullable;

/**
 * The files of a publishing: checked, without ignored ones, and with the rule files
 * apart.
 *
 * @author the Assets for Spring Boot authors
 */
final class CollectedFiles implements ProjectFiles.Visitor {

	private static final int MAX_RULE_FILE_SIZE = 1 << 20;

	/**
	 * The time for a comparison grows with the length of the rules.
	 */
	private static final int MAX_IGNORE_LENGTH = 10_000;

	/**
	 * The checks of the files, {@code null} if somebody has checked them already.
	 */
	private final @Nullable FileChecks checks;

	private final Map<String, StorageContent> files = new LinkedHashMap<>();

	CollectedFiles(ProjectLimits limits) {
		this(new FileChecks(limits));
	}

	private CollectedFiles(@Nullable FileChecks checks) {
		this.checks = checks;
	}

	/**
	 * Visit files. The files of a zip are checked while it is inflated, and not again.
	 * @throws InvalidProjectFilesException if they cannot be published
	 */
	static CollectedFiles of(ProjectFiles files, ProjectLimits limits) throws IOException {
		boolean checked = files instanceof ZippedProjectFiles zip && zip.limits().equals(limits);
		CollectedFiles collected = new CollectedFiles(checked ? null : new FileChecks(limits));
		files.visit(collected);
		return collected;
	}

	@Override
	public void file(String path, StorageContent content) {
		String relative = path.startsWith("/") ? path.substring(1) : path;
		if (this.checks != null) {
			this.checks.check(relative, content.size());
		}
		FileChecks.putOnce(this.files, relative, content);
	}

	@Override
	public void folder(String path) {
		if (this.checks != null) {
			this.checks.checkFolder();
		}
	}

	/**
	 * Return the files of the version, by path with a slash in front: the assets and
	 * Vite's manifest, which is never served.
	 */
	Map<String, StorageContent> stored() throws IOException {
		List<String> lines = ignoreLines();
		try (ComputingTurns.Turn turn = ComputingTurns.PUBLISHING.take()) {
			IgnoreRules rules = IgnoreRules.of(lines);
			Map<String, StorageContent> stored = new LinkedHashMap<>();
			for (Map.Entry<String, StorageContent> file : this.files.entrySet()) {
				turn.share();
				String path = file.getKey();
				boolean asset = !RuleFiles.contains(path) && !NeverServed.contains(path) && !rules.ignoresFile(path);
				if (asset || path.equals(ViteManifest.DEFAULT_PATH)) {
					stored.put("/" + path, file.getValue());
				}
			}
			checkNotEmpty(stored);
			return stored;
		}
	}

	/**
	 * A version needs a file, unless it has redirects.
	 */
	private void checkNotEmpty(Map<String, StorageContent> stored) {
		if (stored.keySet().stream().allMatch(("/" + ViteManifest.DEFAULT_PATH)::equals)
				&& !this.files.containsKey(Redirects.FILE_NAME)) {
			throw new InvalidProjectFilesException("There is no file to serve: "
					+ (this.files.isEmpty() ? "nothing was given" : "every given file is ignored or a rule file"));
		}
	}

	private List<String> ignoreLines() throws IOException {
		List<String> lines = new ArrayList<>(IgnoreRules.DEFAULTS);
		String ignore = text(IgnoreRules.FILE_NAME);
		if (ignore != null) {
			List<String> rules = ignore.lines().filter((line) -> !line.isBlank() && !line.startsWith("#")).toList();
			if (rules.stream().mapToInt((line) -> line.length() + 1).sum() > MAX_IGNORE_LENGTH) {
				throw new InvalidProjectFilesException("The rules of " + IgnoreRules.FILE_NAME + " have more than "
						+ FileChecks.number(MAX_IGNORE_LENGTH)
						+ " characters. Write fewer rules, or leave out the files before publishing.");
			}
			lines.addAll(rules);
		}
		return lines;
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

}
