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

import java.security.SecureRandom;
import java.util.Base64;

import io.github.assetsboot.Assets;
import io.github.assetsboot.html.HtmlContent;
import io.github.assetsboot.html.HtmlRewriter;
import jakarta.servlet.http.HttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sends the pages of the application with what they would ask for next, the notes, and
 * with a nonce that only scripts of the page have: one that was smuggled in does not run.
 *
 * @author the Assets for Spring Boot authors
 */
@RestController
@Profile("rewrite")
class ShellController {

	private final HtmlRewriter rewriter = HtmlRewriter.create();

	private final SecureRandom random = new SecureRandom();

	private final Assets assets;

	private final NotesController notes;

	private final JsonMapper json;

	ShellController(Assets assets, NotesController notes, JsonMapper json) {
		this.assets = assets;
		this.notes = notes;
		this.json = json;
	}

	@GetMapping("/**")
	ResponseEntity<Resource> page(HttpServletRequest request) {
		String nonce = nonce();
		ResponseEntity<Resource> page = this.rewriter
			.on("script, link[rel=modulepreload]", (element) -> element.setAttribute("nonce", nonce))
			.on("#notes",
					(script) -> script
						.setInnerContent(HtmlContent.json(this.json.writeValueAsString(this.notes.list()))))
			.transform(this.assets, request);
		return ResponseEntity.status(page.getStatusCode())
			.headers(page.getHeaders())
			.headers((headers) -> headers.set("Content-Security-Policy",
					"default-src 'self'; script-src 'nonce-" + nonce
							+ "' 'strict-dynamic'; base-uri 'none'; object-src 'none'"))
			.headers((headers) -> headers.setCacheControl(CacheControl.noStore()))
			.headers((headers) -> headers.remove(HttpHeaders.ETAG))
			.body(page.getBody());
	}

	private String nonce() {
		byte[] bytes = new byte[16];
		this.random.nextBytes(bytes);
		return Base64.getEncoder().encodeToString(bytes);
	}

}
