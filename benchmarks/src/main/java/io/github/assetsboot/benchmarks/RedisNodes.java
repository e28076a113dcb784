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

package io.github.assetsboot.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Servers of Redis on free ports of the loopback interface: a single one, or a cluster of
 * three masters.
 */
final class RedisNodes implements AutoCloseable {

	private final List<Process> processes = new ArrayList<>();

	private final List<Integer> ports = new ArrayList<>();

	private RedisNodes() {
	}

	static RedisNodes single(Path work) throws IOException {
		RedisNodes nodes = new RedisNodes();
		nodes.start(work);
		return nodes;
	}

	/**
	 * Start a cluster of three masters.
	 * @param replicas the number of replicas of each master
	 */
	static RedisNodes cluster(Path work, int replicas) throws IOException, InterruptedException {
		RedisNodes nodes = new RedisNodes();
		List<String> command = new ArrayList<>(List.of("--cluster", "create"));
		for (int i = 0; i < 3 * (1 + replicas); i++) {
			int bus = freePort();
			nodes.start(work, "--cluster-enabled", "yes", "--cluster-port", String.valueOf(bus));
			command.add("127.0.0.1:" + nodes.ports.get(i) + "@" + bus);
		}
		for (int port : nodes.ports) {
			await("PONG", "-p", String.valueOf(port), "ping");
		}
		command.addAll(List.of("--cluster-replicas", String.valueOf(replicas), "--cluster-yes"));
		await("All 16384 slots covered", command.toArray(String[]::new));
		for (int port : nodes.ports) {
			await("cluster_state:ok", "-p", String.valueOf(port), "cluster", "info");
		}
		Thread.sleep(2_000);
		return nodes;
	}

	private void start(Path work, String... options) throws IOException {
		int port = freePort();
		Path directory = Files.createDirectories(work.resolve("redis-" + port));
		List<String> command = new ArrayList<>(List.of("redis-server", "--port", String.valueOf(port), "--bind",
				"127.0.0.1", "--save", "", "--appendonly", "no", "--dir", directory.toString()));
		command.addAll(List.of(options));
		this.processes.add(new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(directory.resolve("log").toFile())
			.start());
		this.ports.add(port);
	}

	/**
	 * Run {@code redis-cli} until its output has a text.
	 */
	private static void await(String text, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("redis-cli"));
		command.addAll(List.of(arguments));
		String output = "";
		for (int attempt = 0; attempt < 100; attempt++) {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			output = new String(process.getInputStream().readAllBytes());
			process.waitFor();
			if (output.contains(text)) {
				return;
			}
			Thread.sleep(100);
		}
		throw new IOException(command + ": " + output);
	}

	/**
	 * Return the property of Spring Boot that names the servers.
	 */
	String property() {
		return (this.ports.size() == 1) ? "spring.data.redis.port=" + this.ports.get(0)
				: "spring.data.redis.cluster.nodes="
						+ this.ports.stream().map((port) -> "127.0.0.1:" + port).collect(Collectors.joining(","));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Override
	public void close() {
		this.processes.forEach(Process::destroy);
	}

}
