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

package io.github.assetsboot.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.project.ApiClient.Answer;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The HTTP API behind Spring Security, with Basic credentials and with a session.
 */
class ApiSecurityTests {

	private static final String BASIC = "Basic "
			+ Base64.getEncoder().encodeToString("ada:secret".getBytes(StandardCharsets.UTF_8));

	@TempDir
	private static Path directory;

	/**
	 * Applications by their further properties.
	 */
	private static final Map<List<String>, ConfigurableApplicationContext> applications = new HashMap<>();

	private @Nullable ConfigurableApplicationContext context;

	@AfterAll
	static void stop() {
		applications.values().forEach(ConfigurableApplicationContext::close);
		applications.clear();
	}

	private ApiClient start(String... properties) throws IOException {
		this.context = applications.computeIfAbsent(List.of(properties), ApiSecurityTests::run);
		AssetProjects projects = this.context.getBean(AssetProjects.class);
		for (ProjectId project : projects.projects()) {
			projects.delete(project);
		}
		return new ApiClient(port());
	}

	private static ConfigurableApplicationContext run(List<String> properties) {
		Map<String, String> all = new HashMap<>(Map.of("assets.projects.enabled", "true", "assets.projects.api.enabled",
				"true", SecurityOnDemand.PROPERTY, "true", "assets.storage.directory", directory.toString()));
		for (int i = 0; i < properties.size(); i += 2) {
			all.put(properties.get(i), properties.get(i + 1));
		}
		return Applications.start(Application.class, all);
	}

	private ApiClient startWithHosts() throws IOException {
		return start("assets.projects.resolve.host", "{project}.example.com");
	}

	private int port() {
		return Applications.port(Objects.requireNonNull(this.context));
	}

	private Response send(String method, String target, Map<String, String> headers) throws IOException {
		try (SocketClient client = new SocketClient(port())) {
			return client.send(method, target, headers);
		}
	}

	private String session() throws IOException {
		Response response = send("GET", "/session", Map.of("Host", "publish.example.org"));
		return Objects.requireNonNull(response.header("set-cookie")).replaceFirst(";.*", "");
	}

	private static void assertRefused(ApiClient api, String version, String upload) throws IOException {
		List<Answer> answers = List.of(api.post("/shop/rollback", ""), api.post("/shop/versions/" + version, ""),
				api.post(upload, ""), api.delete("/shop"), api.delete("/shop/versions/" + version),
				api.zip("/shop/versions", Zips.of("index.html", "evil")),
				api.post("/shop/deployments", "{\"versions\":[{\"version\":\"" + version + "\",\"percentage\":100}]}"),
				api.put("/shop/aliases/evil", "{\"version\":\"" + version + "\"}"));
		assertThat(answers).allSatisfy((answer) -> answer.isProblem(403, "cannot call the API"));
	}

