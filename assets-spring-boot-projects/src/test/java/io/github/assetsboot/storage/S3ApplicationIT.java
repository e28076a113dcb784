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

package io.github.assetsboot.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.project.AssetProjects;
import io.github.assetsboot.project.ProjectChange;
import io.github.assetsboot.project.ProjectConflictException;
import io.github.assetsboot.project.ProjectFiles;
import io.github.assetsboot.project.ProjectId;
import io.github.assetsboot.project.ProjectSettings;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications whose projects are in S3.
 *
 * @author the Assets for Spring Boot authors
 */
class S3ApplicationIT {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final String SCRIPT = "let a = 1;".repeat(1000);

	private static final String LARGE = "0123456789".repeat(300_000);

	private final Map<String, String> properties = new LinkedHashMap<>();

	private S3Server server;

	@BeforeEach
	void prepare() throws IOException {
		this.server = S3Server.start();
		this.properties.put("assets.projects.enabled", "true");
		this.properties.put("assets.storage.type", "s3");
		this.properties.put("assets.storage.s3.bucket", S3Server.BUCKET);
		this.properties.put("assets.storage.s3.endpoint", this.server.endpoint().toString());
		this.properties.put("assets.storage.s3.access-key", S3Server.ACCESS_KEY);
		this.properties.put("assets.storage.s3.secret-key", S3Server.SECRET_KEY);
		this.properties.put("assets.storage.s3.timeout", "3s");
		this.properties.put("assets.projects.resolve.host", "{project}.example.com");
		this.properties.put("assets.projects.cache.deployment-time-to-live", "0");
		this.properties.put("assets.projects.cache.memory", "1MB");
		this.properties.put("management.endpoint.health.show-details", "always");
	}

	@AfterEach
	void stop() throws Exception {
		if (this.server != null) {
			this.server.close();
		}
	}

	private void run(Scenario scenario) throws Exception {
		run(Application.class, scenario);
	}

	private void run(Class<?> application, Scenario scenario) throws Exception {
		try (ConfigurableApplicationContext context = Applications.start(application, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			scenario.run(context, client);
		}
	}

	private static void publish(ConfigurableApplicationContext context, Map<String, String> files) throws IOException {
		ProjectFiles source = (visitor) -> {
			for (Map.Entry<String, String> file : files.entrySet()) {
				visitor.file(file.getKey(), StorageContent.of(file.getValue().getBytes(StandardCharsets.UTF_8)));
			}
		};
		context.getBean(AssetProjects.class).publish(SHOP, source, ProjectSettings.DEFAULTS);
	}

	private static void publishWhenOthersHave(ConfigurableApplicationContext context, Map<String, String> files)
			throws IOException {
		while (true) {
			try {
				publish(context, files);
				return;
			}
			catch (ProjectConflictException ex) {
				// it waited long enough already
			}
		}
	}

	private static Response get(SocketClient client, String target, String... headers) throws IOException {
		Map<String, String> all = new LinkedHashMap<>(Map.of("Host", "shop.example.com"));
		for (int i = 0; i < headers.length; i += 2) {
			all.put(headers[i], headers[i + 1]);
		}
		return client.send("GET", target, all);
	}

	@Test
	void everythingOfDeliveryHolds() throws Exception {
		run((context, client) -> {
			publish(context, Map.of("index.html", "the shop", "app.js", SCRIPT, "large.bin", LARGE));
			Response whole = get(client, "/app.js");
			assertThat(whole.body()).isEqualTo(SCRIPT);
			assertThat(get(client, "/app.js", "If-None-Match", whole.headers().get("etag")).status()).isEqualTo(304);
			assertThat(get(client, "/app.js", "Accept-Encoding", "gzip").headers()).containsEntry("content-encoding",
					"gzip");
			Response part = get(client, "/app.js", "Range", "bytes=4-6");
			assertThat(part.status()).isEqualTo(206);
			assertThat(part.body()).isEqualTo(SCRIPT.substring(4, 7));
			assertThat(get(client, "/large.bin").body()).isEqualTo(LARGE);
			assertThat(get(client, "/large.bin", "Range", "bytes=2999990-").body()).isEqualTo("0123456789");
			assertThat(get(client, "/nope").status()).isEqualTo(404);
		});
	}

	@Test
	void whatOneInstancePublishesAnotherOneServes() throws Exception {
		run((here, client) -> run((there, other) -> {
			publish(there, Map.of("index.html", "first", "app-1.js", "1"));
			assertThat(get(client, "/").body()).isEqualTo("first");
			publish(here, Map.of("index.html", "second", "app-2.js", "2"));
			for (SocketClient each : new SocketClient[] { client, other }) {
				assertThat(get(each, "/").body()).isEqualTo("second");
				assertThat(get(each, "/app-1.js").body()).isEqualTo("1");
				assertThat(get(each, "/app-2.js").body()).isEqualTo("2");
			}
		}));
	}

	@Test
	void instancesThatPublishAtATimeDoSoOneAfterTheOther() throws Exception {
		run(Atomic.class, (here, client) -> run(Atomic.class, (there, other) -> {
			List<Callable<Object>> publishers = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				ConfigurableApplicationContext context = (i % 2 == 0) ? here : there;
				Map<String, String> files = Map.of("index.html", "page " + i, "app.js", "script " + i);
				publishers.add(() -> {
					publishWhenOthersHave(context, files);
					return files;
				});
			}
			ExecutorService threads = Executors.newFixedThreadPool(4);
			try {
				for (Future<Object> publisher : threads.invokeAll(publishers, 60, TimeUnit.SECONDS)) {
					publisher.get();
				}
			}
			finally {
				threads.shutdownNow();
			}
			assertThat(here.getBean(AssetProjects.class).versions(SHOP)).hasSize(4);
			String page = get(client, "/").body();
			assertThat(page).startsWith("page ");
			assertThat(get(other, "/").body()).isEqualTo(page);
			assertThat(get(other, "/app.js").body()).isEqualTo(page.replace("page", "script"));
		}));
	}

