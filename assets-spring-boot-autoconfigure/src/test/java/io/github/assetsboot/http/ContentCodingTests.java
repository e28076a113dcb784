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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Content codings (RFC 9110, sections 8.4 and 12.5.3). The first column is a case of the
 * catalogue.
 *
 * @author the Assets for Spring Boot authors
 */
class ContentCodingTests {

	/**
	 * What Jetty adds to the tag of what it compresses itself: only to a GET, and only
	 * what has no coded representation of ours.
	 */
	private static final String TAG_OF_JETTY = "--gzip\"";

	private static final String NONE = "-";

	private static final long PATIENCE_NANOS = 90_000_000_000L;

	private static final Set<String> GIVEN_UP = ConcurrentHashMap.newKeySet();

	private static final byte[] SCRIPT = Contents.words(40_000);

	private static final byte[] OTHER = Contents.words(30_000);

	private static final Map<String, byte[]> CODED = Map.of("br", Codings.brotli(SCRIPT, 11), "zstd",
			Codings.zstd(SCRIPT, 19), "gzip", Codings.gzip(SCRIPT));

	/**
	 * Here gzip is the smallest.
	 */
	private static final Map<String, byte[]> UNUSUAL_CODED = Map.of("br", Codings.brotli(OTHER, 0), "zstd",
			Codings.zstd(OTHER, -5), "gzip", Codings.gzip(OTHER));

	private static final Map<String, String> SUFFIXES = Map.of("br", ".br", "zstd", ".zst", "gzip", ".gz");

	@RegisterExtension
	static final Site site = fill(new Site());

	@RegisterExtension
	static final Site compressing = fill(new Site().property("server.compression.enabled", "true")
		.property("server.compression.min-response-size", "1B"));

	@RegisterExtension
	static final Site singlePage = new Site().file("index.html", OTHER)
		.file("index.html.gz", Codings.gzip(OTHER))
		.property("assets.not-found-handling", "single-page-application");

	@RegisterExtension
	static final Site trusting = new Site().file("stale.js", SCRIPT)
		.file("stale.js.gz", Codings.gzip(OTHER))
		.property("assets.cache.trust-siblings", "true")
		.property("assets.cache.compression-time", "0");

	private @Nullable Client opened;

	private static Site fill(Site site) {
		CODED.forEach((coding, content) -> site.file("app.js" + SUFFIXES.get(coding), content));
		UNUSUAL_CODED.forEach((coding, content) -> site.file("unusual.css" + SUFFIXES.get(coding), content));
		return site.file("app.js", SCRIPT)
			.file("unusual.css", OTHER)
			.file("gzip-only.js", SCRIPT)
			.file("gzip-only.js.gz", Codings.gzip(SCRIPT))
			.file("made.js", Contents.words(50_000))
			.file("made.html", Contents.words(20_000))
			.file("tiny.txt", "tiny")
			.file("noise.txt", noise(5_000))
			.file("noise.png", noise(5_000))
			.file("empty.js", "")
			.file("lonely.js.gz", Codings.gzip(SCRIPT))
			.file("lonely.css.br", CODED.get("br"))
			.file("stale.js", SCRIPT)
			.file("stale.js.gz", Codings.gzip(OTHER))
			.file("broken.js", SCRIPT)
			.file("broken.js.gz", "this is not gzip")
			.file("fixed.js", SCRIPT)
			.file("fixed.js.gz", Codings.gzip(SCRIPT))
			.file("large.js", Contents.words(1_200_000))
			.file("404.html", OTHER)
			.file("404.html.gz", Codings.gzip(OTHER))
			.file("_headers", "/fixed.js\n  Cache-Control: no-transform\n")
			.property("assets.not-found-handling", "404-page");
	}

	private static byte[] noise(int size) {
		byte[] noise = new byte[size];
		new Random(size).nextBytes(noise);
		return noise;
	}

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

	private static Response get(Client client, String target, @Nullable String acceptEncoding) throws IOException {
		Request request = Request.get(target);
		return client.send((acceptEncoding != null) ? request.with("Accept-Encoding", acceptEncoding) : request);
	}

