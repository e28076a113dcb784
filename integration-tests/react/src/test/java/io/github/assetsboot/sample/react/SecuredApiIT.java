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

import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.SampleClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.assetsboot.testing.SampleClient.header;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the API behind Spring Security, called as the front end calls it.
 *
 * @author the Assets for Spring Boot authors
 */
@NeedsNpm
class SecuredApiIT {

	private static final String NOTE = """
			{"title": "Oil the hinges", "text": ""}""";

	@RegisterExtension
	static final RunningApplication application = new RunningApplication();

	private SampleClient client;

	@BeforeEach
	void createClient() {
		this.client = application.clientKeepingCookies();
	}

	@Test
	void strangersAreRefusedAndNotRedirected() {
		assertThat(this.client.get("/api/notes").statusCode()).isEqualTo(401);
		assertThat(this.client.get("/api/notes/2", "Accept", "application/json").statusCode()).isEqualTo(401);
	}

	@Test
	void apiInTheAddressBarIsNotThePage() {
		HttpResponse<String> response = this.client.get("/api/notes", "Sec-Fetch-Mode", "navigate", "Accept",
				"text/html");
		assertThat(response.statusCode()).isEqualTo(401);
	}

	@Test
	void wrongPasswordIsRefused() {
		assertThat(logIn("wrong").statusCode()).isEqualTo(401);
		assertThat(this.client.get("/api/notes").statusCode()).isEqualTo(401);
	}

	@Test
	void whoIsLoggedInGetsTheNotes() {
		assertThat(logIn("password").statusCode()).isEqualTo(204);
		assertThat(this.client.get("/api/session").body()).isEqualTo("{\"name\":\"user\"}");
		HttpResponse<String> response = this.client.get("/api/notes/2");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("Return the ladder");
	}

	@Test
	void noteIsCreatedWithTheTokenOfTheCookie() {
		logIn("password");
		HttpResponse<String> created = this.client.post("/api/notes", NOTE, "X-XSRF-TOKEN", token());
		assertThat(created.statusCode()).isEqualTo(201);
		assertThat(this.client.get(header(created, "Location")).body()).isEqualTo(created.body());
	}

	@Test
	void noteWithoutTheTokenIsRefused() {
		logIn("password");
		assertThat(this.client.post("/api/notes", NOTE).statusCode()).isEqualTo(403);
	}

	@Test
	void whatTheApiDoesNotKnowIsNotThePage() {
		logIn("password");
		HttpResponse<String> response = this.client.get("/api/nope", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest",
				"empty", "Accept", "*/*");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).doesNotContain("<html");
		assertThat(this.client.get("/api/notes/999").statusCode()).isEqualTo(404);
	}

	@Test
	void whoLogsOutIsAStrangerAgain() {
		logIn("password");
		assertThat(this.client.post("/api/logout", "", "X-XSRF-TOKEN", token()).statusCode()).isEqualTo(200);
		assertThat(this.client.get("/api/notes").statusCode()).isEqualTo(401);
	}

	private HttpResponse<String> logIn(String password) {
		this.client.get("/api/session");
		return this.client.postForm("/api/login", "username=user&password=" + password, "X-XSRF-TOKEN", token());
	}

	private String token() {
		return this.client.cookie("XSRF-TOKEN");
	}

}
