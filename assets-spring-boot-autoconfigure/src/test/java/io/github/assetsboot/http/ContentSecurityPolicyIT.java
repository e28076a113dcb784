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
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.Assets;
import io.github.assetsboot.html.HtmlRewriter;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.Transport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Content Security Policy of pages: its values, the responses that have it, and its
 * order among the rules of {@code _headers} and Spring Security.
 */
class ContentSecurityPolicyIT {

	private static final String ENFORCED = "content-security-policy";

	private static final String REPORTED = "content-security-policy-report-only";

	private static final String OF_SECURITY = "default-src 'none'";

	private static final String OF_RULE = "default-src https:";

	private static final String SCRIPT = "\r\nlet a = '\u00e4'\r\n";

	private static final String PAGE = "<!doctype html><head><style>a{}</style><script>" + SCRIPT
			+ "</script><script src=a.js nonce=old></script></head><body><p>page</p>";

	private static final String HASHES = "script-src 'self' " + sha256(SCRIPT.replace("\r\n", "\n")) + "; style-src "
			+ sha256("a{}");

	private static final String NO_HASHES = "script-src 'self'; style-src 'none'";

	private static final String POLICY = "script-src 'self' {script-hashes}; style-src {style-hashes}";

	@RegisterExtension
	static final Site plain = site(false, POLICY);

	@RegisterExtension
	static final Site late = site(true, POLICY);

	@RegisterExtension
	static final Site eager = site(true, POLICY).property("test.eager", "true");

	@RegisterExtension
	static final Site lateReporting = site(true, POLICY).property("test.report-only", "true");

	@RegisterExtension
	static final Site eagerReporting = site(true, POLICY).property("test.report-only", "true")
		.property("test.eager", "true");

	@RegisterExtension
	static final Site trial = site(true, POLICY).property("assets.csp.report-only", "true");

	@RegisterExtension
	static final Site nonces = site(true,
			"script-src {nonce} 'strict-dynamic'; style-src 'nonce-{nonce}' {style-hashes}");

	private static Site site(boolean secured, String policy) {
		return new Site(secured ? Secured.class : Open.class)
			.property(SecurityOnDemand.PROPERTY, String.valueOf(secured))
			.property("assets.csp.policy", policy)
			.property("assets.not-found-handling", "404-page")
			.file("index.html", PAGE)
			.file("404.html", "<p>not found</p>")
			.file("ruled.html", PAGE)
			.file("removed.html", PAGE)
			.file("reported.html", PAGE)
			.file("text.html", PAGE)
			.file("a.js", "a")
			.file("_headers",
					"/ruled*\n  Content-Security-Policy: " + OF_RULE + "\n/removed*\n  ! Content-Security-Policy\n"
							+ "/reported*\n  Content-Security-Policy-Report-Only: " + OF_RULE
							+ "\n/text*\n  Content-Type: text/plain\n");
	}

	private static String sha256(String text) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@EveryTransport("""
			GET  | /            | X-No: 1          | 200
			HEAD | /            | X-No: 1          | 200
			GET  | /            | If-None-Match: * | 304
			HEAD | /            | If-None-Match: * | 304
			GET  | /            | Range: bytes=0-4 | 206
			GET  | /fetched/    | X-No: 1          | 200
			GET  | /fetched/    | If-None-Match: * | 304
			HEAD | /fetched/    | X-No: 1          | 200
			GET  | /forwarded   | X-No: 1          | 200
			""")
	void everyResponseOfAPageHasItsHashesAlone(Transport transport, String method, String target, String fields,
			int status) throws IOException {
		for (Site site : List.of(plain, late, eager, lateReporting, eagerReporting)) {
			Response response = send(transport, site, method, target, fields);
			assertThat(response.status()).isEqualTo(status);
			assertThat(response.fields().get(ENFORCED)).containsExactly(HASHES);
			assertThat(response.has(REPORTED)).isFalse();
			assertThat(response.has("etag")).isTrue();
		}
	}

