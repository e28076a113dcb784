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
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Development servers of several collections at the address of one application. Each has
 * the base path of its collection, as Vite with {@code base: '/admin/'} has.
 */
@ParameterizedClass
@EnumSource(Container.class)
@Timeout(120)
class DevServersOfCollectionsIT {

	private static final Map<String, String> NAVIGATION = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html");

	@TempDir
	Path directory;

	@Parameter
	private Container container;

	private final Map<String, String> properties = new LinkedHashMap<>();

	private ConfigurableApplicationContext context;

	private void start(String shop, String admin) {
		this.properties.put("spring.autoconfigure.exclude", this.container.excluded());
		this.properties.put("server.shutdown", "immediate");
		this.properties.put("assets.directory", this.directory.toString());
		if (shop != null) {
			this.properties.put("assets.dev-server.url", shop);
		}
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.putIfAbsent("assets.collections.admin.base-path", "/admin");
		this.properties.put("assets.collections.admin.dev-server.url", admin);
		this.properties.put("assets.collections.admin.not-found-handling", "single-page-application");
		this.context = Applications.start(Applications.Empty.class, this.properties);
	}

	@AfterEach
	void stop() {
		if (this.context != null) {
			this.context.close();
		}
	}

	private Response get(String target, Map<String, String> fields) throws IOException {
		try (SocketClient client = new SocketClient(Applications.port(this.context))) {
			return client.send("GET", target, fields);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring", "workers" })
	void eachServerIsAskedForThePathsOfItsCollection(String routing) throws IOException {
		this.properties.put("assets.routing", routing);
		this.properties.put("assets.collections.admin.routing", routing);
		try (FakeDevServer shop = new FakeDevServer(); FakeDevServer admin = new FakeDevServer()) {
			shop.file("/main.js", "of the shop");
			admin.on("/admin/", (exchange) -> FakeDevServer.respond(exchange, 200, "text/html", "of the admin"));
			admin.file("/admin/main.js", "of the admin");
			start(shop.url(), admin.url());
			assertThat(get("/admin/main.js", Map.of()).body()).isEqualTo("of the admin");
			assertThat(get("/admin/", NAVIGATION).body()).isEqualTo("of the admin");
			assertThat(get("/admin/@vite/client", Map.of("Sec-Fetch-Dest", "script")).status()).isNotEqualTo(200);
			assertThat(shop.received()).isEmpty();
			assertThat(admin.received()).extracting(FakeDevServer.Received::target)
				.containsExactly("/admin/main.js", "/admin/", "/admin/@vite/client");
			admin.received().clear();
			assertThat(get("/main.js", Map.of()).body()).isEqualTo("of the shop");
			assertThat(get("/administration", NAVIGATION).body()).isEqualTo(FakeDevServer.PAGE);
			assertThat(get("/@vite/client", Map.of()).body()).isEqualTo("connect()");
			assertThat(admin.received()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void socketOfEachToolIsPassedOnToItsServer(boolean both) throws Exception {
		try (SocketDevServer shop = new SocketDevServer(); SocketDevServer admin = new SocketDevServer()) {
			start(both ? shop.url() : null, admin.url());
			assertThat(echo("/admin/?token=1")).isEqualTo("hello");
			assertThat(admin.heads()).singleElement().asString().startsWith("GET /admin/?token=1 HTTP/1.1\r\n");
			assertThat(shop.heads()).isEmpty();
			if (both) {
				assertThat(echo("/?token=2")).isEqualTo("hello");
				assertThat(shop.heads()).singleElement().asString().startsWith("GET /?token=2 HTTP/1.1\r\n");
				assertThat(admin.heads()).hasSize(1);
			}
		}
	}

	private String echo(String target) throws Exception {
		CompletableFuture<String> text = new CompletableFuture<>();
		WebSocket socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.connectTimeout(Duration.ofSeconds(30))
			.subprotocols("vite-hmr")
			.buildAsync(URI.create("ws://127.0.0.1:" + Applications.port(this.context) + target),
					new WebSocket.Listener() {

						@Override
						public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
							text.complete(data.toString());
							return null;
						}

					})
			.get(30, TimeUnit.SECONDS);
		socket.sendText("hello", true).get(30, TimeUnit.SECONDS);
		String answer = text.get(30, TimeUnit.SECONDS);
		socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(30, TimeUnit.SECONDS);
		return answer;
	}

	@ParameterizedTest
	@ValueSource(strings = { "admin.example.test", "ADMIN.example.test:8080" })
	void hostOfTheCollectionIsAllowed(String host) throws IOException {
		this.properties.put("assets.collections.admin.base-path", "/");
		this.properties.put("assets.collections.admin.host", "admin.example.test");
		try (FakeDevServer shop = new FakeDevServer(); FakeDevServer admin = new FakeDevServer()) {
			admin.file("/main.js", "of the admin");
			start(shop.url(), admin.url());
			assertThat(get("/main.js", Map.of("Host", host)).body()).isEqualTo("of the admin");
			Response other = get("/main.js", Map.of("Host", "shop.example.test"));
			assertThat(other.status()).isEqualTo(403);
			assertThat(other.body()).contains("add it to assets.dev-server.allowed-hosts");
			assertThat(shop.received()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/admin/", "/admin/deep/link" })
	void pageThatWaitsNamesThePropertyOfTheCollection(String target) throws IOException {
		start(null, "http://localhost:1");
		Response waiting = get(target, NAVIGATION);
		assertThat(waiting.status()).isEqualTo(502);
		assertThat(waiting.body()).contains("<code>assets.collections.admin.dev-server.url</code>");
	}

}
