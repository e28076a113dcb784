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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Projects, and shared files, beside an assets filter with another order and beside a
 * development server.
 */
class ProjectsBesideOwnFilesTests {

	@TempDir
	private Path directory;

	private final List<String> received = new CopyOnWriteArrayList<>();

	private HttpServer devServer;

	@BeforeEach
	void startDevServer() throws IOException {
		this.devServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.devServer.createContext("/", (exchange) -> {
			this.received.add(exchange.getRequestURI().getPath());
			exchange.getResponseHeaders().add("Content-Type", "text/javascript");
			byte[] script = "script".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, script.length);
			exchange.getResponseBody().write(script);
			exchange.close();
		});
		this.devServer.start();
	}

	@AfterEach
	void stopDevServer() {
		this.devServer.stop(0);
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, -99", "TOMCAT, -200", "JETTY, -200" })
	void projectAnswersWhateverTheOrderOfTheAssetsFilter(Container container, String order, @TempDir Path projects)
			throws Exception {
		Map<String, String> properties = new HashMap<>();
		properties.put("assets.projects.enabled", "true");
		properties.put("assets.storage.directory", projects.toString());
		properties.put("assets.projects.resolve.host", "{project}.example.com");
		properties.put("assets.filter.order", order);
		properties.put("spring.autoconfigure.exclude", container.excluded());
		try (ConfigurableApplicationContext context = Applications.start(Application.class, properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			context.getBean(AssetProjects.class)
				.publish(new ProjectId("shop"),
						(visitor) -> visitor.file("index.html",
								StorageContent.of("the shop".getBytes(StandardCharsets.UTF_8))),
						ProjectSettings.DEFAULTS);
			assertThat(client.send("GET", "/", Map.of("Host", "shop.example.com")).body()).isEqualTo("the shop");
			assertThat(client.send("GET", "/app.js", Map.of("Host", "shop.example.com")).status()).isEqualTo(404);
		}
	}

	@Test
	void requestForAProjectIsNotSentToTheDevServer() throws IOException {
		Map<String, String> properties = withDevServer();
		properties.put("assets.projects.enabled", "true");
		properties.put("assets.projects.resolve.path", "/sites/{project}");
		try (ConfigurableApplicationContext context = Applications.start(Application.class, properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			assertThat(client.send("GET", "/sites/shop/", Map.of("Sec-Fetch-Mode", "navigate")).status())
				.isEqualTo(404);
			assertThat(this.received).doesNotContain("/sites/shop/");
			assertThat(client.send("GET", "/src/main.js", Map.of("Sec-Fetch-Dest", "script")).body())
				.isEqualTo("script");
		}
	}

	@Test
	void filesOfADevServerAreNotShared() throws IOException {
		Map<String, String> properties = withDevServer();
		properties.put("assets.sharing.enabled", "true");
		properties.put("spring.application.name", "notes");
		try (ConfigurableApplicationContext context = Applications.start(Application.class, properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			assertThat(client.send("GET", "/src/main.js", Map.of("Sec-Fetch-Dest", "script")).status()).isEqualTo(200);
		}
		try (Stream<Path> files = Files.walk(this.directory)) {
			assertThat(files.filter(Files::isRegularFile)).isEmpty();
		}
	}

	private Map<String, String> withDevServer() {
		return new HashMap<>(
				Map.of("assets.dev-server.url", "http://127.0.0.1:" + this.devServer.getAddress().getPort(),
						"assets.storage.directory", this.directory.toString()));
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
