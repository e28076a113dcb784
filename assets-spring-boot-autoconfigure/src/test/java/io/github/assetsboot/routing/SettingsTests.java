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

import java.util.List;
import java.util.stream.Stream;

import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.PathPatterns;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link BasePath} and {@link PathPatterns}.
 *
 * @author the Assets for Spring Boot authors
 */
class SettingsTests {

	@ParameterizedTest
	@CsvSource(nullValues = "null", value = { "/, /x, /x", "/app, /app/x, /x", "/app/, /app/x, /x", "/app, /app, ''",
			"/app, /app/, /", "/app, /application, null", "/app, /x, null", "/a/b, /a/b/c, /c", "/ü, /%C3%BC/x, /x" })
	void basePathIsTakenOffAtTheBorderOfASegment(String basePath, String path, String rest) {
		assertThat(BasePath.of(basePath).relativize(path)).isEqualTo(rest);
	}

	@ParameterizedTest
	@ValueSource(strings = { "app", "", "//app", "/a//b", "/a/../b", "/a/./b", "/a?b", "/a#b", "/a%20b", "/a b", "/a*",
			"/a\\b", "https://example.com/" })
	void basePathThatIsNoPlainPathIsRefused(String basePath) {
		assertThatIllegalArgumentException().isThrownBy(() -> BasePath.of(basePath));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "200.html | must start with one '/'", "\"\" | must start with one '/'",
					"//200.html | must start with one '/'", "/a//b.html | must start with one '/'",
					"/ | must be the path of a file", "/app/ | must be the path of a file",
					"/a/../b.html | must not have '.' or '..'", "/./b.html | must not have '.' or '..'",
					"/.. | must not have '.' or '..'", "/a?b | must be a plain path", "/a#b | must be a plain path",
					"/a%20b.html | must be a plain path", "/*.html | must be a plain path",
					"/a\\b | must be a plain path", "\"/a\tb\" | must be a plain path",
					"https://example.com/200.html | must start with one '/'" })
	void fallbackPageThatIsNoFileIsRefused(String page, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> RoutingSettings.checkFallbackPage(page))
			.withMessageStartingWith(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/index.html", "/200.html", "/app/shell page.html", "/shell", "/ü.html", "/..html" })
	void fallbackPageIsThePathOfAFile(String page) {
		assertThatNoException().isThrownBy(() -> RoutingSettings.checkFallbackPage(page));
	}

	@Test
	void languageHasAFolderIfItsPathIsBelowTheBasePath() {
		List<BasePath> paths = Stream.of("/app/de", "/app/zh/hant", "/app", "/en", "/app/ü").map(BasePath::of).toList();
		RoutingSettings settings = new RoutingSettings(RoutingMode.SPRING, HtmlHandling.NONE, NotFoundHandling.NONE,
				RoutingSettings.DEFAULT_FALLBACK_PAGE, RunWorkerFirst.never(), true, BasePath.of("/app"), paths);
		assertThat(settings.languageFolders()).containsExactly("/zh/hant", "/de", "/ü");
	}

	@Test
	void oneOfThePathPatternsHasToMatch() {
		PathPatterns patterns = PathPatterns.of(List.of("/assets/*", "/*.woff2"));
		assertThat(patterns.matches("/assets/app.js")).isTrue();
		assertThat(patterns.matches("/fonts/a.woff2")).isTrue();
		assertThat(patterns.matches("/index.html")).isFalse();
		assertThat(PathPatterns.of(List.of()).matches("/")).isFalse();
		assertThat(PathPatterns.of(List.of()).isEmpty()).isTrue();
		assertThat(patterns.isEmpty()).isFalse();
	}

	@Test
	void pathPatternThatIsNoPathIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> PathPatterns.of(List.of("/a", "assets/*")))
			.withMessageContaining("'assets/*'");
	}

	@Test
	void nothingIsKnownOfAnApplicationThatDescribesNothing() {
		assertThat(new NoReservedPaths().describe("GET", "/x")).isNull();
	}

}
