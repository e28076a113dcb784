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

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.NewThreads;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application with few threads, and a storage that hangs while many visitors come.
 */
@Timeout(180)
class HangingStorageApplicationIT {

	private static final int VISITORS = 260;

	private static final int SERVER_THREADS = 20;

	private static final int LOADING_THREADS = 8;

	private static final Duration PROMPT = Duration.ofSeconds(5);

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final Map<String, String> properties = new LinkedHashMap<>(
			Map.of("assets.projects.enabled", "true", "assets.projects.resolve.host", "{project}.example.com",
					"assets.projects.api.enabled", "true", "server.tomcat.threads.max", String.valueOf(SERVER_THREADS),
					"assets.storage.loading.threads", String.valueOf(LOADING_THREADS),
					"assets.storage.loading.max-duration", "2s", "assets.storage.loading.pause", "1s"));

	private final NewThreads threads = new NewThreads();

	private final ExecutorService clients = Executors.newFixedThreadPool(VISITORS);

	@TempDir
	private Path directory;

	private @Nullable HangingStorage storage;

	private @Nullable ConfigurableApplicationContext context;

	private void start(HangingStorage.Kind kind) throws Exception {
		this.storage = HangingStorage.open(kind, this.directory);
		Application.storage = this.storage.storage();
		this.context = Applications.start(Application.class, this.properties);
		publish(this.context.getBean(AssetProjects.class), "shop", "the shop");
		assertThat(get("shop", "/").body()).isEqualTo("the shop");
		assertThat(get("localhost", "/hello").body()).isEqualTo("hello");
	}

	@AfterEach
	void stop() throws Exception {
		if (this.storage != null) {
			this.storage.goOn();
		}
		this.clients.shutdownNow();
		if (this.context != null) {
			this.context.close();
		}
		if (this.storage != null) {
			this.storage.close();
		}
	}

	private static void publish(AssetProjects projects, String project, String page) throws IOException {
		Map<String, String> files = Map.of("index.html", page, "cold.js", "a cold script", "colder.js", "colder");
		projects.publish(new ProjectId(project), (visitor) -> {
			for (Map.Entry<String, String> file : files.entrySet()) {
				visitor.file(file.getKey(), StorageContent.of(file.getValue().getBytes(StandardCharsets.UTF_8)));
			}
		}, ProjectSettings.DEFAULTS);
	}

	private Response send(String method, String host, String target) throws IOException {
		try (SocketClient client = new SocketClient(Applications.port(this.context))) {
			return client.send(method, target, Map.of("Host", host.equals("localhost") ? host : host + ".example.com"));
		}
	}

	private Response get(String host, String target) throws IOException {
		return send("GET", host, target);
	}

