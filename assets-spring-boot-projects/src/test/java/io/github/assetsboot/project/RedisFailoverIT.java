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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.RedisCluster;
import io.github.assetsboot.testing.RedisSentinel;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications that publish and serve while slots are moved, and while a master dies.
 */
@Timeout(240)
@ExtendWith(OutputCaptureExtension.class)
class RedisFailoverIT {

	private static final int PROJECTS = 12;

	private static final int FILES = 6;

	/**
	 * Longer than a request may wait for the storage, on a busy machine.
	 */
	private static final Duration MAX_RESPONSE_TIME = Duration.ofSeconds(8);

	@Test
	void applicationGoesOnWhileSlotsAreMovedAndAfterAMasterHasDied(CapturedOutput output) throws Exception {
		try (RedisCluster cluster = RedisCluster.start()) {
			Map<String, String> properties = properties("spring.data.redis.cluster.nodes", cluster.addresses());
			try (ConfigurableApplicationContext context = Applications.start(Applications.Empty.class, properties);
					Traffic traffic = new Traffic(context)) {
				traffic.awaitPublished(2);
				List<Integer> masters = cluster.masters();
				cluster.move(masters.get(0), masters.get(1), 400);
				cluster.move(masters.get(1), masters.get(2), 400);
				traffic.awaitPublished(2);
				assertThat(traffic.failures).isEmpty();
				assertThat(traffic.statuses.keySet()).containsExactly(200);
				int victim = cluster.masterOf("site-0");
				cluster.kill(victim);
				cluster.awaitFailover(victim);
				traffic.awaitPublished(2);
				traffic.stop();
				assertThat(traffic.statuses.keySet()).isSubsetOf(200, 503);
				traffic.assertServed(context);
				collectGarbage(context);
				traffic.assertServed(context);
				cluster.restart(victim);
				cluster.awaitWhole();
				try (ConfigurableApplicationContext other = Applications.start(Applications.Empty.class, properties)) {
					traffic.assertServed(other);
				}
			}
		}
		assertThat(output).doesNotContain("does not look for the new master").doesNotContain("memory policy");
	}

	@Test
	void applicationGoesOnAfterSentinelHasMadeAnotherMaster() throws Exception {
		try (RedisSentinel sentinel = RedisSentinel.start()) {
			Map<String, String> properties = properties("spring.data.redis.sentinel.nodes", sentinel.address());
			properties.put("spring.data.redis.sentinel.master", RedisSentinel.MASTER);
			try (ConfigurableApplicationContext context = Applications.start(Applications.Empty.class, properties);
					Traffic traffic = new Traffic(context)) {
				traffic.awaitPublished(2);
				assertThat(traffic.failures).isEmpty();
				sentinel.killMaster();
				sentinel.awaitFailover();
				traffic.awaitPublished(2);
				traffic.stop();
				assertThat(traffic.statuses.keySet()).isSubsetOf(200, 503);
				traffic.assertServed(context);
				collectGarbage(context);
				try (ConfigurableApplicationContext other = Applications.start(Applications.Empty.class, properties)) {
					traffic.assertServed(other);
				}
			}
		}
	}

	private static Map<String, String> properties(String property, String nodes) {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("assets.storage.type", "redis");
		properties.put("assets.projects.enabled", "true");
		properties.put("assets.projects.resolve.host", "{project}.example.com");
		properties.put(property, nodes);
		properties.put("spring.data.redis.timeout", "1s");
		return properties;
	}

	private static void collectGarbage(ConfigurableApplicationContext context) throws IOException {
		AssetProjects projects = context.getBean(AssetProjects.class);
		assertThat(projects.projects()).hasSize(PROJECTS);
		for (ProjectId project : projects.projects()) {
			projects.collectGarbage(project);
		}
	}

	/**
	 * Publishes and requests sites, again and again. The content of each file says its
	 * version.
	 */
	private static final class Traffic implements AutoCloseable {

		private final AssetProjects projects;

		private final int port;

		private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

		private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();

		private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

		private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();

