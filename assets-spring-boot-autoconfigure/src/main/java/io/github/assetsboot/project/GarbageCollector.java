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
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Deletes what a project does not need any more, while nobody publishes: versions that
 * are not retained, uploads that were given up, and then contents that nothing refers to.
 *
 * @author the Assets for Spring Boot authors
 */
final class GarbageCollector {

	private final ProjectVersions versions;

	private final StorageKeys keys;

	private final Retention retention;

	private final ProjectLock lock;

	GarbageCollector(ProjectVersions versions, StorageKeys keys, Retention retention, ProjectLock lock) {
		this.versions = versions;
		this.keys = keys;
		this.retention = retention;
		this.lock = lock;
	}

	/**
	 * Delete it.
	 * @return how many contents were deleted
	 */
	int collect() throws IOException {
		List<ProjectManifest> manifests = this.versions.all();
		ProjectManifest current = this.versions.current();
		List<ProjectManifest> old = old(manifests, inUse(current));
		this.lock.delete(old.stream().map((manifest) -> this.keys.version(manifest.version())).toList());
		deleteOldUploads();
		manifests.removeAll(old);
		if (current != null) {
			manifests.add(current);
		}
		return deleteAllBut(contents(manifests));
	}

	/**
	 * Return the versions that are served, or have an alias.
	 */
	private Set<String> inUse(@Nullable ProjectManifest current) throws IOException {
		Set<String> versions = this.versions.aliased();
		if (current != null) {
			versions.add(current.version());
			if (current.rollout() != null) {
				versions.add(current.rollout().version());
			}
		}
		return versions;
	}

	private List<ProjectManifest> old(List<ProjectManifest> manifests, Set<String> inUse) {
		Set<String> latest = this.retention.latest(manifests.stream().map(ProjectManifest::version));
		Instant oldest = this.retention.oldest(Instant.now());
		return manifests.stream()
			.filter((manifest) -> !inUse.contains(manifest.version()))
			.filter((manifest) -> !latest.contains(manifest.version()) || manifest.published().isBefore(oldest))
			.toList();
	}

	private void deleteOldUploads() throws IOException {
		String oldest = this.keys.upload(SortableName.of(Instant.now().minus(ProjectUploads.MAX_AGE)));
		List<String> old = this.versions.list(this.keys.uploads());
		old.removeIf((key) -> key.compareTo(oldest) >= 0);
		this.lock.delete(old);
	}

	private Set<String> contents(List<ProjectManifest> manifests) {
		Set<String> contents = new HashSet<>();
		manifests.forEach((manifest) -> manifest.contents()
			.forEach((content) -> contents.add(this.keys.content(content.hash()))));
		return contents;
	}

	private int deleteAllBut(Set<String> contents) throws IOException {
		List<String> garbage = this.versions.list(this.keys.contents());
		garbage.removeIf(contents::contains);
		this.lock.delete(garbage);
		return garbage.size();
	}

}
