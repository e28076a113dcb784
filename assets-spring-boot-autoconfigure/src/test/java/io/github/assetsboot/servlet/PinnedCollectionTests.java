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

package io.github.assetsboot.servlet;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.assetsboot.Assets;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.security.AssetsRequest;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A filter ahead of all others can have a request answered from another collection, which
 * the injected {@link Assets} are then, too.
 */
class PinnedCollectionTests {

	@TempDir
	private Path folder;

	private @Nullable ConfigurableApplicationContext context;

	private SocketClient client = new SocketClient(0);

	@BeforeEach
	void writeSites() throws IOException {
		for (String site : List.of("own", "user", "nobody")) {
			Files.createDirectory(this.folder.resolve(site));
			Files.writeString(this.folder.resolve(site + "/logo.txt"), "logo of " + site);
			Files.writeString(this.folder.resolve(site + "/" + site + ".txt"), site);
		}
	}

	@AfterEach
	void stop() throws IOException {
		this.client.close();
		if (this.context != null) {
			this.context.close();
		}
	}

	private ConfigurableApplicationContext start(Class<?> application, boolean secured) {
		ConfigurableApplicationContext started = Applications.start(application,
				Map.of("assets.directory", this.folder.resolve("own").toString(), "test.sites", this.folder.toString(),
						SecurityOnDemand.PROPERTY, String.valueOf(secured), "spring.security.user.name", "user",
						"spring.security.user.password", "secret"));
		this.context = started;
		this.client = new SocketClient(Applications.port(started));
		return started;
	}

	private String get(String target, String... fields) throws IOException {
		Response response = this.client.send("GET", target, fields);
		return (response.status() == 200) ? response.body() : String.valueOf(response.status());
	}

	@Test
	void injectedAssetsAreThoseOfTheRequest() throws Exception {
		start(Application.class, false);
		assertThat(get("/logo.txt", "X-Site: user")).isEqualTo("logo of user");
		for (String way : List.of("request", "entity", "uri", "text")) {
			assertThat(get("/binding/" + way, "X-Site: user")).as(way).isEqualTo("logo of user");
			assertThat(get("/binding/" + way)).as(way).isEqualTo("logo of own");
		}
		assertThat(get("/binding/thread", "X-Site: user")).isEqualTo("logo of own");
	}

	@Test
	void assetsAreTheApplicationsOutsideOfARequest() throws Exception {
		Assets assets = start(Application.class, false).getBean(Assets.class);
		Resource body = assets.fetch("/own.txt").getBody();
		assertThat(body).isNotNull();
		assertThat(body.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("own");
		assertThat(assets.fetch("/user.txt").getStatusCode().value()).isEqualTo(404);
	}

	@Test
	void choiceIsMadeOnceAndLate() throws Exception {
		Application.choices.set(0);
		start(Secured.class, true);
		String user = "Authorization: Basic dXNlcjpzZWNyZXQ=";
		assertThat(get("/logo.txt", "X-Late: yes", user)).isEqualTo("logo of user");
		assertThat(Application.choices).hasValue(1);
		assertThat(get("/logo.txt", "X-Late: yes")).isEqualTo("logo of nobody");
		assertThat(get("/binding/text", "X-Late: yes", user)).isEqualTo("logo of user");
		assertThat(Application.choices).hasValue(3);
	}

	@Test
	void lateChoiceCanFindNothing() throws Exception {
		start(Application.class, false);
		assertThat(get("/logo.txt", "X-Late: missing")).isEqualTo("404");
		Response response = this.client.send("GET", "/logo.txt", "X-Late: failing");
		assertThat(response.status()).isEqualTo(503);
		assertThat(response.headers()).containsKey("retry-after");
	}

	@Test
	void resultIsKeptAlthoughAProbeKeepsNoAttributes() {
		AtomicInteger calls = new AtomicInteger();
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/x");
		RequestDecisions.pinLater(request, (ignored) -> {
			calls.incrementAndGet();
			return null;
		});
		assertThat(RequestDecisions.isForProject(request)).isTrue();
		assertThat(calls).hasValue(0);
		RequestDecisions decisions = new RequestDecisions(null, null);
		for (HttpServletRequest each : List.of(RequestDecisions.withPath(request, "/y"), request)) {
			assertThat(decisions.missing(each)).isEqualTo(MissingCollection.NOT_FOUND);
		}
		assertThat(calls).hasValue(1);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

		private static final AtomicInteger choices = new AtomicInteger();

		@Bean
		FilterRegistrationBean<?> pinning(Environment environment) throws IOException {
			Path sites = Path.of(environment.getRequiredProperty("test.sites"));
			AssetSnapshot user = snapshot(sites.resolve("user"));
			AssetSnapshot nobody = snapshot(sites.resolve("nobody"));
			FilterRegistrationBean<?> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				HttpServletRequest http = (HttpServletRequest) request;
				if (http.getHeader("X-Site") != null) {
					RequestDecisions.pin(http, (ignored) -> user);
				}
				String late = http.getHeader("X-Late");
				if (late != null) {
					RequestDecisions.pinLater(http,
							(current) -> choose(late, current.getUserPrincipal(), user, nobody));
				}
				chain.doFilter(request, response);
			});
			registration.setOrder(-1000);
			return registration;
		}

		private static @Nullable AssetSnapshot choose(String late, @Nullable Principal principal, AssetSnapshot user,
				AssetSnapshot nobody) throws IOException {
			choices.incrementAndGet();
			return switch (late) {
				case "missing" -> null;
				case "failing" -> throw new IOException("The storage fails");
				default -> (principal != null) ? user : nobody;
			};
		}

		private static AssetSnapshot snapshot(Path folder) throws IOException {
			AssetCollection assets = AssetCollection.read(AssetLocation.of(folder.toString(), null).open(),
					(path) -> false);
			return new AssetSnapshot(
					new AssetRouter(assets, Redirects.none(), HeaderRules.none(),
							new RoutingSettings(RoutingMode.WORKERS, HtmlHandling.AUTO_TRAILING_SLASH,
									NotFoundHandling.NONE, RunWorkerFirst.never(), true, BasePath.ROOT)),
					(path) -> false);
		}

	}

	@Import(Application.class)
	static class Secured {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.httpBasic(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toFiles())
					.permitAll()
					.anyRequest()
					.permitAll())
				.build();
		}

	}

	@RestController
	static class Controller {

		private final Assets assets;

		Controller(Assets assets) {
			this.assets = assets;
		}

		@GetMapping("/binding/request")
		ResponseEntity<Resource> request(HttpServletRequest request) {
			return this.assets.fetch(new HttpServletRequestWrapper(request) {

				@Override
				public String getRequestURI() {
					return "/logo.txt";
				}

			});
		}

		@GetMapping("/binding/entity")
		ResponseEntity<Resource> entity() {
			return this.assets.fetch(new RequestEntity<>(HttpMethod.GET, URI.create("/logo.txt")));
		}

		@GetMapping("/binding/uri")
		ResponseEntity<Resource> uri() {
			return this.assets.fetch(URI.create("/logo.txt"));
		}

		@GetMapping("/binding/text")
		ResponseEntity<Resource> text() {
			return this.assets.fetch("/logo.txt");
		}

		@GetMapping("/binding/thread")
		ResponseEntity<Resource> thread() {
			return CompletableFuture.supplyAsync(() -> this.assets.fetch("/logo.txt")).join();
		}

	}

}
