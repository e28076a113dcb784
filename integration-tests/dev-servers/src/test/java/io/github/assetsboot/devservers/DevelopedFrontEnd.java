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

package io.github.assetsboot.devservers;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that hold for every development server: the application starts it, stands before
 * it, and ends it. The browser reaches the port of the application and no other.
 *
 * @author the Assets for Spring Boot authors
 */
@TestInstance(Lifecycle.PER_CLASS)
@NeedsNpm
abstract class DevelopedFrontEnd {

	private static final Duration START = Duration.ofSeconds(90);

	private static final Duration UPDATE = Duration.ofSeconds(30);

	private static final String BEFORE = "Written before";

	private static final String AFTER = "Written after";

	private static final String COLOR = "return getComputedStyle(document.getElementById('text')).color";

	private static final String FETCH = """
			return fetch('http://localhost:%d/', { mode: 'no-cors' }).then(() => 'reached', () => 'not reached')""";

	private static final String WEB_SOCKET = """
			return new Promise((resolve) => {
				const socket = new WebSocket('ws://localhost:%d/')
				socket.onopen = () => resolve('reached')
				socket.onerror = () => resolve('not reached')
			})""";

	private final PortGate gate = new PortGate();

	@RegisterExtension
	final Browser browser = new Browser(this.gate.browserArguments());

	@RegisterExtension
	final Outcomes outcomes = new Outcomes();

	private final DevTool tool;

	private NpmProject project;

	private SampleProcess application;

	private int toolPort;

	/**
	 * The clicks that have counted.
	 */
	private int count;

	DevelopedFrontEnd(DevTool tool) {
		this.tool = tool;
	}

	@BeforeAll
	void start() throws IOException {
		Path directory = Path.of("target", "applications").resolve(this.tool.name().toLowerCase());
		this.project = this.tool.copy(directory.resolve("frontend"));
		this.project.install();
		this.outcomes.of(this.tool.title(), this.tool.version(this.project));
		this.toolPort = ViteServer.freePort();
		List<String> arguments = new ArrayList<>(List.of("-cp", classPath(), DevServersApplication.class.getName(),
				"--server.port=0", "--assets.dev-server.url=http://localhost:" + this.toolPort,
				"--assets.dev-server.directory=./frontend",
				"--assets.dev-server.command=" + this.tool.command(this.toolPort)));
		arguments.addAll(this.tool.settings());
		this.application = SampleProcess.start(directory, arguments.toArray(String[]::new));
		this.gate.open(this.application.port());
		awaitTool("/");
	}

	private static String classPath() throws IOException {
		Path target = Path.of("target").toAbsolutePath();
		return target.resolve("classes") + File.pathSeparator + Files.readString(target.resolve("runtime.classpath"));
	}

	/**
	 * Wait for a page, for which some tools work some time.
	 */
	private void awaitTool(String path) {
		SampleClient client = new SampleClient(this.application.port());
		await().atMost(START)
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(
					client.get(path, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document", "Accept", "text/html")
						.statusCode())
				.as(this.application::output)
				.isEqualTo(200));
	}

	/**
	 * End the application and, with it, the tool and all that it has started.
	 */
	@AfterAll
	void stop() throws IOException, InterruptedException {
		this.gate.close();
		if (this.application != null) {
			List<ProcessHandle> processes = this.application.descendants();
			this.application.close();
			await().atMost(UPDATE).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
			assertThat(isToolListening()).isFalse();
		}
	}

	private boolean isToolListening() {
		for (String address : List.of("127.0.0.1", "::1")) {
			try (Socket socket = new Socket(InetAddress.getByName(address), this.toolPort)) {
				return true;
			}
			catch (IOException ex) {
				// nor here
			}
		}
		return false;
	}

	/**
	 * A page that is left open would go on asking.
	 */
	@AfterEach
	void leavePage() {
		this.browser.open("about:blank");
		assertThat(this.gate.refused()).as("other ports that the page asked for").isEmpty();
	}

	@Test
	void portOfTheToolIsOutOfReachForTheBrowser() {
		open("/");
		this.browser.awaitHeading("Home");
		assertThat(isToolListening()).isTrue();
		assertThat(this.browser.run(FETCH.formatted(this.toolPort))).isEqualTo("not reached");
		assertThat(this.browser.run(WEB_SOCKET.formatted(this.toolPort))).isEqualTo("not reached");
		assertThat(this.gate.refused()).hasSizeGreaterThanOrEqualTo(2).containsOnly(this.toolPort);
		assertThat(this.browser.run(FETCH.formatted(this.application.port()))).isEqualTo("reached");
	}

