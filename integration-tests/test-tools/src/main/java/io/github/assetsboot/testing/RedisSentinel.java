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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Redis master, its replica, and a Sentinel that makes the replica the master when the
 * master dies, on free ports of the loopback interface.
 */
public final class RedisSentinel implements AutoCloseable {

	/**
	 * The name of the master.
	 */
	public static final String MASTER = "projects";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final List<StorageProcess> processes = new ArrayList<>();

	private RedisSentinel() {
	}

	/**
	 * Start all three, and wait until the replica has the data of the master.
	 * @return the Sentinel
	 * @throws IOException if one of them does not start
	 */
	public static RedisSentinel start() throws IOException {
		RedisServer.checkInstalled();
		RedisSentinel sentinel = new RedisSentinel();
		try {
			for (int i = 0; i < 3; i++) {
				sentinel.processes.add(new StorageProcess("redis-sentinel", Duration.ofSeconds(10)));
			}
			sentinel.startAll();
			return sentinel;
		}
		catch (IOException | RuntimeException | Error ex) {
			sentinel.close();
			throw ex;
		}
	}

	private void startAll() throws IOException {
		String master = String.valueOf(this.processes.get(0).port());
		for (StorageProcess server : this.processes.subList(0, 2)) {
			server.start("redis-server", "--port", String.valueOf(server.port()), "--bind", "127.0.0.1", "--save", "",
					"--appendonly", "no", "--repl-diskless-sync-delay", "0", "--dir", server.directory().toString(),
					"--replicaof", (server == this.processes.get(0)) ? "no one" : "127.0.0.1 " + master);
		}
		StorageProcess watcher = this.processes.get(2);
		await(this.processes.get(1), "info replication", "master_link_status:up");
		Path configuration = Files.write(watcher.directory().resolve("sentinel.conf"),
				List.of("port " + watcher.port(), "bind 127.0.0.1", "dir " + watcher.directory(),
						"sentinel monitor " + MASTER + " 127.0.0.1 " + master + " 1",
						"sentinel down-after-milliseconds " + MASTER + " 1500",
						"sentinel failover-timeout " + MASTER + " 10000"));
		watcher.start("redis-server", configuration.toString(), "--sentinel");
		await(watcher, "sentinel master " + MASTER, "num-slaves\n1\n");
	}

	/**
	 * Return the address of the Sentinel.
	 * @return host and port
	 */
	public String address() {
		return "127.0.0.1:" + this.processes.get(2).port();
	}

	/**
	 * Stop the master as a crash would.
	 */
	public void killMaster() {
		this.processes.get(0).kill();
	}

	/**
	 * Wait until the replica is the master.
	 * @throws IOException if that does not happen in time
	 */
	public void awaitFailover() throws IOException {
		await(this.processes.get(1), "info replication", "role:master");
	}

	private static void await(StorageProcess process, String command, String text) throws IOException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		String output = run(process.port(), command);
		while (!output.contains(text)) {
			if (System.nanoTime() > end) {
				throw new IOException(command + ": " + output);
			}
			output = run(process.port(), command);
		}
	}

	private static String run(int port, String command) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("redis-cli", "-p", String.valueOf(port)));
		arguments.addAll(List.of(command.split(" ")));
		Process process = new ProcessBuilder(arguments).redirectErrorStream(true).start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			process.waitFor(10, TimeUnit.SECONDS);
			Thread.sleep(50);
			return output;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Override
	public void close() throws IOException {
		for (StorageProcess process : this.processes) {
			try {
				process.close();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
