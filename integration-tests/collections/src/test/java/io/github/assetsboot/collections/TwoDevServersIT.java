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

package io.github.assetsboot.collections;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.NpmProject;
import io.github.assetsboot.testing.PortGate;
import io.github.assetsboot.testing.SampleClient;
import io.github.assetsboot.testing.SampleProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two development servers of Vite behind one application, which starts and ends them. The
 * browser reaches the port of the application and no other.
 */
@TestInstance(Lifecycle.PER_CLASS)
@NeedsNpm
class TwoDevServersIT {

	private static final Duration START = Duration.ofSeconds(90);

	private static final Duration UPDATE = Duration.ofSeconds(30);

	private static final String BEFORE = "Written before";

	private static final String AFTER = "Written after";

	private static final String COMPONENT = "src/views/Home.vue";

	private final PortGate gate = new PortGate();

	@RegisterExtension
	final Browser browser = new Browser(this.gate.browserArguments());

	private NpmProject shop;

	private NpmProject admin;

	private SampleProcess application;

	@BeforeAll
	void start() throws IOException {
		Path directory = Path.of("target", "applications", "dev-servers");
		this.shop = GuideApplication.install("vue", "shop", directory.resolve("shop"));
		this.admin = GuideApplication.install("vue", "admin", directory.resolve("admin"));
		this.application = GuideApplication.start("Develop several front ends", directory);
		this.gate.open(this.application.port());
		awaitPage("/");
		awaitPage("/admin/");
	}

	private void awaitPage(String path) {
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
	 * The application ends both tools and all that they have started.
	 */
	@AfterAll
	void stop() throws IOException, InterruptedException {
		this.gate.close();
		if (this.application != null) {
			List<ProcessHandle> processes = this.application.descendants();
			assertThat(processes).hasSizeGreaterThan(1);
			this.application.close();
			await().atMost(UPDATE).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
		}
	}

	@AfterEach
	void leavePage() {
		if (this.application != null) {
			this.browser.open("about:blank");
			assertThat(this.gate.refused()).as("other ports that the page asked for").isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "/, Shop, Hello from the shop", "/admin/, Office, Hello from the office" })
	void pageOfEachIsShownWithItsApi(String path, String heading, String greeting) {
		this.browser.errors();
		open(path, heading);
		this.browser.awaitText("#text", BEFORE);
		this.browser.awaitText("#greeting", greeting);
		this.browser.open(url(path + "notes/7"));
		this.browser.awaitHeading("Note 7");
		this.browser.reload();
		this.browser.awaitHeading("Note 7");
		assertThat(this.browser.errors()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "/, Shop, /admin/, Office", "/admin/, Office, /, Shop" })
	void changedComponentShowsInItsOwnFrontEnd(String path, String heading, String otherPath, String otherHeading)
			throws IOException {
		NpmProject project = path.equals("/") ? this.shop : this.admin;
		open(path, heading);
		this.browser.element("#count").click();
		this.browser.awaitText("#count", "Count 1");
		this.browser.run("window.loadedOnce = true");
		project.replace(COMPONENT, BEFORE, AFTER);
		try {
			this.browser.awaitText("#text", AFTER);
			assertThat(this.browser.run("return window.loadedOnce")).isEqualTo(true);
			open(otherPath, otherHeading);
			this.browser.awaitText("#text", BEFORE);
		}
		finally {
			project.replace(COMPONENT, AFTER, BEFORE);
		}
		open(path, heading);
		this.browser.awaitText("#text", BEFORE);
	}

	/**
	 * Vite loads a page again when it has found packages.
	 */
	private void open(String path, String heading) {
		await().atMost(START).ignoreExceptions().untilAsserted(() -> {
			this.browser.open(url(path));
			this.browser.awaitHeading(heading);
		});
	}

	private String url(String path) {
		return "http://localhost:" + this.application.port() + path;
	}

}
