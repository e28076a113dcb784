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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.project.StallingStorage.Fault;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.ForwardingStorage;
import io.github.assetsboot.storage.MemoryStorage;
import io.github.assetsboot.storage.RedisConnections;
import io.github.assetsboot.storage.RetryingStorage;
import io.github.assetsboot.storage.S3Server;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.RedisServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link StoredProjects} whose user stalls, loses an answer, or dies at any call of the
 * storage, while others change the same project.
 */
@Timeout(300)
class StoredProjectsFaultsIT {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final ProjectKeys KEYS = new ProjectKeys(SHOP);

	/**
	 * Each pair of operations meets faults at a third of its calls, and neighbouring
	 * pairs at other calls. {@code -Drobustness.factor=2} takes all calls.
	 */
	private static final int STEP = (Integer.getInteger("robustness.factor", 1) > 1) ? 1 : 3;

	private static final Retention FEW = new Retention(1, Duration.ofDays(7));

	/**
	 * Contents of an upload, by their paths: new ones, one that every version has, and
	 * one that a publisher has left that died.
	 */
	private static final Map<String, byte[]> UPLOADED = Map.of("/index.html", bytes("uploaded"), "/app.js",
			bytes("uploaded script;".repeat(100)), "/shared.txt", bytes("the same"), "/left.js", site(7).get("app.js"));

	/**
	 * A scene that takes long to set up, so most tests begin with a copy of it.
	 */
	private static Scene scene;

	private static MemoryStorage storageOfScene;

	@TempDir
	private Path directory;

	@BeforeAll
	static void setUpScene() throws IOException {
		storageOfScene = new MemoryStorage();
		scene = new Scene(new Ledger(storageOfScene), Operation.COLLECT);
	}

	private static StoredProjects on(AssetStorage storage) {
		return on(storage, Defaults.RETENTION);
	}

	private static StoredProjects on(AssetStorage storage, Retention retention) {
		return new StoredProjects(storage,
				Defaults.cache(100, Duration.ZERO, Duration.ZERO, 1 << 20, Duration.ofDays(1)), ProjectLimits.DEFAULTS,
				retention, () -> "");
	}

	/**
	 * Delete all versions that were deployed and are not any more, and collect what they
	 * leave.
	 */
	private static int collect(AssetStorage storage) throws IOException {
		StoredProjects projects = on(storage, FEW);
		Set<String> deployed = new HashSet<>();
		projects.deployments(SHOP).stream().skip(1).forEach((former) -> deployed.addAll(former.versionIds()));
		for (ProjectVersion version : projects.versions(SHOP)) {
			if (version.percentage() == null && deployed.contains(version.id())) {
				deleteVersion(projects, version.id());
			}
		}
		return projects.collectGarbage(SHOP);
	}

	/**
	 * Another user may have deployed or deleted the version.
	 */
	private static void deleteVersion(StoredProjects projects, String version) throws IOException {
		try {
			projects.deleteVersion(SHOP, version, ProjectChange.NONE);
		}
		catch (ActiveVersionException | UnknownVersionException ex) {
			// there is nothing to delete
		}
	}

