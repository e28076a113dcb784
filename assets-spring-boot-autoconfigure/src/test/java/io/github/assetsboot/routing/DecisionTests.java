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

package io.github.assetsboot.routing;

import java.io.IOException;
import java.util.List;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.routing.Decision.AssetMatch;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.Decision.ByLanguage;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.Languages.Language;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageChoice;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Decision}, as it is described for people.
 */
class DecisionTests {

	private static final RedirectRule RULE = new RedirectRule("/from", "/to", 200, 7);

	private static final LanguageChoice GERMAN = new LanguageChoice(new Language("de", BasePath.of("/de")),
			"the test says so");

	private static final String BY_RULE = ", by line 7 of _redirects";

	private static Asset asset() throws IOException {
		return AssetCollection.read(new NamesDirectory(List.of("/page.html")), (path) -> false).get("/page.html");
	}

	private static ByAssets served(AssetMatch match, @Nullable RedirectRule rule) throws IOException {
		return new Decision.ServeAsset(asset(), match, "/page", false, rule);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "EXACT | The file /page.html", "HTML_HANDLING | The file /page.html, by html handling",
					"SINGLE_PAGE_APPLICATION | The fallback page /page.html",
					"NOT_FOUND_PAGE | The 404 page /page.html" })
	void servedAssetIsDescribedByTheWayThatLedToIt(AssetMatch match, String description) throws IOException {
		assertThat(served(match, null).describe()).isEqualTo(description);
		assertThat(served(match, RULE).describe()).isEqualTo(description + BY_RULE);
	}

	@Test
	void assetUnderItsOwnPathIsAnExactMatchForEveryRequest() throws IOException {
		Asset asset = asset();
		assertThat(Decision.ServeAsset.exactly(asset))
			.isEqualTo(new Decision.ServeAsset(asset, AssetMatch.EXACT, "/page.html", false, null));
	}

	@Test
	void redirectIsDescribedByItsTarget() {
		assertThat(new Decision.Redirect(301, "/to", true, RULE).describe()).isEqualTo("A redirect to /to" + BY_RULE);
		assertThat(new Decision.Redirect(307, "/to", true, null).describe())
			.isEqualTo("A redirect to /to, the canonical path or that of html handling");
	}

	@Test
	void otherMethodIsDescribedByTheAnswer() {
		assertThat(new Decision.MethodNotAllowed(true, true, null).describe())
			.isEqualTo("The methods that the asset allows");
		assertThat(new Decision.MethodNotAllowed(false, true, null).describe()).startsWith("405, because");
	}

	@Test
	void developmentServerIsNamed() {
		assertThat(new Decision.AskDevServer("/a", true, true, false, RULE).describe())
			.isEqualTo("The response of the development server to /a" + BY_RULE);
	}

	@Test
	void redirectToTheLanguageIsDescribedByTheLanguage() {
		ByLanguage decision = new ByLanguage(GERMAN, new Decision.Redirect(302, "/de/", true, null), null);
		assertThat(decision.isRedirectToLanguage()).isTrue();
		assertThat(decision.describe()).isEqualTo("A redirect to /de/, the path of the language de");
	}

	@Test
	void fileOfTheLanguageIsDescribedByThePathAndTheLanguage() throws IOException {
		ByLanguage decision = new ByLanguage(GERMAN, served(AssetMatch.EXACT, RULE), "/de/page");
		assertThat(decision.isRedirectToLanguage()).isFalse();
		assertThat(decision.describe()).isEqualTo("The file /page.html" + BY_RULE + ", in the language de");
	}

	@Test
	void redirectInsideTheLanguageIsNotDescribedAsOneToTheLanguage() {
		ByLanguage decision = new ByLanguage(GERMAN, new Decision.Redirect(307, "/page", true, null), "/de/page");
		assertThat(decision.isRedirectToLanguage()).isFalse();
		assertThat(decision.describe())
			.isEqualTo("A redirect to /page, the canonical path or that of html handling, in the language de");
	}

	@Test
	void pageWithoutALanguageIsNotDescribedAsOneOfTheLanguage() throws IOException {
		ByAssets page = served(AssetMatch.SINGLE_PAGE_APPLICATION, null);
		ByLanguage decision = new ByLanguage(GERMAN, page, null);
		assertThat(decision.isRedirectToLanguage()).isFalse();
		assertThat(decision.describe()).isEqualTo("The fallback page /page.html");
	}

	@Test
	void decisionByLanguageHasTheRuleAndTheFileOfItsAnswer() throws IOException {
		ByLanguage file = new ByLanguage(GERMAN, served(AssetMatch.HTML_HANDLING, RULE), "/de/page");
		assertThat(file.rule()).isEqualTo(RULE);
		assertThat(file.leadsToFile()).isTrue();
		ByLanguage page = new ByLanguage(GERMAN, served(AssetMatch.NOT_FOUND_PAGE, null), "/de/page");
		assertThat(page.rule()).isNull();
		assertThat(page.leadsToFile()).isFalse();
	}

	@Test
	void missingAssetIsNoFile() {
		assertThat(new Decision.NotFound(null).describe()).isEqualTo("There is no asset");
		assertThat(new Decision.NotFound(RULE).describe()).isEqualTo("No asset is at the target" + BY_RULE);
		assertThat(new Decision.NotFound(null).leadsToFile()).isFalse();
	}

}
