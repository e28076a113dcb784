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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.assetsboot.Assets;
import io.github.assetsboot.html.HtmlContent;
import io.github.assetsboot.html.HtmlRewriter;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for pages that a controller rewrites for the one who asks.
 *
 * @author the Assets for Spring Boot authors
 */
class RewrittenPageTests {

	private static final String PAGE = "<!doctype html>\n<title>t</title>\n<p id=user>nobody</p>\n"
			+ "<p>caf\u00e9</p>\n".repeat(300);

	private static final String SCRIPT = "let x = 1;\n".repeat(500);

	@RegisterExtension
	static final Site site = fill(new Site(Application.class)).property("assets.run-worker-first", "true");

	@RegisterExtension
	static final Site compressing = fill(new Site(Application.class)).property("assets.run-worker-first", "true")
		.property("server.compression.enabled", "true");

	@RegisterExtension
	/**
	 * As what a controller fetches, its page does not depend on the client.
	 */
	static final Site filter = fill(new Site()).property("assets.routing", "workers");

	private @Nullable Client opened;

	private static Site fill(Site site) {
		return site.file("index.html", PAGE)
			.file("index.html.br", Codings.brotli(PAGE.getBytes(StandardCharsets.UTF_8), 11))
			.file("404.html", "<p id=user>nobody</p>")
			.file("coded.html", Codings.gzip("<p id=user>coded</p>".getBytes(StandardCharsets.UTF_8)))
			.file("untagged.html", "<p id=user>untagged</p>")
			.file("app.js", SCRIPT)
			.file("app.js.gz", Codings.gzip(SCRIPT.getBytes(StandardCharsets.UTF_8)))
			.file("_headers",
					"/coded\n  Content-Encoding: gzip\n/untagged\n  ! ETag\n  Last-Modified: yesterday\n"
							+ "  Cache-Control: private\n")
			.property("assets.not-found-handling", "404-page");
	}

	private Client connect(Site site, Transport transport) throws IOException {
		Client client = site.connect(transport);
		this.opened = client;
		return client;
	}

	@AfterEach
	void close() throws IOException {
		if (this.opened != null) {
			this.opened.close();
		}
	}

	private static String page(String user) {
		return PAGE.replace("<p id=user>nobody", "<p id=user>" + user);
	}

	@EveryTransport("""
			X-No: 1
			Accept-Encoding: gzip
			Accept-Encoding: br, gzip
			Range: bytes=0-4
			Range: bytes=0-4 && If-Range: "x"
			If-None-Match: "x"
			If-None-Match: {file}
			If-None-Match: {file} && Range: bytes=0-4
			If-None-Match: {ada}
			If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT
			""")
	void pageIsSentWholeToEachOne(Transport transport, String fields) throws IOException {
		Client client = connect(site, transport);
		String file = client.get("/").header("etag");
		String ada = client.send(Request.get("/").with("X-User", "Ada")).header("etag");
		String filled = fields.replace("{file}", String.valueOf(file)).replace("{ada}", String.valueOf(ada));
		Response response = client.send(Request.parse("GET", "/", filled + " && X-User: Bob & <Co>"));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(page("Bob &amp; &lt;Co&gt;"));
		assertThat(response.header("content-length")).isEqualTo(String.valueOf(response.bytes().length));
		assertThat(response.header("content-type")).isEqualToIgnoringWhitespace("text/html; charset=utf-8");
		assertThat(response.header("etag")).matches("W/\"[0-9a-f]{32}\"").isNotEqualTo(ada);
		assertThat(response.header("cache-control"))
			.isEqualTo(fields.contains("Range: ") ? null : "public, max-age=0, must-revalidate");
		assertThat(response.fields()).doesNotContainKeys("accept-ranges", "content-encoding", "last-modified",
				"content-range", "content-disposition", "set-cookie");
		Response head = client.send(Request.parse("HEAD", "/", filled + " && X-User: Bob & <Co>"));
		assertThat(head.lastingFields()).isEqualTo(response.lastingFields());
		assertThat(head.bytes()).isEmpty();
	}

