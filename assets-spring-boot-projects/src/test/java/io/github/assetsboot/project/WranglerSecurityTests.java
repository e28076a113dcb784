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
import java.nio.file.Path;
import java.util.Map;

import io.github.assetsboot.security.AssetsRequest;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The API beside Spring Security, with the filter chain of the documentation. The other
 * chain refuses each bearer token that it does not know, as a resource server does.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerSecurityTests {

	private static final String ACCOUNT = "/accounts/assets";

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext context;

	private static WranglerClient client;

	@BeforeAll
	static void start() {
		context = Applications.start(Application.class,
				Map.of(SecurityOnDemand.PROPERTY, "true", "assets.projects.enabled", "true", "assets.storage.directory",
						directory.toString(), "assets.projects.wrangler.enabled", "true",
						"assets.projects.wrangler.tokens[0].name", "ci", "assets.projects.wrangler.tokens[0].secret",
						WranglerTestTokens.SECRET, "assets.projects.resolve.host",
						"{project}.example.com, {version}.{project}.preview.example.com"));
		client = new WranglerClient("http://127.0.0.1:" + Applications.port(context) + "/client/v4",
				WranglerTestTokens.SECRET);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void siteIsPublished() throws Exception {
		String jwt = client.upload(ACCOUNT, "shop", Map.of("/index.html", "page"));
		Map<String, Object> metadata = Map.of("assets", Map.of("jwt", jwt, "config", Map.of()));
		assertThat(client.metadata("PUT", ACCOUNT + "/workers/scripts/shop", metadata).isSuccess()).isTrue();
		assertThat(context.getBean(AssetProjects.class).versions(new ProjectId("shop"))).hasSize(1);
		client.withToken("wrong").get("/accounts").assertFailure(403, 9109, "not valid");
	}

	@Test
	void hostOfAProjectHasNoApi() throws Exception {
		try (SocketClient socket = new SocketClient(Applications.port(context))) {
			String token = "Bearer " + WranglerTestTokens.SECRET;
			assertThat(socket
				.send("GET", "/client/v4/accounts", Map.of("Host", "shop.example.com", "Authorization", token))
				.status()).isEqualTo(403);
			assertThat(socket
				.send("GET", "/client/v4/accounts", Map.of("Host", "publish.example.org", "Authorization", token))
				.status()).isEqualTo(200);
		}
	}

	@Test
	void otherPathsAreProtected() throws Exception {
		WranglerClient other = new WranglerClient("http://127.0.0.1:" + Applications.port(context), null);
		assertThat(other.get("/").status()).isIn(401, 403);
		assertThat(other.withToken("a token").get("/").status()).isEqualTo(401);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		@Order(0)
		SecurityFilterChain wranglerApi(HttpSecurity http) throws Exception {
			return http.securityMatcher("/client/v4/**")
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toProject())
					.denyAll()
					.anyRequest()
					.permitAll())
				.csrf((csrf) -> csrf.disable())
				.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
				.build();
		}

		@Bean
		@Order(1)
		SecurityFilterChain resourceServer(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.addFilterBefore(new BearerTokens(), UsernamePasswordAuthenticationFilter.class)
				.build();
		}

	}

	/**
	 * Refuses all bearer tokens.
	 */
	static class BearerTokens extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			if (request.getHeader("Authorization") != null) {
				response.setStatus(401);
				return;
			}
			chain.doFilter(request, response);
		}

	}

}
