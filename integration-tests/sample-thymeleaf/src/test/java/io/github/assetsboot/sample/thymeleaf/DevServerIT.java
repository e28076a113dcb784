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

package io.github.assetsboot.sample.thymeleaf;

import java.io.IOException;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.SampleProcess;
import io.github.assetsboot.testing.ViteServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same pages while the front end is being written, with Vite's development server.
 *
 * @author the Assets for Spring Boot authors
 */
@NeedsNpm
class DevServerIT {

	@RegisterExtension
	static final RunningApplication builtApplication = new RunningApplication();

	@RegisterExtension
	static final Browser browser = new Browser();

	private static ViteServer vite;

	private static SampleProcess application;

	/**
	 * Not before all tests: without npm there is nothing to start.
	 */
	@BeforeEach
	void start() throws IOException {
		if (vite == null) {
			int port = ViteServer.freePort();
			vite = ViteServer.start(builtApplication.frontEnd().directory(), port);
			application = builtApplication.startAnother("--spring.profiles.active=dev",
					"--assets.dev-server.url=http://localhost:" + port);
		}
		browser.open("about:blank");
		browser.log();
	}

	/**
	 * A page that is left open would go on asking.
	 */
	@AfterEach
	void leavePage() {
		browser.open("about:blank");
	}

	@AfterAll
	static void stop() throws InterruptedException {
		if (application != null) {
			application.close();
		}
		if (vite != null) {
			vite.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "/,Thymeleaf", "/early,Thymeleaf", "/mustache,Mustache" })
	void samePageLoadsItsEntriesFromVite(String page, String heading) {
		browser.open(url(page));
		browser.awaitHeading(heading);
		browser.awaitText("#greeting", "Hello from Vite");
		browser.awaitText("#today", "Loaded in 2");
		browser.awaitText("#title", "Hello from React");
		browser.press("Count");
		browser.awaitText("#count", "1");
		assertThat(browser.run("return getComputedStyle(document.querySelector('#greeting')).color"))
			.isEqualTo("rgb(0, 100, 0)");
		assertThat(browser.run("return document.querySelector('#logo').naturalWidth > 0")).isEqualTo(true);
		assertThat(browser.run("return [...document.scripts].map((script) => script.getAttribute('src')).join()"))
			.isEqualTo("/@vite/client,,/src/main.ts,/src/island.tsx,/js/page.js");
		assertThat(browser.log()).noneMatch((message) -> message.contains("404") || message.contains("Uncaught"));
	}

	/**
	 * Its state would be lost if the page was loaded again.
	 */
	@Test
	void changedComponentOfReactShowsAndKeepsItsState() throws IOException {
		browser.open(url("/"));
		browser.awaitText("#title", "Hello from React");
		browser.press("Add");
		browser.awaitText("#notes", "1 notes");
		builtApplication.frontEnd().replace("src/Board.tsx", "{notes} notes", "{notes} changed notes");
		try {
			browser.awaitText("#notes", "1 changed notes");
		}
		finally {
			builtApplication.frontEnd().replace("src/Board.tsx", "{notes} changed notes", "{notes} notes");
		}
		browser.awaitText("#notes", "1 notes");
	}

	@Test
	void changedModuleAndStyleShow() throws IOException {
		browser.open(url("/mustache"));
		browser.awaitText("#greeting", "Hello from Vite");
		builtApplication.frontEnd().replace("src/greeting.ts", "Hello from", "Changed by");
		try {
			browser.awaitText("#greeting", "Changed by Vite");
		}
		finally {
			builtApplication.frontEnd().replace("src/greeting.ts", "Changed by", "Hello from");
		}
		browser.awaitText("#greeting", "Hello from Vite");
	}

	private static String url(String path) {
		return "http://localhost:" + application.port() + path;
	}

}
