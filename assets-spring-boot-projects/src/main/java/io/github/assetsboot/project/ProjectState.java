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

import org.jspecify.annotations.Nullable;

/**
 * All that is true of a project at one moment: the value that each change replaces as a
 * whole, and only if it has not changed since it was read. A version, an alias or a
 * content that the state does not refer to does not exist, whatever the storage has.
 * <p>
 * Each change counts the generation up. The storage keeps the last state of a deleted
 * project, so that no generation comes twice. Contents, version documents and uploads
 * bear the generation in their keys that their writer had read: their epoch.
 *
 * @param generation how many states there were before; {@link ProjectStates} counts it
 * @param collected the generation of the last collection or deletion. A key with a lower
 * epoch that was not referred to then may have been deleted.
 * @param current the manifest that is served, {@code null} if there is none
 * @param versions the versions, by name
 * @param aliases the names of versions, by alias
 */
record ProjectState(long generation, long collected, @Nullable ProjectManifest current, Map<String, Version> versions,
		Map<String, String> aliases) {

	/**
	 * The state of a project that never existed.
	 */
	static final ProjectState NONE = new ProjectState(0, 0, null, Map.of(), Map.of());

	ProjectState {
		versions = Map.copyOf(versions);
		aliases = Map.copyOf(aliases);
	}

	/**
	 * Return whether there is nothing of the project.
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
	 * Return the versions that are served, or have an alias.
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
	 * Return whether what was written with an epoch is still there, and so is everything
	 * that the state of this generation referred to.
	 */
	boolean hasKept(long epoch) {
		return this.collected <= epoch;
	}

	ProjectState withGeneration(long generation) {
		return new ProjectState(generation, this.collected, this.current, this.versions, this.aliases);
	}

	ProjectState withCurrent(ProjectManifest current) {
		return new ProjectState(this.generation, this.collected, current, this.versions, this.aliases);
	}

	/**
	 * Add a version whose document has been written.
	 */
	ProjectState withVersion(ProjectManifest manifest, long epoch) {
		Map<String, Version> versions = new HashMap<>(this.versions);
		versions.put(manifest.version(), Version.of(manifest, epoch));
		return new ProjectState(this.generation, this.collected, this.current, versions, this.aliases);
	}

	ProjectState withAlias(String alias, @Nullable String version) {
		Map<String, String> aliases = new HashMap<>(this.aliases);
		if (version != null) {
			aliases.put(alias, version);
		}
		else {
			aliases.remove(alias);
		}
		return new ProjectState(this.generation, this.collected, this.current, this.versions, aliases);
	}

	/**
	 * Remove versions, and forbid the use of what nothing refers to now.
	 */
	ProjectState collected(Set<String> old) {
		Map<String, Version> versions = new HashMap<>(this.versions);
		versions.keySet().removeAll(old);
		return new ProjectState(this.generation, this.generation + 1, this.current, versions, this.aliases);
	}

	/**
	 * Remove everything but the generation.
	 */
	ProjectState deleted() {
		return new ProjectState(this.generation, this.generation + 1, null, Map.of(), Map.of());
	}

	/**
	 * Summary of a version. The version's document has the details.
	 *
	 * @param epoch the epoch of the document
	 * @param published when the version was published
	 * @param files number of files
	 * @param bytes their size together, in bytes
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
