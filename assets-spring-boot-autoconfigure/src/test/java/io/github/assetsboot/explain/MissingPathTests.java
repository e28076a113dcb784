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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.IgnoreRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, name);
	}

	private AssetRouter router() throws IOException {
		AssetDirectory directory = AssetLocation.of(this.root.toString(), null).open();
		assertThat(directory).isNotNull();
		IgnoreRules ignore = IgnoreRules.of(List.of(".env"), directory.readText(IgnoreRules.FILE_NAME));
		RoutingSettings settings = new RoutingSettings(RoutingMode.SPRING, HtmlHandling.AUTO_TRAILING_SLASH,
				NotFoundHandling.NONE, RunWorkerFirst.never(), true, this.basePath);
		return new AssetRouter(
				AssetCollection.read(directory, ignore::reason, new BlobCache(0),
						new AssetCollection.Contents((path) -> false, 0), false),
				Redirects.parse(directory.readText(Redirects.FILE_NAME), true), HeaderRules.none(), settings);
	}

	private List<String> findings(String target) throws IOException {
		return MissingPath.findings(RoutingRequest.of("GET", target, null, ORIGIN, "", RequestPurpose.NAVIGATION),
				router(), true, "default");
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
			"/document/setup, /docs/setup.html" })
	void nearestExistingPathIsNamed(String target, String nearest) throws IOException {
		assertThat(findings(target)).last()
			.asString()
			.startsWith("No file has the path. The nearest existing path is " + nearest + ".");
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

	@Test
	void emptyDirectoryHasNoNearestPath() throws IOException {
		try (Stream<Path> files = Files.list(this.root)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Files.delete(file);
			}
		}
		assertThat(MissingPath.findings(RoutingRequest.of("GET", "/x", null, ORIGIN, "", RequestPurpose.UNKNOWN),
				new AssetRouter(AssetCollection.empty(), Redirects.none(), HeaderRules.none(), router().settings()),
				true, "default"))
			.isEmpty();
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
