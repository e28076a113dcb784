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

package io.github.assetsboot.autoconfigure;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.assetsboot.collection.AssetContent;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.delivery.Answer;
import io.github.assetsboot.delivery.Answers;
import io.github.assetsboot.delivery.Conditions;
import io.github.assetsboot.routing.AssetRequest;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.WorkerPaths;
import io.github.assetsboot.rules.Origin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays every recording against the decision and its answer, without a server: also the
 * request targets that a container refuses.
 *
 * @author the Assets for Spring Boot authors
 */
class RecordedDecisionTests {

	private static final Path RECORDINGS = Path.of("src/test/resources/conformance");

	private static final JsonMapper json = new JsonMapper();

	@TestFactory
	Stream<DynamicTest> decidesAsRecorded() throws IOException {
		List<Path> files = new ArrayList<>();
		try (Stream<Path> tree = Files.walk(RECORDINGS.resolve("cases"))) {
			tree.filter((file) -> file.toString().endsWith(".json")).sorted().forEach(files::add);
		}
		assertThat(files).hasSize(260);
		return files.stream()
			.map((file) -> DynamicTest.dynamicTest(RECORDINGS.relativize(file).toString(),
					() -> replay(json.readTree(file))));
	}

	private void replay(JsonNode recording) {
		if (!recording.path("startupError").isNull()) {
			return;
		}
		Replay replay = new Replay(recording);
		List<String> differences = new ArrayList<>();
		for (JsonNode exchange : recording.path("exchanges")) {
			String difference = replay.compare(exchange);
			if (difference != null) {
				differences.add(exchange.path("request") + "\n  expected " + exchange.path("response") + "\n  but "
						+ difference);
			}
		}
		assertThat(differences).isEmpty();
	}

	private static final class Replay {

		private final Map<String, String> site = new HashMap<>();

		private final AssetRouter router;

		private final String worker;

		Replay(JsonNode recording) {
			JsonNode files = json.readTree(RECORDINGS.resolve("sites/" + recording.path("site").asString() + ".json"));
			files.properties().forEach((file) -> this.site.put(file.getKey(), file.getValue().asString()));
			this.worker = recording.path("worker").asString();
			this.router = new AssetRouterFactory(properties(recording)).createRouter(new MapDirectory(this.site));
		}

		private static AssetsProperties properties(JsonNode recording) {
			AssetsProperties properties = new AssetsProperties();
			JsonNode assets = recording.path("assets");
			if (assets.has("html_handling")) {
				properties.setHtmlHandling(HtmlHandling.valueOf(constant(assets.path("html_handling").asString())));
			}
			if (assets.has("not_found_handling")) {
				properties.setNotFoundHandling(
						NotFoundHandling.valueOf(constant(assets.path("not_found_handling").asString())));
			}
			if (assets.has("run_worker_first")) {
				properties.setRunWorkerFirst(assets.path("run_worker_first").isArray()
						? texts(assets.path("run_worker_first")) : List.of(assets.path("run_worker_first").asString()));
			}
			properties.setCompatibilityDate(recording.path("compatibility_date").asString());
			properties.setCompatibilityFlags(texts(recording.path("compatibility_flags")));
			return properties;
		}

		private static String constant(String value) {
			String name = value.toUpperCase(Locale.ROOT).replace('-', '_');
			return Character.isDigit(name.charAt(0)) ? "_" + name : name;
		}

		private static List<String> texts(JsonNode array) {
			List<String> texts = new ArrayList<>();
			array.forEach((text) -> texts.add(text.asString()));
			return texts;
		}

		@Nullable String compare(JsonNode exchange) {
			HttpHeaders headers = new HttpHeaders();
			exchange.path("request")
				.path("headers")
				.properties()
				.forEach((header) -> headers.set(header.getKey(), fillTag(header.getValue().asString().trim())));
			Answer answer = answer(exchange.path("request").path("method").asString(),
					exchange.path("request").path("target").asString(), headers);
			JsonNode expected = exchange.path("response");
			if (answer == null) {
				return expected.path("servedBy").asString().equals("worker") ? null : "the worker answered";
			}
			return isAsRecorded(expected, answer, headers, exchange) ? null : answer.toString();
		}

		private String fillTag(String value) {
			int start = value.indexOf("{{etag:");
			if (start == -1) {
				return value;
			}
			int end = value.indexOf("}}", start);
			Answer answer = answer("GET", value.substring(start + 7, end), new HttpHeaders());
			String tag = (answer != null) ? answer.headers().getFirst(HttpHeaders.ETAG) : null;
			return value.substring(0, start) + ((tag != null) ? tag : "") + value.substring(end + 2);
		}

		private @Nullable Answer answer(String method, String target, HttpHeaders headers) {
			AssetRequest request = request(method, target, headers);
			Decision decision = this.router.route(request, WorkerPaths.NONE);
			if (decision instanceof Decision.InvokeWorker) {
				if (this.worker.equals("echo")
						|| (this.worker.equals("binding") && request.path().startsWith("/api/"))) {
					return null;
				}
				if (this.worker.equals("binding") && request.path().equals("/fetch")) {
					request = nested(request, headers);
				}
				decision = this.router.serve(request);
			}
			return Answers.of(decision, Conditions.of(headers), this.router.headerRules(request));
		}

