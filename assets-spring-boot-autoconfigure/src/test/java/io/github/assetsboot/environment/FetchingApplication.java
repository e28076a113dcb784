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

import io.github.assetsboot.Assets;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application with a controller that uses the assets.
 *
 * @author the Assets for Spring Boot authors
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(FetchingApplication.AssetsController.class)
class FetchingApplication {

	@RestController
	static class AssetsController {

		private final Assets assets;

		AssetsController(Assets assets) {
			this.assets = assets;
		}

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

		@GetMapping("/fetched")
		ResponseEntity<Resource> fetched() {
			return this.assets.fetch("/app.js");
		}

		@GetMapping("/fetched-redirect")
		ResponseEntity<Resource> fetchedRedirect() {
			return this.assets.fetch("/page.html");
		}

		@GetMapping("/folder/**")
		ResponseEntity<Resource> folder(HttpServletRequest request) {
			return this.assets.fetch(request);
		}

	}

}