	/**
	 * Files some of which every version has, some every other one, and some only one.
	 */
	private static Map<String, byte[]> site(int version) {
		Map<String, byte[]> files = new TreeMap<>();
		files.put("index.html", bytes("page " + version));
		files.put("app.js", bytes(("script " + version + ";").repeat(100)));
		files.put("shared.txt", bytes("the same"));
		files.put("turn.txt", bytes("it is " + version % 2));
		files.put("name-" + version + ".css", bytes(("style " + version % 3 + ";").repeat(100)));
		return files;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static ProjectUploads uploads(AssetStorage storage) {
		return new ProjectUploads(storage, on(storage, FEW), ProjectLimits.DEFAULTS);
	}

	private static UploadManifest manifest() {
		Map<String, BlobId> files = new TreeMap<>();
		UPLOADED.forEach((path, content) -> files.put(path, BlobId.of(content)));
		return Uploads.manifest(files);
	}

	private static void send(AssetStorage storage, String upload, List<String> hashes) throws IOException {
		for (byte[] content : UPLOADED.values()) {
			String hash = BlobId.of(content).hash();
			if (hashes.contains(hash)) {
				uploads(storage).write(SHOP, upload, hash, new ByteArrayInputStream(content));
			}
		}
	}

	/**
	 * Publish an upload as a client does that sends what is still missing.
	 */
	private static ProjectVersion finish(AssetStorage storage, String upload) throws IOException {
		try {
			return uploads(storage).activate(SHOP, upload, null);
		}
		catch (IncompleteUploadException ex) {
			send(storage, upload, ex.missing());
			return uploads(storage).activate(SHOP, upload, null);
		}
	}

	private static ProjectVersion publishInThreeSteps(AssetStorage storage) throws IOException {
		ProjectUpload upload = uploads(storage).start(SHOP, manifest());
		send(storage, upload.id(), upload.missing());
		return finish(storage, upload.id());
	}

	private static ProjectVersion publish(AssetStorage storage, int version) throws IOException {
		return on(storage, FEW).publish(SHOP, ProjectFiles.ofMap(site(version)), ProjectSettings.DEFAULTS);
	}

	/**
	 * Run an operation with a fault at one of its calls.
	 * @return whether the operation makes so many calls
	 */
	private static boolean run(Scene scene, Others others, Fault fault, int call, boolean retrying) throws IOException {
		Operation operation = scene.operation;
		String description = operation + ", at call " + call + ": " + fault + ", meanwhile: " + others
				+ (retrying ? ", tried again" : "");
		StallingStorage stalling = new StallingStorage(scene.storage, call, fault, () -> others.run(scene));
		List<String> lost = new ArrayList<>(scene.published);
		try {
			operation.run(scene, retrying ? new RetryingStorage(stalling, 3, Duration.ZERO) : stalling);
		}
		catch (BreakingStorage.Death ex) {
			others.run(scene);
		}
		catch (IllegalArgumentException ex) {
			assertThat(others).as(description + ": " + ex).isNotIn(Others.PUBLISH, Others.PUBLISH_THE_SAME_FILES);
		}
		catch (UnknownUploadException | IncompleteUploadException ex) {
			assertThat(others.deletes() || others == Others.PUBLISH_THE_UPLOAD).as(description + ": " + ex).isTrue();
		}
		catch (IOException ex) {
			assertThat(fault).as(description + ": " + ex).isEqualTo(Fault.LOSES_THE_ANSWER);
			assertThat(retrying).as(description + ": " + ex).isFalse();
		}
		boolean happened = stalling.hasHappened();
		lost.addAll(scene.published);
		boolean mayBeGone = operation == Operation.DELETE || others.deletes()
				|| others == Others.PUBLISH_IN_THREE_STEPS_AND_COLLECT || others == Others.PUBLISH_AND_COLLECT
				|| others == Others.COLLECT || others == Others.ROLL_BACK_AND_COLLECT || operation == Operation.COLLECT
				|| operation == Operation.DELETE_A_VERSION;
		if (!mayBeGone) {
			assertThat(scene.versions()).as(description).containsAll(lost);
		}
		if (operation != Operation.DELETE && others == Others.DELETE_AND_PUBLISH && happened) {
			assertThat(scene.state().active()).as(description).isNotNull();
		}
		scene.assertWhole(description);
		scene.assertServed(description);
		scene.assertCollected(description);
		scene.assertUploaded(operation == Operation.DELETE || others.deletes() || others == Others.PUBLISH_THE_UPLOAD,
				description);
		publish(scene.storage, 8);
		scene.assertWhole(description);
		assertThat(scene.state().version(Deployments.main(scene.state())).epoch()).as(description)
			.isEqualTo(scene.state().generation() - 1);
		return happened;
	}

	/**
	 * Return all pairs, but those that tell nothing new and take long.
	 */
	static Stream<Arguments> all() {
		return Stream.of(Operation.values())
			.flatMap((operation) -> Stream.of(Others.values())
				.filter((others) -> (operation != Operation.PUBLISH_IN_THREE_STEPS || others.collects())
						&& (operation.isOfUploads() || !others.isOfUploads()))
				.map((others) -> Arguments.of(operation, others)));
	}

	@ParameterizedTest
	@MethodSource("all")
	void nothingThatAStateRefersToIsEverLost(Operation operation, Others others) throws IOException {
		for (Fault fault : Fault.values()) {
			for (boolean retrying : (fault == Fault.LOSES_THE_ANSWER) ? new boolean[] { false, true }
					: new boolean[] { false }) {
				int second = 2 + (operation.ordinal() + others.ordinal() + fault.ordinal()) % STEP;
				int call = 1;
				while (run(scene.copy(new Ledger(storageOfScene.copy()), operation), others, fault, call, retrying)) {
					call = (call == 1) ? second : call + STEP;
				}
				assertThat(call).as(operation + ": " + fault).isGreaterThan(1);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Operation.class)
	void everythingHoldsInADirectory(Operation operation) throws IOException {
		for (int call = 1; call <= 16; call += 3) {
			AssetStorage storage = new DirectoryStorage(this.directory.resolve(String.valueOf(call)));
			run(new Scene(storage, operation), Others.PUBLISH_AND_COLLECT, Fault.LOSES_THE_ANSWER, call, true);
		}
	}

	@Test
	void everythingHoldsInRedis() throws Exception {
		try (RedisServer server = RedisServer.start()) {
			LettuceConnectionFactory connections = RedisConnections.to(server);
			try {
				for (Operation operation : new Operation[] { Operation.PUBLISH_OLD_FILES, Operation.PUBLISH_AN_UPLOAD,
						Operation.COLLECT, Operation.DELETE }) {
					int call = 0;
					do {
						call++;
					}
					while (run(new Scene(
							new RetryingStorage(RedisConnections.storage(connections, operation + "-" + call + ":")),
							operation), Others.DELETE_PUBLISH_AND_COLLECT, Fault.STALLS_AFTER, call, true));
				}
			}
			finally {
				connections.destroy();
			}
		}
	}

	@Test
	void everythingHoldsInS3() throws Exception {
		try (S3Server server = S3Server.start(); S3Client client = server.connect()) {
			for (Operation operation : new Operation[] { Operation.PUBLISH_OLD_FILES, Operation.PUBLISH_AN_UPLOAD,
					Operation.COLLECT, Operation.DELETE }) {
				for (int call = 1; call <= 9; call += 2) {
					AssetStorage storage = S3Server.storage(client, S3Server.BUCKET, operation + "-" + call + "/",
							Duration.ofSeconds(20));
					run(new Scene(new RetryingStorage(storage), operation), Others.PUBLISH_AND_COLLECT,
							Fault.STALLS_BEFORE, call, true);
				}
			}
		}
	}

	@Test
	void publisherFindsWhatAnotherOneHasWrittenWhoStartedFromTheSameState() throws IOException {
		MemoryStorage storage = new MemoryStorage();
		List<String> first = new ArrayList<>();
		int[] writes = { 0 };
		AssetStorage counting = new ForwardingStorage(storage) {

			@Override
			public void write(String key, StorageContent content) throws IOException {
				writes[0] += key.startsWith(KEYS.blobs()) ? 1 : 0;
				super.write(key, content);
			}

		};
		StallingStorage other = new StallingStorage(counting, 2, Fault.STALLS_BEFORE, () -> publish(counting, 1));
		first.add(publish(other, 1).id());
		assertThat(writes[0]).as("five contents, two of them coded, too").isEqualTo(7);
		assertThat(new ProjectStates(storage, KEYS).read().versions()).hasSize(2)
			.extracting(ProjectState.Version::id)
			.contains(first.get(0));
	}

	@Test
	void publisherThatMeetsACollectionWritesAnewUnderAnotherEpoch() throws IOException {
		MemoryStorage storage = new MemoryStorage();
		Scene scene = new Scene(storage, Operation.COLLECT);
		long before = scene.state().generation();
		StallingStorage stalling = new StallingStorage(storage, 8, Fault.STALLS_BEFORE, () -> collect(storage));
		publish(stalling, 9);
		ProjectState state = scene.state();
		assertThat(state.collected()).isGreaterThan(before);
		assertThat(state.version(Deployments.main(state)).epoch()).isEqualTo(state.collected());
		scene.assertWhole("after a collection");
	}

	@Test
	void collectionOfAStateThatDeletesNothingIsNotWritten() throws IOException {
		Scene scene = new Scene(new MemoryStorage(), Operation.COLLECT);
		scene.assertCollected("first");
		ProjectState state = scene.state();
		assertThat(collect(scene.storage)).isZero();
		assertThat(scene.state()).isEqualTo(state);
	}

	@Test
	void collectorGoesOnWhereAnotherOneDied() throws IOException {
		Scene scene = new Scene(new MemoryStorage(), Operation.COLLECT);
		AssetStorage dying = new ForwardingStorage(scene.storage) {

			@Override
			public void delete(Collection<String> keys) throws IOException {
				if (!keys.isEmpty()) {
					throw new BreakingStorage.Death();
				}
			}

		};
		try {
			collect(dying);
		}
		catch (BreakingStorage.Death ex) {
			// the state says what is to be deleted
		}
		ProjectState state = scene.state();
		assertThat(state.collected()).isEqualTo(state.generation());
		assertThat(collect(scene.storage)).isPositive();
		assertThat(scene.state()).isEqualTo(state);
		scene.assertCollected("after the second one");
	}

	/**
	 * The upload is too old, and a collector has deleted its manifest after a publisher
	 * has read it. A deletion then finds nothing. Its second look comes after the client
	 * has sent the contents, and after the publisher has used them.
	 */
	@Test
	void deletionOfAProjectWithoutVersionsDeletesNothingThatAPublisherUses() throws IOException {
		MemoryStorage storage = new MemoryStorage();
		byte[] content = bytes("sent late");
		UploadManifest manifest = Uploads.manifest(Map.of("/a.txt", BlobId.of(content)));
		ProjectUploads client = uploads(storage);
		String upload = client.start(SHOP, manifest).id();
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> client.write(SHOP, upload, BlobId.of(content).hash(), InputStream.nullInputStream()));
		storage.write(KEYS.blob(BlobId.of(bytes("garbage")), 0), StorageContent.of(bytes("garbage")));
		StoredProjectsFaultsIT.collect(storage);
		String key = KEYS.upload(upload);
		byte[] announced = storage.read(key);
		storage.delete(List.of(key));
		AssetStorage readBefore = new ForwardingStorage(storage) {

			@Override
			public byte @Nullable [] read(String name) throws IOException {
				return name.equals(key) ? announced : super.read(name);
			}

		};
		int[] looks = { 0 };
		on(new ForwardingStorage(storage) {

			@Override
			public void list(String prefix, Consumer<String> consumer) throws IOException {
				if (++looks[0] == 2) {
					client.write(SHOP, upload, BlobId.of(content).hash(), new ByteArrayInputStream(content));
					uploads(readBefore).activate(SHOP, upload, null);
				}
				super.list(prefix, consumer);
			}

		}).delete(SHOP);
		if (looks[0] == 1) {
			client.write(SHOP, upload, BlobId.of(content).hash(), new ByteArrayInputStream(content));
			uploads(readBefore).activate(SHOP, upload, null);
		}
		assertThat(on(storage).project(SHOP).fetch("/a.txt").getBody().getContentAsByteArray()).isEqualTo(content);
	}

	/**
	 * What stalls.
	 */
	enum Operation {

		PUBLISH_NEW_FILES {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				scene.published.add(publish(storage, 9).id());
			}

		},

		PUBLISH_OLD_FILES {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				scene.published.add(publish(storage, 1).id());
			}

		},

		UPLOAD {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				scene.published
					.add(on(storage).upload(SHOP, ProjectFiles.ofMap(site(3)), ProjectSettings.DEFAULTS).id());
			}

		},

