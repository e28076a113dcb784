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

package io.github.assetsboot.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.NpmProject;
import io.github.assetsboot.testing.PortGate;
import io.github.assetsboot.testing.SampleClient;
import io.github.assetsboot.testing.SampleProcess;
import io.github.assetsboot.testing.ViteServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the sample as {@code spring-boot:run} does with the profile {@code dev}: one
 * process is started, and it starts Vite. The browser reaches the application's port
 * only.
 *
 * @author the Assets for Spring Boot authors
 */
@Tag(Browser.TAG)
@NeedsNpm
class DevProfileIT {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final Path DIRECTORY = Path.of("target", "dev");

	private static final String COMPONENT = "src/views.ts";

	private static final String STYLE_SHEET = "src/style.css";

	private static final String HEADING = "One Spring Boot app, front end included";

	private static final int CHANGES = 5;

	private static final PortGate gate = new PortGate();

	@RegisterExtension
	static final Browser browser = new Browser(gate.browserArguments());

	private static NpmProject frontEnd;

	private static SampleProcess application;

	/**
	 * Not before all tests: without npm there is nothing to start. The packages are
	 * installed by the application.
	 */
	@BeforeEach
	void start() throws IOException {
		if (application == null) {
			frontEnd = NpmProject.copy(Path.of("frontend"), DIRECTORY.resolve("frontend"));
			Path classes = DIRECTORY.resolve("classes");
			FileSystemUtils.deleteRecursively(classes);
			FileSystemUtils.copyRecursively(Path.of("target", "classes"), classes);
			int port = ViteServer.freePort();
			application = SampleProcess.start(DIRECTORY, "-cp",
					"classes" + File.pathSeparator + Files.readString(Path.of("target", "runtime.classpath")),
					SampleApplication.class.getName(), "--server.port=" + ViteServer.freePort(),
					"--spring.profiles.active=dev", "--assets.dev-server.url=http://localhost:" + port,
					"--assets.dev-server.command=npm run dev -- --strictPort --port " + port);
			gate.open(application.port());
		}
		browser.log();
		browser.open(url("/"));
		await().atMost(TIMEOUT)
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(browser.element("h1").getText()).isEqualTo(HEADING));
		// a change before that would not show
		await().atMost(TIMEOUT)
			.until(() -> browser.log().stream().anyMatch((message) -> message.contains("[vite] connected")));
	}

	@AfterEach
	void leavePage() {
		if (application != null) {
			browser.open("about:blank");
			assertThat(gate.refused()).as("other ports that the page asked for").isEmpty();
		}
	}

	@AfterAll
	static void stop() throws IOException, InterruptedException {
		gate.close();
		if (application != null) {
			List<ProcessHandle> processes = application.descendants();
			application.close();
			await().atMost(TIMEOUT).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
		}
	}

	@Test
	void eachPageOfTheSampleComesFromVite() {
		browser.open(url("/notes/2"));
		browser.awaitHeading("Read RFC 9110");
		browser.open(url("/docs"));
		browser.awaitUrl(url("/api/docs/"));
		browser.awaitHeading("Notes API");
		browser.open(url("/handbook/setup"));
		browser.awaitUrl(url("/handbook/install"));
		browser.awaitHeading("Install");
		browser.open(url("/handbook/upgrade"));
		browser.awaitHeading("The handbook has no such page");
		browser.open(url("/members/?key=open&name=Ada"));
		browser.awaitHeading("Welcome, Ada");
		SampleClient client = new SampleClient(application.port());
		assertThat(client.get("/").body()).contains("/@vite/client");
		assertThat(client.get("/api/notes").body()).startsWith("[{\"id\":1,");
		assertThat(client.get("/members/").statusCode()).isEqualTo(401);
	}

	@Test
	void changedComponentShowsAndKeepsTheNoteThatIsBeingWritten() throws IOException {
		browser.click("Notes");
		browser.type("input[name=title]", "Half a title");
		browser.run("window.loadedOnce = true");
		List<Long> milliseconds = changes(COMPONENT, "\"Add a note\"", "\"Write a note\"",
				"return document.querySelector('h2')?.textContent === '%s'", "Add a note", "Write a note");
		assertThat(browser.run("return document.querySelector('input[name=title]').value")).isEqualTo("Half a title");
		assertThat(browser.run("return window.loadedOnce")).isEqualTo(true);
		print("component", milliseconds);
	}

	@Test
	void changedStyleSheetShowsWithoutReload() throws IOException {
		browser.run("window.loadedOnce = true");
		List<Long> milliseconds = changes(STYLE_SHEET, "max-width: 48rem", "max-width: 32rem",
				"return getComputedStyle(document.querySelector('main')).maxWidth === '%s'", "768px", "512px");
		assertThat(browser.run("return window.loadedOnce")).isEqualTo(true);
		print("style sheet", milliseconds);
	}

	@Test
	void compiledClassRestartsTheApplicationAndLeavesViteRunning() throws IOException {
		List<ProcessHandle> processes = application.descendants();
		int starts = application.starts();
		assertThat(processes).isNotEmpty();
		Files.setLastModifiedTime(
				DIRECTORY.resolve("classes")
					.resolve(NotesController.class.getName().replace('.', File.separatorChar) + ".class"),
				FileTime.from(Instant.now()));
		application.awaitStarts(starts + 1);
		browser.open(url("/notes/2"));
		browser.awaitHeading("Read RFC 9110");
		assertThat(application.descendants()).containsAll(processes);
	}

	/**
	 * As Maven does. DevTools restart the application in between, and once more.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 1500, 3500 })
	void buildThatDeletesTheClassesFirstLeavesViteRunningAndThePageComesBack(int milliseconds) throws Exception {
		List<ProcessHandle> processes = application.descendants();
		int starts = application.starts();
		Path classes = DIRECTORY.resolve("classes")
			.resolve(SampleApplication.class.getPackageName().replace('.', File.separatorChar));
		Path away = DIRECTORY.resolve("away");
		Files.move(classes, away);
		try {
			Thread.sleep(milliseconds);
		}
		finally {
			Files.move(away, classes);
		}
		application.awaitStarts(starts + 1);
		await().atMost(TIMEOUT)
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(browser.element("h1").getText()).isEqualTo(HEADING));
		await().during(Duration.ofSeconds(5))
			.atMost(TIMEOUT)
			.until(() -> application.descendants().containsAll(processes));
	}

	/**
	 * Change a file to and fro, and measure the time until the page shows it.
	 */
	private static List<Long> changes(String file, String before, String after, String script, String shownBefore,
			String shownAfter) throws IOException {
		List<Long> milliseconds = new ArrayList<>();
		for (int i = 0; i < CHANGES; i++) {
			milliseconds.add(change(file, before, after, script.formatted(shownAfter)));
			milliseconds.add(change(file, after, before, script.formatted(shownBefore)));
		}
		return milliseconds;
	}

	private static long change(String file, String text, String replacement, String script) throws IOException {
		assertThat(browser.run(script)).isEqualTo(false);
		pauseAsAPersonDoes();
		long start = System.nanoTime();
		frontEnd.replace(file, text, replacement);
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.atMost(TIMEOUT)
			.until(() -> Boolean.TRUE.equals(browser.run(script)));
		return Duration.ofNanos(System.nanoTime() - start).toMillis();
	}

	/**
	 * Vite's watcher leaves out a change that follows another one of the file within 50
	 * milliseconds.
	 */
	private static void pauseAsAPersonDoes() {
		await().pollDelay(Duration.ofMillis(200)).until(() -> true);
	}

	private static void print(String changed, List<Long> milliseconds) {
		Collections.sort(milliseconds);
		System.out.printf("%d changes of a %s: visible after %d ms (median), at most %d ms%n", milliseconds.size(),
				changed, milliseconds.get(milliseconds.size() / 2), milliseconds.get(milliseconds.size() - 1));
	}

	private static String url(String path) {
		return "http://localhost:" + application.port() + path;
	}

}
