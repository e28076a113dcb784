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

package io.github.assetsboot.project;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.ForwardingStorage;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * A thousand projects, and a storage that is slow, hangs, or breaks off, while many ask.
 *
 * @author the Assets for Spring Boot authors
 */
@Timeout(120)
class ManyProjectsApplicationIT {

	private static final int PROJECTS = 1000;

	private static final int CLIENTS = 20;

	private final Map<String, String> properties = new LinkedHashMap<>();

	private @Nullable ConfigurableApplicationContext context;

	private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

	@TempDir
	private Path directory;

	@BeforeEach
	void start() {
		Application.storage = new GatedStorage(new DirectoryStorage(this.directory));
		this.properties.put("assets.projects.enabled", "true");
		this.properties.put("assets.projects.resolve.host",
				"{project}.example.com, {version}-{project}.preview.example.com");
		this.properties.put("assets.projects.cache.projects", "100");
		this.properties.put("assets.projects.cache.memory", "64KB");
		this.properties.put("assets.storage.loading.max-wait", "20s");
		this.context = Applications.start(Application.class, this.properties);
	}

	@AfterEach
	void stop() {
		Application.storage.open();
		this.clients.shutdownNow();
		if (this.context != null) {
			this.context.close();
		}
	}

	private void publish(String project, Map<String, String> files) throws IOException {
		assertThat(this.context).isNotNull();
		this.context.getBean(AssetProjects.class).publish(new ProjectId(project), (visitor) -> {
			for (Map.Entry<String, String> file : files.entrySet()) {
				visitor.file(file.getKey(), StorageContent.of(file.getValue().getBytes(StandardCharsets.UTF_8)));
			}
		}, ProjectSettings.DEFAULTS);
	}

	private Response get(String host, String target) throws IOException {
		try (SocketClient client = new SocketClient(Applications.port(this.context))) {
			return client.send("GET", target, Map.of("Host", host));
		}
	}

	private <T> List<T> together(List<Callable<T>> calls) throws Exception {
		List<T> results = new ArrayList<>();
		for (Future<T> result : submit(calls)) {
			results.add(result.get(60, TimeUnit.SECONDS));
		}
		return results;
	}

	private <T> List<Future<T>> submit(List<Callable<T>> calls) {
		return calls.stream().map(this.clients::submit).toList();
	}

	private List<Callable<Response>> requests(String host, String target) {
		return Collections.nCopies(CLIENTS, () -> get(host, target));
	}

	private List<Callable<Response>> inventedHosts(String format) {
		return IntStream.range(0, CLIENTS)
			.mapToObj(format::formatted)
			.<Callable<Response>>map((host) -> () -> get(host, "/"))
			.toList();
	}

	private static void assertNotThere(List<Future<Response>> answers) throws Exception {
		for (Future<Response> answer : answers) {
			assertThat(answer.get(60, TimeUnit.SECONDS).status()).isIn(404, 503);
		}
	}

	@Test
	void eachOfAThousandProjectsHasItsOwnFiles() throws Exception {
		List<Callable<Response>> pages = new ArrayList<>();
		List<Callable<Response>> others = new ArrayList<>();
		for (int i = 0; i < PROJECTS; i++) {
			String host = "p" + i + ".example.com";
			String next = "/p" + (i + 1) + ".txt";
			publish("p" + i, Map.of("index.html", "page of p" + i, "p" + i + ".txt", "only here"));
			pages.add(() -> get(host, "/"));
			others.add(() -> get(host, next));
		}
		List<Response> answers = together(pages);
		for (int i = 0; i < PROJECTS; i++) {
			assertThat(answers.get(i).body()).isEqualTo("page of p" + i);
		}
		assertThat(together(others)).allMatch((answer) -> answer.status() == 404);
	}

	@Test
	void hangingStorageIsAskedOnceAndDelaysNobodyElse() throws Exception {
		publish("shop", Map.of("index.html", "the shop"));
		publish("slow", Map.of("index.html", "a slow page"));
		assertThat(get("shop.example.com", "/").body()).isEqualTo("the shop");
		Application.storage.close("project/slow/");
		List<Future<Response>> waiting = submit(requests("slow.example.com", "/"));
		Application.storage.awaitReader();
		for (int i = 0; i < 100; i++) {
			assertThat(get("shop.example.com", "/").body()).isEqualTo("the shop");
			assertThat(get("localhost", "/hello").body()).isEqualTo("hello");
		}
		assertThat(waiting).noneMatch(Future::isDone);
		Application.storage.open();
		for (Future<Response> response : waiting) {
			assertThat(response.get(60, TimeUnit.SECONDS).body()).isEqualTo("a slow page");
		}
		assertThat(Application.storage.reads.get()).as("the state, the version and the page").isEqualTo(3);
	}

