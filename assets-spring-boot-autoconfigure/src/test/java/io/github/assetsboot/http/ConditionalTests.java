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
import java.util.List;
import java.util.Map;

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Conditional requests (RFC 9110, section 13). The first column is a case of the
 * catalogue; {@code {T}} stands for the content's hash, in quotes the tag. Every row is
 * sent by GET and by HEAD.
 *
 * @author the Assets for Spring Boot authors
 */
class ConditionalTests {

	private static final String SCRIPT = "console.log('the quick brown fox');\n".repeat(200);

	@RegisterExtension
	static final Site site = new Site().file("file.bin", "a file without variants")
		.file("app.js", SCRIPT)
		.file("app.js.gz", Codings.gzip(SCRIPT.getBytes()))
		.file("ruled.txt", "a file with rules")
		.file("page.html", "<p>page</p>")
		.file("404.html", "<p>not found</p>")
		.file("_headers", "/ruled.txt\n  X-Rule: kept\n  Expires: Fri, 01 Jan 2174 00:00:00 GMT\n"
				+ "  Content-Location: /elsewhere\n  Cache-Control: max-age=7\n/file.bin\n  ! Vary\n/nothing\n  X-Rule: 404\n")
		.property("assets.not-found-handling", "404-page");

	@RegisterExtension
	static final Site singlePage = new Site().file("index.html", "<p>fallback page</p>")
		.property("assets.not-found-handling", "single-page-application");

	private @Nullable Client opened;

