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

import java.io.IOException;

import io.github.assetsboot.test.AssetsTest;
import io.github.assetsboot.test.AssetsTester;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The decisions of the single-page app and of the generated site: files, redirects, pages
 * and controllers.
 *
 * @author the Assets for Spring Boot authors
 */
@WebMvcTest
@AssetsTest
class RoutingTests {

	@Autowired
	private AssetsTester assets;

	@Test
	void eachPathHasItsDecision() {
		assertThat(this.assets).hasDecisionsOf("classpath:decisions.txt");
	}

	@Test
	void apiIsNeverThePage() {
		assertThat(this.assets.get("/api/notes/2").accept(MediaType.APPLICATION_JSON))
			.isHandledBy(NotesController.class, "find");
		assertThat(this.assets.navigate("/api/nope")).isNotFound();
	}

	@Test
	void filesWithAHashAreKept() throws IOException {
		// the name changes with each build of the front end
		String script = "/assets/"
				+ new PathMatchingResourcePatternResolver().getResources("classpath:static/assets/app-*.js")[0]
					.getFilename();
		assertThat(this.assets.get(script)).servesFile(script)
			.hasHeader("Cache-Control", "public, max-age=31536000, immutable")
			.hasHeader("X-Content-Type-Options", "nosniff");
		assertThat(this.assets.get("/assets/app-00000000.js").header("Sec-Fetch-Dest", "script")).isNotFound();
	}

	@Test
	void generatedSiteNeedsNoController() {
		AssetsTester site = AssetsTester.ofApplication("site");
		assertThat(site).hasDecisions("""
				/                   /index.html            200
				/guide/install      /guide/install.html    200
				/install            /guide/install         301
				/news/2026/hello    /blog/2026/hello       308
				/archive/2026       /blog/2026             301
				/latest             /blog/2026/hello.html  200
				/blog/2026/nope     /blog/404.html         404
				/nope               /404.html              404
				""");
		assertThat(site.get("/blog/")).doesNotContainHeader("X-Robots-Tag");
		assertThat(site.get("/")).hasHeader("X-Robots-Tag", "noindex");
	}

}
