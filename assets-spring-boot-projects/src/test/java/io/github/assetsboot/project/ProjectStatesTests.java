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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import io.github.assetsboot.project.ProjectDeployment.Trigger;
import io.github.assetsboot.project.ProjectStates.Change;
import io.github.assetsboot.project.RetainedFiles.RetainedFile;
import io.github.assetsboot.storage.MemoryStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProjectStates}.
 */
class ProjectStatesTests {

	private static final ProjectKeys KEYS = new ProjectKeys(new ProjectId("shop"));

	private static final String OLD = "00000001-0000-8000-8000-000000000000";

	private static final String NEW = "00000002-0000-8000-8000-000000000000";

	private final MemoryStorage storage = new MemoryStorage();

	private final BreakingStorage breaking = new BreakingStorage(this.storage);

	private final ProjectStates states = new ProjectStates(this.breaking, KEYS);

	@BeforeEach
	void logWarnings() {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(ProjectStates.class.getName(), LogLevel.WARN);
	}

	private static ProjectManifest document(String version, String... pathsAndTexts) {
		Map<String, StoredAsset> files = new HashMap<>();
		Map<String, Long> epochs = new HashMap<>();
		for (int i = 0; i < pathsAndTexts.length; i += 2) {
			StoredAsset file = new StoredAsset(BlobId.of(pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8)),
					Map.of());
			files.put(pathsAndTexts[i], file);
			epochs.put(file.plain().hash(), 0L);
		}
		return new ProjectManifest(version, Instant.EPOCH, ProjectSettings.DEFAULTS, "/a /b", "/*\n  X-Rule: yes",
				files, epochs, Map.of(), null);
	}

	/**
	 * Write a version, and add it to the state.
	 */
	private ProjectState upload(String version, String... pathsAndTexts) throws IOException {
		ProjectManifest document = document(version, pathsAndTexts);
		return this.states.change((state) -> {
			this.states.write(document, 0);
			return state.withVersion(ProjectState.Version.of(document, 0, ProjectChange.NONE), 10);
		}).after();
	}

	private ProjectState deploy(String... versions) throws IOException {
		return this.states.change((state) -> deploy(state, versions)).after();
	}

	private ProjectState deploy(ProjectState state, String... versions) throws IOException {
		List<DeployedVersion> deployed = (versions.length == 1) ? List.of(new DeployedVersion(versions[0]))
				: List.of(new DeployedVersion(versions[0], BigDecimal.valueOf(50)),
						new DeployedVersion(versions[1], BigDecimal.valueOf(50)));
		return this.states.deploy(state, ProjectDeployment.of(deployed, ProjectChange.NONE, Trigger.DEPLOYMENT),
				Defaults.RETENTION, ProjectLimits.DEFAULTS);
	}

	private Map<String, String> retained() throws IOException {
		Map<String, String> versions = new HashMap<>();
		Map<String, RetainedFile> files = this.states.retained(this.states.read()).files();
		files.forEach((path, file) -> versions.put(path, file.version()));
		return versions;
	}

	@Test
	void changeCountsTheGenerationUpAndTellsBothStates() throws IOException {
		Change change = this.states.change((state) -> ProjectState.NONE.withGeneration(99));
		assertThat(change.before()).isEqualTo(ProjectState.NONE);
		assertThat(change.after().generation()).isEqualTo(1);
		assertThat(this.states.read()).isEqualTo(change.after());
		assertThat(this.states.change((state) -> state.withoutAlias("none")).after().generation()).isEqualTo(2);
	}

	@Test
	void stateThatNeedsNoChangeIsNotWritten() throws IOException {
		Change change = this.states.change((state) -> state);
		assertThat(change.after()).isSameAs(change.before());
		assertThat(this.storage.read(KEYS.manifest())).isNull();
	}

	@Test
	void stepIsDoneAgainWhileOthersChangeTheState() throws IOException {
		int[] steps = { 0 };
		ProjectState after = this.states.change((state) -> {
			if (++steps[0] <= 2) {
				new ProjectStates(this.storage, KEYS).change((other) -> other.withoutAlias("none"));
			}
			if (steps[0] == 3) {
				throw new StaleStateException();
			}
			return state.withoutAlias("none");
		}).after();
		assertThat(steps[0]).isEqualTo(4);
		assertThat(after.generation()).isEqualTo(3);
	}

	@Test
	void changeGivesUpAfterTwentySteps() {
		this.breaking.refuseConditionalWrites(true);
		int[] steps = { 0 };
		assertThatExceptionOfType(ProjectConflictException.class).isThrownBy(() -> this.states.change((state) -> {
			steps[0]++;
			return state.withoutAlias("none");
		})).withMessage("Others keep changing 'project/shop/' at the same time. Try again later.");
		assertThat(steps[0]).isEqualTo(20);
	}

	@Test
	void pauseBetweenTheStepsCanBeInterrupted() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.states.change((state) -> {
			Thread.currentThread().interrupt();
			throw new StaleStateException();
		})).withMessage("Interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void lostDocumentIsAFailureUnlessTheStateHasChanged() throws IOException {
		ProjectState state = upload(OLD, "/index.html", "page");
		assertThat(this.states.required(state, OLD)).isEqualTo(document(OLD, "/index.html", "page"));
		this.storage.delete(List.of(KEYS.version(OLD, 0)));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.states.required(state, OLD))
			.withMessage("The storage has lost the version '" + OLD + "' of 'project/shop/'");
		assertThat(this.states.documents(state, List.of(OLD))).isEmpty();
		upload(NEW, "/index.html", "page");
		assertThatExceptionOfType(StaleStateException.class).isThrownBy(() -> this.states.required(state, OLD));
		assertThat(this.states.documents(this.states.read(), List.of(OLD, NEW))).hasSize(1);
		assertThat(this.states.documents(this.states.read(), List.of(OLD))).isEmpty();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void lostListOfFormerFilesIsLikeNoneUnlessTheStateHasChanged(CapturedOutput output) throws IOException {
		upload(OLD, "/old.js", "old");
		upload(NEW, "/new.js", "new");
		deploy(OLD);
		ProjectState state = deploy(NEW);
		assertThat(this.states.retained(state).files()).containsOnlyKeys("/old.js");
		this.storage.delete(List.of(Objects.requireNonNull(state.retained())));
		assertThat(this.states.retained(state)).isEqualTo(RetainedFiles.NONE);
		assertThat(output)
			.contains("The storage has lost '" + state.retained() + "', the files of former deployments.");
		deploy(NEW);
		assertThatExceptionOfType(StaleStateException.class).isThrownBy(() -> this.states.retained(state));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void listOfFormerFilesThatCannotBeWrittenEndsNothing(CapturedOutput output) throws IOException {
		RetainedFiles files = RetainedFiles.NONE.with(document(OLD, "/old.js", "old"), Instant.now());
		assertThat(this.states.write(RetainedFiles.NONE, 0, "otherwise")).isNull();
		assertThat(this.states.write(files, 7, "otherwise")).startsWith("project/shop/retained/").endsWith(".7");
		this.breaking.fail(true);
		assertThat(this.states.write(files, 0, "otherwise")).isEqualTo("otherwise");
		assertThat(output).contains("The list of the files of former deployments of 'project/shop/' cannot be written");
	}

	@Test
	void filesOfAVersionThatLeavesAreRetainedUnlessTheNextOneHasThem() throws IOException {
		upload(OLD, "/index.html", "page", "/old.js", "old", "/same.js", "old");
		upload(NEW, "/index.html", "page", "/same.js", "new");
		deploy(OLD);
		assertThat(retained()).isEmpty();
		deploy(OLD, NEW);
		assertThat(retained()).isEmpty();
		deploy(NEW);
		assertThat(retained()).isEqualTo(Map.of("/old.js", OLD));
		deploy(OLD);
		assertThat(retained()).isEmpty();
	}

	/**
	 * Each document that is read takes time, and another one that is lost would fail the
	 * deployment.
	 */
	@Test
	void percentagesOfTheSameVersionsChangeWithoutTheirDocuments() throws IOException {
		String former = "00000003-0000-8000-8000-000000000000";
		upload(former, "/former.js", "former");
		deploy(former);
		upload(OLD, "/old.js", "old");
		upload(NEW, "/new.js", "new");
		ProjectState state = deploy(OLD, NEW);
		assertThat(state.retained()).isNotNull();
		this.breaking.fail(true);
		assertThat(deploy(state, NEW, OLD).retained()).isEqualTo(state.retained());
		this.breaking.fail(false);
		this.storage.delete(List.of(KEYS.version(OLD, 0)));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> deploy(state, OLD));
		ProjectState other = deploy(NEW);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> deploy(other, NEW, OLD));
	}

	@Test
	void filesOfADeletedVersionAreRetainedForAVersionOfADeploymentThatHasThem() throws IOException {
		String next = "00000003-0000-8000-8000-000000000000";
		upload(OLD, "/a.js", "a", "/b.js", "b", "/c.js", "c");
		upload(NEW, "/a.js", "a", "/b.js", "other", "/c.js", "c", "/d.js", "d");
		upload(next, "/index.html", "page");
		deploy(OLD);
		deploy(NEW);
		deploy(next);
		assertThat(retained()).isEqualTo(Map.of("/a.js", NEW, "/b.js", NEW, "/c.js", NEW, "/d.js", NEW));
		this.states.change((state) -> this.states.deleteVersion(state, NEW));
		assertThat(retained()).isEqualTo(Map.of("/a.js", OLD, "/c.js", OLD));
		String key = this.states.read().retained();
		upload(NEW, "/index.html", "not retained");
		this.states.change((state) -> this.states.deleteVersion(state, NEW));
		assertThat(this.states.read().retained()).isEqualTo(key);
		this.states.change((state) -> this.states.deleteVersion(state, OLD));
		assertThat(this.states.read().retained()).isNull();
	}

	@Test
	void filesOfAllDocumentsOfACompositionAreFound() throws IOException {
		String former = "00000003-0000-8000-8000-000000000000";
		upload(former, "/former.js", "former");
		deploy(former);
		upload(OLD, "/index.html", "old page", "/old.js", "old");
		upload(NEW, "/index.html", "new page", "/new.js", "new");
		ProjectState state = deploy(OLD, NEW);
		String preview = "00000004-0000-8000-8000-000000000000";
		state = upload(preview, "/preview.html", "preview");
		assertLoaded(state, OLD, List.of("/index.html", "/old.js", "/new.js", "/former.js"));
		assertLoaded(state, preview, List.of("/preview.html", "/old.js", "/new.js", "/former.js"));
		ProjectStates.Loaded loaded = this.states.load(state, Composition.of(state, OLD));
		assertThat(loaded.weight()).isEqualTo(4 * 1024 + "/index.html/old.js/new.js/former.js".length()
				+ 16 * ("/a /b".length() + "/*\n  X-Rule: yes".length()));
	}

	private void assertLoaded(ProjectState state, String version, Collection<String> paths) throws IOException {
		ProjectStates.Loaded loaded = this.states.load(state, Composition.of(state, version));
		assertThat(loaded.version().version()).isEqualTo(version);
		assertThat(loaded.files().files()).containsOnlyKeys(paths);
		assertThat(loaded.files().epochs()).hasSize(paths.size());
		if (paths.contains("/index.html")) {
			assertThat(loaded.files().files().get("/index.html"))
				.isEqualTo(new StoredAsset(BlobId.of("old page".getBytes(StandardCharsets.UTF_8)), Map.of()));
		}
	}

	@Test
	void rulesThatAreMissingWeighNothing() {
		ProjectManifest plain = new ProjectManifest(OLD, Instant.EPOCH, ProjectSettings.DEFAULTS, null, null, Map.of(),
				Map.of(), Map.of(), null);
		assertThat(new ProjectStates.Loaded(plain, new Composition.Files()).weight()).isZero();
	}

}