	private static String hash(Response identity) {
		assertThat(identity.has("content-encoding")).isFalse();
		String tag = String.valueOf(identity.header("etag"));
		assertThat(tag).matches("\"[0-9a-f]{32}\"");
		return tag.substring(1, 33);
	}

	@EveryTransport
	void codedRepresentationsDifferInSizeAsTheRowsAssume(Transport transport) {
		assertThat(CODED.get("br")).hasSizeLessThan(CODED.get("zstd").length).hasSizeLessThan(CODED.get("gzip").length);
		assertThat(UNUSUAL_CODED.get("gzip")).hasSizeLessThan(UNUSUAL_CODED.get("br").length)
			.hasSizeLessThan(UNUSUAL_CODED.get("zstd").length);
	}

	/**
	 * The check would find that the file is out of date.
	 */
	@EveryTransport
	void trustedFileIsServedWithoutACheck(Transport transport) throws IOException {
		try (Client client = trusting.connect(transport)) {
			Response response = get(client, "/stale.js", "gzip");
			assertThat(response.header("content-encoding")).isEqualTo("gzip");
			assertThat(response.bytes()).isEqualTo(Codings.gzip(OTHER));
			assertThat(get(client, "/stale.js", "br").has("content-encoding")).isFalse();
		}
	}

	@EveryTransport("""
			none                 | absent                              | -    | -
			none                 | empty                                  | -    | -
			none                 | identity                            | -    | -
			smallest             | br, gzip                            | br   | gzip
			smallest             | gzip, br                            | br   | gzip
			smallest             | gzip, deflate, br, zstd             | br   | gzip
			smallest             | zstd, br, gzip                      | br   | gzip
			smallest             | gzip;q=0.8, br;q=0.8                | br   | gzip
			smallest             | gzip                                | gzip | gzip
			smallest             | br                                  | br   | br
			smallest             | zstd                                | zstd | zstd
			weight 0             | br;q=0, gzip                        | gzip | gzip
			weight 0             | gzip;q=0                            | -    | -
			weight 0             | br;q=0, gzip;q=0.000, zstd;q=0.0    | -    | -
			weight 0             | br;q=0, *                           | zstd/gzip | gzip
			greatest weight      | gzip;q=0.5, br;q=0.1                | gzip | gzip
			greatest weight      | gzip;q=0.1, br;q=0.5                | br   | br
			greatest weight      | gzip;q=0.001                        | gzip | gzip
			greatest weight      | gzip ; q=0.5 , br ; q=0.9           | br   | br
			greatest weight      | gzip;q=0.5,\tbr;\tq=0.9             | br   | br
			greatest weight      | gzip, identity;q=0.5                | gzip | gzip
			greatest weight      | gzip;q=0.5, identity                | -    | -
			greatest weight      | br;q=1.000, gzip;q=0.999            | br   | br
			wildcard             | *                                   | br   | gzip
			wildcard             | *;q=0, gzip                         | gzip | gzip
			wildcard             | gzip, *;q=0                         | gzip | gzip
			wildcard             | identity;q=0, *                     | br   | gzip
			wildcard             | *;q=0                               | -    | -
			wildcard             | *;q=0.5, gzip                       | gzip | gzip
			wildcard             | gzip;q=0.5, *                       | br   | br/zstd
			none of them         | identity;q=0                        | *    | *
			none of them         | deflate, compress                   | -    | -
			letters, odd members | GZIP                                | gzip | gzip
			letters, odd members | Br                                  | br   | br
			letters, odd members | x-gzip                              | gzip | gzip
			letters, odd members | gzip;Q=1                            | gzip | gzip
			letters, odd members | gzip;Q=0                            | -    | -
			letters, odd members | gzip;q=banana                       | gzip | gzip
			letters, odd members | gzip,,br                            | br   | gzip
			letters, odd members | , ,gzip,                            | gzip | gzip
			letters, odd members | gzipx, xgzip, brr, zstdx            | -    | -
			letters, odd members | gzip, gzip                          | gzip | gzip
			""")
	void acceptEncoding(Transport transport, String kind, @Nullable String acceptEncoding, String ofScript,
			String ofUnusual) throws IOException {
		Client client = connect(transport);
		isCoded(client, "/app.js", acceptEncoding, ofScript, SCRIPT, CODED);
		isCoded(client, "/unusual.css", acceptEncoding, ofUnusual, OTHER, UNUSUAL_CODED);
	}

