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

package io.github.assetsboot.sites;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

/**
 * Measures how long wrangler takes to publish 2,000 small files, and how long the same
 * takes over the HTTP API. It is no test: start its main method.
 *
 * @author the Assets for Spring Boot authors
 */
final class PublishingBenchmark {

	private static final int FILES = 2_000;

	private static final int SIZE = 2_048;

	private static final int ROUNDS = 5;

	/**
	 * As many as wrangler makes at the same time.
	 */
	private static final int CALLS = 50;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ExecutorService threads = Executors.newFixedThreadPool(CALLS);

	private final Path work;

	private final Sites sites;

	private PublishingBenchmark(Path work) {
		this.work = work;
		// the clients make more calls at a time than are let in by default
		this.sites = new Sites(Map.of("assets.storage.directory", work.resolve("storage").toString()));
	}

	public static void main(String[] arguments) throws Exception {
		Path work = Files.createTempDirectory("publishing");
		PublishingBenchmark benchmark = new PublishingBenchmark(work);
		try {
			benchmark.run();
		}
		finally {
			benchmark.threads.shutdownNow();
			benchmark.sites.close();
			FileSystemUtils.deleteRecursively(work);
		}
	}

	private void run() throws Exception {
		Wrangler wrangler = new Wrangler(WranglerVersion.CURRENT, this.sites.port(), this.work);
		double[] byWrangler = new double[ROUNDS];
		double[] byApi = new double[ROUNDS];
		double[] unchanged = new double[ROUNDS];
		for (int round = -1; round < ROUNDS; round++) {
			Path site = write(round);
			String project = "round-" + (round + 1);
			double first = seconds(() -> wrangler.deploy(site, project).succeeded());
			double again = seconds(() -> wrangler.deploy(site, project).succeeded());
			double api = seconds(() -> publish(site.resolve("dist"), project + "-api"));
			System.out.printf("wrangler %.2f s, unchanged %.2f s, API %.2f s%n", first, again, api);
			if (round >= 0) {
				byWrangler[round] = first;
				byApi[round] = api;
				unchanged[round] = again;
			}
		}
		System.out.printf("Medians: wrangler %.2f s, of them %.2f s without a file to send, API %.2f s, ratio %.2f%n",
				median(byWrangler), median(unchanged), median(byApi), median(byWrangler) / median(byApi));
	}

	private Path write(int round) throws IOException {
		Random random = new Random(round);
		Path site = this.work.resolve("site-" + round);
		byte[] content = new byte[SIZE];
		for (int i = 0; i < FILES; i++) {
			Path folder = Files.createDirectories(site.resolve("dist/folder-" + i / 100));
			random.nextBytes(content);
			Files.write(folder.resolve(i + ".bin"), content);
		}
		return site;
	}

	private Object publish(Path directory, String project) throws Exception {
		String api = "http://127.0.0.1:" + this.sites.port() + "/assets-projects/" + project;
		Map<String, Path> contents = new HashMap<>();
		Map<String, Object> files = new HashMap<>();
		for (Path file : files(directory)) {
			byte[] content = Files.readAllBytes(file);
			String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
			contents.put(hash, file);
			files.put("/" + directory.relativize(file), Map.of("hash", hash, "size", content.length));
		}
		JsonNode upload = JsonMapper.shared()
			.readTree(send("POST", api + "/uploads",
					BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(Map.of("files", files)))));
		List<Future<?>> sent = new ArrayList<>();
		String contentsUrl = api + "/uploads/" + upload.path("upload").asString();
		for (JsonNode hash : upload.path("missing")) {
			sent.add(this.threads.submit(() -> send("PUT", contentsUrl + "/" + hash.asString(),
					BodyPublishers.ofFile(contents.get(hash.asString())))));
		}
		for (Future<?> each : sent) {
			each.get();
		}
		return send("POST", contentsUrl, BodyPublishers.noBody());
	}

	private static List<Path> files(Path directory) throws IOException {
		try (var files = Files.walk(directory)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

	private String send(String method, String url, HttpRequest.BodyPublisher body)
			throws IOException, InterruptedException {
		while (true) {
			HttpResponse<String> response = this.client.send(HttpRequest.newBuilder(URI.create(url))
				.header("Content-Type", "application/json")
				.method(method, body)
				.build(), BodyHandlers.ofString());
			if (response.statusCode() / 100 == 2) {
				return response.body();
			}
			if (response.statusCode() != 503) {
				throw new IOException(response.statusCode() + " " + response.body());
			}
		}
	}

	private static double seconds(Callable<?> action) throws Exception {
		long start = System.nanoTime();
		action.call();
		return (System.nanoTime() - start) / 1e9;
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

}
