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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.project.AssetProjects.PublishProgress;
import io.github.assetsboot.project.WranglerManifest.ClientContent;
import io.github.assetsboot.storage.ForwardingStorage;
import io.github.assetsboot.storage.MemoryStorage;
import io.github.assetsboot.storage.StorageContent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WranglerSessions}, also beside a garbage collection.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerSessionsTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final String HASH = "a60d5cdb922eb5bdb31d965f9532dc4c";

	private static final WranglerMetadata METADATA = new WranglerMetadata("", ProjectSettings.DEFAULTS, null, null,
			null, null, null);

	private final HookedStorage storage = new HookedStorage();

	private final StoredProjects projects = new StoredProjects(this.storage, Defaults.CACHE, ProjectLimits.DEFAULTS,
			Defaults.RETENTION, () -> "");

	private final WranglerSessions sessions = sessions(Instant.now());

	private WranglerSessions sessions(Instant now) {
		return new WranglerSessions(this.storage, ProjectLimits.DEFAULTS, Clock.fixed(now, ZoneOffset.UTC));
	}

	private String start(WranglerSessions sessions, String content) throws IOException {
		return sessions
			.start(SHOP, new WranglerManifest(Map.of("index.html", new ClientContent(HASH, content.length()))))
			.name();
	}

	private void write(String session, String content) throws IOException {
		sessions(Instant.now()).upload(SHOP, session)
			.write(HASH, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
	}

	private void publish(String session) throws IOException {
		this.projects.publish(SHOP, this.sessions.files(SHOP, session, METADATA), ProjectSettings.DEFAULTS,
				ProjectChange.NONE, PublishProgress.NONE);
	}

	private void publishOther(String text) throws IOException {
		this.projects.publish(SHOP, ProjectFiles.ofMap(Map.of("other.html", text.getBytes(StandardCharsets.UTF_8))),
				ProjectSettings.DEFAULTS);
	}

	private String page() throws IOException {
		return this.projects.project(SHOP).fetch("/").getBody().getContentAsString(StandardCharsets.UTF_8);
	}

	private List<String> keys(String prefix) throws IOException {
		List<String> keys = new ArrayList<>();
		this.storage.list(prefix, keys::add);
		return keys;
	}

	@Test
	void keysAreShort() throws IOException {
		ProjectKeys keys = new ProjectKeys(new ProjectId("a".repeat(63)));
		String session = ProjectKeys.uploadName(SortableName.of(Instant.now()), Long.MAX_VALUE);
		String key = keys.sessionContent(session, 99_999, BlobId.of(new byte[0]).hash());
		assertThat(key).hasSizeLessThan(200);
		assertThat(keys.sessionOf(key)).isEqualTo(session);
		assertThat(ProjectKeys.epoch(key)).isEqualTo(Long.MAX_VALUE);
		assertThat(ProjectKeys.sessionContentNumber(key)).isEqualTo(99_999);
		assertThat(ProjectKeys.sessionContentHash(key)).isEqualTo(BlobId.of(new byte[0]).hash());
		assertThat(ProjectKeys.sessionContentNumber(keys.session(session))).isEqualTo(-1);
		assertThat(keys.sessionOf(keys.upload(session))).isNull();
	}

	@Test
	void nameIsWrittenBeforeTheContent() throws IOException {
		String session = start(this.sessions, "page");
		List<String> written = new ArrayList<>();
		this.storage.beforeWrite = written::add;
		write(session, "page");
		assertThat(written).hasSize(3);
		assertThat(written.get(0)).isEqualTo("project/shop/uploads/" + session + "/0");
		assertThat(written.get(1)).startsWith("project/shop/uploads/" + session + "/0-");
		assertThat(written.get(2)).startsWith("project/shop/assets/");
	}

	/**
	 * The collection lists all keys at the worst moment, right before the content.
	 */
	@Test
	void collectionDuringAnUploadSparesTheContent() throws IOException {
		publishOther("old");
		String session = start(this.sessions, "page");
		publishOther("new");
		this.storage.beforeWrite = (key) -> {
			if (key.startsWith("project/shop/assets/")) {
				this.storage.beforeWrite = (next) -> {
				};
				collect();
			}
		};
		write(session, "page");
		collect();
		publish(session);
		assertThat(page()).isEqualTo("page");
		collect();
		assertThat(page()).isEqualTo("page");
	}

	/**
	 * The same content of a session that has ended may be deleted under the hands of
	 * another session. Then no version names it.
	 */
	@Test
	void noVersionNamesAContentThatACollectionHasDeleted() throws IOException {
		publishOther("old");
		String ended = start(sessions(Instant.now().minus(Duration.ofDays(2))), "page");
		this.storage.write(new ProjectKeys(SHOP).blob(BlobId.of("page".getBytes(StandardCharsets.UTF_8)),
				ProjectKeys.epoch(ended)), StorageContent.of("page".getBytes(StandardCharsets.UTF_8)));
		String session = start(this.sessions, "page");
		this.storage.beforeDelete = () -> {
			this.storage.beforeDelete = () -> {
			};
			try {
				write(session, "page");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		};
		collect();
		assertThatExceptionOfType(IncompleteUploadException.class).isThrownBy(() -> publish(session));
		write(session, "page");
		publish(session);
		assertThat(page()).isEqualTo("page");
	}

	private int collect() {
		try {
			return this.projects.collectGarbage(SHOP);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void sessionStoresNoMoreThanItAnnounces() throws IOException {
		String session = start(this.sessions, "page");
		write(session, "page");
		List<String> keys = keys("project/shop/");
		for (String other : List.of("epag", "gepa", "egap")) {
			assertThatExceptionOfType(WranglerException.class).isThrownBy(() -> write(session, other))
				.satisfies((failure) -> assertThat(failure.status().value()).isEqualTo(409));
		}
		write(session, "page");
		assertThat(keys("project/shop/")).containsExactlyInAnyOrderElementsOf(keys);
		publish(session);
		assertThat(page()).isEqualTo("page");
		write(start(this.sessions, "pages"), "other");
	}

	@Test
	void oneOfSeveralContentsAtTheSameTimeIsStored() throws Exception {
		String session = start(this.sessions, "page");
		ExecutorService clients = Executors.newFixedThreadPool(8);
		List<Future<Boolean>> results = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			byte[] content = ("pag" + i).getBytes(StandardCharsets.UTF_8);
			results.add(clients.submit(() -> {
				try {
					this.sessions.upload(SHOP, session).write(HASH, new ByteArrayInputStream(content));
					return true;
				}
				catch (WranglerException ex) {
					return false;
				}
			}));
		}
		int stored = 0;
		for (Future<Boolean> result : results) {
			stored += result.get(60, TimeUnit.SECONDS) ? 1 : 0;
		}
		clients.shutdown();
		assertThat(stored).isEqualTo(1);
		assertThat(keys("project/shop/assets/")).hasSize(1);
	}

	@Test
	void oldSessionsAreDeleted() throws IOException {
		String old = start(sessions(Instant.now().minus(Duration.ofHours(3))), "page");
		write(old, "page");
		assertThat(keys("project/shop/uploads/")).hasSize(3);
		String next = start(this.sessions, "page");
		assertThat(keys("project/shop/uploads/")).containsExactly("project/shop/uploads/" + next + "/manifest");
		assertThatExceptionOfType(UnknownUploadException.class).isThrownBy(() -> this.sessions.upload(SHOP, old));
	}

	@Test
	void sessionThatStartsAfterADeletionStays() throws IOException {
		publishOther("old");
		String before = start(this.sessions, "page");
		this.projects.delete(SHOP);
		assertThatExceptionOfType(UnknownUploadException.class).isThrownBy(() -> this.sessions.upload(SHOP, before));
		String after = start(this.sessions, "page");
		this.projects.delete(SHOP);
		assertThat(ProjectKeys.epoch(after)).isGreaterThan(ProjectKeys.epoch(before));
	}

	@Test
	void knownContentIsPublishedAfterItsVersionWasReplaced() throws IOException {
		String first = start(this.sessions, "page");
		write(first, "page");
		publish(first);
		String second = start(this.sessions, "page");
		assertThat(sessions(Instant.now()).files(SHOP, second, METADATA).contents()).containsOnlyKeys(HASH);
		publishOther("one");
		publishOther("two");
		publish(second);
		assertThat(page()).isEqualTo("page");
	}

	/**
	 * A storage that does something before each write and deletion.
	 */
	private static final class HookedStorage extends ForwardingStorage {

		private Consumer<String> beforeWrite = (key) -> {
		};

		private Runnable beforeDelete = () -> {
		};

		HookedStorage() {
			super(new MemoryStorage());
		}

		@Override
		public void write(String key, StorageContent content) throws IOException {
			this.beforeWrite.accept(key);
			super.write(key, content);
		}

		@Override
		public void delete(java.util.Collection<String> keys) throws IOException {
			this.beforeDelete.run();
			super.delete(keys);
		}

	}

}
