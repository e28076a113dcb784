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

package io.github.assetsboot.project.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A Redis server on a free port of the loopback interface. Where none is installed, tests
 * are aborted, and fail if {@code CI} is {@code true}.
 *
 * @author the Assets for Spring Boot authors
 */
public final class RedisServer implements AutoCloseable {

	private static final String INSTALL = "Put 'redis-server' on the PATH, on Debian and Ubuntu with: apt-get install redis-server";

	private static final Duration TIMEOUT = Duration.ofMillis(800);

	private final int port;

	private final Path directory;

	private @Nullable Process process;

	private RedisServer(int port, Path directory) {
		this.port = port;
		this.directory = directory;
	}

	/**
	 * Start a server.
	 * @return the server
	 * @throws IOException if it does not start
	 */
	public static RedisServer start() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			socket.setReuseAddress(true);
			RedisServer server = new RedisServer(socket.getLocalPort(), Files.createTempDirectory("redis"));
			socket.close();
			server.restart();
			return server;
		}
	}

	/**
	 * Start the server again, with nothing in it.
	 * @throws IOException if it does not start
	 */
	public void restart() throws IOException {
		try {
			this.process = new ProcessBuilder("redis-server", "--port", String.valueOf(this.port), "--bind",
					"127.0.0.1", "--save", "", "--appendonly", "no", "--dir", this.directory.toString())
				.redirectErrorStream(true)
				.redirectOutput(this.directory.resolve("log").toFile())
				.start();
		}
		catch (IOException ex) {
			if ("true".equals(System.getenv("CI"))) {
				Assertions.fail("No Redis to test with, and CI is true. " + INSTALL, ex);
			}
			Assumptions.abort("No Redis to test with. " + INSTALL);
		}
		awaitPort();
	}

	private void awaitPort() throws IOException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (true) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				return;
			}
			catch (IOException ex) {
				if (System.nanoTime() > deadline) {
					throw ex;
				}
			}
		}
	}

	/**
	 * Return the port.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Stop the server as a crash would.
	 */
	public void kill() throws InterruptedException {
		if (this.process != null) {
			this.process.destroyForcibly();
			this.process.waitFor(10, TimeUnit.SECONDS);
		}
	}

	/**
	 * Let the server hang, or go on.
	 * @param paused whether it hangs
	 */
	public void pause(boolean paused) throws IOException, InterruptedException {
		if (this.process != null) {
			new ProcessBuilder("kill", paused ? "-STOP" : "-CONT", String.valueOf(this.process.pid())).start()
				.waitFor(5, TimeUnit.SECONDS);
		}
	}

	/**
	 * Connect to the server.
	 * @return connections, with a short timeout; to be destroyed
	 */
	public LettuceConnectionFactory connect() {
		return connect(this.port);
	}

	static LettuceConnectionFactory connect(int port) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", port),
				LettuceClientConfiguration.builder().commandTimeout(TIMEOUT).build());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	@Override
	public void close() throws Exception {
		pause(false);
		kill();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
