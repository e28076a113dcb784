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
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compression dictionaries of projects: the differences to earlier versions of a project
 * are made when a version is published, and go with it.
 */
class ProjectDictionariesTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final ProjectId BLOG = new ProjectId("blog");

	private static final ProjectSettings SETTINGS = ProjectSettings.DEFAULTS.withImmutable("/assets/*")
		.withDictionaries("/assets/*");

	private static final String BASE = new String(Contents.words(8_000), StandardCharsets.US_ASCII);

	private static final List<String> FINGERPRINTS = List.of("B921BFh0", "Zk4mP0x1", "C0d3kLm2", "Q7w8eRt3", "Y1u2iOp4",
			"A5s6dFg5", "H8j9kLz6", "X3c4vBn7");

	@TempDir
	private Path directory;

	private ConfigurableApplicationContext context;

	private AssetProjects projects;

	private SocketClient client;

	@BeforeEach
	void start() throws IOException {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("assets.projects.enabled", "true");
		properties.put("assets.storage.directory", this.directory.toString());
		properties.put("assets.projects.resolve.host", "{project}.example.com");
		properties.put("assets.projects.cache.deployment-time-to-live", "0");
		this.context = Applications.start(Applications.Empty.class, properties);
		this.projects = this.context.getBean(AssetProjects.class);
		this.client = new SocketClient(Applications.port(this.context));
	}

	@AfterEach
	void stop() throws IOException {
		this.client.close();
		this.context.close();
	}

	private static String path(int version) {
		return "/assets/app-" + FINGERPRINTS.get(version) + ".js";
	}

	private static byte[] content(String text) {
		return (BASE + text).getBytes(StandardCharsets.US_ASCII);
	}

	private void publish(ProjectId project, int version, String text, ProjectSettings settings) throws IOException {
		this.projects.publish(project, (visitor) -> {
			visitor.file("index.html", StorageContent.of(content("page" + version)));
			visitor.file(path(version).substring(1), StorageContent.of(content(text)));
		}, settings);
	}

	private Response get(ProjectId project, String path, String accepted, byte[] dictionary, String... more)
			throws IOException {
		Map<String, String> fields = new LinkedHashMap<>(Map.of("Host", project + ".example.com", "Accept-Encoding",
				accepted, "Available-Dictionary", Codings.available(dictionary)));
		for (int i = 0; i < more.length; i += 2) {
			fields.put(more[i], more[i + 1]);
		}
		return this.client.send("GET", path, fields);
	}

	/**
	 * Return how many contents of the storage begin as RFC 9842 says.
	 */
	private long differences() throws IOException {
		try (Stream<Path> files = Files.walk(this.directory)) {
			return files.filter(Files::isRegularFile).filter(ProjectDictionariesTests::isDifference).count();
		}
	}

	private static boolean isDifference(Path file) {
		try {
			String begin = HexFormat.of().formatHex(Arrays.copyOf(Files.readAllBytes(file), 4));
			return begin.equals("ff444342") || begin.equals("5e2a4d18");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "dcb", "dcz" })
	void differencesToEarlierVersionsAreServedFromTheStorage(String coding) throws IOException {
		publish(SHOP, 0, "zero", SETTINGS);
		publish(SHOP, 1, "one", SETTINGS);
		publish(SHOP, 2, "two", SETTINGS);
		for (String earlier : List.of("zero", "one")) {
			Response response = get(SHOP, path(2), "gzip, " + coding, content(earlier));
			assertThat(response.header("content-encoding")).isEqualTo(coding);
			assertThat(Codings.decode(coding, response.bytes(), content(earlier))).isEqualTo(content("two"));
			assertThat(response.header("etag")).isEqualTo(Codings.tag(content("two"), coding, response.bytes()));
			assertThat(response.header("vary")).startsWith("Accept-Encoding, Available-Dictionary");
			assertThat(response.header("use-as-dictionary")).startsWith("match=\"/assets/app-*.js\", id=\"");
			String tag = String.valueOf(response.header("etag"));
			assertThat(get(SHOP, path(2), coding, content(earlier), "If-None-Match", tag).status()).isEqualTo(304);
			Response part = get(SHOP, path(2), coding, content(earlier), "Range", "bytes=1-3");
			assertThat(part.status()).isEqualTo(206);
			assertThat(part.body().length()).isEqualTo(3);
		}
		assertThat(get(SHOP, path(2), "gzip, " + coding, content("two")).header("content-encoding")).isEqualTo("gzip");
		assertThat(get(SHOP, "/", coding, content("page1")).has("use-as-dictionary")).isFalse();
	}

	@Test
	void projectsKnowTheirOwnVersionsOnly() throws IOException {
		publish(SHOP, 0, "of the shop", SETTINGS);
		publish(BLOG, 0, "of the blog", SETTINGS);
		publish(SHOP, 1, "new in the shop", SETTINGS);
		publish(BLOG, 1, "new in the blog", SETTINGS);
		assertThat(get(SHOP, path(1), "dcb", content("of the shop")).header("content-encoding")).isEqualTo("dcb");
		assertThat(get(SHOP, path(1), "dcb", content("of the blog")).has("content-encoding")).isFalse();
		assertThat(get(BLOG, path(1), "dcb", content("of the shop")).has("content-encoding")).isFalse();
		assertThat(get(BLOG, path(1), "dcb", content("of the blog")).header("content-encoding")).isEqualTo("dcb");
	}

	@Test
	void projectsWithTheSameFileHaveDictionariesOfTheirOwn() throws IOException {
		publish(SHOP, 0, "of the shop", SETTINGS);
		publish(BLOG, 0, "of the blog", SETTINGS);
		for (ProjectId project : List.of(SHOP, BLOG)) {
			publish(project, 1, "the same", SETTINGS);
		}
		assertThat(get(SHOP, path(1), "dcb", content("of the shop")).header("content-encoding")).isEqualTo("dcb");
		assertThat(get(SHOP, path(1), "dcb", content("of the blog")).has("content-encoding")).isFalse();
		assertThat(get(BLOG, path(1), "dcb", content("of the shop")).has("content-encoding")).isFalse();
		assertThat(get(BLOG, path(1), "dcb", content("of the blog")).header("content-encoding")).isEqualTo("dcb");
	}

	@Test
	void fiveVersionsAreDictionaries() throws IOException {
		for (int version = 0; version < 7; version++) {
			publish(SHOP, version, "version " + version, SETTINGS);
		}
		for (int version = 0; version < 6; version++) {
			assertThat(get(SHOP, path(6), "dcb", content("version " + version)).has("content-encoding"))
				.as("version " + version)
				.isEqualTo(version > 0);
		}
	}

	@Test
	void fileThatIsPublishedAgainKeepsItsDifferences() throws IOException {
		publish(SHOP, 0, "zero", SETTINGS);
		publish(SHOP, 1, "one", SETTINGS);
		publish(SHOP, 1, "one", SETTINGS);
		assertThat(get(SHOP, path(1), "dcb", content("zero")).header("content-encoding")).isEqualTo("dcb");
		assertThat(differences()).isEqualTo(2);
	}

	@Test
	void withoutTheSettingNothingIsOffered() throws IOException {
		publish(SHOP, 0, "zero", SETTINGS);
		publish(SHOP, 1, "one", SETTINGS.withDictionaries());
		Response response = get(SHOP, path(1), "dcb", content("zero"));
		assertThat(response.has("content-encoding")).isFalse();
		assertThat(response.has("use-as-dictionary")).isFalse();
		assertThat(response.header("vary")).doesNotContain("Available-Dictionary");
	}

	@Test
	void differencesAreDeletedWithTheirVersion() throws IOException {
		publish(SHOP, 0, "zero", SETTINGS);
		publish(SHOP, 1, "one", SETTINGS);
		String version = this.projects.versions(SHOP).get(0).id();
		this.projects.collectGarbage(SHOP);
		assertThat(differences()).isEqualTo(2);
		assertThat(get(SHOP, path(1), "dcb", content("zero")).header("content-encoding")).isEqualTo("dcb");
		publish(SHOP, 2, "two", SETTINGS.withDictionaries());
		this.projects.deleteVersion(SHOP, version, ProjectChange.NONE);
		this.projects.collectGarbage(SHOP);
		assertThat(differences()).isZero();
	}

	/**
	 * The best coding of a large file takes seconds. The file has a part in common with
	 * its earlier version only.
	 */
	@Test
	void otherProjectsHaveTurnsWhileDifferencesOfLargeFilesAreMade() throws Exception {
		byte[] earlier = Contents.words(1_500_000);
		byte[] later = Contents.words(1_500_001);
		System.arraycopy(earlier, 0, later, 0, 100_000);
		publishFile(0, earlier);
		AtomicLong longest = new AtomicLong();
		AtomicBoolean ended = new AtomicBoolean();
		Thread other = new Thread(() -> {
			while (!ended.get()) {
				long start = System.nanoTime();
				try (ComputingTurns.Turn turn = ComputingTurns.PUBLISHING.take()) {
					longest.accumulateAndGet(System.nanoTime() - start, Math::max);
				}
				catch (InterruptedIOException ex) {
					return;
				}
			}
		});
		long start = System.nanoTime();
		other.start();
		publishFile(1, later);
		long whole = System.nanoTime() - start;
		ended.set(true);
		other.join();
		assertThat(longest.get()).as("the longest wait, of " + whole + " ns").isLessThan(whole / 3);
		Response response = get(SHOP, path(1), "gzip, dcb, dcz", earlier);
		assertThat(response.header("content-encoding")).isEqualTo("dcb");
		assertThat(Codings.decode("dcb", response.bytes(), earlier)).isEqualTo(later);
	}

	private void publishFile(int version, byte[] content) throws IOException {
		this.projects.publish(SHOP, (visitor) -> visitor.file(path(version).substring(1), StorageContent.of(content)),
				SETTINGS);
	}

}
