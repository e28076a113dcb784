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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.assetsboot.explain.RoutingExplainer;
import io.github.assetsboot.explain.RoutingExplainer.Answer;
import io.github.assetsboot.explain.RoutingExplainer.ExplainedDecision;
import io.github.assetsboot.explain.RoutingStep;
import io.github.assetsboot.explain.RoutingStep.Kind;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SharedApplications;
import io.github.assetsboot.testing.SocketClient;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The explanation of a decision that depends on the language of the request.
 */
class LanguageExplanationTests {

	@RegisterExtension
	static final SharedApplications applications = new SharedApplications();

	private static ConfigurableApplicationContext start(String mode) {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("assets.language.paths.en", "/en");
		properties.put("assets.language.paths.de", "/de");
		properties.put("assets.language.default", "en");
		properties.put("assets.language.cookie", "lang");
		properties.put("assets.language.mode", mode);
		properties.put("assets.not-found-handling", "single-page-application");
		properties.put("management.endpoints.web.exposure.include", "assets");
		return applications.get(Application.class, properties,
				Map.of("shared.txt", "shared", "de/index.html", "<script src=\"/assets/main.js\"></script>",
						"de/assets/main.js", "main", "de/nur.txt", "nur", "de/about.html", "about", "en/index.html",
						"start", "_headers", "/de/*\n  X-Rule: de\n"));
	}

	private static ExplainedDecision explain(String mode, String path, Map<String, String> headers) {
		return start(mode).getBean(RoutingExplainer.class).explain("GET", path, headers);
	}

	private static String language(ExplainedDecision decision) {
		return decision.explanation()
			.steps()
			.stream()
			.filter((step) -> step.step() == Kind.LANGUAGE)
			.map((step) -> step.answer() + ": " + step.detail() + " " + step.leadsTo())
			.collect(Collectors.joining());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					Cookie          | lang=de | de: the cookie lang names it
					cookie          | lang=de | de: the cookie lang names it
					Accept-Language | de-CH   | de: Accept-Language prefers it
					Accept-Language | fr      | en: it is the default, because the request names no language of assets.language.paths
					""")
	void stepTellsTheLanguageAndTheReason(String name, String value, String expected) {
		ExplainedDecision served = explain("serve", "/", Map.of(name, value));
		assertThat(language(served)).isEqualTo(expected + " NEXT");
		assertThat(served.answer()).isEqualTo(Answer.FILE);
		ExplainedDecision redirected = explain("redirect", "/", Map.of(name, value));
		assertThat(language(redirected)).isEqualTo(expected + " ASSETS");
		assertThat(redirected.answer()).isEqualTo(Answer.REDIRECT);
		assertThat(redirected.explanation().outcome().location()).isEqualTo("/" + expected.substring(0, 2) + "/");
		assertThat(redirected.explanation().outcome().description())
			.endsWith("the path of the language " + expected.substring(0, 2));
		assertThat(redirected.headers().getFirst("Vary")).isEqualTo("Accept-Language, Cookie");
	}

	@Test
	void settingsTellTheLanguages() {
		AssetsEndpoint endpoint = start("serve").getBean(AssetsEndpoint.class);
		assertThat(String
			.valueOf(((ResponseEntity<?>) endpoint.assets(null, null, null, null, EndpointFormat.PAGE)).getBody()))
			.containsPattern("<dt>Languages</dt><dd>(en: /en, de: /de|de: /de, en: /en)</dd>");
		assertThat(endpoint.assets(null, null, null, null, EndpointFormat.JSON))
			.extracting("settings", InstanceOfAssertFactories.map(String.class, Object.class))
			.hasEntrySatisfying("assets.language.paths",
					(paths) -> assertThat(paths).asInstanceOf(InstanceOfAssertFactories.list(String.class))
						.containsExactlyInAnyOrder("en: /en", "de: /de"))
			.containsEntry("assets.language.default", "en")
			.containsEntry("assets.language.cookie", "lang")
			.containsEntry("assets.language.mode", "serve");
	}

	@Test
	void fileIsExplainedWithItsHeaderFieldsAndRules() {
		ExplainedDecision decision = explain("serve", "/about", Map.of("Accept-Language", "de"));
		assertThat(decision.explanation().outcome().asset()).isEqualTo("/de/about.html");
		assertThat(decision.explanation().outcome().description())
			.isEqualTo("The file /de/about.html, by html handling, in the language de");
		assertThat(decision.explanation().outcome().headerRules()).containsExactly("/de/*");
		assertThat(decision.headers().getFirst("Vary")).isEqualTo("Accept-Language, Cookie");
		assertThat(decision.headers().getFirst("X-Rule")).isEqualTo("de");
		assertThat(decision.explanation().steps()).extracting(RoutingStep::step)
			.containsSubsequence(Kind.REDIRECT_RULE, Kind.LANGUAGE, Kind.FILE);
	}

	@Test
	void pagesOfTheLanguagesAreNamedWhereTheRootHasNone() {
		assertThat(explain("redirect", "/notes/7", Map.of("Sec-Fetch-Dest", "document")).explanation().findings())
			.first()
			.isEqualTo("The path names no language. The pages of the front end are at /de/ and /en/.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			serve    | /nur.txt | The language of the request is en, which has no such file.
			redirect | /nur.txt | The path names no language.
			serve    | /about   | The language of the request is en, which has no such file.
			""")
	void fileOfAnotherLanguageIsNamed(String mode, String path, String why) {
		assertThat(explain(mode, path, Map.of("Accept-Language", "en")).explanation().findings()).containsExactly(why,
				"The language de has a file for this path at /de" + path + ".");
		assertThat(explain(mode, "/notes/7", Map.of("Accept-Language", "en")).explanation().findings())
			.noneMatch((finding) -> finding.contains("has a file"));
	}

