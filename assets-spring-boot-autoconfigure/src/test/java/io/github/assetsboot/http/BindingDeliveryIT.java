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
import java.util.Map;
import java.util.Random;

import io.github.assetsboot.Assets;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Multipart;
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
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a controller returns from {@link Assets#fetch} goes out as if the filter had
 * answered: the same application twice, once with and once without the controller.
 *
 * @author the Assets for Spring Boot authors
 */
class BindingDeliveryIT {

	private static final byte[] SCRIPT = "export const quick = 'brown fox';\n".repeat(300)
		.getBytes(StandardCharsets.US_ASCII);

	@RegisterExtension
	/**
	 * As what a controller fetches, its page does not depend on the client.
	 */
	static final Site filter = fill(new Site()).property("assets.routing", "workers");

	@RegisterExtension
	static final Site binding = fill(new Site(Application.class).property("assets.run-worker-first", "true"));

	private @Nullable Client opened;

	private static Site fill(Site site) {
		byte[] film = new byte[1 << 20];
		new Random(1).nextBytes(film);
		return site.file("index.html", "<p>fallback page</p>")
			.file("digits.txt", "0123456789")
			.file("empty.txt", "")
			.file("data.unknown-type", "0123456789")
			.file("app.js", SCRIPT)
			.file("app.js.gz", Codings.gzip(SCRIPT))
			.file("app.js.br", Codings.brotli(SCRIPT, 11))
			.file("app.js.zst", Codings.zstd(SCRIPT, 19))
			.file("film.mp4", film)
			.file("page.html", "<p>page</p>")
			.file("ruled.txt", "ruled")
			.file("_headers", "/ruled.txt\n  X-Rule: kept\n  X-Rule: twice\n  Cache-Control: max-age=7\n")
			.file("_redirects", "/old /digits.txt 301\n/alias /digits.txt 200\n")
			.property("assets.not-found-handling", "single-page-application");
	}

	private Client connect(Transport transport) throws IOException {
		Client client = binding.connect(transport);
		this.opened = client;
		return client;
	}

	@AfterEach
	void close() throws IOException {
		if (this.opened != null) {
			this.opened.close();
		}
	}

	@EveryTransport("""
			GET  | /digits.txt        | X-No: 1                                          | 200
			HEAD | /digits.txt        | X-No: 1                                          | 200
			GET  | /data.unknown-type | X-No: 1                                          | 200
			GET  | /empty.txt         | X-No: 1                                          | 200
			GET  | /empty.txt         | Range: bytes=0-                                  | 200
			GET  | /film.mp4          | X-No: 1                                          | 200
			HEAD | /film.mp4          | X-No: 1                                          | 200
			GET  | /page              | X-No: 1                                          | 200
			GET  | /page              | Accept: application/json                         | 200
			GET  | /app.js            | Accept: image/png                                | 200
			GET  | /page.html         | X-No: 1                                          | 307
			HEAD | /page.html         | X-No: 1                                          | 307
			GET  | /page/             | X-No: 1                                          | 307
			GET  | /old               | X-No: 1                                          | 301
			GET  | /alias             | X-No: 1                                          | 200
			GET  | /deep/link         | X-No: 1                                          | 200
			HEAD | /deep/link         | X-No: 1                                          | 200
			POST | /digits.txt        | X-No: 1                                          | 405
			PUT  | /digits.txt        | If-Match: "x"                                    | 405
			DELETE | /page            | X-No: 1                                          | 405
			GET  | /ruled.txt         | X-No: 1                                          | 200
			GET  | /ruled.txt         | If-None-Match: *                                 | 304
			GET  | /ruled.txt         | Range: bytes=0-1                                 | 206
			GET  | /digits.txt        | Authorization: Basic eDp5                        | 200
			GET  | /digits.txt        | Range: bytes=0-4                                 | 206
			GET  | /digits.txt        | Range: bytes=-5                                  | 206
			GET  | /digits.txt        | Range: bytes=8-20                                | 206
			GET  | /digits.txt        | Range: bytes=10-                                 | 416
			GET  | /digits.txt        | Range: bytes=-0                                  | 416
			GET  | /digits.txt        | Range: bytes=5-4                                 | 200
			GET  | /digits.txt        | Range: bytes= 0-4                                | 200
			GET  | /digits.txt        | Range: chars=0-4                                 | 200
			GET  | /digits.txt        | Range: bytes=0-,1-,2-                            | 0
			HEAD | /digits.txt        | Range: bytes=0-4                                 | 200
			HEAD | /digits.txt        | Range: bytes=10-                                 | 200
			GET  | /data.unknown-type | Range: bytes=0-4                                 | 206
			GET  | /film.mp4          | Range: bytes=0-99,500000-700000,-5               | 206
			GET  | /film.mp4          | Range: bytes=100-                                | 206
			GET  | /app.js            | Range: bytes=0-99,5000-5099                      | 206
			GET  | /digits.txt        | Range: bytes=0-4 && If-Range: "{T}"              | 206
			GET  | /digits.txt        | Range: bytes=0-4 && If-Range: "other"            | 200
			GET  | /digits.txt        | Range: bytes=0-4 && If-Range: W/"{T}"            | 200
			GET  | /digits.txt        | Range: bytes=0-4 && If-None-Match: "{T}"         | 304
			GET  | /digits.txt        | Range: bytes=0-4 && If-Match: "x"                | 412
			GET  | /digits.txt        | If-None-Match: "{T}"                             | 304
			HEAD | /digits.txt        | If-None-Match: "{T}"                             | 304
			GET  | /digits.txt        | If-None-Match: W/"{T}"                           | 304
			GET  | /digits.txt        | If-None-Match: "a", "{T}"                        | 304
			GET  | /digits.txt        | If-None-Match: *                                 | 304
			GET  | /digits.txt        | If-None-Match: {T}                               | 200
			GET  | /digits.txt        | If-None-Match: "{gzip}"                          | 0
			GET  | /digits.txt        | If-Match: "{T}"                                  | 200
			GET  | /digits.txt        | If-Match: "x"                                    | 412
			HEAD | /digits.txt        | If-Match: "x"                                    | 412
			GET  | /digits.txt        | If-Match: W/"{T}"                                | 412
			GET  | /digits.txt        | If-Modified-Since: Fri, 01 Jan 2174 00:00:00 GMT | 200
			GET  | /digits.txt        | If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT | 200
			GET  | /page.html         | If-None-Match: *                                 | 307
			GET  | /deep/link         | If-None-Match: *                                 | 304
			GET  | /deep/link         | Range: bytes=3-7                                 | 206
			GET  | /app.js            | Accept-Encoding: gzip                            | 200
			HEAD | /app.js            | Accept-Encoding: gzip                            | 200
			GET  | /app.js            | Accept-Encoding: gzip, br, zstd                  | 200
			GET  | /app.js            | Accept-Encoding: identity                        | 200
			GET  | /app.js            | Accept-Encoding: gzip && Range: bytes=0-4        | 206
			GET  | /app.js            | Accept-Encoding: gzip && Range: bytes=9999-      | 416
			GET  | /app.js            | Accept-Encoding: gzip && If-None-Match: "{T}"    | 304
			GET  | /app.js            | Accept-Encoding: gzip && If-None-Match: "{br}" | 200
			GET  | /app.js            | Accept-Encoding: gzip, br && If-None-Match: "{T}", "{br}", "{gzip}" | 304
			GET  | /app.js            | Accept-Encoding: gzip, br;q=0.1 && If-None-Match: "{br}" | 304
			HEAD | /app.js            | Accept-Encoding: gzip, br;q=0.1 && If-None-Match: "{br}" | 304
			GET  | /app.js            | Accept-Encoding: identity;q=0, gzip && If-None-Match: "{T}" | 200
			GET  | /app.js            | Accept-Encoding: gzip && If-Match: "{T}"         | 412
			GET  | /app.js            | Accept-Encoding: gzip && If-Match: "{gzip}"      | 200
			GET  | /app.js            | Accept-Encoding: gzip && Range: bytes=0-4 && If-Range: "{gzip}" | 206
			GET  | /app.js            | Accept-Encoding: gzip && Range: bytes=0-4 && If-Range: "{T}" | 200
			GET  | /app.js.gz         | Accept-Encoding: gzip                            | 200
			""")
	void controllerAnswersAsTheFilter(Transport transport, String method, String target, String fields, int status)
			throws IOException {
		Client client = connect(transport);
		try (Client other = filter.connect(transport)) {
			Request request = Request.parse(method, target, withTags(fields, other.get(target).bytes()));
			Response expected = other.send(request);
			Response response = client.send(request);
			if (status > 0) {
				assertThat(expected.status()).as("by the filter").isEqualTo(status);
			}
			assertThat(response.status()).isEqualTo(expected.status());
			assertThat(response.lastingFields("content-length")).isEqualTo(expected.lastingFields("content-length"));
			if (!Multipart.isMultipart(expected)) {
				assertThat(response.bytes()).isEqualTo(expected.bytes());
				assertThat(response.header("content-length")).isEqualTo(expected.header("content-length"));
				return;
			}
			// the boundary may be another
			List<Multipart.Part> parts = Multipart.parse(expected);
			assertThat(Multipart.parse(response)).usingRecursiveComparison().isEqualTo(parts);
		}
	}

	private static String withTags(String fields, byte[] content) {
		return Codings.withTags(fields, content,
				Map.of("gzip", Codings.gzip(SCRIPT), "br", Codings.brotli(SCRIPT, 11)));
	}

	@EveryTransport("""
			X-No: 1                                                          | 200
			Accept-Encoding: gzip                                            | 200
			Range: bytes=0-4                                                 | 206
			Range: bytes=0-99,5000-5099                                      | 206
			Range: bytes=0-4 && Accept-Encoding: gzip                        | 206
			Range: bytes=0-4 && If-Range: "{T}"                              | 206
			Range: bytes=0-4 && If-Range: "x"                                | 200
			If-None-Match: "{T}"                                             | 304
			If-None-Match: "{gzip}" && Accept-Encoding: gzip               | 304
			""")
	void controllerAddsAHeaderField(Transport transport, String fields, int status) throws IOException {
		Client client = connect(transport);
		try (Client other = filter.connect(transport)) {
			String filled = withTags(fields, SCRIPT);
			Response expected = other.send(Request.parse("GET", "/app.js", filled));
			Response response = client.send(Request.parse("GET", "/app.js", filled + " && X-Do: add"));
			assertThat(response.status()).isEqualTo(status);
			assertThat(response.header("x-added")).isEqualTo("by the controller");
			assertThat(response.lastingFields("x-added", "content-length"))
				.isEqualTo(expected.lastingFields("content-length"));
			if (!Multipart.isMultipart(expected)) {
				assertThat(response.bytes()).isEqualTo(expected.bytes());
			}
			else {
				assertThat(Multipart.parse(response)).usingRecursiveComparison().isEqualTo(Multipart.parse(expected));
			}
		}
	}

	@EveryTransport
	void controllerRepeatsAField(Transport transport) throws IOException {
		Response response = connect(transport).send(Request.get("/app.js").with("X-Do", "repeat"));
		assertThat(String.join(", ", response.fields().get("link"))).isEqualTo("</a>; rel=preload, </b>; rel=preload");
		assertThat(response.fields().get("set-cookie")).containsExactlyInAnyOrder("a=1", "b=2");
		assertThat(response.bytes()).isEqualTo(SCRIPT);
	}

	@EveryTransport
	void controllerReplacesCacheControl(Transport transport) throws IOException {
		Client client = connect(transport);
		Response response = client.send(Request.get("/app.js").with("X-Do", "cache"));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.fields().get("cache-control")).containsExactly("private, max-age=5");
		assertThat(response.bytes()).isEqualTo(SCRIPT);
	}

	@EveryTransport("""
			X-No: 1
			Range: bytes=0-4
			Range: bytes=0-4,8-9
			Range: bytes=99999999-
			""")
	void controllerChangesTheStatusSoRangesDoNotApply(Transport transport, String fields) throws IOException {
		Client client = connect(transport);
		for (String target : List.of("/app.js", "/film.mp4", "/page")) {
			Response response = client.send(Request.parse("GET", target, fields + " && X-Do: not-found"));
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.has("content-range")).isFalse();
			assertThat(response.bytes()).isEqualTo(binding.content(target.equals("/page") ? "/page.html" : target));
			Response head = client.send(Request.parse("HEAD", target, fields + " && X-Do: not-found"));
			assertThat(head.status()).isEqualTo(404);
			assertThat(head.header("content-length")).isEqualTo(response.header("content-length"));
		}
	}

	@EveryTransport("""
			X-No: 1
			Accept-Encoding: gzip
			Accept-Encoding: br, gzip
			""")
	void bodyThatTheControllerReplacedIsWrittenBySpring(Transport transport, String fields) throws IOException {
		Client client = connect(transport);
		for (String what : List.of("replace", "replace-with-resource", "keep-fields")) {
			Response response = client.send(Request.parse("GET", "/app.js", fields + " && X-Do: " + what));
			assertThat(response.status()).as(what).isEqualTo(200);
			assertThat(response.body()).as(what).isEqualTo("replaced");
			assertThat(response.has("content-encoding")).as(what).isFalse();
			assertThat(response.header("content-type")).as(what).startsWith("text/");
		}
	}

	@EveryTransport
	void noDispositionIsAdded(Transport transport) throws IOException {
		Client client = connect(transport);
		for (String target : List.of("/app.js", "/page", "/data.unknown-type", "/film.mp4", "/app.js.gz")) {
			Response response = client.get(target);
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.fields()).doesNotContainKeys("content-disposition", "last-modified");
		}
		assertThat(client.get("/data.unknown-type").has("content-type")).isFalse();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Worker.class)
	static class Application {

	}

	@RestController
	static class Worker {

		private final Assets assets;

		Worker(Assets assets) {
			this.assets = assets;
		}

		@RequestMapping("/**")
		ResponseEntity<?> answer(HttpServletRequest request) {
			ResponseEntity<Resource> fetched = this.assets.fetch(request);
			String what = request.getHeader("X-Do");
			return (what != null) ? changed(fetched, what) : fetched;
		}

		private ResponseEntity<?> changed(ResponseEntity<Resource> fetched, String what) {
			return switch (what) {
				case "add" -> ResponseEntity.status(fetched.getStatusCode())
					.headers(fetched.getHeaders())
					.header("X-Added", "by the controller")
					.body(fetched.getBody());
				case "repeat" -> ResponseEntity.status(fetched.getStatusCode())
					.headers(fetched.getHeaders())
					.header(HttpHeaders.LINK, "</a>; rel=preload", "</b>; rel=preload")
					.header(HttpHeaders.SET_COOKIE, "a=1", "b=2")
					.body(fetched.getBody());
				case "cache" -> ResponseEntity.status(fetched.getStatusCode())
					.headers(fetched.getHeaders())
					.headers((headers) -> headers.setCacheControl("private, max-age=5"))
					.body(fetched.getBody());
				case "not-found" ->
					ResponseEntity.status(HttpStatus.NOT_FOUND).headers(fetched.getHeaders()).body(fetched.getBody());
				case "replace" -> ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("replaced");
				case "replace-with-resource" -> ResponseEntity.ok()
					.contentType(MediaType.TEXT_PLAIN)
					.body(new ByteArrayResource("replaced".getBytes()));
				case "keep-fields" -> ResponseEntity.status(fetched.getStatusCode())
					.headers(fetched.getHeaders())
					.headers((headers) -> List
						.of(HttpHeaders.CONTENT_LENGTH, HttpHeaders.CONTENT_ENCODING, HttpHeaders.ETAG)
						.forEach(headers::remove))
					.body("replaced");
				default -> throw new IllegalArgumentException(what);
			};
		}

	}

}
