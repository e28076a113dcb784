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

package io.github.assetsboot.testing;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A copy of a front end, built by npm as its users do.
 *
 * @author the Assets for Spring Boot authors
 */
public final class NpmProject {

	private static final String INSTALL = "To build the front end, put 'npm' and Node.js %s or newer on the PATH, "
			+ "on Debian and Ubuntu with: apt-get install nodejs npm && npm install --global node@20. %s";

	private static final Map<String, String> ENVIRONMENT = Map.of("ASTRO_TELEMETRY_DISABLED", "1",
			"NEXT_TELEMETRY_DISABLED", "1", "NG_CLI_ANALYTICS", "false", "NO_UPDATE_NOTIFIER", "1");

	private static final int MINUTES = 5;

	private static final boolean WINDOWS = File.separatorChar == '\\';

	private final Path directory;

	private NpmProject(Path directory) {
		this.directory = directory;
	}

	/**
	 * Return what the machine lacks.
	 * @param nodeVersion the oldest version of Node.js that will do
	 * @return what to do about it, or an empty string if nothing is missing
	 */
	public static String missing(String nodeVersion) {
		try {
			String node = run(Path.of(""), "node", "--version").strip();
			run(Path.of(""), npm(), "--version");
			boolean supported = Version.parse(node.substring(1)).compareTo(Version.parse(nodeVersion)) >= 0;
			return supported ? "" : INSTALL.formatted(nodeVersion, "Found Node.js " + node);
		}
		catch (IOException ex) {
			return INSTALL.formatted(nodeVersion, ex.getMessage());
		}
	}

	/**
	 * Copy the sources.
	 * @param source the folder of the sources, whose {@code .gitignore} names what is
	 * none
	 * @param target the folder of the copy, which is replaced
	 * @return the copy
	 * @throws IOException if it could not be copied
	 */
	public static NpmProject copy(Path source, Path target) throws IOException {
		FileSystemUtils.deleteRecursively(target);
		Files.createDirectories(target);
		return new NpmProject(target).overlay(source);
	}

	/**
	 * Copy further sources into the copy, in place of those of the same name.
	 * @param source the folder of the sources, whose {@code .gitignore} names what is
	 * none
	 * @return the copy
	 * @throws IOException if they could not be copied
	 */
	public NpmProject overlay(Path source) throws IOException {
		List<String> ignored = Files.readAllLines(source.resolve(".gitignore"));
		try (Stream<Path> files = Files.list(source)) {
			for (Path file : files.toList()) {
				if (!ignored.contains(file.getFileName() + "/")) {
					Path copy = this.directory.resolve(file.getFileName());
					if (Files.isDirectory(file)) {
						FileSystemUtils.copyRecursively(file, copy);
					}
					else {
						Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
					}
				}
			}
		}
		return this;
	}

	public Path directory() {
		return this.directory;
	}

	public void install() throws IOException {
		run(this.directory, npm(), "ci", "--prefer-offline", "--no-audit", "--no-fund");
	}

	/**
	 * Install a package that the lock file does not have.
	 * @param name the name of the package, with its version
	 * @throws IOException if npm cannot be run
	 */
	public void add(String name) throws IOException {
		run(this.directory, npm(), "install", name, "--no-audit", "--no-fund");
	}

	/**
	 * Ask the registry for the newest version of a package.
	 * @param name the name of the package
	 * @return the version
	 * @throws IOException if npm cannot be run
	 */
	public static String newestVersion(String name) throws IOException {
		return run(Path.of(""), npm(), "view", name, "version").strip().replaceFirst("(?s).*\\n", "");
	}

	public void build() throws IOException {
		run(this.directory, npm(), "run", "build");
	}

	/**
	 * Run a script of Node.js.
	 * @param arguments the name of the script and its arguments
	 * @throws IOException if Node.js cannot be run
	 */
	public void node(String... arguments) throws IOException {
		run(this.directory, Stream.concat(Stream.of("node"), Stream.of(arguments)).toArray(String[]::new));
	}

	/**
	 * Replace a text of a file. The file is never empty in between: a tool that reads it
	 * at that moment would take it for another component, without the state of the page.
	 * For a moment, the rest of a longer text can follow the new one.
	 */
	public void replace(String file, String text, String replacement) throws IOException {
		Path path = this.directory.resolve(file);
		String content = Files.readString(path);
		assertThat(content).contains(text);
		byte[] bytes = content.replace(text, replacement).getBytes(StandardCharsets.UTF_8);
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
			channel.write(ByteBuffer.wrap(bytes));
			channel.truncate(bytes.length);
		}
	}

	private static String npm() {
		return WINDOWS ? "npm.cmd" : "npm";
	}

	private static String run(Path directory, String... command) throws IOException {
		Path output = Files.createTempFile("npm", ".log");
		try {
			ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().putAll(ENVIRONMENT);
			Process process = builder.start();
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
