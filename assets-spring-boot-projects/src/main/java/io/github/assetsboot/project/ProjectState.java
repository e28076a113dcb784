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

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The state of a project at one moment. Each change replaces it as a whole, and only if
 * it has not changed since it was read. A version, an alias or a content that the state
 * does not refer to does not exist, although the storage may have it.
 * <p>
 * Each change counts the generation up. The storage keeps the last state of a deleted
 * project, so that no generation comes twice. The keys of contents, version documents and
 * uploads end with the generation that their writer had read: their epoch.
 *
 * @param generation number of the states before; {@link ProjectStates} counts it
 * @param collected the generation of the last collection or deletion. It may have deleted
 * keys with a lower epoch that no state referred to then
 * @param uploads the names of uploads with a lower epoch than that, whose contents all
 * collections have spared
 * @param current the manifest that is served, {@code null} if there is none
 * @param versions the versions, by name
 * @param aliases the names of versions, by alias
 */
record ProjectState(long generation, long collected, Set<String> uploads, @Nullable ProjectManifest current,
		Map<String, Version> versions, Map<String, String> aliases) {

	/**
	 * The state of a project that never existed.
	 */
	static final ProjectState NONE = new ProjectState(0, 0, Set.of(), null, Map.of(), Map.of());

	ProjectState {
		// a state that was written before there were uploads has none
		uploads = Set.copyOf(Objects.requireNonNullElse(uploads, Set.of()));
		versions = Map.copyOf(versions);
		aliases = Map.copyOf(aliases);
	}

	/**
	 * Return whether the project does not exist.
	 */
	boolean isEmpty() {
		return this.current == null && this.versions.isEmpty();
	}

	/**
	 * Return the version of a name or an alias.
	 */
	@Nullable String named(String name) {
		String version = this.aliases.getOrDefault(name, name);
		return this.versions.containsKey(version) ? version : null;
	}

	/**
	 * Return the versions that are served or have an alias.
	 */
	Set<String> inUse() {
		Set<String> versions = new HashSet<>(this.aliases.values());
		if (this.current != null) {
			versions.add(this.current.version());
			if (this.current.rollout() != null) {
				versions.add(this.current.rollout().version());
			}
		}
		return versions;
	}

	/**
	 * Return whether no collection can have deleted what was written with an epoch, nor
	 * what the state of that generation referred to.
	 */
	boolean hasKept(long epoch) {
		return this.collected <= epoch;
	}

	/**
	 * Return whether no collection can have deleted the contents of an upload.
	 */
	boolean hasKept(String upload) {
		return hasKept(ProjectKeys.epoch(upload)) || this.uploads.contains(upload);
	}

	ProjectState withGeneration(long generation) {
		return new ProjectState(generation, this.collected, this.uploads, this.current, this.versions, this.aliases);
	}

	ProjectState withCurrent(ProjectManifest current) {
		return new ProjectState(this.generation, this.collected, this.uploads, current, this.versions, this.aliases);
	}

	/**
	 * Add a version whose document has been written.
	 */
	ProjectState withVersion(ProjectManifest manifest, long epoch) {
		Map<String, Version> versions = new HashMap<>(this.versions);
		versions.put(manifest.version(), Version.of(manifest, epoch));
		return new ProjectState(this.generation, this.collected, this.uploads, this.current, versions, this.aliases);
	}

	ProjectState withAlias(String alias, @Nullable String version) {
		Map<String, String> aliases = new HashMap<>(this.aliases);
		if (version != null) {
			aliases.put(alias, version);
		}
		else {
			aliases.remove(alias);
		}
		return new ProjectState(this.generation, this.collected, this.uploads, this.current, this.versions, aliases);
	}

	/**
	 * Remove versions, and forbid the use of everything that nothing refers to now.
	 * @param old the versions
	 * @param spared uploads whose contents the collection does not delete
	 */
	ProjectState collected(Set<String> old, Set<String> spared) {
		Map<String, Version> versions = new HashMap<>(this.versions);
		versions.keySet().removeAll(old);
		Set<String> uploads = spared.stream().filter(this::hasKept).collect(Collectors.toSet());
		return new ProjectState(this.generation, this.generation + 1, uploads, this.current, versions, this.aliases);
	}

	/**
	 * Remove everything but the generation.
	 */
	ProjectState deleted() {
		return new ProjectState(this.generation, this.generation + 1, Set.of(), null, Map.of(), Map.of());
	}

	/**
	 * Summary of a version. The version's document has the details.
	 *
	 * @param epoch the epoch of the document
	 * @param published the time of the publishing
	 * @param files number of files
	 * @param bytes the size of all files, in bytes
	 */
	record Version(long epoch, Instant published, int files, long bytes) {

		Version {
			Objects.requireNonNull(published);
		}

		static Version of(ProjectManifest manifest, long epoch) {
			return new Version(epoch, manifest.published(), manifest.files().size(),
					manifest.files().values().stream().mapToLong((file) -> file.plain().size()).sum());
		}

		ProjectVersion describe(String name, boolean current) {
			return new ProjectVersion(name, this.published, this.files, this.bytes, current, null, List.of());
		}

	}

}
