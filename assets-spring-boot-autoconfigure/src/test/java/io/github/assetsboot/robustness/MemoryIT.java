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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Multipart;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with little memory and a great deal to serve.
 *
 * @author the Assets for Spring Boot authors
 */
class MemoryIT {

	private static final int SMALL_FILES = 20_000;

	private static final long HUGE = (1L << 32) + (1L << 20);

	private static final long MIDDLE = 5L << 29;

	private static final int STREAMED = 300 << 20;

	private static final int CONNECTIONS = 6;

	private static final byte[] MARK = "0123456789abcdef".repeat(8).getBytes(StandardCharsets.US_ASCII);

	private final Queue<String> output = new ConcurrentLinkedQueue<>();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	@TempDir
	private Path directory;

	private Process process;

	@BeforeEach
	void startOtherProcess() throws IOException {
		for (int i = 0; i < SMALL_FILES; i++) {
			Path file = this.directory.resolve(path(i).substring(1));
			if (i % 200 == 0) {
				Files.createDirectories(file.getParent());
			}
			Files.write(file, content(i));
		}
		try (RandomAccessFile file = new RandomAccessFile(this.directory.resolve("huge.bin").toFile(), "rw")) {
			for (long position : new long[] { 0, MIDDLE, HUGE - MARK.length }) {
				file.seek(position);
				file.write(MARK);
			}
		}
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", "-Dfile.encoding=UTF-8", "-Dspring.devtools.restart.enabled=false", Server.class.getName(),
				this.directory.toString());
		builder.environment().put("CLASSPATH", classPath);
		this.process = builder.redirectErrorStream(true).start();
	}

	@AfterEach
	void stopOtherProcess() throws Exception {
		this.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
	}

	@Test
	void manySmallFilesAndAHugeOneAreServedFromAHeapOf64Megabytes() throws Exception {
		long start = System.nanoTime();
		int port = awaitPort();
		System.out.println("start: " + (System.nanoTime() - start) / 1_000_000 + " ms");
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < CONNECTIONS; i++) {
			int first = i;
			threads.add(new Thread(() -> trying(() -> everySmallFile(port, first))));
		}
		threads.add(new Thread(() -> trying(() -> rangesOfTheHugeFile(port))));
		threads.add(new Thread(() -> trying(() -> beginningOfTheHugeFile(port))));
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		System.out.println("all: " + (System.nanoTime() - start) / 1_000_000 + " ms");
		assertThat(this.failures).as("%s", this.output).isEmpty();
		rangesOfTheHugeFile(port);
		assertThat(this.process.isAlive()).isTrue();
		assertThat(this.output).noneMatch((line) -> line.contains("OutOfMemoryError"));
	}

	private int awaitPort() throws Exception {
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		long end = System.nanoTime() + 120_000_000_000L;
		while (System.nanoTime() < end) {
			while (!reader.ready()) {
				assertThat(this.process.isAlive()).as("%s", this.output).isTrue();
				assertThat(System.nanoTime()).as("time to start").isLessThan(end);
				Thread.sleep(20);
			}
			String line = reader.readLine();
			this.output.add(line);
			if (line.startsWith("PORT ")) {
				Thread thread = new Thread(() -> reader.lines().forEach(this.output::add), "output");
				thread.setDaemon(true);
				thread.start();
				return Integer.parseInt(line.substring(5));
			}
		}
		throw new AssertionError(this.output.toString());
	}

	private void everySmallFile(int port, int first) throws IOException {
		try (SocketClient client = new SocketClient(port)) {
			for (int i = first; i < SMALL_FILES && this.failures.isEmpty(); i += CONNECTIONS) {
				Response response = client.send("GET", path(i));
				assertThat(response.status()).as(path(i)).isEqualTo(200);
				assertThat(Arrays.equals(response.bytes(), content(i))).as("%s is that of %s", response, path(i))
					.isTrue();
			}
		}
	}

	private void rangesOfTheHugeFile(int port) throws IOException {
		try (SocketClient client = new SocketClient(port)) {
			Response head = client.send("HEAD", "/huge.bin");
			assertThat(head.header("content-length")).isEqualTo(String.valueOf(HUGE));
			for (int i = 0; i < 50; i++) {
				Response end = client.send("GET", "/huge.bin", "Range: bytes=-" + (MARK.length + i * 1000));
				assertThat(end.status()).isEqualTo(206);
				assertThat(end.header("content-range"))
					.isEqualTo("bytes " + (HUGE - MARK.length - i * 1000) + "-" + (HUGE - 1) + "/" + HUGE);
				assertThat(end.bytes().length).isEqualTo(MARK.length + i * 1000);
				assertThat(end.bytes()).endsWith(MARK);
			}
			Response middle = client.send("GET", "/huge.bin", "Range: bytes=" + (MIDDLE - 2) + "-" + (MIDDLE + 9));
			assertThat(middle.bytes()).asString(StandardCharsets.US_ASCII).isEqualTo("\0\0" + "0123456789");
			Response both = client.send("GET", "/huge.bin", "Range: bytes=" + MIDDLE + "-" + (MIDDLE + 9) + ",-16");
			List<Multipart.Part> parts = Multipart.parse(both);
			assertThat(parts).extracting((part) -> part.range().first()).containsExactly(MIDDLE, HUGE - 16);
			assertThat(parts).extracting((part) -> part.range().length()).containsOnly(HUGE);
			assertThat(new String(parts.get(1).bytes(), StandardCharsets.US_ASCII)).isEqualTo("0123456789abcdef");
			Response beyond = client.send("GET", "/huge.bin", "Range: bytes=" + HUGE + "-");
			assertThat(beyond.status()).isEqualTo(416);
		}
	}

	private void beginningOfTheHugeFile(int port) throws IOException {
		try (SocketClient client = new SocketClient(port)) {
			client.write(SocketClient.request("GET", "/huge.bin", List.of()));
			Response head = client.readHead();
			assertThat(head.header("content-length")).isEqualTo(String.valueOf(HUGE));
			InputStream input = client.input();
			assertThat(input.readNBytes(MARK.length)).isEqualTo(MARK);
			byte[] zeros = new byte[1 << 16];
			for (int read = MARK.length; read < STREAMED; read += zeros.length) {
				byte[] block = input.readNBytes(zeros.length);
				assertThat(Arrays.equals(block, zeros)).as("block at %s", read).isTrue();
			}
		}
	}

	private void trying(Trial trial) {
		try {
			trial.run();
		}
		catch (Throwable ex) {
			this.failures.add(ex);
		}
	}

	private static String path(int number) {
		return "/d" + number / 200 + "/f" + number + ((number % 2 == 0) ? ".js" : ".png");
	}

	private static byte[] content(int number) {
		byte[] content = new byte[300 + number % 1500];
		for (int i = 0; i < content.length; i++) {
			content[i] = (byte) ((number % 2 == 0) ? 'a' + (number / 26 + i * i) % 26
					: number * 31 + i * i * 7 + (i >> 3));
		}
		byte[] start = ("file " + number + "\n").getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(start, 0, content, 0, start.length);
		return content;
	}

	private interface Trial {

		void run() throws Exception;

	}

	/**
	 * The other process. It ends with this one, or when it is told to.
	 */
	static final class Server {

		private Server() {
		}

		public static void main(String[] arguments) throws IOException {
			ConfigurableApplicationContext context = Applications.serve(Path.of(arguments[0]));
			System.out.println("PORT " + Applications.port(context));
			while (System.in.read() != -1) {
				// until the other process is gone
			}
			context.close();
		}

	}

}
