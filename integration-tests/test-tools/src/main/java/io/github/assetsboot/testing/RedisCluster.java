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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A Redis Cluster of three masters with a replica each, on free ports of the loopback
 * interface. Where no Redis is installed, tests are aborted, and fail if {@code CI} is
 * {@code true}.
 */
public final class RedisCluster implements AutoCloseable {

	private static final int NODES = 6;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/**
	 * Nodes by their ports.
	 */
	private final Map<Integer, StorageProcess> nodes = new TreeMap<>();

	private RedisCluster() {
	}

	/**
	 * Start a cluster, and wait until it is whole.
	 * @return the cluster
	 * @throws IOException if it does not start
	 */
	public static RedisCluster start() throws IOException {
		RedisServer.checkInstalled();
		RedisCluster cluster = new RedisCluster();
		try {
			cluster.create();
			return cluster;
		}
		catch (IOException | RuntimeException | Error ex) {
			cluster.close();
			throw ex;
		}
	}

	private void create() throws IOException {
		List<String> command = new ArrayList<>(List.of("--cluster", "create"));
		for (int i = 0; i < NODES; i++) {
			StorageProcess node = new StorageProcess("redis-cluster", Duration.ofSeconds(10));
			int bus;
			try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
				bus = socket.getLocalPort();
			}
			this.nodes.put(node.port(), node);
			start(node, "--cluster-port", String.valueOf(bus));
			command.add("127.0.0.1:" + node.port() + "@" + bus);
		}
		command.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
		cli(command.toArray(String[]::new));
		awaitWhole();
	}

	/**
	 * The options of the first start are kept in a file, because the ports must stay the
	 * same.
	 */
	private static void start(StorageProcess node, String... options) throws IOException {
		List<String> command = new ArrayList<>(List.of("redis-server", "--port", String.valueOf(node.port()), "--bind",
				"127.0.0.1", "--save", "", "--appendonly", "no", "--cluster-enabled", "yes", "--cluster-node-timeout",
				"2000", "--repl-diskless-sync-delay", "0", "--dir", node.directory().toString()));
		command.addAll(List.of(options));
		node.start(command.toArray(String[]::new));
	}

	/**
	 * Return the addresses of all nodes, as {@code spring.data.redis.cluster.nodes} names
	 * them.
	 * @return the addresses, with commas between them
	 */
	public String addresses() {
		return this.nodes.keySet().stream().map((port) -> "127.0.0.1:" + port).collect(Collectors.joining(","));
	}

	/**
	 * Return the ports of all nodes.
	 * @return the ports
	 */
	public List<Integer> ports() {
		return List.copyOf(this.nodes.keySet());
	}

	/**
	 * Return the ports of the masters that live.
	 * @return the ports, in the order of the first slots that they have
	 * @throws IOException if no node tells
	 */
	public List<Integer> masters() throws IOException {
		return nodes(RedisCluster::isLivingMaster).stream().map(RedisCluster::port).toList();
	}

	private static int port(String[] fields) {
		return Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1, fields[1].indexOf('@')));
	}

	/**
	 * Return the port of the master that has a key.
	 * @param key the name of the key in Redis
	 * @return the port
	 * @throws IOException if no node tells
	 */
	public int masterOf(String key) throws IOException {
		int slot = slot(key);
		return nodes((fields) -> isLivingMaster(fields) && Arrays.stream(fields).skip(8).anyMatch((slots) -> {
			String[] range = slots.split("-");
			return !slots.startsWith("[") && Integer.parseInt(range[0]) <= slot
					&& slot <= Integer.parseInt(range[range.length - 1]);
		})).stream().findFirst().map(RedisCluster::port).orElseThrow(() -> new IOException("No master has " + key));
	}

	/**
	 * Return the port of the replica of a master.
	 * @param master the port of the master
	 * @return the port
	 * @throws IOException if no node tells
	 */
	public int replicaOf(int master) throws IOException {
		String id = id(master);
		return port(nodes((fields) -> fields[3].equals(id)).get(0));
	}

	/**
	 * Return the slot of a key.
	 * @param key the name of the key in Redis
	 * @return the slot
	 * @throws IOException if no node tells
	 */
	public int slot(String key) throws IOException {
		return Integer.parseInt(cli("-p", String.valueOf(living()), "cluster", "keyslot", key).trim());
	}

	/**
	 * Move slots from one master to another, while both serve.
	 * @param from the port of the one
	 * @param to the port of the other
	 * @param slots the number of slots
	 * @throws IOException if they cannot be moved
	 */
	public void move(int from, int to, int slots) throws IOException {
		cli("--cluster", "reshard", "127.0.0.1:" + living(), "--cluster-from", id(from), "--cluster-to", id(to),
				"--cluster-slots", String.valueOf(slots), "--cluster-yes");
	}

	private String id(int port) throws IOException {
		return nodes((fields) -> port(fields) == port).get(0)[0];
	}

	/**
	 * Run a command on a node.
	 * @param port the port of the node
	 * @param command the command of Redis
	 * @return the output
	 * @throws IOException if the command fails
	 */
	public String run(int port, String... command) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("-p", String.valueOf(port)));
		arguments.addAll(List.of(command));
		return cli(arguments.toArray(String[]::new));
	}

	/**
	 * Stop a node as a crash would.
	 * @param port its port
	 */
	public void kill(int port) {
		node(port).kill();
	}

	/**
	 * Let a node hang, or go on.
	 * @param port its port
	 * @param paused whether it hangs
	 */
	public void pause(int port, boolean paused) throws IOException, InterruptedException {
		node(port).pause(paused);
	}

	/**
	 * Start a node again that was killed, with nothing in it.
	 * @param port its port
	 * @throws IOException if it does not start
	 */
	public void restart(int port) throws IOException {
		String own = nodes((fields) -> port(fields) == port).get(0)[1];
		start(node(port), "--cluster-port", own.substring(own.indexOf('@') + 1).split(",")[0]);
	}

	private StorageProcess node(int port) {
		StorageProcess node = this.nodes.get(port);
		if (node == null) {
			throw new IllegalArgumentException("No node has the port " + port);
		}
		return node;
	}

	/**
	 * Wait until the cluster has three masters with a replica each.
	 * @throws IOException if it does not become whole in time
	 */
	public void awaitWhole() throws IOException {
		await((port) -> run(port, "cluster", "info").contains("cluster_state:ok") && masters().size() == NODES / 2
				&& nodes(RedisCluster::isLivingReplica).size() == NODES / 2
				&& (!run(port, "info", "replication").contains("role:slave")
						|| run(port, "info", "replication").contains("master_link_status:up")));
	}

	private static boolean isLivingMaster(String[] fields) {
		return fields[2].contains("master") && !fields[2].contains("fail");
	}

	private static boolean isLivingReplica(String[] fields) {
		return fields[2].contains("slave") && !fields[2].contains("fail") && fields[7].equals("connected");
	}

	/**
	 * Wait until the replica of a killed master has become a master.
	 * @param killed the port of the killed master
	 * @throws IOException if that does not happen in time
	 */
	public void awaitFailover(int killed) throws IOException {
		await((port) -> port == killed || run(port, "cluster", "info").contains("cluster_state:ok")
				&& masters().size() == NODES / 2 && !masters().contains(killed));
	}

	private void await(Condition condition) throws IOException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		for (int port : this.nodes.keySet()) {
			while (!condition.holds(port)) {
				if (System.nanoTime() > end) {
					throw new IOException("The cluster is not whole: " + run(living(), "cluster", "nodes"));
				}
				sleep();
			}
		}
	}

	private static void sleep() {
		try {
			Thread.sleep(50);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private List<String[]> nodes(Predicate<String[]> filter) throws IOException {
		return run(living(), "cluster", "nodes").lines()
			.map((line) -> line.split(" "))
			.filter((fields) -> fields.length > 7 && filter.test(fields))
			.sorted((one, other) -> Integer.compare(firstSlot(one), firstSlot(other)))
			.toList();
	}

	private static int firstSlot(String[] fields) {
		return (fields.length > 8 && !fields[8].startsWith("[")) ? Integer.parseInt(fields[8].split("-")[0])
				: Integer.MAX_VALUE;
	}

	private int living() throws IOException {
		return this.nodes.values()
			.stream()
			.filter(StorageProcess::isRunning)
			.map(StorageProcess::port)
			.findFirst()
			.orElseThrow(() -> new IOException("No node of the cluster runs"));
	}

	private static String cli(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("redis-cli"));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try (InputStream output = process.getInputStream()) {
			process.getOutputStream().close();
			String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
			if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IOException(String.join(" ", command) + ": " + text);
			}
			return text;
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
		IOException failure = null;
		for (StorageProcess node : this.nodes.values()) {
			try {
				node.close();
			}
			catch (IOException ex) {
				failure = ex;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	@FunctionalInterface
	private interface Condition {

		boolean holds(int port) throws IOException;

	}

}
