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

package io.github.assetsboot.wrangler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.util.StringUtils;

/**
 * Resolves the {@code directory} of a Wrangler configuration file relative to that file.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerDirectory {

	private final Resource file;

	WranglerDirectory(Resource file) {
		this.file = file;
	}

	/**
	 * Return the location of the directory.
	 * @param directory the directory as the file has it
	 * @return a {@code classpath:} or {@code file:} location
	 */
	String locate(WranglerValue directory) {
		String text = directory.asText();
		if (text.isBlank()) {
			throw new WranglerImportException(directory.origin(), "'" + directory.name() + "' is empty",
					"Name a directory relative to the file, such as \"./dist\", or remove the key.");
		}
		try {
			Path path = Path.of(text);
			if (path.isAbsolute()) {
				return path.toUri().toString();
			}
			return (this.file instanceof ClassPathResource classPath) ? classPathLocation(classPath, directory, text)
					: fileLocation(path);
		}
		catch (InvalidPathException ex) {
			throw new WranglerImportException(directory.origin(),
					"'" + directory.name() + "' is not a valid path: " + ex.getReason(),
					"Set a valid path of a directory.");
		}
	}

	private String fileLocation(Path path) {
		try {
			return this.file.getFile().toPath().resolveSibling(path).normalize().toUri().toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String classPathLocation(ClassPathResource file, WranglerValue directory, String text) {
		String path = StringUtils.cleanPath(StringUtils.applyRelativePath(file.getPath(), text));
		if (path.startsWith("..")) {
			throw new WranglerImportException(directory.origin(),
					"'" + directory.name() + "' leads out of the class path",
					"Put the directory onto the class path as well, or import the file by its path.");
		}
		return "classpath:/" + path;
	}

}
