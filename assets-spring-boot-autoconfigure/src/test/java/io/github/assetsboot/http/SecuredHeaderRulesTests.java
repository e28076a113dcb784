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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import io.github.assetsboot.Assets;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.Transport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Header rules for the fields that Spring Security writes: the rule decides for assets,
 * and Spring Security for everything else.
 */
class SecuredHeaderRulesTests {

	/**
	 * What Spring Security is configured to write.
	 */
	private static final Map<String, String> WRITTEN = new TreeMap<>(Map.of("x-frame-options", "DENY",
			"x-content-type-options", "nosniff", "x-xss-protection", "0", "referrer-policy", "no-referrer",
			"strict-transport-security", "max-age=31536000 ; includeSubDomains", "content-security-policy",
			"default-src 'none'", "permissions-policy", "camera=()", "x-custom", "of the application"));

	/**
	 * What the rules set.
	 */
	private static final Map<String, String> SET = new TreeMap<>(Map.of("x-frame-options", "SAMEORIGIN",
			"x-content-type-options", "off", "x-xss-protection", "1", "referrer-policy", "unsafe-url",
			"strict-transport-security", "max-age=1", "content-security-policy", "default-src 'self'",
			"permissions-policy", "camera=*", "x-custom", "of the rule"));

	@RegisterExtension
	static final Site late = fill(new Site(Late.class));

	@RegisterExtension
	static final Site eager = fill(new Site(Eager.class));

	@RegisterExtension
	static final Site silent = fill(new Site(WithoutHeaders.class));

	private static Site fill(Site site) {
		StringBuilder rules = new StringBuilder();
		for (String path : List.of("/set*", "/fetched/set*", "/moved-set")) {
			rules.append(path).append('\n');
			SET.forEach((name, value) -> rules.append("  ").append(name).append(": ").append(value).append('\n'));
		}
		for (String path : List.of("/removed*", "/moved-removed")) {
			rules.append(path).append('\n');
			SET.keySet().forEach((name) -> rules.append("  ! ").append(name).append('\n'));
		}
		rules.append("/changed.txt\n  ! X-Frame-Options\n/changed*\n  X-Frame-Options: SAMEORIGIN\n"
				+ "/uncached*\n  ! Cache-Control\n/moved-uncached\n  ! Cache-Control\n/moved-pragma\n  ! Pragma\n"
				+ "/cookie.txt\n  Set-Cookie: a=b\n  Vary: X-Rule\n");
		return site.property(SecurityOnDemand.PROPERTY, "true")
			.file("set.txt", "0123456789")
			.file("set-large.txt", "0123456789".repeat(20_000))
			.file("removed.txt", "0123456789")
			.file("removed-large.txt", "0123456789".repeat(20_000))
			.file("changed.txt", "0123456789")
			.file("uncached.txt", "0123456789")
			.file("plain.txt", "0123456789")
			.file("cookie.txt", "0123456789")
			.file("_headers", rules.toString())
			.file("_redirects",
					"/moved-set /a 301\n/moved-removed /a 302\n/moved-uncached /a 302\n/moved-pragma /a 302\n");
	}

