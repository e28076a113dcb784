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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A directory of the file system. Symbolic links are followed as long as they stay
 * inside; what leads out of the directory is no part of it.
 *
 * @author the Assets for Spring Boot authors
 */
final class FileSystemDirectory implements AssetDirectory {

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
	public List<Path> folders() {
		return List.of(this.root);
	}

	@Override
	public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
		// says at once if there is nothing to be listed
		Files.newDirectoryStream(this.root).close();
		new DirectoryWalk(this.root, ignored, visitor).run();
	}

}
