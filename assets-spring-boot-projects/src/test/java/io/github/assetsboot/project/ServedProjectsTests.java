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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.StorageContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/**
 * What {@link StoredProjects} serves from memory, while projects change or the storage
 * fails.
 */
@Timeout(60)
class ServedProjectsTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final ProjectId BLOG = new ProjectId("blog");

	private static final ProjectId NOBODY = new ProjectId("nobody");

	@TempDir
	private Path directory;

	private BreakingStorage storage;

	private StoredProjects projects;

	private StoredProjects other;

	@BeforeEach
	void prepare() {
		this.storage = new BreakingStorage(new DirectoryStorage(this.directory));
		this.projects = on(Defaults.CACHE);
		this.other = on(Defaults.CACHE);
	}

	@AfterEach
	void close() {
		this.projects.close();
		this.other.close();
	}

	private StoredProjects on(ProjectCacheSettings settings) {
		return new StoredProjects(this.storage, settings, ProjectLimits.DEFAULTS, Defaults.RETENTION, () -> "");
	}

	private static ProjectCacheSettings settings(long memory, Duration timeToLive) {
		return new ProjectCacheSettings(100, memory, timeToLive, timeToLive, 1 << 20, timeToLive, Defaults.LOADS);
	}

	private static ProjectVersion publish(StoredProjects projects, ProjectId project, String page) throws IOException {
		return projects.publish(project, ProjectFiles.ofMap(Map.of("index.html", bytes(page))),
				ProjectSettings.DEFAULTS);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private String get(ProjectId project) throws IOException {
		ResponseEntity<Resource> response = this.projects.project(project).fetch("/");
		Resource body = response.getBody();
		return (body != null) ? body.getContentAsString(StandardCharsets.UTF_8)
				: String.valueOf(response.getStatusCode().value());
	}

	static Stream<Operation> operations() {
		return Stream.of((projects, version) -> publish(projects, SHOP, "another page"),
				(projects, version) -> projects.upload(SHOP, ProjectFiles.ofMap(Map.of("a", bytes("a"))),
						ProjectSettings.DEFAULTS),
				(projects, version) -> projects.deploy(SHOP, version),
				(projects, version) -> projects.rollBack(SHOP, version, ProjectChange.NONE),
				(projects, version) -> Deployments.rollOut(projects, SHOP, version, 100),
				(projects, version) -> projects.setAlias(SHOP, "an-alias", version, ProjectChange.NONE),
				(projects, version) -> projects.removeAlias(SHOP, "an-alias", ProjectChange.NONE),
				(projects, version) -> projects.collectGarbage(SHOP), (projects, version) -> projects.delete(SHOP));
	}

	@ParameterizedTest
	@MethodSource("operations")
	void operationThatFailsChangesNothingThatIsServed(Operation operation) throws IOException {
		String first = publish(this.projects, SHOP, "the first page").id();
		publish(this.projects, SHOP, "the page");
		AssetSnapshot preview = Deployments.snapshot(this.projects, SHOP, "", first);
		assertThat(get(SHOP)).isEqualTo("the page");
		this.storage.fail(true);
		for (int i = 0; i < 3; i++) {
			assertThatIOException().isThrownBy(() -> operation.run(this.projects, first));
			assertThat(get(SHOP)).isEqualTo("the page");
			assertThat(Deployments.snapshot(this.projects, SHOP, "", first)).isSameAs(preview);
		}
		this.storage.fail(false);
		assertThat(get(SHOP)).isEqualTo("the page");
	}

	@Test
	void operationThatSucceedsIsSeenAtOnce() throws IOException {
		assertThat(get(SHOP)).isEqualTo("404");
		String first = publish(this.projects, SHOP, "page 1").id();
		assertThat(get(SHOP)).isEqualTo("page 1");
		String second = publish(this.projects, SHOP, "page 2").id();
		assertThat(get(SHOP)).isEqualTo("page 2");
		this.projects.rollBack(SHOP, first, ProjectChange.NONE);
		assertThat(get(SHOP)).isEqualTo("page 1");
		Deployments.rollOut(this.projects, SHOP, second, 100);
		assertThat(get(SHOP)).isEqualTo("page 2");
		Deployments.rollOut(this.projects, SHOP, second, 0);
		assertThat(get(SHOP)).isEqualTo("page 1");
		this.projects.setAlias(SHOP, "next", first, ProjectChange.NONE);
		AssetSnapshot before = Deployments.snapshot(this.projects, SHOP, "", "next");
		this.projects.setAlias(SHOP, "next", second, ProjectChange.NONE);
		assertThat(Deployments.snapshot(this.projects, SHOP, "", "next")).isNotNull().isNotSameAs(before);
		this.projects.removeAlias(SHOP, "next", ProjectChange.NONE);
		assertThat(Deployments.snapshot(this.projects, SHOP, "", "next")).isNull();
		this.projects.delete(SHOP);
		assertThat(get(SHOP)).isEqualTo("404");
		assertThat(Deployments.snapshot(this.projects, SHOP, "", first)).isNull();
	}

	@Test
	void stateIsReadAgainAfterAnOperationThatFails() throws IOException {
		publish(this.projects, SHOP, "the page");
		assertThat(get(SHOP)).isEqualTo("the page");
		this.storage.fail(true);
		assertThatIOException().isThrownBy(() -> publish(this.projects, SHOP, "a page that fails"));
		this.storage.fail(false);
		publish(this.other, SHOP, "the page of another instance");
		await().until(() -> get(SHOP).equals("the page of another instance"));
	}

	@Test
	void knownStateIsServedAtOnceWhileItIsReadAgain() throws IOException {
		this.projects.close();
		this.projects = on(settings(1 << 20, Duration.ofMillis(50)));
		publish(this.projects, SHOP, "the page");
		assertThat(get(SHOP)).isEqualTo("the page");
		publish(this.other, SHOP, "the next page");
		await().until(() -> get(SHOP).equals("the next page"));
		this.storage.fail(true);
		await().during(Duration.ofMillis(300)).until(() -> get(SHOP).equals("the next page"));
		this.storage.fail(false);
		this.other.delete(SHOP);
		await().until(() -> get(SHOP).equals("404"));
	}

	@Test
	void unknownProjectIsUnknownForItsTimeToLiveOnly() throws IOException {
		this.projects.close();
		this.projects = on(settings(1 << 20, Duration.ofMillis(50)));
		assertThat(get(NOBODY)).isEqualTo("404");
		publish(this.other, NOBODY, "somebody");
		await().pollDelay(Duration.ofMillis(60)).until(() -> true);
		assertThat(get(NOBODY)).isEqualTo("somebody");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "rubbish", "{}", "null", "[1]" })
	void manifestThatIsRubbishIsTheFaultOfItsProjectAlone(String rubbish) throws IOException {
		publish(this.projects, BLOG, "the blog");
		for (int i = 0; i < 20; i++) {
			ProjectId project = new ProjectId("broken-" + i);
			publish(this.projects, project, "a page");
			this.storage.list(new ProjectKeys(project).prefix(), (key) -> overwrite(key, rubbish));
			assertThat(get(project)).isEqualTo("503");
		}
		assertThat(get(BLOG)).isEqualTo("the blog");
	}

	private void overwrite(String key, String text) {
		try {
			this.storage.write(key, StorageContent.of(bytes(text)));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1000, 500_000, 5_000_000 })
	void manifestsTakeALimitedAmountOfMemory(long memory) throws IOException {
		this.projects.close();
		this.projects = on(settings(memory, Duration.ofMinutes(5)));
		for (int i = 0; i < 20; i++) {
			ProjectId project = new ProjectId("large-" + i);
			Map<String, byte[]> files = new HashMap<>(Map.of("index.html", bytes("page " + i)));
			for (int file = 0; file < 100; file++) {
				files.put("a-long-path/".repeat(50) + file, new byte[0]);
			}
			this.projects.publish(project, ProjectFiles.ofMap(files), ProjectSettings.DEFAULTS);
			assertThat(get(project)).isEqualTo("page " + i);
		}
		Cache<?, ?> cache = this.projects.caches().get("assets.projects");
		cache.cleanUp();
		assertThat(cache.policy().eviction().orElseThrow().weightedSize().orElseThrow()).isLessThanOrEqualTo(memory);
		assertThat(collections(cache)).isCloseTo(Math.min(20, memory / 170_000), within(2L));
		assertThat(get(new ProjectId("large-0"))).isEqualTo("page 0");
	}

	private static long collections(Cache<?, ?> cache) {
		return cache.asMap().keySet().stream().filter((key) -> !(key instanceof ProjectId)).count();
	}

	@Test
	void rulesCountAsWell() throws IOException {
		this.projects.close();
		this.projects = on(settings(1_000_000, Duration.ofMinutes(5)));
		String rules = "/old /new 301\n".repeat(1000);
		for (int i = 0; i < 20; i++) {
			ProjectId project = new ProjectId("ruled-" + i);
			this.projects.publish(project,
					ProjectFiles.ofMap(Map.of("index.html", bytes("a page"), "_redirects", bytes(rules))),
					ProjectSettings.DEFAULTS);
			assertThat(get(project)).isEqualTo("a page");
		}
		Cache<?, ?> cache = this.projects.caches().get("assets.projects");
		cache.cleanUp();
		assertThat(collections(cache)).isBetween(1L, 10L);
	}

	@Test
	void numberOfProjectsIsLimited() throws IOException {
		this.projects.close();
		this.projects = on(
				Defaults.cache(5, Duration.ofMinutes(5), Duration.ofMinutes(5), 1 << 20, Duration.ofMinutes(5)));
		for (int i = 0; i < 20; i++) {
			assertThat(get(new ProjectId("unknown-" + i))).isEqualTo("404");
		}
		Cache<?, ?> cache = this.projects.caches().get("assets.projects");
		cache.cleanUp();
		assertThat(cache.estimatedSize()).isBetween(1L, 5L);
	}

	@Test
	void contentInMemoryIsServedWhateverBecomesOfTheStorage() throws IOException {
		this.projects.close();
		this.projects = on(settings(1 << 20, Duration.ofMillis(20)));
		publish(this.projects, SHOP, "the page");
		assertThat(get(SHOP)).isEqualTo("the page");
		int reads = this.storage.reads;
		await().until(() -> {
			assertThat(get(SHOP)).isEqualTo("the page");
			return this.storage.reads > reads + 2;
		});
		this.storage.list("project/shop/assets/", (key) -> overwrite(key, "another page"));
		await().during(Duration.ofMillis(300)).until(() -> get(SHOP).equals("the page"));
		List<String> contents = new ArrayList<>();
		this.storage.list("project/shop/assets/", contents::add);
		this.storage.delete(contents);
		await().during(Duration.ofMillis(300)).until(() -> get(SHOP).equals("the page"));
	}

	@Test
	void loadsAreMeasured() throws IOException {
		publish(this.projects, SHOP, "the page");
		get(SHOP);
		get(SHOP);
		get(NOBODY);
		this.storage.fail(true);
		get(BLOG);
		assertThat(this.projects.caches().get("assets.projects").stats()).satisfies((stats) -> {
			assertThat(stats.hitCount()).isEqualTo(1);
			assertThat(stats.missCount()).isEqualTo(3);
			assertThat(stats.loadSuccessCount()).as("two states, one collection").isEqualTo(3);
			assertThat(stats.loadFailureCount()).isEqualTo(1);
			assertThat(stats.totalLoadTime()).isPositive();
		});
		assertThat(this.projects.caches().get("assets.contents").stats()).satisfies((stats) -> {
			assertThat(stats.loadSuccessCount()).isEqualTo(1);
			assertThat(stats.totalLoadTime()).isPositive();
		});
	}

	interface Operation {

		void run(StoredProjects projects, String version) throws IOException;

	}

}
