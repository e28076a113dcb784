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

package io.github.assetsboot.devserver;

import io.github.assetsboot.AssetUrls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The elements that load entries from the development server.
 *
 * @author the Assets for Spring Boot authors
 */
class DevServerViteTests {

	private static final String CLIENT = "<script type=\"module\" src=\"/@vite/client\"></script>";

	@RegisterExtension
	private final DevServerApplication application = new DevServerApplication();

	private AssetUrls start(String... properties) {
		this.application.start(properties);
		return this.application.bean(AssetUrls.class);
	}

	@Test
	void entryIsLoadedFromTheDevelopmentServerWithoutAManifest() {
		AssetUrls assetUrls = start();
		assertThat(assetUrls.vite("src/main.ts").toString().lines()).containsExactly(CLIENT,
				"<script type=\"module\" src=\"/src/main.ts\"></script>");
		assertThat(assetUrls.vite("src/main.ts", "src/[id].tsx", "src/print.scss").nonce("a").toString().lines())
			.containsExactly("<link rel=\"stylesheet\" href=\"/src/print.scss\" nonce=\"a\">",
					"<script type=\"module\" src=\"/@vite/client\" nonce=\"a\"></script>",
					"<script type=\"module\" src=\"/src/main.ts\" nonce=\"a\"></script>",
					"<script type=\"module\" src=\"/src/%5Bid%5D.tsx\" nonce=\"a\"></script>");
	}

	@Test
	void urlsHaveTheContextPathAndTheBasePath() {
		AssetUrls assetUrls = start("server.servlet.context-path=/shop", "assets.base-path=/ui",
				"assets.url-prefix=https://cdn.example.com");
		assertThat(assetUrls.vite("src/main.ts").toString().lines()).containsExactly(
				"<script type=\"module\" src=\"/shop/ui/@vite/client\"></script>",
				"<script type=\"module\" src=\"/shop/ui/src/main.ts\"></script>");
	}

	@Test
	void reactRefreshIsPreparedOnceThePluginIsThere() {
		AssetUrls assetUrls = start();
		assertThat(assetUrls.vite("src/main.tsx").toString()).doesNotContain("refresh");
		this.application.devServer()
			.on("/@react-refresh", (exchange) -> FakeDevServer.respond(exchange, 200, "text/javascript", "export {}"));
		for (int i = 0; i < 3; i++) {
			assertThat(assetUrls.vite("src/main.tsx").nonce("a")).hasToString("""
					<script type="module" src="/@vite/client" nonce="a"></script>
					<script type="module" nonce="a">
					import * as refresh from "/@react-refresh";
					(refresh.default ?? refresh).injectIntoGlobalHook(window);
					window.$RefreshReg$ = () => {};
					window.$RefreshSig$ = () => (type) => type;
					window.__vite_plugin_react_preamble_installed__ = true;
					</script>
					<script type="module" src="/src/main.tsx" nonce="a"></script>""");
		}
		assertThat(this.application.devServer().received()).as("one without the plug-in, one with it").hasSize(2);
	}

	@Test
	void pageIsMadeWhileTheDevelopmentServerIsDown() {
		AssetUrls assetUrls = start();
		this.application.devServer().stop();
		assertThat(assetUrls.vite("src/main.ts").toString()).startsWith(CLIENT);
	}

	@Test
	void pageAsAnEntryIsRejected() {
		AssetUrls assetUrls = start();
		assertThatIllegalArgumentException().isThrownBy(() -> assetUrls.vite("index.html"))
			.withMessageStartingWith("The Vite entry 'index.html' is a page");
	}

	@Test
	void nothingIsPreloaded() {
		AssetUrls assetUrls = start();
		MockHttpServletResponse response = new MockHttpServletResponse();
		assetUrls.vite("src/main.ts").preload(response);
		assertThat(response.getHeaderNames()).isEmpty();
	}

}
