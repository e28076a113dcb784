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

package io.github.assetsboot.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.View;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Boot's welcome page beside the assets.
 */
@ExtendWith(OutputCaptureExtension.class)
class WelcomePageTests {

	private static final String LOGGED = "Adding welcome page";

	private static final Map<String, String> BROWSER = Map.of("Accept", "text/html,*/*;q=0.8");

	@TempDir
	Path root;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void prepare() {
		this.properties.put("assets.directory", this.root.toString());
		this.properties.put("spring.web.resources.static-locations", this.root.toUri().toString());
		this.properties.put("logging.level.root", "error");
		this.properties.put("logging.level.org.springframework.boot.webmvc", "info");
		this.properties.put("server.port", "0");
	}

	private void write(String name, String text) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private Response get(String target, Map<String, String> headers) throws Exception {
		String[] arguments = this.properties.entrySet()
			.stream()
			.map((property) -> "--" + property.getKey() + "=" + property.getValue())
			.toArray(String[]::new);
		try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, arguments);
				SocketClient client = new SocketClient(Applications.port(context))) {
			return client.send("GET", target, headers);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "true" })
	void pageOfTheAssetsIsNotLogged(String lazy, CapturedOutput output) throws Exception {
		write("index.html", "shell");
		this.properties.put("spring.main.lazy-initialization", lazy);
		assertThat(get("/", BROWSER).body()).isEqualTo("shell");
		assertThat(output).doesNotContain(LOGGED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/json", "*/*" })
	void pageThatRoutingWithholdsIsNeitherLoggedNorServed(String accept, CapturedOutput output) throws Exception {
		write("index.html", "shell");
		this.properties.put("assets.run-worker-first", "true");
		assertThat(get("/", Map.of("Accept", accept)).status()).isEqualTo(404);
		assertThat(output).doesNotContain(LOGGED);
	}

	@Test
	void pageOfAnotherStaticLocationIsNeitherLoggedNorServed(CapturedOutput output) throws Exception {
		write("other/index.html", "other");
		write("site/app.js", "1");
		this.properties.put("assets.directory", this.root.resolve("site").toString());
		this.properties.put("spring.web.resources.static-locations",
				"classpath:/nope/," + this.root.resolve("other").toUri());
		assertThat(get("/", BROWSER).status()).isEqualTo(404);
		assertThat(output).doesNotContain(LOGGED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "true" })
	void templateIsServedWhereThereIsNoPage(String lazy, CapturedOutput output) throws Exception {
		write("app.js", "1");
		this.properties.put(TemplateOnDemand.PROPERTY, "index");
		this.properties.put("spring.main.lazy-initialization", lazy);
		assertThat(get("/", BROWSER).body()).isEqualTo("from the template");
		assertThat(output).containsOnlyOnce(LOGGED + " template: index");
	}

	@Test
	void templateIsServedUnderAnotherStaticPathPattern(CapturedOutput output) throws Exception {
		write("index.html", "shell");
		this.properties.put(TemplateOnDemand.PROPERTY, "index");
		this.properties.put("spring.mvc.static-path-pattern", "/ui/**");
		this.properties.put("assets.run-worker-first", "true");
		assertThat(get("/", BROWSER).body()).isEqualTo("from the template");
		assertThat(output).containsOnlyOnce(LOGGED + " template: index");
	}

	@Test
	void templateYieldsToThePageAsInSpringBoot(CapturedOutput output) throws Exception {
		write("index.html", "shell");
		this.properties.put(TemplateOnDemand.PROPERTY, "index");
		assertThat(get("/", BROWSER).body()).isEqualTo("shell");
		assertThat(output).doesNotContain(LOGGED);
	}

	@Test
	void pageIsSpringBootsWithoutTheAssets(CapturedOutput output) throws Exception {
		write("index.html", "shell");
		this.properties.put("assets.enabled", "false");
		assertThat(get("/", BROWSER).body()).isEqualTo("shell");
		assertThat(output).containsOnlyOnce(LOGGED);
	}

	@Test
	void errorPageOfAStaticLocationIsStillFound() throws Exception {
		write("error/404.html", "own error page");
		write("index.html", "shell");
		Response response = get("/nope", BROWSER);
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.body()).isEqualTo("own error page");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		View index() {
			return new View() {

				@Override
				public String getContentType() {
					return "text/html";
				}

				@Override
				public void render(Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
						throws IOException {
					response.getWriter().write("from the template");
				}

			};
		}

	}

}