	@Test
	void baseOfTheBuildOfALanguageIsNamed() {
		assertThat(explain("serve", "/assets/main.js", Map.of("Accept-Language", "en")).explanation().findings()).last()
			.isEqualTo("The language de has a file for this path at /de/assets/main.js.");
		assertThat(explain("redirect", "/assets/main.js", Map.of("Accept-Language", "de")).explanation().findings())
			.containsExactly("The path names no language.",
					"The language de has a file for this path at /de/assets/main.js. The page of the language refers to"
							+ " /assets/main.js. Set the base of its build to /de/.");
	}

	@Test
	void fallbackPageIsExplained() {
		ExplainedDecision decision = explain("serve", "/deep/link",
				Map.of("Accept-Language", "de", "Sec-Fetch-Dest", "document"));
		assertThat(decision.answer()).isEqualTo(Answer.FALLBACK_PAGE);
		assertThat(decision.explanation().outcome().asset()).isEqualTo("/de/index.html");
		assertThat(language(decision)).startsWith("de: ");
	}

	@ParameterizedTest
	@CsvSource({ "serve, /shared.txt", "serve, /de/about", "redirect, /about", "redirect, /de/" })
	void stepIsLeftOutWhereTheLanguageDoesNotMatter(String mode, String path) {
		assertThat(language(explain(mode, path, Map.of("Accept-Language", "de")))).isEmpty();
	}

	@Test
	void diagramShowsTheStepIfItWasTaken() {
		assertThat(RoutingDiagram.of(explain("serve", "/about", Map.of("Accept-Language", "de")).explanation()))
			.contains(Kind.LANGUAGE.question(), "de: Accept-Language prefers it");
		assertThat(RoutingDiagram.of(explain("serve", "/shared.txt", Map.of()).explanation()))
			.doesNotContain(Kind.LANGUAGE.question());
	}

	@Test
	void endpointTakesTheHeaderFields() throws Exception {
		try (SocketClient client = new SocketClient(Applications.port(start("serve")))) {
			Response response = client
				.get("/actuator/assets/explain?path=/about&header=Accept-Language:de&header=Cookie:lang%3Den");
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body()).contains("\"LANGUAGE\"", "the cookie lang names it");
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
