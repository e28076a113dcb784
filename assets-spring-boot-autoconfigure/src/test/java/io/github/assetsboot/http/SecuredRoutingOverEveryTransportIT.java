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
import java.util.Base64;
import java.util.List;

import io.github.assetsboot.security.AssetsRequest;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.Transport;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.resource.NoResourceFoundException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files, the fallback page and the application's own 404 of an application with Spring
 * Security, as they come over the wire.
 */
class SecuredRoutingOverEveryTransportIT {

	private static final String USER = "Basic "
			+ Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8));

	private static final String VARY_OF_PAGES = "Sec-Fetch-Dest, Accept, X-Requested-With";

	@RegisterExtension
	static final Site plain = fill(new Site(Application.class));

	@RegisterExtension
	static final Site problems = fill(new Site(Application.class)).property("spring.mvc.problemdetails.enabled",
			"true");

	@RegisterExtension
	static final Site advised = fill(new Site(AdvisedApplication.class));

	private static Site fill(Site site) {
		return site.property(SecurityOnDemand.PROPERTY, "true")
			.property("spring.security.user.name", "user")
			.property("spring.security.user.password", "secret")
			.property("assets.not-found-handling", "single-page-application")
			.property("assets.run-worker-first", "/api/*")
			.file("index.html", "<p>page</p>")
			.file("about.html", "<p>about</p>")
			.file("app.js", "let a = 1")
			.file("_redirects", "/old /about 301\n");
	}

	private static Response send(Transport transport, Site site, Request request) throws IOException {
		try (Client client = site.connect(transport)) {
			return client.send(request);
		}
	}

	private static Request request(String method, String target, String fields) {
		return fields.isEmpty() ? Request.get(target).method(method) : Request.parse(method, target, fields);
	}

	@EveryTransport("""
			GET     | /app.js    | Sec-Fetch-Dest: script | 200 | let a = 1
			HEAD    | /app.js    | empty                  | 200 | empty
			GET     | /about     | empty                  | 200 | <p>about</p>
			GET     | /          | empty                  | 200 | <p>page</p>
			GET     | /old       | empty                  | 301 | empty
			POST    | /old       | empty                  | 301 | empty
			POST    | /app.js    | empty                  | 405 | empty
			OPTIONS | /app.js    | empty                  | 200 | empty
			GET     | /deep/link | empty                  | 200 | <p>page</p>
			HEAD    | /deep/link | empty                  | 200 | empty
			GET     | /deep/link | Sec-Fetch-Dest: document && Sec-Fetch-Mode: navigate | 200 | <p>page</p>
			""")
	void assetIsForEverybody(Transport transport, String method, String target, String fields, int status, String body)
			throws IOException {
		Request request = request(method, target, fields);
		Response anonymous = send(transport, plain, request);
		assertThat(anonymous.status()).isEqualTo(status);
		assertThat(anonymous.body()).isEqualTo(body);
		Response user = send(transport, plain, request.with("Authorization", USER));
		assertThat(user.status()).isEqualTo(status);
		assertThat(user.body()).isEqualTo(body);
	}

	@EveryTransport("""
			GET    | /notes/7      | 200
			HEAD   | /notes/7      | 200
			POST   | /contact      | 200
			GET    | /contact      | 405
			GET    | /api/unknown  | 404
			GET    | /api/gone.js  | 404
			POST   | /deep/link    | 404
			DELETE | /gone.js      | 404
			GET    | /error        | 999
			""")
	void pathOfTheApplicationNeedsALogin(Transport transport, String method, String target, int status)
			throws IOException {
		Request request = request(method, target, "");
		Response anonymous = send(transport, plain, request);
		assertThat(anonymous.status()).isEqualTo(401);
		assertThat(anonymous.body()).doesNotContain("classified", "<p>page</p>");
		assertThat(anonymous.header("www-authenticate")).startsWith("Basic");
		if (status != 999) {
			assertThat(send(transport, plain, request.with("Authorization", USER)).status()).isEqualTo(status);
		}
	}

	@EveryTransport
	void fallbackPageAndItsNotModifiedVaryByWhatMakesADocument(Transport transport) throws IOException {
		Response page = send(transport, plain, Request.get("/deep/link"));
		assertThat(page.fields().get("vary")).anySatisfy((value) -> assertThat(value).contains(VARY_OF_PAGES));
		String tag = page.header("etag");
		assertThat(tag).isNotNull();
		for (String method : new String[] { "GET", "HEAD" }) {
			Response unchanged = send(transport, plain,
					Request.get("/deep/link").method(method).with("If-None-Match", tag));
			assertThat(unchanged.status()).isEqualTo(304);
			assertThat(unchanged.bytes()).isEmpty();
			assertThat(unchanged.header("etag")).isEqualTo(tag);
			assertThat(unchanged.fields().get("vary")).anySatisfy((value) -> assertThat(value).contains(VARY_OF_PAGES));
		}
		Response file = send(transport, plain, Request.get("/"));
		assertThat(file.fields().getOrDefault("vary", List.of()))
			.noneSatisfy((value) -> assertThat(value).contains("Sec-Fetch-Dest"));
		assertThat(send(transport, plain, Request.get("/gone.js").with("If-None-Match", tag)).status()).isEqualTo(404);
	}

	@EveryTransport("""
			GET  | /gone.js         | empty
			HEAD | /gone.js         | empty
			GET  | /gone.js         | Sec-Fetch-Dest: script
			GET  | /gone            | Accept: application/json
			GET  | /.well-known/x   | empty
			""")
	void notFoundOfTheApplicationIsForEverybodyAndNotStored(Transport transport, String method, String target,
			String fields) throws IOException {
		for (boolean user : new boolean[] { false, true }) {
			Request request = request(method, target, fields);
			Response response = send(transport, plain, user ? request.with("Authorization", USER) : request);
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.header("cache-control")).contains("no-store");
			assertThat(response.body()).doesNotContain("<p>page</p>");
			assertThat(response.has("www-authenticate")).isFalse();
		}
	}

	@EveryTransport
	void promisedNotFoundIsAProblemWhereTheApplicationHasThem(Transport transport) throws IOException {
		Response anonymous = send(transport, problems, Request.get("/gone.js").with("Accept", "*/*"));
		assertThat(anonymous.status()).isEqualTo(404);
		assertThat(anonymous.header("content-type")).isEqualTo("application/problem+json");
		assertThat(anonymous.body()).contains("\"status\":404", "\"instance\":\"/gone.js\"",
				"\"detail\":\"No static resource gone.js");
		assertThat(anonymous.header("cache-control")).contains("no-store");
		Response user = send(transport, problems,
				Request.get("/gone.js").with("Accept", "*/*").with("Authorization", USER));
		assertThat(user.body()).isEqualTo(anonymous.body());
		assertThat(user.header("content-type")).isEqualTo(anonymous.header("content-type"));
	}

	@EveryTransport
	void promisedNotFoundReachesAControllerAdvice(Transport transport) throws IOException {
		for (String target : new String[] { "/gone.js", "/.well-known/x", "/deep/gone.css?a=b" }) {
			Response anonymous = send(transport, advised, Request.get(target));
			assertThat(anonymous.status()).isEqualTo(404);
			assertThat(anonymous.body()).isEqualTo("advice for " + target.substring(1).replaceFirst("\\?.*", ""));
			assertThat(anonymous.header("cache-control")).contains("no-store");
			Response user = send(transport, advised, Request.get(target).with("Authorization", USER));
			assertThat(user.body()).isEqualTo(anonymous.body());
		}
		assertThat(send(transport, advised, Request.get("/deep/link")).body()).isEqualTo("<p>page</p>");
		assertThat(send(transport, advised, Request.get("/api/unknown")).status()).isEqualTo(401);
		assertThat(send(transport, advised, Request.get("/api/unknown").with("Authorization", USER)).body())
			.isEqualTo("advice for api/unknown");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Handlers.class)
	static class Application {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.anyRequest()
					.authenticated())
				.csrf((csrf) -> csrf.disable())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@Import(Advice.class)
	static class AdvisedApplication extends Application {

	}

	@ControllerAdvice
	static class Advice {

		@ExceptionHandler
		ResponseEntity<String> notFound(NoResourceFoundException ex) {
			return ResponseEntity.status(HttpStatus.NOT_FOUND).body("advice for " + ex.getResourcePath());
		}

	}

	@RestController
	static class Handlers {

		@GetMapping("/notes/{id}")
		String note() {
			return "classified";
		}

		@PostMapping("/contact")
		String contact() {
			return "classified";
		}

	}

}