	private Client connect(Transport transport) throws IOException {
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

	@EveryTransport("""
			tag in the list          | If-None-Match: "{T}"                                   | 304
			tag in the list          | If-None-Match: W/"{T}"                                 | 304
			tag in the list          | If-None-Match: *                                       | 304
			tag in the list          | If-None-Match: "a", "b", "{T}" , "c"                   | 304
			tag in the list          | If-None-Match: "a",\t"{T}"\t,"c"                       | 304
			tag in the list          | If-None-Match: "a","{T}"                               | 304
			tag in the list          | If-None-Match: W/"a", W/"{T}"                          | 304
			tag in the list          | If-None-Match: , ,"{T}",,                              | 304
			tag in the list          | If-None-Match: "", "{T}"                               | 304
			tag not in the list      | If-None-Match: "{UPPER}"                               | 200
			tag not in the list      | If-None-Match: "x"                                     | 200
			tag not in the list      | If-None-Match: ""                                      | 200
			tag not in the list      | If-None-Match: {T}                                     | 200
			tag not in the list      | If-None-Match: ,                                       | 200
			tag not in the list      | If-None-Match: w/"{T}"                                 | 200
			tag not in the list      | If-None-Match: W/                                      | 200
			tag not in the list      | If-None-Match: W/{T}                                   | 200
			tag not in the list      | If-None-Match: W "{T}"                                 | 200
			tag not in the list      | If-None-Match: "{T}                                    | 200
			tag not in the list      | If-None-Match: {T}"                                    | 200
			tag not in the list      | If-None-Match: 'single'                                | 200
			tag not in the list      | If-None-Match: "{T}x"                                  | 200
			tag not in the list      | If-None-Match: "x{T}"                                  | 200
			tag not in the list      | If-None-Match: "{T} "                                  | 200
			commas in tags           | If-None-Match: "foo,{T}"                               | 200
			commas in tags           | If-None-Match: "{T},foo"                               | 200
			commas in tags           | If-None-Match: "foo, {T}"                              | 200
			commas in tags           | If-None-Match: "foo,bar", "{T}"                        | 304
			commas in tags           | If-None-Match: "foo, bar",W/"{T}"                      | 304
			two fields               | If-None-Match: "a" && If-None-Match: "{T}"             | 304
			two fields               | If-None-Match: "a", "b" && If-None-Match: "c", "{T}"   | 304
			two fields               | If-None-Match: "a" && If-None-Match: "b"               | 200
			tags before dates        | If-None-Match: "x" && If-Modified-Since: Fri, 01 Jan 2174 00:00:00 GMT   | 200
			tags before dates        | If-None-Match: "{T}" && If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT | 304
			If-Match holds           | If-Match: "{T}"                                        | 200
			If-Match holds           | If-Match: "Z", "{T}"                                   | 200
			If-Match holds           | If-Match: "Z" && If-Match: "{T}"                       | 200
			If-Match holds           | If-Match: "a,b", "{T}"                                 | 200
			If-Match holds           | If-Match: *                                            | 200
			If-Match does not hold   | If-Match: "x"                                          | 412
			If-Match does not hold   | If-Match: W/"{T}"                                      | 412
			If-Match does not hold   | If-Match: "x", W/"{T}"                                 | 412
			If-Match does not hold   | If-Match: {T}                                          | 412
			If-Match does not hold   | If-Match: "a,{T}"                                      | 412
			If-Match is first        | If-Match: "{T}" && If-None-Match: "{T}"                | 304
			If-Match is first        | If-Match: "{T}" && If-None-Match: "x"                  | 200
			If-Match is first        | If-Match: * && If-None-Match: *                        | 304
			If-Match is first        | If-Match: "x" && If-None-Match: "{T}"                  | 412
			If-Match is first        | If-None-Match: "{T}" && If-Match: "x"                  | 412
			If-Match is first        | If-Match: "{T}" && If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT | 200
			date is ignored          | If-Modified-Since: Fri, 01 Jan 2174 00:00:00 GMT       | 200
			date is ignored          | If-Modified-Since: Wed, 21 Oct 2015 07:28:00 GMT       | 200
			date is ignored          | If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT     | 200
			date is ignored          | If-Unmodified-Since: Fri, 01 Jan 2174 00:00:00 GMT     | 200
			odd date is ignored      | If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT      | 200
			odd date is ignored      | If-Modified-Since: Sun Nov  6 08:49:37 1994            | 200
			odd date is ignored      | If-Modified-Since: garbage                             | 200
			odd date is ignored      | If-Modified-Since: Mon, 28 Sep 2009 23:59:59 GMT; length=13774 | 200
			odd date is ignored      | If-Modified-Since: 0                                   | 200
			odd date is ignored      | If-Modified-Since: -1                                  | 200
			odd date is ignored      | If-Unmodified-Since: garbage                           | 200
			odd date is ignored      | If-Unmodified-Since: Sun Nov  6 08:49:37 1994          | 200
			""")
	void precondition(Transport transport, String kind, String fields, int expected) throws IOException {
		Client client = connect(transport);
		for (String target : List.of("/file.bin", "/app.js", "/page", "/ruled.txt")) {
			Response full = client.get(target);
			assertThat(full.status()).isEqualTo(200);
			assertThat(full.has("last-modified")).isFalse();
			String hash = hash(full);
			String filled = fields.replace("{T}", hash).replace("{UPPER}", upper(hash));
			Response response = sendByGetAndHead(client, target, filled);
			assertThat(response.status()).as(target).isEqualTo(expected);
			switch (expected) {
				case 200 -> {
					assertThat(response.lastingFields()).isEqualTo(full.lastingFields());
					assertThat(response.bytes()).isEqualTo(full.bytes());
				}
				case 304 -> isNotModified(response, full);
				default -> {
					assertThat(response.bytes()).isNotEqualTo(full.bytes());
					assertThat(response.fields()).doesNotContainKeys("content-encoding", "content-range");
				}
			}
		}
	}

	/**
	 * Upper case, or a letter more if there is no letter.
	 */
	private static String upper(String hash) {
		String upper = hash.replace('a', 'A').replace('b', 'B').replace('c', 'C').replace('d', 'D').replace('e', 'E');
		return upper.equals(hash) ? hash + "A" : upper;
	}

	private static Response sendByGetAndHead(Client client, String target, @Nullable String fields) throws IOException {
		Request request = (fields != null) ? Request.parse("GET", target, fields) : Request.get(target);
		Response get = client.send(request);
		Response head = client.send(request.method("HEAD"));
		assertThat(head.status()).as("HEAD of " + target).isEqualTo(get.status());
		assertThat(head.lastingFields("content-length")).as("HEAD of " + target)
			.isEqualTo(get.lastingFields("content-length"));
		if (head.has("content-length") || get.status() == 200) {
			assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
		}
		return get;
	}

	/**
	 * RFC 9110, section 15.4.5.
	 */
	private static void isNotModified(Response response, Response full) {
		assertThat(response.bytes()).isEmpty();
		assertThat(response.fields()).doesNotContainKeys("content-type", "content-encoding", "content-range",
				"last-modified", "transfer-encoding");
		if (response.has("content-length")) {
			assertThat(response.header("content-length")).isEqualTo(full.header("content-length"));
		}
		for (String name : List.of("etag", "cache-control", "vary", "content-location", "expires", "x-rule")) {
			assertThat(response.header(name)).as(name + " on 304").isEqualTo(full.header(name));
		}
	}

	private static String hash(Response full) {
		String tag = String.valueOf(full.header("etag"));
		assertThat(tag).matches("\"[0-9a-f]{32}\"");
		return tag.substring(1, 33);
	}

	/**
	 * {@code {gzip}} stands for the tag of the representation with gzip, without its
	 * quotes.
	 */
	@EveryTransport("""
			If-None-Match: "{gzip}"            | identity | 200 | "{T}"
			If-None-Match: "{gzip}"            | empty    | 200 | "{T}"
			If-None-Match: "{gzip}"            | absent   | 200 | "{T}"
			If-None-Match: "{gzip}"            | gzip;q=0 | 200 | "{T}"
			If-None-Match: "{gzip}"            | *;q=0    | 200 | "{T}"
			If-None-Match: "{gzip}"            | gzip     | 304 | "{gzip}"
			If-None-Match: "{gzip}"            | x-gzip   | 304 | "{gzip}"
			If-None-Match: W/"{gzip}"          | gzip     | 304 | "{gzip}"
			If-None-Match: "{gzip}"            | gzip;q=0.1, identity | 304 | "{gzip}"
			If-None-Match: "{T}"               | gzip     | 304 | "{T}"
			If-None-Match: W/"{T}"             | gzip     | 304 | "{T}"
			If-None-Match: "{T}"               | gzip, br | 304 | "{T}"
			If-None-Match: "{T}"               | empty    | 304 | "{T}"
			If-None-Match: "{T}"               | absent   | 304 | "{T}"
			If-None-Match: "{T}"               | *;q=0    | 304 | "{T}"
			If-None-Match: "{T}"               | identity;q=0 | 304 | "{T}"
			If-None-Match: "{T}"               | gzip, identity;q=0 | 200 | "{gzip}"
			If-None-Match: "{T}"               | gzip, *;q=0 | 200 | "{gzip}"
			If-None-Match: "{T}", "{gzip}"     | gzip     | 304 | "{gzip}"
			If-None-Match: "{T}", "{gzip}"     | identity | 304 | "{T}"
			If-None-Match: "{gzip}", "{T}"     | identity | 304 | "{T}"
			If-None-Match: "{gzip}" && If-None-Match: "{T}" | gzip;q=0.5, identity | 304 | "{T}"
			If-None-Match: "x", "{gzip}"       | gzip     | 304 | "{gzip}"
			If-None-Match: *                   | gzip     | 304 | "{gzip}"
			If-None-Match: *                   | identity | 304 | "{T}"
			If-None-Match: "{T}-gzip"          | gzip     | 200 | "{gzip}"
			If-None-Match: "{T}-gz-"           | gzip     | 200 | "{gzip}"
			If-None-Match: "{gzip}-gz"         | gzip     | 200 | "{gzip}"
			If-None-Match: {gzip}              | gzip     | 200 | "{gzip}"
			If-Match: "{gzip}"                 | gzip     | 200 | "{gzip}"
			If-Match: "{gzip}"                 | identity | 412 | absent
			If-Match: "{T}"                    | identity | 200 | "{T}"
			If-Match: "{T}"                    | gzip     | 412 | absent
			If-Match: "{T}", "{gzip}"          | gzip     | 200 | "{gzip}"
			If-Match: *                        | gzip     | 200 | "{gzip}"
			If-Match: W/"{gzip}"               | gzip     | 412 | absent
			""")
	void preconditionOnCodedRepresentations(Transport transport, String fields, @Nullable String coding, int status,
			@Nullable String tag) throws IOException {
		Client client = connect(transport);
		String accept = (coding != null) ? "Accept-Encoding: " + coding : "X-No: 1";
		Response response = sendByGetAndHead(client, "/app.js", withTags(fields) + " && " + accept);
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.header("etag")).isEqualTo((tag != null) ? withTags(tag) : null);
		assertThat(response.header("vary")).isEqualToIgnoringCase("Accept-Encoding");
		if (status == 304) {
			boolean coded = response.header("etag").contains("-gz-");
			isNotModified(response,
					client.send(Request.get("/app.js").with("Accept-Encoding", coded ? "gzip" : "identity")));
		}
	}

