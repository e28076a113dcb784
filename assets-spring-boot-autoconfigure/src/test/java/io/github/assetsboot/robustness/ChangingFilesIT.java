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

package io.github.assetsboot.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.assetsboot.robustness.VersionedFile.Mode;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files that change while they are being served: every body is one state of the file, and
 * is the one that its tag stands for.
 *
 * @author the Assets for Spring Boot authors
 */
class ChangingFilesIT {

	private static final int CLIENTS = 200;

	private static final long MILLIS = Seed.cases(1200);

	private static final long CATCH_UP_MILLIS = 2000;

	private static final long MAX_STARVED_MILLIS = 20_000;

	private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

	@TempDir
	private Path temporary;

	private Path directory;

	@BeforeAll
	static void print() {
		Seed.print(ChangingFilesIT.class);
	}

	static Stream<Arguments> modes() {
		return Stream.of(Mode.values())
			.flatMap((mode) -> Stream.of(Arguments.of(mode, false), Arguments.of(mode, true)));
	}

	@ParameterizedTest(name = "{0}, reload {1}")
	@MethodSource("modes")
	void everyBodyIsOneStateOfTheFileAndTheLastOneIsSeenByAll(Mode mode, boolean reload) throws Exception {
		this.directory = Files.createDirectory(this.temporary.resolve("dist"));
		List<VersionedFile> files = List.of(new VersionedFile(this.directory.resolve("small.js"), 10_000),
				new VersionedFile(this.directory.resolve("medium.bin"), 200_000),
				new VersionedFile(this.directory.resolve("large.bin"), 8_000_000));
		List<Long> pauses = List.of(12L, 25L, 350L);
		for (VersionedFile file : files) {
			file.writeNext(Mode.RENAME);
		}
		try (ConfigurableApplicationContext context = start("assets.reload", String.valueOf(reload))) {
			Storm storm = new Storm(Applications.port(context), mode);
			List<Thread> clients = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				int number = i;
				VersionedFile file = files.get((i % 20 == 0) ? 2 : i % 2);
				clients.add(new Thread(() -> storm.run(file, number), "client-" + i));
			}
			clients.forEach(Thread::start);
			List<Thread> writers = new ArrayList<>();
			for (int i = 0; i < files.size(); i++) {
				VersionedFile file = files.get(i);
				long pause = pauses.get(i);
				writers.add(new Thread(() -> storm.write(file, pause), "writer-" + i));
			}
			writers.forEach(Thread::start);
			for (Thread writer : writers) {
				writer.join();
			}
			storm.catchUp();
			for (Thread client : clients) {
				client.join();
			}
			System.out.println(mode + ", reload " + reload + ": " + storm.statuses + ", aborted " + storm.aborted
					+ ", late " + storm.late.size());
			assertThat(storm.violations).as("%s of %s", mode, storm.statuses).isEmpty();
			assertThat(storm.late).as("clients that did not see the last version in time").isEmpty();
			assertThat(storm.count(200)).isGreaterThan(CLIENTS);
			assertThat(storm.count(206)).isPositive();
			assertThat(storm.count(503)).as("503 in %s", storm.statuses).isLessThan(storm.count(200) / 10);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 5_000_000 })
	void fileThatShrinksGrowsVanishesAndReturnsIsServedAsItIs(int size) throws Exception {
		this.directory = Files.createDirectory(this.temporary.resolve("dist"));
		Path file = this.directory.resolve("file.txt");
		Random random = Seed.random("shrinks", size);
		Files.write(file, Contents.words(random, size));
		try (ConfigurableApplicationContext context = start();
				SocketClient client = new SocketClient(Applications.port(context))) {
			assertServed(client, file);
			for (int other : new int[] { size / 2, size * 2, 0, size, 1, size + 1 }) {
				letTimePass();
				Files.write(file, Contents.words(random, other));
				assertServed(client, file);
			}
			byte[] content = Contents.words(random, size);
			letTimePass();
			Files.delete(file);
			assertThat(client.send("GET", "/file.txt").status()).isEqualTo(404);
			assertThat(client.send("GET", "/file.txt", "Range: bytes=0-1").status()).isEqualTo(404);
			assertThat(client.send("HEAD", "/file.txt").status()).isEqualTo(404);
			Files.write(file, content);
			assertServed(client, file);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 5_000_000 })
	void contentOfEqualSizeUnderAnEqualTimeIsNoticed(int size) throws Exception {
		this.directory = Files.createDirectory(this.temporary.resolve("dist"));
		Path file = this.directory.resolve("file.txt");
		Random random = Seed.random("equal", size);
		Files.write(file, Contents.words(random, size));
		FileTime time = FileTime.fromMillis(1);
		Files.setLastModifiedTime(file, time);
		try (ConfigurableApplicationContext context = start();
				SocketClient client = new SocketClient(Applications.port(context))) {
			assertServed(client, file);
			for (int i = 0; i < 6; i++) {
				letTimePass();
				byte[] content = Contents.words(random, size);
				if (i % 2 == 0) {
					Files.write(file, content);
					Files.setLastModifiedTime(file, time);
				}
				else {
					Path other = Files.write(this.temporary.resolve("other"), content);
					Files.setLastModifiedTime(other, time);
					Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
				}
				assertServed(client, file);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void codedRepresentationOfWhatAFileWasIsNotServedForWhatItIs(boolean sibling) throws Exception {
		this.directory = Files.createDirectory(this.temporary.resolve("dist"));
		Path file = this.directory.resolve("file.txt");
		Random random = Seed.random("variant", 0);
		byte[] content = Contents.words(random, 50_000);
		Files.write(file, content);
		if (sibling) {
			Files.write(this.directory.resolve("file.txt.gz"), Codings.encode("gzip", content));
		}
		try (ConfigurableApplicationContext context = start();
				SocketClient client = new SocketClient(Applications.port(context))) {
			awaitCoded(client);
			for (int i = 0; i < 3; i++) {
				letTimePass();
				Files.write(file, Contents.words(random, 50_000));
				assertServed(client, file);
			}
		}
	}

	@Test
	void conditionalRequestNoticesAChange() throws Exception {
		this.directory = Files.createDirectory(this.temporary.resolve("dist"));
		Path file = this.directory.resolve("file.txt");
		Random random = Seed.random("conditional", 0);
		Files.write(file, Contents.words(random, 1000));
		try (ConfigurableApplicationContext context = start();
				SocketClient client = new SocketClient(Applications.port(context))) {
			String tag = client.send("GET", "/file.txt").header("etag");
			assertThat(client.send("GET", "/file.txt", "If-None-Match: " + tag).status()).isEqualTo(304);
			letTimePass();
			byte[] changed = Contents.words(random, 1000);
			Files.write(file, changed);
			Response response = client.send("GET", "/file.txt", "If-None-Match: " + tag);
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.bytes()).isEqualTo(changed);
			letTimePass();
			Files.write(file, Contents.words(random, 1000));
			assertThat(client.send("GET", "/file.txt", "If-Range: " + tag, "Range: bytes=0-1").status()).isEqualTo(200);
			assertThat(client.send("GET", "/file.txt", "If-Match: " + tag).status()).isEqualTo(412);
		}
	}

	/**
	 * How often to look at a file is the server's to choose, as long as nobody would
	 * notice.
	 */
	private static void letTimePass() throws InterruptedException {
		Thread.sleep(20);
	}

	private static void awaitCoded(SocketClient client) throws Exception {
		long end = System.nanoTime() + 10_000_000_000L;
		while (client.send("HEAD", "/file.txt", "Accept-Encoding: gzip").header("content-encoding") == null) {
			assertThat(System.nanoTime()).as("time for a coded representation").isLessThan(end);
			Thread.sleep(50);
		}
	}

	private static void assertServed(SocketClient client, Path file) throws IOException {
		byte[] content = Files.readAllBytes(file);
		String tag = Codings.tag(content, 0, content.length);
		Response plain = client.send("GET", "/file.txt");
		assertThat(plain.status()).isEqualTo(200);
		assertThat(Arrays.equals(plain.bytes(), content)).as("%s is of %s bytes", plain, content.length).isTrue();
		assertThat(plain.header("etag")).isEqualTo(tag);
		Response head = client.send("HEAD", "/file.txt");
		Response again = client.send("GET", "/file.txt");
		// a coded representation that was made in between brings Vary
		assertThat(head.lastingFields()).isIn(plain.lastingFields(), again.lastingFields());
		Response coded = client.send("GET", "/file.txt", "Accept-Encoding: gzip");
		assertThat(coded.status()).isEqualTo(200);
		boolean gzip = "gzip".equals(coded.header("content-encoding"));
		byte[] decoded = gzip ? Codings.decode("gzip", coded.bytes()) : coded.bytes();
		assertThat(Arrays.equals(decoded, content)).as("%s decodes to %s bytes", coded, content.length).isTrue();
		assertThat(coded.header("etag")).isEqualTo(Codings.tag(content, gzip ? "gzip" : null, coded.bytes()));
		Response end = client.send("GET", "/file.txt", "Range: bytes=-3");
		if (content.length > 0) {
			assertThat(end.status()).isEqualTo(206);
			assertThat(end.bytes())
				.isEqualTo(Arrays.copyOfRange(content, Math.max(0, content.length - 3), content.length));
		}
	}

	private ConfigurableApplicationContext start(String... properties) {
		return Applications.serve(this.directory, properties);
	}

	/**
	 * The clients and the writers, and what went wrong.
	 */
	private static final class Storm {

		private final int port;

		private final Mode mode;

		private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();

		private final AtomicInteger aborted = new AtomicInteger();

		private final Queue<String> violations = new ConcurrentLinkedQueue<>();

		private final Queue<String> late = new ConcurrentLinkedQueue<>();

		private final Map<String, String> bodies = new ConcurrentHashMap<>();

		private final long end = System.nanoTime() + MILLIS * 1_000_000;

		private volatile long deadline;

		Storm(int port, Mode mode) {
			this.port = port;
			this.mode = mode;
		}

		void write(VersionedFile file, long pause) {
			try {
				while (System.nanoTime() < this.end || isStarved()) {
					Thread.sleep(pause);
					file.writeNext(this.mode);
				}
			}
			catch (IOException | InterruptedException ex) {
				this.violations.add("writer: " + ex);
			}
		}

		/**
		 * A machine with other work may not have given the clients their turn.
		 */
		private boolean isStarved() {
			boolean asked = count(200) > CLIENTS && count(206) > 0;
			return !asked && System.nanoTime() < this.end + MAX_STARVED_MILLIS * 1_000_000;
		}

		void catchUp() {
			this.deadline = System.nanoTime() + CATCH_UP_MILLIS * 1_000_000;
		}

		void run(VersionedFile file, int number) {
			Random random = Seed.random("client", number);
			try (SocketClient client = new SocketClient(this.port)) {
				while (this.deadline == 0) {
					ask(client, file, random);
				}
				while (!isLast(client, file)) {
					if (System.nanoTime() > this.deadline) {
						this.late.add(Thread.currentThread().getName() + " for " + file.url());
						return;
					}
					Thread.sleep(50);
				}
			}
			catch (IOException | InterruptedException ex) {
				this.violations.add("client: " + ex);
			}
		}

		private boolean isLast(SocketClient client, VersionedFile file) throws IOException {
			try {
				Response response = client.send("GET", file.url());
				return response.status() == 200 && Arrays.equals(response.bytes(), file.lastContent());
			}
			catch (IOException ex) {
				client.close();
				return false;
			}
		}

		private void ask(SocketClient client, VersionedFile file, Random random) throws IOException {
			List<String> lines = new ArrayList<>();
			if (random.nextInt(4) == 0) {
				int first = random.nextInt(8000);
				lines.add("Range: bytes=" + first + "-" + (first + 64 + random.nextInt(4000)));
			}
			else if (random.nextInt(3) == 0) {
				lines.add("Accept-Encoding: gzip");
			}
			try {
				Response response = client.send("GET", file.url(), lines.toArray(String[]::new));
				this.statuses.computeIfAbsent(response.status(), (key) -> new AtomicInteger()).incrementAndGet();
				judge(file, response);
			}
			catch (IOException ex) {
				client.close();
				this.aborted.incrementAndGet();
				if (this.mode == Mode.RENAME) {
					violated(file, "aborted: " + ex);
				}
			}
			catch (AssertionError ex) {
				client.close();
				violated(file, "not HTTP: " + ex.getMessage());
			}
		}

		private void judge(VersionedFile file, Response response) throws IOException {
			boolean inPlace = this.mode == Mode.IN_PLACE;
			switch (response.status()) {
				case 200 -> {
					String tag = String.valueOf(response.header("etag"));
					boolean gzip = "gzip".equals(response.header("content-encoding"));
					byte[] body = gzip ? Codings.decode("gzip", response.bytes()) : response.bytes();
					violated(file, tag.equals(Codings.tag(body, gzip ? "gzip" : null, response.bytes())) ? ""
							: "the tag of other bytes: " + tag);
					String plainTag = gzip ? Codings.tag(body, 0, body.length) : tag;
					violated(file, file.judge(body, 0, body.length, plainTag, inPlace));
					String known = Codings.tag(response.bytes(), 0, response.bytes().length);
					String before = this.bodies.putIfAbsent(tag, known);
					violated(file, known.equals((before != null) ? before : known) ? "" : "two bodies for " + tag);
				}
				case 206 -> {
					String tag = String.valueOf(response.header("etag"));
					Matcher range = CONTENT_RANGE.matcher(String.valueOf(response.header("content-range")));
					if (range.matches()) {
						violated(file, file.judge(response.bytes(), Integer.parseInt(range.group(1)),
								Integer.parseInt(range.group(3)), tag, inPlace));
					}
					else {
						violated(file, "no range: " + response);
					}
				}
				case 416 -> violated(file, inPlace ? "" : "out of range: " + response);
				case 404 -> violated(file, (this.mode != Mode.RENAME) ? "" : "not found");
				// a file may be written for longer than a request waits
				case 503 -> violated(file, (this.mode != Mode.RENAME && "5".equals(response.header("retry-after"))
						&& "no-store".equals(response.header("cache-control"))) ? "" : response.toString());
				default -> violated(file, response.toString());
			}
		}

		int count(int status) {
			AtomicInteger count = this.statuses.get(status);
			return (count != null) ? count.get() : 0;
		}

		private void violated(VersionedFile file, String problem) {
			String violation = file.url() + ": " + problem;
			if (!problem.isEmpty() && this.violations.size() < 20 && !this.violations.contains(violation)) {
				this.violations.add(violation);
			}
		}

	}

}
