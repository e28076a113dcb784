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

package io.github.assetsboot.robustness;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.Redirects.RedirectMatch;
import io.github.assetsboot.rules.RuleProblem;
import io.github.assetsboot.rules.UrlPath;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rule files that nobody would write on purpose.
 *
 * @author the Assets for Spring Boot authors
 */
class RuleFileFuzzIT {

	private static final int TEXTS = 2000;

	private static final long MAX_NANOS = 2_000_000_000L;

	private static final Origin ORIGIN = new Origin("http", "localhost", 8080);

	private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");

	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final List<String> REDIRECTS = List.of("/a /b\n", "/a/* /b/:splat 301\n",
			"/a/:id/x /b/:id?y=:id 308\n", "/r/* https://example.com/:splat\n", "/h/:host https://:host.example.com/\n",
			"/w /index.html 200\n", "# comment\n\n/ü /%C3%BC 307 # tail\n", "/q /b?x=1#f 303\n", "/a /b 418\n/c\n",
			"/* /:splat\n", "/a\t/b\r\n/c /d\r\n", "https://example.com/x /y\n", "/s/*x /:splat/:splat\n",
			"\ufeff/bom /b\n", "/a/:b-:c-:d-:e /:b/:c\n", "/r/* //:splat\n", "/r/* javascript::splat\n",
			"/r/* http:\\\\:splat\n", "/:a/:ab /:a/:ab\n", "/y /z 200 301\n", "/[a](b){c}|d^e$ /\\Q:splat\\E$1\n");

	private static final List<String> HEADERS = List.of("/a\n  X-A: 1\n", "/*\n  X-Splat: :splat\n  ! X-Old\n",
			"/a/:id/*\n  X-Id: :id\n  Link: </:splat>; rel=preload\n", "https://example.com/*\n  X-Host: yes\n",
			"https://:sub.example.com/x\n  X-Sub: :sub\n", "# comment\n/b\n\tX-B: a: b: c\n  no colon\n",
			"/c\r\n  X-C: 1\r\n  X-C: 2\r\n", "  X-Before: any path\n", "/d\n  bad name: x\n  : x\n  X-Empty:\n",
			"/ü\n  X-Ü: ü\n", "/e\n  Content-Length: 5\n  Transfer-Encoding: chunked\n", "/a/:id/:id\n  X: :id\n",
			"/f\n  Set-Cookie: a=b\n  !Set-Cookie\n", "//yeah.com/x\n  X-Y: z\n", "/*/*\n  X-Two: stars\n");

	private static final List<String> PATHS = List.of("/", "/a", "/a/1/x", "/r/%0d%0aX:1", "/a/b/c", "/h/evil%2f",
			"/a/b-c-d-e", "/%c3%bc", "//evil.example", "/r/http://evil.example", "/s/xxxx", "/:splat/:id", "/h/$1\\2",
			"/r//evil", "/a/%", "/h/localhost:8080", "/b/c");

	@BeforeAll
	static void print() {
		Seed.print(RuleFileFuzzIT.class);
	}

	@Test
	void redirectsNeverThrowNorYieldALocationThatIsNone() {
		for (int i = 0; i < Seed.cases(TEXTS); i++) {
			Random random = Seed.random("redirects", i);
			String text = text(random, REDIRECTS);
			String described = describe("redirects", i, text);
			boolean htmlHandling = random.nextBoolean();
			Redirects redirects = timed(() -> Redirects.parse(text, htmlHandling), described);
			checkProblems(redirects.problems(), text, described);
			for (int j = 0; j < 8; j++) {
				String path = path(random, j);
				checkRedirect(timed(() -> redirects.match(path), described), described + "\nfor " + visible(path));
			}
		}
	}

	@Test
	void headersNeverThrowNorYieldAFieldThatIsNone() {
		for (int i = 0; i < Seed.cases(TEXTS); i++) {
			Random random = Seed.random("headers", i);
			String text = text(random, HEADERS);
			String described = describe("headers", i, text);
			HeaderRules rules = timed(() -> HeaderRules.parse(text), described);
			checkProblems(rules.problems(), text, described);
			for (int j = 0; j < 8; j++) {
				String path = path(random, j);
				String host = List.of("example.com", "a.example.com", "", "[::1]", "x".repeat(250))
					.get(random.nextInt(5));
				checkHeaders(timed(() -> rules.match(host, path), described), described + "\nfor " + visible(path));
			}
		}
	}

