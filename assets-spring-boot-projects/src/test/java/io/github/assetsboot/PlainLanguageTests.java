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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The comments of main code: each sentence begins with a subject that the reader knows.
 */
class PlainLanguageTests {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final String LICENSE = "Licensed under the Apache";

	/**
	 * Literals are matched as well, because a path pattern can look like a comment.
	 */
	private static final Pattern COMMENT = Pattern.compile(
			"\"\"\".*?(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\""
					+ "|'(?:\\\\.|[^'\\\\\\n])++'|(?<comment>/\\*.*?\\*/|//[^\\n]*+(?:\\n[ \\t]*+//[^\\n]*+)*+)",
			Pattern.DOTALL);

	private static final Pattern MARKER = Pattern.compile("(?m)^[ \\t]*(?:/\\*\\*?|\\*/|\\*|//)[ \\t]?");

	private static final Pattern INLINE_TAG = Pattern
		.compile("\\{@(?:code|link|linkplain|value|literal)\\s+([^}]*)\\}");

	private static final Pattern BLOCK = Pattern.compile("\\n\\s*(?=@)|<p>|<li>|</li>|\\n\\s*\\n");

	private static final Pattern BLOCK_TAG = Pattern
		.compile("^\\s*@(?:(?:param|throws|exception)\\s+\\S+|return|since|see|author)\\s*");

	private static final Pattern ELEMENT = Pattern.compile("<[^>]+>");

	private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?:;])\\s+(?=[A-Z])");

	private static final Pattern UNKNOWN_SUBJECT = Pattern.compile("(?:What|Who|Where|That|Whoever|Whatever|Whose)\\b");

	@ParameterizedTest
	@ValueSource(strings = { "assets-spring-boot-autoconfigure", "assets-spring-boot-projects",
			"assets-spring-boot-test", "sample-app", "benchmarks" })
	void sentencesOfCommentsBeginWithAKnownSubject(String module) throws IOException {
		List<String> unclear = new ArrayList<>();
		try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".java")).sorted().toList()) {
				unclear.addAll(unclear(ROOT.relativize(file).toString(), Files.readString(file)));
			}
		}
		assertThat(unclear).as("sentences that begin with What, Who, Where or That").isEmpty();
	}

	@Test
	void eachKindOfCommentIsRead() {
		String source = """
				/*
				 * What is a license? Licensed under the Apache License
				 */
				/**
				 * The state. Where it is, is
				 * kept.
				 * <p>
				 * {@code That} is a value. A sentence that is clear: whatever it says.
				 * @param name the name. Whose name it
				 * is, is known
				 * @return What is left
				 */
				// a line
				// of text. Who reads it?
				String pattern = "/*"; // Whoever comes last
				char quote = '"'; /* Whatever it holds. */
				String text = \"""
						/* What is text. */
						\""";
				""";
		assertThat(unclear("Example.java", source)).containsExactly("Example.java:5: Where it is, is kept.",
				"Example.java:8: That is a value.", "Example.java:9: Whose name it is, is known",
				"Example.java:11: What is left", "Example.java:14: Who reads it?",
				"Example.java:15: Whoever comes last", "Example.java:16: Whatever it holds.");
	}

	private static List<String> unclear(String file, String source) {
		List<String> unclear = new ArrayList<>();
		for (Matcher matcher = COMMENT.matcher(source); matcher.find();) {
			String comment = matcher.group("comment");
			if (comment != null && !comment.contains(LICENSE)) {
				int position = matcher.start();
				for (String sentence : sentences(comment)) {
					Matcher subject = UNKNOWN_SUBJECT.matcher(sentence);
					if (subject.lookingAt()) {
						position = source.indexOf(subject.group(), position) + 1;
						unclear.add(file + ":" + line(source, position) + ": " + sentence);
					}
				}
			}
		}
		return unclear;
	}

	private static List<String> sentences(String comment) {
		String text = MARKER.matcher(comment).replaceAll("").replace("*/", "");
		return BLOCK.splitAsStream(INLINE_TAG.matcher(text).replaceAll("$1"))
			.map((block) -> BLOCK_TAG.matcher(block).replaceFirst(""))
			.map((block) -> ELEMENT.matcher(block).replaceAll("").replaceAll("\\s+", " ").strip())
			.flatMap(SENTENCE_END::splitAsStream)
			.toList();
	}

	private static long line(String source, int position) {
		return 1 + source.substring(0, position).chars().filter((character) -> character == '\n').count();
	}

}
