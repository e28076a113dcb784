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

package io.github.assetsboot.robustness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Symbolic links that are switched while the application runs: at the root, above it, and
 * inside it.
 */
class SwitchedLinksIT {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final String LARGE = "0123456789".repeat(30_000);

	@TempDir
	private Path temporary;

	private ConfigurableApplicationContext context;

	private SocketClient client;

	@BeforeEach
	void makeTemporaryReal() throws IOException {
		this.temporary = this.temporary.toRealPath();
		release("1");
	}

	@AfterEach
	void stop() throws IOException {
		if (this.context != null) {
			this.client.close();
			this.context.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "current, releases/1/dist, releases/2/dist, RENAME", "current/dist, releases/1, releases/2, RENAME",
			"current, {}/releases/1/dist, {}/releases/2/dist, RENAME",
			"current/dist, {}/releases/1, {}/releases/2, DELETE", "current, releases/1/dist, releases/2/dist, DELETE" })
	void newTargetIsServedOnceTheOldOneIsGone(String directory, String first, String second, Way way) throws Exception {
		link(first);
		start(directory, "false");
		assertServesRelease("1");
		release("2");
		way.lead(this.temporary.resolve("current"), target(second));
		assertServesRelease("1");
		FileSystemUtils.deleteRecursively(this.temporary.resolve("releases/1"));
		assertServesRelease("2");
		Files.delete(this.temporary.resolve("releases/2/dist/file.txt"));
		assertThat(get("/file.txt")).isEqualTo("404");
		release("3");
		way.lead(this.temporary.resolve("current"), target(second.replace('2', '3')));
		FileSystemUtils.deleteRecursively(this.temporary.resolve("releases/2"));
		assertServesRelease("3");
	}

