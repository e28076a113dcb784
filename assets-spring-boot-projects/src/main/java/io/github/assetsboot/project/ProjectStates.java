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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.AssetStorage.StoredValue;
import io.github.assetsboot.storage.StorageContent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of a project, and replaces it. No caller holds a lock: a change is
 * computed from the state that was read, and written only if that state is still present.
 * So a caller that stalls, at any step and for any time, blocks no other caller and
 * overwrites no state that it has not seen.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectStates {

	private static final Log logger = LogFactory.getLog(ProjectStates.class);

	private static final int MAX_ATTEMPTS = 20;

	private static final int MAX_PAUSE_MILLISECONDS = 250;

	private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

	private final AssetStorage storage;

	private final ProjectKeys keys;

	private final ComputingTurns turns;

	ProjectStates(AssetStorage storage, ProjectKeys keys) {
		this(storage, keys, ComputingTurns.PUBLISHING);
	}

	/**
	 * Create the states of a project.
	 * @param storage the storage
	 * @param keys the keys of the project
	 * @param turns the turns for decoding and encoding states, which takes a moment if
	 * they have many files
	 */
	ProjectStates(AssetStorage storage, ProjectKeys keys, ComputingTurns turns) {
		this.storage = storage;
		this.keys = keys;
		this.turns = turns;
	}

	/**
	 * Return the present state.
	 */
	ProjectState read() throws IOException {
		byte[] json = this.storage.read(this.keys.manifest());
		return (json != null) ? decode(json) : ProjectState.NONE;
	}

	ProjectState decode(byte[] json) throws IOException {
		return decode(this.keys.manifest(), json, ProjectState.class);
	}

	private <T> T decode(String key, byte[] json, Class<T> type) throws IOException {
		return this.turns.compute(() -> ManifestCodec.decode(key, json, type));
	}

	/**
	 * Change the state. If it changes meanwhile, the step is done again.
	 * @param step gives the next state, or the same one if there is nothing to change
	 * @return the state that was replaced, and the one that was written; the same state
	 * twice if there was nothing to change
	 * @throws ProjectConflictException if the state changed meanwhile again and again
	 */
	Change change(Step step) throws IOException {
		for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
			StoredValue present = this.storage.readWithRevision(this.keys.manifest());
			ProjectState state = (present != null) ? decode(present.value()) : ProjectState.NONE;
			ProjectState next = next(step, state);
			if (next == state) {
				return new Change(state, state);
			}
			if (next != null) {
				ProjectState written = next.withGeneration(state.generation() + 1);
				byte[] json = this.turns.compute(() -> ManifestCodec.encode(written));
				if (this.storage.writeIfUnchanged(this.keys.manifest(), json,
						(present != null) ? present.revision() : null)) {
					return new Change(state, written);
				}
			}
			pause(attempt);
		}
		throw new ProjectConflictException(
				"Others keep changing '" + this.keys.prefix() + "' at the same time. Try again later.", RETRY_AFTER);
	}

	/**
	 * Return the next state, {@code null} if the present one has been replaced.
	 */
	private static @Nullable ProjectState next(Step step, ProjectState state) throws IOException {
		try {
			return step.next(state);
		}
		catch (StaleStateException ex) {
			return null;
		}
	}

	private static void pause(int attempt) throws IOException {
		try {
			Thread.sleep(ThreadLocalRandom.current().nextInt(Math.min(1 << attempt, MAX_PAUSE_MILLISECONDS)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
	}

	/**
	 * Return a version of the state.
	 * @param name the id of the version, its first characters or an alias
	 * @throws UnknownVersionException if the state has no such version
	 */
	static ProjectState.Version find(ProjectState state, String name) {
		ProjectState.Version version = state.named(name);
		if (version == null) {
			throw new UnknownVersionException("There is no version " + FileChecks.shown(name));
		}
		return version;
	}

	/**
	 * Return the document of a version.
	 * @return the document, or {@code null} if the storage does not have it, perhaps
	 * because the state has changed
	 */
	@Nullable ProjectManifest document(ProjectState.Version version) throws IOException {
		String key = this.keys.version(version.id(), version.epoch());
		byte[] json = this.storage.read(key);
		return (json != null) ? decode(key, json, ProjectManifest.class) : null;
	}

	/**
	 * Return the document of a version that the state has.
	 * @throws StaleStateException if the state has been replaced
	 * @throws IOException if the storage fails, or has lost the document
	 */
	ProjectManifest required(ProjectState state, String id) throws IOException {
		ProjectManifest document = document(find(state, id));
		if (document == null) {
			checkPresent(state);
			throw new IOException("The storage has lost the version '" + id + "' of '" + this.keys.prefix() + "'");
		}
		return document;
	}

	private void checkPresent(ProjectState state) throws IOException {
		if (read().generation() != state.generation()) {
			throw new StaleStateException();
		}
	}

	/**
	 * Return the documents of versions that the storage has not lost.
	 * @param ids the ids of the versions
	 */
	List<ProjectManifest> documents(ProjectState state, Collection<String> ids) throws IOException {
		List<ProjectManifest> documents = new ArrayList<>();
		for (ProjectState.Version version : state.versions()) {
			ProjectManifest document = ids.contains(version.id()) ? document(version) : null;
			if (document != null) {
				documents.add(document);
			}
		}
		return documents;
	}

	/**
	 * Return the files of former deployments. If the storage has lost them, there are
	 * none.
	 * @throws StaleStateException if the state has been replaced
	 * @throws IOException if the storage fails
	 */
	RetainedFiles retained(ProjectState state) throws IOException {
		String key = state.retained();
		if (key == null) {
			return RetainedFiles.NONE;
		}
		byte[] json = this.storage.read(key);
		if (json == null) {
			checkPresent(state);
			logger.warn("The storage has lost '" + key + "', the files of former deployments.");
			return RetainedFiles.NONE;
		}
		return decode(key, json, RetainedFiles.class);
	}

	/**
	 * Write the document of a version.
	 */
	void write(ProjectManifest version, long epoch) throws IOException {
		byte[] json = this.turns.compute(() -> ManifestCodec.encode(version));
		this.storage.write(this.keys.version(version.version(), epoch), StorageContent.of(json));
	}

	/**
	 * Write the files of former deployments. A failure, perhaps of a full disk, does not
	 * end the operation: a deployment matters more.
	 * @param otherwise the result after a failure
	 * @return the key of their document, or {@code null} if there are none
	 */
	@Nullable String write(RetainedFiles retained, long epoch, @Nullable String otherwise) {
		if (retained.files().isEmpty()) {
			return null;
		}
		try {
			return write(retained, epoch);
		}
		catch (IOException ex) {
			logger.warn("The list of the files of former deployments of '" + this.keys.prefix()
					+ "' cannot be written. Some of these files are not found any more: " + ex.getMessage());
			return otherwise;
		}
	}

	private String write(RetainedFiles retained, long epoch) throws IOException {
		String key = this.keys.retained(SortableName.of(Instant.now()), epoch);
		byte[] json = this.turns.compute(() -> ManifestCodec.encode(retained));
		this.storage.write(key, StorageContent.of(json));
		return key;
	}

	/**
	 * Make a deployment the active one. The files of the versions that leave are
	 * retained.
	 */
	ProjectState deploy(ProjectState state, ProjectDeployment deployment, Retention retention, ProjectLimits limits)
			throws IOException {
		Set<String> leaving = new HashSet<>(state.activeVersions());
		leaving.removeAll(deployment.versionIds());
		Set<String> served = new HashSet<>();
		for (String version : deployment.versionIds()) {
			if (!leaving.isEmpty() || !state.activeVersions().contains(version)) {
				served.addAll(required(state, version).files().keySet());
			}
		}
		if (leaving.isEmpty()) {
			return state.withDeployment(deployment, state.retained());
		}
		Instant now = Instant.now();
		RetainedFiles retained = retained(state);
		for (ProjectManifest former : documents(state, leaving)) {
			retained = retained.with(former, now);
		}
		RetainedFiles limited = retained.without(served).limit(retention, deployment.versions().size(), limits);
		return state.withDeployment(deployment, write(limited, state.generation(), state.retained()));
	}

	/**
	 * Delete a version. Files of former deployments that only this version has are not
	 * found any more.
	 */
	ProjectState deleteVersion(ProjectState state, String id) throws IOException {
		RetainedFiles retained = retained(state);
		Set<String> others = new HashSet<>();
		retained.files().values().forEach((file) -> others.add(file.version()));
		if (!others.remove(id)) {
			return state.withoutVersion(id, state.retained());
		}
		state.deployments().forEach((deployment) -> others.addAll(deployment.versionIds()));
		others.remove(id);
		RetainedFiles rest = retained;
		for (ProjectState.Version version : state.versions()) {
			// all documents together can be larger than the memory
			ProjectManifest other = others.contains(version.id()) ? document(version) : null;
			rest = (other != null) ? rest.withSame(id, other) : rest;
		}
		return state.withoutVersion(id, write(rest.withoutVersion(id), state.generation(), null));
	}

	/**
	 * Read the files of a composition.
	 * @throws StaleStateException if the state has been replaced
	 * @throws IOException if the storage fails, or has lost a document
	 */
	Loaded load(ProjectState state, Composition composition) throws IOException {
		ProjectManifest version = required(state, composition.version());
		Composition.Files files = new Composition.Files();
		files.add(version.files(), version.epochs());
		if (composition.partner() != null) {
			ProjectManifest partner = required(state, composition.partner());
			files.add(partner.files(), partner.epochs());
		}
		for (String deployed : composition.deployed()) {
			ProjectManifest other = required(state, deployed);
			files.add(other.filesByPath(), other.epochs());
		}
		RetainedFiles retained = retained(state);
		Map<String, StoredAsset> byPath = new HashMap<>();
		retained.files().forEach((path, file) -> byPath.put(path, file.file()));
		files.add(byPath, retained.epochs());
		return new Loaded(version, files);
	}

	List<String> list(String prefix) throws IOException {
		List<String> found = new ArrayList<>();
		this.storage.list(prefix, found::add);
		return found;
	}

	/**
	 * A version with all files that are served with it.
	 *
	 * @param version the version
	 * @param files its files, and those of other versions where it has none
	 */
	record Loaded(ProjectManifest version, Composition.Files files) {

		/**
		 * Estimated bytes of memory that a character of the rules takes.
		 */
		private static final long RULE_WEIGHT = 16;

		/**
		 * Estimate the memory for the collection and the rules, in bytes.
		 */
		long weight() {
			return this.files.weight()
					+ RULE_WEIGHT * (length(this.version.redirects()) + length(this.version.headers()));
		}

		private static long length(@Nullable String text) {
			return (text != null) ? text.length() : 0;
		}

	}

	/**
	 * A change that was made.
	 *
	 * @param before the state that was replaced
	 * @param after the state that replaced it
	 */
	record Change(ProjectState before, ProjectState after) {

	}

	/**
	 * A step from one state to the next one.
	 */
	@FunctionalInterface
	interface Step {

		ProjectState next(ProjectState state) throws IOException;

	}

}
