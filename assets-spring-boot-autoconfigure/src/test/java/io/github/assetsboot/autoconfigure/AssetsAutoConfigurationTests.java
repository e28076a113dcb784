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
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.assetsboot.Assets;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.html.HtmlRewriter;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.servlet.AssetsFilter;
import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link AssetsAutoConfiguration}, the first test to read of this package.
 *
 * <p>
 * The auto-configuration binds the properties, reads the collection and registers the
 * filter. A bean of the application takes the place of a bean of the API.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class AssetsAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = OurAutoConfigurations.all();

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS);

	@TempDir
	Path directory;

	private WebApplicationContextRunner withDirectory() {
		return this.contextRunner.withPropertyValues("assets.directory=" + this.directory);
	}

	@Test
	void filterSeesRequestsOnlyJustAfterSpringSecurity() {
		withDirectory().run((context) -> {
			FilterRegistrationBean<?> registration = context.getBean("assetsFilter", FilterRegistrationBean.class);
			assertThat(registration.getFilter()).isInstanceOf(AssetsFilter.class);
			assertThat(registration.getOrder()).isEqualTo(-99);
			assertThat(registration.determineDispatcherTypes()).containsExactly(DispatcherType.REQUEST);
		});
		withDirectory().withPropertyValues("assets.filter.order=7")
			.run((context) -> assertThat(context.getBean("assetsFilter", FilterRegistrationBean.class).getOrder())
				.isEqualTo(7));
	}

	@Test
	void bindingHasTheNameOfTheSetting() {
		withDirectory().withUserConfiguration(BindingUser.class)
			.run((context) -> assertThat(context.getBean(BindingUser.class).assets).isSameAs(context.getBean("ASSETS"))
				.isSameAs(context.getBean(Assets.class)));
		withDirectory().withPropertyValues("assets.binding=FILES")
			.run((context) -> assertThat(context.getBean("FILES")).isSameAs(context.getBean(Assets.class)));
	}

	@Test
	void assetsBeanOfTheApplicationComesFirst() {
		withDirectory().withUserConfiguration(OwnBeans.class).run((context) -> {
			assertThat(context).hasSingleBean(Assets.class).hasBean("ownAssets");
			assertThat(context.getBean("ASSETS")).isSameAs(context.getBean("ownAssets"));
		});
	}

	@Test
	void isOffWhenDisabled() {
		this.contextRunner.withPropertyValues("assets.enabled=false", "assets.directory=/does/not/exist")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Assets.class));
	}

	/**
	 * A sparse file takes no room on the disk, but hours to read.
	 */
	@Test
	@Timeout(60)
	void fileOfThePreviousBuildThatIsNoDictionaryIsNotRead(@TempDir Path previous) throws IOException {
		Files.writeString(previous.resolve("app.js"), "let a = 1");
		for (String name : List.of("other.js", "app.mp4")) {
			try (RandomAccessFile file = new RandomAccessFile(previous.resolve(name).toFile(), "rw")) {
				file.setLength(1L << 40);
			}
		}
		withDirectory()
			.withPropertyValues("assets.cache.dictionaries=/app.*", "assets.cache.dictionary-directory=" + previous)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void isOffOutsideOfAServletApplication() {
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Assets.class));
		new ReactiveWebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Assets.class));
	}

	@Test
	void missingDefaultDirectoryIsAnEmptyCollectionAndOneWarning(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(AssetCollections.class).standard().snapshot().router().assets().assets())
				.isEmpty();
			assertThat(output).containsOnlyOnce("There are no assets, because classpath:/static/ does not exist");
		});
	}

	@Test
	void directoryNeedsNoFilesBesideADevelopmentServer(CapturedOutput output) {
		withDirectory().withPropertyValues("assets.dev-server.url=http://localhost:5173")
			.run((context) -> assertThat(output).contains("Asking the development server")
				.doesNotContain("There are no files"));
	}

	@Test
	void namesAreRelaxed() {
		withDirectory()
			.withPropertyValues("assets.html_handling=drop-trailing-slash", "assets.not_found_handling=404-page",
					"assets.run_worker_first=/api/*,!/api/docs/*")
			.run((context) -> {
				AssetsProperties properties = context.getBean(AssetsProperties.class);
				assertThat(properties.getHtmlHandling()).hasToString("DROP_TRAILING_SLASH");
				assertThat(properties.getNotFoundHandling()).hasToString("_404_PAGE");
				assertThat(properties.getRunWorkerFirst()).containsExactly("/api/*", "!/api/docs/*");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"assets.directory | /does/not/exist | there is no such directory",
			"assets.directory | classpath:/ | root of the class path", "assets.directory | classpath:/nope/ | no such",
			"assets.directory | http://example.com/ | scheme is not supported",
			"assets.run-worker-first | /api/*,api | 'api': a rule must start with '/' or '!/'",
			"assets.run-worker-first | !/a | only negative rules",
			"assets.compatibility-date | 2025-13-01 | it is not a date",
			"assets.compatibility-flags | assets_navigation_prefers_asset_serving,assets_navigation_has_no_effect | contradict",
			"assets.base-path | app | must start with one '/'", "assets.base-path | /a;b | must be a plain path",
			"assets.fallback-page | 200.html | it must start with one '/'",
			"assets.fallback-page | /app/ | it must be the path of a file",
			"assets.cache.memory | -1B | it is negative", "assets.cache.disk | -1B | it is negative",
			"assets.html-rewriter.buffer | -1B | it is not between 0 and 1 GB",
			"assets.html-rewriter.buffer | 2GB | it is not between 0 and 1 GB",
			"assets.dev-server.url | localhost:5173 | must start with 'http://'",
			"assets.dev-server.url | http://localhost:5173/app | nothing but", "assets.binding | \" \" | it is empty" })
	void valueThatCannotBeUsedStopsTheStartAndIsExplained(String property, String value, String reason) {
		withDirectory().withPropertyValues(property + "=" + value).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new InvalidAssetsPropertyFailureAnalyzer(new StandardEnvironment())
				.analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("'" + property + "'").contains(reason);
			assertThat(analysis.getAction()).isNotBlank();
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "classpath:/nope/ | The build puts the files of 'src/main/resources/nope' there.",
					"no/such/folder   | The path is relative to the working directory, which is '",
					"file:./nope      | The path is relative to the working directory, which is '",
					"/does/not/exist  | or correct the property.", "file:/not/there  | or correct the property." })
	void failureSaysWhereAMissingDirectoryWasLookedFor(String value, String end) {
		this.contextRunner.withPropertyValues("assets.directory=" + value).run((context) -> {
			FailureAnalysis analysis = new InvalidAssetsPropertyFailureAnalyzer(new StandardEnvironment())
				.analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getAction().replace(System.getProperty("user.dir") + "'.", "")).endsWith(end);
		});
	}

	@ParameterizedTest
	@CsvSource({ "assets.enabled=true, 256", "assets.html-rewriter.buffer=1KB, 1", "assets.html-rewriter.buffer=0, 0" })
	void rewriterHasTheBufferOfTheProperty(String property, int kilobytes) {
		withDirectory().withPropertyValues(property).run((context) -> {
			HtmlRewriter rewriter = context.getBean(HtmlRewriter.class).onEnd((end) -> end.append("x"));
			assertThat(length(rewriter, kilobytes * 1024)).isEqualTo(kilobytes * 1024 + 1);
			assertThat(length(rewriter, kilobytes * 1024 + 1)).isEqualTo(-1);
		});
	}

	private static long length(HtmlRewriter rewriter, int size) {
		ResponseEntity<Resource> response = ResponseEntity.ok()
			.contentType(MediaType.TEXT_HTML)
			.body(new ByteArrayResource(new byte[size]));
		return rewriter.transform(response).getHeaders().getContentLength();
	}

	@Test
	void rewriterOfTheApplicationReplacesTheBean() {
		HtmlRewriter own = HtmlRewriter.create();
		withDirectory().withBean(HtmlRewriter.class, () -> own)
			.run((context) -> assertThat(context).getBean(HtmlRewriter.class).isSameAs(own));
	}

	@Test
	void fileGivenAsDirectoryIsExplained() throws Exception {
		Path file = Files.writeString(this.directory.resolve("index.html"), "x");
		this.contextRunner.withPropertyValues("assets.directory=" + file)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("it is a file"));
	}

	@Test
	void unknownEnumerationValueStopsTheStartAndTheValidOnesAreNamed() {
		withDirectory().withPropertyValues("assets.html-handling=sometimes").run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new InvalidAssetsChoiceFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("'assets.html-handling'").contains("sometimes");
			assertThat(analysis.getAction())
				.contains("auto-trailing-slash, force-trailing-slash, drop-trailing-slash, none");
		});
	}

	@Test
	void patternWithoutQuotesInYamlIsExplained() throws Exception {
		Path file = Files.writeString(this.directory.resolve("application.yml"),
				"assets:\n  run-worker-first:\n    - /api/*\n    - !/api/docs/*\n");
		assertThatException()
			.isThrownBy(() -> new YamlPropertySourceLoader().load("test", new FileSystemResource(file)))
			.satisfies((failure) -> {
				FailureAnalysis analysis = new UnquotedPatternFailureAnalyzer().analyze(failure);
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("!/api/docs/*").contains("line 4");
			});
		assertThat(new UnquotedPatternFailureAnalyzer().analyze(new IllegalStateException())).isNull();
	}

	@Test
	void rejectedLinesAreReportedOnceWithFileLineTextAndReason(CapturedOutput output) throws Exception {
		Files.writeString(this.directory.resolve("_redirects"), "/a\n/ok /b\n");
		Files.writeString(this.directory.resolve("_headers"), "/a\n  nonsense\n  X-A: 1\n");
		withDirectory().run((context) -> assertThat(output)
			.containsOnlyOnce("_redirects:1: expected \"from to [status]\", got 1 fields: /a")
			.containsOnlyOnce("_headers:2: expected \"Name: value\" or \"! Name\"; a path must start with \"/\","
					+ " and the fields below this line belong to the path above: nonsense"));
	}

	@Test
	void immutablePatternThatIsNoPathStopsTheStart() {
		withDirectory().withPropertyValues("assets.cache.immutable=assets/*")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("assets.cache.immutable"));
	}

	@Test
	void linkThatLeadsOutIsReported(CapturedOutput output) throws Exception {
		Files.createSymbolicLink(this.directory.resolve("out"), this.directory.getParent());
		withDirectory().run(
				(context) -> assertThat(output).contains("out: it is a symbolic link that leads out of the directory"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "assets.enabled=true | SPRING", "assets.routing=workers | WORKERS",
					"assets.routing=spring | SPRING", "assets.routing=Workers | WORKERS",
					"assets.compatibility-date=2025-04-01 | WORKERS", "assets.compatibility-date=2024-01-01 | WORKERS",
					"assets.compatibility-date= | SPRING", "assets.compatibility-flags=nodejs_compat | WORKERS",
					"assets.compatibility-flags= | SPRING", "assets.run-worker-first=/api/* | SPRING" })
	void configurationOfAWorkerGetsTheRoutingOfAWorker(String property, RoutingMode mode) {
		withDirectory().withPropertyValues(property)
			.run((context) -> assertThat(
					context.getBean(AssetCollections.class).standard().snapshot().router().settings().mode())
				.isEqualTo(mode));
	}

	@Test
	void unknownModeOfRoutingStopsTheStartAndTheValidOnesAreNamed() {
		withDirectory().withPropertyValues("assets.routing=boot").run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new InvalidAssetsChoiceFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("'assets.routing'").contains("boot");
			assertThat(analysis.getAction()).contains("spring, workers");
		});
	}

	@Test
	void everyPropertyIsDescribedAndEnumerationsHaveTheirValues() throws Exception {
		JsonMapper json = new JsonMapper();
		JsonNode metadata = json
			.readTree(getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json"));
		List<String> names = metadata.path("properties")
			.valueStream()
			.filter((property) -> property.path("name").asString().startsWith("assets."))
			.peek((property) -> assertThat(property.path("description").asString("")).as(property.toString())
				.isNotBlank())
			.map((property) -> property.path("name").asString())
			.toList();
		assertThat(names).contains("assets.enabled", "assets.directory", "assets.binding", "assets.html-handling",
				"assets.not-found-handling", "assets.fallback-page", "assets.run-worker-first",
				"assets.compatibility-date", "assets.compatibility-flags", "assets.routing", "assets.base-path",
				"assets.ignore", "assets.filter.order", "assets.tomcat.relaxed-brackets", "assets.jetty.relaxed-paths");
		Stream<String> hinted = metadata.path("hints").valueStream().map((hint) -> hint.path("name").asString());
		assertThat(hinted).contains("assets.html-handling", "assets.not-found-handling", "assets.run-worker-first",
				"assets.routing", "assets.compatibility-flags");
		assertThat(names).doesNotContain("assets.defer-unhandled", "assets.spa-fallback", "assets.navigation");
	}

	@Configuration(proxyBeanMethods = false)
	static class BindingUser {

		private final Assets assets;

		BindingUser(@Qualifier("ASSETS") Assets assets) {
			this.assets = assets;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		@Bean
		Assets ownAssets() {
			return mock(Assets.class);
		}

	}

}
