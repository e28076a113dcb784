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

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code assets.cache.immutable}: the field {@code Cache-Control} of what it names, and
 * of what it must not reach.
 *
 * @author the Assets for Spring Boot authors
 */
class ImmutableFilesTests {

	private static final String IMMUTABLE = "public, max-age=31536000, immutable";

	private static final String DEFAULT = "public, max-age=0, must-revalidate";

	@RegisterExtension
	static final Site singlePage = fill(new Site()).property("assets.not-found-handling", "single-page-application");

	@RegisterExtension
	static final Site workers = fill(new Site()).property("assets.not-found-handling", "single-page-application")
		.property("assets.routing", "workers");

	@RegisterExtension
	static final Site notFoundPage = fill(new Site()).property("assets.not-found-handling", "404-page");

	private static Site fill(Site site) {
		String script = "export const quick = 'brown fox';\n".repeat(300);
		return site.file("index.html", "<p>fallback page</p>")
			.file("404.html", "<p>not found</p>")
			.file("app.js", script)
			.file("assets/app-1234.js", script)
			.file("assets/app-1234.js.gz", Codings.gzip(script.getBytes()))
			.file("assets/page.html", "<p>page</p>")
			.file("assets/ruled.js", script)
			.file("assets/unset.js", script)
			.file("fonts/a/b.woff2", "font")
			.file("fonts/a.woff2.txt", "no font")
			.file("my-assets/x.js", script)
			.file("_headers", "/assets/ruled.js\n  Cache-Control: max-age=60\n/assets/unset.js\n  ! Cache-Control\n")
			.file("_redirects", """
					/assets/old.js /assets/app-1234.js 302
					/stable.js /assets/app-1234.js 200
					/assets/stable.js /assets/app-1234.js 200
					/assets/other.js /app.js 200
					""")
			.property("assets.cache.immutable[0]", "/assets/*")
			.property("assets.cache.immutable[1]", "/fonts/*.woff2");
	}

	@EveryTransport("""
			GET  | /assets/app-1234.js    | X-No: 1                                   | 200 | immutable
			HEAD | /assets/app-1234.js    | X-No: 1                                   | 200 | immutable
			GET  | /assets/app-1234.js?v=2 | X-No: 1                                  | 200 | immutable
			GET  | /assets/app-1234.js    | Accept-Encoding: gzip                     | 200 | immutable
			GET  | /assets/app-1234.js    | If-None-Match: *                          | 304 | immutable
			HEAD | /assets/app-1234.js    | If-None-Match: *                          | 304 | immutable
			GET  | /assets/app-1234.js    | Range: bytes=0-4                          | 206 | immutable
			GET  | /assets/app-1234.js    | Range: bytes=0-4,5000-5004                | 206 | immutable
			GET  | /assets/app-1234.js    | Range: bytes=0-4 && Accept-Encoding: gzip | 206 | immutable
			GET  | /assets/app-1234.js    | Range: nonsense                           | 200 | immutable
			GET  | /assets/app-1234.js    | Authorization: Basic eDp5                 | 200 | immutable
			GET  | /assets/app-1234.js    | Sec-Fetch-Mode: navigate                  | 200 | immutable
			GET  | /assets/app-1234.js.gz | X-No: 1                                   | 200 | immutable
			GET  | /fonts/a/b.woff2       | X-No: 1                                   | 200 | immutable
			GET  | /fonts/a.woff2.txt     | X-No: 1                                   | 200 | default
			GET  | /my-assets/x.js        | X-No: 1                                   | 200 | default
			GET  | /app.js                | X-No: 1                                   | 200 | default
			GET  | /app.js                | If-None-Match: *                          | 304 | default
			GET  | /app.js                | Range: bytes=0-4                          | 206 | none
			GET  | /app.js                | Authorization: Basic eDp5                 | 200 | none
			GET  | /                      | X-No: 1                                   | 200 | default
			GET  | /assets/app-1234.js    | Range: bytes=999999-                      | 416 | none
			GET  | /assets/app-1234.js    | If-Match: "x"                             | 412 | other
			POST | /assets/app-1234.js    | X-No: 1                                   | 405 | none
			GET  | /assets/page           | X-No: 1                                   | 200 | default
			GET  | /assets/page.html      | X-No: 1                                   | 307 | none
			GET  | /assets/old.js         | X-No: 1                                   | 302 | none
			GET  | /stable.js             | X-No: 1                                   | 200 | default
			GET  | /stable.js             | If-None-Match: *                          | 304 | default
			GET  | /assets/stable.js      | X-No: 1                                   | 200 | default
			GET  | /assets/other.js       | X-No: 1                                   | 200 | default
			GET  | /assets/ruled.js       | X-No: 1                                   | 200 | max-age=60
			GET  | /assets/ruled.js       | Range: bytes=0-4                          | 206 | max-age=60
			GET  | /assets/ruled.js       | If-None-Match: *                          | 304 | max-age=60
			GET  | /assets/unset.js       | X-No: 1                                   | 200 | none
			""")
	void cacheControl(Transport transport, String method, String target, String fields, int status, String expected)
			throws IOException {
		for (Site site : new Site[] { singlePage, notFoundPage }) {
			Response response = send(transport, site, method, target, fields);
			assertThat(response.status()).isEqualTo(status);
			has(response, expected);
		}
	}

