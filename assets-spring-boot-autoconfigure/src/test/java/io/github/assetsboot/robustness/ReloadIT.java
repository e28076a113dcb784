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
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A directory that is watched.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class ReloadIT {

	private static final long MILLIS = 2000;

	private static final Pattern RELOAD = Pattern.compile("(?im)^.*\\bINFO\\b.*(reload|re-?index|re-?read|indexed).*$");

	@TempDir
	private Path temporary;

	private Path directory;

	private ConfigurableApplicationContext context;

	private SocketClient client;

	@BeforeEach
	void start() throws IOException {
		this.directory = Files.createDirectory(this.temporary.resolve("dist"));
		build("first");
		this.context = Applications.serve(this.directory, "assets.reload", "true", "logging.level.io.github.assetsboot",
				"debug");
		this.client = new SocketClient(Applications.port(this.context));
	}

	@AfterEach
	void stop() throws IOException {
		this.client.close();
		this.context.close();
	}

	@Test
	void newFileAppears() throws Exception {
		assertThat(get("/new.txt")).isEqualTo("404 ");
		write("new.txt", "new");
		await("new file", () -> get("/new.txt").equals("200 new"));
		write("a/b/c/new.txt", "below");
		await("new file in new folders", () -> get("/a/b/c/new.txt").equals("200 below"));
		write("a/b/c/newer.txt", "newer");
		await("new file in a folder that was not there at the start",
				() -> get("/a/b/c/newer.txt").equals("200 newer"));
		Files.move(this.directory.resolve("a"), this.directory.resolve("z"));
		await("new name of a folder", () -> get("/z/b/c/newer.txt").equals("200 newer"));
		await("old name of a folder", () -> get("/a/b/c/newer.txt").startsWith("404"));
		write("z/b/c/last.txt", "last");
		await("new file in a folder with a new name", () -> get("/z/b/c/last.txt").equals("200 last"));
	}

	@Test
	void deletedFileIsGoneAndTheNextBestIsServed() throws Exception {
		write("page.html", "page");
		write("page/index.html", "index");
		await("page", () -> get("/page").equals("200 page"));
		Files.delete(this.directory.resolve("page.html"));
		await("index", () -> get("/page/").equals("200 index"));
		await("redirect to the index", () -> get("/page").startsWith("307"));
	}

	@Test
	void changedRulesTakeEffect() throws Exception {
		assertThat(location("/old")).isEqualTo("/first");
		write("_redirects", "/old /second\n/more /third 301\n");
		await("changed redirect", () -> "/second".equals(location("/old")));
		await("new redirect", () -> "/third".equals(location("/more")));
		assertThat(this.client.send("GET", "/small.txt").header("x-build")).isEqualTo("first");
		write("_headers", "/small.txt\n  X-Build: second\n");
		await("changed header rule", () -> "second".equals(this.client.send("GET", "/small.txt").header("x-build")));
		Files.delete(this.directory.resolve("_redirects"));
		await("no redirect", () -> get("/old").startsWith("404"));
		write(".assetsignore", "small.txt\n");
		await("ignored file", () -> get("/small.txt").startsWith("404"));
	}

	@Test
	void burstOfChangesLeadsToFewReloadsAndEndsInTheLastState(CapturedOutput output) throws Exception {
		int before = reloads(output);
		for (int i = 0; i < 500; i++) {
			write("burst/" + i % 50 + ".txt", "state " + i);
			if (i % 100 == 0) {
				write("_redirects", "/old /burst" + i + "\n");
			}
		}
		write("_redirects", "/old /end\n");
		await("last redirect", () -> "/end".equals(location("/old")));
		for (int i = 0; i < 50; i++) {
			int number = i;
			await("last state", () -> get("/burst/" + number + ".txt").equals("200 state " + (450 + number)));
		}
		Thread.sleep(1000);
		assertThat(reloads(output) - before).as("reloads that were logged, of\n%s", output).isBetween(1, 20);
	}

	@Test
	void problemsOfTheRuleFilesAreLoggedAgainOnlyWhenTheyChange(CapturedOutput output) throws Exception {
		String problem = "_redirects:2: ";
		write("_redirects", "/old /first\n/lonely\n");
		await("problem", () -> count(output, problem) == 1);
		for (int i = 0; i < 3; i++) {
			write("unrelated" + i + ".txt", "new");
			int number = i;
			await("unrelated file", () -> get("/unrelated" + number + ".txt").equals("200 new"));
		}
		write("_headers", "/small.txt\n  X-Build: second\n");
		await("header rule", () -> "second".equals(this.client.send("GET", "/small.txt").header("x-build")));
		assertThat(count(output, problem)).isEqualTo(1);
		write("_headers", "/small.txt\n  lonely\n");
		await("second problem", () -> count(output, "_headers:2: ") == 1);
		assertThat(count(output, problem)).isEqualTo(2);
		write("_headers", "/small.txt\n  X-Build: third\n");
		await("only one problem", () -> count(output, problem) == 3);
		write("_redirects", "/old /second\n");
		await("no problem", () -> "/second".equals(location("/old")));
		assertThat(count(output, "have no effect or look like a mistake")).isEqualTo(3);
		write("_redirects", "/old /third\n/lonely\n");
		await("the problem is back", () -> count(output, problem) == 4);
	}

	private static int count(CapturedOutput output, String text) {
		return output.toString().split(Pattern.quote(text), -1).length - 1;
	}

	@Test
	void emptiedAndRebuiltDirectoryIsServed() throws Exception {
		for (int i = 0; i < 3; i++) {
			deleteContent(this.directory);
			String build = "build-" + i;
			build(build);
			await(build, () -> get("/small.txt").equals("200 " + build) && ("/" + build).equals(location("/old")));
		}
	}

	@Test
	void halfOfABuildIsNotServed(CapturedOutput output) throws Exception {
		deleteContent(this.directory);
		write("_redirects", "/old /half\n");
		write("half.txt", "half");
		await("it is said", () -> output.toString().contains("has no index.html"));
		assertThat(location("/old")).isEqualTo("/first");
		assertThat(get("/half.txt")).startsWith("404");
		build("whole");
		await("whole", () -> get("/small.txt").equals("200 whole") && "/whole".equals(location("/old")));
	}

	@Test
	void deletedAndRebuiltDirectoryIsServed() throws Exception {
		for (int i = 0; i < 3; i++) {
			deleteContent(this.directory);
			Files.delete(this.directory);
			Thread.sleep(700 * i);
			neverFails();
			Files.createDirectory(this.directory);
			String build = "build-" + i;
			build(build);
			await(build, () -> get("/small.txt").equals("200 " + build) && ("/" + build).equals(location("/old")));
			write("late.txt", build);
			await("still watched", () -> get("/late.txt").equals("200 " + build));
		}
	}

	@Test
	void directoryThatIsReplacedByAnotherIsServed() throws Exception {
		Path other = Files.createDirectory(this.temporary.resolve("other"));
		Path old = this.directory;
		this.directory = other;
		build("other");
		Files.move(old, this.temporary.resolve("old"));
		Files.move(other, old);
		this.directory = old;
		await("other directory", () -> get("/small.txt").equals("200 other") && "/other".equals(location("/old")));
		write("late.txt", "late");
		await("other directory is watched", () -> get("/late.txt").equals("200 late"));
	}

	@Test
	void deletedDirectoryKeepsTheOldRulesAndIsReported(CapturedOutput output) throws Exception {
		deleteContent(this.directory);
		Files.delete(this.directory);
		await("report", () -> reports(output) > 0);
		assertThat(location("/old")).isEqualTo("/first");
		neverFails();
		Thread.sleep(1500);
		assertThat(reports(output)).as("not said over and over").isLessThan(6);
		assertThat(output.toString()).doesNotContain("\tat ");
	}

	private long reports(CapturedOutput output) {
		return output.toString()
			.lines()
			.filter((line) -> line.contains(this.directory.toString()) && line.contains("A build seems to be running"))
			.count();
	}

	@Test
	void rejectedLineOfAChangedRuleFileIsReported(CapturedOutput output) throws Exception {
		write("_redirects", "/old /second\n/wrong\n");
		await("changed redirect", () -> "/second".equals(location("/old")));
		await("report", () -> output.toString().contains("_redirects:2"));
	}

	private void neverFails() throws IOException {
		for (String path : List.of("/small.txt", "/", "/big.bin", "/none")) {
			Response response = this.client.send("GET", path);
			assertThat(response.status()).as("%s for %s", response, path).isIn(200, 404);
		}
	}

	private static int reloads(CapturedOutput output) {
		return (int) RELOAD.matcher(output).results().count();
	}

	private void build(String name) throws IOException {
		write("index.html", "<p>" + name);
		write("small.txt", name);
		Files.write(this.directory.resolve("big.bin"), new byte[3_000_000]);
		write("_redirects", "/old /" + name + "\n");
		write("_headers", "/small.txt\n  X-Build: " + name + "\n");
	}

	private void write(String path, String content) throws IOException {
		Path file = this.directory.resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

	private static void deleteContent(Path directory) throws IOException {
		try (Stream<Path> all = Files.walk(directory)) {
			for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
				if (!path.equals(directory)) {
					Files.delete(path);
				}
			}
		}
	}

	private String get(String path) throws IOException {
		Response response = this.client.send("GET", path);
		assertThat(response.status()).as("%s for %s", response, path).isLessThan(500);
		return response.status() + " "
				+ ((response.status() == 200) ? new String(response.bytes(), StandardCharsets.UTF_8) : "");
	}

	private String location(String path) throws IOException {
		return String.valueOf(this.client.send("GET", path).header("location"));
	}

	private static void await(String what, Callable<Boolean> condition) throws Exception {
		long start = System.nanoTime();
		while (!condition.call()) {
			assertThat(System.nanoTime() - start).as("nanoseconds until the %s", what).isLessThan(MILLIS * 1_000_000);
			Thread.sleep(20);
		}
	}

}
