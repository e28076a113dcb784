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

package io.github.assetsboot.sample.thymeleaf;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.SampleClient;
import io.github.assetsboot.testing.SampleProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Pages of Thymeleaf and Mustache with the files of a Vite build, in a browser.
 *
 * @author the Assets for Spring Boot authors
 */
@NeedsNpm
class PagesIT {

	private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");

	/**
	 * A plain file with a hash of its content, or a file that Vite has named.
	 */
	private static final String FINGERPRINTED = "(/ctx)?(/(css|js|img)/[a-z]+-[0-9a-f]{10}\\.[a-z]+"
			+ "|/build/[a-z]+-[\\w-]{8}\\.[a-z]+)";

	private static final String RESOURCES = "return performance.getEntriesByType('resource').map((entry) => ({"
			+ "path: new URL(entry.name).pathname, status: entry.responseStatus }))";

	@RegisterExtension
	static final RunningApplication application = new RunningApplication();

	@RegisterExtension
	static final Browser browser = new Browser();

	@BeforeEach
	void forgetMessages() {
		browser.open("about:blank");
		browser.log();
	}

	@ParameterizedTest
	@CsvSource({ "/,Thymeleaf", "/early,Thymeleaf", "/mustache,Mustache" })
	void everyLinkLeadsToAFileThatTheBrowserKeeps(String page, String heading) {
		SampleClient client = application.client();
		List<String> links = LINK.matcher(client.get(page).body()).results().map((link) -> link.group(1)).toList();
		assertThat(links).hasSize(7).allMatch((link) -> link.matches(FINGERPRINTED));
		for (String link : links) {
			HttpResponse<String> response = client.get(link);
			assertThat(response.statusCode()).as(link).isEqualTo(200);
			assertThat(SampleClient.header(response, "Cache-Control")).as(link)
				.isEqualTo("public, max-age=31536000, immutable");
		}
		assertWorks(application.process(), page, heading);
	}

	private static void assertWorks(SampleProcess process, String page, String heading) {
		browser.open("http://localhost:" + process.port() + page);
		browser.awaitHeading(heading);
		browser.awaitText("#greeting", "Hello from Vite");
		browser.awaitText("#today", "Loaded in 2");
		browser.awaitText("#title", "Hello from React");
		browser.press("Count");
		browser.awaitText("#count", "1");
		browser.press("Add");
		browser.awaitText("#notes", "1 notes");
		assertThat(browser.run("return getComputedStyle(document.querySelector('#greeting')).color"))
			.isEqualTo("rgb(0, 100, 0)");
		assertThat(browser.run("return getComputedStyle(document.querySelector('h1')).color"))
			.isEqualTo("rgb(0, 0, 139)");
		await().until(() -> resources().size() >= 14);
		assertThat(resources()).allSatisfy((resource) -> {
			assertThat(resource.get("path").toString()).matches(FINGERPRINTED);
			assertThat(resource).containsEntry("status", 200L);
		});
		assertThat(resources()).extracting((resource) -> resource.get("path").toString().replaceAll("-[\\w-]+\\.", "."))
			.as("each file, once")
			.map((path) -> path.replace("/ctx", ""))
			.containsExactlyInAnyOrder("/css/app.css", "/css/base.css", "/img/paper.svg", "/js/page.js", "/js/date.js",
					"/build/main.css", "/build/greeting.css", "/build/main.js", "/build/island.js",
					"/build/greeting.js", "/build/count.js", "/build/count.css", "/build/logo.svg",
					"/build/leaves.svg");
		assertThat(browser.log()).isEmpty();
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> resources() {
		return (List<Map<String, Object>>) browser.run(RESOURCES);
	}

	@Test
	void pagesWorkBelowAContextPath() throws Exception {
		try (SampleProcess process = application.startAnother("--server.servlet.context-path=/ctx")) {
			assertWorks(process, "/ctx/", "Thymeleaf");
			assertWorks(process, "/ctx/early", "Thymeleaf");
			assertWorks(process, "/ctx/mustache", "Mustache");
		}
	}

	/**
	 * Browsers take early hints over HTTP/2 only, which they speak over TLS only.
	 */
	@Test
	void pageWithEarlyHintsWorksInABrowser(@TempDir Path directory) throws Exception {
		Path keys = directory.resolve("keys.p12");
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-keyalg", "EC", "-dname",
				"CN=localhost", "-ext", "san=dns:localhost", "-storepass", "password", "-keystore", keys.toString())
			.inheritIO()
			.start();
		assertThat(process.waitFor()).isZero();
		try (SampleProcess secure = application.startAnother("--server.ssl.key-store=" + keys,
				"--server.ssl.key-store-password=password", "--server.http2.enabled=true",
				"--assets.preload=early-hints")) {
			browser.open("https://localhost:" + secure.port() + "/early");
			browser.awaitText("#greeting", "Hello from Vite");
			assertThat(browser.run("return performance.getEntriesByType('navigation')[0].nextHopProtocol"))
				.isEqualTo("h2");
			browser.awaitText("#today", "Loaded in 2");
			browser.awaitText("#title", "Hello from React");
			assertThat(browser.log()).isEmpty();
		}
	}

	@Test
	void headerTellsTheFilesOfThePage() {
		HttpResponse<String> response = application.client().get("/early");
		List<String> linked = response.headers()
			.allValues("Link")
			.stream()
			.map((link) -> link.substring(1, link.indexOf('>')))
			.toList();
		assertThat(linked).hasSize(5)
			.containsExactlyElementsOf(LINK.matcher(response.body())
				.results()
				.map((MatchResult link) -> link.group(1))
				.filter((link) -> link.startsWith("/build/"))
				.toList());
	}

	@Test
	void nonceIsEnoughForAContentSecurityPolicy() {
		browser.open("http://localhost:" + application.process().port() + "/strict");
		browser.awaitText("#greeting", "Hello from Vite");
		browser.awaitText("#title", "Hello from React");
		browser.press("Count");
		browser.awaitText("#count", "1");
		assertThat(browser.run("return getComputedStyle(document.querySelector('#count')).fontWeight"))
			.isEqualTo("700");
		assertThat(browser.log()).isEmpty();
	}

	/**
	 * A file that was changed on its way is not run.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "stylesheet", "modulepreload" })
	void everyFileOfTheBuildIsChecked(String rel) {
		String page = application.client().get("/").body();
		assertThat(page.lines().filter((line) -> line.contains("rel=\"" + rel + "\"") && line.contains("/build/")))
			.isNotEmpty()
			.allMatch((line) -> line.contains("integrity=\"sha384-") && line.contains(" crossorigin"));
		assertThat(page.lines().filter((line) -> line.contains("<script type=\"module\"") && line.contains("/build/")))
			.hasSize(2)
			.allMatch((line) -> line.contains("integrity=\"sha384-") && line.contains(" crossorigin"));
	}

	@Test
	void manifestIsNotServed() {
		assertThat(application.client().get("/.vite/manifest.json").statusCode()).isEqualTo(404);
	}

}
