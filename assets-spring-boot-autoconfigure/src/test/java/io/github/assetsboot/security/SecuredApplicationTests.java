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
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The recipes of the guide for Spring Security, the first test to read of this package.
 *
 * <p>
 * A request matcher lets the requests pass that the assets answer, and no others. These
 * tests hold the recipes, and the ways around them that must not exist.
 *
 * @author the Assets for Spring Boot authors
 */
class SecuredApplicationTests {

	private static final Map<String, String> NONE = Map.of();

	private static final Map<String, String> NAVIGATE = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html");

	private static final Map<String, String> SCRIPT = Map.of("Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script");

	private static final Map<String, String> JSON = Map.of("Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty",
			"Accept", "application/json");

	private static final Map<String, String> USER = Map.of("Authorization",
			"Basic " + Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8)));

	@TempDir
	Path root;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void writeSite() throws IOException {
		write("index.html", "fallback page");
		write("app.js", "let a = 1");
		write("guide.html", "guide");
		write("admin/secret.html", "classified");
		write("admin/index.html", "classified index");
		write("admin/data.txt", "classified data");
		write("_redirects", "/old /guide 301\n/backdoor /admin/secret 200\n/side/* /admin/:splat 200\n");
		write("_headers", "/app.js\n  X-Rule: 1\n");
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		this.properties.put("spring.security.user.name", "user");
		this.properties.put("spring.security.user.password", "secret");
		this.properties.put("assets.directory", this.root.toString());
		this.properties.put("assets.not-found-handling", "single-page-application");
	}

	private void write(String name, String text) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private void run(Class<?> application, Scenario scenario) throws Exception {
		try (ConfigurableApplicationContext context = Applications.start(application, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			scenario.run(client);
		}
	}

	private static Map<String, String> and(Map<String, String> headers, Map<String, String> more) {
		Map<String, String> all = new TreeMap<>(headers);
		all.putAll(more);
		return all;
	}

	private static void expect(SocketClient client, String method, String target, Map<String, String> headers,
			int status, String body) throws IOException {
		Response response = client.send(method, target, headers);
		assertThat(response.status()).as("%s %s %s", method, target, headers).isEqualTo(status);
		if (status == 200) {
			assertThat(response.body()).as("%s %s", method, target).isEqualTo(body);
		}
		else {
			assertThat(response.body()).doesNotContain("fallback page", "classified");
		}
	}

	private boolean withRouting(RoutingMode mode) {
		this.properties.put("assets.routing", mode.name());
		return mode == RoutingMode.SPRING;
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void publicAssetsAndSecuredApi(RoutingMode mode) throws Exception {
		boolean spring = withRouting(mode);
		run(PublicAssets.class, (client) -> {
			expect(client, "GET", "/", NONE, 200, "fallback page");
			expect(client, "GET", "/app.js", SCRIPT, 200, "let a = 1");
			expect(client, "GET", "/guide.html", NONE, 307, "");
			expect(client, "GET", "/old", NONE, 301, "");
			expect(client, "GET", "/deep/link", NAVIGATE, 200, "fallback page");
			expect(client, "GET", "/deep/link", NONE, 200, "fallback page");
			expect(client, "GET", "/gone.js", SCRIPT, spring ? 404 : 200, "fallback page");
			expect(client, "POST", "/app.js", NONE, 401, "");
			expect(client, "POST", "/nope", NONE, 401, "");
			expect(client, "GET", "/api/me", NONE, 401, "");
			expect(client, "GET", "/api/me", SCRIPT, 401, "");
			expect(client, "GET", "/api/me", NAVIGATE, spring ? 401 : 200, "fallback page");
			expect(client, "GET", "/api/me", USER, 200, "api");
			expect(client, "GET", "/api/me", and(NAVIGATE, USER), 200, spring ? "api" : "fallback page");
			expect(client, "HEAD", "/api/me", NONE, 401, "");
			expect(client, "GET", "/api/posted", NONE, 401, "");
			expect(client, "GET", "/actuator/health", NAVIGATE, 401, "");
			expect(client, "GET", "/error", NONE, 401, "");
		});
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void listOfPatternsKeepsTheApiSecured(RoutingMode mode) throws Exception {
		boolean spring = withRouting(mode);
		this.properties.put("assets.run-worker-first", "/api/*");
		run(PublicAssets.class, (client) -> {
			for (Map<String, String> headers : List.of(NONE, NAVIGATE, SCRIPT)) {
				expect(client, "GET", "/api/me", headers, 401, "");
				expect(client, "GET", "/api/nope", headers, 401, "");
				boolean page = !spring || !headers.equals(SCRIPT);
				expect(client, "GET", "/deep/link", headers, page ? 200 : 404, "fallback page");
			}
			expect(client, "GET", "/api/me", and(NAVIGATE, USER), 200, "api");
			expect(client, "GET", "/api/nope", and(NAVIGATE, USER), 404, "");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "single-page-application", "404-page", "none" })
	void missingPathIsTheApplicationsNotFoundWithoutALogIn(String notFoundHandling) throws Exception {
		this.properties.put("assets.not-found-handling", notFoundHandling);
		run(PublicAssets.class, (client) -> {
			for (String target : List.of("/gone.js", "/favicon.ico", "/deep/link")) {
				for (String method : List.of("GET", "HEAD")) {
					expect(client, method, target, JSON, 404, "");
					expect(client, method, target, and(JSON, USER), 404, "");
					expect(client, method, target, SCRIPT, 404, "");
				}
				assertThat(client.send("GET", target, JSON).body()).contains("\"path\":\"" + target + "\"");
				assertThat(client.send("GET", target, JSON).headers()).doesNotContainKeys("www-authenticate",
						"set-cookie");
				assertThat(client.send("GET", target, JSON).headers().get("cache-control")).contains("no-store");
				expect(client, "POST", target, JSON, 401, "");
			}
		});
	}

	@Test
	void missingPathIsNotPublicWhereTheApplicationHasAResourceHandlerForEveryPath() throws Exception {
		run(WithResourceHandler.class, (client) -> {
			expect(client, "GET", "/gone.js", SCRIPT, 401, "");
			expect(client, "GET", "/deep/link", JSON, 401, "");
			expect(client, "GET", "/deep/link", NAVIGATE, 200, "fallback page");
			expect(client, "GET", "/app.js", SCRIPT, 200, "let a = 1");
		});
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void controllersBelowAServletPathStaySecured(RoutingMode mode) throws Exception {
		withRouting(mode);
		this.properties.put("spring.mvc.servlet.path", "/mvc");
		run(PublicAssets.class, (client) -> {
			for (Map<String, String> headers : List.of(NONE, SCRIPT, JSON)) {
				expect(client, "GET", "/mvc/api/me", headers, 401, "");
				expect(client, "HEAD", "/mvc/api/me", headers, 401, "");
				expect(client, "GET", "/mvc/api/posted", headers, 401, "");
			}
			assertThat(client.send("GET", "/mvc/api/me", NAVIGATE).body()).isNotEqualTo("api");
			expect(client, "GET", "/mvc/api/me", USER, 200, "api");
			expect(client, "GET", "/app.js", SCRIPT, 200, "let a = 1");
			expect(client, "GET", "/api/me", NAVIGATE, 200, "fallback page");
			expect(client, "POST", "/mvc/api/posted", NONE, 401, "");
		});
	}

	@Test
	void missingPathBesideAServletPathIsNotPublic() throws Exception {
		this.properties.put("spring.mvc.servlet.path", "/mvc");
		run(PublicAssets.class, (client) -> {
			expect(client, "GET", "/gone.js", SCRIPT, 401, "");
			expect(client, "GET", "/mvc/gone.js", SCRIPT, 401, "");
			expect(client, "GET", "/gone.js", and(SCRIPT, USER), 404, "");
		});
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void requestThatMatchedIsAnsweredByNobodyElse(RoutingMode mode) throws Exception {
		withRouting(mode);
		run(WithFilters.class, (client) -> {
			for (Map<String, String> headers : List.of(NONE, NAVIGATE, SCRIPT, JSON)) {
				for (String target : List.of("/api/me/", "/internal/x", "/internal/", "/rewritten/me")) {
					Response response = client.send("GET", target, headers);
					assertThat(response.body()).as(target + headers).isNotIn("api", "internal");
				}
			}
		});
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void filtersBehindTheAssetsAnswerWhereAPatternReservesTheirPaths(RoutingMode mode) throws Exception {
		withRouting(mode);
		this.properties.put("assets.run-worker-first", "/api/*,/internal/*,/rewritten/*");
		run(WithFilters.class, (client) -> {
			for (Map<String, String> headers : List.of(NONE, NAVIGATE, SCRIPT, JSON)) {
				expect(client, "GET", "/api/me/", headers, 401, "");
				expect(client, "GET", "/internal/x", headers, 401, "");
				expect(client, "GET", "/rewritten/me", headers, 401, "");
				expect(client, "GET", "/api/me/", and(headers, USER), 200, "api");
				expect(client, "GET", "/internal/x", and(headers, USER), 200, "internal");
				expect(client, "GET", "/rewritten/me", and(headers, USER), 200, "api");
			}
		});
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void filesAlone(RoutingMode mode) throws Exception {
		boolean spring = withRouting(mode);
		run(PublicFiles.class, (client) -> {
			expect(client, "GET", "/", NAVIGATE, 200, "fallback page");
			expect(client, "GET", "/app.js", SCRIPT, 200, "let a = 1");
			expect(client, "GET", "/guide.html", NONE, 307, "");
			expect(client, "GET", "/old", NONE, 301, "");
			expect(client, "GET", "/deep/link", NAVIGATE, 401, "");
			expect(client, "GET", "/deep/link", NONE, 401, "");
			expect(client, "GET", "/gone.js", SCRIPT, 401, "");
			expect(client, "GET", "/api/me", NONE, 401, "");
			expect(client, "GET", "/deep/link", and(NAVIGATE, USER), 200, "fallback page");
			expect(client, "GET", "/gone.js", and(SCRIPT, USER), spring ? 404 : 200, "fallback page");
		});
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void nearest404PageIsPublicWithAllAssetsAndNotWithFilesAlone(RoutingMode mode) throws Exception {
		withRouting(mode);
		write("404.html", "no such page");
		this.properties.put("assets.not-found-handling", "404-page");
		run(PublicAssets.class, (client) -> {
			for (Map<String, String> headers : List.of(NONE, NAVIGATE)) {
				assertThat(client.send("GET", "/gone", headers).status()).isEqualTo(404);
				assertThat(client.send("GET", "/gone", headers).body()).isEqualTo("no such page");
			}
			expect(client, "GET", "/api/me", NONE, 401, "");
		});
		run(PublicFiles.class, (client) -> expect(client, "GET", "/gone", NAVIGATE, 401, ""));
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void privateFrontEnd(RoutingMode mode) throws Exception {
		withRouting(mode);
		run(Private.class, (client) -> {
			for (String target : List.of("/", "/app.js", "/guide.html", "/old", "/deep/link", "/gone.js",
					"/backdoor")) {
				for (Map<String, String> headers : List.of(NONE, NAVIGATE, SCRIPT)) {
					expect(client, "GET", target, headers, headers.equals(NAVIGATE) ? 302 : 401, "");
				}
			}
			expect(client, "GET", "/", and(NAVIGATE, USER), 200, "fallback page");
			expect(client, "GET", "/deep/link", and(NAVIGATE, USER), 200, "fallback page");
			expect(client, "GET", "/backdoor", USER, 200, "classified");
			assertThat(client.send("GET", "/login", NAVIGATE).body()).contains("<form").doesNotContain("fallback page");
			assertThat(client.send("GET", "/deep/link", NAVIGATE).headers()).containsKey("set-cookie");
			assertThat(client.send("GET", "/app.js", SCRIPT).headers()).doesNotContainKey("set-cookie");
		});
	}

	static Stream<Arguments> denyingApplications() {
		return Stream.of(Denying.class, DenyingBehindAnOpenFirewall.class)
			.flatMap((application) -> Stream.of(RoutingMode.values()).map((mode) -> Arguments.of(application, mode)));
	}

	@ParameterizedTest
	@MethodSource("denyingApplications")
	void noWayLeadsAroundARuleThatDenies(Class<?> application, RoutingMode mode) throws Exception {
		withRouting(mode);
		run(application, (client) -> {
			for (String target : List.of("/admin/", "/admin", "/admin/index", "/admin/index.html", "/admin/secret",
					"/admin/secret.html", "/admin/secret/", "/admin/data.txt", "//admin/secret", "/admin//secret",
					"/admin/./secret", "/./admin/secret", "/x/../admin/secret", "/x/%2e%2e/admin/secret",
					"/x/%2E./admin/data.txt", "/%61dmin/secret", "/admin%2Fsecret", "/%2561dmin/secret",
					"/admin;a=1/secret", "/admin/secret;a=1", "/;a=1/admin/secret", "/admin\\secret", "/admin%5Csecret",
					"/backdoor", "/x/../backdoor", "/side/secret", "/side/data.txt", "/side/index", "/side/",
					"/side//secret", "/side/%73ecret", "/side/../admin/data.txt", "/old/../side/data.txt",
					"http://localhost/admin/secret")) {
				for (Map<String, String> headers : List.of(NONE, NAVIGATE, USER)) {
					try (SocketClient another = new SocketClient(client.port())) {
						Response response = another.send("GET", target, headers);
						assertThat(response.body()).as(target).doesNotContain("classified");
					}
				}
			}
			expect(client, "GET", "/backdoor", USER, 403, "");
			expect(client, "GET", "/backdoor", NONE, 401, "");
			expect(client, "GET", "/side/data.txt", NAVIGATE, 401, "");
			expect(client, "GET", "/guide", NONE, 200, "guide");
		});
	}

	@ParameterizedTest
	@CsvSource({ "/, 200", "/app.js, 200", "/deep/link, 200" })
	void cachingIsOursUnderTheHeadersOfSecurity(String target, int status) throws Exception {
		run(PublicAssets.class, (client) -> {
			Response response = client.send("GET", target, NAVIGATE);
			assertThat(response.status()).isEqualTo(status);
			assertThat(response.headers()).containsEntry("cache-control", "public, max-age=0, must-revalidate")
				.containsEntry("x-content-type-options", "nosniff")
				.doesNotContainKeys("pragma", "expires", "set-cookie");
			Response notModified = client.send("GET", target,
					and(NAVIGATE, Map.of("If-None-Match", response.headers().get("etag"))));
			assertThat(notModified.status()).isEqualTo(304);
			assertThat(notModified.headers()).containsEntry("cache-control", "public, max-age=0, must-revalidate")
				.doesNotContainKeys("pragma", "expires", "set-cookie");
		});
	}

	@Test
	void rangesAndImmutableFilesAreUnharmed() throws Exception {
		this.properties.put("assets.cache.immutable", "/app.js");
		run(PublicAssets.class, (client) -> {
			Response whole = client.send("GET", "/app.js", SCRIPT);
			assertThat(whole.headers()).containsEntry("cache-control", "public, max-age=31536000, immutable")
				.containsEntry("x-rule", "1");
			Response part = client.send("GET", "/app.js", Map.of("Range", "bytes=0-2"));
			assertThat(part.status()).isEqualTo(206);
			assertThat(part.body()).isEqualTo("let");
			Response unsatisfiable = client.send("GET", "/app.js", Map.of("Range", "bytes=99-"));
			assertThat(unsatisfiable.status()).isEqualTo(416);
		});
	}

	@Test
	void noAnswerOfTheAssetsSetsACookie() throws Exception {
		for (Class<?> application : List.of(PublicAssets.class, PublicFiles.class, SinglePageCsrf.class)) {
			run(application, (client) -> {
				for (String target : List.of("/", "/app.js", "/guide.html", "/old", "/deep/link", "/gone.js")) {
					Response response = client.send("GET", target, NAVIGATE);
					assertThat(response.status() == 401 || !response.headers().containsKey("set-cookie"))
						.as(application + " " + target)
						.isTrue();
				}
			});
		}
	}

	@Test
	void csrfCookieOfASinglePageApp() throws Exception {
		run(SinglePageCsrf.class, (client) -> {
			expect(client, "GET", "/", NAVIGATE, 200, "fallback page");
			expect(client, "GET", "/deep/link", NONE, 200, "fallback page");
			expect(client, "GET", "/gone.js", SCRIPT, 404, "");
			expect(client, "POST", "/app.js", NONE, 403, "");
			expect(client, "GET", "/api/me", NONE, 401, "");
			expect(client, "POST", "/api/posted", USER, 403, "");
			Response first = client.send("GET", "/api/me", USER);
			assertThat(first.body()).isEqualTo("api");
			String cookie = first.headers().get("set-cookie");
			assertThat(cookie).startsWith("XSRF-TOKEN=");
			String token = cookie.substring("XSRF-TOKEN=".length(), cookie.indexOf(';'));
			expect(client, "POST", "/api/posted",
					and(USER, Map.of("Cookie", "XSRF-TOKEN=" + token, "X-XSRF-TOKEN", token)), 200, "posted");
			expect(client, "POST", "/api/posted", and(USER, Map.of("Cookie", "XSRF-TOKEN=" + token)), 403, "");
		});
	}

	@Test
	void logInThatOnlyAFilterAnswersIsReached() throws Exception {
		run(FilesApart.class, (client) -> {
			expect(client, "GET", "/", NAVIGATE, 200, "fallback page");
			expect(client, "POST", "/app.js", NONE, 405, "");
			Response login = client.send("POST", "/login?username=user&password=secret", NONE);
			assertThat(login.status()).isEqualTo(302);
			assertThat(login.headers().get("location")).doesNotContain("error");
			assertThat(client.send("POST", "/login?username=user&password=wrong", NONE).headers().get("location"))
				.endsWith("/login?error");
			assertThat(client.send("GET", "/login", NAVIGATE).body()).contains("<form");
		});
	}

	@Test
	void matchersStandWithoutAssets() throws Exception {
		this.properties.put("assets.enabled", "false");
		run(PublicAssets.class, (client) -> {
			expect(client, "GET", "/app.js", NONE, 401, "");
			expect(client, "GET", "/api/me", USER, 200, "api");
		});
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void contextPathIsNoObstacle(RoutingMode mode) throws Exception {
		withRouting(mode);
		this.properties.put("server.servlet.context-path", "/shop");
		run(PublicAssets.class, (client) -> {
			expect(client, "GET", "/shop/", NONE, 200, "fallback page");
			expect(client, "GET", "/shop/deep/link", NONE, 200, "fallback page");
			expect(client, "GET", "/shop/api/me", NONE, 401, "");
		});
		run(Denying.class, (client) -> {
			expect(client, "GET", "/shop/backdoor", NONE, 401, "");
			expect(client, "GET", "/shop/guide", NONE, 200, "guide");
		});
	}

	private interface Scenario {

		void run(SocketClient client) throws Exception;

	}

	@RestController
	static class Api {

		@GetMapping("/api/me")
		String me() {
			return "api";
		}

		@PostMapping("/api/posted")
		String posted() {
			return "posted";
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Api.class)
	static class PublicAssets {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.anyRequest()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	static class WithResourceHandler extends PublicAssets implements WebMvcConfigurer {

		@Override
		public void addResourceHandlers(ResourceHandlerRegistry registry) {
			registry.addResourceHandler("/**").addResourceLocations("classpath:/nothing/");
		}

	}

	/**
	 * Filters behind Spring Security's that change the path, or answer themselves.
	 */
	static class WithFilters extends PublicAssets {

		@Bean
		FilterRegistrationBean<UrlHandlerFilter> trailingSlashes() {
			return new FilterRegistrationBean<>(UrlHandlerFilter.trailingSlashHandler("/api/**").wrapRequest().build());
		}

		@Bean
		FilterRegistrationBean<Filter> internal() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
					(request, response, chain) -> response.getWriter().write("internal"));
			registration.addUrlPatterns("/internal/*");
			return registration;
		}

		@Bean
		FilterRegistrationBean<Filter> rewriting() {
			return new FilterRegistrationBean<>((request, response, chain) -> {
				HttpServletRequest httpRequest = (HttpServletRequest) request;
				boolean rewritten = httpRequest.getRequestURI().startsWith("/rewritten/");
				chain.doFilter(rewritten ? new RewrittenRequest(httpRequest) : request, response);
			});
		}

	}

	private static final class RewrittenRequest extends HttpServletRequestWrapper {

		RewrittenRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public String getRequestURI() {
			return super.getRequestURI().replace("/rewritten/", "/api/");
		}

		@Override
		public String getServletPath() {
			return super.getServletPath().replace("/rewritten/", "/api/");
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Api.class)
	static class PublicFiles {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toFiles())
					.permitAll()
					.anyRequest()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Api.class)
	static class Private {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.httpBasic(Customizer.withDefaults())
				.requestCache((cache) -> cache.requestCache(navigations()))
				.build();
		}

		private static RequestCache navigations() {
			HttpSessionRequestCache cache = new HttpSessionRequestCache();
			cache.setRequestMatcher(new RequestHeaderRequestMatcher("Sec-Fetch-Mode", "navigate"));
			return cache;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Api.class)
	static class Denying {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/admin/**").denyAll().anyRequest().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	static class DenyingBehindAnOpenFirewall extends Denying {

		@Bean
		HttpFirewall firewall() {
			StrictHttpFirewall firewall = new StrictHttpFirewall();
			firewall.setAllowBackSlash(true);
			firewall.setAllowSemicolon(true);
			firewall.setAllowUrlEncodedDoubleSlash(true);
			firewall.setAllowUrlEncodedPercent(true);
			firewall.setAllowUrlEncodedPeriod(true);
			firewall.setAllowUrlEncodedSlash(true);
			return firewall;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Api.class)
	static class SinglePageCsrf {

		@Bean
		@Order(1)
		SecurityFilterChain api(HttpSecurity http) {
			return http.securityMatcher("/api/**")
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.csrf(CsrfConfigurer::spa)
				.exceptionHandling((exceptions) -> exceptions
					.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain frontEnd(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.dispatcherTypeMatchers(DispatcherType.ERROR)
					.permitAll()
					.anyRequest()
					.denyAll())
				.build();
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Api.class)
	static class FilesApart {

		@Bean
		@Order(1)
		SecurityFilterChain files(HttpSecurity http) {
			return http.securityMatcher(AssetsRequest.toFiles())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(CsrfConfigurer::disable)
				.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain application(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.anyRequest()
					.authenticated())
				.csrf(CsrfConfigurer::disable)
				.formLogin(Customizer.withDefaults())
				.build();
		}

	}

}
