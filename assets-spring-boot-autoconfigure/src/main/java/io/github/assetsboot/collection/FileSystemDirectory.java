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
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.StringJoiner;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A directory of the file system. Symbolic links are followed as long as they stay
 * inside; what leads out of the directory is no part of it.
 *
 * @author the Assets for Spring Boot authors
 */
final class FileSystemDirectory implements AssetDirectory {

	private static final char REPLACEMENT_CHARACTER = '\uFFFD';

	private final Path root;

	FileSystemDirectory(Path root) throws IOException {
		this.root = root.toRealPath();
	}

	@Override
	public @Nullable String readText(String name) throws IOException {
		Path file = this.root.resolve(name);
		return (Files.isRegularFile(file) && file.toRealPath().startsWith(this.root))
				? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : null;
	}

	@Override
	public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
		Files.walkFileTree(this.root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE,
				new TreeVisitor(ignored, visitor));
	}

	private String relativize(Path path) {
		StringJoiner joiner = new StringJoiner("/");
		this.root.relativize(path).forEach((name) -> joiner.add(name.toString()));
		return joiner.toString();
	}

	private final class TreeVisitor extends SimpleFileVisitor<Path> {

		private final Predicate<String> ignored;

		private final Visitor visitor;

		TreeVisitor(Predicate<String> ignored, Visitor visitor) {
			this.ignored = ignored;
			this.visitor = visitor;
		}

		@Override
		public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
			if (directory.equals(FileSystemDirectory.this.root)) {
				return FileVisitResult.CONTINUE;
			}
			String path = relativize(directory);
			if (this.ignored.test(path + "/")) {
				return FileVisitResult.SKIP_SUBTREE;
			}
			if (!directory.toRealPath().startsWith(FileSystemDirectory.this.root)) {
				this.visitor.skipped(path, "it is a symbolic link that leads out of the directory");
				return FileVisitResult.SKIP_SUBTREE;
			}
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
			String path = relativize(file);
			if (!this.ignored.test(path)) {
				visitFile(path, file, attributes);
			}
			return FileVisitResult.CONTINUE;
		}

		private void visitFile(String path, Path file, BasicFileAttributes attributes) throws IOException {
			if (attributes.isSymbolicLink()) {
				this.visitor.skipped(path, "it is a symbolic link that leads nowhere");
				return;
			}
			if (!attributes.isRegularFile()) {
				this.visitor.skipped(path, "it is neither a file nor a directory");
				return;
			}
			Path realPath = file.toRealPath();
			if (!realPath.startsWith(FileSystemDirectory.this.root)) {
				this.visitor.skipped(path, "it is a symbolic link that leads out of the directory");
				return;
			}
			this.visitor.file(path,
					new AssetContent.InFile(realPath, attributes.size(), attributes.lastModifiedTime()));
		}

		@Override
		public FileVisitResult visitFileFailed(Path file, IOException ex) {
			String path = relativize(file);
			this.visitor.skipped(path,
					(path.indexOf(REPLACEMENT_CHARACTER) >= 0)
							? "its name is not in the encoding that Java uses for" + " names of files, "
									+ System.getProperty("sun.jnu.encoding")
									+ "; start the application with a UTF-8 locale, such as LC_ALL=C.UTF-8"
							: "it cannot be read (" + ex + ")");
			return FileVisitResult.CONTINUE;
		}

	}

}
