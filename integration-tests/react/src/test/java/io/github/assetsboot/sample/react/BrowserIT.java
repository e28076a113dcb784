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

package io.github.assetsboot.sample.react;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.NeedsNpm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.assetsboot.testing.SampleClient.header;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the React front end in a browser.
 *
 * @author the Assets for Spring Boot authors
 */
@NeedsNpm
class BrowserIT {

	@RegisterExtension
	static final RunningApplication application = new RunningApplication();

	@RegisterExtension
	static final Browser browser = new Browser();

	@AfterEach
	void logOut() {
		browser.deleteCookies();
	}

	@AfterEach
	void policyAllowsTheFrontEnd() {
		assertThat(browser.errors()).noneMatch((error) -> error.contains("Content Security Policy"));
	}

	@Test
	void pageHasAPolicy() {
		assertThat(header(application.client().get("/"), "Content-Security-Policy"))
			.isEqualTo("script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'");
	}

	@Test
	void frontEndIsOpenToStrangers() {
		browser.open(url("/"));
		browser.awaitHeading("A React front end");
		browser.awaitText(".user", "Not logged in.");
	}

	@Test
	void deepLinkLeadsThroughTheLoginToTheNote() {
		browser.open(url("/notes/2"));
		logIn();
		browser.awaitHeading("Return the ladder");
		browser.awaitUrl(url("/notes/2"));
		browser.reload();
		browser.awaitHeading("Return the ladder");
		browser.awaitText(".text", "Ring twice.");
	}

	@Test
	void linksAreFollowedInsideThePage() {
		browser.open(url("/"));
		browser.run("window.loadedOnce = true");
		browser.click("Notes");
		logIn();
		browser.awaitHeading("Notes");
		browser.click("Sharpen the pencils");
		browser.awaitHeading("Sharpen the pencils");
		browser.awaitUrl(url("/notes/1"));
		browser.back();
		browser.awaitHeading("Notes");
		assertThat(browser.run("return window.loadedOnce")).isEqualTo(true);
	}

	@Test
	void newNoteIsSentToTheApiAndShown() {
		browser.open(url("/notes"));
		logIn();
		browser.awaitHeading("Notes");
		browser.type("input[name=title]", "Wind the clock");
		browser.type("textarea", "Not too far.");
		browser.press("Add");
		browser.click("Wind the clock");
		browser.awaitText(".text", "Not too far.");
	}

	@Test
	void whoLogsOutIsAskedAgain() {
		browser.open(url("/notes"));
		logIn();
		browser.awaitHeading("Notes");
		browser.press("Log out");
		browser.awaitHeading("Log in");
		logIn();
		browser.awaitHeading("Notes");
	}

	private static void logIn() {
		browser.awaitHeading("Log in");
		browser.type("input[name=username]", "user");
		browser.type("input[name=password]", "password");
		browser.press("Log in");
	}

	private static String url(String path) {
		return "http://localhost:" + application.process().port() + path;
	}

}
