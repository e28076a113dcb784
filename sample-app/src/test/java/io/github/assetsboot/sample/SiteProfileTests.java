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

import io.github.assetsboot.testing.SampleClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import static io.github.assetsboot.testing.SampleClient.contentType;
import static io.github.assetsboot.testing.SampleClient.header;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the generated site.
 *
 * @author the Assets for Spring Boot authors
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("site")
class SiteProfileTests {

	@LocalServerPort
	private int port;

	private SampleClient client;

	@BeforeEach
	void createClient() {
		this.client = new SampleClient(this.port);
	}

	@ParameterizedTest
	@CsvSource({ "/, Paper Boats", "/guide/, Guide", "/guide/install, Set up a workbench", "/blog/, Blog",
			"/blog/2026/hello, Hello" })
	void pageIsServedWithoutItsExtension(String path, String heading) {
		HttpResponse<String> response = this.client.get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(contentType(response)).isEqualTo("text/html;charset=utf-8");
		assertThat(response.body()).contains("<h1>" + heading + "</h1>");
	}

	@ParameterizedTest
	@CsvSource({ "/guide, /guide/", "/guide/install.html, /guide/install", "/guide/install/, /guide/install",
			"/blog/index.html, /blog/" })
	void pageHasOneAddress(String path, String location) {
		HttpResponse<String> response = this.client.get(path);
		assertThat(response.statusCode()).isEqualTo(307);
		assertThat(header(response, "Location")).isEqualTo(location);
	}

	@ParameterizedTest
	@CsvSource({ "/nope, No such page", "/guide/nope, No such page", "/assets/nope.css, No such page",
			"/blog/nope, No such post", "/blog/2026/nope, No such post", "/blog/1999/12/nope, No such post" })
	void missingPageGetsTheNearestNotFoundPage(String path, String heading) {
		for (String[] fields : new String[][] { { "Sec-Fetch-Dest", "document" }, { "Accept", "text/html" } }) {
			HttpResponse<String> response = this.client.get(path, fields);
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(contentType(response)).isEqualTo("text/html;charset=utf-8");
			assertThat(response.body()).contains("<h1>" + heading + "</h1>");
		}
	}

	@Test
	void missingStyleSheetGetsNoPage() {
		HttpResponse<String> response = this.client.get("/assets/nope.css", "Sec-Fetch-Dest", "style");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).doesNotContain("<h1>No such page</h1>");
	}

	@ParameterizedTest
	@CsvSource({ "/install, 301, /guide/install", "/news/2026/hello, 308, /blog/2026/hello",
			"/archive/2026/hello?a=b, 301, /blog/2026/hello?a=b" })
	void oldAddressIsRedirected(String path, int status, String location) {
		HttpResponse<String> response = this.client.get(path);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(header(response, "Location")).isEqualTo(location);
	}

	@Test
	void latestPostIsServedUnderAnAddressOfItsOwn() {
		HttpResponse<String> response = this.client.get("/latest");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("<h1>Hello</h1>");
	}

	@Test
	void headerRulesApply() {
		HttpResponse<String> home = this.client.get("/");
		assertThat(header(home, "X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(header(home, "X-Robots-Tag")).isEqualTo("noindex");
		HttpResponse<String> post = this.client.get("/blog/2026/hello");
		assertThat(header(post, "X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(header(post, "X-Robots-Tag")).isEmpty();
		assertThat(header(post, "X-Blog-Year")).isEqualTo("2026");
		assertThat(header(this.client.get("/nope"), "X-Robots-Tag")).isEqualTo("noindex");
		assertThat(header(this.client.get("/install"), "X-Robots-Tag")).isEqualTo("noindex");
	}

	@Test
	void ruleFilesAreNeverServed() {
		assertThat(this.client.get("/_headers").statusCode()).isEqualTo(404);
		assertThat(this.client.get("/_redirects").statusCode()).isEqualTo(404);
	}

	@Test
	void apiIsStillTheControllers() {
		HttpResponse<String> response = this.client.get("/api/notes", "Sec-Fetch-Mode", "navigate");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(contentType(response)).isEqualTo("application/json");
	}

}
