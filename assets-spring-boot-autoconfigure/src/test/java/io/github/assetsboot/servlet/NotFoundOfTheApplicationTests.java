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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import io.github.assetsboot.actuate.RoutingExplainer;
import io.github.assetsboot.delivery.CurrentSnapshot;
import io.github.assetsboot.routing.RequestPurpose;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.rules.Origin;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines 7 and 8 of the table of the guide's routing page, at the edges.
 *
 * @author the Assets for Spring Boot authors
 */
class NotFoundOfTheApplicationTests {

	private static final Map<String, String> DOCUMENT = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html");

	private static final Map<String, String> SCRIPT = Map.of("Sec-Fetch-Dest", "script", "Accept", "*/*");

	private static final String VARY = "Sec-Fetch-Dest";

	@TempDir
	private Path root;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void writeSite() throws IOException {
		Files.writeString(this.root.resolve("index.html"), "page");
		Files.writeString(this.root.resolve("app.js"), "let a = 1");
		this.properties.put("assets.directory", this.root.toString());
		this.properties.put("assets.not-found-handling", "single-page-application");
	}

	private void run(Container container, Class<?> application, Scenario scenario) throws Exception {
		this.properties.put("spring.autoconfigure.exclude", container.excluded());
		try (ConfigurableApplicationContext context = Applications.start(application, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			scenario.run(client);
		}
	}

	private static Map<String, String> document(String name, String value) {
		Map<String, String> headers = new LinkedHashMap<>(DOCUMENT);
		headers.put(name, value);
		return headers;
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void everyAnswerOfThePageVaries(Container container) throws Exception {
		run(container, Plain.class, (client) -> {
			Response page = client.send("GET", "/deep/link", DOCUMENT);
			assertThat(page.status()).isEqualTo(200);
			assertThat(page.headers().get("vary")).contains(VARY);
			String tag = page.headers().get("etag");
			assertThat(client.send("GET", "/deep/link", document("If-None-Match", tag)).headers().get("vary"))
				.contains(VARY);
			Response part = client.send("GET", "/deep/link", document("Range", "bytes=0-1"));
			assertThat(part.headers().get("vary")).as("206").contains(VARY);
			Response failed = client.send("GET", "/deep/link", document("If-Match", "\"other\""));
			assertThat(failed.status()).isEqualTo(412);
			assertThat(failed.headers().get("vary")).as("412").isNotNull().contains(VARY);
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void unsatisfiableRangeOfThePageVaries(Container container) throws Exception {
		run(container, Plain.class, (client) -> {
			Response none = client.send("GET", "/deep/link", document("Range", "bytes=900-901"));
			assertThat(none.status()).isEqualTo(416);
			assertThat(none.headers().get("vary")).as("416").isNotNull().contains(VARY);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "TOMCAT | application/x;p=\"a, text/html, b\"",
					"TOMCAT | text/html;p=\"a,b\";q=0, application/json",
					"TOMCAT | application/json;p=\"x,text/html\\\",text/html\"" })
	void quotedTextIsNoMediaType(Container container, String accept) throws Exception {
		run(container, Plain.class,
				(client) -> assertThat(client.send("GET", "/deep/link", Map.of("Accept", accept)).status())
					.isEqualTo(404));
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void adviceChangesStatusAndCaching(Container container) throws Exception {
		run(container, WithAdvice.class, (client) -> {
			Response gone = client.send("GET", "/gone.js", SCRIPT);
			assertThat(gone.status()).isEqualTo(410);
			assertThat(gone.headers().get("cache-control")).isNull();
			Response cached = client.send("GET", "/cached.js", SCRIPT);
			assertThat(cached.status()).isEqualTo(404);
			assertThat(cached.headers().get("cache-control")).isEqualTo("max-age=60");
			Response problem = client.send("GET", "/problem.js", SCRIPT);
			assertThat(problem.status()).isEqualTo(404);
			assertThat(problem.headers().get("cache-control")).isEqualTo("no-store");
			Response head = client.send("HEAD", "/problem.js", SCRIPT);
			assertThat(head.status()).isEqualTo(404);
			assertThat(head.headers().get("cache-control")).isEqualTo("no-store");
			Response own = client.send("GET", "/own/404", SCRIPT);
			assertThat(own.status()).isEqualTo(404);
			assertThat(own.headers().get("cache-control")).isNull();
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void pathOfAnotherServletIsItsOwnHoweverItIsWritten(Container container) throws Exception {
		Files.createDirectories(this.root.resolve("admin"));
		Files.writeString(this.root.resolve("admin/x.js"), "file");
		Files.writeString(this.root.resolve("x.do"), "file");
		run(container, WithServlet.class, (client) -> {
			for (String target : List.of("/admin/x.js", "/admin;a=1/x.js", "/%61dmin/x.js", "/./admin/x.js",
					"/a/../admin/x.js", "/admin//x.js", "/x.do", "/x.do;a=1", "/deep/er/x.do", "/x.d%6f", "/exact",
					"/%65xact")) {
				Response response = client.send("GET", target, DOCUMENT);
				if (response.status() != 400) {
					assertThat(response.body()).as(target).isEqualTo("servlet");
				}
			}
		});
	}

	@ParameterizedTest
	@EnumSource(value = Container.class, names = "TOMCAT")
	void pathOfAnotherServletWithTwoSlashesIsItsOwn(Container container) throws Exception {
		Files.createDirectories(this.root.resolve("admin"));
		Files.writeString(this.root.resolve("admin/x.js"), "file");
		run(container, WithServlet.class,
				(client) -> assertThat(client.send("GET", "//admin/x.js", DOCUMENT).body()).isEqualTo("servlet"));
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void unsatisfiableRangeOfACodedFileVaries(Container container) throws Exception {
		Files.writeString(this.root.resolve("big.js"), "let a = 1;".repeat(500));
		try (OutputStream coded = new GZIPOutputStream(Files.newOutputStream(this.root.resolve("big.js.gz")))) {
			coded.write("let a = 1;".repeat(500).getBytes(StandardCharsets.UTF_8));
		}
		run(container, Plain.class, (client) -> {
			Response none = client.send("GET", "/big.js", Map.of("Range", "bytes=99999-"));
			assertThat(none.status()).isEqualTo(416);
			assertThat(none.headers().get("vary")).isEqualTo("Accept-Encoding");
		});
	}

	@ParameterizedTest
	@EnumSource(value = Container.class, names = "TOMCAT")
	void longPathIsExplainedInTime(Container container) throws Exception {
		for (int i = 0; i < 2000; i++) {
			Files.writeString(this.root.resolve("x".repeat(100) + i + ".js"), "");
		}
		this.properties.put("spring.autoconfigure.exclude", container.excluded());
		try (ConfigurableApplicationContext context = Applications.start(Plain.class, this.properties)) {
			RoutingRequest request = RoutingRequest.of("GET", "/" + "z".repeat(7900), null,
					new Origin("http", "localhost", -1), "", RequestPurpose.UNKNOWN);
			long start = System.nanoTime();
			new RoutingExplainer(context.getBean(CurrentSnapshot.class), context.getBean(ApplicationMappings.class))
				.explain(request);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void resourceHandlerThatIsCreatedOnDemandKeepsItsPaths(Container container) throws Exception {
		Files.createDirectories(this.root.resolve("private"));
		Files.writeString(this.root.resolve("private/app.js"), "file");
		run(container, WithLateResources.class,
				(client) -> assertThat(client.send("GET", "/private/app.js", SCRIPT).body()).isNotEqualTo("file"));
	}

	@FunctionalInterface
	private interface Scenario {

		void run(SocketClient client) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Plain {

	}

	@Import({ Advice.class, OwnNotFound.class })
	static class WithAdvice extends Plain {

	}

	@RestController
	static class OwnNotFound {

		@GetMapping("/own/404")
		ResponseEntity<String> notFound() {
			return ResponseEntity.status(404).body("none");
		}

	}

	@RestControllerAdvice
	static class Advice {

		@ExceptionHandler(NoResourceFoundException.class)
		ResponseEntity<?> missing(NoResourceFoundException ex, HttpServletRequest request) {
			return switch (request.getRequestURI()) {
				case "/gone.js" -> ResponseEntity.status(410).body("gone");
				case "/cached.js" -> ResponseEntity.status(404).header("Cache-Control", "max-age=60").body("cached");
				default -> ResponseEntity.status(404).body(ProblemDetail.forStatus(HttpStatus.NOT_FOUND));
			};
		}

	}

	static class WithServlet extends Plain {

		@Bean
		ServletRegistrationBean<HttpServlet> admin() {
			return new ServletRegistrationBean<>(new Admin(), "/admin/*", "*.do", "/exact");
		}

	}

	static class WithLateResources extends Plain {

		@Bean
		@Scope("prototype")
		ResourceHttpRequestHandler privateFiles() {
			ResourceHttpRequestHandler handler = new ResourceHttpRequestHandler();
			handler.setLocations(List.of(new ClassPathResource("META-INF/")));
			return handler;
		}

		@Bean
		SimpleUrlHandlerMapping privateMapping() {
			return new SimpleUrlHandlerMapping(Map.of("/private/**", "privateFiles"), 1);
		}

	}

	@SuppressWarnings("serial")
	static class Admin extends HttpServlet {

		@Override
		protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.getWriter().write("servlet");
		}

	}

}
