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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.assetsboot.Assets;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.security.AssetsRequest;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
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
import static org.awaitility.Awaitility.await;

/**
 * The version of a project that answers a request, and its settings.
 */
class VersionOfARequestTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final String KEY = "Cloudflare-Workers-Version-Key";

	private static final String OVERRIDES = "Cloudflare-Workers-Version-Overrides";

	@TempDir
	private Path directory;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void prepare() {
		this.properties.put("assets.projects.enabled", "true");
		this.properties.put("assets.storage.directory", this.directory.toString());
		this.properties.put("assets.projects.resolve.host",
				"{project}.example.com, {version}-{project}.example.com, {version}.{project}.preview.example.com");
		this.properties.put("assets.projects.cache.deployment-time-to-live", "0");
		this.properties.put("assets.projects.response-version-header", "X-Version");
	}

	private void run(Class<?> application, Scenario scenario) throws Exception {
		try (ConfigurableApplicationContext context = Applications.start(application, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			scenario.run(context.getBean(AssetProjects.class), client);
		}
	}

	private static ProjectFiles files(String... pathsAndTexts) {
		return (visitor) -> {
			for (int i = 0; i < pathsAndTexts.length; i += 2) {
				visitor.file(pathsAndTexts[i],
						StorageContent.of(pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8)));
			}
		};
	}

	private static Response get(SocketClient client, String host, String target, String... headers) throws IOException {
		Map<String, String> all = new LinkedHashMap<>(Map.of("Host", host));
		for (int i = 0; i < headers.length; i += 2) {
			all.put(headers[i], headers[i + 1]);
		}
		return client.send("GET", target, all);
	}

	private static String publish(AssetProjects projects, String text) throws IOException {
		return projects.publish(SHOP, files("index.html", text, text + ".js", text), ProjectSettings.DEFAULTS).id();
	}

	private static String upload(AssetProjects projects, String text) throws IOException {
		return projects.upload(SHOP, files("index.html", text, text + ".js", text), ProjectSettings.DEFAULTS).id();
	}

	private static void deploy(AssetProjects projects, String older, String newer, String percentage)
			throws IOException {
		BigDecimal share = new BigDecimal(percentage);
		projects.deploy(SHOP, List.of(new DeployedVersion(older, BigDecimal.valueOf(100).subtract(share)),
				new DeployedVersion(newer, share)), ProjectChange.NONE);
	}

	@Test
	void previewIsFoundByEachHostName() throws Exception {
		run(Application.class, (projects, client) -> {
			publish(projects, "old");
			String next = upload(projects, "next");
			projects.setAlias(SHOP, "fix-login", next, ProjectChange.NONE);
			for (String host : List.of("fix-login-shop.example.com", "FIX-Login-Shop.Example.com.",
					next.substring(0, 8) + "-shop.example.com", "fix-login.shop.preview.example.com",
					next.substring(0, 8) + ".shop.preview.example.com")) {
				Response response = get(client, host, "/");
				assertThat(response.body()).as(host).isEqualTo("next");
				assertThat(response.headers()).as(host)
					.containsEntry("x-robots-tag", "noindex")
					.containsEntry("x-version", next)
					.containsEntry("cache-control", "public, max-age=0, must-revalidate")
					.containsEntry("vary", KEY);
				Response notModified = get(client, host, "/", "If-None-Match", response.headers().get("etag"));
				assertThat(notModified.status()).isEqualTo(304);
				assertThat(notModified.headers()).containsEntry("x-robots-tag", "noindex")
					.containsEntry("x-version", next);
				assertThat(get(client, host, "/nope").headers()).containsEntry("x-robots-tag", "noindex")
					.containsEntry("x-version", next)
					.hasEntrySatisfying("vary", (vary) -> assertThat(vary).contains(KEY));
			}
			for (String host : List.of("nope-shop.example.com", "00000000-shop.example.com", "a-b-c.example.com")) {
				Response response = get(client, host, "/");
				assertThat(response.status()).as(host).isEqualTo(404);
				assertThat(response.headers()).as(host).doesNotContainKey("x-version");
			}
			assertThat(get(client, "nope-shop.example.com", "/").headers()).containsEntry("x-robots-tag", "noindex");
			assertThat(get(client, "shop.example.com", "/").headers()).doesNotContainKey("x-robots-tag");
		});
	}

	@Test
	void longestNameOfAProjectThatExistsCounts() throws Exception {
		run(Application.class, (projects, client) -> {
			String shop = publish(projects, "shop");
			projects.setAlias(SHOP, "fix-login", shop, ProjectChange.NONE);
			assertThat(get(client, "fix-login-shop.example.com", "/").body()).isEqualTo("shop");
			ProjectId other = new ProjectId("login-shop");
			ProjectVersion version = projects.publish(other, files("index.html", "login shop"),
					ProjectSettings.DEFAULTS);
			projects.setAlias(other, "fix", version.id(), ProjectChange.NONE);
			assertThat(get(client, "fix-login-shop.example.com", "/").body()).isEqualTo("login shop");
			projects.publish(new ProjectId("fix-login-shop"), files("index.html", "whole"), ProjectSettings.DEFAULTS);
			assertThat(get(client, "fix-login-shop.example.com", "/").body()).isEqualTo("whole");
			assertThat(get(client, "fix-login-shop.example.com", "/").headers()).doesNotContainKey("x-robots-tag");
		});
	}

	@Test
	void ruleForRobotsCountsInAPreview() throws Exception {
		run(Application.class, (projects, client) -> {
			ProjectVersion version = projects.publish(SHOP, files("index.html", "page", "a.txt", "a", "_headers",
					"/\n  X-Robots-Tag: all\n/a.txt\n  ! X-Robots-Tag\n"), ProjectSettings.DEFAULTS);
			String host = version.id().substring(0, 8) + "-shop.example.com";
			assertThat(get(client, host, "/").headers()).containsEntry("x-robots-tag", "all");
			assertThat(get(client, host, "/a.txt").headers()).containsEntry("x-robots-tag", "noindex");
		});
	}

	@ParameterizedTest
	@EnumSource
	void previewHeaderNamesAVersion(Container container) throws Exception {
		this.properties.put("spring.autoconfigure.exclude", container.excluded());
		this.properties.put("assets.projects.resolve.preview-header", "X-Preview");
		run(Application.class, (projects, client) -> {
			publish(projects, "old");
			String next = upload(projects, "next");
			for (String name : List.of(next, next.substring(0, 8))) {
				for (String target : List.of("/", "/next.js", "/nope", "/fail")) {
					Response response = get(client, "shop.example.com", target, "X-Preview", name);
					assertThat(response.headers()).as(target)
						.containsEntry("cache-control", "private, no-cache")
						.containsEntry("x-robots-tag", "noindex")
						.containsEntry("x-version", next)
						.hasEntrySatisfying("vary", (vary) -> assertThat(vary).contains("X-Preview", KEY));
				}
			}
			projects.setAlias(SHOP, "next-", next, ProjectChange.NONE);
			assertThat(get(client, "shop.example.com", "/", "X-Preview", "next-").body()).isEqualTo("next");
			for (String name : List.of("nope", "NEXT", next.toUpperCase(Locale.ROOT), "../next", "next,next")) {
				Response unknown = get(client, "shop.example.com", "/", "X-Preview", name);
				assertThat(unknown.status()).as(name).isEqualTo(404);
				assertThat(unknown.headers()).as(name).containsEntry("cache-control", "private, no-cache");
			}
			assertThat(get(client, "shop.example.com", "/", "X-Preview", "").body()).isEqualTo("old");
			assertThat(get(client, "shop.example.com", "/").headers().get("vary")).contains("X-Preview", KEY);
			assertThat(get(client, "localhost", "/").headers().getOrDefault("vary", "")).doesNotContain("X-Preview");
		});
	}

	@Test
	void previewsCanBeTurnedOff() throws Exception {
		this.properties.put("assets.projects.resolve.preview-header", "X-Preview");
		this.properties.put("assets.projects.previews.enabled", "false");
		run(Application.class, (projects, client) -> {
			String version = publish(projects, "page");
			assertThat(get(client, "shop.example.com", "/").body()).isEqualTo("page");
			assertThat(get(client, version.substring(0, 8) + "-shop.example.com", "/").status()).isEqualTo(404);
			assertThat(get(client, "shop.example.com", "/", "X-Preview", version).status()).isEqualTo(404);
		});
	}

	@Test
	void overrideNamesAVersionOfTheDeployment() throws Exception {
		this.properties.put("assets.projects.resolve.version-overrides", "true");
		run(Application.class, (projects, client) -> {
			String old = publish(projects, "old");
			String next = upload(projects, "next");
			String other = upload(projects, "other");
			deploy(projects, old, next, "0");
			for (String name : List.of(next, next.substring(0, 8))) {
				Response response = get(client, "shop.example.com", "/", OVERRIDES,
						"blog=\"x\", shop=\"" + name + "\"");
				assertThat(response.body()).isEqualTo("next");
				assertThat(response.headers()).containsEntry("cache-control", "private, no-cache")
					.containsEntry("x-version", next)
					.doesNotContainKey("x-robots-tag")
					.hasEntrySatisfying("vary", (vary) -> assertThat(vary).contains(OVERRIDES, KEY));
			}
			for (String field : List.of("shop=\"" + other + "\"", "blog=\"" + next + "\"", "shop=" + next,
					"shop=\"" + next + "\",", "shop=\"next\"")) {
				Response response = get(client, "shop.example.com", "/", OVERRIDES, field);
				assertThat(response.body()).as(field).isEqualTo("old");
				assertThat(response.headers().get("cache-control")).as(field).startsWith("public");
			}
		});
	}

	@Test
	void overridesAreOffByDefault() throws Exception {
		run(Application.class, (projects, client) -> {
			String old = publish(projects, "old");
			String next = upload(projects, "next");
			deploy(projects, old, next, "0");
			Response response = get(client, "shop.example.com", "/", OVERRIDES, "shop=\"" + next + "\"");
			assertThat(response.body()).isEqualTo("old");
			assertThat(response.headers().get("vary")).doesNotContain(OVERRIDES);
		});
	}

	@Test
	void clientKeepsTheNewerVersionWhileThePercentageRises() throws Exception {
		run(Application.class, (projects, client) -> {
			String old = publish(projects, "old");
			String next = upload(projects, "next");
			Set<String> before = Set.of();
			for (String percentage : List.of("0", "25", "50.5", "100")) {
				deploy(projects, old, next, percentage);
				Set<String> now = new TreeSet<>();
				for (int i = 0; i < 40; i++) {
					String key = "client " + i;
					String body = get(client, "shop.example.com", "/", KEY, key).body();
					assertThat(get(client, "shop.example.com", "/", KEY, key).body()).isEqualTo(body);
					if (body.equals("next")) {
						now.add(key);
					}
				}
				assertThat(now).containsAll(before);
				before = now;
				assertThat(now.size()).isBetween(percentage.equals("0") ? 0 : 1, percentage.equals("0") ? 0 : 40);
			}
			assertThat(before).hasSize(40);
		});
	}

	@Test
	void choiceWithoutAKeyIsRandomAndFilesOfBothVersionsAreFound() throws Exception {
		this.properties.put("assets.projects.resolve.version-key", "");
		run(Application.class, (projects, client) -> {
			deploy(projects, publish(projects, "old"), upload(projects, "next"), "50");
			Set<String> bodies = new TreeSet<>();
			await().atMost(Duration.ofSeconds(20)).until(() -> {
				bodies.add(get(client, "shop.example.com", "/").body());
				return bodies.size() == 2;
			});
			for (int i = 0; i < 10; i++) {
				assertThat(get(client, "shop.example.com", "/old.js").body()).isEqualTo("old");
				assertThat(get(client, "shop.example.com", "/next.js").body()).isEqualTo("next");
			}
			assertThat(get(client, "shop.example.com", "/").headers()).doesNotContainKey("vary");
		});
	}

	@Test
	void cookieIsAKey() throws Exception {
		this.properties.put("assets.projects.resolve.version-key", "header:X-Client, cookie:client");
		run(Application.class, (projects, client) -> {
			deploy(projects, publish(projects, "old"), upload(projects, "next"), "50");
			Map<String, String> versions = new LinkedHashMap<>();
			for (int i = 0; i < 20; i++) {
				Response response = get(client, "shop.example.com", "/", "Cookie", "a=b; client=c" + i);
				versions.put("c" + i, response.body());
				assertThat(response.headers()).containsEntry("cache-control", "public, max-age=0, must-revalidate")
					.containsEntry("vary", "X-Client, Cookie");
			}
			assertThat(versions.values()).contains("old", "next");
			for (Map.Entry<String, String> entry : versions.entrySet()) {
				assertThat(
						get(client, "shop.example.com", "/", "X-Client", entry.getKey(), "Cookie", "client=x").body())
					.isEqualTo(entry.getValue());
			}
		});
	}

	/**
	 * The filter of Spring Security, which knows the user, runs after the choice of the
	 * project.
	 */
	@ParameterizedTest
	@EnumSource
	void userIsAKey(Container container) throws Exception {
		this.properties.put("spring.autoconfigure.exclude", container.excluded());
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		this.properties.put("assets.projects.resolve.version-key", "header:X-Client, principal");
		run(Secured.class, (projects, client) -> {
			deploy(projects, publish(projects, "old"), upload(projects, "next"), "50");
			List<String> bodies = new ArrayList<>();
			for (String user : Secured.USERS) {
				String basic = "Basic "
						+ Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
				Response response = get(client, "shop.example.com", "/", "Authorization", basic);
				assertThat(response.headers().get("cache-control")).startsWith("private");
				assertThat(response.headers()).containsKey("x-version");
				bodies.add(response.body());
				for (int i = 0; i < 5; i++) {
					assertThat(get(client, "shop.example.com", "/", "Authorization", basic).body())
						.isEqualTo(response.body());
				}
				assertThat(get(client, "shop.example.com", "/", "X-Client", user).body()).isEqualTo(response.body());
			}
			assertThat(bodies).contains("old", "next");
		});
	}

	@Test
	void sessionIsAKeyAndNoneIsCreated() throws Exception {
		this.properties.put("assets.projects.resolve.version-key", "session");
		run(Application.class, (projects, client) -> {
			deploy(projects, publish(projects, "old"), upload(projects, "next"), "50");
			Response first = get(client, "shop.example.com", "/");
			assertThat(first.headers()).doesNotContainKey("set-cookie")
				.containsEntry("cache-control", "private, max-age=0, must-revalidate");
			String cookie = get(client, "shop.example.com", "/session").headers()
				.get("set-cookie")
				.replaceFirst(";.*", "");
			String body = get(client, "shop.example.com", "/", "Cookie", cookie).body();
			for (int i = 0; i < 20; i++) {
				assertThat(get(client, "shop.example.com", "/", "Cookie", cookie).body()).isEqualTo(body);
			}
		});
	}

	@Test
	void unknownPathMakesAnInstanceLookForANewerDeployment() throws Exception {
		this.properties.put("assets.projects.cache.deployment-time-to-live", "1h");
		run(Application.class, (here, client) -> run(Application.class, (there, other) -> {
			publish(there, "old");
			assertThat(get(client, "shop.example.com", "/").body()).isEqualTo("old");
			String next = publish(there, "next");
			await().atMost(Duration.ofSeconds(20))
				.until(() -> get(client, "shop.example.com", "/next.js").body().equals("next"));
			assertThat(get(client, "shop.example.com", "/").headers()).containsEntry("x-version", next);
			there.setAlias(SHOP, "fix", next, ProjectChange.NONE);
			await().atMost(Duration.ofSeconds(20))
				.until(() -> get(client, "fix-shop.example.com", "/").body().equals("next"));
		}));
	}

	@Test
	void responseWithoutACollectionTellsTheFieldsToo() throws Exception {
		this.properties.put("assets.projects.resolve.preview-header", "X-Preview");
		run(FailingStorage.class, (projects, client) -> {
			publish(projects, "page");
			FailingStorage.storage.fail(true);
			for (String host : List.of("blog.example.com", "fix-login-blog.example.com",
					"fix.blog.preview.example.com")) {
				Response response = get(client, host, "/");
				assertThat(response.status()).as(host).isEqualTo(503);
				assertThat(response.headers().get("vary")).as(host).contains("X-Preview", KEY);
			}
			assertThat(get(client, "blog.example.com", "/", "X-Preview", "next").headers())
				.containsEntry("x-robots-tag", "noindex");
		});
	}

	@Test
	void previewInMemoryIsServedWhileTheStorageFails() throws Exception {
		this.properties.put("assets.projects.cache.unknown-time-to-live", "0");
		run(FailingStorage.class, (projects, client) -> {
			publish(projects, "old");
			String host = upload(projects, "next").substring(0, 8) + "-shop.example.com";
			assertThat(get(client, host, "/").body()).isEqualTo("next");
			FailingStorage.storage.fail(true);
			assertThat(get(client, host, "/").body()).isEqualTo("next");
			assertThat(get(client, "unknown.example.com", "/").status()).isEqualTo(503);
		});
	}

	@Test
	void oneProjectCanAnswerAllRequests() throws Exception {
		this.properties.remove("assets.projects.resolve.host");
		this.properties.put("assets.projects.resolve.project", "shop");
		this.properties.put("assets.projects.resolve.preview-header", "X-Preview");
		this.properties.put("assets.projects.resolve.application-hosts", "admin.example.com");
		run(Application.class, (projects, client) -> {
			assertThat(get(client, "localhost", "/").status()).isEqualTo(404);
			publish(projects, "page");
			String next = upload(projects, "next");
			await().atMost(Duration.ofSeconds(20)).until(() -> get(client, "localhost", "/").body().equals("page"));
			assertThat(get(client, "www.example.com", "/").body()).isEqualTo("page");
			assertThat(get(client, "www.example.com", "/", "X-Preview", next).body()).isEqualTo("next");
			assertThat(get(client, "www.example.com", "/hello").body()).isEqualTo("hello shop");
			assertThat(get(client, "admin.example.com", "/").status()).isEqualTo(404);
			assertThat(get(client, "admin.example.com", "/hello").body()).isEqualTo("hello null");
		});
	}

	@Test
	void applicationNeedsNoFrontEnd() throws Exception {
		this.properties.remove("assets.projects.resolve.host");
		this.properties.put("assets.projects.resolve.project", "shop");
		this.properties.put("assets.projects.resolve.preview-header", "X-Preview");
		this.properties.put("assets.projects.api.enabled", "true");
		run(Application.class, (projects, client) -> {
			assertThat(get(client, "localhost", "/hello").body()).isEqualTo("hello shop");
			assertThat(get(client, "localhost", "/assets-projects/shop/versions").body()).isEqualTo("[]");
			assertThat(get(client, "localhost", "/page.js").status()).isEqualTo(404);
			assertThat(get(client, "localhost", "/hello", "X-Preview", "nope").status()).isEqualTo(404);
		});
		run(FailingStorage.class, (projects, client) -> {
			FailingStorage.storage.fail(true);
			assertThat(get(client, "localhost", "/hello").body()).isEqualTo("hello shop");
			assertThat(get(client, "localhost", "/page.js").status()).isEqualTo(503);
		});
	}

	@Test
	void applicationWithoutAFrontEndKeepsItsRules() throws Exception {
		this.properties.remove("assets.projects.resolve.host");
		this.properties.put("assets.projects.resolve.project", "shop");
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		run(Secured.class, (projects, client) -> {
			assertThat(get(client, "localhost", "/hello").status()).isEqualTo(401);
			assertThat(get(client, "localhost", "/page.js").status()).isEqualTo(404);
		});
	}

	@Test
	void settingsDivideTheRequestsOfAProject() throws Exception {
		run(Application.class, (projects, client) -> {
			ProjectFiles files = files("hello", "file", "index.html", "index", "200.html", "fallback");
			ProjectSettings settings = ProjectSettings.DEFAULTS
				.withNotFoundHandling(NotFoundHandling.SINGLE_PAGE_APPLICATION)
				.withFallbackPage("/200.html");
			projects.publish(SHOP, files, settings);
			assertThat(get(client, "shop.example.com", "/hello").body()).isEqualTo("file");
			assertThat(get(client, "shop.example.com", "/").body()).isEqualTo("index");
			assertThat(get(client, "shop.example.com", "/deep").body()).isEqualTo("fallback");
			assertThat(get(client, "shop.example.com", "/app.js", "Sec-Fetch-Dest", "script").body())
				.isEqualTo("fallback");
			projects.publish(SHOP, files, settings.withRunWorkerFirst("true"));
			assertThat(get(client, "shop.example.com", "/hello").body()).isEqualTo("hello shop");
			projects.publish(SHOP, files, settings.withRunWorkerFirst("/hel*", "!/hello"));
			assertThat(get(client, "shop.example.com", "/hello").body()).isEqualTo("file");
			assertThat(get(client, "shop.example.com", "/help").status()).isEqualTo(404);
			projects.publish(SHOP, files, settings.withRouting(RoutingMode.SPRING));
			assertThat(get(client, "shop.example.com", "/hello").body()).isEqualTo("file");
			assertThat(get(client, "shop.example.com", "/deep", "Accept", "text/html").body()).isEqualTo("fallback");
			assertThat(get(client, "shop.example.com", "/app.js", "Sec-Fetch-Dest", "script").status()).isEqualTo(404);
			assertThat(get(client, "localhost", "/hello").body()).isEqualTo("hello null");
		});
	}

	@Test
	void settingsOfAProjectDoNotReachThePathsOfTheApplication() throws Exception {
		this.properties.put("assets.projects.api.enabled", "true");
		run(Application.class, (projects, client) -> {
			ProjectFiles files = files("actuator/health", "stolen", "assets-projects/shop/versions", "stolen", "error",
					"stolen", "index.html", "stolen");
			for (RoutingMode mode : RoutingMode.values()) {
				projects.publish(SHOP, files,
						ProjectSettings.DEFAULTS.withNotFoundHandling(NotFoundHandling.SINGLE_PAGE_APPLICATION)
							.withRunWorkerFirst("/x", "!/*")
							.withRouting(mode));
				for (String host : List.of("shop.example.com", "localhost", "www.example.org")) {
					assertThat(get(client, host, "/actuator/health", "Sec-Fetch-Mode", "navigate").body()).as(host)
						.contains("UP");
					assertThat(get(client, host, "/assets-projects/shop/versions").body()).as(host)
						.doesNotContain("stolen");
				}
				assertThat(get(client, "localhost", "/hello").body()).isEqualTo("hello null");
				assertThat(get(client, "localhost", "/").body()).doesNotContain("stolen");
			}
		});
	}

	@Test
	void controllerIsToldTheProjectAndGetsItsAssets() throws Exception {
		run(Application.class, (projects, client) -> {
			String version = publish(projects, "page");
			assertThat(get(client, "shop.example.com", "/binding").body()).isEqualTo("page");
			assertThat(get(client, version.substring(0, 8) + "-shop.example.com", "/binding").body()).isEqualTo("page");
			assertThat(get(client, "localhost", "/binding").status()).isEqualTo(404);
			assertThat(get(client, "shop.example.com", "/hello").body()).isEqualTo("hello shop");
			assertThat(get(client, "localhost", "/hello").body()).isEqualTo("hello null");
			Response response = get(client, "shop.example.com", "/hello");
			assertThat(response.headers()).hasEntrySatisfying("vary", (vary) -> assertThat(vary).contains(KEY));
		});
	}

	@Test
	void previewsCanBeKeptForPeopleWhoHaveSignedIn() throws Exception {
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		this.properties.put("assets.projects.resolve.preview-header", "X-Preview");
		run(Secured.class, (projects, client) -> {
			String version = publish(projects, "page");
			String basic = "Basic "
					+ Base64.getEncoder().encodeToString("user0:secret".getBytes(StandardCharsets.UTF_8));
			String host = version.substring(0, 8) + "-shop.example.com";
			assertThat(get(client, "shop.example.com", "/").body()).isEqualTo("page");
			assertThat(get(client, host, "/").status()).isEqualTo(401);
			assertThat(get(client, host, "/", "Authorization", basic).body()).isEqualTo("page");
			assertThat(get(client, "nope-shop.example.com", "/").status()).isEqualTo(401);
			assertThat(get(client, "shop.example.com", "/", "X-Preview", version).status()).isEqualTo(401);
			assertThat(get(client, "shop.example.com", "/", "X-Preview", version, "Authorization", basic).body())
				.isEqualTo("page");
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

	@Import(Application.class)
	static class FailingStorage {

		static BreakingStorage storage;

		@Bean
		AssetStorage storage(Environment environment) {
			storage = new BreakingStorage(
					new DirectoryStorage(Path.of(environment.getRequiredProperty("assets.storage.directory"))));
			return storage;
		}

	}

	@Import(Application.class)
	static class Secured {

		private static final List<String> USERS = List.of("user0", "user1", "user2", "user3", "user4", "user5", "user6",
				"user7", "user8", "user9", "user10", "user11", "user12", "user13", "user14", "user15");

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.httpBasic(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.requestMatchers(ProjectsRequest.toPreviews())
					.authenticated()
					.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.anyRequest()
					.denyAll())
				.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(USERS.stream()
				.map((name) -> User.withUsername(name).password("secret").roles("USER").build())
				.toList());
		}

	}

	@RestController
	static class Controller {

		private final Assets assets;

		Controller(Assets assets) {
			this.assets = assets;
		}

		@GetMapping("/hello")
		String hello(HttpServletRequest request) {
			return "hello " + AssetProjects.current(request);
		}

		@GetMapping("/binding")
		ResponseEntity<Resource> binding() {
			return this.assets.fetch("/");
		}

		@GetMapping("/fail")
		String fail() {
			throw new IllegalStateException("The controller fails");
		}

		@GetMapping("/session")
		String session(HttpServletRequest request) {
			return request.getSession(true).getId();
		}

	}

}
