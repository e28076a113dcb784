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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.testing.Applications;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link StoredProjects} in a directory of a file system that is full: one of 4 MB in
 * memory, which only root can mount. Without that right, tests are aborted, and fail if
 * {@code CI} is {@code true}.
 */
class FullDiskIT {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final ProjectId BLOG = new ProjectId("blog");

	@TempDir
	private Path directory;

	private AssetStorage storage;

	private StoredProjects projects;

	@BeforeEach
	void mount() throws Exception {
		if (run("mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=500", "tmpfs", this.directory.toString()) != 0) {
			String message = "No file system of 4 MB can be mounted. Run the tests as root.";
			if ("true".equals(System.getenv("CI"))) {
				Assertions.fail(message + " CI is true.");
			}
			Assumptions.abort(message);
		}
		this.storage = new DirectoryStorage(this.directory.resolve("storage"));
		this.projects = projects(20);
	}

	@AfterEach
	void unmount() throws Exception {
		run("umount", this.directory.toString());
	}

	private static int run(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
	}

	private StoredProjects projects(int versions) {
		return new StoredProjects(this.storage,
				Defaults.cache(100, Duration.ZERO, Duration.ZERO, 1 << 20, Duration.ofDays(1)), ProjectLimits.DEFAULTS,
				new Retention(versions, Duration.ofDays(7)), () -> "");
	}

	private static ProjectFiles site(String version, int bytes, int files) {
		Map<String, byte[]> site = new HashMap<>();
		site.put("index.html", version.getBytes(StandardCharsets.UTF_8));
		for (int i = 0; i < files; i++) {
			byte[] content = new byte[bytes];
			new Random((version + i).hashCode()).nextBytes(content);
			site.put("images/" + version + "-" + i + ".png", content);
		}
		return ProjectFiles.ofMap(site);
	}

	private ProjectVersion publish(ProjectId project, String version, int bytes) throws IOException {
		return this.projects.publish(project, site(version, bytes, 1), ProjectSettings.DEFAULTS);
	}

	private String page(ProjectId project) throws IOException {
		return this.projects.project(project).fetch("/").getBody().getContentAsString(StandardCharsets.UTF_8);
	}

	/**
	 * Fill what is left, to the last byte.
	 */
	private void fill() throws IOException {
		Path file = this.directory.resolve("fill");
		byte[] page = new byte[4096];
		try (var out = Files.newOutputStream(file)) {
			while (true) {
				out.write(page);
			}
		}
		catch (IOException ex) {
			assertThat(ex).hasMessageContaining("space");
		}
		assertThat(Files.getFileStore(this.directory).getUsableSpace()).isZero();
	}

	/**
	 * Use up the files that can be created, not the bytes.
	 */
	private void exhaustFiles() throws IOException {
		Path folder = Files.createDirectories(this.directory.resolve("fill"));
		try {
			for (int i = 0;; i++) {
				Files.createFile(folder.resolve(String.valueOf(i)));
			}
		}
		catch (IOException ex) {
			assertThat(ex).hasMessageContaining("space");
		}
	}

	private List<String> keys(String prefix) throws IOException {
		List<String> keys = new ArrayList<>();
		this.storage.list(prefix, keys::add);
		return keys;
	}

