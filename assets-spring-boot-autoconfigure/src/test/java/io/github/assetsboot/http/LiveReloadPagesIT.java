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
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import io.github.assetsboot.testing.Transport;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for pages with the script of live reload, and for the path where it waits.
 */
class LiveReloadPagesIT {

	private static final String PAGE = "<!doctype html><html><head><title>ä</title></head><body>text</body></html>";

	private static final Map<String, String> NAVIGATION = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html", "Accept-Encoding", "gzip", "If-None-Match", "*");

	private static final String EVENTS = "/.assets/live-reload";

	private static final String SCRIPT = "<script data-assets-live-reload=\"/.assets/live-reload\" data-context=\"\"";

	@RegisterExtension
	static final Site site = site("true");

	@RegisterExtension
	static final Site off = site("false");

	private static Site site(String liveReload) {
		return new Site(Application.class).property("assets.live-reload", liveReload)
			.property("assets.dev-server.allowed-hosts", "app.test")
			.property("logging.level.io.github.assetsboot", "warn")
			.file("index.html", PAGE)
			.file("large.html", PAGE.replace("text", "<p>ä</p>\n".repeat(600_000)))
			.file("css/app.css", "p { color: red }")
			.file("policy.html", PAGE)
			.file("strict.html", PAGE)
			.file("meta.html",
					PAGE.replace("<title>",
							"<meta http-equiv=content-security-policy content=\"script-src"
									+ " 'nonce-x'\"><script nonce=x></script><title>"))
			.file("_headers",
					"/policy\n  Content-Security-Policy: default-src 'self'\n  Cache-Control: private, no-store\n"
							+ "/strict\n  Content-Security-Policy: default-src 'none'; script-src 'nonce-Ada' 'strict-dynamic'\n");
	}

	private static Response navigate(Transport transport, Site site, String path) throws IOException {
		try (Client client = Site.connect(transport, site.port(transport))) {
			return client.send(Request.get(path).with(NAVIGATION));
		}
	}

