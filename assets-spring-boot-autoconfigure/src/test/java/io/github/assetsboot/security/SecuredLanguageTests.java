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

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SharedApplications;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Security's rules for a file of a language at a path without it: those of both
 * paths hold.
 */
class SecuredLanguageTests {

	@RegisterExtension
	static final SharedApplications applications = new SharedApplications();

	private static ConfigurableApplicationContext start(Class<?> application, String mode) {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put(SecurityOnDemand.PROPERTY, "true");
		properties.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
		properties.put("assets.language.paths.en", "/en");
		properties.put("assets.language.paths.de", "/de");
		properties.put("assets.language.default", "en");
		properties.put("assets.language.mode", mode);
		properties.put("assets.not-found-handling", "single-page-application");
		return applications.get(application, properties,
				Map.of("de/index.html", "de start", "de/secret.html", "de secret", "de/about.html", "de about",
						"de/private/index.html", "de private", "de/private/page.html", "de private page",
						"en/private/page.html", "en private page", "en/index.html", "en start", "en/secret.html",
						"en secret", "en/about.html", "en about"));
	}

	private static int status(Class<?> application, String mode, String path, String language) throws Exception {
		try (SocketClient client = new SocketClient(Applications.port(start(application, mode)))) {
			return client.send("GET", path, Map.of("Accept-Language", language, "Accept", "text/html")).status();
		}
	}

	@ParameterizedTest
	@CsvSource({ "/secret, de, 401", "/secret, en, 200", "/about, de, 200", "/, de, 200", "/deep/link, de, 200",
			"/about, en, 401", "/de/secret, en, 401", "/de/about, en, 200", "/secret.html, de, 307",
			"/private/page, de, 401", "/private/page.html, de, 401", "/private, de, 401", "/private/, de, 401",
			"/private/page.html, en, 307" })
	void rulesOfBothPathsHold(String path, String language, int status) throws Exception {
		assertThat(status(ByPaths.class, "serve", path, language)).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "toFiles, /, de, 200", "toFiles, /about, de, 200", "toFiles, /about/, de, 307",
			"toFiles, /deep/link, de, 401", "toAssets, /, de, 200", "toAssets, /deep/link, de, 200",
			"toAssets, /about, en, 200" })
	void matcherMatchesAFileOfALanguage(String matcher, String path, String language, int status) throws Exception {
		Class<?> application = matcher.equals("toFiles") ? ToFiles.class : ToAssets.class;
		assertThat(status(application, "serve", path, language)).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "/, 302", "/de/, 200", "/nope.txt, 401" })
	void matcherMatchesTheRedirectToALanguage(String path, int status) throws Exception {
		assertThat(status(ToFiles.class, "redirect", path, "de")).isEqualTo(status);
	}

	private static SecurityFilterChain chain(HttpSecurity http) throws Exception {
		return http
			.exceptionHandling(
					(handling) -> handling.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
			.build();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class ByPaths {

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity http) throws Exception {
			return chain(http.authorizeHttpRequests(
					(requests) -> requests.requestMatchers("/de/secret", "/en/about", "/de/private/**")
						.authenticated()
						.anyRequest()
						.permitAll()));
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class ToFiles {

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity http) throws Exception {
			return chain(http.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toFiles())
				.permitAll()
				.anyRequest()
				.authenticated()));
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class ToAssets {

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity http) throws Exception {
			return chain(
					http.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toAssets("default"))
						.permitAll()
						.requestMatchers(AssetsRequest.toFiles())
						.permitAll()
						.anyRequest()
						.authenticated()));
		}

	}

}