		private final AtomicBoolean stopped = new AtomicBoolean();

		private final List<Thread> threads = new ArrayList<>();

		Traffic(ConfigurableApplicationContext context) {
			this.projects = context.getBean(AssetProjects.class);
			this.port = Applications.port(context);
			start(() -> publish(0));
			start(() -> publish(1));
			start(this::request);
			start(this::request);
		}

		private void start(Action action) {
			Thread thread = new Thread(() -> {
				try {
					action.run();
				}
				catch (Throwable ex) {
					this.errors.add(ex);
				}
			});
			thread.setDaemon(true);
			this.threads.add(thread);
			thread.start();
		}

		private void publish(int first) throws InterruptedException {
			for (int version = 1; !this.stopped.get(); version++) {
				for (int i = first; i < PROJECTS && !this.stopped.get(); i += 2) {
					publish("site-" + i, version);
				}
			}
		}

		private void publish(String project, int version) throws InterruptedException {
			try {
				this.projects.publish(new ProjectId(project), (visitor) -> {
					visitor.file("index.html", text(project + " " + version));
					for (int file = 1; file < FILES; file++) {
						visitor.file("file-" + file + ".txt", text(project + " " + version + " file " + file));
					}
				}, ProjectSettings.DEFAULTS);
				this.acknowledged.put(project, version);
			}
			catch (IOException ex) {
				this.failures.add(ex);
				Thread.sleep(50);
			}
		}

		private static StorageContent text(String text) {
			return StorageContent.of(text.getBytes(StandardCharsets.UTF_8));
		}

		private void request() throws IOException, InterruptedException {
			while (!this.stopped.get()) {
				for (String project : this.acknowledged.keySet()) {
					int published = this.acknowledged.get(project);
					long start = System.nanoTime();
					Response response = get(this.port, project, "/");
					assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MAX_RESPONSE_TIME);
					this.statuses.computeIfAbsent(response.status(), (status) -> new AtomicInteger()).incrementAndGet();
					if (response.status() == 200) {
						assertThat(version(response.body())).as(project).isGreaterThanOrEqualTo(published - 1);
					}
				}
				Thread.sleep(5);
			}
		}

		private static int version(String body) {
			return Integer.parseInt(body.split(" ")[1]);
		}

		private static Response get(int port, String project, String path) throws IOException {
			try (SocketClient client = new SocketClient(port)) {
				return client.send("GET", path, Map.of("Host", project + ".example.com"));
			}
		}

		/**
		 * Wait until each project has been published again.
		 */
		void awaitPublished(int times) {
			Map<String, Integer> before = Map.copyOf(this.acknowledged);
			await().atMost(Duration.ofSeconds(60)).until(() -> {
				assertThat(this.errors).isEmpty();
				for (int i = 0; i < PROJECTS; i++) {
					String project = "site-" + i;
					if (this.acknowledged.getOrDefault(project, 0) < before.getOrDefault(project, 0) + times) {
						return false;
					}
				}
				return true;
			});
		}

		void stop() throws InterruptedException {
			this.stopped.set(true);
			for (Thread thread : this.threads) {
				thread.join(30_000);
				assertThat(thread.isAlive()).isFalse();
			}
			assertThat(this.errors).isEmpty();
		}

		/**
		 * Check that each project serves the version that was acknowledged last, or a
		 * later one, and all of its files.
		 */
		void assertServed(ConfigurableApplicationContext context) {
			int port = Applications.port(context);
			this.acknowledged
				.forEach((project, published) -> await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
					Response page = get(port, project, "/");
					assertThat(page.status()).as(project).isEqualTo(200);
					int version = version(page.body());
					assertThat(version).as(project).isGreaterThanOrEqualTo(published);
					for (int file = 1; file < FILES; file++) {
						assertThat(get(port, project, "/file-" + file + ".txt").body())
							.isEqualTo(project + " " + version + " file " + file);
					}
				}));
		}

		@Override
		public void close() {
			this.stopped.set(true);
		}

	}

	@FunctionalInterface
	private interface Action {

		void run() throws Exception;

	}

}
