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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.testing.Applications;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the log at start of an application with projects.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProjectsStartReportTests {

	@TempDir
	private static Path root;

	@TempDir
	private Path directory;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void prepare() {
		this.properties.put("assets.projects.enabled", "true");
		this.properties.put("assets.storage.directory", this.directory.toString());
		this.properties.put("logging.level.io.github.assetsboot", "info");
	}

	private void start(Class<?> application) {
		Applications.start(application, this.properties).close();
	}

	private static List<String> lines(CapturedOutput output) {
		return output.toString()
			.lines()
			.filter((line) -> line.contains("io.github.assetsboot") || line.contains("i.g.a")
					|| line.contains(" WARN "))
			.toList();
	}

	@ParameterizedTest
	@CsvSource({ "host, {project}.example.com, 'host: {project}.example.com'",
			"'host', '{project}.example.com,{version}.{project}.example.org', 'host: {project}.example.com, {version}.{project}.example.org'",
			"path, /sites/{project}, path: /sites/{project}", "header, X-Project, header: X-Project" })
	void oneLineSaysWhereTheProjectsAreAndHowTheyAreFound(String name, String value, String text,
			CapturedOutput output) {
		this.properties.put("assets.projects.resolve." + name, value);
		start(Application.class);
		assertThat(lines(output)).singleElement()
			.asString()
			.endsWith("Serving 0 projects from directory " + this.directory + ", found by " + text + ".");
	}

	@Test
	void projectsAreCounted(CapturedOutput output) throws Exception {
		this.properties.put("assets.projects.resolve.host", "{project}.example.com");
		try (ConfigurableApplicationContext context = Applications.start(Application.class, this.properties)) {
			AssetProjects projects = context.getBean(AssetProjects.class);
			for (String id : List.of("blog", "docs", "shop")) {
				projects.publish(new ProjectId(id), ProjectFiles.ofMap(Map.of("index.html", new byte[] { 'x' })),
						ProjectSettings.DEFAULTS);
			}
			projects.delete(new ProjectId("docs"));
		}
		start(Application.class);
		assertThat(output).containsOnlyOnce("Serving 0 projects from").containsOnlyOnce("Serving 2 projects from");
	}

	@Test
	void directoryThatDoesNotExistYetHasNoProject(CapturedOutput output) {
		this.properties.put("assets.storage.directory", this.directory.resolve("later").toString());
		this.properties.put("assets.projects.api.enabled", "true");
		start(Application.class);
		assertThat(lines(output)).singleElement()
			.asString()
			.endsWith("later, found by the application's own code only. Set 'assets.projects.resolve.host'"
					+ " to serve them by host. They are published at /assets-projects.");
	}

	@ParameterizedTest
	@CsvSource({ "false, by wrangler at /client/v4", "true, at /assets-projects and by wrangler at /client/v4" })
	void pathsOfTheApisAreNamed(String api, String text, CapturedOutput output) {
		this.properties.put("assets.projects.resolve.host", "{project}.example.com");
		this.properties.put("assets.projects.api.enabled", api);
		this.properties.put("assets.projects.wrangler.enabled", "true");
		this.properties.put("assets.projects.wrangler.tokens[0].name", "ci");
		this.properties.put("assets.projects.wrangler.tokens[0].secret", "x".repeat(32));
		start(Application.class);
		assertThat(lines(output)).singleElement().asString().endsWith(". They are published " + text + ".");
	}

	@Test
	void ownFilesAreReportedBesideTheProjects(CapturedOutput output) throws Exception {
		Files.writeString(this.directory.resolve("index.html"), "page");
		this.properties.put("assets.directory", this.directory.toString());
		start(Application.class);
		assertThat(output).containsOnlyOnce("Serving 1 assets").containsOnlyOnce("Serving 0 projects from ");
	}

	@Test
	void emptyDirectoryThatIsSetIsReported(CapturedOutput output) {
		this.properties.put("assets.directory", this.directory.toString());
		start(Application.class);
		assertThat(output).contains("There are no files in " + this.directory).contains("Serving 0 assets");
	}

	@Test
	void applicationWithoutProjectsIsWarnedThatItHasNoFiles(CapturedOutput output) {
		this.properties.put("assets.projects.enabled", "false");
		start(Application.class);
		assertThat(output).contains("There are no assets, because classpath:/static/ does not exist")
			.contains("Serving 0 assets")
			.doesNotContain("projects from");
	}

	@Test
	void resolverAndStorageOfTheApplicationAreNamed(CapturedOutput output) {
		start(ApplicationWithItsOwn.class);
		assertThat(lines(output)).singleElement()
			.asString()
			.endsWith("Serving 0 projects from directory " + root + ", found by the bean 'resolver'.");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class ApplicationWithItsOwn {

		@Bean
		AssetProjectResolver resolver() {
			return AssetProjectResolver.byHeader("X-Project");
		}

		@Bean
		AssetStorage storage() {
			return new DirectoryStorage(root);
		}

	}

}
