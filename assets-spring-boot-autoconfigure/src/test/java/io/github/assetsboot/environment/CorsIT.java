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

package io.github.assetsboot.environment;

import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests from other origins, for files and for controllers.
 *
 * @author the Assets for Spring Boot authors
 */
class CorsIT {

	private static final String ORIGIN = "https://a.example";

	private static final String ALLOW_ORIGIN = "access-control-allow-origin";

	private static final String[] FROM_ELSEWHERE = { "Origin", ORIGIN };

	private static final String[] PREFLIGHT = { "Origin", ORIGIN, "Access-Control-Request-Method", "GET" };

	@ParameterizedTest
	@EnumSource(Container.class)
	void mappingsOfSpringMvcAreForControllersAndPreflightsOnly(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, WithMappings.class)) {
			assertAllowed(application.get("/hello", FROM_ELSEWHERE));
			assertAllowed(application.send("OPTIONS", "/hello", PREFLIGHT));
			assertAllowed(application.send("OPTIONS", "/app.js", PREFLIGHT));
			Response file = application.get("/app.js", FROM_ELSEWHERE);
			assertThat(file.status()).isEqualTo(200);
			assertThat(file.headers()).doesNotContainKey(ALLOW_ORIGIN);
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void annotatedControllerIsAllowed(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, WithAnnotation.class)) {
			assertAllowed(application.get("/shared", FROM_ELSEWHERE));
			assertAllowed(application.send("OPTIONS", "/shared", PREFLIGHT));
			assertThat(application.send("OPTIONS", "/app.js", PREFLIGHT).headers()).doesNotContainKey(ALLOW_ORIGIN);
			assertThat(application.get("/shared", "Origin", "https://b.example").status()).isEqualTo(403);
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void filterAheadOfTheAssetsIsForFilesToo(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, WithFilter.class)) {
			for (String target : new String[] { "/app.js", "/deep/link", "/hello", "/page.html" }) {
				assertAllowed(application.get(target, FROM_ELSEWHERE));
				assertAllowed(application.send("OPTIONS", target, PREFLIGHT));
			}
			assertThat(application.get("/app.js", FROM_ELSEWHERE).headers().get("vary")).contains("Origin");
			assertThat(application.get("/app.js", "Origin", "https://b.example").status()).isEqualTo(403);
			assertThat(application.body("/app.js", FROM_ELSEWHERE)).isEqualTo("let a = 1");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void filterWithoutAnOrderIsBehindTheAssets(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, WithFilterWithoutOrder.class)) {
			assertAllowed(application.get("/hello", FROM_ELSEWHERE));
			assertAllowed(application.send("OPTIONS", "/app.js", PREFLIGHT));
			assertThat(application.get("/app.js", FROM_ELSEWHERE).headers()).doesNotContainKey(ALLOW_ORIGIN);
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void headerRuleIsForFiles(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, WithMappings.class)) {
			Response font = application.get("/fonts/a.woff2", FROM_ELSEWHERE);
			assertThat(font.status()).isEqualTo(200);
			assertThat(font.headers()).containsEntry(ALLOW_ORIGIN, "*");
			String tag = font.headers().get("etag");
			Response unchanged = application.get("/fonts/a.woff2", "Origin", ORIGIN, "If-None-Match", tag);
			assertThat(unchanged.status()).isEqualTo(304);
			assertThat(unchanged.headers()).containsEntry(ALLOW_ORIGIN, "*");
		}
	}

	private static void assertAllowed(Response response) {
		assertThat(response.status()).isLessThan(400);
		assertThat(response.headers()).containsEntry(ALLOW_ORIGIN, ORIGIN);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class WithMappings implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins(ORIGIN);
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class WithAnnotation {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class WithFilter {

		@Bean
		FilterRegistrationBean<CorsFilter> corsFilter() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(createFilter());
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

		static CorsFilter createFilter() {
			CorsConfiguration configuration = new CorsConfiguration();
			configuration.addAllowedOrigin(ORIGIN);
			configuration.addAllowedMethod("GET");
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", configuration);
			return new CorsFilter(source);
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class WithFilterWithoutOrder {

		@Bean
		CorsFilter corsFilter() {
			return WithFilter.createFilter();
		}

	}

	@RestController
	static class Controller {

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

		@CrossOrigin(ORIGIN)
		@GetMapping("/shared")
		String shared() {
			return "shared";
		}

	}

}
