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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.assetsboot.project.AssetProjects;
import io.github.assetsboot.project.ProjectFiles;
import io.github.assetsboot.project.ProjectId;
import io.github.assetsboot.project.ProjectSettings;
import io.github.assetsboot.storage.StorageContent;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A thousand projects of a hundred files in Redis: how fast they are published, how long
 * a client waits for the first byte, how much memory it takes, and how fast a page is
 * next to the same page from a directory. Publishing is compared with a Redis Cluster. In
 * a JVM of its own.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectsBenchmark {

	private static final int PROJECTS = 1_000;

	private static final int FILES = 100;

	/**
	 * The number of turns in which the projects are published to two storages.
	 */
	private static final int TURNS = 10;

	private static final int PAGE_SIZE = 10 * 1024;

	private static final int FILE_SIZE = 2 * 1024;

	private ProjectsBenchmark() {
	}

	/**
	 * Measure in another JVM.
	 * @return a table
	 */
	static String report(Path work, int rounds, int seconds) throws IOException {
		List<String> lines = Jvm.run(List.of("-Xmx1g"), ProjectsBenchmark.class, work.toString(),
				String.valueOf(rounds), String.valueOf(seconds));
		return String.join("\n", lines.stream().filter((line) -> line.startsWith("|")).toList()) + "\n";
	}

	public static void main(String[] args) throws Exception {
		Path work = Path.of(args[0]).resolve("projects");
		Path directory = Files.createDirectories(work.resolve("site"));
		Files.write(directory.resolve("index.html"), content(new Random(0), PAGE_SIZE));
		MarkdownTable table = new MarkdownTable(1, "Measured", "Value");
		try (RedisNodes redis = RedisNodes.single(work);
				ConfigurableApplicationContext context = start(directory, redis)) {
			measure(table, context, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
		}
		compare(table, work, directory, 0, "Publish to a cluster of three masters, ratio to one Redis (target ≥ 0.8)");
		compare(table, work, directory, 1, "The same with a replica of each master");
		System.out.println(table);
		System.exit(0);
	}

	private static ConfigurableApplicationContext start(Path directory, RedisNodes redis) {
		return SpringApplication.run(BenchmarkServer.class, "--server.port=0",
				"--spring.autoconfigure.exclude=" + BenchmarkServer.THYMELEAF, "--assets.directory=" + directory,
				"--assets.projects.enabled=true", "--assets.storage.type=redis",
				"--assets.projects.resolve.host={project}.example.com", "--spring.data.redis.host=127.0.0.1",
				"--" + redis.property(), "--spring.data.redis.timeout=5s", "--logging.level.root=warn");
	}

	/**
	 * Publish the projects to one Redis and to a cluster, each project to both in turn,
	 * so that other work of the machine delays both alike.
	 */
	private static void compare(MarkdownTable table, Path work, Path directory, int replicas, String name)
			throws IOException, InterruptedException {
		try (RedisNodes one = RedisNodes.single(work);
				RedisNodes three = RedisNodes.cluster(work, replicas);
				ConfigurableApplicationContext single = start(directory, one);
				ConfigurableApplicationContext cluster = start(directory, three)) {
			double[] ratios = new double[TURNS];
			int count = PROJECTS / TURNS;
			for (int turn = -1; turn < TURNS; turn++) {
				double singleTime = 0;
				double clusterTime = 0;
				for (int i = 0; i < count; i++) {
					int number = (turn + 1) * count + i;
					singleTime += publish(single, number);
					clusterTime += publish(cluster, number);
				}
				if (turn >= 0) {
					ratios[turn] = singleTime / clusterTime;
				}
			}
			Arrays.sort(ratios);
			table.row(name, Statistics.ratio(Statistics.median(ratios)) + " (" + Statistics.ratio(ratios[0]) + " to "
					+ Statistics.ratio(ratios[TURNS - 1]) + ")");
		}
	}

	private static double publish(ConfigurableApplicationContext context, int number) throws IOException {
		AssetProjects projects = context.getBean(AssetProjects.class);
		ProjectFiles files = files(number);
		long start = System.nanoTime();
		projects.publish(project(number), files, ProjectSettings.DEFAULTS);
		return System.nanoTime() - start;
	}

	private static void measure(MarkdownTable table, ConfigurableApplicationContext context, int rounds, int seconds)
			throws IOException {
		AssetProjects projects = context.getBean(AssetProjects.class);
		int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
		long before = usedMemory();
		long start = System.nanoTime();
		for (int i = 0; i < PROJECTS; i++) {
			projects.publish(project(i), files(i), ProjectSettings.DEFAULTS);
		}
		double elapsed = (System.nanoTime() - start) / 1e9;
		table.row("Publish, projects/s", Statistics.format(PROJECTS / elapsed));
		table.row("Publish, files/s", Statistics.format(PROJECTS * FILES / elapsed));
		start = System.nanoTime();
		for (int i = 0; i < PROJECTS; i++) {
			projects.publish(project(i), files(i), ProjectSettings.DEFAULTS);
		}
		table.row("Publish again with nothing changed, projects/s",
				Statistics.format(PROJECTS / ((System.nanoTime() - start) / 1e9)));
		// the client's and the server's classes are warm, the projects are not
		for (int i = 0; i < 2_000; i++) {
			firstByte(port, "localhost");
		}
		firstBytes(table, "cold: manifest and page from Redis", port);
		firstBytes(table, "warm", port);
		table.row("Heap with all manifests and pages, MB", Statistics.format((usedMemory() - before) / 1e6));
		load(table, port, rounds, seconds);
	}

	private static void load(MarkdownTable table, int port, int rounds, int seconds) throws IOException {
		URI page = URI.create("http://127.0.0.1:" + port + "/");
		double[] ratios = new double[rounds];
		double[] rates = new double[rounds];
		for (int round = -1; round < rounds; round++) {
			double project = Wrk.run(page, Map.of("Host", project(7) + ".example.com"), seconds).rate();
			double directory = Wrk.run(page, Map.of("Host", "localhost"), seconds).rate();
			if (round >= 0) {
				ratios[round] = project / directory;
				rates[round] = project;
			}
		}
		table.row("10 KB page of a project, requests/s", Statistics.format(Statistics.median(rates)));
		table.row("Ratio to the same page from a directory (target ≥ 0.9)",
				Statistics.ratio(Statistics.median(ratios)));
	}

	private static void firstBytes(MarkdownTable table, String what, int port) throws IOException {
		double[] milliseconds = new double[PROJECTS];
		for (int i = 0; i < PROJECTS; i++) {
			milliseconds[i] = firstByte(port, project(i) + ".example.com");
		}
		Arrays.sort(milliseconds);
		table.row("First byte, " + what + ", median ms", "%.2f".formatted(milliseconds[PROJECTS / 2]));
		table.row("First byte, " + what + ", 99 % ms", "%.2f".formatted(milliseconds[PROJECTS * 99 / 100]));
	}

	private static double firstByte(int port, String host) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			long start = System.nanoTime();
			socket.getOutputStream()
				.write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			InputStream input = socket.getInputStream();
			byte[] status = input.readNBytes(12);
			double milliseconds = (System.nanoTime() - start) / 1e6;
			if (!new String(status, StandardCharsets.US_ASCII).equals("HTTP/1.1 200")) {
				throw new IllegalStateException(host + ": " + new String(status, StandardCharsets.US_ASCII));
			}
			return milliseconds;
		}
	}

	private static ProjectId project(int number) {
		return new ProjectId("project-" + number);
	}

	private static ProjectFiles files(int project) {
		Random random = new Random(project);
		List<byte[]> contents = new ArrayList<>();
		for (int i = 0; i < FILES; i++) {
			contents.add(content(random, (i == 0) ? PAGE_SIZE : FILE_SIZE));
		}
		return (visitor) -> {
			for (int i = 0; i < FILES; i++) {
				visitor.file((i == 0) ? "index.html" : "assets/file-" + i + ".bin", StorageContent.of(contents.get(i)));
			}
		};
	}

	private static byte[] content(Random random, int size) {
		byte[] bytes = new byte[size];
		random.nextBytes(bytes);
		return bytes;
	}

	private static long usedMemory() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
