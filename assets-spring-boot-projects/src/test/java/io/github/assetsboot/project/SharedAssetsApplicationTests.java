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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.assetsboot.collection.AssetCollection.Fingerprints;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.RedisServer;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Instances of an application whose collections differ, on one storage.
 *
 * @author the Assets for Spring Boot authors
 */
@Timeout(120)
class SharedAssetsApplicationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Map<String, String> properties = new LinkedHashMap<>();

	private final List<ConfigurableApplicationContext> started = new CopyOnWriteArrayList<>();

	@TempDir
	private Path directory;

	@BeforeEach
	void prepare() throws IOException {
		this.properties.put("spring.application.name", "The shop");
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put("assets.cache.immutable", "/assets/*");
		this.properties.put("assets.sharing.enabled", "true");
		this.properties.put("assets.storage.directory", storage().toString());
		this.properties.put("assets.sharing.refresh-interval", "100ms");
		for (int version = 1; version <= 3; version++) {
			build(version);
		}
	}

	@AfterEach
	void stop() {
		this.started.forEach(ConfigurableApplicationContext::close);
	}

	private Path storage() {
		return this.directory.resolve("storage");
	}

	private Path site(int version) {
		return this.directory.resolve("v" + version);
	}

	private void build(int version) throws IOException {
		file(version, "index.html", "version " + version);
		file(version, "assets/app-" + version + ".js", script(version));
		file(version, "logo.svg", "<svg>" + version + "</svg>");
		file(version, "only-" + version + ".html", "a page");
		file(version, "assets/shared-0.css", "the same in every version");
	}

	private void file(int version, String path, String text) throws IOException {
		Path file = site(version).resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private static String script(int version) {
		return ("let version = " + version + ";").repeat(1000);
	}

	private SocketClient start(int version) {
		return start(Application.class, version);
	}

	private SocketClient start(Class<?> application, int version) {
		this.properties.put("assets.directory", site(version).toString());
		ConfigurableApplicationContext context = Applications.start(application, this.properties);
		this.started.add(context);
		return new SocketClient(Applications.port(context));
	}

	private void stopFirst() {
		this.started.remove(0).close();
	}

	@Test
	void differencesToTheVersionThatIsRetainedAreSent() throws Exception {
		String path = "/assets/index-%s.js";
		String words = new String(Contents.words(8_000), StandardCharsets.US_ASCII);
		file(1, path.formatted("B921BFhg").substring(1), words + "one");
		file(2, path.formatted("C0d3kLmN").substring(1), words + "two");
		this.properties.put("assets.cache.dictionaries", "/assets/*");
		start(1).close();
		try (SocketClient second = start(2)) {
			String[] fields = { "Accept-Encoding", "dcb, dcz", "Available-Dictionary",
					Codings.available((words + "one").getBytes(StandardCharsets.US_ASCII)) };
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> get(second, path.formatted("C0d3kLmN"), fields).has("content-encoding"));
			Response response = get(second, path.formatted("C0d3kLmN"), fields);
			byte[] content = Codings.decode(String.valueOf(response.header("content-encoding")), response.bytes(),
					(words + "one").getBytes(StandardCharsets.US_ASCII));
			assertThat(new String(content, StandardCharsets.US_ASCII)).isEqualTo(words + "two");
		}
	}

	private static Response get(SocketClient client, String target, String... headers) throws IOException {
		Map<String, String> all = new LinkedHashMap<>(Map.of("Host", "localhost"));
		for (int i = 0; i < headers.length; i += 2) {
			all.put(headers[i], headers[i + 1]);
		}
		return client.send("GET", target, all);
	}

	private static String body(SocketClient client, String target) throws IOException {
		Response response = get(client, target);
		assertThat(response.status()).as(target).isEqualTo(200);
		return response.body();
	}

	private static void await(SocketClient client, String target, String expected) throws Exception {
		Instant deadline = Instant.now().plus(PATIENCE);
		while (!get(client, target).body().equals(expected) && Instant.now().isBefore(deadline)) {
			Thread.sleep(20);
		}
		assertThat(body(client, target)).isEqualTo(expected);
	}

	@Test
	void filesOfBothVersionsAreFoundThroughoutARollingDeployment() throws Exception {
		SocketClient old = start(1);
		List<String> failures = new CopyOnWriteArrayList<>();
		Thread visitor = new Thread(() -> {
			try (SocketClient client = new SocketClient(old.port())) {
				while (!Thread.currentThread().isInterrupted()) {
					Response response = get(client, "/assets/app-1.js");
					if (!response.body().equals(script(1))) {
						failures.add(response.toString());
					}
				}
			}
			catch (IOException ex) {
				failures.add(ex.toString());
			}
		});
		visitor.start();
		SocketClient next = start(2);
		for (SocketClient client : List.of(old, next)) {
			assertThat(body(client, "/assets/app-1.js")).isEqualTo(script(1));
			assertThat(body(client, "/assets/app-2.js")).isEqualTo(script(2));
		}
		visitor.interrupt();
		visitor.join();
		assertThat(failures).isEmpty();
		stopFirst();
		assertThat(body(next, "/assets/app-1.js")).isEqualTo(script(1));
		SocketClient latest = start(3);
		for (SocketClient client : List.of(next, latest)) {
			for (int version = 1; version <= 3; version++) {
				assertThat(body(client, "/assets/app-" + version + ".js")).isEqualTo(script(version));
			}
		}
	}

	@Test
	void rollingBackKeepsTheFilesOfBoth() throws Exception {
		start(1);
		SocketClient next = start(2);
		stopFirst();
		SocketClient again = start(1);
		for (SocketClient client : List.of(again, next)) {
			assertThat(body(client, "/assets/app-1.js")).isEqualTo(script(1));
			assertThat(body(client, "/assets/app-2.js")).isEqualTo(script(2));
		}
	}

	@Test
	void eachInstanceHasItsOwnPagesAndItsOwnFilesFirst() throws Exception {
		SocketClient old = start(1);
		SocketClient next = start(2);
		assertThat(body(old, "/")).isEqualTo("version 1");
		assertThat(body(next, "/")).isEqualTo("version 2");
		assertThat(body(old, "/logo.svg")).isEqualTo("<svg>1</svg>");
		assertThat(body(next, "/logo.svg")).isEqualTo("<svg>2</svg>");
		assertThat(body(next, "/only-2")).isEqualTo("a page");
		assertThat(get(next, "/only-1", "Sec-Fetch-Mode", "navigate").body()).isEqualTo("version 2");
		assertThat(get(next, "/assets/app-9.js", "Sec-Fetch-Dest", "script").status()).isEqualTo(404);
	}

	@Test
	void otherVersionsAreDeliveredAsOwnFilesAre() throws Exception {
		start(1);
		SocketClient next = start(2);
		Response whole = get(next, "/assets/app-1.js");
		assertThat(whole.headers()).containsEntry("cache-control", "public, max-age=31536000, immutable")
			.containsEntry("content-type", "text/javascript;charset=utf-8");
		assertThat(get(next, "/assets/app-1.js", "If-None-Match", whole.headers().get("etag")).status()).isEqualTo(304);
		Response range = get(next, "/assets/app-1.js", "Range", "bytes=4-10");
		assertThat(range.status()).isEqualTo(206);
		assertThat(range.body()).isEqualTo("version");
		assertThat(get(next, "/assets/app-1.js", "Accept-Encoding", "gzip").headers()).containsEntry("content-encoding",
				"gzip");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void pageOfAnotherVersionFindsItsFilesByTheirFingerprintsIfTheyAreShared(boolean sharing) throws Exception {
		this.properties.put("assets.sharing.enabled", String.valueOf(sharing));
		this.properties.put("assets.fingerprint.paths", "/*.svg");
		start(1);
		SocketClient next = start(2);
		Response own = get(next, fingerprinted(2));
		assertThat(own.body()).isEqualTo("<svg>2</svg>");
		Response other = get(next, fingerprinted(1));
		assertThat(other.status()).isEqualTo(sharing ? 200 : 404);
		assertThat(other.headers().get("cache-control"))
			.isEqualTo(sharing ? own.headers().get("cache-control") : "no-store");
		assertThat(own.headers()).containsEntry("cache-control", "public, max-age=31536000, immutable");
		if (sharing) {
			assertThat(other.body()).isEqualTo("<svg>1</svg>");
		}
	}

	private static String fingerprinted(int version) {
		byte[] content = ("<svg>" + version + "</svg>").getBytes(StandardCharsets.UTF_8);
		return Fingerprints.insert("/logo.svg", BlobId.of(content).hash().substring(0, 10));
	}

	@Test
	void restartingStoresNothing() throws Exception {
		start(1);
		start(2);
		List<String> keys = keys();
		assertThat(keys).filteredOn((key) -> key.contains("/versions/")).hasSize(2);
		start(2);
		assertThat(keys()).containsExactlyInAnyOrderElementsOf(keys);
	}

	private List<String> keys() throws IOException {
		return keys("application/the-shop/");
	}

	private List<String> keys(String prefix) throws IOException {
		List<String> keys = new ArrayList<>();
		new DirectoryStorage(storage()).list(prefix, keys::add);
		return keys;
	}

	@Test
	void retentionEnds() throws Exception {
		this.properties.put("assets.retention.versions", "2");
		start(1);
		start(2);
		SocketClient latest = start(3);
		assertThat(body(latest, "/assets/app-2.js")).isEqualTo(script(2));
		assertThat(get(latest, "/assets/app-1.js", "Sec-Fetch-Dest", "script").status()).isEqualTo(404);
		assertThat(keys()).filteredOn((key) -> key.contains("/versions/")).hasSize(2);
	}

	@Test
	void changeOfTheDirectoryIsShared() throws Exception {
		this.properties.put("assets.reload", "true");
		SocketClient first = start(1);
		SocketClient other = start(2);
		file(1, "assets/app-1b.js", "changed");
		Files.delete(site(1).resolve("assets/app-1.js"));
		await(first, "/assets/app-1b.js", "changed");
		await(other, "/assets/app-1b.js", "changed");
		for (SocketClient client : List.of(first, other)) {
			assertThat(body(client, "/assets/app-1.js")).isEqualTo(script(1));
			assertThat(body(client, "/assets/app-2.js")).isEqualTo(script(2));
		}
	}

	@Test
	void eachCollectionHasTheFilesOfItsOwnOtherVersions() throws Exception {
		SocketClient old = startWithAdmin(1, 1);
		SocketClient next = startWithAdmin(2, 2);
		await(old, "/admin/assets/app-2.js", "admin 2");
		for (SocketClient client : List.of(old, next)) {
			for (int version = 1; version <= 2; version++) {
				assertThat(body(client, "/assets/app-" + version + ".js")).isEqualTo(script(version));
				assertThat(body(client, "/admin/assets/app-" + version + ".js")).isEqualTo("admin " + version);
				assertThat(body(client, "/admin/assets/admin-" + version + ".js")).isEqualTo("admin " + version);
				assertThat(get(client, "/assets/admin-" + version + ".js", "Sec-Fetch-Dest", "script").status())
					.isEqualTo(404);
			}
		}
		assertThat(get(next, "/admin/assets/shared-0.css", "Sec-Fetch-Dest", "style").status()).isEqualTo(404);
	}

	@Test
	void versionsAreKeptForEachCollectionByItself() throws Exception {
		this.properties.put("assets.retention.versions", "2");
		startWithAdmin(1, 1);
		startWithAdmin(2, 1);
		SocketClient latest = startWithAdmin(3, 2);
		assertThat(get(latest, "/assets/app-1.js", "Sec-Fetch-Dest", "script").status()).isEqualTo(404);
		assertThat(body(latest, "/assets/app-2.js")).isEqualTo(script(2));
		assertThat(body(latest, "/admin/assets/app-1.js")).isEqualTo("admin 1");
		List<String> keys = keys();
		assertThat(keys).filteredOn((key) -> key.contains("/versions/")).hasSize(2);
		assertThat(keys("collection/the-shop/admin/versions/")).hasSize(2);
		startWithAdmin(3, 3);
		assertThat(keys("collection/the-shop/admin/versions/")).hasSize(2);
		assertThat(keys()).containsExactlyInAnyOrderElementsOf(keys);
	}

	@Test
	void applicationNamedLikeACollectionHasFilesOfItsOwn() throws Exception {
		startWithAdmin(1, 1);
		this.properties.keySet().removeIf((name) -> name.startsWith("assets.collections."));
		this.properties.put("spring.application.name", "The shop admin");
		SocketClient other = start(2);
		assertThat(get(other, "/assets/admin-1.js", "Sec-Fetch-Dest", "script").status()).isEqualTo(404);
	}

	private SocketClient startWithAdmin(int version, int adminVersion) throws IOException {
		Path admin = this.directory.resolve("admin" + adminVersion);
		Files.createDirectories(admin.resolve("assets"));
		for (String name : List.of("app-", "admin-")) {
			Files.writeString(admin.resolve("assets/" + name + adminVersion + ".js"), "admin " + adminVersion);
		}
		this.properties.put("assets.collections.admin.base-path", "/admin");
		this.properties.put("assets.collections.admin.directory", admin.toString());
		return start(version);
	}

	@Test
	void otherApplicationHasFilesOfItsOwn() throws Exception {
		start(1);
		this.properties.put("spring.application.name", "blog");
		SocketClient blog = start(2);
		assertThat(get(blog, "/assets/app-1.js", "Sec-Fetch-Dest", "script").status()).isEqualTo(404);
	}

	@Test
	void projectHasNothingOfTheApplication() throws Exception {
		this.properties.put("assets.projects.enabled", "true");
		this.properties.put("assets.projects.resolve.header", "X-Project");
		start(1);
		SocketClient client = start(2);
		AssetProjects projects = this.started.get(1).getBean(AssetProjects.class);
		projects.publish(new ProjectId("the-shop"), ProjectFiles.ofMap(Map.of("a.js", new byte[] { 'a' })),
				ProjectSettings.DEFAULTS);
		assertThat(get(client, "/a.js", "X-Project", "the-shop").body()).isEqualTo("a");
		assertThat(get(client, "/assets/app-1.js", "X-Project", "the-shop").status()).isEqualTo(404);
		assertThat(get(client, "/a.js", "Sec-Fetch-Dest", "script").status()).isEqualTo(404);
	}

	@Test
	void largeFileIsNotShared() throws Exception {
		this.properties.put("assets.sharing.max-file-size", "10KB");
		start(1);
		SocketClient next = start(2);
		assertThat(get(next, "/assets/app-1.js", "Sec-Fetch-Dest", "script").status()).isEqualTo(404);
		assertThat(body(next, "/assets/app-2.js")).isEqualTo(script(2));
	}

	@Test
	void ownFilesAreServedWhateverTheStorageDoes() throws Exception {
		BreakingStorage storage = new BreakingStorage(new DirectoryStorage(storage()));
		FailingStorage.storage = storage;
		SocketClient old = start(1);
		storage.fail(true);
		SocketClient next = start(FailingStorage.class, 2);
		assertThat(body(next, "/assets/app-2.js")).isEqualTo(script(2));
		storage.fail(false);
		await(next, "/assets/app-1.js", script(1));
		await(old, "/assets/app-2.js", script(2));
		storage.fail(true);
		Thread.sleep(300);
		assertThat(body(next, "/assets/app-2.js")).isEqualTo(script(2));
		assertThat(body(next, "/assets/app-1.js")).as("in memory").isEqualTo(script(1));
	}

	@Test
	void storageThatHangsDelaysTheStartForALimitedTimeAndNoFileOfTheInstance() throws Exception {
		this.properties.put("assets.storage.loading.max-wait", "500ms");
		this.properties.put("assets.storage.loading.max-duration", "2s");
		try (HangingStorage storage = HangingStorage.open(HangingStorage.Kind.BEAN, storage())) {
			FailingStorage.storage = storage.storage();
			start(1);
			storage.hang();
			long start = System.nanoTime();
			SocketClient next = start(FailingStorage.class, 2);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(2),
					Duration.ofSeconds(40));
			assertThat(body(next, "/assets/app-2.js")).isEqualTo(script(2));
			assertThat(get(next, "/assets/app-1.js", "Sec-Fetch-Dest", "script").status()).isEqualTo(404);
			storage.goOn();
			await(next, "/assets/app-1.js", script(1));
			storage.hang();
			assertThat(body(next, "/assets/app-1.js")).as("in memory").isEqualTo(script(1));
			assertThat(get(next, "/assets/shared-0.css").status()).as("its own").isEqualTo(200);
			storage.goOn();
		}
	}

	@Test
	void filesAreSharedInRedis() throws Exception {
		try (RedisServer server = RedisServer.start()) {
			this.properties.put("assets.storage.type", "redis");
			this.properties.put("spring.data.redis.host", "127.0.0.1");
			this.properties.put("spring.data.redis.port", String.valueOf(server.port()));
			this.properties.put("spring.data.redis.timeout", "500ms");
			SocketClient old = start(1);
			SocketClient next = start(2);
			assertThat(body(next, "/assets/app-1.js")).isEqualTo(script(1));
			server.kill();
			assertThat(body(next, "/assets/app-2.js")).isEqualTo(script(2));
			assertThat(get(old, "/assets/app-2.js").status()).as("never asked for").isEqualTo(503);
			stop();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "!" })
	void applicationNeedsAName(String name) {
		this.properties.put("spring.application.name", name);
		assertThatException().isThrownBy(() -> start(1))
			.havingRootCause()
			.withMessageContaining("Invalid value '" + name + "' for property 'spring.application.name'");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class FailingStorage {

		private static AssetStorage storage;

		@Bean
		AssetStorage failingStorage() {
			return storage;
		}

	}

}
