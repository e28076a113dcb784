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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compression dictionaries, RFC 9842: a client that has the file of an earlier build
 * downloads the differences.
 */
class DictionaryTests {

	private static final String VARY = "Accept-Encoding, Available-Dictionary";

	private static final String ALL = "gzip, deflate, br, zstd, dcb, dcz";

	private static final long PATIENCE_NANOS = 90_000_000_000L;

	private static final Set<Transport> READY = EnumSet.noneOf(Transport.class);

	private static final byte[] OLD = Contents.words(30_000);

	private static final byte[] NEW = changed(OLD, "a new component");

	private static final byte[] OLD_OF_ADMIN = Contents.words(31_000);

	private static final byte[] NEW_OF_ADMIN = changed(OLD_OF_ADMIN, "a new component");

	private static final byte[] OLD_PAGE = Contents.words(20_000);

	/**
	 * A build with two files of the same name but for the fingerprint.
	 */
	private static final byte[] OLD_CHUNK = Contents.words(25_000);

	private static final Path previous = previous(Map.of("assets/app-B921BFhg.js", OLD, "assets/app-Zk4mP0xQ.js",
			OLD_CHUNK, "assets/page.html", OLD_PAGE, "other/lib.js", changed(OLD, "of another folder"),
			"assets/other-B921BFhg.js", changed(OLD, "of another name"), "ruled/varyless.js", OLD, "ruled/uncoded.js",
			OLD, "ruled/coded.js", OLD, "ruled/offered.js", OLD));

	private static final Path previousOfAdmin = previous(Map.of("assets/app-B921BFhg.js", OLD_OF_ADMIN));

	private static final Path admin = previous(Map.of("assets/app-C0d3kLmN.js", NEW_OF_ADMIN));

	@RegisterExtension
	static final Site site = new Site().file("assets/app-C0d3kLmN.js", NEW)
		.file("assets/page.html", changed(OLD_PAGE, "new"))
		.file("assets/tagless-C0d3kLmN.js", NEW)
		.file("other/lib.js", NEW)
		.file("revalidated/lib.js", NEW)
		.file("ruled/varyless.js", NEW)
		.file("ruled/uncoded.js", NEW)
		.file("ruled/coded.js", NEW)
		.file("ruled/offered.js", NEW)
		.file("assets/{a}+b (1)-C0d3kLmN.js", NEW)
		.file("_headers",
				"/assets/tagless-*\n  ! ETag\n/other/*\n  Cache-Control: max-age=60\n"
						+ "/revalidated/*\n  Cache-Control: max-age=60, no-cache\n"
						+ "/ruled/*\n  Cache-Control: max-age=60\n/ruled/varyless.js\n  ! Vary\n"
						+ "/ruled/uncoded.js\n  ! Content-Encoding\n/ruled/coded.js\n  Content-Encoding: x-own\n"
						+ "/ruled/offered.js\n  Use-As-Dictionary: match=\"/ruled/*\"\n  Vary: Origin\n")
		.property("assets.cache.immutable", "/assets/*")
		.property("assets.cache.dictionaries", "/assets/*,/other/*,/revalidated/*,/ruled/*")
		.property("assets.cache.dictionary-directory", previous.toString())
		.property("assets.collections.admin.base-path", "/admin")
		.property("assets.collections.admin.directory", admin.toString())
		.property("assets.collections.admin.cache.immutable", "/assets/*")
		.property("assets.collections.admin.cache.dictionaries", "/assets/*")
		.property("assets.collections.admin.cache.dictionary-directory", previousOfAdmin.toString())
		.property("server.servlet.context-path", "");