	@EveryTransport("""
			/          | 200
			/large     | 200
			/written   | 200
			/streamed  | 200
			/flushed   | 200
			/entity    | 200
			/later     | 200
			/continued | 200
			/forwarded | 200
			/failing   | 400
			/missing   | 404
			/nobody    | 404
			/advised   | 404
			""")
	void pageOfANavigationHasTheScriptOnce(Transport transport, String path, int status) throws IOException {
		Response response = navigate(transport, site, path);
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.header("content-type")).startsWith("text/html");
		assertThat(response.header("cache-control")).matches("no-cache|no-store|.*no-store.*");
		assertThat(response.fields()).doesNotContainKeys("etag", "last-modified", "accept-ranges", "content-encoding");
		String body = response.body();
		assertThat(body).containsOnlyOnce(SCRIPT);
		Response without = plain(transport, path);
		int start = body.indexOf(SCRIPT);
		int end = body.indexOf("</script>", start) + "</script>".length();
		assertThat(withoutTime(body.substring(0, start) + body.substring(end))).isEqualTo(withoutTime(without.body()));
		if (without.body().contains("</head>")) {
			assertThat(body.substring(end)).startsWith("</head>");
		}
	}

	private static String withoutTime(String errorPage) {
		return errorPage.replaceAll("<div id='created'>[^<]*", "");
	}

	/**
	 * Without live reload, for a page in the same form.
	 */
	private static Response plain(Transport transport, String path) throws IOException {
		try (Client client = Site.connect(transport, off.port(transport))) {
			return client.send(Request.get(path)
				.with("Sec-Fetch-Mode", "navigate")
				.with("Sec-Fetch-Dest", "document")
				.with("Accept", "text/html"));
		}
	}

	@EveryTransport("""
			GET  | /              | Accept: */*
			GET  | /              | Sec-Fetch-Mode: cors && Sec-Fetch-Dest: empty && Accept: text/html
			GET  | /              | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: iframe && Accept: text/html
			GET  | /              | Accept: text/html
			GET  | /              | Accept: text/html, application/xhtml+xml
			GET  | /              | Accept: */*, text/html && Upgrade-Insecure-Requests: 1
			GET  | /              | Accept: text/html && Upgrade-Insecure-Requests: 1 && X-Requested-With: XMLHttpRequest
			GET  | /              | Accept: text/html && Upgrade-Insecure-Requests: 1 && HX-Request: true
			GET  | /              | If-None-Match: *
			GET  | /              | Range: bytes=0-4
			POST | /posted        | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | /css/app.css   | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | /json          | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | /download      | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | /coded         | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | /problem       | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | /coded-later   | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | /empty-later   | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | /moved         | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | /japanese      | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | /declared      | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | /declared?flushed | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | /empty         | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			HEAD | /              | Accept: */*
			""")
	void anyOtherResponseStaysAsItIs(Transport transport, String method, String path, String fields)
			throws IOException {
		try (Client on = Site.connect(transport, site.port(transport));
				Client without = Site.connect(transport, off.port(transport))) {
			Request request = Request.parse(method, path, fields);
			Response response = on.send(request);
			Response expected = without.send(request);
			assertThat(response.status()).isEqualTo(expected.status());
			assertThat(response.bytes()).isEqualTo(expected.bytes());
			assertThat(response.lastingFields("location")).isEqualTo(expected.lastingFields("location"));
		}
	}

	@EveryTransport
	void headTellsNoLengthAndNoTagOfThePageWithoutScript(Transport transport) throws IOException {
		try (Client client = Site.connect(transport, site.port(transport))) {
			Response response = client.send(Request.get("/").method("HEAD").with(NAVIGATION));
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.fields()).doesNotContainKeys("content-length", "etag");
			assertThat(response.header("cache-control")).isEqualTo("no-cache");
		}
	}

	@EveryTransport("""
			Accept: text/html,application/xhtml+xml,*/*;q=0.8 && Upgrade-Insecure-Requests: 1
			Accept: text/html,*/*;q=0.8 && Upgrade-Insecure-Requests: 1 && X-Requested-With: com.example.app
			""")
	void pageFromAPhoneHasTheScript(Transport transport, String fields) throws IOException {
		try (Client client = Site.connect(transport, site.port(transport))) {
			Response response = client.send(Request.parse("GET", "/", fields));
			assertThat(response.body()).contains(SCRIPT);
		}
	}

	@EveryTransport
	void policyAllowsTheScript(Transport transport) throws IOException {
		Response response = navigate(transport, site, "/policy");
		assertThat(response.fields().get("content-security-policy")).hasSize(1)
			.first()
			.asString()
			.matches("default-src 'self'; script-src 'self' 'sha256-[^']+'");
		assertThat(response.header("cache-control")).contains("no-store");
	}

	@EveryTransport
	void scriptHasTheNonceOfThePolicy(Transport transport) throws IOException {
		Response response = navigate(transport, site, "/strict");
		assertThat(response.fields().get("content-security-policy"))
			.containsExactly("default-src 'none'; script-src 'nonce-Ada' 'strict-dynamic'; connect-src 'self'");
		assertThat(response.body()).containsPattern(SCRIPT + "[^>]* nonce=\"Ada\">");
	}

	@EveryTransport
	void policyInThePageAllowsTheScript(Transport transport) throws IOException {
		Response response = navigate(transport, site, "/meta");
		assertThat(response.body()).containsPattern(SCRIPT + "[^>]* nonce=\"x\">")
			.containsPattern("content=\"script-src 'nonce-x' 'sha256-[^']+'\"");
	}

	@ParameterizedTest
	@EnumSource
	void pathOfEventsTellsTheStateAndKeepsTheConnection(Container container) throws Exception {
		HttpResponse<InputStream> response = events(site.port(container));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("content-type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("text/event-stream"));
		assertThat(response.headers().firstValue("set-cookie")).isEmpty();
		assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
			assertThat(lines.readLine()).isEqualTo("event: state");
			assertThat(lines.readLine()).matches("data: [0-9a-f]{8}\\.1");
		}
	}

	private static HttpResponse<InputStream> events(int port, String... fields) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + EVENTS))
			.version(HttpClient.Version.HTTP_1_1);
		if (fields.length > 0) {
			request.headers(fields);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
	}

	@EveryTransport("""
			GET  | Sec-Fetch-Site: cross-site
			GET  | Sec-Fetch-Site: same-site
			GET  | Origin: http://evil.example
			""")
	void strangersDoNotWaitForChanges(Transport transport, String method, String fields) throws IOException {
		try (Client client = Site.connect(transport, site.port(transport))) {
			Response response = client.send(Request.parse(method, EVENTS, fields));
			assertThat(response.status()).isEqualTo(403);
			assertThat(response.bytes()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void namesOfStrangersAreNotAllowed(Container container) throws IOException {
		try (SocketClient client = new SocketClient(site.port(container))) {
			for (String host : List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil.example")) {
				Request request = Request.get(EVENTS).with("Host", host);
				assertThat(client.send(request).status()).isEqualTo(403);
				assertThat(client.send(request.method("HEAD")).status()).isEqualTo(403);
				assertThat(client.send(Request.get("/").with("Host", host).with("Sec-Fetch-Mode", "navigate")).body())
					.isEqualTo(PAGE);
			}
			Request allowed = Request.get("/").with("Host", "app.test:8080").with("Sec-Fetch-Mode", "navigate");
			assertThat(client.send(allowed).body()).contains(SCRIPT);
			assertThat(client.send(Request.get(EVENTS).method("HEAD").with("Host", "app.test:8080")).status())
				.isEqualTo(204);
		}
	}

	@EveryTransport
	void headTellsThatTheApplicationIsReady(Transport transport) throws IOException {
		try (Client client = Site.connect(transport, site.port(transport))) {
			assertThat(client.send(Request.get(EVENTS).method("HEAD")).status()).isEqualTo(204);
		}
		try (Client client = Site.connect(transport, off.port(transport))) {
			assertThat(client.send(Request.get(EVENTS).method("HEAD")).status()).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@EnumSource
	@ExtendWith(OutputCaptureExtension.class)
	void missingFileIsLoggedOnceWithTheNearestName(Container container, CapturedOutput output) throws IOException {
		try (Client client = Site.connect(Transport.values()[0], site.port(container))) {
			String path = "/css/ap" + container.name().charAt(0) + ".css";
			Request request = Request.get(path)
				.with("Host", "127.0.0.1:1")
				.with("Sec-Fetch-Dest", "style")
				.with("Referer", "http://127.0.0.1:1/orders?x=1");
			assertThat(client.send(request).status()).isEqualTo(404);
			assertThat(client.send(request).status()).isEqualTo(404);
			assertThat(output.getOut()).containsOnlyOnce(
					"/orders refers to " + path + ", which does not exist. The nearest existing path is /css/app.css.");
			client.send(Request.get("/css/other.css").with("Sec-Fetch-Dest", "style"));
			client.send(Request.get("/answered.css")
				.with("Host", "127.0.0.1:1")
				.with("Sec-Fetch-Dest", "style")
				.with("Referer", "http://127.0.0.1:1/orders"));
			assertThat(output.getOut()).doesNotContain("other.css", "answered.css");
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import({ Pages.class, NotFoundPage.class })
	static class Application {

	}

	/**
	 * Writes a page in a forward by name, after which Tomcat ends the response.
	 */
	@ControllerAdvice
	static class NotFoundPage {

		@ExceptionHandler
		void handle(NoResourceFoundException ex, HttpServletResponse response) throws IOException {
			if (!ex.getResourcePath().equals("advised")) {
				response.sendError(404);
				return;
			}
			response.setStatus(404);
			response.setContentType("text/html;charset=UTF-8");
			response.getWriter().write(PAGE);
		}

	}

	@RestController
	static class Pages {

		@GetMapping("/written")
		void written(HttpServletResponse response) throws IOException {
			response.setContentType("text/html;charset=UTF-8");
			response.setContentLength(PAGE.getBytes(StandardCharsets.UTF_8).length);
			response.setHeader("ETag", "\"1\"");
			PrintWriter writer = response.getWriter();
			writer.write(PAGE);
			writer.flush();
			writer.close();
		}

		@GetMapping("/streamed")
		void streamed(HttpServletResponse response) throws IOException {
			response.setContentType("text/html;charset=UTF-8");
			for (byte value : PAGE.getBytes(StandardCharsets.UTF_8)) {
				response.getOutputStream().write(value);
			}
		}

		@GetMapping("/flushed")
		void flushed(HttpServletResponse response) throws IOException {
			response.setContentType("text/html;charset=UTF-8");
			response.flushBuffer();
			response.getWriter().write(PAGE.substring(0, 20));
			response.flushBuffer();
			response.getWriter().write(PAGE.substring(20));
		}

		@GetMapping(path = "/entity", produces = "text/html;charset=UTF-8")
		ResponseEntity<String> entity() {
			return ResponseEntity.ok().eTag("x").lastModified(1000).body("<p>no head, no body element");
		}

		@GetMapping(path = "/later", produces = "text/html;charset=UTF-8")
		Callable<String> later() {
			return () -> PAGE;
		}

		/**
		 * Writes the end in another thread, without a dispatch.
		 */
		@GetMapping("/continued")
		void continued(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.setContentType("text/html");
			byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
			response.getOutputStream().write(page, 0, 20);
			complete(request, page, 20);
		}

		@GetMapping("/coded-later")
		void codedLater(HttpServletRequest request, HttpServletResponse response) {
			response.setContentType("text/html");
			response.setHeader("Content-Encoding", "x-own");
			response.setContentLength(3);
			complete(request, new byte[] { 1, 2, 3 }, 0);
		}

		@GetMapping("/empty-later")
		void emptyLater(HttpServletRequest request, HttpServletResponse response) {
			response.setContentType("text/html");
			response.setHeader("ETag", "\"1\"");
			complete(request, new byte[0], 0);
		}

		private static void complete(HttpServletRequest request, byte[] bytes, int offset) {
			AsyncContext context = request.startAsync();
			context.start(() -> {
				try {
					if (bytes.length > offset) {
						context.getResponse().getOutputStream().write(bytes, offset, bytes.length - offset);
					}
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
				finally {
					context.complete();
				}
			});
		}

		@GetMapping("/forwarded")
		void forwarded(HttpServletRequest request, HttpServletResponse response) throws Exception {
			response.setContentType("text/html");
			response.getOutputStream().write("<p>forgotten".getBytes(StandardCharsets.UTF_8));
			request.getRequestDispatcher("/index.html").forward(request, response);
		}

		@GetMapping(path = "/failing", produces = "text/html;charset=UTF-8")
		ResponseEntity<String> failing() {
			return ResponseEntity.badRequest().body(PAGE);
		}

		@GetMapping("/missing")
		void missing() {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}

		@GetMapping("/answered.css")
		ResponseEntity<Void> answered() {
			return ResponseEntity.notFound().build();
		}

		@PostMapping(path = "/posted", produces = "text/html;charset=UTF-8")
		String posted() {
			return PAGE;
		}

		@GetMapping("/json")
		Map<String, List<String>> json() {
			return Map.of("a", List.of(PAGE));
		}

		@GetMapping("/download")
		ResponseEntity<String> download() {
			return ResponseEntity.ok()
				.header("Content-Disposition", "attachment; filename=page.html")
				.contentType(MediaType.TEXT_HTML)
				.body(PAGE);
		}

		@GetMapping("/coded")
		void coded(HttpServletResponse response) throws IOException {
			response.setContentType("text/html");
			response.setHeader("Content-Encoding", "x-own");
			response.setContentLength(3);
			response.getOutputStream().write(new byte[] { 1, 2, 3 });
		}

		@GetMapping("/japanese")
		void japanese(HttpServletResponse response) throws IOException {
			response.setContentType("text/html;charset=ISO-2022-JP");
			response.getWriter().write("<p>");
			response.getWriter().write("\u65e5\u672c");
			response.setHeader("Cache-Control", "no-cache");
		}

		/**
		 * Is shorter than the bytes at the beginning that tell the encoding.
		 */
		@GetMapping("/declared")
		void declared(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.setContentType("text/html");
			response.getOutputStream().write("<meta charset=iso-2022-jp><p>text".getBytes(StandardCharsets.US_ASCII));
			response.setHeader("Cache-Control", "no-cache");
			if (request.getQueryString() != null) {
				response.getOutputStream().flush();
				response.getOutputStream().write("<p>more".getBytes(StandardCharsets.US_ASCII));
			}
		}

		/**
		 * Begins a page, and answers with something else, as an exception handler does.
		 */
		@GetMapping("/problem")
		void problem(HttpServletResponse response) throws IOException {
			response.setContentType("text/html");
			response.getOutputStream().write("<p>begun".getBytes(StandardCharsets.UTF_8));
			response.resetBuffer();
			response.setStatus(400);
			response.setContentType("application/problem+json");
			response.setHeader("Cache-Control", "no-cache");
			response.setHeader("ETag", "\"1\"");
			response.setContentLength(2);
			response.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
		}

		@GetMapping("/moved")
		void moved(HttpServletResponse response) throws IOException {
			response.setContentType("text/html");
			response.sendRedirect("/");
		}

		@GetMapping("/empty")
		void empty(HttpServletResponse response) {
			response.setContentType("text/html");
			response.setHeader("ETag", "\"1\"");
		}

	}

}
