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

package io.github.assetsboot.devserver;

import java.io.IOException;

import io.github.assetsboot.security.AssetsRequest;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Security in front of a development server.
 *
 * @author the Assets for Spring Boot authors
 */
class SecuredDevServerTests {

	@RegisterExtension
	final DevServerApplication application = new DevServerApplication();

	private void start(Class<?> type, String... properties) {
		String[] all = new String[properties.length + 1];
		System.arraycopy(properties, 0, all, 1, properties.length);
		all[0] = SecurityOnDemand.PROPERTY + "=true";
		this.application.start(type, all);
	}

	private void expect(String target, int status, String... headers) throws IOException {
		assertThat(this.application.get(target, headers).status()).as(target).isEqualTo(status);
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "single-page-application" })
	void publicAssetsAndSecuredApi(String handling) throws IOException {
		start(PublicAssets.class, "assets.not-found-handling=" + handling);
		expect("/", 200, DevServerApplication.NAVIGATE);
		expect("/notes/2", 200, DevServerApplication.NAVIGATE);
		expect("/src/main.js", 200, DevServerApplication.SCRIPT);
		expect("/@vite/client", 200, DevServerApplication.SCRIPT);
		expect("/src/nope.js", 404, DevServerApplication.SCRIPT);
		this.application.devServer().received().clear();
		expect("/api/hello", 401);
		expect("/api/hello", 401, DevServerApplication.NAVIGATE);
		expect("/fetched/a", 401);
		assertThat(this.application.send("POST", "/api/echo").status()).isIn(401, 403);
		assertThat(this.application.send("POST", "/src/main.js").status()).isIn(401, 403);
		assertThat(this.application.devServer().received()).isEmpty();
	}

	@Test
	void publicFiles() throws IOException {
		start(PublicFiles.class);
		expect("/", 200, DevServerApplication.NAVIGATE);
		expect("/src/main.js", 200, DevServerApplication.SCRIPT);
		expect("/@vite/client", 200, DevServerApplication.SCRIPT);
		this.application.devServer().received().clear();
		expect("/notes/2", 401, DevServerApplication.NAVIGATE);
		expect("/api/hello", 401);
		assertThat(this.application.devServer().received()).isEmpty();
	}

	@Test
	void rulesForAPathHoldHoweverItIsReached() throws IOException {
		this.application.write("_redirects", "/backdoor /admin/secret.js 200\n");
		this.application.devServer().file("/admin/secret.js", "classified");
		start(PrivateFolder.class);
		for (String target : new String[] { "/admin/secret.js", "/backdoor", "/%61dmin/secret.js" }) {
			Response response = this.application.get(target, DevServerApplication.SCRIPT);
			assertThat(response.status()).as(target).isIn(400, 401);
			assertThat(response.body()).doesNotContain("classified");
		}
		expect("/src/main.js", 200, DevServerApplication.SCRIPT);
	}

	@Test
	void noSessionIsStarted() throws IOException {
		start(PublicAssets.class);
		for (String target : new String[] { "/", "/src/main.js", "/src/nope.js" }) {
			assertThat(this.application.get(target, DevServerApplication.SCRIPT).headers()).as(target)
				.doesNotContainKey("set-cookie");
		}
	}

	private static SecurityFilterChain open(HttpSecurity http, RequestMatcher matcher) {
		return http
			.authorizeHttpRequests(
					(requests) -> requests.requestMatchers(matcher).permitAll().anyRequest().authenticated())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(DevServerApplication.Api.class)
	static class PublicAssets {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return open(http, AssetsRequest.toAssets());
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(DevServerApplication.Api.class)
	static class PublicFiles {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return open(http, AssetsRequest.toFiles());
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(DevServerApplication.Api.class)
	static class PrivateFolder {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/admin/**").authenticated().anyRequest().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

}
