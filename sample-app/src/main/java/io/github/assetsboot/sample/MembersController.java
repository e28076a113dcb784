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

import io.github.assetsboot.Assets;
import io.github.assetsboot.html.HtmlRewriter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets members see the files under {@code /members}: checks the request, then defers to
 * the assets. The check is an example for one of your own. An application with Spring
 * Security needs none.
 * <p>
 * A line of {@code assets.run-worker-first} sends the request here although there is a
 * file for it.
 *
 * @author the Assets for Spring Boot authors
 */
@RestController
@Profile("!site")
class MembersController {

	private final Assets assets;

	private final HtmlRewriter rewriter;

	MembersController(Assets assets, HtmlRewriter rewriter) {
		this.assets = assets;
		this.rewriter = rewriter;
	}

	@GetMapping("/members/**")
	ResponseEntity<?> page(HttpServletRequest request, @RequestParam @Nullable String key,
			@RequestParam @Nullable String name, @CookieValue @Nullable String member,
			@RequestHeader(name = "X-Member") @Nullable String memberHeader) {
		if ("open".equals(key) || "yes".equals(member) || "yes".equals(memberHeader)) {
			return (name != null) ? greet(name, request) : this.assets.fetch(request);
		}
		return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
			.header(HttpHeaders.WWW_AUTHENTICATE, "Key realm=\"members\"")
			.body("Members only. The key is under the mat: /members/?key=open");
	}

	/**
	 * Puts the name into the heading and the title, and the query into links to other
	 * pages for members. All of it is escaped. A line of _headers keeps the page out of
	 * shared caches.
	 */
	private ResponseEntity<Resource> greet(String name, HttpServletRequest request) {
		return this.rewriter.on("h1", (heading) -> heading.setInnerContent("Welcome, " + name))
			.onText("title", (title) -> {
				if (title.isLastInTextNode()) {
					title.after(": " + name);
				}
			})
			.on("a[href^='/members/']",
					(link) -> link.setAttribute("href", link.getAttribute("href") + "?" + request.getQueryString()))
			.transform(this.assets, request);
	}

}
