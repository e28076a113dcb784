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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@code localize} build of Angular: each language is a collection with a name.
 */
@TestInstance(Lifecycle.PER_CLASS)
@NeedsNpm
class LocalizedBuildIT {

	@RegisterExtension
	final Browser browser = new Browser();

	private SampleProcess application;

	@BeforeAll
	void start() throws IOException {
		Path directory = Path.of("target", "applications", "languages");
		GuideApplication.install("angular", "angular", directory.resolve("frontend")).build();
		this.application = GuideApplication.start("Serve a build per language", directory);
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

	@Test
	void plainLinkSwitchesTheLanguage() {
		open("/en/");
		this.browser.awaitHeading("Home");
		for (int i = 0; i < 2; i++) {
			this.browser.click("Deutsch");
			this.browser.awaitHeading("Startseite");
			this.browser.awaitUrl(url("/de/"));
			assertThat(this.browser.run("return document.documentElement.lang")).isEqualTo("de");
			this.browser.click("English");
			this.browser.awaitHeading("Home");
			this.browser.awaitUrl(url("/en/"));
		}
		this.browser.back();
		this.browser.awaitHeading("Startseite");
	}

	@ParameterizedTest
	@CsvSource({ "/en/, Home, About, Note 7, No such page", "/de/, Startseite, Über uns, Notiz 7, Keine solche Seite" })
	void eachLanguageHasItsPages(String path, String home, String about, String note, String missing) {
		open(path + "notes/7");
		this.browser.awaitHeading(note);
		this.browser.reload();
		this.browser.awaitHeading(note);
		this.browser.click(home);
		this.browser.awaitHeading(home);
		this.browser.click(about);
		this.browser.awaitHeading(about);
		this.browser.awaitUrl(url(path + "about"));
		this.browser.back();
		this.browser.awaitHeading(home);
		open(path + "no/such/page");
		this.browser.awaitHeading(missing);
	}

	/**
	 * Both builds have files of the same names, with other contents.
	 */
	@Test
	void scriptsAreThoseOfTheLanguage() {
		for (String language : List.of("en", "de")) {
			open("/" + language + "/about");
			this.browser.awaitHeading(language.equals("en") ? "About" : "Über uns");
			List<?> scripts = (List<?>) this.browser.run("""
					return performance.getEntriesByType('resource')
						.map((resource) => new URL(resource.name).pathname)
						.filter((path) => path.endsWith('.js'))""");
			assertThat(scripts).hasSizeGreaterThan(1)
				.allMatch((script) -> script.toString().startsWith("/" + language + "/"));
		}
	}

	private void open(String path) {
		this.browser.open(url(path));
	}

	private String url(String path) {
		return "http://localhost:" + this.application.port() + path;
	}

}
