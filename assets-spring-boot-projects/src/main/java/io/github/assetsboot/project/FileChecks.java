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
import java.text.NumberFormat;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Checks the files of a publishing one after the other: that each has a path inside the
 * project, and that all are within the limits.
 *
 * @author the Assets for Spring Boot authors
 */
final class FileChecks {

	private static final int MAX_PATH_LENGTH = 1024;

	private static final int MAX_SHOWN_LENGTH = 200;

	private static final int MAX_SEGMENT_LENGTH = 255;

	private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

	private final ProjectLimits limits;

	private final Set<String> paths = new HashSet<>();

	private long size;

	private long pathsSize;

	private int folders;

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
			throw tooLarge(shown(path) + " has", this.limits.fileSize(), "bytes", "file-size");
		}
		if (!this.paths.add(path)) {
			throw new InvalidProjectFilesException(shown(path) + " is there twice");
		}
		this.size += size;
		this.pathsSize += path.getBytes(StandardCharsets.UTF_8).length;
		if (this.paths.size() > this.limits.files()) {
			throw tooLarge("There are", this.limits.files(), "files", "files");
		}
		if (this.size > this.limits.totalSize()) {
			throw tooLarge("The files have", this.limits.totalSize(), "bytes together", "total-size");
		}
		if (this.pathsSize > this.limits.pathsSize()) {
			throw tooLarge("The paths of the files have", this.limits.pathsSize(), "bytes together", "paths-size");
		}
	}

	/**
	 * Check one more folder.
	 * @throws InvalidProjectFilesException if there are too many of them
	 */
	void checkFolder() {
		if (++this.folders > this.limits.files()) {
			throw tooLarge("There are", this.limits.files(), "folders", "files");
		}
	}

	private static InvalidProjectFilesException tooLarge(String subject, long limit, String unit, String property) {
		return new InvalidProjectFilesException(subject + " more than " + number(limit) + " " + unit
				+ ", the limit of 'assets.projects.limits." + property + "'");
	}

	/**
	 * Return a number for messages, such as 10,240.
	 */
	static String number(long number) {
		return NumberFormat.getIntegerInstance(Locale.ROOT).format(number);
	}

	private static void checkPath(String path) {
		String reason = reason(path);
		if (reason != null) {
			throw new InvalidProjectFilesException(
					shown(path) + " is no path of a file inside a project, because " + reason);
		}
	}

	private static @Nullable String reason(String path) {
		if (path.isEmpty()) {
			return "it is empty";
		}
		if (path.length() > MAX_PATH_LENGTH) {
			return "it has more than " + number(MAX_PATH_LENGTH) + " characters";
		}
		if (path.indexOf('\\') != -1) {
			return "it has a backslash";
		}
		if (CONTROL.matcher(path).find()) {
			return "it has a control character";
		}
		for (String segment : path.split("/", -1)) {
			if (segment.isEmpty()) {
				return "it has a slash at its beginning or end, or two slashes in a row";
			}
			if (segment.equals(".") || segment.equals("..")) {
				return "'" + segment + "' is no name of a file or folder";
			}
			if (segment.length() > MAX_SEGMENT_LENGTH) {
				return "a part between two slashes has more than " + MAX_SEGMENT_LENGTH + " characters";
			}
		}
		return isUnicode(path) ? null : "it has half of a character";
	}

	/**
	 * Return whether a text can be stored. Java takes the half of a surrogate pair for a
	 * character, and UTF-8 has none for it.
	 */
	static boolean isUnicode(String text) {
		return text.codePoints().noneMatch((point) -> Character.getType(point) == Character.SURROGATE);
	}

	/**
	 * Return a text without characters that a terminal or a log takes for a command, a
	 * line break or another direction of writing.
	 */
	static String printable(String text) {
		return UNPRINTABLE.matcher(text).replaceAll("?");
	}

	/**
	 * Return what a project gave as a text for messages: printable, and not too long.
	 */
	static String shown(String text) {
		String printable = printable(text);
		return "'"
				+ ((printable.length() > MAX_SHOWN_LENGTH) ? printable.substring(0, MAX_SHOWN_LENGTH) + "…" : printable)
				+ "'";
	}

}
