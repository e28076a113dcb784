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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Project;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Projects;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Storage;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Version;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.ForwardingStorage;
import io.github.assetsboot.testing.NewThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * The description of projects while the storage hangs or fails.
 */
@Timeout(60)
class StoredProjectsViewTests {

	private static final Duration MAX_WAIT = Duration.ofMillis(300);

	private static final String SLOW = "The storage does not answer in time.";

	@TempDir
	private Path directory;

	private final CountDownLatch end = new CountDownLatch(1);

	private final AtomicBoolean broken = new AtomicBoolean();

	private AssetStorage storage;

	private StoredProjects projects;

	private StoredProjectsView view;

	/**
	 * The name of the project, or of all projects, that the storage does not answer for.
	 */
	private volatile String stalled = "nothing";

	@BeforeEach
	void open() throws IOException {
		this.storage = new StallingReads(new DirectoryStorage(this.directory));
		this.projects = new StoredProjects(this.storage, Defaults.CACHE, ProjectLimits.DEFAULTS, Defaults.RETENTION,
				() -> "");
		for (String name : List.of("blog", "docs", "shop")) {
			this.projects.publish(new ProjectId(name),
					ProjectFiles.ofMap(Map.of("index.html", name.getBytes(StandardCharsets.UTF_8))),
					ProjectSettings.DEFAULTS);
		}
		this.view = new StoredProjectsView(this.projects, this.storage, (project, version) -> null, null, MAX_WAIT);
	}

	@AfterEach
	void close() {
		this.end.countDown();
		this.view.close();
		this.projects.close();
	}

	@Test
	void projectsAreDescribedInTheOrderOfTheirNames() {
		Projects projects = this.view.describe(1);
		assertThat(projects.projects()).extracting(Project::name).containsExactly("blog", "docs", "shop");
		assertThat(projects.problem()).isNull();
		assertThat(this.view.describe(2).projects()).isEmpty();
		assertThat(this.view.describe(Integer.MAX_VALUE).total()).isEqualTo(3);
	}

	@Test
	void projectThatTheStorageDoesNotAnswerForIsMarked() {
		this.stalled = "docs";
		Projects projects = this.view.describe(1);
		assertThat(projects.total()).isEqualTo(3);
		assertThat(projects.problem()).isEqualTo("Some of the projects could not be read.");
		assertThat(projects.projects()).extracting(Project::name, Project::problem)
			.containsExactly(tuple("blog", null), tuple("docs", SLOW), tuple("shop", null));
		assertThat(this.view.describe("docs")).isEqualTo(Project.unreadable("docs", SLOW));
		assertThat(this.view.describe("shop")).extracting(Project::problem).isNull();
	}

	@Test
	void storageThatHangsKeepsNobodyWaitingAndNoMoreThreadsThanBefore() {
		this.stalled = "";
		NewThreads threads = new NewThreads();
		for (int i = 0; i < 20; i++) {
			Projects projects = this.view.describe(1);
			assertThat(projects.problem()).isEqualTo(SLOW);
			assertThat(projects.projects()).isEmpty();
		}
		assertThat(threads.named("assets-view-")).hasSizeLessThanOrEqualTo(4);
		this.stalled = "nothing";
		this.end.countDown();
		await().atMost(Duration.ofSeconds(20)).until(() -> this.view.describe(1).problem() == null);
		this.view.close();
		assertThat(threads.named("assets-view-")).as("threads after the end").isEmpty();
	}

	@Test
	void storageThatFailsIsReportedWithoutItsReason() {
		this.broken.set(true);
		assertThat(this.view.describe(1).problem()).isEqualTo("The storage fails. The log has the reason.");
		assertThat(this.view.describe("shop")).extracting(Project::problem)
			.isEqualTo("The storage fails. The log has the reason.");
	}

	@Test
	void latestVersionsAndActiveOnesAreInTheList() throws IOException {
		ProjectId shop = new ProjectId("shop");
		String active = this.projects.versions(shop).get(0).id();
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			ids.add(0,
					this.projects
						.upload(shop, ProjectFiles.ofMap(Map.of("index.html", new byte[] { (byte) i })),
								ProjectSettings.DEFAULTS)
						.id());
		}
		Project summary = this.view.describe(1).projects().get(2);
		assertThat(summary.versionCount()).isEqualTo(9);
		assertThat(summary.versions()).extracting(Version::id)
			.containsExactly(ids.get(0), ids.get(1), ids.get(2), ids.get(3), ids.get(4), active);
		assertThat(this.view.describe("shop").versions()).hasSize(9);
	}

	@Test
	void resultOfTheLastGarbageCollectionIsTold() throws IOException {
		Instant collected = Instant.parse("2026-11-29T03:00:00Z");
		new ProjectUsage(collected, 4, 1234, 2).write(this.storage, new ProjectKeys(new ProjectId("shop")));
		assertThat(this.view.describe("shop").storage()).isEqualTo(new Storage(collected, 4, 1234, 2));
		assertThat(this.view.describe("blog").storage()).isNull();
	}

	@Test
	void deletedProjectIsUnknown() throws IOException {
		this.projects.delete(new ProjectId("docs"));
		assertThat(this.view.describe("docs")).isNull();
		assertThat(this.view.describe(1).projects()).extracting(Project::name).containsExactly("blog", "shop");
	}

	/**
	 * A storage that does not end some of the reads, whatever interrupts them.
	 */
	private final class StallingReads extends ForwardingStorage {

		StallingReads(AssetStorage storage) {
			super(storage);
		}

		@Override
		public byte @Nullable [] read(String key) throws IOException {
			stall(key);
			return super.read(key);
		}

		@Override
		public Set<String> folders(String prefix) throws IOException {
			stall(prefix);
			return super.folders(prefix);
		}

		private void stall(String key) throws IOException {
			if (StoredProjectsViewTests.this.broken.get()) {
				throw new IOException("The secret reason");
			}
			while (key.contains(StoredProjectsViewTests.this.stalled)
					&& StoredProjectsViewTests.this.end.getCount() > 0) {
				try {
					StoredProjectsViewTests.this.end.await(10, TimeUnit.MILLISECONDS);
				}
				catch (InterruptedException ex) {
					// it goes on
				}
			}
		}

	}

}
