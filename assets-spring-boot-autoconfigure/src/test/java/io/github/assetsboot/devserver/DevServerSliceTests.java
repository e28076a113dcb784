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

package io.github.assetsboot.devserver;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@code @WebMvcTest} of an application that is configured for a development server
 * which does not run.
 *
 * @author the Assets for Spring Boot authors
 */
@WebMvcTest(properties = { "assets.dev-server.url=http://127.0.0.1:1", "assets.directory=/does/not/exist" })
@ContextConfiguration(classes = DevServerApplication.Application.class)
class DevServerSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void controllerAnswersAndTheServerIsMissedOnlyWhenItIsAsked() {
		assertThat(this.mvc.get().uri("/api/hello")).hasStatusOk().hasBodyTextEqualTo("hello");
		assertThat(this.mvc.get().uri("/src/main.js")).hasStatus(502);
		assertThat(this.mvc.get().uri("/fetched/a")).hasStatus(502);
	}

}
