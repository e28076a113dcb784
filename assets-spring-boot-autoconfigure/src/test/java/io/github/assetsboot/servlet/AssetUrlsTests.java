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

package io.github.assetsboot.servlet;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SharedApplications;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The URLs that an application writes into its pages: by {@code AssetUrls}, by
 * {@code encodeURL} and by Spring's {@code ResourceUrlProvider}.
 */
class AssetUrlsTests {

	private static final Map<String, String> FILES = Map.of("css/app.css", "a { color: red }", "css/a b#c.css", "x",
			"js/app.js", "import './b.js'", "js/b.js", "export let b = '</script>'", "img/logo.svg", "<svg/>",
			"index.html", "page");

	private static final String APP = "/css/app-2c7bc03c8b.css";

	@RegisterExtension
	static final SharedApplications applications = new SharedApplications();

	private final Map<String, String> properties = new LinkedHashMap<>(
			Map.of("assets.fingerprint.paths", "/css/*,/js/*"));

	private void run(Container container, Scenario scenario) throws Exception {
		this.properties.put("spring.autoconfigure.exclude", container.excluded());
		this.properties.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
		try (SocketClient client = new SocketClient(
				Applications.port(applications.get(Links.class, this.properties, FILES)))) {
			scenario.run(client);
		}
	}

