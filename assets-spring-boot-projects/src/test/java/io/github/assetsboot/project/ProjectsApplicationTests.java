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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.security.AssetsRequest;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.RedisServer;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Many projects in one application.
 *
 * @author the Assets for Spring Boot authors
 */
class ProjectsApplicationTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final ProjectId BLOG = new ProjectId("blog");

	private static final ProjectSettings SPA = ProjectSettings.DEFAULTS
		.withNotFoundHandling(NotFoundHandling.SINGLE_PAGE_APPLICATION);

	private static final ProjectSettings IMMUTABLE_SCRIPT = new ProjectSettings(HtmlHandling.AUTO_TRAILING_SLASH,
			NotFoundHandling.SINGLE_PAGE_APPLICATION, List.of("/app.js"));

	private static final String SCRIPT = "let a = 1;".repeat(1000);

	@TempDir
	private Path directory;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void prepare() {
		this.properties.put("assets.projects.enabled", "true");
		this.properties.put("assets.storage.directory", this.directory.toString());
		this.properties.put("assets.projects.resolve.host", "{project}.example.com");
		this.properties.put("assets.projects.cache.deployment-time-to-live", "0");
	}

	private void run(Class<?> application, Scenario scenario) throws Exception {
		try (ConfigurableApplicationContext context = Applications.start(application, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			scenario.run(context.getBean(AssetProjects.class), client);
		}
	}

	private static ProjectFiles files(Map<String, String> files) {
		return (visitor) -> {
			for (Map.Entry<String, String> file : files.entrySet()) {
				visitor.file(file.getKey(), StorageContent.of(file.getValue().getBytes(StandardCharsets.UTF_8)));
			}
		};
	}

	private static void publishBoth(AssetProjects projects) throws IOException {
		projects
			.publish(SHOP,
					files(Map.of("index.html", "the shop", "app.js", SCRIPT, "_headers", "/*\n  X-Project: shop\n",
							"_redirects", "/old /new 301\n/home /index.html 301\n", "folder/index.html", "folder")),
					SPA);
		projects.publish(BLOG, files(Map.of("index.html", "the blog", "404.html", "no such post")),
				ProjectSettings.DEFAULTS.withNotFoundHandling(NotFoundHandling._404_PAGE));
	}

	private static Response get(SocketClient client, String host, String target, String... headers) throws IOException {
		Map<String, String> all = new LinkedHashMap<>(Map.of("Host", host));
		for (int i = 0; i < headers.length; i += 2) {
			all.put(headers[i], headers[i + 1]);
		}
		return client.send("GET", target, all);
	}

	@Test
	void hostTellsTheProject() throws Exception {
		run(Application.class, (projects, client) -> {
			publishBoth(projects);
			assertThat(get(client, "shop.example.com", "/").body()).isEqualTo("the shop");
			assertThat(get(client, "shop.example.com:8080", "/deep/link").body()).isEqualTo("the shop");
			assertThat(get(client, "shop.example.com", "/").headers()).containsEntry("x-project", "shop");
			assertThat(get(client, "BLOG.example.com", "/").body()).isEqualTo("the blog");
			assertThat(get(client, "blog.example.com", "/").headers()).doesNotContainKey("x-project");
			assertThat(get(client, "blog.example.com", "/nope", "Sec-Fetch-Mode", "navigate").body())
				.isEqualTo("no such post");
			assertThat(get(client, "shop.example.com", "/folder").headers()).containsEntry("location", "/folder/");
			assertThat(get(client, "shop.example.com", "/old").headers()).containsEntry("location", "/new");
		});
	}

	@ParameterizedTest
	@CsvSource({ "nobody.example.com, 404", "a.b.example.com, 404", "-.example.com, 400", "..example.com, 400",
			"example.com, 404", "shop.example.com.evil.org, 404", "localhost, 404" })
	void otherHostsAreTheApplicationsOrNobodys(String host, int status) throws Exception {
		run(Application.class, (projects, client) -> {
			publishBoth(projects);
			assertThat(get(client, host, "/app.js").status()).isEqualTo(status);
			assertThat(get(client, "localhost", "/hello").body()).isEqualTo("hello");
		});
	}

	@Test
	void cachesDoNotKeepThatAProjectIsMissing() throws Exception {
		run(Application.class, (projects, client) -> assertThat(get(client, "nobody.example.com", "/app.js").headers())
			.containsEntry("cache-control", "no-store"));
	}

	@Test
	void everythingOfDeliveryHolds() throws Exception {
		run(Application.class, (projects, client) -> {
			publishBoth(projects);
			Response whole = get(client, "shop.example.com", "/app.js");
			assertThat(whole.body()).isEqualTo(SCRIPT);
			assertThat(whole.headers()).containsEntry("content-type", "text/javascript;charset=utf-8")
				.containsEntry("cache-control", "public, max-age=0, must-revalidate")
				.containsEntry("vary", "Accept-Encoding, Cloudflare-Workers-Version-Key");
			String tag = whole.headers().get("etag");
			assertThat(get(client, "shop.example.com", "/app.js", "If-None-Match", tag).status()).isEqualTo(304);
			Response part = get(client, "shop.example.com", "/app.js", "Range", "bytes=4-6");
			assertThat(part.status()).isEqualTo(206);
			assertThat(part.body()).isEqualTo(SCRIPT.substring(4, 7));
			Response gzip = get(client, "shop.example.com", "/app.js", "Accept-Encoding", "gzip");
			assertThat(gzip.headers()).containsEntry("content-encoding", "gzip")
				.hasEntrySatisfying("etag",
						(coded) -> assertThat(coded).startsWith(tag.substring(0, 17) + "-gz-").hasSize(38));
			assertThat(client.send("POST", "/app.js", Map.of("Host", "shop.example.com")).status()).isEqualTo(405);
		});
	}

	@Test
	void largeFileIsStreamedAndItsPartsAreReadFromTheStorage() throws Exception {
		this.properties.put("assets.projects.cache.memory", "64KB");
		String large = "0123456789".repeat(300_000);
		run(Application.class, (projects, client) -> {
			projects.publish(SHOP, files(Map.of("large.bin", large)), SPA);
			assertThat(get(client, "shop.example.com", "/large.bin").body()).isEqualTo(large);
			assertThat(get(client, "shop.example.com", "/large.bin", "Range", "bytes=2999990-").body())
				.isEqualTo("0123456789");
			assertThat(get(client, "shop.example.com", "/large.bin", "Range", "bytes=0-2,10-12,2000000-2000003").body())
				.contains("012", "0123");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void hostWithADotAtItsEndIsTheSameHost(boolean jetty) throws Exception {
		if (jetty) {
			this.properties.put("spring.autoconfigure.exclude",
					"org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration");
		}
		run(Application.class, (projects, client) -> {
			publishBoth(projects);
			assertThat(get(client, "shop.example.com.", "/").body()).isEqualTo("the shop");
			assertThat(get(client, "shop.example.com.:8080", "/deep/link").body()).isEqualTo("the shop");
			assertThat(get(client, "nobody.example.com.", "/").status()).isEqualTo(404);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "{project}.exa$mple.com", "{project}.example.com, {version}.{project}..example.com" })
	void hostThatNeverMatchesStopsTheStart(String host) {
		this.properties.put("assets.projects.resolve.host", host);
		assertThatThrownBy(() -> Applications.start(Application.class, this.properties)).rootCause()
			.hasMessageContaining("Invalid value '" + host + "' for property 'assets.projects.resolve.host': ")
			.hasMessageContaining("never matches a host");
	}

	@Test
	void versionIsAskedForByHostOrHeader() throws Exception {
		this.properties.remove("assets.projects.resolve.host");
		this.properties.put("assets.projects.resolve.host[0]", "{project}.example.com");
		this.properties.put("assets.projects.resolve.host[1]", "{version}.{project}.preview.example.com");
		this.properties.put("assets.projects.resolve.preview-header", "X-Version");
		run(Application.class, (projects, client) -> {
			publishBoth(projects);
			ProjectVersion next = projects.upload(SHOP, files(Map.of("index.html", "the next shop")), SPA);
			projects.setAlias(SHOP, "next", next.id(), ProjectChange.NONE);
			assertThat(get(client, "shop.example.com", "/").body()).isEqualTo("the shop");
			assertThat(get(client, "next.shop.preview.example.com", "/").body()).isEqualTo("the next shop");
			assertThat(get(client, next.id() + ".shop.preview.example.com", "/").body()).isEqualTo("the next shop");
			assertThat(get(client, next.id().substring(0, 8) + ".shop.preview.example.com", "/").body())
				.isEqualTo("the next shop");
			assertThat(get(client, "nope.shop.preview.example.com", "/").status()).isEqualTo(404);
			assertThat(get(client, "shop.example.com", "/", "X-Version", "next").body()).isEqualTo("the next shop");
			assertThat(get(client, "shop.example.com", "/", "X-Version", "../x").status()).isEqualTo(404);
		});
	}

	@Test
	void everyResponseTellsTheFieldsThatChooseAVersion() throws Exception {
		this.properties.put("assets.projects.resolve.preview-header", "X-Version");
		this.properties.put("assets.projects.resolve.version-key", "header:X-Key");
		run(Application.class, (projects, client) -> {
			projects.publish(SHOP, files(Map.of("index.html", "the shop", "app.js", SCRIPT, "_redirects", "/old /new\n",
					"_headers", "/app.js\n  Vary: Origin\n")), IMMUTABLE_SCRIPT);
			for (String target : List.of("/", "/app.js", "/old", "/deep/link")) {
				Response response = get(client, "shop.example.com", target);
				assertThat(response.headers().get("vary")).as(target).contains("X-Version", "X-Key");
				assertThat(response.headers().getOrDefault("cache-control", "")).as(target).doesNotContain("no-cache");
			}
			assertThat(get(client, "shop.example.com", "/app.js").headers().get("vary")).contains("Origin");
			assertThat(get(client, "nobody.example.com", "/").headers().get("vary")).contains("X-Version");
			assertThat(get(client, "localhost", "/").headers().getOrDefault("vary", "")).doesNotContain("X-Version");
			Response page = get(client, "shop.example.com", "/");
			Response notModified = get(client, "shop.example.com", "/", "If-None-Match", page.headers().get("etag"));
			assertThat(notModified.status()).isEqualTo(304);
			assertThat(notModified.headers().get("vary")).contains("X-Version", "X-Key");
		});
	}

	@Test
	void versionThatARequestFieldChoosesIsNotShared() throws Exception {
		this.properties.put("assets.projects.resolve.preview-header", "X-Version");
		run(Application.class, (projects, client) -> {
			ProjectVersion version = projects.publish(SHOP, files(Map.of("index.html", "the shop", "app.js", SCRIPT)),
					IMMUTABLE_SCRIPT);
			for (String target : List.of("/", "/app.js", "/index.html", "/deep/link")) {
				assertThat(get(client, "shop.example.com", target, "X-Version", version.id()).headers()).as(target)
					.containsEntry("cache-control", "private, no-cache");
			}
			assertThat(get(client, "shop.example.com", "/app.js").headers().get("cache-control")).contains("immutable");
		});
	}

	@Test
	void pagesArePrivateWhereTheAddressIsAKey() throws Exception {
		this.properties.put("assets.projects.resolve.version-key", "cookie:client, address");
		run(Application.class, (projects, client) -> {
			projects.publish(SHOP, files(Map.of("index.html", "the shop", "app.js", SCRIPT)), IMMUTABLE_SCRIPT);
			assertThat(get(client, "shop.example.com", "/").headers().get("cache-control"))
				.isEqualTo("private, max-age=0, must-revalidate");
			assertThat(get(client, "shop.example.com", "/app.js").headers().get("cache-control")).contains("public",
					"immutable");
			assertThat(get(client, "shop.example.com", "/").headers().get("vary")).contains("Cookie");
		});
	}

	@Test
	void pathTellsTheProject() throws Exception {
		this.properties.remove("assets.projects.resolve.host");
		this.properties.put("assets.projects.resolve.path", "/sites/{project}");
		this.properties.put("server.servlet.context-path", "/app");
		run(Application.class, (projects, client) -> {
			publishBoth(projects);
			assertThat(get(client, "localhost", "/app/sites/shop/").body()).isEqualTo("the shop");
			assertThat(get(client, "localhost", "/app/sites/shop").headers()).containsEntry("location",
					"/app/sites/shop/");
			assertThat(get(client, "localhost", "/app/sites/shop/folder").headers()).containsEntry("location",
					"/app/sites/shop/folder/");
			assertThat(get(client, "localhost", "/app/sites/shop/old").headers()).containsEntry("location",
					"/app/sites/shop/new");
			assertThat(get(client, "localhost", "/app/sites/blog/").body()).isEqualTo("the blog");
			assertThat(get(client, "localhost", "/app/sites/blog/../shop/").body()).isNotEqualTo("the blog");
			assertThat(get(client, "localhost", "/app/sites/nobody/").status()).isEqualTo(404);
			assertThat(get(client, "localhost", "/app/hello").body()).isEqualTo("hello");
		});
	}

	@Test
	void headerTellsTheProject() throws Exception {
		this.properties.remove("assets.projects.resolve.host");
		this.properties.put("assets.projects.resolve.header", "X-Project");
		run(Application.class, (projects, client) -> {
			publishBoth(projects);
			assertThat(get(client, "localhost", "/", "X-Project", "shop").body()).isEqualTo("the shop");
			assertThat(get(client, "localhost", "/", "X-Project", "../shop").status()).isEqualTo(404);
		});
	}

	@Test
	void whatOneInstancePublishesAnotherOneServes() throws Exception {
		run(Application.class, (here, client) -> run(Application.class, (there, other) -> {
			there.publish(SHOP, files(Map.of("index.html", "first", "app-1.js", "1")), SPA);
			assertThat(get(client, "shop.example.com", "/").body()).isEqualTo("first");
			there.publish(SHOP, files(Map.of("index.html", "second", "app-2.js", "2")), SPA);
			for (SocketClient each : new SocketClient[] { client, other }) {
				assertThat(get(each, "shop.example.com", "/").body()).isEqualTo("second");
				assertThat(get(each, "shop.example.com", "/app-1.js").body()).isEqualTo("1");
				assertThat(get(each, "shop.example.com", "/app-2.js").body()).isEqualTo("2");
			}
		}));
	}

	@Test
	void projectsAreKeptInRedis() throws Exception {
		try (RedisServer server = RedisServer.start()) {
			this.properties.put("assets.storage.type", "redis");
			this.properties.put("spring.data.redis.host", "127.0.0.1");
			this.properties.put("spring.data.redis.port", String.valueOf(server.port()));
			this.properties.put("spring.data.redis.timeout", "500ms");
			run(Application.class, (projects, client) -> {
				publishBoth(projects);
				assertThat(get(client, "shop.example.com", "/app.js").body()).isEqualTo(SCRIPT);
				server.kill();
				assertThat(get(client, "shop.example.com", "/app.js").body()).isEqualTo(SCRIPT);
				assertThat(get(client, "shop.example.com", "/folder/").status()).isEqualTo(503);
				assertThat(get(client, "blog.example.com", "/").status()).isEqualTo(503);
			});
		}
	}

	@Test
	void failingStorageIsUnavailableAndNotMissing() throws Exception {
		run(FailingStorage.class, (projects, client) -> {
			FailingStorage.storage.fail(false);
			publishBoth(projects);
			assertThat(get(client, "shop.example.com", "/").body()).isEqualTo("the shop");
			FailingStorage.storage.fail(true);
			assertThat(get(client, "shop.example.com", "/").body()).isEqualTo("the shop");
			Response unread = get(client, "shop.example.com", "/app.js");
			assertThat(unread.status()).isEqualTo(503);
			assertThat(unread.headers()).containsKey("retry-after");
			Response unknown = get(client, "blog.example.com", "/");
			assertThat(unknown.status()).isEqualTo(503);
			assertThat(unknown.headers()).containsKey("retry-after").containsEntry("cache-control", "no-store");
		});
	}

	@Test
	void contentThatTheStorageHasLostOrChangedIsUnavailableAndNeverAnotherOne() throws Exception {
		run(Application.class, (projects, client) -> {
			publishBoth(projects);
			AssetStorage storage = new DirectoryStorage(this.directory);
			List<String> contents = new ArrayList<>();
			storage.list("project/shop/assets/", contents::add);
			for (String key : contents) {
				storage.write(key, StorageContent.of(new byte[] { 1, 2, 3 }));
			}
			assertThat(get(client, "shop.example.com", "/app.js").status()).isEqualTo(503);
			storage.delete(contents);
			Response lost = get(client, "shop.example.com", "/");
			assertThat(lost.status()).isEqualTo(503);
			assertThat(lost.headers()).containsKey("retry-after").doesNotContainKey("etag");
			assertThat(get(client, "blog.example.com", "/").body()).isEqualTo("the blog");
			publishBoth(projects);
			assertThat(get(client, "shop.example.com", "/").body()).isEqualTo("the shop");
		});
	}

	@Test
	void cachesAreMeasuredAndTheStorageHasAHealth() throws Exception {
		this.properties.put("management.endpoints.web.exposure.include", "health,metrics");
		this.properties.put("management.endpoint.health.show-details", "always");
		run(FailingStorage.class, (projects, client) -> {
			publishBoth(projects);
			get(client, "shop.example.com", "/app.js");
			get(client, "shop.example.com", "/app.js");
			assertThat(get(client, "localhost", "/actuator/metrics/cache.gets?tag=cache:assets.contents&tag=result:hit")
				.body()).contains("\"value\":1.0");
			assertThat(get(client, "localhost", "/actuator/metrics/assets.contents.bytes").body())
				.containsPattern("\"value\":10\\d{3}\\.0");
			assertThat(get(client, "localhost", "/actuator/health").body())
				.containsPattern("\"assets\":\\{\"details\":\\{[^}]*},\"status\":\"UP\"");
			FailingStorage.storage.fail(true);
			assertThat(get(client, "localhost", "/actuator/health").body())
				.containsPattern("\"assets\":\\{\"details\":\\{[^}]*},\"status\":\"DOWN\"");
		});
	}

	@Test
	void rulesOfAProjectDoNotCountAsTheApplications(@TempDir Path site) throws Exception {
		Files.writeString(site.resolve("index.html"), "the application");
		Files.writeString(site.resolve("_headers"), "/*\n  X-Project: none\n");
		this.properties.put("assets.directory", site.toString());
		this.properties.put("management.endpoints.web.exposure.include", "assets");
		run(Application.class, (projects, client) -> {
			publishBoth(projects);
			assertThat(get(client, "shop.example.com", "/").headers()).containsEntry("x-project", "shop");
			assertThat(get(client, "localhost", "/actuator/assets").body()).contains("\"hits\":0");
			assertThat(get(client, "localhost", "/").headers()).containsEntry("x-project", "none");
			assertThat(get(client, "localhost", "/actuator/assets").body()).contains("\"hits\":1");
		});
	}

	@Test
	void apiIsOffUnlessItIsSwitchedOn() throws Exception {
		run(Application.class,
				(projects, client) -> assertThat(get(client, "localhost", "/assets-projects/shop/versions").status())
					.isEqualTo(404));
		this.properties.put("assets.projects.api.enabled", "true");
		this.properties.put("assets.projects.api.path", "/publish");
		this.properties.put("assets.run-worker-first", "/api/*");
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put("assets.directory", "classpath:/environment/site/");
		run(Application.class, (projects, client) -> {
			publishBoth(projects);
			assertThat(get(client, "localhost", "/publish/shop/versions").body()).contains("\"percentage\":100");
			assertThat(get(client, "localhost", "/publish/shop/versions", "Sec-Fetch-Mode", "navigate").body())
				.contains("\"percentage\":100");
			assertThat(get(client, "localhost", "/assets-projects/shop/versions").body()).isEqualTo("fallback page");
		});
	}

	@Test
	void securityRulesAskAboutTheProjectsFiles() throws Exception {
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		run(Secured.class, (projects, client) -> {
			publishBoth(projects);
			assertThat(get(client, "shop.example.com", "/app.js").body()).isEqualTo(SCRIPT);
			assertThat(get(client, "shop.example.com", "/deep/link").status()).isEqualTo(403);
			assertThat(get(client, "localhost", "/app.js").status()).isEqualTo(403);
			assertThat(get(client, "nobody.example.com", "/app.js").status()).isEqualTo(403);
		});
	}

	@ParameterizedTest
	@EnumSource
	void controllersAreKeptAwayFromTheHostsOfProjects(Container container) throws Exception {
		this.properties.put("spring.autoconfigure.exclude", container.excluded());
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		this.properties.put("assets.projects.api.enabled", "true");
		this.properties.put("assets.projects.resolve.application-hosts", "www.example.com");
		run(SitesApart.class, (projects, client) -> {
			publishBoth(projects);
			for (String host : List.of("shop.example.com", "SHOP.Example.COM", "shop.example.com.",
					"shop.example.com.:80", "Shop.example.com:8080", "blog.example.com", "shop.EXAMPLE.com.:8080")) {
				Response denied = get(client, host, "/hello");
				assertThat(denied.status()).as(host).isEqualTo(404);
				assertThat(denied.body()).as(host).contains("\"status\":404", "/hello");
				assertThat(denied.has("set-cookie")).as("a session on " + host).isFalse();
				assertThat(get(client, host, "/assets-projects/shop/versions").status()).as(host).isEqualTo(403);
				assertThat(get(client, host, "http://" + host + "/hello").status()).as(host).isEqualTo(404);
				assertThat(client.send("POST", "/hello", Map.of("Host", host)).status()).as(host).isEqualTo(404);
				assertThat(get(client, host, "/").status()).as(host).isEqualTo(200);
			}
			for (String host : List.of("nobody.example.com", "NOBODY.example.com.", "api.example.com.:80")) {
				assertThat(get(client, host, "/hello").status()).as(host).isEqualTo(404);
				assertThat(get(client, host, "/assets-projects/shop/versions").status()).as(host).isEqualTo(403);
			}
			for (String host : List.of("localhost", "www.example.com", "WWW.example.com.:80")) {
				assertThat(get(client, host, "/hello").body()).as(host).isEqualTo("hello");
				assertThat(get(client, host, "/assets-projects/shop/versions").status()).as(host).isEqualTo(200);
			}
		});
	}

	@Test
	void pathOfAProjectIsForAProject() throws Exception {
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		this.properties.put("assets.projects.resolve.host", "");
		this.properties.put("assets.projects.resolve.path", "/sites/{project}");
		run(SitesApart.class, (projects, client) -> {
			publishBoth(projects);
			assertThat(get(client, "localhost", "/sites/shop/").body()).isEqualTo("the shop");
			assertThat(get(client, "localhost", "/sites/shop/hello").status()).isEqualTo(404);
			assertThat(get(client, "localhost", "/hello").body()).isEqualTo("hello");
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

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class FailingStorage {

		static BreakingStorage storage;

		@Bean
		AssetStorage storage(Environment environment) {
			storage = new BreakingStorage(
					new DirectoryStorage(Path.of(environment.getRequiredProperty("assets.storage.directory"))));
			return storage;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Secured {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.authorizeHttpRequests(
					(requests) -> requests.requestMatchers(AssetsRequest.toFiles()).permitAll().anyRequest().denyAll())
				.build();
		}

	}

	@RestController
	static class PathController {

		@GetMapping("/sites/{project}/hello")
		String hello() {
			return "hello";
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import({ Controller.class, PathController.class })
	static class SitesApart {

		@Bean
		@Order(0)
		SecurityFilterChain projectsApi(HttpSecurity http) {
			return http.securityMatcher("/assets-projects/**")
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toProject())
					.denyAll()
					.anyRequest()
					.permitAll())
				.csrf((csrf) -> csrf.disable())
				.build();
		}

		@Bean
		@Order(1)
		SecurityFilterChain sites(HttpSecurity http) {
			return http.securityMatcher(AssetsRequest.toProject())
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.dispatcherTypeMatchers(DispatcherType.ERROR)
					.permitAll()
					.anyRequest()
					.denyAll())
				.exceptionHandling(
						(denied) -> denied.authenticationEntryPoint((request, response, ex) -> response.sendError(404)))
				.csrf((csrf) -> csrf.disable())
				.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
				.build();
		}

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

	}

}