	@EveryTransport("""
			GET  | /set.txt         | X-No: 1                      | 200
			HEAD | /set.txt         | X-No: 1                      | 200
			GET  | /set-large.txt   | X-No: 1                      | 200
			GET  | /set.txt         | If-None-Match: *             | 304
			HEAD | /set.txt         | If-None-Match: *             | 304
			GET  | /set.txt         | Range: bytes=0-4             | 206
			GET  | /set.txt         | Range: bytes=0-1,4-5         | 206
			GET  | /set.txt         | Range: bytes=99-             | 416
			GET  | /set.txt         | If-Match: "x"                | 412
			GET  | /set.txt         | Authorization: Bearer x      | 200
			POST | /set.txt         | X-No: 1                      | 405
			GET  | /moved-set       | X-No: 1                      | 301
			GET  | /fetched/set.txt | X-No: 1                      | 200
			HEAD | /fetched/set.txt | X-No: 1                      | 200
			GET  | /fetched/set.txt | If-None-Match: *             | 304
			GET  | /fetched/set.txt | Range: bytes=99-             | 416
			GET  | /fetched/set.txt | If-Match: "x"                | 412
			GET  | /fetched/moved-set | X-No: 1                    | 301
			GET  | /async/set.txt   | X-No: 1                      | 200
			""")
	void ruleSets(Transport transport, String method, String target, String fields, int status) throws IOException {
		for (Site site : new Site[] { late, eager, silent }) {
			Response response = send(transport, site, method, target, fields);
			assertThat(response.status()).isEqualTo(status);
			SET.forEach((name, value) -> assertThat(response.header(name)).as(name).isEqualTo(value));
		}
	}

	@EveryTransport("""
			GET  | /removed.txt         | X-No: 1                  | 200
			HEAD | /removed.txt         | X-No: 1                  | 200
			GET  | /removed-large.txt   | X-No: 1                  | 200
			GET  | /removed.txt         | If-None-Match: *         | 304
			GET  | /removed.txt         | Range: bytes=0-4         | 206
			GET  | /removed.txt         | Range: bytes=99-         | 416
			GET  | /removed.txt         | If-Match: "x"            | 412
			POST | /removed.txt         | X-No: 1                  | 405
			GET  | /moved-removed       | X-No: 1                  | 302
			GET  | /fetched/removed.txt | X-No: 1                  | 200
			GET  | /fetched/removed.txt | If-None-Match: *         | 304
			GET  | /fetched/moved-removed | X-No: 1                | 302
			GET  | /async/removed.txt   | X-No: 1                  | 200
			""")
	void ruleRemoves(Transport transport, String method, String target, String fields, int status) throws IOException {
		for (Site site : new Site[] { late, eager, silent }) {
			Response response = send(transport, site, method, target, fields);
			assertThat(response.status()).isEqualTo(status);
			assertThat(response.fields()).doesNotContainKeys(SET.keySet().toArray(String[]::new));
		}
	}

	@EveryTransport("""
			/plain.txt     | X-No: 1          | 200
			/plain.txt     | If-None-Match: * | 304
			/own           | X-No: 1          | 200
			/set-by-nobody | X-No: 1          | 404
			""")
	void springSecurityWritesWhereThereIsNoRule(Transport transport, String target, String fields, int status)
			throws IOException {
		for (Site site : new Site[] { late, eager }) {
			Response response = send(transport, site, "GET", target, fields);
			assertThat(response.status()).isEqualTo(status);
			WRITTEN.forEach((name, value) -> assertThat(response.header(name)).as(name).isEqualTo(value));
		}
	}

	/**
	 * The path of this controller has rules, which are for assets.
	 */
	@EveryTransport
	void controllersKeepTheFieldsOfSpringSecurity(Transport transport) throws IOException {
		Response response = send(transport, late, "GET", "/set-by-controller", "X-No: 1");
		assertThat(response.body()).isEqualTo("controller");
		WRITTEN.forEach((name, value) -> assertThat(response.header(name)).as(name).isEqualTo(value));
		assertThat(response.header("cache-control")).contains("no-store");
	}

	@EveryTransport
	void laterRuleDecides(Transport transport) throws IOException {
		Response response = send(transport, late, "GET", "/changed.txt", "X-No: 1");
		assertThat(response.header("x-frame-options")).isEqualTo("SAMEORIGIN");
		assertThat(response.header("x-content-type-options")).isEqualTo("nosniff");
	}

