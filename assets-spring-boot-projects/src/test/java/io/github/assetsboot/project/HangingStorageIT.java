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
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.ForwardingStorage;
import io.github.assetsboot.storage.MemoryStorage;
import io.github.assetsboot.storage.RedisConnections;
import io.github.assetsboot.storage.RetryingStorage;
import io.github.assetsboot.storage.S3Server;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.RedisServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * {@link StoredProjects} in a storage that hangs while a project is changed, and goes on
 * later.
 */
@Timeout(180)
class HangingStorageIT {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final Duration AT_ONCE = Duration.ofSeconds(5);

	/**
	 * Started by the first test that needs it. Each test has a prefix of its own.
	 */
	private static @Nullable S3Server s3;

	@AfterAll
	static void stopS3() throws Exception {
		if (s3 != null) {
			s3.close();
		}
	}

	private static S3Server s3() throws IOException {
		if (s3 == null) {
			s3 = S3Server.start();
		}
		return s3;
	}

	private static StoredProjects on(AssetStorage storage) {
		return new StoredProjects(storage,
				Defaults.cache(100, Duration.ZERO, Duration.ZERO, 1 << 20, Duration.ofDays(1)), ProjectLimits.DEFAULTS,
				Defaults.RETENTION, () -> "");
	}

	private static void publish(AssetStorage storage, String page) throws IOException {
		on(storage).publish(SHOP, ProjectFiles.ofMap(Map.of("index.html", page.getBytes(StandardCharsets.UTF_8))),
				ProjectSettings.DEFAULTS);
	}

	private static void assertPublishedAtOnce(AssetStorage storage) throws IOException {
		long start = System.nanoTime();
		publish(storage, "afterwards");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
		assertThat(on(storage).project(SHOP).fetch("/").getBody().getContentAsByteArray()).asString()
			.isEqualTo("afterwards");
	}

	/**
	 * A change, and the call at which the storage hangs.
	 */
	enum Change {

		PUBLISH_AT_A_CONTENT, PUBLISH_AT_THE_STATE, DELETE_AT_THE_STATE, DELETE_AT_THE_DELETION;

		void run(AssetStorage storage, StallingStorage.Meanwhile hang) throws IOException {
			AssetStorage hanging = new ForwardingStorage(storage) {

				@Override
				public void write(String key, StorageContent content) throws IOException {
					if (Change.this == PUBLISH_AT_A_CONTENT) {
						hang.run();
					}
					super.write(key, content);
				}

				@Override
				public boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision)
						throws IOException {
					if (Change.this == PUBLISH_AT_THE_STATE || Change.this == DELETE_AT_THE_STATE) {
						hang.run();
					}
					return super.writeIfUnchanged(key, value, revision);
				}

				@Override
				public void delete(Collection<String> keys) throws IOException {
					if (Change.this == DELETE_AT_THE_DELETION) {
						hang.run();
					}
					super.delete(keys);
				}

			};
			if (this == PUBLISH_AT_A_CONTENT || this == PUBLISH_AT_THE_STATE) {
				publish(hanging, "hanging");
			}
			else {
				on(hanging).delete(SHOP);
			}
		}

	}

	@ParameterizedTest
	@EnumSource(Change.class)
	void redisThatGoesOnLetsTheNextPublishingSucceedAtOnce(Change change) throws Exception {
		try (RedisServer server = RedisServer.start()) {
			LettuceConnectionFactory connections = RedisConnections.to(server);
			try {
				AssetStorage storage = new RetryingStorage(RedisConnections.storage(connections, "assets:"));
				publish(storage, "before");
				assertThatExceptionOfType(IOException.class)
					.isThrownBy(() -> change.run(storage, () -> pause(() -> server.pause(true))));
				server.pause(false);
				awaitAnswer(storage);
				assertPublishedAtOnce(storage);
			}
			finally {
				server.pause(false);
				connections.destroy();
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Change.class)
	void s3ThatGoesOnLetsTheNextPublishingSucceedAtOnce(Change change) throws Exception {
		S3Server server = s3();
		try (S3Client client = server.connect()) {
			AssetStorage patient = storage(client, change, Duration.ofSeconds(20));
			publish(patient, "before");
			AssetStorage storage = storage(client, change, Duration.ofSeconds(1));
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> change.run(storage, () -> pause(() -> server.pause(true))));
			server.pause(false);
			awaitAnswer(patient);
			assertPublishedAtOnce(patient);
		}
		finally {
			server.pause(false);
		}
	}

	private static AssetStorage storage(S3Client client, Change change, Duration timeout) {
		return new RetryingStorage(S3Server.storage(client, S3Server.BUCKET, change + "/", timeout));
	}

	/**
	 * Bring back a server that hung. It carries out late what it was sent.
	 */
	private static void awaitAnswer(AssetStorage storage) {
		await().atMost(Duration.ofSeconds(30))
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(storage.read("project/shop/manifest")).isNotNull());
	}

	private static void pause(Pause pause) throws IOException {
		try {
			pause.run();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	@ParameterizedTest
	@EnumSource(Change.class)
	void changeThatIsBlockedBlocksNobodyElse(Change change) throws Exception {
		AssetStorage storage = new MemoryStorage();
		publish(storage, "before");
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		ExecutorService thread = Executors.newSingleThreadExecutor();
		try {
			Future<?> changing = thread.submit(() -> {
				change.run(storage, () -> pause(() -> {
					blocked.countDown();
					assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
				}));
				return null;
			});
			assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();
			assertPublishedAtOnce(storage);
			goOn.countDown();
			changing.get(30, TimeUnit.SECONDS);
			if (change == Change.DELETE_AT_THE_DELETION) {
				assertThat(on(storage).project(SHOP).fetch("/").getStatusCode().value()).isEqualTo(200);
			}
			assertPublishedAtOnce(storage);
		}
		finally {
			goOn.countDown();
			thread.shutdownNow();
		}
	}

	@FunctionalInterface
	private interface Pause {

		void run() throws IOException, InterruptedException;

	}

}
