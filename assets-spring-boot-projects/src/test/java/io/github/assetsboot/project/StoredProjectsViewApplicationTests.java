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

package io.github.assetsboot.project;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.project.ProjectChange.Source;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The projects in the endpoint of a running application: as JSON, as a page, in the
 * explanation of a request, and in its metrics.
 */
class StoredProjectsViewApplicationTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final Map<String, String> HTML = Map.of("Accept", "text/html,*/*;q=0.8");

	@TempDir
	private Path directory;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void prepare() {
		this.properties.put("assets.projects.enabled", "true");
		this.properties.put("assets.storage.directory", this.directory.toString());
		this.properties.put("assets.projects.resolve.host", "{project}.example.com, {version}-{project}.example.com");
		this.properties.put("assets.projects.resolve.preview-header", "X-Preview");
		this.properties.put("assets.projects.resolve.version-overrides", "true");
		this.properties.put("assets.projects.resolve.version-key", "header:X-Key, cookie:visitor");
		this.properties.put("assets.projects.response-version-header", "X-Version");
		this.properties.put("assets.projects.cache.deployment-time-to-live", "0");
		this.properties.put("management.endpoints.web.exposure.include", "assets");
	}

	private void run(Scenario scenario) throws Exception {
		try (ConfigurableApplicationContext context = Applications.start(Application.class, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			scenario.run(context, client);
		}
	}

	private static ProjectFiles files(String text) {
		return ProjectFiles.ofMap(Map.of("index.html", text.getBytes(StandardCharsets.UTF_8)));
	}

	private static ProjectVersion publish(ConfigurableApplicationContext context, ProjectId project, String text)
			throws IOException {
		return context.getBean(AssetProjects.class).publish(project, files(text), ProjectSettings.DEFAULTS);
	}

	private static ProjectVersion upload(ConfigurableApplicationContext context, ProjectChange change, String text)
			throws IOException {
		return context.getBean(AssetProjects.class)
			.upload(SHOP, files(text), ProjectSettings.DEFAULTS, change, AssetProjects.PublishProgress.NONE);
	}

	private static JsonNode json(SocketClient client, String target) throws IOException {
		Response response = client.send("GET", target, Map.of());
		assertThat(response.status()).as(target).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	private static Document page(SocketClient client, String target) throws IOException {
		Response response = client.send("GET", target, HTML);
		assertThat(response.status()).as(target).isEqualTo(200);
		assertThat(response.headers().get("content-security-policy")).contains("default-src 'none'",
				"frame-ancestors 'none'");
		return Jsoup.parse(response.body());
	}

	@Test
	void projectIsDescribed() throws Exception {
		run((context, client) -> {
			ProjectVersion first = publish(context, SHOP, "first");
			ProjectVersion second = upload(context,
					new ProjectChange(Source.API, "alice", "A <b>message</b>", "v2", "next"), "second");
			Deployments.rollOut(context.getBean(AssetProjects.class), SHOP, second.id(), 25);
			JsonNode list = json(client, "/actuator/assets").get("projects");
			assertThat(list.get("total").asInt()).isEqualTo(1);
			assertThat(list.get("problem").isNull()).isTrue();
			assertThat(list.get("projects").get(0).get("name").asString()).isEqualTo("shop");
			JsonNode shop = json(client, "/actuator/assets?project=shop");
			assertThat(shop.get("deployment").get("versions").get(0).get("version").asString()).isEqualTo(first.id());
			assertThat(shop.get("deployment").get("versions").get(1).get("percentage").asInt()).isEqualTo(25);
			JsonNode version = shop.get("versions").get(0);
			assertThat(version.get("id").asString()).isEqualTo(second.id());
			assertThat(version.get("tag").asString()).isEqualTo("v2");
			assertThat(version.get("author").asString()).isEqualTo("alice");
			assertThat(version.get("source").asString()).isEqualTo("api");
			assertThat(version.get("created").asString()).isEqualTo(second.created().toString());
			assertThat(version.get("previewUrl").asString()).isEqualTo(
					"http://" + second.id().substring(0, 8) + "-shop.example.com:" + Applications.port(context) + "/");
			assertThat(shop.get("aliases").get(0).get("name").asString()).isEqualTo("next");
			assertThat(shop.get("deployments").size()).isEqualTo(2);
			assertThat(shop.get("deployments").get(1).get("triggeredBy").asString()).isEqualTo("upload");
			Document page = page(client, "/actuator/assets?project=shop");
			assertThat(page.select("table[aria-label=Versions] tbody tr").first().text()).contains("v2",
					"A <b>message</b>", "alice", "25 %");
			assertThat(page(client, "/actuator/assets").select("#projects + p").text()).isEqualTo("1 project");
		});
	}

	@Test
	void fiftyProjectsAreOnAPage() throws Exception {
		run((context, client) -> {
			for (int i = 0; i < 53; i++) {
				publish(context, new ProjectId("site-%02d".formatted(i)), "page");
			}
			JsonNode first = json(client, "/actuator/assets").get("projects");
			assertThat(first.get("projects").size()).isEqualTo(50);
			assertThat(first.get("pages").asInt()).isEqualTo(2);
			JsonNode second = json(client, "/actuator/assets?page=2").get("projects");
			assertThat(second.get("projects").size()).isEqualTo(3);
			assertThat(second.get("projects").get(2).get("name").asString()).isEqualTo("site-52");
			Document page = page(client, "/actuator/assets?page=2");
			assertThat(page.select("table[aria-label=Projects] tbody tr")).hasSize(3);
			assertThat(page.select("nav[aria-label=Pages] a").attr("href")).isEqualTo("?page=1");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "nope", "No-Name", "%3Cscript%3E", "..%2Fx" })
	void unknownProjectIsNotFound(String name) throws Exception {
		run((context, client) -> {
			publish(context, SHOP, "first");
			for (Map<String, String> headers : List.of(HTML, Map.<String, String>of())) {
				assertThat(client.send("GET", "/actuator/assets?project=" + name, headers).status()).isEqualTo(404);
			}
		});
	}

	private static JsonNode explain(SocketClient client, String host, String... headers) throws IOException {
		StringBuilder target = new StringBuilder("/actuator/assets/explain?path=/&host=" + host);
		for (int i = 0; i < headers.length; i += 2) {
			target.append("&header=")
				.append(URLEncoder.encode(headers[i] + ": " + headers[i + 1], StandardCharsets.UTF_8));
		}
		return json(client, target.toString());
	}

	/**
	 * The explanation and the filter come to the same version.
	 */
	private static JsonNode project(SocketClient client, String host, String... headers) throws IOException {
		Map<String, String> all = new LinkedHashMap<>(Map.of("Host", host));
		for (int i = 0; i < headers.length; i += 2) {
			all.put(headers[i], headers[i + 1]);
		}
		Response response = client.send("GET", "/", all);
		JsonNode explanation = explain(client, host, headers);
		JsonNode project = explanation.get("project");
		assertThat(explanation.get("outcome").get("status").asInt()).as(host).isEqualTo(response.status());
		if (!project.get("chosenBy").asString().equals("random")) {
			assertThat(project.get("version").isNull() ? null : project.get("version").asString()).as(host)
				.isEqualTo(response.headers().get("x-version"));
		}
		return project;
	}

	@Test
	void choiceOfAVersionIsExplained() throws Exception {
		run((context, client) -> {
			AssetProjects projects = context.getBean(AssetProjects.class);
			String first = publish(context, SHOP, "first").id();
			JsonNode only = project(client, "shop.example.com");
			assertThat(only.get("chosenBy").asString()).isEqualTo("only-version");
			assertThat(only.get("name").asString()).isEqualTo("shop");
			String second = upload(context, ProjectChange.NONE.withAlias("next"), "second").id();
			Deployments.rollOut(projects, SHOP, second, 40);
			String key = "key-1";
			JsonNode byKey = project(client, "shop.example.com", "X-Key", key);
			assertThat(byKey.get("chosenBy").asString()).isEqualTo("version-key");
			assertThat(byKey.get("reason").asString()).matches(
					"the version key of the request has the position [0-9.]+, which is (not )?below the 40 % of the newer version "
							+ second.substring(0, 8));
			assertThat(byKey.get("reason").asString().contains("not below"))
				.isEqualTo(byKey.get("version").asString().equals(first));
			assertThat(project(client, "shop.example.com", "Cookie", "a=b; visitor=" + key)).isEqualTo(byKey);
			assertThat(project(client, "shop.example.com").get("chosenBy").asString()).isEqualTo("random");
			JsonNode host = project(client, "next-shop.example.com");
			assertThat(host.get("chosenBy").asString()).isEqualTo("preview-host");
			assertThat(host.get("reason").asString()).isEqualTo("the URL has its alias next");
			JsonNode header = project(client, "shop.example.com", "X-Preview", first.substring(0, 8), "X-Key", key);
			assertThat(header.get("chosenBy").asString()).isEqualTo("preview-header");
			assertThat(header.get("version").asString()).isEqualTo(first);
			JsonNode override = project(client, "shop.example.com", "Cloudflare-Workers-Version-Overrides",
					"other=\"x\", shop=\"" + second + "\"");
			assertThat(override.get("chosenBy").asString()).isEqualTo("override");
			assertThat(override.get("version").asString()).isEqualTo(second);
			assertThat(project(client, "nope.example.com").get("reason").asString())
				.isEqualTo("there is no such project");
			assertThat(project(client, "00000000-shop.example.com").get("version").isNull()).isTrue();
			JsonNode own = explain(client, "localhost");
			assertThat(own.get("project").isNull()).isTrue();
			assertThat(own.get("steps").get(0).get("step").asString()).isEqualTo("PROJECT");
			assertThat(own.get("steps").get(0).get("answer").asString()).isEqualTo("no");
		});
	}

	@Test
	void explanationIsDrawn() throws Exception {
		run((context, client) -> {
			String version = publish(context, SHOP, "first").id();
			String target = "/actuator/assets/explain?path=/&host=shop.example.com&header=X-Key:+a%0AX-Other:+%3Cb%3E";
			Document page = page(client, target);
			assertThat(page.select("svg").text()).contains("Which version of the project answers?",
					version.substring(0, 8) + ": all requests get it");
			assertThat(page.select("ol").text()).contains("all requests get it");
			assertThat(page.select("textarea").text()).contains("X-Other: <b>");
			assertThat(page.select("textarea *, b b")).isEmpty();
			assertThat(page.select("#host").attr("value")).isEqualTo("shop.example.com");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "a+b:+c", "X:+%C3%A9", "Host:+x&host=y", "accept:+x&accept=y", "X:+%00" })
	void headerFieldThatIsNotValidIsTheClientsError(String header) throws Exception {
		run((context,
				client) -> assertThat(
						client.send("GET", "/actuator/assets/explain?path=/&header=" + header, Map.of()).status())
					.isEqualTo(400));
	}

	@Test
	void missingProjectIsExplained() throws Exception {
		run((context, client) -> {
			publish(context, SHOP, "first");
			JsonNode explanation = explain(client, "nope.example.com");
			assertThat(explanation.get("outcome").get("status").asInt()).isEqualTo(404);
			assertThat(explanation.get("outcome").get("answeredBy").asString()).isEqualTo("assets");
			assertThat(explanation.get("findings").size()).isZero();
		});
	}

	@Test
	void metricsTellProjectsFromTheOwnCollection() throws Exception {
		run((context, client) -> {
			publish(context, SHOP, "first");
			publish(context, new ProjectId("blog"), "first");
			client.send("GET", "/", Map.of("Host", "shop.example.com"));
			client.send("GET", "/", Map.of("Host", "blog.example.com"));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await().atMost(Duration.ofSeconds(10))
				.until(() -> registry.find("assets.requests").timers().stream().mapToLong(Timer::count).sum() == 2);
			assertThat(registry.find("assets.requests").timers()).singleElement()
				.satisfies((timer) -> assertThat(timer.getId().getTag("collection")).isEqualTo("project"))
				.satisfies((timer) -> assertThat(timer.getId().toString()).doesNotContain("shop", "blog"));
		});
	}

	private interface Scenario {

		void run(ConfigurableApplicationContext context, SocketClient client) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
