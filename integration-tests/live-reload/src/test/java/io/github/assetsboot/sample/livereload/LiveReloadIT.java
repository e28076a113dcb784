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

package io.github.assetsboot.sample.livereload;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.tools.ToolProvider;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.SampleProcess;
import io.github.assetsboot.testing.ViteServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Pages in a browser while the application and its assets are changed.
 */
@Tag(Browser.TAG)
class LiveReloadIT {

	@RegisterExtension
	static final Browser browser = new Browser();

	private static final Path DIRECTORY = Path.of("target", "application");

	private static final Path CLASSES = DIRECTORY.resolve("classes");

	private static final Path SITE = DIRECTORY.resolve("site");

	private static final Path CONTROLLER = Path.of("src/main/java/io/github/assetsboot/sample/livereload",
			"OrdersController.java");

	private static final String STATE = "return document.querySelector('[data-assets-live-reload]').dataset.state";

	private static SampleProcess application;

	private static int port;

	@BeforeAll
	static void start() throws IOException {
		FileSystemUtils.deleteRecursively(DIRECTORY);
		FileSystemUtils.copyRecursively(Path.of("target", "classes"), CLASSES);
		restoreSite();
		StringBuilder large = new StringBuilder(Files.readString(SITE.resolve("index.html")));
		large.insert(large.indexOf("</body>"), ("<!--" + "one of many lines ".repeat(500) + "-->\n").repeat(600));
		Files.writeString(SITE.resolve("large.html"), large);
		port = ViteServer.freePort();
		application = start(port);
	}

