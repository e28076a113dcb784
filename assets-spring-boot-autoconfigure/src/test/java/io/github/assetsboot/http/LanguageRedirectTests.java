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
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code assets.language.mode=redirect}: the redirect of the root to the path of a
 * language.
 *
 * @author the Assets for Spring Boot authors
 */
class LanguageRedirectTests {

	@RegisterExtension
	static final Site site = languages(new Site()).file("_redirects", "/old / 301\n");

	@RegisterExtension
	static final Site belowPaths = languages(new Site(), "/app").property("server.servlet.context-path", "/context")
		.property("assets.base-path", "/app")
		.file("_headers", "/\n  X-Root: 1\n  Vary: X-Other\n");

	@RegisterExtension
	static final Site ruled = languages(new Site()).file("_redirects", "/ /about 302\n");

	private static Site languages(Site site) {
		return languages(site, "");
	}

	private static Site languages(Site site, String basePath) {
		return site.file("de/index.html", "<p>Start</p>")
			.file("en/index.html", "<p>start</p>")
			.file("no/index.html", "<p>begynn</p>")
			.file("index.html", "<p>no language</p>")
			.file("about.html", "<p>about</p>")
			.property("assets.language.paths.en", basePath + "/en")
			.property("assets.language.paths.de", basePath + "/de/")
			.property("assets.language.paths.no", basePath + "/no")
			.property("assets.language.default", "en")
			.property("assets.language.cookie", "lang");
	}

	private static Response send(Transport transport, Site site, String method, String target, String fields)
			throws IOException {
		try (Client client = site.connect(transport)) {
			return client.send(Request.parse(method, target, fields));
		}
	}

	@EveryTransport("""
			GET  | /          | X-No: 1                                           | /en/
			HEAD | /          | X-No: 1                                           | /en/
			GET  | /          | Accept-Language: de-CH,fr;q=0.5                   | /de/
			HEAD | /          | Accept-Language: de-CH,fr;q=0.5                   | /de/
			GET  | /?a=b&c=%20 | Accept-Language: no                              | /no/?a=b&c=%20
			GET  | /          | Accept-Language: fr                               | /en/
			GET  | /          | Accept-Language: fr && Accept-Language: de        | /de/
			GET  | /          | Accept-Language: de && Cookie: a=b; lang=no       | /no/
			GET  | /          | Accept-Language: de && Cookie: lang=x             | /de/
			GET  | /          | Accept-Language: de && Cookie: lang=//evil.example | /de/
			GET  | /          | If-None-Match: * && Range: bytes=0-1              | /en/
			GET  | /./        | Accept-Language: de                               | /de/
			""")
	void rootIsRedirectedToTheLanguage(Transport transport, String method, String target, String fields,
			String location) throws IOException {
		Response response = send(transport, site, method, target, fields);
		assertThat(response.status()).isEqualTo(302);
		assertThat(response.header("location")).isEqualTo(location);
		assertThat(response.header("vary")).isEqualTo("Accept-Language, Cookie");
		assertThat(response.header("cache-control")).isEqualTo("private, no-cache");
		assertThat(response.body()).isEmpty();
	}

	@EveryTransport("""
			GET  | /context/app/      | /context/app/de/
			GET  | /context/app/?a=b  | /context/app/de/?a=b
			HEAD | /context/app/      | /context/app/de/
			""")
	void contextPathIsInFrontOfThePathOfTheLanguage(Transport transport, String method, String target, String location)
			throws IOException {
		try (Client client = transport.connect(belowPaths.port(transport))) {
			Response response = client.send(Request.parse(method, target, "Accept-Language: de"));
			assertThat(response.status()).isEqualTo(302);
			assertThat(response.header("location")).isEqualTo(location);
			assertThat(response.header("x-root")).isEqualTo("1");
			assertThat(response.header("vary")).isEqualTo("X-Other, Accept-Language, Cookie");
			assertThat(client.get("/context/app").header("location")).isEqualTo("/context/app/");
			assertThat(client.get("/context/").status()).isEqualTo(404);
		}
	}

	@EveryTransport("""
			GET  | /about      | 200 | absent
			GET  | /de/        | 200 | absent
			GET  | /de         | 307 | /de/
			GET  | /en/        | 200 | absent
			GET  | /index.html | 307 | /
			GET  | /old        | 301 | /
			POST | /           | 405 | absent
			GET  | /nope       | 404 | absent
			""")
	void otherRequestsAreAnsweredAsWithoutLanguages(Transport transport, String method, String target, int status,
			@Nullable String location) throws IOException {
		Response response = send(transport, site, method, target, "Accept-Language: de");
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.header("location")).isEqualTo(location);
		assertThat(String.valueOf(response.header("vary"))).doesNotContain("Accept-Language");
	}

	/**
	 * The response to a path is kept, except where it depends on more than the path.
	 */
	@EveryTransport
	void rootIsDecidedOnForEachRequest(Transport transport) throws IOException {
		try (Client client = site.connect(transport)) {
			for (String language : new String[] { "de", "no", "de", "en" }) {
				assertThat(client.send(Request.get("/").with("Accept-Language", language)).header("location"))
					.isEqualTo("/" + language + "/");
				assertThat(client.get("/index.html").status()).isEqualTo(307);
			}
		}
	}

	@EveryTransport
	void ruleForTheRootComesFirst(Transport transport) throws IOException {
		Response response = send(transport, ruled, "GET", "/", "Accept-Language: de");
		assertThat(response.status()).isEqualTo(302);
		assertThat(response.header("location")).isEqualTo("/about");
	}

}
