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
import org.springframework.test.context.ActiveProfiles;

/**
 * Tests for the generated site in a browser.
 *
 * @author the Assets for Spring Boot authors
 */
@Tag(Browser.TAG)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("site")
class SiteBrowserIT {

	@RegisterExtension
	static final Browser browser = new Browser();

	@LocalServerPort
	private int port;

	@Test
	void linksLeadFromPageToPage() {
		open("/");
		browser.awaitHeading("Paper Boats");
		browser.click("Guide");
		browser.awaitUrl(url("/guide/"));
		browser.click("Set up a workbench");
		browser.awaitUrl(url("/guide/install"));
		browser.awaitHeading("Set up a workbench");
	}

	@Test
	void missingPageIsTheSitesOwn() {
		open("/guide/nope");
		browser.awaitHeading("No such page");
		browser.click("Back to the shore");
		browser.awaitHeading("Paper Boats");
	}

	@Test
	void missingPostIsTheBlogsOwn() {
		open("/blog/2026/nope");
		browser.awaitHeading("No such post");
		browser.click("All posts");
		browser.awaitUrl(url("/blog/"));
	}

	@Test
	void extensionInTheAddressBarGoesAway() {
		open("/guide/install.html");
		browser.awaitUrl(url("/guide/install"));
		browser.awaitHeading("Set up a workbench");
	}

	@Test
	void oldAddressIsRedirected() {
		open("/archive/2026/hello");
		browser.awaitUrl(url("/blog/2026/hello"));
		browser.awaitHeading("Hello");
	}

	private void open(String path) {
		browser.open(url(path));
	}

	private String url(String path) {
		return "http://localhost:" + this.port + path;
	}

}
