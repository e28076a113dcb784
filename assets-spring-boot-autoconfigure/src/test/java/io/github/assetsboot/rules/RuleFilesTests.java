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

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Redirects}, {@link HeaderRules} and {@link IgnoreRules}, as far as the
 * recordings do not hold them.
 *
 * @author the Assets for Spring Boot authors
 */
class RuleFilesTests {

	private static final Origin ORIGIN = new Origin("http", "localhost", 8080);

	@Test
	void locationOnThisHostGetsThePrefixBack() {
		RedirectMatch match = Redirects.parse("/a /b?x=1#f", true).match("/a");
		assertThat(match.location(ORIGIN, "/app", "?y=2")).isEqualTo("/app/b?x=1#f");
		assertThat(Redirects.parse("/a /b", true).match("/a").location(ORIGIN, "/app", "?y=2")).isEqualTo("/app/b?y=2");
	}

	@Test
	void locationOnAnotherHostGetsNoPrefix() {
		RedirectMatch match = Redirects.parse("/a/* https://example.com/:splat", true).match("/a/x");
		assertThat(match.location(ORIGIN, "/app", "?y=2")).isEqualTo("https://example.com/x?y=2");
	}

	@Test
	void targetOnTheOriginOfTheRequestIsAPath() {
		Origin secure = new Origin("https", "example.com", 443);
		assertThat(Redirects.parse("/a https://example.com/b", true).match("/a").location(secure, "", ""))
			.isEqualTo("/b");
	}

	@Test
	void pathThatLooksLikeAHostDoesNotLeaveThisOne() {
		Origin secure = new Origin("https", "example.com", 443);
		RedirectMatch match = Redirects.parse("/a/* https://example.com/:splat", true).match("/a//evil.example");
		assertThat(match.location(secure, "", "")).isEqualTo("https://example.com//evil.example");
	}

	@Test
	void hostThatIsNotValidOnceFilledInIsNoRedirect() {
		RedirectMatch match = Redirects.parse("/a/:host https://:host/", true).match("/a/x%5B");
		assertThat(match.location(ORIGIN, "", "")).isNull();
	}

	@Test
	void rejectedLineIsReportedWithFileLineTextAndReason() {
		List<RuleProblem> problems = Redirects.parse("# comment\n/a\n/b /c\n", true).problems();
		assertThat(problems).singleElement()
			.hasToString("_redirects:2: expected \"from to [status]\", got 1 fields: /a");
	}

	@Test
	void cureForANetlifyStyleFallbackIsNamed() {
		assertThat(Redirects.parse("/* /index.html 200", true).problems()).singleElement()
			.extracting(RuleProblem::reason)
			.asString()
			.contains("assets.not-found-handling")
			.contains("single-page-application");
	}

	@Test
	void ruleThatNeverMatchesIsReportedButNotRejected() {
		assertThat(Redirects.parse("/:x/:x /y", true).problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.rejected()).isFalse());
		assertThat(HeaderRules.parse("/:x/:x\n X-A: 1").problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.rejected()).isFalse());
	}

	@Test
	void rejectedLineCountsTowardsTheLimitOfStaticRules() {
		String text = "/bad /x 999\n"
				+ IntStream.range(0, 2000).mapToObj((i) -> "/s" + i + " /t\n").collect(Collectors.joining());
		Redirects redirects = Redirects.parse(text, true);
		assertThat(redirects.size()).isEqualTo(1999);
		assertThat(redirects.problems()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "301, 301", "0301, 301", "301., 301", "3.01e2, 301", "0x12d, 301", "+308, 308" })
	void statusIsReadAsJavaScriptReadsANumber(String text, int status) {
		assertThat(Redirects.parse("/a /b " + text, true).match("/a").rule().status()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "201", "-301", "301x", "0x", "Infinity", "1e400", "301.5" })
	void otherStatusIsRejected(String text) {
		assertThat(Redirects.parse("/a /b " + text, true).size()).isZero();
	}

	@Test
	void headerThatWouldBreakTheFramingIsNeverSent() {
		HeaderRules rules = HeaderRules
			.parse("/a\n Content-Length: 3\n Transfer-Encoding: chunked\n X(Y): 1\n X-Ok: 1\n");
		assertThat(rules.match("h", "/a")).singleElement()
			.satisfies((rule) -> assertThat(rule.set()).containsOnlyKeys("X-Ok"));
		assertThat(rules.problems()).hasSize(3).noneMatch(RuleProblem::rejected);
	}

	@Test
	void hostOfAHeaderRuleIsComparedWithoutPort() {
		HeaderRules rules = HeaderRules.parse("https://example.com/*\n X-A: :splat\n");
		assertThat(rules.match("example.com", "/x")).singleElement()
			.satisfies((rule) -> assertThat(rule.set()).containsEntry("X-A", "x"));
		assertThat(rules.match("example.org", "/x")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "*.log, a/b.LOG, true", "/a, b/a, false", "a/, a, false", "a/, a/, true", "[!ab].txt, a.txt, true",
			"[!ab].txt, c.txt, false", "\\!x, !x, true", "#x, #x, false", "a?c, abc, true", "**/x, a/b/x, true",
			"a/**/z, a/z, true" })
	void ignoresAsGitignoreWouldWithoutRegardToCase(String line, String path, boolean ignored) {
		assertThat(IgnoreRules.of(List.of(line)).ignores(path)).isEqualTo(ignored);
	}

	@Test
	void laterLineWins() {
		assertThat(IgnoreRules.of(List.of("*.txt", "!a.txt")).ignores("a.txt")).isFalse();
		assertThat(IgnoreRules.of(List.of("!a.txt", "*.txt")).ignores("a.txt")).isTrue();
	}

}
