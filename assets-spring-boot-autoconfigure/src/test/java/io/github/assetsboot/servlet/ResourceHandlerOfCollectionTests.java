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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.explain.RoutingExplainer;
import io.github.assetsboot.explain.RoutingExplainer.Answer;
import io.github.assetsboot.explain.RoutingStep;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for resource handlers of an application that have the base path of a collection.
 * The exact files of the collection come first, and everything else goes to the handler.
 */
class ResourceHandlerOfCollectionTests {

	private static final Map<String, String> NAVIGATION = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html");

	@TempDir
	Path folder;

	private final Map<String, String> properties = new LinkedHashMap<>();

	private ConfigurableApplicationContext context;

	@BeforeEach
	void setUp() throws IOException {
		write("shop/index.html", "page of the shop");
		write("shop/other/only.txt", "file of the default collection");
		write("lib/a.txt", "file of the collection");
		write("lib/index.html", "page of the collection");
		write("lib/sub/index.html", "page of a folder");
		write("lib/status", "a file in place of an endpoint");
		write("lib/_redirects", "/old /a.txt 301\n");
		write("handler/a.txt", "file of the handler");
		write("handler/handled.txt", "file of the handler");
		this.properties.put("test.folder", this.folder.toUri().toString());
		this.properties.put("assets.directory", this.folder.resolve("shop").toString());
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put("assets.collections.lib.base-path", "/lib");
		this.properties.put("assets.collections.lib.directory", this.folder.resolve("lib").toString());
		this.properties.put("assets.collections.lib.not-found-handling", "single-page-application");
		this.properties.put("management.endpoints.web.base-path", "/lib/status");
	}

	private void write(String name, String text) throws IOException {
		Path file = this.folder.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	@AfterEach
	void tearDown() {
		if (this.context != null) {
			this.context.close();
		}
	}

	private void start(Container container) {
		this.properties.put("spring.autoconfigure.exclude", container.excluded());
		this.context = Applications.start(Application.class, this.properties);
	}

	private Response send(String method, String path, Map<String, String> headers) throws IOException {
		try (SocketClient client = new SocketClient(Applications.port(this.context))) {
			return client.send(method, path, headers);
		}
	}

	private Response get(String path) throws IOException {
		return send("GET", path, NAVIGATION);
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, spring", "TOMCAT, workers", "JETTY, spring", "JETTY, workers" })
	void exactFilesComeFirstAndTheRestGoesToTheHandler(Container container, String routing) throws IOException {
		this.properties.put("assets.collections.lib.routing", routing);
		start(container);
		// the second request finds the response that the first one left
		for (int i = 0; i < 2; i++) {
			Response file = get("/lib/a.txt");
			assertThat(file.body()).isEqualTo("file of the collection");
			assertThat(file.header("matched")).isEqualTo("true");
			assertThat(file.header("etag")).isNotNull();
			assertThat(send("GET", "/lib/a.txt", Map.of("If-None-Match", String.valueOf(file.header("etag")))).status())
				.isEqualTo(304);
			Response handled = get("/lib/handled.txt");
			assertThat(handled.body()).isEqualTo("file of the handler");
			assertThat(handled.header("matched")).isEqualTo("false");
		}
		assertThat(send("HEAD", "/lib/a.txt", NAVIGATION).status()).isEqualTo(200);
		assertThat(send("POST", "/lib/a.txt", NAVIGATION).status()).isEqualTo(405);
		for (String path : new String[] { "/lib/gone", "/lib/old", "/lib/sub/", "/lib/sub", "/lib/", "/lib" }) {
			Response response = get(path);
			assertThat(response.status()).as(path).isEqualTo(404);
			assertThat(response.body()).as(path).doesNotContain("page of");
			assertThat(response.header("matched")).as(path).isEqualTo("false");
		}
		assertThat(get("/elsewhere").body()).isEqualTo("page of the shop");
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void nothingElseOfTheApplicationComesAfterFiles(Container container) throws IOException {
		start(container);
		assertThat(get("/lib/status").body()).doesNotContain("a file in place");
		assertThat(get("/lib/hello").body()).isEqualTo("hello");
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void handlerWithTheBasePathOfTheDefaultCollectionComesFirst(Container container) throws IOException {
		this.properties.put("assets.base-path", "/other");
		write("handler/only.txt", "file of the handler");
		write("shop/only.txt", "file of the default collection");
		start(container);
		assertThat(get("/other/only.txt").body()).isEqualTo("file of the handler");
		assertThat(get("/other/other/only.txt").status()).isEqualTo(404);
	}

	@Test
	void handlerWithAnotherPathComesFirst() throws IOException {
		this.properties.put("assets.collections.lib.base-path", "/other/lib");
		write("handler/lib/a.txt", "file of the handler below");
		start(Container.TOMCAT);
		assertThat(get("/other/lib/a.txt").body()).isEqualTo("file of the handler below");
	}

	@Test
	void explanationIsThatOfTheDecision() {
		start(Container.TOMCAT);
		RoutingExplainer explainer = this.context.getBean(RoutingExplainer.class);
		RoutingExplainer.ExplainedDecision file = explainer.explain("GET", "/lib/a.txt", Map.of());
		assertThat(file.answer()).isEqualTo(Answer.FILE);
		assertThat(file.explanation().steps()).filteredOn((step) -> step.step() == RoutingStep.Kind.OWN_MAPPING)
			.singleElement()
			.satisfies((step) -> assertThat(step.detail())
				.isEqualTo("/lib/** is a resource handler, which comes after the files of the collection"));
		RoutingExplainer.ExplainedDecision rest = explainer.explain("GET", "/lib/gone", NAVIGATION);
		assertThat(rest.answer()).isEqualTo(Answer.HANDLER);
		assertThat(rest.handler()).contains("/lib/**");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		WebMvcConfigurer handlers(Environment environment) {
			return new WebMvcConfigurer() {

				@Override
				public void addResourceHandlers(ResourceHandlerRegistry registry) {
					registry.addResourceHandler("/lib/**", "/other/**")
						.addResourceLocations(environment.getRequiredProperty("test.folder") + "handler/");
				}

			};
		}

		/**
		 * Asks as a security rule does, ahead of the assets filter.
		 */
		@Bean
		FilterRegistrationBean<Filter> matching(RequestDecisions decisions) {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				boolean matched = decisions.isForFile((HttpServletRequest) request, "lib");
				((HttpServletResponse) response).setHeader("matched", String.valueOf(matched));
				chain.doFilter(request, response);
			});
			registration.setOrder(-200);
			return registration;
		}

		@RestController
		static class Hello {

			@GetMapping("/lib/hello")
			String hello() {
				return "hello";
			}

		}

	}

}
