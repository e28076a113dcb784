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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The versions that a storage has of a project.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectVersions {

	private final AssetStorage storage;

	private final StorageKeys keys;

	ProjectVersions(AssetStorage storage, StorageKeys keys) {
		this.storage = storage;
		this.keys = keys;
	}

	/**
	 * Return the manifest that is served.
	 */
	@Nullable ProjectManifest current() throws IOException {
		return read(this.keys.manifest());
	}

	/**
	 * Return a version.
	 * @throws IllegalArgumentException if there is none of that name
	 */
	ProjectManifest find(String version) throws IOException {
		ProjectManifest manifest = ProjectId.isValid(version) ? read(this.keys.version(version)) : null;
		if (manifest == null) {
			throw new IllegalArgumentException("There is no version '" + version.replaceAll("[^ -~]", "?") + "'");
		}
		return manifest;
	}

	/**
	 * Return the version of a name or an alias.
	 */
	@Nullable ProjectManifest named(String name) throws IOException {
		byte[] alias = this.storage.read(this.keys.alias(name));
		return read(this.keys.version((alias != null) ? new String(alias, StandardCharsets.UTF_8) : name));
	}

	private @Nullable ProjectManifest read(String key) throws IOException {
		byte[] json = this.storage.read(key);
		return (json != null) ? ManifestCodec.decode(key, json) : null;
	}

	/**
	 * Make a version the current one. Files of those before it are found as well.
	 */
	ProjectManifest activate(ProjectManifest next, Retention retention, ProjectLock lock) throws IOException {
		int prefix = this.keys.versions().length();
		Set<String> latest = latest(list(this.keys.versions()).stream().map((key) -> key.substring(prefix)), retention);
		return makeCurrent(next.withRollout(null)
			.withRetained(ProjectPublisher.retain(next, current(), latest, retention, Instant.now())), lock);
	}

	ProjectManifest makeCurrent(ProjectManifest manifest, ProjectLock lock) throws IOException {
		lock.check();
		this.storage.write(this.keys.manifest(), StorageContent.of(ManifestCodec.encode(manifest)));
		return manifest;
	}

	/**
	 * Return what there is to tell of the versions, the latest first.
	 */
	List<ProjectVersion> describe() throws IOException {
		ProjectManifest current = current();
		return all().stream()
			.map((manifest) -> manifest.describe(current != null && current.version().equals(manifest.version())))
			.sorted(Comparator.comparing(ProjectVersion::id).reversed())
			.toList();
	}

	private List<ProjectManifest> all() throws IOException {
		List<ProjectManifest> manifests = new ArrayList<>();
		for (String key : list(this.keys.versions())) {
			ProjectManifest manifest = read(key);
			if (manifest != null) {
				manifests.add(manifest);
			}
		}
		return manifests;
	}

	private List<String> list(String prefix) throws IOException {
		List<String> found = new ArrayList<>();
		this.storage.list(prefix, found::add);
		return found;
	}

	/**
	 * Return the names of the versions that are retained for their number.
	 */
	private static Set<String> latest(Stream<String> names, Retention retention) {
		return names.sorted(Comparator.reverseOrder()).limit(retention.versions()).collect(Collectors.toSet());
	}

	/**
	 * Delete what is not retained, and then what nothing refers to. Nobody publishes in
	 * the meantime.
	 * @return how many contents were deleted
	 */
	int collectGarbage(Retention retention, ProjectLock lock) throws IOException {
		List<ProjectManifest> manifests = all();
		ProjectManifest current = current();
		List<ProjectManifest> old = old(manifests, retained(current), retention);
		lock.delete(old.stream().map((manifest) -> this.keys.version(manifest.version())).toList());
		deleteOldUploads();
		manifests.removeAll(old);
		if (current != null) {
			manifests.add(current);
		}
		Set<String> referred = new HashSet<>();
		manifests.forEach((manifest) -> manifest.contents()
			.forEach((content) -> referred.add(this.keys.content(content.hash()))));
		List<String> garbage = list(this.keys.contents());
		garbage.removeIf(referred::contains);
		lock.delete(garbage);
		return garbage.size();
	}

	private static List<ProjectManifest> old(List<ProjectManifest> manifests, Set<String> retained,
			Retention retention) {
		Set<String> latest = latest(manifests.stream().map(ProjectManifest::version), retention);
		Instant oldest = Instant.now().minus(retention.age());
		return manifests.stream()
			.filter((manifest) -> !retained.contains(manifest.version()))
			.filter((manifest) -> !latest.contains(manifest.version()) || manifest.published().isBefore(oldest))
			.toList();
	}

	/**
	 * The name of an upload begins with its time, as that of a version does.
	 */
	private void deleteOldUploads() throws IOException {
		String oldest = this.keys.upload(ProjectPublisher.newVersion(Instant.now().minus(ProjectUploads.MAX_AGE)));
		List<String> old = list(this.keys.uploads());
		old.removeIf((key) -> key.compareTo(oldest) >= 0);
		this.storage.delete(old);
	}

	/**
	 * Return the versions that are served, or have an alias.
	 */
	private Set<String> retained(@Nullable ProjectManifest current) throws IOException {
		Set<String> retained = new HashSet<>();
		if (current != null) {
			retained.add(current.version());
			if (current.rollout() != null) {
				retained.add(current.rollout().version());
			}
		}
		for (String alias : list(this.keys.aliases())) {
			byte[] version = this.storage.read(alias);
			if (version != null) {
				retained.add(new String(version, StandardCharsets.UTF_8));
			}
		}
		return retained;
	}

}
