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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.servlet.AssetResponder;
import io.github.assetsboot.servlet.AssetsFilter;
import io.github.assetsboot.servlet.NotFoundHandlerMapping;
import io.github.assetsboot.servlet.RequestDecisions;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The log at start where Spring Security is beside the assets.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecurityChecksTests {

	@TempDir
	Path root;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void prepare() throws IOException {
		Files.writeString(this.root.resolve("index.html"), "shell");
		Files.writeString(Files.createDirectories(this.root.resolve("admin")).resolve("s.txt"), "classified");
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		this.properties.put("assets.directory", this.root.toString());
		this.properties.put("logging.level.io.github.assetsboot", "warn");
	}

	private void start(Class<?> application) {
		Applications.start(application, this.properties).close();
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains(" WARN ")).toList();
	}

	@Test
	void nothingIsWarnedOfByDefault(CapturedOutput output) {
		start(Application.class);
		assertThat(warnings(output)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "-101", "-100", "-2147483648" })
	void assetsFilterBeforeSpringSecuritysIsWarnedOf(String order, CapturedOutput output) {
		this.properties.put("assets.filter.order", order);
		start(Application.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains(
					"The assets filter has the order " + order
							+ ", which is not after Spring Security's filter with -100.",
					"match nothing", "Set 'assets.filter.order=-99'.");
	}

	@ParameterizedTest
	@CsvSource({ "-99, true", "7, true", "8, false", "9, false" })
	void orderOfSpringSecuritysFilterCounts(String order, boolean warned, CapturedOutput output) {
		this.properties.put("spring.security.filter.order", "7");
		this.properties.put("assets.filter.order", order);
		start(Application.class);
		assertThat(output.toString().contains("Set 'assets.filter.order=8'.")).isEqualTo(warned);
		assertThat(warnings(output)).hasSize(warned ? 1 : 0);
	}

	@Test
	void ownRegistrationOfTheAssetsFilterIsToldAnOrder(CapturedOutput output) {
		start(WithOwnRegistration.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("The assets filter has the order -500")
			.endsWith("Give the registration of the assets filter the order -99.");
	}

	@Test
	void filtersBetweenTheTwoAreNamed(CapturedOutput output) {
		this.properties.put("assets.filter.order", "0");
		start(WithFilters.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("run between Spring Security's filter and the assets filter:", "limiter (order -50)",
					"rewriter (order -10)")
			.doesNotContain("before (order", "after (order", "errors (order", "disabled (order")
			.endsWith("Set 'assets.filter.order=-99'.");
	}

	@Test
	void filterWithoutRoomBeforeItIsToBeMoved(CapturedOutput output) {
		this.properties.put("assets.filter.order", "-60");
		this.properties.put("test.order", "-99");
		start(WithFilters.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("rewriter (order -99)")
			.doesNotContain("limiter (order")
			.endsWith("Give them an order below -100 or above -60.");
	}

	@Test
	void filtersElsewhereAreNotNamed(CapturedOutput output) {
		start(WithFilters.class);
		assertThat(warnings(output)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/mvc", "/a/b", "/m" })
	void servletPathIsWarnedOf(String path, CapturedOutput output) {
		this.properties.put("spring.mvc.servlet.path", path);
		start(Application.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("With 'spring.mvc.servlet.path=" + path + "', string request matchers",
					"PathPatternRequestMatcher.withDefaults().matcher(\"/admin/**\")");
	}

	@Test
	void servletPathOfTheRootIsNotWarnedOf(CapturedOutput output) {
		this.properties.put("spring.mvc.servlet.path", "/");
		start(Application.class);
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void nothingIsWarnedOfWithoutSpringSecurity(CapturedOutput output) {
		this.properties.put(SecurityOnDemand.PROPERTY, "false");
		this.properties.put("spring.mvc.servlet.path", "/mvc");
		this.properties.put("assets.filter.order", "-200");
		start(WithoutSecurity.class);
		assertThat(warnings(output)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/mvc" })
	void matcherOfTheRecipeCoversAssetsWhateverTheServletPath(String path) throws Exception {
		this.properties.put("spring.mvc.servlet.path", path);
		try (ConfigurableApplicationContext context = Applications.start(WithRecipe.class, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			assertThat(client.send("GET", "/admin/s.txt", Map.of()).status()).isEqualTo(403);
			assertThat(client.send("GET", "/", Map.of()).body()).isEqualTo("shell");
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class WithRecipe {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(paths.matcher("/admin/**"))
					.denyAll()
					.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.anyRequest()
					.denyAll())
				.build();
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Application.class)
	static class WithOwnRegistration {

		@Bean
		FilterRegistrationBean<AssetsFilter> ownAssetsFilter(RequestDecisions routing, AssetResponder responder,
				NotFoundHandlerMapping notFound) {
			FilterRegistrationBean<AssetsFilter> registration = new FilterRegistrationBean<>(
					new AssetsFilter(routing, responder, notFound));
			registration.setOrder(-500);
			return registration;
		}

	}

	@Import({ Application.class, WithoutSecurity.class })
	static class WithFilters {

	}

	@Order(-50)
	static class Limiter extends HttpFilter {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class WithoutSecurity {

		private static final Filter NOTHING = (request, response, chain) -> chain.doFilter(request, response);

		@Bean
		Limiter limiter() {
			return new Limiter();
		}

		@Bean
		FilterRegistrationBean<Filter> rewriter(Environment environment) {
			return registration(environment.getProperty("test.order", Integer.class, -10));
		}

		@Bean
		FilterRegistrationBean<Filter> before() {
			return registration(-200);
		}

		@Bean
		FilterRegistrationBean<Filter> after() {
			return registration(10);
		}

		@Bean
		FilterRegistrationBean<Filter> errors() {
			FilterRegistrationBean<Filter> registration = registration(-70);
			registration.setDispatcherTypes(DispatcherType.ERROR);
			return registration;
		}

		@Bean
		FilterRegistrationBean<Filter> disabled() {
			FilterRegistrationBean<Filter> registration = registration(-70);
			registration.setEnabled(false);
			return registration;
		}

		private static FilterRegistrationBean<Filter> registration(int order) {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(NOTHING);
			registration.setOrder(order);
			return registration;
		}

	}

}
