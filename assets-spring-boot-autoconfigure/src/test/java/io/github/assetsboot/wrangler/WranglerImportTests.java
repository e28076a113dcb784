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
import java.util.List;

import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.config.ConfigDataLocationNotFoundException;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@code spring.config.import=wrangler:...}, the first test to read of this
 * package.
 *
 * <p>
 * The import reads the {@code assets} of a Wrangler configuration as properties: where
 * the file is, which key becomes which property, and which environment counts.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerImportTests {

	private static final String TOML = """
			#:schema node_modules/wrangler/config-schema.json
			name = "my-worker"
			main = "./worker/index.ts"
			compatibility_date = "2024-12-30"
			compatibility_flags = [ "nodejs_compat", "assets_navigation_prefers_asset_serving" ]

			[[routes]]
			pattern = "shop.example.com"
			custom_domain = true

			[assets]
			directory = "./dist/"
			binding = "FILES"
			html_handling = "drop-trailing-slash"
			not_found_handling = "single-page-application"
			run_worker_first = [ "/api/*", "!/api/docs/*" ]

			[vars]
			API_HOST = "example.com"

			[observability]
			enabled = true

			[env.staging]
			vars = { API_HOST = "staging.example.com" }

			[env.staging.assets]
			directory = "./staging"

			[env.dated]
			compatibility_date = 2025-04-01
			compatibility_flags = []
			""";

	private static final String JSONC = """
			{
				"$schema": "./node_modules/wrangler/config-schema.json",
				"name": "my-worker",
				"main": "./worker/index.ts",
				"compatibility_date": "2024-12-30",
				"compatibility_flags": ["nodejs_compat", "assets_navigation_prefers_asset_serving"],
				"routes": [{ "pattern": "shop.example.com", "custom_domain": true }],
				"assets": {
					"directory": "./dist/",
					"binding": "FILES",
					"html_handling": "drop-trailing-slash",
					"not_found_handling": "single-page-application",
					"run_worker_first": ["/api/*", "!/api/docs/*"], // the API, but not its pages
				},
				"vars": { "API_HOST": "example.com" },
				"observability": { "enabled": true },
				"env": {
					"staging": {
						"vars": { "API_HOST": "staging.example.com" },
						"assets": { "directory": "./staging" },
					},
					/* the newest */
					"dated": { "compatibility_date": "2025-04-01", "compatibility_flags": [] },
				},
			}
			""";

	@TempDir
	Path folder;

	private ImportedEnvironment config;

	@BeforeEach
	void setUp() {
		this.config = new ImportedEnvironment(this.folder);
	}

	private void write(String name) throws IOException {
		this.config.file(name, name.endsWith(".toml") ? TOML : JSONC);
	}

	@ParameterizedTest
	@ValueSource(strings = { "wrangler.toml", "wrangler.jsonc", "wrangler.json", "frontend/any name.toml" })
	void everyKeyIsImported(String name) throws IOException {
		write(name);
		AssetsProperties assets = this.config.load("~/" + name).assets();
		assertThat(assets.getDirectory())
			.isEqualTo(this.folder.resolve(name).toAbsolutePath().resolveSibling("dist").toUri().toString());
		assertThat(assets.getBinding()).isEqualTo("FILES");
		assertThat(assets.getHtmlHandling()).isEqualTo(HtmlHandling.DROP_TRAILING_SLASH);
		assertThat(assets.getNotFoundHandling()).isEqualTo(NotFoundHandling.SINGLE_PAGE_APPLICATION);
		assertThat(assets.getRunWorkerFirst()).containsExactly("/api/*", "!/api/docs/*");
		assertThat(assets.getCompatibilityDate()).isEqualTo("2024-12-30");
		assertThat(assets.getCompatibilityFlags()).containsExactly("nodejs_compat",
				"assets_navigation_prefers_asset_serving");
	}

	@ParameterizedTest
	@ValueSource(strings = { "wrangler.toml", "wrangler.jsonc" })
	void tableOfAnEnvironmentReplacesThatOfTheTopLevelAsAWhole(String name) throws IOException {
		write(name);
		AssetsProperties assets = this.config.load("~/" + name, "staging").assets();
		AssetsProperties defaults = new AssetsProperties();
		assertThat(assets.getDirectory()).isEqualTo(this.folder.resolve("staging").toUri().toString());
		assertThat(assets.getBinding()).isEqualTo(defaults.getBinding());
		assertThat(assets.getHtmlHandling()).isEqualTo(defaults.getHtmlHandling());
		assertThat(assets.getNotFoundHandling()).isEqualTo(defaults.getNotFoundHandling());
		assertThat(assets.getRunWorkerFirst()).isEqualTo(defaults.getRunWorkerFirst());
		assertThat(assets.getCompatibilityDate()).isEqualTo("2024-12-30");
		assertThat(assets.getCompatibilityFlags()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "wrangler.toml", "wrangler.jsonc" })
	void environmentInheritsWhatItDoesNotHave(String name) throws IOException {
		write(name);
		AssetsProperties assets = this.config.load("~/" + name, "dated").assets();
		assertThat(assets.getCompatibilityDate()).isEqualTo("2025-04-01");
		assertThat(assets.getCompatibilityFlags()).isEmpty();
		assertThat(assets.getBinding()).isEqualTo("FILES");
		assertThat(assets.getRunWorkerFirst()).containsExactly("/api/*", "!/api/docs/*");
	}

	@Test
	void environmentWithoutAProfileOfItsNameIsIgnored() throws IOException {
		write("wrangler.toml");
		assertThat(this.config.load("~/wrangler.toml", "other", "STAGING").assets().getBinding()).isEqualTo("FILES");
	}

	@ParameterizedTest
	@CsvSource({ "'staging,dated', FILES, 2025-04-01", "'dated,staging', ASSETS, 2024-12-30",
			"'dated,staging,other', ASSETS, 2024-12-30" })
	void lastActiveProfileWithAnEnvironmentWins(String profiles, String binding, String date) throws IOException {
		write("wrangler.toml");
		AssetsProperties assets = this.config.load("~/wrangler.toml", profiles.split(",")).assets();
		assertThat(assets.getBinding()).isEqualTo(binding);
		assertThat(assets.getCompatibilityDate()).isEqualTo(date);
	}

	@Test
	void listOfTheTopLevelIsReplacedByALongerOrAShorterOne() throws IOException {
		this.config.file("wrangler.toml", """
				assets = { run_worker_first = [ "/a", "/b" ] }
				[env.one.assets]
				run_worker_first = [ "/c" ]
				[env.three.assets]
				run_worker_first = [ "/c", "/d", "/e" ]
				[env.all.assets]
				run_worker_first = true
				[env.empty.assets]
				""");
		assertThat(runWorkerFirst()).containsExactly("/a", "/b");
		assertThat(runWorkerFirst("one")).containsExactly("/c");
		assertThat(runWorkerFirst("three")).containsExactly("/c", "/d", "/e");
		assertThat(runWorkerFirst("all")).containsExactly("true");
		assertThat(runWorkerFirst("empty")).containsExactly("false");
	}

	private List<String> runWorkerFirst(String... profiles) throws IOException {
		return this.config.load("~/wrangler.toml", profiles).assets().getRunWorkerFirst();
	}

	@Test
	void defaultsThatReplaceTheTopLevelAreThoseOfTheProperties() throws IOException {
		this.config.file("wrangler.toml", TOML + "\n[env.empty.assets]\n");
		AssetsProperties assets = this.config.load("~/wrangler.toml", "empty").assets();
		AssetsProperties defaults = new AssetsProperties();
		assertThat(assets).usingRecursiveComparison()
			.ignoringFields("compatibilityDate", "compatibilityFlags")
			.isEqualTo(defaults);
		assertThat(this.config.origin("assets.directory")).startsWith("file [~/wrangler.toml] - ");
	}

	@Test
	void keysThatNeitherTheTopLevelNorTheEnvironmentHasStayUnset() throws IOException {
		this.config.file("wrangler.toml", "[assets]\nbinding = \"A\"\n[env.a.assets]\nhtml_handling = \"none\"\n");
		this.config.load("~/wrangler.toml", "a");
		assertThat(this.config.get("assets.directory")).isNull();
		assertThat(this.config.get("assets.binding")).isEqualTo("ASSETS");
	}

	@Test
	void otherKeysAreIgnoredWhateverTheirType() throws IOException {
		this.config.file("wrangler.json", """
				{ "site": 1, "placement": null, "compatibility": [[]], "big": 1e999999999,
				  "assets": { "bucket": 1, "include": null, "binding": "A" }, "env": { "other": 3 } }
				""");
		assertThat(this.config.load("~/wrangler.json", "a").assets().getBinding()).isEqualTo("A");
	}

	@Test
	void fileWithoutAnythingAboutAssetsChangesNothing() throws IOException {
		this.config.file("wrangler.toml", "name = \"worker\"\n").load("~/wrangler.toml", "staging");
		assertThat(this.config.assets()).usingRecursiveComparison().isEqualTo(new AssetsProperties());
	}

	@Test
	void folderIsSearchedInTheOrderOfWrangler() throws IOException {
		this.config.file("app/wrangler.toml", "assets.binding = \"TOML\"");
		assertThat(this.config.load("~/app").assets().getBinding()).isEqualTo("TOML");
		this.config.file("app/wrangler.jsonc", "{\"assets\":{\"binding\":\"JSONC\"}}");
		assertThat(this.config.load("~/app/").assets().getBinding()).isEqualTo("JSONC");
		this.config.file("app/wrangler.json", "{\"assets\":{\"binding\":\"JSON\"}}");
		assertThat(this.config.load("file:~/app").assets().getBinding()).isEqualTo("JSON");
		assertThat(this.config.load("classpath:app").assets().getBinding()).isEqualTo("JSON");
		assertThat(this.config.load("classpath:/app/").assets().getBinding()).isEqualTo("JSON");
	}

	@Test
	void plainPathIsRelativeToTheWorkingDirectory() throws IOException {
		write("wrangler.toml");
		String path = Path.of("").toAbsolutePath().relativize(this.folder).toString();
		assertThat(this.config.load(path).assets().getDirectory())
			.isEqualTo(this.folder.resolve("dist").toUri().toString());
		assertThat(this.config.load("file:" + path + "/wrangler.toml").assets().getDirectory())
			.isEqualTo(this.folder.resolve("dist").toUri().toString());
	}

	@Test
	void fileLocationCanBeEncoded() throws IOException {
		write("with space/wrangler.toml");
		assertThat(this.config.load(this.folder.resolve("with space").toUri().toString()).assets().getDirectory())
			.isEqualTo(this.folder.resolve("with space/dist").toUri().toString())
			.contains("%20");
	}

	@ParameterizedTest
	@CsvSource({ "wrangler.toml, ./dist, classpath:/dist", "wrangler.toml, dist/, classpath:/dist/",
			"app/wrangler.toml, ../static, classpath:/static", "app/wrangler.toml, ., classpath:/app" })
	void directoryIsOnTheClassPathIfTheFileIs(String name, String directory, String expected) throws IOException {
		this.config.file(name, "assets.directory = \"" + directory + "\"");
		assertThat(this.config.load("classpath:" + name).assets().getDirectory()).isEqualTo(expected);
	}

	@Test
	void absoluteDirectoryStaysWhatItIs() throws IOException {
		Path directory = Files.createDirectory(this.folder.resolve("built"));
		this.config.file("app/wrangler.toml", "assets.directory = '" + directory + "'");
		String expected = directory.toUri().toString();
		assertThat(this.config.load("~/app").assets().getDirectory()).isEqualTo(expected);
		assertThat(this.config.load("classpath:app").assets().getDirectory()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "~/wrangler.toml", "~/nowhere", "classpath:wrangler.json", "classpath:nowhere/",
			"file:~/nowhere/wrangler.jsonc" })
	void missingFileStopsTheStartUnlessItIsOptional(String location) throws IOException {
		assertThatExceptionOfType(ConfigDataResourceNotFoundException.class)
			.isThrownBy(() -> this.config.load(location, "staging"))
			.withMessageContaining("via location 'wrangler:")
			.withMessageContaining("[" + (location.startsWith("classpath:") ? "" : this.folder))
			.withMessageContaining("wrangler.")
			.withMessageContaining("cannot be found");
		assertThat(this.config.loadAll("optional:wrangler:" + location.replace("~", this.folder.toString()), "staging")
			.assets()).usingRecursiveComparison().isEqualTo(new AssetsProperties());
	}

	@Test
	void locationThatIsNoPathIsNotFound() {
		assertThatExceptionOfType(ConfigDataLocationNotFoundException.class).isThrownBy(() -> this.config.load("a\0b"));
	}

	@Test
	void importOverridesTheFileThatImports() throws IOException {
		write("wrangler.toml");
		this.config.file("application.yml", """
				spring.config.import: wrangler:%s
				assets:
				  binding: MINE
				  ignore: "*.map"
				---
				spring.config.activate.on-profile: local
				assets.html-handling: none
				""".formatted(this.folder));
		assertThat(this.config.loadAll(null).assets().getBinding()).isEqualTo("FILES");
		assertThat(this.config.assets().getIgnore()).containsExactly("*.map");
		assertThat(this.config.loadAll(null, "local").assets().getHtmlHandling()).isEqualTo(HtmlHandling.NONE);
	}

	@Test
	void precedenceIsThatOfAnyImportedFileWithAVariantForTheProfile() throws IOException {
		write("wrangler.toml");
		this.config.file("other.yml", "other.top: imported").file("other-staging.yml", "other.staging: imported");
		this.config.file("application.yml", """
				spring.config.import: [ "wrangler:%1$s", "file:%1$s/other.yml" ]
				""".formatted(this.folder));
		this.config.file("application-staging.yml", """
				other: { top: mine, staging: mine }
				assets: { compatibility-date: mine, binding: mine }
				""");
		this.config.loadAll(null, "staging");
		assertThat(this.config.get("other.top")).isEqualTo("mine");
		assertThat(this.config.get("assets.compatibility-date")).isEqualTo("mine");
		assertThat(this.config.get("other.staging")).isEqualTo("imported");
		assertThat(this.config.get("assets.binding")).isEqualTo("ASSETS");
	}

	@Test
	void importInsideADocumentOfAProfileSeesThatProfile() throws IOException {
		write("wrangler.toml");
		this.config.file("application.yml", """
				spring.config.activate.on-profile: staging
				spring.config.import: wrangler:%s
				""".formatted(this.folder));
		assertThat(this.config.loadAll(null).get("assets.binding")).isNull();
		assertThat(this.config.loadAll(null, "staging").get("assets.binding")).isEqualTo("ASSETS");
		assertThat(this.config.get("assets.directory")).endsWith("/staging");
	}

	@Test
	void everyPropertyKnowsItsPlace() throws IOException {
		write("wrangler.toml");
		this.config.load("~", "staging");
		assertThat(this.config.origin("assets.compatibility-date")).isEqualTo("file [~/wrangler.toml] - 4:22");
		assertThat(this.config.origin("assets.compatibility-flags[1]")).isEqualTo("file [~/wrangler.toml] - 5:23");
		assertThat(this.config.origin("assets.directory")).isEqualTo("file [~/wrangler.toml] - 28:13");
		assertThat(this.config.origin("assets.binding")).isEqualTo("file [~/wrangler.toml] - 27:1");
		write("app/wrangler.jsonc");
		this.config.load("classpath:app", "dated");
		assertThat(this.config.origin("assets.html-handling"))
			.isEqualTo("class path resource [app/wrangler.jsonc] - 11:20");
		assertThat(this.config.origin("assets.run-worker-first[1]"))
			.isEqualTo("class path resource [app/wrangler.jsonc] - 13:34");
		assertThat(this.config.origin("assets.compatibility-flags"))
			.isEqualTo("class path resource [app/wrangler.jsonc] - 23:73");
	}

	@Test
	void basePathIsImportedAndReplacedLikeTheOtherKeys() throws IOException {
		this.config.file("wrangler.toml", """
				[assets]
				base_path = "/shop"
				[env.root.assets]
				html_handling = "none"
				[env.other.assets]
				base_path = "/other"
				""");
		assertThat(this.config.load("~").assets().getBasePath()).isEqualTo("/shop");
		assertThat(this.config.load("~", "root").assets().getBasePath()).isEqualTo("/");
		assertThat(this.config.load("~", "other").assets().getBasePath()).isEqualTo("/other");
	}

	@ParameterizedTest
	@ValueSource(strings = { "~/app/wrangler.jsonc", "~/app", "file:~/app/", "classpath:app/wrangler.jsonc",
			"classpath:app" })
	void settingsAreThoseOfTheCollectionThatTheLocationNames(String location) throws IOException {
		write("app/wrangler.jsonc");
		this.config.load(location + "?collection=back-office", "staging");
		assertThat(this.config.get("assets.collections.back-office.compatibility-date")).isEqualTo("2024-12-30");
		assertThat(this.config.get("assets.collections.back-office.directory")).endsWith("app/staging");
		assertThat(this.config.get("assets.collections.back-office.html-handling")).isEqualTo("auto-trailing-slash");
		assertThat(this.config.origin("assets.collections.back-office.directory")).contains("app/wrangler.jsonc] - ");
		assertThat(this.config.assets()).usingRecursiveComparison()
			.ignoringFields("collections")
			.isEqualTo(new AssetsProperties());
	}

	@Test
	void nameOfTheBindingIsThatOfTheDefaultCollectionOnly() throws IOException {
		write("wrangler.toml");
		this.config.load("~?collection=admin", "staging");
		assertThat(this.config.get("assets.collections.admin.html-handling")).isNotNull();
		assertThat(this.config.get("assets.collections.admin.binding")).isNull();
	}

	@Test
	void severalCollectionsImportFilesOfTheirOwn() throws IOException {
		this.config.file("shop/wrangler.toml", "assets.html_handling = 'none'")
			.file("admin/wrangler.toml", """
					[assets]
					not_found_handling = "404-page"
					[env.test.assets]
					not_found_handling = "single-page-application"
					""")
			.loadAll("wrangler:%1$s/shop,optional:wrangler:%1$s/admin?collection=admin,".formatted(this.folder)
					+ "wrangler:%1$s/shop?collection=copy,optional:wrangler:%1$s/nowhere?collection=none"
						.formatted(this.folder),
					"test");
		assertThat(this.config.get("assets.html-handling")).isEqualTo("none");
		assertThat(this.config.get("assets.not-found-handling")).isNull();
		assertThat(this.config.get("assets.collections.admin.not-found-handling")).isEqualTo("single-page-application");
		assertThat(this.config.get("assets.collections.admin.html-handling")).isNull();
		assertThat(this.config.assets().getCollections()).containsOnlyKeys("admin", "copy");
	}

}
