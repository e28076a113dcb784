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

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.github.assetsboot.storage.MemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenAPI description and the code. {@link ApiClient} compares the responses with it.
 */
class ApiDescriptionTests {

	private static final Set<String> NO_METHODS = Set.of("parameters");

	@Test
	void describedOperationsAreThoseOfTheCode() {
		StoredProjects projects = new StoredProjects(new MemoryStorage(), Defaults.CACHE, ProjectLimits.DEFAULTS,
				Defaults.RETENTION, () -> "");
		Set<String> present = new TreeSet<>();
		new ProjectsApi(new MemoryStorage(), projects, ProjectLimits.DEFAULTS,
				new ProjectUrls(List.of(), List.of(), null, null), new ApiAccess(false, false), "/assets-projects", 1)
			.handlers()
			.forEach((path, methods) -> methods.keySet()
				.forEach((method) -> present.add(method + " " + (path.isEmpty() ? "/" : path))));
		projects.close();
		Set<String> described = new TreeSet<>();
		OpenApi.document()
			.get("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.propertyNames()
				.stream()
				.filter((method) -> !NO_METHODS.contains(method))
				.forEach((method) -> described.add(HttpMethod.valueOf(method.toUpperCase()) + " " + path.getKey())));
		assertThat(described).isEqualTo(present).hasSizeGreaterThan(20);
	}

	@Test
	void everyReferenceLeadsToSomethingAndEveryPartIsUsed() {
		List<String> references = OpenApi.document().findValuesAsString("$ref");
		assertThat(references).isNotEmpty()
			.allSatisfy((reference) -> assertThat(OpenApi.document().at(reference.substring(1)).isMissingNode())
				.as(reference)
				.isFalse());
		for (String kind : List.of("parameters", "responses", "schemas")) {
			for (String name : OpenApi.document().get("components").get(kind).propertyNames()) {
				assertThat(references).contains("#/components/" + kind + "/" + name);
			}
		}
	}

	@Test
	void everyVariableOfAPathIsDescribed() {
		OpenApi.document().get("paths").properties().forEach((path) -> {
			Set<String> described = new TreeSet<>();
			for (JsonNode parameter : path.getValue().path("parameters")) {
				described.add("{" + parameter.get("$ref").asString().replaceFirst(".*/", "") + "}");
			}
			Set<String> present = new TreeSet<>();
			for (String segment : path.getKey().split("/")) {
				if (segment.startsWith("{")) {
					present.add(segment);
				}
			}
			assertThat(described).as(path.getKey()).isEqualTo(present);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Alias | {\"alias\":\"a\",\"version\":\"v\"} | true",
			"Alias | {\"alias\":\"a\",\"version\":\"v\",\"x\":1} | false", "Alias | {\"alias\":\"a\"} | false",
			"Alias | {\"alias\":\"a\",\"version\":1} | false", "Alias | [] | false",
			"DeployedVersion | {\"version\":\"a\",\"percentage\":100.1} | false",
			"Deployment | {\"id\":\"1\",\"created\":\"2026-01-01T00:00:00Z\",\"source\":\"API\",\"triggeredBy\":\"upload\",\"versions\":[{\"version\":\"a\",\"percentage\":100}]} | false",
			"Deployment | {\"id\":\"1\",\"created\":\"2026-01-01T00:00:00Z\",\"source\":\"api\",\"triggeredBy\":\"upload\",\"versions\":[]} | false",
			"UploadManifest | {\"files\":{\"/a\":{\"hash\":\"x\",\"size\":1}}} | false" })
	void schemasFindErrors(String schema, String json, boolean valid) {
		assertThat(OpenApi.validate(schema, json).isEmpty()).isEqualTo(valid);
	}

}
