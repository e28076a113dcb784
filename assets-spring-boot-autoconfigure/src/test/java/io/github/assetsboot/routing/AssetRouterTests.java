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
import java.util.Map;
import java.util.TreeMap;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.routing.AssetRouter.DecisionTrace;
import io.github.assetsboot.routing.AssetRouter.ReservedPaths;
import io.github.assetsboot.routing.Decision.AssetMatch;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.Redirects.RedirectMatch;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import io.github.assetsboot.rules.RuleProblem;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssetRouter}, the first test to read of this package.
 *
 * <p>
 * The router takes a request and returns a decision: the application, an asset, a
 * redirect, or no asset. It sends nothing, and it asks the application only for its
 * paths. These tests use the routing of Workers and add to the recordings;
 * {@link SpringDecisionTests} holds the routing of Spring.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetRouterTests {

	private static final List<String> FILES = List.of("/index.html", "/about.html", "/docs/index.html", "/app.js",
			"/a b.txt", "/404.html");

	private static final String REDIRECTS = "/old /new?x=1 301\n/rewritten /about 200\n/lost /nowhere 200\n"
			+ "/port https://:99999/ 302\n/away /\\host:99999/x 200\n/to/* https://:splat.example.com/\n";

	private static final String HEADERS = "/app.js\n  X-All: 1\nhttps://example.com/about\n  X-Host: 1\n";

	private HtmlHandling htmlHandling = HtmlHandling.AUTO_TRAILING_SLASH;

	private NotFoundHandling notFoundHandling = NotFoundHandling.NONE;

	private String fallbackPage = RoutingSettings.DEFAULT_FALLBACK_PAGE;

	private RunWorkerFirst runWorkerFirst = RunWorkerFirst.never();

	private boolean prefersAssetServing = true;

	private BasePath basePath = BasePath.ROOT;

	private final ReservedPaths application = List.of("/owned", "/app.js")::contains;

	private RoutingSettings settings() {
		return new RoutingSettings(RoutingMode.WORKERS, this.htmlHandling, this.notFoundHandling, this.fallbackPage,
				this.runWorkerFirst, this.prefersAssetServing, this.basePath);
	}

	private AssetRouter router() {
		return router(FILES);
	}

	private AssetRouter router(List<String> files) {
		return new AssetRouter(assets(files), Redirects.parse(REDIRECTS, true), HeaderRules.parse(HEADERS), settings());
	}

	private AssetRouter devServerRouter() {
		return AssetRouter.forDevServer(Redirects.parse(REDIRECTS, true), HeaderRules.parse(HEADERS), settings());
	}

	private static AssetCollection assets(List<String> files) {
		try {
			return AssetCollection.read(new NamesDirectory(files), (path) -> false);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static RoutingRequest request(String method, String target, boolean navigation) {
		String[] parts = target.split("\\?", 2);
		return RoutingRequest.of(method, "/context" + parts[0], (parts.length > 1) ? parts[1] : null,
				new Origin("http", "localhost", 8080), "/context",
				navigation ? RequestPurpose.NAVIGATION : RequestPurpose.UNKNOWN);
	}

	private static RoutingRequest get(String target) {
		return request("GET", target, false);
	}

	private static RoutingRequest navigate(String target) {
		return request("GET", target, true);
	}

	/**
	 * Show a decision in a few words. The answer where no handler does follows in
	 * brackets.
	 */
	private static String shown(Decision decision) {
		if (decision instanceof Decision.Application application) {
			Decision otherwise = application.otherwise();
			return application.reason() + ((otherwise != null) ? " (" + shown(otherwise) + ")" : "");
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
			return "server " + ask.path() + (ask.pages() ? " with pages" : "");
		}
		return (decision instanceof Decision.NotFound notFound && notFound.rule() != null)
				? "404 by " + notFound.rule().from() : "404";
	}

	private Decision route(RoutingRequest request) {
		return router().route(request, this.application);
	}

	@Test
	void fileIsServedAndTheRestIsTheApplications() {
		assertThat(shown(route(get("/about")))).isEqualTo("/about.html HTML_HANDLING");
		assertThat(shown(route(get("/docs/")))).isEqualTo("/docs/index.html HTML_HANDLING");
		assertThat(shown(route(get("/a%20b.txt")))).isEqualTo("/a b.txt EXACT");
		assertThat(shown(route(get("/nope")))).isEqualTo("HANDLERS_FIRST");
		assertThat(shown(route(request("POST", "/about", false)))).isEqualTo("405");
		assertThat(shown(route(request("POST", "/nope", false)))).isEqualTo("HANDLERS_FIRST");
	}

	@Test
	void pathsOfTheApplicationAreNeverShadowed() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		assertThat(shown(route(get("/app.js")))).isEqualTo("OWN_MAPPING");
		assertThat(shown(route(navigate("/owned")))).isEqualTo("OWN_MAPPING");
	}

	@Test
	void anotherFileCanBeTheFallbackPage() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		this.fallbackPage = "/200.html";
		AssetRouter router = router(List.of("/index.html", "/200.html"));
		assertThat(shown(router.route(navigate("/nope"), this.application)))
			.isEqualTo("/200.html SINGLE_PAGE_APPLICATION");
		assertThat(shown(router.route(navigate("/"), this.application))).isEqualTo("/index.html HTML_HANDLING");
		assertThat(shown(router.route(get("/200.html"), this.application))).isEqualTo("307 /context/200");
		assertThat(shown(router(List.of("/200.html")).route(navigate("/"), this.application)))
			.isEqualTo("/200.html SINGLE_PAGE_APPLICATION");
		assertThat(shown(router(List.of("/index.html")).route(navigate("/nope"), this.application)))
			.isEqualTo("HANDLERS_FIRST");
	}

	@Test
	void fallbackPageCanBeInAFolderAndBelowABasePath() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		this.fallbackPage = "/app/shell page.html";
		this.basePath = BasePath.of("/base");
		assertThat(shown(router(List.of("/app/shell page.html")).route(navigate("/base/nope"), this.application)))
			.isEqualTo("/app/shell page.html SINGLE_PAGE_APPLICATION");
	}

	@Test
	void developmentServerIsAskedForItsOwnFallbackPage() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		this.fallbackPage = "/200.html";
		assertThat(devServerRouter().pagePath()).isEqualTo("/");
	}

	@Test
	void negativePatternOfACollectionOfOthersSparesThePathsOfTheApplication() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/about", "!/owned", "!/app.js", "!/docs/*"));
		assertThat(shown(route(get("/app.js")))).isEqualTo("/app.js EXACT");
		assertThat(shown(route(get("/owned")))).isEqualTo("/index.html SINGLE_PAGE_APPLICATION");
		this.runWorkerFirst = this.runWorkerFirst.behindReservedPaths();
		assertThat(shown(route(get("/app.js")))).isEqualTo("OWN_MAPPING");
		assertThat(shown(route(navigate("/owned")))).isEqualTo("OWN_MAPPING");
		assertThat(shown(route(get("/docs/nope")))).isEqualTo("/index.html SINGLE_PAGE_APPLICATION");
		assertThat(shown(route(get("/about")))).isEqualTo("RUN_WORKER_FIRST");
		assertThat(RunWorkerFirst.always().behindReservedPaths()).isSameAs(RunWorkerFirst.always());
	}

	@Test
	void navigationGetsTheFallbackPageIfItPrefersAssetServing() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		assertThat(shown(route(navigate("/nope")))).isEqualTo("/index.html SINGLE_PAGE_APPLICATION");
		assertThat(shown(route(get("/nope")))).isEqualTo("HANDLERS_FIRST (/index.html SINGLE_PAGE_APPLICATION)");
		this.prefersAssetServing = false;
		assertThat(shown(route(navigate("/nope")))).isEqualTo("HANDLERS_FIRST (/index.html SINGLE_PAGE_APPLICATION)");
		assertThat(shown(route(request("POST", "/nope", false)))).isEqualTo("HANDLERS_FIRST (405)");
	}

	@Test
	void everyRequestGetsThePageIfThereArePatterns() {
		this.notFoundHandling = NotFoundHandling._404_PAGE;
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/api/docs/*"));
		assertThat(shown(route(get("/nope")))).isEqualTo("/404.html NOT_FOUND_PAGE");
		assertThat(shown(route(get("/api/x")))).isEqualTo("RUN_WORKER_FIRST");
		assertThat(shown(route(get("/api/docs/x")))).isEqualTo("/404.html NOT_FOUND_PAGE");
		this.notFoundHandling = NotFoundHandling.NONE;
		assertThat(shown(route(get("/api/docs/x")))).isEqualTo("404");
	}

	@Test
	void pathIsUndecidedInsideTheBasePathWithoutAPatternForIt() {
		this.basePath = BasePath.of("/base");
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/api/docs"));
		assertThat(router().isUndecided("/base/about")).isTrue();
		assertThat(router().isUndecided("/base/api/x")).isFalse();
		assertThat(router().isUndecided("/base/api/docs")).isFalse();
		assertThat(router().isUndecided("/about")).isFalse();
	}

	@Test
	void pathIsLookedUpDecodedAndWithoutTheBasePath() {
		this.basePath = BasePath.of("/base");
		assertThat(router().lookedUpPath(get("/base/a%20b.txt"))).isEqualTo("/a b.txt");
		assertThat(router().lookedUpPath(get("/a%20b.txt"))).isNull();
	}

	@ParameterizedTest
	@EnumSource(HtmlHandling.class)
	void pathOfAnAssetIsTheOneThatIsAnsweredWithoutARedirect(HtmlHandling handling) {
		this.htmlHandling = handling;
		this.basePath = BasePath.of("/base");
		for (String path : List.of("/", "/index.html", "/about", "/about/", "/about.html", "/docs", "/docs/",
				"/docs.html", "/docs/index", "/docs/index.html", "/a%20b.txt", "/%61pp.js", "/nope", "/nope/")) {
			String target = "/base" + path;
			ByAssets answer = router().serve(get(target));
			String served = (answer instanceof Decision.ServeAsset) ? target : null;
			String expected = (answer instanceof Decision.Redirect redirect)
					? redirect.location().substring("/context".length()) : served;
			assertThat(router().servedPath(target)).as(path).isEqualTo(expected);
		}
		assertThat(router().servedPath("/about")).isNull();
	}

	@Test
	void targetOfARuleIsComparedWithNoOtherRule() {
		assertThat(shown(router().routeTarget(get("/about"), this.application))).isEqualTo("/about.html HTML_HANDLING");
		assertThat(shown(router().routeTarget(get("/old"), this.application))).isEqualTo("HANDLERS_FIRST");
	}

	@Test
	void redirectRuleCountsAsAnAsset() {
		assertThat(shown(route(get("/old?y=2")))).isEqualTo("301 /context/new?x=1");
		assertThat(shown(route(get("/rewritten")))).isEqualTo("/about.html HTML_HANDLING");
		assertThat(shown(route(get("/lost")))).isEqualTo("404 by /lost");
	}

	@Test
	void redirectRuleThatLeadsNowhereIsNotFound() {
		assertThat(shown(route(get("/away")))).isEqualTo("404 by /away");
		assertThat(shown(route(get("/port")))).isEqualTo("404 by /port");
		assertThat(shown(route(get("/to/host%5B")))).isEqualTo("HANDLERS_FIRST");
	}

	@Test
	void basePathIsTakenOffAndPutBack() {
		this.basePath = BasePath.of("/base");
		assertThat(shown(route(get("/about")))).isEqualTo("OUTSIDE_BASE_PATH");
		assertThat(shown(route(get("/base/about")))).isEqualTo("/about.html HTML_HANDLING");
		assertThat(shown(route(get("/base/about.html?x=1")))).isEqualTo("307 /context/base/about?x=1");
		assertThat(shown(route(get("/base/old")))).isEqualTo("301 /context/base/new?x=1");
		assertThat(shown(router().serve(get("/about")))).isEqualTo("404");
	}

	@Test
	void basePathItselfLeadsToItsFolder() {
		this.basePath = BasePath.of("/base");
		assertThat(shown(route(get("/base?x=1")))).isEqualTo("307 /context/base/?x=1");
		assertThat(shown(router(List.of("/a.js")).serve(get("/base")))).isEqualTo("404");
		assertThat(shown(devServerRouter().serve(get("/base")))).isEqualTo("307 /context/base/");
	}

	private List<String> trace(AssetRouter router, RoutingRequest request) {
		Trace trace = new Trace();
		Decision decision = router.route(request, this.application, null, trace);
		assertThat(decision).isEqualTo(router.route(request, this.application));
		return trace.steps;
	}

	@Test
	void stepsAreToldInTheirOrder() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		this.basePath = BasePath.of("/base");
		assertThat(trace(router(), get("/x"))).containsExactly("inside false");
		assertThat(trace(router(), get("/base/about"))).containsExactly("inside true", "precedence UNDECIDED",
				"owned false", "rule null", "asset /about.html HTML_HANDLING");
		assertThat(trace(router(), get("/base/nope"))).containsExactly("inside true", "precedence UNDECIDED",
				"owned false", "rule null", "asset 404", "fallback false");
		assertThat(trace(router(), get("/base/old"))).containsSubsequence("rule /old",
				"asset 301 /context/base/new?x=1");
		assertThat(trace(router(), navigate("/base/nope"))).endsWith("asset 404", "fallback true");
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/api/docs"));
		assertThat(trace(router(), get("/base/api/x"))).containsExactly("inside true", "precedence APPLICATION");
		assertThat(trace(router(), get("/base/api/docs"))).containsExactly("inside true", "precedence ASSETS",
				"rule null", "asset /index.html SINGLE_PAGE_APPLICATION");
	}

	@Test
	void patternsOfTheApplicationAreBelowTheBasePath() {
		this.basePath = BasePath.of("/base");
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "/base/x", "/"));
		assertThat(shown(route(get("/base/api/x")))).isEqualTo("RUN_WORKER_FIRST");
		assertThat(shown(route(get("/api/x")))).isEqualTo("OUTSIDE_BASE_PATH");
		assertThat(shown(route(get("/base/x")))).isEqualTo("HANDLERS_FIRST");
		assertThat(shown(route(get("/base/base/x")))).isEqualTo("RUN_WORKER_FIRST");
		assertThat(shown(route(get("/base")))).isEqualTo("RUN_WORKER_FIRST");
	}

	@Test
	void ownedPathIsTold() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		assertThat(trace(router(), get("/owned"))).endsWith("owned true");
		assertThat(trace(router(), navigate("/handled"))).endsWith("owned false", "rule null", "asset 404",
				"fallback true");
	}

	@Test
	void ownedPathOfACollectionOfOthersIsToldWhateverItsNegativePatterns() {
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/x", "!/owned", "!/about")).behindReservedPaths();
		assertThat(trace(router(), get("/owned"))).containsExactly("inside true", "precedence ASSETS", "owned true");
		assertThat(trace(router(), get("/about"))).containsExactly("inside true", "precedence ASSETS", "owned false",
				"rule null", "asset /about.html HTML_HANDLING");
	}

	private String routeBehindFiles(String method, String target) {
		return shown(router().route(request(method, target, false), new ResourceHandler(this.basePath)));
	}

	@Test
	void fileComesBeforeAResourceHandlerWithTheBasePathOfTheCollection() {
		this.basePath = BasePath.of("/base");
		assertThat(routeBehindFiles("GET", "/base/app.js")).isEqualTo("/app.js EXACT");
		assertThat(routeBehindFiles("HEAD", "/base/a%20b.txt")).isEqualTo("/a b.txt EXACT");
		Decision decision = router().route(get("/base/a%20b.txt"), new ResourceHandler(this.basePath));
		assertThat(decision).isInstanceOfSatisfying(Decision.ServeAsset.class,
				(file) -> assertThat(file.path()).isEqualTo("/base/a%20b.txt"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/base", "/base/", "/base/about", "/base/about.html", "/base/docs", "/base/docs/",
			"/base/%61pp.js", "/base/old", "/base/rewritten", "/base/nope" })
	void resourceHandlerAnswersEveryPathThatNamesNoFileExactly(String target) {
		this.basePath = BasePath.of("/base");
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		assertThat(routeBehindFiles("GET", target)).isEqualTo("OWN_MAPPING");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "OPTIONS" })
	void resourceHandlerAnswersOtherMethodsThanReads(String method) {
		assertThat(routeBehindFiles(method, "/app.js")).isEqualTo("OWN_MAPPING");
	}

	@Test
	void resourceHandlerWithAnotherBasePathComesBeforeFiles() {
		Decision decision = router().route(get("/app.js"), new ResourceHandler(BasePath.of("/other")));
		assertThat(shown(decision)).isEqualTo("OWN_MAPPING");
	}

	@Test
	void fileBeforeAResourceHandlerIsTold() {
		Trace trace = new Trace();
		router().route(get("/app.js"), new ResourceHandler(this.basePath), null, trace);
		assertThat(trace.steps).containsExactly("inside true", "precedence UNDECIDED", "owned behind files",
				"asset /app.js EXACT");
	}

	@Test
	void developmentServerIsAskedForReadsThatNoRuleAnswers() {
		AssetRouter router = devServerRouter();
		assertThat(router.isForDevServer()).isTrue();
		assertThat(router.with(assets(FILES)).isForDevServer()).isTrue();
		assertThat(shown(router.serve(get("/nope")))).isEqualTo("server /nope with pages");
		assertThat(shown(router.serve(request("POST", "/nope", false)))).isEqualTo("404");
		assertThat(shown(router.serve(get("/rewritten")))).isEqualTo("server /about with pages");
		assertThat(shown(router.serve(get("/old")))).isEqualTo("301 /context/new?x=1");
		assertThat(shown(router.route(get("/about"), this.application)))
			.isEqualTo("HANDLERS_FIRST (server /about with pages)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/@vite/client", "/@id/x", "/@fs/x", "/node_modules/x" })
	void developmentServersOwnPathsAreNeverTheApplications(String path) {
		this.basePath = BasePath.of("/base");
		this.runWorkerFirst = RunWorkerFirst.always();
		assertThat(shown(devServerRouter().route(get("/base" + path), this.application)))
			.isEqualTo("server /base" + path);
		assertThat(trace(devServerRouter(), get("/base" + path))).containsExactly("inside true", "dev server");
		assertThat(shown(devServerRouter().route(get("/base/@vite"), this.application))).isEqualTo("RUN_WORKER_FIRST");
		assertThat(shown(route(get("/base" + path)))).isEqualTo("RUN_WORKER_FIRST");
	}

	private static @Nullable String socket(AssetRouter router, String path, String subprotocols) {
		Decision decision = router.routeSocket(get(path), subprotocols);
		return (decision != null) ? shown(decision) : null;
	}

	@ParameterizedTest
	@CsvSource({ "/, vite-hmr", "/owned, 'chat, vite-ping'", "/x, 'vite-ping,chat'", "/_next/webpack-hmr, ''",
			"/rsbuild-hmr, ''", "/ng-cli-ws, chat" })
	void webSocketForHotUpdatesIsTheDevelopmentServers(String path, String subprotocols) {
		this.basePath = BasePath.of("/base");
		assertThat(socket(devServerRouter(), "/base" + path, subprotocols)).isEqualTo("server /base" + path);
		assertThat(socket(devServerRouter(), path, subprotocols)).isNull();
		assertThat(socket(router(), "/base" + path, subprotocols)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "/, ''", "/ws, chat", "/chat, 'chat, superchat'", "/_next/x, vite", "/x/ng-cli-ws, vite-hmr-x" })
	void otherWebSocketIsARequestLikeAnyOther(String path, String subprotocols) {
		assertThat(socket(devServerRouter(), path, subprotocols)).isNull();
	}

	@Test
	void developmentServerIsAskedForANavigationIfThereIsAFallbackPageOnly() {
		assertThat(shown(devServerRouter().route(navigate("/nope"), this.application)))
			.isEqualTo("HANDLERS_FIRST (server /nope with pages)");
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		assertThat(shown(devServerRouter().route(navigate("/nope"), this.application)))
			.isEqualTo("server /nope with pages");
		assertThat(trace(devServerRouter(), navigate("/nope"))).containsSubsequence("asset server /nope with pages",
				"fallback true");
		assertThat(shown(devServerRouter().route(get("/nope"), this.application)))
			.isEqualTo("HANDLERS_FIRST (server /nope with pages)");
	}

	@Test
	void decisionOfTheAssetsAloneIsTold() {
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/x", "!/about"));
		assertThat(trace(router(), get("/about"))).endsWith("rule null", "asset /about.html HTML_HANDLING");
		assertThat(trace(devServerRouter(), get("/about"))).endsWith("rule null", "asset server /about with pages");
	}

	@Test
	void fallbackPageIsKnownIfThereIsOneOnly() {
		this.basePath = BasePath.of("/base");
		assertThat(router().pagePath()).isNull();
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		assertThat(router().pagePath()).isEqualTo("/base/");
	}

	private static boolean leadsToFile(AssetRouter router, RoutingRequest request) {
		return router.serve(request).leadsToFile();
	}

	@Test
	void fallbackPageIsNoFile() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		assertThat(leadsToFile(router(), get("/about"))).isTrue();
		assertThat(leadsToFile(router(), get("/about.html"))).isTrue();
		assertThat(leadsToFile(router(), get("/old"))).isTrue();
		assertThat(leadsToFile(router(), request("POST", "/about", false))).isTrue();
		assertThat(leadsToFile(router(), get("/nope"))).isFalse();
		assertThat(leadsToFile(router(), navigate("/nope"))).isFalse();
		assertThat(leadsToFile(router(), request("POST", "/nope", false))).isFalse();
		assertThat(leadsToFile(devServerRouter(), get("/nope"))).isTrue();
		assertThat(leadsToFile(devServerRouter(), navigate("/nope"))).isFalse();
		assertThat(leadsToFile(devServerRouter(), navigate("/"))).isTrue();
	}

	private @Nullable String rule(String path) {
		RedirectRule rule = router().serve(get(path)).rule();
		return (rule != null) ? rule.from() : null;
	}

	@Test
	void decisionNamesTheRedirectRule() {
		this.basePath = BasePath.of("/base");
		assertThat(rule("/base/old")).isEqualTo("/old");
		assertThat(rule("/base/rewritten")).isEqualTo("/rewritten");
		assertThat(rule("/base/lost")).isEqualTo("/lost");
		assertThat(rule("/old")).isNull();
		assertThat(rule("/base/about")).isNull();
	}

	@Test
	void pathThatIsServedIsTheTargetOfARewrite() {
		this.basePath = BasePath.of("/base");
		assertThat(router().serve(get("/base/rewritten"))).isInstanceOfSatisfying(Decision.ServeAsset.class,
				(decision) -> assertThat(decision.path()).isEqualTo("/base/about"));
		assertThat(router().serve(get("/base/about"))).isInstanceOfSatisfying(Decision.ServeAsset.class,
				(decision) -> assertThat(decision.path()).isEqualTo("/base/about"));
		assertThat(shown(devServerRouter().serve(get("/base/rewritten")))).isEqualTo("server /base/about with pages");
		assertThat(shown(devServerRouter().serve(get("/base/x")))).isEqualTo("server /base/x with pages");
	}

	private @Nullable String rewriteRule(String path) {
		RedirectMatch match = router().rewrite(get(path));
		return (match != null) ? match.rule().from() : null;
	}

	@Test
	void ruleThatServesAnotherPathIsFoundBelowTheBasePath() {
		this.basePath = BasePath.of("/base");
		assertThat(rewriteRule("/base/rewritten")).isEqualTo("/rewritten");
		assertThat(rewriteRule("/base/lost")).isEqualTo("/lost");
		assertThat(rewriteRule("/base/old")).isNull();
		assertThat(rewriteRule("/base/about")).isNull();
		assertThat(rewriteRule("/base")).isNull();
		assertThat(rewriteRule("/rewritten")).isNull();
	}

	@Test
	void partOfARequestThatTellsAnotherPurposeIsNamed() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		RoutingRequest script = RoutingRequest.of("GET", "/gone.js", null, new Origin("http", "localhost", 8080), "",
				RequestPurpose.of(null, "text/html"));
		assertThat(router().describeOtherPurpose(script)).startsWith("the path has the extension of a file");
		assertThat(router().describeOtherPurpose(navigate("/nope"))).isNull();
		this.notFoundHandling = NotFoundHandling._404_PAGE;
		assertThat(router().describeOtherPurpose(script)).isNull();
	}

	private Map<String, String> served(AssetRouter router) {
		Map<String, String> served = new TreeMap<>();
		router.served((path) -> true).forEach((path, decision) -> served.put(path, shown(decision)));
		return served;
	}

	@Test
	void pathsThatLeadToAnAssetAreKnownAhead() {
		assertThat(served(router())).isEqualTo(Map.of("/", "/index.html HTML_HANDLING", "/about",
				"/about.html HTML_HANDLING", "/docs/", "/docs/index.html HTML_HANDLING", "/app.js", "/app.js EXACT",
				"/a%20b.txt", "/a b.txt EXACT", "/404", "/404.html HTML_HANDLING"));
		this.htmlHandling = HtmlHandling.FORCE_TRAILING_SLASH;
		assertThat(served(router())).containsOnlyKeys("/", "/index/", "/about/", "/docs/", "/docs/index/", "/app.js",
				"/a%20b.txt", "/404/");
		this.htmlHandling = HtmlHandling.DROP_TRAILING_SLASH;
		assertThat(served(router())).containsOnlyKeys("/", "/about", "/docs", "/app.js", "/a%20b.txt", "/404");
		this.htmlHandling = HtmlHandling.NONE;
		assertThat(served(router())).containsOnlyKeys("/index.html", "/about.html", "/docs/index.html", "/app.js",
				"/a%20b.txt", "/404.html");
	}

	@Test
	void pathsThatAreNotWantedAreNotKnownAhead() {
		assertThat(router().served("/about"::equals)).containsOnlyKeys("/about");
		assertThat(router().served("/app.js"::equals)).containsOnlyKeys("/app.js");
		assertThat(router().served("/about.html"::equals)).isEmpty();
	}

	@Test
	void pathsKnownAheadAreInsideTheBasePath() {
		this.basePath = BasePath.of("/base");
		assertThat(served(router(List.of("/index.html", "/app.js"))))
			.isEqualTo(Map.of("/base/", "/index.html HTML_HANDLING", "/base/app.js", "/app.js EXACT"));
	}

	@Test
	void pathThatARuleOrTheApplicationTakesIsNotKnownAhead() {
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/app.js", "/docs*", "!/docs/"));
		assertThat(served(router(List.of("/old.html", "/app.js", "/docs/index.html", "/docs/x.js"))))
			.containsOnlyKeys("/docs/");
	}

	@Test
	void pathThatADotSegmentWouldChangeIsNotKnownAhead() {
		assertThat(served(router(List.of("/..html", "/...html", "/a/..html", "/x.js")))).containsOnlyKeys("/x.js");
	}

	@Test
	void pathOfANegativePatternIsNeverTheApplications() {
		assertThat(router().neverBelongsToApplication("/about")).isFalse();
		assertThat(router().neverBelongsToApplication("/app.js")).isFalse();
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/x", "!/app.js"));
		assertThat(router().neverBelongsToApplication("/app.js")).isTrue();
		assertThat(router().neverBelongsToApplication("/about")).isFalse();
	}

	@Test
	void fileIsServedUnderItsOwnPathWhereARedirectWouldLeadAstray() {
		AssetRouter router = router(List.of("/a/index.html.html", "/a.html"));
		assertThat(shown(router.serve(get("/a/index.html.html")))).isEqualTo("/a/index.html.html EXACT");
		assertThat(shown(router.serve(get("/a/index.html")))).isEqualTo("307 /context/a");
	}

	@Test
	void fileIsNotRedirectedToAnotherFile() {
		AssetRouter router = router(List.of("/foo", "/foo.html", "/bar.html", "/bar/index.html"));
		assertThat(shown(router.serve(get("/foo")))).isEqualTo("/foo EXACT");
		assertThat(shown(router.serve(get("/foo.html")))).isEqualTo("/foo.html EXACT");
		assertThat(shown(router.serve(get("/bar.html")))).isEqualTo("307 /context/bar");
		assertThat(shown(router.serve(get("/bar/index.html")))).isEqualTo("307 /context/bar/");
	}

	@Test
	void forwardFindsAFileWithoutARedirect() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		this.basePath = BasePath.of("/base");
		AssetRouter router = router();
		assertThat(router.find("/base/about.html")).hasToString("/about.html");
		assertThat(router.find("/base/about")).hasToString("/about.html");
		assertThat(router.find("/base/a%20b.txt")).hasToString("/a b.txt");
		assertThat(router.find("/base/nope")).isNull();
		assertThat(router.find("/about")).isNull();
	}

	@Test
	void headerRulesApplyInsideTheBasePath() {
		this.basePath = BasePath.of("/base");
		AssetRouter router = router();
		assertThat(router.headerRules(get("/base/app.js"))).extracting(HeaderRule::scope).containsExactly("/app.js");
		assertThat(router.headerRules(get("/app.js"))).isEmpty();
		assertThat(router.headerRules("/base/app.js")).extracting(HeaderRule::scope).containsExactly("/app.js");
		assertThat(router.headerRules("/app.js")).isEmpty();
	}

	@Test
	void headerRulesForAHostAreNotKnownAhead() {
		assertThat(router().headerRules("/about")).isNull();
		assertThat(router().headerRules("/old")).isEmpty();
		RoutingRequest request = new RoutingRequest("GET", "/about", "", new Origin("https", "example.com", -1), "",
				RequestPurpose.UNKNOWN);
		assertThat(router().headerRules(request)).extracting(HeaderRule::scope)
			.containsExactly("https://example.com/about");
		assertThat(router().headerRules(get("/about"))).isEmpty();
	}

	@Test
	void headerRulesForAHostAreBelowTheBasePath() {
		assertThat(router().isHostSpecific("/about")).isTrue();
		assertThat(router().isHostSpecific("/app.js")).isFalse();
		this.basePath = BasePath.of("/base");
		assertThat(router().isHostSpecific("/base/about")).isTrue();
		assertThat(router().isHostSpecific("/about")).isFalse();
	}

	@Test
	void routerForOtherFilesKeepsTheRest() {
		AssetRouter router = router();
		AssetCollection others = assets(List.of("/other.js"));
		AssetRouter other = router.with(others);
		assertThat(other.assets()).isSameAs(others);
		assertThat(other.redirects()).isSameAs(router.redirects()).isNotNull();
		assertThat(other.headerRules()).isSameAs(router.headerRules()).isNotNull();
		assertThat(other.settings()).isSameAs(router.settings()).isEqualTo(settings());
		assertThat(other.isForDevServer()).isFalse();
		assertThat(shown(other.serve(get("/other.js")))).isEqualTo("/other.js EXACT");
	}

	@Test
	void problemsAreThoseOfBothRuleFiles() {
		AssetRouter router = new AssetRouter(assets(FILES), Redirects.parse("/a\n", true), HeaderRules.parse("/a\n"),
				settings());
		assertThat(router.problems()).extracting(RuleProblem::file).containsExactly("_redirects", "_headers");
	}

	@Test
	void statusIsThatOfTheMatch() {
		Asset asset = router().assets().get("/app.js");
		for (AssetMatch match : AssetMatch.values()) {
			boolean page = match == AssetMatch.NOT_FOUND_PAGE;
			assertThat(new Decision.ServeAsset(asset, match, "/app.js", false, null).status())
				.isEqualTo(page ? 404 : 200);
			assertThat(match.isFallback()).isEqualTo(page || match == AssetMatch.SINGLE_PAGE_APPLICATION);
		}
	}

	/**
	 * An application with a resource handler for every path.
	 */
	private record ResourceHandler(BasePath path) implements ReservedPaths {

		@Override
		public boolean isReserved(String path) {
			return true;
		}

		@Override
		public boolean isBehindFiles(String path, BasePath basePath) {
			return basePath.toString().equals(this.path.toString());
		}

	}

	private static final class Trace implements DecisionTrace {

		private final List<String> steps = new ArrayList<>();

		@Override
		public void basePath(boolean inside) {
			this.steps.add("inside " + inside);
		}

		@Override
		public void devServerPath() {
			this.steps.add("dev server");
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
		public void ownMappingBehindFiles() {
			this.steps.add("owned behind files");
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
