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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.assetsboot.project.ProjectChange.Source;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import org.jspecify.annotations.Nullable;

/**
 * The state of a project at one moment. Each change replaces it as a whole, and only if
 * it has not changed since it was read. A version, a deployment, an alias or a content
 * that the state does not refer to does not exist, although the storage may have it.
 * <p>
 * Each change counts the generation up. The storage keeps the last state of a deleted
 * project, so that no generation comes twice. The keys of contents, of documents and of
 * uploads end with the generation that their writer had read: their epoch.
 *
 * @param generation number of the states before; {@link ProjectStates} counts it
 * @param collected the generation of the last collection or deletion. It may have deleted
 * keys with a lower epoch that no state referred to then
 * @param uploads the names of uploads with a lower epoch than that, whose contents all
 * collections have spared
 * @param versions the versions, the latest first
 * @param deployments the latest deployments, the active one first
 * @param retained the key of the document with the files of former deployments,
 * {@code null} if there are none
 * @param aliases the versions with another name, by that name
 */
record ProjectState(long generation, long collected, Set<String> uploads, List<Version> versions,
		List<ProjectDeployment> deployments, @Nullable String retained, Map<String, Alias> aliases) {

	/**
	 * The state of a project that never existed.
	 */
	static final ProjectState NONE = new ProjectState(0, 0, Set.of(), List.of(), List.of(), null, Map.of());

	/**
	 * Number of deployments that are kept.
	 */
	static final int MAX_DEPLOYMENTS = 10;

	private static final Comparator<Map.Entry<String, Alias>> LEAST_RECENT = Comparator
		.comparing((Map.Entry<String, Alias> alias) -> alias.getValue().set())
		.thenComparing(Map.Entry.comparingByKey());

	ProjectState {
		uploads = Set.copyOf(uploads);
		versions = List.copyOf(versions);
		deployments = List.copyOf(deployments);
		aliases = Map.copyOf(aliases);
	}

	/**
	 * Return whether the project does not exist.
	 */
	boolean isEmpty() {
		return this.versions.isEmpty();
	}

	/**
	 * Return the active deployment, {@code null} if there is none.
	 */
	@Nullable ProjectDeployment active() {
		return this.deployments.isEmpty() ? null : this.deployments.get(0);
	}

	/**
	 * Return the choice between the versions of the active deployment, {@code null} if
	 * there is no such deployment.
	 */
	@Nullable VersionChoice choice() {
		ProjectDeployment active = active();
		if (active == null) {
			return null;
		}
		DeployedVersion first = active.versions().get(0);
		DeployedVersion last = active.versions().get(active.versions().size() - 1);
		if (first == last) {
			return new VersionChoice(first.version(), VersionChoice.WHOLE, null);
		}
		boolean newerFirst = position(first) < position(last);
		DeployedVersion newer = newerFirst ? first : last;
		return new VersionChoice(newer.version(), newer.hundredths(), (newerFirst ? last : first).version());
	}

	private int position(DeployedVersion deployed) {
		return this.versions.stream().map(Version::id).toList().indexOf(deployed.version());
	}

	/**
	 * Return the ids of the versions in the active deployment.
	 */
	Set<String> activeVersions() {
		ProjectDeployment active = active();
		return (active != null) ? active.versionIds() : Set.of();
	}

	/**
	 * Return a version by its id.
	 */
	@Nullable Version version(String id) {
		return this.versions.stream().filter((version) -> version.id().equals(id)).findFirst().orElse(null);
	}

	/**
	 * Return the version of an alias, of an id, or of the beginning of an id.
	 */
	@Nullable Version named(String name) {
		Alias alias = this.aliases.get(name);
		if (alias != null) {
			return version(alias.version());
		}
		if (!VersionId.isId(name)) {
			return null;
		}
		return this.versions.stream().filter((version) -> version.id().startsWith(name)).findFirst().orElse(null);
	}

	/**
	 * Return an id for a new version. No other version has the same short id.
	 */
	String newId(Instant created) {
		String id = VersionId.of(created);
		while (hasShortId(id)) {
			id = VersionId.of(created);
		}
		return id;
	}

	/**
	 * Return whether a version has the same short id as another id.
	 */
	boolean hasShortId(String id) {
		return named(VersionId.shorten(id)) != null;
	}

	/**
	 * Return the versions that no collection removes: those of deployments and aliases.
	 */
	private Set<String> inUse() {
		Set<String> versions = new HashSet<>();
		this.aliases.values().forEach((alias) -> versions.add(alias.version()));
		this.deployments.forEach((deployment) -> versions.addAll(deployment.versionIds()));
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
		return new ProjectState(generation, this.collected, this.uploads, this.versions, this.deployments,
				this.retained, this.aliases);
	}

	/**
	 * Add a version whose document has been written. The oldest versions that are not in
	 * use make room.
	 */
	ProjectState withVersion(Version version, int maxVersions) {
		List<Version> versions = new ArrayList<>(this.versions);
		versions.add(0, version);
		return new ProjectState(this.generation, this.collected, this.uploads, keep(versions, maxVersions),
				this.deployments, this.retained, this.aliases);
	}

	private List<Version> keep(List<Version> versions, int maxVersions) {
		Set<String> inUse = inUse();
		List<Version> kept = new ArrayList<>();
		for (Version version : versions) {
			if (kept.size() < maxVersions || inUse.contains(version.id())) {
				kept.add(version);
			}
		}
		return kept;
	}

	/**
	 * Make a deployment the active one.
	 * @param retained the key of the document with the files of former deployments
	 */
	ProjectState withDeployment(ProjectDeployment deployment, @Nullable String retained) {
		List<ProjectDeployment> deployments = new ArrayList<>();
		deployments.add(deployment.after(active()));
		this.deployments.stream().limit(MAX_DEPLOYMENTS - 1).forEach(deployments::add);
		return new ProjectState(this.generation, this.collected, this.uploads, this.versions, deployments, retained,
				this.aliases);
	}

	/**
	 * Forget the former deployments.
	 */
	ProjectState withoutHistory() {
		return new ProjectState(this.generation, this.collected, this.uploads, this.versions,
				this.deployments.stream().limit(1).toList(), this.retained, this.aliases);
	}

	/**
	 * Set an alias. The aliases that were set least recently make room.
	 */
	ProjectState withAlias(String name, Alias alias, int maxAliases) {
		Map<String, Alias> aliases = new HashMap<>(this.aliases);
		aliases.put(name, alias);
		while (aliases.size() > maxAliases) {
			aliases.remove(aliases.entrySet()
				.stream()
				.filter((entry) -> !entry.getKey().equals(name))
				.min(LEAST_RECENT)
				.orElseThrow()
				.getKey());
		}
		return withAliases(aliases);
	}

	ProjectState withoutAlias(String name) {
		Map<String, Alias> aliases = new HashMap<>(this.aliases);
		aliases.remove(name);
		return withAliases(aliases);
	}

	private ProjectState withAliases(Map<String, Alias> aliases) {
		return new ProjectState(this.generation, this.collected, this.uploads, this.versions, this.deployments,
				this.retained, aliases);
	}

	/**
	 * Remove a version that is not in the active deployment, with the deployments and
	 * aliases that name it.
	 * @param retained the key of the document with the files of former deployments
	 */
	ProjectState withoutVersion(String id, @Nullable String retained) {
		Map<String, Alias> aliases = new HashMap<>(this.aliases);
		aliases.values().removeIf((alias) -> alias.version().equals(id));
		return new ProjectState(this.generation, this.collected, this.uploads,
				this.versions.stream().filter((version) -> !version.id().equals(id)).toList(),
				this.deployments.stream().filter((deployment) -> !deployment.versionIds().contains(id)).toList(),
				retained, aliases);
	}

	/**
	 * Remove versions beyond the limit, and forbid the use of everything that nothing
	 * refers to now.
	 * @param maxVersions the number of versions to keep, beside those in use
	 * @param retained the key of the document with the files of former deployments
	 * @param spared uploads whose contents the collection does not delete
	 */
	ProjectState collected(int maxVersions, @Nullable String retained, Set<String> spared) {
		Set<String> uploads = spared.stream().filter(this::hasKept).collect(Collectors.toSet());
		return new ProjectState(this.generation, this.generation + 1, uploads, keep(this.versions, maxVersions),
				this.deployments, retained, this.aliases);
	}

	/**
	 * Remove everything but the generation.
	 */
	ProjectState deleted() {
		return new ProjectState(this.generation, this.generation + 1, Set.of(), List.of(), List.of(), null, Map.of());
	}

	/**
	 * Return the number of characters in the messages, which are most of a state.
	 */
	long textLength() {
		return Stream
			.concat(this.versions.stream().map(Version::message),
					this.deployments.stream().map(ProjectDeployment::message))
			.filter(Objects::nonNull)
			.mapToLong(String::length)
			.sum();
	}

	/**
	 * Describe a version.
	 */
	ProjectVersion describe(Version version) {
		ProjectDeployment active = active();
		return new ProjectVersion(version.id(), version.created(), version.source(), version.author(),
				version.message(), version.tag(), version.alias(), version.files(), version.bytes(),
				(active != null) ? active.percentage(version.id()) : null, null, List.of());
	}

	/**
	 * A version. Its document has the files.
	 *
	 * @param id the id
	 * @param epoch the epoch of the document
	 * @param created the time of the upload
	 * @param source the means of the upload
	 * @param author the name of the author
	 * @param message a description
	 * @param tag a label
	 * @param alias the alias that the upload has set
	 * @param files number of files
	 * @param bytes the size of all files, in bytes
	 */
	record Version(String id, long epoch, Instant created, Source source, @Nullable String author,
			@Nullable String message, @Nullable String tag, @Nullable String alias, int files, long bytes) {

		Version {
			Objects.requireNonNull(id);
			Objects.requireNonNull(created);
			Objects.requireNonNull(source);
		}

		static Version of(ProjectManifest manifest, long epoch, ProjectChange change) {
			return new Version(manifest.version(), epoch, manifest.created(), change.source(), change.author(),
					change.message(), change.tag(), change.alias(), manifest.files().size(),
					manifest.files().values().stream().mapToLong((file) -> file.plain().size()).sum());
		}

	}

	/**
	 * Another name of a version.
	 *
	 * @param version the id of the version
	 * @param set the time at which the alias was last set
	 */
	record Alias(String version, Instant set) {

		Alias {
			Objects.requireNonNull(version);
			Objects.requireNonNull(set);
		}

	}

}
