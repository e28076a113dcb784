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

import io.github.assetsboot.servlet.AssetsFilter;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with Spring Security whose tests use {@code MockMvc} with the filters of
 * Spring Security and of the assets. There is no servlet container.
 */
@SpringBootTest(properties = { "test.security=true", "assets.not-found-handling=single-page-application",
		"assets.run-worker-first=/api/*", "spring.security.user.name=user", "spring.security.user.password=secret" })
class SecuredMockMvcTests {

	private static final String USER = "Basic "
			+ Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8));

	@TempDir
	private static Path root;

	private MockMvcTester mvc;

	@DynamicPropertySource
	static void directory(DynamicPropertyRegistry registry) {
		registry.add("assets.directory", root::toString);
	}

	@BeforeAll
	static void writeSite() throws IOException {
		Files.writeString(root.resolve("index.html"), "page");
		Files.writeString(root.resolve("app.js"), "let a = 1");
		Files.writeString(root.resolve("about.html"), "about");
		Files.writeString(root.resolve("_redirects"), "/old /about 301\n");
	}

	@BeforeEach
	void createTester(@Autowired WebApplicationContext context,
			@Autowired @Qualifier("springSecurityFilterChain") Filter security,
			@Autowired FilterRegistrationBean<AssetsFilter> assets) {
		this.mvc = MockMvcTester.from(context, (builder) -> builder.addFilters(security, assets.getFilter()).build());
	}

	private MockMvcRequestBuilder request(String method, String target, boolean user) {
		MockMvcRequestBuilder request = this.mvc.method(HttpMethod.valueOf(method)).uri(target);
		return user ? request.header("Authorization", USER) : request;
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void fileAndRedirectAreForEverybody(boolean user) {
		assertThat(request("GET", "/app.js", user)).hasStatusOk().hasBodyTextEqualTo("let a = 1");
		assertThat(request("HEAD", "/app.js", user)).hasStatusOk().hasBodyTextEqualTo("");
		assertThat(request("GET", "/about", user)).hasStatusOk().hasBodyTextEqualTo("about");
		assertThat(request("GET", "/old", user)).hasStatus(301).hasHeader("Location", "/about");
		assertThat(request("POST", "/old", user)).hasStatus(301);
		assertThat(request("POST", "/app.js", user)).hasStatus(405).hasHeader("Allow", "GET, HEAD");
	}

	@Test
	void handlerIsForUsers() {
		for (String target : new String[] { "/notes/7", "/api/items" }) {
			assertThat(request("GET", target, false)).hasStatus(401).hasBodyTextEqualTo("");
			assertThat(request("GET", target, true)).hasStatusOk().hasBodyTextEqualTo("classified");
		}
		assertThat(request("POST", "/contact", false)).hasStatus(401);
		assertThat(request("POST", "/contact", true)).hasStatusOk();
		assertThat(request("GET", "/contact", false)).hasStatus(401);
		assertThat(request("GET", "/contact", true)).hasStatus(405);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void fallbackPageIsForEverybody(boolean user) {
		assertThat(request("GET", "/deep/link", user)).hasStatusOk().hasBodyTextEqualTo("page");
		assertThat(request("GET", "/deep/link", user).header("Sec-Fetch-Dest", "document")).hasStatusOk()
			.hasBodyTextEqualTo("page");
		assertThat(request("HEAD", "/deep/link", user)).hasStatusOk().hasBodyTextEqualTo("");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void notFoundOfTheApplicationIsForEverybody(boolean user) {
		assertThat(request("GET", "/gone.js", user)).hasStatus(404).bodyText().doesNotContain("page");
		assertThat(request("HEAD", "/gone.js", user)).hasStatus(404);
		assertThat(request("GET", "/gone.js", user).header("Sec-Fetch-Dest", "script")).hasStatus(404);
		assertThat(request("GET", "/gone", user).header("Accept", "application/json")).hasStatus(404);
		assertThat(request("GET", "/.well-known/x", user)).hasStatus(404);
		assertThat(request("GET", "/gone.js", user)).headers().hasValue("Cache-Control", "no-store");
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/x", "HEAD, /api/x", "POST, /api/x", "GET, /api/gone.js", "POST, /deep/link",
			"DELETE, /gone.js", "GET, /actuator/unknown" })
	void unknownPathOfTheApplicationIsForUsers(String method, String target) {
		assertThat(request(method, target, false)).hasStatus(401);
		assertThat(request(method, target, true)).hasStatus(404);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Handlers.class)
	static class Application {

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

		@GetMapping({ "/notes/{id}", "/api/items" })
		String note() {
			return "classified";
		}

		@PostMapping("/contact")
		String contact() {
			return "thanks";
		}

	}

}
