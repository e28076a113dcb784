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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint, the metrics and the explanations of an application with several
 * collections.
 *
 * @author the Assets for Spring Boot authors
 */
class SeveralCollectionsTests {

	private static final Map<String, String> NONE = Map.of();

	private static final Map<String, String> HTML = Map.of("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

	private static final Map<String, String> DOCS = Map.of("Host", "docs.example.com");

	@TempDir
	static Path root;

	private static ConfigurableApplicationContext context;

	private static SocketClient client;

	@BeforeAll
	static void start() throws IOException {
		write("shop/index.html", "shop");
		write("shop/only-shop.js", "shop");
		write("shop/admin/hidden.png", "hidden");
		write("shop/_redirects", "/old /new 301\n");
		write("admin/index.html", "admin");
		write("admin/only-admin.js", "admin");
		write("admin/Logo.svg", "admin");
		write("admin/_redirects", "/old /new 301\nnonsense\n");
		write("admin/_headers", "/*.js\n  X-Admin: 1\n");
		write("docs/index.html", "docs");
		for (int i = 0; i < 120; i++) {
			write("docs/page-" + i + ".html", "docs");
		}
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("management.endpoints.web.exposure.include", "*");
		properties.put("assets.directory", root.resolve("shop").toString());
		properties.put("assets.collections.admin.base-path", "/admin");
		properties.put("assets.collections.admin.directory", root.resolve("admin").toString());
		properties.put("assets.collections.admin.not-found-handling", "single-page-application");
		properties.put("assets.collections.admin.run-worker-first", "/api/*");
		properties.put("assets.collections.docs.host", "docs.example.com");
		properties.put("assets.collections.docs.directory", root.resolve("docs").toString());
		properties.put("assets.collections.both.host", "docs.example.com");
		properties.put("assets.collections.both.base-path", "/v2");
		properties.put("assets.collections.both.directory", root.resolve("docs").toString());
		context = Applications.start(Application.class, properties);
		client = new SocketClient(Applications.port(context));
	}

	private static void write(String name, String text) throws IOException {
		Path file = root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	@AfterAll
	static void stop() throws IOException {
		client.close();
		context.close();
	}

	private static JsonNode json(String target) throws IOException {
		Response response = client.send("GET", target, NONE);
		assertThat(response.status()).as(target).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	private static JsonNode explain(String path, String host) throws IOException {
		return json(
				"/actuator/assets/explain?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8) + "&host=" + host);
	}

	private static List<String> names(JsonNode node) {
		return node.propertyStream().map(Map.Entry::getKey).toList();
	}

	@Test
	void descriptionOfTheDefaultCollectionHasTheOthers() throws Exception {
		JsonNode assets = json("/actuator/assets");
		assertThat(assets.get("name").asString()).isEqualTo("default");
		assertThat(assets.get("count").asInt()).isEqualTo(3);
		assertThat(assets.get("settings").get("assets.directory").asString())
			.isEqualTo(root.resolve("shop").toString());
		assertThat(assets.get("collections").valueStream().map((each) -> each.get("name").asString()))
			.containsExactly("admin", "docs", "both");
		JsonNode admin = assets.get("collections").get(0);
		assertThat(admin.get("basePath").asString()).isEqualTo("/admin/");
		assertThat(admin.get("host").isNull()).isTrue();
		assertThat(admin.get("count").asInt()).isEqualTo(3);
		assertThat(admin.get("bytes").asInt()).isEqualTo(15);
		assertThat(admin.get("redirectRules").size()).isEqualTo(1);
		assertThat(admin.get("headerRules").size()).isEqualTo(1);
		assertThat(admin.get("rejectedLines").size()).isEqualTo(1);
		assertThat(names(admin.get("settings"))).isNotEmpty()
			.allMatch((name) -> name.startsWith("assets.collections.admin."));
		assertThat(admin.get("settings").get("assets.collections.admin.not-found-handling").asString())
			.isEqualTo("single-page-application");
		JsonNode docs = assets.get("collections").get(1);
		assertThat(docs.get("host").asString()).isEqualTo("docs.example.com");
		assertThat(docs.get("basePath").asString()).isEqualTo("/");
		assertThat(docs.get("settings").get("assets.collections.docs.host").asString()).isEqualTo("docs.example.com");
		assertThat(docs.get("settings").get("assets.collections.docs.not-found-handling").asString()).isEqualTo("none");
	}

	@Test
	void oneCollectionIsDescribedByItsName() throws Exception {
		JsonNode all = json("/actuator/assets");
		assertThat(json("/actuator/assets?collection=admin")).isEqualTo(all.get("collections").get(0));
		assertThat(json("/actuator/assets?collection=default").get("count")).isEqualTo(all.get("count"));
		assertThat(client.send("GET", "/actuator/assets?collection=nobody", NONE).status()).isEqualTo(404);
		assertThat(client.send("GET", "/actuator/assets?collection=nobody&path=/", NONE).status()).isEqualTo(404);
	}

	@Test
	void filesOfACollectionAreListed() throws Exception {
		JsonNode list = json("/actuator/assets?collection=admin&path=/");
		assertThat(list.get("collection").asString()).isEqualTo("admin");
		assertThat(list.get("assets").valueStream().map((asset) -> asset.get("path").asString()))
			.containsExactly("/Logo.svg", "/index.html", "/only-admin.js");
		assertThat(json("/actuator/assets?path=/").get("collection").asString()).isEqualTo("default");
		assertThat(json("/actuator/assets?path=/").get("total").asInt()).isEqualTo(3);
		assertThat(json("/actuator/assets?path=/&collection=docs&page=2").get("assets").size()).isEqualTo(21);
	}

	@Test
	void personChoosesACollectionOnThePage() throws Exception {
		Document page = Jsoup.parse(client.send("GET", "/actuator/assets", HTML).body());
		assertThat(page.select("table[aria-label=Collections] a").eachAttr("href"))
			.containsExactly("?collection=default", "?collection=admin", "?collection=docs", "?collection=both");
		assertThat(page.select("table[aria-label=Collections]").text()).contains("/admin/", "docs.example.com", "/v2/");
		Document admin = Jsoup.parse(client.send("GET", "/actuator/assets?collection=admin", HTML).body());
		assertThat(admin.title()).isEqualTo("Collection admin");
		assertThat(admin.select("table[aria-label=Collections]")).isEmpty();
		assertThat(admin.text()).contains("/only-admin.js", "nonsense");
		assertThat(admin.select("nav a").eachAttr("href")).contains("?", "?collection=admin&path=%2F");
		Document list = Jsoup.parse(client.send("GET", "/actuator/assets?collection=docs&path=/", HTML).body());
		assertThat(list.text()).contains("/page-1.html").doesNotContain("only-admin");
		assertThat(list.select("nav a").eachAttr("href")).containsExactly("?", "?collection=docs",
				"?collection=docs&page=2&path=%2F");
	}

	@Test
	void equalRulesOfTwoCollectionsAreCountedApart() throws Exception {
		long ofDefault = hits("default");
		long ofAdmin = hits("admin");
		assertThat(client.send("GET", "/admin/old", NONE).headers()).containsEntry("location", "/admin/new");
		client.send("GET", "/admin/old", NONE);
		client.send("GET", "/old", NONE);
		assertThat(hits("default")).isEqualTo(ofDefault + 1);
		assertThat(hits("admin")).isEqualTo(ofAdmin + 2);
	}

	private static long hits(String collection) throws IOException {
		return json("/actuator/assets?collection=" + collection).get("redirectRules").get(0).get("hits").asLong();
	}

	@Test
	void metricsHaveTheNameOfTheCollection() throws Exception {
		List<Long> before = List.of(count("default"), count("admin"), count("docs"), count("both"));
		client.send("GET", "/only-shop.js", NONE);
		client.send("GET", "/admin/", NONE);
		client.send("GET", "/admin/deep/link", HTML);
		client.send("GET", "/admin/api/secret", NONE);
		client.send("GET", "/page-1", DOCS);
		client.send("GET", "/page-2", DOCS);
		client.send("GET", "/page-3", DOCS);
		client.send("GET", "/v2/page-3", DOCS);
		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			assertThat(count("default")).isEqualTo(before.get(0) + 1);
			assertThat(count("admin")).isEqualTo(before.get(1) + 2);
			assertThat(count("docs")).isEqualTo(before.get(2) + 3);
			assertThat(count("both")).isEqualTo(before.get(3) + 1);
		});
		assertThat(context.getBean(MeterRegistry.class).find("assets.requests").timers())
			.extracting((timer) -> timer.getId().getTag("collection"))
			.containsOnly("default", "admin", "docs", "both");
	}

	private static long count(String collection) {
		return context.getBean(MeterRegistry.class)
			.find("assets.requests")
			.tag("collection", collection)
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

	@ParameterizedTest
	@CsvSource({ "/only-shop.js, localhost, default, no other collection is for the host and the path",
			"/administration, localhost, default, no other collection is for the host and the path",
			"/v2/x, localhost, default, no other collection is for the host and the path",
			"/admin, localhost, admin, the path is below /admin/",
			"/admin/x, www.example.com, admin, the path is below /admin/",
			"/admin/x, docs.example.com, docs, the host is docs.example.com",
			"/, DOCS.EXAMPLE.COM, docs, the host is docs.example.com",
			"/v2/x, docs.example.com, both, 'the host is docs.example.com, and the path is below /v2/'" })
	void explanationBeginsWithTheCollection(String path, String host, String collection, String reason)
			throws Exception {
		JsonNode explanation = explain(path, host);
		JsonNode step = explanation.get("steps").get(0);
		assertThat(step.get("step").asString()).isEqualTo("COLLECTION");
		assertThat(step.get("answer").asString()).isEqualTo(collection);
		assertThat(step.get("detail").asString()).isEqualTo(reason);
		assertThat(explanation.get("collection").asString()).isEqualTo(collection);
	}

	@Test
	void stepsNameThePropertiesOfTheCollection() throws Exception {
		JsonNode explanation = explain("/admin/api/nothing", "localhost");
		assertThat(explanation.get("steps").get(2).get("question").asString())
			.isEqualTo("Does assets.collections.admin.run-worker-first decide?");
		assertThat(explanation.get("outcome").get("description").asString())
			.contains("assets.collections.admin.run-worker-first gives the path to the application");
		assertThat(explanation.toString()).doesNotContainPattern("\\bassets\\.(?!collections\\.admin)[a-z-]");
	}

	@Test
	void pageThatExplainsDrawsTheChoice() throws Exception {
		Response page = client.send("GET", "/actuator/assets/explain?path=/admin/x", HTML);
		assertThat(page.body()).contains("Which collection is the request for?", "<th>Collection</th><td>admin</td>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					/only-admin.js       | localhost        | The collection admin has a file for /admin/only-admin.js. If its pages link to /only-admin.js, set the base of its build to /admin/.
					/ui/only-admin.js    | localhost        | The collection admin has a file for /admin/only-admin.js. If its pages link to /ui/only-admin.js, set the base of its build to /admin/.
					/page-7              | localhost        | The collection docs has a file for /page-7 at the host docs.example.com.
					/admin/hidden.png    | localhost        | The collection default has the file /admin/hidden.png, but the path belongs to the collection admin.
					/admin/only-shop.js  | localhost        | The collection default has a file for /only-shop.js. If its pages link to /admin/only-shop.js, set the base of its build to /.
					/Admin/              | localhost        | The base path of the collection admin is /admin. Upper and lower case differ from the path of the request.
					/admin/logo.svg      | localhost        | The file /admin/Logo.svg exists. Upper and lower case differ from the path of the request.
					/admin/only-admn.js  | localhost        | No file of the collection admin refers to only-admn.js.
					/admin/only-admn.js  | localhost        | No file has the path. The nearest existing path is /admin/only-admin.js. The endpoint lists the files below a folder with the parameters 'collection=admin' and 'path'.
					""")
	void findingNamesTheCollectionThatHasTheFile(String path, String host, String finding) throws Exception {
		assertThat(explain(path, host).get("findings").valueStream().map(JsonNode::asString)).contains(finding);
	}

	@Test
	void fileThatIsFoundHasNoFinding() throws Exception {
		assertThat(explain("/admin/only-admin.js", "localhost").get("findings").size()).isZero();
		assertThat(explain("/page-7", "docs.example.com").get("findings").size()).isZero();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

		@Bean
		SimpleMeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@RestController
	static class Controller {

		@GetMapping("/admin/api/secret")
		String secret() {
			return "secret";
		}

	}

}
