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
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.StringJoiner;

import io.github.assetsboot.storage.StorageContent;

/**
 * The files below a directory. Symbolic links are followed as long as they stay inside.
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
		Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Walk(root, visitor));
	}

	private static final class Walk extends SimpleFileVisitor<Path> {

		private final Path root;

		private final Visitor visitor;

		Walk(Path root, Visitor visitor) {
			this.root = root;
			this.visitor = visitor;
		}

		@Override
		public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
			checkInside(folder);
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
			checkInside(file);
			if (!attributes.isRegularFile()) {
				throw new InvalidProjectFilesException("'" + relative(file) + "' is no regular file");
			}
			this.visitor.file(relative(file), new FileContent(file, attributes.size()));
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult visitFileFailed(Path file, IOException ex) throws IOException {
			if (ex instanceof FileSystemLoopException) {
				throw new InvalidProjectFilesException("'" + relative(file) + "' leads back to a folder it is in");
			}
			throw ex;
		}

		private void checkInside(Path file) throws IOException {
			if (!Files.isSymbolicLink(file)) {
				return;
			}
			try {
				if (file.toRealPath().startsWith(this.root)) {
					return;
				}
			}
			catch (NoSuchFileException ex) {
				// it leads to nothing
			}
			throw new InvalidProjectFilesException(
					"'" + relative(file) + "' is a symbolic link that leads to nothing in the directory");
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
