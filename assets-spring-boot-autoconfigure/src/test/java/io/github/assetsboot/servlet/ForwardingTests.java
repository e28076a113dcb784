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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.assetsboot.security.AssetsRequest;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SharedApplications;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.ServletForwardingController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Forwards and includes inside the application, among them those by which JHipster and
 * Vaadin serve their pages.
 */
class ForwardingTests {

	private static final Map<String, String> NONE = Map.of();

	private static final Map<String, String> DOCUMENT = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html");

	private static final Map<String, String> SCRIPT = Map.of("Sec-Fetch-Dest", "script", "Accept", "*/*");

	private static final Map<String, String> JSON = Map.of("Accept", "application/json");

	private static final List<Map<String, String>> CLIENTS = List.of(NONE, DOCUMENT, SCRIPT, JSON);

	private static final Map<String, String> FILES = Map.of("index.html", "page", "app.js", "let a = 1", "about.html",
			"about", "guide/index.html", "guide", "config", "a file", "_redirects",
			"/old /about 301\n/alias /about 200\n", "_headers", "/about*\n  X-Rule: 1\n");

	@RegisterExtension
	static final SharedApplications applications = new SharedApplications();

	private final Map<String, String> properties = new LinkedHashMap<>();

	static Stream<Arguments> containersAndRoutings() {
		return Stream.of(Container.values())
			.flatMap((container) -> Stream.of("spring", "workers").map((routing) -> Arguments.of(container, routing)));
	}

	static Stream<Arguments> orders() {
		return Stream.of(Container.values())
			.flatMap((container) -> Stream.of(10, Ordered.LOWEST_PRECEDENCE - 10, Ordered.LOWEST_PRECEDENCE - 1)
				.map((order) -> Arguments.of(container, order)));
	}

	private void run(Container container, Class<?> application, Scenario scenario) throws Exception {
		this.properties.put("spring.autoconfigure.exclude", container.excluded());
		this.properties.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
		int port = Applications.port(applications.get(application, this.properties, FILES));
		try (SocketClient client = new SocketClient(port)) {
			scenario.run(client);
		}
	}

	private static void expect(SocketClient client, String method, String target, Map<String, String> headers,
			int status, String body) throws IOException {
		Response response = client.send(method, target, headers);
		assertThat(response.status()).as("%s %s %s", method, target, headers).isEqualTo(status);
		assertThat(response.body()).as("%s %s %s", method, target, headers).isEqualTo(body);
	}

	private static void expect(SocketClient client, String target, Map<String, String> headers, int status, String body)
			throws IOException {
		expect(client, "GET", target, headers, status, body);
	}

	private static void expectNotFound(SocketClient client, String method, String target) throws IOException {
		Response response = client.send(method, target, NONE);
		assertThat(response.status()).as("%s %s", method, target).isEqualTo(404);
		assertThat(response.body()).as("%s %s", method, target).doesNotContain("page", "about", "guide");
		assertThat(response.headers()).as("%s %s", method, target).doesNotContainKey("location");
	}

	@ParameterizedTest
	@MethodSource("containersAndRoutings")
	void controllerForNearlyEveryPathForwardsToThePage(Container container, String routing) throws Exception {
		this.properties.put("assets.routing", routing);
		run(container, JHipster.class, (client) -> {
			for (Map<String, String> headers : CLIENTS) {
				expect(client, "/notes", headers, 200, "page");
				expect(client, "/deep/link/here", headers, 200, "page");
				expect(client, "/app.js", headers, 200, "let a = 1");
				expect(client, "/about", headers, 200, "about");
				assertThat(client.send("GET", "/gone.js", headers).status()).isEqualTo(404);
				assertThat(client.send("GET", "/deep/gone.js", headers).status()).isEqualTo(404);
			}
			expect(client, "/api/items", JSON, 200, "items");
			expect(client, "HEAD", "/notes", DOCUMENT, 200, "");
			assertThat(client.send("POST", "/notes", NONE).status()).isEqualTo(405);
		});
	}

	@ParameterizedTest
	@MethodSource("containersAndRoutings")
	void controllerForNearlyEveryPathAndTheFallbackPageGoTogether(Container container, String routing)
			throws Exception {
		this.properties.put("assets.routing", routing);
		this.properties.put("assets.not-found-handling", "single-page-application");
		run(container, JHipster.class, (client) -> {
			for (Map<String, String> headers : CLIENTS) {
				expect(client, "/notes", headers, 200, "page");
				expect(client, "/deep/link/here", headers, 200, "page");
			}
			expect(client, "/api/items", JSON, 200, "items");
			expect(client, "/gone.js", DOCUMENT, 200, "page");
		});
	}

