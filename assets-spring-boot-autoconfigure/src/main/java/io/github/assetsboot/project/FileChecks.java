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

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks the files of a publishing one after the other: that each has a path inside the
 * project, and that all are within the limits.
 *
 * @author the Assets for Spring Boot authors
 */
final class FileChecks {

	private static final int MAX_PATH_LENGTH = 1024;

	private static final int MAX_SHOWN_LENGTH = 200;

	private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}$)[^/\\\\\\p{Cntrl}]{1,255}");

	private final ProjectLimits limits;

	private final Set<String> paths = new HashSet<>();

	private long size;

	FileChecks(ProjectLimits limits) {
		this.limits = limits;
	}

	/**
	 * Check one more file.
	 * @param path its path relative to the root, without a slash in front
	 * @throws InvalidProjectFilesException if it cannot be published with those before it
	 */
	void check(String path, long size) {
		checkPath(path);
		if (size > this.limits.fileSize()) {
			throw new InvalidProjectFilesException(shown(path) + " has " + size + " bytes, and a file can have "
					+ this.limits.fileSize() + " at most");
		}
		if (!this.paths.add(path)) {
			throw new InvalidProjectFilesException(shown(path) + " is there twice");
		}
		this.size += size;
		if (this.paths.size() > this.limits.files()) {
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

	/**
	 * Return what a project gave as a text for messages: printable, and not too long.
	 */
	static String shown(String text) {
		String printable = text.replaceAll("\\p{Cntrl}", "?");
		return "'"
				+ ((printable.length() > MAX_SHOWN_LENGTH) ? printable.substring(0, MAX_SHOWN_LENGTH) + "…" : printable)
				+ "'";
	}

}
