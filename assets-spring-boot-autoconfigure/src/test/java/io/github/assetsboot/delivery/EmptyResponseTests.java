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

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssetResponse.Empty}.
 *
 * @author the Assets for Spring Boot authors
 */
class EmptyResponseTests {

	private static final List<HeaderRule> RULES = HeaderRules.parse("/a\n  X-A: 1\n").match("h", "/a");

	private static List<String> lines(AssetResponse.Empty answer) {
		return answer.headers()
			.headerSet()
			.stream()
			.map((field) -> field.getKey() + ": " + String.join(" and ", field.getValue()))
			.toList();
	}

	@Test
	void redirectNamesTheLocation() {
		AssetResponse.Empty answer = AssetResponse.Empty.redirect(new Decision.Redirect(308, "/b", true, null), RULES);
		assertThat(answer.status()).isEqualTo(308);
		assertThat(lines(answer)).containsExactly("Location: /b", "X-A: 1");
		assertThat(answer.rules()).isEqualTo(RULES);
	}

	@Test
	void redirectKnowsItsRule() {
		RedirectRule rule = new RedirectRule("/a", "/b", 308, 1);
		assertThat(AssetResponse.Empty.redirect(new Decision.Redirect(308, "/b", true, rule), RULES).redirectRule())
			.isSameAs(rule);
	}

	@Test
	void refusalVariesAsTheAssetDoes() {
		Representation plain = new StoredAssets().asset("/a", "0123456789", Map.of(ContentCoding.GZIP, "gzip"))
			.representation();
		AssetHeaders headers = AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, false, RULES);
		assertThat(lines(AssetResponse.Empty.refusal(new SelectedRepresentation(412, plain, plain, null), headers)))
			.containsExactly("X-A: 1", "Vary: Accept-Encoding");
	}

	@Test
	void locationThatIsTooLongForAContainerIsNotSent() {
		String longest = "/" + "x".repeat(4095);
		assertThat(AssetResponse.Empty.redirect(new Decision.Redirect(307, longest, true, null), RULES).status())
			.isEqualTo(307);
		AssetResponse.Empty answer = AssetResponse.Empty.redirect(new Decision.Redirect(307, longest + "x", true, null),
				RULES);
		assertThat(answer.status()).isEqualTo(414);
		assertThat(lines(answer)).containsExactly("X-A: 1");
	}

	@Test
	void refusedMethodIsToldWhichAreAllowed() {
		AssetResponse.Empty answer = AssetResponse.Empty
			.methodNotAllowed(new Decision.MethodNotAllowed(false, true, null), RULES);
		assertThat(answer.status()).isEqualTo(405);
		assertThat(lines(answer)).containsExactly("Allow: GET, HEAD", "X-A: 1");
	}

	@Test
	void optionsAreAnsweredWithTheMethodsThatAreAllowed() {
		AssetResponse.Empty answer = AssetResponse.Empty
			.methodNotAllowed(new Decision.MethodNotAllowed(true, true, null), RULES);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(lines(answer)).containsExactly("Allow: GET, HEAD, OPTIONS", "X-A: 1");
	}

	@Test
	void storageThatDoesNotAnswerIsWorthAnotherTry() {
		AssetResponse.Empty answer = AssetResponse.unavailable();
		assertThat(answer.status()).isEqualTo(503);
		assertThat(lines(answer)).containsExactly("Retry-After: 5", "Cache-Control: no-store");
		assertThat(answer.rules()).isEmpty();
	}

	@Test
	void refusalOfARangeNamesTheSize() {
		Representation plain = new StoredAssets().asset("/a", "0123456789", Map.of()).representation();
		AssetHeaders headers = AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, false, RULES);
		AssetResponse.Empty range = AssetResponse.Empty.refusal(new SelectedRepresentation(416, plain, plain, null),
				headers);
		assertThat(range.status()).isEqualTo(416);
		assertThat(lines(range)).containsExactly("X-A: 1", "Content-Range: bytes */10");
		AssetResponse.Empty precondition = AssetResponse.Empty
			.refusal(new SelectedRepresentation(412, plain, plain, null), headers);
		assertThat(precondition.status()).isEqualTo(412);
		assertThat(lines(precondition)).containsExactly("X-A: 1");
		assertThat(precondition.rules()).isEqualTo(RULES);
	}

	private static AssetResponse.Empty byLanguage(boolean toLanguage, String rule) {
		return AssetResponse.Empty.redirectByLanguage(new Decision.Redirect(302, "/de", true, null), toLanguage,
				HeaderRules.parse("/a\n  " + rule + "\n").match("h", "/a"));
	}

	@Test
	void redirectToALanguageIsCheckedForEachUse() {
		AssetResponse.Empty answer = byLanguage(true, "X-A: 1");
		assertThat(answer.status()).isEqualTo(302);
		assertThat(lines(answer)).containsExactly("Vary: Accept-Language, Cookie", "Cache-Control: private, no-cache",
				"Location: /de", "X-A: 1");
	}

	@Test
	void redirectThatOnlyDependsOnTheLanguageMayBeKept() {
		assertThat(lines(byLanguage(false, "X-A: 1"))).containsExactly("Vary: Accept-Language, Cookie", "Location: /de",
				"X-A: 1");
	}

	@Test
	void noRuleCanHaveACacheSendARedirectToUsersOfAnotherLanguage() {
		assertThat(lines(byLanguage(false, "! Vary"))).containsExactly("Location: /de",
				"Vary: Accept-Language, Cookie");
		assertThat(lines(byLanguage(false, "Vary: Origin"))).containsExactly("Vary: Origin, Accept-Language, Cookie",
				"Location: /de");
	}

}
