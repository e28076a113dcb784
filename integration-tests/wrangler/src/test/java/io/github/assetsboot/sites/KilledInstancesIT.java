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

package io.github.assetsboot.sites;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.github.assetsboot.testing.RedisServer;
import io.github.assetsboot.testing.SampleProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for instances that are killed while many clients publish and roll back, and
 * garbage is collected.
 *
 * @author the Assets for Spring Boot authors
 */
@Isolated
@Timeout(120)
class KilledInstancesIT {

	private static final int INSTANCES = 3;

	private static final int PUBLISHERS = 20;

	private static final int ROLLBACKS = 5;

	private static final int KILLS = 3;

	/**
	 * More than the publishers can add between the latest answers that are checked and
	 * the end.
	 */
	private static final int KEPT_VERSIONS = 60;

	private static final int CHECKED_ANSWERS = 15;

	private static final List<String> PROJECTS = List.of("shop", "blog", "docs");

	@TempDir
	Path work;

	private final AtomicReferenceArray<SampleProcess> instances = new AtomicReferenceArray<>(INSTANCES);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(5))
		.build();

	private final AtomicInteger changes = new AtomicInteger();

	private final AtomicInteger attempts = new AtomicInteger();

	private final Map<String, Queue<String>> published = new TreeMap<>();

	private RedisServer redis;

	private volatile boolean stopped;

	@BeforeEach
	void start() throws Exception {
		this.redis = RedisServer.start();
		PROJECTS.forEach((project) -> this.published.put(project, new ConcurrentLinkedQueue<>()));
		List<Callable<Void>> starts = new ArrayList<>();
		for (int i = 0; i < INSTANCES; i++) {
			int index = i;
			starts.add(() -> {
				startInstance(index);
				return null;
			});
		}
		for (Future<Void> started : this.threads.invokeAll(starts)) {
			started.get();
		}
	}

	private void startInstance(int index) throws IOException {
		Path target = Path.of("target").toAbsolutePath();
		String classPath = target.resolve("classes") + File.pathSeparator
				+ Files.readString(target.resolve("runtime.classpath"));
		this.instances.set(index, SampleProcess.start(this.work, "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp",
				classPath, SitesApplication.class.getName(), "--server.port=0", "--server.address=127.0.0.1",
				"--assets.storage.type=redis", "--spring.data.redis.host=127.0.0.1",
				"--spring.data.redis.port=" + this.redis.port(), "--spring.data.redis.timeout=2s",
				"--assets.projects.limits.versions=" + KEPT_VERSIONS, "--sites.collect-continuously=" + (index == 0)));
	}

	@AfterEach
	void stop() throws Exception {
		this.stopped = true;
		this.threads.shutdownNow();
		for (int i = 0; i < INSTANCES; i++) {
			if (this.instances.get(i) != null) {
				this.instances.get(i).kill();
			}
		}
		if (this.redis != null) {
			this.redis.close();
		}
	}

	@Test
	void everyProjectServesARecordedDeploymentAndNoVersionLacksAFile() throws Exception {
		List<Future<?>> clients = new ArrayList<>();
		for (int i = 0; i < PUBLISHERS; i++) {
			clients.add(this.threads.submit(() -> repeat(this::publish)));
		}
		for (int i = 0; i < ROLLBACKS; i++) {
			clients.add(this.threads.submit(() -> repeat(this::rollBack)));
		}
		for (int i = 0; i < KILLS; i++) {
			awaitChanges(ThreadLocalRandom.current().nextInt(10, 40), clients);
			// the first one collects the garbage
			int killed = (i == 0) ? 0 : ThreadLocalRandom.current().nextInt(INSTANCES);
			this.instances.getAndSet(killed, null).kill();
			startInstance(killed);
		}
		awaitChanges(20, clients);
		this.stopped = true;
		for (Future<?> client : clients) {
			client.get(30, TimeUnit.SECONDS);
		}
		for (String project : PROJECTS) {
			checkHistory(project);
			checkFiles(project);
		}
	}

	private void awaitChanges(int number, List<Future<?>> clients) throws Exception {
		int before = this.changes.get();
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.changes.get() >= before + number || clients.stream().anyMatch(Future::isDone));
		for (Future<?> client : clients) {
			if (client.isDone()) {
				client.get();
			}
		}
	}

	/**
	 * Call the API until the end. A call that an instance does not answer is lost, as one
	 * is that meets too many others.
	 */
	private Void repeat(Callable<HttpResponse<String>> call) throws Exception {
		while (!this.stopped) {
			try {
				HttpResponse<String> response = call.call();
				if (response.statusCode() / 100 == 2) {
					this.changes.incrementAndGet();
				}
				else {
					assertThat(response.statusCode()).as(response.body()).isIn(409, 503);
				}
			}
			catch (IOException ex) {
				// the instance has been killed
			}
		}
		return null;
	}

	private HttpResponse<String> publish() throws IOException, InterruptedException {
		String project = PROJECTS.get(ThreadLocalRandom.current().nextInt(PROJECTS.size()));
		String name = "attempt-" + this.attempts.incrementAndGet();
		HttpResponse<String> response = call(anyPort(), "PUT", "/" + project + "/versions?message=" + name,
				"application/zip", zip(files(name)));
		if (response.statusCode() == 201) {
			this.published.get(project).add(json(response).path("id").asString());
		}
		return response;
	}

	private HttpResponse<String> rollBack() throws IOException, InterruptedException {
		String project = PROJECTS.get(ThreadLocalRandom.current().nextInt(PROJECTS.size()));
		return call(anyPort(), "POST", "/" + project + "/rollback", "application/json",
				"{}".getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Return the port of an instance that is not being started again.
	 */
	private int anyPort() {
		while (true) {
			SampleProcess instance = this.instances.get(ThreadLocalRandom.current().nextInt(INSTANCES));
			if (instance != null) {
				return instance.port();
			}
		}
	}

	private HttpResponse<String> call(int port, String method, String path, String type, byte[] body)
			throws IOException, InterruptedException {
		return this.client
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/assets-projects" + path))
				.timeout(Duration.ofSeconds(20))
				.header("Content-Type", type)
				.method(method, (body.length > 0) ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody())
				.build(), BodyHandlers.ofString());
	}

	/**
	 * Files that are in each version, in some of them, and in one only.
	 */
	private static Map<String, String> files(String name) {
		String turn = "turn " + name.hashCode() % 5;
		return Map.of("index.html", "page of " + name, "shared.txt", "the same", "turn.txt", turn,
				"data-" + name + ".txt", "data of " + name);
	}

	private static byte[] zip(Map<String, String> files) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, String> file : files.entrySet()) {
				zip.putNextEntry(new ZipEntry(file.getKey()));
				zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
			}
		}
		return bytes.toByteArray();
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	private JsonNode read(int instance, String path) throws IOException, InterruptedException {
		HttpResponse<String> response = call(this.instances.get(instance).port(), "GET", path, "application/json",
				new byte[0]);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return json(response);
	}

	private void checkHistory(String project) throws Exception {
		List<String> versions = new ArrayList<>();
		read(0, "/" + project + "/versions?limit=1000")
			.forEach((version) -> versions.add(version.path("id").asString()));
		assertThat(versions).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(CHECKED_ANSWERS);
		List<String> answered = List.copyOf(this.published.get(project));
		assertThat(versions).as("versions whose publisher got an answer")
			.containsAll(answered.subList(answered.size() - CHECKED_ANSWERS, answered.size()));
		List<JsonNode> deployments = new ArrayList<>();
		read(0, "/" + project + "/deployments").forEach(deployments::add);
		assertThat(deployments).hasSizeBetween(1, 10)
			.extracting((deployment) -> deployment.path("id").asString())
			.doesNotHaveDuplicates();
		assertThat(deployments).extracting((deployment) -> Instant.parse(deployment.path("created").asString()))
			.isSortedAccordingTo(Comparator.reverseOrder())
			.doesNotHaveDuplicates();
		assertThat(deployments).allSatisfy((deployment) -> {
			assertThat(deployment.path("versions")).hasSize(1);
			assertThat(deployment.path("versions").get(0).path("version").asString()).isIn(versions);
			assertThat(deployment.path("versions").get(0).path("percentage").decimalValue())
				.isEqualByComparingTo(BigDecimal.valueOf(100));
		});
		for (int i = 0; i < INSTANCES; i++) {
			assertThat(read(i, "/" + project + "/deployments/active")).isEqualTo(deployments.get(0));
		}
	}

	/**
	 * Each version has all its files on each instance, and the active one is served.
	 */
	private void checkFiles(String project) throws Exception {
		JsonNode active = read(0, "/" + project + "/deployments/active").path("versions").get(0).path("version");
		JsonNode versions = read(0, "/" + project + "/versions?limit=1000");
		for (int i = 0; i < versions.size(); i++) {
			JsonNode version = versions.get(i);
			int port = this.instances.get(i % INSTANCES).port();
			String preview = version.path("id").asString().substring(0, 8) + "-" + project + ".preview.example.com";
			Map<String, String> files = files(version.path("message").asString());
			for (Map.Entry<String, String> file : files.entrySet()) {
				assertThat(get(port, preview, path(file.getKey()))).as(file.getKey()).isEqualTo(file.getValue());
			}
			if (version.path("id").equals(active)) {
				for (int instance = 0; instance < INSTANCES; instance++) {
					int each = this.instances.get(instance).port();
					await().atMost(Duration.ofSeconds(3))
						.untilAsserted(() -> assertThat(get(each, project + ".example.com", "/"))
							.isEqualTo(files.get("index.html")));
				}
			}
		}
	}

	private static String path(String file) {
		return file.equals("index.html") ? "/" : "/" + file;
	}

	private String get(int port, String host, String path) throws IOException, InterruptedException {
		HttpResponse<String> response = this.client
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
				.timeout(Duration.ofSeconds(20))
				.header("Host", host)
				.build(), BodyHandlers.ofString());
		assertThat(response.statusCode()).as(host + path + ": " + response.body()).isEqualTo(200);
		return response.body();
	}

}
