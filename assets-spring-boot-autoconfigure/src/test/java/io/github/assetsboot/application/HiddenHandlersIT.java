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

package io.github.assetsboot.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.SecurityOnDemand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The start names handlers that do not answer, with the cure.
 */
@ExtendWith(OutputCaptureExtension.class)
class HiddenHandlersIT {

	private static final String HIDDEN_BY_FILE = "A file hides a handler:";

	private static final String HIDDEN_BY_RULE = "A redirect rule answers in place of a handler:";

	private static final String HIDDEN_BY_RULE_FOR_EVERYTHING = "A redirect rule for every path hides the handlers";

	private static final String HIDDEN_BY_WORKERS = "These handlers do not answer";

	private static final String CATCH_ALL = "takes nearly every path";

	@TempDir
	private Path root;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void writeSite() throws IOException {
		write("index.html", "page");
		write("404.html", "not found");
		write("app.js", "let a = 1");
		this.properties.put("assets.directory", this.root.toString());
		this.properties.put("logging.level.io.github.assetsboot", "info");
		this.properties.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
	}

	private void write(String name, String text) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private void withRouting(RoutingMode mode) {
		this.properties.put("assets.routing", mode.name());
	}

	private void start(Class<?> application) {
		Applications.start(application, this.properties).close();
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains(" WARN ")).toList();
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void handlerHiddenByAFileIsNamedWithTheFile(RoutingMode mode, CapturedOutput output) throws IOException {
		write("config.json", "{}");
		write("reports/index.html", "reports");
		withRouting(mode);
		start(Handlers.class);
		assertThat(output).containsOnlyOnce(HIDDEN_BY_FILE)
			.contains("GET /config.json: the file /config.json answers in place of the handler ")
			.contains("GET /reports/: the file /reports/index.html answers in place of the handler ")
			.contains("assets:\n  run-worker-first:\n", "    - \"/config.json\"\n", "    - \"/reports/\"\n");
		assertThat(warnings(output)).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void patternForTheHandlerSilencesTheWarningOfAFile(RoutingMode mode, CapturedOutput output) throws IOException {
		write("config.json", "{}");
		write("reports/index.html", "reports");
		withRouting(mode);
		this.properties.put("assets.run-worker-first[0]", "/config.json");
		this.properties.put("assets.run-worker-first[1]", "/reports/");
		start(Handlers.class);
		assertThat(output).contains("Serving ").doesNotContain(" WARN ");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void handlerHiddenByAFileBelowTheBasePathIsNamed(RoutingMode mode, CapturedOutput output) throws IOException {
		write("deep/config.json", "{}");
		withRouting(mode);
		this.properties.put("assets.base-path", "/ui");
		start(BelowBasePath.class);
		assertThat(output).containsOnlyOnce(HIDDEN_BY_FILE)
			.contains("GET /ui/deep/config.json: the file /deep/config.json", "    - \"/deep/config.json\"\n");
		this.properties.put("assets.run-worker-first", "/deep/config.json");
		start(BelowBasePath.class);
		assertThat(output).containsOnlyOnce(HIDDEN_BY_FILE);
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void handlerHiddenByARuleIsNamedWithTheLine(RoutingMode mode, CapturedOutput output) throws IOException {
		write("_redirects", "# moved\n/reports/ /app.js 301\n/orders/* /app.js 302\n");
		withRouting(mode);
		start(Handlers.class);
		assertThat(output).containsOnlyOnce(HIDDEN_BY_RULE)
			.contains("/reports/: line 2 of _redirects (/reports/ /app.js 301)")
			.contains("line 3 of _redirects (/orders/* /app.js 302)")
			.contains("    - \"/reports/\"\n", "    - \"/orders/*\"\n");
		assertThat(warnings(output)).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void patternForTheHandlerSilencesTheWarningOfARule(RoutingMode mode, CapturedOutput output) throws IOException {
		write("_redirects", "/reports/ /app.js 301\n/orders/* /app.js 302\n");
		withRouting(mode);
		this.properties.put("assets.run-worker-first[0]", "/reports/");
		this.properties.put("assets.run-worker-first[1]", "/orders/*");
		start(Handlers.class);
		assertThat(output).contains("Serving ").doesNotContain(" WARN ");
	}

	@ParameterizedTest
	@CsvSource({ "SPRING, /*", "SPRING, /:page/*", "WORKERS, /*" })
	void ruleForEveryPathIsNamedWithTheCure(RoutingMode mode, String from, CapturedOutput output) throws IOException {
		write("_redirects", "\n" + from + " / 200\n");
		withRouting(mode);
		start(Handlers.class);
		assertThat(output).containsOnlyOnce(HIDDEN_BY_RULE_FOR_EVERYTHING)
			.contains("line 2 of _redirects (" + from + " / 200)")
			.contains("delete the line and set 'assets.not-found-handling=single-page-application'")
			.contains("\n/config.json\n");
		assertThat(warnings(output)).hasSize(1);
	}

	@Test
	void singlePageApplicationInPlaceOfTheRuleSilencesTheWarning(CapturedOutput output) {
		this.properties.put("assets.not-found-handling", "single-page-application");
		start(Handlers.class);
		assertThat(output).contains("Serving ").doesNotContain(" WARN ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "single-page-application", "404-page" })
	void targetOfAFormIsNamedInWorkersMode(String notFoundHandling, CapturedOutput output) {
		withRouting(RoutingMode.WORKERS);
		this.properties.put("assets.not-found-handling", notFoundHandling);
		start(Handlers.class);
		assertThat(output).containsOnlyOnce(HIDDEN_BY_WORKERS)
			.contains("\nPOST /contact\n")
			.contains("  routing: spring\n", "    - \"/contact\"\n", "    - \"/orders/*\"\n");
		assertThat(warnings(output)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "single-page-application", "404-page" })
	void patternsForTheHandlersSilenceTheWarningInWorkersMode(String notFoundHandling, CapturedOutput output) {
		withRouting(RoutingMode.WORKERS);
		this.properties.put("assets.not-found-handling", notFoundHandling);
		this.properties.put("assets.run-worker-first", "/contact,/orders/*,/config.json,/reports/,/fn");
		start(Handlers.class);
		assertThat(output).contains("Serving ").doesNotContain(" WARN ");
	}

	@ParameterizedTest
	@CsvSource({ "single-page-application, ''", "404-page, ''", "none, ''", "single-page-application, /api/*" })
	void targetOfAFormIsNotNamedInSpringMode(String notFoundHandling, String patterns, CapturedOutput output) {
		withRouting(RoutingMode.SPRING);
		this.properties.put("assets.not-found-handling", notFoundHandling);
		this.properties.put("assets.run-worker-first", patterns);
		start(Handlers.class);
		assertThat(output).contains("Serving ").doesNotContain(" WARN ", "/contact", CATCH_ALL);
	}

	@Test
	void nothingIsNamedInWorkersModeWithoutNotFoundHandling(CapturedOutput output) {
		withRouting(RoutingMode.WORKERS);
		start(Handlers.class);
		assertThat(output).contains("Serving ").doesNotContain(" WARN ", CATCH_ALL);
	}

	@ParameterizedTest
	@ValueSource(
			classes = { ForwardingHandler.class, ForwardingHandlers.class, EveryPath.class, FunctionalEveryPath.class })
	void handlerForNearlyEveryPathGetsAHint(Class<?> application, CapturedOutput output) {
		this.properties.put("assets.not-found-handling", "single-page-application");
		start(application);
		assertThat(output).containsOnlyOnce(CATCH_ALL)
			.contains("delete it: the assets serve the page themselves.")
			.doesNotContain(" WARN ");
		assertThat(output.toString().lines().filter((line) -> line.contains(CATCH_ALL))).singleElement()
			.asString()
			.contains(" INFO ");
	}

	@ParameterizedTest
	@ValueSource(
			classes = { ForwardingHandler.class, ForwardingHandlers.class, EveryPath.class, FunctionalEveryPath.class })
	void handlerForNearlyEveryPathGetsNoHintWithoutNotFoundHandling(Class<?> application, CapturedOutput output) {
		start(application);
		assertThat(output).contains("Serving ").doesNotContain(CATCH_ALL, " WARN ");
	}

	@Test
	void handlerForNearlyEveryPathGetsNoHintInWorkersMode(CapturedOutput output) {
		withRouting(RoutingMode.WORKERS);
		this.properties.put("assets.not-found-handling", "single-page-application");
		start(ForwardingHandlers.class);
		assertThat(output).contains("Serving ").doesNotContain(CATCH_ALL);
	}

	@Test
	void handlerForOneLevelOnlyGetsNoHintOnceItIsDeleted(CapturedOutput output) {
		this.properties.put("assets.not-found-handling", "single-page-application");
		start(Handlers.class);
		assertThat(output).contains("Serving ").doesNotContain(CATCH_ALL);
	}

	@ParameterizedTest
	@CsvSource({ "SPRING, single-page-application", "WORKERS, none" })
	void resourceHandlerForEveryPathIsWarnedOfOnce(RoutingMode mode, String notFoundHandling, CapturedOutput output) {
		withRouting(mode);
		this.properties.put("assets.not-found-handling", notFoundHandling);
		start(OwnResources.class);
		assertThat(output).containsOnlyOnce("A resource handler of the application for '/**'")
			.contains("Move its files to the directory of the assets, or map it to a path of its own.");
		assertThat(warnings(output)).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void resourceHandlerForAPathOfItsOwnIsNotWarnedOf(RoutingMode mode, CapturedOutput output) {
		withRouting(mode);
		start(MovedResources.class);
		assertThat(output).contains("Serving ").doesNotContain(" WARN ");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controllers.class)
	static class Handlers {

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route().GET("/fn", (request) -> ServerResponse.ok().build()).build();
		}

	}

	@RestController
	static class Controllers {

		@GetMapping("/config.json")
		String config() {
			return "config";
		}

		@GetMapping("/reports/")
		String reports() {
			return "reports";
		}

		@GetMapping("/orders/{id}")
		String order() {
			return "order";
		}

		@PostMapping("/contact")
		String contact() {
			return "contact";
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(UserInterface.class)
	static class BelowBasePath {

	}

	@RestController
	static class UserInterface {

		@GetMapping("/ui/deep/config.json")
		String config() {
			return "config";
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(OneLevel.class)
	static class ForwardingHandler {

	}

	@Controller
	static class OneLevel {

		@GetMapping("/{path:[^.]*}")
		String forward() {
			return "forward:/";
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(EveryLevel.class)
	static class ForwardingHandlers {

	}

	@Controller
	static class EveryLevel {

		@GetMapping({ "/{path:[^.]*}", "/**/{path:[^.]*}" })
		String forward() {
			return "forward:/";
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Everything.class)
	static class EveryPath {

	}

	@Controller
	static class Everything {

		@GetMapping("/**")
		String forward() {
			return "forward:/index.html";
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class FunctionalEveryPath {

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route().GET("/**", (request) -> ServerResponse.ok().build()).build();
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class OwnResources implements WebMvcConfigurer {

		@Override
		public void addResourceHandlers(ResourceHandlerRegistry registry) {
			registry.addResourceHandler("/**").addResourceLocations("classpath:/no-such-folder/");
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class MovedResources implements WebMvcConfigurer {

		@Override
		public void addResourceHandlers(ResourceHandlerRegistry registry) {
			registry.addResourceHandler("/files/**").addResourceLocations("classpath:/no-such-folder/");
		}

	}

}
