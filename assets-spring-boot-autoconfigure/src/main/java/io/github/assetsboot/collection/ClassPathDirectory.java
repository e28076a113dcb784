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
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A directory of the class path, which may be in several places: of files with the same
 * path the first one counts. Class files are no part of it.
 *
 * @author the Assets for Spring Boot authors
 */
final class ClassPathDirectory implements AssetDirectory {

	private final List<AssetDirectory> directories;

	ClassPathDirectory(List<AssetDirectory> directories) {
		this.directories = List.copyOf(directories);
	}

	@Override
	public @Nullable String readText(String name) throws IOException {
		for (AssetDirectory directory : this.directories) {
			String text = directory.readText(name);
			if (text != null) {
				return text;
			}
		}
		return null;
	}

	@Override
	public List<Path> folders() {
		return this.directories.stream().flatMap((directory) -> directory.folders().stream()).toList();
	}

	@Override
	public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
		Set<String> seen = ConcurrentHashMap.newKeySet();
		Visitor first = new Visitor() {

			@Override
			public void file(String path, BlobSource content) throws IOException {
				if (seen.add(path)) {
					visitor.file(path, content);
				}
			}

			@Override
			public void skipped(String path, String reason) {
				visitor.skipped(path, reason);
			}

		};
		for (AssetDirectory directory : this.directories) {
			directory.visit(ignored.or(ClassPathDirectory::isClassFile), first);
		}
	}

	@Override
	public boolean contains(String path, Predicate<String> ignored) throws IOException {
		for (AssetDirectory directory : this.directories) {
			if (directory.contains(path, ignored.or(ClassPathDirectory::isClassFile))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isClassFile(String path) {
		return path.endsWith(".class");
	}

}
