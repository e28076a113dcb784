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

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.SampleClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import static io.github.assetsboot.testing.SampleClient.header;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the single-page app whose pages are rewritten, in a browser as well.
 *
 * @author the Assets for Spring Boot authors
 */
@Tag(Browser.TAG)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("rewrite")
class RewriteProfileTests {

	private static final Pattern NONCE = Pattern.compile("'nonce-([^']{22,})'");

	private static final Pattern SCRIPT = Pattern.compile("<script [^>]*>");

	@RegisterExtension
	static final Browser browser = new Browser();

	@LocalServerPort
	private int port;

	private SampleClient client;

	@BeforeEach
	void createClient() {
		this.client = new SampleClient(this.port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/notes", "/notes/2" })
	void everyScriptHasTheNonceOfThatResponse(String path) {
		HttpResponse<String> response = this.client.get(path, "If-None-Match", "*");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
		assertThat(response.headers().firstValue("ETag")).isEmpty();
		String nonce = nonce(response);
		List<String> scripts = SCRIPT.matcher(response.body()).results().map(MatchResult::group).toList();
		assertThat(scripts).hasSize(2).allMatch((script) -> script.contains(" nonce=\"" + nonce + "\""));
		assertThat(nonce(this.client.get(path))).isNotEqualTo(nonce);
	}

	private static String nonce(HttpResponse<String> response) {
		Matcher nonce = NONCE.matcher(header(response, "Content-Security-Policy"));
		assertThat(nonce.find()).isTrue();
		return nonce.group(1);
	}

	@Test
	void notesAreInThePageAndEndNoScript() {
		this.client.post("/api/notes", """
				{"title": "</script><script>alert(1)</script>", "text": "<!--"}""");
		assertThat(this.client.get("/").body()).contains("\"title\":\"Water the ficus\"")
			.contains("\"title\":\"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)")
			.doesNotContain("<script>");
	}

	@Test
	void bannerIsShown() {
		browser.open(url("/about"));
		browser.awaitHeading("About");
		browser.awaitText("#banner:not([hidden])", "Maintenance tonight from 22:00 to 23:00");
	}

	@Test
	void whatIsNoPageIsServedAsEver() {
		String page = this.client.get("/").body();
		Matcher stylesheet = Pattern.compile("/assets/style-[^\"]+").matcher(page);
		assertThat(stylesheet.find()).isTrue();
		HttpResponse<String> response = this.client.get(stylesheet.group());
		assertThat(header(response, "Cache-Control")).contains("immutable");
		assertThat(this.client.get("/api/notes").body()).startsWith("[{\"id\":1,");
	}

	@Test
	void pageShowsItsNotesWithoutAskingForThem() {
		browser.open(url("/notes"));
		browser.awaitHeading("Notes");
		browser.awaitText(".notes", "Water the ficus");
		assertThat(requestsForNotes()).isEqualTo(0L);
		browser.click("About");
		browser.awaitHeading("About");
		browser.click("Notes");
		browser.awaitHeading("Notes");
		assertThat(requestsForNotes()).isEqualTo(1L);
	}

	private static Object requestsForNotes() {
		return browser.run("return performance.getEntriesByType('resource')"
				+ ".filter((entry) => entry.name.endsWith('/api/notes')).length");
	}

	@Test
	void scriptWithoutTheNonceDoesNotRun() {
		browser.open(url("/"));
		browser.awaitHeading("One Spring Boot app, front end included");
		Object ran = browser.run("""
				const blocked = new Promise((resolve) => document.addEventListener("securitypolicyviolation",
						(event) => resolve(event.violatedDirective)));
				document.body.insertAdjacentHTML("beforeend", "<img src='/assets/x' onerror='window.smuggled = true'>");
				return Promise.race([blocked, new Promise((resolve) => setTimeout(() => resolve(null), 10000))]);
				""");
		assertThat(ran).asString().startsWith("script-src");
		assertThat(browser.run("return window.smuggled === undefined")).isEqualTo(true);
	}

	private String url(String path) {
		return "http://localhost:" + this.port + path;
	}

}
