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

package io.github.assetsboot.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.explain.MissingPath.Extent;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.IgnoreRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MissingPath}.
 */
class MissingPathTests {

	private static final Origin ORIGIN = new Origin("http", "localhost", 8080);

	@TempDir
	private Path root;

	private BasePath basePath = BasePath.ROOT;

	private String contextPath = "";

	private HtmlHandling htmlHandling = HtmlHandling.AUTO_TRAILING_SLASH;

	private NotFoundHandling notFoundHandling = NotFoundHandling.NONE;

	private Extent extent = Extent.NEAREST;

	/**
	 * The files that the directory has at present.
	 */
	private final Set<String> present = new HashSet<>();

	@BeforeEach
	void writeSite() throws IOException {
		write("index.html");
		write("docs/Guide.html");
		write("docs/setup.html");
		write("assets/app-1234.js");
		write("drafts/plan.html");
		write("notes.bak");
		write(".env");
		write(".vite/manifest.json");
		Files.createSymbolicLink(this.root.resolve("outside.txt"), this.root.getParent());
		Files.writeString(this.root.resolve(".assetsignore"), "# not yet\ndrafts/\n*.bak\n");
		Files.writeString(this.root.resolve("_redirects"), "/fine /docs/setup 301\n/rejected/* /x/:splat 999\n");
	}

	private void write(String name) throws IOException {
		write(name, name);
	}

	private void write(String name, String text) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private AssetRouter router() throws IOException {
		AssetDirectory directory = AssetLocation.of(this.root.toString(), null).open();
		assertThat(directory).isNotNull();
		IgnoreRules ignore = IgnoreRules.of(List.of(".env"), directory.readText(IgnoreRules.FILE_NAME));
		RoutingSettings settings = new RoutingSettings(RoutingMode.SPRING, this.htmlHandling, this.notFoundHandling,
				RunWorkerFirst.never(), true, this.basePath);
		return new AssetRouter(
				AssetCollection.read(directory, ignore::reason, new BlobCache(0),
						new AssetCollection.Contents((path) -> false, 0), false),
				Redirects.parse(directory.readText(Redirects.FILE_NAME), true), HeaderRules.none(), settings);
	}

	private List<String> findings(String target) throws IOException {
		return findings(target, "default");
	}

	private List<String> findings(String target, @Nullable String collection) throws IOException {
		RoutingRequest request = RoutingRequest.of("GET", target, null, ORIGIN, "", RequestPurpose.NAVIGATION)
			.withContextPath(this.contextPath);
		return MissingPath.findings(request, router(), this.extent, collection, directory(this.root.toString()),
				(file) -> true);
	}

