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

package io.github.assetsboot.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.assetsboot.Assets;
import io.github.assetsboot.html.HtmlRewriter;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import io.github.assetsboot.testing.Transport;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests for pages that are larger than the buffer of {@link HtmlRewriter}, which are sent
 * while they are rewritten.
 */
class StreamedPageIT {

	private static final String PIECE = "<p>One of many lines of text</p>\n<!--user-->\n";

	private static final String REWRITTEN = PIECE.replace("user", "Ada");

	private static final int PIECES = 20_000;

	/**
	 * 50 MB.
	 */
	private static final int MANY_PIECES = 50_000_000 / PIECE.length() / 100 * 100;

	/**
	 * What the socket buffers of both sides may hold.
	 */
	private static final long MAX_READ_AHEAD = 12_000_000;

	@RegisterExtension
	static final Site site = new Site(Application.class).property("assets.run-worker-first", "true")
		.file("page.html", PIECE.repeat(PIECES));

	@EveryTransport("page\nsource\nsource?open=true")
	void largePageIsRewritten(Transport transport, String path) throws IOException {
		try (Client client = site.connect(transport)) {
			Response response = client.send(Request.get("/" + path));
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body()).isEqualTo(REWRITTEN.repeat(PIECES));
			assertThat(response.header("content-type")).startsWith("text/html");
			assertThat(response.fields()).doesNotContainKeys("content-length", "etag", "last-modified", "accept-ranges",
					"content-disposition");
			Response head = client.send(Request.get("/" + path).method("HEAD"));
			assertThat(head.lastingFields("transfer-encoding")).isEqualTo(response.lastingFields("transfer-encoding"));
			assertThat(head.bytes()).isEmpty();
			Response conditional = client
				.send(Request.get("/" + path).with("If-None-Match", "*").with("Range", "bytes=0-4"));
			assertThat(conditional.status()).isEqualTo(200);
			assertThat(conditional.bytes()).hasSameSizeAs(response.bytes());
			awaitClosed(client);
		}
	}

	@EveryTransport("failing?at=10000\nfailing?at=1000\nbroken?at=10000\nbroken?at=1000")
	void failureInTheMiddleCutsTheResponse(Transport transport, String path) throws IOException {
		for (int times = 0; times < 3; times++) {
			try (Client client = transport.connect(site.port(transport))) {
				assertThat(client.get(Site.PROBE).status()).isEqualTo(200);
				assertThatThrownBy(() -> client.send(Request.get("/" + path))).isInstanceOf(IOException.class);
			}
		}
		try (Client client = site.connect(transport)) {
			awaitClosed(client);
		}
	}

	@EveryTransport("failing?at=0\nfailing?at=100\nbroken?at=0\nbroken?at=100")
	void failureAtTheBeginningIsAnsweredByAnExceptionHandler(Transport transport, String path) throws IOException {
		try (Client client = transport.connect(site.port(transport))) {
			Response response = client.send(Request.get("/" + path));
			assertThat(response.status()).isEqualTo(500);
			assertThat(response.body()).isEqualTo("handled");
			assertThat(response.has("x-page")).isFalse();
			awaitClosed(client);
		}
	}

	private static void awaitClosed(Client client) {
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			String[] state = client.get("/state").body().split(" ");
			assertThat(state[1]).as("closed of opened").isEqualTo(state[0]);
		});
	}

	private static long read(Client client) throws IOException {
		return Long.parseLong(client.get("/state").body().split(" ")[2]);
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void serverReadsOnlyWhatTheClientTakes(Container container) throws Exception {
		int port = site.port(container);
		try (Socket socket = new Socket(); SocketClient client = new SocketClient(port)) {
			long before = read(client);
			InputStream input = get(socket, port, "/source?pieces=" + MANY_PIECES);
			assertThat(input.readNBytes(1000)).hasSize(1000);
			await().atMost(Duration.ofSeconds(20))
				.during(Duration.ofSeconds(1))
				.until(() -> read(client), new Unchanged()::test);
			assertThat(read(client) - before).isLessThan(MAX_READ_AHEAD);
			long rest = input.transferTo(OutputStream.nullOutputStream());
			assertThat(rest).isGreaterThan((long) MANY_PIECES * REWRITTEN.length() - 1000);
			assertThat(read(client) - before).isEqualTo((long) MANY_PIECES * PIECE.length());
			awaitClosed(client);
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	@ExtendWith(OutputCaptureExtension.class)
	void sourceIsClosedWhenTheClientGoesAway(Container container, CapturedOutput output) throws Exception {
		int port = site.port(container);
		try (SocketClient client = new SocketClient(port)) {
			long before = read(client);
			try (Socket socket = new Socket()) {
				assertThat(get(socket, port, "/source?pieces=" + MANY_PIECES).readNBytes(100_000)).hasSize(100_000);
			}
			awaitClosed(client);
			assertThat(read(client) - before).isLessThan(MAX_READ_AHEAD);
			assertThat(output).doesNotContain("ERROR").doesNotContain("Exception");
		}
	}

	private static InputStream get(Socket socket, int port, String target) throws IOException {
		socket.setReceiveBufferSize(64 * 1024);
		socket.setSoTimeout(20_000);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		socket.getOutputStream().write(SocketClient.request("GET", target, List.of("Connection: close")));
		return socket.getInputStream();
	}

	/**
	 * Two clients at a time read 50 MB from a process with a heap of 48 MB.
	 */
	@ParameterizedTest
	@EnumSource(Container.class)
	void memoryDoesNotDependOnTheSizeOfThePage(Container container, @TempDir Path directory) throws Exception {
		Files.writeString(directory.resolve("page.html"), PIECE.repeat(MANY_PIECES));
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx48m", "-Dfile.encoding=UTF-8", "-Dspring.devtools.restart.enabled=false", Server.class.getName(),
				directory.toString(), container.name());
		builder.environment()
			.put("CLASSPATH", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
		Process process = builder.redirectErrorStream(true).start();
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			int port = output.lines()
				.filter((line) -> line.startsWith("PORT "))
				.mapToInt((line) -> Integer.parseInt(line.substring(5)))
				.findFirst()
				.orElseThrow();
			try (Socket one = new Socket(); Socket other = new Socket()) {
				InputStream page = get(one, port, "/page");
				InputStream source = get(other, port, "/source?pieces=" + MANY_PIECES);
				page.readNBytes(10_000_000);
				long length = (long) MANY_PIECES * REWRITTEN.length();
				assertThat(source.transferTo(OutputStream.nullOutputStream())).isBetween(length, length + 1_000_000);
				assertThat(page.transferTo(OutputStream.nullOutputStream())).isBetween(length - 10_000_000,
						length - 9_000_000);
			}
			assertThat(process.isAlive()).isTrue();
		}
		finally {
			process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
	}

	/**
	 * Tells whether a number stays the same.
	 */
	private static final class Unchanged {

		private long last = -1;

		boolean test(long number) {
			boolean unchanged = number == this.last;
			this.last = number;
			return unchanged;
		}

	}

	/**
	 * The process with little memory. It ends with this one.
	 */
	static final class Server {

		private Server() {
		}

		public static void main(String[] arguments) throws IOException {
			ConfigurableApplicationContext context = Applications.start(Application.class,
					Map.of("assets.directory", arguments[0], "assets.run-worker-first", "true",
							"spring.autoconfigure.exclude", Container.valueOf(arguments[1]).excluded(),
							SecurityOnDemand.ACTUATOR_PROPERTY, "false"));
			System.out.println("PORT " + Applications.port(context));
			while (System.in.read() != -1) {
				// until the other process is gone
			}
			context.close();
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Worker.class)
	static class Application {

	}

	@RestController
	static class Worker {

		private final Assets assets;

		private final HtmlRewriter rewriter;

		private final AtomicInteger opened = new AtomicInteger();

		private final AtomicInteger closed = new AtomicInteger();

		private final AtomicLong read = new AtomicLong();

		Worker(Assets assets, HtmlRewriter rewriter) {
			this.assets = assets;
			this.rewriter = rewriter.onComment((comment) -> comment.setText(comment.text().replace("user", "Ada")));
		}

		@RequestMapping("/**")
		ResponseEntity<Resource> asset(HttpServletRequest request) {
			return this.rewriter.transform(this.assets, request);
		}

		@RequestMapping("/source")
		ResponseEntity<Resource> source(HttpServletRequest request) {
			int pieces = (request.getParameter("pieces") != null) ? Integer.parseInt(request.getParameter("pieces"))
					: PIECES;
			return this.rewriter
				.transform(response(new Source(pieces, -1, Boolean.parseBoolean(request.getParameter("open")))));
		}

		@RequestMapping("/failing")
		ResponseEntity<Resource> failing(int at) {
			AtomicInteger comments = new AtomicInteger();
			return this.rewriter.onComment((comment) -> {
				if (comments.getAndIncrement() == at) {
					throw new IllegalStateException("This handler fails on purpose");
				}
			}).transform(response(new Source(PIECES, -1, false)));
		}

		@RequestMapping("/broken")
		ResponseEntity<Resource> broken(int at) {
			return this.rewriter.transform(response(new Source(PIECES, at, false)));
		}

		private static ResponseEntity<Resource> response(Resource body) {
			return ResponseEntity.ok()
				.header("Content-Type", "text/html; charset=utf-8")
				.header("X-Page", "1")
				.body(body);
		}

		@RequestMapping("/state")
		String state() {
			return this.opened + " " + this.closed + " " + this.read;
		}

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> handle() {
			return ResponseEntity.internalServerError().body("handled");
		}

		/**
		 * A page that is made while it is read.
		 */
		private final class Source extends AbstractResource {

			private final int pieces;

			private final int failing;

			private final boolean open;

			Source(int pieces, int failing, boolean open) {
				this.pieces = pieces;
				this.failing = failing;
				this.open = open;
			}

			@Override
			public String getDescription() {
				return "source";
			}

			@Override
			public boolean isOpen() {
				return this.open;
			}

			@Override
			public long contentLength() {
				return (long) this.pieces * PIECE.length();
			}

			@Override
			public InputStream getInputStream() {
				Worker.this.opened.incrementAndGet();
				return new Pieces();
			}

			private final class Pieces extends InputStream {

				private int piece;

				private byte[] current = new byte[0];

				private int position;

				@Override
				public int read() {
					throw new UnsupportedOperationException();
				}

				@Override
				public int read(byte[] bytes, int offset, int length) throws IOException {
					if (this.position == this.current.length) {
						if (this.piece == Source.this.failing) {
							throw new IOException("This source fails on purpose");
						}
						if (this.piece == Source.this.pieces) {
							return -1;
						}
						this.piece += 100;
						this.current = PIECE.repeat(100).getBytes(StandardCharsets.UTF_8);
						this.position = 0;
					}
					int count = Math.min(length, this.current.length - this.position);
					System.arraycopy(this.current, this.position, bytes, offset, count);
					this.position += count;
					Worker.this.read.addAndGet(count);
					return count;
				}

				@Override
				public void close() {
					Worker.this.closed.incrementAndGet();
				}

			}

		}

	}

}
