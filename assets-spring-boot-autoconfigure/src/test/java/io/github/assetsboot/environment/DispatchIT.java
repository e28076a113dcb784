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

package io.github.assetsboot.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import io.github.assetsboot.Assets;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dispatches inside the application: error pages, forwards, includes and asynchronous
 * requests.
 *
 * @author the Assets for Spring Boot authors
 */
class DispatchIT {

	private static final String LARGE = "0123456789abcdef".repeat(8 * 1024);

	@TempDir
	private static Path site;

	@BeforeAll
	static void writeSite() throws IOException {
		Files.writeString(site.resolve("index.html"), "fallback page");
		Files.writeString(site.resolve("page.html"), "page");
		Files.writeString(site.resolve("error-page.html"), "error page");
		Files.writeString(site.resolve("app.js"), "let a = 1");
		Files.writeString(site.resolve("large.bin"), LARGE);
	}

	private static RunningApplication start(Container container, String... properties) {
		String[] all = new String[properties.length + 1];
		System.arraycopy(properties, 0, all, 0, properties.length);
		all[properties.length] = "assets.directory=" + site;
		return RunningApplication.start(container, Application.class, all);
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void errorPageIsAnAssetAndKeepsTheStatus(Container container) throws Exception {
		try (RunningApplication application = start(container)) {
			for (String method : new String[] { "GET", "POST" }) {
				Response response = application.send(method, "/forbidden");
				assertThat(response.status()).isEqualTo(403);
				assertThat(response.body()).isEqualTo("error page");
				assertThat(response.headers().get("content-type")).startsWith("text/html");
				assertThat(response.headers()).doesNotContainKeys("etag", "last-modified");
			}
			assertThat(application.send("HEAD", "/forbidden").status()).isEqualTo(403);
			assertThat(application.get("/gone.js", "Sec-Fetch-Dest", "script").body()).isEqualTo("page");
			assertThat(application.get("/forbidden", "If-None-Match", "*").status()).isEqualTo(403);
			assertThat(application.get("/forbidden", "Range", "bytes=0-1").body()).isEqualTo("error page");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void errorThatHasNoPageIsTheApplications(Container container) throws Exception {
		try (RunningApplication application = start(container)) {
			Response response = application.get("/conflict", "Accept", "application/json");
			assertThat(response.status()).isEqualTo(409);
			assertThat(response.body()).contains("\"path\":\"/conflict\"");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void asynchronousControllersAnswer(Container container) throws Exception {
		try (RunningApplication application = start(container)) {
			assertThat(application.body("/async/callable")).isEqualTo("called");
			assertThat(application.body("/async/deferred")).isEqualTo("deferred");
			assertThat(application.body("/async/streamed")).isEqualTo("streamed");
			assertThat(application.body("/async/events").replaceAll("\\s", "")).isEqualTo("data:1data:2");
			assertThat(application.status("/async/error")).isEqualTo(403);
			assertThat(application.body("/async/error")).isEqualTo("error page");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void assetsThatAreFetchedAsynchronouslyAreWrittenAsTheFilterDoes(Container container) throws Exception {
		try (RunningApplication application = start(container)) {
			for (String way : new String[] { "callable", "deferred" }) {
				Response script = application.get("/async/fetched/" + way + "/app.js");
				assertThat(script.body()).isEqualTo("let a = 1");
				String tag = script.headers().get("etag");
				assertThat(tag).isEqualTo(application.get("/app.js").headers().get("etag"));
				assertThat(application.status("/async/fetched/" + way + "/app.js", "If-None-Match", tag))
					.isEqualTo(304);
				assertThat(application.body("/async/fetched/" + way + "/large.bin")).isEqualTo(LARGE);
				Response part = application.get("/async/fetched/" + way + "/large.bin", "Range", "bytes=0-99999");
				assertThat(part.status()).isEqualTo(206);
				assertThat(part.body()).isEqualTo(LARGE.substring(0, 100_000));
				assertThat(application.location("/async/fetched/" + way + "/page.html")).isEqualTo("/page");
				assertThat(application.body("/app.js")).isEqualTo("let a = 1");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void forwardsAndIncludesGetTheFile(Container container) throws Exception {
		try (RunningApplication application = start(container)) {
			assertThat(application.body("/forward/index.html")).isEqualTo("fallback page");
			assertThat(application.body("/forward/large.bin")).isEqualTo(LARGE);
			assertThat(application.body("/include/app.js")).isEqualTo("[let a = 1]");
			assertThat(application.body("/include/large.bin")).isEqualTo("[" + LARGE + "]");
			assertThat(application.body("/app.js")).isEqualTo("let a = 1");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void dispatchesKnowTheContextPath(Container container) throws Exception {
		try (RunningApplication application = start(container, "server.servlet.context-path=/shop")) {
			assertThat(application.body("/shop/forward/index.html")).isEqualTo("fallback page");
			assertThat(application.body("/shop/include/app.js")).isEqualTo("[let a = 1]");
			assertThat(application.body("/shop/forbidden")).isEqualTo("error page");
			assertThat(application.location("/shop/async/fetched/callable/page.html")).isEqualTo("/shop/page");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void prefixOfAProxyIsKnownToACallable(Container container) throws Exception {
		try (RunningApplication application = start(container, "server.forward-headers-strategy=framework",
				"assets.run-worker-first=/page.html,/async/*")) {
			assertThat(application.location("/page.html", "X-Forwarded-Prefix", "/pre")).isEqualTo("/pre/page");
			assertThat(application.location("/async/fetched/callable/page.html", "X-Forwarded-Prefix", "/pre"))
				.isEqualTo("/pre/page");
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Dispatches.class)
	static class Application {

		@Bean
		ErrorPageRegistrar errorPages() {
			return (registry) -> registry.addErrorPages(new ErrorPage(HttpStatus.FORBIDDEN, "/error-page.html"),
					new ErrorPage(HttpStatus.NOT_FOUND, "/page"));
		}

	}

	@Controller
	static class Dispatches {

		private final Assets assets;

		Dispatches(Assets assets) {
			this.assets = assets;
		}

		@RequestMapping("/forbidden")
		void forbidden(HttpServletResponse response) throws IOException {
			response.sendError(403);
		}

		@GetMapping("/conflict")
		void conflict(HttpServletResponse response) throws IOException {
			response.sendError(409);
		}

		@GetMapping("/async/callable")
		@ResponseBody
		Callable<String> callable() {
			return () -> "called";
		}

		@GetMapping("/async/deferred")
		@ResponseBody
		DeferredResult<String> deferred() {
			return completed("deferred");
		}

		@GetMapping("/async/streamed")
		StreamingResponseBody streamed() {
			return (output) -> output.write(new byte[] { 's', 't', 'r', 'e', 'a', 'm', 'e', 'd' });
		}

		@GetMapping("/async/events")
		SseEmitter events() {
			SseEmitter emitter = new SseEmitter();
			CompletableFuture.runAsync(() -> {
				try {
					emitter.send("1", MediaType.TEXT_PLAIN);
					emitter.send("2", MediaType.TEXT_PLAIN);
					emitter.complete();
				}
				catch (IOException ex) {
					emitter.completeWithError(ex);
				}
			});
			return emitter;
		}

		@GetMapping("/async/error")
		@ResponseBody
		Callable<String> error(HttpServletResponse response) {
			return () -> {
				response.sendError(403);
				return "";
			};
		}

		@GetMapping("/async/fetched/callable/{name}")
		Callable<ResponseEntity<Resource>> fetchedByCallable(@PathVariable("name") String name) {
			return () -> this.assets.fetch("/" + name);
		}

		@GetMapping("/page.html")
		Callable<ResponseEntity<Resource>> fetchedByRequest(HttpServletRequest request) {
			return () -> this.assets.fetch(request);
		}

		@GetMapping("/async/fetched/deferred/{name}")
		DeferredResult<ResponseEntity<Resource>> fetchedDeferred(@PathVariable("name") String name) {
			return completed(this.assets.fetch("/" + name));
		}

		@GetMapping("/forward/{name}")
		String forward(@PathVariable("name") String name) {
			return "forward:/" + name;
		}

		@GetMapping("/include/{name}")
		void include(@PathVariable("name") String name, HttpServletRequest request, HttpServletResponse response)
				throws IOException, ServletException {
			response.getOutputStream().write('[');
			request.getRequestDispatcher("/" + name).include(request, response);
			response.getOutputStream().write(']');
		}

		private static <T> DeferredResult<T> completed(T value) {
			DeferredResult<T> result = new DeferredResult<>();
			CompletableFuture.runAsync(() -> result.setResult(value));
			return result;
		}

	}

}
