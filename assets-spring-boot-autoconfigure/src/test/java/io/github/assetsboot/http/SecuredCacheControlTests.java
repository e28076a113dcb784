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
import java.util.concurrent.Callable;

import io.github.assetsboot.Assets;
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
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code Cache-Control} of requests with {@code Authorization} or {@code Range}, where
 * Spring Security may add {@code no-store}.
 */
class SecuredCacheControlTests {

	private static final String PUBLIC = "public, max-age=0, must-revalidate";

	private static final String PRIVATE = "private, max-age=0, must-revalidate";

	@RegisterExtension
	static final Site writing = fill(new Site(Writing.class));

	@RegisterExtension
	static final Site silent = fill(new Site(WithoutCacheControl.class));

	@RegisterExtension
	static final Site bare = fill(new Site(WithoutHeaders.class));

	@RegisterExtension
	static final Site mixed = fill(new Site(SeveralChains.class));

	@RegisterExtension
	static final Site aheadOfSecurity = fill(new Site(Writing.class)).property("assets.filter.order", "-200");

	private static Site fill(Site site) {
		return site.property(SecurityOnDemand.PROPERTY, "true")
			.property("assets.not-found-handling", "single-page-application")
			.property("assets.cache.immutable[0]", "/fixed/*")
			.file("index.html", "<p>shell</p>")
			.file("app.js", "0123456789")
			.file("page.html", "<p>page</p>")
			.file("fixed/a.js", "0123456789")
			.file("writing/a.js", "0123456789")
			.file("silent/a.js", "0123456789")
			.file("some/a.js", "0123456789")
			.file("some/b.js", "0123456789")
			.file("ruled.js", "0123456789")
			.file("expiring.js", "0123456789")
			.file("_headers",
					"/ruled.js\n  Cache-Control: public, max-age=60\n/expiring.js\n  Expires: Thu, 01 Dec 2050 16:00:00 GMT\n");
	}

	@EveryTransport("""
			GET  | /app.js     | X-No: 1                                           | 200 | public
			GET  | /app.js     | Authorization: Bearer x                           | 200 | private
			HEAD | /app.js     | Authorization: Bearer x                           | 200 | private
			GET  | /app.js     | Range: bytes=0-4                                  | 206 | public
			GET  | /app.js     | Range: bytes=0-1,5-6                              | 206 | public
			GET  | /app.js     | Range: nonsense                                   | 200 | public
			HEAD | /app.js     | Range: bytes=0-4                                  | 200 | public
			GET  | /app.js     | Authorization: Bearer x && Range: bytes=0-4       | 206 | private
			GET  | /app.js     | Authorization: Bearer x && If-None-Match: *       | 304 | private
			GET  | /app.js     | Range: bytes=0-4 && If-None-Match: *              | 304 | public
			HEAD | /app.js     | Authorization: Bearer x && If-None-Match: *       | 304 | private
			GET  | /page       | Authorization: Bearer x                           | 200 | private
			GET  | /           | Authorization: Bearer x                           | 200 | private
			GET  | /deep/link  | Authorization: Bearer x                           | 200 | private
			GET  | /deep/link  | Range: bytes=0-4 && Sec-Fetch-Mode: navigate      | 206 | public
			GET  | /ruled.js   | Authorization: Bearer x                           | 200 | public, max-age=60
			GET  | /ruled.js   | Range: bytes=0-4                                  | 206 | public, max-age=60
			GET  | /fixed/a.js | Authorization: Bearer x                           | 200 | public, max-age=31536000, immutable
			GET  | /fixed/a.js | Range: bytes=0-4                                  | 206 | public, max-age=31536000, immutable
			GET  | /expiring.js | Authorization: Bearer x                          | 200 | none
			GET  | /fetched/app.js | Authorization: Bearer x                       | 200 | private
			GET  | /fetched/app.js | Range: bytes=0-4                              | 206 | public
			GET  | /fetched/app.js | Authorization: Bearer x && If-None-Match: *   | 304 | private
			HEAD | /fetched/app.js | Authorization: Bearer x                       | 200 | private
			GET  | /app.js     | Range: bytes=99-                                  | 416 | no-cache, no-store, max-age=0, must-revalidate
			GET  | /page.html  | Authorization: Bearer x                           | 307 | no-cache, no-store, max-age=0, must-revalidate
			""")
	void responseMayBeStoredThoughSpringSecurityWouldForbidIt(Transport transport, String method, String target,
			String fields, int status, String expected) throws IOException {
		Response response = send(transport, writing, method, target, fields);
		assertThat(response.status()).isEqualTo(status);
		has(response, expected);
		if (!expected.startsWith("no-cache")) {
			assertThat(response.has("pragma")).isFalse();
			assertThat(response.has("expires")).isEqualTo(expected.equals("none"));
		}
	}

	/**
	 * Spring Security has written its fields when the asynchronous part begins.
	 */
	@EveryTransport("""
			Authorization: Bearer x                     | 200 | private
			Range: bytes=0-4                            | 206 | public
			Authorization: Bearer x && If-None-Match: * | 304 | private
			""")
	void asynchronousResponseMayBeStored(Transport transport, String fields, int status, String expected)
			throws IOException {
		Response response = send(transport, writing, "GET", "/async/app.js", fields);
		assertThat(response.status()).isEqualTo(status);
		has(response, expected);
	}

