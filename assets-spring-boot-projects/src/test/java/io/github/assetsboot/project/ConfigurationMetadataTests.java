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

package io.github.assetsboot.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.github.assetsboot.ConfigurationMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor tells about the properties, and what the guide does.
 *
 * @author the Assets for Spring Boot authors
 */
class ConfigurationMetadataTests {

	private static final Pattern OF_PROJECTS = Pattern.compile("assets\\.(projects|storage|sharing|retention)\\..*");

	private static final Set<String> UNSET = Set.of("assets.cache.control", "assets.cache.dictionaries",
			"assets.cache.dictionary-directory", "assets.cache.immutable", "assets.collections",
			"assets.compatibility-date", "assets.compatibility-flags", "assets.dev-server.allowed-hosts",
			"assets.dev-server.command", "assets.dev-server.url", "assets.csp.policy", "assets.fingerprint.paths",
			"assets.language.cookie", "assets.language.default", "assets.language.paths", "assets.page-data",
			"assets.page-data-path", "assets.projects.api.max-calls", "assets.projects.wrangler.max-calls",
			"assets.projects.wrangler.public-port", "assets.projects.wrangler.signing-key",
			"assets.projects.wrangler.tokens", "assets.storage.loading.max-waiting",
			"assets.projects.resolve.application-hosts", "assets.projects.rules.denied-headers",
			"assets.projects.resolve.header", "assets.projects.resolve.host", "assets.projects.resolve.path",
			"assets.projects.resolve.project", "assets.projects.resolve.preview-header",
			"assets.projects.response-version-header", "assets.storage.s3.access-key", "assets.storage.s3.bucket",
			"assets.storage.s3.endpoint", "assets.storage.s3.region", "assets.storage.s3.secret-key", "assets.routing");

	private static final int MAX_WORDS = 25;

	static List<JsonNode> properties() throws IOException {
		return ConfigurationMetadata.properties();
	}

	private static List<JsonNode> hints() throws IOException {
		return ConfigurationMetadata.modules().stream().flatMap((module) -> module.get("hints").valueStream()).toList();
	}

	@Test
	void coreHasNoPropertyOfProjects() throws IOException {
		assertThat(ConfigurationMetadata.modules().get(0).get("properties").valueStream())
			.noneMatch((property) -> OF_PROJECTS.matcher(property.get("name").asString()).matches());
		assertThat(ConfigurationMetadata.modules().get(1).get("properties").valueStream())
			.allMatch((property) -> OF_PROJECTS.matcher(property.get("name").asString()).matches());
	}

	@Test
	void allPropertiesAreThere() throws IOException {
		assertThat(properties()).extracting((property) -> property.get("name").asString())
			.contains("assets.enabled", "assets.directory", "assets.cache.memory", "assets.filter.order",
					"management.endpoint.assets.access", "assets.projects.enabled", "assets.storage.type",
					"assets.storage.directory", "assets.storage.redis.key-prefix", "assets.storage.s3.bucket",
					"assets.sharing.enabled", "assets.retention.versions");
	}

	@ParameterizedTest
	@MethodSource("properties")
	void propertyHasADescriptionATypeAndADefault(JsonNode property) {
		String name = property.get("name").asString();
		assertThat(property.hasNonNull("description")).as(name).isTrue();
		assertThat(property.get("description").asString()).as(name).matches("(?s)[A-Z].{15,}\\.");
		assertThat(property.hasNonNull("type")).as(name).isTrue();
		assertThat(property.hasNonNull("defaultValue")).as(name).isEqualTo(!UNSET.contains(name));
	}

	/**
	 * The conventions are those of Spring Boot's own properties.
	 */
	@ParameterizedTest
	@MethodSource("properties")
	void descriptionFollowsTheConventions(JsonNode property) {
		String name = property.get("name").asString();
		String type = property.get("type").asString();
		String description = property.get("description").asString();
		assertThat(description).as(name)
			.doesNotMatch("(?s)(The|An?|How|What|Which|Who|Where|That|Under|For|After|If|To)\\b.*")
			.doesNotContainIgnoringCase("default");
		assertThat(description.startsWith("Whether ")).as(name).isEqualTo(type.equals("java.lang.Boolean"));
		assertThat(description.startsWith("Comma-separated list of ")).as(name)
			.isEqualTo(type.startsWith("java.util.List") && !name.endsWith(".tokens"));
		assertThat(description.split("(?<=[.:])\\s+")).as(name)
			.allMatch((sentence) -> sentence.split("\\s+").length <= MAX_WORDS);
	}

	@ParameterizedTest
	@MethodSource("properties")
	void choiceHasAHintForEachValue(JsonNode property) throws Exception {
		Class<?> type = ClassUtils.forName(property.get("type").asString().replaceFirst("<.*", ""), null);
		if (type.isEnum() && type.getName().startsWith("io.github.assetsboot")) {
			String name = property.get("name").asString();
			Map<String, String> hints = hints(name);
			assertThat(hints.keySet()).as(name)
				.containsExactlyInAnyOrderElementsOf(
						Arrays.stream(type.getEnumConstants()).map(ConfigurationMetadataTests::value).toList());
			assertThat(hints.values()).as(name).allMatch((description) -> description.endsWith("."));
		}
	}

	private static Map<String, String> hints(String property) throws IOException {
		Map<String, String> values = new TreeMap<>();
		for (JsonNode hint : hints()) {
			if (hint.get("name").asString().equals(property)) {
				hint.get("values")
					.forEach((value) -> values.put(value.get("value").asString(),
							value.path("description").asString("")));
			}
		}
		return values;
	}

	private static String value(Object constant) {
		return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^-", "");
	}

	@Test
	void hintsAreForPropertiesThatExist() throws IOException {
		Set<String> names = new TreeSet<>();
		properties().forEach((property) -> names.add(property.get("name").asString()));
		assertThat(hints()).isNotEmpty()
			.allMatch((hint) -> names.contains(hint.get("name").asString().replaceFirst("\\.keys$", "")));
	}

	@ParameterizedTest
	@MethodSource("properties")
	void guideTellsOfTheProperty(JsonNode property) throws IOException {
		String name = property.get("name").asString();
		assertThat(Files.readString(Path.of("../docs/configuration.md"))).contains("| `" + name + "` |");
	}

}
