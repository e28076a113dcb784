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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code assets.language.mode=serve}: the files of a language at paths without it, from
 * folders of the default collection and from collections of their own.
 *
 * @author the Assets for Spring Boot authors
 */
class LanguageFilesTests {

	private static final String VARY = "Accept-Language, Cookie";

	private static final String DEFAULT = "public, max-age=0, must-revalidate";

	private static final Path ROOT = createDirectory();

	@RegisterExtension
	static final Site folders = site().fill((directory) -> {
		write(directory, "de");
		write(directory, "en");
		Files.writeString(directory.resolve("_headers"), "/de/*\n  ! Vary\n  X-Rule: de\n/en/*\n  X-Rule: en\n");
	});

	@RegisterExtension
	static final Site collections = ofTheirOwn(ofTheirOwn(site(), "de"), "en");

	@RegisterExtension
	static final Site singlePage = site().property("assets.not-found-handling", "single-page-application")
		.fill((directory) -> {
			write(directory, "de");
			write(directory, "en");
		});

	@RegisterExtension
	static final Site handlers = site(new Site(Handlers.class)).fill((directory) -> {
		write(directory, "de");
		write(directory, "en");
	});

	private static Path createDirectory() {
		try {
			return Files.createTempDirectory("languages");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(Path directory, String language) throws IOException {
		Path folder = Files.createDirectories(directory.resolve(language));
		Files.writeString(folder.resolve("index.html"), language + " start");
		Files.writeString(folder.resolve("about.html"), language + " about");
		Files.writeString(folder.resolve("404.html"), language + " not found");
		String script = "// " + language + "\n" + "let quick = 'brown fox';\n".repeat(300);
		Files.writeString(folder.resolve("app-1234.js"), script);
		Files.write(folder.resolve("app-1234.js.gz"), Codings.gzip(script.getBytes(StandardCharsets.UTF_8)));
		if (language.equals("de")) {
			Files.writeString(folder.resolve("only.html"), "de only");
		}
	}

	private static Site site() {
		return site(new Site());
	}

	private static Site site(Site site) {
		return site.file("shared.txt", "shared")
			.file("shared-1234.js", "let a = 1;")
			.property("assets.not-found-handling", "404-page")
			.property("assets.cache.immutable[0]", "/*.js")
			.property("assets.language.mode", "serve")
			.property("assets.language.paths.en", "/en")
			.property("assets.language.paths.de", "/de")
			.property("assets.language.default", "en")
			.property("assets.language.cookie", "lang");
	}

	private static Site ofTheirOwn(Site site, String language) {
		try {
			write(ROOT, language);
			Files.writeString(ROOT.resolve(language + "/_headers"), "/*\n  ! Vary\n  X-Rule: " + language + "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String prefix = "assets.collections." + language + ".";
		return site.property(prefix + "base-path", "/" + language)
			.property(prefix + "directory", ROOT.resolve(language).toUri().toString())
			.property(prefix + "not-found-handling", "404-page")
			.property(prefix + "cache.immutable[0]", "/*.js");
	}

	@AfterAll
	static void delete() throws IOException {
		FileSystemUtils.deleteRecursively(ROOT);
	}

	private static Response send(Client client, String method, String target, String fields) throws IOException {
		return client.send(Request.parse(method, target, fields));
	}

	private static void isOfLanguage(Response response) {
		assertThat(response.header("vary")).startsWith(VARY);
		assertThat(String.valueOf(response.header("cache-control"))).doesNotContain("immutable");
	}

	@EveryTransport("""
			GET  | /            | Accept-Language: de                           | 200 | de start
			HEAD | /            | Accept-Language: de                           | 200 | empty
			GET  | /            | Accept-Language: fr                           | 200 | en start
			GET  | /            | Accept-Language: de && Cookie: lang=en        | 200 | en start
			GET  | /about       | Accept-Language: de                           | 200 | de about
			GET  | /about       | X-No: 1                                       | 200 | en about
			GET  | /about       | Accept-Language: de && Range: bytes=0-1       | 206 | de
			GET  | /about       | Accept-Language: de && Range: bytes=99-       | 416 | empty
			GET  | /about       | Accept-Language: de && If-None-Match: *       | 304 | empty
			GET  | /about       | Accept-Language: de && If-Match: "x"          | 412 | empty
			GET  | /only        | Accept-Language: de                           | 200 | de only
			GET  | /nope        | Accept-Language: de && Sec-Fetch-Dest: document | 404 | de not found
			GET  | /only        | Accept-Language: en && Sec-Fetch-Dest: document | 404 | en not found
			HEAD | /nope        | Accept-Language: de && Sec-Fetch-Dest: document | 404 | empty
			""")
	void fileOfTheLanguageIsServed(Transport transport, String method, String target, String fields, int status,
			String body) throws IOException {
		for (Site site : new Site[] { folders, collections }) {
			try (Client client = site.connect(transport)) {
				Response response = send(client, method, target, fields);
				assertThat(response.status()).isEqualTo(status);
				assertThat(response.body()).isEqualTo(body);
				isOfLanguage(response);
				assertThat(response.header("x-rule")).isNotNull();
				assertThat(response.header("location")).isNull();
			}
		}
	}

	@EveryTransport("""
			/about/      | /about
			/about.html  | /about
			/index.html  | /
			/index       | /
			/%61bout?a=b | /about?a=b
			""")
	void redirectOfHtmlHandlingStaysWithoutTheLanguage(Transport transport, String target, String location)
			throws IOException {
		for (Site site : new Site[] { folders, collections }) {
			try (Client client = site.connect(transport)) {
				Response response = send(client, "GET", target, "Accept-Language: de");
				assertThat(response.status()).isEqualTo(307);
				assertThat(response.header("location")).isEqualTo(location);
				isOfLanguage(response);
			}
		}
	}

	@EveryTransport("""
			/shared.txt     | shared
			/de/about       | de about
			/en/about       | en about
			/de/            | de start
			""")
	void otherFilesAreServedAsWithoutLanguages(Transport transport, String target, String body) throws IOException {
		for (Site site : new Site[] { folders, collections }) {
			try (Client client = site.connect(transport)) {
				for (int i = 0; i < 2; i++) {
					Response response = send(client, "GET", target, "Accept-Language: de && Cookie: lang=en");
					assertThat(response.status()).isEqualTo(200);
					assertThat(response.body()).isEqualTo(body);
					assertThat(String.valueOf(response.header("vary"))).doesNotContain("Language");
				}
			}
		}
	}

	@EveryTransport("""
			/de/nope       | de not found
			/nope.js       | absent
			/api/nope      | absent
			""")
	void pathOfALanguageAndOtherRequestsAreNotFoundAsUsual(Transport transport, String target, @Nullable String body)
			throws IOException {
		try (Client client = folders.connect(transport)) {
			Response response = send(client, "GET", target,
					(body != null) ? "Sec-Fetch-Dest: document && Cookie: lang=en" : "Sec-Fetch-Dest: empty");
			assertThat(response.status()).isEqualTo(404);
			assertThat(String.valueOf(response.header("vary"))).doesNotContain("Language");
			if (body != null) {
				assertThat(response.body()).isEqualTo(body);
			}
		}
	}

	/**
	 * Otherwise, a shared cache could answer with the page of the application where the
	 * language has a file.
	 */
	@EveryTransport("""
			/only     | Accept-Language: de | de only
			/only     | Accept-Language: en | handler
			/handled  | Accept-Language: de | handler
			""")
	void answerOfAHandlerDependsOnTheLanguageThatHasNoFile(Transport transport, String target, String fields,
			String body) throws IOException {
		try (Client client = handlers.connect(transport)) {
			Response response = send(client, "GET", target, fields);
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body()).isEqualTo(body);
			assertThat(response.header("vary")).contains(VARY);
			assertThat(send(client, "POST", "/handled", "Accept-Language: de").header("vary")).isNull();
		}
	}

	@EveryTransport
	void fileIsImmutableAtItsOwnPathOnly(Transport transport) throws IOException {
		for (Site site : new Site[] { folders, collections }) {
			try (Client client = site.connect(transport)) {
				Response localized = send(client, "GET", "/app-1234.js", "Accept-Language: de");
				Response own = send(client, "GET", "/de/app-1234.js", "Accept-Language: de");
				assertThat(localized.header("cache-control")).isEqualTo(DEFAULT);
				assertThat(own.header("cache-control")).contains("immutable");
				assertThat(localized.body()).isEqualTo(own.body());
				assertThat(localized.header("etag")).isNotNull().isEqualTo(own.header("etag"));
				assertThat(send(client, "GET", "/shared-1234.js", "Accept-Language: de").header("cache-control"))
					.contains("immutable");
			}
		}
	}

	/**
	 * A cache that keeps one response for each value of the fields of {@code Vary}, or
	 * that asks with the tag of another language, gets the right language.
	 */
	@EveryTransport
	void tagOfAnotherLanguageIsNotKnown(Transport transport) throws IOException {
		for (Site site : new Site[] { folders, collections }) {
			try (Client client = site.connect(transport)) {
				String german = String.valueOf(send(client, "GET", "/about", "Accept-Language: de").header("etag"));
				Response english = send(client, "GET", "/about", "Accept-Language: en && If-None-Match: " + german);
				assertThat(english.status()).isEqualTo(200);
				assertThat(english.body()).isEqualTo("en about");
				Response known = send(client, "GET", "/about", "Accept-Language: de && If-None-Match: " + german);
				assertThat(known.status()).isEqualTo(304);
				isOfLanguage(known);
				Response part = send(client, "GET", "/about",
						"Accept-Language: en && Range: bytes=0-1 && If-Range: " + german);
				assertThat(part.status()).isEqualTo(200);
			}
		}
	}

	@EveryTransport
	void responseIsNotKeptForOtherLanguages(Transport transport) throws IOException {
		for (Site site : new Site[] { folders, collections }) {
			try (Client client = site.connect(transport)) {
				for (String language : new String[] { "de", "en", "de", "de", "en" }) {
					for (String path : new String[] { "/", "/about" }) {
						assertThat(send(client, "GET", path, "Accept-Language: " + language).body())
							.startsWith(language);
						assertThat(send(client, "GET", "/de" + path, "Accept-Language: " + language).body())
							.startsWith("de");
					}
				}
			}
		}
	}

	@EveryTransport
	void codedRepresentationDependsOnTheCodingAsWell(Transport transport) throws IOException {
		for (Site site : new Site[] { folders, collections }) {
			try (Client client = site.connect(transport)) {
				Response response = send(client, "GET", "/app-1234.js", "Accept-Language: de && Accept-Encoding: gzip");
				assertThat(response.status()).isEqualTo(200);
				assertThat(response.header("content-encoding")).isEqualTo("gzip");
				assertThat(response.header("vary")).isEqualTo(VARY + ", Accept-Encoding");
			}
		}
	}

	@EveryTransport("""
			Accept-Language: de && Sec-Fetch-Dest: document | 200 | de start
			Accept-Language: fr && Sec-Fetch-Dest: document | 200 | en start
			Accept-Language: de && Accept: text/html        | 200 | de start
			""")
	void fallbackPageOfTheLanguageIsServed(Transport transport, String fields, int status, String body)
			throws IOException {
		try (Client client = singlePage.connect(transport)) {
			Response response = send(client, "GET", "/deep/link", fields);
			assertThat(response.status()).isEqualTo(status);
			assertThat(response.body()).isEqualTo(body);
			assertThat(response.header("vary")).isEqualTo(VARY + ", Sec-Fetch-Dest, Accept, X-Requested-With");
			assertThat(response.header("cache-control")).isEqualTo(DEFAULT);
			assertThat(send(client, "GET", "/deep/link",
					fields.replaceAll("Sec-Fetch-Dest.*|Accept: .*", "Sec-Fetch-Dest: script"))
				.status()).isEqualTo(404);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Handlers {

		@Bean
		RouterFunction<ServerResponse> handler() {
			return RouterFunctions.route()
				.GET("/only", (request) -> ServerResponse.ok().body("handler"))
				.GET("/handled", (request) -> ServerResponse.ok().body("handler"))
				.POST("/handled", (request) -> ServerResponse.ok().body("handler"))
				.build();
		}

	}

}
