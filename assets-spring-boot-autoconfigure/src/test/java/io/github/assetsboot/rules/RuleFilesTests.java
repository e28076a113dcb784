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
import java.util.Map;
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
			"[!ab].txt, c.txt, false", "[!ab].txt, !.txt, true", "[^a]b, ab, true", "[^a]b, ^b, true",
			"[^a]b, xb, false", "[^a-c]b, bb, true", "\\!x, !x, true", "#x, #x, false", "a?c, abc, true",
			"**/x, a/b/x, true", "a/**/z, a/z, true" })
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
					"a\\  |a |true", "\\[!a]b|[!a]b|true", "'  '|a|false" })
	void whiteSpaceAtTheEndOfALineIsNoPartOfItUnlessEscaped(String line, String path, boolean ignored) {
		assertThat(IgnoreRules.of(List.of("x", line, "y")).ignores(path)).isEqualTo(ignored);
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
		String line = "x".repeat(300);
		assertThat(IgnoreRules.of(List.of(), line).reason(line))
			.isEqualTo("line 1 of .assetsignore: " + "x".repeat(200) + "…");
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
