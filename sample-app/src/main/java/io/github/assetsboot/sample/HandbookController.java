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

import java.util.Objects;

import io.github.assetsboot.Assets;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Gives the handbook, which is a section of plain pages, a 404 page of its own. The
 * assets alone would answer for a page that is missing as they do everywhere in a
 * single-page app: with the app.
 *
 * @author the Assets for Spring Boot authors
 */
@RestController
@Profile("!site")
class HandbookController {

	private final Assets assets;

	HandbookController(Assets assets) {
		this.assets = assets;
	}

	@GetMapping("/handbook/**")
	ResponseEntity<Resource> page(HttpServletRequest request) {
		String path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication().value();
		boolean missing = Objects.equals(tag(path), tag("/"));
		return missing ? notFound() : this.assets.fetch(request);
	}

	/**
	 * The same tag is the same content; a redirect has none.
	 */
	private @Nullable String tag(String path) {
		return this.assets.fetch(path).getHeaders().getETag();
	}

	private ResponseEntity<Resource> notFound() {
		ResponseEntity<Resource> page = this.assets.fetch("/handbook/404");
		return ResponseEntity.status(HttpStatus.NOT_FOUND).headers(page.getHeaders()).body(page.getBody());
	}

}
