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

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The paths that tell the content of an asset: {@code /app-3f9a1c2b7d.css} for
 * {@code /app.css}.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class Fingerprints {

	/**
	 * No asset has a path with a fingerprint.
	 */
	public static final Fingerprints NONE = new Fingerprints(Map.of());

	/**
	 * Number of digits of a fingerprint, and of one that is Spring's MD5.
	 */
	private static final int[] LENGTHS = { 10, 32 };

	private final Map<String, String> paths;

	/**
	 * Create a set of paths.
	 * @param paths the path that links lead to, by the path of the file; copied
	 */
	public Fingerprints(Map<String, String> paths) {
		this.paths = new HashMap<>(paths);
	}

	/**
	 * Return the path with the fingerprint.
	 * @param path the path of an asset
	 * @return the path that links lead to, or {@code null} if it has none
	 */
	public @Nullable String of(String path) {
		return this.paths.get(path);
	}

	/**
	 * Return all paths.
	 * @return the path that links lead to, by the path of the file; not to be changed
	 */
	public Map<String, String> paths() {
		return this.paths;
	}

	/**
	 * Return the path with a fingerprint in the name of the file.
	 * @param path the path of the file
	 * @param fingerprint the fingerprint, in hexadecimal digits
	 * @return the path
	 */
	public static String insert(String path, String fingerprint) {
		int extension = extension(path);
		return path.substring(0, extension) + '-' + fingerprint + path.substring(extension);
	}

	/**
	 * Return whether a path has the form of a fingerprint of an asset that has one. If no
	 * asset has the path, its content is gone: no page may take its place.
	 * @param path the decoded path
	 * @return {@code true} if the path without the fingerprint leads to an asset that has
	 * another one
	 */
	public boolean isOutdated(String path) {
		if (this.paths.isEmpty()) {
			return false;
		}
		int extension = extension(path);
		for (int length : LENGTHS) {
			int dash = extension - length - 1;
			if (dash > 0 && path.charAt(dash) == '-' && isHex(path, dash + 1, extension)
					&& this.paths.containsKey(path.substring(0, dash) + path.substring(extension))) {
				return true;
			}
		}
		return false;
	}

	private static int extension(String path) {
		int dot = path.lastIndexOf('.');
		return (dot > path.lastIndexOf('/') + 1) ? dot : path.length();
	}

	private static boolean isHex(String path, int from, int to) {
		for (int i = from; i < to; i++) {
			char c = path.charAt(i);
			if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
				return false;
			}
		}
		return true;
	}

}
