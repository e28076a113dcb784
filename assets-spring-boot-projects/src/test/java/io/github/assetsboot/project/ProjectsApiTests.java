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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.testing.Applications;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProjectsApi} over HTTP.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class ProjectsApiTests {

	private static final ProjectLimits LIMITS = new ProjectLimits(20, 100_000, 300_000);

	private static final byte[] SITE = Zips.of("index.html", "page 1", "assets/app.js", "script 1", "_headers",
			"/*\n  X-Version: 1\n");

	private static final String UNKNOWN_HASH = "0".repeat(64);

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext context;

	private static StoredProjects projects;

	private static BreakingStorage storage;

	private final HttpClient client = HttpClient.newHttpClient();

	private Map<String, String> published = Map.of();

	@BeforeAll
	static void start() {
		context = Applications.start(Application.class,
				Map.of("logging.level.io.github.assetsboot", "info", "assets.projects.enabled", "true",
						"assets.projects.api.enabled", "true", "assets.projects.garbage-collection.interval", "0"));
		projects = context.getBean(StoredProjects.class);
		storage = context.getBean(BreakingStorage.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@BeforeEach
	void publishAVersion() throws Exception {
		assertThat(send("DELETE", "/shop", null, "").status()).isEqualTo(204);
		assertThat(put(SITE).status()).isEqualTo(201);
		this.published = stored();
	}

	@AfterEach
	void nothingIsLeftInTheTemporaryFolder() throws IOException {
		assertThat(Zips.spoolFiles()).isZero();
	}

	private Answer send(String method, String path, String type, BodyPublisher body) throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + Applications.port(context) + "/assets-projects" + path))
			.timeout(Duration.ofSeconds(30))
			.method(method, body);
		if (type != null) {
			request.header("Content-Type", type);
		}
		HttpResponse<String> response = this.client.send(request.build(), BodyHandlers.ofString());
		return new Answer(response.statusCode(), response.headers().map(), response.body());
	}

	private Answer send(String method, String path, String type, String body) throws Exception {
		return send(method, path, type, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
	}

	private Answer put(byte[] zip) throws Exception {
		return send("PUT", "/shop/versions", "application/zip", BodyPublishers.ofByteArray(zip));
	}

	private Answer upload(String manifest) throws Exception {
		return send("POST", "/shop/uploads", "application/json", manifest);
	}

	private static String hash(String text) throws Exception {
		return HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
	}

	private static String manifest(Map<String, String> texts, String settings) throws Exception {
		Map<String, Object> files = new LinkedHashMap<>();
		for (Map.Entry<String, String> text : texts.entrySet()) {
			files.put(text.getKey(), Map.of("hash", hash(text.getValue()), "size", text.getValue().length()));
		}
		return "{\"files\":" + JsonMapper.shared().writeValueAsString(files) + ",\"settings\":" + settings + "}";
	}

	/**
	 * Everything in the storage, whole or not.
	 */
	private static Map<String, String> stored() throws IOException {
		Map<String, String> files = new TreeMap<>();
		try (Stream<Path> paths = Files.walk(directory)) {
			for (Path path : paths.filter(Files::isRegularFile).filter(ProjectsApiTests::isValue).toList()) {
				files.put(directory.relativize(path).toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
			}
		}
		return files;
	}

	private static boolean isValue(Path file) {
		return !file.getFileName().toString().startsWith(".");
	}

	private static String get(String path) throws IOException {
		ResponseEntity<Resource> response = projects.project(new ProjectId("shop")).fetch(path);
		Resource body = response.getBody();
		return response.getStatusCode().value()
				+ ((body != null) ? " " + body.getContentAsString(StandardCharsets.UTF_8) : "");
	}

	private void assertNothingChanged() throws IOException {
		assertThat(stored()).isEqualTo(this.published);
		assertThat(get("/")).isEqualTo("200 page 1");
		assertThat(get("/assets/app.js")).isEqualTo("200 script 1");
		assertThat(projects.project(new ProjectId("shop")).fetch("/").getHeaders().getFirst("X-Version"))
			.isEqualTo("1");
	}

	private static void assertProblem(Answer answer, int status, String detail) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(status);
		assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
		assertThat(answer.json().get("status").asInt()).isEqualTo(status);
		assertThat(answer.json().get("title").asString()).isNotEmpty();
		assertThat(answer.json().get("detail").asString()).contains(detail);
	}

	@Test
	void zipIsPublished() throws Exception {
		Answer answer = send("PUT", "/shop/versions?not-found-handling=404-page&immutable=/a/*&immutable=/b/*",
				"application/zip", BodyPublishers.ofByteArray(Zips.of("404.html", "nothing", "a/b.txt", "b")));
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.header("content-type")).isEqualTo("application/json");
		assertThat(answer.json().get("files").asInt()).isEqualTo(2);
		assertThat(answer.json().get("percentage").asInt()).isEqualTo(100);
		assertThat(Instant.parse(answer.json().get("created").asString())).isBefore(Instant.now().plusSeconds(1));
		assertThat(get("/nothing")).isEqualTo("404 nothing");
		assertThat(projects.project(new ProjectId("shop")).fetch("/a/b.txt").getHeaders().getCacheControl())
			.contains("immutable");
	}

	@Test
	void versionsAreListedAndRolledBackAndDeleted() throws Exception {
		assertThat(put(Zips.of("index.html", "page 2")).status()).isEqualTo(201);
		assertThat(get("/")).isEqualTo("200 page 2");
		JsonNode versions = send("GET", "/shop/versions", null, "").json();
		assertThat(versions.size()).isEqualTo(2);
		String first = versions.get(1).get("id").asString();
		assertThat(send("POST", "/shop/versions/" + first, null, "").json()
			.get("versions")
			.get(0)
			.get("version")
			.asString()).isEqualTo(first);
		assertThat(get("/")).isEqualTo("200 page 1");
		assertThat(send("DELETE", "/shop", null, "").status()).isEqualTo(204);
		assertThat(get("/")).isEqualTo("404");
		assertThat(send("GET", "/shop/versions", null, "").text()).isEqualTo("[]");
		assertThat(stored()).containsOnlyKeys("project/shop/manifest");
	}

	@Test
	void uploadInThreeSteps() throws Exception {
		Map<String, String> texts = Map.of("/index.html", "page 2", "/assets/app.js", "script 1", "/_redirects",
				"/from /to 301\n");
		Answer started = upload(manifest(texts, "{\"not-found-handling\":\"single-page-application\"}"));
		assertThat(started.status()).isEqualTo(201);
		assertThat(started.json().get("missing").valueStream().map(JsonNode::asString))
			.containsExactlyInAnyOrder(hash("page 2"), hash("/from /to 301\n"));
		String path = "/shop/uploads/" + started.json().get("upload").asString();
		assertThat(send("PUT", path + "/" + hash("page 2"), null, "page 2").status()).isEqualTo(204);
		Answer incomplete = send("POST", path, null, "");
		assertProblem(incomplete, 409, "Contents of the upload are missing: 1");
		assertThat(incomplete.json().get("missing").get(0).asString()).isEqualTo(hash("/from /to 301\n"));
		assertThat(get("/")).isEqualTo("200 page 1");
		assertThat(send("PUT", path + "/" + hash("/from /to 301\n"), null, "/from /to 301\n").status()).isEqualTo(204);
		Answer activated = send("POST", path, null, "");
		assertThat(activated.status()).isEqualTo(201);
		assertThat(activated.json().get("files").asInt()).isEqualTo(2);
		assertThat(get("/")).isEqualTo("200 page 2");
		assertThat(get("/deep/link")).isEqualTo("200 page 2");
		assertThat(get("/from")).startsWith("301");
		assertProblem(send("POST", path, null, ""), 404, "no such upload");
		assertThat(stored().keySet()).noneMatch((key) -> key.contains("uploads/"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "SHOP", "-shop", "sh.op", "sh%20op", "sh%0aop", "%2e%2e", "..%5cshop", "%e4",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void hostileNameOfAProjectIsNotFound(String project) throws Exception {
		for (String[] request : List.of(new String[] { "PUT", "/versions" }, new String[] { "GET", "/versions" },
				new String[] { "POST", "/uploads" }, new String[] { "POST", "/uploads/x" },
				new String[] { "PUT", "/uploads/x/y" }, new String[] { "POST", "/versions/x" },
				new String[] { "DELETE", "" })) {
			String answer = raw(request[0] + " /assets-projects/" + project + request[1]
					+ " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
			assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*");
			if (project.equals("SHOP") || project.equals("-shop")) {
				assertThat(answer).contains("lower-case letters, digits and hyphens, 63 characters at most");
			}
		}
		assertNothingChanged();
	}

	@ParameterizedTest
	@CsvSource({ "POST, /shop/versions/nope, no version 'nope'", "POST, /shop/versions/%2e%2e, no version '..'",
			"POST, /shop/versions/a%0ab, no version 'a?b'", "POST, /shop/uploads/nope, no such upload",
			"POST, /shop/uploads/00000000, no such upload", "POST, /shop/uploads/..%5c..%5cx, no such upload",
			"GET, /shop/other, nothing", "PUT, /shop/versions/x/y, nothing",
			"PUT, /shop/versions/, Leave out the slash", "DELETE, /shop/, Leave out the slash",
			"POST, /shop/uploads/x/y/, Leave out the slash" })
	void whatIsNotThereIsNotFound(String method, String path, String detail) throws Exception {
		Answer answer = send(method, path, null, "");
		assertThat(answer.status()).isIn(400, 404);
		if (answer.status() == 404) {
			assertThat(answer.json().get("detail").asString()).contains(detail);
		}
		assertNothingChanged();
	}

	@ParameterizedTest
	@CsvSource({ "DELETE, /shop/versions, 'GET, POST, PUT'", "PUT, /shop/versions/1, 'DELETE, GET, POST'",
			"GET, /shop/uploads, POST", "PUT, /shop/uploads/1, 'DELETE, POST'", "POST, /shop/uploads/1/2, PUT",
			"PATCH, /shop, 'DELETE, GET'", "POST, '', GET", "PUT, /openapi.json, GET",
			"PUT, /shop/deployments, 'GET, POST'", "POST, /shop/deployments/active, GET", "GET, /shop/rollback, POST",
			"POST, /shop/aliases, GET", "GET, /shop/aliases/next, 'DELETE, PUT'" })
	void anotherMethodIsNotAllowed(String method, String path, String allowed) throws Exception {
		Answer answer = send(method, path, null, "");
		assertProblem(answer, 405, "The methods of this path are: " + allowed);
		assertThat(answer.header("allow")).isEqualTo(allowed);
		assertNothingChanged();
	}

	@Test
	void settingThatIsNoneIsRefused() throws Exception {
		for (String query : List.of("html-handling=x", "html-handling=none&html-handling=none", "typo=x",
				"not-found-handling=NONE", "immutable=assets", "not-found-handling=")) {
			assertProblem(send("PUT", "/shop/versions?" + query, "application/zip", BodyPublishers.ofByteArray(SITE)),
					400, "");
		}
		assertProblem(upload(manifest(Map.of(), "{\"html-handling\":\"x\"}")), 400,
				"html-handling must be one of [auto-trailing-slash,");
		assertNothingChanged();
	}

	@Test
	void patternsBeyondTheLimitsAreRefused() throws Exception {
		String many = "immutable=/a/*" + "&immutable=/b/*".repeat(100);
		assertProblem(send("PUT", "/shop/versions?" + many, "application/zip", BodyPublishers.ofByteArray(SITE)), 422,
				"There are 101 patterns in 'immutable', more than the maximum of 100");
		assertProblem(send("PUT", "/shop/versions?immutable=/" + "a".repeat(100), "application/zip",
				BodyPublishers.ofByteArray(SITE)), 422, "has more than 100 characters");
		String patterns = "\"/" + "a".repeat(100) + "\"";
		assertProblem(upload(manifest(Map.of(), "{\"immutable\":[" + patterns + "]}")), 422, "has more than 100");
		assertProblem(upload(manifest(Map.of(), "{\"immutable\":[" + "\"/a\",".repeat(100) + "\"/b\"]}")), 422,
				"more than 100 patterns");
		assertNothingChanged();
	}

	@ParameterizedTest
	@ValueSource(strings = { "www", "admin", "mta-sts" })
	void reservedNameIsRefused(String name) throws Exception {
		String reason = "The name '" + name + "' is reserved by 'assets.projects.reserved'";
		assertProblem(send("PUT", "/" + name + "/versions", "application/zip", BodyPublishers.ofByteArray(SITE)), 422,
				reason);
		assertProblem(send("POST", "/" + name + "/uploads", "application/json",
				manifest(Map.of("/index.html", "page"), "{}")), 422, reason);
		assertProblem(send("POST", "/" + name + "/versions/1", null, ""), 422, reason);
		assertThat(send("GET", "/" + name + "/versions", null, "").text()).isEqualTo("[]");
		assertThat(send("DELETE", "/" + name, null, "").status()).isEqualTo(204);
		assertNothingChanged();
	}

	@Test
	void problemsOfTheRuleFilesAreToldOnce(CapturedOutput output) throws Exception {
		Answer answer = put(Zips.of("index.html", "page 1", "_redirects", "/loop /loop\n/go/* https://:splat/\n",
				"_headers", "/*\n  X-Accel-Redirect: /x\n  X-\u001b[31m: \u001b\n"));
		assertThat(answer.status()).isEqualTo(201);
		JsonNode problems = answer.json().get("problems");
		assertThat(problems.size()).isEqualTo(4);
		assertThat(problems.get(0).get("file").asString()).isEqualTo("_redirects");
		assertThat(problems.get(0).get("line").asInt()).isEqualTo(1);
		assertThat(problems.get(0).get("rejected").asBoolean()).isFalse();
		assertThat(problems.get(1).get("rejected").asBoolean()).isTrue();
		assertThat(problems.get(2).get("reason").asString()).contains("X-Accel-Redirect");
		assertThat(send("GET", "/shop/versions", null, "").json().get(0).get("problems").size()).isZero();
		get("/");
		String log = output.toString();
		assertThat(log).containsOnlyOnce("of project 'shop' have no effect")
			.contains("_headers:2: a project cannot set");
		assertThat(log.substring(log.indexOf("of project 'shop' have no effect"))).doesNotContain("\u001b");
	}

	@Test
	void problemsOfAnUploadAreTold() throws Exception {
		String headers = "/*\n  Set-Cookie: a=b; Domain=example.com\n";
		JsonNode started = upload(manifest(Map.of("/_headers", headers, "/a.txt", "script 1"), "{}")).json();
		String path = "/shop/uploads/" + started.get("upload").asString();
		assertThat(send("PUT", path + "/" + hash(headers), null, headers).status()).isEqualTo(204);
		JsonNode problems = send("POST", path, null, "").json().get("problems");
		assertThat(problems.get(0).get("reason").asString()).contains("Domain");
		assertThat(projects.project(new ProjectId("shop")).fetch("/a.txt").getHeaders().get("Set-Cookie")).isNull();
	}

	@Test
	void anotherContentTypeIsRefused() throws Exception {
		byte[] noForm = Zips.of("a.txt", "%%", "%", "%zz", "_%2%.txt", "%");
		for (String type : Arrays.asList(null, "text/plain", "nonsense", "application/x-www-form-urlencoded",
				"Application/X-WWW-Form-Urlencoded;charset=nonsense", "multipart/form-data",
				"multipart/form-data; boundary=nonsense", "multipart/mixed")) {
			for (byte[] body : List.of(SITE, noForm, "--nonsense".getBytes(StandardCharsets.UTF_8))) {
				assertProblem(send("PUT", "/shop/versions?immutable=/a/*", type, BodyPublishers.ofByteArray(body)), 415,
						"must be application/zip");
				assertProblem(send("POST", "/shop/uploads", type, BodyPublishers.ofByteArray(body)), 415,
						"must be application/json");
			}
		}
		assertNothingChanged();
	}

	@Test
	void zipThatIsHostileOrBrokenIsRefused() throws Exception {
		assertProblem(put(Arrays.copyOf(SITE, SITE.length - 1)), 422, "The zip is broken");
		assertProblem(put(Arrays.copyOf(SITE, SITE.length / 2)), 422, "The zip is broken");
		assertProblem(put(new byte[0]), 422, "The zip is broken");
		assertProblem(put("<html>".getBytes(StandardCharsets.UTF_8)), 422, "The zip is broken");
		assertProblem(put(Zips.rename(Zips.of("abcdef.txt", "x"), "abcdef.txt", "../def.txt")), 422, "'../def.txt'");
		assertProblem(put(Zips.of("a.txt", "0".repeat(100_001))), 422, "'a.txt' has more than 100,000 bytes");
		assertProblem(put(Zips.of("a.txt", "0".repeat(50_000_000))), 422, "'a.txt' has more than 100,000 bytes");
		String[] many = new String[2 * 21];
		Arrays.setAll(many, (i) -> "f" + i);
		assertProblem(put(Zips.of(many)), 422, "more than 20 files");
		assertNothingChanged();
	}

	@Test
	void zipFromAPipeIsPublished() throws Exception {
		for (String program : List.of("zip-to-a-pipe", "zip-stored-to-a-pipe", "bsdtar-to-a-pipe",
				"python-to-a-pipe")) {
			byte[] zip;
			try (InputStream stream = getClass().getResourceAsStream("/zips/" + program + ".zip")) {
				zip = stream.readAllBytes();
			}
			Answer answer = send("PUT", "/shop/versions", "application/zip",
					BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(zip)));
			assertThat(answer.status()).as(answer.text()).isEqualTo(201);
			assertThat(answer.json().get("files").asInt()).isEqualTo(5);
			assertThat(get("/")).isEqualTo("200 <h1>x</h1>\n");
			assertThat(get("/empty.txt")).isEqualTo("200 ");
			assertThat(get("/a/gr%C3%B6%C3%9Fe.txt")).isEqualTo("200 text");
		}
	}

	@Test
	void zipWithoutAFileToServeIsRefused() throws Exception {
		assertProblem(put(Zips.of()), 422, "There is no file to serve: nothing was given");
		assertProblem(put(Zips.of("a/", "", "b/", "")), 422, "nothing was given");
		for (String[] files : List.of(new String[] { ".DS_Store", "x" }, new String[] { "__MACOSX/._a", "x" },
				new String[] { "Thumbs.db", "x", "a/desktop.ini", "x" }, new String[] { "_headers", "/*\n  X-A: 1\n" },
				new String[] { "a.txt", "x", ".assetsignore", "*" }, new String[] { ".vite/manifest.json", "{}" },
				new String[] { "..data/x", "x", ".git/config", "x" })) {
			assertProblem(put(Zips.of(files)), 422, "every given file is ignored or a rule file");
		}
		assertNothingChanged();
		assertThat(put(Zips.of("_redirects", "/* https://example.com/ 301\n")).status()).isEqualTo(201);
		assertThat(get("/x")).startsWith("301");
	}

	@Test
	void uploadWithoutAFileToServeIsRefused() throws Exception {
		assertProblem(upload("{}"), 422, "no file is announced");
		assertProblem(upload("{\"files\":{}}"), 422, "no file is announced");
		assertNothingChanged();
		Answer started = upload(manifest(Map.of("/.DS_Store", "page 1"), "{}"));
		assertThat(started.status()).isEqualTo(201);
		this.published = stored();
		assertProblem(send("POST", "/shop/uploads/" + started.json().get("upload").asString(), null, ""), 422,
				"every given file is ignored or a rule file");
		assertNothingChanged();
	}

	@Test
	void folderAroundTheSiteIsRefusedUnlessItIsStripped() throws Exception {
		byte[] wrapped = Zips.of("dist/index.html", "page 2", "dist/assets/app.js", "script 2", "__MACOSX/dist/._x",
				"x");
		assertProblem(put(wrapped), 422, "All files of the zip are in the folder 'dist/'. Compress the content of this"
				+ " folder, or add strip=1");
		for (String strip : List.of("strip=", "strip=-1", "strip=x", "strip=1&strip=1", "strip=100", "strip=+1")) {
			assertProblem(
					send("PUT", "/shop/versions?" + strip, "application/zip", BodyPublishers.ofByteArray(wrapped)), 400,
					"strip must be a number of folders, from 0 to 99");
		}
		assertProblem(send("PUT", "/shop/versions?strip=2", "application/zip", BodyPublishers.ofByteArray(wrapped)),
				422, "strip=2 needs a zip whose files are all in 2 nested folders");
		assertNothingChanged();
		assertThat(send("PUT", "/shop/versions?strip=1&html-handling=none", "application/zip",
				BodyPublishers.ofByteArray(wrapped))
			.status()).isEqualTo(201);
		assertThat(get("/index.html")).isEqualTo("200 page 2");
		assertThat(
				send("PUT", "/shop/versions?strip=0", "application/zip", BodyPublishers.ofByteArray(wrapped)).status())
			.isEqualTo(201);
		assertThat(get("/dist/")).isEqualTo("200 page 2");
	}

	@Test
	void hostileEntriesAreRefused() throws Exception {
		for (RawZip zip : List.of(new RawZip().entry("a.txt", "x", (entry) -> entry.flags(1)),
				new RawZip().entry("a.txt", "x", (entry) -> entry.method(99)),
				new RawZip().entry("a.txt", "/etc/passwd", (entry) -> entry.unix(0120777)),
				new RawZip().entry("a.txt", "x", (entry) -> entry.localName("b.txt")),
				new RawZip().entry("a.txt", "x").entry("a.txt", "y"), new RawZip().entry("..\\a.txt", "x"),
				new RawZip().entry("a.txt", "x").disk(1), new RawZip().entry("a.txt", "x").count(2))) {
			assertProblem(put(zip.toBytes()), 422, "");
		}
		assertNothingChanged();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "1", "{", "{\"files\":", "{\"files\":1}", "{\"files\":{\"/a\":1}}",
			"{\"x\":{}}", "{}{}", "{} x", "{\"files\":{},\"files\":{}}", "{\"files\":{\"/a\":{}}}", "{\"settings\":[]}",
			"{\"settings\":{\"immutable\":[[]]}}", "{\"settings\":{\"immutable\":1}}",
			"{\"settings\":{\"immutable\":[\"a\"", "{\"settings\":{\"typo\":\"x\"}}", "[[[[[[[[[[", "\u0000",
			"{\"files\":{\"/a\":{\"hash\":\"../../manifest\",\"size\":1}}}",
			"{\"files\":{\"/a\":{\"hash\":null,\"size\":1}}}" })
	void manifestThatIsNoneIsRefused(String manifest) throws Exception {
		assertProblem(upload(manifest), 400, "");
		assertNothingChanged();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"{\"settings\":{\"htmlHandling\":1}} | 'htmlHandling' must be a text: line 1, column 29",
			"{\"files\":[]} | 'files' must be an object: line 1, column 10", "[] | an object is expected: line 1",
			"{\"files\":{\"/a\":{\"size\":\"1\"}}} | 'size' must be a whole number",
			"{\"settings\":{\"immutable\":[1]}} | a text is expected", "{} {} | something follows its end",
			"{\"files\":{ | not valid JSON", "{\"files\":tru} | not valid JSON",
			"{\"files\":{},\"files\":{}} | a name is there twice: line 1, column", "[[[[[[ | an object is expected" })
	void messageOnAManifestHasPlainWords(String manifest, String detail) throws Exception {
		Answer answer = upload(manifest);
		assertProblem(answer, 400, detail);
		assertThat(answer.json().get("detail").asString()).doesNotContain("VALUE_", "START_", "Source", "token")
			.containsPattern("line 1, column [0-9]+");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "/a//b, slash", "/a/, slash", "/a/../b, '..' is no name",
			"/./b, '.' is no name", "/a\\\\b, backslash", "/a\\u0007b, control character", "``, empty" })
	void messageOnAPathTellsTheReason(String path, String reason) throws Exception {
		String rest = "\":{\"hash\":\"" + UNKNOWN_HASH + "\",\"size\":1}}}";
		assertProblem(upload("{\"files\":{\"" + path + rest), 422, reason);
		assertProblem(upload("{\"files\":{\"/a/" + "b".repeat(256) + "/c" + rest), 422, "more than 255 characters");
		assertThat(upload("{\"files\":{\"/a/" + "b".repeat(255) + "/c" + rest).status()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "1.5", "\"1\"", "99999999999999999999", "1e3", "null" })
	void sizeThatIsNoneIsRefused(String size) throws Exception {
		assertProblem(upload("{\"files\":{\"/a\":{\"hash\":\"" + UNKNOWN_HASH + "\",\"size\":" + size + "}}}"), 400,
				"");
		assertNothingChanged();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.txt", "", "/", "//a.txt", "/../a.txt", "/a/../b.txt", "/a\\\\b.txt", "/a\\u0000b",
			"/a\\nb", "/a/" })
	void pathThatIsNoneIsRefused(String path) throws Exception {
		assertProblem(upload("{\"files\":{\"" + path + "\":{\"hash\":\"" + UNKNOWN_HASH + "\",\"size\":1}}}"), 422,
				"is no path of a file");
		assertNothingChanged();
	}

	@Test
	void manifestBeyondTheLimitsIsRefused() throws Exception {
		String file = ":{\"hash\":\"" + UNKNOWN_HASH + "\",\"size\":1}";
		assertProblem(upload("{\"files\":{\"/a\":{\"hash\":\"" + UNKNOWN_HASH + "\",\"size\":100001}}}"), 422,
				"'a' has more than 100,000 bytes");
		assertProblem(upload("{\"files\":{\"/a\"" + file + ",\"/b\":{\"hash\":\"" + UNKNOWN_HASH + "\",\"size\":2}}}"),
				422, "two sizes");
		assertProblem(upload("{\"files\":{\"/" + "a".repeat(1025) + "\"" + file + "}}"), 422, "is no path");
		assertProblem(upload("{\"files\":{\"/" + "a".repeat(5000) + "\"" + file + "}}"), 400, "is too long");
		assertProblem(upload(" ".repeat(200_000) + "{}"), 413, "more than");
		assertNothingChanged();
	}

	/**
	 * The body is too long to be read to its end, so that the client may not see the
	 * answer.
	 */
	@Test
	void millionNamesAreNotRead() throws Exception {
		try (Socket socket = open()) {
			OutputStream output = socket.getOutputStream();
			output.write(("POST /assets-projects/shop/uploads HTTP/1.1\r\nHost: 127.0.0.1\r\n"
					+ "Content-Type: application/json\r\nContent-Length: 100000000\r\n\r\n{\"files\":{")
				.getBytes(StandardCharsets.UTF_8));
			for (int i = 0; i < 21; i++) {
				output.write(("\"/" + i + "\":{\"hash\":\"" + UNKNOWN_HASH + "\",\"size\":1},")
					.getBytes(StandardCharsets.UTF_8));
			}
			output.write("\"/".repeat(5000).getBytes(StandardCharsets.UTF_8));
			output.flush();
			assertThat(head(socket)).startsWith("HTTP/1.1 422 ");
		}
		assertNothingChanged();
	}

	@Test
	void contentThatIsNotTheAnnouncedOneIsRefused() throws Exception {
		JsonNode started = upload(manifest(Map.of("/a.txt", "content"), "{}")).json();
		Map<String, String> before = stored();
		String path = "/shop/uploads/" + started.get("upload").asString() + "/";
		assertProblem(send("PUT", path + hash("content"), null, "CONTENT"), 422, "another hash");
		assertProblem(send("PUT", path + hash("content"), null, "conten"), 422, "has 6 bytes, 7 were announced");
		assertProblem(send("PUT", path + hash("content"), null, "contents"), 422, "has more bytes");
		assertProblem(send("PUT", path + hash("content"), null, "x".repeat(1_000_000)), 422, "has more bytes");
		assertProblem(send("PUT", path + hash("content"), null, ""), 422, "has 0 bytes");
		assertProblem(send("PUT", path + UNKNOWN_HASH, null, "content"), 404, "does not announce");
		assertProblem(send("PUT", path + "manifest", null, "content"), 404, "does not announce");
		assertProblem(send("PUT", path + hash("content").toUpperCase(Locale.ROOT), null, "content"), 404,
				"does not announce");
		assertProblem(send("PUT", "/blog/uploads/" + started.get("upload").asString() + "/" + hash("content"), null,
				"content"), 404, "no such upload");
		assertThat(stored()).isEqualTo(before);
		assertThat(send("PUT", path + hash("content"), null, "content").status()).isEqualTo(204);
		assertThat(send("PUT", path + hash("content"), null, "content").status()).isEqualTo(204);
	}

	@Test
	void connectionThatBreaksOffLeavesNothingBehindAndNoStackTrace(CapturedOutput output) throws Exception {
		JsonNode started = upload(manifest(Map.of("/a.txt", "content"), "{}")).json();
		this.published = stored();
		String content = "/shop/uploads/" + started.get("upload").asString() + "/" + hash("content");
		breakOff("PUT /assets-projects/shop/versions", "application/zip", Arrays.copyOf(SITE, SITE.length / 2));
		breakOff("PUT /assets-projects/shop/versions", "application/zip", SITE);
		breakOff("PUT /assets-projects" + content, "text/plain", new byte[] { 'c', 'o' });
		breakOff("POST /assets-projects/shop/uploads", "application/json", new byte[] { '{', '"' });
		assertNothingChanged();
		assertThat(output).doesNotContain("Exception").doesNotContain("Problems").doesNotContain("ERROR");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void connectionThatIsResetLeavesNothingBehindAndNoStackTrace(CapturedOutput output) throws Exception {
		JsonNode started = upload(manifest(Map.of("/a.txt", "content"), "{}")).json();
		this.published = stored();
		String content = "/shop/uploads/" + started.get("upload").asString() + "/" + hash("content");
		for (String path : List.of("/shop/versions", content)) {
			try (Socket socket = open()) {
				socket.getOutputStream()
					.write(("PUT /assets-projects" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
							+ "Content-Type: application/zip\r\nContent-Length: 1000\r\n\r\nP")
						.getBytes(StandardCharsets.UTF_8));
				awaitSpoolFiles(1);
				socket.setSoLinger(true, 0);
			}
			awaitSpoolFiles(0);
		}
		assertNothingChanged();
		assertThat(output).doesNotContain("Exception").doesNotContain("Problems").doesNotContain("ERROR");
	}

	private static void awaitSpoolFiles(int count) throws Exception {
		Instant deadline = Instant.now().plusSeconds(10);
		while (Zips.spoolFiles() != count) {
			assertThat(Instant.now()).as("waiting for " + count + " temporary files").isBefore(deadline);
			Thread.sleep(10);
		}
	}

	/**
	 * Send a part of a body, and go. The server's answer shows that it has noticed.
	 */
	private static void breakOff(String request, String type, byte[] part) throws IOException {
		for (String length : List.of("Content-Length: 100000", "Transfer-Encoding: chunked")) {
			try (Socket socket = open()) {
				OutputStream output = socket.getOutputStream();
				output.write((request + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + type + "\r\n" + length
						+ "\r\n\r\n")
					.getBytes(StandardCharsets.UTF_8));
				if (length.endsWith("chunked")) {
					output.write("ffff\r\n".getBytes(StandardCharsets.UTF_8));
				}
				output.write(part);
				output.flush();
				socket.shutdownOutput();
				assertThat(head(socket)).matches("(?s)(HTTP/1.1 4.*)?");
			}
		}
	}

	private static Socket open() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), Applications.port(context));
		socket.setSoTimeout(20_000);
		return socket;
	}

	private static String raw(String request) throws IOException {
		try (Socket socket = open()) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static String head(Socket socket) throws IOException {
		InputStream input = socket.getInputStream();
		byte[] bytes = input.readNBytes(16);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	@Test
	void twoPublishingsAtATimeGoOneAfterTheOther() throws Exception {
		List<CompletableFuture<Answer>> answers = Stream.of("page 2", "page 3", "page 4", "page 5")
			.map((text) -> CompletableFuture.supplyAsync(() -> {
				try {
					return put(Zips.of("index.html", text, "app.js", text));
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			}))
			.toList();
		for (CompletableFuture<Answer> answer : answers) {
			assertThat(answer.join().status()).isEqualTo(201);
		}
		assertThat(get("/").substring("200 ".length())).isEqualTo(get("/app.js").substring("200 ".length()));
		assertThat(send("GET", "/shop/versions", null, "").json().size()).isEqualTo(5);
	}

	@Test
	void projectThatOthersGoOnChangingIsAConflictThatPasses() throws Exception {
		this.published = stored();
		storage.refuseConditionalWrites(true);
		try {
			for (Answer answer : List.of(put(SITE), send("DELETE", "/shop", null, ""))) {
				assertProblem(answer, 409, "Others keep changing");
				assertThat(answer.header("retry-after")).isEqualTo("2");
			}
		}
		finally {
			storage.refuseConditionalWrites(false);
		}
		assertThat(get("/assets/app.js")).isEqualTo("200 script 1");
		assertThat(put(SITE).status()).isEqualTo(201);
	}

	@Test
	void endOfAGradualDeploymentIsTold(CapturedOutput output) throws Exception {
		assertThat(put(SITE).json().has("endedDeployment")).isFalse();
		String first = send("GET", "/shop/versions", null, "").json().get(0).get("id").asString();
		put(SITE);
		Deployments.rollOut(projects, new ProjectId("shop"), first, 25);
		JsonNode ended = put(SITE).json().get("endedDeployment").get("versions").get(1);
		assertThat(ended.get("version").asString()).isEqualTo(first);
		assertThat(ended.get("percentage").asInt()).isEqualTo(25);
		assertThat(output).containsOnlyOnce("The gradual deployment of project 'shop' ended (")
			.contains(first + " at 25 %");
	}

	@Test
	void failingStorageIsUnavailableAndNotAnError(CapturedOutput output) throws Exception {
		JsonNode started = upload(manifest(Map.of("/a.txt", "content"), "{}")).json();
		String upload = "/shop/uploads/" + started.get("upload").asString();
		this.published = stored();
		storage.fail(true);
		try {
			for (Answer answer : List.of(put(SITE), upload(manifest(Map.of("/a.txt", "content"), "{}")),
					send("PUT", upload + "/" + hash("content"), null, "content"), send("POST", upload, null, ""),
					send("GET", "/shop/versions", null, ""), send("POST", "/shop/versions/0", null, ""),
					send("DELETE", "/shop", null, ""))) {
				assertProblem(answer, 503, "The storage does not answer");
				assertThat(answer.header("retry-after")).isEqualTo("5");
			}
		}
		finally {
			storage.fail(false);
		}
		assertNothingChanged();
		assertThat(output).contains("The projects cannot be changed")
			.containsOnlyOnce("The projects cannot be read")
			.doesNotContain("\tat ");
	}

	private record Answer(int status, Map<String, List<String>> headers, String text) {

		JsonNode json() {
			return JsonMapper.shared().readTree(this.text);
		}

		String header(String name) {
			return String.join(",", this.headers.getOrDefault(name, List.of()));
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		BreakingStorage storage() {
			return new BreakingStorage(new DirectoryStorage(directory));
		}

		@Bean
		StoredProjects projects(AssetStorage storage) {
			return new StoredProjects(storage, Defaults.CACHE, LIMITS, Defaults.RETENTION, () -> "");
		}

		@Bean
		ProjectLimits limits() {
			return LIMITS;
		}

	}

}