	@EveryTransport
	void notFoundPageHasItsOwnPolicy(Transport transport) throws IOException {
		for (Site site : List.of(plain, late, eager, lateReporting)) {
			Response response = send(transport, site, "GET", "/nothing",
					"Sec-Fetch-Dest: document && Accept: text/html");
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.body()).isEqualTo("<p>not found</p>");
			assertThat(response.fields().get(ENFORCED)).containsExactly(NO_HASHES);
		}
	}

	@EveryTransport("""
			/a.js | X-No: 1
			/text | X-No: 1
			""")
	void otherFilesHaveThePolicyOfSpringSecurity(Transport transport, String target, String fields) throws IOException {
		assertThat(send(transport, plain, "GET", target, fields).has(ENFORCED)).isFalse();
		assertThat(send(transport, late, "GET", target, fields).header(ENFORCED)).isEqualTo(OF_SECURITY);
		assertThat(send(transport, eager, "GET", target, fields).header(ENFORCED)).isEqualTo(OF_SECURITY);
		assertThat(send(transport, lateReporting, "GET", target, fields).header(REPORTED)).isEqualTo(OF_SECURITY);
	}

	@EveryTransport("""
			GET  | /ruled   | X-No: 1
			HEAD | /ruled   | X-No: 1
			GET  | /ruled   | If-None-Match: *
			GET  | /ruled   | Range: bytes=0-4
			""")
	void ruleWins(Transport transport, String method, String target, String fields) throws IOException {
		for (Site site : List.of(plain, late, eager, trial, nonces)) {
			Response response = send(transport, site, method, target, fields);
			assertThat(response.fields().get(ENFORCED)).containsExactly(OF_RULE);
			assertThat(response.has(REPORTED)).isFalse();
			assertThat(response.has("etag")).isTrue();
		}
	}

	@EveryTransport
	void ruleRemovesThePolicy(Transport transport) throws IOException {
		for (Site site : List.of(plain, late, eager, nonces)) {
			assertThat(send(transport, site, "GET", "/removed", "X-No: 1").has(ENFORCED)).isFalse();
		}
	}

	@EveryTransport
	void ruleThatOnlyReportsStandsBesideThePolicy(Transport transport) throws IOException {
		for (Site site : List.of(plain, late, eager, lateReporting)) {
			Response response = send(transport, site, "GET", "/reported", "X-No: 1");
			assertThat(response.fields().get(ENFORCED)).containsExactly(HASHES);
			assertThat(response.fields().get(REPORTED)).containsExactly(OF_RULE);
		}
	}

	@EveryTransport("""
			/          | X-No: 1
			/          | If-None-Match: *
			/fetched/  | X-No: 1
			""")
	void policyThatOnlyReportsKeepsTheOneOfSpringSecurity(Transport transport, String target, String fields)
			throws IOException {
		Response response = send(transport, trial, "GET", target, fields);
		assertThat(response.fields().get(REPORTED)).containsExactly(HASHES);
		assertThat(response.fields().get(ENFORCED)).containsExactly(OF_SECURITY);
	}

	@EveryTransport("""
			/           | X-No: 1
			/           | If-None-Match: *
			/           | Range: bytes=0-4
			/           | Authorization: Bearer a
			/fetched/   | X-No: 1
			/fetched/   | If-None-Match: *
			/rewritten/ | X-No: 1
			/forwarded  | X-No: 1
			""")
	void eachResponseHasItsOwnNonce(Transport transport, String target, String fields) throws IOException {
		Response response = send(transport, nonces, "GET", target, fields);
		String nonce = nonce(response);
		assertThat(response.status()).isEqualTo(200);
		assertThat(Base64.getDecoder().decode(nonce)).hasSizeGreaterThanOrEqualTo(16);
		assertThat(response.fields().get(ENFORCED)).containsExactly(
				"script-src 'nonce-" + nonce + "' 'strict-dynamic'; style-src 'nonce-" + nonce + "' " + sha256("a{}"));
		assertThat(response.fields().get("cache-control")).containsExactly("no-store");
		assertThat(response.fields()).doesNotContainKeys("etag", "accept-ranges", "content-range", "last-modified",
				REPORTED);
		assertThat(response.body()).isEqualTo("<!doctype html><head><style nonce=\"" + nonce
				+ "\">a{}</style><script nonce=\"" + nonce + "\">" + SCRIPT + "</script><script src=a.js nonce=\""
				+ nonce + "\"></script></head><body><p>" + (target.startsWith("/rew") ? "new" : "page") + "</p>");
		assertThat(nonce(send(transport, nonces, "GET", target, fields))).isNotEqualTo(nonce);
	}

	@EveryTransport("""
			/           | X-No: 1
			/fetched/   | X-No: 1
			""")
	void headHasTheSameFieldsAsGet(Transport transport, String target, String fields) throws IOException {
		Map<String, List<String>> head = send(transport, nonces, "HEAD", target, fields).lastingFields(ENFORCED);
		assertThat(head).isEqualTo(send(transport, nonces, "GET", target, fields).lastingFields(ENFORCED));
		assertThat(nonce(send(transport, nonces, "HEAD", target, fields))).isNotEmpty();
	}

	@EveryTransport
	void notFoundPageHasANonce(Transport transport) throws IOException {
		Response response = send(transport, nonces, "GET", "/nothing", "Sec-Fetch-Dest: document && Accept: text/html");
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.header("cache-control")).isEqualTo("no-store");
		assertThat(nonce(response)).isNotEmpty();
	}

	private static String nonce(Response response) {
		Matcher nonce = Pattern.compile("script-src 'nonce-([^']+)'")
			.matcher(String.valueOf(response.header(ENFORCED)));
		assertThat(nonce.find()).isTrue();
		return nonce.group(1);
	}

	private static Response send(Transport transport, Site site, String method, String target, String fields)
			throws IOException {
		try (Client client = site.connect(transport)) {
			return client.send(Request.parse(method, target, fields));
		}
	}

	@RestController
	static class Controller {

		private final Assets assets;

		private final HtmlRewriter rewriter;

		Controller(Assets assets, HtmlRewriter rewriter) {
			this.assets = assets;
			this.rewriter = rewriter;
		}

		@GetMapping("/fetched/")
		ResponseEntity<Resource> fetched(HttpServletRequest request) {
			return this.assets.fetch(new Rooted(request));
		}

		@GetMapping("/rewritten/")
		ResponseEntity<Resource> rewritten(HttpServletRequest request) {
			return this.rewriter.on("p", (paragraph) -> paragraph.setInnerContent("new"))
				.transform(this.assets, new Rooted(request));
		}

	}

	@org.springframework.stereotype.Controller
	static class Forwarder {

		@GetMapping("/forwarded")
		String forwarded() {
			return "forward:/index.html";
		}

	}

	private static final class Rooted extends HttpServletRequestWrapper {

		Rooted(HttpServletRequest request) {
			super(request);
		}

		@Override
		public String getRequestURI() {
			return "/";
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Open {

		@Bean
		Controller controller(Assets assets, HtmlRewriter rewriter) {
			return new Controller(assets, rewriter);
		}

		@Bean
		Forwarder forwarder() {
			return new Forwarder();
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Secured extends Open {

		@Bean
		SecurityFilterChain security(HttpSecurity http, Environment environment) {
			boolean eager = environment.getProperty("test.eager", Boolean.class, false);
			boolean reportOnly = environment.getProperty("test.report-only", Boolean.class, false);
			return http.csrf(AbstractHttpConfigurer::disable)
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.headers((headers) -> headers.contentSecurityPolicy((policy) -> {
					policy.policyDirectives(OF_SECURITY);
					if (reportOnly) {
						policy.reportOnly();
					}
				}).withObjectPostProcessor(new ObjectPostProcessor<HeaderWriterFilter>() {

					@Override
					public <O extends HeaderWriterFilter> O postProcess(O filter) {
						filter.setShouldWriteHeadersEagerly(eager);
						return filter;
					}

				}))
				.build();
		}

	}

}