	private static String startUpload(ApiClient api) throws IOException {
		return "/shop/uploads/"
				+ api.post("/shop/uploads", "{\"files\":{\"/a.txt\":{\"hash\":\"" + "0".repeat(64) + "\",\"size\":1}}}")
					.text("upload");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.org",
			"Origin: http://shop.example.com", "Origin: null" })
	void pageOfAnotherOriginCannotUseTheCredentialsOfItsVisitor(String field) throws Exception {
		try (ApiClient api = startWithHosts().with("Authorization", BASIC)) {
			String first = api.upload("shop", "", "index.html", "page 1");
			String second = api.upload("shop", "", "index.html", "page 2");
			String upload = startUpload(api);
			String name = field.substring(0, field.indexOf(':'));
			api.with(name, field.substring(name.length() + 2));
			assertRefused(api, first, upload);
			api.without("Authorization").with("Cookie", session());
			assertRefused(api, first, upload);
			api.without(name);
			assertThat(api.get("/shop/deployments/active").json().get("versions").get(0).get("version").asString())
				.isEqualTo(second);
			assertThat(api.get("/shop/versions").json().size()).isEqualTo(2);
			assertThat(api.get("/shop/aliases").body()).isEqualTo("[]");
		}
	}

	@Test
	void pageOfTheSameOriginMayCallTheApi() throws Exception {
		try (ApiClient api = startWithHosts().with("Sec-Fetch-Site", "same-origin")) {
			api.with("Cookie", session());
			assertThat(api.upload("shop", "", "index.html", "page 1")).isNotEmpty();
			assertThat(api.get("/shop/versions").json().get(0).get("author").asString()).isEqualTo("grace");
		}
	}

	@Test
	void authorIsTheNameOfThePrincipal() throws Exception {
		try (ApiClient api = startWithHosts().with("Authorization", BASIC)) {
			String first = api.upload("shop", "", "index.html", "page 1");
			api.upload("shop", "", "index.html", "page 2");
			assertThat(api.get("/shop/versions/" + first).text("author")).isEqualTo("ada");
			assertThat(api.post("/shop/rollback", "").text("author")).isEqualTo("ada");
			assertThat(api.post("/shop/versions", "{\"filesOf\":\"" + first + "\"}").text("author")).isEqualTo("ada");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "shop.example.com", "SHOP.example.com.", "nobody.example.com", "shop.example.com:80" })
	void apiIsNotOnTheHostOfAProject(String host) throws Exception {
		try (ApiClient api = startWithHosts().with("Authorization", BASIC)) {
			String version = api.upload("shop", "", "index.html", "page 1", "assets-projects/shop/versions", "file",
					"assets-projects/openapi.json", "file");
			Map<String, String> headers = Map.of("Host", host, "Authorization", BASIC, "Sec-Fetch-Site", "same-origin");
			for (String path : List.of("", "/openapi.json", "/shop", "/shop/versions", "/shop/versions/" + version,
					"/shop/rollback", "/shop/deployments", "/shop/aliases/a")) {
				for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
					Response response = send(method, "/assets-projects" + path, headers);
					assertThat(response.status()).as(method + " " + path).isEqualTo(404);
					assertThat(response.body()).doesNotContain("\"id\"", "page 1");
				}
			}
			String answer = send("GET", "/assets-projects/shop", headers).body();
			assertThat(answer.contains("Use a host of the application")).isEqualTo(!host.startsWith("nobody"));
			assertThat(api.get("/shop/versions").json().size()).isEqualTo(1);
		}
	}

	@Test
	void pageOfAProjectCannotCallTheApiOfItsOrigin() throws Exception {
		try (ApiClient api = start("assets.projects.resolve.path", "/sites/{project}").with("Authorization", BASIC)) {
			String version = api.upload("shop", "", "index.html", "page 1");
			String upload = startUpload(api);
			assertThat(send("GET", "/sites/shop/", Map.of("Host", "publish.example.org")).body()).isEqualTo("page 1");
			api.with("Sec-Fetch-Site", "same-origin");
			assertRefused(api, version, upload);
			api.get("/shop/versions").isProblem(403, "pages of projects have the same origin");
			api.with("Sec-Fetch-Site", "none");
			assertThat(api.get("/shop/versions").json().size()).isEqualTo(1);
		}
	}

	@Test
	void rulesOfTheApplicationHold() throws Exception {
		startWithHosts().close();
		Response response = send("GET", "/assets-projects", Map.of("Host", "publish.example.org"));
		assertThat(response.status()).isEqualTo(401);
		assertThat(send("DELETE", "/assets-projects/shop", Map.of("Host", "publish.example.org")).status())
			.isEqualTo(401);
	}

	@Test
	void descriptionNamesThePathOfTheApi() throws Exception {
		start("assets.projects.resolve.host", "{project}.example.com", "assets.projects.api.path", "/publish",
				"server.servlet.context-path", "/app")
			.close();
		Response response = send("GET", "/app/publish/openapi.json",
				Map.of("Host", "publish.example.org", "Authorization", BASIC));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).contains("\"openapi\":\"3.1.0\"", "{\"url\":\"/app/publish\"}");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@RestController
	static class Application {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("ada").password("secret").roles("PUBLISHER").build());
		}

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers("/assets-projects/**", "/publish/**")
					.hasRole("PUBLISHER")
					.anyRequest()
					.permitAll())
				.httpBasic(Customizer.withDefaults())
				.csrf((csrf) -> csrf.disable())
				.build();
		}

		/**
		 * Log in without a form.
		 */
		@GetMapping("/session")
		void session(HttpServletRequest request, HttpServletResponse response) {
			new HttpSessionSecurityContextRepository()
				.saveContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated("grace", null,
						AuthorityUtils.createAuthorityList("ROLE_PUBLISHER"))), request, response);
		}

	}

}
