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

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EntityHeaders}.
 *
 * @author the Assets for Spring Boot authors
 */
class EntityHeadersTests {

	private static final Asset ASSET = new StoredAssets().asset("/a.txt", "plain", Map.of(ContentCoding.GZIP, "gzip"));

	private static final String TAG = ASSET.representation().entityTag();

	private final HttpHeaders fields = new HttpHeaders();

	private EntityHeaders headers(@Nullable String originalTag) {
		return new EntityHeaders(this.fields, originalTag, ASSET.representation(), List.of(), List.of());
	}

	private static List<String> lines(EntityHeaders headers, int status) {
		List<String> lines = new ArrayList<>();
		headers.forEach(new SelectedRepresentation(status, ASSET.representation(),
				ASSET.representation().blob().coded()[0], null), CacheAudience.EVERYBODY,
				(name, value) -> lines.add(name + ": " + value));
		return lines;
	}

	@Test
	void tagOfTheAssetBecomesThatOfTheRepresentation() {
		this.fields.set("etag", TAG);
		EntityHeaders headers = headers(TAG);
		assertThat(headers.areOriginal()).isTrue();
		assertThat(headers.isNegotiable()).isTrue();
		assertThat(headers.isTagged()).isTrue();
		assertThat(lines(headers, 200)).containsExactly("etag: " + ASSET.representation().blob().coded()[0].entityTag(),
				"Vary: Accept-Encoding");
	}

	@Test
	void tagOfARuleStays() {
		this.fields.set("ETag", "\"rule\"");
		EntityHeaders headers = headers("\"rule\"");
		assertThat(headers.areOriginal()).isTrue();
		assertThat(headers.isTagged()).isFalse();
		assertThat(lines(headers, 200)).containsExactly("ETag: \"rule\"", "Vary: Accept-Encoding");
	}

	@Test
	void tagOfTheControllerStaysAndNamesItsOwnContent() {
		this.fields.set("ETag", "\"controller\"");
		EntityHeaders headers = headers(TAG);
		assertThat(headers.areOriginal()).isFalse();
		assertThat(headers.isNegotiable()).isFalse();
		assertThat(lines(headers, 200)).containsExactly("ETag: \"controller\"");
	}

	@Test
	void contentUnderACodingIsNotCodedAgain() {
		this.fields.set("Content-Encoding", "gzip");
		EntityHeaders headers = headers(null);
		assertThat(headers.areOriginal()).isTrue();
		assertThat(headers.isNegotiable()).isFalse();
		assertThat(lines(headers, 200)).containsExactly("Content-Encoding: gzip");
	}

	@Test
	void typeAndLengthAreLeftToWhatIsSent() {
		this.fields.set("content-type", "text/plain");
		this.fields.set("content-length", "5");
		this.fields.set("X-A", "1");
		EntityHeaders headers = headers(null);
		assertThat(headers.contentType()).isEqualTo("text/plain");
		assertThat(lines(headers, 200)).containsExactly("X-A: 1", "Vary: Accept-Encoding");
	}

	@Test
	void notModifiedSaysNothingOfRanges() {
		this.fields.set("accept-ranges", "bytes");
		this.fields.set("X-A", "1");
		assertThat(lines(headers("\"x\""), 200)).containsExactly("accept-ranges: bytes", "X-A: 1");
		assertThat(lines(headers("\"x\""), 304)).containsExactly("X-A: 1");
	}

	@Test
	void severalValuesAreOneListButForCookies() {
		this.fields.addAll("X-A", List.of("1", "2"));
		this.fields.addAll("set-cookie", List.of("a=b", "c=d"));
		assertThat(lines(headers("\"x\""), 200)).containsExactlyInAnyOrder("X-A: 1, 2", "set-cookie: a=b",
				"set-cookie: c=d");
	}

	@ParameterizedTest
	@CsvSource({ "*", "Accept-Encoding", "'Origin, Accept-Encoding'" })
	void varyIsNotSaidTwice(String vary) {
		this.fields.set("Vary", vary);
		assertThat(lines(headers(null), 200)).containsExactly("Vary: " + vary);
	}

	@Test
	void varyOfTheControllerIsAddedTo() {
		this.fields.set("Vary", "Origin");
		assertThat(lines(headers(null), 200)).containsExactly("Vary: Origin", "Vary: Accept-Encoding");
	}