	@Test
	void largestFilesOfAwkwardPatternsTakeTimeInProportionToThePath() {
		List<String> patterns = List.of("/:a-:b-:c-:d-:e-:f-:g-:h%d", "/x*x%d", "/*%d", "/:a/:b/:c/:d/%d*",
				"/aaaa*aaaa%d", "/:a:b:c:d:e:f:g%d", "/-*:a-:b-:c-%d");
		for (String pattern : patterns) {
			StringBuilder redirects = new StringBuilder();
			StringBuilder headers = new StringBuilder();
			for (int i = 0; i < 120; i++) {
				redirects.append(pattern.formatted(i)).append(" /to/:splat/:a/:b 302\n");
				headers.append(pattern.formatted(i)).append("\n  X-").append(i).append(": :splat:a\n");
			}
			Redirects parsedRedirects = Redirects.parse(redirects.toString(), true);
			HeaderRules parsedHeaders = HeaderRules.parse(headers.toString());
			for (String path : List.of("/" + "-".repeat(2000), "/" + "a".repeat(2000), "/" + "a-".repeat(1000),
					"/" + "x".repeat(2000), "/" + "a/".repeat(1000), "/" + "x-/".repeat(650))) {
				String described = pattern + " for " + path.substring(0, 5) + "…";
				long once = Math.max(5_000_000L, nanos(parsedRedirects, parsedHeaders, path));
				assertThat(once).as(described).isLessThan(MAX_NANOS / 8);
				// a virtual machine may lose its processor meanwhile, which counts as
				// time of the thread
				assertThat(IntStream.range(0, 3)
					.anyMatch((attempt) -> nanos(parsedRedirects, parsedHeaders, path.repeat(4)) < once * 14))
					.as("4 times the path: %s", described)
					.isTrue();
			}
		}
	}

	/**
	 * The time that this thread had, so that nothing else on the machine counts.
	 */
	private static long nanos(Redirects redirects, HeaderRules headers, String path) {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long best = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			long start = threads.getCurrentThreadCpuTime();
			redirects.match(path);
			headers.match("example.com", path);
			best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
		}
		return best;
	}

	private static void checkProblems(List<RuleProblem> problems, String text, String described) {
		int lines = 1 + (int) text.chars().filter((character) -> character == '\n').count();
		for (RuleProblem problem : problems) {
			assertThat(problem.line()).as("line of %s\n%s", problem, described).isBetween(1, lines);
			assertThat(problem.reason()).as(described).isNotBlank();
			assertThat(problem.toString()).as(described).contains(":" + problem.line() + ":");
		}
	}

	private static void checkRedirect(@Nullable RedirectMatch match, String described) {
		if (match == null) {
			return;
		}
		assertThat(match.rule().status()).as(described).isIn(200, 301, 302, 303, 307, 308);
		String location = match.location(ORIGIN, "/app", "?query=1");
		if (location != null) {
			assertThat(CONTROL.matcher(location).find()).as("control in '%s'\n%s", visible(location), described)
				.isFalse();
			assertThat(location).as(described).isNotEmpty().doesNotStartWith("//").doesNotStartWith("/\\");
			assertThat(location).as(described).matches("(?s)(/|https?://[^/?#\\\\]).*");
		}
		if (match.isRewrite()) {
			match.path(ORIGIN);
		}
	}

	private static void checkHeaders(List<HeaderRule> rules, String described) {
		for (HeaderRule rule : rules) {
			rule.set().forEach((name, value) -> {
				assertThat(TOKEN.matcher(name).matches()).as("name '%s'\n%s", name, described).isTrue();
				assertThat(value).as("value '%s'\n%s", visible(value), described).doesNotContain("\r", "\n", "\0");
			});
		}
	}

	private static <T> T timed(Supplier<T> action, String described) {
		long start = System.nanoTime();
		try {
			return action.get();
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw new AssertionError(described, ex);
		}
		finally {
			assertThat(System.nanoTime() - start).as("nanoseconds for\n%s", described).isLessThan(MAX_NANOS);
		}
	}

	private static String text(Random random, List<String> seeds) {
		List<String> blocks = new ArrayList<>();
		for (int count = 1 + random.nextInt(4); count > 0; count--) {
			blocks.add(Mutations.mutate(random, seeds, (random.nextInt(50) == 0) ? 200_000 : 3000, true));
		}
		return String.join(random.nextBoolean() ? "\n" : "", blocks);
	}

	private static String path(Random random, int index) {
		String path = (index < 2) ? PATHS.get(random.nextInt(PATHS.size()))
				: Mutations.mutate(random, PATHS, 2000, index > 5);
		return UrlPath.normalize(path.startsWith("/") ? path : "/" + path);
	}

	private static String describe(String salt, int index, String text) {
		return Seed.describe(salt, index) + "\n"
				+ visible((text.length() < 2000) ? text : text.substring(0, 2000) + "…");
	}

	private static String visible(String text) {
		StringBuilder visible = new StringBuilder();
		text.chars()
			.forEach((character) -> visible.append(((character >= ' ' && character < 0x7f) || character == '\n')
					? String.valueOf((char) character) : "\\u%04x".formatted(character)));
		return visible.toString();
	}

}