	private ServedDirectory directory(String location) {
		return new ServedDirectory(location, false, this.present::contains);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/docs/guide", "/docs/guide.html", "/DOCS/GUIDE", "/docs/GUIDE.HTML", "/Docs/guide/" })
	void pathInAnotherCaseIsNamed(String target) throws IOException {
		assertThat(findings(target)).containsExactly(
				"The file /docs/Guide.html exists. Upper and lower case differ from the path of the request.");
	}

	@ParameterizedTest
	@CsvSource({ "/drafts/plan, The folder /drafts/, line 2 of .assetsignore: drafts/",
			"/drafts, The folder /drafts/, line 2 of .assetsignore: drafts/",
			"/drafts/no-such-file, The folder /drafts/, line 2 of .assetsignore: drafts/",
			"/notes.bak, The file /notes.bak, line 3 of .assetsignore: *.bak",
			"/.env, The file /.env, '''assets.ignore'': .env'" })
	void lineThatIgnoresTheFileIsNamed(String target, String file, String line) throws IOException {
		assertThat(findings(target)).singleElement().asString().startsWith(file + " is there").contains(line);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/.vite/manifest.json", "/.vite" })
	void builtInRuleIsNamed(String target) throws IOException {
		assertThat(findings(target)).singleElement().asString().startsWith("The folder /.vite/").contains("built-in");
	}

	@Test
	void lineWithAWarningIsNotCalledRejected() throws IOException {
		Files.writeString(this.root.resolve("_redirects"), "/half/* /x/:name 200\n");
		assertThat(findings("/half/a")).last()
			.asString()
			.startsWith("A rule for the path has a problem: _redirects:1: ");
	}

	@Test
	void rejectedLineIsNamed() throws IOException {
		assertThat(findings("/rejected/a/b")).last()
			.asString()
			.startsWith("A rule for the path was rejected: _redirects:2: ")
			.endsWith("/rejected/* /x/:splat 999");
	}

	@Test
	void fileThatCannotBeServedIsNamedWithTheReason() throws IOException {
		assertThat(findings("/outside.txt")).singleElement()
			.asString()
			.startsWith("The file /outside.txt is there, but it is not served: ")
			.contains("symbolic link");
	}

	@ParameterizedTest
	@CsvSource({ "/docs/setpu, /docs/setup.html", "/docs/setup2.html, /docs/setup.html",
			"/assets/app-9999.js, /assets/app-1234.js", "/assets/deep/er/app.js, /assets/app-1234.js",
			"/docs/setup/7, /docs/setup.html", "/doc/setpu.html, /docs/setup.html" })
	void nearestExistingPathIsNamed(String target, String nearest) throws IOException {
		assertThat(findings(target)).last()
			.asString()
			.startsWith("No file has the path. The nearest existing path is " + nearest + ".");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/docs2/", "/x", "/robots.txt", "/assets/robots.txt", "/docs/logo.svg", "/wp-login.php" })
	void pathThatIsNotAlikeIsNotNamed(String target) throws IOException {
		assertThat(findings(target)).last()
			.isEqualTo("No file has the path. The endpoint lists the files below a folder with the parameter 'path'.");
	}

	@ParameterizedTest
	@CsvSource({ "/static/favicon.svg, /favicon.svg", "/assets/favicon.svg, /favicon.svg",
			"/a/b/favicon.svg, /favicon.svg", "/docs/img/deep/logo.svg, /img/deep/logo.svg",
			"/v1/docs/setup, /docs/setup.html", "/v1/docs/setup.html, /docs/setup.html", "/v1/index.html, /index.html",
			"/img/logo.svg, /img/deep/logo.svg", "/logo.svg, /img/deep/logo.svg" })
	void fileOfTheSameNameIsNamedAndNotCalledMissing(String target, String file) throws IOException {
		write("favicon.svg");
		write("img/deep/logo.svg");
		write("index.html", "<link rel='icon' href='/favicon.svg'><img src='/img/deep/logo.svg'>");
		assertThat(findings(target)).last().isEqualTo("No file has the path. A file of this name is at " + file + ".");
		assertThat(findings(target, null)).last()
			.isEqualTo("No file has the path. A file of this name is at " + file + ".");
	}

	@ParameterizedTest
	@CsvSource({ "'', '', /ui/assets/index-kKH.js, /ui/, /, /ui", "'', '', /ui/about, /ui/, /, /ui",
			"'', '', /a/b/assets/index-kKH.js, /a/b/, /, /a/b",
			"/app, '', /ui/assets/index-kKH.js, /app/ui/, /app/, /ui",
			"'', /x, /x/ui/assets/index-kKH.js, /x/ui/, /x/, /x/ui" })
	void baseOfTheBuildIsComparedWithTheUrlOfTheCollection(String contextPath, String basePath, String target,
			String base, String url, String property) throws IOException {
		this.contextPath = contextPath;
		this.basePath = basePath.isEmpty() ? BasePath.ROOT : BasePath.of(basePath);
		write("about.html");
		write("assets/index-kKH.js");
		write("index.html", "<script src=\"" + base + "assets/index-kKH.js\"></script>");
		assertThat(findings(target)).singleElement()
			.asString()
			.startsWith("No file has the path. A file of this name is at /")
			.endsWith(" The base of the build seems to be " + base + ", but the files are at " + url
					+ ". Correct the base of the build, or set 'assets.base-path' to " + property + ".");
		assertThat(findings(target, "admin")).singleElement()
			.asString()
			.contains("'assets.collections.admin.base-path'");
		assertThat(findings(target, null)).singleElement().asString().doesNotContain("base");
	}

	@Test
	void folderThatThePagesReferToForOtherFilesIsNoBase() throws IOException {
		write("favicon.svg");
		write("static/app.js");
		write("index.html", "<script src='/static/app.js'></script>");
		assertThat(findings("/static/favicon.svg"))
			.containsExactly("No file has the path. A file of this name is at /favicon.svg.");
	}

	@Test
	void contextPathInFrontOfThePathIsNamed() throws IOException {
		this.contextPath = "/app";
		write("favicon.svg");
		write("index.html", "<link rel='icon' href='/app/favicon.svg'>");
		assertThat(findings("/app/favicon.svg")).containsExactly(
				"No file has the path. A file of this name is at /favicon.svg. The path begins with the context path"
						+ " /app, so that the URL has it twice. Leave it out, or give the whole URL.");
	}

	@ParameterizedTest
	@EnumSource
	void contextPathIsNamedWithoutAFileToo(Extent extent) throws IOException {
		this.contextPath = "/app";
		this.extent = extent;
		for (String target : List.of("/app/notes/7", "/app", "/app/")) {
			assertThat(findings(target)).contains(
					"The path begins with the context path /app, so that the URL has it twice. Leave it out, or give the"
							+ " whole URL.");
		}
		assertThat(findings("/app/docs/setup")).containsExactly("No file has the path. A file of this name is at"
				+ " /docs/setup.html. The path begins with the context path /app, so that the URL has it twice. Leave it out, or give the whole URL.");
		for (String target : List.of("/application", "/notes/7")) {
			assertThat(findings(target)).noneMatch((finding) -> finding.contains("context path"));
		}
		write("app/logo.svg");
		assertThat(findings("/app/notes")).noneMatch((finding) -> finding.contains("context path"));
	}

	@ParameterizedTest
	@EnumSource
	void nearFileIsNamedWhateverAnswers(Extent extent) throws IOException {
		this.extent = extent;
		for (String target : List.of("/assets/", "/assets")) {
			assertThat(findings(target)).containsExactly("The folder /assets/ has no index.html.");
		}
		assertThat(findings("/assets/app-1234.js/")).containsExactly(
				"The file /assets/app-1234.js exists. The path of the request has a slash at the end: leave it out.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/notes/7", "/notes/", "/profile", "/docs/setup/7" })
	void deepLinkHasNoNearFile(String target) throws IOException {
		this.extent = Extent.SAME_NAME;
		assertThat(findings(target)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "/docs/setup, /docs/setup.html", "/docs/setup/, /docs/setup.html", "/guides/, /guides/index.html",
			"/guides, /guides/index.html", "/, /index.html" })
	void htmlHandlingThatDoesNotAskForTheFileIsNamed(String target, String file) throws IOException {
		write("guides/index.html");
		this.htmlHandling = HtmlHandling.NONE;
		assertThat(findings(target)).containsExactly("The file " + file
				+ " is not asked for, because 'assets.html-handling' is none. Link to the file, or change the property.");
		assertThat(findings(target, "admin")).singleElement()
			.asString()
			.contains("'assets.collections.admin.html-handling'");
		assertThat(findings(target, null)).singleElement().asString().contains("'html-handling'");
	}

	@Test
	void rootThatTheFallbackPageAnswersHasNoFinding() throws IOException {
		this.htmlHandling = HtmlHandling.NONE;
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		this.extent = Extent.SAME_NAME;
		assertThat(findings("/")).isEmpty();
	}

	@Test
	void missingFirstPageIsNamed() throws IOException {
		Files.delete(this.root.resolve("index.html"));
		assertThat(findings("/")).containsExactly("There is no index.html in the directory.");
		assertThat(findings("/", "admin")).containsExactly("There is no index.html in the collection admin.");
		assertThat(findings("/", null)).containsExactly("There is no index.html.");
		write("dist/index.html");
		this.notFoundHandling = NotFoundHandling.SINGLE_PAGE_APPLICATION;
		for (String target : List.of("/", "/notes/7")) {
			assertThat(findings(target)).containsExactly("There is no index.html in the directory. The front end seems"
					+ " to be in the folder /dist/ of the directory. Correct 'assets.directory'.");
		}
		write("other/index.html");
		assertThat(findings("/")).containsExactly("There is no index.html in the directory.");
	}

	@Test
	void directoryAboveTheFrontEndIsNamed() throws IOException {
		Files.delete(this.root.resolve("index.html"));
		write("dist/index.html", "<script src='/assets/index-kKH.js'></script>");
		write("dist/assets/index-kKH.js");
		write("dist/about.html");
		for (String target : List.of("/assets/index-kKH.js", "/about", "/about.html")) {
			assertThat(findings(target)).singleElement()
				.asString()
				.startsWith("No file has the path. A file of this name is at /dist/")
				.endsWith(" The front end seems to be in the folder /dist/ of the directory."
						+ " Correct 'assets.directory'.");
		}
	}

	@Test
	void missingFileIsToldFromAPathThatNothingRefersTo() throws IOException {
		Files.writeString(this.root.resolve("page.html"), "<script src='/assets/missing-1234.js'></script>");
		assertThat(findings("/assets/missing-1234.js")).first()
			.asString()
			.startsWith("The file /page.html refers to missing-1234.js, which is missing in the directory.");
		assertThat(findings("/assets/other.js")).first()
			.asString()
			.isEqualTo("No file in the directory refers to other.js.");
		assertThat(findings("/docs/setpu")).hasSize(1);
		assertThat(findings("/other/missing-1234.js")).singleElement().asString().startsWith("No file has the path.");
		assertThat(findings("/1234.js")).singleElement().asString().startsWith("No file has the path.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<a href=/app/ui/assets/gone%20now.js>", "import('./gone now.js')",
			"url(../assets/gone%20now.js)", "<a href='http://localhost:8080/app/ui/assets/gone%20now.js?v=1#a'>",
			"<a href='//localhost/app/ui/assets/gone%20now.js'>", "load(\"assets/gone now.js\")" })
	void eachFormOfAReferenceIsUnderstood(String text) throws IOException {
		this.contextPath = "/app";
		this.basePath = BasePath.of("/ui");
		write("page.html", text);
		assertThat(findings("/ui/assets/gone%20now.js")).first()
			.asString()
			.startsWith("The file /page.html refers to gone now.js, which is missing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<a href=/assets/gone.js>", "<a href='/app/ui/gone.js'>", "url(x/gone.js)",
			"<a href='/app/ui/assets/gone.js.map'>", "<a href='/app/ui/assets/gone.jsx'>" })
	void referenceToAnotherPathDoesNotCount(String text) throws IOException {
		this.contextPath = "/app";
		this.basePath = BasePath.of("/ui");
		write("page.html", text);
		assertThat(findings("/ui/assets/gone.js")).singleElement().asString().startsWith("No file has the path.");
	}

	@Test
	void pagesAreReadBeforeManyScripts() throws IOException {
		for (int i = 0; i < 150; i++) {
			write("assets/chunk-" + i + ".js", "let a = 1");
		}
		write("index.html", "<script src='/assets/gone.js'></script>");
		assertThat(findings("/assets/gone.js")).first().asString().startsWith("The file /index.html refers to gone.js");
	}

	@Test
	void targetOfARuleThatDoesNotExistIsNamed() throws IOException {
		write("_redirects", "/old.js /new/missing.js 200\n/spa/* /docs/:splat 200\n/%6fdd /DOCS/SETUP 200\n");
		assertThat(findings("/old.js"))
			.startsWith("Line 1 of _redirects leads to /new/missing.js, which does not exist as a file.")
			.noneMatch((finding) -> finding.contains("old.js"));
		assertThat(findings("/spa/setpu")).first()
			.isEqualTo("Line 2 of _redirects leads to /docs/setpu, which does not exist as a file.");
		assertThat(findings("/spa/setpu")).last().asString().contains("The nearest existing path is /docs/setup.html.");
		assertThat(findings("/%6fdd")).first()
			.isEqualTo("Line 3 of _redirects leads to /DOCS/SETUP, which does not exist as a file.");
		assertThat(findings("/%6fdd")).last()
			.asString()
			.startsWith("The file /docs/setup.html exists. Upper and lower");
		assertThat(findings("/docs/setpu")).noneMatch((finding) -> finding.contains("_redirects"));
		this.basePath = BasePath.of("/ui");
		assertThat(findings("/ui/old.js")).first()
			.isEqualTo("Line 1 of _redirects leads to /new/missing.js, which does not exist as a file.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/linkdir/hostname", "/linkdir/a/b.html", "/linkdir/" })
	void folderThatCannotBeServedIsNamedWithTheReason(String target) throws IOException {
		Files.createSymbolicLink(this.root.resolve("linkdir"), this.root.getParent());
		assertThat(findings(target)).singleElement()
			.asString()
			.startsWith("The folder /linkdir/ is there, but it is not served: it is a symbolic link");
		assertThat(findings("/linkdirs/hostname")).noneMatch((finding) -> finding.contains("not served"));
	}

	@ParameterizedTest
	@CsvSource({ "cafe\u0301.txt, /caf%C3%A9.txt", "caf\u00e9.txt, /cafe%CC%81.txt",
			"docs/cafe\u0301.html, /docs/caf%C3%A9" })
	void nameInAnotherUnicodeFormIsNamed(String file, String target) throws IOException {
		write(file);
		assertThat(findings(target)).containsExactly("The file /" + file
				+ " exists. Its name and the path of the request have different Unicode forms, NFC and NFD.");
	}

	@Test
	void everyReasonHasAFindingOfItsOwn() throws IOException {
		Map<String, List<String>> findings = new LinkedHashMap<>();
		for (String target : List.of("/docs/guide", "/drafts/plan", "/notes.bak", "/.env", "/.vite/manifest.json",
				"/rejected/x", "/outside.txt", "/docs/setpu", "/assets/gone.js")) {
			findings.put(target, findings(target));
		}
		assertThat(findings.values()).doesNotHaveDuplicates().noneSatisfy((each) -> assertThat(each).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/x", "/favicon.svg" })
	void collectionWithoutAssetsIsNamed(String target) throws IOException {
		RoutingRequest request = RoutingRequest.of("GET", target, null, ORIGIN, "", RequestPurpose.UNKNOWN);
		AssetRouter router = new AssetRouter(AssetCollection.empty(), Redirects.none(), HeaderRules.none(),
				router().settings());
		assertThat(MissingPath.findings(request, router, Extent.NEAREST, "default", directory("classpath:/static/"),
				(file) -> true))
			.containsExactly("There are no assets, because classpath:/static/ is empty or does not exist.");
		assertThat(MissingPath.findings(request, router, Extent.NEAREST, null, null, (file) -> true))
			.containsExactly("There are no assets.");
	}

	@ParameterizedTest
	@CsvSource({ "/new.txt, /new.txt", "/new, /new.html", "/new/, /new/index.html", "/new.html, /new.html" })
	void fileThatWasAddedAfterTheStartIsNamed(String target, String file) throws IOException {
		write("page.html", "<a href='/new.txt'>");
		this.present.add(file);
		assertThat(findings(target)).containsExactly("The file " + file + " is in the directory, but was not there at"
				+ " the start. Restart the application, or set 'assets.reload'.");
	}

	@Test
	void classFileOfTheClassPathIsNeverServed() throws IOException {
		RoutingRequest request = RoutingRequest.of("GET", "/Main.class", null, ORIGIN, "", RequestPurpose.UNKNOWN);
		assertThat(MissingPath.findings(request, router(), this.extent, "default", directory("classpath:/static/"),
				(file) -> true))
			.containsExactly("Class files are never served from the class path.");
		assertThat(findings("/Main.class")).noneMatch((finding) -> finding.contains("class path"));
	}

	@Test
	void fileThatIsServedWasNotAddedLater() throws IOException {
		this.present.addAll(List.of("/docs/setup.html", "/assets/app-1234.js"));
		assertThat(findings("/docs/setup/7")).noneMatch((finding) -> finding.contains("at the start"));
	}

	@Test
	void pathOutsideTheBasePathHasNoFinding() throws IOException {
		this.basePath = BasePath.of("/ui");
		assertThat(findings("/docs/guide")).isEmpty();
		assertThat(findings("/ui/docs/guide")).singleElement().asString().contains("/docs/Guide.html");
		assertThat(findings("/ui/rejected/x")).last().asString().contains("_redirects:2: ");
	}

	@Test
	void encodedPathIsLookedUpDecoded() throws IOException {
		assertThat(findings("/docs/%67uide")).singleElement().asString().contains("/docs/Guide.html");
		assertThat(findings("/%64rafts/plan")).singleElement().asString().contains("line 2 of .assetsignore");
	}

}
