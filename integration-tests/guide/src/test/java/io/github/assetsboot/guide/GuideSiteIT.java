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

package io.github.assetsboot.guide;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.NpmProject;
import io.github.assetsboot.testing.SampleClient;
import io.github.assetsboot.testing.SampleProcess;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The documentation site: built as {@code mvn -Pdocs} builds it, and served by the sample
 * application with the profile {@code docs}. Look at {@code target/screenshots}, too.
 */
@Tag(Browser.TAG)
@NeedsNpm
class GuideSiteIT {

	/**
	 * A copy of the folders of the repository that the site and the sample need, which
	 * are beside one another.
	 */
	private static final Path COPY = Path.of("target", "repository");

	private static final Path SITE = COPY.resolve("docs-site/target/site");

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private static final String OVERFLOW = "const page = document.documentElement; return page.scrollWidth - page.clientWidth";

	private static final String MISSING_IMAGES = """
			return [...document.querySelectorAll('main img')]
				.filter((image) => !image.complete || image.naturalWidth === 0)
				.map((image) => image.src)""";

	@RegisterExtension
	static final Browser browser = new Browser();

	private static NpmProject project;

	private static SampleProcess sample;

	@BeforeAll
	static void start() throws IOException {
		project = NpmProject.copy(CodeBlock.ROOT.resolve("docs-site"), COPY.resolve("docs-site"));
		FileSystemUtils.deleteRecursively(COPY.resolve("docs"));
		FileSystemUtils.copyRecursively(CodeBlock.ROOT.resolve("docs"), COPY.resolve("docs"));
		project.install();
		project.build();
		Files.createDirectories(SCREENSHOTS);
		sample = SampleProcess.start(Files.createDirectories(COPY.resolve("sample-app")), "-jar", jar(),
				"--spring.profiles.active=docs", "--server.port=0");
	}

	private static String jar() throws IOException {
		Path target = CodeBlock.ROOT.resolve("sample-app/target");
		try (Stream<Path> files = Files.list(target)) {
			return files.filter((file) -> file.getFileName().toString().matches("sample-app-.*\\.jar"))
				.findFirst()
				.orElseThrow()
				.toString();
		}
	}

	@AfterAll
	static void stop() throws InterruptedException {
		if (sample != null) {
			sample.close();
		}
	}

	@BeforeEach
	void setView() {
		browser.emulate(1280, 900, "light");
	}

	@AfterEach
	void browserHasNoErrors() {
		assertThat(browser.errors()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "1280, 900, light", "1280, 900, dark", "390, 844, light", "390, 844, dark" })
	void pagesFitTheScreen(int width, int height, String colorScheme) throws IOException {
		browser.emulate(width, height, colorScheme);
		for (String page : List.of("", "getting-started", "configuration", "actuator")) {
			open("/" + page);
			browser.element("h1");
			String name = (page.isEmpty() ? "index" : page) + "-" + width + "-" + colorScheme + ".png";
			browser.saveScreenshot(SCREENSHOTS.resolve(name));
			assertThat(browser.run(OVERFLOW)).as(name).isEqualTo(0L);
			assertThat(browser.run("return document.documentElement.classList.contains('dark')")).as(name)
				.isEqualTo(colorScheme.equals("dark"));
			await().untilAsserted(() -> assertThat(browser.run(MISSING_IMAGES)).as(name).isEqualTo(List.of()));
		}
	}

	@Test
	void searchFindsAPage() throws IOException {
		open("/");
		browser.element("#local-search button").click();
		browser.type("#localsearch-input", "not-found-handling");
		browser.element(".result");
		browser.saveScreenshot(SCREENSHOTS.resolve("search.png"));
		browser.element(".result").click();
		await().until(() -> !"/".equals(browser.run("return location.pathname")));
		browser.awaitText("main", "not-found-handling");
	}

