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

package io.github.assetsboot.sample.react;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A copy of the front end, built by npm as in the README.
 *
 * @author the Assets for Spring Boot authors
 */
final class FrontEnd {

	private static final String INSTALL = "To build the front end, put 'npm' and Node.js 18 or newer on the PATH, "
			+ "on Debian and Ubuntu with: apt-get install nodejs npm";

	private static final int MINUTES = 5;

	private static final boolean WINDOWS = File.separatorChar == '\\';

	private final Path directory;

	private FrontEnd(Path directory) {
		this.directory = directory;
	}

	/**
	 * Return what the machine lacks.
	 * @return what to do about it, or an empty string if nothing is missing
	 */
	static String missing() {
		try {
			String node = run(Path.of(""), "node", "--version").strip();
			run(Path.of(""), npm(), "--version");
			return isSupported(node) ? "" : INSTALL + ". Found Node.js " + node;
		}
		catch (IOException ex) {
			return INSTALL + ". " + ex.getMessage();
		}
	}

	private static boolean isSupported(String node) {
		return Integer.parseInt(node.substring(1, node.indexOf('.'))) >= 18;
	}

	/**
	 * Copy the sources.
	 * @param source the folder of the sources
	 * @param target the folder of the copy, which is replaced
	 * @return the copy
	 * @throws IOException if it could not be copied
	 */
	static FrontEnd copy(Path source, Path target) throws IOException {
		FileSystemUtils.deleteRecursively(target);
		Files.createDirectories(target);
		for (String name : List.of(".npmrc", "package.json", "package-lock.json", "vite.config.js", "index.html",
				"public", "src")) {
			FileSystemUtils.copyRecursively(source.resolve(name), target.resolve(name));
		}
		return new FrontEnd(target);
	}

	Path directory() {
		return this.directory;
	}

	void install() throws IOException {
		run(this.directory, npm(), "ci", "--no-audit", "--no-fund");
	}

	void build() throws IOException {
		run(this.directory, npm(), "run", "build");
	}

	void replace(String file, String text, String replacement) throws IOException {
		Path path = this.directory.resolve(file);
		String content = Files.readString(path);
		assertThat(content).contains(text);
		Files.writeString(path, content.replace(text, replacement));
	}

	private static String npm() {
		return WINDOWS ? "npm.cmd" : "npm";
	}

	private static String run(Path directory, String... command) throws IOException {
		Path output = Files.createTempFile("npm", ".log");
		try {
			Process process = new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			boolean ended = waitFor(process);
			String text = Files.readString(output);
			assertThat(ended).as(() -> "end of %s in %d minutes:%n%s".formatted(List.of(command), MINUTES, text))
				.isTrue();
			assertThat(process.exitValue()).as(() -> "exit value of %s:%n%s".formatted(List.of(command), text))
				.isZero();
			return text;
		}
		finally {
			Files.delete(output);
		}
	}

	private static boolean waitFor(Process process) {
		try {
			return process.waitFor(MINUTES, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
	}

}
