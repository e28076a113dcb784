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
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.SelfSignedCertificate;
import io.github.assetsboot.testing.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * One connection of HTTP/2 with TLS that has many streams at a time.
 */
class ConcurrentStreamsIT {

	private static final int STREAMS = 100;

	private static final int ROUNDS = 3;

	/**
	 * The bytes that a client reads before it leaves.
	 */
	private static final int START = 50_000;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final byte[] FILM = Contents.noise(new Random(1), 2 << 20);

	private static final List<byte[]> FILES = files();

	private static @Nullable Path directory;

	@RegisterExtension
	static final Site site = new Site().fill(ConcurrentStreamsIT::write)
		// a file of more than 128 KB is not kept in memory
		.property("assets.cache.memory", "8MB");

	private static List<byte[]> files() {
		Random random = new Random(2);
		List<byte[]> files = new ArrayList<>();
		for (int i = 0; i < STREAMS; i++) {
			files.add(Contents.noise(random, 1 + i * i * 20));
		}
		return files;
	}

	private static void write(Path folder) throws IOException {
		directory = folder;
		for (int i = 0; i < STREAMS; i++) {
			Files.write(folder.resolve("file-" + i + ".bin"), FILES.get(i));
		}
		Files.write(folder.resolve("film.bin"), FILM);
		Files.write(folder.resolve("small.bin"), FILES.get(70));
		Files.write(folder.resolve("large.bin"), FILES.get(99));
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void eachStreamGetsItsOwnBytes(Container container) throws Exception {
		HttpClient client = client();
		URI origin = connect(container, client);
		for (int round = 0; round < ROUNDS; round++) {
			List<CompletableFuture<HttpResponse<byte[]>>> responses = new ArrayList<>();
			for (int i = 0; i < STREAMS; i++) {
				HttpRequest.Builder request = request(origin, "/file-" + i + ".bin");
				responses.add(client.sendAsync(
						isPart(i) ? request.header("Range", "bytes=10-80010").build() : request.build(),
						BodyHandlers.ofByteArray()));
			}
			for (int i = 0; i < STREAMS; i++) {
				HttpResponse<byte[]> response = get(responses.get(i));
				byte[] content = FILES.get(i);
				assertThat(response.statusCode()).as("file %d", i).isEqualTo(isPart(i) ? 206 : 200);
				assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
				byte[] expected = isPart(i) ? Arrays.copyOfRange(content, 10, Math.min(80_011, content.length))
						: content;
				assertThat(Arrays.equals(response.body(), expected)).as("bytes of file %d", i).isTrue();
			}
		}
	}

	/**
	 * The first file has one byte, so that it has no part.
	 */
	private static boolean isPart(int file) {
		return file % 3 == 1;
	}

	/**
	 * The client resets a stream, and the connection stays. Java's client seems not to
	 * give back what the streams that it has reset took of the connection's window, so
	 * that all of them together must be smaller than it.
	 */
	@ParameterizedTest
	@EnumSource(Container.class)
	void clientThatLeavesStreamsEarlyDoesNoHarm(Container container) throws Exception {
		HttpClient client = client();
		URI origin = connect(container, client);
		for (int round = 0; round < 2; round++) {
			List<CompletableFuture<HttpResponse<InputStream>>> left = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				left.add(client.sendAsync(request(origin, "/film.bin").build(), BodyHandlers.ofInputStream()));
			}
			for (CompletableFuture<HttpResponse<InputStream>> response : left) {
				try (InputStream body = get(response).body()) {
					assertThat(Arrays.equals(body.readNBytes(START), Arrays.copyOf(FILM, START))).isTrue();
				}
			}
			HttpResponse<byte[]> whole = get(
					client.sendAsync(request(origin, "/file-40.bin").build(), BodyHandlers.ofByteArray()));
			assertThat(Arrays.equals(whole.body(), FILES.get(40))).isTrue();
		}
		HttpResponse<byte[]> film = get(
				client.sendAsync(request(origin, "/film.bin").build(), BodyHandlers.ofByteArray()));
		assertThat(Arrays.equals(film.body(), FILM)).isTrue();
	}

