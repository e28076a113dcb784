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

package io.github.assetsboot.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.assetsboot.testing.RedisCluster;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RedisStorage} in a Redis Cluster of three masters.
 */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class RedisClusterStorageIT extends AssetStorageContract {

	private static RedisCluster cluster;

	private static LettuceConnectionFactory connections;

	@BeforeAll
	static void start() throws IOException {
		cluster = RedisCluster.start();
		connections = RedisConnections.to(cluster);
	}

	@AfterAll
	static void stop() throws Exception {
		if (cluster != null) {
			connections.destroy();
			cluster.close();
		}
	}

	/**
	 * A test that started an application may have left another level.
	 */
	@BeforeEach
	void logWarnings() {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(RedisServerCheck.class.getName(), LogLevel.WARN);
	}

	@Override
	protected AssetStorage createStorage() {
		return new RedisStorage(connections, UUID.randomUUID() + ":");
	}

	@Test
	void namesOfAProjectAreInOneSlot() throws IOException {
		AssetStorage storage = new RedisStorage(connections, "slots:");
		storage.write("project/shop/manifest", text("state"));
		storage.write("project/shop/assets/0f-4.1", StorageContent.of(new byte[3 << 20]));
		Set<Integer> slots = new HashSet<>();
		for (int master : cluster.masters()) {
			for (String name : cluster.run(master, "--scan", "--pattern", "slots:*shop*").lines().toList()) {
				slots.add(cluster.slot(name));
			}
		}
		assertThat(slots).containsExactly(cluster.slot("shop"));
		assertThat(cluster.run(cluster.masterOf("shop"), "get", "slots:project/{shop}/manifest").trim())
			.isEqualTo("state");
	}

	@Test
	void projectsOfAllMastersAreListed() throws IOException {
		AssetStorage storage = createStorage();
		List<String> projects = IntStream.range(0, 30).mapToObj((number) -> "shop-" + number).toList();
		Set<Integer> masters = new HashSet<>();
		for (String project : projects) {
			storage.write("project/" + project + "/manifest", text("state of " + project));
			masters.add(cluster.masterOf(project));
		}
		assertThat(masters).hasSize(3);
		assertThat(storage.folders("project/")).containsExactlyInAnyOrderElementsOf(projects);
		Set<String> keys = new TreeSet<>();
		storage.list("project/", keys::add);
		assertThat(keys).containsExactlyInAnyOrderElementsOf(
				projects.stream().map((project) -> "project/" + project + "/manifest").toList());
		assertThat(storage.existing(keys)).isEqualTo(keys);
		storage.delete(keys);
		assertThat(storage.existing(keys)).isEmpty();
	}

	@Test
	void policyOfOneMasterIsReported(CapturedOutput output) throws IOException {
		new RedisServerCheck(connections).check();
		assertThat(output).doesNotContain("memory policy");
		int master = cluster.masters().get(2);
		cluster.run(master, "config", "set", "maxmemory-policy", "allkeys-random");
		new RedisServerCheck(connections).check();
		cluster.run(master, "config", "set", "maxmemory-policy", "noeviction");
		assertThat(output).contains("Redis has the memory policy 'allkeys-random'.");
	}

	@Test
	void clientThatDoesNotLookForNewMastersIsReported(CapturedOutput output) {
		LettuceConnectionFactory blind = new LettuceConnectionFactory(
				new RedisClusterConfiguration(List.of(cluster.addresses().split(","))),
				LettuceClientConfiguration.builder()
					.clientOptions(ClusterClientOptions.builder()
						.topologyRefreshOptions(
								ClusterTopologyRefreshOptions.builder().disableAllAdaptiveRefreshTriggers().build())
						.build())
					.build());
		new RedisServerCheck(blind).check();
		assertThat(output).contains("Set 'spring.data.redis.lettuce.cluster.refresh.adaptive=true'.");
	}

	/**
	 * The replica is cut off while values are written, and becomes the master then.
	 */
	@Test
	void versionDoesNotReferToValuesThatTheNewMasterLacks() throws Exception {
		AssetStorage storage = new RetryingStorage(createStorage());
		storage.write("project/shop/assets/1", text("kept"));
		int master = cluster.masterOf("shop");
		int replica = cluster.replicaOf(master);
		cluster.pause(replica, true);
		cluster.run(master, "client", "kill", "type", "replica");
		storage.write("project/shop/assets/2", text("lost"));
		cluster.kill(master);
		cluster.pause(replica, false);
		cluster.awaitFailover(master);
		await().atMost(Duration.ofSeconds(20))
			.ignoreExceptions()
			.until(() -> storage.existing(List.of("project/shop/assets/1", "project/shop/assets/2"))
				.equals(Set.of("project/shop/assets/1")));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> storage.writeIfUnchanged("project/shop/manifest", new byte[] { 1 }, null))
			.withMessageContaining("Redis has lost values of 'project/shop'");
		assertThat(storage.read("project/shop/manifest")).isNull();
		storage.write("project/shop/assets/2", text("again"));
		assertThat(storage.writeIfUnchanged("project/shop/manifest", new byte[] { 1 }, null)).isTrue();
		cluster.restart(master);
		cluster.awaitWhole();
	}

	@Test
	void nothingIsLostAndNothingFailsWhileSlotsAreMoved() throws Exception {
		AssetStorage storage = new RetryingStorage(createStorage());
		List<Integer> masters = cluster.masters();
		AtomicBoolean moved = new AtomicBoolean();
		Thread mover = new Thread(() -> {
			try {
				cluster.move(masters.get(0), masters.get(1), 600);
				cluster.move(masters.get(1), masters.get(0), 600);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			finally {
				moved.set(true);
			}
		});
		Set<String> written = new HashSet<>();
		for (int i = 0; i < 200; i++) {
			written.add("project/shop-" + i + "/manifest");
			storage.write("project/shop-" + i + "/manifest", text("first " + i));
		}
		mover.start();
		int round = 0;
		for (; !moved.get() || round == 0; round++) {
			for (int i = 0; i < 200; i++) {
				String key = "project/shop-" + i + "/manifest";
				String asset = "project/shop-" + i + "/assets/" + round;
				storage.write(asset, text("content"));
				written.add(asset);
				String revision = storage.readWithRevision(key).revision();
				assertThat(storage.writeIfUnchanged(key, ("round " + round + " " + i).getBytes(), revision)).isTrue();
			}
		}
		mover.join();
		assertThat(storage.existing(written)).hasSize(written.size());
		Set<String> listed = new HashSet<>();
		storage.list("project/", listed::add);
		assertThat(listed).isEqualTo(written);
		for (int i = 0; i < 200; i++) {
			assertThat(storage.read("project/shop-" + i + "/manifest")).asString()
				.isEqualTo("round " + (round - 1) + " " + i);
		}
		storage.delete(written);
		assertThat(storage.existing(written)).isEmpty();
	}

}
