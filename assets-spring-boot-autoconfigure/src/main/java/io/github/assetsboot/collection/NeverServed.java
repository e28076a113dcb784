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

import org.jspecify.annotations.Nullable;

/**
 * The files and folders that are never assets, whatever the settings say.
 *
 * @since 0.1.0
 */
public final class NeverServed {

	private static final String VITE = ".vite";

	/**
	 * Kubernetes keeps the content of a mounted volume in such folders.
	 */
	private static final String KUBERNETES_PREFIX = "..";

	private NeverServed() {
	}

	/**
	 * Return why a file or a folder is never an asset, by a name of its own. A folder
	 * that it lies in has to be asked about first.
	 * @param path the path relative to the root, a folder's with a slash at the end
	 * @return the reason, which continues the text "ignored by", or {@code null} if the
	 * path can be an asset
	 */
	public static @Nullable String reason(String path) {
		boolean folder = path.endsWith("/");
		int end = folder ? path.length() - 1 : path.length();
		int start = path.lastIndexOf('/', end - 1) + 1;
		String name = path.substring(start, end);
		if (name.startsWith(KUBERNETES_PREFIX)) {
			return "a built-in rule: a name that begins with '..' is never served";
		}
		if (name.equalsIgnoreCase(VITE)) {
			return "a built-in rule: .vite is never served";
		}
		if (folder && start == 0 && (name.equalsIgnoreCase("WEB-INF") || name.equalsIgnoreCase("META-INF"))) {
			return "a built-in rule: the folders WEB-INF and META-INF at the root are never served";
		}
		return null;
	}

	/**
	 * Return whether a file is never an asset, by its own name or by that of a folder
	 * that it lies in.
	 * @param path the path of the file relative to the root
	 * @return {@code true} if it is never an asset
	 */
	public static boolean contains(String path) {
		return AssetDirectory.isIgnored(path, (part) -> reason(part) != null);
	}

}