	@EveryTransport("""
			/assets/app-0000.js   | Sec-Fetch-Dest: document                          | default
			/assets/app-0000.js   | X-No: 1                                           | other
			/assets/app-0000      | X-No: 1                                           | default
			/assets/              | X-No: 1                                           | default
			/assets/app-0000.js   | Sec-Fetch-Dest: document && If-None-Match: *      | default
			/assets/app-0000.js   | Sec-Fetch-Dest: document && Range: bytes=0-4      | none
			/assets/app-0000.js   | Sec-Fetch-Dest: script                            | other
			""")
	void fallbackIsNeverImmutable(Transport transport, String target, String fields, String expected)
			throws IOException {
		Response response = send(transport, singlePage, "GET", target, fields);
		assertThat(response.status()).isIn(200, 206, 304, 404);
		has(response, expected);
	}

	@EveryTransport("""
			/assets/app-0000.js   | Sec-Fetch-Mode: navigate                          | default
			/assets/app-0000.js   | X-No: 1                                           | default
			/assets/              | Sec-Fetch-Mode: navigate                          | default
			/assets/app-0000.js   | Sec-Fetch-Mode: navigate && If-None-Match: *      | default
			/assets/app-0000.js   | Sec-Fetch-Mode: navigate && Range: bytes=0-4      | none
			/assets/app-0000.js   | Sec-Fetch-Dest: script                            | default
			""")
	void fallbackOfWorkersIsNeverImmutable(Transport transport, String target, String fields, String expected)
			throws IOException {
		Response response = send(transport, workers, "GET", target, fields);
		assertThat(response.status()).isIn(200, 206, 304);
		has(response, expected);
	}

	@EveryTransport("""
			/assets/app-0000.js   | X-No: 1
			/assets/app-0000.js   | Sec-Fetch-Mode: navigate
			/assets/app-0000.js   | If-None-Match: *
			/assets/app-0000.js   | Range: bytes=0-4
			/fonts/none.woff2     | X-No: 1
			""")
	void pageForNotFoundIsNeverImmutable(Transport transport, String target, String fields) throws IOException {
		Response response = send(transport, notFoundPage, "GET", target, fields);
		assertThat(response.status()).isEqualTo(404);
		has(response, "other");
	}

	private static Response send(Transport transport, Site site, String method, String target, String fields)
			throws IOException {
		try (Client client = site.connect(transport)) {
			return client.send(Request.parse(method, target, fields));
		}
	}

	private static void has(Response response, String expected) {
		@Nullable String cacheControl = response.header("cache-control");
		switch (expected) {
			case "immutable" -> assertThat(cacheControl).isEqualTo(IMMUTABLE);
			case "default" -> assertThat(cacheControl).isEqualTo(DEFAULT);
			case "none" -> assertThat(cacheControl).isNull();
			case "other" -> assertThat(String.valueOf(cacheControl)).doesNotContain("immutable", "31536000");
			default -> assertThat(cacheControl).isEqualTo(expected);
		}
	}

}
