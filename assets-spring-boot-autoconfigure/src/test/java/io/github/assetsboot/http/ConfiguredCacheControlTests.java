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

import io.github.assetsboot.Assets;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import jakarta.servlet.http.HttpServletRequest;
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
 * {@code assets.cache.control} and {@code spring.web.resources.cache}: which responses
 * get the configured {@code Cache-Control}.
 */
class ConfiguredCacheControlTests {

	private static final String DEFAULT = "public, max-age=0, must-revalidate";

	@RegisterExtension
	static final Site shell = fill(new Site()).property("assets.not-found-handling", "single-page-application");

	@RegisterExtension
	static final Site notFoundPage = fill(new Site()).property("assets.not-found-handling", "404-page");

	@RegisterExtension
	static final Site binding = fill(new Site(Application.class))
		.property("assets.not-found-handling", "single-page-application")
		.property("assets.run-worker-first", "true");

	@RegisterExtension
	static final Site ofSpring = new Site().file("app.js", "1")
		.file("index.html", "<p>shell</p>")
		.property("spring.web.resources.cache.cachecontrol.max-age", "12h")
		.property("spring.web.resources.cache.cachecontrol.cache-public", "true")
		.property("spring.web.resources.cache.period", "1h");

	@RegisterExtension
	static final Site ofPeriod = new Site().file("app.js", "1")
		.file("index.html", "<p>shell</p>")
		.property("spring.web.resources.cache.period", "1h");

	private static Site fill(Site site) {
		String script = "export const quick = 'brown fox';\n".repeat(300);
		return site.file("index.html", "<p>shell</p>")
			.file("404.html", "<p>not found</p>")
			.file("page.html", "<p>page</p>")
			.file("plain.html", "plain")
			.file("app.js", script)
			.file("app.js.gz", Codings.gzip(script.getBytes()))
			.file("photo.png", "photo")
			.file("data.unknown-type", "data")
			.file("assets/app-1234.js", script)
			.file("ruled.js", script)
			.file("unset.js", script)
			.file("html.txt", "<p>html</p>")
			.file("_headers", """
					/ruled.js
					  Cache-Control: max-age=60
					/unset.js
					  ! Cache-Control
					/html.txt
					  Content-Type: text/html
					/plain
					  Content-Type: text/plain
					""")
			.file("_redirects", "/old.js /app.js 302\n/alias /app.js 200\n/other /page 200\n")
			.property("assets.cache.immutable[0]", "/assets/*")
			.property("assets.cache.control", "public, max-age=43200")
			.property("spring.web.resources.cache.cachecontrol.max-age", "1h");
	}

	@EveryTransport("""
			GET  | /app.js             | X-No: 1                                     | 200 | public, max-age=43200
			HEAD | /app.js             | X-No: 1                                     | 200 | public, max-age=43200
			GET  | /app.js             | Accept-Encoding: gzip                       | 200 | public, max-age=43200
			GET  | /app.js             | If-None-Match: *                            | 304 | public, max-age=43200
			HEAD | /app.js             | If-None-Match: *                            | 304 | public, max-age=43200
			GET  | /app.js             | Range: bytes=0-4                            | 206 | public, max-age=43200
			GET  | /app.js             | Range: bytes=0-4,5000-5004                  | 206 | public, max-age=43200
			GET  | /app.js             | Authorization: Basic eDp5                   | 200 | private, max-age=43200
			HEAD | /app.js             | Authorization: Basic eDp5                   | 200 | private, max-age=43200
			GET  | /app.js             | Authorization: Basic eDp5 && Range: bytes=0-4 | 206 | private, max-age=43200
			GET  | /app.js             | Authorization: Basic eDp5 && If-None-Match: * | 304 | private, max-age=43200
			GET  | /app.js             | Sec-Fetch-Mode: navigate                    | 200 | public, max-age=43200
			GET  | /photo.png          | X-No: 1                                     | 200 | public, max-age=43200
			GET  | /data.unknown-type  | X-No: 1                                     | 200 | public, max-age=43200
			GET  | /alias              | X-No: 1                                     | 200 | public, max-age=43200
			GET  | /plain              | X-No: 1                                     | 200 | public, max-age=43200
			GET  | /html.txt           | X-No: 1                                     | 200 | default
			GET  | /                   | X-No: 1                                     | 200 | default
			GET  | /page               | X-No: 1                                     | 200 | default
			GET  | /page               | If-None-Match: *                            | 304 | default
			GET  | /other              | X-No: 1                                     | 200 | default
			GET  | /page               | Range: bytes=0-4                            | 206 | none
			GET  | /page               | Authorization: Basic eDp5                   | 200 | none
			GET  | /assets/app-1234.js | X-No: 1                                     | 200 | public, max-age=31536000, immutable
			GET  | /assets/app-1234.js | Authorization: Basic eDp5                   | 200 | public, max-age=31536000, immutable
			GET  | /ruled.js           | X-No: 1                                     | 200 | max-age=60
			GET  | /ruled.js           | Authorization: Basic eDp5                   | 200 | max-age=60
			GET  | /unset.js           | X-No: 1                                     | 200 | none
			GET  | /page.html          | X-No: 1                                     | 307 | none
			GET  | /old.js             | X-No: 1                                     | 302 | none
			GET  | /app.js             | Range: bytes=999999-                        | 416 | none
			POST | /app.js             | X-No: 1                                     | 405 | none
			""")
	void cacheControl(Transport transport, String method, String target, String fields, int status, String expected)
			throws IOException {
		for (Site site : new Site[] { shell, notFoundPage, binding }) {
			Response response = send(transport, site, method, target, fields);
			assertThat(response.status()).isEqualTo(status);
			has(response, expected);
		}
	}