	@ParameterizedTest
	@CsvSource({ "current, releases/1/dist, releases/2/dist, RENAME, auto",
			"current/dist, releases/1, releases/2, RENAME, auto",
			"current/dist, {}/releases/1, {}/releases/2, DELETE, auto",
			"current, releases/1/dist, releases/2/dist, DELETE, auto",
			"current, releases/1/dist, releases/2/dist, RENAME, poll",
			"current/dist, releases/1, releases/2, DELETE, poll" })
	void newTargetIsNoticedWithReload(String directory, String first, String second, Way way, String mode)
			throws Exception {
		link(first);
		start(directory, "true", "assets.reload-mode", mode);
		assertServesRelease("1");
		release("2");
		way.lead(this.temporary.resolve("current"), target(second));
		await().atMost(PATIENCE).until(() -> get("/only-2.txt").equals("only"));
		assertServesRelease("2");
		assertThat(get("/only-1.txt")).isEqualTo("404");
		Files.writeString(this.temporary.resolve("releases/2/dist/late.txt"), "late");
		await().atMost(PATIENCE).until(() -> get("/late.txt").equals("late"));
		FileSystemUtils.deleteRecursively(this.temporary.resolve("releases/1"));
		assertServesRelease("2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void linkOfTheNewTargetThatLeadsOutIsNotFollowed(String reload) throws Exception {
		link("releases/1/dist");
		start("current", reload);
		assertServesRelease("1");
		release("2");
		Files.writeString(this.temporary.resolve("secret.txt"), "secret");
		Path file = this.temporary.resolve("releases/2/dist/file.txt");
		Files.delete(file);
		Files.createSymbolicLink(file, this.temporary.resolve("secret.txt"));
		Files.createSymbolicLink(this.temporary.resolve("releases/2/dist/old"), this.temporary.resolve("releases/1"));
		Way.RENAME.lead(this.temporary.resolve("current"), target("releases/2/dist"));
		FileSystemUtils.deleteRecursively(this.temporary.resolve("releases/1"));
		await().atMost(PATIENCE).until(() -> get("/large.txt").equals(LARGE + "2"));
		await().atMost(PATIENCE).until(() -> get("/file.txt").equals("404"));
	}

	@Test
	void fileThatBecomesALinkInsideIsServedAndOneThatLeadsOutIsNot() throws Exception {
		link("releases/1/dist");
		start("current", "false");
		assertServesRelease("1");
		Path dist = this.temporary.resolve("releases/1/dist");
		Files.writeString(dist.resolve("other.txt"), "other");
		Files.writeString(this.temporary.resolve("secret.txt"), "secret");
		Way.RENAME.lead(dist.resolve("file.txt"), Path.of("other.txt"));
		assertThat(get("/file.txt")).isEqualTo("other");
		Way.RENAME.lead(dist.resolve("file.txt"), this.temporary.resolve("secret.txt"));
		assertThat(get("/file.txt")).isEqualTo("404");
		Way.RENAME.lead(dist.resolve("file.txt"), Path.of("file.txt"));
		assertThat(get("/file.txt")).isEqualTo("404");
		Way.RENAME.lead(dist.resolve("file.txt"), Path.of("large.txt"));
		assertThat(get("/file.txt")).isEqualTo(LARGE + "1");
	}

	@ParameterizedTest
	@CsvSource({ "false, true, .", "false, false, .", "true, true, .", "true, false, .", "false, true, conf",
			"true, true, conf", "false, false, conf" })
	void mountedConfigMapIsServedAsItIs(String reload, boolean deleteOld, String folder) throws Exception {
		Path site = Files.createDirectory(this.temporary.resolve("site"));
		Files.writeString(site.resolve("index.html"), "<p>home");
		Path mount = Files.createDirectories(site.resolve(folder)).normalize();
		configMap(mount, "..2026_11_01", "first");
		for (String name : new String[] { "config.json", "large.json" }) {
			Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
		}
		start("site", reload);
		String path = folder.equals(".") ? "/" : "/" + folder + "/";
		assertThat(get(path + "config.json")).isEqualTo("first");
		assertThat(get(path + "large.json")).isEqualTo(LARGE + "first");
		String last = "..2026_11_01";
		for (String state : new String[] { "second", "third" }) {
			String next = "..2026_" + state;
			configMap(mount, next, state);
			if (deleteOld) {
				FileSystemUtils.deleteRecursively(mount.resolve(last));
			}
			last = next;
			assertThat(get(path + "config.json")).isEqualTo(state);
			assertThat(get(path + "large.json")).isEqualTo(LARGE + state);
			assertThat(get(path + "..data/config.json")).isIn("404", "400");
			assertThat(get(path + next + "/config.json")).isEqualTo("404");
		}
		Path outside = Files.createDirectory(this.temporary.resolve("outside"));
		Files.writeString(outside.resolve("config.json"), "secret");
		Way.RENAME.lead(mount.resolve("..data"), outside);
		assertThat(get(path + "config.json")).isEqualTo("404");
	}

	private static void configMap(Path mount, String folder, String state) throws IOException {
		Path data = Files.createDirectory(mount.resolve(folder));
		Files.writeString(data.resolve("config.json"), state);
		Files.writeString(data.resolve("large.json"), LARGE + state);
		Way.RENAME.lead(mount.resolve("..data"), Path.of(folder));
	}

	private void release(String name) throws IOException {
		Path dist = Files.createDirectories(this.temporary.resolve("releases/" + name + "/dist"));
		Files.writeString(dist.resolve("index.html"), "<p>" + name);
		Files.writeString(dist.resolve("file.txt"), name);
		Files.writeString(dist.resolve("large.txt"), LARGE + name);
		Files.writeString(dist.resolve("only-" + name + ".txt"), "only");
	}

	private void link(String target) throws IOException {
		Files.createSymbolicLink(this.temporary.resolve("current"), target(target));
	}

	private Path target(String text) {
		return Path.of(text.replace("{}", this.temporary.toString()));
	}

	private void start(String directory, String reload, String... properties) {
		this.context = Applications.serve(this.temporary.resolve(directory),
				concat(properties, "assets.reload", reload));
		this.client = new SocketClient(Applications.port(this.context));
	}

	private static String[] concat(String[] properties, String name, String value) {
		String[] all = new String[properties.length + 2];
		System.arraycopy(properties, 0, all, 0, properties.length);
		all[properties.length] = name;
		all[properties.length + 1] = value;
		return all;
	}

	private void assertServesRelease(String name) throws IOException {
		assertThat(get("/")).isEqualTo("<p>" + name);
		assertThat(get("/file.txt")).isEqualTo(name);
		assertThat(get("/large.txt")).isEqualTo(LARGE + name);
	}

	private String get(String path) throws IOException {
		Response response = this.client.send("GET", path);
		return (response.status() == 200) ? new String(response.bytes(), StandardCharsets.UTF_8)
				: String.valueOf(response.status());
	}

	enum Way {

		RENAME {

			@Override
			void lead(Path link, Path target) throws IOException {
				Path next = link.resolveSibling("next-link");
				Files.createSymbolicLink(next, target);
				Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
			}

		},

		DELETE {

			@Override
			void lead(Path link, Path target) throws IOException {
				Files.delete(link);
				Files.createSymbolicLink(link, target);
			}

		};

		abstract void lead(Path link, Path target) throws IOException;

	}

}