	@Test
	void sidebarLeadsToAPage() {
		open("/getting-started");
		browser.element(".VPSidebar a[href='/html-handling']").click();
		browser.awaitUrl(url("/html-handling"));
		browser.element(".VPSidebar .is-active a[href='/html-handling']");
		browser.reload();
		browser.element(".VPDocAsideOutline a[href^='#']");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nope", "/getting-started/nope" })
	void missingPageIsTheSitesOwn(String path) throws IOException {
		open(path);
		browser.awaitHeading("PAGE NOT FOUND");
		browser.saveScreenshot(SCREENSHOTS.resolve("404.png"));
		assertThat(client().get(path, "Accept", "text/html").statusCode()).isEqualTo(404);
		assertThat(browser.errors()).allMatch((error) -> error.contains("status of 404"));
	}

	@Test
	void filesWithAHashAreKept() throws IOException {
		String script = page("index").select("script[src^=/assets/]").attr("src");
		HttpResponse<String> response = client().get(script);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Cache-Control"))
			.hasValueSatisfying((value) -> assertThat(value).contains("immutable"));
		assertThat(client().get("/getting-started").headers().firstValue("Cache-Control"))
			.hasValueSatisfying((value) -> assertThat(value).doesNotContain("immutable"));
	}

	@Test
	void everyPageIsInTheSidebar() throws IOException {
		List<String> pages = names(COPY.resolve("docs"), ".md").map((name) -> name.equals("README") ? "" : name)
			.toList();
		assertThat(page("index").select(".VPSidebar a").eachAttr("href")).containsExactlyInAnyOrderElementsOf(
				pages.stream().filter((name) -> !name.isEmpty()).map((name) -> "/" + name).toList());
	}

	@Test
	void linksLeadSomewhere() throws IOException {
		List<String> dead = new ArrayList<>();
		for (String name : names(SITE, ".html").toList()) {
			Document page = page(name);
			for (Element link : page.select("a[href], img[src], script[src], link[href]")) {
				String target = link.hasAttr("href") ? link.attr("href") : link.attr("src");
				if (!leadsSomewhere(name, target)) {
					dead.add(name + ": " + target);
				}
			}
		}
		assertThat(dead).isEmpty();
	}

	private static boolean leadsSomewhere(String name, String target) throws IOException {
		URI link = URI.create("https://site.example/" + name).resolve(target);
		if (!link.getAuthority().equals("site.example")) {
			return List.of("https", "http").contains(link.getScheme()) && link.getHost() != null;
		}
		String path = link.getPath().equals("/") ? "/index" : link.getPath();
		if (Files.isRegularFile(SITE.resolve(path.substring(1)))) {
			return true;
		}
		return Files.isRegularFile(SITE.resolve(path.substring(1) + ".html"))
				&& (link.getFragment() == null || page(path.substring(1)).getElementById(link.getFragment()) != null);
	}

	private static Document page(String name) throws IOException {
		return Jsoup.parse(SITE.resolve(name + ".html"), "UTF-8");
	}

	private static Stream<String> names(Path folder, String extension) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(extension))
				.map((name) -> name.substring(0, name.length() - extension.length()))
				.toList()
				.stream();
		}
	}

	/**
	 * The compiler of the site reads the scripts and style sheets of the guide, too.
	 */
	@Test
	void scriptsAndStyleSheetsOfTheGuideAreValid() throws IOException {
		List<Map<String, String>> blocks = CheckedBlocks.in("css", "js", "jsx", "ts", "tsx")
			.stream()
			.map((block) -> Map.of("name", block.toString(), "loader", block.language(), "code", block.code()))
			.toList();
		assertThat(blocks).isNotEmpty();
		Files.writeString(project.directory().resolve("blocks.json"), new JsonMapper().writeValueAsString(blocks));
		Files.copy(Path.of("src", "test", "node", "check-scripts.mjs"),
				project.directory().resolve("check-scripts.mjs"));
		project.node("check-scripts.mjs", "blocks.json");
	}

	private static SampleClient client() {
		return new SampleClient(sample.port());
	}

	private static void open(String path) {
		browser.open(url(path));
	}

	private static String url(String path) {
		return "http://localhost:" + sample.port() + path;
	}

}
