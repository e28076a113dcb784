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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.assetsboot.testing.Container;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every response of an application before and after the assets are added to it. A
 * difference that is not named here fails the test. All responses are listed in
 * {@code target/responses-*.md}.
 */
class BesideLibrariesTests {

	private static final Map<String, String> BROWSER = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

	private static final Map<String, String> SCRIPT = Map.of("Sec-Fetch-Dest", "script", "Accept", "*/*");

	private static final Map<String, String> CURL = Map.of("Accept", "*/*");

	private static final Map<String, String> JSON = Map.of("Accept", "application/json");

	private static final Map<String, Map<String, String>> CLIENTS = Map.of("browser", BROWSER, "script", SCRIPT, "curl",
			CURL, "json", JSON);

	private static final List<String> REQUESTS = List.of("GET /", "HEAD /", "GET /index.html", "GET /people",
			"POST /people", "PUT /people", "GET /people/", "GET /api/time", "GET /api/unknown", "POST /api/unknown",
			"OPTIONS /api/time", "GET /owners", "GET /owners/1", "GET /owners/999", "GET /profile", "POST /owners",
			"DELETE /owners/999", "GET /unknown", "HEAD /unknown", "POST /unknown", "DELETE /unknown/deep",
			"OPTIONS /unknown", "GET /unknown.js", "GET /css/app.css", "HEAD /css/app.css", "POST /css/app.css",
			"OPTIONS /css/app.css", "GET /css/", "GET /css/gone.css", "GET /js/app.js", "GET /terms.html", "GET /terms",
			"GET /favicon.ico", "GET /webjars/jquery/3.7.1/jquery.min.js", "GET /webjars/gone.js", "GET /error",
			"GET /css/../js/app.js", "GET /.env");

