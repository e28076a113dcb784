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
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.util.JavacTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java code of the guide compiles. A block without imports may use the types of the
 * API and those that readers of the guide know; a class with imports has all of them. A
 * class with a package may use the other classes that its page shows.
 */
class JavaBlocksTests {

	private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

	private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, Locale.ROOT, null);

	private static final Pattern PACKAGE = Pattern.compile("(?m)^package [\\w.]+;");

	private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\n?");

	private static final Pattern TYPE = Pattern
		.compile("(?m)^(?:public |final )*(?:class|interface|record|enum) (\\w+)");

	private static final Pattern ELLIPSIS = Pattern.compile("\\{ … }");

	static List<CodeBlock> blocks() {
		return CheckedBlocks.in("java");
	}

	@AfterAll
	static void close() throws IOException {
		FILES.close();
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void javaCompiles(CodeBlock block) {
		String code = code(block);
		if (PACKAGE.matcher(code).find()) {
			assertThat(compile(Stream.concat(Stream.of(code), others(block)).toList())).isEmpty();
			return;
		}
		String imports = IMPORT.matcher(code).results().map(MatchResult::group).collect(Collectors.joining());
		String rest = IMPORT.matcher(code).replaceAll("").strip();
		boolean complete = !imports.isEmpty() && TYPE.matcher(rest).find();
		String head = "package io.github.assetsboot.guide.reader;\n" + imports
				+ (complete ? "" : ReadersImports.java(imports));
		List<List<String>> failures = new ArrayList<>();
		for (String source : sources(block, rest)) {
			List<String> errors = compile(List.of(head + source));
			if (errors.isEmpty()) {
				return;
			}
			failures.add(errors);
		}
		assertThat(failures.stream().min(Comparator.comparing(List::size)).orElseThrow()).isEmpty();
	}

	private static String code(CodeBlock block) {
		return ELLIPSIS.matcher(block.code()).replaceAll("{ }");
	}

	/**
	 * Return the other classes of an application that a page shows class by class.
	 */
	private static Stream<String> others(CodeBlock block) {
		String name = name(block.code());
		return blocks().stream()
			.filter((other) -> other.page().equals(block.page()))
			.map(JavaBlocksTests::code)
			.filter((other) -> PACKAGE.matcher(other).find() && !name(other).equals(name));
	}

	/**
	 * Return what the block could be: types, an annotation, members of a class,
	 * statements, an expression, or the rest of one.
	 */
	private static List<String> sources(CodeBlock block, String code) {
		String type = "abstract class Snippet extends "
				+ (block.page().equals("testing.md") ? "ReaderTests" : "ReaderCode") + " {\n";
		String method = type + "Object snippet() throws Exception {\n";
		if (code.lines().filter((line) -> !line.startsWith("//")).findFirst().orElse("").startsWith(".")) {
			return List.of(method + "return requests\n" + code + "\n;}}", method + "return http\n" + code + "\n;}}");
		}
		return List.of(code, code + "\nclass Snippet { }", type + code + "\n}",
				type + "void snippet() throws Exception {\n" + code + "\n}}", method + code + "\n}}",
				method + "return " + code + "\n;}}", type + "void snippet() throws Exception {\n" + code + "\n;}}");
	}

	private static List<String> compile(List<String> sources) {
		DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
		try {
			((JavacTask) COMPILER.getTask(null, FILES, problems,
					List.of("-proc:none", "-Xlint:deprecation,removal", "-parameters"), null,
					sources.stream().map(Source::new).toList()))
				.analyze();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return problems.getDiagnostics()
			.stream()
			.filter((problem) -> problem.getKind() != Diagnostic.Kind.NOTE)
			.map((problem) -> problem.getMessage(Locale.ROOT) + " in: " + line(problem))
			.toList();
	}

	private static String line(Diagnostic<? extends JavaFileObject> problem) {
		return (problem.getSource() instanceof Source source)
				? source.text.lines().skip(Math.max(0, problem.getLineNumber() - 1)).findFirst().orElse("").strip()
				: "";
	}

	private static String name(String source) {
		Matcher type = TYPE.matcher(source);
		return type.find() ? type.group(1) : "Snippet";
	}

	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		private Source(String text) {
			super(URI.create("string:///" + name(text) + ".java"), Kind.SOURCE);
			this.text = text;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

}