		START_AN_UPLOAD {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				uploads(storage).start(SHOP, manifest());
			}

		},

		PUBLISH_AN_UPLOAD {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				scene.published.add(uploads(storage).activate(SHOP, scene.upload, null).id());
			}

		},

		PUBLISH_IN_THREE_STEPS {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				scene.published.add(publishInThreeSteps(storage).id());
			}

		},

		SEND_A_CONTENT {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				send(storage, scene.upload, List.of(BlobId.of(UPLOADED.get("/app.js")).hash()));
			}

		},

		ACTIVATE {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				on(storage).deploy(SHOP, scene.first);
			}

		},

		ROLLOUT {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				Deployments.rollOut(on(storage), SHOP, scene.uploaded, 30);
			}

		},

		ROLL_BACK {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				on(storage).rollBack(SHOP, null, ProjectChange.NONE);
			}

		},

		RECONFIGURE {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				scene.published
					.add(on(storage).reconfigure(SHOP, scene.first, ProjectSettings.DEFAULTS, ProjectChange.NONE).id());
			}

		},

		DELETE_A_VERSION {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				deleteVersion(on(storage), scene.first);
			}

		},

		ALIAS {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				on(storage).setAlias(SHOP, "next", scene.uploaded, ProjectChange.NONE);
			}

		},

		COLLECT {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				StoredProjectsFaultsIT.collect(storage);
			}

		},

		DELETE {

			@Override
			void run(Scene scene, AssetStorage storage) throws IOException {
				on(storage).delete(SHOP);
			}

		};

		abstract void run(Scene scene, AssetStorage storage) throws IOException;

		boolean isOfUploads() {
			return name().contains("UPLOAD") || name().contains("STEPS") || this == COLLECT || this == DELETE;
		}

	}

	/**
	 * What others do meanwhile.
	 */
	enum Others {

		PUBLISH {

			@Override
			void run(Scene scene) throws IOException {
				scene.published.add(publish(scene.storage, 4).id());
			}

		},

		PUBLISH_THE_SAME_FILES {

			@Override
			void run(Scene scene) throws IOException {
				scene.published.add(publish(scene.storage, 9).id());
			}

		},

		COLLECT {

			@Override
			void run(Scene scene) throws IOException {
				StoredProjectsFaultsIT.collect(scene.storage);
			}

		},

		PUBLISH_AND_COLLECT {

			@Override
			void run(Scene scene) throws IOException {
				publish(scene.storage, 5);
				publish(scene.storage, 6);
				StoredProjectsFaultsIT.collect(scene.storage);
				publish(scene.storage, 1);
			}

		},

		ROLL_BACK_AND_COLLECT {

			@Override
			void run(Scene scene) throws IOException {
				if (scene.state().version(scene.first) != null) {
					on(scene.storage).deploy(SHOP, scene.first);
				}
				StoredProjectsFaultsIT.collect(scene.storage);
			}

		},

		PUBLISH_THE_UPLOAD {

			@Override
			void run(Scene scene) throws IOException {
				try {
					scene.published.add(finish(scene.storage, scene.upload).id());
				}
				catch (UnknownUploadException ex) {
					assertThat(scene.operation).isIn(Operation.PUBLISH_AN_UPLOAD, Operation.DELETE);
				}
			}

		},

		PUBLISH_IN_THREE_STEPS_AND_COLLECT {

			@Override
			void run(Scene scene) throws IOException {
				publishInThreeSteps(scene.storage);
				publish(scene.storage, 5);
				StoredProjectsFaultsIT.collect(scene.storage);
			}

		},

		DELETE {

			@Override
			void run(Scene scene) throws IOException {
				on(scene.storage).delete(SHOP);
			}

		},

		DELETE_AND_PUBLISH {

			@Override
			void run(Scene scene) throws IOException {
				on(scene.storage).delete(SHOP);
				scene.published.add(publish(scene.storage, 2).id());
			}

		},

		DELETE_PUBLISH_AND_COLLECT {

			@Override
			void run(Scene scene) throws IOException {
				on(scene.storage).delete(SHOP);
				publish(scene.storage, 9);
				publish(scene.storage, 1);
				StoredProjectsFaultsIT.collect(scene.storage);
			}

		};

		abstract void run(Scene scene) throws IOException;

		boolean deletes() {
			return name().startsWith("DELETE");
		}

		boolean collects() {
			return name().endsWith("COLLECT");
		}

		boolean isOfUploads() {
			return this == PUBLISH_THE_UPLOAD || this == PUBLISH_IN_THREE_STEPS_AND_COLLECT;
		}

	}

	/**
	 * A project with versions, an upload that is complete, and what a publisher that died
	 * has left.
	 */
	private static final class Scene {

		private final AssetStorage storage;

		private final String first;

		private final String uploaded;

		private final String upload;

		private final Operation operation;

		/**
		 * Versions that must not get lost.
		 */
		private final List<String> published = new ArrayList<>();

		Scene(AssetStorage storage, Operation operation) throws IOException {
			this.storage = storage;
			this.operation = operation;
			this.first = publish(storage, 1).id();
			publish(storage, 2);
			this.uploaded = on(storage).upload(SHOP, ProjectFiles.ofMap(site(3)), ProjectSettings.DEFAULTS).id();
			try {
				publish(new StallingStorage(storage, 10, Fault.DIES_AFTER, () -> {
				}), 7);
			}
			catch (BreakingStorage.Death ex) {
				// it has written contents
			}
			ProjectUpload started = uploads(storage).start(SHOP, manifest());
			assertThat(started.missing()).as("neither what is published nor what was left").hasSize(2);
			send(storage, started.id(), started.missing());
			this.upload = started.id();
		}

		private Scene(Scene other, AssetStorage storage, Operation operation) {
			this.storage = storage;
			this.operation = operation;
			this.first = other.first;
			this.uploaded = other.uploaded;
			this.upload = other.upload;
		}

		/**
		 * Return the scene as it was set up, for another operation.
		 * @param copy a copy of its storage
		 */
		Scene copy(AssetStorage copy, Operation operation) {
			return new Scene(this, copy, operation);
		}

		ProjectState state() throws IOException {
			return new ProjectStates(this.storage, KEYS).read();
		}

		List<String> versions() throws IOException {
			return state().versions().stream().map(ProjectState.Version::id).toList();
		}

		/**
		 * Check that the storage has all that the state refers to.
		 * @return the keys of all that
		 */
		Set<String> assertWhole(String description) throws IOException {
			ProjectState state = state();
			Set<String> keys = new HashSet<>();
			List<Map<BlobId, Long>> blobs = new ArrayList<>();
			ProjectStates states = new ProjectStates(this.storage, KEYS);
			List<String> versions = versions();
			for (ProjectDeployment deployment : state.deployments()) {
				assertThat(versions).as(description).containsAll(deployment.versionIds());
			}
			assertThat(versions).as(description)
				.containsAll(state.aliases().values().stream().map(ProjectState.Alias::version).toList());
			for (ProjectState.Version version : state.versions()) {
				blobs.add(states.required(state, version.id()).blobs());
				keys.add(KEYS.version(version.id(), version.epoch()));
			}
			if (state.retained() != null) {
				assertThat(this.storage.read(state.retained())).as(description).isNotNull();
				blobs.add(states.retained(state).blobs());
				keys.add(state.retained());
			}
			for (Map<BlobId, Long> some : blobs) {
				for (Map.Entry<BlobId, Long> blob : some.entrySet()) {
					String key = KEYS.blob(blob.getKey(), blob.getValue());
					if (keys.add(key)) {
						byte[] bytes = this.storage.read(key);
						assertThat(bytes).as("%s: %s", description, key).isNotNull();
						assertThat(BlobId.of(bytes)).as(description).isEqualTo(blob.getKey());
					}
				}
			}
			return keys;
		}

		/**
		 * Check that the current version is served, or none.
		 */
		void assertServed(String description) throws IOException {
			int status = on(this.storage).project(SHOP).fetch("/").getStatusCode().value();
			assertThat(status).as(description).isEqualTo((state().active() != null) ? 200 : 404);
		}

		/**
		 * Return the keys that uploads announce which are not finished.
		 */
		private Set<String> announced() throws IOException {
			List<String> uploads = new ArrayList<>();
			this.storage.list(KEYS.uploads(), uploads::add);
			Set<String> announced = new HashSet<>();
			for (String upload : uploads) {
				UploadManifest.read(this.storage, upload)
					.blobs()
					.forEach((blob) -> announced.add(KEYS.blob(blob, ProjectKeys.epoch(upload))));
			}
			return announced;
		}

		/**
		 * Check that the upload can be published, unless it is gone.
		 */
		void assertUploaded(boolean deleted, String description) throws IOException {
			try {
				uploads(this.storage).activate(SHOP, this.upload, null);
			}
			catch (UnknownUploadException ex) {
				assertThat(this.operation == Operation.PUBLISH_AN_UPLOAD || deleted).as(description).isTrue();
				return;
			}
			catch (IncompleteUploadException ex) {
				assertThat(deleted).as(description).isTrue();
				finish(this.storage, this.upload);
			}
			assertWhole(description);
			assertServed(description);
		}

		void assertCollected(String description) throws IOException {
			collect(this.storage);
			Set<String> needed = assertWhole(description);
			List<String> present = new ArrayList<>();
			this.storage.list(KEYS.blobs(), present::add);
			this.storage.list(KEYS.versions(), present::add);
			this.storage.list(KEYS.retained(), present::add);
			Set<String> announced = announced();
			present.removeIf((key) -> announced.contains(key) && !needed.contains(key));
			assertThat(present).as(description).containsExactlyInAnyOrderElementsOf(needed);
		}

	}

	/**
	 * Checks that each state follows the one before.
	 */
	private static final class Ledger extends ForwardingStorage {

		private final AssetStorage storage;

		Ledger(AssetStorage storage) {
			super(storage);
			this.storage = storage;
		}

		@Override
		public boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision) throws IOException {
			byte[] before = this.storage.read(key);
			boolean written = this.storage.writeIfUnchanged(key, value, revision);
			if (written && key.equals(KEYS.manifest())) {
				ProjectStates states = new ProjectStates(this.storage, KEYS);
				assertThat(states.decode(value).generation())
					.isEqualTo(((before != null) ? states.decode(before).generation() : 0) + 1);
			}
			return written;
		}

	}

}
