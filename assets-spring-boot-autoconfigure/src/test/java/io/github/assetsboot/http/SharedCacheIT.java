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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;

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
 * Real shared caches between clients and an application whose files are replaced: no
 * response may have a strong tag that belongs to other bytes, neither may a 304 give one
 * to bytes that a client has.
 */
class SharedCacheIT {

	private static final Log logger = LogFactory.getLog(SharedCacheIT.class);

	private static final List<String> PATHS = List.of("/app.js", "/made.js");

	private static final List<String> ACCEPTED = List.of("", "identity", "gzip", "br", "gzip, deflate, br, zstd");

	private static final int ROUNDS = 8;

	private static final long ROUND_MILLIS = 2_500;

	private final Ledger ledger = new Ledger();

	@TempDir
	private Path directory;

	@Test
	void noTagBelongsToOtherBytes() throws Exception {
		publish(0);
		Map<String, String> properties = Map.of("assets.directory", this.directory.toString(), "assets.reload", "true",
				"assets.cache.control", "public, max-age=1");
		try (ConfigurableApplicationContext context = Applications.start(Applications.Empty.class, properties)) {
			int origin = Applications.port(context);
			try (SharedCache varnish = SharedCache.varnish(origin, false);
					SharedCache varnishWithGzip = SharedCache.varnish(origin, true);
					SharedCache squid = SharedCache.squid(origin)) {
				run(List.of(new Visitor("origin", origin), new Visitor("varnish", varnish.port()),
						new Visitor("varnish-gzip", varnishWithGzip.port()), new Visitor("squid", squid.port()),
						new Visitor("squid-2", squid.port())));
				squid.accessLog().forEach(this.ledger::countSquid);
			}
		}
		logger.info("Responses seen: " + this.ledger.counts);
		assertThat(this.ledger.violations).isEmpty();
		this.ledger.checkParts();
		// Varnish with its own gzip never asks for br, and decodes for the others
		for (String path : List.of("varnish identity", "varnish gzip", "varnish br", "varnish-gzip gzip",
				"varnish-gzip identity")) {
			assertThat(this.ledger.counts).containsKeys(path + " hit", path + " revalidated");
		}
		for (String coding : List.of("-", "gzip", "br")) {
			assertThat(this.ledger.counts.keySet()).as("Squid's results")
				.anyMatch((key) -> key.matches("squid TCP_(MEM_)?HIT/200 " + coding));
			assertThat(this.ledger.counts.keySet()).as("Squid's results")
				.anyMatch((key) -> key.matches("squid TCP_REFRESH_UNMODIFIED/200 " + coding));
		}
		assertThat(this.ledger.counts.keySet()).doesNotContain("varnish-gzip br hit");
	}

	private void run(List<Visitor> visitors) throws Exception {
		AtomicBoolean stopped = new AtomicBoolean();
		List<Thread> threads = visitors.stream().map((visitor) -> new Thread(() -> visitor.run(stopped))).toList();
		threads.forEach(Thread::start);
		for (int round = 1; round <= ROUNDS; round++) {
			Thread.sleep(ROUND_MILLIS);
			publish(round);
		}
		Thread.sleep(ROUND_MILLIS);
		stopped.set(true);
		for (Thread thread : threads) {
			thread.join();
		}
	}

	/**
	 * Two contents take turns, and a third appears once. The siblings are others each
	 * time, also those of a content that was there before.
	 */
	private void publish(int round) throws IOException {
		int version = (round == 4) ? 2 : round % 2;
		byte[] content = Contents.words(20_000 + version);
		write("app.js", content);
		write("app.js.gz", Codings.gzip(content, 1 + round % 9));
		write("app.js.br", Codings.brotli(content, 1 + round));
		write("made.js", Contents.words(9_000 + version));
	}

	private void write(String name, byte[] content) throws IOException {
		Path file = this.directory.resolve("." + name);
		Files.write(file, content);
		Files.move(file, this.directory.resolve(name), StandardCopyOption.REPLACE_EXISTING,
				StandardCopyOption.ATOMIC_MOVE);
	}

	private static String strong(String tag) {
		return tag.startsWith("W/") ? tag.substring(2) : tag;
	}

	/**
	 * A client that keeps what it gets, and asks whether that is still the same.
	 */
	private final class Visitor {

		private final HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(10))
			.build();

		private final String name;

		private final int port;

		private final Random random;

		/**
		 * The tags and bytes by path and {@code Accept-Encoding}.
		 */
		private final Map<String, Stored> stored = new HashMap<>();

		Visitor(String name, int port) {
			this.name = name;
			this.port = port;
			this.random = new Random(name.hashCode());
		}

		void run(AtomicBoolean stopped) {
			while (!stopped.get()) {
				try {
					String path = PATHS.get(this.random.nextInt(PATHS.size()));
					String accepted = ACCEPTED.get(this.random.nextInt(ACCEPTED.size()));
					switch (this.random.nextInt(4)) {
						case 0 -> fetch(path, accepted);
						case 1 -> join(path, accepted);
						default -> revalidate(path, accepted);
					}
					Thread.sleep(4);
				}
				catch (IOException | UncheckedIOException ex) {
					SharedCacheIT.this.ledger.violate(this.name + ": " + ex);
				}
				catch (InterruptedException ex) {
					return;
				}
			}
		}

		private void fetch(String path, String accepted) throws IOException, InterruptedException {
			HttpResponse<byte[]> response = send(path, accepted, Map.of());
			if (response.statusCode() == 200) {
				this.stored.put(path + accepted, SharedCacheIT.this.ledger.whole(this.name, response));
			}
		}

