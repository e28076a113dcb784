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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.project.ProjectDeployment.Trigger;
import io.github.assetsboot.project.WranglerClient.Answer;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.testing.Applications;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WranglerApi} over HTTP. The application's own limits for multipart
 * bodies are lower than any body of the API.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerApiTests {

	private static final String ACCOUNT = "/accounts/assets";

	private static final String SHOP = ACCOUNT + "/workers/scripts/shop";

	private static final ProjectId PROJECT = new ProjectId("shop");

	private static final Map<String, String> SITE = Map.of("/index.html", "page 1", "/assets/app.js", "script 1",
			"/copy.js", "script 1", "/empty.txt", "");

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext context;

	private static AssetProjects projects;

	private static BreakingStorage storage;

	private static WranglerClient client;

	@BeforeAll
	static void start() {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("assets.projects.enabled", "true");
		properties.put("assets.projects.limits.uploads", "3");
		properties.put("assets.projects.limits.files", "100");
		properties.put("assets.projects.wrangler.enabled", "true");
		properties.put("assets.projects.wrangler.tokens[0].name", "ci");
		properties.put("assets.projects.wrangler.tokens[0].secret", WranglerTestTokens.SECRET);
		properties.put("assets.projects.wrangler.tokens[1].name", "blogs");
		properties.put("assets.projects.wrangler.tokens[1].secret",
				"{sha256}" + WranglerTestTokens.hex(WranglerTestTokens.OTHER_SECRET));
		properties.put("assets.projects.wrangler.tokens[1].projects", "blog-*");
		properties.put("assets.projects.wrangler.signing-key", "a key with more than thirty-two characters");
		properties.put("assets.projects.resolve.path", "/sites/{project}");
		properties.put("spring.servlet.multipart.max-file-size", "100B");
		properties.put("spring.servlet.multipart.max-request-size", "300B");
		context = Applications.start(Application.class, properties);
		projects = context.getBean(AssetProjects.class);
		storage = context.getBean(BreakingStorage.class);
		client = new WranglerClient("http://127.0.0.1:" + Applications.port(context) + "/client/v4",
				WranglerTestTokens.SECRET);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@BeforeEach
	void deleteProjects() throws IOException {
		for (ProjectId project : projects.projects()) {
			projects.delete(project);
		}
	}

	@AfterEach
	void nothingIsLeftInTheTemporaryFolder() throws IOException {
		storage.fail(false);
		storage.refuseConditionalWrites(false);
		assertThat(Zips.spoolFiles()).isZero();
	}

	private static Map<String, Object> metadata(String jwt, Map<String, ?> config, Map<String, ?> annotations) {
		return Map.of("assets", Map.of("jwt", jwt, "config", config), "annotations", annotations, "compatibility_date",
				"2026-01-01", "compatibility_flags", List.of());
	}

	private static Map<String, Object> metadata(String jwt) {
		return metadata(jwt, Map.of(), Map.of());
	}

	private static String publish(Map<String, String> texts) throws Exception {
		String jwt = client.upload(ACCOUNT, "shop", texts);
		return client.metadata("PUT", SHOP + "?excludeScript=true", metadata(jwt))
			.result()
			.path("deployment_id")
			.asString();
	}

	private static String uploadVersion(Map<String, String> texts, Map<String, ?> annotations) throws Exception {
		String jwt = client.upload(ACCOUNT, "shop", texts);
		return client.metadata("POST", SHOP + "/versions", metadata(jwt, Map.of(), annotations))
			.result()
			.path("id")
			.asString();
	}

	private static Answer deploy(Object... versions) throws Exception {
		List<Map<String, Object>> list = new java.util.ArrayList<>();
		for (int i = 0; i < versions.length; i += 2) {
			list.add(Map.of("version_id", versions[i], "percentage", versions[i + 1]));
		}
		return client.json("POST", SHOP + "/deployments",
				Map.of("strategy", "percentage", "versions", list, "annotations", Map.of("workers/message", "why")));
	}

	private static String get(String path) throws IOException {
		ResponseEntity<Resource> response = projects.project(PROJECT).fetch(path);
		Resource body = response.getBody();
		return response.getStatusCode().value()
				+ ((body != null) ? " " + body.getContentAsString(StandardCharsets.UTF_8) : "");
	}

	@Test
	void siteIsPublishedWithRulesAndSettings() throws Exception {
		String jwt = client.upload(ACCOUNT, "shop", SITE);
		String headers = "/assets/*\n  X-Test: yes\n" + "#\n".repeat(100_000);
		String id = client
			.metadata("PUT", SHOP, metadata(jwt,
					Map.of("not_found_handling", "single-page-application", "_redirects", "/old /new 301\n", "_headers",
							headers, "base_path", "/"),
					Map.of("workers/message", "first", "workers/tag", "v1")))
			.result()
			.path("deployment_id")
			.asString();
		assertThat(get("/")).isEqualTo("200 page 1");
		assertThat(get("/assets/app.js")).isEqualTo("200 script 1");
		assertThat(get("/copy.js")).isEqualTo("200 script 1");
		assertThat(get("/empty.txt")).isEqualTo("200 ");
		assertThat(get("/deep/link")).isEqualTo("200 page 1");
		assertThat(get("/old")).startsWith("301");
		assertThat(projects.project(PROJECT).fetch("/assets/app.js").getHeaders().getFirst("X-Test")).isEqualTo("yes");
		ProjectVersion version = projects.versions(PROJECT).get(0);
		assertThat(version.id()).isEqualTo(id);
		assertThat(version.author()).isEqualTo("ci");
		assertThat(version.source()).isEqualTo(ProjectChange.Source.WRANGLER);
		assertThat(version.message()).isEqualTo("first");
		assertThat(version.tag()).isEqualTo("v1");
		assertThat(projects.deployments(PROJECT).get(0).triggeredBy()).isEqualTo(Trigger.UPLOAD);
	}

	@Test
	void onlyMissingContentsAreAskedFor() throws Exception {
		publish(SITE);
		Map<String, String> next = new LinkedHashMap<>(SITE);
		next.put("/index.html", "page 2");
		next.put("/moved.js", "script 1");
		JsonNode buckets = client.startSession(ACCOUNT, "shop", next).result().path("buckets");
		assertThat(buckets.size()).isOne();
		assertThat(buckets.path(0).path(0).asString()).isEqualTo(WranglerClient.hash("/index.html", "page 2"));
		uploadVersion(next, Map.of());
		assertThat(client.startSession(ACCOUNT, "shop", next).result().path("buckets").size()).isZero();
		assertThat(client.startSession(ACCOUNT, "blog-1", SITE).result().path("buckets").size()).isEqualTo(3);
	}

	@Test
	void hashOfAnotherProjectGivesNoContent() throws Exception {
		publish(SITE);
		String jwt = client.startSession(ACCOUNT, "blog-1", SITE).result().path("jwt").asString();
		client.metadata("PUT", ACCOUNT + "/workers/scripts/blog-1", metadata(jwt))
			.assertFailure(400, 100400, "Contents of the upload are missing: 3");
		assertThat(projects.versions(new ProjectId("blog-1"))).isEmpty();
	}

	@Test
	void sessionCanBePublishedAgain() throws Exception {
		String jwt = client.upload(ACCOUNT, "shop", SITE);
		String first = client.metadata("PUT", SHOP, metadata(jwt)).result().path("deployment_id").asString();
		String second = client.metadata("PUT", SHOP, metadata(jwt)).result().path("deployment_id").asString();
		assertThat(second).isNotEqualTo(first);
		assertThat(projects.versions(PROJECT)).hasSize(2);
		assertThat(get("/")).isEqualTo("200 page 1");
	}

	@Test
	void sessionSurvivesACollection() throws Exception {
		publish(Map.of("/index.html", "old"));
		String jwt = client.upload(ACCOUNT, "shop", SITE);
		publish(Map.of("/index.html", "other"));
		projects.collectGarbage(PROJECT);
		assertThat(client.metadata("PUT", SHOP, metadata(jwt)).isSuccess()).isTrue();
		projects.collectGarbage(PROJECT);
		assertThat(get("/assets/app.js")).isEqualTo("200 script 1");
		assertThat(client.metadata("PUT", SHOP, metadata(jwt)).isSuccess()).isTrue();
		assertThat(get("/")).isEqualTo("200 page 1");
	}

	@Test
	void bucketsAreTakenWhateverTheApplicationsLimits() throws Exception {
		String large = "0123456789".repeat(50_000);
		Map<String, String> site = Map.of("/large.txt", large, "/a.txt", "a");
		String jwt = client.startSession(ACCOUNT, "shop", site).result().path("jwt").asString();
		Map<String, String> parts = new LinkedHashMap<>();
		site.forEach((path, text) -> parts.put(WranglerClient.hash(path, text), WranglerClient.base64(text)));
		Answer sent = client.withToken(jwt).form("POST", ACCOUNT + "/workers/assets/upload?base64=true", parts);
		assertThat(sent.result().path("jwt").asString()).isEqualTo(jwt);
		assertThat(client.metadata("PUT", SHOP, metadata(jwt)).isSuccess()).isTrue();
		assertThat(get("/large.txt")).isEqualTo("200 " + large);
		WranglerClient own = new WranglerClient("http://127.0.0.1:" + Applications.port(context), null);
		assertThat(own.form("POST", "/own", Map.of("file", "small")).text()).isEqualTo("5");
		assertThat(own.form("POST", "/own", Map.of("file", "x".repeat(101))).status()).isEqualTo(413);
	}

	@Test
	void contentOfAnotherSizeIsRefused() throws Exception {
		String jwt = client.startSession(ACCOUNT, "shop", SITE).result().path("jwt").asString();
		WranglerClient uploading = client.withToken(jwt);
		String path = ACCOUNT + "/workers/assets/upload/";
		String hash = WranglerClient.hash("/index.html", "page 1");
		uploading.send("POST", path + hash, null, "page 12".getBytes())
			.assertFailure(422, 100422, "The content has more bytes, 6 were announced");
		uploading.send("POST", path + hash, null, "page".getBytes()).assertFailure(422, 100422, "has 4 bytes");
		uploading.send("POST", path + "0".repeat(32), null, "page".getBytes()).assertFailure(404, 100404, "expects no");
		uploading.form("POST", path.substring(0, path.length() - 1) + "?base64=true", Map.of(hash, "!!"))
			.assertFailure(400, 100400, "ends too early");
		client.metadata("PUT", SHOP, metadata(jwt)).assertFailure(400, 100400, "missing: 3");
		assertThat(projects.versions(PROJECT)).isEmpty();
	}

	@Test
	void strangersAreRefused() throws Exception {
		for (WranglerClient stranger : List.of(client.withToken(null), client.withToken("wrong"),
				client.withToken(WranglerTestTokens.SECRET + "0"), client.withToken(""))) {
			for (String path : List.of("/accounts", "/user", "/user/tokens/verify", ACCOUNT + "/workers/services/shop",
					SHOP + "/versions", "/nothing")) {
				stranger.get(path).assertFailure(403, 9109, "CLOUDFLARE_API_TOKEN");
			}
			stranger.send("POST", ACCOUNT + "/workers/assets/upload/" + "0".repeat(32), null, new byte[1])
				.assertFailure(403, 9109, "not the one of an upload session");
		}
	}

	@Test
	void tokenDoesNotReachOtherProjects() throws Exception {
		publish(SITE);
		String version = projects.versions(PROJECT).get(0).id();
		WranglerClient blogs = client.withToken(WranglerTestTokens.OTHER_SECRET);
		for (String path : List.of("/workers/services/shop", "/workers/workers/shop", "/workers/scripts/shop/versions",
				"/workers/scripts/shop/versions/" + version, "/workers/scripts/shop/deployments",
				"/workers/scripts/shop/settings", "/workers/scripts/shop/subdomain", "/workers/scripts/shop/secrets",
				"/workers/dispatch/namespaces/x/scripts/shop")) {
			blogs.get(ACCOUNT + path).assertFailure(403, 9109, "does not reach the project 'shop'");
		}
		blogs.startSession(ACCOUNT, "shop", SITE).assertFailure(403, 9109, "does not reach");
		blogs.send("DELETE", ACCOUNT + "/workers/services/shop", null, new byte[0]).assertFailure(403, 9109, "");
		blogs.json("POST", SHOP + "/deployments", Map.of()).assertFailure(403, 9109, "");
		String jwt = client.upload(ACCOUNT, "shop", SITE);
		blogs.metadata("PUT", SHOP, metadata(jwt)).assertFailure(403, 9109, "does not reach");
		blogs.metadata("PUT", ACCOUNT + "/workers/scripts/blog-1", metadata(jwt))
			.assertFailure(403, 9109, "for another project");
		blogs.get(ACCOUNT + "/workers/services/blog-1").assertFailure(404, 10090, "no project 'blog-1'");
	}

	@Test
	void tokenOfASessionIsForItsUploadsOnly() throws Exception {
		String jwt = client.upload(ACCOUNT, "shop", SITE);
		client.withToken(jwt).get(ACCOUNT + "/workers/services/shop").assertFailure(403, 9109, "");
		client.send("POST", ACCOUNT + "/workers/assets/upload/" + "0".repeat(32), null, new byte[1])
			.assertFailure(403, 9109, "not the one of an upload session");
		client.withToken(jwt)
			.send("POST", "/accounts/other/workers/assets/upload/" + "0".repeat(32), null, new byte[1])
			.assertFailure(404, 100404, "no account 'other'");
	}

	@Test
	void expiredSessionIsRefused() throws Exception {
		WranglerSigningKey key = new WranglerSigningKey(
				"a key with more than thirty-two characters".getBytes(StandardCharsets.UTF_8));
		Instant before = Instant.now().minus(Duration.ofHours(2));
		String expired = new WranglerSessionToken(key, "assets", 1, Clock.fixed(before, ZoneOffset.UTC)).sign(PROJECT,
				"20260101-000000-000-000000.0", "ci", true);
		client.withToken(expired)
			.send("POST", ACCOUNT + "/workers/assets/upload/" + "0".repeat(32), null, new byte[1])
			.assertFailure(403, 9109, "expired after 60 minutes");
		client.metadata("PUT", SHOP, metadata(expired)).assertFailure(403, 9109, "expired");
	}

	@Test
	void sessionOfADeletedProjectIsRefused() throws Exception {
		publish(Map.of("/index.html", "old"));
		String jwt = client.upload(ACCOUNT, "shop", SITE);
		client.send("DELETE", ACCOUNT + "/workers/services/shop?force=true", null, new byte[0]).result();
		client.withToken(jwt)
			.send("POST", ACCOUNT + "/workers/assets/upload/" + WranglerClient.hash("/index.html", "page 1"), null,
					"page 1".getBytes())
			.assertFailure(404, 100404, "no such upload session any more");
		client.metadata("PUT", SHOP, metadata(jwt)).assertFailure(404, 100404, "no such upload session");
		client.metadata("POST", SHOP + "/versions", metadata(jwt)).assertFailure(404, 100404, "no such upload session");
		assertThat(projects.versions(PROJECT)).isEmpty();
	}

	@Test
	void unfinishedUploadsAreLimited() throws Exception {
		for (int i = 0; i < 3; i++) {
			publish(Map.of("/index.html", "page " + i));
		}
		for (int i = 0; i < 3; i++) {
			client.startSession(ACCOUNT, "shop", SITE).result();
		}
		client.startSession(ACCOUNT, "shop", SITE)
			.assertFailure(409, 100409, "3 unfinished uploads, as many as 'assets.projects.limits.uploads' allows");
		client.startSession(ACCOUNT, "blog-1", SITE).result();
	}

	@Test
	void versionIsDeployedAndRolledBack() throws Exception {
		String first = publish(Map.of("/index.html", "page 1"));
		String second = uploadVersion(Map.of("/index.html", "page 2"),
				Map.of("workers/tag", "rc", "workers/message", "try", "workers/alias", "staging"));
		assertThat(get("/")).isEqualTo("200 page 1");
		assertThat(projects.aliases(PROJECT)).containsEntry("staging", second);
		JsonNode half = deploy(first, 66.7, second, 33.3).result();
		assertThat(half.path("versions").path(1).path("percentage").asDouble()).isEqualTo(33.3);
		deploy(second, 100).result();
		assertThat(get("/")).isEqualTo("200 page 2");
		assertThat(deploy(first, 100).result().path("annotations").path("workers/triggered_by").asString())
			.isEqualTo("rollback");
		assertThat(get("/")).isEqualTo("200 page 1");
		assertThat(projects.deployments(PROJECT)).extracting(ProjectDeployment::triggeredBy)
			.containsExactly(Trigger.ROLLBACK, Trigger.DEPLOYMENT, Trigger.DEPLOYMENT, Trigger.UPLOAD);
		assertThat(projects.deployments(PROJECT).get(0).message()).isEqualTo("why");
		JsonNode versions = client.get(SHOP + "/versions?deployable=true").result().path("items");
		assertThat(versions.path(0).path("annotations").path("workers/tag").asString()).isEqualTo("rc");
	}

	@Test
	void gradualDeploymentIsFinishedOrRolledBack() throws Exception {
		String first = publish(Map.of("/index.html", "page 1"));
		String second = uploadVersion(Map.of("/index.html", "page 2"), Map.of());
		deploy(second, 10, first, 90).result();
		deploy(second, 50, first, 50).result();
		deploy(first, 100).result();
		deploy(first, 100).result();
		deploy(second, 10, first, 90).result();
		deploy(second, 100).result();
		assertThat(projects.deployments(PROJECT)).extracting(ProjectDeployment::triggeredBy)
			.containsExactly(Trigger.DEPLOYMENT, Trigger.DEPLOYMENT, Trigger.DEPLOYMENT, Trigger.ROLLBACK,
					Trigger.DEPLOYMENT, Trigger.DEPLOYMENT, Trigger.UPLOAD);
	}

	@Test
	void invalidDeploymentIsRefused() throws Exception {
		String first = publish(Map.of("/index.html", "page 1"));
		deploy(first, 99).assertFailure(400, 100400, "must add up to 100");
		deploy(first, 50, first, 50).assertFailure(400, 100400, "must differ");
		deploy().assertFailure(400, 100400, "one or two versions");
		deploy(first, 100.001).assertFailure(400, 100400, "at most two decimals");
		deploy("00000000-0000-4000-8000-000000000000", 100).assertFailure(404, 10012, "no version");
		client.json("POST", SHOP + "/deployments", Map.of("versions", List.of(Map.of("version_id", first))))
			.assertFailure(400, 100400, "'percentage'");
		client
			.send("POST", SHOP + "/deployments", "application/json",
					"{\"versions\":[{\"version_id\":\"x\",\"percentage\":1e2147483648}]}".getBytes())
			.assertFailure(400, 100400, "JSON");
		client.send("POST", SHOP + "/deployments", "application/json", "{".getBytes())
			.assertFailure(400, 100400, "JSON");
		client.send("POST", SHOP + "/deployments", "application/json", ("[" + " ".repeat(70_000) + "]").getBytes())
			.assertFailure(400, 100400, "65,536 bytes");
		client.get(SHOP + "/versions/00000000-0000-4000-8000-000000000000").assertFailure(404, 10012, "no version");
		assertThat(get("/")).isEqualTo("200 page 1");
	}

	@Test
	void metadataBeyondTheLimitsAreRefused() throws Exception {
		String jwt = client.upload(ACCOUNT, "shop", SITE);
		client.metadata("PUT", SHOP, metadata(jwt, Map.of("_headers", "#".repeat((1 << 20) + 1)), Map.of()))
			.assertFailure(422, 100422, "_headers has more than 1,048,576 bytes");
		client.metadata("PUT", SHOP, metadata(jwt, Map.of("_redirects", "#".repeat(5 << 20)), Map.of()))
			.assertFailure(413, 100413, "1,048,576 bytes");
		client.metadata("PUT", SHOP, metadata(jwt, Map.of(), Map.of("many", Collections.nCopies(10_000, Map.of()))))
			.assertFailure(413, 100413, "10,000 names and values");
		client.metadata("PUT", SHOP, metadata(jwt, Map.of(), Map.of("workers/message", "x".repeat(1001))))
			.assertFailure(400, 100400, "more than 1000 characters");
		client.metadata("PUT", SHOP, metadata(jwt, Map.of(), Map.of("workers/tag", "x".repeat(101))))
			.assertFailure(400, 100400, "more than 100 characters");
		client.metadata("PUT", SHOP, metadata(jwt, Map.of(), Map.of("workers/alias", "Not A Label")))
			.assertFailure(400, 100400, "An alias must be");
		client.metadata("PUT", SHOP, metadata(jwt, Map.of("html_handling", "x"), Map.of()))
			.assertFailure(400, 100400, "html-handling must be one of");
		client.metadata("PUT", SHOP, metadata(jwt, Map.of("base_path", "/shop"), Map.of()))
			.assertFailure(400, 100201, "'base_path'");
		client.metadata("PUT", SHOP, metadata(jwt, Map.of("new_setting", "x"), Map.of()))
			.assertFailure(400, 100201, "'new_setting'");
		client.metadata("PUT", SHOP, Map.of("main_module", "index.js", "assets", Map.of("jwt", jwt)))
			.assertFailure(400, 100200, "remove 'main'");
		client.form("PUT", SHOP, Map.of("index.js", "code")).assertFailure(400, 100200, "remove 'main'");
		client.form("PUT", SHOP, Map.of("metadata", "{")).assertFailure(400, 100400, "not valid JSON");
		client.json("PUT", SHOP, Map.of()).assertFailure(415, 100415, "multipart/form-data");
		client.startSession(ACCOUNT, "www", SITE).assertFailure(422, 100422, "reserved");
		assertThat(projects.versions(PROJECT)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /nothing, 404", "GET, '', 404", "GET, /accounts/assets/pages/projects/site, 404",
			"PUT, /accounts/assets/workers/services/shop, 405", "POST, /accounts, 405", "PATCH, /user, 405",
			"GET, /accounts/assets/workers/services/a/b, 404", "GET, /accounts/assets/workers/services/sh%20op, 400",
			"GET, /accounts/assets/workers/services/%2e%2e, 400", "GET, /accounts/assets/workers/assets/upload, 404",
			"DELETE, /accounts/assets/workers/scripts/shop/versions/x, 405",
			"GET, /accounts/other/workers/services/shop, 404" })
	void everyFailureIsAnEnvelope(String method, String path, int status) throws Exception {
		Answer answer = client.send(method, path, null, new byte[0]);
		if (answer.type().startsWith("text/html") && path.contains("%2e")) {
			// the web server itself refuses the path
			assertThat(answer.status()).isEqualTo(400);
			return;
		}
		assertThat(answer.error().path("code").asInt()).isEqualTo(100_000 + status);
		assertThat(answer.status()).isEqualTo(status);
	}

	@Test
	void failureOfTheStorageIsTemporary() throws Exception {
		publish(SITE);
		String jwt = client.upload(ACCOUNT, "shop", SITE);
		storage.refuseConditionalWrites(true);
		Answer conflict = client.metadata("PUT", SHOP, metadata(jwt));
		conflict.assertFailure(503, 100503, "Others keep changing");
		assertThat(conflict.retryAfter()).isEqualTo("2");
		storage.refuseConditionalWrites(false);
		storage.fail(true);
		Answer failed = client.metadata("PUT", SHOP, metadata(jwt));
		failed.assertFailure(503, 100503, "The storage does not answer");
		assertThat(failed.retryAfter()).isEqualTo("5");
		client.get(ACCOUNT + "/workers/services/shop").assertFailure(503, 100503, "");
		storage.fail(false);
		assertThat(client.metadata("PUT", SHOP, metadata(jwt)).isSuccess()).isTrue();
	}

	@Test
	void projectsWithoutHostsHaveNoPreviews() throws Exception {
		publish(SITE);
		JsonNode worker = client.get(ACCOUNT + "/workers/workers/shop").result().path("subdomain");
		assertThat(worker.path("url").asString()).isEqualTo("https://127.0.0.1");
		assertThat(worker.has("preview_url_suffix")).isFalse();
		assertThat(worker.path("previews_enabled").asBoolean(true)).isFalse();
		assertThat(client.get(SHOP + "/versions")
			.result()
			.path("items")
			.path(0)
			.path("metadata")
			.path("has_preview")
			.asBoolean(true)).isFalse();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		BreakingStorage storage() {
			return new BreakingStorage(new DirectoryStorage(directory));
		}

		@Bean
		OwnUploads ownUploads() {
			return new OwnUploads();
		}

	}

	@RestController
	static class OwnUploads {

		@PostMapping("/own")
		String upload(@RequestParam MultipartFile file) throws IOException {
			return String.valueOf(file.getBytes().length);
		}

	}

}