	private static String get(SocketClient client, String target, String... fieldLines) throws IOException {
		Response response = client.send("GET", target, fieldLines);
		assertThat(response.status()).as(target).isEqualTo(200);
		return response.body();
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void linksLeadToThePathThatTellsTheContent(Container container) throws Exception {
		run(container, (client) -> {
			for (String way : new String[] { "url", "encode" }) {
				assertThat(get(client, "/" + way + "?path=/css/app.css")).isEqualTo(APP);
				assertThat(get(client, "/" + way + "?path=/css/app.css?v=1%23x")).isEqualTo(APP + "?v=1#x");
				assertThat(get(client, "/" + way + "?path=/img/logo.svg")).isEqualTo("/img/logo.svg");
				assertThat(get(client, "/" + way + "?path=/missing.css")).isEqualTo("/missing.css");
				assertThat(get(client, "/" + way + "?path=https://x/css/app.css")).isEqualTo("https://x/css/app.css");
				assertThat(get(client, "/" + way + "?path=css/app.css")).isEqualTo("css/app.css");
				assertThat(get(client, "/" + way + "?path=" + APP)).isEqualTo(APP);
				assertThat(get(client, "/" + way + "?path=")).isEmpty();
			}
			assertThat(get(client, "/provider?path=/css/app.css")).isEqualTo(APP);
			assertThat(get(client, "/provider?path=/img/logo.svg")).isEqualTo("null");
			assertThat(get(client, APP)).isEqualTo("a { color: red }");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void nameOfAFileIsEncoded(Container container) throws Exception {
		run(container, (client) -> {
			String url = get(client, "/url?path=/css/a%20b%23c.css");
			assertThat(url).matches("/css/a%20b%23c-[0-9a-f]{10}\\.css");
			assertThat(get(client, "/encode?path=/css/a%2520b%2523c.css")).isEqualTo(url);
			assertThat(get(client, url)).isEqualTo("x");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void contextPathBasePathAndForwardedPrefixStandInFront(Container container) throws Exception {
		this.properties.put("server.servlet.context-path", "/shop");
		this.properties.put("assets.base-path", "/ui");
		this.properties.put("server.forward-headers-strategy", "framework");
		run(container, (client) -> {
			assertThat(get(client, "/shop/url?path=/css/app.css")).isEqualTo("/shop/ui" + APP);
			assertThat(get(client, "/shop/url?path=/img/logo.svg")).isEqualTo("/shop/ui/img/logo.svg");
			assertThat(get(client, "/shop/encode?path=/shop/ui/css/app.css")).isEqualTo("/shop/ui" + APP);
			assertThat(get(client, "/shop/encode?path=/ui/css/app.css")).isEqualTo("/ui/css/app.css");
			assertThat(get(client, "/shop/provider?path=/ui/css/app.css")).isEqualTo("/ui" + APP);
			String prefix = "X-Forwarded-Prefix: /pre";
			assertThat(get(client, "/shop/url?path=/css/app.css", prefix)).isEqualTo("/pre/ui" + APP);
			assertThat(get(client, "/shop/encode?path=/pre/ui/css/app.css", prefix)).isEqualTo("/pre/ui" + APP);
			assertThat(get(client, "/shop/ui" + APP)).isEqualTo("a { color: red }");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void prefixIsForFilesOtherThanPages(Container container) throws Exception {
		this.properties.put("assets.url-prefix", "https://cdn.example.com/");
		run(container, (client) -> {
			for (String way : new String[] { "url", "encode" }) {
				assertThat(get(client, "/" + way + "?path=/css/app.css")).isEqualTo("https://cdn.example.com" + APP);
				assertThat(get(client, "/" + way + "?path=/img/logo.svg"))
					.isEqualTo("https://cdn.example.com/img/logo.svg");
				assertThat(get(client, "/" + way + "?path=/index.html")).isEqualTo("/index.html");
				assertThat(get(client, "/" + way + "?path=/")).isEqualTo("/");
			}
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void integrityIsTheHashOfTheContentThatTheUrlLeadsTo(Container container) throws Exception {
		run(container, (client) -> {
			assertThat(get(client, "/integrity?path=/css/app.css"))
				.isEqualTo("sha384-epQWbztw7/qQGFGt1X98/n+wu/A8dVUdeaZ6JOcwXOHd/GyJ/XSmEVmBA+CkoCOy");
			assertThat(client.send("GET", "/integrity?path=/missing.css").status()).isEqualTo(500);
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void importMapLeadsFromPathsToUrls(Container container) throws Exception {
		run(container, (client) -> {
			String app = get(client, "/url?path=/js/app.js");
			String b = get(client, "/url?path=/js/b.js");
			assertThat(get(client, "/import-map")).isEqualTo("""
					{"imports":{"/js/app.js":"%s","/js/b.js":"%s"},"integrity":{"%s":"%s","%s":"%s"}}""".formatted(app,
					b, app, get(client, "/integrity?path=/js/app.js"), b, get(client, "/integrity?path=/js/b.js")));
			assertThat(get(client, app)).isEqualTo("import './" + b.substring(4) + "'");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void pageOfAnErrorHasTheSameLinks(Container container) throws Exception {
		run(container, (client) -> {
			Response response = client.send("GET", "/fail");
			assertThat(response.status()).isEqualTo(500);
			assertThat(response.body()).isEqualTo(APP);
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void nothingChangesWithoutFingerprints(Container container) throws Exception {
		this.properties.remove("assets.fingerprint.paths");
		run(container, (client) -> {
			assertThat(get(client, "/url?path=/css/app.css")).isEqualTo("/css/app.css");
			assertThat(get(client, "/encode?path=/css/app.css")).isEqualTo("/css/app.css");
			assertThat(get(client, "/import-map")).isEqualTo("{\"imports\":{},\"integrity\":{}}");
		});
	}

	private interface Scenario {

		void run(SocketClient client) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@RestController
	static class Links implements ErrorController {

		private final AssetUrls urls;

		private final ResourceUrlProvider provider;

		Links(AssetUrls urls, ResourceUrlProvider provider) {
			this.urls = urls;
			this.provider = provider;
		}

		@GetMapping("/url")
		String url(@RequestParam String path) {
			return this.urls.url(path);
		}

		@GetMapping("/encode")
		String encode(@RequestParam String path, HttpServletResponse response) {
			return response.encodeURL(path);
		}

		@GetMapping("/provider")
		@Nullable String provider(@RequestParam String path) {
			return String.valueOf(this.provider.getForLookupPath(path));
		}

		@GetMapping("/integrity")
		String integrity(@RequestParam String path) {
			return this.urls.integrity(path);
		}

		@GetMapping("/import-map")
		String importMap() {
			return this.urls.importMap();
		}

		@GetMapping("/fail")
		void fail(HttpServletResponse response) throws IOException {
			response.sendError(500);
		}

		@RequestMapping("/error")
		String error(HttpServletRequest request, HttpServletResponse response) {
			Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
			return "500".equals(String.valueOf(status)) ? response.encodeURL("/css/app.css") : String.valueOf(status);
		}

	}

}
