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

import java.util.List;
import java.util.Map;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the header fields of {@link AssetResponse.WithAsset} that are shown to
 * people.
 */
class AssetFieldsTests {

	private static final Asset ASSET = new StoredAssets().asset("/a", "plain", Map.of());

	private static AssetResponse.WithAsset answer(ResponseHeaders headers) {
		return new AssetResponse.WithAsset(Decision.ServeAsset.exactly(ASSET), 200, headers);
	}

	private static AssetResponse.WithAsset page(Pages pages, HeaderRule... rules) {
		return answer(AssetHeaders.of("text/html", CachePolicy.DEFAULT, true, "", null, List.of(rules), pages));
	}

	@Test
	void fieldsAreThoseOfARequestWithoutConditions() {
		HttpHeaders fields = page(new GivenPages("Content-Security-Policy", true, List.of("</a>", "</b>"), true))
			.fields("");
		assertThat(fields.toSingleValueMap()).containsOnlyKeys("Content-Type", "ETag", "Cache-Control", "Accept-Ranges",
				"Content-Security-Policy", "Link");
		assertThat(fields.getFirst("Content-Type")).isEqualTo("text/html");
		assertThat(fields.getFirst("ETag")).isEqualTo(ASSET.representation().entityTag());
		assertThat(fields.getFirst("Content-Security-Policy")).isEqualTo("script-src 'nonce-{nonce}'");
		assertThat(fields.get("Link")).containsExactly("</a>", "</b>");
	}

	@Test
	void dictionaryIsOfferedBelowTheContextPath() {
		AssetResponse.WithAsset answer = answer(
				AssetHeaders.of(null, CachePolicy.IMMUTABLE, true, "", "/a-*", List.of(), Pages.NONE));
		HttpHeaders fields = answer.fields("/shop");
		assertThat(fields.getFirst("Use-As-Dictionary")).startsWith("match=\"/shop/a-*\"");
		assertThat(fields.containsHeader("Content-Type")).isFalse();
	}

	@Test
	void assetThatCannotBeReadHasNoFields() {
		AssetResponse.WithAsset answer = page(GivenPages.unreadable());
		assertThat(answer.fields("").isEmpty()).isTrue();
		assertThat(answer.policy()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Security-Policy", "Content-Security-Policy-Report-Only" })
	void policyIsThatOfThePageOrOfARule(String field) {
		assertThat(page(GivenPages.withPolicy(field)).policy()).isEqualTo(field + ": " + GivenPages.POLICY);
		assertThat(page(Pages.NONE, new HeaderRule("/*", List.of(), Map.of(field, "sandbox"))).policy())
			.isEqualTo(field + ": sandbox");
	}

	@Test
	void pageWithoutAPolicyHasNone() {
		assertThat(page(Pages.NONE).policy()).isNull();
	}

}