	private static String withTags(String text) {
		return Codings.withTags(text, site.content("app.js"), Map.of("gzip", site.content("app.js.gz")));
	}

	@EveryTransport
	void tagOfAnotherFileDoesNotMatch(Transport transport) throws IOException {
		Client client = connect(transport);
		String other = hash(client.get("/ruled.txt"));
		assertThat(sendByGetAndHead(client, "/file.bin", "If-None-Match: \"" + other + "\"").status()).isEqualTo(200);
		assertThat(sendByGetAndHead(client, "/file.bin", "If-Match: \"" + other + "\"").status()).isEqualTo(412);
	}

	@EveryTransport("""
			If-Match: "x"
			If-Match: *
			If-None-Match: *
			If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT
			""")
	void preconditionOnAPathWithoutAssetIsIgnored(Transport transport, String fields) throws IOException {
		Client client = connect(transport);
		assertThat(sendByGetAndHead(client, "/nothing", fields).status()).isEqualTo(404);
	}

	@EveryTransport("""
			POST   | If-None-Match: "{T}"
			POST   | If-None-Match: *
			POST   | If-Match: "x"
			PUT    | If-Match: "x"
			PUT    | If-None-Match: *
			DELETE | If-Match: "x"
			DELETE | Range: bytes=0-4
			""")
	void preconditionOnAMethodThatIsNotAllowedIsIgnored(Transport transport, String method, String fields)
			throws IOException {
		Client client = connect(transport);
		String hash = hash(client.get("/file.bin"));
		Response response = client.send(Request.parse(method, "/file.bin", fields.replace("{T}", hash)));
		assertThat(response.status()).isEqualTo(405);
		assertThat(response.header("allow")).isEqualTo("GET, HEAD");
		assertThat(response.fields()).as("fields of the asset on 405")
			.doesNotContainKeys("etag", "cache-control", "content-encoding");
	}

