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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Contents;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real shared caches between an application and clients with different dictionaries: each
 * client gets what it can decode, from the cache as well.
 */
class SharedCacheDictionariesIT {

	private static final Log logger = LogFactory.getLog(SharedCacheDictionariesIT.class);

	private static final String PATH = "/assets/app-C0d3kLmN.js";

	private static final byte[] NEW = Contents.words(40_000);

	private static final List<byte[]> EARLIER = List.of(changed("the first"), changed("the second one"));

	private static final List<String> ACCEPTED = List.of("identity", "gzip", "br", "dcb", "dcz", "br, dcb",
			"gzip, deflate, br, zstd, dcz");

	private static final int REQUESTS = 400;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@TempDir
	private Path root;

	private static byte[] changed(String change) {
		byte[] changed = NEW.clone();
		System.arraycopy(change.getBytes(), 0, changed, 20_000, change.length());
		return changed;
	}

	@Test
	void cachesNeverMixDictionaries() throws Exception {
		Contents.write(this.root.resolve("new"), Map.of(PATH, NEW));
		Contents.write(this.root.resolve("old"),
				Map.of("/assets/app-B921BFhg.js", EARLIER.get(0), "/assets/app-Zk4mP0xQ.js", EARLIER.get(1)));
		assertThat(Files.isDirectory(this.root.resolve("old"))).isTrue();
		try (ConfigurableApplicationContext context = Applications.serve(this.root.resolve("new"),
				"assets.cache.immutable", "/assets/*", "assets.cache.dictionaries", "/assets/*",
				"assets.cache.dictionary-directory", this.root.resolve("old").toString())) {
			int origin = Applications.port(context);
			awaitDifferences(origin);
			try (SharedCache varnish = SharedCache.varnish(origin, false);
					SharedCache squid = SharedCache.squid(origin)) {
				Set<String> passed = new TreeSet<>();
				for (SharedCache cache : List.of(varnish, squid)) {
					passed.addAll(visit(cache.port()));
				}
				Set<String> hits = squid.accessLog()
					.stream()
					.filter((line) -> line.matches("TCP_(MEM_)?HIT 200 .*"))
					.map((line) -> line.replaceFirst(".* ", ""))
					.collect(Collectors.toSet());
				logger.info("Codings through Varnish: " + passed + "; hits of Squid: " + hits);
				assertThat(passed).contains("dcb hit", "dcz hit", "br hit", "gzip hit", "identity hit");
				assertThat(hits).contains("dcb", "dcz", "br", "gzip", "-");
			}
		}
	}

	private void awaitDifferences(int port) throws Exception {
		long end = System.nanoTime() + 90_000_000_000L;
		for (byte[] earlier : EARLIER) {
			while (send(port, "dcz", earlier).headers().firstValue("Content-Encoding").isEmpty()) {
				assertThat(System.nanoTime()).as("the time until there is a difference").isLessThan(end);
				Thread.sleep(50);
			}
		}
	}

	/**
	 * Return the codings with the answers of the cache.
	 */
	private Set<String> visit(int port) throws Exception {
		Random random = new Random(7);
		List<byte @Nullable []> dictionaries = new ArrayList<>(EARLIER);
		dictionaries.add(null);
		dictionaries.add(NEW);
		Set<String> passed = new TreeSet<>();
		for (int i = 0; i < REQUESTS; i++) {
			String accepted = ACCEPTED.get(random.nextInt(ACCEPTED.size()));
			byte[] dictionary = dictionaries.get(random.nextInt(dictionaries.size()));
			HttpResponse<byte[]> response = send(port, accepted, dictionary);
			String coding = response.headers().firstValue("Content-Encoding").orElse(null);
			assertThat(response.statusCode()).isEqualTo(200);
			boolean difference = coding != null && coding.startsWith("dc");
			boolean possible = accepted.contains("dc") && dictionary != null && EARLIER.contains(dictionary);
			assertThat(difference).as("a difference for " + accepted).isEqualTo(possible);
			byte[] content = (difference && dictionary != null) ? Codings.decode(coding, response.body(), dictionary)
					: Codings.decode(coding, response.body());
			assertThat(content).isEqualTo(NEW);
			assertThat(response.headers().firstValue("ETag")).contains(Codings.tag(NEW, coding, response.body()));
			passed.add(((coding != null) ? coding : "identity") + ' '
					+ response.headers().firstValue("X-Cache").orElse("-"));
		}
		return passed;
	}

	private HttpResponse<byte[]> send(int port, String accepted, byte @Nullable [] dictionary)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
			.header("Accept-Encoding", accepted);
		if (dictionary != null) {
			request.header("Available-Dictionary", Codings.available(dictionary));
		}
		return this.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
	}

}
