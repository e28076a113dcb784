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

package io.github.assetsboot.sample.frontends;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.NpmProject;
import io.github.assetsboot.testing.SampleClient;
import io.github.assetsboot.testing.SampleProcess;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.assetsboot.testing.SampleClient.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What holds for every front end: it is built by npm, served with the settings of its
 * page of the guide, and looked at in a browser.
 *
 * @author the Assets for Spring Boot authors
 */
@TestInstance(Lifecycle.PER_CLASS)
@NeedsNpm
abstract class ServedFrontEnd {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final String POLICY = "default-src 'self'; script-src 'self' {script-hashes}; "
			+ "style-src 'self' {style-hashes}; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
			+ "object-src 'none'; base-uri 'self'";

	private static final String ADD_SCRIPT = """
			const script = document.createElement('script')
			script.textContent = 'window.added = true'
			document.head.append(script)
			return window.added""";

	private static final String PAGE_DATA = "return JSON.parse(document.getElementById('page-data').textContent).greeting";

	private static final Pattern LINK = Pattern.compile("<([^>]+)>");

	private static final String LOADED_FILES = """
			return performance.getEntriesByType('resource')
				.map((resource) => new URL(resource.name))
				.filter((url) => url.origin === location.origin)
				.map((url) => url.pathname)""";

	@RegisterExtension
	final Browser browser = new Browser();

	private final FrontEnd frontEnd;

	private SampleProcess application;

	private SampleClient client;

	ServedFrontEnd(FrontEnd frontEnd) {
		this.frontEnd = frontEnd;
	}

	@BeforeAll
	void start() throws IOException {
		Path directory = Path.of("target", "applications").resolve(this.frontEnd.folder());
		NpmProject project = NpmProject.copy(this.frontEnd.folder(), directory.resolve("frontend"));
		project.install();
		project.build();
		Files.writeString(project.directory().resolve("compress.mjs"), FrontEnd.compressScript());
		project.node("compress.mjs", this.frontEnd.compressedFolder());
		Files.writeString(directory.resolve("application.yaml"), this.frontEnd.settings());
		this.application = SampleProcess.start(directory, "-cp", classPath(), FrontEndsApplication.class.getName(),
				"--server.port=0", "--assets.csp.policy=" + POLICY, "--assets.page-data.greeting=hello",
				"--assets.preload=headers", "--assets.cache.compression-time=0");
		this.client = new SampleClient(this.application.port());
	}

	private static String classPath() throws IOException {
		Path target = Path.of("target").toAbsolutePath();
		return target.resolve("classes") + File.pathSeparator + Files.readString(target.resolve("runtime.classpath"));
	}

	@AfterAll
	void stop() throws InterruptedException {
		if (this.application != null) {
			this.application.close();
		}
	}

	@AfterEach
	void browserHasNoErrors() {
		assertThat(errors()).isEmpty();
	}

	/**
	 * Return the errors in the browser, besides that of the icon which it asks for by
	 * itself.
	 */
	private List<String> errors() {
		return this.browser.errors().stream().filter((error) -> !error.contains("/favicon.ico - Failed")).toList();
	}

	@Test
	void linkIsFollowedInsideThePage() {
		// a page that came as HTML does so as soon as its script has run
		await().atMost(TIMEOUT).untilAsserted(() -> {
			this.browser.open(url("/"));
			this.browser.awaitHeading("Home");
			this.browser.run("window.loadedOnce = true");
			this.browser.click("About");
			this.browser.awaitHeading("About");
			assertThat(this.browser.run("return window.loadedOnce")).isEqualTo(true);
		});
		this.browser.awaitUrl(url(this.frontEnd.about()));
		this.browser.reload();
		this.browser.awaitHeading("About");
		this.browser.awaitUrl(url(this.frontEnd.about()));
	}

	@Test
	void deepLinkIsThePage() {
		this.browser.open(url("/notes/7"));
		this.browser.awaitHeading("Note 7");
		this.browser.reload();
		this.browser.awaitHeading("Note 7");
		this.browser.awaitUrl(url(this.frontEnd.note()));
	}

