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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.project.GarbageCollector.Garbage;
import io.github.assetsboot.storage.MemoryStorage;
import io.github.assetsboot.storage.StorageContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GarbageCollector}.
 */
class GarbageCollectorTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final ProjectKeys KEYS = new ProjectKeys(SHOP);

	private static final ProjectLimits TWO_VERSIONS = new ProjectLimits(100, 100, 1000, 1000, 1000, 2, 20, 100,
			ProjectLimits.DEFAULTS.restrictions());

	private final MemoryStorage storage = new MemoryStorage();

	private final ProjectStates states = new ProjectStates(this.storage, KEYS);

	private final StoredProjects projects = new StoredProjects(this.storage, Defaults.CACHE, ProjectLimits.DEFAULTS,
			Defaults.RETENTION, () -> "");

	@AfterEach
	void close() {
		this.projects.close();
	}

	private GarbageCollector collector() {
		return collector(Defaults.RETENTION);
	}

	private GarbageCollector collector(Retention retention) {
		return new GarbageCollector(this.storage, KEYS, retention, TWO_VERSIONS);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private ProjectVersion publish(String path, String text) throws IOException {
		return this.projects.publish(SHOP, ProjectFiles.ofMap(Map.of(path, bytes(text))), ProjectSettings.DEFAULTS);
	}

	private String content(String text, long epoch) throws IOException {
		String key = KEYS.blob(BlobId.of(bytes(text)), epoch);
		this.storage.write(key, StorageContent.of(bytes(text)));
		return key;
	}

	/**
	 * Announce a content, with a name that tells the time.
	 */
	private void announce(Duration age, String text, long epoch) throws IOException {
		UploadManifest manifest = Uploads.manifest(Map.of("/a.txt", BlobId.of(bytes(text))));
		this.storage.write(KEYS.upload(ProjectKeys.uploadName(SortableName.of(Instant.now().minus(age)), epoch)),
				StorageContent.of(ManifestCodec.encode(manifest)));
	}

	private List<String> keys(String prefix) throws IOException {
		List<String> keys = new ArrayList<>();
		this.storage.list(prefix, keys::add);
		return keys;
	}

	@Test
	void contentsAreCountedAndMeasured() throws IOException {
		publish("index.html", "four");
		String garbage = content("sixsix", 0);
		Garbage found = collector().find();
		assertThat(found).isEqualTo(new Garbage(List.of(garbage), true, 1, 1, 4));
		assertThat(keys(KEYS.blobs())).contains(garbage);
		assertThat(collector().collect()).isEqualTo(1);
		assertThat(keys(KEYS.blobs())).hasSize(1).doesNotContain(garbage);
	}

	@Test
	void garbageOfAProjectThatDoesNotExistIsCollected() throws IOException {
		String garbage = content("garbage", 0);
		assertThat(collector().find()).isEqualTo(new Garbage(List.of(garbage), false, 1, 0, 0));
	}

	@Test
	void collectionWithoutGarbageIsNotWritten() throws IOException {
		publish("index.html", "page");
		ProjectState state = this.states.read();
		assertThat(collector().collect()).isZero();
		assertThat(this.states.read()).isEqualTo(state);
	}

	/**
	 * The writer of such a key publishes it later.
	 */
	@Test
	void keyOfALaterEpochIsKept() throws IOException {
		publish("index.html", "page");
		long next = this.states.read().generation() + 1;
		String later = content("later", next);
		String present = content("present", next - 1);
		assertThat(collector().find().keys()).containsExactly(present).doesNotContain(later);
	}

	@Test
	void documentsOfFormerVersionsAndFilesAreGarbage() throws IOException {
		publish("1.js", "one");
		ProjectVersion second = publish("2.js", "two");
		String third = publish("3.js", "three").id();
		this.projects.deleteVersion(SHOP, second.id(), ProjectChange.NONE);
		String retained = Objects.requireNonNull(this.states.read().retained());
		assertThat(collector().collect()).isEqualTo(1);
		assertThat(keys(KEYS.retained())).containsExactly(retained);
		assertThat(keys(KEYS.versions())).hasSize(2).anyMatch((key) -> key.contains(third));
		assertThat(keys(KEYS.blobs())).hasSize(2);
	}

	@Test
	void versionsBeyondTheLimitAreRemoved() throws IOException {
		for (String text : List.of("1", "2", "3")) {
			this.projects.upload(SHOP, ProjectFiles.ofMap(Map.of("index.html", bytes(text))), ProjectSettings.DEFAULTS);
		}
		assertThat(collector().collect()).isEqualTo(1);
		assertThat(this.states.read().versions()).hasSize(2);
		assertThat(keys(KEYS.versions())).hasSize(2);
		this.states.change((state) -> state
			.withVersion(ProjectState.Version.of(Objects.requireNonNull(this.states.document(state.versions().get(0))),
					state.versions().get(0).epoch(), ProjectChange.NONE), 100));
		collector().collect();
		assertThat(this.states.read().versions()).as("also if nothing is deleted").hasSize(2);
	}

	@Test
	void formerFilesThatExpireAreRemovedFromTheState() throws IOException {
		publish("1.js", "one");
		publish("2.js", "two");
		assertThat(this.states.read().retained()).isNotNull();
		collector(new Retention(3, Duration.ZERO)).collect();
		assertThat(this.states.read().retained()).isNull();
		assertThat(keys(KEYS.retained())).isEmpty();
		assertThat(keys(KEYS.blobs())).as("the versions have them").hasSize(2);
	}

	@Test
	void formerFilesOfAVersionThatIsRemovedAreKept() throws IOException {
		publish("1.js", "one");
		for (String text : List.of("2", "3", "4")) {
			publish("index.html", text);
		}
		this.states.change(ProjectState::withoutHistory);
		assertThat(collector().collect()).isEqualTo(1);
		assertThat(this.states.read().versions()).hasSize(2);
		assertThat(keys(KEYS.blobs())).hasSize(3).contains(KEYS.blob(BlobId.of(bytes("one")), 0));
	}

	@Test
	void collectorGoesOnWhereAnotherOneHasEnded() throws IOException {
		publish("index.html", "page");
		content("garbage", 0);
		announce(Duration.ofHours(1), "spared", 0);
		collector().find();
		ProjectState state = this.states.read();
		assertThat(state.uploads()).hasSize(1);
		assertThat(collector().find().contents()).isEqualTo(1);
		assertThat(this.states.read()).as("deletes the same").isEqualTo(state);
		content("more garbage", state.generation());
		collector().find();
		assertThat(this.states.read().collected()).as("deletes more").isGreaterThan(state.collected());
	}

	@Test
	void collectorThatSparesFewerUploadsThanAnotherOneWritesTheState() throws IOException {
		publish("index.html", "page");
		content("garbage", 0);
		announce(Duration.ofHours(1), "spared", 0);
		collector().find();
		ProjectState state = this.states.read();
		this.storage.delete(keys(KEYS.uploads()));
		collector().find();
		assertThat(this.states.read().collected()).isGreaterThan(state.collected());
		assertThat(this.states.read().uploads()).isEmpty();
	}

	@Test
	void collectorThatMissesADocumentWritesTheState() throws IOException {
		publish("index.html", "page");
		content("garbage", 0);
		collector().find();
		ProjectState state = this.states.read();
		this.storage.delete(keys(KEYS.versions()));
		collector().find();
		assertThat(this.states.read().collected()).isGreaterThan(state.collected());
	}

	@Test
	void contentsOfTheTenLatestUploadsAreSpared() throws IOException {
		for (int i = 1; i <= 12; i++) {
			announce(Duration.ofHours(i), "content " + i, 0);
			content("content " + i, 0);
		}
		assertThat(collector().collect()).isEqualTo(2);
		assertThat(keys(KEYS.blobs())).hasSize(10)
			.contains(KEYS.blob(BlobId.of(bytes("content 1")), 0), KEYS.blob(BlobId.of(bytes("content 10")), 0));
		assertThat(this.states.read().uploads()).hasSize(10);
	}

	@Test
	void uploadThatIsTooOldIsDeletedWithItsContents() throws IOException {
		announce(Duration.ofHours(25), "old", 0);
		content("old", 0);
		announce(Duration.ofHours(23), "young", 0);
		String young = content("young", 0);
		content("young", 1);
		collector().collect();
		assertThat(keys(KEYS.uploads())).hasSize(1);
		assertThat(keys(KEYS.blobs())).contains(young).hasSize(2);
	}

	@Test
	void contentsThatALiveSessionNamesAreSpared() throws IOException {
		String sent = content("sent", 0);
		String old = content("old", 0);
		String other = content("other", 0);
		send(Duration.ZERO, 0, "sent");
		send(Duration.ofHours(25), 0, "old");
		String live = ProjectKeys.uploadName(SortableName.of(Instant.now()), 0);
		this.storage.write(KEYS.session(live) + "-" + BlobId.of(bytes("other")).hash(), StorageContent.of(new byte[0]));
		String otherEpoch = content("sent", 1);
		assertThat(collector().find().keys()).containsExactlyInAnyOrder(old, other);
		publish("index.html", "page");
		assertThat(collector().find().keys()).contains(otherEpoch).doesNotContain(sent);
		assertThat(this.states.read().uploads()).as("no state lists a session").isEmpty();
	}

	/**
	 * Write the name of a content that a session has got.
	 */
	private void send(Duration age, int number, String text) throws IOException {
		String session = ProjectKeys.uploadName(SortableName.of(Instant.now().minus(age)), 0);
		this.storage.write(KEYS.sessionContent(session, number, BlobId.of(bytes(text)).hash()),
				StorageContent.of(new byte[0]));
	}

	@Test
	void sessionsTakeNoPlaceOfAnUpload() throws IOException {
		announce(Duration.ofHours(1), "announced", 0);
		String announced = content("announced", 0);
		for (int i = 0; i < 12; i++) {
			send(Duration.ZERO, i, "sent " + i);
		}
		collector().collect();
		assertThat(keys(KEYS.blobs())).containsExactly(announced);
	}

	@Test
	void deletedProjectHasItsStateOnly() throws IOException {
		publish("index.html", "page");
		announce(Duration.ofHours(1), "content", 0);
		content("garbage", 0);
		collector().deleteAll();
		ProjectState state = this.states.read();
		assertThat(keys(KEYS.prefix())).containsExactly(KEYS.manifest());
		assertThat(state.isEmpty()).isTrue();
		assertThat(state.collected()).isEqualTo(state.generation());
		collector().deleteAll();
		assertThat(this.states.read()).as("nothing to delete").isEqualTo(state);
		String garbage = content("garbage", 0);
		String later = content("later", state.generation() + 1);
		collector().deleteAll();
		assertThat(this.states.read().generation()).isEqualTo(state.generation() + 1);
		assertThat(keys(KEYS.blobs())).containsExactly(later).doesNotContain(garbage);
	}

	@Test
	void stateThatHasKeptAnUploadForgetsItWithTheProject() throws IOException {
		announce(Duration.ofHours(1), "content", 0);
		content("garbage", 0);
		collector().collect();
		this.storage.delete(keys(KEYS.uploads()));
		assertThat(this.states.read().uploads()).hasSize(1);
		collector().deleteAll();
		assertThat(this.states.read().uploads()).isEmpty();
	}

}
