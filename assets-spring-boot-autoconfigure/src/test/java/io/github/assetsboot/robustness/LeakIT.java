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
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Clients that read slowly, or go away: what they leave behind.
 *
 * @author the Assets for Spring Boot authors
 */
class LeakIT {

	private static final long LARGE = 64L << 20;

	private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

	private static final Pattern COMMON_THREADS = Pattern
		.compile("(http-nio|ForkJoinPool|HttpClient|process reaper|junit|surefire|Attach|Keep-Alive).*");

	private static final List<String> REQUESTS = List.of("", "Range: bytes=0-\r\n", "Range: bytes=1000-\r\n",
			"Range: bytes=0-20000000,30000000-60000000\r\n", "Range: bytes=-60000000\r\n",
			"Range: bytes=0-9,20-29999999,40000000-\r\n");

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext context;

	private static int port;

	@BeforeAll
	static void start() throws IOException {
		Files.writeString(directory.resolve("small.txt"), "small");
		for (String name : List.of("large.bin", "large.html")) {
			try (RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
				file.setLength(LARGE);
			}
		}
		context = Applications.serve(directory, "server.tomcat.threads.max", "20", "server.tomcat.threads.min-spare",
				"20");
		port = Applications.port(context);
		for (int i = 0; i < 4; i++) {
			for (String fields : REQUESTS) {
				abort(fields, 10_000, i);
			}
		}
		assertAnswersPromptly();
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void abortedDownloadsLeaveNoThreadAndNoFileBehind() throws Exception {
		Set<String> threads = threads();
		List<String> descriptors = descriptors();
		for (int i = 0; i < 50; i++) {
			abort(REQUESTS.get(i % REQUESTS.size()), 1000 + 997 * i, i);
		}
		assertAnswersPromptly();
		assertNothingIsLeft(threads, descriptors);
	}

	@Test
	void slowReadersLeaveNoThreadAndNoFileBehindNorKeepOthersWaiting() throws Exception {
		Set<String> threads = threads();
		List<String> descriptors = descriptors();
		List<Socket> readers = new ArrayList<>();
		try {
			for (int i = 0; i < 48; i++) {
				readers.add(open((i % 6 == 0) ? REQUESTS.get(3) : REQUESTS.get(i % 3)));
			}
			byte[] trickle = new byte[700];
			for (int round = 0; round < 15; round++) {
				for (Socket reader : readers) {
					assertThat(reader.getInputStream().readNBytes(trickle, 0, trickle.length))
						.isEqualTo(trickle.length);
				}
				assertAnswersPromptly();
				Thread.sleep(50);
			}
			try (SocketClient client = new SocketClient(port)) {
				assertThat(client.send("GET", "/large.bin").bytes().length).isEqualTo((int) LARGE);
			}
		}
		finally {
			for (Socket reader : readers) {
				reader.close();
			}
		}
		assertAnswersPromptly();
		assertNothingIsLeft(threads, descriptors);
	}

	private static void assertAnswersPromptly() throws IOException {
		long start = System.nanoTime();
		try (SocketClient client = new SocketClient(port)) {
			assertThat(client.send("GET", "/small.txt").bytes()).asString().isEqualTo("small");
			assertThat(client.send("GET", "/large.bin", "Range: bytes=-10").bytes().length).isEqualTo(10);
		}
		assertThat(System.nanoTime() - start).as("nanoseconds for two requests").isLessThan(2_000_000_000L);
	}

	private static void abort(String fields, int length, int number) throws IOException {
		try (Socket socket = open(fields)) {
			InputStream input = socket.getInputStream();
			assertThat(new String(input.readNBytes(12), StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 20");
			assertThat(input.readNBytes(length).length).isEqualTo(length);
			if (number % 3 == 0) {
				socket.setSoLinger(true, 0);
			}
			else if (number % 3 == 1) {
				socket.shutdownOutput();
			}
		}
	}

	private static Socket open(String fields) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.setSoTimeout(10_000);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		socket.getOutputStream()
			.write(("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private static void assertNothingIsLeft(Set<String> threads, List<String> descriptors) throws Exception {
		await("busy threads", LeakIT::busy, List.of());
		Set<String> left = new TreeSet<>();
		await("threads", () -> {
			left.clear();
			left.addAll(threads());
			left.removeAll(threads);
			return List.copyOf(left);
		}, List.of());
		assumeThat(DESCRIPTORS).as("file descriptors can be listed").isDirectory();
		await("files", () -> {
			List<String> more = new ArrayList<>(descriptors());
			descriptors.forEach(more::remove);
			return more;
		}, List.of());
	}

	private static void await(String what, Supplier<List<String>> actual, List<String> expected) throws Exception {
		long end = System.nanoTime() + 10_000_000_000L;
		while (!actual.get().equals(expected) && System.nanoTime() < end) {
			Thread.sleep(50);
		}
		assertThat(actual.get()).as(what).isEqualTo(expected);
	}

	/**
	 * The pool's threads come and go; what counts is that none of them is still busy with
	 * an asset.
	 */
	private static List<String> busy() {
		List<String> busy = new ArrayList<>();
		for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
			if (thread.getKey().getName().startsWith("http-nio") && Stream.of(thread.getValue())
				.anyMatch((frame) -> frame.getClassName().startsWith("io.github.assetsboot."))) {
				busy.add(thread.getKey().getName());
			}
		}
		return busy;
	}

	private static Set<String> threads() {
		Set<String> names = new TreeSet<>();
		Thread.getAllStackTraces().keySet().forEach((thread) -> names.add(thread.getName()));
		names.removeIf((name) -> COMMON_THREADS.matcher(name).matches());
		return names;
	}

	private static List<String> descriptors() {
		if (!Files.isDirectory(DESCRIPTORS)) {
			return List.of();
		}
		List<String> targets = new ArrayList<>();
		try (Stream<Path> all = Files.list(DESCRIPTORS)) {
			String root = directory.toRealPath().toString();
			for (Path descriptor : all.toList()) {
				try {
					String target = Files.readSymbolicLink(descriptor).toString();
					if (target.startsWith(root) || target.matches(".*/assets-[^/]*(/.*)?")) {
						targets.add(target);
					}
				}
				catch (IOException ex) {
					// closed meanwhile
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return targets;
	}

}
