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
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import io.github.assetsboot.testing.Transport;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Browsers keep a file whose path tells its content. A path that tells another content is
 * not found, whatever else the collection does with such paths.
 */
class FingerprintedFilesTests {

	private static final String IMMUTABLE = "public, max-age=31536000, immutable";

	/**
	 * The beginning of the SHA-256 of the style sheet.
	 */
	private static final String CURRENT = "/css/app-2c7bc03c8b.css";

	private static final String OUTDATED = "/css/app-0123456789.css";

	@RegisterExtension
	static final Site singlePage = fill("single-page-application", "spring");

	@RegisterExtension
	static final Site singlePageOfWorkers = fill("single-page-application", "workers");

	@RegisterExtension
	static final Site notFoundPage = fill("404-page", "spring");

	@RegisterExtension
	static final Site notFoundPageOfWorkers = fill("404-page", "workers");

	@RegisterExtension
	static final Site onlyFingerprinted = fill("none", "workers").property("assets.run-worker-first[0]", "/*")
		.property("assets.run-worker-first[1]", "!/css/*")
		.property("assets.run-worker-first[2]", "!" + Site.PROBE);

	private static Site fill(String notFoundHandling, String routing) {
		return new Site().file("index.html", "<p>fallback page")
			.file("404.html", "<p>not found page")
			.file("css/app.css", "a { color: red }")
			.property("assets.not-found-handling", notFoundHandling)
			.property("assets.routing", routing)
			.property("assets.fingerprint.paths", "/css/*");
	}

	@EveryTransport("""
			GET  | X-No: 1                   | 200
			HEAD | X-No: 1                   | 200
			GET  | If-None-Match: *          | 304
			GET  | Range: bytes=0-1          | 206
			GET  | Authorization: Basic eDp5 | 200
			""")
	void pathThatTellsTheContentIsKept(Transport transport, String method, String field, int status)
			throws IOException {
		for (Site site : new Site[] { singlePage, singlePageOfWorkers, notFoundPage, notFoundPageOfWorkers }) {
			Response response = send(site, transport, method, CURRENT, field);
			assertThat(response.status()).isEqualTo(status);
			assertThat(response.header("cache-control")).isEqualTo(IMMUTABLE);
			assertThat(send(site, transport, method, "/css/app.css", field).header("cache-control"))
				.isNotEqualTo(IMMUTABLE);
		}
	}

	@EveryTransport("""
			GET  | X-No: 1
			HEAD | X-No: 1
			GET  | Sec-Fetch-Dest: style
			GET  | Sec-Fetch-Mode: navigate && Sec-Fetch-Dest: document
			GET  | If-None-Match: *
			""")
	void pathThatTellsAnotherContentIsNotFound(Transport transport, String method, String fields) throws IOException {
		for (Site site : new Site[] { singlePage, singlePageOfWorkers, notFoundPage, notFoundPageOfWorkers,
				onlyFingerprinted }) {
			Response response = send(site, transport, method, OUTDATED, fields);
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.header("cache-control")).contains("no-store");
			assertThat(response.body()).doesNotContain("page", "color");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void fileThatIsChangedInPlaceIsGoneFromThePathThatTellsItsContent(Container container, @TempDir Path directory)
			throws Exception {
		Path file = Files.writeString(Files.createDirectories(directory.resolve("css")).resolve("app.css"),
				"a { color: red }");
		try (ConfigurableApplicationContext context = Applications.serve(directory, "assets.fingerprint.paths",
				"/css/*", "spring.autoconfigure.exclude", container.excluded());
				Client client = new SocketClient(Applications.port(context))) {
			assertThat(client.get(CURRENT).body()).isEqualTo("a { color: red }");
			Files.writeString(file, "a { color: green }");
			Thread.sleep(5);
			Response response = client.get(CURRENT);
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.header("cache-control")).contains("no-store");
			assertThat(client.get("/css/app.css").body()).isEqualTo("a { color: green }");
			assertThat(context.getBean(AssetUrls.class).integrity("/css/app.css")).isEmpty();
			Files.writeString(file, "a { color: red }");
			Thread.sleep(5);
			assertThat(client.get(CURRENT).body()).isEqualTo("a { color: red }");
		}
	}

	private static Response send(Site site, Transport transport, String method, String target, String fields)
			throws IOException {
		try (Client client = site.connect(transport)) {
			return client.send(Request.parse(method, target, fields));
		}
	}

}
