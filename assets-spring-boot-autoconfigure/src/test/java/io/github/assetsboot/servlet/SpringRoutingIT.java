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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.assetsboot.security.AssetsRequest;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of the guide's routing page, line by line, with routing as Spring's and as
 * Workers', on both containers, with Spring Security and without.
 *
 * @author the Assets for Spring Boot authors
 */
class SpringRoutingIT {

	private static final String[] CURL = { "Accept", "*/*" };

	private static final String[] BARE = {};

	private static final String[] CHROMIUM = { "Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-User",
			"?1", "Sec-Fetch-Dest", "document", "Accept",
			"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8" };

	private static final String[] FIREFOX = { "Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

	private static final String[] OLD_BROWSER = { "Accept", "text/html,application/xhtml+xml,*/*;q=0.8" };

	private static final String[] FRAME = { "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe", "Accept",
			"text/html,*/*;q=0.8" };

	private static final String[] SCRIPT = { "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script", "Accept", "*/*" };

	private static final String[] MODULE = { "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "script", "Accept", "*/*" };

	private static final String[] IMAGE = { "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image", "Accept",
			"image/avif,image/webp,*/*;q=0.8" };

	private static final String[] FETCH = { "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty", "Accept", "*/*" };

	private static final String[] FETCH_JSON = { "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty", "Accept",
			"application/json" };

	private static final String[] AXIOS = { "Accept", "application/json, text/plain, */*" };

	private static final String[] XHR = { "Accept", "text/html, */*", "X-Requested-With", "XMLHttpRequest" };

	private static final String[] TURBO = { "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty", "Accept",
			"text/vnd.turbo-stream.html, text/html, application/xhtml+xml" };

	private static final String[] NO_HTML = { "Accept", "text/html;q=0, application/json" };

	private static final String[] PREFLIGHT = { "Origin", "https://other.example", "Access-Control-Request-Method",
			"GET" };

	private static final String PAGE = "fallback page";

	@TempDir
	private Path root;

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("applications")
	void tableOfTheGuide(Container container, Secured secured) throws Exception {
		Map<String, String> properties = properties(container, secured, "single-page-application");
		properties.put("assets.run-worker-first[0]", "/api/*");
		properties.put("assets.run-worker-first[1]", "!/api/docs/*");
		run(properties, secured, (site) -> {
			// 1: a preflight is the application's
			site.application("OPTIONS", "/app.js", PREFLIGHT, 200, 403, 404, 405);
			site.application("OPTIONS", "/deep/link", PREFLIGHT, 200, 403, 404, 405);
			// 2: a negative pattern is the assets', for every client
			site.assets("GET", "/api/docs/intro", CURL, 200, "docs");
			site.assets("GET", "/api/docs/gone.js", SCRIPT, 200, PAGE);
			site.assets("GET", "/api/docs/gone", FETCH_JSON, 200, PAGE);
			site.assets("POST", "/api/docs/intro", CURL, 405, "");
			site.assets("OPTIONS", "/api/docs/intro", CURL, 200, "");
			// 3: a positive pattern, other servlets, the error path, actuator, resource
			// handlers
			site.application("GET", "/api/items", CURL, 200);
			for (String[] client : List.of(CURL, CHROMIUM, FETCH_JSON)) {
				site.application("GET", "/api/unknown", client, 404);
				site.application("GET", "/api/config.json", client, 404);
				site.application("GET", "/admin/unknown", client, 404);
				site.application("GET", "/error", client, 500, 999);
				site.application("GET", "/actuator/unknown", client, 404);
				site.application("GET", "/actuator/beans", client, 404);
				site.application("GET", "/files/gone.txt", client, 404);
				site.application("GET", "/webjars/gone.js", client, 404);
			}
			site.application("GET", "/admin/hello", CHROMIUM, 200);
			site.application("GET", "/legacy/x", CHROMIUM, 200);
			// 4: a file, html handling, a redirect rule
			site.assets("GET", "/", BARE, 200, PAGE);
			site.assets("GET", "/app.js", SCRIPT, 200, "let a = 1");
			site.assets("HEAD", "/app.js", CURL, 200, "");
			site.assets("GET", "/items.json", FETCH_JSON, 200, "[]");
			site.assets("GET", "/about", CHROMIUM, 200, "about");
			site.assets("GET", "/about.html", CURL, 307, "");
			site.assets("GET", "/config", CURL, 200, "static config");
			site.assets("GET", "/old", CURL, 301, "");
			site.assets("POST", "/old", CURL, 301, "");
			site.assets("GET", "/rewritten", CURL, 200, "about");
			// 5: a handler, or one for other requests
			for (String[] client : List.of(CURL, CHROMIUM, FETCH_JSON, SCRIPT)) {
				site.application("GET", "/notes/7", client, 200);
				site.application("GET", "/fn/hello", client, 200);
			}
			site.application("POST", "/contact", CHROMIUM, 200);
			site.application("GET", "/contact", CHROMIUM, 405);
			site.application("GET", "/only-json", OLD_BROWSER, 200, 406);
			site.application("GET", "/with-parameter", CHROMIUM, 400);
			site.application("GET", "/fn/post", CHROMIUM, 404);
			site.application("POST", "/about", CHROMIUM, 200);
			// 6: another method for an asset
			site.assets("POST", "/app.js", CURL, 405, "");
			site.assets("DELETE", "/app.js", FETCH_JSON, 405, "");
			site.assets("PUT", "/rewritten", CURL, 405, "");
			site.assets("OPTIONS", "/app.js", CURL, 200, "");
			// 7: a document
			for (String[] client : List.of(CURL, BARE, CHROMIUM, FIREFOX, OLD_BROWSER, FRAME, TURBO)) {
				site.assets("GET", "/deep/link", client, 200, PAGE);
				site.assets("GET", "/users/@me", client, 200, PAGE);
			}
			site.assets("HEAD", "/deep/link", CURL, 200, "");
			site.assets("GET", "/v1.2/notes/caf%c3%a9", CHROMIUM, 200, PAGE);
			site.assets("GET", "/assets/gone.js", CHROMIUM, 200, PAGE);
			site.assets("GET", "/broken", CHROMIUM, 200, PAGE);
			// 8: the application's own 404
			for (String[] client : List.of(CURL, BARE, SCRIPT, MODULE, IMAGE, FETCH, FETCH_JSON, AXIOS, XHR,
					OLD_BROWSER)) {
				site.notFound("/assets/gone.js", client);
				site.notFound("/robots.txt", client);
				site.notFound("/gone.png;v=1", client);
			}
			for (String[] client : List.of(SCRIPT, MODULE, IMAGE, FETCH, FETCH_JSON, AXIOS, XHR, NO_HTML)) {
				site.notFound("/deep/link", client);
			}
			site.notFound("/.well-known/change-password", CHROMIUM);
			site.notFound("/%2Ewell-known/x", CURL);
			site.application("POST", "/deep/link", CURL, 404);
			site.application("DELETE", "/gone.js", FETCH_JSON, 404);
		});
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("applications")
	void nearest404PageIsForDocuments(Container container, Secured secured) throws Exception {
		run(properties(container, secured, "404-page"), secured, (site) -> {
			for (String[] client : List.of(CURL, CHROMIUM, OLD_BROWSER)) {
				site.assets("GET", "/gone", client, 404, "root 404");
				site.assets("GET", "/docs/deep/gone", client, 404, "docs 404");
			}
			site.assets("GET", "/gone.png", OLD_BROWSER, 404, "root 404");
			site.assets("GET", "/.well-known/x", CHROMIUM, 404, "root 404");
			site.notFound("/gone.png", CURL);
			site.notFound("/gone", FETCH_JSON);
			site.notFound("/gone", SCRIPT);
			site.application("GET", "/notes/7", CHROMIUM, 200);
			site.application("POST", "/contact", CHROMIUM, 200);
		});
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("applications")
	void withoutNotFoundHandlingNobodyGetsAPage(Container container, Secured secured) throws Exception {
		run(properties(container, secured, "none"), secured, (site) -> {
			for (String[] client : List.of(CURL, CHROMIUM, FETCH_JSON, SCRIPT)) {
				site.notFound("/gone", client);
			}
			site.assets("GET", "/app.js", SCRIPT, 200, "let a = 1");
			site.application("GET", "/notes/7", CHROMIUM, 200);
		});
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("applications")
	void workersModeServesEveryClientAndMethod(Container container, Secured secured) throws Exception {
		Map<String, String> properties = properties(container, secured, "single-page-application");
		properties.put("assets.routing", "workers");
		run(properties, secured, (site) -> {
			site.assets("GET", "/notes/7", CHROMIUM, 200, PAGE);
			site.application("GET", "/notes/7", CURL, 200);
			site.assets("GET", "/assets/gone.js", SCRIPT, 200, PAGE);
			site.assets("GET", "/deep/link", FETCH_JSON, 200, PAGE);
			site.assets("GET", "/deep/link", CHROMIUM, 200, PAGE);
			site.assets("POST", "/app.js", CURL, 405, "");
			site.assets("OPTIONS", "/app.js", CURL, 405, "");
			site.assets("POST", "/contact", CHROMIUM, 405, "");
			site.application("POST", "/contact", CURL, 200);
			site.application("GET", "/admin/hello", CHROMIUM, 200);
			site.application("GET", "/actuator/unknown", CHROMIUM, 404);
			if (secured == Secured.NO) {
				site.assets("POST", "/deep/link", CURL, 405, "");
			}
		});
	}

	static Stream<Arguments> applications() {
		return Stream.of(Container.values())
			.flatMap((container) -> Stream.of(Secured.values()).map((secured) -> Arguments.of(container, secured)));
	}

	private Map<String, String> properties(Container container, Secured secured, String notFoundHandling)
			throws IOException {
		write("index.html", PAGE);
		write("about.html", "about");
		write("app.js", "let a = 1");
		write("items.json", "[]");
		write("config", "static config");
		write("api/docs/intro.html", "docs");
		write("api/config.json", "never");
		write("files/gone.html", "never");
		write("404.html", "root 404");
		write("docs/404.html", "docs 404");
		write("_redirects", "/old /about 301\n/rewritten /about 200\n/broken /no/such/file 200\n");
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("spring.autoconfigure.exclude", container.excluded());
		properties.put("assets.directory", this.root.toString());
		properties.put("assets.not-found-handling", notFoundHandling);
		if (secured == Secured.YES) {
			properties.put(SecurityOnDemand.PROPERTY, "true");
			properties.put("spring.security.user.name", "user");
			properties.put("spring.security.user.password", "secret");
		}
		return properties;
	}

	private void write(String name, String text) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private static void run(Map<String, String> properties, Secured secured, Scenario scenario) throws Exception {
		Class<?> application = (secured == Secured.YES) ? SecuredSite.class : Site.class;
		try (ConfigurableApplicationContext context = Applications.start(application, properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			scenario.run(new Visitor(client, secured));
		}
	}

	@FunctionalInterface
	private interface Scenario {

		void run(Visitor visitor) throws Exception;

	}

	enum Secured {

		NO, YES

	}

	/**
	 * A visitor of the site. With Spring Security, every request is sent without a login
	 * and with one.
	 */
	private static final class Visitor {

		private static final String BASIC = "Basic "
				+ Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8));

		private final SocketClient client;

		private final Secured secured;

		Visitor(SocketClient client, Secured secured) {
			this.client = client;
			this.secured = secured;
		}

		private Response send(String method, String target, String[] headers, boolean login) throws IOException {
			Map<String, String> fields = new LinkedHashMap<>();
			for (int i = 0; i < headers.length; i += 2) {
				fields.put(headers[i], headers[i + 1]);
			}
			if (login) {
				fields.put("Authorization", BASIC);
			}
			return this.client.send(method, target, fields);
		}

		/**
		 * The assets answer, with and without a login.
		 */
		void assets(String method, String target, String[] headers, int status, String body) throws IOException {
			for (boolean login : logins()) {
				Response response = send(method, target, headers, login);
				String description = describe(method, target, headers, login);
				assertThat(response.status()).as(description).isEqualTo(status);
				assertThat(response.headers()).as(description).doesNotContainKey("x-application");
				if (!method.equals("HEAD")) {
					assertThat(response.body()).as(description).isEqualTo(body);
				}
				if (method.equals("OPTIONS")) {
					boolean allowed = status == 200;
					assertThat(response.headers()).containsEntry("allow", allowed ? "GET, HEAD, OPTIONS" : "GET, HEAD");
				}
				assertVary(response, body, description);
			}
		}

		private static void assertVary(Response response, String body, String description) {
			if (body.equals(PAGE) && response.headers().getOrDefault("vary", "").contains("Sec-Fetch-Dest")) {
				assertThat(response.headers().get("vary")).as(description)
					.contains("Sec-Fetch-Dest, Accept, X-Requested-With");
			}
		}

		/**
		 * The application answers: without a login with 401, else with one of the given
		 * statuses.
		 */
		void application(String method, String target, String[] headers, Integer... statuses) throws IOException {
			for (boolean login : logins()) {
				Response response = send(method, target, headers, login);
				String description = describe(method, target, headers, login);
				boolean refused = this.secured == Secured.YES && !login;
				if (refused) {
					assertThat(response.status()).as(description).isEqualTo(401);
				}
				else {
					assertThat(response.status()).as(description).isIn((Object[]) statuses);
					assertThat(response.headers().getOrDefault("cache-control", "")).as(description)
						.isNotEqualTo((this.secured == Secured.YES) ? "" : "no-store");
				}
				assertThat(response.body()).as(description).doesNotContain(PAGE, "never");
			}
		}

		/**
		 * The application's own 404 answers, with and without a login.
		 */
		void notFound(String target, String[] headers) throws IOException {
			if (this.secured == Secured.YES && (target.contains(";") || target.contains("%2E"))) {
				// refused by the firewall
				return;
			}
			for (String method : List.of("GET", "HEAD")) {
				for (boolean login : logins()) {
					Response response = send(method, target, headers, login);
					String description = describe(method, target, headers, login);
					assertThat(response.status()).as(description).isEqualTo(404);
					assertThat(response.body()).as(description).doesNotContain(PAGE, "root 404");
					assertThat(response.headers().get("cache-control")).as(description).contains("no-store");
				}
			}
		}

		private List<Boolean> logins() {
			return (this.secured == Secured.YES) ? List.of(false, true) : List.of(false);
		}

		private static String describe(String method, String target, String[] headers, boolean login) {
			List<String> parts = new ArrayList<>(List.of(method, target));
			parts.addAll(List.of(headers));
			parts.add(login ? "with a login" : "without a login");
			return String.join(" ", parts);
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Handlers.class)
	static class Site implements WebMvcConfigurer {

		@Override
		public void addResourceHandlers(ResourceHandlerRegistry registry) {
			registry.addResourceHandler("/files/**").addResourceLocations("classpath:/no-such-folder/");
		}

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route()
				.GET("/fn/hello", (request) -> ServerResponse.ok().body("hello"))
				.POST("/fn/post", (request) -> ServerResponse.ok().body("posted"))
				.build();
		}

		@Bean
		ServletRegistrationBean<HttpServlet> legacy() {
			ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(new HttpServlet() {

				@Override
				protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
					response.getWriter().write("legacy");
				}

			}, "/legacy/*");
			registration.setName("legacy");
			return registration;
		}

		@Bean
		ServletRegistrationBean<DispatcherServlet> admin(ApplicationContext parent) {
			AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
			context.setParent(parent);
			context.register(Admin.class);
			ServletRegistrationBean<DispatcherServlet> registration = new ServletRegistrationBean<>(
					new DispatcherServlet(context), "/admin/*");
			registration.setName("admin");
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	static class Admin {

		@Bean
		RouterFunction<ServerResponse> adminRoutes() {
			return RouterFunctions.route()
				.GET("/hello", (request) -> ServerResponse.ok().body("hello from admin"))
				.build();
		}

	}

	static class SecuredSite extends Site {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.anyRequest()
					.authenticated())
				.csrf((csrf) -> csrf.disable())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@RestController
	static class Handlers {

		@GetMapping("/api/items")
		String items() {
			return "items";
		}

		@GetMapping("/notes/{id}")
		String note() {
			return "note";
		}

		@GetMapping("/config")
		String config() {
			return "config of a controller";
		}

		@PostMapping("/contact")
		String contact() {
			return "thanks";
		}

		@PostMapping("/about")
		String about() {
			return "posted";
		}

		@GetMapping(path = "/only-json", produces = MediaType.APPLICATION_JSON_VALUE)
		String json() {
			return "{}";
		}

		@GetMapping("/with-parameter")
		String parameter(@RequestParam int page) {
			return "page " + page;
		}

	}

}
