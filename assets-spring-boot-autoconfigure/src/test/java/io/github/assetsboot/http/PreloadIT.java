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

package io.github.assetsboot.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.Assets;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.Transport;
import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * {@code Link} fields of pages, and early hints, which {@code curl} receives.
 */
class PreloadIT {

	private static final String PAGE = "<!doctype html><head><link rel=stylesheet href=/a.css>"
			+ "<script type=module src=a.js></script></head><p>page</p>";

	private static final List<String> LINKS = List.of("</a.css>; rel=preload; as=style", "<a.js>; rel=modulepreload");

	private static final boolean CI = "true".equals(System.getenv("CI"));

	@RegisterExtension
	static final Site headers = site("headers");

	@RegisterExtension
	static final Site hints = site("early-hints");

	@RegisterExtension
	static final Site nonces = site("early-hints").property("assets.csp.policy", "script-src {nonce}");

	@RegisterExtension
	static final Site none = site("none");

	private static Site site(String preload) {
		return new Site(Application.class).property("assets.preload", preload)
			.property("assets.not-found-handling", "single-page-application")
			.property(SecurityOnDemand.PROPERTY, "false")
			.file("index.html", PAGE)
			.file("ruled.html", PAGE)
			.file("removed.html", PAGE)
			.file("a.css", "a{}")
			.file("a.js", "let a")
			.file(".vite/manifest.json", "{\"main.js\": {\"file\": \"a.js\", \"isEntry\": true, \"css\": [\"a.css\"]}}")
			.file("_headers", "/ruled\n  Link: </b.css>; rel=preload; as=style\n/removed\n  ! Link\n");
	}

	@EveryTransport("""
			/          | X-No: 1
			/          | Sec-Fetch-Mode: navigate
			/deep/link | Sec-Fetch-Dest: document && Accept: text/html
			/fetched   | X-No: 1
			""")
	void pageHasLinks(Transport transport, String target, String fields) throws IOException {
		Response response = send(transport, headers, "GET", target, fields);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(PAGE);
		assertThat(String.join(", ", response.fields().get("link"))).isEqualTo(String.join(", ", LINKS));
		assertThat(send(transport, none, "GET", target, fields).has("link")).isFalse();
	}

	@EveryTransport("""
			GET  | /          | If-None-Match: *
			HEAD | /          | X-No: 1
			GET  | /a.css     | X-No: 1
			GET  | /removed   | X-No: 1
			GET  | /fetched   | If-None-Match: *
			HEAD | /fetched   | X-No: 1
			""")
	void otherResponsesHaveNone(Transport transport, String method, String target, String fields) throws IOException {
		assertThat(send(transport, headers, method, target, fields).has("link")).isFalse();
	}

	@EveryTransport
	void ruleWins(Transport transport) throws IOException {
		assertThat(send(transport, headers, "GET", "/ruled", "X-No: 1").fields().get("link"))
			.containsExactly("</b.css>; rel=preload; as=style");
	}

	@EveryTransport
	void linksHaveTheNonce(Transport transport) throws IOException {
		Response response = send(transport, nonces, "GET", "/", "X-No: 1");
		String nonce = String.valueOf(response.header("content-security-policy")).replaceAll(".*'nonce-(.*)'", "$1");
		assertThat(String.join(", ", response.fields().get("link")))
			.isEqualTo("</a.css>; rel=preload; as=style; nonce=\"" + nonce + "\", <a.js>; rel=modulepreload; nonce=\""
					+ nonce + "\"");
	}