	private static Path previous(Map<String, byte[]> files) {
		try {
			Path directory = Files.createTempDirectory("previous");
			Contents.write(directory, files);
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] changed(byte[] content, String change) {
		byte[] changed = content.clone();
		byte[] bytes = change.getBytes();
		System.arraycopy(bytes, 0, changed, content.length / 2, bytes.length);
		return changed;
	}

	@AfterAll
	static void delete() throws IOException {
		for (Path directory : List.of(previous, previousOfAdmin, admin)) {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private static Request request(String target, String accepted, @Nullable String available) {
		Request request = Request.get(target).with("Accept-Encoding", accepted);
		return (available != null) ? request.with("Available-Dictionary", available) : request;
	}

	/**
	 * The differences are made in the background, those with zstd last.
	 */
	private static Client ready(Transport transport) throws IOException {
		Client client = site.connect(transport);
		if (READY.add(transport)) {
			await(client, "/assets/app-C0d3kLmN.js", OLD);
			await(client, "/admin/assets/app-C0d3kLmN.js", OLD_OF_ADMIN);
		}
		return client;
	}

	private static void await(Client client, String target, byte[] dictionary) throws IOException {
		Request request = request(target, "dcz", Codings.available(dictionary));
		long end = System.nanoTime() + PATIENCE_NANOS;
		while (!client.send(request).has("content-encoding")) {
			assertThat(System.nanoTime()).as("the time until there is a difference").isLessThan(end);
			LockSupport.parkNanos(20_000_000);
		}
	}

	@EveryTransport("""
			none          | gzip, br, zstd, dcb, dcz | br,zstd,gzip
			known         | gzip, br, zstd, dcb, dcz | dcb,dcz
			known         | dcb                      | dcb
			known         | dcz                      | dcz
			known         | DCZ;q=0.2                | dcz
			known         | dcb;q=0, dcz             | dcz
			known         | dcb;q=0.4, dcz;q=0.5     | dcz
			known         | dcb;q=0.5, dcz;q=0.4     | dcb
			known         | br, dcb;q=0.5            | br
			known         | br;q=0.5, dcb            | dcb
			known         | dcb, identity;q=0.9      | dcb
			known         | dcb;q=0.5, identity      | -
			known         | dcb;q=0                  | -
			known         | br                       | br
			known         | *                        | br,zstd,gzip
			known         | empty                    | -
			sibling       | gzip, br, zstd, dcb, dcz | dcb,dcz
			unknown       | gzip, br, zstd, dcb, dcz | br,zstd,gzip
			unknown       | dcb                      | -
			present       | gzip, br, zstd, dcb, dcz | br,zstd,gzip
			other name    | gzip, br, zstd, dcb, dcz | br,zstd,gzip
			other folder  | gzip, br, zstd, dcb, dcz | br,zstd,gzip
			page          | gzip, br, zstd, dcb, dcz | br,zstd,gzip
			other collection | dcb, dcz              | -
			""")
	void codingIsChosenByDictionaryAndAcceptedCodings(Transport transport, String dictionary, String accepted,
			String codings) throws IOException {
		byte[] available = dictionary(dictionary);
		try (Client client = ready(transport)) {
			Response response = client.send(request("/assets/app-C0d3kLmN.js", accepted,
					(available != null) ? Codings.available(available) : null));
			String coding = response.header("content-encoding");
			assertThat(Set.of(codings.split(","))).contains(Objects.requireNonNullElse(coding, "-"));
			check(response, NEW, available);
			assertThat(response.header("use-as-dictionary"))
				.isEqualTo("match=\"/assets/app-*.js\", id=" + Codings.tag(NEW, null, NEW));
		}
	}

	private static byte @Nullable [] dictionary(String name) {
		return switch (name) {
			case "none" -> null;
			case "known" -> OLD;
			case "sibling" -> OLD_CHUNK;
			case "unknown" -> Contents.words(777);
			case "present" -> NEW;
			case "other name" -> changed(OLD, "of another name");
			case "other folder" -> changed(OLD, "of another folder");
			case "page" -> OLD_PAGE;
			case "other collection" -> OLD_OF_ADMIN;
			default -> throw new IllegalArgumentException(name);
		};
	}

	private static void check(Response response, byte[] content, byte @Nullable [] dictionary) throws IOException {
		String coding = response.header("content-encoding");
		boolean delta = coding != null && coding.startsWith("dc");
		assertThat(response.status()).isEqualTo(200);
		byte[] decoded = (delta && dictionary != null) ? Codings.decode(coding, response.bytes(), dictionary)
				: Codings.decode(coding, response.bytes());
		assertThat(decoded).isEqualTo(content);
		assertThat(response.header("etag")).isEqualTo(Codings.tag(content, coding, response.bytes()));
		assertThat(response.header("vary")).isEqualTo(VARY);
		if (Arrays.equals(dictionary, OLD) && delta) {
			assertThat(response.bytes()).hasSizeLessThan(200);
		}
	}

	/**
	 * An entity tag belongs to one coding with one dictionary.
	 */
	@EveryTransport("""
			dcb
			dcz
			""")
	void differenceIsOneMoreRepresentation(Transport transport, String coding) throws IOException {
		String target = "/assets/app-C0d3kLmN.js";
		Request request = request(target, "br, " + coding, Codings.available(OLD));
		try (Client client = ready(transport)) {
			Response whole = client.send(request);
			assertThat(whole.header("content-encoding")).isEqualTo(coding);
			String tag = String.valueOf(whole.header("etag"));
			Response head = client.send(request.method("HEAD"));
			assertThat(head.lastingFields()).isEqualTo(whole.lastingFields());
			for (String method : List.of("GET", "HEAD")) {
				Response known = client.send(request.method(method).with("If-None-Match", "\"x\", " + tag));
				assertThat(known.status()).isEqualTo(304);
				assertThat(known.header("etag")).isEqualTo(tag);
				assertThat(known.header("vary")).isEqualTo(VARY);
				assertThat(known.has("content-encoding")).isFalse();
				assertThat(known.has("use-as-dictionary")).isFalse();
			}
			Response part = client.send(request.with("Range", "bytes=10-19").with("If-Range", tag));
			assertThat(part.status()).isEqualTo(206);
			assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(whole.bytes(), 10, 20));
			assertThat(part.header("content-range")).isEqualTo("bytes 10-19/" + whole.bytes().length);
			assertThat(part.header("content-encoding")).isEqualTo(coding);
			assertThat(part.header("vary")).isEqualTo(VARY);
			assertThat(part.has("use-as-dictionary")).isFalse();
			Response beyond = client.send(request.with("Range", "bytes=" + whole.bytes().length + "-"));
			assertThat(beyond.status()).isEqualTo(416);
			assertThat(beyond.header("content-range")).isEqualTo("bytes */" + whole.bytes().length);
			assertThat(beyond.header("vary")).isEqualTo(VARY);
			assertThat(client.send(request.with("If-Match", tag)).status()).isEqualTo(200);
			// a client without that dictionary cannot decode what the tag belongs to
			for (@Nullable
			String available : new String[] { null, Codings.available(NEW) }) {
				Request other = request(target, "br, " + coding, available);
				assertThat(client.send(other.with("If-None-Match", tag)).status()).isEqualTo(200);
				assertThat(client.send(other.with("If-Match", tag)).status()).isEqualTo(412);
				Response joined = client.send(other.with("Range", "bytes=0-9").with("If-Range", tag));
				assertThat(joined.status()).isEqualTo(200);
				check(joined, NEW, null);
			}
			Response otherCoding = client
				.send(request(target, "br", Codings.available(OLD)).with("If-None-Match", tag));
			assertThat(otherCoding.status()).isEqualTo(200);
			Response plain = client.send(request.with("If-None-Match", Codings.tag(NEW, null, NEW)));
			assertThat(plain.status()).isEqualTo(304);
			assertThat(plain.header("etag")).isEqualTo(Codings.tag(NEW, null, NEW));
		}
	}

	@EveryTransport
	void collectionsKnowTheirOwnEarlierVersionsOnly(Transport transport) throws IOException {
		try (Client client = ready(transport)) {
			Response own = client.send(request("/admin/assets/app-C0d3kLmN.js", ALL, Codings.available(OLD_OF_ADMIN)));
			check(own, NEW_OF_ADMIN, OLD_OF_ADMIN);
			assertThat(own.header("content-encoding")).startsWith("dc");
			assertThat(own.header("use-as-dictionary")).startsWith("match=\"/admin/assets/app-*.js\", ");
			Response other = client.send(request("/admin/assets/app-C0d3kLmN.js", ALL, Codings.available(OLD)));
			check(other, NEW_OF_ADMIN, null);
			assertThat(other.header("content-encoding")).doesNotStartWith("dc");
		}
	}

	/**
	 * RFC 8941, sections 3.3.5 and 4.2: a list is no item, and parameters are allowed. {}
	 * stands for the hash in base64.
	 */
	@EveryTransport("""
			:{}:                             | true
			:{}:;a=1;b="x\\"y";c=t/o:k;d=:eA==:;e=?1;f | true
			:{}:; a=-1.5                     | true
			{}                               | false
			"{}"                             | false
			:{}                              | false
			{}:                              | false
			::                               | false
			:{}:,:{}:                        | false
			:{}: :{}:                        | false
			:{}:;                            | false
			:{}:;A=1                         | false
			:{}:;a=                          | false
			:{}:;a="                         | false
			:{}:a                            | false
			:{}{}:                           | false
			:AAAA:                           | false
			:@{}:                            | false
			empty                            | false
			""")
	void invalidFieldIsIgnored(Transport transport, String field, boolean valid) throws IOException {
		String hash = Codings.available(OLD).replace(":", "");
		try (Client client = ready(transport)) {
			Response response = client.send(request("/assets/app-C0d3kLmN.js", ALL, field.replace("{}", hash)));
			check(response, NEW, OLD);
			assertThat(String.valueOf(response.header("content-encoding")).startsWith("dc")).isEqualTo(valid);
		}
	}

	@EveryTransport
	void hugeAndRepeatedFieldsAreIgnored(Transport transport) throws IOException {
		String available = Codings.available(OLD);
		try (Client client = ready(transport)) {
			for (String huge : List.of(available + ";a".repeat(1500), ":" + "A".repeat(4000) + ":",
					available + ";a=\"" + "\\\\".repeat(1500))) {
				Response response = client.send(request("/assets/app-C0d3kLmN.js", ALL, huge));
				check(response, NEW, null);
			}
			Request twice = new Request("GET", "/assets/app-C0d3kLmN.js",
					List.of(new Request.Field("Accept-Encoding", ALL),
							new Request.Field("Available-Dictionary", available),
							new Request.Field("Available-Dictionary", available)));
			check(client.send(twice), NEW, null);
		}
	}

	/**
	 * Without a lifetime, a browser never uses a response as a dictionary.
	 */
	@EveryTransport("""
			/assets/app-C0d3kLmN.js                 | match="/assets/app-*.js"                           | true
			/assets/tagless-C0d3kLmN.js             | match="/assets/tagless-*.js"                       | true
			/assets/%7Ba%7D%2Bb%20(1)-C0d3kLmN.js   | match="/assets/%7Ba%7D%2Bb%20\\\\(1\\\\)-*.js"     | true
			/other/lib.js                           | match="/other/lib.js"                              | true
			/revalidated/lib.js                     | absent                                             | true
			/assets/page                            | absent                                             | false
			/probe.txt                              | absent                                             | false
			""")
	void filesWithALifetimeOfferThemselves(Transport transport, String target, @Nullable String match, boolean varies)
			throws IOException {
		try (Client client = ready(transport)) {
			Response response = client.send(request(target, "gzip, br", null));
			assertThat(response.status()).isEqualTo(200);
			String offer = response.header("use-as-dictionary");
			assertThat((offer != null) ? offer.replaceFirst(", id=.*", "") : null).isEqualTo(match);
			assertThat(String.valueOf(response.header("vary")).contains("Available-Dictionary")).isEqualTo(varies);
		}
	}

	/**
	 * A cache would send a difference without the field to clients that cannot decode it.
	 */
	@EveryTransport("""
			/ruled/varyless.js | true  | absent                                           | absent
			/ruled/uncoded.js  | false | Accept-Encoding, Available-Dictionary            | match="/ruled/uncoded.js"
			/ruled/coded.js    | true  | absent                                           | absent
			/ruled/offered.js  | true  | Origin, Accept-Encoding, Available-Dictionary    | match="/ruled/*"
			""")
	void rulesDecide(Transport transport, String target, boolean whole, @Nullable String vary, @Nullable String offer)
			throws IOException {
		try (Client client = ready(transport)) {
			if (!whole) {
				await(client, target, OLD);
			}
			Response response = client.send(request(target, ALL, Codings.available(OLD)));
			assertThat(response.status()).isEqualTo(200);
			assertThat(String.valueOf(response.header("content-encoding")).startsWith("dc")).isEqualTo(!whole);
			assertThat(response.header("vary")).isEqualTo(vary);
			String offered = response.header("use-as-dictionary");
			assertThat((offered != null) ? offered.replaceFirst(", id=.*", "") : null).isEqualTo(offer);
		}
	}

}
