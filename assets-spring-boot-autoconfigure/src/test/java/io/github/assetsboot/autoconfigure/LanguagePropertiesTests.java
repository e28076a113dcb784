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

package io.github.assetsboot.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.routing.RoutingSettings.Languages.Language;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LanguageProperties}, as Spring Boot reads them from YAML.
 */
class LanguagePropertiesTests {

	private static @Nullable Languages languages(String yaml) throws IOException {
		return properties(yaml).toLanguages();
	}

	private static AssetsProperties properties(String yaml) throws IOException {
		StandardEnvironment environment = new StandardEnvironment();
		new YamlPropertySourceLoader().load("test", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
			.forEach(environment.getPropertySources()::addFirst);
		ConfigurationPropertySources.attach(environment);
		return Binder.get(environment).bindOrCreate("assets", AssetsProperties.class);
	}

	private static String shown(@Nullable Languages languages) {
		assertThat(languages).isNotNull();
		return languages.all().stream().map(LanguagePropertiesTests::shown).collect(Collectors.joining(" "))
				+ " default " + languages.choose(null, null).language().tag() + " " + languages.mode();
	}

	private static String shown(Language language) {
		return language.tag() + "=" + language.path();
	}

	@Test
	void languagesHavePathsAndADefault() throws IOException {
		assertThat(shown(languages("""
				assets:
				  language:
				    paths: {en: /en, de: /de/, pt-BR: /brasil, zh-Hant-TW: /tw}
				    default: DE
				"""))).isEqualTo("en=/en de=/de pt-BR=/brasil zh-Hant-TW=/tw default de REDIRECT");
	}

	@ParameterizedTest
	@ValueSource(strings = { "serve", "SERVE", "Serve" })
	void modeIsSet(String mode) throws IOException {
		Languages languages = languages("""
				assets:
				  language:
				    paths: {en: /en}
				    default: en
				    mode: %s
				    cookie: lang
				""".formatted(mode));
		assertThat(languages).isNotNull();
		assertThat(languages.mode()).isEqualTo(LanguageMode.SERVE);
		assertThat(languages.choose("lang=en", null).reason()).contains("lang");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			no      | no
			"no"    | no
			'no'    | no
			"[no]"  | no
			NO      | no
			No      | "no"
			"no"    | "no"
			no      | 'NO'
			""")
	void norwegianIsALanguage(String key, String standard) throws IOException {
		String yaml = """
				assets:
				  language:
				    paths:
				      en: /en
				      %s: /no
				    default: %s
				""".formatted(key, standard);
		assertThat(shown(languages(yaml))).isEqualToIgnoringCase("en=/en no=/no default no redirect");
		Languages languages = languages(yaml);
		assertThat(languages).isNotNull();
		assertThat(languages.choose(null, "no").language().path()).hasToString("/no");
	}

	@Test
	void languagesCanBeVariables() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("ASSETS_LANGUAGE_PATHS_NO", "/no", "ASSETS_LANGUAGE_DEFAULT", "no")));
		ConfigurationPropertySources.attach(environment);
		AssetsProperties properties = Binder.get(environment).bindOrCreate("assets", AssetsProperties.class);
		assertThat(shown(properties.toLanguages())).isEqualTo("no=/no default no REDIRECT");
	}

	@Test
	void thereAreNoLanguagesWithoutTheProperties() throws IOException {
		assertThat(languages("assets: {enabled: true}")).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					paths: {en: /en}                                      | assets.language.default  | it is not set
					paths: {en: /en, de: /de}, default: fr                | assets.language.default  | it is not one of the languages
					paths: {en: /en, de: /de}, default: ""                | assets.language.default  | it is not set
					default: en                                           | assets.language.default  | there are no languages
					default: no                                           | assets.language.default  | there are no languages
					mode: serve                                           | assets.language.mode     | there are no languages
					cookie: lang                                          | assets.language.cookie   | there are no languages
					paths: {en: en}, default: en                          | assets.language.paths.en | it must start with one '/'
					paths: {en: //en}, default: en                        | assets.language.paths.en | it must start with one '/'
					paths: {en: "/\\\\en"}, default: en                   | assets.language.paths.en | it must be a plain path
					paths: {en: "/en?x"}, default: en                     | assets.language.paths.en | it must be a plain path
					paths: {en: /../en}, default: en                      | assets.language.paths.en | it must not have
					paths: {en: /}, default: en                           | assets.language.paths.en | it is the path of the default
					paths: {no: /}, default: no                           | assets.language.paths.no | it is the path of the default
					paths: {en: ""}, default: en                          | assets.language.paths.en | it must start with one '/'
					paths: {en: ~}, default: en                           | assets.language.paths.en | it must start with one '/'
					paths: {english: /en}, default: english               | assets.language.paths    | it is not a language tag
					paths: {pt_BR: /br}, default: pt_BR                   | assets.language.paths    | it is not a language tag
					paths: {yes: /yes}, default: yes                      | assets.language.paths    | it is not a language tag
					paths: {e: /e}, default: e                            | assets.language.paths    | it is not a language tag
					paths: {"[e n]": /e}, default: e                      | assets.language.paths    | it is not a language tag
					paths: {"[*]": /e}, default: e                        | assets.language.paths    | it is not a language tag
					paths: {en: /en, EN: /en2}, default: en               | assets.language.paths    | the language has two paths
					paths: {no: /no, "no": /no2}, default: no             | assets.language.paths    | the language has two paths
					paths: {en: /en, de: /en}, default: en                | assets.language.paths.de | the language 'en' has the same path
					paths: {en: /en, de: /en/}, default: en               | assets.language.paths.de | the language 'en' has the same path
					paths: {en: /en}, default: en, cookie: "a b"          | assets.language.cookie   | it is not the name of a cookie
					paths: {en: /en}, default: en, cookie: "a=b"          | assets.language.cookie   | it is not the name of a cookie
					paths: {en: /en}, default: en, cookie: "a;b"          | assets.language.cookie   | it is not the name of a cookie
					paths: {en: /en}, default: en, cookie: "\\u00fcber"   | assets.language.cookie   | it is not the name of a cookie
					""")
	void invalidPropertyIsNamed(String language, String property, String reason) throws IOException {
		AssetsProperties properties = properties("assets:\n  language: {" + language + "}\n");
		assertThatExceptionOfType(InvalidAssetsPropertyException.class).isThrownBy(properties::toLanguages)
			.satisfies((ex) -> {
				assertThat(ex.getProperty()).isEqualTo(property);
				assertThat(ex.getReason()).startsWith(reason);
				assertThat(ex.getAction()).matches("[A-Z].*\\.");
			});
	}

	@Test
	void basePathOfTheDefaultCollectionIsNoPathOfALanguage() throws IOException {
		AssetsProperties properties = properties("""
				assets:
				  base-path: /app/
				  language:
				    paths: {en: /app}
				    default: en
				""");
		assertThatExceptionOfType(InvalidAssetsPropertyException.class).isThrownBy(properties::toLanguages)
			.satisfies((ex) -> assertThat(ex.getAction()).contains("'/app/en'"));
	}

	@Test
	void invalidPropertyStopsTheStartWithAnExplanation() {
		new WebApplicationContextRunner().withConfiguration(OurAutoConfigurations.all())
			.withPropertyValues("assets.language.paths.en=/en", "assets.language.default=de")
			.run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis analysis = new InvalidAssetsPropertyFailureAnalyzer(new StandardEnvironment())
					.analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("assets.language.default").contains("de");
				assertThat(analysis.getAction()).isEqualTo("Set it to one of: en.");
			});
		new WebApplicationContextRunner().withConfiguration(OurAutoConfigurations.all())
			.withPropertyValues("assets.language.mode=forward")
			.run((context) -> {
				FailureAnalysis analysis = new InvalidAssetsChoiceFailureAnalyzer()
					.analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getAction()).contains("redirect, serve");
			});
	}

}
