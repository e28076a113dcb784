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

package io.github.assetsboot.actuate;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.assetsboot.actuate.AssetsDescription.Coding;
import io.github.assetsboot.actuate.AssetsDescription.CountedHeaderRule;
import io.github.assetsboot.actuate.AssetsDescription.CountedRedirectRule;
import io.github.assetsboot.actuate.AssetsDescription.File;
import io.github.assetsboot.actuate.AssetsDescription.Type;
import io.github.assetsboot.delivery.AssetSnapshot.Pages.PagesDescription;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Alias;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Deployment;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Project;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Projects;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Share;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Storage;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Version;
import io.github.assetsboot.rules.RuleProblem;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the pages of the endpoint, with texts that strangers wrote.
 */
class ConsolePageTests {

	private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

	private static final String FIRST = "1a2b3c4d-0000-8000-8000-000000000001";

	private static final String SECOND = "5e6f7a8b-0000-8000-8000-000000000002";

	private static final List<String> HOSTILE = List.of("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
			"'onmouseover='alert(1)", "</textarea></style></title><svg onload=alert(1)>", "&lt;b&gt;", "%s %1$s %n",
			"javascript:alert(1)");

	static ResponseEntity<String> page(Object facts) {
		return ConsolePage.of(facts, Clock.fixed(NOW, ZoneOffset.UTC));
	}

	private static Document parse(ResponseEntity<String> page) {
		return Jsoup.parse(String.valueOf(page.getBody()));
	}

	private static Version version(String id, String text, Duration age) {
		return new Version(id, NOW.minus(age), "api", text, text, text, 12, 345_678, new BigDecimal("90"),
				"https://1a2b3c4d-shop.preview.example.com/");
	}

	private static Project project(String text) {
		List<Share> shares = List.of(new Share(FIRST, new BigDecimal("90.00")),
				new Share(SECOND, new BigDecimal("10.00")));
		Deployment deployment = new Deployment("9d8c7b6a-0000-8000-8000-000000000003", NOW.minus(Duration.ofHours(3)),
				"wrangler", text, text, "deployment", shares);
		return new Project("shop", deployment, 2,
				List.of(version(SECOND, text, Duration.ofMinutes(5)), version(FIRST, text, Duration.ofDays(3))),
				List.of(deployment), List.of(new Alias("next", SECOND, "https://next-shop.preview.example.com/")),
				new Storage(NOW.minus(Duration.ofHours(7)), 40, 7_654_321, 3), null);
	}

	private static AssetsDescription description(String text, Projects projects) {
		return new AssetsDescription("default", null, "/", 3, 3000,
				List.of(new Type(text, 2, 2000), new Type(null, 1, 1000)),
				List.of(new Coding(Coding.IDENTITY, 3, 3000, 3000), new Coding("gzip", 2, 500, 2000)),
				List.of(new File(text, 1500)), Map.of(), List.of(new CountedRedirectRule(1, text, text, 301, 5)),
				List.of(new CountedHeaderRule(text, List.of(text), Map.of(text, text), 7)),
				List.of(new RuleProblem("_redirects", 2, text, text, true),
						new RuleProblem("_headers", 3, text, text, false)),
				Map.of(text, text), new PagesDescription(List.of(text), text, 2, 3), List.of(), projects);
	}

	private static List<ResponseEntity<String>> pages(String text) {
		Projects projects = new Projects(120, 2, 3, List.of(project(text), Project.unreadable("slow", text)), text);
		AssetsListing listing = new AssetsListing("default", text, 250, 2, 3,
				List.of(new AssetsListing.Entry(text, 5, text, List.of("gzip"), text)), Map.of(text, text),
				Map.of(text, text));
		return List.of(page(description(text, projects)), page(project(text)), page(listing),
				page(Project.unreadable("slow", text)));
	}

