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
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.collection.BlobSource;
import io.github.assetsboot.conformance.Comparison;
import io.github.assetsboot.conformance.Divergence;
import io.github.assetsboot.conformance.Exchange;
import io.github.assetsboot.conformance.Recording;
import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.delivery.ResponseWriter;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.NoReservedPaths;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.rules.RuleProblem;
import io.github.assetsboot.rules.UrlPath.Origin;
import io.github.assetsboot.testing.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays every recording against the decision and its answer, without a server: also the
 * request targets that a container refuses, and the 404 that an application answers in
 * place of the assets.
 *
 * @author the Assets for Spring Boot authors
 */
class RecordedDecisionTests {

	private static final BlobCache MEMORY = new BlobCache(Long.MAX_VALUE);

	private static final Response WORKER = Response.of(200,
			Map.of("content-type", "text/plain;charset=UTF-8", "x-worker", "1"), "worker");

	static Stream<Recording> recordings() throws IOException {
		return Recording.all().stream().filter((recording) -> recording.startupError() == null);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("recordings")
	void decidesAsRecorded(Recording recording) throws IOException {
		AssetSnapshot snapshot = snapshot(recording);
		Comparison comparison = new Comparison(EnumSet.of(Divergence.CONTENT_TYPE_OF_304, Divergence.IF_NONE_MATCH_LIST,
				Divergence.IF_MATCH, Divergence.RANGE, Divergence.CONTENT_CODING,
				Divergence.NO_PRECONDITION_ON_404_PAGE, Divergence.ALLOW));
		List<String> differences = new ArrayList<>();
		for (Exchange exchange : recording.exchanges()) {
			HttpHeaders headers = new HttpHeaders();
			for (Map.Entry<String, String> header : exchange.requestHeaders().entrySet()) {
				headers.set(header.getKey(), fillTag(header.getValue().trim(), recording, snapshot));
			}
			Response actual = answer(exchange.method(), exchange.target(), headers, recording, snapshot);
			String difference = comparison.difference(exchange, actual);
			if (difference != null) {
				differences.add(difference);
			}
		}
		assertThat(differences).isEmpty();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("recordings")
	void rejectsTheLinesThatWereRejected(Recording recording) {
		AssetSnapshot snapshot = snapshot(recording);
		List<RuleProblem> rejected = snapshot.router().problems().stream().filter(RuleProblem::rejected).toList();
		assertThat(rejected).hasSameSizeAs(recording.warnings());
		for (Recording.Warning warning : recording.warnings()) {
			boolean exactLine = !warning.message().equals("No headers specified");
			assertThat(rejected).anyMatch((problem) -> warning.file() == null || (problem.file().equals(warning.file())
					&& problem.text().equals(warning.text()) && (!exactLine || problem.line() == warning.line())));
		}
	}

	private static AssetSnapshot snapshot(Recording recording) {
		AssetsProperties properties = new Binder(new MapConfigurationPropertySource(recording.properties()))
			.bindOrCreate("assets", AssetsProperties.class);
		properties.setRouting(RoutingMode.WORKERS);
		return new AssetSnapshotFactory(properties, new WebProperties(), new StandardEnvironment(), null, List.of(),
				() -> Pages.NONE)
			.create(new MapDirectory(recording.site()), MEMORY);
	}

	private static String fillTag(String value, Recording recording, AssetSnapshot snapshot) throws IOException {
		int start = value.indexOf("{{etag:");
		if (start == -1) {
			return value;
		}
		int end = value.indexOf("}}", start);
		String tag = answer("GET", value.substring(start + 7, end), new HttpHeaders(), recording, snapshot).headers()
			.getOrDefault("etag", "");
		return value.substring(0, start) + tag + value.substring(end + 2);
	}

	private static Response answer(String method, String target, HttpHeaders headers, Recording recording,
			AssetSnapshot snapshot) throws IOException {
		RoutingRequest request = request(method, target, headers);
		Decision decision = snapshot.router().route(request, new NoReservedPaths());
		if (decision instanceof Decision.Application) {
			if (recording.worker().equals("echo")) {
				return method.equals("HEAD") ? withBody("") : WORKER;
			}
			if (recording.worker().equals("binding") && request.path().startsWith("/api/")) {
				return withBody("api");
			}
			if (recording.worker().equals("binding") && request.path().equals("/fetch")) {
				request = nested(request, headers);
			}
			decision = snapshot.router().serve(request);
		}
		AssetResponse answer = snapshot.response((Decision.ByAssets) decision, request);
		if (answer instanceof AssetResponse.Empty empty) {
			Map<String, String> answered = new TreeMap<>();
			empty.headers()
				.forEach((name, values) -> answered.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
			return Response.of(empty.status(), answered, "");
		}
		return write(answer, (method.equals("HEAD") || request.method().equals("HEAD")) ? "HEAD" : "GET", headers);
	}

	private static Response write(AssetResponse answer, String method, HttpHeaders headers) throws IOException {
		MockHttpServletRequest request = new MockHttpServletRequest(method, "/");
		headers.forEach((name, values) -> values.forEach((value) -> request.addHeader(name, value)));
		MockHttpServletResponse response = new MockHttpServletResponse();
		new ResponseWriter(MEMORY, List.of()).write(answer, request, response);
		Map<String, String> answered = new TreeMap<>();
		response.getHeaderNames()
			.forEach((name) -> answered.put(name.toLowerCase(Locale.ROOT),
					String.join(", ", response.getHeaders(name))));
		return Response.of(response.getStatus(), answered, response.getContentAsString(StandardCharsets.UTF_8));
	}

	private static Response withBody(String body) {
		return Response.of(WORKER.status(), WORKER.headers(), body);
	}

	private static RoutingRequest request(String method, String target, HttpHeaders headers) {
		String host = headers.getFirst("Host");
		String rest = target;
		if (target.startsWith("http://")) {
			String[] parts = target.substring("http://".length()).split("(?=[/?#])", 2);
			host = parts[0];
			rest = (parts.length > 1) ? parts[1] : "";
		}
		rest = rest.replaceFirst("#.*", "");
		int query = rest.indexOf('?');
		String hostName = (host != null) ? host.replaceFirst(":.*", "") : "127.0.0.1";
		return RoutingRequest.of(method, (query != -1) ? rest.substring(0, query) : rest,
				(query != -1) ? rest.substring(query + 1) : null, new Origin("http", hostName, 8787), "",
				new RequestPurpose(headers.getFirst("Sec-Fetch-Mode"), headers.getFirst("Sec-Fetch-Dest"),
						headers.getFirst("Accept"), headers.getFirst("X-Requested-With")));
	}

	/**
	 * Resolve the target as a URL, which {@code //host} is, too.
	 */
	private static RoutingRequest nested(RoutingRequest request, HttpHeaders headers) {
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
			target = URI.create(request.path()).resolve(target).toString();
		}
		return request(parameters.getOrDefault("method", "GET"), target, headers);
	}

	private record MapDirectory(Map<String, String> files) implements AssetDirectory {

		@Override
		public @Nullable String readText(String name) {
			return this.files.get(name);
		}

		@Override
		public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
			for (Map.Entry<String, String> file : this.files.entrySet()) {
				if (!AssetDirectory.isIgnored(file.getKey(), ignored)) {
					visitor.file(file.getKey(),
							new BlobSource.InMemory(file.getValue().getBytes(StandardCharsets.UTF_8)));
				}
			}
		}

	}

}
