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
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssetRouter} with a base path. The patterns of a setting and of a rule
 * file are below the base path, with both kinds of routing.
 */
class BasePathRoutingTests {

	private static final Origin ORIGIN = new Origin("https", "example.com", -1);

	private static final List<String> FILES = List.of("/index.html", "/about.html", "/docs/index.html", "/app.js",
			"/.well-known/security.txt", "/ui/index.html", "/404.html");

	private RoutingMode mode = RoutingMode.SPRING;

	private NotFoundHandling notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;

	private RunWorkerFirst runWorkerFirst = RunWorkerFirst.never();

	private String contextPath = "";

	private AssetRouter router() {
		Redirects redirects = Redirects.parse("/old /about 301\n/users/:id /about 200\n/ui/moved /app.js 302\n", true);
		HeaderRules headers = HeaderRules.parse("/app.js\n  X-Rule: 1\n/ui/app.js\n  X-Whole: 1\n");
		RoutingSettings settings = new RoutingSettings(this.mode, HtmlHandling.AUTO_TRAILING_SLASH,
				this.notFoundHandling, this.runWorkerFirst, true, BasePath.of("/ui"));
		try {
			return new AssetRouter(AssetCollection.read(new NamesDirectory(FILES), (path) -> false), redirects, headers,
					settings);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private RoutingRequest request(String method, String target, RequestPurpose purpose) {
		return RoutingRequest.of(method, this.contextPath + target, null, ORIGIN, this.contextPath, purpose);
	}

	private String decide(String method, String target, RequestPurpose purpose) {
		return shown(router().route(request(method, target, purpose), new NoReservedPaths()));
	}

	private String document(String target) {
		return decide("GET", target, RequestPurpose.NAVIGATION);
	}

	private String script(String target) {
		return decide("GET", target, RequestPurpose.of("script", "*/*"));
	}

	private static String shown(Decision decision) {
		if (decision instanceof Decision.Application application) {
			Decision otherwise = application.otherwise();
			return application.reason() + ((otherwise != null) ? ", then " + shown(otherwise) : "");
		}
		if (decision instanceof Decision.ServeAsset served) {
			return served.asset() + " at " + served.path();
		}
		if (decision instanceof Decision.Redirect redirect) {
			return redirect.status() + " " + redirect.location();
		}
		return decision.getClass().getSimpleName();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ui/.well-known/x", "/ui/.well-known/", "/ui/%2Ewell-known/x", "/ui/.well%2Dknown/x",
			"/ui//.well-known/x" })
	void wellKnownPathBelowTheBasePathGetsNoFallbackPage(String target) {
		assertThat(document(target)).isEqualTo("HANDLERS_FIRST, then ApplicationNotFound");
	}

	@Test
	void wellKnownFileBelowTheBasePathIsServed() {
		assertThat(script("/ui/.well-known/security.txt"))
			.isEqualTo("/.well-known/security.txt at /ui/.well-known/security.txt");
	}

	@Test
	void wellKnownPathOfTheHostIsOutside() {
		assertThat(document("/.well-known/security.txt")).isEqualTo("OUTSIDE_BASE_PATH");
		assertThat(document("/.well-known/x")).isEqualTo("OUTSIDE_BASE_PATH");
	}

	@Test
	void negativePatternGivesAWellKnownPathTheFallbackPage() {
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/.well-known/app/*"));
		assertThat(document("/ui/.well-known/app/x")).isEqualTo("/index.html at /ui/.well-known/app/x");
		assertThat(script("/ui/.well-known/app/x")).isEqualTo("/index.html at /ui/.well-known/app/x");
		assertThat(document("/ui/.well-known/x")).isEqualTo("HANDLERS_FIRST, then ApplicationNotFound");
	}

	@Test
	void negativePatternWithTheBasePathInItSaysNothingAboutTheWellKnownPath() {
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/ui/.well-known/*"));
		assertThat(document("/ui/.well-known/x")).isEqualTo("HANDLERS_FIRST, then ApplicationNotFound");
	}

	@Test
	void wellKnownPathGetsTheFallbackPageInWorkersMode() {
		this.mode = RoutingMode.WORKERS;
		assertThat(document("/ui/.well-known/x")).isEqualTo("/index.html at /ui/.well-known/x");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void positivePatternIsBelowTheBasePath(RoutingMode mode) {
		this.mode = mode;
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "/about"));
		assertThat(document("/ui/api/x")).isEqualTo("RUN_WORKER_FIRST");
		assertThat(document("/ui/about")).isEqualTo("RUN_WORKER_FIRST");
		assertThat(document("/api/x")).isEqualTo("OUTSIDE_BASE_PATH");
		assertThat(script("/ui/app.js")).isEqualTo("/app.js at /ui/app.js");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void patternWithTheBasePathInItIsForAFolderOfThatName(RoutingMode mode) {
		this.mode = mode;
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/ui/*"));
		assertThat(script("/ui/app.js")).isEqualTo("/app.js at /ui/app.js");
		assertThat(document("/ui/ui/")).isEqualTo("RUN_WORKER_FIRST");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void negativePatternIsBelowTheBasePath(RoutingMode mode) {
		this.mode = mode;
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/*", "!/docs/*"));
		assertThat(script("/ui/docs/gone.js")).isEqualTo("/index.html at /ui/docs/gone.js");
		assertThat(script("/ui/app.js")).isEqualTo("RUN_WORKER_FIRST");
		assertThat(script("/docs/gone.js")).isEqualTo("OUTSIDE_BASE_PATH");
		assertThat(decide("POST", "/ui/docs/", RequestPurpose.UNKNOWN)).isEqualTo("MethodNotAllowed");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void patternForTheRootIsForTheBasePathWithAndWithoutASlash(RoutingMode mode) {
		this.mode = mode;
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/"));
		assertThat(document("/ui/")).isEqualTo("RUN_WORKER_FIRST");
		assertThat(document("/ui")).isEqualTo("RUN_WORKER_FIRST");
		assertThat(document("/")).isEqualTo("OUTSIDE_BASE_PATH");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void redirectRuleIsBelowTheBasePathAndSoIsItsTarget(RoutingMode mode) {
		this.mode = mode;
		assertThat(document("/ui/old")).isEqualTo("301 /ui/about");
		assertThat(decide("POST", "/ui/old", RequestPurpose.UNKNOWN)).isEqualTo("301 /ui/about");
		assertThat(document("/ui/users/7")).isEqualTo("/about.html at /ui/about");
		assertThat(document("/ui/ui/moved")).isEqualTo("302 /ui/app.js");
		assertThat(document("/old")).isEqualTo("OUTSIDE_BASE_PATH");
		assertThat(document("/ui/moved")).doesNotStartWith("302");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void headerRuleIsBelowTheBasePath(RoutingMode mode) {
		this.mode = mode;
		assertThat(router().headerRules(request("GET", "/ui/app.js", RequestPurpose.UNKNOWN)))
			.extracting(HeaderRule::scope)
			.containsExactly("/app.js");
		assertThat(router().headerRules(request("GET", "/app.js", RequestPurpose.UNKNOWN))).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void contextPathIsInFrontOfTheBasePathInALocationOnly(RoutingMode mode) {
		this.mode = mode;
		this.contextPath = "/shop";
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/docs/*"));
		assertThat(document("/ui")).isEqualTo("307 /shop/ui/");
		assertThat(document("/ui/about.html")).isEqualTo("307 /shop/ui/about");
		assertThat(document("/ui/old")).isEqualTo("301 /shop/ui/about");
		assertThat(document("/ui/api/x")).isEqualTo("RUN_WORKER_FIRST");
		assertThat(script("/ui/docs/gone.js")).isEqualTo("/index.html at /ui/docs/gone.js");
		assertThat(script("/ui/app.js")).isEqualTo("/app.js at /ui/app.js");
		assertThat(document("/about")).isEqualTo("OUTSIDE_BASE_PATH");
		assertThat(document("/shop/ui/about")).isEqualTo("OUTSIDE_BASE_PATH");
	}

	@ParameterizedTest
	@CsvSource({ "SPRING, /uix", "SPRING, /uix/about", "SPRING, /UI/about", "SPRING, /u", "WORKERS, /uix",
			"WORKERS, /uix/about", "WORKERS, /UI/about", "WORKERS, /u", "SPRING, /ui/../about",
			"WORKERS, /ui/../about" })
	void pathThatOnlyLooksLikeTheBasePathIsOutside(RoutingMode mode, String target) {
		this.mode = mode;
		assertThat(document(target)).isEqualTo("OUTSIDE_BASE_PATH");
	}

	@Test
	void wellKnownPathGetsThe404PageBelowTheBasePath() {
		this.notFoundHandling = NotFoundHandling._404_PAGE;
		assertThat(document("/ui/.well-known/x")).isEqualTo("HANDLERS_FIRST, then /404.html at /ui/.well-known/x");
	}

}
