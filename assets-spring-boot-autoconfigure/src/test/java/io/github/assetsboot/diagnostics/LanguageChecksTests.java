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

package io.github.assetsboot.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.testing.Applications;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The warnings at start about the languages of the front end.
 */
@ExtendWith(OutputCaptureExtension.class)
class LanguageChecksTests {

	private static final String HIDDEN = "GET /: the redirect to the path of a language answers in place of the handler";

	@TempDir
	Path root;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void prepare() throws IOException {
		this.properties.put("assets.directory", this.root.toString());
		this.properties.put("logging.level.io.github.assetsboot", "info");
		this.properties.put("assets.language.paths.en", "/en");
		this.properties.put("assets.language.paths.de", "/de");
		this.properties.put("assets.language.default", "en");
		write("en");
		write("de");
	}

	private void write(String folder) throws IOException {
		Files.writeString(Files.createDirectories(this.root.resolve(folder)).resolve("index.html"), "start");
	}

	private void start(Class<?> application) {
		Applications.start(application, this.properties).close();
	}

	@Test
	void languagesWithPagesAreNotWarnedOf(@TempDir Path french, CapturedOutput output) throws IOException {
		Files.writeString(french.resolve("index.html"), "commencement");
		this.properties.put("assets.collections.fr.base-path", "/fr");
		this.properties.put("assets.collections.fr.directory", french.toString());
		this.properties.put("assets.language.paths.fr", "/fr");
		start(Empty.class);
		this.properties.put("assets.language.mode", "serve");
		this.properties.put("assets.not-found-handling", "single-page-application");
		start(Empty.class);
		assertThat(output).doesNotContain(" WARN ");
	}

	@Test
	void pageWithoutASlashIsNotWarnedOf(CapturedOutput output) {
		this.properties.put("assets.html-handling", "drop-trailing-slash");
		start(Empty.class);
		assertThat(output).doesNotContain(" WARN ");
	}

	@Test
	void pathOutsideOfTheBasePathIsNamed(CapturedOutput output) {
		this.properties.put("assets.base-path", "/ui");
		this.properties.put("assets.language.paths.en", "/ui/en");
		start(Empty.class);
		assertThat(output).containsOnlyOnce("There is no page at /de/ for the language 'de', because the path is"
				+ " outside of 'assets.base-path=/ui'. Set 'assets.language.paths.de' to a path inside of it, such as"
				+ " /ui/de.");
		assertThat(output).doesNotContain("language 'en'");
	}

	@Test
	void fallbackPagesOfTheLanguagesAreNotWarnedOf(CapturedOutput output) {
		this.properties.put("assets.not-found-handling", "single-page-application");
		start(Empty.class);
		assertThat(output).doesNotContain(" WARN ");
	}

	@Test
	void languageWithoutAPageIsNamed(CapturedOutput output) {
		this.properties.put("assets.language.paths.pt-BR", "/br");
		start(Empty.class);
		assertThat(output).containsOnlyOnce("There is no page at /br/ for the language 'pt-BR'. Build the front end"
				+ " for it, or correct 'assets.language.paths.pt-BR'.");
		assertThat(output).doesNotContain("language 'de'");
	}

	@Test
	void otherBaseOfTheBuildOfALanguageIsNamed(CapturedOutput output) throws IOException {
		Files.writeString(this.root.resolve("de/index.html"), "<script src=\"/main.js\"></script>");
		Files.writeString(this.root.resolve("de/main.js"), "main");
		Files.writeString(this.root.resolve("en/index.html"), "<script src=\"/en/main.js\"></script>");
		Files.writeString(this.root.resolve("en/main.js"), "main");
		start(Empty.class);
		assertThat(output)
			.containsOnlyOnce("The page /de/index.html in " + this.root + " refers to /main.js, but the URL"
					+ " of this file is /de/main.js. Set the base of the build to /de/.");
		assertThat(output).doesNotContain("The page /en/index.html");
	}

	@Test
	void baseOfTheBuildsIsThatOfTheCollectionIfTheFileOfTheLanguageIsServed(CapturedOutput output) throws IOException {
		this.properties.put("assets.language.mode", "serve");
		Files.writeString(this.root.resolve("de/index.html"), "<script src=\"/main.js\"></script>");
		Files.writeString(this.root.resolve("de/main.js"), "main");
		start(Empty.class);
		assertThat(output).doesNotContain("Set the base of the build");
	}

	@Test
	void handlerThatTheRedirectHidesIsNamed(CapturedOutput output) {
		start(Home.class);
		assertThat(output).containsOnlyOnce(HIDDEN);
	}

	@Test
	void handlerThatComesFirstIsNotNamed(CapturedOutput output) {
		this.properties.put("assets.run-worker-first", "/");
		start(Home.class);
		this.properties.remove("assets.run-worker-first");
		this.properties.put("assets.language.mode", "serve");
		start(Home.class);
		assertThat(output).doesNotContain(HIDDEN);
	}

	@Test
	void missingFallbackPageOfEveryLanguageIsNamed(CapturedOutput output) throws IOException {
		this.properties.put("assets.language.mode", "serve");
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put("assets.fallback-page", "/200.html");
		start(Empty.class);
		assertThat(output).contains("There is no 200.html in");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Empty {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@RestController
	static class Home {

		@GetMapping("/")
		String home() {
			return "home";
		}

	}

}
