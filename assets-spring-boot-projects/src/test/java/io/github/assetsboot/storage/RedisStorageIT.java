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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.github.assetsboot.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RedisStorage}.
 *
 * @author the Assets for Spring Boot authors
 */
class RedisStorageIT extends AssetStorageContract {

	private static final int LARGE = 5 << 20;

	/**
	 * A busy machine can stop the server or the client for a second.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static RedisServer server;

	private static LettuceConnectionFactory connections;

	@BeforeAll
	static void start() throws IOException {
		server = RedisServer.start();
		connections = RedisConnections.to(server.port(), PATIENCE);
	}

	@AfterAll
	static void stop() throws Exception {
		if (server != null) {
			connections.destroy();
			server.close();
		}
	}

	@Override
	protected AssetStorage createStorage() {
		return new RedisStorage(connections, UUID.randomUUID() + ":");
	}

	@Test
	void storagesWithDifferentPrefixesAreApart() throws IOException {
		AssetStorage one = createStorage();
		AssetStorage other = createStorage();
		one.write("project/a/manifest", text("one"));
		assertThat(other.read("project/a/manifest")).isNull();
		List<String> keys = new ArrayList<>();
		other.list("project/", keys::add);
		assertThat(keys).isEmpty();
	}

	@Test
	void nameOfTheProjectIsLeftWhenAllIsDeleted() throws IOException {
		RedisStorage storage = new RedisStorage(connections, "all:");
		storage.write("project/a/assets/0f", StorageContent.of(new byte[LARGE]));
		storage.write("project/a/manifest", text("manifest"));
		storage.delete(List.of("project/a/assets/0f", "project/a/manifest"));
		try (var connection = connections.getConnection()) {
			assertThat(connection.keyCommands().keys("all:*".getBytes(StandardCharsets.UTF_8)))
				.extracting((name) -> new String(name, StandardCharsets.UTF_8))
				.containsExactly("all:names:project/");
		}
	}

	@Test
	void failureTellsThatTheMemoryIsFullAndDeletingMakesRoom() throws IOException {
		RedisStorage storage = new RedisStorage(connections, "full:");
		storage.write("project/a/assets/1", StorageContent.of(new byte[1_000]));
		limitMemory("1mb");
		try {
			for (int size : new int[] { 1_000, LARGE }) {
				assertThatExceptionOfType(IOException.class)
					.isThrownBy(() -> storage.write("project/a/assets/2", StorageContent.of(new byte[size])))
					.withMessageContaining("used memory > 'maxmemory'");
			}
			storage.delete(List.of("project/a/assets/1"));
			assertThat(storage.existing(List.of("project/a/assets/1"))).isEmpty();
		}
		finally {
			limitMemory("0");
		}
		List<String> keys = new ArrayList<>();
		storage.list("project/", keys::add);
		assertThat(keys).isEmpty();
	}

	private static void limitMemory(String limit) {
		try (var connection = connections.getConnection()) {
			connection.serverCommands().setConfig("maxmemory", limit);
		}
	}

	@Test
	void writerWhoseLastValueIsLostIsToldSoOnce() throws IOException {
		AssetStorage storage = new RetryingStorage(new RedisStorage(connections, "lost:"));
		storage.write("project/a/assets/1", text("1"));
		storage.write("project/a/assets/2", text("2"));
		new RedisStorage(connections, "lost:").delete(List.of("project/a/assets/2"));
		storage.write("project/b/assets/1", text("another project"));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> storage.writeIfUnchanged("project/a/manifest", new byte[] { 1 }, null))
			.withMessageContaining("Redis has lost values of 'project/a'");
		assertThat(storage.read("project/a/manifest")).isNull();
		storage.write("project/a/assets/2", text("2"));
		assertThat(storage.writeIfUnchanged("project/a/manifest", new byte[] { 1 }, null)).isTrue();
		storage.delete(List.of("project/a/manifest"));
		storage.write("project/a/assets/3", text("3"));
	}

	@Test
	void valueThatIsDeletedWhileItIsReadBreaksOff() throws IOException {
		AssetStorage storage = createStorage();
		storage.write("project/a/assets/0f", StorageContent.of(new byte[LARGE]));
		try (InputStream stream = storage.open("project/a/assets/0f", 0, LARGE)) {
			assertThat(stream.readNBytes(10)).hasSize(10);
			storage.delete(List.of("project/a/assets/0f"));
			assertThatExceptionOfType(IOException.class).isThrownBy(stream::readAllBytes);
		}
	}

	@Test
	void serverThatHangsIsGivenUpAndIsThereAgainAfterwards() throws Exception {
		LettuceConnectionFactory impatient = RedisConnections.to(server);
		AssetStorage storage = new RedisStorage(impatient, "hanging:");
		storage.write("project/a/manifest", text("before"));
		server.pause(true);
		try {
			long start = System.nanoTime();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage.read("project/a/manifest"));
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> storage.existing(List.of("project/a/manifest")));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
		}
		finally {
			server.pause(false);
		}
		await().atMost(Duration.ofSeconds(10))
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(storage.read("project/a/manifest"))
				.isEqualTo("before".getBytes(StandardCharsets.UTF_8)));
		impatient.destroy();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rubbish\r\n", "-ERR no\r\n", "$5\r\nab", "*1000000\r\n", "", "\0\0\0\0" })
	void serverThatAnswersRubbishIsAFailure(String answer) throws Exception {
		try (ServerSocket rubbish = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			Thread server = new Thread(() -> answer(rubbish, answer.getBytes(StandardCharsets.ISO_8859_1)));
			server.setDaemon(true);
			server.start();
			LettuceConnectionFactory factory = RedisConnections.to(rubbish.getLocalPort());
			try {
				AssetStorage storage = new RedisStorage(factory, "assets:");
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage.read("project/a/manifest"));
				assertThatExceptionOfType(IOException.class)
					.isThrownBy(() -> storage.write("project/a/manifest", text("value")));
			}
			finally {
				factory.destroy();
			}
		}
	}

	private static void answer(ServerSocket server, byte[] answer) {
		while (!server.isClosed()) {
			try (Socket socket = server.accept()) {
				socket.setSoTimeout(2000);
				byte[] buffer = new byte[1024];
				while (socket.getInputStream().read(buffer) > 0) {
					socket.getOutputStream().write(answer);
				}
			}
			catch (IOException ex) {
				// the next connection
			}
		}
	}

	@Test
	void serverThatDiesWhileItIsWrittenToLeavesNoValueAndIsThereAgainAfterwards() throws Exception {
		try (RedisServer mortal = RedisServer.start()) {
			LettuceConnectionFactory factory = RedisConnections.to(mortal);
			try {
				AssetStorage storage = new RedisStorage(factory, "assets:");
				StorageContent deadly = new StorageContent() {

					@Override
					public long size() {
						return LARGE;
					}

					@Override
					public InputStream open() {
						return new ByteArrayInputStream(new byte[LARGE]) {

							@Override
							public byte[] readNBytes(int length) throws IOException {
								byte[] piece = super.readNBytes(length);
								if (available() < LARGE / 2) {
									mortal.kill();
								}
								return piece;
							}

						};
					}

				};
				assertThatExceptionOfType(IOException.class)
					.isThrownBy(() -> storage.write("project/a/assets/0f", deadly));
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage.read("project/a/assets/0f"));
				mortal.restart();
				await().atMost(Duration.ofSeconds(15))
					.ignoreExceptions()
					.untilAsserted(() -> assertThat(storage.read("project/a/assets/0f")).isNull());
				storage.write("project/a/assets/0f", StorageContent.of(new byte[LARGE]));
				assertThat(storage.read("project/a/assets/0f")).hasSize(LARGE);
			}
			finally {
				factory.destroy();
			}
		}
	}

}
