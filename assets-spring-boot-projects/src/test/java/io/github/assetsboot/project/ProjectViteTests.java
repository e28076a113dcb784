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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages of the application on the host of a project, with the files of its Vite build.
 *
 * @author the Assets for Spring Boot authors
 */
class ProjectViteTests {

	@TempDir
	private Path directory;

	private static Map<String, byte[]> build(String script) {
		return Map.of(script, "run()".getBytes(StandardCharsets.UTF_8), ".vite/manifest.json",
				"{\"src/main.ts\": {\"file\": \"%s\", \"isEntry\": true}}".formatted(script)
					.getBytes(StandardCharsets.UTF_8));
	}

	private static String get(SocketClient client, String host, String target) throws IOException {
		Response response = client.send("GET", target, Map.of("Host", host));
		return response.status() + " " + response.body();
	}

	@Test
	void manifestOfTheProjectCountsAndIsNotServed() throws Exception {
		Path own = Files.createDirectories(this.directory.resolve("own"));
		for (Map.Entry<String, byte[]> file : build("assets/own-1.js").entrySet()) {
			Files.createDirectories(own.resolve(file.getKey()).getParent());
			Files.write(own.resolve(file.getKey()), file.getValue());
		}
		Map<String, String> properties = Map.of("assets.projects.enabled", "true", "assets.storage.directory",
				this.directory.resolve("storage").toString(), "assets.projects.resolve.host", "{project}.example.com",
				"assets.directory", own.toString());
		try (ConfigurableApplicationContext context = Applications.start(Application.class, properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			AssetProjects projects = context.getBean(AssetProjects.class);
			projects.publish(new ProjectId("shop"), ProjectFiles.ofMap(build("assets/shop-1.js")),
					ProjectSettings.DEFAULTS);
			projects.publish(new ProjectId("blog"),
					ProjectFiles.ofMap(Map.of("index.html", "blog".getBytes(StandardCharsets.UTF_8))),
					ProjectSettings.DEFAULTS);
			projects.publish(new ProjectId("broken"),
					ProjectFiles.ofMap(Map.of("a.txt", new byte[1], ".vite/manifest.json", new byte[1])),
					ProjectSettings.DEFAULTS);
			projects.publish(new ProjectId("large"),
					ProjectFiles.ofMap(Map.of("a.txt", new byte[1], ".vite/manifest.json", new byte[(2 << 20) + 1])),
					ProjectSettings.DEFAULTS);
			String integrity = "crossorigin src=\"/assets/%s-1.js\" integrity=\"sha384-";
			assertThat(get(client, "shop.example.com", "/page")).startsWith("200 ")
				.contains(integrity.formatted("shop"));
			assertThat(get(client, "shop.example.com", "/assets/shop-1.js")).isEqualTo("200 run()");
			assertThat(get(client, "shop.example.com", "/.vite/manifest.json")).startsWith("404 ");
			assertThat(get(client, "localhost", "/page")).startsWith("200 ").contains(integrity.formatted("own"));
			assertThat(get(client, "blog.example.com", "/page")).contains("There is no Vite manifest.");
			assertThat(get(client, "broken.example.com", "/page"))
				.contains("The Vite manifest cannot be used: it is not a JSON object");
			assertThat(get(client, "large.example.com", "/page"))
				.contains("The Vite manifest cannot be used: it has more than 2,097,152 bytes");
			assertThat(get(client, "broken.example.com", "/a.txt")).startsWith("200 ");
		}
	}

	@Test
	void resourceUrlProviderAnswersForTheProject() throws Exception {
		Path own = Files.createDirectories(this.directory.resolve("own"));
		Files.writeString(own.resolve("app.css"), "a { color: red }");
		Map<String, String> properties = Map.of("assets.projects.enabled", "true", "assets.storage.directory",
				this.directory.resolve("storage").toString(), "assets.projects.resolve.host", "{project}.example.com",
				"assets.directory", own.toString(), "assets.fingerprint.paths", "/*.css");
		try (ConfigurableApplicationContext context = Applications.start(Application.class, properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			context.getBean(AssetProjects.class)
				.publish(new ProjectId("shop"),
						ProjectFiles.ofMap(Map.of("app.css", "a { color: blue }".getBytes(StandardCharsets.UTF_8))),
						ProjectSettings.DEFAULTS);
			assertThat(get(client, "localhost", "/link")).isEqualTo("200 /app-2c7bc03c8b.css");
			assertThat(get(client, "shop.example.com", "/link")).isEqualTo("200 null");
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Pages.class)
	static class Application {

	}

	@RestController
	static class Pages {

		private final AssetUrls assetUrls;

		private final ResourceUrlProvider provider;

		Pages(AssetUrls assetUrls, ResourceUrlProvider provider) {
			this.assetUrls = assetUrls;
			this.provider = provider;
		}

		@GetMapping("/link")
		String link() {
			return String.valueOf(this.provider.getForLookupPath("/app.css"));
		}

		@GetMapping("/page")
		String page() {
			return this.assetUrls.vite("src/main.ts").toString();
		}

		@ExceptionHandler
		String failure(RuntimeException ex) {
			return String.valueOf(ex.getMessage());
		}

	}

}
