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

package io.github.assetsboot.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A Redis server on a free port of the loopback interface. Where none is installed, tests
 * are aborted, and fail if {@code CI} is {@code true}.
 *
 * @author the Assets for Spring Boot authors
 */
public final class RedisServer implements AutoCloseable {

	private static final String INSTALL = "Put 'redis-server' on the PATH, on Debian and Ubuntu with: apt-get install redis-server";

	private final StorageProcess process;

	private RedisServer(StorageProcess process) {
		this.process = process;
	}

	/**
	 * Start a server.
	 * @return the server
	 * @throws IOException if it does not start
	 */
	public static RedisServer start() throws IOException {
		checkInstalled();
		RedisServer server = new RedisServer(new StorageProcess("redis", Duration.ofSeconds(10)));
		server.restart();
		return server;
	}

	static void checkInstalled() {
		if (!isInstalled()) {
			if ("true".equals(System.getenv("CI"))) {
				Assertions.fail("No Redis to test with, and CI is true. " + INSTALL);
			}
			Assumptions.abort("No Redis to test with. " + INSTALL);
		}
	}

	private static boolean isInstalled() {
		return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, "redis-server")));
	}

	/**
	 * Start the server again, with nothing in it.
	 * @throws IOException if it does not start
	 */
	public void restart() throws IOException {
		this.process.start("redis-server", "--port", String.valueOf(port()), "--bind", "127.0.0.1", "--save", "",
				"--appendonly", "no", "--dir", this.process.directory().toString());
	}

	/**
	 * Return the port.
	 * @return the port
	 */
	public int port() {
		return this.process.port();
	}

	/**
	 * Stop the server as a crash would.
	 */
	public void kill() {
		this.process.kill();
	}

	/**
	 * Let the server hang, or go on.
	 * @param paused whether it hangs
	 */
	public void pause(boolean paused) throws IOException, InterruptedException {
		this.process.pause(paused);
	}

	@Override
	public void close() throws Exception {
		this.process.close();
	}

}
