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

package io.github.assetsboot.rules;

import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RulePattern} and {@link Captures}.
 *
 * @author the Assets for Spring Boot authors
 */
class RulePatternTests {

	@ParameterizedTest
	@CsvSource(nullValues = "null", value = { "/a, /a, {}", "/a, /a/, null", "/a/*, /a/, {splat=}", "/a/*, /a, null",
			"/a/*, /a/b/c, {splat=b/c}", "/*/tail, /x/y/tail, {splat=x/y}", "/:id, /x, {id=x}", "/:id, /, null",
			"/:id, /x/y, null", "/:a-:b, /1-2-3, '{a=1-2, b=3}'", "/:x.html, /a.b.html, {x=a.b}",
			"/:a/*, /x/y/z, '{a=x, splat=y/z}'", "/:x*, /abc, '{x=abc, splat=}'", "/pre:name, /prefix, {name=fix}",
			"/:1, /:1, {}", "https://:sub.example.com/*, https://a.example.com/x, '{sub=a, splat=x}'",
			"https://:sub.example.com/*, https://a.b.example.com/x, null",
			"https://*/page, https://example.com/page, {splat=example.com}",
			"https://:a.:b.com/:c, https://x.y.com/z, '{a=x, b=y, c=z}'" })
	void capturesWhatAGreedyExpressionWould(String pattern, String text, String captures) {
		Captures match = RulePattern.compile(pattern).match(text);
		assertThat((match != null) ? match.values().toString() : null).isEqualTo(captures);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/:x/:x", "/:id/:idx", "/*/*", "/:splat/*", "https://:x.example.com/:x" })
	void patternWithARepeatedCaptureNeverMatches(String pattern) {
		RulePattern compiled = RulePattern.compile(pattern);
		assertThat(compiled.isAmbiguous()).isTrue();
		assertThat(compiled.match("/a/a")).isNull();
	}

	@Test
	void longerNameBeforeTheShorterOneIsNotAmbiguous() {
		assertThat(RulePattern.compile("/:idx/:id").match("/1/2").values()).isEqualTo(Map.of("idx", "1", "id", "2"));
	}

	@Test
	void agreesWithAnExpressionOnGeneratedPatterns() {
		Random random = new Random(5);
		String[] parts = { "/", "a", "-", "*", ":x", ":y", "b", "//" };
		for (int i = 0; i < 20_000; i++) {
			String pattern = generate(random, parts, 7);
			String text = generate(random, new String[] { "/", "a", "-", "b", "x" }, 9);
			if (RulePattern.compile(pattern).isAmbiguous()) {
				continue;
			}
			String expression = Pattern.quote(pattern)
				.replace("*", "\\E(?<splat>.*)\\Q")
				.replaceAll(":([xy][a-z]*)", "\\\\E(?<$1>[^/]+)\\\\Q");
			Matcher matcher = Pattern.compile(expression).matcher(text);
			Captures match = RulePattern.compile(pattern).match(text);
			assertThat(match != null).as(pattern + " " + text).isEqualTo(matcher.matches());
			if (match != null) {
				match.values()
					.forEach(
							(name, value) -> assertThat(value).as(pattern + " " + text).isEqualTo(matcher.group(name)));
			}
		}
	}

	private static String generate(Random random, String[] parts, int max) {
		StringBuilder text = new StringBuilder("/");
		for (int i = random.nextInt(max); i > 0; i--) {
			text.append(parts[random.nextInt(parts.length)]);
		}
		return text.toString();
	}

	@Test
	void valuesAreFilledInLiterallyAndAlsoWhereALongerNameStands() {
		Captures captures = RulePattern.compile("/:id").match("/$1");
		assertThat(captures.fill("/r/:id/:idx/:other")).isEqualTo("/r/$1/$1x/:other");
	}

	@Test
	void fillingInDoesNotBlowUp() {
		String path = "/" + ":b".repeat(1300) + "/" + ":c".repeat(1300) + "/" + "x".repeat(2700);
		Captures captures = RulePattern.compile("/:a/:b/:c").match(path);
		assertThat(captures.fill("/:a")).isNull();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", value = { "/a, /a", "/a/b, /a", "/a/*, /a", "/a*, null", "/a/:x, /a", "/:x, null",
			"/*, null", "*, null", "https://example.com/a, null", "'', null", "/, /", "//*, /" })
	void firstSegmentIsKnownWhereEveryPathBeginsWithIt(String pattern, @Nullable String segment) {
		assertThat(RulePattern.compile(pattern).firstSegment()).isEqualTo(segment);
	}

	@ParameterizedTest
	@CsvSource({ "/a, false", "/*, true", "/:a, true", "/:1, false", "/a:b, true", "/:, false" })
	void splatOrPlaceholderMakesARuleDynamic(String rule, boolean dynamic) {
		assertThat(RulePattern.isDynamic(rule)).isEqualTo(dynamic);
	}

	@Test
	void emptyPatternMatchesTheEmptyTextOnly() {
		assertThat(RulePattern.compile("").match("")).isNotNull();
		assertThat(RulePattern.compile("").match("/")).isNull();
		assertThat(RulePattern.compile("*").match("/a").values()).containsEntry("splat", "/a");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null",
			value = { "https://:a.example.com, https://x.example.com, {a=x}",
					"https://:a.example.com, https://x.y.example.com, null", "https://a.:b, https://a.x.y, {b=x.y}",
					"https://a.example.com/:x.html, https://a.example.com/b.c.html, {x=b.c}",
					"https://:a-b.example.com/, https://x-b.example.com/, {a=x}",
					"https://:a.com/:b-c, https://x.com/y.z-c, '{a=x, b=y.z}'" })
	void placeholderInAHostEndsAtADot(String pattern, String text, @Nullable String captures) {
		Captures match = RulePattern.compile(pattern).match(text);
		assertThat((match != null) ? match.values().toString() : null).isEqualTo(captures);
	}

	@Test
	void placeholderMayEndAHost() {
		assertThat(RulePattern.compile("https://:host").match("https://a").values()).containsEntry("host", "a");
	}

	@Test
	void placeholderInAHostThatNothingEndsReachesOverDots() {
		Captures match = RulePattern.compile("https://:a~b.example.com/").match("https://x.y~b.example.com/");
		assertThat(match.values()).containsEntry("a", "x.y");
	}

	@Test
	void filledInTextMayHave64Kilobytes() {
		Captures captures = new Captures(Map.of("a", "x".repeat(64 * 1024)));
		assertThat(captures.fill(":a")).hasSize(64 * 1024);
		assertThat(captures.fill("y:a")).isNull();
		assertThat(captures.fill("no")).isEqualTo("no");
	}

}
