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
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.security.AssetsRequest;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.spy;

/**
 * The rules of {@code _redirects} and those of {@code _headers} are each matched at most
 * once for a request, whoever asks for the decision: the security matchers, the filter,
 * the last handler mapping, or the counter of the hits.
 */
class MatchingOncePerRequestTests {

	private static final Map<String, String> NONE = Map.of();

	private static final Map<String, String> DOCUMENT = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html");

	private static final Map<String, String> SCRIPT = Map.of("Sec-Fetch-Dest", "script", "Accept", "*/*");

	private static final String USER = "Basic "
			+ Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8));

	private static final String HEADERS = "/*\n  X-Rule: 1\n";

	private static final String HEADERS_OF_A_HOST = "https://docs.example.com/*\n  X-Rule: 1\n";

	private static final String REDIRECTS = """
			/old /about 301
			/users/:id /about 200
			/lost/* /no/such/:splat 200
			""";

	@TempDir
	private static Path root;

	private static final Map<String, ConfigurableApplicationContext> contexts = new HashMap<>();

	@BeforeAll
	static void writeSite() throws IOException {
		Files.writeString(root.resolve("index.html"), "page");
		Files.writeString(root.resolve("app.js"), "let a = 1");
		Files.writeString(root.resolve("about.html"), "about");
	}

	@AfterAll
	static void stop() {
		contexts.values().forEach(ConfigurableApplicationContext::close);
		contexts.clear();
	}

	private static ConfigurableApplicationContext context(Container container, boolean secured) {
		return contexts.computeIfAbsent(container + " " + secured, (key) -> {
			Map<String, String> properties = new LinkedHashMap<>();
			properties.put("spring.autoconfigure.exclude", container.excluded());
			properties.put("assets.directory", root.toString());
			properties.put("management.endpoints.web.exposure.include", "*");
			properties.put(SecurityOnDemand.PROPERTY, String.valueOf(secured));
			properties.put("spring.security.user.name", "user");
			properties.put("spring.security.user.password", "secret");
			return Applications.start(secured ? SecuredApplication.class : Application.class, properties);
		});
	}

	static Stream<Arguments> applications() {
		return Stream.of(Container.values())
			.flatMap((container) -> Stream.of(false, true)
				.flatMap((secured) -> Stream.of(RoutingMode.values())
					.map((mode) -> Arguments.of(container, secured, mode))));
	}

	private static void run(ConfigurableApplicationContext context, RoutingSettings settings, String headers,
			Scenario scenario) throws Exception {
		assertThat(context.containsBean("assetsRuleHits")).isTrue();
		try (SocketClient client = new SocketClient(Applications.port(context))) {
			scenario.run(new Counter(context.getBean(AssetCollections.class).standard(), settings, headers, client));
		}
	}

	private static RoutingSettings settings(RoutingMode mode, NotFoundHandling notFoundHandling,
			RunWorkerFirst runWorkerFirst) {
		return new RoutingSettings(mode, HtmlHandling.AUTO_TRAILING_SLASH, notFoundHandling, runWorkerFirst, true,
				BasePath.ROOT);
	}

	private static RoutingSettings singlePage(RoutingMode mode) {
		return settings(mode, NotFoundHandling.SINGLE_PAGE_APPLICATION, RunWorkerFirst.never());
	}

	@ParameterizedTest(name = "{0}, secured: {1}, {2}")
	@MethodSource("applications")
	void fileIsServedWithoutMatchingAnyRuleFromTheSecondRequestOn(Container container, boolean secured,
			RoutingMode mode) throws Exception {
		run(context(container, secured), singlePage(mode), HEADERS, (counter) -> {
			counter.send("GET", "/app.js", SCRIPT, 200).expect(1, 1);
			counter.send("GET", "/about", DOCUMENT, 200).expect(1, 1);
			counter.send("GET", "/", NONE, 200).expect(1, 1);
			counter.send("GET", "/app.js", SCRIPT, 200).expect(0, 0);
			counter.send("HEAD", "/app.js", NONE, 200).expect(0, 0);
			counter.send("GET", "/about", DOCUMENT, 200).expect(0, 0);
			counter.send("GET", "/", NONE, 200).expect(0, 0);
		});
	}

	@ParameterizedTest(name = "{0}, secured: {1}, {2}")
	@MethodSource("applications")
	void fileWithARuleForAHostIsMatchedOnce(Container container, boolean secured, RoutingMode mode) throws Exception {
		run(context(container, secured), singlePage(mode), HEADERS_OF_A_HOST, (counter) -> {
			counter.send("GET", "/app.js", SCRIPT, 200).expect(1, 1);
			counter.send("HEAD", "/app.js", NONE, 200).expect(1, 1);
			counter.send("GET", "/about", DOCUMENT, 200).expect(1, 1);
		});
	}

	@ParameterizedTest(name = "{0}, secured: {1}, {2}")
	@MethodSource("applications")
	void redirectIsMatchedOnce(Container container, boolean secured, RoutingMode mode) throws Exception {
		run(context(container, secured), singlePage(mode), HEADERS, (counter) -> {
			counter.send("GET", "/old", DOCUMENT, 301).expect(1, 1);
			counter.send("POST", "/old", NONE, 301).expect(1, 1);
			counter.send("GET", "/about.html", NONE, 307).expect(1, 1);
		});
	}

	@ParameterizedTest(name = "{0}, secured: {1}, {2}")
	@MethodSource("applications")
	void ruleWithStatus200IsMatchedOnce(Container container, boolean secured, RoutingMode mode) throws Exception {
		run(context(container, secured), singlePage(mode), HEADERS, (counter) -> {
			counter.send("GET", "/users/7", NONE, 200).expect(1, 1);
			counter.send("HEAD", "/users/7", DOCUMENT, 200).expect(1, 1);
			counter.send("POST", "/users/7", NONE, 405).expect(1, 1);
		});
	}

	@ParameterizedTest(name = "{0}, secured: {1}, {2}")
	@MethodSource("applications")
	void ruleWithStatus200BesideARuleForAHostIsMatchedOnce(Container container, boolean secured, RoutingMode mode)
			throws Exception {
		run(context(container, secured), singlePage(mode), HEADERS_OF_A_HOST,
				(counter) -> counter.send("GET", "/users/7", NONE, 200).expect(1, 1));
	}

	@ParameterizedTest(name = "{0}, secured: {1}, {2}")
	@MethodSource("applications")
	void ruleWithStatus200WhoseTargetIsNoFileIsMatchedOnce(Container container, boolean secured, RoutingMode mode)
			throws Exception {
		run(context(container, secured), singlePage(mode), HEADERS,
				(counter) -> counter.send("GET", "/lost/link", DOCUMENT, 200).expect(1, 1));
	}

	@ParameterizedTest(name = "{0}, secured: {1}, {2}")
	@MethodSource("applications")
	void fallbackPageIsMatchedOnce(Container container, boolean secured, RoutingMode mode) throws Exception {
		run(context(container, secured), singlePage(mode), HEADERS, (counter) -> {
			counter.send("GET", "/deep/link", DOCUMENT, 200).expect(1, 1);
			counter.send("HEAD", "/deep/link", DOCUMENT, 200).expect(1, 1);
			counter.send("GET", "/deep/link", NONE, 200).expect(1, 1);
		});
	}

	@ParameterizedTest(name = "{0}, secured: {1}, {2}")
	@MethodSource("applications")
	void methodThatAFileDoesNotAllowIsMatchedOnce(Container container, boolean secured, RoutingMode mode)
			throws Exception {
		run(context(container, secured), singlePage(mode), HEADERS, (counter) -> {
			counter.send("POST", "/app.js", NONE, 405).expect(1, 1);
			counter.send("DELETE", "/", NONE, 405).expect(1, 1);
			counter.send("OPTIONS", "/app.js", NONE, (mode == RoutingMode.SPRING) ? 200 : 405).expect(1, 1);
		});
	}

	@ParameterizedTest(name = "{0}, secured: {1}, {2}")
	@MethodSource("applications")
	void notFoundOfTheApplicationIsMatchedOnce(Container container, boolean secured, RoutingMode mode)
			throws Exception {
		RoutingSettings settings = settings(mode, NotFoundHandling.NONE, RunWorkerFirst.never());
		run(context(container, secured), settings, HEADERS, (counter) -> {
			counter.send("GET", "/gone.js", SCRIPT, 404).expect(1, 0);
			counter.send("GET", "/gone", DOCUMENT, 404).expect(1, 0);
			counter.send("HEAD", "/gone", NONE, 404).expect(1, 0);
			counter.send("POST", "/gone", NONE, 404).expect(1, 0);
		});
	}

	@ParameterizedTest(name = "{0}, secured: {1}, {2}")
	@MethodSource("applications")
	void handlerIsMatchedOnce(Container container, boolean secured, RoutingMode mode) throws Exception {
		boolean spring = mode == RoutingMode.SPRING;
		run(context(container, secured), singlePage(mode), HEADERS, (counter) -> {
			counter.send("GET", "/notes/7", NONE, 200).expect(1, 0);
			counter.send("POST", "/about", NONE, spring ? 200 : 405).expect(1, spring ? 0 : 1);
			counter.send("GET", "/refused", NONE, 409).expect(1, 0);
		});
	}

	@ParameterizedTest(name = "{0}, secured: {1}, {2}")
	@MethodSource("applications")
	void pathOfAPatternIsMatchedAtMostOnce(Container container, boolean secured, RoutingMode mode) throws Exception {
		RoutingSettings settings = settings(mode, NotFoundHandling.SINGLE_PAGE_APPLICATION,
				RunWorkerFirst.patterns(List.of("/api/*", "!/api/docs/*")));
		run(context(container, secured), settings, HEADERS, (counter) -> {
			counter.send("GET", "/api/unknown", DOCUMENT, 404).expect(0, 0);
			counter.send("GET", "/api/docs/intro", SCRIPT, 200).expect(1, 1);
			counter.send("GET", "/actuator/unknown", DOCUMENT, 404).expect(0, 0);
		});
	}

	@FunctionalInterface
	private interface Scenario {

		void run(Counter counter) throws Exception;

	}

	/**
	 * Sends requests to a collection whose rules count how often they are matched. With
	 * Spring Security, the matchers are asked although there is a login.
	 */
	private static final class Counter {

		private final SocketClient client;

		private final Redirects redirects = spy(Redirects.parse(REDIRECTS, true));

		private final HeaderRules headerRules;

		private String request = "";

		Counter(CurrentSnapshot assets, RoutingSettings settings, String headers, SocketClient client) {
			this.client = client;
			this.headerRules = spy(HeaderRules.parse(headers));
			AssetRouter router = new AssetRouter(assets.snapshot().router().assets(), this.redirects, this.headerRules,
					settings);
			assets.replace(new AssetSnapshot(router, (path) -> false));
		}

		Counter send(String method, String target, Map<String, String> headers, int status) throws IOException {
			clearInvocations(this.redirects, this.headerRules);
			Map<String, String> fields = new LinkedHashMap<>(headers);
			fields.put("Authorization", USER);
			Response response = this.client.send(method, target, fields);
			this.request = method + " " + target + " " + headers;
			assertThat(response.status()).as(this.request).isEqualTo(status);
			return this;
		}

		/**
		 * Check how often the rules have been matched for the request.
		 */
		void expect(int redirectMatches, int headerMatches) {
			assertThat(matches(this.redirects)).as("redirect rules, %s", this.request).isEqualTo(redirectMatches);
			assertThat(matches(this.headerRules)).as("header rules, %s", this.request).isEqualTo(headerMatches);
		}

		private static long matches(Object rules) {
			return mockingDetails(rules).getInvocations()
				.stream()
				.filter((invocation) -> invocation.getMethod().getName().equals("match"))
				.count();
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Handlers.class)
	static class Application {

	}

	static class SecuredApplication extends Application {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toFiles())
					.permitAll()
					.requestMatchers(AssetsRequest.toAssets())
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

		@GetMapping("/notes/{id}")
		String note() {
			return "note";
		}

		@PostMapping("/about")
		String about() {
			return "posted";
		}

		@GetMapping("/refused")
		void refuse(HttpServletResponse response) throws IOException {
			response.sendError(409);
		}

	}

}
