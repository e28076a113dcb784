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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.assetsboot.Assets;
import io.github.assetsboot.collection.StoredFile.StoredContent;
import io.github.assetsboot.delivery.AssetSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Projects in a storage.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class StoredProjects implements AssetProjects {

	private final AssetStorage storage;

	private final ProjectContents contents;

	private final ProjectCollections collections;

	private final ProjectLimits limits;

	private final Retention retention;

	private final Supplier<String> contextPath;

	/**
	 * Create the projects.
	 * @param storage where they are
	 * @param cache how much of them is kept in memory
	 * @param limits what a publishing can hold
	 * @param retention how long what was replaced is kept
	 * @param contextPath gives the context path that redirects lead back to
	 */
	public StoredProjects(AssetStorage storage, ProjectCacheSettings cache, ProjectLimits limits, Retention retention,
			Supplier<String> contextPath) {
		this.storage = storage;
		this.contents = new ProjectContents(storage, cache.contentBudget(), cache.contentTimeToLive());
		this.collections = new ProjectCollections(storage, this.contents, cache);
		this.limits = limits;
		this.retention = retention;
		this.contextPath = contextPath;
	}

	/**
	 * Return what is kept in memory, for metrics.
	 * @return the caches, by name
	 */
	public Map<String, Cache<?, ?>> caches() {
		return Map.of("assets.projects", this.collections.cache(), "assets.contents", this.contents.cache());
	}

	/**
	 * Return what answers a request.
	 * @param request the request
	 * @return the collection, or {@code null} if there is no such project
	 * @throws IOException if the storage fails, and nothing is known of the project
	 */
	public @Nullable AssetSnapshot snapshot(ProjectRequest request) throws IOException {
		return this.collections.get(request);
	}

	@Override
	public Assets project(ProjectId project) {
		return new ProjectAssets(() -> snapshot(new ProjectRequest(project, "")), this.contextPath);
	}

	@Override
	public ProjectVersion publish(ProjectId project, ProjectFiles files, ProjectSettings settings,
			PublishProgress progress) throws IOException {
		CollectedFiles collected = new CollectedFiles(this.limits);
		files.visit(collected);
		StorageKeys keys = new StorageKeys(project);
		try (ProjectLock lock = ProjectLock.acquire(this.storage, keys)) {
			ProjectManifest manifest = new ProjectPublisher(this.storage, keys, lock).publish(collected, settings,
					progress);
			return activate(manifest, keys, lock).describe(true);
		}
		finally {
			this.collections.invalidate(project);
		}
	}

	private ProjectManifest activate(ProjectManifest next, StorageKeys keys, ProjectLock lock) throws IOException {
		ProjectManifest previous = current(keys);
		ProjectManifest manifest = next
			.withRetained(ProjectPublisher.retain(next, previous, latest(keys), this.retention, Instant.now()));
		lock.check();
		this.storage.write(keys.manifest(), StorageContent.of(ManifestCodec.encode(manifest)));
		return manifest;
	}

	private @Nullable ProjectManifest current(StorageKeys keys) throws IOException {
		byte[] json = this.storage.read(keys.manifest());
		return (json != null) ? ManifestCodec.decode(keys.manifest(), json) : null;
	}

	/**
	 * Return the names of the versions that are retained for their number.
	 */
	private Set<String> latest(StorageKeys keys) throws IOException {
		TreeSet<String> versions = new TreeSet<>(Comparator.reverseOrder());
		this.storage.list(keys.versions(), (key) -> versions.add(key.substring(keys.versions().length())));
		return new HashSet<>(versions.stream().limit(this.retention.versions()).toList());
	}

	@Override
	public List<ProjectVersion> versions(ProjectId project) throws IOException {
		StorageKeys keys = new StorageKeys(project);
		ProjectManifest current = current(keys);
		List<ProjectVersion> versions = new ArrayList<>();
		for (ProjectManifest manifest : manifests(keys)) {
			versions.add(manifest.describe(current != null && current.version().equals(manifest.version())));
		}
		versions.sort(Comparator.comparing(ProjectVersion::id).reversed());
		return versions;
	}

	private List<ProjectManifest> manifests(StorageKeys keys) throws IOException {
		List<String> found = new ArrayList<>();
		this.storage.list(keys.versions(), found::add);
		List<ProjectManifest> manifests = new ArrayList<>();
		for (String key : found) {
			byte[] json = this.storage.read(key);
			if (json != null) {
				manifests.add(ManifestCodec.decode(key, json));
			}
		}
		return manifests;
	}

	@Override
	public ProjectVersion rollback(ProjectId project, String version) throws IOException {
		StorageKeys keys = new StorageKeys(project);
		try (ProjectLock lock = ProjectLock.acquire(this.storage, keys)) {
			byte[] json = version.matches("[0-9a-f-]{1,40}") ? this.storage.read(keys.version(version)) : null;
			if (json == null) {
				throw new IllegalArgumentException(
						"The project '" + project + "' has no version '" + version.replaceAll("[^ -~]", "?") + "'");
			}
			ProjectManifest manifest = ManifestCodec.decode(keys.version(version), json);
			return activate(manifest, keys, lock).describe(true);
		}
		finally {
			this.collections.invalidate(project);
		}
	}

	/**
	 * The manifest goes first: what is half deleted is not served.
	 */
	@Override
	public void delete(ProjectId project) throws IOException {
		StorageKeys keys = new StorageKeys(project);
		try (ProjectLock lock = ProjectLock.acquire(this.storage, keys)) {
			this.storage.delete(List.of(keys.manifest()));
			List<String> rest = new ArrayList<>();
			this.storage.list(keys.prefix(), rest::add);
			rest.remove(keys.lock());
			lock.check();
			this.storage.delete(rest);
		}
		finally {
			this.collections.invalidate(project);
		}
	}

	@Override
	public int collectGarbage(ProjectId project) throws IOException {
		StorageKeys keys = new StorageKeys(project);
		try (ProjectLock lock = ProjectLock.acquire(this.storage, keys)) {
			deleteOldVersions(keys);
			Set<String> referred = new HashSet<>();
			ProjectManifest current = current(keys);
			if (current != null) {
				current.contents().map(StoredContent::hash).map(keys::content).forEach(referred::add);
			}
			for (ProjectManifest manifest : manifests(keys)) {
				manifest.contents().map(StoredContent::hash).map(keys::content).forEach(referred::add);
			}
			List<String> garbage = new ArrayList<>();
			this.storage.list(keys.contents(), garbage::add);
			garbage.removeIf(referred::contains);
			lock.check();
			this.storage.delete(garbage);
			return garbage.size();
		}
	}

	private void deleteOldVersions(StorageKeys keys) throws IOException {
		Set<String> latest = latest(keys);
		ProjectManifest current = current(keys);
		Instant oldest = Instant.now().minus(this.retention.age());
		List<String> old = new ArrayList<>();
		for (ProjectManifest manifest : manifests(keys)) {
			boolean isCurrent = current != null && current.version().equals(manifest.version());
			if (!isCurrent && (!latest.contains(manifest.version()) || manifest.published().isBefore(oldest))) {
				old.add(keys.version(manifest.version()));
			}
		}
		this.storage.delete(old);
	}

}