	private List<Future<Response>> submit(int number, Callable<Response> request) {
		List<Future<Response>> answers = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			answers.add(this.clients.submit(request));
		}
		return answers;
	}

	/**
	 * Everybody who does not need the storage is served.
	 */
	private void assertNobodyElseWaits(Duration duration) throws Exception {
		long start = System.nanoTime();
		while (System.nanoTime() - start < duration.toNanos()) {
			long asked = System.nanoTime();
			assertThat(get("localhost", "/hello").body()).isEqualTo("hello");
			assertThat(get("shop", "/").body()).isEqualTo("the shop");
			assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(PROMPT);
			if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(1)) {
				assertThat(waiting()).as("requests that wait").isLessThanOrEqualTo(SERVER_THREADS / 4);
			}
			assertThat(this.threads.named("assets-loading-")).as("threads that load")
				.hasSizeLessThanOrEqualTo(LOADING_THREADS + 1);
			Thread.sleep(20);
		}
	}

	private static long waiting() {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((thread) -> thread.getKey().getName().contains("-exec-"))
			.filter((thread) -> Stream.of(thread.getValue())
				.anyMatch((frame) -> frame.getClassName().startsWith(StorageLoads.class.getName())))
			.count();
	}

	private static void assertUnavailable(Response answer) {
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.headers()).containsKey("retry-after");
	}

	@ParameterizedTest
	@EnumSource
	void visitorsOfAFileThatIsNotInMemoryAreToldSoAndNobodyElseWaits(HangingStorage.Kind kind) throws Exception {
		start(kind);
		this.storage.hang();
		long start = System.nanoTime();
		List<Future<Response>> visitors = submit(VISITORS, () -> get("shop", "/cold.js"));
		assertNobodyElseWaits(Duration.ofSeconds(2));
		for (Future<Response> visitor : visitors) {
			assertUnavailable(visitor.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
		assertUnavailable(get("shop", "/cold.js"));
		assertUnavailable(get("unknown", "/"));
		this.storage.goOn();
		await().atMost(PATIENCE).until(() -> get("shop", "/cold.js").body().equals("a cold script"));
		assertThat(get("shop", "/colder.js").body()).isEqualTo("colder");
		await().atMost(PATIENCE).until(() -> get("unknown", "/").status() == 404);
	}

	@ParameterizedTest
	@EnumSource
	void visitorsOfManyProjectsThatAreNotInMemoryLetNobodyElseWait(HangingStorage.Kind kind) throws Exception {
		start(kind);
		this.storage.hang();
		List<Future<Response>> visitors = new ArrayList<>();
		for (int i = 0; i < VISITORS; i++) {
			String project = "p" + i;
			visitors.add(this.clients.submit(() -> get(project, "/")));
		}
		assertNobodyElseWaits(Duration.ofSeconds(2));
		for (Future<Response> visitor : visitors) {
			assertUnavailable(visitor.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
		}
		this.storage.goOn();
		await().atMost(PATIENCE).until(() -> get("p0", "/").status() == 404);
	}

	@ParameterizedTest
	@EnumSource
	void visitorsOfManyHostNamesLetNobodyElseWait(HangingStorage.Kind kind) throws Exception {
		this.properties.put("assets.projects.resolve.host", "{project}.example.com, {version}-{project}.example.com");
		start(kind);
		this.storage.hang();
		List<Future<Response>> visitors = new ArrayList<>();
		for (int i = 0; i < VISITORS; i++) {
			String host = "fix-login-p" + i;
			visitors.add(this.clients.submit(() -> get(host, "/")));
		}
		assertNobodyElseWaits(Duration.ofSeconds(3));
		for (Future<Response> visitor : visitors) {
			assertUnavailable(visitor.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
		}
		this.storage.goOn();
		await().atMost(PATIENCE).until(() -> get("fix-login-p0", "/").status() == 404);
	}

	@ParameterizedTest
	@EnumSource
	void refreshThatHangsIsNotNoticed(HangingStorage.Kind kind) throws Exception {
		this.properties.put("assets.projects.cache.deployment-time-to-live", "100ms");
		this.properties.put("assets.projects.cache.content-time-to-live", "100ms");
		start(kind);
		this.storage.hang();
		Thread.sleep(200);
		assertNobodyElseWaits(Duration.ofSeconds(2));
		assertThat(waiting()).isZero();
		this.storage.goOn();
		try (StoredProjects other = new StoredProjects(this.storage.storage(), Defaults.CACHE, ProjectLimits.DEFAULTS,
				Defaults.RETENTION, () -> "")) {
			publish(other, "shop", "the new shop");
		}
		await().atMost(PATIENCE).until(() -> get("shop", "/").body().equals("the new shop"));
	}

	@ParameterizedTest
	@EnumSource
	void publishersOfAHangingStorageChangeNothingThatIsServedAndLetNobodyElseWait(HangingStorage.Kind kind)
			throws Exception {
		start(kind);
		this.storage.hang();
		List<Future<Response>> publishers = submit(VISITORS,
				() -> send("POST", "localhost", "/assets-projects/shop/versions/none"));
		assertNobodyElseWaits(Duration.ofSeconds(2));
		List<Response> answers = new ArrayList<>();
		for (Future<Response> publisher : publishers) {
			if (publisher.isDone()) {
				answers.add(publisher.get());
			}
		}
		assertThat(answers).hasSizeGreaterThanOrEqualTo(VISITORS - SERVER_THREADS / 4)
			.allSatisfy(HangingStorageApplicationIT::assertUnavailable);
		this.storage.goOn();
		await().atMost(PATIENCE).until(() -> publishers.stream().allMatch(Future::isDone));
		assertThat(get("shop", "/").body()).isEqualTo("the shop");
		await().atMost(PATIENCE).ignoreException(SocketTimeoutException.class).until(() -> publishAgain());
		assertThat(get("shop", "/").body()).isEqualTo("the next shop");
	}

	private boolean publishAgain() {
		try {
			publish(this.context.getBean(AssetProjects.class), "shop", "the next shop");
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "REDIS", "S3" })
	void nothingOutlivesTheApplication(HangingStorage.Kind kind) throws Exception {
		this.properties.put("assets.storage.loading.max-duration", "60s");
		this.properties.put("management.endpoints.web.exposure.include", "health");
		start(kind);
		this.storage.hang();
		assertUnavailable(get("shop", "/cold.js"));
		assertThat(get("localhost", "/actuator/health").status()).isEqualTo(503);
		assertThat(this.threads.named("assets-")).isNotEmpty();
		this.context.close();
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.threads.named("assets-")).isEmpty());
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@RestController
	static class Application {

		private static AssetStorage storage;

		@Bean
		AssetStorage hangingStorage() {
			return storage;
		}

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

}