	@Test
	void contentWithoutCodedRepresentationsDoesNotVary() {
		Asset asset = new StoredAssets().asset("/b.txt", "b", Map.of());
		List<String> lines = new ArrayList<>();
		headers(null).forEach(new SelectedRepresentation(200, asset.representation(), asset.representation(), null),
				CacheAudience.EVERYBODY, (name, value) -> lines.add(name));
		assertThat(lines).isEmpty();
	}

	@Test
	void refusalSaysNothingOfTheAsset() {
		for (String name : List.of("content-type", "content-length", "accept-ranges", "etag", "cache-control", "vary",
				"X-A")) {
			this.fields.set(name, "1");
		}
		this.fields.add("X-A", "2");
		Asset asset = new StoredAssets().asset("/b.txt", "b", Map.of());
		HeaderFields left = headers(null)
			.withoutContent(new SelectedRepresentation(416, asset.representation(), asset.representation(), null));
		assertThat(left.names()).containsExactly("vary", "X-A");
		assertThat(left.values()).containsExactly("1", "1, 2");
	}

	@Test
	void dispatchHasATypeOnly() {
		EntityHeaders headers = new EntityHeaders("text/plain", Pages.NONE);
		assertThat(headers.contentType()).isEqualTo("text/plain");
		assertThat(headers.areOriginal()).isFalse();
		assertThat(headers.isNegotiable()).isFalse();
		assertThat(lines(headers, 200)).isEmpty();
		assertThat(headers.rules()).isEmpty();
	}

	@Test
	void rulesAreThoseThatWereApplied() {
		HeaderRule rule = new HeaderRule("/*", List.of(), Map.of("X-A", "1"));
		EntityHeaders headers = new EntityHeaders(this.fields, TAG, ASSET.representation(), List.of(rule), List.of());
		assertThat(headers.rules()).containsExactly(rule);
		assertThat(headers.guardedRules()).containsExactly(rule);
		assertThat(headers.isOfPage()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "200, true, true", "304, true, false", "200, false, true", "304, false, true" })
	void notModifiedHasNoLinksOfThePage(int status, boolean ofPage, boolean sent) {
		this.fields.set("link", GivenPages.LINK);
		EntityHeaders headers = new EntityHeaders(this.fields, TAG, ASSET.representation(), List.of(),
				ofPage ? List.of(GivenPages.LINK) : List.of());
		assertThat(lines(headers, status)).isEqualTo(sent ? List.of("link: " + GivenPages.LINK) : List.of());
	}

	@Test
	void fieldWithTheValueOfALinkIsKept() {
		this.fields.set("X-A", GivenPages.LINK);
		EntityHeaders headers = new EntityHeaders(this.fields, TAG, ASSET.representation(), List.of(),
				List.of(GivenPages.LINK));
		assertThat(lines(headers, 304)).containsExactly("X-A: " + GivenPages.LINK);
	}

	@Test
	void dispatchToAPageHasItsPolicy() {
		EntityHeaders headers = new EntityHeaders("text/html", GivenPages.withPolicy("Content-Security-Policy"));
		assertThat(headers.isOfPage()).isTrue();
		assertThat(headers.freshPages()).isNull();
		assertThat(lines(headers, 200)).containsExactly("Content-Security-Policy: " + GivenPages.POLICY);
		assertThat(headers.guardedRules()).containsExactly(new HeaderRule("",
				List.of("Content-Security-Policy-Report-Only"), Map.of("Content-Security-Policy", "")));
	}

	@Test
	void dispatchToAPageWithNoncesMakesThePage() {
		Pages pages = GivenPages.withNonces();
		assertThat(new EntityHeaders("text/html", pages).freshPages()).isSameAs(pages);
	}

	@Test
	void dispatchToAnotherTypeOrWithoutAPolicyIsSentAsItIs() {
		for (EntityHeaders headers : List.of(new EntityHeaders("text/plain", GivenPages.withNonces()),
				new EntityHeaders("text/html", GivenPages.withLinks()))) {
			assertThat(headers.isOfPage()).isFalse();
			assertThat(headers.freshPages()).isNull();
			assertThat(lines(headers, 200)).isEmpty();
			assertThat(headers.guardedRules()).isEmpty();
		}
	}

}
