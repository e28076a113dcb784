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

package io.github.assetsboot.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import io.github.assetsboot.Assets;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A file that only one of two users may read is a dictionary for that user alone.
 */
class SecuredDictionariesTests {

	private static final String ALL = "gzip, br, zstd, dcb, dcz";

	private static final byte[] PUBLIC = Contents.words(8_000);

	private static final byte[] PROTECTED = changed(PUBLIC, "earlier secret");

	private static final List<String> METHODS = List.of("GET", "HEAD");

	private static final long PATIENCE_NANOS = 60_000_000_000L;

	@TempDir
	Path root;

	private static byte[] changed(byte[] content, String change) {
		byte[] changed = content.clone();
		byte[] bytes = change.getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(bytes, 0, changed, content.length / 2, bytes.length);
		return changed;
	}

	private void run(Container container, Scenario scenario) throws Exception {
		Path previous = this.root.resolve("previous");
		Path present = this.root.resolve("present");
		Contents.write(previous, Map.of("assets/app-B921BFhg.js", PUBLIC, "assets/admin/app-B921BFhg.js", PROTECTED,
				"assets/admin/run-B921BFhg.js", PROTECTED, "assets/first/app-B921BFhg.js", PROTECTED));
		Contents.write(present, Map.of("assets/app-C0d3kLmN.js", changed(PUBLIC, "new"), "assets/admin/app-C0d3kLmN.js",
				changed(PROTECTED, "new"), "assets/first/app-C0d3kLmN.js", changed(PROTECTED, "first")));
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put(SecurityOnDemand.PROPERTY, "true");
		properties.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
		properties.put("spring.autoconfigure.exclude", container.excluded());
		properties.put("assets.directory", present.toString());
		properties.put("assets.cache.immutable", "/assets/*");
		properties.put("assets.cache.dictionaries", "/assets/*");
		properties.put("assets.cache.dictionary-directory", previous.toString());
		properties.put("assets.run-worker-first", "/assets/first/*");
		try (ConfigurableApplicationContext context = Applications.start(Application.class, properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			await(client, "/assets/app-C0d3kLmN.js", PUBLIC);
			await(client, "/assets/admin/app-C0d3kLmN.js", PROTECTED);
			scenario.run(client);
		}
	}

	private static void await(SocketClient client, String target, byte[] dictionary) throws IOException {
		long end = System.nanoTime() + PATIENCE_NANOS;
		while (!send(client, "GET", target, "admin", "dcz", dictionary).has("content-encoding")) {
			assertThat(System.nanoTime()).as("the time until there is a difference").isLessThan(end);
			LockSupport.parkNanos(20_000_000);
		}
	}

	private static Response send(SocketClient client, String method, String target, @Nullable String user,
			String accepted, byte[] dictionary) throws IOException {
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("Accept-Encoding", accepted);
		fields.put("Available-Dictionary", Codings.available(dictionary));
		if (user != null) {
			fields.put("Authorization",
					"Basic " + Base64.getEncoder().encodeToString((user + ":x").getBytes(StandardCharsets.UTF_8)));
		}
		return client.send(method, target, fields);
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void secondUserGetsNothingOfAProtectedFile(Container container) throws Exception {
		run(container, (client) -> {
			Response own = send(client, "GET", "/assets/admin/app-C0d3kLmN.js", "admin", ALL, PROTECTED);
			assertThat(own.header("content-encoding")).startsWith("dc");
			assertThat(own.header("use-as-dictionary")).startsWith("match=\"/assets/admin/app-*.js\"");
			assertThat(own.header("cache-control")).doesNotContain("s-maxage");
			String tag = String.valueOf(own.header("etag"));
			for (String target : List.of("/assets/admin/app-C0d3kLmN.js", "/assets/%61dmin/app-C0d3kLmN.js",
					"/assets/x/../admin/app-C0d3kLmN.js")) {
				for (String method : METHODS) {
					for (@Nullable
					String user : new String[] { "other", null }) {
						Response response = send(client, method, target, user, ALL, PROTECTED);
						assertThat(response.status()).isIn(400, 401, 403);
						assertThat(response.has("use-as-dictionary")).isFalse();
						assertThat(response.has("content-encoding")).isFalse();
						assertThat(response.header("etag")).isNotEqualTo(tag);
					}
				}
			}
		});
	}

	/**
	 * The size of a response would tell how much two files have in common.
	 */
	@ParameterizedTest
	@EnumSource(Container.class)
	void protectedFileIsNoDictionaryForAPublicOne(Container container) throws Exception {
		run(container, (client) -> {
			for (@Nullable
			String user : new String[] { "other", null, "admin" }) {
				Response known = send(client, "GET", "/assets/app-C0d3kLmN.js", user, ALL, PUBLIC);
				assertThat(known.header("content-encoding")).startsWith("dc");
				Response whole = send(client, "GET", "/assets/app-C0d3kLmN.js", user, ALL, PROTECTED);
				assertThat(whole.header("content-encoding")).isIn("gzip", "br", "zstd");
				Response unknown = send(client, "GET", "/assets/app-C0d3kLmN.js", user, ALL, Contents.words(50));
				assertThat(whole.lastingFields()).isEqualTo(unknown.lastingFields());
				assertThat(whole.bytes()).isEqualTo(unknown.bytes());
			}
		});
	}

	/**
	 * A controller decides on these files, so that they are sent whole.
	 */
	@ParameterizedTest
	@EnumSource(Container.class)
	void fileThatAControllerReturnsIsNoDictionary(Container container) throws Exception {
		run(container, (client) -> {
			for (String method : METHODS) {
				Response response = send(client, method, "/assets/first/app-C0d3kLmN.js", "other", ALL, PROTECTED);
				assertThat(response.status()).isEqualTo(200);
				assertThat(String.valueOf(response.header("content-encoding"))).doesNotStartWith("dc");
				assertThat(response.has("use-as-dictionary")).isFalse();
				Response refused = send(client, method, "/assets/first/app-C0d3kLmN.js?refuse", "other", ALL,
						PROTECTED);
				assertThat(refused.status()).isEqualTo(404);
				assertThat(refused.has("use-as-dictionary")).isFalse();
			}
		});
	}

	@FunctionalInterface
	private interface Scenario {

		void run(SocketClient client) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Files.class)
	static class Application {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.authorizeHttpRequests((
					requests) -> requests.requestMatchers("/assets/admin/**").hasRole("ADMIN").anyRequest().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("admin").password("x").roles("ADMIN").build(),
					User.withUsername("other").password("x").roles("USER").build());
		}

	}

	@RestController
	static class Files {

		private final Assets assets;

		Files(Assets assets) {
			this.assets = assets;
		}

		@GetMapping("/assets/first/{name}")
		ResponseEntity<Resource> first(HttpServletRequest request) {
			return (request.getQueryString() != null) ? ResponseEntity.notFound().build() : this.assets.fetch(request);
		}

	}

}