	@Test
	void pagesAreAskedForAgainAndHashedFilesAreImmutable() {
		this.browser.open(url("/"));
		this.browser.awaitHeading("Home");
		for (String page : List.of("/", this.frontEnd.about(), this.frontEnd.note())) {
			assertAnswer(this.client.get(page), 200, "public, max-age=0, must-revalidate");
		}
		assertThat(loadedFiles()).filteredOn((file) -> file.matches(".*\\.(js|css|svg)"))
			.anyMatch((file) -> file.endsWith(".js"))
			.anyMatch((file) -> file.endsWith(".css"))
			.allSatisfy((file) -> assertAnswer(this.client.get(file), 200, "public, max-age=31536000, immutable"));
	}

	/**
	 * The application itself codes nothing.
	 */
	@Test
	void scriptsAreServedInTheCodingsOfTheBuild() {
		this.browser.open(url("/"));
		this.browser.awaitHeading("Home");
		assertThat(loadedFiles())
			.filteredOn((file) -> file.endsWith(".js") && this.client.get(file).body().length() > 2000)
			.isNotEmpty()
			.allSatisfy((file) -> {
				assertThat(header(this.client.get(file, "Accept-Encoding", "br"), "Content-Encoding")).isEqualTo("br");
				assertThat(header(this.client.get(file, "Accept-Encoding", "gzip"), "Content-Encoding"))
					.isEqualTo("gzip");
			});
	}

	private List<String> loadedFiles() {
		return ((List<?>) this.browser.run(LOADED_FILES)).stream().map(Object::toString).toList();
	}

	private static void assertAnswer(HttpResponse<String> response, int status, String cacheControl) {
		assertThat(response.statusCode()).as(response::toString).isEqualTo(status);
		assertThat(header(response, "Cache-Control")).as(response::toString).isEqualTo(cacheControl);
	}

	@Test
	void missingScriptIsNotFound() {
		this.browser.open(url("/"));
		this.browser.awaitHeading("Home");
		String script = loadedFiles().stream().filter((file) -> file.endsWith(".js")).findFirst().orElseThrow();
		HttpResponse<String> response = this.client.get(script.replaceFirst("\\.js$", "0.js"), "Sec-Fetch-Mode", "cors",
				"Sec-Fetch-Dest", "script");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(header(response, "Cache-Control")).doesNotContain("immutable");
	}

	@Test
	void unknownPathHasThePageForIt() {
		this.browser.open(url("/nope/deeper"));
		this.browser.awaitHeading(this.frontEnd.notFoundHeading());
		assertThat(this.client.get("/nope/deeper").statusCode()).isEqualTo(this.frontEnd.notFoundStatus());
		// the status, or a message of the front end
		assertThat(errors()).allSatisfy(
				(error) -> assertThat(error).contains("/nope/deeper").doesNotContain("Content Security Policy"));
	}

	@Test
	void scriptThatIsNotOfThePageDoesNotRun() {
		this.browser.open(url("/"));
		this.browser.awaitHeading("Home");
		assertThat(this.browser.run(ADD_SCRIPT)).isNull();
		assertThat(errors()).singleElement(InstanceOfAssertFactories.STRING).contains("Content Security Policy");
	}

	@Test
	void valueOfTheApplicationIsInEachPage() {
		for (String path : List.of("/", this.frontEnd.note())) {
			this.browser.open(url(path));
			this.browser.awaitHeading(path.equals("/") ? "Home" : "Note 7");
			assertThat(this.browser.run(PAGE_DATA)).isEqualTo("hello");
		}
		this.browser.click("Home");
		this.browser.awaitHeading("Home");
		assertThat(this.browser.run(PAGE_DATA)).isEqualTo("hello");
	}

	@Test
	void earlyLinksLeadToFiles() {
		List<String> fields = this.client.get("/").headers().allValues("Link");
		assertThat(fields).isNotEmpty().allSatisfy((field) -> {
			Matcher link = LINK.matcher(field);
			assertThat(link.find()).isTrue();
			URI file = URI.create(url("/")).resolve(link.group(1));
			assertThat(this.client.get(file.getPath()).statusCode()).as(field).isEqualTo(200);
		});
	}

	@Test
	void controllerAnswersInTheAddressBar() {
		this.browser.open(url("/api/greeting"));
		this.browser.awaitText("body", "Hello from a controller");
	}

	private String url(String path) {
		return "http://localhost:" + this.application.port() + path;
	}

}
