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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.testing.Response;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * What is passed on to a development server, and what of its answers.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class DevServerTransferIT {

	@RegisterExtension
	final DevServerApplication application = new DevServerApplication();

	@Test
	void bodyForAPathOfTheServerItselfIsSentThere() throws IOException, InterruptedException {
		this.application.devServer().file("/@vite/report", "thanks");
		this.application.start();
		HttpResponse<String> response = DevServerApplication.send(this.application.request("/@vite/report")
			.header("Content-Type", "text/x-report")
			.POST(BodyPublishers.ofString("a report")), BodyHandlers.ofString());
		assertThat(response.body()).isEqualTo("thanks");
		FakeDevServer.Received received = this.application.devServer().receivedOne();
		assertThat(received.method()).isEqualTo("POST");
		assertThat(received.body()).isEqualTo("a report");
		assertThat(received.headers().getFirst("Content-type")).isEqualTo("text/x-report");
		HttpResponse<String> chunked = DevServerApplication.send(this.application.request("/@vite/report")
			.POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("in chunks"))), BodyHandlers.ofString());
		assertThat(chunked.body()).isEqualTo("thanks");
		assertThat(this.application.devServer().receivedOne().body()).isEqualTo("in chunks");
	}

	@Test
	void onlyWhatTheAnswerMayDependOnIsSentThere() throws IOException {
		this.application.start();
		this.application.get("/src/main.js", "Cookie", "JSESSIONID=1", "Authorization", "Basic eA==",
				"Proxy-Authorization", "Basic eA==", "X-XSRF-TOKEN", "1", "Referer", "http://127.0.0.1/", "Origin",
				"http://127.0.0.1", "Connection", "X-Hop", "X-Hop", "1", "TE", "trailers", "Accept",
				"text/css,*/*;q=0.1", "Accept-Language", "en", "If-None-Match", "W/\"1\"", "Sec-Fetch-Dest", "style");
		FakeDevServer.Received received = this.application.devServer().receivedOne();
		assertThat(received.headers().keySet()).doesNotContain("Cookie", "Authorization", "Proxy-authorization",
				"X-xsrf-token", "Referer", "Origin", "X-hop", "Te", "Transfer-encoding");
		assertThat(received.headers().getFirst("Accept")).isEqualTo("text/css");
		assertThat(received.headers().getFirst("Accept-language")).isEqualTo("en");
		assertThat(received.headers().getFirst("If-none-match")).isEqualTo("W/\"1\"");
		assertThat(received.headers().getFirst("Host")).isEqualTo("127.0.0.1:" + this.application.devServer().port());
	}

	@Test
	void hopByHopFieldsAndCookiesAreNotPassedOn() throws IOException {
		this.application.devServer().on("/a.js", (exchange) -> {
			Map.of("Connection", "X-Hop", "X-Hop", "1", "Keep-Alive", "timeout=5", "Set-Cookie", "a=b",
					"Strict-Transport-Security", "max-age=1", "Proxy-Connection", "close", "X-Kept", "1")
				.forEach(exchange.getResponseHeaders()::set);
			exchange.getResponseHeaders().put("Vary", List.of("Origin", "Accept"));
			FakeDevServer.respond(exchange, 200, "text/javascript", "1");
		});
		this.application.start();
		Response response = this.application.get("/a.js");
		assertThat(response.headers()).containsEntry("x-kept", "1")
			.containsEntry("vary", "Origin, Accept")
			.doesNotContainKeys("x-hop", "keep-alive", "set-cookie", "strict-transport-security", "proxy-connection",
					"connection");
	}

	@Test
	void pathAndQueryArriveAsTheyWereSent() throws IOException {
		this.application.start();
		for (String target : List.of("/caf%C3%A9.js", "/a%20b.js?x=%2F&y=a+b", "/src/App.vue?vue&type=style&lang.css",
				"/a;b=c.js", "/@id/__x00__plugin:a", "/@id/virtual:nuxt:%2Fapp%2F.nuxt%2Fcss.mjs", "/a%25b.js",
				"/%E4%BD%A0.js?t=1&t=2&", "//double//slash.js")) {
			this.application.get(target, DevServerApplication.SCRIPT);
			assertThat(this.application.devServer().receivedOne().target()).isEqualTo(target);
		}
	}

	@Test
	void targetIsMadeAValidOne() throws IOException {
		this.application.start();
		Map<String, String> sent = Map.of("/src/routes/[id].js", "/src/routes/%5Bid%5D.js", "/a.js?x=[1]",
				"/a.js?x=%5B1%5D", "/src/../a.js", "/a.js", "/src/%2e%2e/a.js", "/a.js");
		for (Map.Entry<String, String> target : sent.entrySet()) {
			this.application.get(target.getKey(), DevServerApplication.SCRIPT);
			assertThat(this.application.devServer().receivedOne().target()).isEqualTo(target.getValue());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "CONNECT", "TRACE", "BREW" })
	void strangeMethodForAPathOfTheServerItselfIsNoFailureOfTheApplication(String method, CapturedOutput output)
			throws IOException {
		this.application.start();
		assertThat(this.application.send(method, "/@vite/client").status()).isNotEqualTo(500);
		assertThat(output).doesNotContain("\tat ");
	}

	@Test
	void validatorsAndRangesPassBothWays() throws IOException {
		this.application.devServer().on("/a.txt", (exchange) -> {
			exchange.getResponseHeaders().set("ETag", "W/\"1\"");
			boolean range = exchange.getRequestHeaders().containsKey("Range");
			if (exchange.getRequestHeaders().containsKey("If-None-Match")) {
				exchange.sendResponseHeaders(304, -1);
				exchange.close();
				return;
			}
			if (range) {
				exchange.getResponseHeaders().set("Content-Range", "bytes 0-1/4");
			}
			FakeDevServer.respond(exchange, range ? 206 : 200, "text/plain", range ? "ab" : "abcd");
		});
		this.application.start();
		assertThat(this.application.get("/a.txt").headers()).containsEntry("etag", "W/\"1\"")
			.containsEntry("content-length", "4");
		Response notModified = this.application.get("/a.txt", "If-None-Match", "W/\"1\"");
		assertThat(notModified.status()).isEqualTo(304);
		assertThat(notModified.headers()).containsEntry("etag", "W/\"1\"");
		Response part = this.application.get("/a.txt", "Range", "bytes=0-1");
		assertThat(part.status()).isEqualTo(206);
		assertThat(part.body()).isEqualTo("ab");
		assertThat(part.headers()).containsEntry("content-range", "bytes 0-1/4");
	}

	@Test
	void headGetsTheFieldsOnly() throws IOException {
		this.application.start();
		Response response = this.application.send("HEAD", "/src/main.js");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.headers()).containsEntry("content-length", "22");
		assertThat(this.application.devServer().receivedOne().method()).isEqualTo("HEAD");
	}

	@Test
	void redirectStaysOnThisOrigin() throws IOException {
		String url = this.application.devServer().url();
		this.application.devServer().on("/moved", (exchange) -> {
			exchange.getResponseHeaders().set("Location", exchange.getRequestURI().getQuery());
			FakeDevServer.respond(exchange, 302, "text/plain", "");
		});
		this.application.start();
		Map<String, String> locations = Map.of("/there", "/there", url + "/there?a=b", "/there?a=b", url, "/",
				url + "//evil.example/a", "/evil.example/a", "//evil.example/a", "/evil.example/a", "/%5Cevil.example",
				"/evil.example", "https://example.com/a", "https://example.com/a", url + ".evil.example/a",
				url + ".evil.example/a");
		for (Map.Entry<String, String> location : locations.entrySet()) {
			Response response = this.application.get("/moved?" + location.getKey());
			assertThat(response.status()).isEqualTo(302);
			assertThat(response.headers()).containsEntry("location", location.getValue());
		}
	}

	@Test
	void errorOfTheServerIsShown() throws IOException {
		this.application.devServer()
			.on("/broken.js", (exchange) -> FakeDevServer.respond(exchange, 500, "text/plain", "Transform failed"));
		this.application.start();
		Response response = this.application.get("/broken.js", DevServerApplication.SCRIPT);
		assertThat(response.status()).isEqualTo(500);
		assertThat(response.body()).isEqualTo("Transform failed");
	}

	@Test
	void largeContentArrivesWhole() throws IOException, InterruptedException {
		byte[] content = new byte[20 * 1024 * 1024];
		new Random(1).nextBytes(content);
		this.application.devServer().on("/large.bin", (exchange) -> {
			exchange.sendResponseHeaders(200, content.length);
			exchange.getResponseBody().write(content);
			exchange.close();
		});
		this.application.start();
		HttpResponse<byte[]> response = DevServerApplication.send(this.application.request("/large.bin"),
				BodyHandlers.ofByteArray());
		assertThat(response.headers().firstValueAsLong("content-length")).hasValue(content.length);
		assertThat(Arrays.equals(response.body(), content)).isTrue();
	}

	@Test
	void contentIsPassedOnAsItArrives() throws IOException, InterruptedException {
		CountDownLatch read = new CountDownLatch(1);
		this.application.devServer().on("/slow.txt", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write("first".getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			await(read);
			exchange.getResponseBody().write("last".getBytes(StandardCharsets.UTF_8));
			exchange.close();
		});
		this.application.start();
		HttpResponse<InputStream> response = DevServerApplication.send(this.application.request("/slow.txt"),
				BodyHandlers.ofInputStream());
		try (InputStream body = response.body()) {
			assertThat(body.readNBytes(5)).asString().isEqualTo("first");
			read.countDown();
			assertThat(body.readAllBytes()).asString().isEqualTo("last");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void contentThatBreaksOffBreaksOff(boolean chunked, CapturedOutput output)
			throws IOException, InterruptedException {
		this.application.devServer().on("/torn.txt", (exchange) -> {
			exchange.sendResponseHeaders(200, chunked ? 0 : 100_000);
			exchange.getResponseBody().write(new byte[50_000]);
			exchange.getResponseBody().flush();
			this.application.devServer().stop();
		});
		this.application.start();
		assertThatIOException().isThrownBy(
				() -> DevServerApplication.send(this.application.request("/torn.txt"), BodyHandlers.ofByteArray()));
		assertThat(output).doesNotContain("\tat ");
	}

	@Test
	void requestOfAClientThatWentAwayIsGivenUp() throws IOException, InterruptedException {
		CountDownLatch givenUp = new CountDownLatch(1);
		this.application.devServer().on("/endless.txt", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			try {
				for (long start = System.nanoTime(); System.nanoTime() - start < DevServerApplication.TIMEOUT
					.toNanos();) {
					exchange.getResponseBody().write(new byte[64 * 1024]);
					exchange.getResponseBody().flush();
				}
			}
			catch (IOException ex) {
				givenUp.countDown();
			}
		});
		this.application.start();
		HttpResponse<InputStream> response = DevServerApplication.send(this.application.request("/endless.txt"),
				BodyHandlers.ofInputStream());
		try (InputStream body = response.body()) {
			assertThat(body.readNBytes(1000)).hasSize(1000);
		}
		assertThat(givenUp.await(20, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * A tool may be silent for hours, so that nothing would be written to the client.
	 */
	@Test
	void silentEventStreamOfAClientThatWentAwayIsGivenUp() throws Exception {
		CompletableFuture<Integer> end = new CompletableFuture<>();
		try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> {
				try (Socket socket = server.accept()) {
					SocketDevServer.readHead(socket.getInputStream());
					socket.getOutputStream()
						.write("HTTP/1.1 200 \r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n".getBytes());
					end.complete(socket.getInputStream().read());
				}
				catch (IOException ex) {
					end.complete(-1);
				}
			});
			thread.start();
			this.application.start("assets.dev-server.url=http://127.0.0.1:" + server.getLocalPort());
			long start = System.nanoTime();
			HttpResponse<InputStream> response = DevServerApplication.send(this.application.request("/events"),
					BodyHandlers.ofInputStream());
			try (InputStream body = response.body()) {
				assertThat(body.readNBytes(9)).asString().isEqualTo("data: a\n\n");
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
				assertThat(body.readNBytes(2)).asString().isEqualTo(":\n");
				assertThat(end).isNotDone();
			}
			assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(-1);
		}
	}

	@Test
	void serverThatIsDownIsReportedOnceAndSoIsItsReturn(CapturedOutput output) throws IOException {
		this.application.start("logging.level.io.github.assetsboot=info");
		assertThat(this.application.get("/", DevServerApplication.NAVIGATE).status()).isEqualTo(200);
		this.application.devServer().stop();
		Response page = this.application.get("/notes/2", DevServerApplication.NAVIGATE);
		assertThat(page.status()).isEqualTo(502);
		Document waiting = Jsoup.parse(page.body());
		String nonce = waiting.expectFirst("script").attr("nonce");
		assertThat(nonce).isNotEmpty().isEqualTo(waiting.expectFirst("style").attr("nonce"));
		assertThat(page.header("content-security-policy")).contains("script-src 'nonce-" + nonce + "'",
				"style-src 'nonce-" + nonce + "'");
		assertThat(page.headers()).containsEntry("cache-control", "no-store");
		assertThat(page.headers().get("content-type")).startsWith("text/html");
		assertThat(page.body()).contains(this.application.devServer().url(), "npm run dev", "assets.dev-server.url");
		Response script = this.application.get("/src/main.js", DevServerApplication.SCRIPT);
		assertThat(script.status()).isEqualTo(502);
		assertThat(script.headers().get("content-type")).startsWith("text/plain");
		assertThat(script.body()).contains(this.application.devServer().url(), "npm run dev").doesNotContain("<");
		assertThat(this.application.get("/@vite/client", DevServerApplication.SCRIPT).status()).isEqualTo(502);
		assertThat(this.application.get("/api/hello").body()).isEqualTo("hello");
		this.application.devServer().start();
		assertThat(this.application.get("/notes/2", DevServerApplication.NAVIGATE).body())
			.isEqualTo(FakeDevServer.PAGE);
		assertThat(this.application.get("/src/main.js", DevServerApplication.SCRIPT).status()).isEqualTo(200);
		assertThat(output).containsOnlyOnce("does not answer (")
			.containsOnlyOnce("answers again")
			.doesNotContain("\tat ");
		this.application.devServer().stop();
		assertThat(this.application.get("/", DevServerApplication.NAVIGATE).status()).isEqualTo(502);
		assertThat(output.toString().split("does not answer \\(")).hasSize(3);
	}

	@Test
	void serverThatOnlyListensOnTheOtherLoopbackAddressIsFound() throws IOException {
		try {
			this.application.use(new FakeDevServer("::1"));
		}
		catch (SocketException ex) {
			Assumptions.abort("No IPv6: " + ex);
		}
		this.application.start("assets.dev-server.url=http://localhost:" + this.application.devServer().port());
		assertThat(this.application.get("/src/main.js", DevServerApplication.SCRIPT).status()).isEqualTo(200);
		assertThat(this.application.get("/", DevServerApplication.NAVIGATE).status()).isEqualTo(200);
	}

	@Test
	void requestThatTheServerSendsBackIsNotSentThereAgain() throws IOException, InterruptedException {
		this.application.devServer().on("/api/nothing", (exchange) -> {
			HttpRequest.Builder back = this.application.request("/api/nothing");
			exchange.getRequestHeaders().get("Via").forEach((via) -> back.header("Via", via));
			try {
				HttpResponse<String> response = DevServerApplication.send(back, BodyHandlers.ofString());
				FakeDevServer.respond(exchange, response.statusCode(), "text/plain", "from behind");
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		this.application.start();
		assertThat(this.application.get("/api/nothing", DevServerApplication.SCRIPT).status()).isEqualTo(404);
		assertThat(this.application.devServer().received()).extracting(FakeDevServer.Received::target)
			.filteredOn((target) -> target.startsWith("/api"))
			.hasSize(1);
	}

	@Test
	void nameOfAStrangerIsRefused() throws IOException {
		this.application.start("assets.dev-server.allowed-hosts=dev.example,.team.example");
		for (String host : List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
				"team.example.evil", "ateam.example", "[::1].evil.example")) {
			Response response = this.application.get("/src/main.js", "Host", host);
			assertThat(response.status()).as(host).isIn(400, 403);
			assertThat(this.application.devServer().received()).as(host).isEmpty();
		}
		assertThat(this.application.get("/", "Host", "evil.example").body()).contains("'evil.example'",
				"assets.dev-server.allowed-hosts");
		assertThat(this.application.get("/api/hello", "Host", "evil.example").body()).isEqualTo("hello");
		for (String host : List.of("localhost:8080", "app.localhost", "127.0.0.1", "[::1]:8080", "dev.example",
				"DEV.example:80", "a.team.example", "team.example")) {
			assertThat(this.application.get("/src/main.js", "Host", host).status()).as(host).isEqualTo(200);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