	/**
	 * One file is small enough for the memory, the other is read piece by piece.
	 */
	@ParameterizedTest
	@CsvSource({ "TOMCAT, small", "TOMCAT, large", "JETTY, small", "JETTY, large" })
	void fileThatIsReplacedIsNeverMixed(Container container, String name) throws Exception {
		HttpClient client = client();
		URI origin = connect(container, client);
		Path file = directory().resolve(name + ".bin");
		byte[] first = Files.readAllBytes(file);
		byte[] second = Contents.noise(new Random(3), first.length);
		List<String> tags = List.of(Codings.tag(first, 0, first.length), Codings.tag(second, 0, second.length));
		AtomicBoolean running = new AtomicBoolean(true);
		Thread writer = new Thread(() -> replace(file, List.of(second, first), running));
		writer.start();
		int[] counts = new int[2];
		try {
			for (int round = 0; round < 10; round++) {
				List<CompletableFuture<HttpResponse<byte[]>>> responses = new ArrayList<>();
				for (int i = 0; i < 10; i++) {
					responses.add(
							client.sendAsync(request(origin, "/" + name + ".bin").build(), BodyHandlers.ofByteArray()));
				}
				for (CompletableFuture<HttpResponse<byte[]>> response : responses) {
					HttpResponse<byte[]> whole = get(response);
					if (whole.statusCode() == 503) {
						continue;
					}
					assertThat(whole.statusCode()).isEqualTo(200);
					int version = tags.indexOf(whole.headers().firstValue("etag").orElse(""));
					assertThat(version).as("known tag in %s", whole.headers().map()).isNotNegative();
					assertThat(Arrays.equals(whole.body(), (version == 0) ? first : second)).isTrue();
					counts[version]++;
				}
			}
		}
		finally {
			running.set(false);
			writer.join();
		}
		assertThat(counts).as("responses with each content").doesNotContain(0);
		try (Client last = site.connect(transport(container))) {
			assertThat(last.send(Request.get("/" + name + ".bin")).header("etag")).isIn(tags);
		}
	}

	private static void replace(Path file, List<byte[]> contents, AtomicBoolean running) {
		Path next = file.resolveSibling("." + file.getFileName());
		try {
			for (int i = 0; running.get(); i++) {
				Files.write(next, contents.get(i % contents.size()));
				Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
				Thread.sleep(20);
			}
			Files.write(next, contents.get(1));
			Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void otherCertificatesAreNotTrustedByTheseTests(Container container) throws IOException {
		URI origin = URI.create("https://127.0.0.1:" + site.port(transport(container)));
		assertThatThrownBy(() -> HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(origin.resolve(Site.PROBE)).timeout(PATIENCE).build(),
					BodyHandlers.discarding()))
			.hasMessageContaining("certification path");
	}

	private static HttpClient client() {
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_2)
			.connectTimeout(PATIENCE)
			.sslContext(SelfSignedCertificate.client())
			.build();
	}

	/**
	 * The requests after the first one share its connection.
	 */
	private static URI connect(Container container, HttpClient client) throws Exception {
		URI origin = URI.create("https://127.0.0.1:" + site.port(transport(container)));
		assertThat(client.send(request(origin, Site.PROBE).build(), BodyHandlers.ofString()).body())
			.isEqualTo(Site.PROBE_TEXT);
		return origin;
	}

	private static Transport transport(Container container) {
		return (container == Container.TOMCAT) ? Transport.TOMCAT_HTTP_2_TLS : Transport.JETTY_HTTP_2_TLS;
	}

	private static HttpRequest.Builder request(URI origin, String path) {
		return HttpRequest.newBuilder(origin.resolve(path)).timeout(PATIENCE);
	}

	private static <T> HttpResponse<T> get(CompletableFuture<HttpResponse<T>> response) throws Exception {
		return response.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	private static Path directory() {
		Path result = directory;
		assertThat(result).isNotNull();
		return result;
	}

}
