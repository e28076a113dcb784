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

package io.github.assetsboot.project;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.security.AssetsRequest;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests for a project that does not exist, and for one that the storage does not tell
 * of.
 */
class ProjectsWithoutCollectionTests {

	@TempDir
	private Path directory;

	private int port;

	private final Map<String, String> properties = new LinkedHashMap<>();

	private void run(Container container, Class<?> application, Scenario scenario) throws Exception {
		this.properties.put("spring.autoconfigure.exclude", container.excluded());
		this.properties.put("assets.projects.enabled", "true");
		this.properties.put("assets.storage.directory", this.directory.toString());
		this.properties.putIfAbsent("assets.projects.resolve.host", "{project}.example.com");
		try (ConfigurableApplicationContext context = Applications.start(application, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			this.port = Applications.port(context);
			scenario.run(context.getBean(AssetProjects.class), client);
		}
	}

	private static Response send(SocketClient client, String method, String host, String target, String... headers)
			throws IOException {
		Map<String, String> all = new LinkedHashMap<>(Map.of("Host", host));
		for (int i = 0; i < headers.length; i += 2) {
			all.put(headers[i], headers[i + 1]);
		}
		return client.send(method, target, all);
	}

	@ParameterizedTest
	@EnumSource
	void hostOfNobodyIsBehindSpringSecurity(Container container) throws Exception {
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		run(container, Secured.class, (projects, client) -> {
			for (String target : List.of("/", "/hello", "/deep/link", "/error", "/assets-projects")) {
				Response response = send(client, "GET", "nobody.example.com", target);
				assertThat(response.status()).as(target).isEqualTo(404);
				assertThat(response.headers()).as(target)
					.containsEntry("x-content-type-options", "nosniff")
					.containsEntry("x-frame-options", "DENY");
				assertThat(response.body()).as(target).doesNotContain("greeting");
			}
			assertThat(send(client, "GET", "localhost", "/hello").status()).isEqualTo(401);
			assertThat(send(client, "OPTIONS", "nobody.example.com", "/hello", "Origin", "https://x.example",
					"Access-Control-Request-Method", "GET")
				.status()).isEqualTo(404);
			assertThat(send(client, "POST", "nobody.example.com", "/hello").status()).isEqualTo(403);
		});
	}

	@ParameterizedTest
	@EnumSource
	void firewallAndDeniedPathsHoldForAHostOfNobody(Container container) throws Exception {
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		run(container, Secured.class, (projects, client) -> {
			for (String target : List.of("//x", "/a//b", "/a;b=c", "/a%2fb", "/a%5cb", "/a%00")) {
				try (SocketClient other = new SocketClient(this.port)) {
					assertThat(send(other, "GET", "nobody.example.com", target).status()).as(target).isEqualTo(400);
				}
			}
			Response denied = send(client, "GET", "nobody.example.com", "/denied/x");
			assertThat(denied.status()).isEqualTo(401);
			assertThat(denied.headers()).containsKey("www-authenticate");
		});
	}

	@ParameterizedTest
	@EnumSource
	void unavailableProjectIsBehindSpringSecurity(Container container) throws Exception {
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		run(container, Secured.class, (projects, client) -> {
			Secured.storage.fail(true);
			Response response = send(client, "GET", "shop.example.com", "/hello");
			assertThat(response.status()).isEqualTo(503);
			assertThat(response.headers()).containsKeys("retry-after", "x-content-type-options")
				.containsEntry("cache-control", "no-store");
			assertThat(send(client, "GET", "shop.example.com", "/a;b").status()).isEqualTo(400);
			assertThat(send(client, "GET", "shop.example.com", "/denied/x").status()).isEqualTo(401);
		});
	}

	@ParameterizedTest
	@EnumSource
	void hostOfNobodyNeedsALoginWithoutTheMatcher(Container container) throws Exception {
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		this.properties.put("test.assets", "files");
		run(container, Secured.class, (projects, client) -> {
			assertThat(send(client, "GET", "nobody.example.com", "/hello").status()).isEqualTo(401);
			Secured.storage.fail(true);
			assertThat(send(client, "GET", "shop.example.com", "/hello").status()).isEqualTo(401);
		});
	}

	@ParameterizedTest
	@EnumSource
	void hostOfNobodyReachesNothingWithoutSpringSecurity(Container container) throws Exception {
		run(container, Application.class, (projects, client) -> {
			for (String method : List.of("GET", "HEAD", "POST", "DELETE", "OPTIONS")) {
				Response response = send(client, method, "nobody.example.com", "/hello");
				assertThat(response.status()).as(method).isEqualTo(404);
				assertThat(response.headers()).as(method).doesNotContainKey("x-controller");
			}
			assertThat(send(client, "OPTIONS", "nobody.example.com", "/hello", "Origin", "https://x.example",
					"Access-Control-Request-Method", "GET")
				.status()).isEqualTo(404);
			assertThat(send(client, "GET", "localhost", "/hello").body()).isEqualTo("greeting");
		});
	}

	@ParameterizedTest
	@EnumSource
	void pathOfNobodyReachesNothing(Container container) throws Exception {
		this.properties.put("assets.projects.resolve.host", "");
		this.properties.put("assets.projects.resolve.path", "/sites/{project}");
		run(container, Application.class, (projects, client) -> {
			assertThat(send(client, "GET", "localhost", "/sites/nobody/hello").status()).isEqualTo(404);
			assertThat(send(client, "GET", "localhost", "/hello").body()).isEqualTo("greeting");
		});
	}

	@ParameterizedTest
	@EnumSource
	void hostOfTheApplicationIsNeverAProjects(Container container) throws Exception {
		this.properties.put("assets.projects.reserved", "internal");
		this.properties.put("assets.projects.resolve.application-hosts", "WWW.example.com:8443,admin.example.com.");
		run(container, Application.class, (projects, client) -> {
			for (String name : List.of("www", "admin", "shop")) {
				projects.publish(new ProjectId(name),
						(visitor) -> visitor.file("hello", StorageContent.of(new byte[] { 'p' })),
						ProjectSettings.DEFAULTS);
			}
			for (String host : List.of("www.example.com", "www.example.com:8080", "www.example.com.", "WWW.EXAMPLE.com",
					"admin.example.com", "admin.example.com.:80")) {
				assertThat(send(client, "GET", host, "/hello").body()).as(host).isEqualTo("greeting");
			}
			for (String host : List.of("shop.example.com", "shop.example.com.", "SHOP.example.com:80")) {
				assertThat(send(client, "GET", host, "/hello").body()).as(host).isEqualTo("p");
			}
		});
	}

	private interface Scenario {

		void run(AssetProjects projects, SocketClient client) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

	}

	@RestController
	static class Controller {

		@RequestMapping("/hello")
		String hello() {
			return "greeting";
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Secured {

		static BreakingStorage storage;

		@Bean
		AssetStorage storage(Environment environment) {
			storage = new BreakingStorage(
					new DirectoryStorage(Path.of(environment.getRequiredProperty("assets.storage.directory"))));
			return storage;
		}

		@Bean
		@ConditionalOnProperty(name = "test.assets", matchIfMissing = true, havingValue = "all")
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
					.permitAll()
					.requestMatchers("/denied/**")
					.denyAll()
					.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.anyRequest()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		@ConditionalOnProperty(name = "test.assets", havingValue = "files")
		SecurityFilterChain files(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toFiles())
					.permitAll()
					.anyRequest()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

}
