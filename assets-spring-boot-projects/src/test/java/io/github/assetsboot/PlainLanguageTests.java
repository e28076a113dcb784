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
 * The language of the guide and of the comments in main code: each sentence begins with a
 * subject that the reader knows. The sentences of the guide are short and use the usual
 * terms.
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

	private static final int MAX_WORDS = 30;

	private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");

	/**
	 * A heading, the cells of a table, the items of a list, and paragraphs.
	 */
	private static final Pattern GUIDE_BLOCK = Pattern
		.compile("(?m)^#.*$|\\n\\s*\\n|^\\s*(?:[*-]|\\d+\\.)\\s|(?<!\\\\)\\||^\\|[-: |]+$");

	private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");

	/**
	 * A list of names in code font counts as one word.
	 */
	private static final Pattern CODE = Pattern.compile("`[^`]*`(?:(?:,| and| or|, and|, or)\\s+`[^`]*`)*");

	private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][\\w'.-]*");

	private static final Pattern UNUSUAL_TERM = Pattern
		.compile("\\b(?:[Tt]enants?|[Ss]hell pages?|[Cc]ompression variants?|[Cc]ontent encodings?|the worker)\\b");

	@Test
	void sentencesOfTheGuideAreShortAndPlain() throws IOException {
		List<String> unclear = new ArrayList<>();
		for (Path page : pages()) {
			unclear.addAll(unclearInGuide(ROOT.relativize(page).toString(), Files.readString(page)));
		}
		assertThat(unclear).as("sentences of the guide that STYLE does not allow").isEmpty();
	}

	private static List<Path> pages() throws IOException {
		try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
			List<Path> pages = files.filter((path) -> path.toString().endsWith(".md")).sorted().toList();
			assertThat(pages).hasSizeGreaterThan(30);
			return Stream.concat(pages.stream(), Stream.of(ROOT.resolve("README.md"))).toList();
		}
	}

	@Test
	void eachKindOfTextInTheGuideIsRead() {
		String word = "word ";
		String page = """
				# What a heading may be
				%s.

				What is left, is left. It is *clear*: whatever it says. `Where` is code.

				* Who reads an item
				| Whose cell | the worker of a cell |
				```
				What is code
				```
				The list `a`, `b`, `c` and `d` of a [tenant](That.md).
				""".formatted(word.repeat(31).strip());
		assertThat(unclearInGuide("page.md", page)).containsExactly("page.md: 31 words: " + word.repeat(30) + "word.",
				"page.md: What is left, is left.", "page.md: Who reads an item", "page.md: Whose cell",
				"page.md: term 'the worker': the worker of a cell",
				"page.md: term 'tenant': The list CODE of a tenant.");
	}

	private static List<String> unclearInGuide(String file, String page) {
		List<String> unclear = new ArrayList<>();
		String text = CODE_BLOCK.matcher(page).replaceAll("\n\n");
		for (String block : GUIDE_BLOCK.split(text)) {
			String plain = CODE.matcher(LINK.matcher(block).replaceAll("$1")).replaceAll("CODE").replace("*", "");
			for (String sentence : SENTENCE_END.split(plain.replaceAll("\\s+", " ").strip())) {
				long words = WORD.matcher(sentence).results().count();
				Matcher term = UNUSUAL_TERM.matcher(sentence);
				if (words > MAX_WORDS) {
					unclear.add(file + ": " + words + " words: " + sentence);
				}
				if (UNKNOWN_SUBJECT.matcher(sentence).lookingAt()) {
					unclear.add(file + ": " + sentence);
				}
				if (term.find()) {
					unclear.add(file + ": term '" + term.group() + "': " + sentence);
				}
			}
		}
		return unclear;
	}

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
