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

package io.github.assetsboot.environment;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The assets in a {@code @WebMvcTest}.
 *
 * @author the Assets for Spring Boot authors
 */
@WebMvcTest(properties = { FrontEnd.DIRECTORY_PROPERTY, FrontEnd.SPA_PROPERTY })
@ContextConfiguration(classes = FetchingApplication.class)
class WebMvcSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void controllerIsGivenTheAssets() {
		assertThat(this.mvc.get().uri("/fetched")).hasStatusOk()
			.hasHeader("X-Rule", "1")
			.hasBodyTextEqualTo("let a = 1");
	}

	@Test
	void filterAndLastHandlerTakePart() {
		assertThat(this.mvc.get().uri("/app.js")).hasStatusOk().hasBodyTextEqualTo("let a = 1");
		assertThat(this.mvc.get().uri("/deep/link")).hasStatusOk().hasBodyTextEqualTo("fallback page");
		assertThat(this.mvc.get().uri("/hello")).hasStatusOk().hasBodyTextEqualTo("hello");
	}

}
