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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.project.ProjectChange.Source;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.storage.MemoryStorage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link VersionOptions}.
 */
class VersionOptionsTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final ProjectSettings SPA = ProjectSettings.DEFAULTS
		.withNotFoundHandling(NotFoundHandling.SINGLE_PAGE_APPLICATION);

	private static VersionOptions json(String json) throws IOException {
		StrictJson strict = new StrictJson("a version", 100_000);
		VersionOptions.Reader reader = new VersionOptions.Reader(strict);
		List<String> others = new ArrayList<>();
		strict.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), (name, parser) -> {
			if (!reader.read(name, parser)) {
				others.add(name);
				parser.skipChildren();
			}
		});
		assertThat(others).isEqualTo(json.contains("other") ? List.of("other") : List.of());
		return reader.options();
	}

	private static @Nullable String detail(ErrorResponseException ex) {
		return ex.getBody().getDetail();
	}

	@Test
	void optionsAreReadFromParametersAndFromJson() throws IOException {
		VersionOptions options = new VersionOptions(SPA, false, "v1", "The cart", "next");
		assertThat(VersionOptions
			.of(Map.of("deploy", List.of("false"), "tag", List.of("v1"), "message", List.of("The cart"), "alias",
					List.of("next"), "not-found-handling", List.of("single-page-application"))))
			.isEqualTo(options);
		assertThat(json("""
				{"deploy": false, "tag": "v1", "message": "The cart", "alias": "next", "other": {"tag": "x"},
				"settings": {"not-found-handling": "single-page-application"}}""")).isEqualTo(options);
	}

	@Test
	void versionIsDeployedWithTheDefaultsIfNothingElseIsSaid() throws IOException {
		VersionOptions options = new VersionOptions(ProjectSettings.DEFAULTS, true, null, null, null);
		assertThat(VersionOptions.of(Map.of())).isEqualTo(options);
		assertThat(VersionOptions.of(Map.of("deploy", List.of("true")))).isEqualTo(options);
		assertThat(json("{}")).isEqualTo(options);
		assertThat(json("{\"deploy\": true}")).isEqualTo(options);
	}

	@ParameterizedTest
	@ValueSource(strings = { "yes", "TRUE", "" })
	void deployIsTrueOrFalse(String value) {
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> VersionOptions.of(Map.of("deploy", List.of(value))))
			.satisfies((ex) -> assertThat(detail(ex)).isEqualTo("deploy must be true or false"));
	}

	@Test
	void parameterIsThereOnce() {
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> VersionOptions.of(Map.of("tag", List.of("v1", "v2"))))
			.satisfies((ex) -> assertThat(detail(ex)).isEqualTo("The parameter tag is there twice"));
	}

	@ParameterizedTest
	@CsvSource({ "'true', 'true'", "'false', 'false'", "'[\"/api/*\", \"!/api/docs/*\"]', '/api/*,!/api/docs/*'" })
	void settingOfJsonIsATextAListOrABoolean(String value, String patterns) throws IOException {
		assertThat(json("{\"settings\": {\"run-worker-first\": " + value + "}}").settings().runWorkerFirst())
			.containsExactly(patterns.split(","));
	}

	@ParameterizedTest
	@CsvSource({ "100, 'There is no such setting'", "101, 'there are too many settings'" })
	void settingsOfJsonAreLimited(int number, String message) {
		StringBuilder settings = new StringBuilder();
		for (int i = 0; i < number; i++) {
			settings.append((i != 0) ? "," : "").append("\"a").append(i).append("\": \"x\"");
		}
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> json("{\"settings\": {" + settings + "}}"))
			.withMessageContaining(message);
	}

	@Test
	void patternsOfJsonAreLimited() throws IOException {
		int max = ProjectSettings.MAX_PATTERNS;
		String most = "[" + String.join(",", Collections.nCopies(max, "\"/a/*\"")) + "]";
		assertThat(json("{\"settings\": {\"immutable\": " + most + "}}").settings().immutable()).hasSize(max);
		String more = most.replace("]", ",\"/b\"]");
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> json("{\"settings\": {\"immutable\": " + more + "}}"))
			.withMessage("There are more than " + max + " patterns in 'immutable'");
	}

	@Test
	void optionsAreCheckedBeforeAnythingIsSent() {
		new VersionOptions(SPA, true, "v1", "The cart", "next").check(SHOP);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new VersionOptions(SPA, true, null, null, "No-Alias").check(SHOP));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new VersionOptions(SPA, true, "a\nb", null, null).check(SHOP));
	}

	@Test
	void versionIsStoredWithTheOptionsAndDeployedUnlessTheySayNo() throws IOException {
		try (StoredProjects projects = new StoredProjects(new MemoryStorage(), Defaults.CACHE, ProjectLimits.DEFAULTS,
				Defaults.RETENTION, () -> "")) {
			ProjectFiles files = ProjectFiles.ofMap(Map.of("index.html", new byte[] { 1 }));
			ProjectVersion uploaded = new VersionOptions(SPA, false, "v1", "The cart", "next").store(projects, SHOP,
					files, "anna");
			assertThat(uploaded.percentage()).isNull();
			assertThat(uploaded)
				.extracting(ProjectVersion::source, ProjectVersion::author, ProjectVersion::tag,
						ProjectVersion::message, ProjectVersion::alias)
				.containsExactly(Source.API, "anna", "v1", "The cart", "next");
			ProjectVersion deployed = new VersionOptions(SPA, true, null, null, null).store(projects, SHOP, files,
					null);
			assertThat(Objects.requireNonNull(deployed.percentage())).isEqualByComparingTo("100");
		}
	}

}