	@ParameterizedTest
	@MethodSource("orders")
	void mappingThatForwardsToAServletAnswersWhatIsNoFile(Container container, int order) throws Exception {
		this.properties.put("test.order", String.valueOf(order));
		this.properties.put("assets.not-found-handling", "single-page-application");
		run(container, Vaadin.class, (client) -> {
			for (Map<String, String> headers : CLIENTS) {
				expect(client, "/view", headers, 200, "view of a servlet");
				expect(client, "/gone.js", headers, 200, "view of a servlet");
				expect(client, "/app.js", headers, 200, "let a = 1");
				expect(client, "/api/items", headers, 200, "items");
			}
			expect(client, "POST", "/view", NONE, 200, "view of a servlet");
			expect(client, "POST", "/app.js", NONE, 200, "view of a servlet");
			expect(client, "/vaadinServlet/x", DOCUMENT, 200, "view of a servlet");
			expect(client, "/deep/link", DOCUMENT, 200, "view of a servlet");
		});
	}

	@ParameterizedTest
	@MethodSource("orders")
	void mappingThatForwardsToAServletAnswersWithoutNotFoundHandlingInWorkersMode(Container container, int order)
			throws Exception {
		this.properties.put("test.order", String.valueOf(order));
		this.properties.put("assets.routing", "workers");
		run(container, Vaadin.class, (client) -> {
			for (Map<String, String> headers : CLIENTS) {
				expect(client, "/view", headers, 200, "view of a servlet");
				expect(client, "/app.js", headers, 200, "let a = 1");
			}
			assertThat(client.send("POST", "/app.js", NONE).status()).isEqualTo(405);
		});
	}

	@ParameterizedTest
	@MethodSource("containersAndRoutings")
	void forwardGetsTheFileThatHtmlHandlingFinds(Container container, String routing) throws Exception {
		this.properties.put("assets.routing", routing);
		run(container, Dispatching.class, (client) -> {
			for (Map<String, String> headers : CLIENTS) {
				expect(client, "/forward?to=/index.html", headers, 200, "page");
				expect(client, "/forward?to=/", headers, 200, "page");
				expect(client, "/forward?to=/about", headers, 200, "about");
				expect(client, "/forward?to=/about.html", headers, 200, "about");
				expect(client, "/forward?to=/guide/", headers, 200, "guide");
				expect(client, "/forward?to=/guide/index.html", headers, 200, "guide");
				expect(client, "/forward?to=/app.js", headers, 200, "let a = 1");
			}
			expect(client, "HEAD", "/forward?to=/about", NONE, 200, "");
		});
	}

	@ParameterizedTest
	@MethodSource("containersAndRoutings")
	void forwardKnowsNoRedirectAndNoFallback(Container container, String routing) throws Exception {
		this.properties.put("assets.routing", routing);
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put("assets.run-worker-first", "/forward,/handler,/include");
		run(container, Dispatching.class, (client) -> {
			expectNotFound(client, "GET", "/forward?to=/old");
			expectNotFound(client, "GET", "/forward?to=/alias");
			expectNotFound(client, "GET", "/forward?to=/deep/link");
			expectNotFound(client, "POST", "/forward?to=/deep/link");
			assertThat(client.send("GET", "/forward?to=/deep/link", DOCUMENT).body()).isNotEqualTo("page");
		});
	}