		/**
		 * With the tag of what the client has, or with all tags that it has for the path,
		 * as a cache asks. Squid hands such a list on, and takes a 304 for its own
		 * whichever tag matched.
		 */
		private void revalidate(String path, String accepted) throws IOException, InterruptedException {
			Stored own = this.stored.get(path + accepted);
			if (own == null || own.tag() == null) {
				fetch(path, accepted);
				return;
			}
			List<String> tags = (this.name.startsWith("squid") || this.random.nextBoolean()) ? List.of(own.tag())
					: ACCEPTED.stream()
						.map((other) -> this.stored.get(path + other))
						.filter((other) -> other != null && other.tag() != null)
						.map(Stored::tag)
						.toList();
			HttpResponse<byte[]> response = send(path, accepted, Map.of("If-None-Match", String.join(", ", tags)));
			if (response.statusCode() == 200) {
				this.stored.put(path + accepted, SharedCacheIT.this.ledger.whole(this.name, response));
				return;
			}
			// Squid's own 304 has no tag
			String tag = response.headers().firstValue("ETag").orElse(tags.get(0));
			if (response.statusCode() != 304 || tags.stream().noneMatch((sent) -> strong(sent).equals(strong(tag)))) {
				SharedCacheIT.this.ledger
					.violate(this.name + ": " + response.statusCode() + " with " + tag + " for " + tags);
			}
		}

		/**
		 * Two parts, the second of which is for the first only.
		 */
		private void join(String path, String accepted) throws IOException, InterruptedException {
			HttpResponse<byte[]> first = send(path, accepted, Map.of("Range", "bytes=0-999"));
			String tag = first.headers().firstValue("ETag").orElse("W/");
			if (first.statusCode() != 206 || tag.startsWith("W/")) {
				return;
			}
			HttpResponse<byte[]> second = send(path, accepted, Map.of("Range", "bytes=1000-1999", "If-Range", tag));
			SharedCacheIT.this.ledger.part(this.name, tag, 0, first.body());
			if (second.statusCode() == 206) {
				SharedCacheIT.this.ledger.part(this.name, tag, 1000, second.body());
				if (!second.headers().firstValue("ETag").orElse("").equals(tag)) {
					SharedCacheIT.this.ledger.violate(this.name + ": a part with another tag than " + tag);
				}
			}
		}

		private HttpResponse<byte[]> send(String path, String accepted, Map<String, String> fields)
				throws IOException, InterruptedException {
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
				.timeout(Duration.ofSeconds(10));
			if (!accepted.isEmpty()) {
				request.header("Accept-Encoding", accepted);
			}
			fields.forEach(request::header);
			HttpResponse<byte[]> response = this.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
			String cache = response.headers().firstValue("X-Cache").orElse("-");
			if (response.statusCode() == 200 && this.name.startsWith("varnish")) {
				SharedCacheIT.this.ledger.count(this.name + " "
						+ response.headers().firstValue("Content-Encoding").orElse("identity") + " " + cache);
			}
			SharedCacheIT.this.ledger.count(this.name + " " + response.statusCode());
			return response;
		}

	}

	/**
	 * What a client has.
	 *
	 * @param tag its tag, or {@code null} if there was none
	 * @param body its bytes
	 */
	@SuppressWarnings("ArrayRecordComponent")
	private record Stored(@Nullable String tag, byte[] body) {

	}

	private record Part(String name, String tag, int first, String bytes) {

	}

	/**
	 * The bytes of every strong tag, over all clients and caches and for ever.
	 */
	private static final class Ledger {

		private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();

		private final Queue<Part> parts = new ConcurrentLinkedQueue<>();

		private final Queue<String> violations = new ConcurrentLinkedQueue<>();

		private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

		Stored whole(String name, HttpResponse<byte[]> response) throws IOException {
			String tag = response.headers().firstValue("ETag").orElse(null);
			if (tag == null) {
				violate(name + ": no tag");
			}
			else if (!tag.startsWith("W/")) {
				String coding = response.headers().firstValue("Content-Encoding").orElse(null);
				byte[] known = this.bytes.putIfAbsent(tag, response.body());
				if (known != null && !Arrays.equals(known, response.body())) {
					violate(name + ": other bytes for " + tag);
				}
				if (!tag.equals(Codings.tag(Codings.decode(coding, response.body()), coding, response.body()))) {
					violate(name + ": " + tag + " is not of its bytes, which are " + coding);
				}
			}
			return new Stored(tag, response.body());
		}

		void part(String name, String tag, int first, byte[] bytes) {
			this.parts.add(new Part(name, tag, first, Arrays.toString(bytes)));
		}

		/**
		 * Check the parts against the whole, or against one another if the whole was
		 * there too shortly to be fetched.
		 */
		void checkParts() {
			Map<String, String> known = new HashMap<>();
			int unknown = 0;
			for (Part part : this.parts) {
				byte[] whole = this.bytes.get(part.tag());
				String expected = (whole != null)
						? Arrays.toString(
								Arrays.copyOfRange(whole, part.first(), Math.min(part.first() + 1000, whole.length)))
						: known.computeIfAbsent(part.tag() + part.first(), (key) -> part.bytes());
				assertThat(part.bytes()).as("%s: part of %s", part.name(), part.tag()).isEqualTo(expected);
				unknown += (whole != null) ? 0 : 1;
			}
			assertThat(unknown).as("parts without a whole").isLessThan(this.parts.size() / 50);
		}

		void countSquid(String line) {
			count("squid " + line.replaceFirst(" ", "/"));
		}

		void count(String key) {
			this.counts.merge(key, 1, Integer::sum);
		}

		void violate(String violation) {
			if (this.violations.size() < 50) {
				this.violations.add(violation);
			}
		}

	}

}
