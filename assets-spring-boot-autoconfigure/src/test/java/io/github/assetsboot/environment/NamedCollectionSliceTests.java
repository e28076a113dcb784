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

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.Assets;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Collections with a name in a {@code @WebMvcTest}.
 *
 * @author the Assets for Spring Boot authors
 */
@WebMvcTest(properties = { "assets.directory=classpath:/environment/", "assets.collections.admin.base-path=/admin",
		"assets.collections.admin.directory=" + FrontEnd.LOCATION,
		"assets.collections.admin.not-found-handling=single-page-application",
		"assets.collections.unbuilt.base-path=/unbuilt", "assets.collections.unbuilt.directory=/does/not/exist" })
@ContextConfiguration(classes = NamedCollectionSliceTests.Application.class)
class NamedCollectionSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void controllerIsGivenTheAssetsOfTheCollection() {
		assertThat(this.mvc.get().uri("/fetched")).hasStatusOk().hasBodyTextEqualTo("let a = 1");
		assertThat(this.mvc.get().uri("/link")).hasStatusOk().hasBodyTextEqualTo("/admin/app.js");
	}

	@Test
	void filterAndLastHandlerServeTheCollection() {
		assertThat(this.mvc.get().uri("/admin/app.js")).hasStatusOk().hasBodyTextEqualTo("let a = 1");
		assertThat(this.mvc.get().uri("/admin/deep/link")).hasStatusOk().hasBodyTextEqualTo("fallback page");
		assertThat(this.mvc.get().uri("/app.js")).hasStatus(404);
		assertThat(this.mvc.get().uri("/unbuilt/app.js")).hasStatus(404);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

	}

	@RestController
	static class Controller {

		private final Assets assets;

		private final AssetUrls urls;

		Controller(@Qualifier("admin") Assets assets, @Qualifier("admin") AssetUrls urls) {
			this.assets = assets;
			this.urls = urls;
		}

		@GetMapping("/fetched")
		ResponseEntity<Resource> fetched() {
			return this.assets.fetch("/admin/app.js");
		}

		@GetMapping("/link")
		String link() {
			return this.urls.url("/app.js");
		}

	}

}
