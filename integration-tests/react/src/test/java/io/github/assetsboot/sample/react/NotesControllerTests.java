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

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Tests for the API alone, for which the front end needs not be built.
 *
 * @author the Assets for Spring Boot authors
 */
@SpringBootTest(properties = "assets.enabled=false")
@AutoConfigureMockMvc
class NotesControllerTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void strangersAreRefused() {
		assertThat(this.mvc.get().uri("/api/notes")).hasStatus(401);
	}

	@Test
	@WithMockUser
	void noteIsFound() {
		assertThat(this.mvc.get().uri("/api/notes/2")).hasStatusOk()
			.bodyJson()
			.extractingPath("title")
			.isEqualTo("Return the ladder");
	}

	@Test
	@WithMockUser
	void noteIsCreated() {
		assertThat(this.mvc.post()
			.uri("/api/notes")
			.with(csrf())
			.contentType("application/json")
			.content("{\"title\": \"Oil the hinges\", \"text\": \"\"}")).hasStatus(201);
	}

}