		private static AssetRequest request(String method, String target, HttpHeaders headers) {
			String host = headers.getFirst("Host");
			String rest = target;
			if (target.startsWith("http")) {
				String[] parts = target.substring("http://".length()).split("(?=[/?#])", 2);
				host = parts[0];
				rest = (parts.length > 1) ? parts[1] : "";
			}
			int hash = rest.indexOf('#');
			rest = (hash != -1) ? rest.substring(0, hash) : rest;
			int query = rest.indexOf('?');
			String hostName = (host != null) ? host.replaceFirst(":.*", "") : "127.0.0.1";
			return AssetRequest.of(method, (query != -1) ? rest.substring(0, query) : rest,
					(query != -1) ? rest.substring(query + 1) : null, new Origin("http", hostName, 8787), "",
					headers.getFirst("Sec-Fetch-Mode"));
		}

		/**
		 * Resolve the target as a URL, which {@code //host} is, too.
		 */
		private static AssetRequest nested(AssetRequest request, HttpHeaders headers) {
			Map<String, String> parameters = new HashMap<>();
			for (String parameter : request.query().substring(1).split("&")) {
				String[] pair = parameter.split("=", 2);
				parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
			}
			String target = parameters.getOrDefault("target", "/").replaceFirst("^(https:)?//", "http://");
			if (target.startsWith("?")) {
				target = request.path() + target;
			}
			else if (!target.startsWith("/") && !target.startsWith("http:")) {
				target = "/" + target;
			}
			return request(parameters.getOrDefault("method", "GET"), target, headers);
		}

		/**
		 * A nested HEAD request has no body although the request that it answers may have
		 * one, so that the recorded body is not compared with what the answer refers to.
		 */
		private boolean isNestedHead(JsonNode exchange) {
			return this.worker.equals("binding")
					&& exchange.path("request").path("target").asString().endsWith("&method=HEAD")
					&& exchange.path("response").path("body").isNull();
		}

		private boolean isAsRecorded(JsonNode expected, Answer answer, HttpHeaders request, JsonNode exchange) {
			int status = expected.path("status").asInt();
			if (expected.path("servedBy").asString().equals("worker")) {
				return false;
			}
			if (answer.status() != status) {
				return isDivergence(status, answer, request);
			}
			Map<String, String> recorded = new TreeMap<>();
			expected.path("headers")
				.properties()
				.forEach((header) -> recorded.put(header.getKey(),
						normalize(header.getKey(), header.getValue().asString())));
			recorded.remove("content-encoding");
			Map<String, String> actual = new TreeMap<>();
			answer.headers()
				.forEach((name, values) -> actual.put(name.toLowerCase(Locale.ROOT),
						normalize(name, String.join(", ", values))));
			actual.remove("allow");
			if (status == 304) {
				recorded.remove("content-type");
				actual.remove("content-type");
			}
			actual.computeIfPresent("etag",
					(name, value) -> "\"<etag>\"".equals(recorded.get("etag")) ? "\"<etag>\"" : value);
			return actual.equals(recorded) && body(answer, exchange).equals(recordedBody(expected));
		}

		private static String normalize(String name, String value) {
			return name.equalsIgnoreCase("content-type") ? value.replace(" ", "").toLowerCase(Locale.ROOT) : value;
		}

		private String body(Answer answer, JsonNode exchange) {
			boolean head = exchange.path("request").path("method").asString().equals("HEAD");
			return (answer.asset() == null || head || isNestedHead(exchange)) ? ""
					: this.site.get(answer.asset().path().substring(1));
		}

		private String recordedBody(JsonNode expected) {
			JsonNode body = expected.path("body");
			return body.has("file") ? this.site.get(body.path("file").asString()) : "";
		}

		private static boolean isDivergence(int recorded, Answer answer, HttpHeaders request) {
			boolean listOrStar = (recorded == 200 && answer.status() == 304)
					&& (request.getFirst("If-None-Match").contains(",")
							|| request.getFirst("If-None-Match").equals("*"));
			boolean failedPrecondition = recorded == 200 && answer.status() == 412
					&& request.containsHeader("If-Match");
			boolean conditionOnNotFoundPage = recorded == 304 && answer.status() == 404;
			return listOrStar || failedPrecondition || conditionOnNotFoundPage;
		}

	}

	private record MapDirectory(Map<String, String> files) implements AssetDirectory {

		@Override
		public @Nullable String readText(String name) {
			return this.files.get(name);
		}

		@Override
		public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
			for (Map.Entry<String, String> file : this.files.entrySet()) {
				if (!isIgnored(file.getKey(), ignored)) {
					visitor.file(file.getKey(),
							new AssetContent.InMemory(file.getValue().getBytes(StandardCharsets.UTF_8)));
				}
			}
		}

		private static boolean isIgnored(String path, Predicate<String> ignored) {
			for (int slash = path.indexOf('/'); slash != -1; slash = path.indexOf('/', slash + 1)) {
				if (ignored.test(path.substring(0, slash + 1))) {
					return true;
				}
			}
			return ignored.test(path);
		}

	}

}
