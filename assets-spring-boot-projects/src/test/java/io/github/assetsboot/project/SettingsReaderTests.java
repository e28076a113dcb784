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
import java.util.Map;
import java.util.stream.IntStream;

import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SettingsReader} and {@link ProjectSettings}.
 */
class SettingsReaderTests {

	@Test
	void nothingIsTheDefaults() {
		assertThat(SettingsReader.read(Map.of())).isEqualTo(ProjectSettings.DEFAULTS);
		assertThat(ProjectSettings.DEFAULTS.routing()).isEqualTo(RoutingMode.WORKERS);
		assertThat(ProjectSettings.DEFAULTS.runWorkerFirst()).containsExactly("false");
		assertThat(ProjectSettings.DEFAULTS.fallbackPage()).isEqualTo("/index.html");
	}

	@Test
	void allSettingsAreReadAndStored() throws Exception {
		ProjectSettings settings = SettingsReader.read(Map.of("html-handling", List.of("none"), "not-found-handling",
				List.of("404-page"), "fallback-page", List.of("/200.html"), "immutable", List.of("/a/*", "/b/*"),
				"run-worker-first", List.of("/api/*", "!/api/docs/*"), "routing", List.of("spring")));
		assertThat(settings).isEqualTo(ProjectSettings.DEFAULTS.withHtmlHandling(HtmlHandling.NONE)
			.withNotFoundHandling(NotFoundHandling._404_PAGE)
			.withFallbackPage("/200.html")
			.withImmutable("/a/*", "/b/*")
			.withRunWorkerFirst("/api/*", "!/api/docs/*")
			.withRouting(RoutingMode.SPRING));
		assertThat(ManifestCodec.decode("key", ManifestCodec.encode(settings), ProjectSettings.class))
			.isEqualTo(settings);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "fallback-page | 200.html | fallback-page must start with one '/'",
			"fallback-page | /a/ | fallback-page must be the path of a file",
			"run-worker-first | api | run-worker-first: 'api': a rule must start with '/' or '!/'",
			"run-worker-first | !/a | run-worker-first: there are only negative rules",
			"run-worker-first | '' | run-worker-first: '': a rule must start",
			"routing | workerd | routing must be one of [spring, workers]",
			"immutable | a/* | immutable: 'a/*': a pattern must start with '/'",
			"nothing | x | The settings are html-handling, not-found-handling, fallback-page, immutable, dictionaries, run-worker-first and routing." })
	void badValueIsNamed(String name, String value, String reason) {
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> SettingsReader.read(Map.of(name, List.of(value))))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).contains(reason));
	}

	@Test
	void reasonIsShortAndOnOneLine() {
		List<String> rules = IntStream.range(0, 100).mapToObj((i) -> "rule\n" + i).toList();
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> SettingsReader.read(Map.of("run-worker-first", rules)))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).hasSizeLessThan(400).doesNotContain("\n"));
	}

	@Test
	void thereIsOneFallbackPage() {
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> SettingsReader.read(Map.of("fallback-page", List.of("/a.html", "/b.html"))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.html", "/a/", "/*" })
	void fallbackPageThatIsNoFileIsRefused(String page) {
		assertThatIllegalArgumentException().isThrownBy(() -> ProjectSettings.DEFAULTS.withFallbackPage(page));
	}

	@Test
	void settingsThatTakeLongToCompareAreRefused() {
		String long101 = "/" + "a".repeat(100);
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> ProjectSettings.DEFAULTS.withImmutable(long101).check())
			.withMessageContaining("'immutable'");
		assertThatIllegalArgumentException().isThrownBy(() -> ProjectSettings.DEFAULTS.withRunWorkerFirst(long101));
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> ProjectSettings.DEFAULTS.withRunWorkerFirst("/\ud800").check())
			.withMessageContaining("'run-worker-first'");
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> ProjectSettings.DEFAULTS.withFallbackPage("/\ud800").check())
			.withMessageContaining("'fallback-page'");
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> ProjectSettings.DEFAULTS.withFallbackPage("/" + "a".repeat(1000)).check())
			.withMessageContaining("1,000 characters");
	}

}
