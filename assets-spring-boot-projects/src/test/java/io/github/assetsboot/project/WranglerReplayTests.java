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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.assetsboot.project.WranglerClient.Answer;
import io.github.assetsboot.testing.Applications;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Recorded requests of {@code wrangler}, sent to the API in their order. Each answer has
 * all that {@code wrangler} reads of it.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerReplayTests {

	private static final Path RECORDINGS = Path.of("src/test/resources/wrangler");

	private static final String ACCOUNT = "0".repeat(32);

	private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

	private static final Pattern PROJECT = Pattern
		.compile(".*/workers/(?:dispatch/namespaces/\\w+/)?(?:scripts|services|workers)/([^/]+)(?:/.*)?");

	private static final Set<Integer> UNKNOWN_PROJECT = Set.of(10090, 10007, 10092);

	private static final int UNKNOWN_VERSION = 10012;

	/**
	 * The first call of a recording that is refused here, by the recording, with its
	 * code.
	 */
	private static final Map<String, String> REFUSED = refused();

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext context;

	private static AssetProjects projects;

	private static WranglerClient client;

	private final Map<String, String> replacements = new HashMap<>();

	private final Map<String, Integer> missing = new LinkedHashMap<>();

	private String jwt = "";

	private static Map<String, String> refused() {
		Map<String, String> refused = new HashMap<>();
		for (String code : List.of("worker-deploy-first", "error-code-refused-10021", "error-code-refused-other",
				"error-code-refused-doc")) {
			refused.put(code, "PUT 100200");
		}
		refused.put("worker-deploy-second", "POST 100200");
		refused.put("error-code-refused-versions", "POST 100200");
		refused.put("deploy-base-path", "PUT 100201");
		refused.put("deploy-name-upper", "GET 100400");
		refused.put("deploy-name-underscore", "GET 100400");
		refused.put("deploy-empty", "PUT 100422");
		refused.put("deploy-bindings", "PUT 100300");
		refused.put("secret-put", "PUT 100300");
		refused.put("secret-put-worker", "PUT 100300");
		refused.put("error-secret", "PUT 100300");
		refused.put("tail", "POST 100300");
		refused.put("error-tail", "POST 100300");
		refused.put("deploy-routes", "POST 100300");
		refused.put("deploy-routes-again", "POST 100300");
		refused.put("error-routes", "POST 100300");
		refused.put("error-wrong-token", "GET 9109");
		// there are accounts, but no users
		refused.put("whoami", "GET 1000");
		return refused;
	}

	@BeforeAll
	static void start() {
		context = Applications.start(Applications.Empty.class,
				Map.of("assets.projects.enabled", "true", "assets.storage.directory", directory.toString(),
						"assets.projects.wrangler.enabled", "true", "assets.projects.wrangler.account", ACCOUNT,
						"assets.projects.wrangler.tokens[0].name", "ci", "assets.projects.wrangler.tokens[0].secret",
						WranglerTestTokens.SECRET, "assets.projects.resolve.host",
						"{project}.example.com, {version}.{project}.preview.example.com"));
		projects = context.getBean(AssetProjects.class);
		client = new WranglerClient("http://127.0.0.1:" + Applications.port(context), WranglerTestTokens.SECRET);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	static List<String> recordings() throws IOException {
		try (Stream<Path> files = Files.list(RECORDINGS)) {
			return files.map((file) -> file.getFileName().toString().replace(".json", "")).sorted().toList();
		}
	}

	@Test
	void refusedRecordingsExist() throws IOException {
		assertThat(recordings()).hasSizeGreaterThan(60).containsAll(REFUSED.keySet());
	}

	@ParameterizedTest
	@MethodSource("recordings")
	void answersHaveWhatIsRead(String name) throws Exception {
		List<JsonNode> exchanges = new ArrayList<>();
		JsonMapper.shared().readTree(RECORDINGS.resolve(name + ".json").toFile()).forEach(exchanges::add);
		prepare(exchanges);
		String refused = null;
		for (JsonNode exchange : exchanges) {
			JsonNode request = exchange.path("request");
			if (request.path("path").asString().equals("/tail")) {
				continue;
			}
			Answer answer = replay(request);
			refused = check(request, exchange.path("response").path("body"), answer);
			if (refused != null) {
				break;
			}
		}
		assertThat(refused).isEqualTo(REFUSED.get(name));
	}

	/**
	 * Make the projects and versions that exist at the beginning of a recording.
	 */
	private void prepare(List<JsonNode> exchanges) throws Exception {
		Set<String> known = new TreeSet<>();
		Set<String> existing = new TreeSet<>();
		Set<String> versions = new LinkedHashSet<>();
		for (JsonNode exchange : exchanges) {
			JsonNode request = exchange.path("request");
			int code = code(exchange.path("response").path("body"));
			String project = project(request.path("path").asString());
			if (project != null && ProjectId.isValid(project) && known.add(project)
					&& !UNKNOWN_PROJECT.contains(code)) {
				existing.add(project);
			}
			Matcher ids = ID.matcher(request.path("path").asString() + request.path("json"));
			while (ids.find() && code != UNKNOWN_VERSION) {
				versions.add(ids.group());
			}
		}
		for (String project : known) {
			projects.delete(new ProjectId(project));
		}
		for (String project : existing) {
			prepare(new ProjectId(project), versions);
		}
	}

	private void prepare(ProjectId project, Set<String> versions) throws IOException {
		publish(project, "first");
		for (String version : versions) {
			this.replacements.put(version, publish(project, version));
		}
	}

	private static String publish(ProjectId project, String text) throws IOException {
		return projects
			.publish(project, ProjectFiles.ofMap(Map.of("index.html", text.getBytes(StandardCharsets.UTF_8))),
					ProjectSettings.DEFAULTS)
			.id();
	}

	private static @Nullable String project(String path) {
		Matcher project = PROJECT.matcher(path);
		return project.matches() ? project.group(1) : null;
	}

	private static int code(JsonNode body) {
		return body.path("errors").path(0).path("code").asInt(0);
	}

	private Answer replay(JsonNode request) throws Exception {
		String method = request.path("method").asString();
		String path = substitute(request.path("path").asString()) + query(request);
		if (path.contains("/assets/upload")) {
			return upload(request, path);
		}
		if (request.has("parts")) {
			sendRest();
			Map<String, String> parts = new LinkedHashMap<>();
			request.path("parts")
				.forEach((part) -> parts.put(part.path("name").asString(),
						part.has("json") ? withJwt(part.path("json").toString()) : part.path("text").asString("")));
			return client.form(method, path, parts);
		}
		WranglerClient sender = request.path("headers").path("authorization").asString("").contains("wrong")
				? client.withToken("wrong") : client;
		byte[] body = request.has("json") ? substitute(request.path("json").toString()).getBytes(StandardCharsets.UTF_8)
				: new byte[0];
		return sender.send(method, path, (body.length > 0) ? "application/json" : null, body);
	}

	private static String query(JsonNode request) {
		String query = request.path("query")
			.properties()
			.stream()
			.map((parameter) -> parameter.getKey() + "=" + parameter.getValue().asString())
			.collect(Collectors.joining("&"));
		return query.isEmpty() ? "" : "?" + query;
	}

	private String substitute(String text) {
		String substituted = text;
		for (Map.Entry<String, String> replacement : this.replacements.entrySet()) {
			substituted = substituted.replace(replacement.getKey(), replacement.getValue());
		}
		return substituted;
	}

	private String withJwt(String metadata) {
		return substitute(
				metadata.replaceAll("\"jwt\":\"[^\"]*\"", Matcher.quoteReplacement("\"jwt\":\"" + this.jwt + "\"")));
	}

	private Answer upload(JsonNode request, String path) throws Exception {
		if (!request.has("parts")) {
			String hash = path.substring(path.lastIndexOf('/') + 1);
			return send(hash);
		}
		Map<String, String> parts = new LinkedHashMap<>();
		request.path("parts")
			.forEach((part) -> parts.put(part.path("name").asString(), part.path("text").asString("")));
		parts.keySet().forEach(this.missing::remove);
		return client.withToken(this.jwt).form("POST", path, parts);
	}

	private Answer send(String hash) throws Exception {
		Integer size = this.missing.remove(hash);
		byte[] content = new byte[(size != null) ? size : 0];
		Arrays.fill(content, (byte) 'x');
		return client.withToken(this.jwt)
			.send("POST", "/client/v4/accounts/" + ACCOUNT + "/workers/assets/upload/" + hash, "application/null",
					content);
	}

	/**
	 * Send the contents that the recorded server had of earlier commands.
	 */
	private void sendRest() throws Exception {
		for (String hash : List.copyOf(this.missing.keySet())) {
			send(hash).result();
		}
	}

	/**
	 * Check an answer.
	 * @return method and code if the call is refused, {@code null} otherwise
	 */
	private @Nullable String check(JsonNode request, JsonNode recorded, Answer answer) throws IOException {
		String method = request.path("method").asString();
		String path = request.path("path").asString();
		if (!answer.isSuccess()) {
			int code = answer.error().path("code").asInt();
			boolean same = code == code(recorded) && code >= 10007 && code < 100_000;
			boolean accountToken = code(recorded) == code && path.contains("/user");
			return (same || accountToken) ? null : method + " " + code;
		}
		JsonNode result = answer.result();
		assertThat(UNKNOWN_PROJECT).as(path).doesNotContain(path.endsWith("/workers/subdomain") ? 0 : code(recorded));
		if (path.endsWith("/assets-upload-session")) {
			started(request, result);
		}
		assertRead(request, result, recorded.path("result"));
		return null;
	}

	private void started(JsonNode request, JsonNode result) {
		this.jwt = result.path("jwt").asString();
		Map<String, Integer> sizes = new HashMap<>();
		request.path("json")
			.path("manifest")
			.forEach((file) -> sizes.put(file.path("hash").asString(), file.path("size").asInt()));
		result.path("buckets").forEach((bucket) -> bucket.forEach((hash) -> {
			assertThat(sizes).containsKey(hash.asString());
			assertThat(this.missing.put(hash.asString(), sizes.get(hash.asString()))).as("asked for twice").isNull();
		}));
	}

	private void assertRead(JsonNode request, JsonNode result, JsonNode recorded) {
		String method = request.path("method").asString();
		String path = request.path("path").asString();
		if (path.matches(".*/services/[^/]+") && method.equals("GET")) {
			JsonNode script = result.path("default_environment").path("script");
			assertThat(script.isObject()).isTrue();
			assertThat(script.path("tag").isString()).isTrue();
			assertThat(script.path("last_deployed_from").asString("wrangler")).isEqualTo("wrangler");
		}
		else if (path.endsWith("/assets-upload-session")) {
			assertThat(result.path("jwt").asString().split("\\.")).hasSize(3);
			assertThat(result.path("buckets").isArray()).isTrue();
		}
		else if (path.contains("/assets/upload")) {
			assertThat(result.path("jwt").asString()).isEqualTo(this.jwt);
		}
		else if (path.endsWith("/deployments")) {
			assertDeployments(request, result);
		}
		else if (path.endsWith("/versions") && method.equals("GET")) {
			assertThat(result.path("items").size()).isPositive();
			result.path("items").forEach(WranglerReplayTests::assertVersion);
		}
		else if (path.contains("/versions")) {
			assertVersion(result);
			this.replacements.put(recorded.path("id").asString(), result.path("id").asString());
		}
		else if (path.matches(".*/scripts/[^/]+") && method.equals("PUT")) {
			assertThat(result.path("deployment_id").asString()).matches(ID);
			assertThat(result.path("startup_time_ms").asInt(-1)).isZero();
		}
		else if (path.matches(".*/workers/workers/[^/]+")) {
			assertThat(result.path("subdomain").path("url").asString()).matches("https://[a-z-]+\\.example\\.com");
			assertThat(result.path("subdomain").path("preview_url_suffix").asString())
				.matches("\\.[a-z-]+\\.preview\\.example\\.com");
			assertSubdomain(result.path("subdomain"));
		}
		else if (path.matches(".*/scripts/[^/]+/subdomain")) {
			assertSubdomain(result);
		}
		else if (path.endsWith("/workers/subdomain")) {
			assertThat(result.path("subdomain").asString()).isNotEmpty();
		}
		else if (path.endsWith("/accounts")) {
			assertThat(result.path(0).path("id").asString()).isEqualTo(ACCOUNT);
			assertThat(result.path(0).path("name").isString()).isTrue();
			assertThat(result.size()).isOne();
		}
		else if (path.endsWith("/memberships")) {
			assertThat(result.path(0).path("account").path("id").asString()).isEqualTo(ACCOUNT);
			assertThat(result.path(0).path("roles").isArray()).isTrue();
		}
	}

	private static void assertSubdomain(JsonNode subdomain) {
		assertThat(subdomain.path("enabled").asBoolean()).isTrue();
		assertThat(subdomain.path("previews_enabled").asBoolean()).isTrue();
	}

	private static void assertDeployments(JsonNode request, JsonNode result) {
		if (request.path("method").asString().equals("POST")) {
			assertThat(result.path("id").asString()).matches(ID);
			assertThat(message(result)).isEqualTo(message(request.path("json")));
			assertThat(result.path("versions").size()).isEqualTo(request.path("json").path("versions").size());
			return;
		}
		String later = "9";
		assertThat(result.path("deployments").isArray()).isTrue();
		for (JsonNode deployment : result.path("deployments")) {
			assertThat(deployment.path("created_on").asString()).isLessThan(later);
			later = deployment.path("created_on").asString();
			assertThat(deployment.path("author_email").asString()).isNotEmpty();
			assertThat(deployment.path("source").asString()).isIn("wrangler", "api");
			for (JsonNode version : deployment.path("versions")) {
				assertThat(version.path("version_id").asString()).matches(ID);
				assertThat(version.path("percentage").isNumber()).isTrue();
			}
		}
	}

	private static String message(JsonNode deployment) {
		return deployment.path("annotations").path("workers/message").asString("");
	}

	private static void assertVersion(JsonNode version) {
		assertThat(version.path("id").asString()).matches(ID);
		assertThat(version.path("metadata").path("created_on").asString()).startsWith("20");
		assertThat(version.path("metadata").path("author_email").isString()).isTrue();
		assertThat(version.path("metadata").path("source").asString()).isIn("wrangler", "api");
		assertThat(version.path("metadata").path("has_preview").asBoolean()).isTrue();
		assertThat(version.path("annotations").path("workers/triggered_by").asString()).isEqualTo("upload");
		assertThat(version.path("resources").path("bindings").isArray()).isTrue();
		assertThat(version.path("resources").path("script").isObject()).isTrue();
		assertThat(version.path("resources").path("script_runtime").isObject()).isTrue();
		assertThat(version.path("startup_time_ms").asInt(-1)).isZero();
	}

}