	@EveryTransport("""
			/gone      | X-No: 1                                          | 200 | default
			/gone.js   | Sec-Fetch-Dest: document                         | 200 | default
			/deep/link | If-None-Match: *                                 | 304 | default
			/deep/link | Range: bytes=0-4                                 | 206 | none
			""")
	void fallbackPageKeepsTheDefault(Transport transport, String target, String fields, int status, String expected)
			throws IOException {
		Response response = send(transport, binding, "GET", target, fields);
		assertThat(response.status()).isEqualTo(status);
		has(response, expected);
		has(send(transport, notFoundPage, "GET", target, fields), expected);
		assertThat(send(transport, notFoundPage, "GET", target, fields).status()).isEqualTo(404);
	}

	@EveryTransport("""
			/app.js | X-No: 1                   | max-age=43200, public
			/app.js | If-None-Match: *          | max-age=43200, public
			/app.js | Range: bytes=0-0          | max-age=43200, public
			/app.js | Authorization: Basic eDp5 | max-age=43200, private
			/       | X-No: 1                   | default
			""")
	void cacheControlOfSpringWebResourcesHolds(Transport transport, String target, String fields, String expected)
			throws IOException {
		has(send(transport, ofSpring, "GET", target, fields), expected);
		has(send(transport, ofSpring, "HEAD", target, fields), expected);
	}

	@EveryTransport("""
			/app.js | X-No: 1                   | max-age=3600
			/app.js | If-None-Match: *          | max-age=3600
			/app.js | Range: bytes=0-0          | max-age=3600
			/app.js | Authorization: Basic eDp5 | private, max-age=3600
			/       | X-No: 1                   | default
			""")
	void periodOfSpringWebResourcesHolds(Transport transport, String target, String fields, String expected)
			throws IOException {
		has(send(transport, ofPeriod, "GET", target, fields), expected);
	}

	private static Response send(Transport transport, Site site, String method, String target, String fields)
			throws IOException {
		try (Client client = site.connect(transport)) {
			return client.send(Request.parse(method, target, fields));
		}
	}

	private static void has(Response response, String expected) {
		switch (expected) {
			case "default" -> assertThat(response.header("cache-control")).isEqualTo(DEFAULT);
			case "none" -> assertThat(response.header("cache-control")).isNull();
			default -> assertThat(response.header("cache-control")).isEqualTo(expected);
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

	}

	@RestController
	static class Controller {

		private final Assets assets;

		Controller(Assets assets) {
			this.assets = assets;
		}

		@RequestMapping("/**")
		ResponseEntity<Resource> answer(HttpServletRequest request) {
			return this.assets.fetch(request);
		}

	}

}