	/**
	 * Check a response by GET, by HEAD and as 304.
	 */
	private void isCoded(Client client, String target, @Nullable String acceptEncoding, String expected, byte[] content,
			Map<String, byte[]> coded) throws IOException {
		String hash = hash(get(client, target, "identity"));
		Response response = get(client, target, acceptEncoding);
		assertThat(response.status()).isEqualTo(200);
		String coding = response.header("content-encoding");
		assertThat(coding).isNotEqualTo("identity");
		if (expected.equals("*")) {
			assertThat(Codings.decode(coding, response.bytes())).isEqualTo(content);
		}
		else {
			assertThat(coding).isEqualTo(expected.equals(NONE) ? null : smallest(expected, coded));
		}
		byte[] body = (coding != null) ? coded.get(coding) : content;
		assertThat(response.bytes()).isEqualTo(body);
		assertThat(response.header("content-length")).isEqualTo(String.valueOf(body.length));
		String tag = Codings.tag(content, coding, body);
		assertThat(tag.substring(1, 17)).isEqualTo(hash.substring(0, 16));
		assertThat(response.header("etag")).isEqualTo(tag);
		assertThat(response.header("vary")).isEqualToIgnoringCase("Accept-Encoding");
		assertThat(response.header("content-type")).startsWith("text/");
		Request request = Request.get(target);
		request = (acceptEncoding != null) ? request.with("Accept-Encoding", acceptEncoding) : request;
		assertThat(client.send(request.method("HEAD")).lastingFields()).as("fields of HEAD")
			.isEqualTo(response.lastingFields());
		Response notModified = client.send(request.with("If-None-Match", tag));
		assertThat(notModified.status()).isEqualTo(304);
		assertThat(notModified.header("etag")).isEqualTo(tag);
		assertThat(notModified.header("vary")).isEqualToIgnoringCase("Accept-Encoding");
	}

	private static String smallest(String codings, Map<String, byte[]> coded) {
		return Stream.of(codings.split("/"))
			.min(Comparator.comparing((coding) -> coded.getOrDefault(coding, new byte[0]).length))
			.orElseThrow();
	}

	@EveryTransport
	void fieldsOfTwoLinesAreOneList(Transport transport) throws IOException {
		Client client = connect(transport);
		Request request = Request.get("/app.js").with("Accept-Encoding", "br;q=0.5");
		assertThat(client.send(request.with("Accept-Encoding", "gzip")).header("content-encoding")).isEqualTo("gzip");
		assertThat(client.send(request.with("Accept-Encoding", "gzip;q=0")).header("content-encoding")).isEqualTo("br");
	}

	@EveryTransport("""
			bytes=0-4            | gzip     | absent     | 206 0-4
			bytes=-5             | gzip     | "{gzip}" | 206 {-5}-{-1}
			bytes=7-             | gzip     | "{gzip}" | 206 7-{-1}
			bytes=0-4            | gzip     | "{T}"      | 200
			bytes=0-4            | gzip     | "{br}"   | 200
			bytes=0-4            | br       | "{br}"   | 206 0-4
			bytes=0-4            | br       | "{gzip}" | 200
			bytes=0-4            | zstd     | "{zstd}" | 206 0-4
			bytes=0-4            | identity | "{T}"      | 206 0-4
			bytes=0-4            | identity | "{gzip}" | 200
			bytes=39000-39004    | identity | absent     | 206 39000-39004
			bytes=39000-39004    | gzip     | absent     | 416
			bytes=39000-39004    | gzip     | "{T}"      | 200
			bytes=0-4,3000-3004  | gzip     | absent     | 206 0-4,3000-3004 or 200
			""")
	void rangeIsARangeOfTheCodedRepresentation(Transport transport, String range, String coding,
			@Nullable String ifRange, String expected) throws IOException {
		Client client = connect(transport);
		Response full = get(client, "/app.js", coding);
		assertThat(full.header("content-encoding")).isEqualTo(coding.equals("identity") ? null : coding);
		Request request = Request.get("/app.js").with("Accept-Encoding", coding).with("Range", range);
		if (ifRange != null) {
			request = request.with("If-Range", Codings.withTags(ifRange, SCRIPT, CODED));
		}
		int length = full.bytes().length;
		String filled = expected.replace("{-1}", String.valueOf(length - 1))
			.replace("{-5}", String.valueOf(length - 5));
		Response response = client.send(request);
		assertThat(RangeAnswer.describe(response, full)).isIn((Object[]) filled.split(" or "));
		if (response.status() != 416) {
			assertThat(response.header("content-encoding")).isEqualTo(full.header("content-encoding"));
		}
		assertThat(response.header("vary")).isEqualToIgnoringCase("Accept-Encoding");
		assertThat(response.has("cache-control")).as("Cache-Control on 206").isFalse();
	}

