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
import java.util.ArrayList;
import java.util.List;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.routing.AssetRouter.DecisionTrace;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.Redirects.RedirectMatch;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssetRouter} with routing as Spring's. A line in a test is one of the
 * table that says who answers a request. The application is shown with what answers where
 * it has no handler, in brackets.
 */
class SpringDecisionTests {

	private static final String PAGE = "application (/index.html SINGLE_PAGE_APPLICATION)";

	private static final String NOT_FOUND = "application (application's 404)";

	private final List<String> files = new ArrayList<>(
			List.of("/index.html", "/about.html", "/docs/index.html", "/app.js", "/404.html", "/owned/app.js"));

	private NotFoundHandling notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;

	private RunWorkerFirst runWorkerFirst = RunWorkerFirst.never();

	private BasePath basePath = BasePath.ROOT;

	private AssetRouter router() {
		Redirects redirects = Redirects.parse("""
				/old /new 301
				/rewritten /about 200
				/lost /nowhere 200
				/away /\\host:99999/x 200
				/port https://:99999/ 302
				""", true);
		RoutingSettings settings = new RoutingSettings(RoutingMode.SPRING, HtmlHandling.AUTO_TRAILING_SLASH,
				this.notFoundHandling, this.runWorkerFirst, true, this.basePath);
		try {
			return new AssetRouter(AssetCollection.read(new NamesDirectory(this.files), (path) -> false), redirects,
					HeaderRules.none(), settings);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private AssetRouter devServerRouter() {
		AssetRouter router = router();
		return AssetRouter.forDevServer(router.redirects(), router.headerRules(), router.settings());
	}

	private static RoutingRequest request(String method, String target, RequestPurpose purpose) {
		return RoutingRequest.of(method, target, null, new Origin("http", "localhost", 8080), "", purpose);
	}

	private static boolean isOwned(String path) {
		return path.startsWith("/owned");
	}

	private String decide(String method, String path, RequestPurpose purpose) {
		return shown(router().route(request(method, path, purpose), SpringDecisionTests::isOwned));
	}

	private String decide(String method, String path) {
		return decide(method, path, RequestPurpose.UNKNOWN);
	}

	private String get(String path) {
		return decide("GET", path);
	}

	private String script(String path) {
		return decide("GET", path, RequestPurpose.of("script", "*/*"));
	}

	private String askDevServer(String method, String path, RequestPurpose purpose) {
		return shown(devServerRouter().route(request(method, path, purpose), SpringDecisionTests::isOwned));
	}

	private static String shown(Decision decision) {
		if (decision instanceof Decision.Application application) {
			Decision otherwise = application.otherwise();
			return "application" + ((otherwise != null) ? " (" + shown(otherwise) + ")" : "");
		}
		if (decision instanceof Decision.ServeAsset served) {
			return served.asset() + " " + served.match();
		}
		if (decision instanceof Decision.Redirect redirect) {
			return redirect.status() + " " + redirect.location();
		}
		if (decision instanceof Decision.MethodNotAllowed notAllowed) {
			return notAllowed.options() ? "200 with Allow" : "405";
		}
		if (decision instanceof Decision.AskDevServer ask) {
			return "server " + ask.path() + (ask.pages() ? " with pages" : "")
					+ (ask.elseApplication() ? " else application's 404" : "");
		}
		return (decision instanceof Decision.ApplicationNotFound) ? "application's 404" : "404";
	}

	@Test
	void negativePatternGivesEveryRequestToTheAssets() {
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/api/docs/*", "!/owned/*", "!/about"));
		for (RequestPurpose purpose : List.of(RequestPurpose.UNKNOWN, RequestPurpose.NAVIGATION,
				RequestPurpose.of("script", "*/*"), RequestPurpose.of(null, "application/json"))) {
			assertThat(decide("GET", "/api/docs/x.js", purpose)).isEqualTo("/index.html SINGLE_PAGE_APPLICATION");
			assertThat(decide("HEAD", "/owned/nope", purpose)).isEqualTo("/index.html SINGLE_PAGE_APPLICATION");
			assertThat(decide("GET", "/owned/app.js", purpose)).isEqualTo("/owned/app.js EXACT");
		}
		assertThat(decide("POST", "/about")).isEqualTo("405");
		assertThat(decide("POST", "/api/docs/x")).isEqualTo("405");
		assertThat(decide("OPTIONS", "/about")).isEqualTo("200 with Allow");
		assertThat(decide("OPTIONS", "/api/docs/x")).isEqualTo("200 with Allow");
		this.notFoundHandling = NotFoundHandling._404_PAGE;
		assertThat(script("/api/docs/x.js")).isEqualTo("/404.html NOT_FOUND_PAGE");
		this.notFoundHandling = NotFoundHandling.NONE;
		assertThat(script("/api/docs/x.js")).isEqualTo("404");
		assertThat(decide("POST", "/api/docs/x")).isEqualTo("404");
	}

	@Test
	void wellKnownPathOfANegativePatternGetsTheFallbackPage() {
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/.well-known/*"));
		assertThat(get("/.well-known/x")).isEqualTo("/index.html SINGLE_PAGE_APPLICATION");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "POST", "OPTIONS", "PROPFIND" })
	void positivePatternGivesThePathToTheApplicationForGood(String method) {
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "/about", "/old"));
		for (String path : List.of("/api/x", "/api/", "/about", "/old")) {
			assertThat(decide(method, path, RequestPurpose.NAVIGATION)).isEqualTo("application");
		}
		this.runWorkerFirst = RunWorkerFirst.always();
		assertThat(decide(method, "/app.js")).isEqualTo("application");
		assertThat(decide(method, "/nope", RequestPurpose.NAVIGATION)).isEqualTo("application");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "POST", "OPTIONS" })
	void ownedPathIsTheApplicationsForGood(String method) {
		assertThat(decide(method, "/owned/app.js", RequestPurpose.NAVIGATION)).isEqualTo("application");
		assertThat(decide(method, "/owned/nope", RequestPurpose.NAVIGATION)).isEqualTo("application");
	}

	@Test
	void listSaysNothingAboutOtherPaths() {
		List<String> paths = List.of("/app.js", "/about", "/about.html", "/old", "/nope", "/gone.js", "/lost");
		List<String> without = paths.stream().map(this::get).toList();
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/api/docs/*"));
		assertThat(paths.stream().map(this::get)).isEqualTo(without);
		assertThat(decide("POST", "/nope")).isEqualTo(NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD" })
	void assetComesBeforeHandlers(String method) {
		for (RequestPurpose purpose : List.of(RequestPurpose.UNKNOWN, RequestPurpose.NAVIGATION,
				RequestPurpose.of("script", "*/*"))) {
			assertThat(decide(method, "/app.js", purpose)).isEqualTo("/app.js EXACT");
			assertThat(decide(method, "/about", purpose)).isEqualTo("/about.html HTML_HANDLING");
			assertThat(decide(method, "/about.html", purpose)).isEqualTo("307 /about");
			assertThat(decide(method, "/docs", purpose)).isEqualTo("307 /docs/");
			assertThat(decide(method, "/rewritten", purpose)).isEqualTo("/about.html HTML_HANDLING");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS" })
	void redirectRuleAnswersEveryMethod(String method) {
		assertThat(decide(method, "/old")).isEqualTo("301 /new");
	}

	@Test
	void ruleThatLeadsToNoAssetIsNone() {
		assertThat(get("/lost")).isEqualTo(PAGE);
		assertThat(script("/lost")).isEqualTo(NOT_FOUND);
		assertThat(decide("POST", "/lost")).isEqualTo(NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void redirectToNoUrlIsNotFoundForEveryMethod(String method) {
		assertThat(decide(method, "/port")).isEqualTo("404");
	}

	@Test
	void otherMethodIsRefusedBehindTheHandlersIfThereIsAnAsset() {
		for (String path : List.of("/app.js", "/about", "/about.html", "/docs", "/rewritten")) {
			assertThat(decide("POST", path)).isEqualTo("application (405)");
			assertThat(decide("DELETE", path, RequestPurpose.NAVIGATION)).isEqualTo("application (405)");
			assertThat(decide("OPTIONS", path)).isEqualTo("application (200 with Allow)");
		}
	}

	@Test
	void otherMethodIsTheApplicationsIfThereIsNoAsset() {
		for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")) {
			assertThat(decide(method, "/nope", RequestPurpose.NAVIGATION)).isEqualTo(NOT_FOUND);
		}
	}

	@Test
	void documentWithoutAnAssetGetsThePageBehindTheHandlers() {
		assertThat(get("/nope")).isEqualTo(PAGE);
		assertThat(decide("HEAD", "/deep/link")).isEqualTo(PAGE);
		assertThat(decide("GET", "/assets/gone.js", RequestPurpose.NAVIGATION)).isEqualTo(PAGE);
		this.notFoundHandling = NotFoundHandling._404_PAGE;
		this.files.add("/docs/404.html");
		assertThat(get("/nope")).isEqualTo("application (/404.html NOT_FOUND_PAGE)");
		assertThat(get("/docs/nope")).isEqualTo("application (/docs/404.html NOT_FOUND_PAGE)");
		assertThat(decide("GET", "/docs/gone.js", RequestPurpose.of(null, "text/html")))
			.isEqualTo("application (/docs/404.html NOT_FOUND_PAGE)");
	}

	@Test
	void restIsTheApplicationsOwnNotFound() {
		assertThat(get("/assets/gone.js")).isEqualTo(NOT_FOUND);
		assertThat(script("/nope")).isEqualTo(NOT_FOUND);
		assertThat(decide("GET", "/nope", RequestPurpose.of(null, "application/json"))).isEqualTo(NOT_FOUND);
		this.notFoundHandling = NotFoundHandling._404_PAGE;
		assertThat(get("/assets/gone.js")).isEqualTo(NOT_FOUND);
		this.notFoundHandling = NotFoundHandling.NONE;
		assertThat(get("/nope")).isEqualTo(NOT_FOUND);
		assertThat(decide("GET", "/nope", RequestPurpose.NAVIGATION)).isEqualTo(NOT_FOUND);
	}

	@Test
	void collectionWithoutAPageHasNoneForDocuments() {
		this.files.removeAll(List.of("/index.html", "/404.html"));
		assertThat(get("/nope")).isEqualTo(NOT_FOUND);
		this.notFoundHandling = NotFoundHandling._404_PAGE;
		assertThat(get("/nope")).isEqualTo(NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/.well-known/security", "/.well-known/", "/%2Ewell-known/x", "/.well-known/a/b" })
	void wellKnownPathNeverGetsTheFallbackPage(String path) {
		assertThat(decide("GET", path, RequestPurpose.NAVIGATION)).isEqualTo(NOT_FOUND);
		this.basePath = BasePath.of("/base");
		assertThat(decide("GET", "/base" + path, RequestPurpose.NAVIGATION)).isEqualTo(NOT_FOUND);
	}

	@Test
	void wellKnownFileIsServed() {
		this.files.add("/.well-known/security.txt");
		assertThat(get("/.well-known/security.txt")).isEqualTo("/.well-known/security.txt EXACT");
	}

	@Test
	void pathBesideTheWellKnownOnesGetsTheFallbackPage() {
		assertThat(get("/.well-knownx/a")).isEqualTo(PAGE);
		assertThat(get("/docs/.well-known/a")).isEqualTo(PAGE);
	}

	@Test
	void pathOutsideTheBasePathIsTheApplicationsForGood() {
		this.basePath = BasePath.of("/base");
		for (String path : List.of("/", "/about", "/old", "/nope", "/basement")) {
			assertThat(decide("GET", path, RequestPurpose.NAVIGATION)).isEqualTo("application");
			assertThat(decide("POST", path)).isEqualTo("application");
		}
		assertThat(get("/base/nope")).isEqualTo(PAGE);
		assertThat(get("/base")).isEqualTo("307 /base/");
		assertThat(decide("POST", "/base")).isEqualTo("application (405)");
	}

	@Test
	void patternsAreBelowTheBasePath() {
		this.basePath = BasePath.of("/base");
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/api/docs"));
		assertThat(get("/base/api/x")).isEqualTo("application");
		assertThat(get("/base/api/docs")).isEqualTo("/index.html SINGLE_PAGE_APPLICATION");
		assertThat(get("/base/base/api/x")).isEqualTo(PAGE);
	}

	@Test
	void callOfTheBindingIsAsWithWorkers() {
		RoutingRequest script = request("GET", "/nope.js", RequestPurpose.of("script", "*/*"));
		assertThat(shown(router().serve(script))).isEqualTo("/index.html SINGLE_PAGE_APPLICATION");
		assertThat(shown(router().serve(request("POST", "/nope", RequestPurpose.UNKNOWN)))).isEqualTo("405");
		assertThat(shown(router().serve(request("OPTIONS", "/about", RequestPurpose.UNKNOWN)))).isEqualTo("405");
		assertThat(shown(router().serve(request("GET", "/lost", RequestPurpose.UNKNOWN))))
			.isEqualTo("/index.html SINGLE_PAGE_APPLICATION");
		assertThat(shown(router().serve(request("GET", "/owned/app.js", RequestPurpose.UNKNOWN))))
			.isEqualTo("/owned/app.js EXACT");
	}

	@Test
	void pageVariesWithThePurposeAndAFileDoesNot() {
		assertThat(isForDocument("GET", "/nope")).isTrue();
		assertThat(isForDocument("GET", "/about")).isFalse();
		assertThat(isForDocument("GET", "/rewritten")).isFalse();
		this.notFoundHandling = NotFoundHandling._404_PAGE;
		assertThat(isForDocument("GET", "/nope")).isTrue();
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/x", "!/nope"));
		assertThat(isForDocument("GET", "/nope")).isFalse();
	}

	private boolean isForDocument(String method, String path) {
		Decision decision = router().route(request(method, path, RequestPurpose.UNKNOWN), SpringDecisionTests::isOwned);
		if (decision instanceof Decision.Application application && application.otherwise() != null) {
			decision = application.otherwise();
		}
		return decision instanceof Decision.ServeAsset served && served.forDocument();
	}

	@Test
	void developmentServerIsAskedBehindTheHandlers() {
		assertThat(askDevServer("GET", "/nope", RequestPurpose.NAVIGATION))
			.isEqualTo("application (server /nope with pages)");
		assertThat(askDevServer("HEAD", "/about", RequestPurpose.UNKNOWN))
			.isEqualTo("application (server /about with pages)");
		assertThat(askDevServer("GET", "/src/app.js", RequestPurpose.of("script", "*/*")))
			.isEqualTo("application (server /src/app.js else application's 404)");
		assertThat(askDevServer("GET", "/src/app.js", RequestPurpose.UNKNOWN))
			.isEqualTo("application (server /src/app.js else application's 404)");
		this.notFoundHandling = NotFoundHandling.NONE;
		assertThat(askDevServer("GET", "/nope", RequestPurpose.NAVIGATION))
			.isEqualTo("application (server /nope with pages)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "OPTIONS" })
	void developmentServerIsNotAskedForOtherMethods(String method) {
		assertThat(askDevServer(method, "/about", RequestPurpose.UNKNOWN)).isEqualTo(NOT_FOUND);
	}

	@Test
	void ruleAndToolsOwnPathComeBeforeHandlersAndTheDevelopmentServer() {
		assertThat(askDevServer("GET", "/old", RequestPurpose.NAVIGATION)).isEqualTo("301 /new");
		assertThat(askDevServer("POST", "/old", RequestPurpose.UNKNOWN)).isEqualTo("301 /new");
		assertThat(askDevServer("GET", "/@vite/client", RequestPurpose.of("script", "*/*")))
			.isEqualTo("server /@vite/client");
		assertThat(askDevServer("GET", "/owned/x", RequestPurpose.NAVIGATION)).isEqualTo("application");
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/api/docs/*"));
		assertThat(askDevServer("GET", "/api/x", RequestPurpose.NAVIGATION)).isEqualTo("application");
		assertThat(askDevServer("GET", "/api/docs/x", RequestPurpose.of("script", "*/*")))
			.isEqualTo("server /api/docs/x with pages");
	}

	@ParameterizedTest
	@CsvSource({ "GET, /about, /about.html HTML_HANDLING", "GET, /old, 301 /new", "GET, /nope, 404",
			"POST, /app.js, 405" })
	void stepsAreToldInTheirOrder(String method, String path, String asset) {
		List<String> steps = new ArrayList<>();
		router().route(request(method, path, RequestPurpose.UNKNOWN), SpringDecisionTests::isOwned, null,
				new Trace(steps));
		assertThat(steps).containsExactly("inside true", "precedence UNDECIDED", "owned false",
				"rule " + (path.equals("/old") ? "/old" : null), "asset " + asset);
	}

	@Test
	void developmentServerIsToldInPlaceOfAMissingFile() {
		List<String> steps = new ArrayList<>();
		devServerRouter().route(request("GET", "/nope", RequestPurpose.NAVIGATION), SpringDecisionTests::isOwned, null,
				new Trace(steps));
		assertThat(steps).endsWith("asset server /nope with pages");
		devServerRouter().route(request("POST", "/old", RequestPurpose.UNKNOWN), SpringDecisionTests::isOwned, null,
				new Trace(steps));
		assertThat(steps).endsWith("asset 301 /new");
	}

	private record Trace(List<String> steps) implements DecisionTrace {

		@Override
		public void basePath(boolean inside) {
			this.steps.add("inside " + inside);
		}

		@Override
		public void runWorkerFirst(RunWorkerFirst.Precedence precedence) {
			this.steps.add("precedence " + precedence);
		}

		@Override
		public void ownMapping(boolean owned) {
			this.steps.add("owned " + owned);
		}

		@Override
		public void redirectRule(@Nullable RedirectMatch match) {
			this.steps.add("rule " + ((match != null) ? match.rule().from() : null));
		}

		@Override
		public void asset(Decision.ByAssets decision) {
			this.steps.add("asset " + shown(decision));
		}

		@Override
		public void notFoundHandling(boolean first) {
			this.steps.add("fallback " + first);
		}

	}

}
