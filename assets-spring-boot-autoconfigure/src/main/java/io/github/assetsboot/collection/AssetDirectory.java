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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Source of the files of a collection. Paths have slashes between their segments, on
 * every system.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public interface AssetDirectory {

	/**
	 * Read a file at the root as a text.
	 * @param name the name of the file
	 * @return its text, or {@code null} if there is no such file
	 * @throws IOException if it cannot be read
	 */
	@Nullable String readText(String name) throws IOException;

	/**
	 * Return the folders of the file system to watch for changes.
	 * @return the folders, each with all that lies below it; none if the files cannot
	 * change. A symbolic link at or above a folder may lead elsewhere later
	 */
	default List<Path> folders() {
		return List.of();
	}

	/**
	 * Visit every file, in no particular order and possibly by several threads.
	 * @param ignored whether a path relative to the root is left out, with all below it
	 * when it is a folder's, which has a slash at the end
	 * @param visitor receives each file
	 * @throws IOException if the files cannot be listed
	 */
	void visit(Predicate<String> ignored, Visitor visitor) throws IOException;

	/**
	 * Return whether a visit would find a file at present. Nothing but the file and the
	 * folders above it is looked at.
	 * @param path the path of the file relative to the root
	 * @param ignored whether a path relative to the root is left out
	 * @return {@code false} if there is no such file, or if the files cannot change
	 * @throws IOException if the directory cannot be read
	 */
	default boolean contains(String path, Predicate<String> ignored) throws IOException {
		return false;
	}

	/**
	 * Return whether a file is left out, or a folder above it.
	 * @param path the path of the file relative to the root
	 * @param ignored whether a file or a folder is left out
	 * @return {@code true} if it is no asset
	 */
	static boolean isIgnored(String path, Predicate<String> ignored) {
		for (int slash = path.indexOf('/'); slash != -1; slash = path.indexOf('/', slash + 1)) {
			if (ignored.test(path.substring(0, slash + 1))) {
				return true;
			}
		}
		return ignored.test(path);
	}

	/**
	 * Decode a rule file: UTF-8, or UTF-16 with a byte order mark, in which some shells
	 * and editors write.
	 * @param content the bytes
	 * @return the text
	 */
	static String text(byte[] content) {
		boolean marked = content.length > 1;
		if (marked && content[0] == (byte) 0xFF && content[1] == (byte) 0xFE) {
			return new String(content, StandardCharsets.UTF_16LE);
		}
		if (marked && content[0] == (byte) 0xFE && content[1] == (byte) 0xFF) {
			return new String(content, StandardCharsets.UTF_16BE);
		}
		return new String(content, StandardCharsets.UTF_8);
	}

	/**
	 * Takes the files of a directory. Safe for use by many threads.
	 */
	interface Visitor {

		/**
		 * Take a file.
		 * @param path its path relative to the root
		 * @param content its content
		 * @throws IOException if the content cannot be read
		 */
		void file(String path, BlobSource content) throws IOException;

		/**
		 * Take note of a file that cannot be an asset.
		 * @param path its path relative to the root
		 * @param reason why not
		 */
		void skipped(String path, String reason);

	}

	/**
	 * The files and folders that are never assets, whatever the settings say.
	 *
	 * @since 0.1.0
	 */
	final class NeverServed {

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
		 * @return the reason, which continues the text "ignored by", or {@code null} if
		 * the path can be an asset
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

}
