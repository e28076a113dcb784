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

import java.net.http.HttpResponse;
import java.util.List;

import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.SampleClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.assetsboot.testing.SampleClient.contentType;
import static io.github.assetsboot.testing.SampleClient.header;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what Spring Security, Actuator and DevTools leave of the front end's answers.
 *
 * @author the Assets for Spring Boot authors
 */
@NeedsNpm
class ServedFrontEndIT {

	private static final String[] ADDRESS_BAR = { "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document", "Accept",
			"text/html,*/*;q=0.8" };

	private static final String[] SCRIPT = { "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "script" };

	@RegisterExtension
	static final RunningApplication application = new RunningApplication();

	private SampleClient client;

	@BeforeEach
	void createClient() {
		this.client = application.client();
	}

	@Test
	void pageIsAskedForAgainEachTime() {
		HttpResponse<String> response = this.client.get("/", ADDRESS_BAR);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(contentType(response)).isEqualTo("text/html;charset=utf-8");
		assertThat(response.headers().allValues("Cache-Control")).containsExactly("public, max-age=0, must-revalidate");
		assertThat(this.client.get("/", "If-None-Match", header(response, "ETag")).statusCode()).isEqualTo(304);
	}

	@Test
	void fingerprintedFilesAreKeptForever() {
		BuiltPage page = BuiltPage.get(this.client);
		for (String path : List.of(page.script(), page.style(), page.chunk(this.client))) {
			HttpResponse<String> response = this.client.get(path, SCRIPT);
			assertThat(response.statusCode()).as(path).isEqualTo(200);
			assertThat(contentType(response)).as(path).startsWith("text/").doesNotContain("html");
			assertThat(response.headers().allValues("Cache-Control")).as(path)
				.containsExactly("public, max-age=31536000, immutable");
			assertThat(response.headers().map()).as(path).doesNotContainKeys("pragma", "expires");
			assertThat(header(response, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
		}
	}

	@Test
	void deepLinkTypedIntoTheAddressBarIsThePage() {
		String page = this.client.get("/").body();
		HttpResponse<String> response = this.client.get("/notes/2", ADDRESS_BAR);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(page);
		assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=0, must-revalidate");
		assertThat(this.client.get("/notes/2").body()).as("without Sec-Fetch fields").isEqualTo(page);
	}

	@Test
	void missingScriptIsNotThePage() {
		HttpResponse<String> response = this.client.get("/assets/index-00000000.js", SCRIPT);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
		assertThat(response.body()).doesNotContain("<html");
	}

	@Test
	void healthIsNotThePage() {
		HttpResponse<String> response = this.client.get("/actuator/health", ADDRESS_BAR);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("\"status\":\"UP\"");
	}

	@Test
	void pagesAndFilesComeWithoutCookies() {
		BuiltPage page = BuiltPage.get(this.client);
		for (String path : List.of("/", "/notes/2", "/icon.svg", "/assets/nope.js", page.script(), page.style(),
				page.chunk(this.client))) {
			assertThat(this.client.get(path, SCRIPT).headers().map()).as(path).doesNotContainKey("set-cookie");
		}
	}

	@Test
	void noSessionIsStartedForWhoIsNotLoggedIn() {
		for (String path : List.of("/notes/2", "/assets/index-00000000.js", "/api/notes", "/actuator/health")) {
			HttpResponse<String> response = this.client.get(path, SCRIPT);
			assertThat(response.headers().allValues("Set-Cookie")).as(path)
				.allMatch((cookie) -> cookie.startsWith("XSRF-TOKEN="));
		}
	}

}