	@Test
	void publishingFailsClearlyAndChangesNothing() throws IOException {
		publish(SHOP, "first", 100_000);
		fill();
		byte[] state = this.storage.read("project/shop/manifest");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> publish(SHOP, "second", 100_000))
			.withMessageContaining("cannot be written to the directory")
			.withMessageContaining("No space left on device");
		assertThat(this.storage.read("project/shop/manifest")).isEqualTo(state);
		assertThat(page(SHOP)).isEqualTo("first");
		try (var files = Files.walk(this.directory)) {
			assertThat(files).noneMatch((file) -> file.getFileName().toString().startsWith(".tmp"));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void clientOfTheApiLearnsThatTheStorageIsFull(boolean files) throws Exception {
		Map<String, String> properties = Map.of("assets.projects.enabled", "true", "assets.projects.api.enabled",
				"true", "assets.storage.directory", this.directory.resolve("storage").toString(),
				"assets.projects.resolve.host", "{project}.example.com");
		String content = "a content that is not there";
		String hash = HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
		publish(SHOP, "first", 1000);
		try (ConfigurableApplicationContext context = Applications.start(ProjectsApplicationTests.Application.class,
				properties)) {
			String api = "http://127.0.0.1:" + Applications.port(context) + "/assets-projects/shop";
			String manifest = "{\"files\":{\"/a.txt\":{\"hash\":\"" + hash + "\",\"size\":" + content.length() + "}}}";
			String upload = send("POST", api + "/uploads", "application/json",
					manifest.getBytes(StandardCharsets.UTF_8))
				.body();
			String name = upload.replaceAll(".*\"upload\":\"([^\"]+)\".*", "$1");
			if (files) {
				exhaustFiles();
			}
			else {
				fill();
			}
			for (HttpResponse<String> response : List.of(
					send("PUT", api + "/versions", "application/zip", Zips.of("index.html", "x".repeat(100_000))),
					send("POST", api + "/uploads", "application/json", manifest.getBytes(StandardCharsets.UTF_8)),
					send("PUT", api + "/uploads/" + name + "/" + hash, "text/plain",
							content.getBytes(StandardCharsets.UTF_8)))) {
				assertThat(response.statusCode()).as(response.body()).isEqualTo(507);
				assertThat(response.headers().firstValue("retry-after")).isEmpty();
				assertThat(response.body()).contains("The storage is full")
					.doesNotContain(this.directory.toString(), "project/");
			}
			assertThat(page(SHOP)).isEqualTo("first");
			assertThat(send("DELETE", api, "text/plain", new byte[0]).statusCode()).isEqualTo(204);
		}
	}

	private static HttpResponse<String> send(String method, String url, String type, byte[] body) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(url))
				.timeout(Duration.ofSeconds(20))
				.header("Content-Type", type)
				.method(method, BodyPublishers.ofByteArray(body))
				.build(), BodyHandlers.ofString());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void rollingBackSucceeds(boolean files) throws IOException {
		String first = publish(SHOP, "first", 1000).id();
		String second = publish(SHOP, "second", 1000).id();
		if (files) {
			exhaustFiles();
		}
		else {
			fill();
		}
		for (int i = 0; i < 5; i++) {
			this.projects.rollBack(SHOP, first, ProjectChange.NONE);
			assertThat(page(SHOP)).isEqualTo("first");
			this.projects.deploy(SHOP, second);
			assertThat(page(SHOP)).isEqualTo("second");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void collectingFreesSpaceForThePublishingAfterwards(boolean files) throws IOException {
		publish(SHOP, "first", 1_000_000);
		publish(SHOP, "second", 1_000_000);
		if (files) {
			exhaustFiles();
		}
		else {
			fill();
		}
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> publish(SHOP, "third", 500_000));
		this.projects.deleteVersion(SHOP, this.projects.versions(SHOP).get(1).id(), ProjectChange.NONE);
		assertThat(this.projects.collectGarbage(SHOP)).isPositive();
		assertThat(page(SHOP)).isEqualTo("second");
		this.projects.deploy(SHOP, this.projects.versions(SHOP).get(0).id());
		this.projects.collectGarbage(SHOP);
		if (!files) {
			publish(SHOP, "third", 500_000);
			assertThat(page(SHOP)).isEqualTo("third");
		}
	}

	@Test
	void whatAFailedPublishingHasLeftIsCollected() throws IOException {
		publish(SHOP, "first", 100_000);
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.projects.publish(SHOP, site("second", 500_000, 20), ProjectSettings.DEFAULTS));
		fill();
		int before = keys("project/shop/assets/").size();
		assertThat(this.projects.collectGarbage(SHOP)).isGreaterThan(3);
		assertThat(keys("project/shop/assets/")).hasSizeLessThan(before);
		assertThat(page(SHOP)).isEqualTo("first");
		publish(SHOP, "third", 500_000);
		assertThat(page(SHOP)).isEqualTo("third");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void deletingFreesSpaceForAnotherProject(boolean files) throws IOException {
		publish(SHOP, "shop", 2_000_000);
		publish(BLOG, "blog", 1000);
		if (files) {
			exhaustFiles();
		}
		else {
			fill();
		}
		this.projects.delete(SHOP);
		assertThat(this.projects.project(SHOP).fetch("/").getStatusCode().value()).isEqualTo(404);
		assertThat(keys("project/shop/")).containsExactly("project/shop/manifest");
		assertThat(page(BLOG)).isEqualTo("blog");
		this.projects.publish(BLOG, site("next", 100_000, files ? 0 : 10), ProjectSettings.DEFAULTS);
		assertThat(page(BLOG)).isEqualTo("next");
	}

	@Test
	void reserveIsMadeAgainWhenThereIsRoom() throws IOException {
		publish(SHOP, "first", 1000);
		Path reserve = this.directory.resolve("storage/.reserve");
		long size = Files.size(reserve);
		fill();
		this.projects.setAlias(SHOP, "next", this.projects.versions(SHOP).get(0).id(), ProjectChange.NONE);
		Files.delete(this.directory.resolve("fill"));
		this.projects.removeAlias(SHOP, "next", ProjectChange.NONE);
		assertThat(reserve).hasSize(size);
	}

}
