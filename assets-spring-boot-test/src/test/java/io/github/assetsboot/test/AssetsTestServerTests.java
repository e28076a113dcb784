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

package io.github.assetsboot.test;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssetsTest @AssetsTest} with a server.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@AssetsTest(directory = "src/test/resources/test-site")
class AssetsTestServerTests {

	@Autowired
	private AssetsTester assets;

	@Autowired
	private RestTestClient client;

	@Test
	void directoryOfTheTestIsServed() {
		assertThat(this.assets.get("/hello.txt")).servesFile("/hello.txt");
		assertThat(this.assets.get("/api/notes/7")).isHandledBy("NotesController#find");
		this.client.get().uri("/hello.txt").exchange().expectStatus().isOk();
		this.client.get().uri("/from").exchange().expectStatus().isNotFound();
	}

}
