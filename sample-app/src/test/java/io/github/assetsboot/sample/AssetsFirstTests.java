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
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the sample without its list of Worker-first paths, as an application starts
 * out: what is no file goes to the controllers, and comes back to the assets when none of
 * them takes it.
 *
 * @author the Assets for Spring Boot authors
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "assets.run-worker-first=false")
class AssetsFirstTests {

	@LocalServerPort
	private int port;

	private SampleClient client;

	@BeforeEach
	void createClient() {
		this.client = new SampleClient(this.port);
	}

	@Test
	void apiIsTheControllers() {
		HttpResponse<String> response = this.client.get("/api/notes");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).startsWith("[{\"id\":1,");
	}

	@Test
	void deepLinkGetsThePageWithoutFetchMetadata() {
		HttpResponse<String> response = this.client.get("/notes/2");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("<title>Assets sample</title>");
		assertThat(this.client.get("/notes/2", "Sec-Fetch-Mode", "navigate").body()).isEqualTo(response.body());
	}

	@ParameterizedTest
	@ValueSource(strings = { "script", "style", "font", "image", "worker" })
	void missingFileOfAnEarlierBuildIsNotThePage(String destination) {
		HttpResponse<String> response = this.client.get("/assets/app-00000000.js", "Sec-Fetch-Mode", "no-cors",
				"Sec-Fetch-Dest", destination);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(response.body()).doesNotContain("<title>Assets sample</title>");
	}

	@Test
	void fileForMembersIsEverybodys() {
		assertThat(this.client.get("/members/").statusCode()).isEqualTo(200);
	}

}
