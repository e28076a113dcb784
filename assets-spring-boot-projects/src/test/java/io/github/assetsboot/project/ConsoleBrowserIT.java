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

package io.github.assetsboot.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.project.AssetProjects.PublishProgress;
import io.github.assetsboot.project.ProjectChange.Source;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the endpoint in a browser. It is readable on each screen, keeps to its
 * content security policy, and sorts its tables.
 */
@Tag(Browser.TAG)
class ConsoleBrowserIT {

	@RegisterExtension
	static final Browser browser = new Browser();

	private static final String HOSTILE = "<script>document.title = 'evil'</script><img src=x onerror=alert(1)>";

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() throws IOException {
		Path site = Files.createDirectories(directory.resolve("site"));
		Files.writeString(site.resolve("index.html"), "<!DOCTYPE html><title>Shop</title>" + "text ".repeat(500));
		Files.writeString(site.resolve("app.js"), "let a = 1;".repeat(3000));
		Files.writeString(site.resolve("x".repeat(150) + ".css"), "a { color: red }");
		Files.writeString(site.resolve("_redirects"), "/old / 301\n/shop/:id /item/:id 302\n" + HOSTILE + "\n");
		Files.writeString(site.resolve("_headers"), "/*.js\n  X-Rule: " + HOSTILE + "\n");
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("assets.directory", site.toString());
		properties.put("assets.projects.enabled", "true");
		properties.put("assets.storage.directory", directory.resolve("storage").toString());
		properties.put("assets.projects.resolve.host", "{project}.localhost, {version}-{project}.localhost");
		properties.put("management.endpoints.web.exposure.include", "assets");
		context = Applications.start(Application.class, properties);
		AssetProjects projects = context.getBean(AssetProjects.class);
		for (String name : new String[] { "blog", "docs", "shop", "a-name-of-" + "x".repeat(46) }) {
			publish(projects, new ProjectId(name));
		}
	}

	private static void publish(AssetProjects projects, ProjectId project) throws IOException {
		projects.publish(project, files("first"), ProjectSettings.DEFAULTS,
				new ProjectChange(Source.API, "alice@example.com", HOSTILE, "v1", null), PublishProgress.NONE);
		ProjectVersion second = projects.upload(project, files("second"), ProjectSettings.DEFAULTS,
				new ProjectChange(Source.WRANGLER, HOSTILE, "m".repeat(1000), "t".repeat(100), "next"),
				PublishProgress.NONE);
		Deployments.rollOut(projects, project, second.id(), 25);
	}

	private static ProjectFiles files(String text) {
		return ProjectFiles.ofMap(Map.of("index.html", ("<h1>" + text + "</h1>").getBytes(StandardCharsets.UTF_8)));
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	private static void open(String query) {
		browser.open("http://localhost:" + Applications.port(context) + "/actuator/assets" + query);
	}

	@ParameterizedTest
	@CsvSource({ "'', 1280, light", "'', 1280, dark", "'', 360, light", "?project=shop, 1280, light",
			"?project=shop, 360, dark", "?project=shop, 960, light", "?path=/, 360, light",
			"/explain?path=/app.js, 360, dark", "/explain?path=/&host=shop.localhost, 1000, light" })
	void pageFitsTheScreenAndKeepsToItsPolicy(String query, int width, String colorScheme) throws IOException {
		browser.emulate(width, 900, colorScheme);
		open(query);
		browser.element("h1");
		browser.saveScreenshot(Path.of("target",
				"console" + query.replaceAll("[^a-z]+", "-") + "-" + width + "-" + colorScheme + ".png"));
		assertThat(browser.run("return document.documentElement.scrollWidth")).as("width")
			.isEqualTo(browser.run("return document.documentElement.clientWidth"));
		assertThat(browser.run("return document.title")).isNotEqualTo("evil");
		assertThat(browser.run("return document.images.length")).isEqualTo(0L);
		assertThat(browser.log()).as("messages of the browser").isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "light", "dark" })
	void textHasEnoughContrast(String colorScheme) {
		browser.emulate(1280, 900, colorScheme);
		for (String query : new String[] { "", "?project=shop" }) {
			open(query);
			assertThat(browser.run("""
					const parts = (color) => color.match(/[0-9.]+/g).slice(0, 3).map((part) => {
						const value = part / 255;
						return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
					});
					const luminance = ([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
					const ground = luminance(parts(getComputedStyle(document.body).backgroundColor));
					return [...document.querySelectorAll('body *')].filter((element) => {
						const text = luminance(parts(getComputedStyle(element).color));
						return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05) < 4.5;
					}).length;
					""")).as(query).isEqualTo(0L);
		}
	}

	@Test
	void tablesAreSortedByTheScript() {
		browser.emulate(1280, 900, "light");
		open("");
		String rows = """
				return [...document.querySelectorAll('table[aria-label="Largest files"] tbody tr')]
					.map((row) => row.cells[0].textContent.slice(0, 7)).join(' ');
				""";
		assertThat(browser.run(rows)).isEqualTo("/app.js /index. /xxxxxx");
		press("Size");
		assertThat(browser.run(rows)).isEqualTo("/app.js /index. /xxxxxx");
		press("Size");
		assertThat(browser.run(rows)).isEqualTo("/xxxxxx /index. /app.js");
		press("Path");
		assertThat(browser.run(rows)).isEqualTo("/app.js /index. /xxxxxx");
		assertThat(browser.run("return document.querySelectorAll('[aria-sort]').length")).isEqualTo(1L);
	}

	private static void press(String column) {
		browser.run("""
				[...document.querySelectorAll('table[aria-label="Largest files"] th button')]
					.find((button) => button.textContent === '%s').click();
				""".formatted(column));
	}

	@Test
	void linksLeadFromThePageToTheProjectAndToItsPreview() {
		browser.emulate(1280, 900, "light");
		open("");
		browser.click("shop");
		browser.awaitHeading("Project shop");
		browser.run("document.querySelector('table[aria-label=Aliases] a').click()");
		browser.awaitHeading("second");
		open("?project=shop");
		browser.click("Assets");
		browser.awaitHeading("Assets");
		browser.click("Explain a request");
		browser.awaitHeading("Who answers, and why?");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
