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

package io.github.assetsboot.devserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;

/**
 * Folder with a {@code package.json}. In a workspace, the lock file and the installed
 * packages are in a folder above.
 *
 * @author the Assets for Spring Boot authors
 */
final class PackageFolder {

	private static final String PACKAGE = "package.json";

	private final Path directory;

	PackageFolder(Path directory) {
		this.directory = directory.toAbsolutePath().normalize();
	}

	/**
	 * Return the command that runs the script {@code dev}, or else {@code start}.
	 * @throws IllegalArgumentException if there is none; the message says why, as the
	 * rest of a sentence
	 */
	String scriptCommand() {
		Map<?, ?> scripts = map(readPackage().get("scripts"));
		for (String script : List.of("dev", "start")) {
			if (scripts.containsKey(script)) {
				return manager().program() + " run " + script;
			}
		}
		throw new IllegalArgumentException(
				"'" + PACKAGE + "' in '" + this.directory + "' has neither a script 'dev' nor a script 'start'");
	}

	/**
	 * Return the command that installs the packages.
	 * @return the command, {@code null} if they are installed, or if there are none
	 */
	@Nullable String missingInstall() {
		Path root = root();
		if (!Files.exists(this.directory.resolve(PACKAGE)) || Files.exists(root.resolve(".pnp.cjs"))
				|| !hasDependencies()) {
			return null;
		}
		return Files.isDirectory(root.resolve("node_modules")) ? null : installCommand();
	}

	/**
	 * Return the command that installs the packages if they are not those of the lock
	 * file.
	 * @return the command, {@code null} if they are up to date, or if there are none
	 */
	@Nullable String outdatedInstall() {
		Path modules = root().resolve("node_modules");
		long installed = Stream.of("", ".package-lock.json", ".modules.yaml", ".yarn-integrity", ".yarn-state.yml")
			.mapToLong((name) -> lastModified(modules.resolve(name)))
			.max()
			.orElse(0);
		boolean outdated = Files.isDirectory(modules)
				&& manager().lockFiles().stream().anyMatch((name) -> lastModified(root().resolve(name)) > installed);
		return outdated ? installCommand() : missingInstall();
	}

	/**
	 * Remember that the packages have been installed. A package manager that finds
	 * nothing to do changes no file.
	 */
	void installed() throws IOException {
		Path modules = root().resolve("node_modules");
		if (Files.isDirectory(modules)) {
			Files.setLastModifiedTime(modules, FileTime.from(Instant.now()));
		}
	}

	private String installCommand() {
		return manager().program() + " install";
	}

	private boolean hasDependencies() {
		try {
			Map<?, ?> description = readPackage();
			return Stream.of("dependencies", "devDependencies")
				.anyMatch((name) -> !map(description.get(name)).isEmpty());
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Return the checksums of the files after whose change a command that has ended is
	 * started again. A file that is written anew with the same content has not changed.
	 */
	List<Long> state() {
		List<Long> state = new ArrayList<>();
		Stream.of(this.directory, root())
			.flatMap((folder) -> Stream.concat(Stream.of(PACKAGE), lockFiles()).map(folder::resolve))
			.forEach((file) -> state.add(checksum(file)));
		return state;
	}

	private static Stream<String> lockFiles() {
		return Stream.of(PackageManager.values()).flatMap((manager) -> manager.lockFiles().stream());
	}

	private PackageManager manager() {
		Path root = root();
		return Stream.of(PackageManager.values())
			.filter((manager) -> manager.hasLockFile(root))
			.findFirst()
			.orElse(PackageManager.NPM);
	}

	/**
	 * Return the folder of the lock file and of the installed packages: a workspace above
	 * within the same Git repository, or else this folder. A lock file alone makes no
	 * workspace, because one may be left behind in any folder above.
	 */
	private Path root() {
		Path folder = this.directory;
		if (Stream.of(PackageManager.values()).anyMatch((manager) -> manager.hasLockFile(this.directory))) {
			return folder;
		}
		while (!Files.exists(folder.resolve(".git")) && folder.getParent() != null) {
			folder = folder.getParent();
			if (isWorkspace(folder)) {
				return folder;
			}
		}
		return this.directory;
	}

	private static boolean isWorkspace(Path folder) {
		if (Files.exists(folder.resolve("pnpm-workspace.yaml"))) {
			return true;
		}
		try {
			return Files.exists(folder.resolve(PACKAGE)) && readPackage(folder).get("workspaces") != null;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private Map<?, ?> readPackage() {
		return readPackage(this.directory);
	}

	private static Map<?, ?> readPackage(Path directory) {
		Path file = directory.resolve(PACKAGE);
		try {
			return JsonParserFactory.getJsonParser().parseMap(Files.readString(file));
		}
		catch (IOException | JsonParseException ex) {
			throw new IllegalArgumentException("'" + file + "' cannot be read (" + ex + ")", ex);
		}
	}

	private static Map<?, ?> map(@Nullable Object value) {
		return (value instanceof Map<?, ?> map) ? map : Map.of();
	}

	private static long checksum(Path file) {
		try {
			CRC32 checksum = new CRC32();
			checksum.update(Files.readAllBytes(file));
			return checksum.getValue();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	private static long lastModified(Path file) {
		try {
			return Files.getLastModifiedTime(file).toMillis();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	/**
	 * Package managers. The lock file of npm is often left behind, so the others come
	 * first.
	 */
	private enum PackageManager {

		PNPM("pnpm-lock.yaml"), YARN("yarn.lock"), BUN("bun.lock", "bun.lockb"),
		NPM("package-lock.json", "npm-shrinkwrap.json");

		private final List<String> lockFiles;

		PackageManager(String... lockFiles) {
			this.lockFiles = List.of(lockFiles);
		}

		String program() {
			return name().toLowerCase(Locale.ROOT);
		}

		List<String> lockFiles() {
			return this.lockFiles;
		}

		boolean hasLockFile(Path folder) {
			return this.lockFiles.stream().anyMatch((name) -> Files.exists(folder.resolve(name)));
		}

	}

}