	@EveryTransport("""
			/uncached.txt   | X-No: 1                 | absent | absent
			/uncached.txt   | Authorization: Bearer x | absent | absent
			/uncached.txt   | Range: bytes=0-4        | absent | absent
			/uncached.txt   | If-None-Match: *        | absent | absent
			/moved-uncached | X-No: 1                 | absent | absent
			/moved-pragma   | X-No: 1                 | no-cache, no-store, max-age=0, must-revalidate | 0
			""")
	void cacheFieldsAreRemovedTogether(Transport transport, String target, String fields, @Nullable String cacheControl,
			@Nullable String expires) throws IOException {
		for (Site site : new Site[] { late, eager }) {
			Response response = send(transport, site, "GET", target, fields);
			assertThat(response.header("cache-control")).isEqualTo(cacheControl);
			assertThat(response.header("expires")).isEqualTo(expires);
			assertThat(response.has("pragma")).isFalse();
		}
	}

	@EveryTransport
	void othersMayAddToVaryAndCookies(Transport transport) throws IOException {
		Response response = send(transport, late, "GET", "/cookie.txt", "X-No: 1");
		assertThat(response.fields().get("set-cookie")).containsExactlyInAnyOrder("a=b", "late=1");
		assertThat(String.join(", ", response.fields().get("vary"))).contains("X-Rule", "X-Late");
	}

	private static Response send(Transport transport, Site site, String method, String target, String fields)
			throws IOException {
		try (Client client = site.connect(transport)) {
			return client.send(Request.parse(method, target, fields));
		}
	}

	private static HttpSecurity configure(HttpSecurity http) {
		return http.csrf(AbstractHttpConfigurer::disable)
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.headers((headers) -> headers.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.NO_REFERRER))
				.httpStrictTransportSecurity((hsts) -> hsts.requestMatcher(AnyRequestMatcher.INSTANCE))
				.contentSecurityPolicy((policy) -> policy.policyDirectives("default-src 'none'"))
				.permissionsPolicyHeader((policy) -> policy.policy("camera=()"))
				.addHeaderWriter((request, response) -> response.setHeader("X-Custom", "of the application")));
	}

	@RestController
	static class Controller {

		private final Assets assets;

		Controller(Assets assets) {
			this.assets = assets;
		}

		@GetMapping({ "/own", "/set-by-controller" })
		String own() {
			return "controller";
		}

		@GetMapping("/fetched/{name}")
		ResponseEntity<Resource> fetched(HttpServletRequest request) {
			return this.assets.fetch(new Forwarded(request, "/fetched"));
		}

		@GetMapping("/async/{name}")
		Callable<ResponseEntity<Resource>> async(HttpServletRequest request) {
			return () -> this.assets.fetch(new Forwarded(request, "/async"));
		}

	}

	private static final class Forwarded extends HttpServletRequestWrapper {

		private final String prefix;

		Forwarded(HttpServletRequest request, String prefix) {
			super(request);
			this.prefix = prefix;
		}

		@Override
		public String getRequestURI() {
			return super.getRequestURI().substring(this.prefix.length());
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Late {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return configure(http).headers((headers) -> headers.addHeaderWriter((request, response) -> {
				if (request.getRequestURI().equals("/cookie.txt")) {
					response.addHeader("Vary", "X-Late");
					response.addHeader("Set-Cookie", "late=1");
				}
			})).build();
		}

		@Bean
		Controller controller(Assets assets) {
			return new Controller(assets);
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Eager {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return configure(http)
				.headers((headers) -> headers.withObjectPostProcessor(new ObjectPostProcessor<HeaderWriterFilter>() {

					@Override
					public <O extends HeaderWriterFilter> O postProcess(O filter) {
						filter.setShouldWriteHeadersEagerly(true);
						return filter;
					}

				}))
				.build();
		}

		@Bean
		Controller controller(Assets assets) {
			return new Controller(assets);
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class WithoutHeaders {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return configure(http).headers(AbstractHttpConfigurer::disable).build();
		}

		@Bean
		Controller controller(Assets assets) {
			return new Controller(assets);
		}

	}

}
