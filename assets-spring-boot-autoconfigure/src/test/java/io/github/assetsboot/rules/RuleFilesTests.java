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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.rules.HeaderRules.HeaderRestrictions;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.IgnoreRules.RuleFiles;
import io.github.assetsboot.rules.Redirects.RedirectMatch;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/**
 * Tests for {@link Redirects}, {@link HeaderRules} and {@link IgnoreRules}, the first
 * test to read of this package.
 *
 * <p>
 * A rule file is parsed once, at the start. An invalid line becomes a problem with its
 * number, and the other lines still count. The recordings of Workers hold the syntax;
 * these tests hold the rest.
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

	@ParameterizedTest
	@CsvSource({ "/*, true", "/app.js, true", "/*.gzip, true", "/data/:name, true", "/*.gz, false",
			"/Build/*.br, false", "/a.ZST, false" })
	void contentEncodingOfFilesThatMayNotBeCompressedIsWarnedOf(String path, boolean warned) {
		String text = path + "\n  content-Encoding: gzip\n";
		for (HeaderRules rules : List.of(HeaderRules.parse(text),
				HeaderRules.parse(text, HeaderRestrictions.ofProject(List.of(), false)))) {
			assertThat(rules.size()).isEqualTo(1);
			if (warned) {
				assertThat(rules.problems()).singleElement().satisfies((problem) -> {
					assertThat(problem.line()).isEqualTo(2);
					assertThat(problem.rejected()).isFalse();
					assertThat(problem.reason()).contains("compressed already");
				});
			}
			else {
				assertThat(rules.problems()).isEmpty();
			}
		}
	}

	@Test
	void pathThatLooksLikeAHostDoesNotLeaveThisOne() {
		Origin secure = new Origin("https", "example.com", 443);
		RedirectMatch match = Redirects.parse("/a/* https://example.com/:splat", true).match("/a//evil.example");
		assertThat(match.location(secure, "", "")).isEqualTo("https://example.com//evil.example");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "x%5B", "@evil.example", "evil.example%2F", "a:1", "%E9", "%C3%A9", "a%40b", "a_b", "a b" })
	void valueThatIsNoPartOfAHostIsNoMatch(String value) {
		Redirects redirects = Redirects.parse("/a/:host https://:host.example.com/\n", true);
		assertThat(redirects.match("/a/" + value)).isNull();
		assertThat(redirects.match("/a/b%2Ec-1").location(ORIGIN, "", "")).isEqualTo("https://b.c-1.example.com/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/sub/* https://example.com:splat", "/go/:h https://example.com:h/", "/go/:h https://:h/",
			"/go/:h //:h/", "/go/:h /\\:h/ 301", "/go/:h /\\/:h.example.com/", "/go/:h https://:h@example.com/",
			"/go/:h https://user@:h/", "/go/:h https://:h:x@b.example.com/", "/go/:h https://:h:8080/",
			"/go/:h https://:h.:8080/", "/go/:h https://:h.1/", "/go/:h https://:h.0x7f/", "/go/:h https://[:h]/",
			"/go/:h https://[::1]:h/", "/go/:h https://a.:h", "/go/:h https://:h?x", "/go/:h https://:h#x",
			"/go/:h https://:h\\.example.com/", "/go/:h https://:h%2Fexample.com/", "/go https://example.com:splat/",
			"/go/:h //:h/ 200", "/go/:h https://a.b.example.com:h 308", "/go/:h https://:h.example.com:h/" })
	void targetWhoseHostTheRequestChoosesIsRejected(String line) {
		Redirects redirects = Redirects.parse(line, true);
		assertThat(redirects.size()).isZero();
		assertThat(redirects.problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.rejected()).isTrue();
			assertThat(problem.reason()).contains("the request would choose the host");
		});
	}

	@ParameterizedTest
	@CsvSource({ "https://:h.example.com/, https://v.example.com/",
			"https://:h-cdn.example.com:8080/x, https://v-cdn.example.com:8080/x",
			"https://a.:h.example.com./, https://a.v.example.com./",
			"https://:h:h.example.com/:h, https://vv.example.com/v",
			"https://user@:h.example.com/, https://user@v.example.com/",
			"https://example.com:8080/:h, https://example.com:8080/v",
			"https://[2001:db8::1]/:h, https://[2001:db8::1]/v",
			"https://example.com?x=:h, https://example.com/?x=v/" })
	void targetBelowADomainOfTheRuleIsTaken(String target, String location) {
		assertThat(Redirects.parse("/go/:h " + target, true).match("/go/v").location(ORIGIN, "", ""))
			.isEqualTo(location);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/loop /loop", "/self/* /self/:splat 301", "/a/* /a/b/:splat", "/x /x?again=1 308",
			"/:lang/* /en/:splat" })
	void ruleThatLeadsBackToItselfIsWarnedOf(String line) {
		Redirects redirects = Redirects.parse("/b /c\n" + line, true);
		assertThat(redirects.size()).isEqualTo(2);
		assertThat(redirects.problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.line()).isEqualTo(2);
			assertThat(problem.rejected()).isFalse();
			assertThat(problem.reason()).contains("for ever");
		});
	}

	@Test
	void rulesThatLeadToEachOtherAreWarnedOf() {
		assertThat(Redirects.parse("/a /b\n/b /c/x\n/c/* /a\n/d /a\n", true).problems()).extracting(RuleProblem::line)
			.containsExactly(1, 2, 3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a /b", "/old/* /:splat", "/a /a 200", "/s https://example.com/s", "/:x /:x/",
			"/blog/* /news/:splat", "/u/:1 /r" })
	void ruleThatEndsIsNotWarnedOf(String line) {
		assertThat(Redirects.parse(line, true).problems()).isEmpty();
	}

	@Test
	void lookingForEndlessRedirectsIsBounded() {
		String rules = IntStream.range(0, 2000)
			.mapToObj((i) -> "/" + i + "a".repeat(900) + " /" + (i + 1) + "a".repeat(900) + "\n")
			.collect(Collectors.joining());
		String dynamic = IntStream.range(0, 100)
			.mapToObj((i) -> "/" + i + ":a-:b-:c-:d-:e-:f-:g-:h-:i* /x\n")
			.collect(Collectors.joining());
		assertTimeout(Duration.ofSeconds(3), () -> Redirects.parse(rules + dynamic, true).problems());
	}

	@Test
	void rulesBeyondTheEffortAreNotChecked() {
		String dynamic = IntStream.range(0, 100).mapToObj((i) -> "/:a/" + i + " /x\n").collect(Collectors.joining());
		String chain = IntStream.range(0, 200)
			.mapToObj((i) -> "/" + "a".repeat(900) + i + " /" + "a".repeat(900) + (i + 1) + "\n")
			.collect(Collectors.joining());
		assertThat(Redirects.parse(chain + "/loop /loop\n" + dynamic, true).problems()).isEmpty();
		assertThat(Redirects.parse(chain + "/loop /loop\n", true).problems()).hasSize(1);
		assertThat(Redirects.parse("/loop /loop\n" + dynamic, true).problems()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "https://host, ''", "//, ''", "https:/:name/x, ''", "https://:name.example.com, name",
			"https://:name.example.com/:other, name" })
	void placeholdersOfAHostAreThoseBeforeThePath(String target, String names) {
		assertThat(TargetHost.placeholders(target, Set.of("name", "other")))
			.isEqualTo(names.isEmpty() ? List.of() : List.of(names));
	}

	@ParameterizedTest
	@CsvSource({ "/a/* /b, /a/x, true", "/a/* /b, /b/x, false", "/a/* , /a/, true", "X-A: 1, /a/x, false",
			"https://example.com/*, /a, false", "/:a/:, /x/:, true" })
	void problemConcernsThePathsOfItsRule(String text, String path, boolean concerned) {
		assertThat(new RuleProblem("_redirects", 1, text, "why", true).mayConcern(path)).isEqualTo(concerned);
	}

	@Test
	void problemOfAnInvalidRuleConcernsNoPath() {
		String text = "/" + ":a-".repeat(20);
		assertThat(new RuleProblem("_redirects", 1, text, "why", true).mayConcern(text)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "/k/* /r/:missing/:splat, :missing", "/user/:id /people/:name, :name",
			"/user/1 https://example.com/people/:id, :id" })
	void placeholderThatTheSourceLacksIsWarnedOf(String line, String placeholder) {
		assertThat(Redirects.parse(line, true).problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.rejected()).isFalse())
			.extracting(RuleProblem::reason)
			.asString()
			.contains("the target has " + placeholder + ",");
		assertThat(Redirects.parse("/a/:id /b/:idx?:id#:id 301", true).problems()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "/app/old /new, source", "/old /app/new, target", "/old /app?x, target", "/app/* /x/:splat, source" })
	void ruleThatRepeatsTheBasePathIsWarnedOf(String line, String part) {
		assertThat(Redirects.parse(line, true, "/app").problems()).singleElement()
			.extracting(RuleProblem::reason)
			.asString()
			.contains("the " + part + " repeats the base path /app");
		assertThat(Redirects.parse(line, true).problems()).isEmpty();
		assertThat(Redirects.parse("/apple /application", true, "/app").problems()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/:a/:b/:c/:d/:e/:f/:g/:h/:i/:j/:k", "/:a:b:c:d:e:f:g:h:i:j:k", "/***********",
			"/:a/:a/:a/:a/:a/:a/:a/:a/:a/:a/:a" })
	void pathHasTenPlaceholdersAndSplatsAtMost(String path) {
		assertThat(Redirects.parse(path + " /x", true).problems()).singleElement()
			.extracting(RuleProblem::reason)
			.asString()
			.contains("10 placeholders and * at most")
			.contains("has 11");
		HeaderRules headers = HeaderRules.parse("/a\n  X-A: 1\n" + path.replace("*", ":x") + "\n  X-B: 1\n");
		assertThat(headers.problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.line()).isEqualTo(3);
			assertThat(problem.reason()).contains("10 placeholders").contains("the fields below it are skipped");
			assertThat(problem.mayConcern("/a")).isFalse();
		});
		assertThat(headers.match("h", "/a").get(0).set()).containsOnlyKeys("X-A");
		assertThat(Redirects.parse("/:a/:b/:c/:d/:e/:f/:g/:h/:i/* /x", true).match("/1/2/3/4/5/6/7/8/9/0")).isNotNull();
	}

	@Test
	void manyPlaceholdersAreRejectedAtOnce() {
		StringBuilder text = new StringBuilder();
		for (int scope = 0; scope < 100; scope++) {
			text.append('/').append(scope);
			for (int i = 0; i < 640; i++) {
				text.append(":").append((char) ('a' + i / 26)).append((char) ('a' + i % 26));
			}
			text.append("\n  X-A: 1\n");
		}
		assertTimeout(Duration.ofSeconds(1), () -> assertThat(HeaderRules.parse(text.toString()).size()).isZero());
		String redirects = text.toString().replace("\n  X-A: 1", " /x");
		assertTimeout(Duration.ofSeconds(1), () -> assertThat(Redirects.parse(redirects, true).size()).isZero());
	}

	/**
	 * A status is as long as a line can be.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "1#", ".1#", "1.1#", "1e1#", "0x1#", "+1e-1#" })
	void longStatusIsRejectedAtOnce(String shape) {
		String digits = "1".repeat(1900 / (int) shape.chars().filter((c) -> c == '1').count());
		String status = shape.replace("1", digits).replace("#", "x");
		String text = IntStream.range(0, 500)
			.mapToObj((i) -> "/" + i + " /x " + status + "\n")
			.collect(Collectors.joining());
		assertTimeout(Duration.ofSeconds(2), () -> assertThat(Redirects.parse(text, true).size()).isZero());
	}

	@Test
	void fileWithManyProblemsNamesTheFirstOnesAndTheNumberOfTheOthers() {
		assertThat(Redirects.parse("/bad\n".repeat(5000), true).problems()).hasSize(101)
			.last()
			.extracting(RuleProblem::reason)
			.asString()
			.contains("4900 more");
		assertThat(HeaderRules.parse("bad\n".repeat(5000)).problems()).hasSize(101);
	}

	@Test
	void pathHasAHundredFieldsAtMost() {
		String fields = IntStream.range(0, 101).mapToObj((i) -> "  X-" + i + ": 1\n").collect(Collectors.joining());
		HeaderRules rules = HeaderRules.parse("/a\n" + fields);
		assertThat(rules.match("h", "/a").get(0).set()).hasSize(100);
		assertThat(rules.problems()).singleElement().extracting(RuleProblem::line).isEqualTo(102);
		assertThat(HeaderRules.parse("/a\n" + "  ! X\n".repeat(101)).problems()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0100", "\u4e2d", "a\uD83D\uDE00", "\u2028", "\u2192" })
	void valueBeyondLatin1IsRejected(String value) {
		HeaderRules rules = HeaderRules.parse("/a\n  X-A: x" + value + "x\n  X-B: \u00FF\n");
		assertThat(rules.match("h", "/a").get(0).set()).containsOnlyKeys("X-B");
		assertThat(rules.problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.rejected()).isTrue();
			assertThat(problem.reason()).contains("U+00FF");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "Location: https://:splat/", "location: /:splat", "Refresh: 0; url=https://:splat/" })
	void fieldThatLeadsWhereTheRequestSaysIsRejected(String field) {
		HeaderRules rules = HeaderRules.parse("/go/*\n  " + field + "\n  X-A: 1\n");
		assertThat(rules.match("h", "/go/x").get(0).set()).containsOnlyKeys("X-A");
		assertThat(rules.problems()).singleElement()
			.extracting(RuleProblem::reason)
			.asString()
			.contains("would let the request choose");
		assertThat(HeaderRules.parse("/go/*\n  Location: https://example.com/\n").problems()).isEmpty();
	}

	@Test
	void rejectedPathSaysWhereItsFieldsGo() {
		HeaderRules rules = HeaderRules.parse("/a\n  X-A: 1\nexample.com/b\n  X-B: 1\n/" + "c".repeat(2000)
				+ "\n  X-C: 1\nhttp://example.com/\n  X-D: 1\n");
		assertThat(rules.match("h", "/a").get(0).set()).containsOnlyKeys("X-A", "X-B", "X-C");
		assertThat(rules.problems()).extracting(RuleProblem::reason)
			.satisfiesExactly((reason) -> assertThat(reason).contains("below this line belong to the path above"),
					(reason) -> assertThat(reason).contains("below it belong to the path above"),
					(reason) -> assertThat(reason).contains("below it are skipped"));
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
			.contains("set not-found-handling")
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
			"[!ab].txt, c.txt, false", "[!ab].txt, !.txt, true", "[^a]b, ab, true", "[^a]b, ^b, true",
			"[^a]b, xb, false", "[^a-c]b, bb, true", "\\!x, !x, true", "#x, #x, false", "a?c, abc, true",
			"**/x, a/b/x, true", "a/**/z, a/z, true", "a/**/z, a/b/c/z, true", "a/**/z, ab/z, false", "a/**, a/, false",
			"a/**, a/b/c, true", "a/**/, a/b, false", "a/**/, a/b/, true", "**, a/b, true", "a**b, axyb, true",
			"a**/b, ax/b, true", "a**/b, a/x/b, false", "***/a, x/y/a, false", "**/**/a, a, true", "?, /, false",
			"a*c, a/c, false", "[[:digit:]]x, 1x, true", "[[:digit:]]x, ax, false", "[[:upper:]]x, ax, true",
			"[[:nothing:]]x, nx, false", "[[:punct:]a]x, -x, true", "[[:alpha]x, :x, true", "[]a]x, ]x, true",
			"[]a]x, bx, false", "[\\]]x, ]x, true", "[a-]x, -x, true", "[-a]x, -x, true", "[c-a]x, bx, false",
			"[c-a]x, cx, false", "[a\\-c]x, bx, false", "[a\\-c]x, -x, true", "a[/]b, a/b, false", "[a, [a, false",
			"[a-, a, false", "[[:alpha:], a, false", "a\\, a\\, false", "a\\b, ab, true", "\\*, *, true",
			"\\*, a, false", "//a, a, false", "a//b, a/b, false", "É, é, true", "[À-Ü], é, true", "k, \u212A, false",
			"s, \u017F, false", "[W-c]x, _x, true", "a.b, axb, false", "a\\, a, false", "x[a, x, false",
			"x[[:nothing:]], x], false", "x[[:nothing:]a], xa, false", "[[:]x, :x, true", "/*, a/b, false",
			"?, \u0080, true", "[\uFFFE], \uFFFE, true", "[\uFFFE], \uFFFF, false" })
	void ignoresAsGitignoreWouldWithoutRegardToCase(String line, String path, boolean ignored) {
		assertThat(IgnoreRules.of(List.of(line)).ignores(path)).isEqualTo(ignored);
	}

	@Test
	void laterLineWins() {
		assertThat(IgnoreRules.of(List.of("*.txt", "!a.txt")).ignores("a.txt")).isFalse();
		assertThat(IgnoreRules.of(List.of("!a.txt", "*.txt")).ignores("a.txt")).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false,
			value = { "\uFEFFa|a|true", "a |a|true", "a\t \u00A0|a|true", "a\\ |a |true", "a\\ |a|false",
					"a\\  |a |true", "a\\\\ |a\\|true", "\\[!a]b|[!a]b|true", "'  '|a|false" })
	void whiteSpaceAtTheEndOfALineIsNoPartOfItUnlessEscaped(String line, String path, boolean ignored) {
		assertThat(IgnoreRules.of(List.of("x", line, "y")).ignores(path)).isEqualTo(ignored);
	}

	@ParameterizedTest
	@CsvSource({ "a/, a/b/c, true", "a/, x/a/b, true", "a/, x/a, false", "/a, a/b, true", "/a, x/a, false",
			"b, a/b/c, true", "a/*, a/b/c, true", "*/c, a/b/c, false", "c, a/b/c, true", "c/, a/b/c, false",
			"a/b/c, a/b/c, true", "x, a/b/c, false" })
	void fileIsIgnoredWithItsFolder(String line, String path, boolean ignored) {
		assertThat(IgnoreRules.of(List.of(line)).ignoresFile(path)).isEqualTo(ignored);
	}

	@ParameterizedTest
	@CsvSource({ "notes.txt, notes.txt.gz, true", "notes.txt, notes.txt.br, true", "notes.txt, notes.txt.zst, true",
			"*.map, js/app.js.map.br, true", "/notes.txt, a/notes.txt.gz, false", "notes.txt, notes.txt.zip, false",
			"notes.txt, notes.txt.gz.br, false", "notes.txt, notes.txtgz, false", "notes/, notes.gz, false",
			"drafts/, drafts/a.html.gz, true", ".env, .env.gz, true" })
	void codedFileIsIgnoredWithItsPlainFile(String line, String path, boolean ignored) {
		assertThat(IgnoreRules.of(List.of(line)).ignoresFile(path)).isEqualTo(ignored);
	}

	@Test
	void lineForACodedFileWinsOverThatForItsPlainFile() {
		assertThat(IgnoreRules.of(List.of("*.tar", "!*.tar.gz")).ignoresFile("a.tar.gz")).isFalse();
		assertThat(IgnoreRules.of(List.of("!*.tar.gz", "*.tar")).ignoresFile("a.tar.gz")).isFalse();
		assertThat(IgnoreRules.of(List.of("*.tar", "!a.tar")).ignoresFile("a.tar.gz")).isFalse();
		assertThat(IgnoreRules.of(List.of("*.gz", "!a.txt")).ignoresFile("a.txt.gz")).isTrue();
		assertThat(IgnoreRules.of(List.of("x", "a.txt", "y")).reason("a.txt.gz")).isEqualTo("'assets.ignore': a.txt");
	}

	@Test
	void extensionsAreThoseOfTheCodingsOfFiles() {
		assertThat(IgnoreAutomaton.CODED).containsExactlyInAnyOrderElementsOf(
				ContentCoding.ofFiles().stream().map(ContentCoding::extension).toList());
	}

	@Test
	void fileInAnIgnoredFolderCannotBeTakenBack() {
		assertThat(IgnoreRules.of(List.of("a/", "!a/b")).ignoresFile("a/b")).isTrue();
		assertThat(IgnoreRules.of(List.of("a/", "!a/b")).ignores("a/b")).isFalse();
		assertThat(IgnoreRules.of(List.of("a/*", "!a/b")).ignoresFile("a/b")).isFalse();
		assertThat(IgnoreRules.of(List.of("a/", "!A/")).ignoresFile("a/b")).isFalse();
	}

	@Test
	void rulesMayBeLongerThanAWordOfBits() {
		List<String> lines = IntStream.range(0, 100).mapToObj((i) -> "**/a" + i + "/**/*b?").toList();
		IgnoreRules rules = IgnoreRules.of(lines);
		for (int i = 0; i < lines.size(); i++) {
			assertThat(rules.reason("x/a" + i + "/y/z/1b2")).isEqualTo("'assets.ignore': " + lines.get(i));
			assertThat(rules.reason("x/a" + i + "/y/z/1b")).isNull();
		}
		String name = "ab".repeat(300);
		assertThat(IgnoreRules.of(List.of(name + "*" + name)).ignores(name + name)).isTrue();
		assertThat(IgnoreRules.of(List.of(name + "*" + name)).ignores(name + name + "a")).isFalse();
	}

	@Test
	void ruleOfEveryLengthMatchesItself() {
		for (int length = 1; length < 200; length++) {
			String name = "a".repeat(length);
			assertThat(IgnoreRules.of(List.of(name)).ignores(name)).as(name).isTrue();
			assertThat(IgnoreRules.of(List.of(name)).ignores(name + "a")).as(name).isFalse();
		}
	}

	@Test
	void folderIsDecidedOnByTheLastRuleThatMatches() {
		List<IgnorePattern> patterns = Stream.of("x", "a/", "*/").map(IgnorePattern::parse).toList();
		assertThat(new IgnoreAutomaton(patterns).ignoringWithFolders("a/b")).isEqualTo(2);
		assertThat(new IgnoreAutomaton(patterns.subList(0, 2)).ignoringWithFolders("a/b")).isEqualTo(1);
	}

	@Test
	void withoutRulesNothingIsIgnored() {
		IgnoreRules rules = IgnoreRules.of(List.of("", "# a", "!", "/", " ", "!/"));
		assertThat(List.of("a", "a/", "!", "a/b")).noneMatch(rules::ignores).noneMatch(rules::ignoresFile);
	}

	/**
	 * A matcher that backtracks would take years.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "*a*a*a*a*a*a*a*a*a*a*a*a*b", "**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/b",
			"a*/**/a*/**/a*/**/a*/**/a*/**/a*/**/a*/**/b", "?*?*?*?*?*?*?*?*?*?*b" })
	void timeDoesNotGrowWithThePowerOfTheNumberOfWildcards(String line) {
		IgnoreRules rules = IgnoreRules.of(List.of(line));
		assertTimeout(Duration.ofSeconds(10), () -> {
			for (int i = 0; i < 100; i++) {
				assertThat(rules.ignoresFile("a".repeat(1000))).isFalse();
				assertThat(rules.ignoresFile("a/".repeat(500) + "a")).isFalse();
			}
		});
	}

	@Test
	void otherFilesAreNotIgnored() {
		assertThat(IgnoreRules.of(IgnoreRules.DEFAULTS).ignores(".ENV.local")).isTrue();
		assertThat(IgnoreRules.of(IgnoreRules.DEFAULTS).ignores(".well-known/")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "__MACOSX/, true", "a/__macosx/, true", "__MACOSX, false", "Thumbs.db, true", "a/b/thumbs.db, true",
			"desktop.ini, true", "Desktop.INI, true", "desktop.ini.txt, false", "my-thumbs.db, false" })
	void whatOperatingSystemsLeaveBehindIsIgnored(String path, boolean ignored) {
		assertThat(IgnoreRules.of(IgnoreRules.DEFAULTS).ignores(path)).isEqualTo(ignored);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "drafts/ | line 3 of .assetsignore: drafts/", "a/b.map | 'assets.ignore': *.map",
					"A.TMP | line 5 of .assetsignore: *.tmp", "kept.map |", "drafts |", "other.txt |" })
	void reasonNamesTheLineThatDecides(String path, String reason) {
		IgnoreRules rules = IgnoreRules.of(List.of("*.map", "*.tmp"),
				"\uFEFF# comment\n\ndrafts/  \r\n!kept.map\n*.tmp\n");
		assertThat(rules.reason(path)).isEqualTo(reason);
	}

	@Test
	void reasonIsTheLastLineThatMatches() {
		IgnoreRules rules = IgnoreRules.of(List.of("*.txt"), "!a.txt\na.*");
		assertThat(rules.reason("a.txt")).isEqualTo("line 2 of .assetsignore: a.*");
		assertThat(rules.reason("b.txt")).isEqualTo("'assets.ignore': *.txt");
	}

	@Test
	void reasonShortensALongLine() {
		String line = "x".repeat(200);
		assertThat(IgnoreRules.of(List.of(), line).reason(line)).isEqualTo("line 1 of .assetsignore: " + line);
		assertThat(IgnoreRules.of(List.of(), line + "y").reason(line + "y"))
			.isEqualTo("line 1 of .assetsignore: " + line + "…");
	}

	@Test
	void ruleFilesAreKnownByTheirNamesAtTheRoot() {
		assertThat(List.of("_redirects", "_headers", ".assetsignore")).allMatch(RuleFiles::contains);
		assertThat(RuleFiles.contains("a/_headers")).isFalse();
	}

	@Test
	void longLineIsShortenedWhereItIsReported() {
		String line = "x".repeat(200);
		assertThat(new RuleProblem("_headers", 3, line, "why", true)).hasToString("_headers:3: why: " + line);
		assertThat(new RuleProblem("_headers", 3, line + "y", "why", true))
			.hasToString("_headers:3: why: " + line + "…");
	}

	@Test
	void rulesAreListedInTheOrderInWhichTheyApply() {
		Redirects redirects = Redirects.parse("/a /1\n/b/* /2\n/c /3\n", true);
		assertThat(redirects.rules()).extracting(RedirectRule::from).containsExactly("/a", "/b/*", "/c");
		assertThat(redirects.size()).isEqualTo(3);
		HeaderRules headers = HeaderRules.parse("/b\n X-A: 1\n/a\n ! X-B\n");
		assertThat(headers.rules()).extracting(HeaderRule::scope).containsExactly("/b", "/a");
		assertThat(headers.size()).isEqualTo(2);
	}

	@Test
	void collectionWithoutRuleFilesHasNoRules() {
		assertThat(Redirects.none().size()).isZero();
		assertThat(Redirects.none().match("/")).isNull();
		assertThat(Redirects.none().problems()).isEmpty();
		assertThat(HeaderRules.none().size()).isZero();
		assertThat(HeaderRules.none().match("h", "/")).isEmpty();
		assertThat(HeaderRules.none().problems()).isEmpty();
	}

	@Test
	void firstDynamicRuleThatMatchesAppliesWhereverItsPathBegins() {
		Redirects redirects = Redirects.parse("/a/:x/y /1\n/:x/b /2\n/a/* /3\n/b/* /4\n/*/c /5\n", true);
		assertThat(target(redirects, "/a/1/y")).isEqualTo("/1");
		assertThat(target(redirects, "/a/b")).isEqualTo("/2");
		assertThat(target(redirects, "/b/b")).isEqualTo("/2");
		assertThat(target(redirects, "/a/c")).isEqualTo("/3");
		assertThat(target(redirects, "/b/c")).isEqualTo("/4");
		assertThat(target(redirects, "/x/c")).isEqualTo("/5");
		assertThat(redirects.match("/x")).isNull();
	}

	private static String target(Redirects redirects, String path) {
		return redirects.match(path).target();
	}

	@Test
	void targetThatGrowsBeyondAllBoundsIsNoMatch() {
		Redirects redirects = Redirects.parse("/:a/:b/:c /:a\n", true);
		assertThat(redirects.match("/" + ":b".repeat(1300) + "/" + ":c".repeat(1300) + "/" + "x".repeat(2700)))
			.isNull();
	}

	@Test
	void rewriteServesAPathOfThisHost() {
		RedirectMatch match = Redirects.parse("/a /b/../c?x#y 200", true).match("/a");
		assertThat(match.isRewrite()).isTrue();
		assertThat(match.path(ORIGIN)).isEqualTo("/c");
		assertThat(Redirects.parse("/a /b", true).match("/a").isRewrite()).isFalse();
		assertThat(Redirects.parse("/a /\\h:99999/ 200", true).match("/a").path(ORIGIN)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "0o455, 301", "0B100101101, 301", "0X12D, 301", "0x000000000012d, 301", "3010e-1, 301", ".301e3, 301",
			"308.0, 308" })
	void statusMayHaveAnyFormOfANumber(String text, int status) {
		assertThat(Redirects.parse("/a /b " + text, true).match("/a").rule().status()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "0x0000000000012d, 0", "0o459, 0", "0b102, 0", "0x7FFFFFFFFFFFF, 0", "., 0", "300, 0", "302, 1" })
	void statusThatIsNoneOfARedirectIsRejected(String text, int rules) {
		assertThat(Redirects.parse("/a /b " + text, true).size()).isEqualTo(rules);
	}

	@Test
	void lineOfTwoThousandCharactersIsTheLongest() {
		String longest = "/a /" + "b".repeat(1996);
		assertThat(Redirects.parse(longest, true).size()).isOne();
		assertThat(Redirects.parse(longest + "b", true).size()).isZero();
		String header = "X-A: " + "b".repeat(1995);
		assertThat(HeaderRules.parse("/a\n" + header).size()).isOne();
		assertThat(HeaderRules.parse("/a\n" + header + "b").size()).isZero();
	}

	@Test
	void dynamicRulesAndHeaderRulesBeyondTheLimitAreSkipped() {
		String redirects = IntStream.range(0, 101).mapToObj((i) -> "/" + i + "/* /t\n").collect(Collectors.joining());
		assertThat(Redirects.parse(redirects + "/a /b\n", true).size()).isEqualTo(100);
		assertThat(Redirects.parse(redirects + "/a /b\n", true).problems()).hasSize(1);
		String headers = IntStream.range(0, 102).mapToObj((i) -> "/" + i + "\n X: 1\n").collect(Collectors.joining());
		assertThat(HeaderRules.parse(headers).size()).isEqualTo(101);
		assertThat(HeaderRules.parse(headers).problems()).singleElement().extracting(RuleProblem::line).isEqualTo(203);
		String longest = "/" + "a".repeat(1999) + "\n X: 1\n";
		assertThat(HeaderRules.parse(headers.replace("/101\n", longest)).size()).isEqualTo(101);
	}

	@ParameterizedTest
	@CsvSource({ "/, /index.html, true, false", "/, /index.html, false, true", "/a/, /a/index, true, false",
			"/a, /a/index.html, true, true", "/a/*, /a/index.html, false, false", "/a/*, /index.htm, true, true",
			"/*, https://example.com/index.html, true, true", "/a/, https://example.com/a/index, true, true" })
	void redirectThatLeadsBackIsRejected(String from, String to, boolean htmlHandling, boolean accepted) {
		assertThat(Redirects.parse(from + " " + to, htmlHandling).size()).isEqualTo(accepted ? 1 : 0);
	}

	@Test
	void redirectIsTakenOnceForAPath() {
		Redirects redirects = Redirects.parse("/a /b\n/a /c\n", true);
		assertThat(target(redirects, "/a")).isEqualTo("/b");
		assertThat(redirects.problems()).singleElement().extracting(RuleProblem::line).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = { "a\u007Fb|false",
			"a\u0001b|false", "a\u001Fb|false", "a\tb|true", "a b|true", "a~b|true", "\u00FC|true" })
	void valueWithAControlCharacterIsNeverSent(String value, boolean sent) {
		HeaderRules rules = HeaderRules.parse("/a\nX-A: " + value);
		assertThat(rules.match("h", "/a").get(0).set().containsKey("X-A")).isEqualTo(sent);
		assertThat(rules.problems()).hasSize(sent ? 0 : 1);
	}

	@Test
	void filledInValuesShareTheRoomOfAResponse() {
		HeaderRules one = HeaderRules.parse("/a/*\n  X-A: :splat\n  X-B: :splat\n  X-C: c\n");
		assertThat(one.match("h", "/a/" + "x".repeat(1030)).get(0).set()).containsOnlyKeys("X-A", "X-B", "X-C");
		assertThat(one.match("h", "/a/" + "x".repeat(1031)).get(0).set()).containsOnlyKeys("X-A", "X-C");
		HeaderRules two = HeaderRules.parse("/a/*\n  X-A: :splat\n/:name/*\n  X-B: :splat\n");
		assertThat(two.match("h", "/a/" + "x".repeat(1030)).get(1).set()).containsOnlyKeys("X-B");
		assertThat(two.match("h", "/a/" + "x".repeat(1031)).get(1).set()).isEmpty();
	}

	@Test
	void valueThatShrinksGivesNoRoom() {
		HeaderRules rules = HeaderRules.parse("/:long/*\n  X-A: :long\n  X-B: :splat\n/a/*\n  X-C: :splat\n");
		List<HeaderRule> matches = rules.match("h", "/a/" + "x".repeat(2054));
		assertThat(matches.get(0).set()).containsOnlyKeys("X-A", "X-B");
		assertThat(matches.get(1).set()).isEmpty();
		assertThat(rules.match("h", "/a/" + "x".repeat(2055)).get(0).set()).containsOnlyKeys("X-A");
	}

	@Test
	void valueThatIsFilledInHasNoSpaceAroundIt() {
		assertThat(HeaderRules.parse("/a/*\n  X-A: :splat :splat\n").match("h", "/a/").get(0).set())
			.containsEntry("X-A", "");
	}

	@ParameterizedTest
	@CsvSource({ "https://example.com/a, /a, true", "https://example.com/a, /b, false",
			"https://example.com/*, /b, true", "https://*/a, /b, true", "https://*, /b, true",
			"https://:sub.example.com/a/:x, /a/b, true", "https://:sub.example.com/a/:x, /b/b, false",
			"/a, /a, false" })
	void ruleForAHostIsToldByThePath(String scope, String path, boolean hostSpecific) {
		assertThat(HeaderRules.parse(scope + "\n  X-A: 1\n").isHostSpecific(path)).isEqualTo(hostSpecific);
	}

	@Test
	void ruleForAPathAppliesOnEveryHost() {
		HeaderRules rules = HeaderRules.parse("/a\n  X-A: 1\nhttps://example.com/a\n  X-B: 1\n");
		assertThat(rules.match("example.com", "/a")).hasSize(2);
		assertThat(rules.match("example.org", "/a")).hasSize(1);
		assertThat(rules.match("example.com", "/b")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "X-A: 1 | a path must come before", "x | expected a path that starts",
			"/a\\nx | expected \"Name: value\"", "/a\\nX A: 1 | has no spaces",
			"/a\\n: 1 | name of the header field is missing", "/a\\nX-A: | value of the header field is missing",
			"/*/* | one * in a rule", "/*/:splat | cannot stand together", "/a | has no header fields",
			"https://example.com:8080/ | leave the port out", "http://example.com/ | must start with" })
	void lineThatIsNoRuleSaysWhatIsWrong(String text, String reason) {
		assertThat(HeaderRules.parse(text.replace("\\n", "\n")).problems()).first()
			.extracting(RuleProblem::reason)
			.asString()
			.contains(reason);
	}

	@Test
	void whatFollowsAnInvalidPathIsSkippedSilently() {
		HeaderRules rules = HeaderRules
			.parse("/a\n  X-A: 1\nhttp://example.com/\n  X-B: 1\n  bad line\n/b\n  X-C: 1\n");
		assertThat(rules.rules()).extracting(HeaderRule::scope).containsExactly("/a", "/b");
		assertThat(rules.problems()).singleElement().extracting(RuleProblem::line).isEqualTo(3);
	}

	@Test
	void ruleKnowsItsLine() {
		assertThat(Redirects.parse("# comment\n\n/a /b\n", true).match("/a").rule().line()).isEqualTo(3);
		assertThat(HeaderRules.parse("\n/a\n  X-A: 1\n\n/b\n").problems()).singleElement()
			.extracting(RuleProblem::line)
			.isEqualTo(5);
	}

	@Test
	void commentEndsALine() {
		Redirects redirects = Redirects.parse("/a /b # comment\n/c /d 301 #comment\n/e # /f\n", true);
		assertThat(redirects.match("/a").rule().status()).isEqualTo(302);
		assertThat(redirects.match("/c").rule().status()).isEqualTo(301);
		assertThat(redirects.problems()).singleElement().extracting(RuleProblem::line).isEqualTo(3);
	}

	@Test
	void valuesOfOneNameAreJoined() {
		assertThat(HeaderRules.parse("/a\n  X-A: 1\n  x-a: 2\n").match("h", "/a").get(0).set())
			.containsExactlyEntriesOf(Map.of("X-A", "1, 2"));
	}

	@Test
	void valueThatGrowsBeyondAllBoundsIsLeftOut() {
		HeaderRules rules = HeaderRules.parse("/:a/:b/:c\n  X-A: :a\n  X-B: b\n");
		String path = "/" + ":b".repeat(1300) + "/" + ":c".repeat(1300) + "/" + "x".repeat(2700);
		assertThat(rules.match("h", path).get(0).set()).containsOnlyKeys("X-B");
	}

	@Test
	void pathThatIsTooLongIsRejectedAlone() {
		HeaderRules rules = HeaderRules.parse("/" + "a".repeat(2000) + "\n/b\n  X-B: 1\n");
		assertThat(rules.problems()).singleElement().extracting(RuleProblem::line).isEqualTo(1);
		assertThat(rules.match("h", "/b")).hasSize(1);
	}

}
