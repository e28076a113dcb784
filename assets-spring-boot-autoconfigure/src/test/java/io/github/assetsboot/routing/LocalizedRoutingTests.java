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
import io.github.assetsboot.routing.AssetRouter.Localization;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.routing.RoutingSettings.Languages.Language;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageChoice;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageMode;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssetRouter} with languages: the redirect to the path of a language,
 * and the files of a language at paths without it. The languages are folders of the
 * collection, or a collection of their own.
 */
class LocalizedRoutingTests {

	private static final List<String> FILES = List.of("/logo.svg", "/de/index.html", "/de/about.html",
			"/de/blog/index.html", "/de/a b.html", "/de/404.html", "/en/index.html", "/owned.html");

	private static final List<String> OF_LANGUAGE = FILES.stream()
		.filter((file) -> file.startsWith("/de/"))
		.map((file) -> file.substring(3))
		.toList();

	private RoutingMode routing = RoutingMode.SPRING;

	private HtmlHandling htmlHandling = HtmlHandling.AUTO_TRAILING_SLASH;

	private NotFoundHandling notFoundHandling = NotFoundHandling.NONE;

	private RunWorkerFirst runWorkerFirst = RunWorkerFirst.never();

	private String basePath = "";

	private String redirects = "";

	private LanguageMode mode = LanguageMode.SERVE;

	private final List<String> files = new ArrayList<>(FILES);

	private boolean ofTheirOwn;

	private boolean devServer;

	private String language = "de";

	private int choices;

	private final List<String> steps = new ArrayList<>();