	/**
	 * Which of the readings is right, the storage tells. It has 16 threads.
	 */
	@Test
	void clientThatInventsHostNamesKeepsNobodyElseWaiting() throws Exception {
		publish("cold", Map.of("index.html", "a cold page"));
		Application.storage.close("project/b-x");
		List<Callable<Response>> invented = inventedHosts("a-b-x%d.preview.example.com");
		List<Future<Response>> answers = submit(invented);
		Application.storage.awaitReader();
		assertThat(get("cold.example.com", "/").body()).isEqualTo("a cold page");
		Application.storage.open();
		assertNotThere(answers);
		await().atMost(Duration.ofSeconds(60))
			.until(() -> together(invented).stream().allMatch((answer) -> answer.status() == 404));
	}

	@Test
	void clientThatInventsProjectsKeepsThoseOfOthersLoading() throws Exception {
		publish("shop", Map.of("index.html", "the shop", "other.txt", "not in memory yet"));
		assertThat(get("shop.example.com", "/").body()).isEqualTo("the shop");
		Application.storage.close("project/x");
		List<Future<Response>> answers = submit(inventedHosts("x%d.example.com"));
		Application.storage.awaitReader();
		for (int i = 0; i < 20 && Application.storage.reads.get() < 16; i++) {
			Thread.sleep(100);
		}
		assertThat(Application.storage.reads.get()).as("threads that hang").isLessThan(16);
		assertThat(get("shop.example.com", "/other.txt").body()).isEqualTo("not in memory yet");
		Application.storage.open();
		assertNotThere(answers);
	}

	@Test
	void whoWaitsForAStorageThatFailsIsToldSo() throws Exception {
		publish("slow", Map.of("index.html", "a slow page"));
		Application.storage.close("project/slow/");
		List<Future<Response>> waiting = submit(requests("slow.example.com", "/"));
		Application.storage.awaitReader();
		Application.storage.fail();
		for (Future<Response> response : waiting) {
			Response answer = response.get(60, TimeUnit.SECONDS);
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.headers()).containsKey("retry-after");
		}
	}

	@Test
	void contentThatBreaksOffIsNeverTakenForAWholeOne() throws Exception {
		String large = "0123456789".repeat(50_000);
		publish("shop", Map.of("large.bin", large));
		assertThat(get("shop.example.com", "/large.bin").body()).isEqualTo(large);
		Application.storage.breakOffAfter(100_000);
		assertThatIOException().isThrownBy(() -> get("shop.example.com", "/large.bin"));
		Application.storage.breakOffAfter(Integer.MAX_VALUE);
		assertThat(get("shop.example.com", "/large.bin").body()).isEqualTo(large);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@RestController
	static class Application {

		private static GatedStorage storage;

		@Bean
		AssetStorage gatedStorage() {
			return storage;
		}

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

	/**
	 * Lets readers wait at a gate.
	 */
	private static final class GatedStorage extends ForwardingStorage {

		private final AssetStorage storage;

		private final AtomicInteger reads = new AtomicInteger();

		private volatile String closed = "nothing";

		private volatile CountDownLatch gate = new CountDownLatch(1);

		private volatile CountDownLatch reader = new CountDownLatch(1);

		private volatile boolean failing;

		private volatile int length = Integer.MAX_VALUE;

		GatedStorage(AssetStorage storage) {
			super(storage);
			this.storage = storage;
		}

		void close(String prefix) {
			this.reads.set(0);
			this.gate = new CountDownLatch(1);
			this.reader = new CountDownLatch(1);
			this.closed = prefix;
		}

		void awaitReader() throws InterruptedException {
			assertThat(this.reader.await(30, TimeUnit.SECONDS)).isTrue();
		}

		void open() {
			this.gate.countDown();
		}

		void fail() {
			this.failing = true;
			open();
		}

		void breakOffAfter(int length) {
			this.length = length;
		}

		private void pass(String key) throws IOException {
			if (key.startsWith(this.closed)) {
				this.reads.incrementAndGet();
				this.reader.countDown();
				try {
					this.gate.await(60, TimeUnit.SECONDS);
				}
				catch (InterruptedException ex) {
					throw new IOException(ex);
				}
				if (this.failing) {
					throw new IOException("The storage hung, and then it failed");
				}
			}
		}

		@Override
		public byte @Nullable [] read(String key) throws IOException {
			pass(key);
			return this.storage.read(key);
		}

		@Override
		public @Nullable StoredValue readWithRevision(String key) throws IOException {
			pass(key);
			return this.storage.readWithRevision(key);
		}

		@Override
		public @Nullable InputStream open(String key, long first, long length) throws IOException {
			pass(key);
			InputStream stream = this.storage.open(key, first, length);
			if (stream == null) {
				return null;
			}
			try (stream) {
				byte[] bytes = stream.readNBytes(this.length);
				return (bytes.length < length) ? new BrokenStream(bytes) : new ByteArrayInputStream(bytes);
			}
		}

	}

	private static final class BrokenStream extends FilterInputStream {

		BrokenStream(byte[] bytes) {
			super(new ByteArrayInputStream(bytes));
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int count = super.read(buffer, offset, length);
			if (count == -1) {
				throw new IOException("The storage broke off");
			}
			return count;
		}

	}

}
