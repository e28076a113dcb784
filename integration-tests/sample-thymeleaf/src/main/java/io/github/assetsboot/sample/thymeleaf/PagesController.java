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

package io.github.assetsboot.sample.thymeleaf;

import java.util.UUID;

import com.samskivert.mustache.Mustache;
import io.github.assetsboot.AssetUrls;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The pages.
 *
 * @author the Assets for Spring Boot authors
 */
@Controller
class PagesController {

	private static final String[] ENTRIES = { "src/main.ts", "src/island.tsx" };

	private final AssetUrls assetUrls;

	PagesController(AssetUrls assetUrls) {
		this.assetUrls = assetUrls;
	}

	@GetMapping("/")
	String home() {
		return "home";
	}

	@GetMapping("/early")
	String early(HttpServletResponse response) {
		this.assetUrls.vite(ENTRIES).preload(response);
		return "home";
	}

	/**
	 * A policy that allows no script and no style without the nonce of the response.
	 */
	@GetMapping("/strict")
	String strict(Model model, HttpServletResponse response) {
		String nonce = UUID.randomUUID().toString();
		model.addAttribute("nonce", nonce);
		response.setHeader("Content-Security-Policy",
				"script-src 'nonce-%1$s'; style-src 'nonce-%1$s'".formatted(nonce));
		response.setHeader("Cache-Control", "no-store");
		this.assetUrls.vite(ENTRIES).nonce(nonce).preload(response);
		return "strict";
	}

	@GetMapping("/mustache")
	String mustache(Model model) {
		Mustache.Lambda url = (path, out) -> out.write(this.assetUrls.url(path.execute()));
		model.addAttribute("url", url);
		model.addAttribute("vite", this.assetUrls.vite(ENTRIES));
		return "mustache";
	}

}