	/**
	 * The paths of assets. Files are delivered with entity tags instead of dates, and by
	 * the asset's own methods.
	 */
	private static final Set<String> ASSETS = Set.of("/css/app.css", "/js/app.js", "/favicon.ico", "/terms.html",
			"/terms", "/css/../js/app.js");

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static Map<String, String> responses(String... properties) throws Exception {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off",
						"--logging.level.root=error", "--spring.autoconfigure.exclude=" + Container.TOMCAT.excluded(),
						"--spring.web.resources.cache.cachecontrol.max-age=12h"));
		arguments.addAll(List.of(properties));
		Map<String, String> responses = new LinkedHashMap<>();
		try (ConfigurableApplicationContext context = new SpringApplication(BesideApplication.class)
			.run(arguments.toArray(String[]::new))) {
			context.getBean(Owners.class).save(new Owner("1", "Ada"));
			int port = ((WebServerApplicationContext) context).getWebServer().getPort();
			for (String request : REQUESTS) {
				for (String client : new TreeSet<>(CLIENTS.keySet())) {
					responses.put(request + " by " + client,
							send(port, request, CLIENTS.getOrDefault(client, Map.of())));
				}
			}
		}
		return responses;
	}

	private static String send(int port, String request, Map<String, String> headers)
			throws IOException, InterruptedException {
		String[] parts = request.split(" ");
		HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + parts[1]))
			.method(parts[0], BodyPublishers.noBody());
		headers.forEach(builder::header);
		HttpResponse<byte[]> response = HTTP.send(builder.build(), BodyHandlers.ofByteArray());
		Map<String, List<String>> fields = new TreeMap<>(response.headers().map());
		List.of("date", "connection", "keep-alive", "transfer-encoding").forEach(fields::remove);
		String body = new String(response.body(), StandardCharsets.UTF_8).replace(String.valueOf(port), "PORT")
			.replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"…\"")
			.replaceAll("<div id='created'>[^<]*</div>", "<div id='created'>…</div>");
		return response.statusCode() + " " + fields.toString().replace(String.valueOf(port), "PORT") + " "
				+ ((body.length() > 500) ? body.length() + " characters" : body);
	}

	private static Map<String, String> differences(String name, String... properties) throws Exception {
		List<String> without = new ArrayList<>(List.of(properties));
		without.add("--assets.enabled=false");
		Map<String, String> before = responses(without.toArray(String[]::new));
		Map<String, String> after = responses(properties);
		Map<String, String> differences = new LinkedHashMap<>();
		StringBuilder list = new StringBuilder("# Responses before and after: " + name + "\n\n");
		before.forEach((request, response) -> {
			String next = after.get(request);
			boolean same = response.equals(next);
			list.append("- ").append(request).append(same ? ": as before: " : ": before: ").append(response);
			if (!same) {
				list.append("\n  after: ").append(next);
				differences.put(request, response + "\n  after: " + next);
			}
			list.append('\n');
		});
		Files.writeString(Path.of("target/responses-" + name + ".md"), list);
		return differences;
	}

	private static String path(String request) {
		return request.split(" ")[1];
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "problem-details", "advice", "without-mappings" })
	void nothingButTheDeliveryOfFilesChanges(String errors) throws Exception {
		String[] properties = switch (errors) {
			case "problem-details" -> new String[] { "--spring.mvc.problemdetails.enabled=true" };
			case "advice" -> new String[] { "--test.advice=true" };
			case "without-mappings" -> new String[] { "--spring.web.resources.add-mappings=false",
					"--spring.mvc.problemdetails.enabled=true" };
			default -> new String[0];
		};
		Map<String, String> differences = differences(errors, properties);
		differences.keySet().removeIf((request) -> ASSETS.contains(path(request)));
		differences.entrySet().removeIf((difference) -> isNoStoreOnly(difference.getValue()));
		assertThat(differences).isEmpty();
	}

	/**
	 * A GET or HEAD that ends as the application's own 404 may not be stored.
	 */
	private static boolean isNoStoreOnly(String difference) {
		String[] pair = difference.split("\n  after: ");
		return pair[0].startsWith("404") && pair[1].contains("cache-control=[no-store]")
				&& pair[1].replaceFirst("cache-control=\\[no-store](, )?", "").equals(pair[0]);
	}

	@Test
	void assetsKeepTheConfiguredCacheControl() throws Exception {
		Map<String, String> after = responses();
		assertThat(after.get("GET /css/app.css by browser")).startsWith("200").contains("max-age=43200");
		assertThat(after.get("GET /terms.html by browser")).contains("307");
		assertThat(after.get("GET /terms by browser")).startsWith("200").contains("Static page");
	}

	@Test
	void pageForDocumentsLeavesHandlersAndErrorsAlone() throws Exception {
		Map<String, String> after = responses("--assets.not-found-handling=single-page-application",
				"--test.advice=true");
		assertThat(after.get("GET /owners/1 by browser")).startsWith("200");
		assertThat(after.get("GET /owners/999 by json")).startsWith("404").doesNotContain("no-store");
		assertThat(after.get("GET /people by browser")).startsWith("200").contains("somebody");
		assertThat(after.get("POST /people by browser")).startsWith("302");
		assertThat(after.get("GET /unknown by json")).startsWith("404").contains("Nothing here");
		assertThat(after.get("GET /unknown by browser")).startsWith("404").contains("Nothing here");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void handlerOfDataRestThatAFileHidesIsNamed(@TempDir Path directory, CapturedOutput output) throws Exception {
		Files.writeString(directory.resolve("owners"), "a file");
		Files.writeString(directory.resolve("index.html"), "page");
		Map<String, String> after = responses("--assets.directory=" + directory,
				"--assets.not-found-handling=single-page-application", "--logging.level.io.github.assetsboot=info");
		assertThat(after.get("GET /owners by json")).contains("a file");
		assertThat(after.get("GET /owners/1 by json")).contains("Ada");
		assertThat(output).contains("GET /owners: the file /owners answers in place of the handler")
			.doesNotContain("takes nearly every path");
	}

}