	private AssetRouter router(List<String> files, String basePath, String redirects) {
		RoutingSettings settings = new RoutingSettings(this.routing, this.htmlHandling, this.notFoundHandling,
				RoutingSettings.DEFAULT_FALLBACK_PAGE, this.runWorkerFirst, true, BasePath.of(basePath + "/"),
				languages().all().stream().map(Language::path).toList());
		try {
			return new AssetRouter(AssetCollection.read(new NamesDirectory(files), (path) -> false),
					Redirects.parse(redirects, true), HeaderRules.none(), settings);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String decide(String method, String path, RequestPurpose purpose) {
		List<String> own = this.files.stream().filter((file) -> !this.ofTheirOwn || !file.startsWith("/de/")).toList();
		AssetRouter files = router(own, this.basePath, this.redirects);
		AssetRouter router = !this.devServer ? files
				: AssetRouter.forDevServer(files.redirects(), files.headerRules(), files.settings());
		AssetRouter other = this.ofTheirOwn ? router(OF_LANGUAGE, this.basePath + "/de", "") : router;
		RoutingRequest request = RoutingRequest.of(method, "/context" + path, "q=1", new Origin("http", "host", 80),
				"/context", purpose);
		Decision decision = router.route(request, (reserved) -> reserved.equals("/owned"), new Localization() {

			@Override
			public LanguageMode mode() {
				return LocalizedRoutingTests.this.mode;
			}

			@Override
			public boolean isOfLanguage(String path) {
				return languages().contains(path);
			}

			@Override
			public LanguageChoice choose() {
				LocalizedRoutingTests.this.choices++;
				return new LanguageChoice(language(LocalizedRoutingTests.this.language), "the test says so");
			}

			@Override
			public AssetRouter router(String path) {
				return other;
			}

		}, new DecisionTrace() {

			@Override
			public void language(LanguageChoice choice, boolean last) {
				LocalizedRoutingTests.this.steps
					.add("language " + choice.language().tag() + (last ? ", redirected to" : ""));
			}

			@Override
			public void asset(Decision.ByAssets decision) {
				LocalizedRoutingTests.this.steps.add("asset " + shown(decision));
			}

		});
		return shown(decision);
	}

	private Language language(String tag) {
		return new Language(tag, BasePath.of(this.basePath + "/" + tag));
	}

	private Languages languages() {
		List<Language> languages = List.of(language("de"), language("en"));
		return new Languages(languages, languages.get(0), null, this.mode);
	}

	private String get(String path) {
		return decide("GET", path, RequestPurpose.UNKNOWN);
	}

	private String navigate(String path) {
		return decide("GET", path, RequestPurpose.NAVIGATION);
	}

	private static String shown(Decision decision) {
		if (decision instanceof Decision.ByLanguage byLanguage) {
			return byLanguage.choice().language().tag() + " " + shown(byLanguage.answer());
		}
		if (decision instanceof Decision.Application application) {
			Decision otherwise = application.otherwise();
			return application.reason() + ((otherwise != null) ? " (" + shown(otherwise) + ")" : "");
		}
		if (decision instanceof Decision.ServeAsset served) {
			return served.asset() + " for " + served.path() + " " + served.match();
		}
		if (decision instanceof Decision.Redirect redirect) {
			return redirect.status() + " " + redirect.location();
		}
		return decision.getClass().getSimpleName();
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void rootIsRedirectedToThePathOfTheLanguage(RoutingMode routing) {
		this.routing = routing;
		this.mode = LanguageMode.REDIRECT;
		assertThat(get("/")).isEqualTo("de 302 /context/de/?q=1");
		assertThat(decide("HEAD", "/", RequestPurpose.NAVIGATION)).isEqualTo("de 302 /context/de/?q=1");
		this.language = "en";
		assertThat(get("/")).isEqualTo("en 302 /context/en/?q=1");
		this.files.add("/index.html");
		assertThat(get("/")).isEqualTo("en 302 /context/en/?q=1");
	}

	@ParameterizedTest
	@EnumSource(HtmlHandling.class)
	void redirectToALanguageLeadsToItsPage(HtmlHandling htmlHandling) {
		this.mode = LanguageMode.REDIRECT;
		this.htmlHandling = htmlHandling;
		boolean dropped = htmlHandling == HtmlHandling.DROP_TRAILING_SLASH;
		assertThat(get("/")).isEqualTo("de 302 /context/de" + (dropped ? "" : "/") + "?q=1");
		assertThat(get(dropped ? "/de" : "/de/")).doesNotContain("307");
		this.redirects = "/de/ /welcome 302";
		assertThat(get("/")).isEqualTo("de 302 /context/de/?q=1");
		this.redirects = "";
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/de/"));
		assertThat(get("/")).isEqualTo("de 302 /context/de/?q=1");
		this.runWorkerFirst = RunWorkerFirst.never();
		this.ofTheirOwn = true;
		assertThat(get("/")).isEqualTo("de 302 /context/de/?q=1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/about", "/logo.svg", "/de/", "/de/about", "/index.html", "/x", "//", "/%2f", "/./x" })
	void noOtherPathIsRedirectedToALanguage(String path) {
		this.mode = LanguageMode.REDIRECT;
		assertThat(get(path)).doesNotContain("302");
		assertThat(this.choices).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "OPTIONS", "PATCH" })
	void noOtherMethodIsRedirectedToALanguage(String method) {
		this.mode = LanguageMode.REDIRECT;
		assertThat(decide(method, "/", RequestPurpose.UNKNOWN)).doesNotContain("302");
	}

	@Test
	void ruleForTheRootComesBeforeTheLanguage() {
		this.mode = LanguageMode.REDIRECT;
		this.redirects = "/ /welcome 301";
		assertThat(get("/")).isEqualTo("301 /context/welcome?q=1");
		this.redirects = "/ /logo.svg 200";
		assertThat(get("/")).isEqualTo("/logo.svg for /logo.svg EXACT");
	}

	@Test
	void applicationThatComesFirstForTheRootComesBeforeTheLanguage() {
		this.mode = LanguageMode.REDIRECT;
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/"));
		assertThat(get("/")).isEqualTo("RUN_WORKER_FIRST");
		this.runWorkerFirst = RunWorkerFirst.always();
		assertThat(get("/")).isEqualTo("RUN_WORKER_FIRST");
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/api/docs/*", "!/"));
		assertThat(get("/")).isEqualTo("de 302 /context/de/?q=1");
	}

	@Test
	void basePathIsTheRoot() {
		this.mode = LanguageMode.REDIRECT;
		this.basePath = "/app";
		assertThat(get("/app/")).isEqualTo("de 302 /context/app/de/?q=1");
		assertThat(get("/app")).isEqualTo("307 /context/app/?q=1");
		assertThat(get("/")).isEqualTo("OUTSIDE_BASE_PATH");
		this.mode = LanguageMode.SERVE;
		assertThat(get("/app/")).isEqualTo("de /de/index.html for /app/de/ HTML_HANDLING");
		assertThat(get("/app")).isEqualTo("de 307 /context/app/?q=1");
		assertThat(get("/app/about")).isEqualTo("de /de/about.html for /app/de/about HTML_HANDLING");
		assertThat(get("/app/about.html")).isEqualTo("de 307 /context/app/about?q=1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/            | de /index.html for /de/ HTML_HANDLING
			/about       | de /about.html for /de/about HTML_HANDLING
			/about/      | de 307 /context/about?q=1
			/about.html  | de 307 /context/about?q=1
			/index.html  | de 307 /context/?q=1
			/index       | de 307 /context/?q=1
			/blog        | de 307 /context/blog/?q=1
			/blog/       | de /blog/index.html for /de/blog/ HTML_HANDLING
			/a%20b       | de /a b.html for /de/a%20b HTML_HANDLING
			/%61bout     | de 307 /context/about?q=1
			/logo.svg    | /logo.svg for /logo.svg EXACT
			/nope        | HANDLERS_FIRST (ApplicationNotFound)
			/owned       | OWN_MAPPING
			/de/         | @/de/index.html for /de/ HTML_HANDLING
			/de/about    | @/de/about.html for /de/about HTML_HANDLING
			/de/nope     | HANDLERS_FIRST (ApplicationNotFound)
			""")
	void fileOfTheLanguageStandsInForAMissingFile(String path, String expected) {
		if (!expected.startsWith("@")) {
			this.ofTheirOwn = true;
			assertThat(get(path)).isEqualTo(expected);
			assertThat(decide("HEAD", path, RequestPurpose.NAVIGATION)).isEqualTo(expected);
		}
		this.ofTheirOwn = false;
		String folder = expected.replace("@", "").replace("de /", "de /de/");
		assertThat(get(path)).isEqualTo(folder);
		this.routing = RoutingMode.WORKERS;
		assertThat(get(path).replace("HANDLERS_FIRST", "HANDLERS_FIRST (ApplicationNotFound)")).isEqualTo(folder);
	}

	@Test
	void fileWithoutALanguageComesFirst() {
		this.files.add("/about.html");
		assertThat(get("/about")).isEqualTo("/about.html for /about HTML_HANDLING");
		assertThat(get("/about/")).isEqualTo("307 /context/about?q=1");
		assertThat(this.choices).isZero();
	}

	@Test
	void languageWithoutTheFileHasNone() {
		this.language = "en";
		assertThat(get("/about")).isEqualTo("HANDLERS_FIRST (ApplicationNotFound)");
		assertThat(get("/")).isEqualTo("en /en/index.html for /en/ HTML_HANDLING");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "OPTIONS" })
	void otherMethodsAreNotForTheFilesOfALanguage(String method) {
		assertThat(decide(method, "/about", RequestPurpose.UNKNOWN)).isEqualTo("HANDLERS_FIRST (ApplicationNotFound)");
	}

	@ParameterizedTest
	@EnumSource(HtmlHandling.class)
	void rootOfAFolderIsServedWithEveryHtmlHandling(HtmlHandling htmlHandling) {
		this.htmlHandling = htmlHandling;
		String expected = (htmlHandling != HtmlHandling.NONE) ? "de /de/index.html for /de/ HTML_HANDLING"
				: "HANDLERS_FIRST (ApplicationNotFound)";
		assertThat(get("/")).isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource(HtmlHandling.class)
	void redirectsOfHtmlHandlingEndAtAFile(HtmlHandling htmlHandling) {
		this.htmlHandling = htmlHandling;
		for (String start : List.of("/", "/index.html", "/index", "/about", "/about/", "/about.html", "/blog", "/blog/",
				"/blog/index.html", "/blog/index")) {
			String path = start;
			String answer = get(path);
			for (int i = 0; i < 3 && answer.contains("307"); i++) {
				path = answer.replaceAll("de 307 /context([^?]*)\\?q=1", "$1");
				answer = get(path);
			}
			assertThat(answer).as(start).doesNotContain("307");
			assertThat(answer.startsWith("de /de/")).as(start)
				.isEqualTo(htmlHandling != HtmlHandling.NONE || start.endsWith(".html"));
		}
	}

	@Test
	void fallbackPageOfTheLanguageIsForDocuments() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		String page = "de /de/index.html for /de/index.html SINGLE_PAGE_APPLICATION";
		assertThat(navigate("/deep/link")).isEqualTo("HANDLERS_FIRST (" + page + ")");
		assertThat(decide("GET", "/app.js", RequestPurpose.of("script", "*/*")))
			.isEqualTo("HANDLERS_FIRST (ApplicationNotFound)");
		assertThat(navigate("/.well-known/x")).isEqualTo("HANDLERS_FIRST (ApplicationNotFound)");
		this.ofTheirOwn = true;
		assertThat(navigate("/deep/link")).isEqualTo("HANDLERS_FIRST (" + page.replace("de /de/", "de /") + ")");
		this.ofTheirOwn = false;
		this.routing = RoutingMode.WORKERS;
		assertThat(navigate("/deep/link")).isEqualTo(page);
		assertThat(get("/deep/link")).isEqualTo("HANDLERS_FIRST (" + page + ")");
		this.routing = RoutingMode.SPRING;
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/deep/*"));
		assertThat(navigate("/deep/link")).isEqualTo(page);
	}

	@ParameterizedTest
	@EnumSource(LanguageMode.class)
	void fallbackPageOfAFolderIsForDocumentsBelowThePathOfTheLanguage(LanguageMode mode) {
		this.mode = mode;
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		this.language = "de";
		String page = "/en/index.html for /en/deep/link SINGLE_PAGE_APPLICATION";
		assertThat(navigate("/en/deep/link")).isEqualTo("HANDLERS_FIRST (" + page + ")");
		assertThat(decide("GET", "/en/app.js", RequestPurpose.of("script", "*/*")))
			.isEqualTo("HANDLERS_FIRST (ApplicationNotFound)");
		this.files.add("/index.html");
		assertThat(navigate("/en/deep/link")).isEqualTo("HANDLERS_FIRST (" + page + ")");
		this.files.remove("/en/index.html");
		assertThat(navigate("/en/deep/link"))
			.isEqualTo("HANDLERS_FIRST (/index.html for /en/deep/link SINGLE_PAGE_APPLICATION)");
		this.files.add("/en/index.html");
		this.routing = RoutingMode.WORKERS;
		assertThat(navigate("/en/deep/link")).isEqualTo(page);
		this.notFoundHandling = NotFoundHandling.NONE;
		assertThat(navigate("/en/deep/link")).isEqualTo("HANDLERS_FIRST");
		assertThat(this.choices).isZero();
		assertThat(navigate("/english/deep")).doesNotContain("/en/index.html");
	}

	@Test
	void fallbackPageOfAFolderIsBelowTheBasePath() {
		this.basePath = "/app";
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		assertThat(navigate("/app/en/deep"))
			.isEqualTo("HANDLERS_FIRST (/en/index.html for /app/en/deep SINGLE_PAGE_APPLICATION)");
	}

	@Test
	void notFoundPageOfTheLanguageIsForDocuments() {
		this.notFoundHandling = NotFoundHandling._404_PAGE;
		this.files.add("/404.html");
		String page = "de /de/404.html for /de/404.html NOT_FOUND_PAGE";
		assertThat(navigate("/nope/x")).isEqualTo("HANDLERS_FIRST (" + page + ")");
		this.routing = RoutingMode.WORKERS;
		assertThat(navigate("/nope/x")).isEqualTo(page);
	}

	@Test
	void pageWithoutALanguageDependsOnTheLanguageAsWell() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		this.files.add("/index.html");
		this.files.remove("/en/index.html");
		this.language = "en";
		assertThat(navigate("/about")).isEqualTo("HANDLERS_FIRST (en /index.html for /about SINGLE_PAGE_APPLICATION)");
		this.language = "de";
		assertThat(navigate("/about")).isEqualTo("de /de/about.html for /de/about HTML_HANDLING");
	}

	@Test
	void targetOfA200RuleIsLookedUpInTheLanguage() {
		this.redirects = "/over /about 200\n/lost /nope 200";
		assertThat(get("/over")).isEqualTo("de /de/about.html for /de/about HTML_HANDLING");
		assertThat(get("/lost")).isEqualTo("HANDLERS_FIRST (ApplicationNotFound)");
		this.routing = RoutingMode.WORKERS;
		assertThat(get("/over")).isEqualTo("de /de/about.html for /de/about HTML_HANDLING");
		assertThat(get("/lost")).isEqualTo("NotFound");
	}

	@Test
	void pathOfTheLanguageThatTheApplicationAnswersHasNoFile() {
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/de/about"));
		assertThat(get("/about")).isEqualTo("HANDLERS_FIRST (ApplicationNotFound)");
		assertThat(get("/")).isEqualTo("de /de/index.html for /de/ HTML_HANDLING");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void fileOfTheLanguageIsServedAtThePathOfANegativePattern(RoutingMode routing) {
		this.routing = routing;
		this.runWorkerFirst = RunWorkerFirst.patterns(List.of("/api/*", "!/about", "!/logo.svg", "!/nope"));
		assertThat(get("/about")).isEqualTo("de /de/about.html for /de/about HTML_HANDLING");
		assertThat(get("/logo.svg")).isEqualTo("/logo.svg for /logo.svg EXACT");
		assertThat(get("/nope")).isEqualTo("NotFound");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void languageAndItsFileAreToldInTheirOrder(RoutingMode routing) {
		this.routing = routing;
		get("/about");
		assertThat(this.steps).containsExactly("language de", "asset de /de/about.html for /de/about HTML_HANDLING");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void redirectToTheLanguageIsTold(RoutingMode routing) {
		this.routing = routing;
		this.mode = LanguageMode.REDIRECT;
		get("/");
		assertThat(this.steps).containsExactly("language de, redirected to", "asset de 302 /context/de/?q=1");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void languageOfAnOwnFileIsNotTold(RoutingMode routing) {
		this.routing = routing;
		get("/logo.svg");
		assertThat(this.steps).containsExactly("asset /logo.svg for /logo.svg EXACT");
	}

	@Test
	void languageIsChosenOnce() {
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		navigate("/deep/link");
		assertThat(this.choices).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void developmentServerIsNotAskedForTheFilesOfALanguage(RoutingMode routing) {
		this.routing = routing;
		this.devServer = true;
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		assertThat(navigate("/about")).doesNotContain("de ");
		assertThat(this.choices).isZero();
		this.mode = LanguageMode.REDIRECT;
		assertThat(navigate("/")).isEqualTo("de 302 /context/de/?q=1");
	}

}