	@Test
	void textsOfStrangersAreTextOnThePage() {
		for (String text : HOSTILE) {
			for (ResponseEntity<String> page : pages(text)) {
				Document document = parse(page);
				assertThat(document.body().text()).contains(text);
				assertThat(document.select("script")).hasSize(1);
				assertThat(document.select("img, iframe, object, [style], title > *, svg[onload]")).isEmpty();
				assertThat(document.getAllElements()).allSatisfy((element) -> assertThat(element.attributes())
					.allSatisfy((attribute) -> assertThat(attribute.getKey()).doesNotStartWith("on")));
				assertThat(document.select("a[href]")).extracting((link) -> link.attr("href"))
					.allMatch((url) -> url.matches("https://[a-z0-9.-]+/|\\?.*|#.*|\\./assets/explain"), "a known URL");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u202Eevil", "a\u0000b", "\uD800", "x\u2066y", "\uFEFF", "\u2028" })
	void charactersThatHideOthersAreReplaced(String text) {
		assertThat(Html.text(text)).doesNotContain(text).matches("(?s).*[\uFFFD ].*");
	}

	@Test
	void longTextsAreShortened() {
		for (ResponseEntity<String> page : pages("\uD83D\uDE80x".repeat(5000))) {
			Document document = parse(page);
			assertThat(document.body().text()).contains("\uD83D\uDE80x…").doesNotContain("\uFFFD");
			assertThat(document.body().getAllElements())
				.allSatisfy((element) -> assertThat(element.ownText()).hasSizeLessThan(500));
		}
	}

	@Test
	void numberOfRowsIsLimited() {
		List<RuleProblem> problems = Collections.nCopies(5000, new RuleProblem("_redirects", 2, "x", "y", true));
		AssetsDescription description = new AssetsDescription("default", null, "/", 0, 0, List.of(), List.of(),
				List.of(), Map.of(), List.of(), List.of(), problems, Map.of(),
				new PagesDescription(List.of(), null, 0, 0), List.of(), null);
		Document document = parse(page(description));
		assertThat(document.select("table[aria-label=Rejected lines and warnings] tbody tr")).hasSize(200);
		assertThat(document.body().text()).contains("4,800 more rows are not shown");
	}

	@Test
	void policyAllowsTheStyleSheetAndTheScriptOfThePageOnly() throws Exception {
		for (ResponseEntity<String> page : pages("x")) {
			String policy = page.getHeaders().getFirst("Content-Security-Policy");
			Document document = parse(page);
			assertThat(policy).isEqualTo("default-src 'none'; style-src '" + hash(document.selectFirst("style"))
					+ "'; script-src '" + hash(document.selectFirst("script"))
					+ "'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
			assertThat(page.getHeaders().toSingleValueMap()).containsEntry("Cache-Control", "no-store")
				.containsEntry("X-Content-Type-Options", "nosniff")
				.containsEntry("X-Frame-Options", "DENY")
				.containsEntry("Referrer-Policy", "no-referrer")
				.containsEntry("Content-Type", "text/html;charset=UTF-8");
		}
	}

	private static String hash(Element element) throws Exception {
		byte[] hash = MessageDigest.getInstance("SHA-256").digest(element.data().getBytes(StandardCharsets.UTF_8));
		return "sha256-" + Base64.getEncoder().encodeToString(hash);
	}

	@Test
	void pageAsksNobodyForAnything() {
		Pattern url = Pattern.compile("(?:src|href|action|data|poster)=\"([^\"]*)\"|url\\(|@import|fetch\\(");
		for (ResponseEntity<String> page : pages("x")) {
			Document document = parse(page);
			document.select("a").remove();
			assertThat(url.matcher(document.html()).results().map(MatchResult::group)).containsOnly("href=\"data:,\"");
		}
	}

	@Test
	void projectIsShownWithItsVersionsAndDeployments() {
		Document document = parse(page(project("release 7")));
		assertThat(document.selectFirst("h1").text()).isEqualTo("Project shop");
		assertThat(rows(document, "Versions")).hasSize(2)
			.first()
			.asString()
			.contains("5e6f7a8b", "release 7", "api", "5 minutes ago", "12", "338 KB", "90 %", "open");
		assertThat(rows(document, "Deployments")).singleElement()
			.asString()
			.contains("3 hours ago", "1a2b3c4d release 7 90 %", "5e6f7a8b release 7 10 %", "deployment", "wrangler");
		assertThat(rows(document, "Aliases")).containsExactly("next 5e6f7a8b release 7 open");
		assertThat(document.body().text()).contains("Storage 7.3 MB")
			.contains("The last garbage collection was 7 hours ago. It deleted 3 contents.");
		assertThat(document.select("a")).extracting((link) -> link.attr("href"))
			.contains("?", "https://next-shop.preview.example.com/");
	}

	@Test
	void barsHaveTheWidthsOfThePercentages() {
		Element bar = parse(page(project("x"))).selectFirst(".bar");
		assertThat(bar.select("rect")).extracting((part) -> part.attr("x") + "+" + part.attr("width"))
			.containsExactly("+100", "0.00+90.00", "90.00+10.00");
	}

	@Test
	void collectionIsShownByTypeAndCoding() {
		Document document = parse(page(description("text/html", null)));
		assertThat(rows(document, "Files by type")).containsExactly("text/html 2 2.0 KB", "unknown 1 1,000 bytes");
		assertThat(rows(document, "Files by content coding")).containsExactly("identity 3 2.9 KB",
				"gzip 2 500 bytes 75 %");
		assertThat(rows(document, "Redirect rules")).containsExactly("1 text/html text/html 301 5");
		assertThat(rows(document, "Rejected lines and warnings"))
			.containsExactly("rejected _redirects 2 text/html text/html", "warning _headers 3 text/html text/html");
		assertThat(document.select("#projects")).isEmpty();
	}

	@Test
	void projectsAreShownByPages() {
		List<Project> projects = new ArrayList<>(Collections.nCopies(49, project("x")));
		projects.add(Project.unreadable("slow", "The storage does not answer."));
		Document document = parse(page(description("x", new Projects(120, 2, 3, projects, null))));
		assertThat(rows(document, "Projects")).hasSize(50).last().isEqualTo("slow The storage does not answer.");
		assertThat(document.select("nav[aria-label=Pages] a")).extracting((link) -> link.attr("href"))
			.containsExactly("?page=1", "?page=3");
	}

	@Test
	void projectsOfTheOnlyPageAreCountedWithoutDeletedOnes() {
		List<Project> projects = List.of(project("x"), project("y"));
		Document document = parse(page(description("x", new Projects(3, 1, 1, projects, null))));
		assertThat(document.select("#projects + p").text()).isEqualTo("2 projects");
		document = parse(page(description("x", new Projects(120, 1, 3, projects, null))));
		assertThat(document.select("#projects + p").text()).isEqualTo("120 projects");
	}

	private static List<String> rows(Document document, String table) {
		return document.select("table[aria-label=" + table + "] tbody tr").eachText();
	}

	@ParameterizedTest
	@CsvSource({ "0, 0 bytes", "1, 1 byte", "1023, 1023 bytes", "1024, 1.0 KB", "102297, 99.9 KB", "102400, 100 KB",
			"1048575, 1.0 MB", "5368709120, 5.0 GB", "9223372036854775807, 8388608 TB" })
	void sizesAreForPeople(long bytes, String text) {
		assertThat(Html.size(bytes)).isEqualTo(text.replace("1023 bytes", "1,023 bytes"));
	}

	@ParameterizedTest
	@CsvSource({ "PT-5M, just now", "PT59S, just now", "PT1M, 1 minute ago", "PT59M, 59 minutes ago",
			"PT1H, 1 hour ago", "PT47H, 1 day ago", "P400D, 400 days ago" })
	void agesAreForPeople(Duration age, String text) {
		assertThat(Html.age(NOW.minus(age), NOW)).endsWith(">" + text + "</time>");
	}

}
