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

package io.github.assetsboot.actuate;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SharedApplications;
import io.github.assetsboot.testing.SocketClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.resource.VersionResourceResolver;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint, metrics and observations of a running application, the first test to read
 * of this package.
 *
 * <p>
 * The endpoint describes the collection and explains the decision on a request step by
 * step. The explanation comes from the router itself, so it is the decision that the
 * filter takes.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetsEndpointTests {

	private static final Map<String, String> NONE = Map.of();

	private static final Map<String, String> HTML = Map.of("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

	private static final Map<String, String> NAVIGATE = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document");

	@RegisterExtension
	static final SharedApplications applications = new SharedApplications();

	@TempDir
	Path root;

	private final Map<String, String> files = new LinkedHashMap<>();

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void writeSite() {
		write("index.html", "fallback page");
		write("app.js", "let a = 1");
		write("guide.html", "guide");
		write("_redirects", "/old /guide 301\n/users/:id /guide 200\nnonsense\n");
		write("_headers", "/*.js\n  X-Rule: 1\n/guide\n  X-Guide: 1\n");
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put("management.endpoints.web.exposure.include", "*");
	}

	private void write(String name, String text) {
		this.files.put(name, text);
	}

	private void run(Scenario scenario) throws Exception {
		ConfigurableApplicationContext context = applications.get(Application.class, this.properties, this.files);
		try (SocketClient client = new SocketClient(Applications.port(context))) {
			scenario.run(context, client);
		}
	}

	/**
	 * Run an application of which no other test has asked anything.
	 */
	private void runNew(Scenario scenario) throws Exception {
		for (Map.Entry<String, String> file : this.files.entrySet()) {
			Path path = this.root.resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.writeString(path, file.getValue());
		}
		this.properties.put("assets.directory", this.root.toString());
		try (ConfigurableApplicationContext context = Applications.start(Application.class, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			scenario.run(context, client);
		}
	}

	private static String explain(String path, String method, String destination) {
		return "/actuator/assets/explain?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8) + "&method=" + method
				+ (destination.isEmpty() ? "" : "&dest=" + destination);
	}

	private static String explain(String path) {
		return explain(path, "GET", "");
	}

	private static JsonNode json(SocketClient client, String target) throws IOException {
		Response response = client.send("GET", target, NONE);
		assertThat(response.status()).as(target).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	private static List<String> steps(JsonNode explanation) {
		List<String> steps = new ArrayList<>();
		for (JsonNode step : explanation.get("steps")) {
			steps.add(step.get("step").asString() + ": " + step.get("answer").asString());
		}
		return steps;
	}

	@Test
	void describesTheCollectionItsSettingsAndItsRules() throws Exception {
		runNew((context, client) -> {
			client.send("GET", "/app.js", NONE);
			client.send("GET", "/app.js", NONE);
			client.send("GET", "/old", NONE);
			client.send("GET", "/users/7", NONE);
			JsonNode assets = json(client, "/actuator/assets");
			assertThat(assets.get("count").asInt()).isEqualTo(3);
			assertThat(assets.get("bytes").asInt()).isEqualTo(27);
			assertThat(assets.get("largest").get(0).get("path").asString()).isEqualTo("/index.html");
			assertThat(assets.get("settings").get("assets.not-found-handling").asString())
				.isEqualTo("single-page-application");
			assertThat(assets.get("settings").get("assets.directory").asString()).isEqualTo(this.root.toString());
			assertThat(assets.get("redirectRules").size()).isEqualTo(2);
			assertThat(assets.get("redirectRules").get(0).get("from").asString()).isEqualTo("/old");
			assertThat(assets.get("redirectRules").get(0).get("hits").asInt()).isEqualTo(1);
			assertThat(assets.get("redirectRules").get(1).get("hits").asInt()).isEqualTo(1);
			assertThat(assets.get("headerRules").get(0).get("hits").asInt()).isEqualTo(2);
			assertThat(assets.get("headerRules").get(1).get("hits").asInt()).isZero();
			assertThat(assets.get("rejectedLines").get(0).get("line").asInt()).isEqualTo(3);
			assertThat(assets.get("rejectedLines").get(0).get("text").asString()).isEqualTo("nonsense");
		});
	}

	@ParameterizedTest
	@CsvSource({ "'', workers", "'', spring", "/api/*, workers", "/api/*, spring", "'/api/*,!/api/docs/*', spring",
			"'/api/*,!/api/docs/*', workers", "true, workers", "true, spring" })
	void tellsWhoAnswersAndHow(String runWorkerFirst, String routing) throws Exception {
		write("api/docs/index.html", "docs");
		if (!runWorkerFirst.isEmpty()) {
			this.properties.put("assets.run-worker-first", runWorkerFirst);
		}
		this.properties.put("assets.routing", routing);
		run((context, client) -> {
			for (String path : List.of("/", "/app.js", "/guide", "/guide.html", "/old", "/users/7", "/deep/link",
					"/hello", "/submit", "/api/docs/", "/api/nope", "/x/../app.js", "/caf%C3%A9", "/error", "/nope.js",
					"/old?x=1", "/guide.html?x=1")) {
				for (String method : List.of("GET", "HEAD", "POST", "OPTIONS")) {
					for (String destination : List.of("", "document", "script", "iframe", "empty")) {
						JsonNode explanation = json(client, explain(path, method, destination));
						JsonNode outcome = explanation.get("outcome");
						Response response = client.send(method, path, headers(destination));
						String request = method + " " + path + " " + destination + ": " + outcome;
						assertThat(explanation.get("mode").asString()).as(request).isEqualTo(routing);
						assertThat(explanation.hasNonNull("line")).as(request).isEqualTo(routing.equals("spring"));
						boolean byApplication = response.headers().containsKey("x-application")
								|| response.status() == 404 || response.status() == 500
								|| (response.status() == 405 && !"GET, HEAD".equals(response.headers().get("allow")))
								|| (method.equals("OPTIONS") && response.status() == 200
										&& !"GET, HEAD, OPTIONS".equals(response.headers().get("allow")));
						assertThat(outcome.get("answeredBy").asString()).as(request)
							.isEqualTo(byApplication ? "application" : "assets");
						if (outcome.hasNonNull("status")) {
							assertThat(response.status()).as(request).isEqualTo(outcome.get("status").asInt());
						}
						if (outcome.hasNonNull("location")) {
							assertThat(response.headers()).as(request)
								.containsEntry("location", outcome.get("location").asString());
						}
						else if (!byApplication) {
							assertThat(response.headers()).as(request).doesNotContainKey("location");
						}
					}
				}
			}
		});
	}

	private static Map<String, String> headers(String destination) {
		return switch (destination) {
			case "" -> NONE;
			case "document", "iframe" -> Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", destination);
			default -> Map.of("Sec-Fetch-Dest", destination);
		};
	}

	@Test
	void explanationShowsWhetherAFileIsADictionary() throws Exception {
		this.properties.put("assets.cache.immutable", "/app.js");
		this.properties.put("assets.cache.dictionaries", "/app.js,/guide.html");
		runNew((context, client) -> {
			String dictionary = json(client, explain("/app.js")).get("outcome").get("description").asString();
			String offer = client.send("GET", "/app.js").header("use-as-dictionary");
			assertThat(offer).isNotNull();
			assertThat(dictionary).endsWith(". A browser may use it as a dictionary: " + offer);
			assertThat(json(client, explain("/guide")).get("outcome").get("description").asString())
				.doesNotContain("dictionary");
		});
	}

	@Test
	void tellsThePolicyOfAPageAndTheNamesOfItsData() throws Exception {
		write("index.html", "<script>a</script><script type=application/json id=page-data></script>");
		this.properties.put("assets.page-data.api-url", "https://secret.example");
		this.properties.put("assets.csp.policy", "script-src 'self' {script-hashes}");
		run((context, client) -> {
			JsonNode pages = json(client, "/actuator/assets").get("pages");
			assertThat(pages.get("data").valueStream().map(JsonNode::asString)).containsExactly("apiUrl");
			assertThat(pages.get("policy").asString()).isEqualTo("script-src 'self' {script-hashes}");
			assertThat(pages.get("withPolicy").asInt()).isEqualTo(2);
			assertThat(pages.get("hashes").asInt()).isEqualTo(1);
			assertThat(json(client, explain("/")).get("outcome").get("policy").asString())
				.startsWith("Content-Security-Policy: script-src 'self' 'sha256-");
			assertThat(json(client, explain("/app.js")).get("outcome").get("policy").isNull()).isTrue();
			assertThat(client.send("GET", "/actuator/assets", HTML).body()).contains("apiUrl", "{script-hashes}")
				.doesNotContain("secret.example");
		});
	}

	@Test
	void everyStepIsToldInItsOrder() throws Exception {
		run((context, client) -> {
			JsonNode handler = json(client, explain("/hello"));
			assertThat(steps(handler)).containsExactly("BASE_PATH: yes", "RUN_WORKER_FIRST: no", "OWN_MAPPING: no",
					"REDIRECT_RULE: no", "FILE: no", "HANDLER: yes");
			assertThat(handler.get("steps").get(5).get("detail").asString()).contains("/hello");
			JsonNode rule = json(client, explain("/old"));
			assertThat(steps(rule)).endsWith("OWN_MAPPING: no", "REDIRECT_RULE: yes");
			assertThat(rule.get("steps").get(3).get("detail").asString()).isEqualTo("line 1: /old /guide 301");
			JsonNode rewrite = json(client, explain("/users/7"));
			assertThat(steps(rewrite)).endsWith("REDIRECT_RULE: yes", "FILE: yes");
			assertThat(steps(json(client, explain("/actuator/nope", "GET", "document")))).contains("OWN_MAPPING: yes");
			JsonNode page = json(client, explain("/deep/link"));
			assertThat(steps(page)).endsWith("FILE: no", "HANDLER: no", "UNHANDLED: yes");
			assertThat(page.get("outcome").get("description").asString()).contains("The fallback page /index.html");
			JsonNode missing = json(client, explain("/gone.js"));
			assertThat(steps(missing)).endsWith("FILE: no", "HANDLER: no", "UNHANDLED: no");
			JsonNode headers = json(client, explain("http://localhost/guide?a=b#c"));
			assertThat(headers.get("outcome").get("headerRules").get(0).asString()).isEqualTo("/guide");
		});
	}

	@Test
	void everyStepOfWorkersIsToldInItsOrder() throws Exception {
		this.properties.put("assets.routing", "workers");
		run((context, client) -> {
			JsonNode handler = json(client, explain("/hello"));
			assertThat(steps(handler)).containsExactly("BASE_PATH: yes", "RUN_WORKER_FIRST: no", "OWN_MAPPING: no",
					"REDIRECT_RULE: no", "FILE: no", "NOT_FOUND_HANDLING: no", "HANDLER: yes");
			assertThat(handler.get("steps").get(5).get("detail").asString())
				.isEqualTo("it is not a navigation request");
			assertThat(handler.get("steps").get(6).get("detail").asString()).contains("/hello");
			JsonNode navigation = json(client, explain("/hello", "GET", "document"));
			assertThat(steps(navigation)).endsWith("FILE: no", "NOT_FOUND_HANDLING: yes");
			assertThat(navigation.get("outcome").get("asset").asString()).isEqualTo("/index.html");
			JsonNode unhandled = json(client, explain("/deep/link"));
			assertThat(steps(unhandled)).endsWith("HANDLER: no", "UNHANDLED: yes");
			assertThat(unhandled.get("outcome").get("description").asString()).contains("The fallback page");
			assertThat(unhandled.get("mode").asString()).isEqualTo("workers");
		});
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/docs/x, script, 2", "POST, /api/docs/x, '', 2", "GET, /api/x, document, 3",
			"GET, /actuator/nope, document, 3", "GET, /actuator/health, '', 3", "GET, /error, '', 3",
			"GET, /app.js, script, 4", "GET, /guide, '', 4", "GET, /guide.html, '', 4", "POST, /old, '', 4",
			"GET, /users/7, '', 4", "GET, /hello, document, 5", "GET, /submit, document, 5", "POST, /hello, '', 5",
			"POST, /app.js, '', 6", "OPTIONS, /app.js, '', 6", "DELETE, /users/7, '', 6", "GET, /deep/link, '', 7",
			"HEAD, /deep/link, document, 7", "GET, /gone.js, document, 7", "GET, /gone.js, '', 8",
			"GET, /deep/link, script, 8", "POST, /deep/link, document, 8", "GET, /.well-known/x, document, 8" })
	void lineOfTheTableIsNamed(String method, String path, String destination, int line) throws Exception {
		this.properties.put("assets.run-worker-first", "/api/*,!/api/docs/*");
		run((context, client) -> {
			JsonNode explanation = json(client, explain(path, method, destination));
			assertThat(explanation.get("line").asInt()).isEqualTo(line);
			assertThat(explanation.get("mode").asString()).isEqualTo("spring");
		});
	}

	@Test
	void typesThatAreAcceptedCount() throws Exception {
		run((context, client) -> {
			assertThat(json(client, explain("/deep/link", "GET", "empty") + "&accept=text/html").get("line").asInt())
				.isEqualTo(7);
			assertThat(json(client, explain("/deep/link") + "&accept=application/json").get("line").asInt())
				.isEqualTo(8);
		});
	}

	@Test
	void hostCountsForRulesOfAHost() throws Exception {
		write("_headers", "https://docs.example.com/guide\n  X-Docs: 1\n");
		run((context, client) -> {
			JsonNode byHost = json(client, explain("/guide") + "&host=docs.example.com");
			assertThat(byHost.get("outcome").get("headerRules").get(0).asString())
				.isEqualTo("https://docs.example.com/guide");
			JsonNode byUrl = json(client, explain("https://docs.example.com/guide"));
			assertThat(byUrl.get("outcome").get("headerRules").size()).isEqualTo(1);
			assertThat(json(client, explain("/guide")).get("outcome").get("headerRules").size()).isZero();
		});
	}

	@Test
	void pathWithoutALeadingSlashIsReadAsIfItHadOne() throws Exception {
		run((context, client) -> assertThat(json(client, explain("guide.html?a=b")))
			.isEqualTo(json(client, explain("/guide.html?a=b"))));
	}

	@Test
	void contextPathIsTakenOffAUrlAndPutBackOnALocation() throws Exception {
		this.properties.put("server.servlet.context-path", "/shop");
		run((context, client) -> {
			JsonNode url = json(client, "/shop" + explain("http://localhost:8080/shop/guide.html"));
			assertThat(url.get("outcome").get("location").asString()).isEqualTo("/shop/guide");
			JsonNode path = json(client, "/shop" + explain("/guide.html"));
			assertThat(path.get("outcome").get("location").asString()).isEqualTo("/shop/guide");
		});
	}

	@Test
	void hostOfAUrlMayBeAnAddress() throws Exception {
		run((context, client) -> {
			JsonNode explanation = json(client, explain("http://[::1]:8080/guide.html"));
			assertThat(explanation.get("outcome").get("location").asString()).isEqualTo("/guide");
		});
	}

	@Test
	void browserGetsAPage() throws Exception {
		run((context, client) -> {
			Response first = client.send("GET", "/actuator/assets/explain", HTML);
			assertThat(first.status()).isEqualTo(200);
			assertThat(first.headers().get("content-type")).startsWith("text/html");
			assertThat(first.body()).contains("<form", "<svg", "value=\"document\"").doesNotContain("navigate");
			Response page = client.send("GET", explain("/deep/link"), HTML);
			assertThat(page.body()).contains("value=\"/deep/link\"", "The fallback page /index.html", "<ol>");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "/<script>alert(1)</script>", "/\"onfocus=\"alert(1)", "/'><img src=x onerror=alert(1)>",
			"/%3Cscript%3E" })
	void pageIsNotToBeScripted(String path) throws Exception {
		run((context, client) -> {
			Response page = client.send("GET", explain(path), HTML);
			assertThat(page.status()).isEqualTo(200);
			assertThat(page.body().replaceFirst("<script>\nfor ", "")).doesNotContain("<script", "<img", "\"onfocus");
		});
	}

	@ParameterizedTest
	@CsvSource({ "/actuator/assets/explain, 400", "/actuator/assets/nope, 404",
			"/actuator/assets/explain?path=ftp://x/y, 400", "/actuator/assets/explain?path=/x&method=G%20T, 400" })
	void mistakenQuestionIsTheClientsError(String target, int status) throws Exception {
		run((context, client) -> assertThat(client.send("GET", target, NONE).status()).isEqualTo(status));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					""                                             | The parameter 'path' is missing, or its value is not encoded.
					?path=ftp://x/y                                | 'path' must be a path, or an http or https URL.
					?path=/100%25                                  | 'path' has an invalid escape. Write a percent sign as '%25'.
					?path=/x&method=G%20T                          | 'method' must be an HTTP method.
					?path=/x&host=a%20b                            | 'host' must be the name of a host.
					?path=/x&header=Foo                            | 'header' must have lines such as 'Name: value', and has 'Foo'.
					?path=/x&dest=image&header=Sec-Fetch-Dest:style | The parameter 'dest' and the field Sec-Fetch-Dest of 'header' differ.
					""")
	void reasonOfAMistakeIsTold(String query, String reason) throws Exception {
		run((context, client) -> {
			Response json = client.send("GET", "/actuator/assets/explain" + query, NONE);
			assertThat(json.status()).isEqualTo(400);
			assertThat(JsonMapper.shared().readTree(json.body()).get("error").asString()).isEqualTo(reason);
			if (!query.isEmpty()) {
				Response page = client.send("GET", "/actuator/assets/explain" + query, HTML);
				assertThat(page.status()).isEqualTo(400);
				assertThat(page.body()).contains("<p id=\"mistake\">" + HtmlUtils.htmlEscape(reason) + "</p>");
			}
		});
	}

	@Test
	void fieldsWithAParameterOfTheirOwnCanBeGivenAsHeaders() throws Exception {
		run((context, client) -> {
			JsonNode byHeaders = json(client, "/actuator/assets/explain?path=/gone&header=Sec-Fetch-Dest:image&header="
					+ "Accept:image/png&header=Host:example.com&header=Sec-Fetch-Mode:no-cors");
			JsonNode byParameters = json(client,
					"/actuator/assets/explain?path=/gone&dest=image&accept=image/png&host=example.com");
			assertThat(byHeaders).isEqualTo(byParameters);
			assertThat(json(client, "/actuator/assets/explain?path=/gone&dest=image&header=Sec-Fetch-Dest:image")
				.get("request")
				.get("dest")
				.asString()).isEqualTo("image");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost:8080/app.js", "127.0.0.1:8080/app.js", "[::1]:8080/app.js",
			"shop.example.com:80/app.js?v=1" })
	void urlOfTheAddressBarNeedsNoScheme(String url) throws Exception {
		run((context, client) -> {
			JsonNode explanation = json(client, explain(url));
			assertThat(explanation.get("outcome").get("asset").asString()).isEqualTo("/app.js");
			assertThat(explanation.get("request").get("path").asString()).isEqualTo("/app.js");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ops", "/ops/" })
	void worksOnItsOwnPortWithItsOwnBasePath(String basePath) throws Exception {
		this.properties.put("management.server.port", "0");
		this.properties.put("management.server.base-path", "/manage");
		this.properties.put("management.endpoints.web.base-path", basePath);
		this.properties.put("server.servlet.context-path", "/shop");
		run((context, client) -> {
			int port = Integer.parseInt(context.getEnvironment().getProperty("local.management.port", "0"));
			try (SocketClient management = new SocketClient(port)) {
				JsonNode explanation = json(management, "/manage/ops/assets/explain?path=/guide.html");
				assertThat(explanation.get("outcome").get("location").asString()).isEqualTo("/shop/guide");
				assertThat(management.send("GET", "/manage/ops/assets/explain?path=/hello", HTML).body())
					.contains("The application answers: /hello");
				assertThat(management.send("GET", "/manage/app.js", NONE).status()).isEqualTo(404);
				assertThat(management.send("GET", "/app.js", NONE).status()).isEqualTo(404);
			}
			for (Map<String, String> headers : List.of(NONE, NAVIGATE)) {
				Response response = client.send("GET", "/shop/ops/assets", headers);
				assertThat(response.status()).isEqualTo(404);
				assertThat(response.body()).doesNotContain("fallback page");
			}
		});
	}

	@Test
	void securityHoldsForTheEndpoint() throws Exception {
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		run((context, client) -> {
			assertThat(client.send("GET", "/actuator/assets", NONE).status()).isEqualTo(401);
			assertThat(client.send("GET", explain("/app.js"), NONE).status()).isEqualTo(401);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring", "workers" })
	void answersOfTheAssetsAreTimedByTheirOutcome(String routing) throws Exception {
		this.properties.put("assets.routing", routing);
		boolean spring = routing.equals("spring");
		runNew((context, client) -> {
			Response script = client.send("GET", "/app.js", NONE);
			client.send("GET", "/app.js", Map.of("If-None-Match", script.headers().get("etag")));
			client.send("HEAD", "/app.js", NONE);
			client.send("GET", "/app.js", Map.of("Range", "bytes=99-"));
			client.send("POST", "/app.js", NONE);
			client.send("GET", "/old", NONE);
			client.send("GET", "/deep/link", NAVIGATE);
			client.send("GET", "/deep/link", NONE);
			client.send("GET", "/nope.js", Map.of("Sec-Fetch-Dest", "script"));
			client.send("GET", "/hello", NONE);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(count(registry, "asset", "memory", "false")).isEqualTo(1);
			assertThat(count(registry, "asset", "none", "false")).isEqualTo(1);
			assertThat(count(registry, "not-modified", "none", "false")).isEqualTo(1);
			assertThat(count(registry, "error", "none", "false")).isEqualTo(1);
			assertThat(count(registry, "method-not-allowed", "none", "false")).isEqualTo(1);
			assertThat(count(registry, "redirect", "none", "false")).isEqualTo(1);
			assertThat(count(registry, "spa", "memory", "true")).isEqualTo(1);
			assertThat(count(registry, "spa", "memory", "false")).isEqualTo(spring ? 1 : 2);
			assertThat(registry.find("assets.requests").timers().stream().mapToLong(Timer::count).sum())
				.isEqualTo(spring ? 8 : 9);
		});
	}

	private static long count(MeterRegistry registry, String outcome, String source, String navigation) {
		return registry.get("assets.requests")
			.tags("outcome", outcome, "coding", "identity", "source", source, "navigation", navigation, "collection",
					"default")
			.timer()
			.count();
	}

	@Test
	void observationsOfRequestsHaveAUri() throws Exception {
		runNew((context, client) -> {
			client.send("GET", "/app.js", NONE);
			client.send("GET", "/deep/link", NAVIGATE);
			client.send("GET", "/deep/link", NONE);
			client.send("GET", "/guide.html", NONE);
			client.send("GET", "/hello", NONE);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await().atMost(Duration.ofSeconds(10))
				.untilAsserted(() -> assertThat(registry.find("http.server.requests").timers())
					.extracting((timer) -> timer.getId().getTag("uri"))
					.containsOnly("asset", "spa", "REDIRECTION", "/hello"));
		});
	}

	@Test
	void withoutTheEndpointNobodyCounts() throws Exception {
		this.properties.put("management.endpoints.web.exposure.include", "health");
		run((context, client) -> {
			assertThat(context.getBeanProvider(RuleHits.class).getIfAvailable()).isNull();
			assertThat(client.send("GET", "/actuator/assets", NONE).status()).isEqualTo(404);
		});
	}

	@Test
	void withoutAssetsThereIsNoEndpoint() throws Exception {
		this.properties.put("assets.enabled", "false");
		run((context, client) -> {
			assertThat(context.getBeanProvider(AssetsEndpoint.class).getIfAvailable()).isNull();
			assertThat(context.getBeanProvider(AssetsMetrics.class).getIfAvailable()).isNull();
		});
	}

	private static List<String> texts(JsonNode array) {
		List<String> texts = new ArrayList<>();
		array.forEach((text) -> texts.add(text.asString()));
		return texts;
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring", "workers" })
	void everyReasonForAMissingFileHasAFindingOfItsOwn(String routing) throws Exception {
		write("docs/Setup.html", "setup");
		write("drafts/plan.html", "plan");
		write("notes.bak", "notes");
		write(".env", "secret");
		write(".vite/manifest.json", "{}");
		write(".assetsignore", "drafts/\n*.bak\n");
		write("_redirects", "/old /guide 301\n/rejected/* /guide 999\n");
		Files.createSymbolicLink(this.root.resolve("outside.txt"), this.root.getParent());
		this.properties.put("assets.routing", routing);
		runNew((context, client) -> {
			Map<String, String> expected = new LinkedHashMap<>();
			expected.put("/docs/setup", "/docs/Setup.html exists. Upper and lower case differ");
			expected.put("/drafts/plan", "The folder /drafts/ is there, but it is ignored by line 1 of .assetsignore");
			expected.put("/notes.bak", "The file /notes.bak is there, but it is ignored by line 2 of .assetsignore");
			expected.put("/.env", "The file /.env is there, but it is ignored by 'assets.ignore': .env");
			expected.put("/.vite/manifest.json", "is ignored by a built-in rule: .vite is never served");
			expected.put("/rejected/x", "A rule for the path was rejected: _redirects:2: ");
			expected.put("/outside.txt", "is there, but it is not served: it is a symbolic link");
			if (routing.equals("spring")) {
				// with workers, the fallback page is the answer to a script as well
				expected.put("/docs/setpu", "The nearest existing path is /docs/Setup.html");
				expected.put("/nowhere/x.js", "No file has the path. The endpoint lists ");
			}
			for (Map.Entry<String, String> entry : expected.entrySet()) {
				JsonNode explanation = json(client, explain(entry.getKey(), "GET", "script"));
				assertThat(texts(explanation.get("findings"))).as(entry.getKey())
					.anySatisfy((finding) -> assertThat(finding).contains(entry.getValue()));
			}
			for (String found : List.of("/app.js", "/guide", "/guide.html", "/old")) {
				assertThat(texts(json(client, explain(found)).get("findings"))).as(found).isEmpty();
			}
			assertThat(texts(json(client, explain("docs/setup", "GET", "script")).get("findings")))
				.isEqualTo(texts(json(client, explain("/docs/setup", "GET", "script")).get("findings")));
			assertThat(texts(json(client, explain("https://example.com/docs/setup?a#b")).get("findings")))
				.isEqualTo(texts(json(client, explain("/docs/setup")).get("findings")));
		});
	}

	@Test
	void urlOutsideTheContextPathDoesNotReachTheApplication() throws Exception {
		this.properties.put("server.servlet.context-path", "/app");
		runNew((context, client) -> {
			String explain = "/app/actuator/assets/explain?path=";
			for (String path : List.of("/app.js", "/application", "/", "")) {
				JsonNode outside = json(client, explain + "http://localhost:8080" + path);
				assertThat(outside.get("outcome").get("answeredBy").asString()).as(path).isEqualTo("web-server");
				assertThat(outside.get("outcome").get("status").asInt()).isEqualTo(404);
				assertThat(outside.get("outcome").get("description").asString())
					.endsWith("because the URL is outside the context path /app");
				assertThat(outside.hasNonNull("line")).isFalse();
				assertThat(outside.get("steps").size()).isZero();
			}
			assertThat(texts(json(client, explain + "http://localhost/app.js").get("findings"))).containsExactly(
					"The URL is outside the context path /app. The file /app.js is at /app/app.js. If the pages of the"
							+ " front end link to /app.js, set the base of its build to /app/.");
			assertThat(texts(json(client, explain + "http://localhost/gone.js").get("findings"))).isEmpty();
			for (String inside : List.of("/app.js", "http://localhost/app/app.js",
					"http://localhost/x/../app/app.js")) {
				JsonNode explanation = json(client, explain + inside);
				assertThat(explanation.get("outcome").get("asset").asString()).as(inside).isEqualTo("/app.js");
			}
			assertThat(json(client, explain + "http://localhost/app").get("outcome").get("answeredBy").asString())
				.isEqualTo("assets");
			String page = client.send("GET", explain + "http://localhost/app.js", HTML).body();
			assertThat(page).contains("Answered by</th><td>the web server").contains("outside the context path /app");
			assertThat(client.send("GET", "/app.js", NONE).status()).isEqualTo(404);
		});
	}

	@Test
	void fileThatDoesNotAnswerIsNamedWithTheReason() throws Exception {
		write("api/terms.txt", "terms");
		write("api/page.html", "page");
		this.properties.put("assets.run-worker-first", "/api/*");
		run((context, client) -> {
			assertThat(texts(json(client, explain("/api/terms.txt")).get("findings"))).containsExactly(
					"The file /api/terms.txt exists, but assets.run-worker-first gives the path to the application.");
			assertThat(texts(json(client, explain("/api/page")).get("findings"))).singleElement()
				.asString()
				.startsWith("The file /api/page.html exists, but assets.run-worker-first");
			assertThat(texts(json(client, explain("/api/gone.txt")).get("findings"))).singleElement()
				.asString()
				.startsWith("No handler has a similar path. ");
		});
	}

	@Test
	void fileBelowTheBasePathIsNamedForAPathOutside() throws Exception {
		this.properties.put("assets.base-path", "/ui");
		run((context, client) -> {
			assertThat(texts(json(client, explain("/app.js")).get("findings"))).containsExactly(
					"The file /app.js exists, but the path is outside assets.base-path. The file is at /ui/app.js.");
			assertThat(texts(json(client, explain("/gone.js")).get("findings"))).isEmpty();
		});
	}

	@Test
	void collectionWithoutAssetsIsAFinding() throws Exception {
		this.files.clear();
		try (ConfigurableApplicationContext context = Applications.start(Application.class, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			for (String path : List.of("/", "/favicon.svg")) {
				assertThat(texts(json(client, explain(path)).get("findings")))
					.containsExactly("There are no assets, because classpath:/static/ is empty or does not exist.");
			}
		}
	}

	@Test
	void findingsAreAListOnThePage() throws Exception {
		write("docs/plan.txt", "plan");
		write("_redirects", "/plans /docs/Plan.txt 200\n");
		run((context, client) -> {
			String page = client.send("GET", explain("/plans"), HTML).body();
			assertThat(page).contains("<ul id=\"findings\">\n<li>Line 1 of _redirects leads to /docs/Plan.txt, which"
					+ " does not exist as a file.</li>\n<li>The file /docs/plan.txt exists.");
			assertThat(client.send("GET", explain("/app.js"), HTML).body()).doesNotContain("Findings");
		});
	}

	@Test
	void findingIsGivenBesideTheFallbackPage() throws Exception {
		run((context, client) -> {
			JsonNode page = json(client, explain("/GUIDE", "GET", "document"));
			assertThat(page.get("line").asInt()).isEqualTo(7);
			assertThat(texts(page.get("findings"))).singleElement().asString().contains("/guide.html exists");
		});
	}

	@Test
	void contextPathIsNamedBesideTheFallbackPage() throws Exception {
		this.properties.put("server.servlet.context-path", "/app");
		runNew((context, client) -> {
			String explain = "/app/actuator/assets/explain?dest=document&path=";
			JsonNode page = json(client, explain + "/app/notes/7");
			assertThat(page.get("line").asInt()).isEqualTo(7);
			assertThat(texts(page.get("findings"))).containsExactly(
					"The path begins with the context path /app, so that the URL has it twice. Leave it out, or give the whole URL.");
			assertThat(texts(json(client, explain + "/notes/7").get("findings"))).isEmpty();
			assertThat(texts(json(client, explain + "http://localhost/App/notes/7").get("findings")))
				.containsExactly("The context path is /app. Upper and lower case differ from the path of the URL.");
		});
	}

	@Test
	void contextPathAndCaseAreNamedOutsideTheBasePath() throws Exception {
		this.properties.put("server.servlet.context-path", "/app");
		this.properties.put("assets.base-path", "/ui");
		runNew((context, client) -> {
			String explain = "/app/actuator/assets/explain?path=";
			assertThat(texts(json(client, explain + "/app/ui/x").get("findings"))).containsExactly(
					"The path begins with the context path /app, so that the URL has it twice. Leave it out, or give the whole URL.");
			assertThat(texts(json(client, explain + "/UI/x").get("findings"))).containsExactly(
					"The base path of the collection default is /ui. Upper and lower case differ from the path of the"
							+ " request.");
		});
	}

	@ParameterizedTest
	@CsvSource({ "single-page-application, index.html", "404-page, 404.html in its folder or above" })
	void missingPageIsNamed(String handling, String page) throws Exception {
		this.files.remove("index.html");
		this.properties.put("assets.not-found-handling", handling);
		run((context, client) -> assertThat(
				json(client, explain("/notes/7", "GET", "document")).get("outcome").get("description").asString())
			.endsWith("assets.not-found-handling has no page for the path: there is no " + page));
	}

	@ParameterizedTest
	@CsvSource({ "/search?q=a%20b&empty, true", "/search?empty=&x=%&q=a+b, true", "/search?q=b&empty, false",
			"/search, false" })
	void parametersOfTheQueryChooseTheHandler(String target, boolean chosen) throws Exception {
		run((context,
				client) -> assertThat(json(client, explain(target, "GET", "empty")).get("outcome")
					.get("description")
					.asString()
					.contains("#search()")).isEqualTo(chosen));
	}

	@ParameterizedTest
	@CsvSource({ "/greet/, /greet, without the slash at the end", "/slash, /slash/, with a slash at the end",
			"/Greet, /greet, in lower case" })
	void handlerOfAnotherFormOfThePathIsNamed(String path, String other, String form) throws Exception {
		run((context, client) -> {
			for (String destination : List.of("document", "empty")) {
				assertThat(texts(json(client, explain(path, "GET", destination)).get("findings"))).first()
					.asString()
					.startsWith("A handler has the path " + other + ", " + form + ": ");
			}
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					/blog         | Line 2 of _redirects, /blog/*, is for /blog/, with a slash at the end.
					/Blog/first   | Line 2 of _redirects, /blog/*, does not match. Upper and lower case differ from the path of the request.
					/start/       | Line 1 of _redirects, /start, is for /start, without the slash at the end.
					/START        | Line 1 of _redirects, /start, does not match. Upper and lower case differ from the path of the request.
					/Users/7/mail | Line 3 of _redirects, /users/:id/mail, does not match. Upper and lower case differ from the path of the request.
					""")
	void ruleOfAnotherFormOfThePathIsNamed(String path, String finding) throws Exception {
		write("_redirects", "/start /guide 301\n/blog/* /guide 301\n/users/:id/mail /guide 301\n");
		run((context, client) -> assertThat(texts(json(client, explain(path, "GET", "script")).get("findings")))
			.contains(finding));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/blogs", "/Users/7", "/users/7/mail/8", "/blo", "/star" })
	void ruleOfAnotherPathIsNotNamed(String path) throws Exception {
		write("_redirects", "/start /guide 301\n/blog/* /guide 301\n/users/:id/mail /guide 301\n");
		run((context, client) -> assertThat(texts(json(client, explain(path, "GET", "script")).get("findings")))
			.noneMatch((finding) -> finding.contains("_redirects")));
	}

	@Test
	void handlerWithoutTheBasePathIsNamed() throws Exception {
		this.properties.put("assets.base-path", "/ui");
		run((context, client) -> {
			assertThat(texts(json(client, explain("/ui/greet", "GET", "empty")).get("findings"))).first()
				.asString()
				.startsWith("A handler has the path /greet, without the base path /ui: ");
			assertThat(texts(json(client, explain("/ui/nothing", "GET", "empty")).get("findings")))
				.noneMatch((finding) -> finding.startsWith("A handler"));
		});
	}

	@Test
	void handlerWithoutTheBasePathIsNamedWhereTheApplicationComesFirst() throws Exception {
		this.properties.put("assets.base-path", "/ui");
		this.properties.put("assets.run-worker-first", "/greet");
		run((context, client) -> assertThat(texts(json(client, explain("/ui/greet", "GET", "empty")).get("findings")))
			.singleElement()
			.asString()
			.startsWith("A handler has the path /greet, without the base path /ui: "));
	}

	@Test
	void ruleForAPathOfTheApplicationIsNamed() throws Exception {
		write("_redirects", "/api/old /guide 301\n/api/all/* /guide 301\n");
		this.properties.put("assets.run-worker-first", "/api/*");
		run((context, client) -> {
			for (String[] found : new String[][] { { "/api/old", "1" }, { "/api/all/x", "2" } }) {
				assertThat(texts(json(client, explain(found[0])).get("findings")))
					.containsExactly("Line " + found[1] + " of _redirects is for the path, but"
							+ " assets.run-worker-first gives the path to the application.");
			}
			assertThat(texts(json(client, explain("/api/other")).get("findings"))).singleElement()
				.asString()
				.startsWith("No handler has a similar path. ");
		});
	}

	@ParameterizedTest
	@CsvSource({ "/versioned, ''", "/versioned, /versioned" })
	void handlerThatAsksForAHeaderFieldIsNamed(String path, String workerFirst) throws Exception {
		if (!workerFirst.isEmpty()) {
			this.properties.put("assets.run-worker-first", workerFirst);
		}
		run((context, client) -> {
			JsonNode explanation = json(client, explain(path, "GET", "empty"));
			assertThat(explanation.get("outcome").get("status").asInt()).isEqualTo(404);
			assertThat(texts(explanation.get("findings")))
				.contains("A handler is mapped to /versioned, and does not take"
						+ " the request. It may ask for header fields, parameters or a version.");
			JsonNode taken = json(client, explain(path, "GET", "empty") + "&header=X-Version:2");
			assertThat(taken.get("outcome").get("description").asString()).contains("#versioned()");
			assertThat(texts(taken.get("findings"))).isEmpty();
		});
	}

	@Test
	void routeThatDoesNotTakeTheRequestIsNamed() throws Exception {
		run((context, client) -> {
			JsonNode explanation = json(client, explain("/route", "GET", "document"));
			assertThat(explanation.get("outcome").get("status").asInt()).isEqualTo(404)
				.isEqualTo(client.send("GET", "/route", Map.of("Sec-Fetch-Dest", "document")).status());
			assertThat(explanation.get("outcome").get("description").asString())
				.endsWith("a functional route has the path, and does not take the request");
			assertThat(json(client, explain("/route?x=1", "GET", "document")).get("outcome").get("status").isNull())
				.isTrue();
		});
	}

	@ParameterizedTest
	@CsvSource({ "/api/greet, /greet", "/api/api/hello, /api/hello", "/api/helo, /api/hello" })
	void handlerWithoutThePrefixIsNamed(String path, String handler) throws Exception {
		this.properties.put("assets.run-worker-first", "/api/*");
		run((context, client) -> {
			JsonNode explanation = json(client, explain(path, "GET", "empty"));
			assertThat(explanation.get("outcome").get("description").asString())
				.contains("because no handler takes the request, and assets.run-worker-first gives");
			assertThat(texts(explanation.get("findings")))
				.containsExactly("No handler has the path. A similar one is at " + handler + ".");
		});
	}

	@Test
	void fileBehindAResourceHandlerIsNamed() throws Exception {
		write("uploads/a.txt", "a");
		run((context, client) -> {
			assertThat(texts(json(client, explain("/uploads/a.txt")).get("findings"))).containsExactly(
					"The file /uploads/a.txt exists, but the path belongs to the application: /uploads/**.");
			for (String path : List.of("/uploads/b.txt", "/uploads/c/d%20e.txt")) {
				assertThat(texts(json(client, explain(path)).get("findings"))).singleElement()
					.asString()
					.startsWith("The resource handler finds no file "
							+ path.substring("/uploads/".length()).replace("%20", " ") + " in [")
					.endsWith("]. A relative location begins in the working directory.");
			}
			for (String path : List.of("/uploads/", "/uploads/%2e%2e%2fsecret", "/uploads/..%2fsecret",
					"/uploads/WEB-INF/web.xml", "/uploads/x.txt", "/two/x.txt", "/two/public/x.txt", "/own/v1/x.txt",
					"/own/y.txt")) {
				assertThat(texts(json(client, explain(path)).get("findings"))).as(path)
					.noneMatch((finding) -> finding.startsWith("The resource handler"));
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "/hello, /hello", "/v1/hello, /api/hello", "/docs/api/hello, /api/hello", "/items/7, /api/items/{id}",
			"/api/api/items/7, /api/items/{id}", "/api/v1/items/7, /api/items/{id}" })
	void handlerWithoutThePrefixIsNamedToAClientOfTheApi(String path, String handler) throws Exception {
		this.properties.put("assets.run-worker-first", "/nothing");
		run((context, client) -> {
			List<String> findings = texts(json(client, explain(path, "GET", "empty")).get("findings"));
			if (!path.equals(handler)) {
				assertThat(findings).first().isEqualTo("No handler has the path. A similar one is at " + handler + ".");
			}
			else {
				assertThat(findings).isEmpty();
			}
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					/assets/chunk-2.js    | No file has the path. The nearest existing path is /assets/chunk-1.js.
					/legal/terms.htm      | The file /legal/terms.html exists. The path of the request has another extension.
					/assets/chunk-1.js%3Fv=1 | The file /assets/chunk-1.js exists. The question mark of the query is encoded, as %3F, and so part of the path.
					/assets/chunk-2.js    | Only documents get the fallback page. For a script, a style sheet or an image, the answer is 404: ask with its destination, such as script. A browser sends no destination to an http URL, except on localhost. Such a request for this path is 404, too, because the path has the extension of a file.
					/people/jane.doe      | Only documents get the fallback page. For a script, a style sheet or an image, the answer is 404: ask with its destination, such as script.
					/terms                | No file has the path. A file of this name is at /legal/terms.html.
					/notes/api/hello      | The path ends with that of a handler, /api/hello.
					/office/orders/7      | The folder /office/ has an index.html, which answers for itself only. If the folder is a front end of its own, make it one of several collections.
					""")
	void fallbackPageThatIsHardlyMeantHasAFinding(String path, String finding) throws Exception {
		write("assets/chunk-1.js", "let a");
		write("legal/terms.html", "terms");
		write("office/index.html", "office");
		run((context, client) -> {
			JsonNode explanation = json(client, explain(path, "GET", "document"));
			assertThat(explanation.get("outcome").get("asset").asString()).isEqualTo("/index.html");
			assertThat(texts(explanation.get("findings"))).contains(finding);
			assertThat(texts(json(client, explain("/office/", "GET", "document")).get("findings"))).isEmpty();
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/moved/a     | The target /nowhere/a.png gets 404, unless a filter answers it.
			/sale        |
			/app.js      | The file /app.js exists, but line 2 of _redirects comes first.
			/guide.html  |
			/far         |
			/chain       |
			/to/greet    |
			""")
	void redirectThatIsHardlyMeantHasAFinding(String path, @Nullable String finding) throws Exception {
		write("_redirects", "/moved/* /nowhere/:splat.png 301\n/app.js /guide 302\n/far https://example.com/x.png 301\n"
				+ "/chain /moved/a 301\n/to/* /:splat 301\n/sale /100% 302\n");
		for (String contextPath : List.of("", "/app")) {
			this.properties.put("server.servlet.context-path", contextPath);
			run((context, client) -> {
				String target = contextPath + "/actuator/assets/explain?method=GET&dest=image&path=" + path;
				JsonNode explanation = json(client, target);
				assertThat(explanation.get("outcome").get("location").isNull()).isFalse();
				assertThat(texts(explanation.get("findings"))).isEqualTo(
						(finding != null) ? List.of(finding.replace("target ", "target " + contextPath)) : List.of());
			});
		}
	}

	@Test
	void redirectOfAnyHostOrMethodIsExplained() throws Exception {
		write("_redirects", "/old-form /dashboard 302\n/kept /dashboard 307\n");
		run((context, client) -> {
			assertThat(texts(json(client, explain("/old-form", "POST", "document")).get("findings"))).isEmpty();
			assertThat(texts(json(client, explain("/kept", "POST", "document")).get("findings")))
				.containsExactly("The target /dashboard gets 404, unless a filter answers it.");
			for (String host : List.of("b\u00fccher.example", "a~b.example", "localhost:8080")) {
				JsonNode explanation = json(client, explain("http://" + host + "/old-form", "GET", "document"));
				assertThat(explanation.get("outcome").get("location").asString()).as(host).isEqualTo("/dashboard");
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "/actuator/nope, true", "/actuator/health, false", "/uploads/, false", "/legacy/x, false" })
	void reservedPathThatNoHandlerTakesHasAFinding(String path, boolean found) throws Exception {
		run((context, client) -> assertThat(texts(json(client, explain(path, "GET", "document")).get("findings")))
			.isEqualTo(found
					? List.of("The path belongs to the application, and no handler of Spring MVC takes the request.")
					: List.of()));
	}

	@Test
	void nameOfTheDirectoryInFrontIsNamed() throws Exception {
		write("index.html", "<script src='/app.js'></script>");
		String name = "/" + this.root.getFileName();
		runNew((context,
				client) -> assertThat(texts(json(client, explain(name + "/app.js", "GET", "script")).get("findings")))
					.containsExactly(
							"No file has the path. A file of this name is at /app.js. The path has the name of the"
									+ " directory in front. Leave it out of the link."));
	}

	@Test
	void baseOfAnotherCollectionBeginsWithTheContextPath() throws Exception {
		this.properties.put("server.servlet.context-path", "/app");
		this.properties.put("assets.collections.admin.directory", this.root.resolve("admin").toString());
		this.properties.put("assets.collections.admin.base-path", "/admin");
		write("admin/only-admin.js", "let a");
		this.properties.put("assets.ignore", "admin/");
		runNew((context,
				client) -> assertThat(
						texts(json(client, "/app" + explain("/only-admin.js", "GET", "script")).get("findings")))
					.contains("The collection admin has a file for /admin/only-admin.js. If its pages link to"
							+ " /app/only-admin.js, set the base of its build to /app/admin/."));
	}

	@Test
	void pathOfAFileWithoutTheContextPathHasAFinding() throws Exception {
		this.properties.put("server.servlet.context-path", "/app");
		run((context, client) -> {
			JsonNode bare = json(client, "/app" + explain("/app.js", "GET", "script"));
			assertThat(texts(bare.get("findings")))
				.containsExactly("The URL of the file has the path /app/app.js. For another one, give the whole URL.");
			JsonNode whole = json(client, "/app" + explain("http://localhost/app/app.js", "GET", "script"));
			assertThat(texts(whole.get("findings"))).isEmpty();
		});
	}

	@Test
	void fileWithASpaceIsNamedForAPlusSign() throws Exception {
		write("files/Price List.pdf", "list");
		run((context,
				client) -> assertThat(
						texts(json(client, explain("/files/Price+List.pdf", "GET", "image")).get("findings")))
					.containsExactly(
							"The file /files/Price List.pdf exists. In a path, a plus sign is no space: write %20."));
	}

	@Test
	void pathWithoutASimilarHandlerHasAFinding() throws Exception {
		this.properties.put("assets.run-worker-first", "/api/*");
		run((context,
				client) -> assertThat(texts(json(client, explain("/api/zzzzzzzz/a/b", "GET", "empty")).get("findings")))
					.containsExactly(
							"No handler has a similar path. A controller must be below the package of the main class:"
									+ " the endpoint 'mappings' lists what is mapped."));
	}

	@Test
	void handlerWithoutTheExtensionIsNamed() throws Exception {
		run((context,
				client) -> assertThat(texts(json(client, explain("/api/hello.json", "GET", "empty")).get("findings")))
					.anyMatch((finding) -> finding
						.startsWith("A handler has the path /api/hello, without the extension: /api/hello")));
	}

	@Test
	void folderOfTheBuildBelowTheSourcesIsNamed() throws Exception {
		write("package.json", "{}");
		write("dist/index.html", "page");
		write("dist/assets/main.js", "let b");
		run((context,
				client) -> assertThat(texts(json(client, explain("/assets/main.js", "GET", "script")).get("findings")))
					.containsExactly(
							"No file has the path. A file of this name is at /dist/assets/main.js. The front end seems"
									+ " to be in the folder /dist/ of the directory. Correct 'assets.directory'."));
	}

	@ParameterizedTest
	@CsvSource({ "/, /Index.html", "/index.html, /Index.html", "/docs/, /docs/Index.html",
			"/docs/index.html, /docs/Index.html" })
	void firstPageInAnotherCaseIsNamed(String path, String file) throws Exception {
		this.files.remove("index.html");
		write("Index.html", "page");
		write("docs/Index.html", "docs");
		run((context, client) -> assertThat(texts(json(client, explain(path, "GET", "document")).get("findings")))
			.contains("The file " + file + " exists. Upper and lower case differ from the path of the request."));
	}

	@Test
	void folderOfTheFrontEndIsNamedAtAnyDepth() throws Exception {
		this.files.remove("index.html");
		write("frontend/browser/index.html", "page");
		write("frontend/browser/docs/index.html", "docs");
		run((context, client) -> {
			for (String path : List.of("/", "/notes/7")) {
				assertThat(texts(json(client, explain(path, "GET", "document")).get("findings"))).singleElement()
					.asString()
					.contains("The front end seems to be in the folder /frontend/browser/ of the directory.");
			}
		});
	}

	@Test
	void handlerBehindTheAssetsIsNamedWithTheCure() throws Exception {
		this.properties.put("assets.routing", "workers");
		run((context, client) -> assertThat(texts(json(client, explain("/greet", "GET", "document")).get("findings")))
			.singleElement()
			.asString()
			.startsWith("A handler would take the request, but the assets come first: /greet, ")
			.endsWith("To let it answer, list the path in assets.run-worker-first, or set assets.routing to spring."));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					     | /ui | /ui/rest/* | /ui/rest/x | /ui/rest/* of assets.run-worker-first has /ui in front. Leave it out.
					/app |     | /app/rest/*| /rest/x    | /app/rest/* of assets.run-worker-first has /app in front. Leave it out.
					/app | /ui | /app/ui/r/*| /ui/r/x    | /app/ui/r/* of assets.run-worker-first has /app/ui in front. Leave it out.
					     |     | /REST/*    | /rest/x    | /REST/* of assets.run-worker-first does not match. Upper and lower case differ from the path of the request.
					     |     | /rest/     | /rest/x    | /rest/ of assets.run-worker-first is for this one path. For the paths below it, write /rest/*.
					     |     | /rest/*    | /rest      | /rest/* of assets.run-worker-first is for the paths below /rest only. To include it, add /rest.
					     |     | /rest/{id} | /rest/x    | /rest/{id} of assets.run-worker-first has braces, which have no meaning there. Write /rest/*.
					     |     | /rest      | /rest/x    | /rest of assets.run-worker-first is for this one path. For the paths below it, write /rest/*.
					""")
	void patternThatNearlyMatchesIsNamed(String contextPath, String basePath, String pattern, String path,
			String finding) throws Exception {
		this.properties.put("server.servlet.context-path", Objects.requireNonNullElse(contextPath, ""));
		this.properties.put("assets.base-path", Objects.requireNonNullElse(basePath, "/"));
		this.properties.put("assets.run-worker-first", pattern);
		runNew((context, client) -> {
			JsonNode explanation = json(client, Objects.requireNonNullElse(contextPath, "")
					+ "/actuator/assets/explain?dest=document&path=" + path);
			assertThat(texts(explanation.get("findings"))).contains("The pattern " + finding);
			assertThat(explanation.get("steps").toString()).contains("no pattern matches, of " + pattern);
		});
	}

	@Test
	void patternForAllBelowTheContextPathIsNotCalledRepeated() throws Exception {
		this.properties.put("server.servlet.context-path", "/api");
		this.properties.put("assets.run-worker-first", "/api/*");
		runNew((context,
				client) -> assertThat(
						texts(json(client, "/api/actuator/assets/explain?dest=document&path=/notes").get("findings")))
					.noneMatch((finding) -> finding.contains("in front")));
	}

	@Test
	void fileThatNoRequestGetsIsNotProposed() throws Exception {
		write("api/schema.json", "{}");
		this.properties.put("assets.run-worker-first", "/api/*");
		run((context,
				client) -> assertThat(texts(json(client, explain("/schema.json", "GET", "empty")).get("findings")))
					.isNotEmpty()
					.noneMatch((finding) -> finding.contains("/api/schema.json")));
	}

	@ParameterizedTest
	@CsvSource({ "/img/hero.png, another", "/img/hero, no" })
	void otherExtensionIsNamed(String path, String extension) throws Exception {
		write("img/hero.webp", "hero");
		run((context, client) -> assertThat(texts(json(client, explain(path, "GET", "image")).get("findings")))
			.containsExactly(
					"The file /img/hero.webp exists. The path of the request has " + extension + " extension."));
	}

	@Test
	void rejectedRuleForAllPathsIsNotNamedWhereTheSettingDoesTheSame() throws Exception {
		write("_redirects", "/* /index.html 200\n");
		run((context, client) -> assertThat(texts(json(client, explain("/notes/7", "GET", "document")).get("findings")))
			.isEmpty());
		this.properties.put("assets.not-found-handling", "none");
		runNew((context,
				client) -> assertThat(texts(json(client, explain("/notes/7", "GET", "document")).get("findings")))
					.anyMatch((finding) -> finding.startsWith("A rule for the path was rejected: _redirects:1: ")));
	}

	@Test
	void ruleWithTheContextPathIsNamed() throws Exception {
		write("_redirects", "/app/old /guide 301\n");
		this.properties.put("server.servlet.context-path", "/app");
		runNew((context,
				client) -> assertThat(
						texts(json(client, "/app/actuator/assets/explain?path=/old&dest=script").get("findings")))
					.contains("Line 1 of _redirects, /app/old, has the context path in front. Leave it out."));
	}

	@Test
	void forgottenExtensionIsNamed() throws Exception {
		write("img/logo.svg", "logo");
		run((context, client) -> {
			assertThat(texts(json(client, explain("/img/logo", "GET", "image")).get("findings")))
				.containsExactly("The file /img/logo.svg exists. The path of the request has no extension.");
			assertThat(texts(json(client, explain("/img", "GET", "image")).get("findings")))
				.containsExactly("The folder /img/ has no index.html.");
		});
	}

	@Test
	void handlerBelowTheContextPathIsNamed() throws Exception {
		this.properties.put("server.servlet.context-path", "/app");
		runNew((context,
				client) -> assertThat(
						texts(json(client, "/app/actuator/assets/explain?path=http://localhost/greet").get("findings")))
					.singleElement()
					.asString()
					.startsWith("The URL is outside the context path /app. A handler is at /app/greet: "));
	}

	@Test
	void missingPageBelowWellKnownIsExplained() throws Exception {
		run((context, client) -> assertThat(
				json(client, explain("/.well-known/x", "GET", "document")).get("outcome").get("description").asString())
			.endsWith("has no page for the path: a path below /.well-known/ never gets the fallback page"));
	}

	@ParameterizedTest
	@CsvSource({ "/ui, ''", "/ui/, ''", "/ui, none", "/ui/, none" })
	void basePathWithoutAPageIsExplained(String path, String htmlHandling) throws Exception {
		this.files.remove("index.html");
		this.properties.put("assets.base-path", "/ui");
		this.properties.put("assets.html-handling", htmlHandling.isEmpty() ? "auto-trailing-slash" : htmlHandling);
		run((context, client) -> assertThat(texts(json(client, explain(path, "GET", "document")).get("findings")))
			.contains("There is no index.html in the directory."));
	}

	@Test
	void otherBaseOfTheBuildIsNamedBesideTheFallbackPage() throws Exception {
		write("index.html", "<script src='/ui/app.js'></script>");
		this.properties.put("assets.routing", "workers");
		run((context, client) -> {
			Map<String, String> requests = Map.of("/ui/app.js", "script", "/ui/guide", "document");
			for (Map.Entry<String, String> request : requests.entrySet()) {
				JsonNode explanation = json(client, explain(request.getKey(), "GET", request.getValue()));
				assertThat(explanation.get("outcome").get("asset").asString()).isEqualTo("/index.html");
				assertThat(texts(explanation.get("findings"))).singleElement()
					.asString()
					.contains("The base of the build seems to be /ui/");
			}
			assertThat(texts(json(client, explain("/ui/notes", "GET", "document")).get("findings"))).isEmpty();
		});
	}

	@Test
	void assetsBelowAPathAreListedByPages() throws Exception {
		for (int i = 0; i < 250; i++) {
			write("docs/%03d.html".formatted(i), "page");
		}
		write("docsets/other.html", "other");
		write("docs/plan.bak", "plan");
		write("docs/drafts/one.html", "one");
		write(".assetsignore", "*.bak\n/docs/drafts/\n");
		run((context, client) -> {
			JsonNode first = json(client, "/actuator/assets?path=/docs");
			assertThat(first.get("path").asString()).isEqualTo("/docs");
			assertThat(first.get("total").asInt()).isEqualTo(250);
			assertThat(first.get("page").asInt()).isEqualTo(1);
			assertThat(first.get("pages").asInt()).isEqualTo(3);
			assertThat(first.get("assets").size()).isEqualTo(100);
			assertThat(first.get("assets").get(0).get("path").asString()).isEqualTo("/docs/000.html");
			assertThat(first.get("assets").get(0).get("bytes").asInt()).isEqualTo(4);
			assertThat(first.get("assets").get(0).get("contentType").asString()).startsWith("text/html");
			JsonNode last = json(client, "/actuator/assets?path=/docs&page=3");
			assertThat(last.get("assets").size()).isEqualTo(50);
			assertThat(last.get("assets").get(49).get("path").asString()).isEqualTo("/docs/249.html");
			JsonNode beyond = json(client, "/actuator/assets?path=/docs&page=4");
			assertThat(beyond.get("assets").size()).isZero();
			assertThat(beyond.get("total").asInt()).isEqualTo(250);
			assertThat(beyond.get("pages").asInt()).isEqualTo(3);
			assertThat(json(client, "/actuator/assets?path=/docs&page=2147483647").get("assets").size()).isZero();
			assertThat(first.get("ignored").get("/docs/plan.bak").asString())
				.isEqualTo("line 1 of .assetsignore: *.bak");
			assertThat(first.get("ignored").get("/docs/drafts/").asString())
				.isEqualTo("line 2 of .assetsignore: /docs/drafts/");
			assertThat(first.get("ignored").size()).isEqualTo(2);
			assertThat(json(client, "/actuator/assets?path=docs").get("total").asInt()).isEqualTo(250);
			assertThat(json(client, "/actuator/assets?path=/docs/").get("total").asInt()).isEqualTo(250);
			assertThat(json(client, "/actuator/assets?path=/docs/007.html").get("total").asInt()).isEqualTo(1);
			assertThat(json(client, "/actuator/assets?path=/docs/drafts/one.html").get("ignored").size()).isEqualTo(1);
			assertThat(json(client, "/actuator/assets?path=/nowhere").get("total").asInt()).isZero();
			assertThat(json(client, "/actuator/assets?path=/").get("total").asInt()).isEqualTo(254);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "x" })
	void pageThatIsNoNumberFrom1IsTheClientsError(String page) throws Exception {
		run((context, client) -> assertThat(client.send("GET", "/actuator/assets?path=/&page=" + page, NONE).status())
			.isEqualTo(400));
	}

	@Test
	void workersModeNamesNoLine() throws Exception {
		this.properties.put("assets.routing", "workers");
		run((context, client) -> {
			for (String path : List.of("/app.js", "/old", "/hello", "/deep/link", "/gone.js", "/actuator/nope")) {
				assertThat(json(client, explain(path, "GET", "document")).hasNonNull("line")).as(path).isFalse();
			}
		});
	}

	@Test
	void preflightIsNotSpokenOf() throws Exception {
		run((context, client) -> {
			for (String path : List.of("/app.js", "/old", "/hello", "/deep/link", "/gone.js", "/actuator/nope")) {
				JsonNode explanation = json(client, explain(path, "OPTIONS", ""));
				assertThat(explanation.get("line").asInt()).as(path).isGreaterThan(1);
				assertThat(explanation.toString()).as(path).doesNotContain("reflight");
			}
		});
	}

	private interface Scenario {

		void run(ConfigurableApplicationContext context, SocketClient client) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

		@Bean
		SimpleMeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		RouterFunction<ServerResponse> route() {
			return RouterFunctions.route()
				.GET("/route", RequestPredicates.param("x", "1"), (request) -> ServerResponse.ok().build())
				.build();
		}

		@Bean
		ServletRegistrationBean<HttpServlet> legacy() {
			return new ServletRegistrationBean<>(new HttpServlet() {
			}, "/legacy/*");
		}

		@Bean
		WebMvcConfigurer uploads() {
			return new WebMvcConfigurer() {

				@Override
				public void addResourceHandlers(ResourceHandlerRegistry registry) {
					registry.addResourceHandler("/two/**", "/two/public/**")
						.addResourceLocations("classpath:/uploads-of-tests/");
					registry.addResourceHandler("/own/**")
						.addResourceLocations("classpath:/uploads-of-tests/")
						.resourceChain(false)
						.addResolver(new VersionResourceResolver().addFixedVersionStrategy("v1", "/**"));
					registry.addResourceHandler("/uploads/**")
						.addResourceLocations("classpath:/nowhere/", "classpath:/uploads-of-tests/");
				}

			};
		}

	}

	@RestController
	static class Controller {

		@GetMapping("/hello")
		ResponseEntity<String> hello() {
			return ResponseEntity.ok().header("X-Application", "1").body("hello");
		}

		@GetMapping(path = "/search", params = { "q=a b", "empty" })
		String search() {
			return "search";
		}

		@GetMapping({ "/greet", "/slash/" })
		String greet() {
			return "hello";
		}

		@GetMapping(path = "/versioned", headers = "X-Version=2")
		String versioned() {
			return "versioned";
		}

		@GetMapping("/api/items/{id}")
		String item() {
			return "item";
		}

		@GetMapping("/api/hello")
		String api() {
			return "hello";
		}

		@PostMapping("/submit")
		ResponseEntity<String> submit() {
			return ResponseEntity.ok().header("X-Application", "1").body("submitted");
		}

	}

}
