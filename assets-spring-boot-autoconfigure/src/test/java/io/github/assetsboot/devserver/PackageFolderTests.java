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
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The folder of a front end: its script, its package manager and its packages.
 *
 * @author the Assets for Spring Boot authors
 */
class PackageFolderTests {

	@TempDir
	private Path root;

	private Path directory;

	private PackageFolder folder;

	@BeforeEach
	void prepare() throws IOException {
		this.directory = Files.createDirectories(this.root.resolve("packages/app"));
		this.folder = new PackageFolder(this.directory);
		describe("{ \"scripts\": { \"dev\": \"vite\", \"start\": \"x\" }, \"devDependencies\": { \"vite\": \"7\" } }");
		Files.writeString(this.root.resolve("package.json"), "{ \"workspaces\": [ \"packages/*\" ] }");
	}

	private void describe(String description) throws IOException {
		Files.writeString(this.directory.resolve("package.json"), description);
	}

	@ParameterizedTest
	@CsvSource({ "package-lock.json, npm run dev, npm install", "npm-shrinkwrap.json, npm run dev, npm install",
			"pnpm-lock.yaml, pnpm run dev, pnpm install", "yarn.lock, yarn run dev, yarn install",
			"bun.lock, bun run dev, bun install", "bun.lockb, bun run dev, bun install" })
	void packageManagerIsThatOfTheLockFile(String lockFile, String command, String install) throws IOException {
		Files.createFile(this.root.resolve(lockFile));
		assertThat(this.folder.scriptCommand()).as("in a workspace").isEqualTo(command);
		Files.createFile(this.directory.resolve("package-lock.json"));
		assertThat(this.folder.scriptCommand()).as("of its own").isEqualTo("npm run dev");
		Files.deleteIfExists(this.directory.resolve("package-lock.json"));
		Files.deleteIfExists(this.root.resolve(lockFile));
		Files.createFile(this.directory.resolve(lockFile));
		assertThat(this.folder.scriptCommand()).isEqualTo(command);
		assertThat(this.folder.missingInstall()).isEqualTo(install);
	}

	@Test
	void lockFileAboveCountsInAWorkspaceOfTheSameRepositoryOnly() throws IOException {
		Files.createFile(this.root.resolve("yarn.lock"));
		assertThat(this.folder.scriptCommand()).isEqualTo("yarn run dev");
		Files.createDirectory(this.directory.resolve("node_modules"));
		assertThat(this.folder.missingInstall()).as("packages of the workspace").isEqualTo("yarn install");
		for (String none : List.of("{}", "not JSON")) {
			Files.writeString(this.root.resolve("package.json"), none);
			assertThat(this.folder.scriptCommand()).as(none).isEqualTo("npm run dev");
			assertThat(this.folder.missingInstall()).as(none).isNull();
		}
		Files.createFile(this.root.resolve("pnpm-workspace.yaml"));
		assertThat(this.folder.scriptCommand()).isEqualTo("yarn run dev");
		Files.createDirectory(this.root.resolve(".git"));
		assertThat(this.folder.scriptCommand()).as("workspace is the repository").isEqualTo("yarn run dev");
		Files.createDirectory(this.root.resolve("packages/.git"));
		assertThat(this.folder.scriptCommand()).as("workspace of another repository").isEqualTo("npm run dev");
	}

	@Test
	void scriptIsDevOrElseStart() throws IOException {
		assertThat(this.folder.scriptCommand()).isEqualTo("npm run dev");
		describe("{ \"scripts\": { \"start\": \"ng serve\" } }");
		assertThat(this.folder.scriptCommand()).isEqualTo("npm run start");
		for (String none : List.of("{ \"scripts\": { \"build\": \"x\" } }", "{}", "{ \"scripts\": 1 }")) {
			describe(none);
			assertThatIllegalArgumentException().isThrownBy(this.folder::scriptCommand)
				.withMessageContaining("has neither a script 'dev' nor a script 'start'");
		}
		describe("not JSON");
		assertThatIllegalArgumentException().isThrownBy(this.folder::scriptCommand)
			.withMessageContaining("cannot be read");
		Files.delete(this.directory.resolve("package.json"));
		assertThatIllegalArgumentException().isThrownBy(this.folder::scriptCommand)
			.withMessageContaining("cannot be read");
		assertThat(this.folder.missingInstall()).isNull();
	}

	@Test
	void packagesAreInstalledIfTheyAreMissingOrOlderThanTheLockFile() throws IOException {
		Path lock = Files.createFile(this.directory.resolve("package-lock.json"));
		assertThat(this.folder.outdatedInstall()).isEqualTo("npm install");
		Path modules = Files.createDirectory(this.directory.resolve("node_modules"));
		this.folder.installed();
		assertThat(this.folder.missingInstall()).isNull();
		assertThat(this.folder.outdatedInstall()).isNull();
		Files.setLastModifiedTime(lock, FileTime.from(Instant.now().plusSeconds(10)));
		assertThat(this.folder.outdatedInstall()).isEqualTo("npm install");
		assertThat(this.folder.missingInstall()).isNull();
		Files.setLastModifiedTime(Files.createFile(modules.resolve(".package-lock.json")),
				FileTime.from(Instant.now().plusSeconds(20)));
		assertThat(this.folder.outdatedInstall()).isNull();
	}

	@Test
	void nothingIsInstalledWithoutDependenciesOrWithYarnsOwnWay() throws IOException {
		Files.createFile(this.directory.resolve("yarn.lock"));
		Path loader = Files.createFile(this.directory.resolve(".pnp.cjs"));
		assertThat(this.folder.outdatedInstall()).isNull();
		Files.delete(loader);
		assertThat(this.folder.outdatedInstall()).isEqualTo("yarn install");
		describe("{ \"dependencies\": {} }");
		assertThat(this.folder.outdatedInstall()).isNull();
	}

	@Test
	void stateChangesWithThePackageAndItsLockFile() throws IOException {
		List<Long> first = this.folder.state();
		assertThat(this.folder.state()).isEqualTo(first);
		Files.createFile(this.root.resolve("pnpm-lock.yaml"));
		List<Long> second = this.folder.state();
		assertThat(second).isNotEqualTo(first);
		Files.setLastModifiedTime(this.directory.resolve("package.json"), FileTime.from(Instant.now().plusSeconds(9)));
		assertThat(this.folder.state()).as("same content").isEqualTo(second);
		describe("{}");
		assertThat(this.folder.state()).isNotEqualTo(second);
	}

}
