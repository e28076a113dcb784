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

package io.github.assetsboot.collection;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Finds the path that differs least from one that is not there, if the names are alike.
 */
final class NearestPath {

	private static final int MAX_CANDIDATES = 2000;

	/**
	 * Longer names are compared by their start, and longer paths not at all.
	 */
	private static final int MAX_COMPARED_LENGTH = 200;

	private NearestPath() {
	}

	/**
	 * Find the path in the deepest folder that has one.
	 */
	static @Nullable String of(String path, Collection<String> candidates, UnaryOperator<String> form) {
		if (path.length() > MAX_COMPARED_LENGTH) {
			return null;
		}
		String folder = path.substring(0, path.lastIndexOf('/') + 1);
		String nearest = below(folder, path, candidates, form);
		while (nearest == null && folder.length() > 1) {
			folder = folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
			nearest = below(folder, path, candidates, form);
		}
		return nearest;
	}

	private static @Nullable String below(String folder, String path, Collection<String> candidates,
			UnaryOperator<String> form) {
		String wanted = form.apply(path);
		return candidates.stream()
			.filter((file) -> file.startsWith(folder))
			.sorted()
			.limit(MAX_CANDIDATES)
			.min(Comparator.comparingInt((file) -> distance(form.apply(file), wanted)))
			.filter((file) -> isAlike(form.apply(file), wanted))
			.orElse(null);
	}

	/**
	 * Less than half of the name differs, or less than half of the path without the
	 * folders that both have.
	 */
	private static boolean isAlike(String file, String path) {
		int folders = 0;
		for (int i = 0; i < Math.min(file.length(), path.length()) && file.charAt(i) == path.charAt(i); i++) {
			folders = (file.charAt(i) == '/') ? i + 1 : folders;
		}
		return isAlikeFrom(folders, file, folders, path)
				|| isAlikeFrom(file.lastIndexOf('/') + 1, file, path.lastIndexOf('/') + 1, path);
	}

	private static boolean isAlikeFrom(int fileStart, String file, int pathStart, String path) {
		String from = file.substring(fileStart).toLowerCase(Locale.ROOT);
		String to = path.substring(pathStart).toLowerCase(Locale.ROOT);
		return 2 * distance(from, to) < Math.max(from.length(), to.length());
	}

	/**
	 * Return the number of characters to insert, delete or replace.
	 */
	private static int distance(String file, String path) {
		String from = file.substring(0, Math.min(file.length(), MAX_COMPARED_LENGTH));
		String to = path.substring(0, Math.min(path.length(), MAX_COMPARED_LENGTH));
		int[] previous = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int[] current = new int[to.length() + 1];
			current[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int replaced = previous[j - 1] + ((from.charAt(i - 1) == to.charAt(j - 1)) ? 0 : 1);
				current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
			}
			previous = current;
		}
		return previous[to.length()];
	}

}
