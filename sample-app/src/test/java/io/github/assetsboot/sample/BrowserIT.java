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

import io.github.assetsboot.testing.Browser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the single-page app in a browser.
 *
 * @author the Assets for Spring Boot authors
 */
@Tag(Browser.TAG)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class BrowserIT {

	@RegisterExtension
	static final Browser browser = new Browser();

	@LocalServerPort
	private int port;

	@Test
	void homePageShowsWhatTheApiAnswers() {
		open("/");
		browser.awaitHeading("One Spring Boot app, front end included");
		assertThat(browser.element(".lead a").getText()).matches("\\d+ notes");
		assertThat(browser.run("return document.styleSheets[0].cssRules.length > 0")).isEqualTo(true);
	}

	@Test
	void deepLinkIsThatPageOfTheApp() {
		open("/notes/2");
		browser.awaitHeading("Read RFC 9110");
		assertThat(browser.element(".text").getText()).startsWith("At least section 14");
	}

	@Test
	void linksAreFollowedInsideThePage() {
		open("/");
		browser.awaitHeading("One Spring Boot app, front end included");
		browser.run("window.loadedOnce = true");
		browser.click("Notes");
		browser.awaitHeading("Notes");
		browser.awaitUrl(url("/notes"));
		browser.click("Call the plumber");
		browser.awaitHeading("Call the plumber");
		browser.awaitUrl(url("/notes/3"));
		browser.back();
		browser.awaitHeading("Notes");
		assertThat(browser.run("return window.loadedOnce")).isEqualTo(true);
	}

	@Test
	void newNoteIsSentToTheApiAndShown() {
		open("/notes");
		browser.element("input[name=title]").sendKeys("Feed <b>the</b> cat");
		browser.element("textarea").sendKeys("Twice");
		browser.element("button").click();
		browser.awaitText(".notes", "Feed <b>the</b> cat");
		browser.click("Feed <b>the</b> cat");
		browser.awaitText(".text", "Twice");
	}

	@Test
	void unknownAddressIsThePagesOwnNotFound() {
		open("/no/such/page");
		browser.awaitHeading("No such page");
	}

	@Test
	void apiInTheAddressBarIsNotThePage() {
		open("/api/notes");
		browser.awaitText("body", "\"title\":\"Water the ficus\"");
	}

	@Test
	void oldAddressLeadsToTheDocumentation() {
		open("/docs");
		browser.awaitUrl(url("/api/docs/"));
		browser.awaitHeading("Notes API");
	}

	@Test
	void oldAddressLeadsToAPageOfTheApp() {
		open("/old-notes/1");
		browser.awaitUrl(url("/notes/1"));
		browser.awaitHeading("Water the ficus");
	}

	@Test
	void handbookIsLeftToTheServer() {
		open("/about");
		browser.awaitHeading("About");
		browser.click("Handbook");
		browser.awaitHeading("Handbook");
		browser.click("Install");
		browser.awaitHeading("Install");
		browser.awaitUrl(url("/handbook/install"));
	}

	@Test
	void handbookHasItsOwnNotFoundPage() {
		open("/handbook/upgrade");
		browser.awaitHeading("The handbook has no such page");
	}

	@Test
	void membersPageIsForMembers() {
		open("/members/");
		browser.awaitText("body", "Members only.");
		open("/members/?key=open");
		browser.awaitHeading("Welcome, member");
		open("/members/?key=open&name=Ada");
		browser.awaitHeading("Welcome, Ada");
	}

	private void open(String path) {
		browser.open(url(path));
	}

	private String url(String path) {
		return "http://localhost:" + this.port + path;
	}

}
