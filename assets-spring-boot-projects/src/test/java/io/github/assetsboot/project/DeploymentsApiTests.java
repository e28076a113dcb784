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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.project.ApiClient.Answer;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Versions, deployments, aliases and projects over HTTP. Each response is compared with
 * the OpenAPI description.
 *
 * @author the Assets for Spring Boot authors
 */
class DeploymentsApiTests {

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext context;

	private static StoredProjects projects;

	private ApiClient api = new ApiClient(0);

	@BeforeAll
	static void start() {
		context = Applications.start(Application.class,
				Map.of("assets.projects.enabled", "true", "assets.storage.directory", directory.toString(),
						"assets.projects.resolve.host", "{project}.example.com,{version}.{project}.preview.example.com",
						"assets.projects.api.enabled", "true", "assets.projects.limits.uploads", "3",
						"assets.projects.limits.versions", "5", "assets.projects.limits.aliases", "3"));
		projects = context.getBean(StoredProjects.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@BeforeEach
	void connect() throws IOException {
		this.api = new ApiClient(Applications.port(context));
		for (ProjectId project : projects.projects()) {
			projects.delete(project);
		}
	}

	@AfterEach
	void disconnect() throws IOException {
		this.api.close();
	}

	private String upload(String page, String query) throws IOException {
		return this.api.upload("shop", query, "index.html", page);
	}

	private static String visit(String host) throws IOException {
		try (SocketClient client = new SocketClient(Applications.port(context))) {
			Response response = client.send("GET", "/", Map.of("Host", host));
			return response.status() + ((response.status() == 200) ? " " + response.body() : "");
		}
	}

	private static String deployment(Object... versionsAndPercentages) {
		StringBuilder versions = new StringBuilder();
		for (int i = 0; i < versionsAndPercentages.length; i += 2) {
			versions.append((i > 0) ? "," : "")
				.append("{\"version\":\"" + versionsAndPercentages[i] + "\",\"percentage\":"
						+ versionsAndPercentages[i + 1] + "}");
		}
		return "{\"versions\":[" + versions + "]}";
	}

	@Test
	void uploadedVersionIsDeployedUnlessItIsNotWanted() throws Exception {
		Answer first = this.api.zip("/shop/versions?tag=v1&message=First%0Aone&alias=first",
				Zips.of("index.html", "page 1"));
		assertThat(first.status()).isEqualTo(201);
		String id = first.text("id");
		assertThat(first.header("location")).isEqualTo("/assets-projects/shop/versions/" + id);
		assertThat(first.json().get("source").asString()).isEqualTo("api");
		assertThat(first.text("tag")).isEqualTo("v1");
		assertThat(first.text("message")).isEqualTo("First\none");
		assertThat(first.text("alias")).isEqualTo("first");
		assertThat(first.json().get("percentage").asInt()).isEqualTo(100);
		assertThat(first.text("url")).isEqualTo("http://shop.example.com/");
		assertThat(first.json().get("previewUrls").valueStream().map(JsonNode::asString)).containsExactly(
				"http://" + id.substring(0, 8) + ".shop.preview.example.com/",
				"http://first.shop.preview.example.com/");
		Answer second = this.api.zip("/shop/versions?deploy=false", Zips.of("index.html", "page 2"));
		assertThat(second.json().has("percentage")).isFalse();
		assertThat(second.json().get("previewUrls").size()).isEqualTo(1);
		assertThat(visit("shop.example.com")).isEqualTo("200 page 1");
		assertThat(visit("first.shop.preview.example.com")).isEqualTo("200 page 1");
		assertThat(visit(second.text("id").substring(0, 8) + ".shop.preview.example.com")).isEqualTo("200 page 2");
	}

	@Test
	void portOfTheRequestIsInTheUrls() throws Exception {
		this.api.with("Host", "publish.example.org:8443");
		Answer answer = this.api.zip("/shop/versions", Zips.of("index.html", "page 1"));
		assertThat(answer.text("url")).isEqualTo("http://shop.example.com:8443/");
	}

	@Test
	void uploadInStepsHasTheSameOptions() throws Exception {
		String hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
		Answer started = this.api.post("/shop/uploads",
				"{\"deploy\":false,\"tag\":\"v2\",\"message\":\"m\",\"alias\":\"next\",\"files\":{\"/index.html\":"
						+ "{\"hash\":\"" + hash + "\",\"size\":3}},\"settings\":{\"html-handling\":\"none\"}}");
		assertThat(started.status()).isEqualTo(201);
		String upload = "/shop/uploads/" + started.text("upload");
		assertThat(this.api.send("PUT", upload + "/" + hash, null, "abc".getBytes(StandardCharsets.UTF_8)).status())
			.isEqualTo(204);
		Answer finished = this.api.post(upload, "");
		assertThat(finished.status()).isEqualTo(201);
		assertThat(finished.header("location")).endsWith("/shop/versions/" + finished.text("id"));
		assertThat(finished.text("tag")).isEqualTo("v2");
		assertThat(finished.text("message")).isEqualTo("m");
		assertThat(finished.json().has("percentage")).isFalse();
		assertThat(this.api.get("/shop/versions/next").text("id")).isEqualTo(finished.text("id"));
		assertThat(visit("shop.example.com")).isEqualTo("404");
	}

	@Test
	void versionsAreListedPageByPage() throws Exception {
		String first = upload("page 1", "");
		String second = upload("page 2", "");
		String third = upload("page 3", "");
		JsonNode all = this.api.get("/shop/versions").json();
		assertThat(all.valueStream().map((version) -> version.get("id").asString())).containsExactly(third, second,
				first);
		Answer page = this.api.get("/shop/versions?limit=2");
		assertThat(page.json().size()).isEqualTo(2);
		String next = page.header("link");
		assertThat(next).isEqualTo("</assets-projects/shop/versions?limit=2&before=" + second + ">; rel=\"next\"");
		Answer last = this.api.get(next.substring("</assets-projects".length(), next.indexOf('>')));
		assertThat(last.json().valueStream().map((version) -> version.get("id").asString())).containsExactly(first);
		assertThat(last.header("link")).isNull();
		assertThat(this.api.get("/shop/versions?before=" + second.substring(0, 8)).json().size()).isEqualTo(1);
		this.api.get("/shop/versions?before=00000000").isProblem(404, "There is no version '00000000'");
	}

	@ParameterizedTest
	@CsvSource({ "limit=0, limit must be a number from 1 to 1000", "limit=1001, from 1 to 1000",
			"limit=-1, from 1 to 1000", "limit=9999999999, from 1 to 1000", "limit=1&limit=2, there twice",
			"limit=, from 1 to 1000", "page=1, The parameters are limit and before" })
	void pageThatIsNoneIsRefused(String query, String detail) throws Exception {
		this.api.get("/shop/versions?" + query).isProblem(400, detail);
	}

	@Test
	void versionIsFoundByIdShortIdAndAlias() throws Exception {
		String id = upload("page 1", "alias=next");
		for (String name : List.of(id, id.substring(0, 8), "next")) {
			assertThat(this.api.get("/shop/versions/" + name).text("id")).isEqualTo(id);
		}
		this.api.get("/shop/versions/nope").isProblem(404, "There is no version 'nope'");
		this.api.get("/blog/versions/" + id).isProblem(404, "There is no version");
		this.api.get("/SHOP/versions/" + id).isProblem(404, "cannot be the name of a project");
	}

	@Test
	void twoVersionsAreDeployedWithPercentages() throws Exception {
		String first = upload("page 1", "");
		String second = upload("page 2", "deploy=false&alias=next");
		Answer answer = this.api.post("/shop/deployments", "{\"message\":\"A tenth\",\"versions\":[{\"version\":\""
				+ first.substring(0, 8) + "\",\"percentage\":89.99},{\"version\":\"next\",\"percentage\":1.001e1}]}");
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		assertThat(answer.text("message")).isEqualTo("A tenth");
		assertThat(answer.text("triggeredBy")).isEqualTo("deployment");
		JsonNode versions = answer.json().get("versions");
		assertThat(versions.get(0).get("version").asString()).isEqualTo(first);
		assertThat(versions.get(0).get("percentage").decimalValue()).isEqualByComparingTo("89.99");
		assertThat(versions.get(1).get("version").asString()).isEqualTo(second);
		assertThat(answer.body()).contains("\"percentage\":10.01");
		assertThat(this.api.get("/shop/deployments/active").json()).isEqualTo(answer.json());
		JsonNode deployments = this.api.get("/shop/deployments").json();
		assertThat(deployments.size()).isEqualTo(2);
		assertThat(deployments.get(0)).isEqualTo(answer.json());
		assertThat(deployments.get(1).get("triggeredBy").asString()).isEqualTo("upload");
	}

	@Test
	void gradualDeploymentThatAPublishingEndsIsTold() throws Exception {
		String first = upload("page 1", "");
		String second = upload("page 2", "deploy=false");
		this.api.post("/shop/deployments", deployment(first, 50, second, 50));
		Answer third = this.api.zip("/shop/versions", Zips.of("index.html", "page 3"));
		assertThat(third.json().get("endedDeployment").get("versions").size()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "[50, 49.99] | 400 | must add up to 100, but add up to 99.99",
					"[100, 100] | 400 | must add up to 100, but add up to 200",
					"[99.999, 0.001] | 400 | from 0 to 100 with at most two decimals",
					"[-1, 101] | 400 | from 0 to 100", "[1e-99999999, 100] | 400 | at most two decimals",
					"[1e99999999, 100] | 400 | from 0 to 100", "[1e999999999999, 0] | 400 | the number is out of range",
					"[123456789012345678901234567890, 0] | 400 | is too long",
					"['50', 50] | 400 | 'percentage' must be a number", "[null, 100] | 400 | must be a number",
					"[NaN, 100] | 400 | JSON", "[33.33, 33.33, 33.34] | 400 | one or two versions",
					"[] | 400 | one or two versions" })
	void percentagesThatAreNoneAreRefused(String percentages, int status, String detail) throws Exception {
		String[] ids = { upload("page 1", ""), upload("page 2", "deploy=false"), upload("page 3", "deploy=false") };
		String list = percentages.substring(1, percentages.length() - 1).replace('\'', '"');
		StringBuilder versions = new StringBuilder();
		String[] each = list.isEmpty() ? new String[0] : list.split(", ");
		for (int i = 0; i < each.length; i++) {
			versions.append((i > 0) ? "," : "")
				.append("{\"version\":\"" + ids[i] + "\",\"percentage\":" + each[i] + "}");
		}
		this.api.post("/shop/deployments", "{\"versions\":[" + versions + "]}").isProblem(status, detail);
		assertThat(this.api.get("/shop/deployments").json().size()).isEqualTo(1);
	}

	@Test
	void deploymentThatIsNoneIsRefused() throws Exception {
		String id = upload("page 1", "");
		this.api.post("/shop/deployments", deployment(id, 50, id.substring(0, 8), 50)).isProblem(400, "must differ");
		this.api.post("/shop/deployments", deployment("00000000", 100)).isProblem(404, "no version '00000000'");
		this.api.post("/shop/deployments", "{\"versions\":[{\"version\":\"x\"}]}")
			.isProblem(400, "each version needs a 'version' and a 'percentage'");
		this.api.post("/shop/deployments", "{\"versions\":[],\"versions\":[]}").isProblem(400, "is there twice");
		this.api.post("/shop/deployments", "{\"version\":[]}").isProblem(400, "'versions' or 'message' is expected");
		this.api.post("/shop/deployments", "[]").isProblem(400, "an object is expected: line 1, column 1");
		this.api.post("/shop/deployments", "").isProblem(415, "must be application/json");
		this.api.send("POST", "/shop/deployments", "text/plain", "{}".getBytes(StandardCharsets.UTF_8))
			.isProblem(415, "must be application/json");
		this.api
			.post("/shop/deployments",
					"{\"message\":\"" + "m".repeat(1001) + "\",\"versions\":[{\"version\":\"" + id
							+ "\",\"percentage\":100}]}")
			.isProblem(400, "The message has more than 1000 characters");
		this.api.post("/shop/deployments", "{\"versions\":[" + " ".repeat(20_000) + "]}")
			.isProblem(413, "more than 16,384 bytes");
		assertThat(this.api.get("/shop/deployments").json().size()).isEqualTo(1);
		this.api.get("/blog/deployments/active").isProblem(404, "No version of this project is deployed");
		assertThat(this.api.get("/blog/deployments").body()).isEqualTo("[]");
	}

	@Test
	void rollbackDeploysTheEarlierOrTheNamedVersion() throws Exception {
		String first = upload("page 1", "");
		this.api.post("/shop/rollback", "").isProblem(409, "Name a version to deploy");
		String second = upload("page 2", "");
		Answer back = this.api.post("/shop/rollback", "");
		assertThat(back.status()).isEqualTo(201);
		assertThat(back.text("triggeredBy")).isEqualTo("rollback");
		assertThat(visit("shop.example.com")).isEqualTo("200 page 1");
		Answer named = this.api.post("/shop/rollback", "{\"version\":\"" + second + "\",\"message\":\"again\"}");
		assertThat(named.text("message")).isEqualTo("again");
		assertThat(visit("shop.example.com")).isEqualTo("200 page 2");
		this.api.post("/shop/rollback", "{\"version\":\"00000000\"}").isProblem(404, "no version '00000000'");
		this.api.post("/shop/rollback", "{\"to\":\"" + first + "\"}")
			.isProblem(400, "'message' or 'version' is expected");
		this.api.send("POST", "/shop/rollback", "text/plain", "{}".getBytes(StandardCharsets.UTF_8))
			.isProblem(415, "must be application/json");
	}

	@Test
	void versionIsDeployedByItsPath() throws Exception {
		String first = upload("page 1", "");
		upload("page 2", "");
		Answer answer = this.api.post("/shop/versions/" + first.substring(0, 8), "");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(visit("shop.example.com")).isEqualTo("200 page 1");
		this.api.post("/shop/versions/nope", "").isProblem(404, "There is no version 'nope'");
	}

	@Test
	void versionIsDeletedUnlessItIsActive() throws Exception {
		String first = upload("page 1", "");
		String second = upload("page 2", "");
		this.api.delete("/shop/versions/" + second).isProblem(409, "Deploy another version before you delete this one");
		assertThat(this.api.delete("/shop/versions/" + first.substring(0, 8)).status()).isEqualTo(204);
		this.api.delete("/shop/versions/" + first).isProblem(404, "There is no version");
		assertThat(visit(first.substring(0, 8) + ".shop.preview.example.com")).isEqualTo("404");
		assertThat(this.api.get("/shop/versions").json().size()).isEqualTo(1);
	}

	@Test
	void aliasIsSetListedAndRemoved() throws Exception {
		String first = upload("page 1", "");
		String second = upload("page 2", "deploy=false");
		Answer set = this.api.put("/shop/aliases/next", "{\"version\":\"" + second.substring(0, 8) + "\"}");
		assertThat(set.status()).isEqualTo(200);
		assertThat(set.text("version")).isEqualTo(second);
		assertThat(set.text("url")).isEqualTo("http://next.shop.preview.example.com/");
		assertThat(visit("next.shop.preview.example.com")).isEqualTo("200 page 2");
		assertThat(this.api.put("/shop/aliases/a", "{\"version\":\"next\"}").text("version")).isEqualTo(second);
		assertThat(this.api.put("/shop/aliases/next", "{\"version\":\"" + first + "\"}").text("version"))
			.isEqualTo(first);
		assertThat(this.api.get("/shop/aliases").json().valueStream().map((alias) -> alias.get("alias").asString()))
			.containsExactly("a", "next");
		assertThat(this.api.get("/shop/versions/" + first).json().get("previewUrls").get(1).asString())
			.isEqualTo("http://next.shop.preview.example.com/");
		assertThat(this.api.delete("/shop/aliases/next").status()).isEqualTo(204);
		this.api.delete("/shop/aliases/next").isProblem(404, "There is no alias 'next'");
		assertThat(visit("next.shop.preview.example.com")).isEqualTo("404");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Next", "1st", "a_b", "-a", "a.b", "%C3%BC", "%0a", "abcdef12",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void aliasThatIsNoneIsRefused(String alias) throws Exception {
		String id = upload("page 1", "");
		this.api.put("/shop/aliases/" + alias, "{\"version\":\"" + id + "\"}").isProblem(400, "alias");
		this.api.zip("/shop/versions?alias=" + alias, Zips.of("index.html", "page 2")).isProblem(400, "alias");
		this.api
			.post("/shop/uploads",
					"{\"alias\":\"" + alias.replace("%0a", "\\n") + "\",\"files\":{\"/a.txt\":{\"hash\":\""
							+ "0".repeat(64) + "\",\"size\":1}}}")
			.isProblem(400, "alias");
		assertThat(this.api.get("/shop/aliases").body()).isEqualTo("[]");
		assertThat(this.api.get("/shop/versions").json().size()).isEqualTo(1);
	}

	@Test
	void aliasesBeyondTheLimitMakeRoom() throws Exception {
		String id = upload("page 1", "");
		for (String alias : List.of("a", "b", "c", "d")) {
			this.api.put("/shop/aliases/" + alias, "{\"version\":\"" + id + "\"}");
		}
		assertThat(this.api.get("/shop/aliases").json().size()).isEqualTo(3);
		this.api.put("/shop/aliases/e", "{}").isProblem(400, "'version' is missing");
		this.api.put("/shop/aliases/e", "{\"version\":\"nope\"}").isProblem(404, "There is no version 'nope'");
		this.api.put("/shop/aliases/e", "{\"version\":1}").isProblem(400, "'version' must be a text");
	}

	@ParameterizedTest
	@CsvSource({ "tag, 101, The tag has more than 100 characters", "message, 1001, The message has more than 1000" })
	void textThatIsTooLongIsRefused(String name, int length, String detail) throws Exception {
		this.api.zip("/shop/versions?" + name + "=" + "x".repeat(length), Zips.of("index.html", "page"))
			.isProblem(400, detail);
		this.api.zip("/shop/versions?" + name + "=%1b", Zips.of("index.html", "page"))
			.isProblem(400, "cannot be printed");
		this.api.zip("/shop/versions?" + name + "=a&" + name + "=b", Zips.of("index.html", "page"))
			.isProblem(400, "is there twice");
		this.api.zip("/shop/versions?deploy=yes", Zips.of("index.html", "page"))
			.isProblem(400, "deploy must be true or false");
		assertThat(this.api.get("/shop/versions").body()).isEqualTo("[]");
	}

	@Test
	void newSettingsForTheSameFilesMakeAVersion() throws Exception {
		String first = upload("page 1", "");
		Answer copy = this.api.post("/shop/versions", "{\"filesOf\":\"" + first.substring(0, 8)
				+ "\",\"settings\":{\"not-found-handling\":\"single-page-application\"},\"tag\":\"v2\"}");
		assertThat(copy.status()).as(copy.body()).isEqualTo(201);
		assertThat(copy.header("location")).endsWith(copy.text("id"));
		assertThat(copy.json().get("percentage").asInt()).isEqualTo(100);
		assertThat(copy.json().get("files").asInt()).isEqualTo(1);
		try (SocketClient client = new SocketClient(Applications.port(context))) {
			assertThat(client.send("GET", "/deep/link", Map.of("Host", "shop.example.com")).body()).isEqualTo("page 1");
		}
		Answer preview = this.api.post("/shop/versions",
				"{\"filesOf\":\"" + first + "\",\"deploy\":false,\"alias\":\"plain\"}");
		assertThat(preview.json().has("percentage")).isFalse();
		assertThat(visit("plain.shop.preview.example.com")).isEqualTo("200 page 1");
		this.api.post("/shop/versions", "{\"filesOf\":\"nope\"}").isProblem(404, "There is no version 'nope'");
		this.api.post("/shop/versions", "{}").isProblem(400, "'filesOf' is missing");
		this.api.post("/shop/versions", "{\"filesOf\":\"x\",\"deploy\":\"true\"}")
			.isProblem(400, "'deploy' must be true or false");
		this.api.post("/shop/versions", "{\"filesOf\":\"x\",\"settings\":{\"typo\":\"x\"}}")
			.isProblem(400, "no such setting");
		this.api.zip("/shop/versions", "x".getBytes(StandardCharsets.UTF_8)).isProblem(422, "The zip is broken");
		assertThat(this.api.get("/shop/versions").json().size()).isEqualTo(3);
	}

	@Test
	void projectTellsItsDeploymentAliasesAndUsage() throws Exception {
		String id = upload("page 1", "alias=next");
		Answer before = this.api.get("/shop");
		assertThat(before.text("name")).isEqualTo("shop");
		assertThat(before.text("url")).isEqualTo("http://shop.example.com/");
		assertThat(before.json().get("deployment").get("versions").get(0).get("version").asString()).isEqualTo(id);
		assertThat(before.json().get("aliases").get(0).get("alias").asString()).isEqualTo("next");
		assertThat(before.json().has("usage")).isFalse();
		ProjectId shop = new ProjectId("shop");
		projects.deleteGarbage(shop, projects.findGarbage(shop));
		JsonNode usage = this.api.get("/shop").json().get("usage");
		assertThat(usage.get("contents").asInt()).isEqualTo(1);
		assertThat(usage.get("bytes").asInt()).isEqualTo("page 1".length());
		assertThat(usage.get("deleted").asInt()).isZero();
		assertThat(this.api.delete("/shop").status()).isEqualTo(204);
		this.api.get("/shop").isProblem(404, "There is no project 'shop'");
		assertThat(projects.usage(shop)).isNull();
	}

	@Test
	void projectsAreListedPageByPageWithoutDeletedOnes() throws Exception {
		for (String project : List.of("a", "b", "c", "d")) {
			this.api.upload(project, project.equals("c") ? "deploy=false" : "", "index.html", project);
		}
		this.api.delete("/b");
		Answer all = this.api.get("");
		assertThat(names(all)).containsExactly("a", "c", "d");
		assertThat(all.json().has("next")).isFalse();
		assertThat(this.api.get("/").json()).isEqualTo(all.json());
		assertThat(all.json().get("projects").get(0).get("deployment").get("source").asString()).isEqualTo("api");
		assertThat(all.json().get("projects").get(1).has("deployment")).isFalse();
		Answer page = this.api.get("?limit=2");
		assertThat(names(page)).containsExactly("a", "c");
		Answer last = this.api.get("?limit=2&after=" + page.text("next"));
		assertThat(names(last)).containsExactly("d");
		assertThat(last.json().has("next")).isFalse();
		this.api.get("?limit=101").isProblem(400, "limit must be a number from 1 to 100");
	}

	private static List<String> names(Answer page) {
		return page.json().get("projects").valueStream().map((project) -> project.get("name").asString()).toList();
	}

	@Test
	void uploadsBeyondTheLimitAreRefusedUntilOneIsDeleted() throws Exception {
		String manifest = "{\"files\":{\"/a.txt\":{\"hash\":\"" + "0".repeat(64) + "\",\"size\":1}}}";
		String first = this.api.post("/shop/uploads", manifest).text("upload");
		this.api.post("/shop/uploads", manifest);
		this.api.post("/shop/uploads", manifest);
		Answer refused = this.api.post("/shop/uploads", manifest);
		refused.isProblem(429, "The project has 3 unfinished uploads, the limit of 'assets.projects.limits.uploads'");
		assertThat(refused.json().get("uploads").size()).isEqualTo(3);
		assertThat(refused.json().get("uploads").get(0).asString()).isEqualTo(first);
		assertThat(this.api.post("/blog/uploads", manifest).status()).isEqualTo(201);
		assertThat(this.api.delete("/shop/uploads/" + first).status()).isEqualTo(204);
		this.api.delete("/shop/uploads/" + first).isProblem(404, "no such upload");
		this.api.post("/shop/uploads/" + first, "").isProblem(404, "no such upload");
		assertThat(this.api.post("/shop/uploads", manifest).status()).isEqualTo(201);
	}

	@Test
	void acceptFieldMakesNoDifference() throws Exception {
		upload("page 1", "");
		for (String accept : List.of("text/html", "application/xml", "image/*;q=0", "nonsense")) {
			this.api.with("Accept", accept);
			Answer answer = this.api.get("/shop/versions");
			assertThat(answer.status()).as(accept).isEqualTo(200);
			assertThat(answer.header("content-type")).isEqualTo("application/json");
			this.api.get("/shop/versions/nope").isProblem(404, "no version");
		}
	}

	@Test
	void reservedNameIsRefused() throws Exception {
		for (String path : List.of("/www/deployments", "/www/rollback")) {
			this.api.post(path, path.endsWith("s") ? deployment("00000000", 100) : "{\"version\":\"00000000\"}")
				.isProblem(422, "is reserved");
		}
		this.api.put("/www/aliases/next", "{\"version\":\"00000000\"}").isProblem(422, "is reserved");
		this.api.post("/www/versions", "{\"filesOf\":\"00000000\"}").isProblem(422, "is reserved");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
