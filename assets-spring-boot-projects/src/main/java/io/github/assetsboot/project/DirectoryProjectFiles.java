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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.StringJoiner;

import io.github.assetsboot.storage.StorageContent;

/**
 * The files below a directory. A symbolic link to a file inside is that file once more. A
 * folder is visited under its own path only: links to folders could lead to the same
 * files by a number of paths that doubles with each folder.
 *
 * @author the Assets for Spring Boot authors
 */
final class DirectoryProjectFiles implements ProjectFiles {

	private final Path directory;

	DirectoryProjectFiles(Path directory) {
		this.directory = directory;
	}

	@Override
	public void visit(Visitor visitor) throws IOException {
		Path root = this.directory.toRealPath();
		Files.walkFileTree(root, new Walk(root, visitor));
	}

	private static final class Walk extends SimpleFileVisitor<Path> {

		private final Path root;

		private final Visitor visitor;

		Walk(Path root, Visitor visitor) {
			this.root = root;
			this.visitor = visitor;
		}

		@Override
		public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
			if (!folder.equals(this.root)) {
				this.visitor.folder(relative(folder));
			}
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
			BasicFileAttributes followed = attributes.isSymbolicLink() ? follow(file) : attributes;
			if (followed.isDirectory()) {
				this.visitor.folder(relative(file));
			}
			else if (followed.isRegularFile()) {
				this.visitor.file(relative(file), new FileContent(file, followed.size()));
			}
			else {
				throw new InvalidProjectFilesException("'" + relative(file) + "' is no regular file");
			}
			return FileVisitResult.CONTINUE;
		}

		private BasicFileAttributes follow(Path link) throws IOException {
			Path target = target(link);
			if (link.startsWith(target)) {
				throw new InvalidProjectFilesException("'" + relative(link) + "' leads back to a folder it is in");
			}
			return Files.readAttributes(target, BasicFileAttributes.class);
		}

		private Path target(Path link) throws IOException {
			try {
				Path target = link.toRealPath();
				if (target.startsWith(this.root)) {
					return target;
				}
			}
			catch (NoSuchFileException ex) {
				// it leads to nothing
			}
			throw new InvalidProjectFilesException(
					"'" + relative(link) + "' is a symbolic link that leads to nothing in the directory");
		}

		private String relative(Path file) {
			StringJoiner path = new StringJoiner("/");
			this.root.relativize(file).forEach((name) -> path.add(name.toString()));
			return path.toString();
		}

	}

	private record FileContent(Path file, long size) implements StorageContent {

		@Override
		public InputStream open() throws IOException {
			return Files.newInputStream(this.file);
		}

	}

}