	@ParameterizedTest
	@MethodSource("containersAndRoutings")
	void forwardOfAnyMethodGetsTheFile(Container container, String routing) throws Exception {
		this.properties.put("assets.routing", routing);
		run(container, Dispatching.class, (client) -> {
			for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
				expect(client, method, "/forward?to=/index.html", NONE, 200, "page");
				expect(client, method, "/forward?to=/about", NONE, 200, "about");
				expect(client, method, "/forward?to=/app.js", JSON, 200, "let a = 1");
			}
		});
	}

	@ParameterizedTest
	@MethodSource("containersAndRoutings")
	void forwardKeepsAStatusThatIsSetBefore(Container container, String routing) throws Exception {
		this.properties.put("assets.routing", routing);
		run(container, Dispatching.class, (client) -> {
			String etag = client.send("GET", "/forward?to=/about", NONE).headers().get("etag");
			for (Map<String, String> headers : List.of(NONE, DOCUMENT, JSON, Map.of("If-None-Match", etag),
					Map.of("Range", "bytes=0-1"))) {
				for (int status : new int[] { 202, 403, 404, 500 }) {
					expect(client, "/forward?to=/about&status=" + status, headers, status, "about");
					expect(client, "HEAD", "/forward?to=/about&status=" + status, headers, status, "");
					expect(client, "POST", "/forward?to=/about&status=" + status, headers, status, "about");
				}
				expect(client, "/fail", headers, 500, "about");
				assertThat(client.send("GET", "/fail", headers).headers()).containsEntry("x-rule", "1");
				expect(client, "POST", "/fail", headers, 500, "about");
			}
			assertThat(client.send("GET", "/forward?to=/about", Map.of("If-None-Match", etag)).status()).isEqualTo(304);
			assertThat(client.send("GET", "/fail", NONE).headers()).containsEntry("cache-control",
					"public, max-age=0, must-revalidate");
		});
	}

	@ParameterizedTest
	@MethodSource("containersAndRoutings")
	void forwardedFileIsNotImmutable(Container container, String routing) throws Exception {
		this.properties.put("assets.routing", routing);
		this.properties.put("assets.cache.immutable", "/**");
		run(container, Dispatching.class, (client) -> {
			assertThat(client.send("GET", "/app.js", NONE).headers().get("cache-control")).contains("immutable");
			for (String file : List.of("/app.js", "/about", "/index.html")) {
				assertThat(client.send("GET", "/forward?to=" + file, NONE).headers().get("cache-control")).as(file)
					.isEqualTo("public, max-age=0, must-revalidate");
			}
		});
	}

	@ParameterizedTest
	@MethodSource("containersAndRoutings")
	void handlerComesBeforeTheFileInAForward(Container container, String routing) throws Exception {
		this.properties.put("assets.routing", routing);
		run(container, Dispatching.class, (client) -> {
			expect(client, "/config", NONE, 200, "a file");
			expect(client, "/forward?to=/config", NONE, 200, "a handler");
			expect(client, "/forward?to=/handler", NONE, 200, "only a handler");
			expect(client, "POST", "/forward?to=/config", NONE, 200, "a handler");
			expect(client, "/include?of=/config", NONE, 202, "[a handler]");
		});
	}

	@ParameterizedTest
	@MethodSource("containersAndRoutings")
	void includeGetsTheFileAndLeavesTheResponseAsItIs(Container container, String routing) throws Exception {
		this.properties.put("assets.routing", routing);
		run(container, Dispatching.class, (client) -> {
			for (String method : List.of("GET", "POST")) {
				Response response = client.send(method, "/include?of=/app.js", NONE);
				assertThat(response.status()).isEqualTo(202);
				assertThat(response.body()).isEqualTo("[let a = 1]");
				assertThat(response.headers()).doesNotContainKeys("etag", "cache-control", "last-modified");
				assertThat(client.send(method, "/include?of=/about", NONE).body()).isEqualTo("[about]");
				assertThat(client.send(method, "/include?of=/about.html", NONE).body()).isEqualTo("[about]");
			}
		});
	}

	@ParameterizedTest
	@MethodSource("containersAndRoutings")
	void includeKnowsNoRedirectAndNoFallback(Container container, String routing) throws Exception {
		this.properties.put("assets.routing", routing);
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put("assets.run-worker-first", "/forward,/handler,/include");
		run(container, Dispatching.class, (client) -> {
			for (String path : List.of("/old", "/alias", "/deep/link")) {
				Response response = client.send("GET", "/include?of=" + path, DOCUMENT);
				assertThat(response.body()).as(path).doesNotContain("page", "about");
				assertThat(response.headers()).as(path).doesNotContainKey("location");
			}
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void forwardedPageIsThatOfTheContextPath(Container container) throws Exception {
		this.properties.put("server.servlet.context-path", "/shop");
		run(container, JHipster.class, (client) -> {
			expect(client, "/shop/notes", DOCUMENT, 200, "page");
			expect(client, "/shop/deep/link/here", NONE, 200, "page");
		});
	}

	@ParameterizedTest
	@MethodSource("containersAndRoutings")
	void securityMatcherLetsAForwardPassToAFileThatNoHandlerTakes(Container container, String routing)
			throws Exception {
		this.properties.put("assets.routing", routing);
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		this.properties.put("assets.run-worker-first", "/forward,/handler,/include");
		run(container, SecuredDispatching.class, (client) -> {
			for (Map<String, String> headers : CLIENTS) {
				expect(client, "/forward?to=/app.js", headers, 200, "let a = 1");
				expect(client, "/forward?to=/about", headers, 200, "about");
				expect(client, "/forward?to=/about.html", headers, 200, "about");
				expect(client, "/include?of=/app.js", headers, 202, "[let a = 1]");
				for (String path : List.of("/config", "/handler", "/old", "/alias", "/deep/link", "/gone.js")) {
					expectRefused(client, "GET", "/forward?to=" + path, headers);
					expectRefused(client, "POST", "/forward?to=" + path, headers);
				}
				expectNothingOfAHandler(client, "/include?of=/config", headers);
				expectNothingOfAHandler(client, "/include?of=/handler", headers);
			}
			expect(client, "POST", "/forward?to=/app.js", JSON, 200, "let a = 1");
		});
	}

	private static void expectRefused(SocketClient client, String method, String target, Map<String, String> headers)
			throws IOException {
		Response response = client.send(method, target, headers);
		assertThat(response.status()).as("%s %s %s", method, target, headers).isIn(401, 403);
		assertThat(response.body()).as("%s %s %s", method, target, headers)
			.isNotIn("a handler", "only a handler", "page", "about");
	}

	private static void expectNothingOfAHandler(SocketClient client, String target, Map<String, String> headers)
			throws IOException {
		assertThat(client.send("GET", target, headers).body()).as("%s %s", target, headers)
			.doesNotContain("a handler", "only a handler");
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void mappingThatForwardsToAServletStaysClosed(Container container) throws Exception {
		this.properties.put("test.order", "10");
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		run(container, SecuredVaadin.class, (client) -> {
			for (Map<String, String> headers : CLIENTS) {
				assertThat(client.send("GET", "/view", headers).status()).isEqualTo(401);
				assertThat(client.send("GET", "/gone.js", headers).status()).isEqualTo(401);
				assertThat(client.send("POST", "/app.js", headers).status()).isEqualTo(401);
				expect(client, "/app.js", headers, 200, "let a = 1");
			}
		});
	}

	private static SecurityFilterChain secure(HttpSecurity http) {
		return http
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/forward", "/include")
				.permitAll()
				.requestMatchers(AssetsRequest.toAssets())
				.permitAll()
				.anyRequest()
				.authenticated())
			.csrf((csrf) -> csrf.disable())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	@FunctionalInterface
	private interface Scenario {

		void run(SocketClient client) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import({ Pages.class, Items.class })
	static class JHipster {

	}

	@Controller
	static class Pages {

		@GetMapping({ "/{path:[^.]*}", "/**/{path:[^.]*}" })
		String forward() {
			return "forward:/";
		}

	}

	@Controller
	static class Items {

		@GetMapping("/api/items")
		@ResponseBody
		String items() {
			return "items";
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Items.class)
	static class Vaadin {

		@Bean
		ServletRegistrationBean<HttpServlet> vaadinServlet() {
			ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(new ViewServlet(),
					"/vaadinServlet/*");
			registration.setName("vaadinServlet");
			return registration;
		}

		@Bean
		ServletForwardingController forwardingController() {
			ServletForwardingController controller = new ServletForwardingController();
			controller.setServletName("vaadinServlet");
			controller.setSupportedMethods();
			return controller;
		}

		@Bean
		SimpleUrlHandlerMapping rootMapping(ServletForwardingController controller, Environment environment) {
			return new SimpleUrlHandlerMapping(Map.of("/*", controller),
					environment.getRequiredProperty("test.order", Integer.class));
		}

	}

	@SuppressWarnings("serial")
	static class ViewServlet extends HttpServlet {

		@Override
		protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.getWriter().write("view of a servlet");
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Dispatcher.class)
	static class Dispatching {

	}

	static class SecuredDispatching extends Dispatching {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return secure(http);
		}

	}

	static class SecuredVaadin extends Vaadin {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return secure(http);
		}

	}

	@Controller
	static class Dispatcher {

		@RequestMapping("/forward")
		String forward(@RequestParam("to") String path, @RequestParam(defaultValue = "200") int status,
				HttpServletResponse response) {
			response.setStatus(status);
			return "forward:" + path;
		}

		@RequestMapping("/fail")
		void fail() {
			throw new IllegalStateException();
		}

		@ExceptionHandler
		@ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
		String failure(IllegalStateException ex) {
			return "forward:/about.html";
		}

		@RequestMapping("/include")
		void include(@RequestParam("of") String path, HttpServletRequest request, HttpServletResponse response)
				throws IOException, ServletException {
			response.setStatus(202);
			response.getOutputStream().write('[');
			request.getRequestDispatcher(path).include(request, response);
			response.getOutputStream().write(']');
		}

		@RequestMapping("/config")
		@ResponseBody
		String config() {
			return "a handler";
		}

		@RequestMapping("/handler")
		@ResponseBody
		String handler() {
			return "only a handler";
		}

	}

}
