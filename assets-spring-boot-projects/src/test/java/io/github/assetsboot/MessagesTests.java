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

package io.github.assetsboot;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The messages of main code: log messages, warnings at start, and the reasons and actions
 * of failures. A value in a message is shown as {@code {}}.
 */
class MessagesTests {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern LOG = Pattern.compile("logger\\.(?:trace|debug|info|warn|error)");

	private static final Pattern LIST = Pattern.compile("(?:.*\\.)?(?:warnings|findings)\\.add");

	/**
	 * Failures with a reason and an action as their last two arguments.
	 */
	private static final Set<String> FAILURES = Set.of("InvalidAssetsPropertyException",
			"InvalidAssetLocationException", "WranglerImportException");

	private static final Pattern RETURNS_MESSAGES = Pattern.compile(".*/diagnostics/\\w+\\.java");

	private static final Pattern FORMAT = Pattern.compile("%(?:\\d+\\$)?[a-z]");

	private static final Pattern BEGINNING = Pattern.compile("(?s)[A-Z'\"{].*");

	private static final Pattern END = Pattern.compile("(?s).*[.!?}\"]");

	private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?:])[ \\n]+|\\n");

	private static final Pattern UNKNOWN_SUBJECT = Pattern
		.compile("(?:[Ww]hat|[Ww]ho|[Ww]here|[Tt]hat|[Ww]hoever|[Ww]hatever|[Ww]hose)\\b.*");

	@ParameterizedTest
	@ValueSource(
			strings = { "assets-spring-boot-autoconfigure", "assets-spring-boot-projects", "assets-spring-boot-test" })
	void messagesAreFullSentences(String module) throws IOException {
		try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"));
				StandardJavaFileManager manager = compiler().getStandardFileManager(null, null, null)) {
			List<String> unclear = unclear(
					manager.getJavaFileObjectsFromPaths(files.filter((file) -> file.toString().endsWith(".java"))
						.filter((file) -> !file.endsWith("package-info.java"))
						.sorted()
						.toList()));
			assertThat(unclear).as("messages that are no full sentences").isEmpty();
		}
	}

	@Test
	void eachKindOfMessageIsRead() throws IOException {
		String source = """
				class Example {
					String run(String path, boolean many) {
						logger.warn("The file " + path + " is missing. Add it.");
						logger.info("the file is there.");
						logger.info(String.format("Reading %d files", path));
						logger.debug((many ? "What is read" : "A file") + " is there.", ex);
						warnings.add("It has no end");
						logger.info("One two three four five six seven eight nine ten eleven twelve thirteen"
								+ " fourteen fifteen sixteen seventeen eighteen nineteen twenty more.");
						throw new InvalidAssetsPropertyException("a.b", path, "It is empty.", "remove the property");
					}
				}
				""";
		JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Example.java"),
				JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return source;
			}

		};
		assertThat(unclear(List.of(file))).extracting((problem) -> problem.replaceFirst(" .*", ""))
			.containsExactly("Example.java:4:", "Example.java:5:", "Example.java:6:", "Example.java:7:",
					"Example.java:8:", "Example.java:10:", "Example.java:10:");
	}

	private static JavaCompiler compiler() {
		return ToolProvider.getSystemJavaCompiler();
	}

	private static List<String> unclear(Iterable<? extends JavaFileObject> files) throws IOException {
		List<String> unclear = new ArrayList<>();
		JavacTask task = (JavacTask) compiler().getTask(null, null, null, List.of("-proc:none"), null, files);
		for (CompilationUnitTree unit : task.parse()) {
			new Reader(unit, task, unclear).scan(unit, null);
		}
		return unclear;
	}

	/**
	 * Return the texts that an expression can have.
	 */
	private static List<String> texts(ExpressionTree expression) {
		if (expression instanceof LiteralTree literal) {
			return List.of(String.valueOf(literal.getValue()));
		}
		if (expression instanceof ParenthesizedTree parenthesized) {
			return texts(parenthesized.getExpression());
		}
		if (expression instanceof ConditionalExpressionTree conditional) {
			return Stream.of(conditional.getTrueExpression(), conditional.getFalseExpression())
				.flatMap((choice) -> texts(choice).stream())
				.toList();
		}
		if (expression instanceof BinaryTree binary && binary.getKind() == Tree.Kind.PLUS) {
			List<String> ends = texts(binary.getRightOperand());
			return texts(binary.getLeftOperand()).stream()
				.flatMap((start) -> ends.stream().map((end) -> start + end))
				.toList();
		}
		ExpressionTree format = format(expression);
		return (format != null) ? texts(format).stream()
			.map((text) -> FORMAT.matcher(text.replace("%n", "\n")).replaceAll("{}"))
			.toList() : List.of("{}");
	}

	private static @Nullable ExpressionTree format(ExpressionTree expression) {
		if (expression instanceof MethodInvocationTree call
				&& call.getMethodSelect() instanceof MemberSelectTree method) {
			if (method.toString().equals("String.format")) {
				return call.getArguments().get(0);
			}
			return method.getIdentifier().contentEquals("formatted") ? method.getExpression() : null;
		}
		return null;
	}

	/**
	 * Reads the messages of one file.
	 */
	private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {

		private static final int LOG_WORDS = 20;

		private static final int WORDS = 25;

		private final CompilationUnitTree unit;

		private final JavacTask task;

		private final List<String> unclear;

		private final String file;

		Reader(CompilationUnitTree unit, JavacTask task, List<String> unclear) {
			this.unit = unit;
			this.task = task;
			this.unclear = unclear;
			this.file = unit.getSourceFile().getName();
		}

		@Override
		public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
			String method = call.getMethodSelect().toString();
			if (LOG.matcher(method).matches() || LIST.matcher(method).matches()) {
				checkSentences(call.getArguments().get(0), LOG_WORDS);
			}
			return super.visitMethodInvocation(call, unused);
		}

		@Override
		public @Nullable Void visitReturn(ReturnTree statement, @Nullable Void unused) {
			ExpressionTree expression = statement.getExpression();
			if (expression != null && RETURNS_MESSAGES.matcher(this.file).matches()
					&& texts(expression).stream().allMatch((text) -> text.contains(". "))) {
				checkSentences(expression, LOG_WORDS);
			}
			return super.visitReturn(statement, unused);
		}

		@Override
		public @Nullable Void visitNewClass(NewClassTree creation, @Nullable Void unused) {
			String type = creation.getIdentifier().toString();
			List<? extends ExpressionTree> arguments = creation.getArguments();
			if (FAILURES.contains(type)) {
				checkReason(arguments.get(arguments.size() - 2));
				checkSentences(arguments.get(arguments.size() - 1), WORDS);
			}
			else if (type.endsWith("Exception")) {
				arguments.forEach((argument) -> check(argument, WORDS, (text) -> true));
			}
			return super.visitNewClass(creation, unused);
		}

		private void checkSentences(ExpressionTree message, int words) {
			check(message, words, (text) -> BEGINNING.matcher(text).matches() && END.matcher(text).matches());
		}

		/**
		 * A reason stands behind the word "Reason:".
		 */
		private void checkReason(ExpressionTree reason) {
			check(reason, WORDS, (text) -> text.matches("(?s)[a-z'\"{*].*") && !text.endsWith("."));
		}

		private void check(ExpressionTree message, int words, Predicate<String> form) {
			for (String text : texts(message)) {
				boolean clear = SENTENCE_END.splitAsStream(text)
					.allMatch((sentence) -> sentence.split("\\s+").length <= words
							&& !UNKNOWN_SUBJECT.matcher(sentence).matches());
				if (text.matches("(?s).*[a-z].*") && (!clear || !form.test(text))) {
					this.unclear.add(place(message) + ": " + text);
				}
			}
		}

		private String place(ExpressionTree message) {
			long position = Trees.instance(this.task).getSourcePositions().getStartPosition(this.unit, message);
			return this.file.substring(this.file.lastIndexOf('/') + 1) + ":"
					+ this.unit.getLineMap().getLineNumber(position);
		}

	}

}