	private static Response send(Transport transport, Site site, String method, String target, String fields)
			throws IOException {
		try (Client client = site.connect(transport)) {
			return client.send(Request.parse(method, target, fields));
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void earlyHintsHaveNothingButLinks(Container container) throws Exception {
		for (String target : List.of("/", "/deep/link")) {
			List<List<String>> responses = curl(container, hints, "--http2-prior-knowledge", target,
					"Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document", "Accept: text/html");
			assertThat(responses).hasSize(2);
			assertThat(responses.get(0)).startsWith("HTTP/2 103");
			assertThat(fields(responses.get(0))).isNotEmpty()
				.allSatisfy((field) -> assertThat(field).startsWith("link: "));
			assertThat(links(responses.get(0))).isEqualTo(String.join(", ", LINKS));
			assertThat(responses.get(1)).startsWith("HTTP/2 200");
			assertThat(links(responses.get(1))).isEqualTo(String.join(", ", LINKS));
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void pageOfAControllerHasTheLinksOfItsEntries(Container container) throws Exception {
		List<List<String>> responses = curl(container, hints, "--http2-prior-knowledge", "/rendered",
				"Sec-Fetch-Mode: navigate");
		assertThat(responses).hasSize(2);
		assertThat(responses.get(0)).startsWith("HTTP/2 103");
		assertThat(fields(responses.get(0))).isNotEmpty().allSatisfy((field) -> assertThat(field).startsWith("link: "));
		assertThat(links(responses.get(0))).startsWith("</a.css>; rel=preload; as=style")
			.contains("</a.js>; rel=modulepreload")
			.isEqualTo(links(responses.get(1)));
		assertThat(links(curl(container, hints, "--http1.0", "/rendered").get(0))).isEmpty();
		assertThat(curl(container, headers, "--http2-prior-knowledge", "/rendered", "Sec-Fetch-Mode: navigate"))
			.hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void cookieThatWasSetBeforeIsNotInEarlyHints(Container container) throws Exception {
		List<List<String>> responses = curl(container, hints, "--http2-prior-knowledge", "/?cookie",
				"Sec-Fetch-Mode: navigate");
		List<String> last = responses.get(responses.size() - 1);
		assertThat(last).startsWith("HTTP/2 200").anyMatch((field) -> field.startsWith("set-cookie: a=b"));
		assertThat(links(last)).isEqualTo(String.join(", ", LINKS));
		// Tomcat would send the cookie as well, so it sends nothing
		assertThat(responses).hasSize((container == Container.TOMCAT) ? 1 : 2);
		if (responses.size() == 2) {
			assertThat(fields(responses.get(0))).allSatisfy((field) -> assertThat(field).startsWith("link: "));
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void othersGetNoEarlyHints(Container container) throws Exception {
		String navigate = "Sec-Fetch-Mode: navigate";
		assertThat(curl(container, hints, "--http2-prior-knowledge", "/")).hasSize(1);
		assertThat(curl(container, hints, "--http2-prior-knowledge", "/", "Sec-Fetch-Mode: cors")).hasSize(1);
		assertThat(curl(container, hints, "--http2-prior-knowledge", "/", navigate, "If-None-Match: *")).hasSize(1);
		assertThat(curl(container, hints, "--http1.1", "/", navigate)).hasSize(1);
		assertThat(curl(container, headers, "--http2-prior-knowledge", "/", navigate)).hasSize(1);
		List<List<String>> old = curl(container, hints, "--http1.0", "/", navigate);
		assertThat(old).hasSize(1);
		assertThat(links(old.get(0))).isEmpty();
	}

	private static List<List<String>> curl(Container container, Site site, String version, String target,
			String... fields) throws Exception {
		List<String> command = new ArrayList<>(List.of("curl", "--silent", "--include", "--max-time", "20", version));
		for (String field : fields) {
			command.addAll(List.of("--header", field));
		}
		command.add("http://127.0.0.1:" + site.port(container) + target);
		Process process;
		try {
			process = new ProcessBuilder(command).start();
		}
		catch (IOException ex) {
			assumeTrue(CI, "There is no curl on this machine");
			throw ex;
		}
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		assumeTrue(CI || process.exitValue() != 2, "This curl has no HTTP/2");
		assertThat(process.exitValue()).isZero();
		List<List<String>> responses = new ArrayList<>();
		String rest = output;
		while (rest.startsWith("HTTP/")) {
			int end = rest.indexOf("\r\n\r\n");
			responses.add(rest.substring(0, end).lines().map(String::strip).toList());
			rest = rest.substring(end + 4);
		}
		return responses;
	}

	private static List<String> fields(List<String> response) {
		return response.subList(1, response.size());
	}

	private static String links(List<String> response) {
		return String.join(", ",
				response.stream()
					.filter((field) -> field.toLowerCase().startsWith("link: "))
					.map((field) -> field.substring(6))
					.toList());
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Controller controller(Assets assets, AssetUrls assetUrls) {
			return new Controller(assets, assetUrls);
		}

		@Bean
		FilterRegistrationBean<Filter> cookies() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				if ("cookie".equals(((HttpServletRequest) request).getQueryString())) {
					((HttpServletResponse) response).addCookie(new Cookie("a", "b"));
				}
				chain.doFilter(request, response);
			});
			registration.setOrder(-200);
			return registration;
		}

	}

	@RestController
	static class Controller {

		private final Assets assets;

		private final AssetUrls assetUrls;

		Controller(Assets assets, AssetUrls assetUrls) {
			this.assets = assets;
			this.assetUrls = assetUrls;
		}

		@GetMapping(path = "/rendered", produces = "text/html")
		String rendered(HttpServletResponse response) {
			this.assetUrls.vite("main.js").preload(response);
			return PAGE;
		}

		@GetMapping("/fetched")
		ResponseEntity<Resource> fetched(HttpServletRequest request) {
			return this.assets.fetch(new jakarta.servlet.http.HttpServletRequestWrapper(request) {

				@Override
				public String getRequestURI() {
					return "/";
				}

			});
		}

	}

}
