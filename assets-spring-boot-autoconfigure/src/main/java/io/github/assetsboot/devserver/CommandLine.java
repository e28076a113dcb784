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

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command as the arguments of a process. The process runs the command, and ends all of
 * its processes once its standard input is closed.
 *
 * @author the Assets for Spring Boot authors
 */
final class CommandLine {

	static final boolean WINDOWS = File.separatorChar == '\\';

	/**
	 * Characters that mean something to a shell, and the assignment of a variable in
	 * front of the command.
	 */
	private static final Pattern OF_SHELLS = Pattern.compile("[|&;<>()$`\\\\\"'*?\\[\\]{}#~!%^\\n]|^\\w+=");

	private static final Pattern OF_WINDOWS_SHELLS = Pattern.compile("[|&<>()\"%^!\\n]");

	/**
	 * Environment variable with the script, which would fill the list of processes as an
	 * argument. The script removes it.
	 */
	private static final String SCRIPT = "ASSETS_DEV_SERVER_SCRIPT";

	private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

	private CommandLine() {
	}

	/**
	 * Return the words of a command.
	 * @param command the command
	 * @param windows whether it is for Windows
	 * @param environment the variables by which Windows finds a program
	 * @return the program and its arguments, a shell if the command needs one
	 */
	static List<String> words(String command, boolean windows, Map<String, String> environment) {
		if (isForShell(command, windows)) {
			return windows ? List.of("cmd.exe", "/d", "/s", "/c", command) : List.of("sh", "-c", command);
		}
		List<String> words = new ArrayList<>(List.of(command.strip().split("\\s+")));
		if (windows) {
			words.set(0, findOnWindows(words.get(0), environment));
		}
		return words;
	}

	/**
	 * Return whether a shell runs the command.
	 */
	static boolean isForShell(String command, boolean windows) {
		// a backslash is part of a path on Windows
		return (windows ? OF_WINDOWS_SHELLS : OF_SHELLS).matcher(command.strip()).find();
	}

	/**
	 * Prepare the process.
	 * @param command the command
	 * @param directory its working directory
	 * @return the process, with one stream for output and errors
	 */
	static ProcessBuilder prepare(String command, Path directory) {
		ProcessBuilder process = WINDOWS ? CommandWrapper.prepare(command) : onUnix(command);
		// tools open no browser, which would end with the command
		process.environment().putIfAbsent("BROWSER", "none");
		return process.directory(directory.toFile()).redirectErrorStream(true);
	}

	private static ProcessBuilder onUnix(String command) {
		List<String> arguments = new ArrayList<>();
		// in a session of its own, the command gets no signals of the terminal
		SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent((setsid) -> arguments.add(setsid.toString()));
		arguments
			.addAll(List.of("sh", "-c", "eval \"$" + SCRIPT + "\"", "assets-dev-server", UUID.randomUUID().toString()));
		arguments.addAll(words(command, false, Map.of()));
		ProcessBuilder process = new ProcessBuilder(arguments);
		process.environment().put(SCRIPT, script());
		return process;
	}

	private static String script() {
		try (InputStream script = CommandLine.class.getResourceAsStream("command.sh")) {
			if (script == null) {
				throw new IllegalStateException("The resource 'command.sh' is missing");
			}
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Windows itself finds only programs whose name ends with {@code .exe}, and npm is
	 * none.
	 */
	private static String findOnWindows(String program, Map<String, String> environment) {
		if (program.contains("/") || program.contains("\\")) {
			return program;
		}
		String path = value(environment, "PATH", "");
		List<String> endings = List.of(value(environment, "PATHEXT", ".COM;.EXE;.BAT;.CMD").split(";"));
		return Stream.of(path.split(File.pathSeparator))
			.filter((folder) -> !folder.isBlank())
			.flatMap((folder) -> Stream.concat(Stream.of(""), endings.stream())
				.filter((ending) -> !ending.isEmpty() || program.contains("."))
				.map((ending) -> new File(folder, program + ending)))
			.filter(File::isFile)
			.map(File::getPath)
			.findFirst()
			.orElse(program);
	}

	private static String value(Map<String, String> environment, String name, String otherwise) {
		return environment.entrySet()
			.stream()
			.filter((variable) -> variable.getKey().equalsIgnoreCase(name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(otherwise);
	}

}
