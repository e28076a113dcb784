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

package io.github.assetsboot.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts JVMs with the class path of this one.
 *
 * @author the Assets for Spring Boot authors
 */
final class Jvm {

	static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private Jvm() {
	}

	private static List<String> command(List<String> options, Class<?> main) {
		return command(Path.of(System.getProperty("java.home")), options, System.getProperty("java.class.path"), main);
	}

	static List<String> command(Path javaHome, List<String> options, String classPath, Class<?> main) {
		List<String> command = new ArrayList<>();
		command.add(javaHome.resolve("bin/java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, main.getName()));
		return command;
	}

	/**
	 * Return the class path of this JVM without some libraries.
	 * @param names a regular expression for their names, without the version
	 */
	static String classPathWithout(String names) {
		Pattern left = Pattern.compile("(" + names + ")-\\d.*\\.jar");
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !left.matcher(Path.of(entry).getFileName().toString()).matches())
			.collect(Collectors.joining(File.pathSeparator));
	}

	/**
	 * Run a main class to its end.
	 * @return what it printed
	 */
	static List<String> run(List<String> options, Class<?> main, String... arguments) throws IOException {
		List<String> command = command(options, main);
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		try {
			if (process.waitFor() != 0) {
				throw new IllegalStateException(main.getSimpleName() + " failed\n" + output);
			}
		}
		catch (InterruptedException ex) {
			process.destroy();
			Thread.currentThread().interrupt();
		}
		return output.lines().toList();
	}

}
