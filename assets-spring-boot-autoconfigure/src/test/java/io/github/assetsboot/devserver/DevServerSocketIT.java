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

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * WebSockets of the development server at the address of the application.
 *
 * @author the Assets for Spring Boot authors
 */
@ParameterizedClass
@EnumSource(Container.class)
@Timeout(120)
class DevServerSocketIT {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@RegisterExtension
	final DevServerApplication application = new DevServerApplication();

	@Parameter
	private Container container;

	private SocketDevServer devServer;

	@BeforeEach
	void startDevServer() throws IOException {
		this.devServer = new SocketDevServer();
	}

	@AfterEach
	void stopDevServer() throws IOException {
		this.devServer.close();
	}

	private void start(String... properties) {
		start(DevServerApplication.Application.class, properties);
	}

	private void start(Class<?> type, String... properties) {
		List<String> all = new ArrayList<>(List.of("assets.dev-server.url=" + this.devServer.url(),
				"spring.autoconfigure.exclude=" + this.container.excluded()));
		all.addAll(Arrays.asList(properties));
		this.application.start(type, all.toArray(String[]::new));
	}

	private Connection connect(String target, String... fields) throws IOException {
		return new Connection(this.application.port(), target, fields);
	}

	private Received open(String target, String... subprotocols) {
		Received received = new Received();
		WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(TIMEOUT);
		if (subprotocols.length > 0) {
			builder.subprotocols(subprotocols[0], Arrays.copyOfRange(subprotocols, 1, subprotocols.length));
		}
		received.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + this.application.port() + target), received)
			.join();
		return received;
	}

	@Test
	void socketOfTheToolIsPassedOn() throws Exception {
		start();
		for (String target : List.of("/?token=a%20b", "/_next/webpack-hmr?id=1", "/ws", "/_nuxt/", "/ng-cli-ws",
				"/a/b")) {
			this.devServer.heads().clear();
			Received socket = open(target, "vite-hmr");
			socket.socket.sendText("hello", true).get(20, TimeUnit.SECONDS);
			await().atMost(TIMEOUT).untilAsserted(() -> assertThat(socket.text.toString()).isEqualTo("hello"));
			String head = this.devServer.heads().get(0);
			assertThat(head).startsWith("GET " + target + " HTTP/1.1\r\n")
				.contains("\r\nSec-WebSocket-Protocol: vite-hmr\r\n", "\r\nSec-WebSocket-Version: 13\r\n",
						"\r\nVia: 1.1 assets-spring-boot\r\n");
			socket.socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(20, TimeUnit.SECONDS);
			assertThat(socket.closed.get(20, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
			await().atMost(TIMEOUT).until(() -> this.devServer.openConnections() == 0);
		}
	}

	@Test
	void headIsThatOfARequestToTheServerItself() throws IOException {
		start();
		String port = String.valueOf(this.application.port());
		try (Connection connection = connect("/ws", "Host", "localhost:" + port, "Origin", "http://localhost:" + port,
				"Cookie", "session=secret", "Authorization", "Basic c2VjcmV0", "Sec-WebSocket-Extensions",
				"permessage-deflate", "User-Agent", "test")) {
			assertThat(connection.head).startsWith("HTTP/1.1 101")
				.containsIgnoringCase("\r\nUpgrade: websocket\r\n")
				.containsIgnoringCase("\r\nConnection: Upgrade\r\n")
				.containsIgnoringCase("\r\nSec-WebSocket-Accept: " + SocketDevServer.accept(Connection.KEY) + "\r\n")
				.doesNotContainIgnoringCase("Content-Length", "Transfer-Encoding");
		}
		assertThat(this.devServer.heads().get(0))
			.contains("\r\nHost: 127.0.0.1:" + this.devServer.port() + "\r\n",
					"\r\nOrigin: " + this.devServer.url() + "\r\n", "\r\nUser-Agent: test\r\n",
					"\r\nSec-WebSocket-Extensions: permessage-deflate\r\n")
			.doesNotContain("secret", "c2VjcmV0", "Cookie", "Authorization");
	}

	@Test
	void messagesOfAllSizesArriveInBothDirections() throws Exception {
		start();
		Received socket = open("/");
		Random random = new Random(7);
		for (int size : new int[] { 1, 125, 126, 65_535, 65_536, 1_000_003, 16 * 1024 * 1024 }) {
			byte[] message = new byte[size];
			random.nextBytes(message);
			socket.bytes.reset();
			int fragment = Math.max(1, size / 3);
			for (int sent = 0; sent < size; sent += fragment) {
				int length = Math.min(fragment, size - sent);
				socket.socket.sendBinary(ByteBuffer.wrap(message, sent, length), sent + length == size)
					.get(60, TimeUnit.SECONDS);
			}
			await().atMost(TIMEOUT).until(() -> socket.bytes.size() == size);
			assertThat(socket.bytes.toByteArray()).as(size + " bytes").isEqualTo(message);
		}
		socket.socket.abort();
	}

	@Test
	void bytesBehindBothHeadsAreNotLost() throws IOException {
		this.devServer.on("/early", new SocketDevServer.Conversation() {

			@Override
			public void hold(InputStream input, Socket socket) throws IOException {
				socket.getOutputStream().write(input.readNBytes(5));
				socket.getOutputStream().flush();
			}

			@Override
			public String response(String key) {
				return "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
						+ SocketDevServer.Conversation.super.response(key) + "first";
			}

		});
		start();
		try (Socket socket = new Socket("127.0.0.1", this.application.port())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream()
				.write((Connection.head("/early", this.application.port()) + "after")
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(SocketDevServer.readHead(socket.getInputStream())).startsWith("HTTP/1.1 101");
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
				.isEqualTo("firstafter");
		}
	}

	@Test
	void endOfTheClientReachesTheServerWhichMayGoOn() throws IOException {
		this.devServer.on("/half", (input, socket) -> {
			byte[] all = input.readAllBytes();
			socket.getOutputStream().write(("got " + new String(all, StandardCharsets.US_ASCII)).getBytes());
		});
		start();
		try (Connection connection = connect("/half")) {
			connection.socket.getOutputStream().write("the last words".getBytes(StandardCharsets.US_ASCII));
			connection.socket.shutdownOutput();
			assertThat(connection.readAll()).isEqualTo("got the last words");
		}
	}

	@Test
	void endOfTheServerReachesTheClientWhichMayGoOn() throws Exception {
		CompletableFuture<String> rest = new CompletableFuture<>();
		this.devServer.on("/half", (input, socket) -> {
			socket.getOutputStream().write("bye".getBytes(StandardCharsets.US_ASCII));
			socket.shutdownOutput();
			rest.complete(new String(input.readAllBytes(), StandardCharsets.US_ASCII));
		});
		start();
		try (Connection connection = connect("/half")) {
			assertThat(connection.readAll()).isEqualTo("bye");
			connection.socket.getOutputStream().write("thanks".getBytes(StandardCharsets.US_ASCII));
			connection.socket.shutdownOutput();
			assertThat(rest.get(20, TimeUnit.SECONDS)).isEqualTo("thanks");
		}
	}

	@Test
	void serverThatIsKilledEndsTheConnectionOfTheClient() throws IOException {
		start();
		try (Connection first = connect("/"); Connection second = connect("/ws")) {
			this.devServer.kill();
			for (Connection connection : List.of(first, second)) {
				try {
					assertThat(connection.readAll()).isEmpty();
				}
				catch (SocketException ex) {
					assertThat(ex).hasMessageContaining("reset");
				}
			}
		}
		assertThat(this.application.get("/ws", upgrade(this.application.port())).status()).isEqualTo(502);
	}

	@Test
	void clientThatBreaksOffEndsTheConnectionToTheServer() throws IOException {
		start();
		try (Connection connection = connect("/")) {
			connection.socket.setSoLinger(true, 0);
		}
		try (Connection connection = connect("/")) {
			assertThat(connection.head).startsWith("HTTP/1.1 101");
		}
		await().atMost(TIMEOUT).until(() -> this.devServer.openConnections() == 0);
	}

	@Test
	void serverThatDoesNotReadSlowsTheClientDown() throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		CompletableFuture<Long> received = new CompletableFuture<>();
		this.devServer.on("/slow", (input, socket) -> {
			awaitLatch(reading);
			received.complete(input.transferTo(OutputStream.nullOutputStream()));
		});
		start();
		try (Connection connection = connect("/slow")) {
			AtomicLong sent = send(connection, 64);
			awaitStandstill(sent);
			assertThat(sent.get()).isLessThan(32 * 1024 * 1024);
			assertThat(this.application.get("/api/hello").body()).isEqualTo("hello");
			reading.countDown();
			await().atMost(TIMEOUT).until(() -> sent.get() == 64 * 1024 * 1024);
			connection.socket.shutdownOutput();
			assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(64 * 1024 * 1024);
		}
	}

	@Test
	void clientThatDoesNotReadSlowsTheServerDown() throws Exception {
		AtomicLong sent = new AtomicLong();
		this.devServer.on("/fast", (input, socket) -> {
			for (int i = 0; i < 64; i++) {
				socket.getOutputStream().write(new byte[1024 * 1024]);
				sent.addAndGet(1024 * 1024);
			}
		});
		start();
		try (Connection connection = connect("/fast")) {
			awaitStandstill(sent);
			assertThat(sent.get()).isLessThan(32 * 1024 * 1024);
			assertThat(connection.socket.getInputStream().transferTo(OutputStream.nullOutputStream()))
				.isEqualTo(64 * 1024 * 1024);
		}
	}

	private static AtomicLong send(Connection connection, int megabytes) {
		AtomicLong sent = new AtomicLong();
		Thread thread = new Thread(() -> {
			try {
				for (int i = 0; i < megabytes; i++) {
					connection.socket.getOutputStream().write(new byte[1024 * 1024]);
					sent.addAndGet(1024 * 1024);
				}
			}
			catch (IOException ex) {
				sent.set(-1);
			}
		});
		thread.start();
		return sent;
	}

	private static void awaitStandstill(AtomicLong sent) throws InterruptedException {
		long last = -1;
		while (last != sent.get()) {
			last = sent.get();
			Thread.sleep(700);
		}
	}

	/**
	 * The normal build holds them for a moment, and {@code -Dtest.heavy=true} for a
	 * minute.
	 */
	@Test
	void openSocketsHoldNoThread() throws Exception {
		start();
		open("/").socket.abort();
		long before = threads();
		List<Connection> connections = new ArrayList<>();
		try {
			for (int i = 0; i < 200; i++) {
				connections.add(connect("/"));
			}
			await().atMost(TIMEOUT).until(() -> this.devServer.openConnections() >= 200);
			Thread.sleep(Boolean.getBoolean("test.heavy") ? 60_000 : 1_500);
			assertThat(busyThreads()).as("threads that do something for an idle socket").isZero();
			assertThat(threads() - before).as("threads of 200 sockets").isLessThan(30);
			assertThat(this.application.get("/api/hello").body()).isEqualTo("hello");
			for (Connection connection : connections) {
				connection.socket.getOutputStream().write(new byte[] { (byte) 0x82, (byte) 0x81, 0, 0, 0, 0, 42 });
				assertThat(connection.socket.getInputStream().readNBytes(3)).containsExactly(0x82, 1, 42);
			}
		}
		finally {
			for (Connection connection : connections) {
				connection.close();
			}
		}
		await().atMost(TIMEOUT).until(() -> this.devServer.openConnections() == 0);
	}

	/**
	 * Count the threads of this JVM, without those of the server behind.
	 */
	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.getName().equals(SocketDevServer.THREAD))
			.count();
	}

	private static long busyThreads() {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((thread) -> thread.getKey() != Thread.currentThread()
					&& !thread.getKey().getName().equals(SocketDevServer.THREAD))
			.filter((thread) -> Arrays.stream(thread.getValue())
				.anyMatch((frame) -> frame.getClassName().startsWith("io.github.assetsboot.")))
			.count();
	}

	@Test
	void pageOfAnotherSiteIsRefused() throws IOException {
		start("assets.dev-server.allowed-hosts=dev.example,.team.example");
		for (String origin : List.of("http://evil.example", "http://6.6.6.6", "null", "https://localhost.evil.example",
				"http://evil.example@localhost", "file://localhost", "", "http://dev.example.evil",
				"http://127.0.0.2")) {
			Response response = this.application.get("/?token=x", withHost("127.0.0.1:80", "Origin", origin));
			assertThat(response.status()).as(origin).isEqualTo(403);
			assertThat(response.body()).as(origin).contains("assets.dev-server.allowed-hosts");
		}
		assertThat(this.devServer.heads()).isEmpty();
		for (String origin : List.of("http://localhost:5173", "https://127.0.0.1", "http://dev.example",
				"http://a.team.example:3000")) {
			try (Connection connection = connect("/?token=x", "Origin", origin)) {
				assertThat(connection.head).as(origin).startsWith("HTTP/1.1 101");
			}
		}
	}

	@Test
	void hostThatIsNotAllowedIsRefused() throws IOException {
		start();
		Response response = this.application.get("/", withHost("evil.example"));
		assertThat(response.status()).isEqualTo(403);
		assertThat(response.body()).contains("'evil.example'", "assets.dev-server.allowed-hosts");
		assertThat(this.devServer.heads()).isEmpty();
	}

	@Test
	void otherResponseIsPassedOn() throws IOException {
		start();
		expect("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 5\r\nX-A: b\r\n\r\nother", 426, "other");
		expect("HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nbad\r\n2\r\n!!\r\n0\r\n\r\n", 400,
				"bad!!");
		expect("HTTP/1.1 403 No\r\nConnection: close\r\nSet-Cookie: a=b\r\n\r\nclosed", 403, "closed");
		expect("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone", 404, "");
		for (String broken : List.of("SSH-2.0-x\r\n\r\n", "HTTP/1.1 101", "", "HTTP/1.1 200\r\nbroken\r\n\r\n",
				"HTTP/2 101 \r\n\r\n")) {
			expect(broken, 502, "does not answer");
		}
	}

	private void expect(String text, int status, String body) throws IOException {
		this.devServer.refuse("/refused", text);
		Response response = this.application.get("/refused", withHost("localhost"));
		assertThat(response.status()).as(text).isEqualTo(status);
		assertThat(response.headers()).doesNotContainKey("set-cookie");
		assertThat(response.body()).contains(body);
		await().atMost(TIMEOUT).until(() -> this.devServer.openConnections() == 0);
	}

	@Test
	void headThatDoesNotEndIsRefused() throws IOException {
		this.devServer.refuse("/refused", "HTTP/1.1 101 \r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n");
		start();
		assertThat(this.application.get("/refused", withHost("localhost")).status()).isEqualTo(502);
	}

	private static String[] withHost(String host, String... fields) {
		List<String> all = new ArrayList<>(List.of("Host", host, "Upgrade", "websocket", "Connection", "Upgrade",
				"Sec-WebSocket-Key", Connection.KEY, "Sec-WebSocket-Version", "13"));
		all.addAll(Arrays.asList(fields));
		return all.toArray(String[]::new);
	}

	private static String[] upgrade(int port) {
		return withHost("127.0.0.1:" + port);
	}

	@Test
	void applicationThatStopsEndsAllConnections() throws IOException {
		start();
		try (Connection connection = connect("/")) {
			this.application.stop();
			try {
				assertThat(connection.readAll()).isEmpty();
			}
			catch (SocketException ex) {
				assertThat(ex).hasMessageContaining("reset");
			}
		}
		await().atMost(TIMEOUT).until(() -> this.devServer.openConnections() == 0);
	}

	@Test
	void serverThatListensOnTheOtherLoopbackAddressIsFound() throws IOException {
		try {
			this.devServer.close();
			this.devServer = new SocketDevServer("::1");
		}
		catch (SocketException ex) {
			Assumptions.abort("No IPv6: " + ex);
		}
		start("assets.dev-server.url=http://localhost:" + this.devServer.port());
		try (Connection connection = connect("/", "Origin", "http://localhost")) {
			assertThat(connection.head).startsWith("HTTP/1.1 101");
		}
		assertThat(this.devServer.heads().get(0)).contains("\r\nHost: [::1]:" + this.devServer.port() + "\r\n",
				"\r\nOrigin: http://[::1]:" + this.devServer.port() + "\r\n");
	}

	@Test
	void encryptedServerIsRefusedWithAReason() throws IOException {
		start("assets.dev-server.url=https://localhost:1");
		Response response = this.application.get("/", withHost("localhost"));
		assertThat(response.status()).isEqualTo(501);
		assertThat(response.body()).contains("assets.dev-server.url", "https://localhost:1");
	}

	@Test
	void pathOfTheApplicationStaysThere() throws IOException {
		start("assets.run-worker-first=/own/*");
		for (String path : List.of("/api/hello", "/own/socket")) {
			assertThat(this.application.get(path, withHost("localhost")).status()).as(path).isNotEqualTo(101);
		}
		assertThat(this.devServer.heads()).isEmpty();
		assertThatThrownBy(() -> open("/api/hello")).isInstanceOf(CompletionException.class);
		open("/own/socket", "vite-hmr").socket.abort();
	}

	@Test
	void pageOfAControllerAtTheRootLeavesTheSocketToTheTool() throws IOException {
		start(WithPage.class);
		assertThat(this.application.get("/").body()).isEqualTo("page");
		assertThat(this.devServer.heads()).isEmpty();
		try (Connection connection = connect("/")) {
			assertThat(connection.head).startsWith("HTTP/1.1 101");
		}
		assertThat(this.application.get("/other", withHost("localhost")).body()).isEqualTo("other");
		assertThat(this.devServer.heads()).hasSize(1);
	}

	@Test
	void contextPathAndBasePathAreSentAlong() throws IOException {
		start("server.servlet.context-path=/shop", "assets.base-path=/app");
		for (String path : List.of("/shop/app/", "/shop/app/ws", "/shop/app/_next/webpack-hmr")) {
			try (Connection connection = connect(path)) {
				assertThat(connection.head).as(path).startsWith("HTTP/1.1 101");
			}
		}
		assertThat(this.devServer.heads()).extracting((head) -> head.split(" ")[1])
			.containsExactly("/shop/app/", "/shop/app/ws", "/shop/app/_next/webpack-hmr");
		assertThat(this.application.get("/shop/ws", withHost("localhost")).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "single-page-application", "none" })
	void applicationThatComesFirstLeavesTheSocketsOfKnownToolsToThem(String handling) throws IOException {
		start("assets.run-worker-first=true", "assets.not-found-handling=" + handling);
		open("/", "vite-hmr").socket.abort();
		open("/", "vite-ping").socket.abort();
		try (Connection connection = connect("/_next/webpack-hmr?id=1")) {
			assertThat(connection.head).startsWith("HTTP/1.1 101");
		}
		assertThat(this.application.get("/", withHost("localhost")).status()).isEqualTo(404);
		assertThat(this.devServer.heads()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "workers", "spring" })
	void routingDecidesInBothModes(String routing) throws IOException {
		start("assets.routing=" + routing);
		for (String path : List.of("/", "/ws")) {
			try (Connection connection = connect(path, "Sec-Fetch-Mode", "websocket")) {
				assertThat(connection.head).as(path).startsWith("HTTP/1.1 101");
			}
		}
		assertThat(this.application.get("/api/hello", withHost("localhost")).body()).isEqualTo("hello");
	}

	@Test
	void securityLetsTheToolsSocketPassAsItDoesTheAssets() throws IOException {
		start(SecuredDevServerTests.PublicAssets.class, SecurityOnDemand.PROPERTY + "=true",
				"spring.security.user.name=user", "spring.security.user.password=secret");
		try (Connection connection = connect("/?token=x", "Sec-WebSocket-Protocol", "vite-hmr")) {
			assertThat(connection.head).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("Set-Cookie");
			connection.socket.getOutputStream().write(new byte[] { (byte) 0x82, (byte) 0x81, 0, 0, 0, 0, 42 });
			assertThat(connection.socket.getInputStream().readNBytes(3)).containsExactly(0x82, 1, 42);
		}
		assertThat(this.application.get("/ws", withHost("localhost")).status()).isEqualTo(401);
		assertThat(this.application.get("/api/hello", withHost("localhost")).status()).isEqualTo(401);
		assertThat(this.devServer.heads()).hasSize(1);
		try (Connection connection = connect("/ws", "Authorization", "Basic dXNlcjpzZWNyZXQ=")) {
			assertThat(connection.head).startsWith("HTTP/1.1 101");
		}
		assertThat(this.devServer.heads().get(1)).startsWith("GET /ws ").doesNotContain("dXNlcjpzZWNyZXQ=");
	}

	/**
	 * RFC 8441. The frames are written by hand, since clients do not send what is not
	 * announced.
	 */
	@Test
	void webSocketsAreNotAnnouncedOverHttp2() throws IOException {
		start("server.http2.enabled=true");
		try (Socket socket = new Socket("127.0.0.1", this.application.port())) {
			socket.setSoTimeout(20_000);
			OutputStream output = socket.getOutputStream();
			output.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			output.write(frame(4, 0, 0, new byte[0]));
			DataInputStream input = new DataInputStream(socket.getInputStream());
			byte[] settings = readFrame(input, List.of(4));
			for (int i = 0; i < settings.length; i += 6) {
				boolean connectProtocol = settings[i] == 0 && settings[i + 1] == 8;
				assertThat(connectProtocol && settings[i + 5] == 1).as("extended CONNECT is announced").isFalse();
			}
			output.write(frame(4, 1, 0, new byte[0]));
			ByteArrayOutputStream fields = new ByteArrayOutputStream();
			String[] pairs = { ":method", "CONNECT", ":protocol", "websocket", ":scheme", "http", ":path", "/",
					":authority", "localhost", "sec-websocket-version", "13" };
			for (int i = 0; i < pairs.length; i += 2) {
				fields.write(0);
				for (String text : List.of(pairs[i], pairs[i + 1])) {
					fields.write(text.length());
					fields.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
				}
			}
			output.write(frame(1, 4, 1, fields.toByteArray()));
			// reset of the stream, end of the connection, or a response
			byte[] answer = readFrame(input, List.of(3, 7, 1));
			assertThat(answer[0]).as("the field of status 200").isNotEqualTo((byte) 0x88);
		}
		assertThat(this.devServer.heads()).isEmpty();
	}

	@Test
	void applicationWithTlsPassesWebSocketsOn() throws Exception {
		Path keys = this.application.directory().resolve("keys.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost", "-storetype",
				"PKCS12", "-keystore", keys.toString(), "-storepass", "password")
			.redirectErrorStream(true)
			.start();
		assertThat(keytool.waitFor()).isZero();
		start("server.ssl.key-store=" + keys, "server.ssl.key-store-password=password");
		Received received = new Received();
		received.socket = HttpClient.newBuilder()
			.sslContext(trustEverybody())
			.build()
			.newWebSocketBuilder()
			.buildAsync(URI.create("wss://localhost:" + this.application.port() + "/"), received)
			.get(20, TimeUnit.SECONDS);
		byte[] message = new byte[3_000_000];
		new Random(3).nextBytes(message);
		received.socket.sendBinary(ByteBuffer.wrap(message), true).get(60, TimeUnit.SECONDS);
		await().atMost(TIMEOUT).until(() -> received.bytes.size() == message.length);
		assertThat(received.bytes.toByteArray()).isEqualTo(message);
		received.socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(20, TimeUnit.SECONDS);
		assertThat(received.closed.get(20, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
		await().atMost(TIMEOUT).until(() -> this.devServer.openConnections() == 0);
	}

	private static SSLContext trustEverybody() throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new X509ExtendedTrustManager() {

			@Override
			public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
			}

			@Override
			public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
			}

			@Override
			public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			}

			@Override
			public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			}

			@Override
			public void checkClientTrusted(X509Certificate[] chain, String type) {
			}

			@Override
			public void checkServerTrusted(X509Certificate[] chain, String type) {
			}

			@Override
			public X509Certificate[] getAcceptedIssuers() {
				return new X509Certificate[0];
			}

		} }, null);
		return context;
	}

	private static byte[] frame(int type, int flags, int stream, byte[] payload) {
		return ByteBuffer.allocate(9 + payload.length)
			.put((byte) 0)
			.putShort((short) payload.length)
			.put((byte) type)
			.put((byte) flags)
			.putInt(stream)
			.put(payload)
			.array();
	}

	private static byte[] readFrame(DataInputStream input, List<Integer> types) throws IOException {
		while (true) {
			int length = (input.readUnsignedByte() << 16) | input.readUnsignedShort();
			int type = input.readUnsignedByte();
			input.readUnsignedByte();
			input.readInt();
			byte[] payload = input.readNBytes(length);
			if (types.contains(type)) {
				return payload;
			}
		}
	}

	private static void awaitLatch(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The connection of a client whose bytes are no frames.
	 */
	private static final class Connection implements Closeable {

		static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

		final Socket socket;

		final String head;

		Connection(int port, String target, String... fields) throws IOException {
			this.socket = new Socket("127.0.0.1", port);
			this.socket.setSoTimeout(20_000);
			this.socket.getOutputStream().write(head(target, port, fields).getBytes(StandardCharsets.ISO_8859_1));
			this.head = SocketDevServer.readHead(this.socket.getInputStream());
		}

		static String head(String target, int port, String... fields) {
			StringBuilder head = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
			if (!Arrays.asList(fields).contains("Host")) {
				head.append("Host: 127.0.0.1:").append(port).append("\r\n");
			}
			head.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
				.append(KEY)
				.append("\r\n");
			for (int i = 0; i < fields.length; i += 2) {
				head.append(fields[i]).append(": ").append(fields[i + 1]).append("\r\n");
			}
			return head.append("\r\n").toString();
		}

		String readAll() throws IOException {
			return new String(this.socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

	private static final class Received implements WebSocket.Listener {

		final StringBuffer text = new StringBuffer();

		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		final CompletableFuture<Integer> closed = new CompletableFuture<>();

		WebSocket socket;

		@Override
		public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
			this.text.append(data);
			webSocket.request(1);
			return null;
		}

		@Override
		public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
			byte[] part = new byte[data.remaining()];
			data.get(part);
			this.bytes.writeBytes(part);
			webSocket.request(1);
			return null;
		}

		@Override
		public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
			this.closed.complete(statusCode);
			return null;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Page.class)
	static class WithPage {

	}

	@RestController
	static class Page {

		@GetMapping("/")
		String page() {
			return "page";
		}

		@GetMapping("/other")
		String other() {
			return "other";
		}

	}

}
