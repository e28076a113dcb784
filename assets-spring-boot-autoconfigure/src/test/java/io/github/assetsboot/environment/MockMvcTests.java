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

import io.github.assetsboot.servlet.AssetsFilter;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole application behind {@code MockMvc}.
 *
 * @author the Assets for Spring Boot authors
 */
@SpringBootTest(classes = FetchingApplication.class,
		properties = { FrontEnd.DIRECTORY_PROPERTY, FrontEnd.SPA_PROPERTY })
@AutoConfigureMockMvc
class MockMvcTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void filterTakesPart() {
		assertThat(this.mvc.get().uri("/app.js")).hasStatusOk()
			.hasHeader("X-Rule", "1")
			.hasHeader("Cache-Control", "public, max-age=0, must-revalidate")
			.hasBodyTextEqualTo("let a = 1");
		assertThat(this.mvc.get().uri("/page.html?x")).hasStatus(307).hasHeader("Location", "/page?x");
		assertThat(this.mvc.post().uri("/app.js")).hasStatus(405);
	}

	@Test
	void fallbackPageAnswersDocumentsThatNoHandlerTakes() {
		assertThat(this.mvc.get().uri("/deep/link").header("Sec-Fetch-Mode", "navigate")).hasStatusOk()
			.hasBodyTextEqualTo("fallback page");
		assertThat(this.mvc.get().uri("/deep/link")).hasStatusOk().hasBodyTextEqualTo("fallback page");
		assertThat(this.mvc.get().uri("/gone.js").header("Sec-Fetch-Dest", "script")).hasStatus(404)
			.hasHeader("Cache-Control", "no-store");
		assertThat(this.mvc.get().uri("/deep/link").header("Accept", "application/json")).hasStatus(404);
		assertThat(this.mvc.post().uri("/deep/link")).hasStatus(404);
		assertThat(this.mvc.options().uri("/app.js")).hasStatusOk().hasHeader("Allow", "GET, HEAD, OPTIONS");
	}

	@Test
	void controllersAnswer() {
		assertThat(this.mvc.get().uri("/hello")).hasStatusOk().hasBodyTextEqualTo("hello");
		assertThat(this.mvc.get().uri("/fetched")).hasStatusOk()
			.hasHeader("X-Rule", "1")
			.hasBodyTextEqualTo("let a = 1");
	}

	@Test
	void contextPathOfTheRequestIsPutBack() {
		assertThat(this.mvc.get().uri("/shop/page.html").contextPath("/shop")).hasHeader("Location", "/shop/page");
	}

	@Test
	void testerMadeByHandNeedsTheFilter(@Autowired WebApplicationContext context,
			@Autowired FilterRegistrationBean<AssetsFilter> registration) {
		MockMvcTester tester = MockMvcTester.from(context,
				(builder) -> builder.addFilters(registration.getFilter()).build());
		assertThat(tester.get().uri("/app.js")).hasBodyTextEqualTo("let a = 1");
		assertThat(tester.get().uri("/hello")).hasBodyTextEqualTo("hello");
		assertThat(tester.get().uri("/deep/link")).hasBodyTextEqualTo("fallback page");
	}

}
