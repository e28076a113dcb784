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

package io.github.assetsboot.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PageValues}: the names and types of values, from each kind of source.
 */
class PageValuesTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	PageValuesTests() {
		MutablePropertySources sources = this.environment.getPropertySources();
		sources.forEach((source) -> sources.remove(source.getName()));
	}

	private PageValuesTests yaml(String text) throws IOException {
		return add(new YamlPropertySourceLoader().load("yaml", resource(text)));
	}

	private PageValuesTests properties(String text) throws IOException {
		return add(new PropertiesPropertySourceLoader().load("properties", resource(text)));
	}

	private static ByteArrayResource resource(String text) {
		return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8));
	}

	private PageValuesTests add(List<PropertySource<?>> sources) {
		sources.forEach(this.environment.getPropertySources()::addFirst);
		return this;
	}

	private PageValuesTests variables(String... namesAndValues) {
		Map<String, Object> variables = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			variables.put(namesAndValues[i], namesAndValues[i + 1]);
		}
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					variables));
		return this;
	}

	private Map<String, Object> values() {
		ConfigurationPropertySources.attach(this.environment);
		return PageValues.of(this.environment, "assets.page-data",
				(property, text) -> this.environment.resolveRequiredPlaceholders(text));
	}

	@Test
	void yamlKeepsTypesAndStructure() throws IOException {
		yaml("""
				assets:
				  page-data:
				    api-url: https://api.example.com
				    max: 5
				    ratio: 0.5
				    big: 12345678901
				    version: "5"
				    enabled: true
				    disabled: "false"
				    features: {checkout: true, dark-mode: false}
				    hosts: [a, b]
				    menu:
				      - {title: Home, path: /}
				      - {title: Help, new-window: true}
				""");
		assertThat(values()).isEqualTo(Map.ofEntries(Map.entry("apiUrl", "https://api.example.com"),
				Map.entry("max", 5), Map.entry("ratio", 0.5), Map.entry("big", 12345678901L), Map.entry("version", "5"),
				Map.entry("enabled", true), Map.entry("disabled", false),
				Map.entry("features", Map.of("checkout", true, "darkMode", false)),
				Map.entry("hosts", List.of("a", "b")), Map.entry("menu",
						List.of(Map.of("title", "Home", "path", "/"), Map.of("title", "Help", "newWindow", true)))));
	}

	@Test
	void propertiesFileHasTextsAndBooleans() throws IOException {
		properties("""
				assets.page-data.api-url=https://api.example.com
				assets.page-data.max=5
				assets.page-data.features.checkout=true
				assets.page-data.hosts[1]=b
				assets.page-data.hosts[0]=a
				assets.page-data.menu[0].title=Home
				""");
		assertThat(values()).isEqualTo(Map.of("apiUrl", "https://api.example.com", "max", "5", "features",
				Map.of("checkout", true), "hosts", List.of("a", "b"), "menu", List.of(Map.of("title", "Home"))));
	}

	@ParameterizedTest
	@CsvSource({ "api-url, apiUrl", "apiUrl, apiUrl", "api_url, apiUrl", "API_URL, apiUrl", "apiURL, apiURL",
			"url, url", "'[my.key-1]', my.key-1", "a-b-c2, aBC2", "Title, Title" })
	void keysAreInCamelCase(String key, String expected) throws IOException {
		properties("assets.page-data." + key + "=a");
		assertThat(values()).isEqualTo(Map.of(expected, "a"));
	}

	@ParameterizedTest
	@CsvSource({ "ASSETS_PAGEDATA_APIURL", "ASSETS_PAGE_DATA_API_URL" })
	void environmentVariableReplacesTheValueAndNotTheSpelling(String variable) throws IOException {
		yaml("assets: {page-data: {api-url: a, other: b}}").variables(variable, "https://c.example");
		assertThat(values()).isEqualTo(Map.of("apiUrl", "https://c.example", "other", "b"));
	}

	@Test
	void environmentVariablesAloneHaveTheirOwnSpelling() {
		variables("ASSETS_PAGEDATA_APIURL", "a", "ASSETS_PAGEDATA_FEATURES_CHECKOUT", "true", "ASSETS_PAGEDATA_HOSTS_0",
				"b", "ASSETS_PAGEDATA_HOSTS_1", "c");
		assertThat(values())
			.isEqualTo(Map.of("apiurl", "a", "features", Map.of("checkout", true), "hosts", List.of("b", "c")));
	}

	@Test
	void environmentVariableReplacesANestedValue() throws IOException {
		yaml("assets: {page-data: {features: {darkMode: false, b: 1}}}").variables("ASSETS_PAGEDATA_FEATURES_DARKMODE",
				"true");
		assertThat(values()).isEqualTo(Map.of("features", Map.of("darkMode", true, "b", 1)));
	}

	@Test
	void variablesOfOtherPropertiesAreNoValues() throws IOException {
		yaml("assets: {page-data: {id: a, path: b}, page-data-id: c}").variables("ASSETS_PAGE_DATA_ID", "d",
				"ASSETS_PAGE_DATA_PATH", "/e.json");
		assertThat(values()).isEqualTo(Map.of("id", "a", "path", "b"));
	}

	@Test
	void listIsThatOfOneSource() throws IOException {
		yaml("assets: {page-data: {hosts: [a, b, c]}}").properties("assets.page-data.hosts[0]=d");
		assertThat(values()).isEqualTo(Map.of("hosts", List.of("d")));
	}

	@Test
	void valueReplacesAMapAndAMapReplacesAValue() throws IOException {
		yaml("assets: {page-data: {a: {b: 1}, c: 2}}").properties("assets.page-data.a=x\nassets.page-data.c.d=y");
		assertThat(values()).isEqualTo(Map.of("a", "x", "c", Map.of("d", "y")));
	}

	@Test
	void sourcesWithHigherPrecedenceSpell() throws IOException {
		yaml("assets: {page-data: {api-url: a}}").properties("assets.page-data.apiURL=b");
		assertThat(values()).isEqualTo(Map.of("apiURL", "b"));
	}

	@Test
	void placeholdersAreReplaced() throws IOException {
		yaml("""
				assets:
				  page-data:
				    api-url: ${API_URL}
				    flag: ${FLAG}
				    count: ${COUNT:7}
				    text: "a ${FLAG} b"
				""").variables("API_URL", "https://api.example.com", "FLAG", "true");
		assertThat(values())
			.isEqualTo(Map.of("apiUrl", "https://api.example.com", "flag", true, "count", "7", "text", "a true b"));
	}

	@Test
	void systemPropertyReplacesAValue() throws IOException {
		yaml("assets: {page-data: {api-url: a}}");
		Properties system = new Properties();
		system.setProperty("assets.page-data.api-url", "b");
		this.environment.getPropertySources().addFirst(new PropertiesPropertySource("systemProperties", system));
		assertThat(values()).isEqualTo(Map.of("apiUrl", "b"));
	}

	@Test
	void withoutValuesThereAreNone() throws IOException {
		yaml("assets: {page-data: {}, page-data-id: a}");
		assertThat(values()).isEmpty();
	}

}
