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

import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.assetsboot.storage.StorageContent;
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

	private static final char DELETE = 0x7f;

	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

	private final ProjectLimits limits;

	private int files;

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
		this.size += size;
		this.pathsSize += utf8Length(path);
		if (++this.files > this.limits.files()) {
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

	/**
	 * Add a file that was checked to the others.
	 * @throws InvalidProjectFilesException if they have one with the same path
	 */
	static void putOnce(Map<String, StorageContent> files, String path, StorageContent content) {
		if (files.putIfAbsent(path, content) != null) {
			throw new InvalidProjectFilesException(shown(path) + " is there twice");
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
		if (hasControlCharacter(path)) {
			return "it has a control character";
		}
		int start = 0;
		while (start <= path.length()) {
			int slash = path.indexOf('/', start);
			int end = (slash != -1) ? slash : path.length();
			String reason = reason(path, start, end);
			if (reason != null) {
				return reason;
			}
			start = end + 1;
		}
		return isUnicode(path) ? null : "it has half of a character";
	}

	private static @Nullable String reason(String path, int start, int end) {
		int length = end - start;
		if (length == 0) {
			return "it has a slash at its beginning or end, or two slashes in a row";
		}
		if (length <= 2 && path.startsWith("..".substring(0, length), start)) {
			return "'" + path.substring(start, end) + "' is no name of a file or folder";
		}
		return (length > MAX_SEGMENT_LENGTH)
				? "a part between two slashes has more than " + MAX_SEGMENT_LENGTH + " characters" : null;
	}

	private static boolean hasControlCharacter(String path) {
		for (int i = 0; i < path.length(); i++) {
			if (path.charAt(i) < ' ' || path.charAt(i) == DELETE) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return how many bytes a text has in UTF-8. Each half of a surrogate pair counts as
	 * two of them.
	 */
	private static int utf8Length(String text) {
		int length = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			length += (c < 0x80) ? 1 : (c < 0x800 || Character.isSurrogate(c)) ? 2 : 3;
		}
		return length;
	}

	/**
	 * Return whether a text can be stored. Java takes the half of a surrogate pair for a
	 * character, and UTF-8 has none for it.
	 */
	static boolean isUnicode(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				if (!Character.isSurrogatePair(text.charAt(i), (i + 1 < text.length()) ? text.charAt(i + 1) : 0)) {
					return false;
				}
				i++;
			}
		}
		return true;
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
