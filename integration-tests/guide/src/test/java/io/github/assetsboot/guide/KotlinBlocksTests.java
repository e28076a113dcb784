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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jetbrains.kotlin.cli.common.arguments.K2JVMCompilerArguments;
import org.jetbrains.kotlin.cli.common.messages.CompilerMessageSeverity;
import org.jetbrains.kotlin.cli.common.messages.CompilerMessageSourceLocation;
import org.jetbrains.kotlin.cli.common.messages.MessageCollector;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.jetbrains.kotlin.config.Services;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Kotlin code of the guide compiles, other than that of Gradle.
 */
class KotlinBlocksTests {

	private static final Pattern IMPORT = Pattern.compile("(?m)^import .*\\n?");

	private static final Pattern TYPE = Pattern.compile("(?m)^(?:\\w+ )*(?:class|interface|object) \\w+");

	private static final Pattern MEMBER = Pattern.compile("(?m)^(?:\\w+ )*(?:fun|va[lr]) ");

	private static final Pattern RETURN = Pattern.compile("(?m)^return ");

	private static final Map<Integer, Set<String>> ERRORS = new HashMap<>();

	@TempDir
	static Path folder;

	static List<CodeBlock> blocks() {
		return CheckedBlocks.in("kotlin").stream().filter((block) -> !GradleBlocksTests.isGradle(block)).toList();
	}

	/**
	 * One run of the compiler takes seconds, and finds the errors of all blocks.
	 */
	@BeforeAll
	static void compile() throws IOException {
		List<CodeBlock> blocks = blocks();
		for (int i = 0; i < blocks.size(); i++) {
			String source = source(blocks.get(i));
			Files.writeString(folder.resolve(i + ".kt"),
					source.startsWith("package ") ? source : "package guide" + i + "\n" + source);
		}
		K2JVMCompilerArguments arguments = new K2JVMCompilerArguments();
		arguments.setFreeArgs(List.of(folder.toString()));
		arguments.setDestination(folder.resolve("classes").toString());
		arguments.setClasspath(System.getProperty("java.class.path"));
		arguments.setNoStdlib(true);
		arguments.setNoReflect(true);
		arguments.setJvmTarget("17");
		new K2JVMCompiler().exec(new Errors(), Services.EMPTY, arguments);
	}

	private static String source(CodeBlock block) {
		if (block.hasLine("package ")) {
			return block.code().substring(block.code().indexOf("package "));
		}
		String imports = IMPORT.matcher(block.code())
			.results()
			.map((found) -> found.group())
			.collect(Collectors.joining());
		String code = IMPORT.matcher(block.code()).replaceAll("").strip();
		String head = imports + ReadersImports.kotlin(imports) + "import io.github.assetsboot.guide.reader.*\n";
		String type = "abstract class Snippet : " + (block.page().equals("testing.md") ? "ReaderTests" : "ReaderCode")
				+ "() {\n";
		if (TYPE.matcher(code).find()) {
			return head + code;
		}
		if (MEMBER.matcher(code).lookingAt() || code.startsWith("@")) {
			return head + type + code + "\n}";
		}
		String result = RETURN.matcher(code).find() ? ": Any?" : "";
		return head + type + "fun snippet()" + result + " {\n" + (code.startsWith(".") ? "requests" : "") + code
				+ "\n}}";
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void kotlinCompiles(CodeBlock block) {
		assertThat(ERRORS.get(-1)).as("errors without a place").isNull();
		assertThat(ERRORS.get(blocks().indexOf(block))).isNull();
	}

	private static final class Errors implements MessageCollector {

		@Override
		public void clear() {
		}

		@Override
		public boolean hasErrors() {
			return !ERRORS.isEmpty();
		}

		@Override
		public void report(CompilerMessageSeverity severity, String message, CompilerMessageSourceLocation location) {
			boolean deprecated = severity == CompilerMessageSeverity.WARNING && message.contains("deprecated");
			if (severity.isError() || (deprecated && location != null)) {
				String file = (location != null) ? Path.of(location.getPath()).getFileName().toString() : "-1.kt";
				String line = (location != null) ? " in: " + location.getLineContent() : "";
				ERRORS.computeIfAbsent(Integer.valueOf(file.replace(".kt", "")), (key) -> new HashSet<>())
					.add(message + line);
			}
		}

	}

}