	@EveryTransport
	void pageThatTheClientHasIsNotSentAgain(Transport transport) throws IOException {
		Client client = connect(site, transport);
		Response first = client.send(Request.get("/").with("X-User", "Ada"));
		for (String method : List.of("GET", "HEAD")) {
			Response second = client.send(Request.get("/")
				.method(method)
				.with("X-User", "Ada")
				.with("If-None-Match", "\"x\", " + first.header("etag")));
			assertThat(second.status()).isEqualTo(304);
			assertThat(second.bytes()).isEmpty();
			assertThat(second.lastingFields()).isEqualTo(first.lastingFields("content-length", "content-type"));
		}
	}

	@EveryTransport
	void pageIsRewrittenWhateverItsStatus(Transport transport) throws IOException {
		Client client = connect(site, transport);
		Response response = client.send(Request.get("/no/such/page").with("X-User", "Ada").with("If-None-Match", "*"));
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.body()).isEqualTo("<p id=user>Ada</p>");
	}

	@EveryTransport
	void contentCodingThatARuleTellsOfIsUndone(Transport transport) throws IOException {
		Client client = connect(site, transport);
		Response response = client.send(Request.get("/coded").with("X-User", "Ada"));
		assertThat(response.body()).isEqualTo("<p id=user>Ada</p>");
		assertThat(response.has("content-encoding")).isFalse();
	}

	@EveryTransport
	void fieldsOfRulesAreKeptUnlessTheyTellOfTheBody(Transport transport) throws IOException {
		Client client = connect(site, transport);
		Response response = client.send(Request.get("/untagged").with("X-User", "Ada"));
		assertThat(response.body()).isEqualTo("<p id=user>Ada</p>");
		assertThat(response.fields()).doesNotContainKeys("etag", "last-modified");
		assertThat(response.header("cache-control")).isEqualTo("private");
	}

	@EveryTransport("""
			GET  | /       | X-No: 1
			HEAD | /       | X-No: 1
			GET  | /       | Accept-Encoding: br
			GET  | /       | Range: bytes=0-4
			GET  | /       | If-None-Match: *
			GET  | /nope   | X-No: 1
			GET  | /app.js | X-User: Ada
			GET  | /app.js | X-User: Ada && Accept-Encoding: gzip
			GET  | /app.js | X-User: Ada && Range: bytes=0-4
			GET  | /app.js | X-User: Ada && If-None-Match: *
			GET  | /app.js | X-User: Ada && If-Match: "x"
			HEAD | /app.js | X-User: Ada
			POST | /app.js | X-User: Ada
			GET  | /index  | X-User: Ada
			GET  | /index.html | X-User: Ada
			""")
	void whatIsNotRewrittenIsServedAsByTheFilter(Transport transport, String method, String target, String fields)
			throws IOException {
		Client client = connect(site, transport);
		try (Client other = filter.connect(transport)) {
			Response response = client.send(Request.parse(method, target, fields));
			Response expected = other.send(Request.parse(method, target, fields));
			assertThat(response.status()).isEqualTo(expected.status());
			// Spring MVC tells of ranges even where there is no body
			String[] without = expected.has("accept-ranges") ? new String[0] : new String[] { "accept-ranges" };
			assertThat(response.lastingFields(without)).isEqualTo(expected.lastingFields());
			assertThat(response.bytes()).isEqualTo(expected.bytes());
		}
	}

	@EveryTransport
	void containerMayCompressThePage(Transport transport) throws IOException {
		Client client = connect(compressing, transport);
		Response response = client
			.send(Request.get("/").with("X-User", "Ada").with("Accept-Encoding", "gzip").with("User-Agent", "x"));
		assertThat(response.header("content-encoding")).isEqualTo("gzip");
		assertThat(Codings.decode("gzip", response.bytes())).isEqualTo(page("Ada").getBytes(StandardCharsets.UTF_8));
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

		Worker(Assets assets, HtmlRewriter rewriter) {
			this.assets = assets;
			this.rewriter = rewriter;
		}

		@RequestMapping("/**")
		ResponseEntity<Resource> answer(HttpServletRequest request) {
			String user = request.getHeader("X-User");
			return this.rewriter.on("#user", (element) -> {
				if (user != null) {
					element.setInnerContent(HtmlContent.text(user));
				}
			}).transform(this.assets, request);
		}

	}

}