	@EveryTransport("""
			/lonely.js
			/lonely.css
			""")
	void siblingWithoutItsFileMakesNoAsset(Transport transport, String target) throws IOException {
		Client client = connect(transport);
		for (String coding : List.of("identity", "gzip", "br", "*")) {
			assertThat(get(client, target, coding).status()).isEqualTo(404);
		}
	}

	@EveryTransport("""
			/app.js.gz
			/app.js.br
			/app.js.zst
			/lonely.js.gz
			/lonely.css.br
			""")
	void siblingIsAlsoAPlainAsset(Transport transport, String target) throws IOException {
		Client client = connect(transport);
		for (String coding : List.of("identity", "gzip, br, zstd", "*", "identity;q=0, *;q=0")) {
			Response response = get(client, target, coding);
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.has("content-encoding")).isFalse();
			assertThat(response.bytes()).isEqualTo(site.content(target));
			assertThat(hash(response)).isNotEqualTo(hash(get(client, "/app.js", "identity")));
		}
	}

	/**
	 * Whether a sibling of other content is used is left open; a body is what the header
	 * says in both cases, and the next request gets the same.
	 */
	@EveryTransport("""
			/stale.js
			/broken.js
			""")
	void siblingOfOtherContent(Transport transport, String target) throws IOException {
		Client client = connect(transport);
		String hash = hash(get(client, target, "identity"));
		Response response = get(client, target, "gzip");
		assertThat(response.status()).isEqualTo(200);
		if (response.header("content-encoding") == null) {
			assertThat(response.bytes()).isEqualTo(SCRIPT);
			assertThat(response.header("etag")).isEqualTo("\"" + hash + "\"");
		}
		else {
			assertThat(response.header("etag")).isEqualTo(Codings.tag(SCRIPT, "gzip", response.bytes()));
			assertThat(new String(response.bytes(), StandardCharsets.ISO_8859_1)).isIn(
					new String(site.content(target + ".gz"), StandardCharsets.ISO_8859_1),
					new String(Codings.gzip(SCRIPT), StandardCharsets.ISO_8859_1));
		}
	}

	@EveryTransport("""
			/app.js | no-transform
			/fixed.js | max-age=0
			""")
	void siblingIsNoTransformation(Transport transport, String target, String cacheControl) throws IOException {
		Client client = connect(transport);
		Response response = client
			.send(Request.get(target).with("Accept-Encoding", "gzip").with("Cache-Control", cacheControl));
		assertThat(response.header("content-encoding")).isEqualTo("gzip");
		assertThat(response.bytes()).isEqualTo(site.content(target + ".gz"));
	}

	@EveryTransport("""
			gzip | /made.js
			br | /made.js
			zstd | /made.js
			gzip | /made.html
			gzip | /large.js
			br | /gzip-only.js
			""")
	void codedRepresentationIsMadeInTheBackground(Transport transport, String coding, String target)
			throws IOException {
		Client client = connect(transport);
		String path = target.endsWith(".html") ? target.substring(0, target.length() - 5) : target;
		String hash = hash(get(client, path, "identity"));
		Response response = await(client, path, coding);
		assertThat(Codings.decode(coding, response.bytes())).isEqualTo(site.content(target));
		assertThat(response.bytes()).hasSizeLessThan(site.content(target).length);
		String tag = Codings.tag(site.content(target), coding, response.bytes());
		assertThat(response.header("etag")).isEqualTo(tag);
		assertThat(tag.substring(1, 17)).isEqualTo(hash.substring(0, 16));
		Response known = client
			.send(Request.get(path).with("Accept-Encoding", coding).with("If-None-Match", '"' + hash + '"'));
		assertThat(known.status()).as("304 for who has the content as it is").isEqualTo(304);
		assertThat(known.header("etag")).isEqualTo('"' + hash + '"');
		assertThat(response.header("vary")).isEqualToIgnoringCase("Accept-Encoding");
		assertThat(get(client, path, null).header("vary")).isEqualToIgnoringCase("Accept-Encoding");
		assertThat(get(client, path, null).bytes()).isEqualTo(site.content(target));
		Response range = client.send(Request.get(path).with("Accept-Encoding", coding).with("Range", "bytes=3-99"));
		assertThat(RangeAnswer.describe(range, response)).isEqualTo("206 3-99");
	}

	/**
	 * Wait for what is made in the background; only once for what never comes. What the
	 * container codes meanwhile does not count.
	 */
	private static Response await(Client client, String target, String coding) throws IOException {
		String wanted = target + " " + coding;
		long end = System.nanoTime() + (GIVEN_UP.contains(wanted) ? 0 : PATIENCE_NANOS);
		Response response = get(client, target, coding);
		while (!isOurs(response, coding) && System.nanoTime() < end) {
			sleep();
			response = get(client, target, coding);
		}
		if (!isOurs(response, coding)) {
			GIVEN_UP.add(wanted);
		}
		assertThat(isOurs(response, coding)).as(wanted + " in time").isTrue();
		return response;
	}

	private static boolean isOurs(Response response, String coding) {
		String tag = String.valueOf(response.header("etag"));
		return coding.equals(response.header("content-encoding")) && !tag.endsWith(TAG_OF_JETTY);
	}

	private static void sleep() {
		try {
			Thread.sleep(50);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * On both containers, so that the applications and their coded representations are
	 * not the same.
	 */
	@EveryTransport
	void codedRepresentationIsTheSameInEveryApplication(Transport transport) throws IOException {
		Client client = connect(transport);
		Transport other = (transport.container() == Container.TOMCAT) ? Transport.JETTY_HTTP_1_1
				: Transport.TOMCAT_HTTP_1_1;
		try (Client elsewhere = site.connect(other)) {
			for (String coding : List.of("gzip", "br", "zstd")) {
				Response first = await(client, "/made.js", coding);
				Response second = await(elsewhere, "/made.js", coding);
				assertThat(second.bytes()).as("the second body").isEqualTo(first.bytes());
				assertThat(second.header("etag")).as("the second tag").isEqualTo(first.header("etag"));
			}
		}
	}

	@EveryTransport("""
			/noise.txt
			/noise.png
			/tiny.txt
			/empty.js
			""")
	void nothingIsGainedSoThereIsNoCodedRepresentation(Transport transport, String target) throws IOException {
		Client client = connect(transport);
		await(client, "/made.js", "gzip");
		for (String coding : List.of("gzip", "gzip, br, zstd", "*", "identity;q=0, gzip")) {
			Response response = get(client, target, coding);
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.has("content-encoding")).isFalse();
			assertThat(response.bytes()).isEqualTo(site.content(target));
			assertThat(response.has("vary")).as("Vary without content codings").isFalse();
			hash(response);
		}
	}

	@EveryTransport
	void identityIsSentWhereNothingElseIsThere(Transport transport) throws IOException {
		Client client = connect(transport);
		for (String acceptEncoding : List.of("identity;q=0", "identity;q=0, gzip", "*;q=0", "br")) {
			Response response = get(client, "/noise.png", acceptEncoding);
			assertThat(response.status()).as("nothing acceptable").isEqualTo(200);
			assertThat(response.bytes()).isEqualTo(site.content("/noise.png"));
		}
	}

	/**
	 * The container's own compression must not touch what is coded, and where it codes,
	 * it must say so in the tag, or leave the tag weak.
	 */
	@EveryTransport("""
			/app.js     | gzip
			/app.js     | br
			/app.js     | gzip, br, zstd
			/app.js     | br;q=0.1, gzip
			/app.js     | identity
			/app.js     | gzip;q=0, br
			/app.js.gz  | gzip
			/app.js.br  | gzip
			/made.js    | gzip
			/made.js    | gzip, br
			/gzip-only.js | gzip
			/tiny.txt   | gzip
			/noise.txt  | gzip
			/noise.png  | gzip
			/empty.js   | gzip
			/large.js   | gzip
			/nothing    | gzip
			""")
	void compressionOfTheContainerIsNotDoubled(Transport transport, String target, String acceptEncoding)
			throws IOException {
		Client client = connect(transport);
		try (Client other = compressing.connect(transport)) {
			await(other, "/large.js", "gzip");
			await(other, "/made.js", "br");
			Response response = get(other, target, acceptEncoding);
			String coding = response.header("content-encoding");
			byte[] content = compressing.content(target.equals("/nothing") ? "/404.html" : target);
			assertThat(Codings.decode(coding, response.bytes())).isEqualTo(content);
			if (response.status() == 404) {
				return;
			}
			assertThat(response.status()).isEqualTo(200);
			String tag = String.valueOf(response.header("etag"));
			String identityTag = String.valueOf(get(other, target, "identity").header("etag"));
			if (coding != null) {
				assertThat(tag).as("a tag of its own").isNotEqualTo(identityTag);
				assertThat(String.join(",", response.fields().getOrDefault("vary", List.of())))
					.containsIgnoringCase("Accept-Encoding");
			}
			Request request = Request.get(target).with("Accept-Encoding", acceptEncoding);
			assertThat(other.send(request.with("If-None-Match", tag)).status()).isEqualTo(304);
			assertThat(other.send(request.with("If-None-Match", identityTag)).status()).isEqualTo(304);
			Response head = other.send(request.method("HEAD"));
			assertThat(head.status()).isEqualTo(200);
			if (!tag.endsWith(TAG_OF_JETTY)) {
				assertThat(head.header("etag")).isEqualTo(tag);
				assertThat(head.header("content-encoding")).isEqualTo(coding);
			}
		}
	}

	@EveryTransport("""
			/app.js    | gzip           | bytes=1000-2999
			/app.js    | br             | bytes=1000-2999
			/noise.txt | gzip           | bytes=1000-2999
			/noise.txt | gzip           | bytes=0-99,1000-2999
			/tiny.txt  | gzip           | bytes=1-2
			/large.js  | gzip           | bytes=1000-200000
			""")
	void compressionOfTheContainerLeavesRangesAlone(Transport transport, String target, String acceptEncoding,
			String range) throws IOException {
		Client client = connect(transport);
		try (Client other = compressing.connect(transport)) {
			await(other, "/large.js", "gzip");
			Request request = Request.get(target).with("Accept-Encoding", acceptEncoding);
			Response full = other.send(request);
			Response response = other.send(request.with("Range", range));
			if (!String.valueOf(full.header("etag")).endsWith(TAG_OF_JETTY)) {
				assertThat(RangeAnswer.describe(response, full)).isEqualTo("206 " + range.substring("bytes=".length()));
			}
		}
	}

	@EveryTransport
	void fallbackPageIsCodedToo(Transport transport) throws IOException {
		try (Client other = singlePage.connect(transport)) {
			Response response = get(other, "/deep/link", "gzip");
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.header("content-encoding")).isEqualTo("gzip");
			assertThat(response.bytes()).isEqualTo(singlePage.content("index.html.gz"));
			assertThat(response.header("vary")).containsIgnoringCase("Accept-Encoding")
				.containsIgnoringCase("Sec-Fetch-Dest, Accept, X-Requested-With");
		}
	}

	@EveryTransport
	void pageForNotFoundDecodesToThePage(Transport transport) throws IOException {
		Client client = connect(transport);
		for (String acceptEncoding : List.of("identity", "gzip", "br", "*")) {
			Response response = get(client, "/nothing", acceptEncoding);
			assertThat(response.status()).isEqualTo(404);
			assertThat(Codings.decode(response.header("content-encoding"), response.bytes())).isEqualTo(OTHER);
		}
	}

}
