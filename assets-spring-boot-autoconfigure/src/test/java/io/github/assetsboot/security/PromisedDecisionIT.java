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

package io.github.assetsboot.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.HiddenHttpMethodFilter;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request that {@code AssetsRequest.toAssets()} has let pass is answered by the assets,
 * or with 404, and by nobody else.
 *
 * @author the Assets for Spring Boot authors
 */
class PromisedDecisionIT {

	private static final Map<String, String> NONE = Map.of();

	private static final Map<String, String> DOCUMENT = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html");

	private static final Map<String, String> SCRIPT = Map.of("Sec-Fetch-Dest", "script", "Accept", "*/*");

	private static final Map<String, String> JSON = Map.of("Accept", "application/json");

	private static final List<Map<String, String>> CLIENTS = List.of(NONE, DOCUMENT, SCRIPT, JSON);

	private static final String USER = "Basic "
			+ Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8));

	@TempDir
	private Path root;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void writeSite() throws IOException {
		Files.writeString(this.root.resolve("index.html"), "page");
		Files.writeString(this.root.resolve("app.js"), "let a = 1");
		Files.writeString(this.root.resolve("other.js"), "let b = 2");
		Files.writeString(this.root.resolve("about.html"), "about");
		Files.writeString(this.root.resolve("info.html"), "information");
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		this.properties.put("spring.security.user.name", "user");
		this.properties.put("spring.security.user.password", "secret");
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

	/**
	 * Whoever asks, without a login nobody sees what the application keeps.
	 */
	private static void expectClosed(SocketClient client, String method, String target) throws IOException {
		for (Map<String, String> headers : CLIENTS) {
			Response response = client.send(method, target, headers);
			assertThat(response.body()).as("%s %s %s", method, target, headers).doesNotContain("classified");
		}
	}

	private static void expectUnauthorized(SocketClient client, String method, String target) throws IOException {
		expectClosed(client, method, target);
		for (Map<String, String> headers : CLIENTS) {
			assertThat(client.send(method, target, headers).status()).as("%s %s %s", method, target, headers)
				.isEqualTo(401);
		}
	}

	private static void expectOpenWithLogin(SocketClient client, String method, String target) throws IOException {
		for (Map<String, String> headers : CLIENTS) {
			Map<String, String> all = new LinkedHashMap<>(headers);
			all.put("Authorization", USER);
			assertThat(client.send(method, target, all).body()).as("%s %s %s", method, target, headers)
				.contains("classified");
		}
	}

	private static void expect(SocketClient client, String target, Map<String, String> headers, int status, String body)
			throws IOException {
		Response response = client.send("GET", target, headers);
		assertThat(response.status()).as("%s %s", target, headers).isEqualTo(status);
		assertThat(response.body()).as("%s %s", target, headers).contains(body).doesNotContain("classified");
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, spring, /mvc", "TOMCAT, workers, /mvc", "JETTY, spring, /mvc", "JETTY, workers, /mvc",
			"TOMCAT, spring, /a/b", "JETTY, spring, /a/b" })
	void handlersBelowAServletPathStayClosed(Container container, String routing, String path) throws Exception {
		this.properties.put("spring.mvc.servlet.path", path);
		this.properties.put("assets.routing", routing);
		run(container, Secrets.class, (client) -> {
			for (String target : List.of("/secret", "/fn/secret", "/variable/7", "/async")) {
				if (routing.equals("spring")) {
					expectUnauthorized(client, "GET", path + target);
				}
				else {
					assertThat(client.send("GET", path + target, NONE).status()).isEqualTo(401);
					expectClosed(client, "GET", path + target);
				}
				expectClosed(client, "HEAD", path + target);
				expectClosed(client, "GET", path + target + "/");
				expectClosed(client, "GET", path + "/." + target);
				expectClosed(client, "GET", path + "/%73ecret");
			}
			expect(client, "/app.js", SCRIPT, 200, "let a = 1");
			expect(client, "/deep/link", DOCUMENT, 200, "page");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void handlersOfEveryKindStayClosed(Container container) throws Exception {
		run(container, Secrets.class, (client) -> {
			for (String target : List.of("/secret", "/fn/secret", "/variable/7", "/async", "/url/secret",
					"/late/secret", "/custom/secret", "/both", "/both/")) {
				expectUnauthorized(client, "GET", target);
				expectClosed(client, "HEAD", target);
				expectOpenWithLogin(client, "GET", target);
			}
			for (String target : List.of("/secret/", "/fn/secret/", "/./secret", "/%73ecret", "/secret;a=1", "//secret",
					"/x/../secret")) {
				expectClosed(client, "GET", target);
			}
			expectUnauthorized(client, "GET", "/forwards-to-secret");
			expect(client, "/gone.js", SCRIPT, 404, "");
			expect(client, "/gone", JSON, 404, "\"path\":\"/gone\"");
			expect(client, "/deep/link", DOCUMENT, 200, "page");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void forwardIsJudgedByItsOwnPath(Container container) throws Exception {
		run(container, Forwards.class, (client) -> {
			expect(client, "/open/page", NONE, 200, "information");
			for (Map<String, String> headers : CLIENTS) {
				Response response = client.send("GET", "/open/secret", headers);
				assertThat(response.status()).isIn(401, 403);
				assertThat(response.body()).doesNotContain("classified");
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, true", "TOMCAT, false", "JETTY, true", "JETTY, false" })
	void filterThatTakesASlashOffOpensNothing(Container container, boolean wrapping) throws Exception {
		run(container, wrapping ? Wrapping.class : Redirecting.class, (client) -> {
			for (String target : List.of("/secret/", "/fn/secret/", "/variable/7/", "/late/secret/", "/url/secret/")) {
				expectClosed(client, "GET", target);
				expectClosed(client, "HEAD", target);
			}
			expectUnauthorized(client, "GET", "/secret");
			expect(client, "/gone.js/", SCRIPT, 404, "");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void filterForSomePathsIsAskedByThoseWhoMay(Container container) throws Exception {
		run(container, WithFilters.class, (client) -> {
			expectUnauthorized(client, "GET", "/internal/report");
			expectUnauthorized(client, "GET", "/internal");
			expectOpenWithLogin(client, "GET", "/internal/report");
			expect(client, "/gone.js", SCRIPT, 404, "");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void filterForEveryPathAnswersNothingThatWasPromised(Container container) throws Exception {
		run(container, WithFilters.class, (client) -> {
			expectClosed(client, "GET", "/jersey/report");
			expectClosed(client, "HEAD", "/jersey/report");
			expect(client, "/jersey/report", JSON, 404, "");
			expect(client, "/jersey/report", DOCUMENT, 200, "page");
			for (Map<String, String> headers : CLIENTS) {
				Response posted = client.send("POST", "/jersey/report", headers);
				assertThat(posted.status()).isEqualTo(401);
			}
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void methodOfAHiddenFieldOpensNothing(Container container) throws Exception {
		run(container, HiddenMethods.class, (client) -> {
			for (String target : List.of("/app.js?_method=DELETE", "/about?_method=DELETE", "/other.js?_method=DELETE",
					"/secret?_method=DELETE")) {
				expectClosed(client, "POST", target);
			}
			assertThat(client.send("DELETE", "/about", NONE).status()).isEqualTo(401);
			assertThat(client.send("POST", "/about", NONE).status()).isEqualTo(401);
			assertThat(client.send("POST", "/app.js", NONE).status()).isEqualTo(405);
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void ownResourceHandlerForEveryPathKeepsItsFiles(Container container, @TempDir Path own) throws Exception {
		Files.writeString(own.resolve("report.txt"), "classified");
		this.properties.put("test.own", own.toUri().toString());
		run(container, OwnResources.class, (client) -> {
			expectClosed(client, "GET", "/report.txt");
			for (Map<String, String> headers : List.of(NONE, SCRIPT, JSON)) {
				assertThat(client.send("GET", "/report.txt", headers).status()).isEqualTo(401);
			}
			expect(client, "/report.txt", DOCUMENT, 200, "page");
			expect(client, "/app.js", SCRIPT, 200, "let a = 1");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void filterAheadOfSpringSecurityPromisesNothing(Container container) throws Exception {
		this.properties.put("assets.filter.order", "-200");
		run(container, Secrets.class, (client) -> {
			expectUnauthorized(client, "GET", "/secret");
			expectUnauthorized(client, "GET", "/variable/7");
			expect(client, "/app.js", SCRIPT, 200, "let a = 1");
			assertThat(client.send("GET", "/gone.js", SCRIPT).status()).isEqualTo(401);
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void errorDispatchIsOpenForThe404OfTheAssetsOnly(Container container) throws Exception {
		run(container, Secrets.class, (client) -> {
			expect(client, "/gone", JSON, 404, "\"path\":\"/gone\"");
			assertThat(client.send("GET", "/error", JSON).status()).isEqualTo(401);
			Map<String, String> user = new LinkedHashMap<>(JSON);
			user.put("Authorization", USER);
			assertThat(client.send("GET", "/fails", user).status()).isEqualTo(500);
			assertThat(client.send("GET", "/fails", JSON).status()).isEqualTo(401);
		});
	}

	@FunctionalInterface
	private interface Scenario {

		void run(SocketClient client) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controllers.class)
	static class Secrets {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers("/open/**")
					.permitAll()
					.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.anyRequest()
					.authenticated())
				.csrf((csrf) -> csrf.disable())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route()
				.GET("/fn/secret", (request) -> ServerResponse.ok().body("classified"))
				.build();
		}

		@Bean
		SimpleUrlHandlerMapping urlMapping() {
			return new SimpleUrlHandlerMapping(Map.of("/url/secret", secret()), 10);
		}

		@Bean
		SimpleUrlHandlerMapping lateMapping() {
			return new SimpleUrlHandlerMapping(Map.of("/late/secret", secret()), Ordered.LOWEST_PRECEDENCE - 10);
		}

		@Bean
		CustomMapping customMapping() {
			return new CustomMapping(secret());
		}

		private static HttpRequestHandler secret() {
			return (request, response) -> response.getWriter().write("classified");
		}

	}

	/**
	 * A handler mapping of a kind that nobody knows.
	 */
	static class CustomMapping implements HandlerMapping, Ordered {

		private final HttpRequestHandler handler;

		CustomMapping(HttpRequestHandler handler) {
			this.handler = handler;
		}

		@Override
		public int getOrder() {
			return 100;
		}

		@Override
		public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) {
			boolean mapped = request.getRequestURI().equals("/custom/secret")
					|| (request.getRequestURI().equals("/other.js") && request.getMethod().equals("DELETE"));
			return mapped ? new HandlerExecutionChain(this.handler) : null;
		}

	}

	@RestController
	static class Controllers {

		@GetMapping("/secret")
		String secret() {
			return "classified";
		}

		@GetMapping("/variable/{id}")
		String variable() {
			return "classified";
		}

		@GetMapping({ "/both", "/both/" })
		String both() {
			return "classified";
		}

		@GetMapping("/async")
		Callable<String> async() {
			return () -> "classified";
		}

		@GetMapping("/forwards-to-secret")
		void forward(HttpServletRequest request, HttpServletResponse response) throws Exception {
			request.getRequestDispatcher("/secret").forward(request, response);
		}

		@GetMapping("/fails")
		String fail() {
			throw new IllegalStateException("Failed on purpose");
		}

		@DeleteMapping({ "/about", "/secret" })
		String delete() {
			return "classified";
		}

	}

	@Import(ForwardController.class)
	static class Forwards extends Secrets {

	}

	@Controller
	static class ForwardController {

		@GetMapping("/open/secret")
		String secret() {
			return "forward:/secret";
		}

		@GetMapping("/open/page")
		String page() {
			return "forward:/info";
		}

	}

	static class Wrapping extends Secrets {

		@Bean
		UrlHandlerFilter slashes() {
			return UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build();
		}

	}

	static class Redirecting extends Secrets {

		@Bean
		UrlHandlerFilter slashes() {
			return UrlHandlerFilter.trailingSlashHandler("/**").redirect(HttpStatus.PERMANENT_REDIRECT).build();
		}

	}

	static class WithFilters extends Secrets {

		@Bean
		FilterRegistrationBean<Answering> internal() {
			FilterRegistrationBean<Answering> registration = new FilterRegistrationBean<>(new Answering("/internal"));
			registration.addUrlPatterns("/internal/*");
			return registration;
		}

		@Bean
		FilterRegistrationBean<Answering> jersey() {
			FilterRegistrationBean<Answering> registration = new FilterRegistrationBean<>(new Answering("/jersey"));
			registration.addUrlPatterns("/*");
			registration.setName("jersey");
			return registration;
		}

	}

	@SuppressWarnings("serial")
	static class Answering extends HttpFilter {

		private final String prefix;

		Answering(String prefix) {
			this.prefix = prefix;
		}

		@Override
		protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws IOException, ServletException {
			if (request.getRequestURI().startsWith(this.prefix)) {
				response.getWriter().write("classified");
				return;
			}
			chain.doFilter(request, response);
		}

	}

	static class HiddenMethods extends Secrets {

		@Bean
		FilterRegistrationBean<HiddenHttpMethodFilter> hiddenMethods() {
			FilterRegistrationBean<HiddenHttpMethodFilter> registration = new FilterRegistrationBean<>(
					new HiddenHttpMethodFilter());
			registration.setOrder(0);
			return registration;
		}

	}

	static class OwnResources extends Secrets implements WebMvcConfigurer {

		private final String location;

		OwnResources(Environment environment) {
			this.location = environment.getRequiredProperty("test.own");
		}

		@Override
		public void addResourceHandlers(ResourceHandlerRegistry registry) {
			registry.addResourceHandler("/**").addResourceLocations(this.location);
		}

	}

}
