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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.collection.AssetDirectory.NeverServed;
import io.github.assetsboot.rules.IgnoreRules;
import io.github.assetsboot.rules.IgnoreRules.RuleFiles;
import io.github.assetsboot.storage.StorageContent;

/**
 * Folders around all files of a zip. They are there if a folder was compressed rather
 * than its content.
 */
final class LeadingFolders {

	private static final IgnoreRules IGNORED = IgnoreRules.of(IgnoreRules.DEFAULTS);

	private static final String INDEX = "index.html";

	private LeadingFolders() {
	}

	/**
	 * Check that no folder is around the files.
	 * @param paths the paths of the files
	 * @throws InvalidProjectFilesException if all files are in one folder that has an
	 * {@code index.html} or a rule file
	 */
	static void check(Set<String> paths) {
		String folder = commonFolder(relevant(paths));
		boolean root = !folder.isEmpty() && paths.stream()
			.filter((path) -> path.startsWith(folder))
			.map((path) -> path.substring(folder.length()))
			.anyMatch((path) -> path.equals(INDEX) || RuleFiles.contains(path));
		if (root) {
			throw new InvalidProjectFilesException("All files of the zip are in the folder " + FileChecks.shown(folder)
					+ ". Compress the content of this folder, or add strip="
					+ folder.chars().filter((c) -> c == '/').count()
					+ " to publish it without the folder, or strip=0 to publish it as it is.");
		}
	}

	/**
	 * Remove folders from the beginning of each path. Files outside of them that are
	 * ignored by default are left out.
	 * @param files the files by path
	 * @param count the number of folders
	 * @return the files without the folders
	 * @throws InvalidProjectFilesException if not all files are in the same folders
	 */
	static Map<String, StorageContent> strip(Map<String, StorageContent> files, int count) {
		String folder = commonFolder(relevant(files.keySet()));
		int end = 0;
		for (int i = 0; i < count; i++) {
			end = folder.indexOf('/', end) + 1;
			if (end == 0) {
				throw new InvalidProjectFilesException("strip=" + count + " needs a zip whose files are all in "
						+ ((count == 1) ? "one folder" : count + " nested folders") + ", and "
						+ (folder.isEmpty() ? "they are in no common folder"
								: "they only have " + FileChecks.shown(folder) + " in common"));
			}
		}
		String prefix = folder.substring(0, end);
		Map<String, StorageContent> stripped = new LinkedHashMap<>();
		files.forEach((path, content) -> {
			if (path.startsWith(prefix)) {
				stripped.put(path.substring(prefix.length()), content);
			}
		});
		return stripped;
	}

	private static List<String> relevant(Set<String> paths) {
		return paths.stream().filter((path) -> !NeverServed.contains(path) && !IGNORED.ignoresFile(path)).toList();
	}

	private static String commonFolder(List<String> paths) {
		if (paths.isEmpty()) {
			return "";
		}
		String common = paths.get(0).substring(0, paths.get(0).lastIndexOf('/') + 1);
		for (String path : paths) {
			while (!path.startsWith(common)) {
				common = common.substring(0, common.lastIndexOf('/', common.length() - 2) + 1);
			}
		}
		return common;
	}

}
