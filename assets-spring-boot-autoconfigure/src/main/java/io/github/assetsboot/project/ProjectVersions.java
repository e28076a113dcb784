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
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.project.ProjectManifest.RetainedFile;
import io.github.assetsboot.project.ProjectManifest.Rollout;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;
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
		if (!ProjectId.isValid(name)) {
			return null;
		}
		String version = aliased(this.keys.alias(name));
		return read(this.keys.version((version != null) ? version : name));
	}

	/**
	 * Give a version another name.
	 */
	void alias(String alias, ProjectManifest version) throws IOException {
		this.storage.write(this.keys.alias(alias),
				StorageContent.of(version.version().getBytes(StandardCharsets.UTF_8)));
	}

	void removeAlias(String alias) throws IOException {
		this.storage.delete(List.of(this.keys.alias(alias)));
	}

	/**
	 * Return the versions that have an alias.
	 */
	Set<String> aliased() throws IOException {
		Set<String> versions = new HashSet<>();
		for (String key : list(this.keys.aliases())) {
			String version = aliased(key);
			if (version != null) {
				versions.add(version);
			}
		}
		return versions;
	}

	private @Nullable String aliased(String key) throws IOException {
		byte[] version = this.storage.read(key);
		return (version != null) ? new String(version, StandardCharsets.UTF_8) : null;
	}

	private @Nullable ProjectManifest read(String key) throws IOException {
		byte[] json = this.storage.read(key);
		return (json != null) ? ManifestCodec.decode(key, json) : null;
	}

	/**
	 * Make a version the current one. Files of those before it are found as well.
	 */
	ProjectManifest activate(ProjectManifest next, @Nullable ProjectManifest previous, Retention retention,
			ProjectLimits limits, ProjectLock lock) throws IOException {
		return makeCurrent(next.withRollout(null).withRetained(limits.limit(retained(next, previous, retention))),
				lock);
	}

	/**
	 * Find the files that are still found after they were replaced.
	 */
	private Map<String, RetainedFile> retained(ProjectManifest next, @Nullable ProjectManifest previous,
			Retention retention) throws IOException {
		if (previous == null) {
			return Map.of();
		}
		int prefix = this.keys.versions().length();
		Set<String> latest = retention.latest(list(this.keys.versions()).stream().map((key) -> key.substring(prefix)));
		Instant now = Instant.now();
		Map<String, RetainedFile> retained = previous.addTo(previous.retained(), now);
		retained.keySet().removeAll(next.files().keySet());
		retained.values()
			.removeIf((file) -> !latest.contains(file.version()) || file.replaced().isBefore(retention.oldest(now)));
		return retained;
	}

	/**
	 * Give a version to some of the clients of the current one.
	 * @throws IllegalArgumentException if there is no current version
	 */
	void rollout(ProjectManifest next, int percentage, ProjectLimits limits, ProjectLock lock) throws IOException {
		ProjectManifest current = current();
		if (current == null) {
			throw new IllegalArgumentException("There is no current version");
		}
		makeCurrent(current.withRetained(limits.limit(next.addTo(current.retained(), Instant.now())))
			.withRollout((percentage > 0) ? new Rollout(next.version(), percentage) : null), lock);
	}

	private ProjectManifest makeCurrent(ProjectManifest manifest, ProjectLock lock) throws IOException {
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

	List<ProjectManifest> all() throws IOException {
		List<ProjectManifest> manifests = new ArrayList<>();
		for (String key : list(this.keys.versions())) {
			ProjectManifest manifest = read(key);
			if (manifest != null) {
				manifests.add(manifest);
			}
		}
		return manifests;
	}

	List<String> list(String prefix) throws IOException {
		List<String> found = new ArrayList<>();
		this.storage.list(prefix, found::add);
		return found;
	}

}
