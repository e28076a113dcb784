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
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.testing.SampleClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static io.github.assetsboot.testing.SampleClient.contentType;
import static io.github.assetsboot.testing.SampleClient.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the single-page app, its API and the sections beside it.
 *
 * @author the Assets for Spring Boot authors
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SampleApplicationTests {

	private static final Pattern SCRIPT = Pattern.compile("<script type=\"module\"[^>]* src=\"([^\"]+)\">");

	@LocalServerPort
	private int port;

	private SampleClient client;

	@BeforeEach
	void createClient() {
		this.client = new SampleClient(this.port);
	}

	@Test
	void homePageIsTheShell() {
		HttpResponse<String> response = this.client.get("/");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(contentType(response)).isEqualTo("text/html;charset=utf-8");
		assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=0, must-revalidate");
		assertThat(header(response, "ETag")).matches("\"[0-9a-f]{32}\"");
		assertThat(response.body()).contains("<title>Assets sample</title>");
	}

	@Test
	void springBootDoesNotCreateItsWelcomePage(@Autowired ApplicationContext context) {
		assertThat(context.getBean("welcomePageHandlerMapping").getClass().getPackageName())
			.startsWith("io.github.assetsboot.");
	}

	@Test
	void knownTagIsAnsweredWithoutTheContent() {
		String tag = header(this.client.get("/"), "ETag");
		HttpResponse<String> response = this.client.get("/", "If-None-Match", tag);
		assertThat(response.statusCode()).isEqualTo(304);
		assertThat(response.body()).isEmpty();
	}

	@Test
	void partOfAFileIsServed() {
		String whole = this.client.get(script()).body();
		HttpResponse<String> response = this.client.get(script(), "Range", "bytes=2-9");
		assertThat(response.statusCode()).isEqualTo(206);
		assertThat(header(response, "Content-Range")).startsWith("bytes 2-9/");
		assertThat(response.body()).isEqualTo(whole.substring(2, 10));
	}

	@Test
	void fileIsCompressedForWhoAcceptsThat() {
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(header(this.client.get("/", "Accept-Encoding", "gzip"), "Content-Encoding"))
				.isEqualTo("gzip"));
	}

	@Test
	void endpointExplainsWhoAnswers() {
		HttpResponse<String> response = this.client.get("/actuator/assets/explain?path=/notes/2", "Accept",
				"application/json");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("/index.html");
	}

	@Test
	void scriptOfThePageIsServed() {
		HttpResponse<String> response = this.client.get(script());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(contentType(response)).isEqualTo("text/javascript;charset=utf-8");
		assertThat(response.body()).contains("startRouter(routes, show)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/notes", "/notes/2", "/about", "/no/such/page" })
	void deepLinkGetsThePage(String path) {
		String page = this.client.get("/").body();
		HttpResponse<String> navigation = this.client.get(path, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
				"document");
		assertThat(navigation.statusCode()).isEqualTo(200);
		assertThat(navigation.body()).isEqualTo(page);
		HttpResponse<String> plain = this.client.get(path);
		assertThat(plain.statusCode()).isEqualTo(200);
		assertThat(plain.body()).isEqualTo(page);
	}

	@Test
	void apiAnswersEvenWhenItsAddressIsTypedIntoABrowser() {
		HttpResponse<String> response = this.client.get("/api/notes", "Sec-Fetch-Mode", "navigate");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(contentType(response)).isEqualTo("application/json");
		assertThat(response.body()).startsWith("[{\"id\":1,");
		assertThat(response.headers().firstValue("Content-Security-Policy")).isEmpty();
	}

	@Test
	void newNoteIsFoundAtItsLocation() {
		HttpResponse<String> created = this.client.post("/api/notes", """
				{"title": "Buy bread", "text": "The dark one."}""");
		assertThat(created.statusCode()).isEqualTo(201);
		HttpResponse<String> found = this.client.get(header(created, "Location"));
		assertThat(found.statusCode()).isEqualTo(200);
		assertThat(found.body()).isEqualTo(created.body()).contains("\"Buy bread\"");
	}

	@Test
	void noteWithoutTitleIsRefused() {
		assertThat(this.client.post("/api/notes", "{}").statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/nope", "/api/notes/999" })
	void whatTheApiDoesNotKnowIsTheApplicationsOwnNotFound(String path) {
		HttpResponse<String> response = this.client.get(path, "Accept", "application/json");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(contentType(response)).isEqualTo("application/json");
		HttpResponse<String> navigation = this.client.get(path, "Sec-Fetch-Mode", "navigate", "Accept", "text/html");
		assertThat(navigation.statusCode()).isEqualTo(404);
		assertThat(navigation.body()).doesNotContain("<title>Assets sample</title>");
	}

	@Test
	void documentationUnderTheApiIsAFile() {
		HttpResponse<String> response = this.client.get("/api/docs/");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("<h1>Notes API</h1>");
		HttpResponse<String> description = this.client.get("/api/docs/openapi.json");
		assertThat(description.statusCode()).isEqualTo(200);
		assertThat(contentType(description)).isEqualTo("application/json");
	}

	@ParameterizedTest
	@CsvSource({ "/index.html, /", "/api/docs/index.html, /api/docs/", "/handbook, /handbook/",
			"/handbook/install.html, /handbook/install", "/%61ssets/../handbook, /handbook/" })
	void pageHasOneAddress(String path, String location) {
		HttpResponse<String> response = this.client.get(path);
		assertThat(response.statusCode()).isEqualTo(307);
		assertThat(header(response, "Location")).isEqualTo(location);
	}

	@ParameterizedTest
	@CsvSource({ "/docs, 301, /api/docs/", "/docs?from=mail, 301, /api/docs/?from=mail", "/note/2, 301, /notes/2",
			"/old-notes/2, 302, /notes/2", "/handbook/setup, 301, /handbook/install" })
	void oldAddressIsRedirected(String path, int status, String location) {
		HttpResponse<String> response = this.client.get(path);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(header(response, "Location")).isEqualTo(location);
	}

	@Test
	void headerRulesApplyToWhatTheAssetsAnswer() {
		assertThat(header(this.client.get("/"), "X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(header(this.client.get("/docs"), "X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(header(this.client.get("/handbook/"), "Cache-Control")).isEqualTo("public, max-age=300");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/_headers", "/_redirects" })
	void ruleFilesAreNeverServed(String path) {
		assertThat(this.client.get(path).body()).contains("<title>Assets sample</title>");
	}

	@Test
	void membersPageIsRefusedToStrangers() {
		HttpResponse<String> response = this.client.get("/members/");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.body()).startsWith("Members only.");
	}

	@ParameterizedTest
	@CsvSource({ "/members, /members/", "//members/, /members/", "/%6Dembers/, /members/" })
	void membersPageHasNoWayRoundTheCheck(String path, String location) {
		HttpResponse<String> response = this.client.get("http://localhost:" + this.port + path);
		assertThat(response.statusCode()).isEqualTo(307);
		assertThat(header(response, "Location")).isEqualTo(location);
	}

	@Test
	void membersPageIsServedToMembers() {
		HttpResponse<String> response = this.client.get("/members/?key=open");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(contentType(response)).isEqualTo("text/html;charset=utf-8");
		assertThat(header(response, "Cache-Control")).isEqualTo("private, no-cache");
		assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
		assertThat(response.body()).contains("<h1>Welcome, member</h1>");
		assertThat(this.client.get("/members/", "Cookie", "member=yes").body()).isEqualTo(response.body());
		assertThat(this.client.get("/members/", "X-Member", "yes").body()).isEqualTo(response.body());
	}

	@Test
	void membersPageGreetsByName() {
		HttpResponse<String> response = this.client.get("/members/?key=open&name=Ada%20%3Cb%3E");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("<h1>Welcome, Ada &lt;b&gt;</h1>", "<title>Members: Ada &lt;b&gt;</title>",
				"<a href=\"/members/?key=open&amp;name=Ada%20%3Cb%3E\">", "<a href=\"/\">");
		assertThat(header(response, "Cache-Control")).isEqualTo("private, no-cache");
		String tag = header(response, "ETag");
		assertThat(this.client.get("/members/?key=open&name=Ada%20%3Cb%3E", "If-None-Match", tag).statusCode())
			.isEqualTo(304);
		assertThat(this.client.get("/members/?key=open&name=Bob", "If-None-Match", tag).body())
			.contains("<h1>Welcome, Bob</h1>");
	}

	@Test
	void membersPageIsNotSentTwiceToWhoHasIt() {
		String tag = header(this.client.get("/members/", "X-Member", "yes"), "ETag");
		HttpResponse<String> response = this.client.get("/members/", "X-Member", "yes", "If-None-Match", tag);
		assertThat(response.statusCode()).isEqualTo(304);
	}

	@Test
	void handbookIsPages() {
		assertThat(this.client.get("/handbook/").body()).contains("<h1>Handbook</h1>");
		assertThat(this.client.get("/handbook/install").body()).contains("<h1>Install</h1>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/handbook/upgrade", "/handbook/deep/er", "/handbook/upgrade?x=%5B" })
	void handbookHasItsOwnNotFoundPage(String path) {
		HttpResponse<String> response = this.client.get(path, "Sec-Fetch-Mode", "navigate");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(contentType(response)).isEqualTo("text/html;charset=utf-8");
		assertThat(response.body()).contains("<h1>The handbook has no such page</h1>");
	}

	@Test
	void headTellsWhatGetWouldSend() {
		HttpResponse<String> response = this.client.head("/");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "ETag")).isEqualTo(header(this.client.get("/"), "ETag"));
		assertThat(response.body()).isEmpty();
	}

	@Test
	void assetsAreOnlyRead() {
		HttpResponse<String> response = this.client.post(script(), "{}");
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
	}

	@ParameterizedTest
	@ValueSource(strings = { "script", "style", "image", "empty" })
	void missingFileIsNotThePage(String destination) {
		HttpResponse<String> response = this.client.get("/assets/app-00000000.js", "Sec-Fetch-Dest", destination);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
		assertThat(response.body()).doesNotContain("<title>Assets sample</title>");
	}

	private String script() {
		Matcher script = SCRIPT.matcher(this.client.get("/").body());
		assertThat(script.find()).isTrue();
		return script.group(1);
	}

}
