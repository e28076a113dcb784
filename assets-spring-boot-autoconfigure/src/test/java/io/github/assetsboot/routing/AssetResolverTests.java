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

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssetResolver}: 404 pages of folders, and redirects among files with
 * the same content.
 */
class AssetResolverTests {

	private static @Nullable String resolve(AssetDirectory directory, NotFoundHandling notFoundHandling, String path)
			throws IOException {
		AssetCollection assets = AssetCollection.read(directory, (file) -> false);
		ResolvedPath resolution = new AssetResolver(assets, HtmlHandling.AUTO_TRAILING_SLASH,
				RoutingSettings.DEFAULT_FALLBACK_PAGE, List.of())
			.resolve(path, notFoundHandling);
		if (resolution instanceof ResolvedPath.Moved moved) {
			return "moved to " + moved.path();
		}
		return (resolution instanceof ResolvedPath.Found found) ? found.asset() + " " + found.match() : null;
	}

	@ParameterizedTest
	@CsvSource({ "/nope, /404.html", "/blog/nope, /404.html", "/blog/2026/12/nope, /404.html",
			"/docs/nope, /docs/404.html", "/docs/api/nope, /docs/404.html", "/docs/a/b/c/d/nope, /docs/404.html",
			"/docs, /404.html", "/docsx/nope, /404.html" })
	void notFoundPageIsThatOfTheNearestFolderAbove(String path, String page) throws IOException {
		NamesDirectory directory = new NamesDirectory(List.of("/404.html", "/docs/404.html"));
		assertThat(resolve(directory, NotFoundHandling._404_PAGE, path)).isEqualTo(page + " NOT_FOUND_PAGE");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nope", "/blog/nope", "/blog/2026/12/nope" })
	void folderWithoutANotFoundPageAboveHasNone(String path) throws IOException {
		NamesDirectory directory = new NamesDirectory(List.of("/docs/404.html"));
		assertThat(resolve(directory, NotFoundHandling._404_PAGE, path)).isNull();
	}

	@Test
	void fileIsRedirectedIfAtMostThreeRedirectsLeadToItsContent() throws IOException {
		AssetDirectory directory = sameContent("/a/index.html/index.html.html", "/a/index.html.html", "/a.html");
		assertThat(resolve(directory, NotFoundHandling.NONE, "/a/index.html/index.html.html"))
			.isEqualTo("moved to /a/index.html/index.html");
		assertThat(resolve(directory, NotFoundHandling.NONE, "/a/index.html/index.html"))
			.isEqualTo("moved to /a/index.html");
		assertThat(resolve(directory, NotFoundHandling.NONE, "/a/index.html")).isEqualTo("moved to /a");
		assertThat(resolve(directory, NotFoundHandling.NONE, "/a")).isEqualTo("/a.html HTML_HANDLING");
	}

	@Test
	void fileIsServedUnderItsOwnPathIfMoreThanThreeRedirectsWouldFollow() throws IOException {
		AssetDirectory directory = sameContent("/a/index.html/index.html/index.html.html",
				"/a/index.html/index.html.html", "/a/index.html.html", "/a.html");
		assertThat(resolve(directory, NotFoundHandling.NONE, "/a/index.html/index.html/index.html.html"))
			.isEqualTo("/a/index.html/index.html/index.html.html EXACT");
	}

	private static AssetDirectory sameContent(String... files) {
		return new NamesDirectory(List.of(files), (file) -> "content");
	}

}