	@EveryTransport("""
			GET  | /app.js         | X-No: 1                                           | 200 | public
			GET  | /app.js         | Authorization: Bearer x                           | 200 | none
			GET  | /app.js         | Range: bytes=0-4                                  | 206 | none
			HEAD | /app.js         | Authorization: Bearer x && Range: bytes=0-4       | 200 | none
			GET  | /app.js         | Authorization: Bearer x && If-None-Match: *       | 304 | none
			GET  | /fetched/app.js | Authorization: Bearer x                           | 200 | none
			GET  | /ruled.js       | Authorization: Bearer x                           | 200 | public, max-age=60
			""")
	void responseIsAsRecordedWhereSpringSecurityDoesNotWrite(Transport transport, String method, String target,
			String fields, int status, String expected) throws IOException {
		for (Site site : new Site[] { silent, bare }) {
			Response response = send(transport, site, method, target, fields);
			assertThat(response.status()).isEqualTo(status);
			has(response, expected);
		}
	}

	@EveryTransport("""
			GET  | /app.js | X-No: 1                                     | 200 | public
			GET  | /app.js | Authorization: Bearer x                     | 200 | none
			GET  | /app.js | Range: bytes=0-4                            | 206 | none
			GET  | /app.js | Authorization: Bearer x && If-None-Match: * | 304 | none
			""")
	void responseIsAsRecordedWhereTheFilterIsAheadOfSpringSecurity(Transport transport, String method, String target,
			String fields, int status, String expected) throws IOException {
		Response response = send(transport, aheadOfSecurity, method, target, fields);
		assertThat(response.status()).isEqualTo(status);
		has(response, expected);
	}

	@EveryTransport("""
			/writing/a.js | Authorization: Bearer x                     | private
			/writing/a.js | Range: bytes=0-4                            | public
			/writing/a.js | Authorization: Bearer x && If-None-Match: * | private
			/silent/a.js  | Authorization: Bearer x                     | none
			/silent/a.js  | Range: bytes=0-4                            | none
			/some/a.js    | Authorization: Bearer x                     | private
			/some/b.js    | Authorization: Bearer x                     | none
			/some/b.js    | Range: bytes=0-4                            | none
			/app.js       | Authorization: Bearer x                     | none
			/app.js       | Range: bytes=0-4                            | none
			""")
	void chainOfTheRequestCounts(Transport transport, String target, String fields, String expected)
			throws IOException {
		has(send(transport, mixed, "GET", target, fields), expected);
	}

	private static Response send(Transport transport, Site site, String method, String target, String fields)
			throws IOException {
		try (Client client = site.connect(transport)) {
			return client.send(Request.parse(method, target, fields));
		}
	}

	private static void has(Response response, String expected) {
		switch (expected) {
			case "public" -> assertThat(response.header("cache-control")).isEqualTo(PUBLIC);
			case "private" -> assertThat(response.header("cache-control")).isEqualTo(PRIVATE);
			case "none" -> assertThat(response.header("cache-control")).isNull();
			default -> assertThat(response.header("cache-control")).isEqualTo(expected);
		}
	}

	private static SecurityFilterChain open(HttpSecurity http) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
	}

	@RestController
	static class Controller {

		private final Assets assets;

		Controller(Assets assets) {
			this.assets = assets;
		}

		@GetMapping("/fetched/app.js")
		ResponseEntity<Resource> fetched(HttpServletRequest request) {
			return this.assets.fetch(new Forwarded(request, "/app.js"));
		}

		@GetMapping("/async/app.js")
		Callable<ResponseEntity<Resource>> async(HttpServletRequest request) {
			return () -> this.assets.fetch(new Forwarded(request, "/app.js"));
		}

	}

	private static final class Forwarded extends HttpServletRequestWrapper {

		private final String path;

		Forwarded(HttpServletRequest request, String path) {
			super(request);
			this.path = path;
		}

		@Override
		public String getRequestURI() {
			return this.path;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Writing {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return open(http);
		}

		@Bean
		Controller controller(Assets assets) {
			return new Controller(assets);
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class WithoutCacheControl {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return open(http.headers((headers) -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)));
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
			return open(http.headers(AbstractHttpConfigurer::disable));
		}

		@Bean
		Controller controller(Assets assets) {
			return new Controller(assets);
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class SeveralChains {

		@Bean
		@Order(1)
		SecurityFilterChain silent(HttpSecurity http) {
			return open(http.securityMatcher("/silent/**")
				.headers((headers) -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)));
		}

		@Bean
		@Order(2)
		SecurityFilterChain writing(HttpSecurity http) {
			return open(http.securityMatcher("/writing/**"));
		}

		@Bean
		@Order(3)
		SecurityFilterChain some(HttpSecurity http) {
			return open(http.securityMatcher("/some/**")
				.headers((headers) -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
					.addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
							PathPatternRequestMatcher.withDefaults().matcher("/some/a.js"),
							new CacheControlHeadersWriter()))));
		}

		@Bean
		@Order(4)
		SecurityFilterChain rest(HttpSecurity http) {
			return open(http.headers(AbstractHttpConfigurer::disable));
		}

	}

}
