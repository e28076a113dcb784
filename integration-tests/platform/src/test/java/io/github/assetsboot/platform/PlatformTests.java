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

package io.github.assetsboot.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.github.assetsboot.testing.Browser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the platform: a zip becomes a site on its own host name, in a browser.
 *
 * @author the Assets for Spring Boot authors
 */
@Tag(Browser.TAG)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
@ExtendWith(OutputCaptureExtension.class)
class PlatformTests {

	private static final Pattern VARIABLES = Pattern
		.compile("CLOUDFLARE_API_BASE_URL=(\\S+)\\s+export CLOUDFLARE_API_TOKEN=(\\S+)");

	@RegisterExtension
	static final Browser browser = new Browser();

	@TempDir
	static Path sites;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void keepSitesInAFolderOfTheTest(DynamicPropertyRegistry registry) {
		registry.add("assets.storage.directory", sites::toString);
	}

	@Test
	void zipBecomesASiteOnItsOwnHostName() throws Exception {
		publish("shop", Map.of("index.html", "<h1>The shop</h1><a href='about'>About</a>", "about.html",
				"<h1>About the shop</h1>", "404.html", "<h1>Not in the shop</h1>"));
		publish("blog", Map.of("index.html", "<h1>The blog</h1>"));
		browser.open(url("shop", "/"));
		browser.awaitHeading("The shop");
		browser.click("About");
		browser.awaitHeading("About the shop");
		browser.open(url("shop", "/nope"));
		browser.awaitHeading("Not in the shop");
		browser.open(url("blog", "/"));
		browser.awaitHeading("The blog");
		publish("blog", Map.of("index.html", "<h1>The new blog</h1>"));
		browser.open(url("blog", "/"));
		browser.awaitHeading("The new blog");
	}

	@Test
	void logTellsHowWranglerPublishes(CapturedOutput output) throws Exception {
		Matcher variables = VARIABLES.matcher(output.getAll());
		assertThat(variables.find()).as(output.getAll()).isTrue();
		assertThat(variables.group(1)).isEqualTo("http://localhost:" + this.port + "/client/v4");
		assertThat(accounts(variables.group(1), variables.group(2))).extracting(HttpResponse::statusCode)
			.isEqualTo(200);
		assertThat(accounts(variables.group(1), "another-token-another-token-another-token"))
			.extracting(HttpResponse::statusCode)
			.isEqualTo(403);
	}

	private static HttpResponse<String> accounts(String api, String token) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/accounts?page=1"))
			.header("Authorization", "Bearer " + token)
			.timeout(Duration.ofSeconds(20))
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
	}

	private String url(String project, String path) {
		return "http://" + project + ".localhost:" + this.port + path;
	}

	private void publish(String project, Map<String, String> files) throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/assets-projects/" + project
					+ "/versions?not-found-handling=404-page"))
			.header("Content-Type", "application/zip")
			.timeout(Duration.ofSeconds(20))
			.PUT(BodyPublishers.ofByteArray(zip(files)))
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
	}

	private static byte[] zip(Map<String, String> files) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, String> file : files.entrySet()) {
				zip.putNextEntry(new ZipEntry(file.getKey()));
				zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
			}
		}
		return bytes.toByteArray();
	}

}
