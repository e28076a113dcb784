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
		byte[] json = this.storage.read(this.keys.manifest());
		return (json != null) ? ManifestCodec.decode(this.keys.manifest(), json) : null;
	}

	/**
	 * Return a version.
	 * @throws IllegalArgumentException if there is none of that name
	 */
	ProjectManifest find(String version) throws IOException {
		byte[] json = ProjectId.isValid(version) ? this.storage.read(this.keys.version(version)) : null;
		if (json == null) {
			throw new IllegalArgumentException("There is no version '" + version.replaceAll("[^ -~]", "?") + "'");
		}
		return ManifestCodec.decode(this.keys.version(version), json);
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
			byte[] json = this.storage.read(key);
			if (json != null) {
				manifests.add(ManifestCodec.decode(key, json));
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
	Set<String> latest(Retention retention) throws IOException {
		return new HashSet<>(list(this.keys.versions()).stream()
			.map((key) -> key.substring(this.keys.versions().length()))
			.sorted(Comparator.reverseOrder())
			.limit(retention.versions())
			.toList());
	}

	/**
	 * Delete what is not retained, and then what nothing refers to. Nobody publishes in
	 * the meantime.
	 * @return how many contents were deleted
	 */
	int collectGarbage(Retention retention, ProjectLock lock) throws IOException {
		deleteOld(retention);
		deleteOldUploads();
		List<ProjectManifest> manifests = all();
		ProjectManifest current = current();
		if (current != null) {
			manifests.add(current);
		}
		Set<String> referred = new HashSet<>();
		manifests.forEach((manifest) -> manifest.contents()
			.forEach((content) -> referred.add(this.keys.content(content.hash()))));
		List<String> garbage = list(this.keys.contents());
		garbage.removeIf(referred::contains);
		lock.check();
		this.storage.delete(garbage);
		return garbage.size();
	}

	private void deleteOld(Retention retention) throws IOException {
		Set<String> named = named();
		Set<String> latest = latest(retention);
		Instant oldest = Instant.now().minus(retention.age());
		List<String> old = new ArrayList<>();
		for (ProjectManifest manifest : all()) {
			boolean recent = latest.contains(manifest.version()) && !manifest.published().isBefore(oldest);
			if (!recent && !named.contains(manifest.version())) {
				old.add(this.keys.version(manifest.version()));
			}
		}
		this.storage.delete(old);
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
	private Set<String> named() throws IOException {
		Set<String> named = new HashSet<>();
		ProjectManifest current = current();
		if (current != null) {
			named.add(current.version());
			if (current.rollout() != null) {
				named.add(current.rollout().version());
			}
		}
		for (String alias : list(this.keys.aliases())) {
			byte[] version = this.storage.read(alias);
			if (version != null) {
				named.add(new String(version, StandardCharsets.UTF_8));
			}
		}
		return named;
	}

}
