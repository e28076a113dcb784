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

package io.github.assetsboot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.Assets;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The properties below {@code assets.collections}: collections with a name, and mistakes
 * that the start explains.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class NamedCollectionsIT {

	@TempDir
	Path root;

	@BeforeEach
	void writeSites() throws IOException {
		for (String name : List.of("shop", "admin", "docs")) {
			Files.createDirectories(this.root.resolve(name));
			Files.writeString(this.root.resolve(name).resolve("index.html"), name);
			Files.writeString(this.root.resolve(name).resolve("app.js"), name);
		}
	}

	private WebApplicationContextRunner runner() {
		return new WebApplicationContextRunner().withConfiguration(OurAutoConfigurations.all())
			.withPropertyValues("assets.directory=" + this.root.resolve("shop"));
	}

	/**
	 * Return a runner with the properties of collections.
	 * @param properties the names after {@code assets.collections.} with their values,
	 * separated by semicolons
	 */
	private WebApplicationContextRunner runner(String properties) {
		List<String> all = new ArrayList<>();
		for (String property : properties.split(";")) {
			all.add("assets.collections." + property.strip());
		}
		for (String name : List.of("admin", "docs")) {
			if (properties.contains(name + ".") && !properties.contains(name + ".directory")) {
				all.add("assets.collections." + name + ".directory=" + this.root.resolve(name));
			}
		}
		return runner().withPropertyValues(all.toArray(String[]::new));
	}

	private void expectFailure(String properties, String property, String value, String reason, String action) {
		runner(properties).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new InvalidAssetsPropertyFailureAnalyzer(new StandardEnvironment())
				.analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("'" + property + "'")
				.contains("Value: " + value)
				.contains("Reason: " + reason);
			assertThat(analysis.getAction()).contains(action);
		});
	}

	@Test
	void beansOfACollectionAreInjectedByItsName() {
		runner("admin.base-path=/admin; shared.host=www.example.com").run((context) -> {
			AssetCollections collections = context.getBean(AssetCollections.class);
			assertThat(collections.all()).extracting(CurrentSnapshot::name)
				.containsExactly("default", "admin", "shared");
			for (String name : List.of("default", "admin", "shared")) {
				assertThat(BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), Assets.class, name))
					.isNotSameAs(context.getBean(Assets.class));
				assertThat(
						BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), AssetUrls.class, name))
					.isNotSameAs(context.getBean(AssetUrls.class));
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "/admin, /admin", "/admin, /admin/", "/admin/, /admin", "/a-b/c, /a-b/c/" })
	void collectionsWithTheSamePathStopTheStart(String first, String second) {
		expectFailure("admin.base-path=" + first + "; docs.base-path=" + second, "assets.collections.docs.base-path",
				second, "the collection 'admin' has the same path",
				"Set one of the two to another path, or set 'assets.collections.docs.host'.");
	}

	@ParameterizedTest
	@CsvSource({ "example.com, example.com", "example.com, EXAMPLE.com", "example.com, example.com.",
			"Example.Com., example.com", "[::1], [::1]" })
	void collectionsWithTheSameHostStopTheStart(String first, String second) {
		expectFailure("admin.host=" + first + "; docs.host=" + second, "assets.collections.docs.base-path", "/",
				"the collection 'admin' has the same path and host", "Set one of the two to another path");
		expectFailure("admin.host=" + first + "; admin.base-path=/x; docs.host=" + second + "; docs.base-path=/x/",
				"assets.collections.docs.base-path", "/x/", "the collection 'admin' has the same path and host",
				"Set one of the two to another path");
	}

	@ParameterizedTest
	@ValueSource(strings = { "admin.base-path=/a; docs.base-path=/a/b", "admin.base-path=/a; docs.base-path=/ab",
			"admin.host=example.com; docs.host=www.example.com", "admin.base-path=/a; docs.host=example.com",
			"admin.base-path=/a; docs.base-path=/a; docs.host=example.com" })
	void collectionsThatCanBeToldApartAreServed(String properties) {
		runner(properties).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void pathOfTheDefaultCollectionCounts() {
		runner("admin.base-path=/app/").withPropertyValues("assets.base-path=/app")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("the collection 'default' has the same path"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "admin.html-handling=none", "admin.base-path=/", "admin.host= " })
	void collectionWithoutAPathAndAHostStopsTheStart(String properties) {
		runner(properties).run((context) -> {
			FailureAnalysis analysis = new InvalidAssetsPropertyFailureAnalyzer(new StandardEnvironment())
				.analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("'assets.collections.admin'")
				.contains("Reason: neither 'host' nor a 'base-path' other than '/' is set")
				.doesNotContain("Value:");
			assertThat(analysis.getAction())
				.isEqualTo("Set 'assets.collections.admin.base-path' to a path such as '/admin', or set"
						+ " 'assets.collections.admin.host'.");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "Back_office", "BackOffice", "back_office" })
	void nameThatIsNotValidStopsTheStart(String name) {
		expectFailure(name + ".base-path=/x", "assets.collections", name,
				"it is not a name of lower-case letters, digits and hyphens", "Give the collection another name");
	}

	@Test
	void nameThatStandsForAnotherCollectionStopsTheStart() {
		expectFailure("default.base-path=/x", "assets.collections", "default",
				"the properties of the default collection are directly below 'assets'",
				"Set the properties there, or give the collection another name");
		expectFailure("project.base-path=/x", "assets.collections", "project",
				"the name stands for the collections of projects", "Give the collection another name");
	}

	@Test
	void defaultCollectionMayHaveNoFilesBesideOthers(CapturedOutput output) {
		new WebApplicationContextRunner().withConfiguration(OurAutoConfigurations.all())
			.withPropertyValues("assets.collections.admin.base-path=/admin",
					"assets.collections.admin.directory=" + this.root.resolve("admin"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).doesNotContain("There are no assets")
					.doesNotContain("Serving 0 assets")
					.contains("as collection 'admin'");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			host             | https://example.com | it is not the name of a host
			host             | example.com:8080    | it is not the name of a host
			base-path        | admin               | it must start with one '/'
			fallback-page    | 200.html            | it must start with
			run-worker-first | api/*               | must start with
			cache.control    | 12h                 | it is not a list of Cache-Control directives
			cache.immutable  | assets/*            | assets/*
			url-prefix       | cdn                 | it is neither an origin nor a path
			page-data-path   | config.json         | it is not a path inside the directory of the assets
			csp.policy       | script-src {x}      | is not a placeholder
			vite.manifest    | /no-such.json       | there is no such file
			dev-server.url   | localhost           |
			directory        | /does/not/exist     | there is no such directory
			""")
	void valueThatCannotBeUsedIsNamedWithItsCollection(String property, String value, String reason) {
		String basePath = property.equals("base-path") ? "" : "admin.base-path=/admin; ";
		runner(basePath + "admin." + property + "=" + value).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new InvalidAssetsPropertyFailureAnalyzer(new StandardEnvironment())
				.analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("'assets.collections.admin." + property + "'")
				.contains((reason != null) ? reason : value);
			assertThat(analysis.getDescription() + analysis.getAction())
				.doesNotContainPattern("'assets\\.(?!collections)");
		});
	}

	@Test
	void choiceThatDoesNotExistIsNamedWithTheValidOnes() {
		runner("admin.base-path=/admin; admin.html-handling=sometimes").run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new InvalidAssetsChoiceFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("'assets.collections.admin.html-handling'", "sometimes");
			assertThat(analysis.getAction())
				.contains("auto-trailing-slash, force-trailing-slash, drop-trailing-slash, none");
		});
	}

	@Test
	void patternWithoutQuotesInYamlIsExplained() {
		String yaml = "assets:\n  collections:\n    admin:\n      run-worker-first:\n        - !/api/docs/*\n";
		assertThatException()
			.isThrownBy(() -> new YamlPropertySourceLoader().load("test", new ByteArrayResource(yaml.getBytes())))
			.satisfies((failure) -> {
				FailureAnalysis analysis = new UnquotedPatternFailureAnalyzer().analyze(failure);
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("!/api/docs/*").contains("line 5");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					cache.memory       | it is a property of the application, for all collections together. Set 'assets.cache.memory'.
					cache.disk         | it is a property of the application, for all collections together. Set 'assets.cache.disk'.
					enabled            | it is a property of the application, for all collections together. Set 'assets.enabled'.
					filter.order       | it is a property of the application, for all collections together. Set 'assets.filter.order'.
					live-reload-path   | it is a property of the application, for all collections together. Set 'assets.live-reload-path'.
					language.default   | it is a property of the application, for all collections together. Set 'assets.language.default'.
					language.paths.de  | it is a property of the application, for all collections together. Set 'assets.language.paths.de'.
					binding            | it is a property of the application, for all collections together. Set 'assets.binding'.
					webjars            | it is a property of the application, for all collections together. Set 'assets.webjars'.
					html-rewriter.buffer | it is a property of the application, for all collections together. Set 'assets.html-rewriter.buffer'.
					tomcat.relaxed-brackets | it is a property of the application, for all collections together. Set 'assets.tomcat.relaxed-brackets'.
					language.paht      | correct the name, or remove it.
					not-found-handeling | correct the name, or remove it.
					csp.polcy          | correct the name, or remove it.
					""")
	void propertyThatACollectionDoesNotHaveIsWarnedOf(String property, String way, CapturedOutput output) {
		runner("admin.base-path=/admin; admin." + property + "=1").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output)
				.containsOnlyOnce("These properties have no effect, because a collection has no such property:")
				.containsPattern("assets\\.collections\\.admin\\." + property + "( \\(.*\\))?: \\Q" + way);
		});
	}

	@Test
	void propertyThatACollectionHasIsNotWarnedOf(CapturedOutput output) throws Exception {
		String yaml = """
				assets:
				  collections:
				    admin:
				      base-path: /admin
				      directory: "%s"
				      page-data:
				        api-url: /admin/api
				        limits: { rows: 10, columns: [1, 2] }
				      run-worker-first: ["/api/*", "!/api/docs/*"]
				      cache: { immutable: ["/assets/*"], control: "no-cache" }
				      csp: { policy: "script-src 'self'", report-only: true }
				      dev-server: { install: never, allowed-hosts: [example.com] }
				""".formatted(this.root.resolve("admin"));
		PropertySource<?> source = new YamlPropertySourceLoader()
			.load("application.yml", new ByteArrayResource(yaml.getBytes()))
			.get(0);
		runner().withInitializer((context) -> context.getEnvironment().getPropertySources().addLast(source))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).doesNotContain("have no effect, because");
			});
	}

	@Test
	void oneLineForEachCollectionIsInTheOrderOfTheProperties(CapturedOutput output) {
		runner("docs.host=Docs.example.com; admin.base-path=/admin; admin.not-found-handling=single-page-application")
			.withPropertyValues("logging.level.io.github.assetsboot=info")
			.run((context) -> assertThat(output.toString().lines().filter((line) -> line.contains("Serving 2 assets")))
				.satisfiesExactly((line) -> assertThat(line).contains("shop, with 0 redirect rules"),
						(line) -> assertThat(line).contains("docs as collection 'docs' for docs.example.com, with"),
						(line) -> assertThat(line)
							.contains("admin as collection 'admin' below /admin/ as a single-page application, with")));
	}

	@Test
	void collectionsAreMadeFromThePropertiesWithoutAnEffectOnThem() {
		AssetsProperties properties = new AssetsProperties();
		properties.setWebjars(true);
		assertThat(properties.toCollections()).extracting(CollectionProperties::name)
			.containsExactly("default", "webjars");
		assertThat(properties.getCollections()).isEmpty();
	}

}
