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

package io.github.assetsboot.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Commands of the guide run in a scratch folder. The tools that would build or publish
 * something only write down their arguments; other tests run the real ones. A command
 * that is not in the lists is an error, as are files of this repository that do not
 * exist.
 */
@DisabledOnOs(OS.WINDOWS)
class ShellBlocksTests {

	/**
	 * Tools that do nothing here, and those that would look for something in their
	 * output.
	 */
	private static final Set<String> TOOLS = Set.of("mvn", "npm", "npx", "node", "curl", "git", "zip", "jq", "openssl",
			"java", "docker", "unzip", "tar", "grep");

	/**
	 * Programs that every machine has. They run.
	 */
	private static final Set<String> PROGRAMS = Set.of("bash", "sh", "cat", "chmod", "cp", "cut", "find", "head", "ln",
			"ls", "mkdir", "mktemp", "mv", "rm", "sed", "sha256sum", "sleep", "sort", "tail", "touch", "tr", "wc");

	/**
	 * Scripts in the folder of the reader's application: the wrapper of Gradle, and those
	 * that the guide shows.
	 */
	private static final Set<String> SCRIPTS = Set.of("gradlew", "mvnw", "site.sh", "publish.sh");

	/**
	 * Folders that the reader has, or that the real tools make.
	 */
	private static final Set<String> FOLDERS = Set.of("frontend", "website", "shop", "admin", "site", "docs", "dist",
			"build/en", "out", ".output/public", "rules");

	/**
	 * Files that the real tools make.
	 */
	private static final Set<String> FILES = Set.of("build/en/404.html");

	private static final Pattern MODULE = Pattern.compile(" -pl (\\S+)");

	private static final Pattern PROFILE = Pattern.compile(" -Dspring-boot\\.run\\.profiles=([\\w-]+)");

	private static final Pattern MAVEN_PROFILE = Pattern.compile(" -P([\\w-]+)");

	private static final Pattern TEST_CLASS = Pattern.compile(" -D(?:it\\.)?test=([A-Z]\\w+(?:Tests|IT))\\b");

	private static final Pattern WRANGLER = Pattern.compile("\\bwrangler@(\\S+)");

	private static final Pattern LOCKED = Pattern.compile("\"wrangler\": \"([^\"]+)\"");

	private static final String STUB = """
			#!/bin/bash
			echo "${0##*/} $*" >> "$COMMANDS"
			for argument; do
				case $argument in *.zip) true >> "$argument" ;; esac
			done
			""";

	private static final Path SCRATCH = Path.of("target", "shell-blocks");

	private static final Path BIN = SCRATCH.resolve("bin");

	static List<CodeBlock> blocks() {
		return Stream
			.concat(CheckedBlocks.in("shell").stream(),
					CheckedBlocks.in("").stream().filter(ShellBlocksTests::isCommand))
			.toList();
	}

	private static boolean isCommand(CodeBlock block) {
		if (block.hasLine("$ ")) {
			return true;
		}
		String command = block.code().lines().filter((line) -> !line.startsWith("#")).findFirst().orElse("");
		String first = command.replaceFirst("^(?:[A-Z_]+=\\S* )+", "").split("[ =]", 2)[0];
		return TOOLS.contains(first) || PROGRAMS.contains(first) || first.startsWith("./")
				|| Set.of("export", "cd", "echo").contains(first);
	}

	@BeforeAll
	static void createPrograms() throws IOException {
		FileSystemUtils.deleteRecursively(SCRATCH);
		Files.createDirectories(BIN);
		for (String tool : TOOLS) {
			stub(BIN.resolve(tool));
		}
		for (String program : PROGRAMS) {
			Files.createSymbolicLink(BIN.resolve(program), find(program));
		}
	}

