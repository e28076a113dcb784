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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.ForwardingStorage;
import io.github.assetsboot.storage.MemoryStorage;
import io.github.assetsboot.testing.Applications;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ScheduledGarbageCollection}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScheduledGarbageCollectionTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final ProjectId BLOG = new ProjectId("blog");

	private static final Duration INTERVAL = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofHours(1);

	private final MemoryStorage storage = new MemoryStorage();

	private final ConcurrentLinkedQueue<String> deleted = new ConcurrentLinkedQueue<>();

	private final List<AutoCloseable> opened = new ArrayList<>();

	private volatile @Nullable String broken;

	private final AssetStorage observed = new ForwardingStorage(this.storage) {

		@Override
		public void delete(Collection<String> keys) throws IOException {
			super.delete(keys);
			keys.stream()
				.filter((key) -> key.contains("/assets/"))
				.forEach(ScheduledGarbageCollectionTests.this.deleted::add);
		}

		@Override
		public void list(String prefix, Consumer<String> consumer) throws IOException {
			String failing = ScheduledGarbageCollectionTests.this.broken;
			if (failing != null && prefix.startsWith(failing)) {
				throw new IOException("The disk is on fire");
			}
			super.list(prefix, consumer);
		}

	};

	private final StoredProjects projects = instance();

	private StoredProjects instance() {
		ProjectLimits limits = new ProjectLimits(100, 1000, 10_000, 10_000, 100, 1, 20, 100,
				ProjectLimits.ProjectRestrictions.DEFAULTS);
		StoredProjects instance = new StoredProjects(this.observed, Defaults.CACHE, limits,
				new Retention(1, Duration.ZERO), () -> "");
		this.opened.add(instance);
		return instance;
	}

	private ScheduledGarbageCollection schedule(Duration interval, Duration grace) {
		ScheduledGarbageCollection schedule = new ScheduledGarbageCollection(this.projects, this.observed, interval,
				grace);
		this.opened.add(schedule::stop);
		return schedule;
	}

	/**
	 * Other tests of the same process change the level.
	 */
	@BeforeEach
	void logResults() {
		LoggingSystem.get(getClass().getClassLoader())
			.setLogLevel(ScheduledGarbageCollection.class.getName(), LogLevel.INFO);
	}

	@AfterEach
	void close() throws Exception {
		for (int i = this.opened.size() - 1; i >= 0; i--) {
			this.opened.get(i).close();
		}
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("the condition comes true in time").isLessThan(end);
			Thread.sleep(5);
		}
	}

	private void publish(ProjectId project, String page) throws IOException {
		Map<String, byte[]> files = new HashMap<>();
		files.put("index.html", page.getBytes(StandardCharsets.UTF_8));
		this.projects.publish(project, ProjectFiles.ofMap(files), ProjectSettings.DEFAULTS);
	}

	/**
	 * Publish a project with one content that nothing refers to.
	 */
	private void publishWithGarbage(ProjectId project) throws IOException {
		publish(project, "page 1");
		String former = this.projects.versions(project).get(0).id();
		publish(project, "page 22");
		this.projects.deleteVersion(project, former, ProjectChange.NONE);
		assertThat(contents(project)).hasSize(2);
	}

	private Set<String> contents(ProjectId project) throws IOException {
		Set<String> contents = new TreeSet<>();
		this.storage.list(new ProjectKeys(project).blobs(), contents::add);
		return contents;
	}

	private @Nullable ProjectUsage usage(ProjectId project) {
		try {
			return this.projects.usage(project);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void garbageOfAllProjectsIsDeletedAndTheUsageRecorded(CapturedOutput output) throws Exception {
		publishWithGarbage(SHOP);
		publishWithGarbage(BLOG);
		ScheduledGarbageCollection schedule = schedule(LONG, Duration.ZERO);
		schedule.runIfDue();
		assertThat(contents(SHOP)).hasSize(1);
		assertThat(contents(BLOG)).hasSize(1);
		ProjectUsage usage = usage(SHOP);
		assertThat(usage).isNotNull();
		assertThat(usage.contents()).isEqualTo(1);
		assertThat(usage.bytes()).isEqualTo("page 22".length());
		assertThat(usage.deleted()).isEqualTo(1);
		assertThat(schedule.collected()).isEqualTo(2);
		assertThat(schedule.deleted()).isEqualTo(2);
		assertThat(schedule.failed()).isZero();
		assertThat(output).containsOnlyOnce("The garbage of 2 projects was collected. 2 contents were deleted.");
		Resource page = this.projects.project(SHOP).fetch("/").getBody();
		assertThat(page).isNotNull();
		assertThat(page.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("page 22");
	}

	@Test
	void readersHaveTimeBeforeAContentIsDeleted() throws Exception {
		publishWithGarbage(SHOP);
		ProjectId last = new ProjectId("zoo");
		publish(last, "page");
		ScheduledGarbageCollection schedule = schedule(INTERVAL, LONG);
		schedule.start();
		await(() -> usage(last) != null);
		assertThat(this.deleted).isEmpty();
		assertThat(contents(SHOP)).hasSize(2);
		schedule.stop();
		assertThat(schedule.isRunning()).isFalse();
		assertThat(contents(SHOP)).hasSize(2);
		assertThat(usage(SHOP)).isNull();
		assertThat(this.projects.collectGarbage(SHOP)).isEqualTo(1);
	}

	@Test
	void contentThatIsPublishedAgainMeanwhileIsKept() throws Exception {
		publishWithGarbage(SHOP);
		GarbageCollector.Garbage garbage = this.projects.findGarbage(SHOP);
		assertThat(garbage.contents()).isEqualTo(1);
		publish(SHOP, "page 1");
		this.projects.deleteGarbage(SHOP, garbage);
		assertThat(this.projects.project(SHOP).fetch("/").getStatusCode().value()).isEqualTo(200);
		Resource page = instance().project(SHOP).fetch("/").getBody();
		assertThat(page).isNotNull();
		assertThat(page.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("page 1");
	}

	@Test
	void projectThatFailsDoesNotEndTheOthers(CapturedOutput output) throws Exception {
		publishWithGarbage(SHOP);
		publishWithGarbage(BLOG);
		this.broken = "project/blog/";
		ScheduledGarbageCollection schedule = schedule(LONG, Duration.ZERO);
		schedule.runIfDue();
		assertThat(contents(SHOP)).hasSize(1);
		assertThat(contents(BLOG)).hasSize(2);
		assertThat(schedule.failed()).isEqualTo(1);
		assertThat(output).containsOnlyOnce("1 failed. The next run tries again. First failure:")
			.contains("project 'blog': The disk is on fire");
	}

	@Test
	void deletedProjectHasNoUsage() throws Exception {
		publishWithGarbage(SHOP);
		schedule(LONG, Duration.ZERO).runIfDue();
		GarbageCollector.Garbage late = this.projects.findGarbage(SHOP);
		this.projects.delete(SHOP);
		assertThat(usage(SHOP)).isNull();
		this.projects.deleteGarbage(SHOP, late);
		assertThat(usage(SHOP)).isNotNull();
		this.projects.deleteGarbage(SHOP, this.projects.findGarbage(SHOP));
		assertThat(usage(SHOP)).isNull();
	}

	@Test
	void runIsNotRepeatedBeforeItsTime() throws Exception {
		publish(SHOP, "page");
		ScheduledGarbageCollection first = schedule(LONG, Duration.ZERO);
		first.runIfDue();
		assertThat(first.collected()).isEqualTo(1);
		ScheduledGarbageCollection second = schedule(LONG, Duration.ZERO);
		assertThat(second.runIfDue()).isPositive();
		assertThat(second.collected()).isZero();
	}

	@Test
	void runsAreRepeatedByADaemonThatEndsWithTheApplication() throws Exception {
		publish(SHOP, "page");
		ScheduledGarbageCollection schedule = schedule(INTERVAL, Duration.ZERO);
		schedule.start();
		assertThat(schedule.isRunning()).isTrue();
		assertThat(threads()).hasSize(1).allSatisfy((thread) -> assertThat(thread.isDaemon()).isTrue());
		await(() -> schedule.collected() >= 3);
		schedule.stop();
		assertThat(threads()).isEmpty();
	}

	@Test
	void intervalOfZeroStartsNothing() {
		ScheduledGarbageCollection schedule = schedule(Duration.ZERO, Duration.ZERO);
		schedule.start();
		assertThat(schedule.isRunning()).isFalse();
		assertThat(threads()).isEmpty();
	}

	@Test
	void applicationCollectsAtTheConfiguredInterval(@TempDir Path directory) throws Exception {
		// contents of a publishing that has not ended would be waited for
		try (ConfigurableApplicationContext context = start(directory, "0s")) {
			context.getBean(StoredProjects.class)
				.publish(SHOP, ProjectFiles.ofMap(Map.of("index.html", new byte[] { 'a' })), ProjectSettings.DEFAULTS);
		}
		try (ConfigurableApplicationContext context = start(directory, "50ms")) {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await(() -> registry.get("assets.garbage.projects").tag("result", "success").functionCounter().count() > 0);
			ProjectUsage usage = context.getBean(StoredProjects.class).usage(SHOP);
			assertThat(usage).isNotNull();
			assertThat(usage.contents()).isEqualTo(1);
			assertThat(registry.get("assets.garbage.contents").functionCounter().count()).isZero();
		}
		assertThat(threads()).isEmpty();
	}

	private static ConfigurableApplicationContext start(Path directory, String interval) {
		return Applications.start(Applications.Empty.class,
				Map.of("assets.projects.enabled", "true", "assets.storage.directory", directory.toString(),
						"assets.projects.garbage-collection.interval", interval));
	}

	@Test
	void negativeIntervalFailsTheStart() {
		AssetProjectsProperties.GarbageCollection properties = new AssetProjectsProperties.GarbageCollection();
		properties.setInterval(Duration.ofSeconds(-1));
		assertThatExceptionOfType(InvalidAssetsPropertyException.class).isThrownBy(properties::toInterval)
			.withMessageContaining("assets.projects.garbage-collection.interval");
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("assets-garbage-collection"))
			.toList();
	}

}
