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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import io.github.assetsboot.project.ProjectManifest.RetainedFile;
import io.github.assetsboot.project.ProjectManifest.Rollout;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.AssetStorage.StoredValue;
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
			ProjectState next = step.next(state);
			if (next == state) {
				return new Change(state, state);
			}
			ProjectState written = next.withGeneration(state.generation() + 1);
			byte[] json = this.turns.compute(() -> ManifestCodec.encode(written));
			if (this.storage.writeIfUnchanged(this.keys.manifest(), json,
					(present != null) ? present.revision() : null)) {
				return new Change(state, written);
			}
			pause(attempt);
		}
		throw new ProjectConflictException(
				"Others keep changing '" + this.keys.prefix() + "' at the same time. Try again later.", RETRY_AFTER);
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
	 * Return a version.
	 * @throws IllegalArgumentException if the state has no version with that name
	 */
	ProjectManifest find(ProjectState state, String version) throws IOException {
		ProjectState.Version listed = state.versions().get(version);
		if (listed == null) {
			throw new IllegalArgumentException("There is no version '" + version.replaceAll("[^ -~]", "?") + "'");
		}
		ProjectManifest manifest = document(version, listed);
		if (manifest != null) {
			return manifest;
		}
		ProjectState present = read();
		if (present.generation() != state.generation()) {
			return find(present, version);
		}
		throw new IOException("The storage has lost the version '" + version + "' of '" + this.keys.prefix() + "'");
	}

	/**
	 * Return the version of a name or an alias.
	 */
	@Nullable ProjectManifest named(ProjectState state, String name) throws IOException {
		String version = state.named(name);
		ProjectState.Version listed = (version != null) ? state.versions().get(version) : null;
		return (version != null && listed != null) ? document(version, listed) : null;
	}

	private @Nullable ProjectManifest document(String version, ProjectState.Version listed) throws IOException {
		String key = this.keys.version(version, listed.epoch());
		byte[] json = this.storage.read(key);
		return (json != null) ? decode(key, json, ProjectManifest.class) : null;
	}

	/**
	 * Return the documents of all versions that the storage has not lost, by name.
	 */
	Map<String, ProjectManifest> documents(ProjectState state) throws IOException {
		Map<String, ProjectManifest> documents = new HashMap<>();
		for (Map.Entry<String, ProjectState.Version> version : state.versions().entrySet()) {
			ProjectManifest manifest = document(version.getKey(), version.getValue());
			if (manifest != null) {
				documents.put(version.getKey(), manifest);
			}
		}
		return documents;
	}

	/**
	 * Make a version of the state the current one. Files of former versions are retained.
	 */
	static ProjectState activate(ProjectState state, ProjectManifest next, Retention retention, ProjectLimits limits) {
		ProjectManifest previous = state.current();
		if (previous == null) {
			return state.withCurrent(next);
		}
		Set<String> latest = retention.latest(state.versions().keySet().stream());
		Instant now = Instant.now();
		Map<String, RetainedFile> retained = previous.addTo(previous.retained(), now);
		retained.keySet().removeAll(next.files().keySet());
		retained.values()
			.removeIf((file) -> !latest.contains(file.version()) || file.replaced().isBefore(retention.oldest(now)));
		return state.withCurrent(next.withRetained(limits.limit(retained), previous));
	}

	/**
	 * Serve a version of the state to some of the clients.
	 * @throws IllegalArgumentException if there is no current version
	 */
	static ProjectState rollout(ProjectState state, ProjectManifest next, int percentage, ProjectLimits limits) {
		ProjectManifest current = state.current();
		if (current == null) {
			throw new IllegalArgumentException("There is no current version");
		}
		return state.withCurrent(current.withRetained(limits.limit(next.addTo(current.retained(), Instant.now())), next)
			.withRollout((percentage > 0) ? new Rollout(next.version(), percentage) : null));
	}

	/**
	 * Describe the versions, the latest first.
	 */
	static List<ProjectVersion> describe(ProjectState state) {
		String current = (state.current() != null) ? state.current().version() : null;
		return state.versions()
			.entrySet()
			.stream()
			.map((version) -> version.getValue().describe(version.getKey(), Objects.equals(version.getKey(), current)))
			.sorted(Comparator.comparing(ProjectVersion::id).reversed())
			.toList();
	}

	List<String> list(String prefix) throws IOException {
		List<String> found = new ArrayList<>();
		this.storage.list(prefix, found::add);
		return found;
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
