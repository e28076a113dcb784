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

package io.github.assetsboot.collections;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.NpmProject;
import io.github.assetsboot.testing.SampleClient;
import io.github.assetsboot.testing.SampleProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.assetsboot.testing.SampleClient.header;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two builds of Vite in one application: a shop at {@code /} and its office below
 * {@code /admin/}.
 */
@TestInstance(Lifecycle.PER_CLASS)
@NeedsNpm
class TwoBuildsIT {

	private static final String LOADED_FILES = """
			return performance.getEntriesByType('resource')
				.map((resource) => new URL(resource.name).pathname)
				.filter((path) => /\\.(js|css|svg)$/.test(path))""";

	@RegisterExtension
	final Browser browser = new Browser();

	private SampleProcess application;

	private SampleClient client;

	@BeforeAll
	void start() throws IOException {
		Path directory = Path.of("target", "applications", "builds");
		for (String name : List.of("shop", "admin")) {
			NpmProject project = GuideApplication.install("vue", name, directory.resolve(name));
			project.build();
		}
		this.application = GuideApplication.start("Serve two Vite applications", directory);
		this.client = new SampleClient(this.application.port());
	}

	@AfterAll
	void stop() throws InterruptedException {
		if (this.application != null) {
			this.application.close();
		}
	}

	@AfterEach
	void browserHasNoErrors() {
		assertThat(this.browser.errors()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "/, Shop, Hello from the shop", "/admin/, Office, Hello from the office" })
	void eachFrontEndHasItsFilesAndApi(String path, String heading, String greeting) {
		open(path);
		this.browser.awaitHeading(heading);
		this.browser.awaitText("#greeting", greeting);
		List<String> files = loadedFiles();
		assertThat(files).anyMatch((file) -> file.endsWith(".js"))
			.anyMatch((file) -> file.endsWith(".css"))
			.anyMatch((file) -> file.endsWith(".svg"))
			.allMatch((file) -> file.startsWith(path + "assets/"))
			.allSatisfy((file) -> assertThat(header(this.client.get(file), "Cache-Control"))
				.isEqualTo("public, max-age=31536000, immutable"));
	}

	private List<String> loadedFiles() {
		return ((List<?>) this.browser.run(LOADED_FILES)).stream().map(Object::toString).toList();
	}

	@ParameterizedTest
	@CsvSource({ "/, Shop", "/admin/, Office" })
	void deepLinkReloadAndBackStayInTheFrontEnd(String path, String heading) {
		open(path + "notes/7");
		this.browser.awaitHeading("Note 7");
		this.browser.reload();
		this.browser.awaitHeading("Note 7");
		this.browser.click("Home");
		this.browser.awaitHeading(heading);
		this.browser.awaitUrl(url(path));
		this.browser.click("About");
		this.browser.awaitHeading("About");
		this.browser.awaitUrl(url(path + "about"));
		this.browser.back();
		this.browser.awaitHeading(heading);
		this.browser.back();
		this.browser.awaitHeading("Note 7");
		this.browser.awaitUrl(url(path + "notes/7"));
	}

	@Test
	void plainLinkLeadsFromOneToTheOtherAndBack() {
		open("/");
		this.browser.click("To the office");
		this.browser.awaitHeading("Office");
		this.browser.awaitUrl(url("/admin/"));
		this.browser.click("To the shop");
		this.browser.awaitHeading("Shop");
		this.browser.back();
		this.browser.awaitHeading("Office");
		this.browser.back();
		this.browser.awaitHeading("Shop");
	}

	@Test
	void basePathWithoutSlashIsRedirected() {
		open("/admin");
		this.browser.awaitHeading("Office");
		this.browser.awaitUrl(url("/admin/"));
	}

	@Test
	void fileOfOneIsMissingBelowTheOther() {
		open("/");
		this.browser.awaitHeading("Shop");
		String script = loadedFiles().stream().filter((file) -> file.endsWith(".js")).findFirst().orElseThrow();
		assertThat(status(script)).isEqualTo(200);
		assertThat(status("/admin" + script)).isEqualTo(404);
		open("/admin/");
		this.browser.awaitHeading("Office");
		String other = loadedFiles().stream().filter((file) -> file.endsWith(".js")).findFirst().orElseThrow();
		assertThat(status(other)).isEqualTo(200);
		assertThat(status(other.substring("/admin".length()))).isEqualTo(404);
	}

	private int status(String script) {
		return this.client.get(script, "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "script").statusCode();
	}

	private void open(String path) {
		this.browser.open(url(path));
	}

	private String url(String path) {
		return "http://localhost:" + this.application.port() + path;
	}

}
