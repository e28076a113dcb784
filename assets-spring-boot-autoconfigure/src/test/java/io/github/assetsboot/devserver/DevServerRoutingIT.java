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

package io.github.assetsboot.devserver;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Which requests are sent to a development server, and which are not.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class DevServerRoutingIT {

	@RegisterExtension
	final DevServerApplication application = new DevServerApplication();

	@Test
	void pageModuleAndClientComeFromTheServer() throws IOException {
		this.application.start();
		assertThat(this.application.get("/", DevServerApplication.NAVIGATE).body()).isEqualTo(FakeDevServer.PAGE);
		Response module = this.application.get("/src/main.js", DevServerApplication.SCRIPT);
		assertThat(module.body()).isEqualTo("import '/@vite/client'");
		assertThat(module.headers()).containsEntry("cache-control", "no-cache")
			.doesNotContainKeys("etag", "set-cookie", "connection");
		assertThat(module.headers().get("content-type")).startsWith("text/javascript");
		assertThat(this.application.get("/@vite/client", DevServerApplication.SCRIPT).body()).isEqualTo("connect()");
	}

	@ParameterizedTest
	@CsvSource({ "none", "single-page-application", "404-page" })
	void deepLinkGetsThePageAndAMissingScriptDoesNot(String handling) throws IOException {
		this.application.start("assets.not-found-handling=" + handling);
		assertThat(this.application.get("/notes/2", DevServerApplication.NAVIGATE).body())
			.isEqualTo(FakeDevServer.PAGE);
		Response script = this.application.get("/src/nope.js", DevServerApplication.SCRIPT);
		assertThat(script.status()).isEqualTo(404);
		assertThat(script.headers()).containsEntry("cache-control", "no-store");
		assertThat(script.body()).doesNotContain(FakeDevServer.PAGE);
	}

	@Test
	void deepLinkGetsThePageOfAServerWithoutAFallback() throws IOException {
		this.application.devServer().withoutFallback();
		this.application.start();
		assertThat(this.application.get("/notes/2?a=b", DevServerApplication.NAVIGATE).body())
			.isEqualTo(FakeDevServer.PAGE);
		assertThat(this.application.devServer().received()).extracting(FakeDevServer.Received::target)
			.containsExactly("/notes/2?a=b", "/?a=b");
		assertThat(this.application.get("/src/nope.js", DevServerApplication.SCRIPT).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "single-page-application", "404-page" })
	void requestForAControllerIsNeverSentThere(String handling) throws IOException {
		this.application.start("assets.not-found-handling=" + handling);
		assertThat(this.application.get("/api/hello").body()).isEqualTo("hello");
		assertThat(this.application.get("/api/hello", DevServerApplication.SCRIPT).body()).isEqualTo("hello");
		assertThat(this.application.send("POST", "/api/echo").body()).isEqualTo("echo");
		assertThat(this.application.get("/api/echo").status()).isEqualTo(405);
		assertThat(this.application.devServer().received()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "none, workers, true", "404-page, workers, true", "single-page-application, workers, false",
			"none, spring, true", "404-page, spring, true", "single-page-application, spring, true" })
	void navigationToAControllerIsRoutedAsInProduction(String handling, String routing, boolean controller)
			throws IOException {
		this.application.start("assets.not-found-handling=" + handling, "assets.routing=" + routing);
		assertThat(this.application.get("/api/hello", DevServerApplication.NAVIGATE).body())
			.isEqualTo(controller ? "hello" : FakeDevServer.PAGE);
		assertThat(this.application.devServer().received()).hasSize(controller ? 0 : 1);
	}

	@Test
	void requestForAPatternOfTheApplicationIsNeverSentThere() throws IOException {
		this.application.start("assets.run-worker-first=/api/*,/src/*,!/src/main.js");
		assertThat(this.application.get("/api/nothing", DevServerApplication.NAVIGATE).status()).isEqualTo(404);
		assertThat(this.application.get("/src/other.js", DevServerApplication.SCRIPT).status()).isEqualTo(404);
		assertThat(this.application.devServer().received()).isEmpty();
		assertThat(this.application.get("/src/main.js", DevServerApplication.SCRIPT).body()).startsWith("import");
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "/*" })
	void pathsOfTheServerItselfPassEvenIfTheApplicationComesFirst(String runWorkerFirst) throws IOException {
		this.application.devServer().file("/@id/__x00__virtual:a", "virtual");
		this.application.devServer().file("/@fs/home/a.js", "outside");
		this.application.devServer().file("/@react-refresh", "refresh");
		this.application.devServer().file("/node_modules/.vite/deps/react.js", "react");
		this.application.start("assets.run-worker-first=" + runWorkerFirst);
		assertThat(this.application.get("/@vite/client").body()).isEqualTo("connect()");
		assertThat(this.application.get("/@id/__x00__virtual:a").body()).isEqualTo("virtual");
		assertThat(this.application.get("/@fs/home/a.js").body()).isEqualTo("outside");
		assertThat(this.application.get("/@react-refresh").body()).isEqualTo("refresh");
		assertThat(this.application.get("/node_modules/.vite/deps/react.js?v=1").body()).isEqualTo("react");
		this.application.devServer().received().clear();
		assertThat(this.application.get("/@alice", DevServerApplication.NAVIGATE).status()).isEqualTo(404);
		assertThat(this.application.get("/", DevServerApplication.NAVIGATE).status()).isEqualTo(404);
		assertThat(this.application.devServer().received()).isEmpty();
		assertThat(this.application.get("/@fs/missing.js").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH", "OPTIONS" })
	void onlyReadsAreSentThere(String method) throws IOException {
		this.application.start();
		for (String target : List.of("/src/main.js", "/", "/notes/2")) {
			assertThat(this.application.send(method, target).body()).doesNotContain(FakeDevServer.PAGE);
			assertThat(this.application.send(method, target, DevServerApplication.NAVIGATE).body())
				.doesNotContain(FakeDevServer.PAGE);
		}
		assertThat(this.application.devServer().received()).isEmpty();
	}

	@Test
	void startSaysWhichServerIsAsked(CapturedOutput output) {
		this.application.start("logging.level.io.github.assetsboot=info");
		assertThat(output).containsOnlyOnce("Asking the development server at " + this.application.devServer().url())
			.doesNotContain(" WARN ", "clientPort", "There is no index.html");
		assertThat(this.application.devServer().received()).isEmpty();
	}

	@Test
	void rulesOfTheDirectoryApply() throws IOException {
		this.application.write("_redirects",
				"/old /new 301\n/moved/* /src/:splat 200\n/away https://example.com/ 302\n");
		this.application.write("_headers", "/src/*\n  Cache-Control: no-store\n  X-Rule: 1\n/*\n  X-All: 1\n");
		this.application.start();
		Response redirect = this.application.get("/old?a=b", DevServerApplication.NAVIGATE);
		assertThat(redirect.status()).isEqualTo(301);
		assertThat(redirect.headers()).containsEntry("location", "/new?a=b").containsEntry("x-all", "1");
		assertThat(this.application.devServer().received()).isEmpty();
		Response module = this.application.get("/src/main.js", DevServerApplication.SCRIPT);
		assertThat(module.headers()).containsEntry("cache-control", "no-store").containsEntry("x-rule", "1");
		assertThat(this.application.get("/@vite/client").headers()).containsEntry("cache-control", "no-cache")
			.containsEntry("x-all", "1");
		this.application.devServer().received().clear();
		assertThat(this.application.get("/moved/main.js", DevServerApplication.SCRIPT).body()).startsWith("import");
		assertThat(this.application.devServer().receivedOne().target()).isEqualTo("/src/main.js");
		assertThat(this.application.get("/api/hello").headers()).doesNotContainKey("x-all");
	}

	@Test
	void filesOfTheDirectoryAreNotServed() throws IOException {
		this.application.write("built.js", "built");
		this.application.write("index.html", "built");
		this.application.start();
		assertThat(this.application.get("/built.js", DevServerApplication.SCRIPT).status()).isEqualTo(404);
		assertThat(this.application.get("/", DevServerApplication.NAVIGATE).body()).isEqualTo(FakeDevServer.PAGE);
	}

	@Test
	void contextPathAndBasePathAreKept() throws IOException {
		this.application.devServer().file("/ctx/app/src/main.js", "module");
		this.application.devServer().file("/ctx/app/@vite/client", "client");
		this.application.devServer().file("/ctx/app/", "page");
		this.application.devServer().withoutFallback();
		this.application.start("server.servlet.context-path=/ctx", "assets.base-path=/app");
		assertThat(this.application.get("/ctx/app/src/main.js?t=1", DevServerApplication.SCRIPT).body())
			.isEqualTo("module");
		assertThat(this.application.devServer().receivedOne().target()).isEqualTo("/ctx/app/src/main.js?t=1");
		assertThat(this.application.get("/ctx/app/@vite/client").body()).isEqualTo("client");
		assertThat(this.application.get("/ctx/app/notes/2", DevServerApplication.NAVIGATE).body()).isEqualTo("page");
		assertThat(this.application.get("/ctx/app", DevServerApplication.NAVIGATE).headers()).containsEntry("location",
				"/ctx/app/");
		assertThat(this.application.get("/ctx/api/hello").body()).isEqualTo("hello");
		this.application.devServer().received().clear();
		assertThat(this.application.get("/ctx/elsewhere", DevServerApplication.NAVIGATE).status()).isEqualTo(404);
		assertThat(this.application.get("/ctx/@vite/client").status()).isEqualTo(404);
		assertThat(this.application.devServer().received()).isEmpty();
	}

	@Test
	void bindingAsksTheServerToo() throws IOException {
		this.application.devServer().file("/fetched/a.txt", "for the controller");
		this.application.start();
		Response response = this.application.get("/fetched/a.txt", "Accept-Encoding", "gzip", "Range", "bytes=0-1");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("for the controller");
		assertThat(response.headers()).containsEntry("cache-control", "no-cache")
			.doesNotContainKeys("content-disposition", "accept-ranges");
		FakeDevServer.Received received = this.application.devServer().receivedOne();
		assertThat(received.headers().keySet()).doesNotContain("Range", "Accept-encoding");
		assertThat(this.application.send("HEAD", "/fetched/a.txt").status()).isEqualTo(200);
		this.application.devServer().stop();
		assertThat(this.application.get("/fetched/a.txt").status()).isEqualTo(502);
	}

	@Test
	void forwardGetsTheFile() throws IOException {
		this.application.start();
		assertThat(this.application.get("/forwarding").body()).isEqualTo(FakeDevServer.PAGE);
		assertThat(this.application.get("/forwarding/to/the/root").body()).isEqualTo(FakeDevServer.PAGE);
		assertThat(this.application.get("/forwarding/after/a/failure").status()).isEqualTo(500);
		assertThat(this.application.get("/forwarding/after/a/failure").body()).isEqualTo(FakeDevServer.PAGE);
		assertThat(this.application.get("/forwarding/to/nowhere").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring", "workers" })
	void requestThatNoHandlerTakesReachesTheServer(String routing) throws IOException {
		this.application.start("assets.routing=" + routing);
		assertThat(this.application.get("/src/main.js", DevServerApplication.SCRIPT).status()).isEqualTo(200);
	}

	@Test
	void samePagesOnJetty(CapturedOutput output) throws IOException {
		this.application.devServer().on("/torn.txt", (exchange) -> {
			exchange.sendResponseHeaders(200, 100_000);
			exchange.getResponseBody().write(new byte[50_000]);
			exchange.getResponseBody().flush();
			this.application.devServer().stop();
		});
		this.application.start("spring.autoconfigure.exclude=" + Container.JETTY.excluded());
		assertThat(this.application.get("/notes/2", DevServerApplication.NAVIGATE).body())
			.isEqualTo(FakeDevServer.PAGE);
		Response module = this.application.get("/src/main.js", DevServerApplication.SCRIPT);
		assertThat(module.headers().get("content-type")).startsWith("text/javascript");
		assertThat(this.application.send("HEAD", "/src/main.js").headers()).containsEntry("content-length", "22");
		assertThat(this.application.get("/src/nope.js", DevServerApplication.SCRIPT).status()).isEqualTo(404);
		assertThatIOException().isThrownBy(
				() -> DevServerApplication.send(this.application.request("/torn.txt"), BodyHandlers.ofByteArray()));
		assertThat(this.application.get("/", DevServerApplication.NAVIGATE).status()).isEqualTo(502);
		assertThat(output).doesNotContain("\tat ");
	}

	@Test
	void explanationTellsTheRequestAndTheAnswerOfTheServer() throws IOException {
		this.application.start("management.endpoints.web.exposure.include=assets",
				"assets.run-worker-first=/api/*,!/api/docs/*");
		assertThat(explain("/notes/2?a=b")).contains("\"answeredBy\":\"dev-server\"", "\"status\":200",
				"\"devServer\":[{\"method\":\"GET\",\"target\":\"/notes/2?a=b\",\"answered\":true,\"status\":200,"
						+ "\"contentType\":\"text/html\"}]",
				"The response of the development server to /notes/2. GET /notes/2?a=b was answered with 200, text/html");
		assertThat(this.application.devServer().receivedOne().headers().getFirst("Sec-Fetch-Dest"))
			.isEqualTo("document");
		assertThat(explain("/api/docs/x")).contains("\"answeredBy\":\"dev-server\"");
		assertThat(explain("/@vite/client")).contains("\"answeredBy\":\"dev-server\"",
				"the path belongs to the development server", "answered with 200, text/javascript");
		this.application.devServer().received().clear();
		assertThat(explain("/api/hello")).contains("\"answeredBy\":\"application\"", "/api/hello", "\"devServer\":[]");
		assertThat(explain("/forwarding")).contains("\"answeredBy\":\"application\"");
		assertThat(this.application.get("/actuator/assets").body()).contains("\"assets.dev-server.url\":\"http:");
		assertThat(this.application.devServer().received()).isEmpty();
		Response page = this.application.get("/actuator/assets/explain?path=/notes/2&dest=document", "Accept",
				"text/html");
		assertThat(page.body()).contains("The response of the development server to /notes/2",
				"<th>Development server</th><td>GET /notes/2 was answered with 200, text/html</td>");
	}

	@Test
	void explanationTellsEachRequestToAServerWithoutAFallback() throws IOException {
		this.application.devServer().withoutFallback();
		this.application.start("management.endpoints.web.exposure.include=assets");
		assertThat(explain("/notes/2"))
			.contains("GET /notes/2 was answered with 404, text/plain; GET / was answered with 200, text/html");
		this.application.devServer().received().clear();
		String script = this.application
			.get("/actuator/assets/explain?dest=script&path=/src/nope.js", "Accept", "application/json")
			.body();
		assertThat(script).contains("\"status\":404", "GET /src/nope.js was answered with 404, text/plain."
				+ " No file is there, so that the application answers with its own 404");
		assertThat(this.application.devServer().receivedOne().target()).isEqualTo("/src/nope.js");
	}

	@Test
	void explanationTellsThatTheServerDoesNotAnswer() throws IOException {
		this.application.start("management.endpoints.web.exposure.include=assets");
		this.application.devServer().stop();
		assertThat(explain("/notes/2")).contains("\"answered\":false,\"status\":502",
				"GET /notes/2 got no answer, so that the response is 502");
		String stranger = this.application
			.get("/actuator/assets/explain?host=stranger.example.com&path=/x", "Accept", "application/json")
			.body();
		assertThat(stranger).contains("\"answered\":false,\"status\":403");
	}

	@ParameterizedTest
	@CsvSource({ "POST, /@vite/client", "DELETE, /node_modules/x.js", "GET, /__open-in-editor?file=x",
			"GET, /__nextjs_launch-editor?file=x", "GET, /webpack-dev-server/invalidate" })
	void explanationHasNoEffectOnTheServer(String method, String path) throws IOException {
		this.application.start("management.endpoints.web.exposure.include=assets");
		assertThat(this.application
			.get("/actuator/assets/explain?dest=document&method=" + method + "&path=" + path, "Accept",
					"application/json")
			.body()).contains("\"answeredBy\":\"dev-server\"", "It was not asked, because", "\"devServer\":[]");
		assertThat(this.application.devServer().received()).isEmpty();
	}

	private String explain(String path) throws IOException {
		return this.application.get("/actuator/assets/explain?dest=document&path=" + path, "Accept", "application/json")
			.body();
	}

	@Test
	void changedRulesAreNoticed() throws IOException {
		this.application.write("_redirects", "/old /first 301\n");
		this.application.start("assets.reload=true");
		assertThat(this.application.get("/old").headers()).containsEntry("location", "/first");
		this.application.write("_redirects", "/old /second 301\n");
		Awaitility.await()
			.atMost(DevServerApplication.TIMEOUT)
			.untilAsserted(
					() -> assertThat(this.application.get("/old").headers()).containsEntry("location", "/second"));
		assertThat(this.application.get("/src/main.js").status()).isEqualTo(200);
	}

	@Test
	void serverOnAnotherMachineIsWarnedOf(CapturedOutput output) {
		this.application.start("assets.dev-server.url=http://192.0.2.1:5173");
		assertThat(output).doesNotContain(" WARN ");
		this.application.start("logging.level.io.github.assetsboot=warn");
		assertThat(output).containsOnlyOnce("http://192.0.2.1:5173 is not on this machine");
	}

	@Test
	void emptyUrlIsNone() throws IOException {
		this.application.write("index.html", "built");
		this.application.start("assets.dev-server.url=");
		assertThat(this.application.get("/", DevServerApplication.NAVIGATE).body()).isEqualTo("built");
	}

}
