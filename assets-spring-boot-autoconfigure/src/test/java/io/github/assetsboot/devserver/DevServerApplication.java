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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.Assets;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A single-page application with an API, and the development server of its front end.
 *
 * @author the Assets for Spring Boot authors
 */
final class DevServerApplication implements BeforeEachCallback, AfterEachCallback {

	static final Duration TIMEOUT = Duration.ofSeconds(30);

	static final String[] NAVIGATE = { "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document", "Accept",
			"text/html,application/xhtml+xml,*/*;q=0.8" };

	static final String[] SCRIPT = { "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "script", "Accept", "*/*" };

	private final Map<String, String> properties = new LinkedHashMap<>();

	private @Nullable Path directory;

	private @Nullable FakeDevServer devServer;

	private @Nullable ConfigurableApplicationContext context;

	@Override
	public void beforeEach(ExtensionContext extensionContext) throws IOException {
		this.directory = Files.createTempDirectory("dev-server-tests");
		use(new FakeDevServer());
		this.properties.put("assets.directory", this.directory.resolve("dist").toString());
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put("server.shutdown", "immediate");
	}

	@Override
	public void afterEach(ExtensionContext extensionContext) throws IOException {
		if (this.context != null) {
			this.context.close();
		}
		devServer().close();
		FileSystemUtils.deleteRecursively(this.directory);
	}

	FakeDevServer devServer() {
		assertThat(this.devServer).isNotNull();
		return this.devServer;
	}

	/**
	 * Use another development server.
	 */
	void use(FakeDevServer devServer) {
		if (this.devServer != null) {
			this.devServer.close();
		}
		this.devServer = devServer;
		this.properties.put("assets.dev-server.url", devServer.url());
	}

	/**
	 * Start the application.
	 * @param properties further properties, {@code name=value}
	 */
	void start(String... properties) {
		start(Application.class, properties);
	}

	void start(Class<?> application, String... properties) {
		for (String property : properties) {
			String[] pair = property.split("=", 2);
			this.properties.put(pair[0], pair[1]);
		}
		if (this.context != null) {
			this.context.close();
		}
		this.context = Applications.start(application, this.properties);
	}

	void stop() {
		assertThat(this.context).isNotNull();
		this.context.close();
	}

	/**
	 * Write a file of the directory, which does not exist before.
	 */
	void write(String name, String text) throws IOException {
		assertThat(this.directory).isNotNull();
		Files.writeString(Files.createDirectories(this.directory.resolve("dist")).resolve(name), text);
	}

	Path directory() {
		assertThat(this.directory).isNotNull();
		return this.directory;
	}

	<T> T bean(Class<T> type) {
		assertThat(this.context).isNotNull();
		return this.context.getBean(type);
	}

	int port() {
		assertThat(this.context).isNotNull();
		return Applications.port(this.context);
	}

	Response send(String method, String target, String... headers) throws IOException {
		Map<String, String> fields = new LinkedHashMap<>();
		for (int i = 0; i < headers.length; i += 2) {
			fields.put(headers[i], headers[i + 1]);
		}
		try (SocketClient client = new SocketClient(port())) {
			return client.send(method, target, fields);
		}
	}

	Response get(String target, String... headers) throws IOException {
		return send("GET", target, headers);
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).timeout(TIMEOUT);
	}

	static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
			throws IOException, InterruptedException {
		return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(request.build(), body);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Api.class)
	static class Application {

	}

	@Controller
	static class Api {

		private final Assets assets;

		Api(Assets assets) {
			this.assets = assets;
		}

		@GetMapping("/api/hello")
		@ResponseBody
		String hello() {
			return "hello";
		}

		@PostMapping("/api/echo")
		@ResponseBody
		String echo() {
			return "echo";
		}

		@GetMapping("/fetched/**")
		ResponseEntity<Resource> fetched(HttpServletRequest request) {
			return this.assets.fetch(request);
		}

		@GetMapping("/forwarding")
		String forward() {
			return "forward:/index.html";
		}

		@GetMapping("/forwarding/after/a/failure")
		String forwardAfterAFailure(HttpServletResponse response) {
			response.setStatus(500);
			return "forward:/";
		}

		@GetMapping("/forwarding/to/the/root")
		String forwardToTheRoot() {
			return "forward:/";
		}

		@GetMapping("/forwarding/to/nowhere")
		String forwardToNowhere() {
			return "forward:/nowhere.html";
		}

	}

}