	/**
	 * Create a program that does nothing but write down its name and its arguments.
	 */
	private static void stub(Path file) throws IOException {
		Files.writeString(file, STUB);
		assertThat(file.toFile().setExecutable(true)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void commandsRun(CodeBlock block) throws Exception {
		Path folder = SCRATCH.resolve(block.page());
		Path work = folder.resolve("work");
		if (!Files.exists(work)) {
			createWork(work);
		}
		// what a shell script of the guide does is a test of its own
		String option = block.code().startsWith("#!") ? "-n" : "-e";
		assertThat(run(folder, option, commands(block))).isEmpty();
		Files.readAllLines(folder.resolve("commands")).forEach(ShellBlocksTests::check);
	}

	/**
	 * Create the folder in which all blocks of a page run, each of them from the top.
	 */
	private static void createWork(Path work) throws IOException {
		for (String folder : FOLDERS) {
			Files.createDirectories(work.resolve(folder));
		}
		for (String file : FILES) {
			Files.createFile(work.resolve(file));
		}
		for (String script : SCRIPTS) {
			stub(work.resolve(script));
		}
	}

	/**
	 * Return the commands: of a dialogue, the lines behind a prompt.
	 */
	private static String commands(CodeBlock block) {
		return block.hasLine("$ ") ? block.code()
			.lines()
			.filter((line) -> line.startsWith("$ "))
			.map((line) -> line.substring(2))
			.collect(Collectors.joining("\n")) : block.code();
	}

	private static Path find(String program) {
		return Stream.of("/bin", "/usr/bin")
			.map((folder) -> Path.of(folder, program))
			.filter(Files::isExecutable)
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Return what is wrong with the script, or an empty string.
	 */
	private static String run(Path folder, String option, String code) throws Exception {
		Path script = Files.writeString(folder.resolve("block.sh"), code).toAbsolutePath();
		Path errors = folder.resolve("errors");
		Path commands = Files.writeString(folder.resolve("commands"), "").toAbsolutePath();
		ProcessBuilder builder = new ProcessBuilder("bash", option, script.toString())
			.directory(folder.resolve("work").toFile())
			.redirectOutput(folder.resolve("output").toFile())
			.redirectError(errors.toFile());
		builder.environment().clear();
		builder.environment().put("PATH", BIN.toAbsolutePath().toString());
		builder.environment().put("COMMANDS", commands.toString());
		builder.environment().put("HOME", folder.toAbsolutePath().toString());
		builder.environment().put("LC_ALL", "C.UTF-8");
		Process process = builder.start();
		process.getOutputStream().close();
		try {
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("end of the commands").isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		String text = Files.readString(errors);
		return (process.exitValue() != 0 && text.isEmpty()) ? "exit value " + process.exitValue() : text;
	}

	private static void check(String command) {
		if (command.startsWith("mvn ")) {
			checkMaven(command);
		}
		found(WRANGLER, command).forEach((version) -> assertThat(version).isEqualTo(testedWrangler()));
	}

	private static void checkMaven(String command) {
		List<String> modules = found(MODULE, command).flatMap((names) -> Stream.of(names.split(","))).toList();
		assertThat(modules).allMatch((module) -> Files.exists(CodeBlock.ROOT.resolve(module).resolve("pom.xml")));
		if (!modules.isEmpty()) {
			Path resources = CodeBlock.ROOT.resolve(modules.get(0)).resolve("src/main/resources");
			found(PROFILE, command)
				.forEach((profile) -> assertThat(resources.resolve("application-" + profile + ".yml")).exists());
		}
		found(MAVEN_PROFILE, command).forEach((profile) -> assertThat(CodeBlock.ROOT.resolve("pom.xml")).content()
			.contains("<id>" + profile + "</id>"));
		found(TEST_CLASS, command)
			.forEach((name) -> assertThat(CodeBlock.ROOT.resolve(modules.get(0)).resolve("src/test/java")).isDirectory()
				.isDirectoryRecursivelyContaining("glob:**/" + name + ".java"));
	}

	private static String testedWrangler() {
		Path file = CodeBlock.ROOT.resolve("integration-tests/wrangler/wrangler-current/package.json");
		try {
			return found(LOCKED, Files.readString(file)).findFirst().orElseThrow();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static Stream<String> found(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((result) -> result.group(1));
	}

}
