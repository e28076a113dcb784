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

package io.github.assetsboot.servlet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.security.AssetsRequest;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link OutcomeLog}.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutcomeLogIT {

	private static final Map<String, String> NONE = Map.of();

	private static final Map<String, String> DOCUMENT = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html");

	private static final Map<String, String> SCRIPT = Map.of("Sec-Fetch-Dest", "script", "Accept", "*/*");

	private static final Map<String, String> PREFLIGHT = Map.of("Origin", "https://other.example",
			"Access-Control-Request-Method", "GET");

	@TempDir
	private Path root;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void writeSite() throws IOException {
		Files.writeString(this.root.resolve("index.html"), "page");
		Files.writeString(this.root.resolve("404.html"), "not found");
		Files.writeString(this.root.resolve("app.js"), "let a = 1");
		Files.writeString(this.root.resolve("about.html"), "about");
		Files.writeString(this.root.resolve("_redirects"), "# moved\n/old /about 301\n/alias /about 200\n");
		this.properties.put("assets.directory", this.root.toString());
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put("assets.run-worker-first", "/api/*");
		this.properties.put("logging.level.io.github.assetsboot", "debug");
	}

	private void run(Container container, Class<?> application, CapturedOutput output, Scenario scenario)
			throws Exception {
		this.properties.put("spring.autoconfigure.exclude", container.excluded());
		int requests;
		try (ConfigurableApplicationContext context = Applications.start(application, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			Log log = new Log(client, output);
			scenario.run(log);
			requests = log.expected;
		}
		assertThat(Log.lines(output)).hasSize(requests);
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void oneLineSaysTheOutcomeOfARequest(Container container, CapturedOutput output) throws Exception {
		run(container, Application.class, output, (log) -> {
			log.expect("GET", "/app.js", SCRIPT, "The file /app.js");
			log.expect("HEAD", "/app.js", NONE, "The file /app.js");
			log.expect("GET", "/about", DOCUMENT, "The file /about.html, by html handling");
			log.expect("GET", "/about.html", NONE, "A redirect to /about, ");
			log.expect("GET", "/old", NONE, "A redirect to /about, by line 2 of _redirects");
			log.expect("POST", "/old", NONE, "A redirect to /about, by line 2 of _redirects");
			log.expect("GET", "/alias", NONE, "The file /about.html, by html handling, by line 3 of _redirects");
			log.expect("POST", "/app.js", NONE, "405, because the asset is for GET and HEAD only");
			log.expect("OPTIONS", "/app.js", NONE, "The methods that the asset allows");
			log.expect("GET", "/deep/link", DOCUMENT, "The fallback page /index.html");
			log.expect("HEAD", "/deep/link", NONE, "The fallback page /index.html");
			log.expect("GET", "/gone.js", SCRIPT, "The application's own 404", "(Sec-Fetch-Dest is script)");
			log.expect("POST", "/deep/link", NONE, "The application's own 404");
			log.expect("GET", "/hello", NONE, "The handler ", "/hello");
			log.expect("POST", "/hello", NONE, "405");
			log.expect("GET", "/fn/7", NONE, "The handler ", "/fn/{id}");
			log.expect("GET", "/refused", NONE, "The handler ", "/refused", "with status ");
			log.expect("GET", "/api/view", NONE, "The handler /api/view, ", "#view", ", with status 404");
			log.expect("GET", "/api/nothing", NONE, "The handler /api/nothing, ", ", with status 404");
			log.expect("GET", "/api/export", Map.of("Accept", "application/json"),
					"The application, with status 406, because it has a handler for other requests to this path");
			log.expect("GET", "/api/hello", NONE, "The handler ", "/api/hello");
			log.expect("GET", "/api/unknown", DOCUMENT, "run-worker-first");
			log.expect("GET", "/legacy/x", NONE, "status 200", "a servlet");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void missingNotFoundHandlingIsNamed(Container container, CapturedOutput output) throws Exception {
		this.properties.put("assets.not-found-handling", "none");
		run(container, Application.class, output, (log) -> {
			for (String path : List.of("/gone.js", "/deep/link")) {
				log.expect("GET", path, NONE,
						"The application's own 404, because no asset or handler takes the request, and"
								+ " not-found-handling is none");
			}
			log.expect("POST", "/deep/link", NONE, "because no asset, page or handler takes the request");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void statusOfAnExceptionHandlerIsNamed(Container container, CapturedOutput output) throws Exception {
		run(container, AdvisedApplication.class, output, (log) -> log.expect("GET", "/gone.js", SCRIPT,
				"The application's own 404, which an exception handler answers with status 500, because no asset"));
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void fileThatIsGoneIsNotCalledServed(Container container, CapturedOutput output) throws Exception {
		run(container, Application.class, output, (log) -> {
			log.expect("GET", "/app.js", SCRIPT, "The file /app.js");
			Files.delete(this.root.resolve("app.js"));
			Files.delete(this.root.resolve("index.html"));
			log.expect("GET", "/app.js", SCRIPT, "404, because the file /app.js is gone");
			log.expect("GET", "/deep/link", DOCUMENT, "404, because the file /index.html is gone");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void oneLineSaysTheOutcomeInWorkersMode(Container container, CapturedOutput output) throws Exception {
		this.properties.put("assets.routing", "workers");
		this.properties.remove("assets.run-worker-first");
		run(container, Application.class, output, (log) -> {
			log.expect("GET", "/app.js", SCRIPT, "The file /app.js");
			log.expect("GET", "/old", NONE, "A redirect to /about, by line 2 of _redirects");
			log.expect("GET", "/hello", DOCUMENT, "The fallback page /index.html");
			log.expect("GET", "/hello", NONE, "The handler ", "/hello");
			log.expect("GET", "/gone.js", SCRIPT, "The fallback page /index.html");
			log.expect("POST", "/gone.js", NONE, "405, because the asset is for GET and HEAD only");
			log.expect("GET", "/legacy/x", NONE, "status 200", "a servlet");
		});
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, spring", "TOMCAT, workers", "JETTY, spring", "JETTY, workers" })
	void preflightIsNamed(Container container, String routing, CapturedOutput output) throws Exception {
		this.properties.put("assets.routing", routing);
		run(container, Application.class, output,
				(log) -> log.expect("OPTIONS", "/app.js", PREFLIGHT, "CORS preflight"));
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, spring", "TOMCAT, workers", "JETTY, spring", "JETTY, workers" })
	void forwardToAFileIsTheHandlers(Container container, String routing, CapturedOutput output) throws Exception {
		this.properties.put("assets.routing", routing);
		this.properties.put("assets.not-found-handling", "none");
		run(container, Application.class, output,
				(log) -> log.expect("GET", "/forward", NONE, "The handler /forward, ", "#forward"));
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, spring", "TOMCAT, workers", "JETTY, spring", "JETTY, workers" })
	void pageForMissingPathsIsNamed(Container container, String routing, CapturedOutput output) throws Exception {
		this.properties.put("assets.not-found-handling", "404-page");
		this.properties.put("assets.routing", routing);
		run(container, Application.class, output,
				(log) -> log.expect("GET", "/deep/link", DOCUMENT, "The 404 page /404.html"));
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void requestThatASecurityMatcherHasPromisedHasOneLine(Container container, CapturedOutput output) throws Exception {
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		run(container, SecuredApplication.class, output, (log) -> {
			log.expect("GET", "/app.js", SCRIPT, "The file /app.js");
			log.expect("GET", "/deep/link", DOCUMENT, "The fallback page /index.html");
			log.expect("GET", "/gone.js", SCRIPT, "The application's own 404");
			log.expect("POST", "/app.js", NONE, "405, because the asset is for GET and HEAD only");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void pathOutsideTheBasePathIsTheApplications(Container container, CapturedOutput output) throws Exception {
		this.properties.put("assets.base-path", "/ui");
		run(container, Application.class, output, (log) -> {
			log.expect("GET", "/ui/app.js", SCRIPT, "The file /app.js");
			log.expect("GET", "/hello", NONE, "The handler ", "/hello");
			log.expect("GET", "/gone", DOCUMENT, "outside assets.base-path");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void nothingIsLoggedAtInfoLevel(Container container, CapturedOutput output) throws Exception {
		this.properties.put("logging.level.io.github.assetsboot", "info");
		run(container, Application.class, output, (log) -> {
			for (String target : List.of("/app.js", "/old", "/deep/link", "/gone.js", "/hello", "/fn/7", "/api/unknown",
					"/legacy/x")) {
				log.send("GET", target, SCRIPT);
				log.send("GET", target, DOCUMENT);
			}
		});
		assertThat(Log.lines(output)).isEmpty();
	}

	@FunctionalInterface
	private interface Scenario {

		void run(Log log) throws Exception;

	}

	/**
	 * Sends requests and reads the lines that the logger of the filter writes.
	 */
	private static final class Log {

		private static final String LOGGER = "AssetsFilter";

		private final SocketClient client;

		private final CapturedOutput output;

		private int expected;

		Log(SocketClient client, CapturedOutput output) {
			this.client = client;
			this.output = output;
		}

		static List<String> lines(CapturedOutput output) {
			return output.toString().lines().filter((line) -> line.contains(LOGGER)).toList();
		}

		void send(String method, String target, Map<String, String> headers) throws IOException {
			this.client.send(method, target, headers);
		}

		/**
		 * The line may be written after the client has the response. A second line is
		 * found with the next request, or at the end.
		 */
		void expect(String method, String target, Map<String, String> headers, String... texts) throws IOException {
			int before = this.expected++;
			send(method, target, headers);
			await().atMost(Duration.ofSeconds(5))
				.untilAsserted(
						() -> assertThat(lines(this.output)).as("%s %s", method, target).hasSizeGreaterThan(before));
			List<String> lines = lines(this.output);
			assertThat(lines.subList(before, lines.size())).as("%s %s", method, target)
				.singleElement()
				.asString()
				.contains(" DEBUG ", ": " + method + " " + target + ": ")
				.contains(texts);
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Handlers.class)
	static class Application {

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route().GET("/fn/{id}", (request) -> ServerResponse.ok().body("functional")).build();
		}

		@Bean
		ServletRegistrationBean<HttpServlet> legacy() {
			return new ServletRegistrationBean<>(new HttpServlet() {

				@Override
				protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
					response.getWriter().write("legacy");
				}

			}, "/legacy/*");
		}

	}

	static class SecuredApplication extends Application {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.anyRequest()
					.authenticated())
				.csrf((csrf) -> csrf.disable())
				.build();
		}

	}

	@Controller
	static class Handlers {

		@GetMapping({ "/hello", "/api/hello" })
		@ResponseBody
		String hello() {
			return "hello";
		}

		@GetMapping("/forward")
		String forward() {
			return "forward:/about";
		}

		@GetMapping("/api/view")
		String view() {
			return "ok";
		}

		@GetMapping(path = "/api/export", produces = "text/csv")
		@ResponseBody
		String export() {
			return "a,b";
		}

		@GetMapping("/api/nothing")
		void returnNothing() {
		}

		@GetMapping("/refused")
		void refuse(HttpServletResponse response) throws IOException {
			response.sendError(403);
		}

	}

	@SpringBootConfiguration
	@Import({ Application.class, Advice.class })
	static class AdvisedApplication {

	}

	@RestControllerAdvice
	static class Advice {

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> answer() {
			return ResponseEntity.internalServerError().body("Something went wrong");
		}

	}

}