	private static SampleProcess start(int port, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("-cp", "classes" + File.pathSeparator + runtimeClassPath(),
				LiveReloadApplication.class.getName(), "--server.port=" + port, "--assets.directory=file:./site",
				"--spring.devtools.restart.poll-interval=300ms", "--spring.devtools.restart.quiet-period=200ms"));
		command.addAll(List.of(arguments));
		return SampleProcess.start(DIRECTORY, command.toArray(String[]::new));
	}

	private static String runtimeClassPath() throws IOException {
		return Files.readString(Path.of("target", "runtime.classpath"));
	}

	private static void restoreSite() throws IOException {
		FileSystemUtils.copyRecursively(Path.of("src", "test", "resources", "site"), SITE);
	}

	@AfterAll
	static void stop() throws InterruptedException {
		if (application != null) {
			application.close();
		}
	}

	@BeforeEach
	void forgetMessages() {
		browser.open("about:blank");
		browser.log();
	}

	@AfterEach
	void leavePage() {
		browser.open("about:blank");
	}

	private static void open(String path) {
		open(port, path);
	}

	/**
	 * Open a page, and mark it, so that it can be told from a page that is loaded again.
	 */
	private static void open(int port, String path) {
		browser.open("http://localhost:" + port + path);
		browser.run("window.marked = true");
	}

	private static boolean isMarked() {
		return Boolean.TRUE.equals(browser.run("return window.marked === true"));
	}

	private static void awaitTrue(String script) {
		await().until(() -> Boolean.TRUE.equals(browser.run(script)));
	}

	private static void replace(Path file, String text, String replacement) throws IOException {
		String content = Files.readString(file);
		assertThat(content).contains(text);
		Files.writeString(file, content.replace(text, replacement));
	}

	private static Object color() {
		return browser.run("return getComputedStyle(document.querySelector('h1')).color");
	}

	@Test
	void rebuiltAssetsReloadThePage() throws IOException {
		open("/");
		browser.awaitText("#version", "version 1");
		replace(SITE.resolve("js/app.js"), "version 1", "version 2");
		try {
			browser.awaitText("#version", "version 2");
			assertThat(isMarked()).isFalse();
		}
		finally {
			replace(SITE.resolve("js/app.js"), "version 2", "version 1");
		}
		browser.awaitText("#version", "version 1");
		assertThat(browser.log()).isEmpty();
	}

	@Test
	void changedStyleSheetIsExchangedWithoutReload() throws IOException {
		for (String page : List.of("/", "/orders")) {
			open(page);
			assertThat(color()).isEqualTo("rgb(1, 1, 1)");
			for (int i = 2; i < 5; i++) {
				String color = "rgb(" + i + ", 1, 1)";
				replace(SITE.resolve("css/base.css"), "rgb(" + (i - 1) + ", 1, 1)", color);
				await().untilAsserted(() -> assertThat(color()).isEqualTo(color));
			}
			replace(SITE.resolve("css/app.css"), "400", "300");
			await().untilAsserted(
					() -> assertThat(browser.run("return getComputedStyle(document.querySelector('h1')).fontWeight"))
						.isEqualTo("300"));
			assertThat(isMarked()).isTrue();
			awaitTrue("return document.querySelectorAll('link').length === 1");
			replace(SITE.resolve("css/app.css"), "300", "400");
			replace(SITE.resolve("css/base.css"), "rgb(4, 1, 1)", "rgb(1, 1, 1)");
			await().untilAsserted(() -> assertThat(color()).isEqualTo("rgb(1, 1, 1)"));
			assertThat(isMarked()).isTrue();
			assertThat(browser.log()).isEmpty();
		}
	}

	@Test
	void changedTemplateReloadsThePage() throws IOException {
		open("/orders");
		Path template = CLASSES.resolve("templates/orders.html");
		Object state = browser.run(STATE);
		int starts = starts();
		replace(template, "from a template", "from a changed template");
		try {
			browser.awaitText("#note", "from a changed template");
			assertThat(starts()).isEqualTo(starts);
			assertThat(browser.run(STATE).toString()).startsWith(state.toString().replaceFirst("\\..*", "."));
		}
		finally {
			replace(template, "from a changed template", "from a template");
		}
		browser.awaitText("#note", "from a template");
		assertThat(browser.log()).isEmpty();
	}

	private static int starts() {
		return application.output().split("Started LiveReloadApplication").length;
	}

	@Test
	void changedControllerRestartsTheApplicationAndReloadsThePage() throws IOException {
		open("/orders");
		browser.awaitHeading("Two orders");
		String source = Files.readString(CONTROLLER);
		compile(source.replace("Two orders", "Three orders"));
		try {
			await().atMost(Duration.ofSeconds(60)).until(() -> {
				Object heading = browser.run("return document.querySelector('h1')?.textContent ?? document.URL");
				assertThat(heading).as("the page while the application restarts").isIn("Two orders", "Three orders");
				return heading.equals("Three orders");
			});
		}
		finally {
			compile(source);
		}
		browser.awaitHeading("Two orders");
	}

	private static void compile(String source) throws IOException {
		Path file = DIRECTORY.resolve("source/OrdersController.java");
		Files.createDirectories(file.getParent());
		Files.writeString(file, source);
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-parameters", "-proc:none", "-cp", runtimeClassPath(), "-d", CLASSES.toString(),
					file.toString());
		assertThat(result).isZero();
	}

	@Test
	void pageThatIsGoneBackToShowsTheChange() throws IOException {
		open("/");
		browser.awaitText("#version", "version 1");
		browser.click("Orders");
		browser.awaitHeading("Two orders");
		replace(SITE.resolve("js/app.js"), "version 1", "version 3");
		try {
			browser.back();
			browser.awaitText("#version", "version 3");
		}
		finally {
			replace(SITE.resolve("js/app.js"), "version 3", "version 1");
		}
		browser.awaitText("#version", "version 1");
	}

	@Test
	void largePageIsReloaded() throws IOException {
		open("/large");
		browser.awaitText("#version", "version 1");
		assertThat((Long) browser.run("return document.documentElement.outerHTML.length")).isGreaterThan(5_000_000);
		replace(SITE.resolve("js/app.js"), "version 1", "version 4");
		try {
			browser.awaitText("#version", "version 4");
		}
		finally {
			replace(SITE.resolve("js/app.js"), "version 4", "version 1");
		}
		browser.awaitText("#version", "version 1");
	}

	/**
	 * The worker answers with a page that shows a former state, again and again.
	 */
	@Test
	void pageThatAServiceWorkerKeepsIsReloadedOnce() throws IOException {
		open("/");
		browser.awaitText("#version", "version 1");
		browser.run("const page = new Response(document.documentElement.outerHTML,"
				+ " { headers: { 'Content-Type': 'text/html' } });"
				+ " caches.open('pages').then((pages) => pages.put('/kept', page))"
				+ ".then(() => navigator.serviceWorker.register('/worker.js', { scope: '/kept' }))"
				+ ".then((registration) => window.registration = registration)");
		try {
			awaitTrue("return window.registration?.active?.state === 'activated'");
			open("/kept");
			replace(SITE.resolve("js/app.js"), "version 1", "version 7");
			browser.awaitText("#version", "version 7");
			await().during(Duration.ofSeconds(2))
				.until(() -> Boolean.TRUE
					.equals(browser.run("const same = window.same; window.same = true; return same")));
		}
		finally {
			// leaves the page that the worker keeps
			open("/orders");
			browser.run("caches.delete('pages').then(() => navigator.serviceWorker.getRegistrations())"
					+ ".then((all) => Promise.all(all.map((one) => one.unregister())))"
					+ ".then(() => window.removed = true)");
			awaitTrue("return window.removed === true");
			Files.writeString(SITE.resolve("js/app.js"),
					Files.readString(SITE.resolve("js/app.js")).replace("version 7", "version 1"));
			open("/");
			browser.awaitText("#version", "version 1");
		}
	}

	@Test
	void tenTabsLeaveConnectionsForOtherRequests() throws IOException {
		open("/");
		browser.run("window.tabs = [...Array(9)].map(() => window.open('/orders'))");
		try {
			awaitTrue("return window.tabs.every((tab) => tab.document.querySelector('h1') !== null)");
			browser.run("window.tabs.forEach((tab) => tab.marked = true)");
			browser.run(
					"fetch('/js/app.js?other', { cache: 'no-store' }).then((response) => window.other = response.status)");
			awaitTrue("return window.other === 200");
			replace(SITE.resolve("js/app.js"), "version 1", "version 5");
			awaitTrue("return window.tabs[8].marked !== true");
		}
		finally {
			browser.run("window.tabs.forEach((tab) => tab.close())");
			Files.writeString(SITE.resolve("js/app.js"),
					Files.readString(SITE.resolve("js/app.js")).replace("version 5", "version 1"));
		}
	}

	@Test
	void pageOfTheLogInReloadsThoughEverythingElseNeedsALogIn() throws Exception {
		int closedPort = ViteServer.freePort();
		try (SampleProcess closed = start(closedPort, "--sample.open=false",
				"--spring.devtools.restart.enabled=true")) {
			open(closedPort, "/orders");
			assertThat(browser.run("return location.pathname")).isEqualTo("/login");
			replace(SITE.resolve("js/app.js"), "version 1", "version 6");
			await().until(() -> !isMarked());
			replace(SITE.resolve("js/app.js"), "version 6", "version 1");
			assertThat(closed.output()).doesNotContain("ERROR");
		}
	}

}
