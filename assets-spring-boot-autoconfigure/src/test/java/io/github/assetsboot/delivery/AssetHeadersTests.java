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

package io.github.assetsboot.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssetHeaders}.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetHeadersTests {

	private static final Representation PLAIN = new StoredAssets().asset("/a.txt", "plain", Map.of()).representation();

	private static final Representation CODED = new StoredAssets()
		.asset("/a.txt", "plain", Map.of(ContentCoding.GZIP, "gzip"))
		.representation();

	private static final String ETAG = "ETag: " + PLAIN.entityTag();

	private static final String REVALIDATE = "Cache-Control: public, max-age=0, must-revalidate";

	private static AssetHeaders headers(String... rules) {
		return AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, false, rules(rules));
	}

	private static List<HeaderRule> rules(String... rules) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < rules.length; i++) {
			text.append("/:p" + i + "\n  ").append(rules[i].replace("; ", "\n  ")).append('\n');
		}
		return HeaderRules.parse(text.toString()).match("h", "/a");
	}

	private static List<String> lines(AssetHeaders headers, int status, Representation plain, boolean cacheable) {
		return lines(headers, status, plain, cacheable ? CacheAudience.EVERYBODY : CacheAudience.RANGE);
	}

	private static List<String> lines(AssetHeaders headers, int status, Representation plain, CacheAudience audience) {
		List<String> lines = new ArrayList<>();
		headers.forEach(new SelectedRepresentation(status, plain, plain, null), audience,
				(name, value) -> lines.add(name + ": " + value));
		return lines;
	}

	private static List<String> lines(AssetHeaders headers) {
		return lines(headers, 200, PLAIN, true);
	}

	@Test
	void representationHasItsTagAndIsRevalidated() {
		AssetHeaders headers = headers();
		assertThat(lines(headers)).containsExactly(ETAG, REVALIDATE, "Accept-Ranges: bytes");
		assertThat(lines(headers, 200, PLAIN, false)).containsExactly(ETAG, "Accept-Ranges: bytes");
		assertThat(headers.contentType()).isEqualTo("text/plain");
		assertThat(headers.isNegotiable()).isTrue();
		assertThat(headers.rules()).isEmpty();
	}

	@Test
	void tagIsThatOfTheRepresentationThatIsSent() {
		List<String> lines = new ArrayList<>();
		headers().forEach(new SelectedRepresentation(200, CODED, CODED.blob().coded()[0], null),
				CacheAudience.EVERYBODY, (name, value) -> lines.add(name + ": " + value));
		assertThat(lines).doesNotContain(ETAG).contains("ETag: " + CODED.blob().coded()[0].entityTag());
	}

	@Test
	void unknownTypeIsNotNamed() {
		AssetHeaders headers = AssetHeaders.of(null, CachePolicy.DEFAULT, false, false, List.of());
		assertThat(headers.contentType()).isNull();
		assertThat(lines(headers)).containsExactly(ETAG, REVALIDATE);
	}

	@Test
	void immutableContentIsKeptWhateverTheRequest() {
		AssetHeaders headers = AssetHeaders.of("text/plain", CachePolicy.IMMUTABLE, false, false, List.of());
		assertThat(lines(headers, 200, PLAIN, false)).containsExactly(ETAG,
				"Cache-Control: public, max-age=31536000, immutable");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "EVERYBODY | public, max-age=0, must-revalidate", "RANGE | -", "USER | -",
					"RANGE_OF_APPLICATION | public, max-age=0, must-revalidate",
					"USER_OF_APPLICATION | private, max-age=0, must-revalidate" })
	void defaultCacheControlDependsOnTheAudience(CacheAudience audience, @Nullable String expected) {
		for (int status : new int[] { 200, 206, 304, 404 }) {
			assertThat(cacheControl(headers(), status, audience)).isEqualTo(expected);
			assertThat(cacheControl(headers("Cache-Control: max-age=9"), status, audience)).isEqualTo("max-age=9");
			assertThat(cacheControl(headers("! Cache-Control"), status, audience)).isNull();
		}
		assertThat(headers().withholdsCacheControl(audience)).isEqualTo(expected == null);
		assertThat(headers("Cache-Control: max-age=9").withholdsCacheControl(audience)).isFalse();
		assertThat(headers("! Cache-Control").withholdsCacheControl(audience)).isFalse();
		assertThat(headers("Expires: 0").withholdsCacheControl(audience)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "EVERYBODY | public, max-age=60", "RANGE | public, max-age=60", "USER | private, max-age=60",
					"RANGE_OF_APPLICATION | public, max-age=60", "USER_OF_APPLICATION | private, max-age=60" })
	void configuredCacheControlIsPrivateForAUser(CacheAudience audience, String expected) {
		CachePolicy policy = CachePolicy.ofConfigured("public, max-age=60");
		AssetHeaders headers = AssetHeaders.of("text/css", policy, true, false, List.of());
		for (int status : new int[] { 200, 206, 304 }) {
			assertThat(cacheControl(headers, status, audience)).isEqualTo(expected);
		}
		assertThat(headers.withholdsCacheControl(audience)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "text/html; charset=utf-8 | - | true", "TEXT/HTML | - | true",
					"text/plain | content-type: text/html | true", "text/html | ! content-type | true",
					"text/html | content-type: text/plain | false", "text/css | - | false", "- | - | false",
					"application/xhtml+xml | - | false" })
	void configuredCacheControlIsNotForHtml(@Nullable String contentType, @Nullable String rule, boolean html) {
		AssetHeaders headers = AssetHeaders.of(contentType, CachePolicy.ofConfigured("max-age=60"), true, false,
				(rule != null) ? rules(rule) : List.of());
		assertThat(cacheControl(headers, 200, CacheAudience.EVERYBODY))
			.isEqualTo(html ? "public, max-age=0, must-revalidate" : "max-age=60");
	}

	@Test
	void immutableContentMayBeHtml() {
		AssetHeaders headers = AssetHeaders.of("text/html", CachePolicy.IMMUTABLE, true, false, List.of());
		assertThat(cacheControl(headers, 200, CacheAudience.USER)).isEqualTo("public, max-age=31536000, immutable");
	}

	private static @Nullable String cacheControl(AssetHeaders headers, int status, CacheAudience audience) {
		List<String> values = lines(headers, status, PLAIN, audience).stream()
			.filter((line) -> line.startsWith("Cache-Control: "))
			.map((line) -> line.substring("Cache-Control: ".length()))
			.toList();
		assertThat(values).hasSizeLessThanOrEqualTo(1);
		return values.isEmpty() ? null : values.get(0);
	}

	@Test
	void answerVariesWhereThereAreCodedRepresentations() {
		assertThat(lines(headers(), 200, CODED, true)).containsExactly(ETAG, REVALIDATE, "Accept-Ranges: bytes",
				"Vary: Accept-Encoding");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Origin | Origin, Accept-Encoding", "* | *",
			"accept-encoding | accept-encoding", "Origin, Accept-Encoding | Origin, Accept-Encoding" })
	void varyOfARuleIsAddedTo(String vary, String withCoding) {
		AssetHeaders headers = headers("Vary: " + vary);
		assertThat(lines(headers)).contains("Vary: " + vary);
		assertThat(lines(headers, 200, CODED, true)).contains("Vary: " + withCoding);
	}

	@Test
	void varyThatARuleTakesAwayStaysAway() {
		assertThat(lines(headers("! Vary"), 200, CODED, true)).containsExactly(ETAG, REVALIDATE,
				"Accept-Ranges: bytes");
	}

	@Test
	void contentUnderACodingIsNotCodedAgain() {
		AssetHeaders headers = headers("content-encoding: gzip");
		assertThat(headers.isNegotiable()).isFalse();
		assertThat(lines(headers, 200, CODED, true)).containsExactly(ETAG, REVALIDATE, "Accept-Ranges: bytes",
				"content-encoding: gzip");
	}

	@Test
	void notModifiedSaysNothingOfTheContent() {
		AssetHeaders headers = headers("content-encoding: gzip; X-A: 1");
		assertThat(lines(headers, 304, PLAIN, true)).containsExactly(ETAG, REVALIDATE, "X-A: 1");
		assertThat(lines(headers(), 304, CODED, true)).containsExactly(ETAG, REVALIDATE, "Vary: Accept-Encoding");
	}

	@ParameterizedTest
	@CsvSource({ "200", "206", "304" })
	void orderOfTheFieldsIsThatOfTheServerThenThatOfTheRules(int status) {
		AssetHeaders headers = headers("X-B: 2; Vary: Origin", "X-A: 1; Content-Encoding: gzip");
		List<String> expected = new ArrayList<>(List.of(ETAG, REVALIDATE));
		if (status != 304) {
			expected.add("Accept-Ranges: bytes");
		}
		expected.add("X-B: 2");
		if (status != 304) {
			expected.add("Content-Encoding: gzip");
		}
		expected.addAll(List.of("X-A: 1", "Vary: Origin"));
		assertThat(lines(headers, status, PLAIN, true)).containsExactlyInAnyOrderElementsOf(expected)
			.startsWith(ETAG, REVALIDATE)
			.endsWith("Vary: Origin");
	}

	@ParameterizedTest
	@CsvSource({ "200", "206", "304" })
	void fieldThatARuleTookAwayAndAnotherSetsAgainIsNotTheServers(int status) {
		AssetHeaders headers = headers("! ETag; ! Cache-Control", "ETag: \"x\"; Cache-Control: no-cache");
		for (boolean cacheable : new boolean[] { true, false }) {
			assertThat(lines(headers, status, PLAIN, cacheable)).contains("ETag: \"x\"", "Cache-Control: no-cache")
				.doesNotContain(ETAG, REVALIDATE);
		}
	}

	@ParameterizedTest
	@CsvSource({ "200", "206", "304" })
	void tagAndCacheControlAreThoseOfTheRequestWhereRulesTakeAwayTheFieldsBeforeThem(int status) {
		assertThat(lines(headers("! ETag; ! Accept-Ranges"), status, PLAIN, true)).containsExactly(REVALIDATE);
		assertThat(lines(headers("! ETag; ! Accept-Ranges"), status, PLAIN, false)).isEmpty();
		assertThat(lines(headers("! Cache-Control; ! Accept-Ranges"), status, PLAIN, false)).containsExactly(ETAG);
	}

	@Test
	void ruleReplacesWhatTheServerHasSet() {
		AssetHeaders headers = headers("etag: \"x\"; cache-control: private; content-type: text/html");
		assertThat(headers.contentType()).isEqualTo("text/html");
		assertThat(lines(headers, 200, PLAIN, false)).containsExactly("ETag: \"x\"", "Cache-Control: private",
				"Accept-Ranges: bytes");
		assertThat(headers.rules()).hasSize(1);
	}

	@Test
	void ruleTakesAwayWhatTheServerHasSet() {
		AssetHeaders headers = headers("! ETag; ! Cache-Control; ! Accept-Ranges; ! Content-Type");
		assertThat(headers.contentType()).isNull();
		assertThat(lines(headers)).isEmpty();
	}

	@Test
	void laterValueOfANameIsAppended() {
		assertThat(lines(headers("X-A: 1; Set-Cookie: a=b", "x-a: 2; set-cookie: c=d")))
			.containsSubsequence("Set-Cookie: a=b", "X-A: 1, 2", "set-cookie: c=d");
	}

	@Test
	void laterRuleTakesAwayWhatAnEarlierOneHasSet() {
		assertThat(lines(headers("X-A: 1", "! X-A"))).doesNotContain("X-A: 1");
		assertThat(lines(headers("X-A: 1", "! X-A; X-A: 2"))).contains("X-A: 2");
	}

	@Test
	void withoutContentOnlyTheRulesSpeak() {
		HeaderFields fields = headers("X-A: 1; ! ETag", "X-B: 2")
			.withoutContent(new SelectedRepresentation(416, PLAIN, PLAIN, null));
		assertThat(fields.names()).containsExactly("X-A", "X-B");
		assertThat(fields.values()).containsExactly("1", "2");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none", value = {
			"none | Sec-Fetch-Dest, Accept, X-Requested-With | Sec-Fetch-Dest, Accept, X-Requested-With, Accept-Encoding",
			"Origin | Origin, Sec-Fetch-Dest, Accept, X-Requested-With | Origin, Sec-Fetch-Dest, Accept, X-Requested-With, Accept-Encoding",
			"accept-encoding, accept | accept-encoding, accept, Sec-Fetch-Dest, X-Requested-With | accept-encoding, accept, Sec-Fetch-Dest, X-Requested-With",
			"* | * | *" })
	void pageForDocumentsVariesByTheFieldsThatAskForOne(@Nullable String rule, String plain, String coded) {
		AssetHeaders headers = AssetHeaders.of("text/html", CachePolicy.DEFAULT, true, true,
				(rule != null) ? rules("Vary: " + rule) : List.of());
		for (int status : new int[] { 200, 304 }) {
			assertThat(lines(headers, status, PLAIN, true)).contains("Vary: " + plain);
			assertThat(lines(headers, status, CODED, true)).contains("Vary: " + coded);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "false | false | ''", "true | false | Sec-Fetch-Dest, Accept, X-Requested-With",
					"false | true | Accept-Language, Cookie",
					"true | true | Accept-Language, Cookie, Sec-Fetch-Dest, Accept, X-Requested-With" })
	void fieldsThatTheAnswerDependsOnAreNamed(boolean forDocument, boolean byLanguage, String vary) {
		assertThat(AssetHeaders.vary(forDocument, byLanguage)).isEqualTo(vary);
	}

	@Test
	void noRuleCanHaveACacheMixTheLanguagesUp() {
		AssetHeaders headers = AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, AssetHeaders.vary(false, true),
				null, rules("! Vary"), Pages.NONE);
		assertThat(lines(headers)).contains("Vary: Accept-Language, Cookie");
		assertThat(lines(headers, 200, CODED, true)).contains("Vary: Accept-Language, Cookie, Accept-Encoding");
	}

	@Test
	void ruleMayHaveACacheMixDocumentsAndOthersUp() {
		AssetHeaders headers = AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, AssetHeaders.vary(true, false),
				null, rules("! Vary"), Pages.NONE);
		assertThat(lines(headers, 200, CODED, true)).containsExactly(ETAG, REVALIDATE, "Accept-Ranges: bytes");
	}

	private static AssetHeaders dictionary(CachePolicy policy, String contentType, String... rules) {
		return AssetHeaders.of(contentType, policy, true, "", "/app-*.txt", rules(rules), Pages.NONE);
	}

	private static @Nullable String offer(AssetHeaders headers, int status, CacheAudience audience) {
		return headers.offer(new SelectedRepresentation(status, PLAIN, PLAIN, null), audience, "/shop");
	}

	@Test
	void contentThatIsFreshIsOfferedAsADictionary() {
		AssetHeaders headers = dictionary(CachePolicy.IMMUTABLE, "text/plain");
		for (CacheAudience audience : CacheAudience.values()) {
			assertThat(headers.isDictionary(audience)).isTrue();
			assertThat(offer(headers, 200, audience)).isEqualTo("match=\"/shop/app-*.txt\", id=" + PLAIN.entityTag());
		}
		assertThat(lines(headers)).contains("Vary: Accept-Encoding, Available-Dictionary")
			.noneMatch((line) -> line.startsWith("Use-As-Dictionary"));
	}

	@ParameterizedTest
	@CsvSource({ "206", "304", "404" })
	void onlyAWholeAssetIsADictionary(int status) {
		assertThat(offer(dictionary(CachePolicy.IMMUTABLE, "text/plain"), status, CacheAudience.EVERYBODY)).isNull();
	}

	@Test
	void contentThatIsNeverFreshIsNoDictionary() {
		AssetHeaders headers = dictionary(CachePolicy.DEFAULT, "text/plain");
		for (CacheAudience audience : CacheAudience.values()) {
			assertThat(headers.isDictionary(audience)).isFalse();
			assertThat(offer(headers, 200, audience)).isNull();
		}
	}

	@ParameterizedTest
	@CsvSource({ "max-age=60, true", "no-store, false", "max-age=0, false" })
	void ruleDecidesOnTheTimeForWhichADictionaryIsKept(String cacheControl, boolean expected) {
		for (CachePolicy policy : List.of(CachePolicy.DEFAULT, CachePolicy.IMMUTABLE)) {
			AssetHeaders headers = dictionary(policy, "text/plain", "Cache-Control: " + cacheControl);
			assertThat(headers.isDictionary(CacheAudience.RANGE)).isEqualTo(expected);
		}
	}

	@Test
	void contentWithoutVersionsIsNoDictionary() {
		AssetHeaders headers = AssetHeaders.of("text/plain", CachePolicy.IMMUTABLE, true, false, List.of());
		assertThat(headers.isDictionary(CacheAudience.EVERYBODY)).isFalse();
		assertThat(offer(headers, 200, CacheAudience.EVERYBODY)).isNull();
		assertThat(lines(headers, 200, CODED, true)).contains("Vary: Accept-Encoding");
	}

	@ParameterizedTest
	@CsvSource({ "text/plain, ! Vary", "text/plain, Content-Encoding: gzip", "text/html, X-A: 1" })
	void contentThatCannotBeNegotiatedIsNoDictionary(String contentType, String rule) {
		AssetHeaders headers = dictionary(CachePolicy.IMMUTABLE, contentType, rule);
		assertThat(headers.isDictionary(CacheAudience.EVERYBODY)).isFalse();
		assertThat(offer(headers, 200, CacheAudience.EVERYBODY)).isNull();
		assertThat(lines(headers)).noneMatch((line) -> line.contains("Dictionary"));
	}

	@Test
	void ruleReplacesTheOfferOfADictionaryOrTakesItAway() {
		AssetHeaders replaced = dictionary(CachePolicy.IMMUTABLE, "text/plain", "Use-As-Dictionary: match=\"/*\"");
		assertThat(offer(replaced, 200, CacheAudience.EVERYBODY)).isNull();
		assertThat(lines(replaced)).contains("Use-As-Dictionary: match=\"/*\"");
		AssetHeaders removed = dictionary(CachePolicy.IMMUTABLE, "text/plain", "! Use-As-Dictionary");
		assertThat(offer(removed, 200, CacheAudience.EVERYBODY)).isNull();
		assertThat(lines(removed)).noneMatch((line) -> line.startsWith("Use-As-Dictionary"));
	}

	private static AssetHeaders page(Pages pages, String... rules) {
		return AssetHeaders.of("text/html", CachePolicy.DEFAULT, true, "", null, rules(rules), pages);
	}

	@ParameterizedTest
	@CsvSource({ "Content-Security-Policy", "Content-Security-Policy-Report-Only" })
	void pageHasItsPolicy(String field) {
		AssetHeaders headers = page(GivenPages.withPolicy(field));
		assertThat(headers.isOfPage()).isTrue();
		assertThat(headers.freshPages()).isNull();
		for (int status : new int[] { 200, 304 }) {
			assertThat(lines(headers, status, PLAIN, true)).contains(field + ": " + GivenPages.POLICY);
		}
	}

	@Test
	void pageWithoutAPolicyIsSentAsItIs() {
		AssetHeaders headers = page(Pages.NONE);
		assertThat(headers.isOfPage()).isFalse();
		assertThat(headers.freshPages()).isNull();
		assertThat(headers.links(PLAIN)).isEmpty();
		assertThat(headers.guardedRules()).isEmpty();
		assertThat(lines(headers)).containsExactly(ETAG, REVALIDATE, "Accept-Ranges: bytes");
	}

	@Test
	void pageWithNoncesIsMadeForEachResponse() {
		Pages pages = GivenPages.withNonces();
		assertThat(page(pages).freshPages()).isSameAs(pages);
		assertThat(page(pages, "! Content-Security-Policy").freshPages()).isNull();
	}

	@Test
	void policyOfARuleTakesThePlaceOfThatOfThePage() {
		AssetHeaders headers = page(GivenPages.withPolicy("Content-Security-Policy"),
				"Content-Security-Policy: default-src 'none'");
		assertThat(headers.isOfPage()).isFalse();
		assertThat(lines(headers)).contains("Content-Security-Policy: default-src 'none'");
	}

	@Test
	void enforcedPolicyOfARuleTakesThePlaceOfAReportedOne() {
		AssetHeaders headers = page(GivenPages.withPolicy("Content-Security-Policy-Report-Only"),
				"Content-Security-Policy: default-src 'none'");
		assertThat(lines(headers)).contains("Content-Security-Policy: default-src 'none'")
			.noneMatch((line) -> line.startsWith("Content-Security-Policy-Report-Only"));
	}

	@Test
	void reportedPolicyOfARuleStandsBesideAnEnforcedOne() {
		AssetHeaders headers = page(GivenPages.withPolicy("Content-Security-Policy"),
				"Content-Security-Policy-Report-Only: default-src 'none'");
		assertThat(lines(headers)).contains("Content-Security-Policy: " + GivenPages.POLICY,
				"Content-Security-Policy-Report-Only: default-src 'none'");
	}

	@Test
	void ruleThatSetsAnotherTypeTakesPolicyAndLinksAway() {
		Pages pages = new GivenPages("Content-Security-Policy", false, List.of(GivenPages.LINK), true);
		AssetHeaders headers = page(pages, "Content-Type: text/plain");
		assertThat(headers.isOfPage()).isFalse();
		assertThat(headers.links(PLAIN)).isEmpty();
		assertThat(lines(headers)).containsExactly(ETAG, REVALIDATE, "Accept-Ranges: bytes");
	}

	@Test
	void policyAndLinkOfARuleAreForEveryType() {
		Pages pages = new GivenPages("Content-Security-Policy", false, List.of(GivenPages.LINK), true);
		AssetHeaders headers = AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, "", null,
				rules("Content-Security-Policy: sandbox; Link: </b>"), pages);
		assertThat(headers.isOfPage()).isFalse();
		assertThat(lines(headers)).contains("Content-Security-Policy: sandbox", "Link: </b>");
	}

	@Test
	void linksOfAPageAreNotAmongItsOtherFields() {
		AssetHeaders headers = page(GivenPages.withLinks());
		assertThat(headers.isOfPage()).isTrue();
		assertThat(headers.freshPages()).isNull();
		assertThat(headers.links(PLAIN)).containsExactly(GivenPages.LINK);
		assertThat(lines(headers)).containsExactly(ETAG, REVALIDATE, "Accept-Ranges: bytes");
	}

	@Test
	void linkOfARuleTakesThePlaceOfThoseOfThePage() {
		AssetHeaders headers = page(GivenPages.withLinks(), "Link: </b>");
		assertThat(headers.isOfPage()).isFalse();
		assertThat(headers.links(PLAIN)).isEmpty();
		assertThat(lines(headers)).contains("Link: </b>");
	}

	@Test
	void policyOfAPageIsGuardedTogetherWithTheRules() {
		HeaderRule rule = rules("X-A: 1").get(0);
		assertThat(page(GivenPages.withPolicy("Content-Security-Policy"), "X-A: 1").guardedRules())
			.containsExactly(new HeaderRule("", List.of("Content-Security-Policy-Report-Only"),
					Map.of("Content-Security-Policy", "")), rule);
		assertThat(page(GivenPages.withPolicy("Content-Security-Policy-Report-Only"), "X-A: 1").guardedRules())
			.containsExactly(new HeaderRule("", List.of(), Map.of("Content-Security-Policy-Report-Only", "")), rule);
		assertThat(page(Pages.NONE, "X-A: 1").guardedRules()).containsExactly(rule);
	}

}
