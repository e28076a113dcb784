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

package io.github.assetsboot.sample.beside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real WebJars as a collection, beside Spring's handler that finds them without a
 * version.
 */
class WebJarsTests {

	private static final String JQUERY = "/webjars/jquery/3.7.1/jquery.min.js";

	private static final String HTMX = "/webjars/htmx.org/2.0.4/dist/htmx.min.js";

	private static final Map<String, String> SCRIPT = Map.of("Sec-Fetch-Dest", "script", "Accept", "*/*");

	private static final Map<String, String> NAVIGATION = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html");

	@TempDir
	Path directory;

	private ConfigurableApplicationContext start(Container container, String... properties) throws IOException {
		Files.writeString(this.directory.resolve("index.html"), "page of the default collection");
		Map<String, String> all = new LinkedHashMap<>();
		all.put("spring.autoconfigure.exclude", container.excluded());
		all.put("assets.directory", this.directory.toString());
		all.put("assets.not-found-handling", "single-page-application");
		for (String property : properties) {
			String[] parts = property.split("=", 2);
			all.put(parts[0], parts[1]);
		}
		return Applications.start(Application.class, all);
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, false", "TOMCAT, true", "JETTY, false", "JETTY, true" })
	void filesOfAllJarsAreAssetsAndTheLookUpWithoutAVersionGoesOn(Container container, boolean content)
			throws Exception {
		try (ConfigurableApplicationContext context = start(container, "assets.webjars=true",
				"spring.web.resources.chain.strategy.content.enabled=" + content);
				SocketClient client = new SocketClient(Applications.port(context))) {
			for (String path : new String[] { JQUERY, HTMX }) {
				assertAsset(client.send("GET", path, SCRIPT), client, path);
			}
			String script = client.send("GET", JQUERY, SCRIPT).body();
			assertThat(script).contains("jQuery v3.7.1");
			Response versionless = client.send("GET", "/webjars/jquery/jquery.min.js", SCRIPT);
			assertThat(versionless.status()).isEqualTo(200);
			assertThat(versionless.body()).isEqualTo(script);
			assertThat(versionless.headers().getOrDefault("cache-control", "")).doesNotContain("immutable");
			String link = context.getBean(ResourceUrlProvider.class).getForLookupPath("/webjars/jquery/jquery.min.js");
			assertThat(link).startsWith("/webjars/jquery/3.7.1/jquery.min").endsWith(".js");
			assertThat(link.equals(JQUERY)).isEqualTo(!content);
			assertThat(client.send("GET", link, SCRIPT).body()).isEqualTo(script);
			for (String path : new String[] { "/webjars/gone.js", "/webjars/jquery/9.9.9/jquery.min.js", "/webjars/",
					"/webjars/jquery/3.7.1/" }) {
				Response missing = client.send("GET", path, NAVIGATION);
				assertThat(missing.status()).as(path).isEqualTo(404);
				assertThat(missing.body()).as(path).doesNotContain("page of the default collection");
			}
			assertThat(client.send("POST", JQUERY, SCRIPT).status()).isEqualTo(405);
			assertThat(client.send("GET", "/deep/link", NAVIGATION).body()).isEqualTo("page of the default collection");
		}
	}

	private static void assertAsset(Response response, SocketClient client, String path) throws Exception {
		assertThat(response.status()).as(path).isEqualTo(200);
		assertThat(response.header("cache-control")).as(path).contains("immutable");
		String tag = response.header("etag");
		assertThat(tag).as(path).isNotNull();
		assertThat(client.send("GET", path, "If-None-Match: " + tag).status()).as(path).isEqualTo(304);
		assertThat(isCompressed(client, path)).as(path).isTrue();
	}

	/**
	 * Compressed representations are made in the background.
	 */
	private static boolean isCompressed(SocketClient client, String path) throws Exception {
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (System.nanoTime() < end) {
			if (client.send("GET", path, "Accept-Encoding: gzip").has("content-encoding")) {
				return true;
			}
			Thread.sleep(50);
		}
		return false;
	}

	@Test
	void collectionOfWebJarsCanHaveSettingsOfItsOwn() throws IOException {
		try (ConfigurableApplicationContext context = start(Container.TOMCAT, "assets.webjars=true",
				"assets.collections.webjars.cache.immutable=/jquery/*");
				SocketClient client = new SocketClient(Applications.port(context))) {
			assertThat(client.send("GET", JQUERY, SCRIPT).header("cache-control")).contains("immutable");
			assertThat(client.send("GET", HTMX, SCRIPT).header("cache-control")).doesNotContain("immutable");
		}
	}

	@Test
	void webJarsCanHaveAnotherPath() throws IOException {
		try (ConfigurableApplicationContext context = start(Container.TOMCAT,
				"assets.collections.libraries.base-path=/libs",
				"assets.collections.libraries.directory=classpath:/META-INF/resources/webjars/");
				SocketClient client = new SocketClient(Applications.port(context))) {
			assertThat(client.send("GET", JQUERY.replace("/webjars/", "/libs/"), SCRIPT).header("cache-control"))
				.contains("immutable");
			assertThat(client.send("GET", JQUERY, SCRIPT).headers()).doesNotContainKey("etag");
		}
	}

	@Test
	void withoutTheHandlerOnlyTheFilesAreThere() throws IOException {
		try (ConfigurableApplicationContext context = start(Container.TOMCAT, "assets.webjars=true",
				"spring.web.resources.add-mappings=false");
				SocketClient client = new SocketClient(Applications.port(context))) {
			assertThat(client.send("GET", JQUERY, SCRIPT).status()).isEqualTo(200);
			assertThat(client.send("GET", "/webjars/jquery/jquery.min.js", SCRIPT).status()).isEqualTo(404);
			assertThat(client.send("GET", "/webjars/gone", NAVIGATION).status()).isEqualTo(404);
		}
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void noWarningIsAboutWebJars(CapturedOutput output) throws IOException {
		start(Container.TOMCAT, "assets.webjars=true", "logging.level.io.github.assetsboot=warn").close();
		assertThat(output).doesNotContain("webjars", "META-INF/resources");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
