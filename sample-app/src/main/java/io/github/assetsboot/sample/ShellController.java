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

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sends the pages of the application with the notes, for which they would ask next, and
 * with a banner. Each script of the page has a nonce. A script that somebody smuggled in
 * has none and does not run.
 *
 * @author the Assets for Spring Boot authors
 */
@RestController
@Profile("rewrite")
class ShellController {

	private final SecureRandom random = new SecureRandom();

	private final Assets assets;

	private final HtmlRewriter rewriter;

	private final NotesController notes;

	private final JsonMapper json;

	private final String banner;

	ShellController(Assets assets, HtmlRewriter rewriter, NotesController notes, JsonMapper json,
			@Value("${sample.banner}") String banner) {
		this.assets = assets;
		this.rewriter = rewriter;
		this.notes = notes;
		this.json = json;
		this.banner = banner;
	}

	@GetMapping("/**")
	ResponseEntity<Resource> page(HttpServletRequest request) {
		String nonce = nonce();
		String data = this.json.writeValueAsString(this.notes.list());
		ResponseEntity<Resource> page = this.rewriter
			.on("script, link[rel=modulepreload]", (element) -> element.setAttribute("nonce", nonce))
			.on("#notes", (script) -> script.setInnerContent(HtmlContent.json(data)))
			.on("#banner", (element) -> element.removeAttribute("hidden").setInnerContent(this.banner))
			.transform(this.assets, request);
		return ResponseEntity.status(page.getStatusCode())
			.headers(page.getHeaders())
			.headers((headers) -> headers.set("Content-Security-Policy",
					"default-src 'self'; script-src 'nonce-" + nonce
							+ "' 'strict-dynamic'; base-uri 'none'; object-src 'none'"))
			.headers((headers) -> headers.remove(HttpHeaders.ETAG))
			.cacheControl(CacheControl.noStore())
			.body(page.getBody());
	}

	private String nonce() {
		byte[] bytes = new byte[16];
		this.random.nextBytes(bytes);
		return Base64.getEncoder().encodeToString(bytes);
	}

}