	@Test
	void pageIsShown() {
		this.browser.errors();
		openCounter();
		this.browser.awaitText("#text", BEFORE);
		assertThat(this.browser.run(COLOR)).isEqualTo("rgb(0, 0, 200)");
		assertThat(this.browser.errors()).isEmpty();
	}

	@Test
	void deepLinkIsThePage() {
		open("/notes/7");
		this.browser.awaitHeading("Note 7");
		this.browser.reload();
		this.browser.awaitHeading("Note 7");
	}

	@Test
	void changedComponentShowsWithItsState() throws IOException {
		openCounter();
		assertComponentIsReplaced();
		assertComponentIsReplaced();
	}

	private void assertComponentIsReplaced() throws IOException {
		this.project.replace(this.tool.component(), BEFORE, AFTER);
		try {
			this.browser.awaitText("#text", AFTER);
			assertState();
		}
		finally {
			this.project.replace(this.tool.component(), AFTER, BEFORE);
		}
		this.browser.awaitText("#text", BEFORE);
		assertState();
	}

	@Test
	void changedStyleSheetShows() throws IOException {
		openCounter();
		this.project.replace(this.tool.styleSheet(), "rgb(0, 0, 200)", "rgb(200, 0, 0)");
		try {
			awaitColor("rgb(200, 0, 0)");
			if (this.tool.reloadsForStyleSheets()) {
				assertThat(this.browser.run("return window.loadedOnce")).isNull();
				this.outcomes.note("with a reload");
			}
			else {
				assertState();
			}
		}
		finally {
			this.project.replace(this.tool.styleSheet(), "rgb(200, 0, 0)", "rgb(0, 0, 200)");
		}
		awaitColor("rgb(0, 0, 200)");
	}

	private void awaitColor(String color) {
		await().atMost(UPDATE).untilAsserted(() -> assertThat(this.browser.run(COLOR)).isEqualTo(color));
	}

	/**
	 * The repaired file differs from the one before, because SvelteKit sends no update
	 * for a component that it has sent already.
	 */
	@Test
	void errorIsShownOverThePage() throws IOException {
		openCounter();
		assertThat(this.browser.run(this.tool.overlay())).isEqualTo(false);
		this.project.replace(this.tool.component(), this.tool.correct(), this.tool.broken());
		try {
			awaitOverlay(true);
		}
		finally {
			this.project.replace(this.tool.component(), this.tool.broken(), this.tool.repaired());
		}
		try {
			awaitOverlay(false);
			this.browser.awaitText("#text", AFTER);
		}
		finally {
			this.project.replace(this.tool.component(), this.tool.repaired(), this.tool.correct());
		}
	}

	private void awaitOverlay(boolean shown) {
		await().atMost(UPDATE).untilAsserted(() -> assertThat(this.browser.run(this.tool.overlay())).isEqualTo(shown));
	}

	@Test
	void pageComesBackWithTheTool() throws IOException {
		openCounter();
		List<ProcessHandle> processes = this.application.descendants();
		assertThat(processes).isNotEmpty();
		processes.forEach(ProcessHandle::destroyForcibly);
		await().atMost(UPDATE).until(() -> !isToolListening());
		open("/notes/7");
		this.browser.awaitHeading("The development server does not answer");
		// a change of this file starts the command again
		Path file = this.project.directory().resolve("package.json");
		Files.writeString(file, Files.readString(file) + "\n");
		// the driver ends a navigation of the page that takes long
		awaitTool("/notes/7");
		await().atMost(START)
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(this.browser.element("h1").getText()).isEqualTo("Note 7"));
		openCounter();
		assertComponentIsReplaced();
	}

	/**
	 * A page that came as HTML counts as soon as its script has run, which can take long
	 * on a busy machine. The value on the window would be lost if the page was loaded
	 * again.
	 */
	private void openCounter() {
		await().atMost(START).ignoreExceptions().untilAsserted(() -> {
			open("/");
			this.browser.awaitHeading("Home");
			await().atMost(UPDATE).pollInterval(Duration.ofSeconds(1)).until(() -> {
				if (readCount() > 0) {
					return true;
				}
				this.browser.element("#count").click();
				return false;
			});
		});
		int before = readCount();
		this.browser.element("#count").click();
		await().atMost(UPDATE).until(() -> readCount() > before);
		this.count = readCount();
		this.browser.run("window.loadedOnce = true");
	}

	private void assertState() {
		assertThat(this.browser.run("return window.loadedOnce")).isEqualTo(true);
		assertThat(readCount()).isEqualTo(this.count);
	}

	private int readCount() {
		return Integer.parseInt(this.browser.element("#count").getText().replace("Count ", ""));
	}

	private void open(String path) {
		this.browser.open("http://localhost:" + this.application.port() + path);
	}

}
