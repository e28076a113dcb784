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
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.assetsboot.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RedisServerCheck}.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class RedisServerCheckIT {

	private static RedisServer server;

	private static LettuceConnectionFactory connections;

	@BeforeAll
	static void start() throws IOException {
		server = RedisServer.start();
		connections = RedisConnections.to(server.port(), Duration.ofSeconds(10));
	}

	@AfterAll
	static void stop() throws Exception {
		if (server != null) {
			connections.destroy();
			server.close();
		}
	}

	/**
	 * A test that started an application may have left another level.
	 */
	@BeforeEach
	void logWarnings() {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(RedisServerCheck.class.getName(), LogLevel.WARN);
	}

	private static void setPolicy(String policy) {
		try (RedisConnection connection = connections.getConnection()) {
			connection.serverCommands().setConfig("maxmemory-policy", policy);
		}
	}

	@ParameterizedTest
	@CsvSource({ "allkeys-lru, deletes files of projects",
			"volatile-ttl, deletes large files that are being published" })
	void policyThatDeletesValuesIsReportedWithItsCure(String policy, String consequence, CapturedOutput output) {
		setPolicy(policy);
		new RedisServerCheck(connections).check();
		assertThat(output).contains("'" + policy + "'")
			.contains(consequence)
			.contains("Set 'maxmemory-policy noeviction' in Redis.");
	}

	@Test
	void nothingIsSaidOfTheRightPolicy(CapturedOutput output) {
		setPolicy("noeviction");
		new RedisServerCheck(connections).check();
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void nothingIsSaidIfTheQuestionIsNotAllowed(CapturedOutput output) {
		setPolicy("allkeys-lru");
		try (RedisConnection connection = connections.getConnection()) {
			connection.execute("ACL", bytes("SETUSER"), bytes("app"), bytes("on"), bytes(">secret"), bytes("~*"),
					bytes("+@all"), bytes("-info"));
		}
		RedisStandaloneConfiguration configuration = new RedisStandaloneConfiguration("127.0.0.1", server.port());
		configuration.setUsername("app");
		configuration.setPassword("secret");
		LettuceConnectionFactory restricted = RedisConnections.start(configuration, Duration.ofSeconds(10));
		try {
			new RedisServerCheck(restricted).check();
			assertThat(output).doesNotContain("WARN");
			try (RedisConnection connection = restricted.getConnection()) {
				assertThat(connection.ping()).isEqualTo("PONG");
			}
		}
		finally {
			restricted.destroy();
		}
	}

	@Test
	void nothingIsSaidIfRedisDoesNotAnswer(CapturedOutput output) {
		LettuceConnectionFactory nowhere = RedisConnections.to(1);
		try {
			new RedisServerCheck(nowhere).check();
			assertThat(output).doesNotContain("memory policy '");
		}
		finally {
			nowhere.destroy();
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