	@EveryTransport("""
			If-None-Match: "{T}"
			If-None-Match: *
			If-Match: "x"
			If-Match: "{T}"
			If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT
			""")
	void preconditionOnAPageForNotFoundIsIgnored(Transport transport, String fields) throws IOException {
		Client client = connect(transport);
		String hash = hash(client.get("/404"));
		Response full = sendByGetAndHead(client, "/nothing", null);
		assertThat(full.status()).isEqualTo(404);
		assertThat(full.header("x-rule")).isEqualTo("404");
		assertThat(full.bytes()).isEqualTo(site.content("404.html"));
		Response response = sendByGetAndHead(client, "/nothing", fields.replace("{T}", hash));
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.lastingFields()).isEqualTo(full.lastingFields());
		assertThat(response.bytes()).isEqualTo(full.bytes());
	}

	@EveryTransport("""
			If-None-Match: "{T}"  | 304
			If-None-Match: *      | 304
			If-None-Match: "x"    | 200
			If-Match: "x"         | 412
			If-Match: "{T}"       | 200
			""")
	void preconditionOnAFallbackPageIsOneOnThatPage(Transport transport, String fields, int status) throws IOException {
		Client client = connect(transport);
		try (Client other = singlePage.connect(transport)) {
			String hash = hash(other.get("/"));
			for (String target : List.of("/", "/deep/link")) {
				Response full = sendByGetAndHead(other, target, null);
				assertThat(full.bytes()).isEqualTo(singlePage.content("index.html"));
				Response response = sendByGetAndHead(other, target, fields.replace("{T}", hash));
				assertThat(response.status()).as(target).isEqualTo(status);
				if (status == 304) {
					isNotModified(response, full);
				}
			}
		}
	}

	@EveryTransport("""
			If-None-Match: *
			If-None-Match: "{T}"
			If-Match: "x"
			If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT
			""")
	void preconditionOnARedirectIsIgnored(Transport transport, String fields) throws IOException {
		Client client = connect(transport);
		String hash = hash(client.get("/page"));
		Response response = sendByGetAndHead(client, "/page.html", fields.replace("{T}", hash));
		assertThat(response.status()).isEqualTo(307);
		assertThat(response.header("location")).isEqualTo("/page");
	}

	@EveryTransport
	void notModifiedWithAuthorizationHasNoDefaultCacheControl(Transport transport) throws IOException {
		Client client = connect(transport);
		String hash = hash(client.get("/file.bin"));
		Response response = sendByGetAndHead(client, "/file.bin",
				"If-None-Match: \"" + hash + "\" && Authorization: Basic eDp5");
		assertThat(response.status()).isEqualTo(304);
		assertThat(response.has("cache-control")).isFalse();
	}

}
