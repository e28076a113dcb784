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

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.project.ProjectManifest.RetainedFile;

/**
 * Limits of a single publishing.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param files number of files, and of folders
 * @param fileSize size of one file in bytes
 * @param totalSize size of all files in bytes
 * @param pathsSize size of the paths of all files in bytes. It also holds for the paths
 * of the retained files
 * @param retainedFiles number of files of former versions that are still found
 * @param restrictions what the author of a project may not do
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record ProjectLimits(int files, long fileSize, long totalSize, long pathsSize, int retainedFiles,
		ProjectRestrictions restrictions) {

	private static final Comparator<Map.Entry<String, RetainedFile>> LATEST = Comparator
		.comparing((Map.Entry<String, RetainedFile> file) -> file.getValue().replaced())
		.reversed();

	private static final long PATHS_SIZE = 4L << 20;

	private static final int RETAINED_FILES = 20_000;

	/**
	 * 20,000 files of 25 MiB, as in Workers, 1 GiB in all, with 4 MiB of paths, and
	 * 20,000 files of former versions.
	 */
	public static final ProjectLimits DEFAULTS = new ProjectLimits(20_000, 25L << 20, 1L << 30);

	/**
	 * No limits, for the application's own files.
	 */
	static final ProjectLimits NONE = new ProjectLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE,
			Long.MAX_VALUE, Integer.MAX_VALUE, ProjectRestrictions.DEFAULTS);

	/**
	 * Create limits with the defaults for all else.
	 * @param files number of files, and of folders
	 * @param fileSize size of one file in bytes
	 * @param totalSize size of all files in bytes
	 */
	public ProjectLimits(int files, long fileSize, long totalSize) {
		this(files, fileSize, totalSize, PATHS_SIZE, RETAINED_FILES, ProjectRestrictions.DEFAULTS);
	}

	/**
	 * Keep the retained files within the limits. The files that were replaced first are
	 * dropped first.
	 */
	Map<String, RetainedFile> limit(Map<String, RetainedFile> retained) {
		Map<String, RetainedFile> kept = new HashMap<>();
		long size = 0;
		List<Map.Entry<String, RetainedFile>> latest = retained.entrySet()
			.stream()
			.sorted(LATEST.thenComparing(Map.Entry.comparingByKey()))
			.limit(this.retainedFiles)
			.toList();
		for (Map.Entry<String, RetainedFile> file : latest) {
			size += file.getKey().getBytes(StandardCharsets.UTF_8).length;
			if (size > this.pathsSize) {
				break;
			}
			kept.put(file.getKey(), file.getValue());
		}
		return kept;
	}

}
