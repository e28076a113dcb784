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

import io.github.assetsboot.Assets;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SharedApplications;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with controllers, other servlets and resource handlers beside its
 * assets.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationRoutingIT {

	private static final Map<String, String> NAVIGATE = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document");

	@RegisterExtension
	static final SharedApplications applications = new SharedApplications();

	private final Map<String, String> files = new LinkedHashMap<>();

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void writeSite() {
		write("index.html", "fallback page");
		write("app.js", "let a = 1");
		write("page.html", "page");
		write("files/own.txt", "asset");
		write("_redirects", "/old /page 301\n");
		write("_headers", "/*\n  X-Rule: 1\n");
		this.properties.put("assets.not-found-handling", "single-page-application");
	}

	private void write(String name, String text) {
		this.files.put(name, text);
	}

	private SocketClient connect() {
		return new SocketClient(
				Applications.port(applications.get(FullApplication.class, this.properties, this.files)));
	}

	/**
	 * Start an application whose log belongs to the test.
	 */
	private void start() {
		startNew(applications.directory(this.files)).close();
	}

	private ConfigurableApplicationContext startNew(Path directory) {
		Map<String, String> all = new LinkedHashMap<>(this.properties);
		all.put("assets.directory", directory.toString());
		return Applications.start(FullApplication.class, all);
	}

	private Response get(String target, Map<String, String> headers) throws Exception {
		return send("GET", target, headers);
	}

	private Response send(String method, String target, Map<String, String> headers) throws Exception {
		try (SocketClient client = connect()) {
			return client.send(method, target, headers);
		}
	}

	private void withRouting(RoutingMode mode) {
		this.properties.put("assets.routing", mode.name());
	}

	@Test
	void pageIsTheSameWithAndWithoutFetchMetadata() throws Exception {
		try (SocketClient client = connect()) {
			for (Map<String, String> headers : List.of(Map.<String, String>of(), NAVIGATE)) {
				assertThat(client.send("GET", "/deep/link", headers).body()).isEqualTo("fallback page");
				assertThat(client.send("GET", "/v1.2/notes", headers).body()).isEqualTo("fallback page");
				assertThat(client.send("GET", "/page", headers).body()).isEqualTo("page");
				assertThat(client.send("GET", "/hello", headers).body()).isEqualTo("hello");
				assertThat(client.send("POST", "/hello", headers).body()).isEqualTo("posted");
				assertThat(client.send("POST", "/deep/link", headers).status()).isEqualTo(404);
			}
		}
	}

	@Test
	void pageOfWorkersIsTheSameWithAndWithoutFetchMetadata() throws Exception {
		withRouting(RoutingMode.WORKERS);
		try (SocketClient client = connect()) {
			for (Map<String, String> headers : List.of(Map.<String, String>of(), NAVIGATE)) {
				assertThat(client.send("GET", "/deep/link", headers).body()).isEqualTo("fallback page");
				assertThat(client.send("GET", "/v1.2/notes", headers).body()).isEqualTo("fallback page");
				assertThat(client.send("GET", "/page", headers).body()).isEqualTo("page");
			}
			assertThat(client.send("GET", "/hello", Map.of()).body()).isEqualTo("hello");
			assertThat(client.send("GET", "/hello", NAVIGATE).body()).isEqualTo("fallback page");
			assertThat(client.send("POST", "/deep/link", Map.of()).status()).isEqualTo(405);
			assertThat(client.send("POST", "/hello", Map.of()).body()).isEqualTo("posted");
		}
	}

	@ParameterizedTest
	@CsvSource({ "script, */*, 404", "style, text/css, 404", "font, */*, 404", "image, */*, 404", "empty, */*, 404",
			"empty, 'text/html, */*', 200", "document, */*, 200", "iframe, */*, 200", "frame, */*, 200" })
	void fallbackPageIsForDocuments(String destination, String accept, int status) throws Exception {
		Response response = get("/assets/gone.js", Map.of("Sec-Fetch-Dest", destination, "Accept", accept));
		assertThat(response.status()).isEqualTo(status);
		if (status == 404) {
			assertThat(response.headers()).containsEntry("cache-control", "no-store");
			assertThat(response.body()).doesNotContain("fallback page");
		}
		else {
			assertThat(response.body()).isEqualTo("fallback page");
			assertThat(response.headers().get("vary")).contains("Sec-Fetch-Dest, Accept, X-Requested-With");
		}
	}

	@ParameterizedTest
	@CsvSource({ "script, */*", "style, text/css", "image, */*", "empty, application/json", "document, */*" })
	void fallbackPageOfWorkersIsForEveryClient(String destination, String accept) throws Exception {
		withRouting(RoutingMode.WORKERS);
		Map<String, String> headers = Map.of("Sec-Fetch-Dest", destination, "Accept", accept);
		assertThat(get("/assets/gone.js", headers).body()).isEqualTo("fallback page");
		assertThat(get("/deep/link", headers).headers().getOrDefault("vary", "")).doesNotContain("Sec-Fetch-Dest");
	}

	@ParameterizedTest
	@CsvSource({ "spring, /nope, 200", "spring, /api/nope, 404", "workers, /nope, 200", "workers, /api/nope, 404" })
	void pathOfAPatternIsTheApplicationsForGood(String routing, String target, int status) throws Exception {
		this.properties.put("assets.routing", routing);
		if (routing.equals("workers")) {
			this.properties.put("assets.compatibility-flags", "assets_navigation_has_no_effect");
		}
		if (target.startsWith("/api/")) {
			this.properties.put("assets.run-worker-first", "/api/*");
		}
		Response response = get(target, Map.of());
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.body().equals("fallback page")).isEqualTo(status == 200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "PUT", "DELETE" })
	void restEndsAsTheApplicationsOwnNotFound(String method) throws Exception {
		Map<String, String> json = Map.of("Accept", "application/json");
		Response response = send(method, "/nope", json);
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.body()).contains("\"path\":\"/nope\"");
		assertThat(response.headers().get("cache-control")).isEqualTo(method.equals("GET") ? "no-store" : null);
		this.properties.put("spring.mvc.problemdetails.enabled", "true");
		Response problem = send(method, "/nope", json);
		assertThat(problem.status()).isEqualTo(404);
		assertThat(problem.headers().get("content-type")).isEqualTo("application/problem+json");
		assertThat(problem.body()).contains("\"detail\":\"No static resource nope").contains("\"instance\":\"/nope\"");
		assertThat(problem.headers().get("cache-control")).isEqualTo(method.equals("GET") ? "no-store" : null);
		this.properties.put("spring.web.resources.add-mappings", "false");
		Response noHandler = send(method, "/nope", json);
		assertThat(noHandler.status()).isEqualTo(404);
		assertThat(noHandler.headers().get("content-type")).isEqualTo("application/problem+json");
		assertThat(noHandler.body()).contains("No endpoint " + method + " /nope");
	}

	@Test
	void handlersAnswerNavigations() throws Exception {
		try (SocketClient client = connect()) {
			assertThat(client.send("GET", "/hello", NAVIGATE).body()).isEqualTo("hello");
			assertThat(client.send("GET", "/users/7", NAVIGATE).body()).isEqualTo("user 7");
			assertThat(client.send("GET", "/functional/x", NAVIGATE).body()).isEqualTo("functional");
			assertThat(client.send("POST", "/submit", NAVIGATE).body()).isEqualTo("submitted");
			assertThat(client.send("GET", "/submit", NAVIGATE).status()).isEqualTo(405);
			assertThat(client.send("POST", "/functional/x", NAVIGATE).status()).isEqualTo(404);
			assertThat(client.send("GET", "/page", NAVIGATE).body()).isEqualTo("page");
			assertThat(client.send("GET", "/deep/link", NAVIGATE).body()).isEqualTo("fallback page");
		}
	}

	@ParameterizedTest
	@CsvSource({ "workers, GET, fallback page", "spring, GET, hello", "workers, POST, ''", "spring, POST, posted" })
	void pathThatIsOnNoListIsTheAssetsWithWorkersOnly(String routing, String method, String body) throws Exception {
		this.properties.put("assets.routing", routing);
		this.properties.put("assets.run-worker-first", "/api/*");
		assertThat(send(method, "/hello", Map.of()).body()).isEqualTo(body);
	}

	@Test
	void handlersThatCannotBeNavigatedToAreNamedWithTheCure(CapturedOutput output) throws Exception {
		withRouting(RoutingMode.WORKERS);
		this.properties.put("logging.level.io.github.assetsboot", "warn");
		start();
		assertThat(output).contains("\n/functional/{id}\n").contains("\n/hello\n").contains("\n/users/{id}\n");
		assertThat(output).contains("    - \"/hello\"\n").contains("    - \"/users/*\"\n");
	}

	@Test
	void targetOfAFormIsNamedWithTheCure(CapturedOutput output) throws Exception {
		withRouting(RoutingMode.WORKERS);
		this.properties.put("logging.level.io.github.assetsboot", "warn");
		start();
		assertThat(output).contains("POST /submit").contains("    - \"/submit\"\n");
	}

	@Test
	void cureForHandlersIsNoPropertyThatDoesNotExist(CapturedOutput output) throws Exception {
		withRouting(RoutingMode.WORKERS);
		this.properties.put("logging.level.io.github.assetsboot", "warn");
		start();
		assertThat(output).contains("  routing: spring\n").doesNotContain("navigation: handlers", "shell");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/api/*" })
	void handlersAreInNobodysShadow(String runWorkerFirst, CapturedOutput output) throws Exception {
		this.properties.put("logging.level.io.github.assetsboot", "warn");
		this.properties.put("assets.run-worker-first", runWorkerFirst);
		start();
		assertThat(output).doesNotContain("/hello").doesNotContain("/submit").doesNotContain("/functional");
	}

	@Test
	void ruleThatMakesAFallbackImmutableIsWarnedOfOnce(CapturedOutput output) throws Exception {
		this.properties.put("logging.level.io.github.assetsboot", "warn");
		write("_headers", "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n");
		try (ConfigurableApplicationContext context = startNew(applications.directory(this.files));
				SocketClient client = new SocketClient(Applications.port(context))) {
			client.send("GET", "/page", Map.of());
			assertThat(output).doesNotContain("for paths that do not exist");
			client.send("GET", "/assets/gone.js", NAVIGATE);
			client.send("GET", "/assets/gone.js", NAVIGATE);
		}
		assertThat(output).containsOnlyOnce("for paths that do not exist");
	}

	@Test
	void listWithoutAHandlersPathIsNamedWhateverTheMethod(CapturedOutput output) throws Exception {
		withRouting(RoutingMode.WORKERS);
		this.properties.put("logging.level.io.github.assetsboot", "warn");
		this.properties.put("assets.run-worker-first", "/api/*");
		start();
		assertThat(output).contains("POST /submit").contains("    - \"/submit\"\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/nope", "/actuator", "/servlet/x", "/files/own.txt",
			"/files/nope.txt", "/webjars/nope.js", "/error" })
	void pathOfAnotherPartOfTheApplicationIsNeverShadowed(String target) throws Exception {
		for (RoutingMode mode : RoutingMode.values()) {
			withRouting(mode);
			assertNotShadowed(target);
		}
	}

	private void assertNotShadowed(String target) throws Exception {
		for (Map<String, String> headers : List.of(Map.<String, String>of(), NAVIGATE)) {
			assertThat(get(target, headers).body()).doesNotContain("fallback page").isNotEqualTo("asset");
		}
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void servletAndResourceHandlerAnswer(RoutingMode mode) throws Exception {
		withRouting(mode);
		assertThat(get("/servlet/x", NAVIGATE).body()).isEqualTo("servlet");
		assertThat(get("/webjars/lib/1/lib.js", Map.of()).body()).isEqualTo("webjar\n");
		assertThat(get("/actuator/health", NAVIGATE).body()).contains("UP");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void preflightGoesToTheApplicationAssetOrNot(RoutingMode mode) throws Exception {
		withRouting(mode);
		Map<String, String> preflight = Map.of("Origin", "https://a.example", "Access-Control-Request-Method", "GET");
		for (String target : List.of("/app.js", "/hello")) {
			Response response = send("OPTIONS", target, preflight);
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.headers()).containsEntry("access-control-allow-origin", "https://a.example");
		}
		Response options = send("OPTIONS", "/app.js", Map.of());
		boolean spring = mode == RoutingMode.SPRING;
		assertThat(options.status()).isEqualTo(spring ? 200 : 405);
		assertThat(options.headers()).containsEntry("allow", spring ? "GET, HEAD, OPTIONS" : "GET, HEAD");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void welcomePageAndResourceHandlerDoNotServeFilesThatRoutingWithheld(RoutingMode mode) throws Exception {
		withRouting(mode);
		this.properties.put("assets.run-worker-first", "true");
		this.properties.put("spring.web.resources.static-locations",
				applications.directory(this.files).toUri().toString());
		for (String target : List.of("/", "/index.html", "/app.js", "/page.html")) {
			assertThat(get(target, Map.of("Accept", "text/html")).status()).as(target).isEqualTo(404);
		}
	}

	@Test
	void managementPortServesNoAsset() throws Exception {
		this.properties.put("management.server.port", "0");
		this.properties.put("spring.web.resources.static-locations",
				applications.directory(this.files).toUri().toString());
		ConfigurableApplicationContext context = applications.get(FullApplication.class, this.properties, this.files);
		int port = Integer.parseInt(context.getEnvironment().getProperty("local.management.port"));
		try (SocketClient client = new SocketClient(port)) {
			assertThat(client.send("GET", "/actuator/health", Map.of()).status()).isEqualTo(200);
			for (String target : List.of("/index.html", "/app.js", "/", "/deep/link", "/_headers")) {
				Response response = client.send("GET", target, NAVIGATE);
				assertThat(response.status()).as(target).isEqualTo(404);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void forwardInsideTheApplicationGetsTheFileAsItIs(RoutingMode mode) throws Exception {
		withRouting(mode);
		Response response = get("/forward", Map.of());
		assertThat(response.body()).isEqualTo("fallback page");
		assertThat(response.headers()).containsKeys("etag", "cache-control", "x-rule");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void bindingAnswersFromControllers(RoutingMode mode) throws Exception {
		withRouting(mode);
		try (SocketClient client = connect()) {
			Response script = client.send("GET", "/bound/x.js", Map.of());
			assertThat(script.body()).isEqualTo("let a = 1");
			assertThat(script.headers()).containsEntry("x-rule", "1")
				.doesNotContainKeys("content-disposition", "last-modified");
			assertThat(script.headers().get("content-type"))
				.isEqualToIgnoringWhitespace("text/javascript;charset=utf-8");
			String tag = script.headers().get("etag");
			assertThat(client.send("GET", "/bound/x.js", Map.of("If-None-Match", "W/" + tag)).status()).isEqualTo(304);
			Response head = client.send("HEAD", "/bound/x.js", Map.of());
			assertThat(head.headers()).containsEntry("content-length", "9").containsEntry("etag", tag);
			assertThat(client.send("GET", "/bound/changed", Map.of()).status()).isEqualTo(201);
			assertThat(client.send("GET", "/bound/template", Map.of()).body()).isEqualTo("page");
			assertThat(client.send("GET", "/bound/fails", Map.of()).body()).isEqualTo("page");
			assertThat(client.send("GET", "/bound/redirect", Map.of()).headers()).containsEntry("location", "/page");
			assertThat(client.send("GET", "/bound/replaced", Map.of()).body()).isEqualTo("replaced");
			assertThat(client.send("GET", "/bound/posted", Map.of()).status()).isEqualTo(405);
		}
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void contextPathIsTakenOffAndPutBack(RoutingMode mode) throws Exception {
		withRouting(mode);
		this.properties.put("server.servlet.context-path", "/app");
		try (SocketClient client = connect()) {
			assertThat(client.send("GET", "/app/page", Map.of()).body()).isEqualTo("page");
			assertThat(client.send("GET", "/app/page.html?x", Map.of()).headers()).containsEntry("location",
					"/app/page?x");
			assertThat(client.send("GET", "/app/old", Map.of()).headers()).containsEntry("location", "/app/page");
			assertThat(client.send("GET", "/app/deep/link", NAVIGATE).body()).isEqualTo("fallback page");
			assertThat(client.send("GET", "/app/bound/redirect", Map.of()).headers()).containsEntry("location",
					"/app/page");
			assertThat(client.send("GET", "/page", Map.of()).status()).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void basePathIsTakenOffAndPutBackAndHasNoPageOutside(RoutingMode mode) throws Exception {
		withRouting(mode);
		this.properties.put("assets.base-path", "/ui");
		try (SocketClient client = connect()) {
			assertThat(client.send("GET", "/ui/page", Map.of()).body()).isEqualTo("page");
			assertThat(client.send("GET", "/ui/page.html", Map.of()).headers()).containsEntry("location", "/ui/page");
			assertThat(client.send("GET", "/ui/old", Map.of()).headers()).containsEntry("location", "/ui/page");
			assertThat(client.send("GET", "/ui", Map.of()).headers()).containsEntry("location", "/ui/");
			assertThat(client.send("GET", "/ui/deep", NAVIGATE).body()).isEqualTo("fallback page");
			assertThat(client.send("GET", "/ui/deep", Map.of()).body()).isEqualTo("fallback page");
			for (String outside : List.of("/page", "/", "/deep", "/uix/page")) {
				assertThat(client.send("GET", outside, NAVIGATE).status()).as(outside).isEqualTo(404);
				Response response = client.send("GET", outside, Map.of());
				assertThat(response.status()).as(outside).isEqualTo(404);
				assertThat(response.headers()).as(outside).doesNotContainKey("cache-control");
			}
			assertThat(client.send("GET", "/hello", NAVIGATE).body()).isEqualTo("hello");
		}
	}

	@Test
	void bracketsAreLetThroughUnlessToldOtherwise() throws Exception {
		write("[slug].html", "slug");
		assertThat(get("/[slug]?q=[1]", Map.of()).headers()).containsEntry("location", "/%5Bslug%5D?q=[1]");
		this.properties.put("server.tomcat.relaxed-query-chars", "|");
		assertThat(get("/[slug]?q=[1]|", Map.of()).status()).isEqualTo(307);
		this.properties.put("assets.tomcat.relaxed-brackets", "false");
		assertThat(get("/[slug]", Map.of()).status()).isEqualTo(400);
	}

	@Test
	void namesAreAsTheyAreOnDisk() throws Exception {
		write("sp ace.txt", "1");
		write("ümlaut.txt", "2");
		write("emoji-😀.txt", "3");
		write("%41.txt", "4");
		write("hash#tag.txt", "5");
		write("question?.txt", "6");
		try (SocketClient client = connect()) {
			List<String> targets = List.of("/sp%20ace.txt", "/%C3%BCmlaut.txt", "/emoji-%F0%9F%98%80.txt", "/%2541.txt",
					"/hash%23tag.txt", "/question%3F.txt");
			for (int i = 0; i < targets.size(); i++) {
				assertThat(client.send("GET", targets.get(i), Map.of()).body()).isEqualTo(String.valueOf(i + 1));
			}
			assertThat(client.send("GET", "/%c3%bcmlaut.txt", Map.of()).headers()).containsEntry("location",
					"/%C3%BCmlaut.txt");
		}
	}

	@Test
	void fileThatChangedOrVanishedIsNotAnsweredFromMemory(@TempDir Path directory) throws Exception {
		Path script = Files.writeString(directory.resolve("app.js"), "let a = 1");
		try (ConfigurableApplicationContext context = startNew(directory);
				SocketClient client = new SocketClient(Applications.port(context))) {
			String tag = client.send("GET", "/app.js", Map.of()).headers().get("etag");
			Files.writeString(script, "let a = 23456");
			Response changed = client.send("GET", "/app.js", Map.of("If-None-Match", tag));
			assertThat(changed.status()).isEqualTo(200);
			assertThat(changed.body()).isEqualTo("let a = 23456");
			assertThat(changed.headers().get("etag")).isNotEqualTo(tag);
			Files.delete(script);
			assertThat(client.send("GET", "/app.js", Map.of()).status()).isEqualTo(404);
		}
	}

	@Test
	void filesAreServedInsideTheBasePathOnly() throws Exception {
		this.properties.put("assets.base-path", "/ui");
		this.properties.put("spring.web.resources.static-locations",
				applications.directory(this.files).toUri().toString());
		try (SocketClient client = connect()) {
			for (String outside : List.of("/", "/index.html", "/app.js", "/_headers", "/page.html")) {
				assertThat(client.send("GET", outside, Map.of("Accept", "text/html")).status()).as(outside)
					.isEqualTo(404);
			}
			assertThat(client.send("GET", "/ui/app.js", Map.of()).body()).isEqualTo("let a = 1");
		}
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void lazyInitializationMakesNoDifference(RoutingMode mode) throws Exception {
		withRouting(mode);
		this.properties.put("spring.main.lazy-initialization", "true");
		assertThat(get("/deep/link", Map.of()).body()).isEqualTo("fallback page");
		assertThat(get("/bound/x.js", Map.of()).headers()).doesNotContainKey("content-disposition");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class FullApplication implements WebMvcConfigurer {

		@Bean
		Api api(Assets assets) {
			return new Api(assets);
		}

		@Bean
		Pages pages() {
			return new Pages();
		}

		@Bean
		ServletRegistrationBean<HttpServlet> servlet() {
			return new ServletRegistrationBean<>(new HttpServlet() {

				@Override
				protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
					response.getWriter().write("servlet");
				}

			}, "/servlet/*");
		}

		@Bean
		RouterFunction<ServerResponse> functional() {
			return RouterFunctions.route()
				.path("/functional",
						(builder) -> builder.GET("/{id}", (request) -> ServerResponse.ok().body("functional")))
				.build();
		}

		@Override
		public void addResourceHandlers(ResourceHandlerRegistry registry) {
			registry.addResourceHandler("/files/**").addResourceLocations("classpath:/nothing/");
		}

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://a.example");
		}

	}

	@RestController
	static class Api {

		private final Assets assets;

		Api(Assets assets) {
			this.assets = assets;
		}

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

		@PostMapping("/hello")
		String post() {
			return "posted";
		}

		@PostMapping("/submit")
		String submit() {
			return "submitted";
		}

		@GetMapping("/users/{id}")
		String user(@PathVariable("id") String id) {
			return "user " + id;
		}

		@GetMapping("/bound/x.js")
		ResponseEntity<Resource> bound() {
			return this.assets.fetch("https://assets.local/app.js");
		}

		@GetMapping("/bound/changed")
		ResponseEntity<Resource> changed() {
			ResponseEntity<Resource> page = this.assets.fetch("/page");
			return ResponseEntity.status(HttpStatus.CREATED).headers(page.getHeaders()).body(page.getBody());
		}

		@GetMapping("/bound/template")
		Object template() {
			return this.assets.fetch(RequestEntity.get("/{name}", "page").build());
		}

		@GetMapping("/bound/fails")
		String fails() {
			throw new IllegalStateException("on purpose");
		}

		@ExceptionHandler(IllegalStateException.class)
		ResponseEntity<Resource> onFailure() {
			return this.assets.fetch("/page");
		}

		@GetMapping("/bound/redirect")
		ResponseEntity<Resource> redirect() {
			return this.assets.fetch("/page.html");
		}

		@GetMapping("/bound/replaced")
		ResponseEntity<String> replaced() {
			return ResponseEntity.status(this.assets.fetch("/page").getStatusCode())
				.contentType(MediaType.TEXT_PLAIN)
				.body("replaced");
		}

		@GetMapping("/bound/posted")
		ResponseEntity<Resource> posted() {
			return this.assets.fetch(RequestEntity.post("/nope").build());
		}

	}

	@Controller
	static class Pages {

		@GetMapping("/forward")
		String forward() {
			return "forward:/index.html";
		}

		@GetMapping("/text")
		@ResponseBody
		String text() {
			return "text";
		}

	}

}
