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

package io.github.assetsboot.wrangler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.dataformat.toml.TomlFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for applications that import a Wrangler configuration file.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class WranglerApplicationTests {

	@TempDir
	Path folder;

	@BeforeEach
	void setUp() throws IOException {
		write("dist/index.html", "fallback page");
		write("staging/index.html", "staged");
		write("staging/404.html", "lost");
	}

	@Test
	void importedFileDecidesWhatIsServed() throws IOException {
		write("wrangler.jsonc", """
				{
					"name": "my-spa",
					"assets": { "directory": "./dist", "not_found_handling": "single-page-application" },
				}
				""");
		try (ConfigurableApplicationContext context = start("--spring.config.import=wrangler:" + this.folder)) {
			assertThat(get(context, "/").body()).isEqualTo("fallback page");
			assertThat(get(context, "/notes/7")).satisfies((response) -> {
				assertThat(response.status()).isEqualTo(200);
				assertThat(response.body()).isEqualTo("fallback page");
			});
		}
	}

	@ParameterizedTest
	@CsvSource({ "'', WORKERS", "spring, SPRING", "workers, WORKERS" })
	void importedFileBringsTheRoutingOfAWorkerUnlessToldOtherwise(String routing, RoutingMode mode,
			CapturedOutput output) throws IOException {
		write("wrangler.toml", "compatibility_date = \"2025-04-01\"\nassets.directory = \"./dist\"\n");
		write("application.yml", "spring.config.import: wrangler:" + this.folder + "/wrangler.toml\n"
				+ (routing.isEmpty() ? "" : "assets.routing: " + routing + "\n"));
		assertThat(mode("--spring.config.location=" + this.folder.toUri())).isEqualTo(mode);
		assertThat(output).doesNotContain("has no effect");
	}

	@Test
	void importedFileWithoutADateBringsTheRoutingOfAWorker() throws IOException {
		write("wrangler.jsonc", "{ \"assets\": { \"directory\": \"./dist\" } }");
		assertThat(mode("--spring.config.import=wrangler:" + this.folder)).isEqualTo(RoutingMode.WORKERS);
	}

	@Test
	void optionalFileThatDoesNotExistChangesNothing() throws IOException {
		assertThat(mode("--spring.config.import=optional:wrangler:" + this.folder,
				"--assets.directory=" + this.folder.resolve("dist")))
			.isEqualTo(RoutingMode.SPRING);
	}

	@Test
	void onlyTheCollectionThatImportsAFileHasTheRoutingOfAWorker() throws IOException {
		write("admin/wrangler.jsonc", "{ \"assets\": { \"directory\": \"../staging\" } }");
		write("shop/wrangler.toml", "[assets]\ndirectory = \"../dist\"\nbase_path = \"/shop\"\n");
		write("application.yml", """
				spring.config.import:
				  - wrangler:%1$s/admin?collection=admin
				  - wrangler:%1$s/shop?collection=shop
				assets:
				  directory: %1$s/dist
				  collections:
				    admin: { base-path: /admin }
				    shop: { routing: spring }
				    docs: { base-path: /docs, directory: "%1$s/dist" }
				""".formatted(this.folder));
		try (ConfigurableApplicationContext context = start("--spring.config.location=" + this.folder.toUri())) {
			AssetCollections collections = context.getBean(AssetCollections.class);
			assertThat(collections.all()).extracting(CurrentSnapshot::name, WranglerApplicationTests::mode)
				.containsExactlyInAnyOrder(tuple("default", RoutingMode.SPRING), tuple("admin", RoutingMode.WORKERS),
						tuple("shop", RoutingMode.SPRING), tuple("docs", RoutingMode.SPRING));
			assertThat(get(context, "/admin/").body()).isEqualTo("staged");
			assertThat(get(context, "/shop/").body()).isEqualTo("fallback page");
			assertThat(get(context, "/").body()).isEqualTo("fallback page");
		}
	}

	@Test
	void importForTheDefaultCollectionLeavesTheOthersAlone() throws IOException {
		write("wrangler.toml", "assets.directory = \"./dist\"\n");
		try (ConfigurableApplicationContext context = start("--spring.config.import=wrangler:" + this.folder,
				"--assets.collections.admin.base-path=/admin",
				"--assets.collections.admin.directory=" + this.folder.resolve("staging"))) {
			AssetCollections collections = context.getBean(AssetCollections.class);
			assertThat(mode(collections.standard())).isEqualTo(RoutingMode.WORKERS);
			assertThat(mode(collections.get("admin"))).isEqualTo(RoutingMode.SPRING);
		}
	}

	@Test
	void reservedNameOfACollectionIsExplained(CapturedOutput output) throws IOException {
		write("wrangler.toml", "assets.directory = \"./dist\"\n");
		assertThatException()
			.isThrownBy(() -> start("--spring.config.import=wrangler:" + this.folder + "?collection=default").close());
		assertThat(output).contains("A Wrangler configuration file cannot be imported:",
				"names the default collection, whose properties are directly below 'assets'",
				"Remove '?collection=default' to import the file into the default collection.");
	}

	@Test
	void settingBesideTheImportedFileIsWarnedOf(CapturedOutput output) throws IOException {
		write("wrangler.toml", "assets.directory = \"./dist\"\n");
		assertThat(mode("--spring.config.import=wrangler:" + this.folder, "--assets.routing=spring",
				"--assets.compatibility-date=2025-04-01", "--logging.level.io.github.assetsboot=warn"))
			.isEqualTo(RoutingMode.SPRING);
		assertThat(output).containsOnlyOnce("so these properties have no effect: assets.compatibility-date.");
	}

	private static RoutingMode mode(String... arguments) {
		try (ConfigurableApplicationContext context = start(arguments)) {
			return mode(context.getBean(AssetCollections.class).standard());
		}
	}

	private static RoutingMode mode(CurrentSnapshot assets) {
		return assets.snapshot().router().settings().mode();
	}

	@Test
	void activeProfileChoosesTheEnvironment() throws IOException {
		write("wrangler.toml", """
				name = "my-spa"
				[assets]
				directory = "./dist"
				not_found_handling = "single-page-application"
				[env.staging.assets]
				directory = "./staging"
				not_found_handling = "404-page"
				""");
		write("application.yml", "spring.config.import: wrangler:" + this.folder + "/wrangler.toml\n");
		String location = "--spring.config.location=" + this.folder.toUri();
		try (ConfigurableApplicationContext context = start(location, "--spring.profiles.active=staging")) {
			assertThat(get(context, "/").body()).isEqualTo("staged");
			assertThat(get(context, "/notes/7")).satisfies((response) -> {
				assertThat(response.status()).isEqualTo(404);
				assertThat(response.body()).isEqualTo("lost");
			});
		}
		try (ConfigurableApplicationContext context = start(location)) {
			assertThat(get(context, "/notes/7").body()).isEqualTo("fallback page");
		}
	}

	@Test
	void wrongChoiceIsExplainedWithItsPlace(CapturedOutput output) throws IOException {
		write("wrangler.toml", "name = \"app\"\n\n[assets]\ndirectory = \"dist\"\nhtml_handling = \"spa\"\n");
		fail();
		assertThat(output).contains("The property 'assets.html-handling' cannot be used:", "Value: spa",
				"Origin: file [" + this.folder.resolve("wrangler.toml") + "] - 5:17",
				"Set it to one of: auto-trailing-slash");
	}

	@Test
	void wrongPatternIsExplainedWithItsPlace(CapturedOutput output) throws IOException {
		write("wrangler.jsonc", """
				{ "assets": { "directory": "dist",
				    "run_worker_first": [ "api/*" ] } }
				""");
		fail();
		assertThat(output).contains("The property 'assets.run-worker-first' cannot be used:",
				"Origin: file [" + this.folder.resolve("wrangler.jsonc") + "] - 2:27");
	}

	@Test
	void missingDirectoryIsExplainedWithItsPlace(CapturedOutput output) throws IOException {
		write("wrangler.toml", "[assets]\ndirectory = \"./nowhere\"\n");
		fail();
		assertThat(output).contains("Value: " + this.folder.resolve("nowhere").toUri(),
				"Origin: file [" + this.folder.resolve("wrangler.toml") + "] - 2:13",
				"Reason: there is no such directory");
	}

	@Test
	void wrongTypeIsExplainedWithItsPlace(CapturedOutput output) throws IOException {
		write("wrangler.toml", "name = \"app\"\nassets = \"dist\"\n");
		fail();
		assertThat(output).contains("A Wrangler configuration file cannot be imported:",
				"Origin: file [" + this.folder.resolve("wrangler.toml") + "] - 2:10",
				"Reason: 'assets' must be a table, but is the string \"dist\"");
	}

	@Test
	void missingFileIsExplained(CapturedOutput output) {
		fail();
		assertThat(output).contains("APPLICATION FAILED TO START", this.folder.resolve("wrangler.jsonc").toString(),
				"does not exist", "optional:");
	}

	@Test
	void missingTomlLibraryIsExplained(CapturedOutput output) throws IOException {
		write("wrangler.toml", "[assets]\ndirectory = \"dist\"\n");
		ClassLoader previous = ClassUtils.overrideThreadContextClassLoader(new FilteredClassLoader(TomlFactory.class));
		try {
			fail();
		}
		finally {
			Thread.currentThread().setContextClassLoader(previous);
		}
		assertThat(output).contains("Reason: the library that reads TOML is not on the class path",
				"Add the dependency 'tools.jackson.dataformat:jackson-dataformat-toml'");
	}

	private void fail() {
		assertThatException().isThrownBy(() -> start("--spring.config.import=wrangler:" + this.folder).close());
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		List<String> all = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
				"--spring.main.banner-mode=off", "--logging.level.root=error"));
		all.addAll(List.of(arguments));
		return SpringApplication.run(Application.class, all.toArray(String[]::new));
	}

	private static Response get(ConfigurableApplicationContext context, String path) throws IOException {
		try (SocketClient client = new SocketClient(Applications.port(context))) {
			return client.send("GET", path, Map.of("Sec-Fetch-Mode", "navigate"));
		}
	}

	private void write(String name, String text) throws IOException {
		Path file = this.folder.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
