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

package io.github.assetsboot.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetCollections.LocalizedRequest;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.AssetRouter.DecisionTrace;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NoReservedPaths;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.routing.RoutingSettings.Languages.Language;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageMode;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LocalizedRequest}, with the collection {@code de} of a language, the
 * collection {@code sub} below it, and the collection {@code admin} for a host.
 */
class LocalizedRequestTests {

	private final CurrentSnapshot standard = collection("default", null, "/");

	private final CurrentSnapshot german = collection("de", null, "/de");

	private final AssetCollections collections = new AssetCollections(
			List.of(this.standard, this.german, collection("sub", null, "/de/sub"),
					collection("admin", "admin.example", "/"), collection("docs", null, "/docs")),
			new Languages(List.of(language("de"), language("en")), language("en"), null, LanguageMode.SERVE));

	private static Language language(String tag) {
		return new Language(tag, BasePath.of("/" + tag));
	}

	private static CurrentSnapshot collection(String name, @Nullable String host, String basePath) {
		return new CurrentSnapshot(name, host, List.of(), snapshot(basePath));
	}

	private static AssetSnapshot snapshot(String basePath) {
		RoutingSettings settings = new RoutingSettings(RoutingMode.SPRING, HtmlHandling.AUTO_TRAILING_SLASH,
				NotFoundHandling.NONE, RunWorkerFirst.never(), true, BasePath.of(basePath));
		return new AssetSnapshot(
				new AssetRouter(AssetCollection.empty(), Redirects.none(), HeaderRules.none(), settings),
				(path) -> false);
	}

	private static RoutingRequest request(String host, String path) {
		return RoutingRequest.of("GET", path, null, new Origin("http", host, 80), "", RequestPurpose.UNKNOWN);
	}

	private @Nullable LocalizedRequest localize(AssetCollections collections, String host, String path) {
		Map<String, String> headers = new HashMap<>();
		headers.put("Accept-Language", "de");
		return collections.localize(request(host, path), this.standard.snapshot(), headers::get);
	}

	@ParameterizedTest
	@CsvSource({ "localhost, /, true", "localhost, /about, true", "other.example, /x, true", "localhost, /de, false",
			"localhost, /de/about, false", "localhost, /%64e/about, false", "localhost, //de/about, false",
			"localhost, /en/about, false", "localhost, /docs/about, false", "localhost, /%64ocs/about, false",
			"admin.example, /, false", "ADMIN.example., /about, false" })
	void languageMattersForTheDefaultCollectionOnly(String host, String path, boolean expected) {
		assertThat(localize(this.collections, host, path) != null).isEqualTo(expected);
	}

	@Test
	void languageDoesNotMatterWithoutLanguages() {
		assertThat(localize(new AssetCollections(List.of(this.standard)), "localhost", "/")).isNull();
	}

	@Test
	void fileOfACollectionBelowTheLanguageIsNotReached() {
		LocalizedRequest sub = localize(this.collections, "localhost", "/sub/x");
		assertThat(sub).isNotNull();
		Decision decision = this.standard.snapshot()
			.router()
			.route(request("localhost", "/sub/x"), new NoReservedPaths(), sub, DecisionTrace.NONE);
		assertThat(decision).isInstanceOf(Decision.Application.class);
		assertThat(sub.router("/de/sub/x").settings().basePath()).hasToString("/de/sub");
	}

	@Test
	void requestIsAnsweredFromOneSnapshot() {
		LocalizedRequest request = localize(this.collections, "localhost", "/about");
		assertThat(request).isNotNull();
		AssetRouter router = request.router("/de/about");
		assertThat(router).isSameAs(this.german.snapshot().router());
		this.german.replace(snapshot("/de"));
		assertThat(request.router("/de/about")).isSameAs(router);
		assertThat(request.choose()).isSameAs(request.choose());
	}

}
