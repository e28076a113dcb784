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

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The words of a command, and the program that runs it on Windows, which runs on every
 * system.
 *
 * @author the Assets for Spring Boot authors
 */
class CommandLineTests {

	@RegisterExtension
	final CommandFolder folder = new CommandFolder();

	@Test
	void commandIsSplitAtSpaces() {
		assertThat(CommandLine.words(" npm  run dev -- --port=5173 @scope/a ", false, Map.of())).containsExactly("npm",
				"run", "dev", "--", "--port=5173", "@scope/a");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a && b", "a | b", "a; b", "a > b", "a 'b c'", "a \"b c\"", "a $HOME", "a `b`", "a b*",
			"PORT=1 a", "a\nb", "a ~/b", "a \\ b" })
	void shellRunsACommandWithShellCharacters(String command) {
		assertThat(CommandLine.words(command, false, Map.of())).containsExactly("sh", "-c", command);
	}

	@Test
	void toolsOpenNoBrowserUnlessTheUserHasSetOne() {
		String browser = System.getenv().getOrDefault("BROWSER", "none");
		assertThat(CommandLine.prepare("a", this.folder.directory()).environment()).containsEntry("BROWSER", browser);
	}

	@Test
	void programIsFoundOnWindows() throws IOException {
		Path folder = Files.createDirectory(this.folder.directory().resolve("bin"));
		for (String name : List.of("npm", "npm.cmd", "node.exe")) {
			Files.createFile(folder.resolve(name));
		}
		Map<String, String> environment = Map.of("Path", "C" + File.pathSeparator + folder, "PathExt", ".exe;.cmd");
		assertThat(CommandLine.words("npm run dev", true, environment))
			.containsExactly(folder.resolve("npm.cmd").toString(), "run", "dev");
		assertThat(CommandLine.words("npm.cmd run dev", true, environment))
			.startsWith(folder.resolve("npm.cmd").toString());
		assertThat(CommandLine.words("node a\\b.js", true, environment))
			.containsExactly(folder.resolve("node.exe").toString(), "a\\b.js");
		assertThat(CommandLine.words("pnpm dev", true, environment)).containsExactly("pnpm", "dev");
		assertThat(CommandLine.words("C:\\bin\\a dev", true, environment)).containsExactly("C:\\bin\\a", "dev");
	}

	@Test
	void shellOfWindowsRunsACommandWithItsCharacters() {
		assertThat(CommandLine.words("a && b", true, Map.of())).containsExactly("cmd.exe", "/d", "/s", "/c", "a && b");
		assertThat(CommandLine.words("echo %PATH%", true, Map.of())).startsWith("cmd.exe");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void programForWindowsEndsAllProcesses() throws Exception {
		String script = this.folder.write("stubborn.sh", """
				trap '' TERM
				sh -c 'trap "" TERM; node {dir}/server.js 127.0.0.1 0 & sleep 1'
				while :; do sleep 0.1; done
				""");
		Process process = start("sh " + script);
		try (BufferedReader reader = process.inputReader()) {
			assertThat(reader.readLine()).contains("Local");
			TimeUnit.MILLISECONDS.sleep(1500);
			assertThat(process.isAlive()).isTrue();
			assertThat(this.folder.processes()).hasSizeGreaterThanOrEqualTo(3);
			process.getOutputStream().close();
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
			this.folder.awaitNoProcess();
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void programForWindowsPassesOnOutputAndExitCode() throws Exception {
		Process process = start("echo 'a  b'; exit 7");
		assertThat(new String(process.getInputStream().readAllBytes())).isEqualTo("a  b\n");
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isEqualTo(7);
	}

	private Process start(String command) throws IOException {
		return CommandWrapper.prepare(command)
			.directory(this.folder.directory().toFile())
			.redirectErrorStream(true)
			.start();
	}

}