	@Test
	void garbageIsCollectedAndADeletedProjectLeavesACounter() throws Exception {
		this.properties.put("assets.storage.s3.key-prefix", UUID.randomUUID() + "/");
		run((context, client) -> {
			AssetProjects projects = context.getBean(AssetProjects.class);
			publish(context, Map.of("index.html", "first", "app-1.js", "1"));
			publish(context, Map.of("index.html", "second"));
			publish(context, Map.of("index.html", "third"));
			projects.deleteVersion(SHOP, projects.versions(SHOP).get(2).id(), ProjectChange.NONE);
			assertThat(projects.collectGarbage(SHOP)).isPositive();
			assertThat(projects.projects()).containsExactly(SHOP);
			assertThat(get(client, "/").body()).isEqualTo("third");
			projects.delete(SHOP);
			assertThat(get(client, "/").status()).isEqualTo(404);
			List<String> keys = new ArrayList<>();
			context.getBean(AssetStorage.class).list("project/", keys::add);
			assertThat(keys).as("the counter that is kept").containsExactly("project/shop/manifest");
		});
	}

	@Test
	void storeThatIsAwayMakesUnreadFilesUnavailableUntilItIsBack() throws Exception {
		run((context, client) -> {
			publish(context, Map.of("index.html", "the shop", "app.js", SCRIPT));
			assertThat(get(client, "/").body()).isEqualTo("the shop");
			assertThat(get(client, "/actuator/health", "Host", "localhost").body())
				.contains("\"storage\":\"S3 bucket 'sites'")
				.contains("\"status\":\"UP\"");
			this.server.kill();
			assertThat(get(client, "/").body()).isEqualTo("the shop");
			Response unread = get(client, "/app.js");
			assertThat(unread.status()).isEqualTo(503);
			assertThat(unread.headers()).containsKey("retry-after");
			assertThat(get(client, "/actuator/health", "Host", "localhost").body())
				.containsPattern("\"assets\":\\{\"details\":\\{[^}]*},\"status\":\"DOWN\"");
			this.server.restart();
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(get(client, "/app.js").body()).isEqualTo(SCRIPT));
		});
	}

	private interface Scenario {

		void run(ConfigurableApplicationContext context, SocketClient client) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

	/**
	 * Its conditional writes are carried out in one step, as those of a real store.
	 */
	static class Atomic extends Application {

		@Bean
		S3Client s3Client(@Value("${assets.storage.s3.endpoint}") URI endpoint) {
			return S3Server.connect(endpoint.getPort());
		}

	}

}
