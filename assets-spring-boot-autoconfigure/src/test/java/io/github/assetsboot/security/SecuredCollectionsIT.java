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

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Matchers for one of several collections open that collection and nothing else.
 *
 * @author the Assets for Spring Boot authors
 */
class SecuredCollectionsIT {

	private static final Map<String, String> NONE = Map.of();

	private static final Map<String, String> NAVIGATE = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html");

	private static final Map<String, String> JSON = Map.of("Accept", "application/json");

	private static final Map<String, String> USER = Map.of("Authorization",
			"Basic " + Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8)));

	@TempDir
	Path root;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void writeSites() throws IOException {
		write("shop/index.html", "shop page");
		write("shop/app.js", "shop script");
		write("shop/admin/app.js", "shop script below admin");
		write("shop/_redirects", "/to-admin /admin/app.js 200\n/moved /admin/app.js 301\n/inside /app.js 200\n");
		write("admin/index.html", "admin page");
		write("admin/app.js", "admin script");
		write("admin/_redirects", "/to-shop /../app.js 200\n/moved /app.js 301\n/inside /app.js 200\n");
		write("docs/index.html", "docs page");
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		this.properties.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
		this.properties.put("spring.security.user.name", "user");
		this.properties.put("spring.security.user.password", "secret");
		this.properties.put("assets.directory", this.root.resolve("shop").toString());
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put("assets.collections.admin.base-path", "/admin");
		this.properties.put("assets.collections.admin.directory", this.root.resolve("admin").toString());
		this.properties.put("assets.collections.admin.not-found-handling", "single-page-application");
		this.properties.put("assets.collections.admin.run-worker-first", "/api/*");
		this.properties.put("assets.collections.docs.host", "docs.example.com");
		this.properties.put("assets.collections.docs.directory", this.root.resolve("docs").toString());
	}

	private void write(String name, String text) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private void run(Container container, String matcher, String collection, Scenario scenario) throws Exception {
		this.properties.put("spring.autoconfigure.exclude", container.excluded());
		this.properties.put("test.matcher", matcher);
		this.properties.put("test.collection", collection);
		try (ConfigurableApplicationContext context = Applications.start(Application.class, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			scenario.run(client);
		}
	}

	private static void expect(SocketClient client, String target, Map<String, String> headers, int status, String body)
			throws IOException {
		Response response = client.send("GET", target, headers);
		assertThat(response.status()).as("%s %s", target, headers).isEqualTo(status);
		if (body.isEmpty()) {
			assertThat(response.body()).as("%s %s", target, headers).doesNotContain("script", "page", "classified");
		}
		else {
			assertThat(response.body()).as("%s %s", target, headers).isEqualTo(body);
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void matcherForTheDefaultCollectionOpensNoOther(Container container) throws Exception {
		run(container, "assets", "default", (client) -> {
			expect(client, "/", NONE, 200, "shop page");
			expect(client, "/app.js", NONE, 200, "shop script");
			expect(client, "/inside", NONE, 200, "shop script");
			expect(client, "/moved", NONE, 301, "");
			expect(client, "/deep/link", NAVIGATE, 200, "shop page");
			expect(client, "/gone.js", JSON, 404, "");
			for (String target : List.of("/admin", "/admin/", "/admin/app.js", "/admin/deep/link", "/admin/gone.js",
					"/admin/inside", "/admin/moved", "/%61dmin/app.js", "/admin/hello", "/admin/api/secret",
					"/hello")) {
				for (Map<String, String> headers : List.of(NONE, NAVIGATE, JSON)) {
					expect(client, target, headers, 401, "");
				}
			}
			expect(client, "/to-admin", NONE, 401, "");
			// Spring Security's firewall refuses dot segments
			expect(client, "/x/../admin/app.js", NONE, 401, "");
			expect(client, "/forward", NONE, 401, "");
			expect(client, "/admin/app.js", USER, 200, "admin script");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void matcherForANamedCollectionOpensNoOther(Container container) throws Exception {
		run(container, "assets", "admin", (client) -> {
			expect(client, "/admin/", NONE, 200, "admin page");
			expect(client, "/admin/app.js", NONE, 200, "admin script");
			expect(client, "/admin/inside", NONE, 200, "admin script");
			expect(client, "/admin/moved", NONE, 301, "");
			assertThat(client.send("GET", "/admin/to-shop", NONE).body()).doesNotContain("shop");
			expect(client, "/admin/deep/link", NAVIGATE, 200, "admin page");
			expect(client, "/admin/gone.js", JSON, 404, "");
			expect(client, "/forward", NONE, 200, "admin script");
			expect(client, "/admin/../app.js", NONE, 401, "");
			for (String target : List.of("/", "/app.js", "/inside", "/moved", "/deep/link", "/gone.js",
					"/administration", "/to-admin", "/admin/hello", "/admin/api/secret", "/admin/api/gone", "/hello")) {
				for (Map<String, String> headers : List.of(NONE, NAVIGATE, JSON)) {
					expect(client, target, headers, 401, "");
				}
			}
			expect(client, "/admin/hello", USER, 200, "classified");
		});
	}

	@Test
	void matcherForFilesLeavesTheFallbackPageOut() throws Exception {
		run(Container.TOMCAT, "files", "admin", (client) -> {
			expect(client, "/admin/app.js", NONE, 200, "admin script");
			expect(client, "/admin/", NONE, 200, "admin page");
			expect(client, "/admin/deep/link", NAVIGATE, 401, "");
			expect(client, "/app.js", NONE, 401, "");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "docs.example.com", "DOCS.example.com:8443", "docs.example.com." })
	void matcherForACollectionOfAHostOpensNoOtherHost(String host) throws Exception {
		run(Container.JETTY, "assets", "docs", (client) -> {
			expect(client, "/", Map.of("Host", host), 200, "docs page");
			expect(client, "/", NONE, 401, "");
			expect(client, "/admin/", NONE, 401, "");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void matcherForAnUnknownCollectionOpensNothing(Container container) throws Exception {
		for (String rule : List.of("assets", "denied", "chain")) {
			run(container, rule, "admni", (client) -> {
				for (String target : List.of("/", "/app.js", "/admin/app.js", "/admin/deep/link", "/admin/hello",
						"/gone.js", "/error")) {
					expect(client, target, NONE, 500, "");
					expect(client, target, USER, 500, "");
				}
			});
		}
	}

	@FunctionalInterface
	private interface Scenario {

		void run(SocketClient client) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Handlers.class)
	static class Application {

		@Bean
		@Order(1)
		SecurityFilterChain security(HttpSecurity http, Environment environment) {
			String rule = environment.getProperty("test.matcher", "");
			String collection = environment.getProperty("test.collection", "");
			RequestMatcher matcher = rule.equals("files") ? AssetsRequest.toFiles(collection)
					: AssetsRequest.toAssets(collection);
			if (rule.equals("chain")) {
				http.securityMatcher(matcher);
			}
			return http.authorizeHttpRequests((requests) -> {
				if (rule.equals("denied")) {
					requests.requestMatchers(matcher).denyAll().anyRequest().permitAll();
				}
				else {
					requests.requestMatchers(matcher)
						.permitAll()
						.requestMatchers("/forward")
						.permitAll()
						.anyRequest()
						.authenticated();
				}
			}).httpBasic(Customizer.withDefaults()).build();
		}

		@Bean
		@Order(2)
		@ConditionalOnProperty(name = "test.matcher", havingValue = "chain")
		SecurityFilterChain everythingElse(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

	}

	@Controller
	static class Handlers {

		@GetMapping({ "/hello", "/admin/hello", "/admin/api/secret" })
		@ResponseBody
		String hello() {
			return "classified";
		}

		@GetMapping("/forward")
		String forward() {
			return "forward:/admin/app.js";
		}

	}

}
