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
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A large file that is being written while many ask for it.
 */
class BusyFileIT {

	private static final int CLIENTS = 30;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/**
	 * The time that a request waits for a file at the most, and a second.
	 */
	private static final Duration WAIT = Duration.ofSeconds(6);

	@TempDir
	private Path directory;

	private ConfigurableApplicationContext context;

	private Path file;

	@BeforeEach
	void write() throws IOException {
		Files.writeString(this.directory.resolve("index.html"), "<p>home");
		this.file = this.directory.resolve("film.bin");
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@ParameterizedTest
	@CsvSource({ "60, false", "60, true", "15, false" })
	void fileThatIsAppendedToKeepsNobodyElseWaiting(int megabytes, String reload) throws Exception {
		byte[] megabyte = Contents.noise(new Random(1), 1 << 20);
		try (OutputStream stream = Files.newOutputStream(this.file)) {
			for (int i = 0; i < megabytes; i++) {
				stream.write(megabyte);
			}
		}
		start(reload);
		AtomicBoolean writing = new AtomicBoolean(true);
		AtomicInteger busy = new AtomicInteger();
		AtomicLong slowestOfFile = new AtomicLong();
		Queue<String> problems = new ConcurrentLinkedQueue<>();
		List<Thread> threads = new ArrayList<>();
		threads.add(new Thread(() -> append(writing, problems)));
		for (int i = 0; i < CLIENTS; i++) {
			threads.add(new Thread(() -> ask(writing, busy, slowestOfFile, problems)));
		}
		threads.forEach(Thread::start);
		long slowest = 0;
		try (SocketClient client = new SocketClient(Applications.port(this.context))) {
			for (int i = 0; i < 40; i++) {
				long start = System.nanoTime();
				assertThat(client.send("GET", "/").status()).isEqualTo(200);
				slowest = Math.max(slowest, System.nanoTime() - start);
				Thread.sleep(50);
			}
		}
		finally {
			writing.set(false);
			for (Thread thread : threads) {
				thread.join();
			}
		}
		assertThat(problems).isEmpty();
		assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(3));
		assertThat(Duration.ofNanos(slowestOfFile.get())).as("beside %d ns for another file", slowest)
			.isLessThan(WAIT.plusNanos(slowest * 4));
		if (megabytes > 16) {
			assertThat(busy.get()).as("answers that the file is busy").isPositive();
		}
		assertServed();
	}

	@Test
	void largeFileThatIsReplacedIsServedSoonAndReadOnce() throws Exception {
		Files.write(this.file, Contents.noise(new Random(2), 30 << 20));
		start("false");
		assertServed();
		Path next = this.directory.resolve(".next");
		Files.write(next, Contents.noise(new Random(3), 40 << 20));
		Files.move(next, this.file, StandardCopyOption.ATOMIC_MOVE);
		assertServed();
	}

	private void assertServed() {
		await().atMost(PATIENCE).until(() -> {
			try (SocketClient client = new SocketClient(Applications.port(this.context))) {
				Response end = client.send("GET", "/film.bin", "Range: bytes=-1000");
				if (end.status() == 503) {
					assertThat(end.header("retry-after")).isEqualTo("5");
					return false;
				}
				long size = Files.size(this.file);
				assertThat(end.status()).isEqualTo(206);
				assertThat(end.header("content-range"))
					.isEqualTo("bytes " + (size - 1000) + "-" + (size - 1) + "/" + size);
				byte[] content = Files.readAllBytes(this.file);
				assertThat(end.header("etag")).isEqualTo(Codings.tag(content, 0, content.length));
				return Arrays.equals(end.bytes(), Arrays.copyOfRange(content, content.length - 1000, content.length));
			}
		});
	}

	private void append(AtomicBoolean writing, Queue<String> problems) {
		try (OutputStream stream = Files.newOutputStream(this.file, StandardOpenOption.APPEND)) {
			while (writing.get()) {
				stream.write(new byte[1000]);
				Thread.sleep(3);
			}
		}
		catch (IOException | InterruptedException ex) {
			problems.add("writer: " + ex);
		}
	}

	private void ask(AtomicBoolean writing, AtomicInteger busy, AtomicLong slowestOfFile, Queue<String> problems) {
		try (SocketClient client = new SocketClient(Applications.port(this.context))) {
			while (writing.get()) {
				long start = System.nanoTime();
				Response response = client.send("HEAD", "/film.bin");
				slowestOfFile.accumulateAndGet(System.nanoTime() - start, Math::max);
				if (response.status() == 503) {
					busy.incrementAndGet();
				}
				if (response.status() != 200
						&& (response.status() != 503 || !"5".equals(response.header("retry-after")))) {
					problems.add(response.toString());
				}
				Thread.sleep(5);
			}
		}
		catch (IOException | InterruptedException ex) {
			problems.add("client: " + ex);
		}
	}

	private void start(String reload) {
		this.context = Applications.serve(this.directory, "assets.reload", reload, "server.tomcat.threads.max", "20");
	}

}
