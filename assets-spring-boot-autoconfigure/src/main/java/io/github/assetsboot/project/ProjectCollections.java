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

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.routing.BasePath;
import io.github.assetsboot.storage.AssetStorage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The current collections of the projects that are asked for, each read anew from the
 * storage after a while. If the storage fails then, what was read last is served on.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectCollections {

	private static final Log logger = LogFactory.getLog(ProjectCollections.class);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

	private final AssetStorage storage;

	private final SnapshotFactory snapshots;

	private final ProjectCacheSettings settings;

	private final Cache<ProjectRequest, Entry> cache;

	ProjectCollections(AssetStorage storage, ProjectContents contents, ProjectCacheSettings settings) {
		this.storage = storage;
		this.snapshots = new SnapshotFactory(contents);
		this.settings = settings;
		this.cache = Caffeine.newBuilder().maximumSize(settings.projects()).recordStats().build();
	}

	Cache<ProjectRequest, ?> cache() {
		return this.cache;
	}

	/**
	 * Return the collection that answers a request.
	 * @param key what tells one client from another
	 * @return the collection, or {@code null} if there is no such project
	 * @throws IOException if the storage fails, and nothing is known of the project
	 */
	@Nullable AssetSnapshot get(ProjectRequest request, String key) throws IOException {
		Entry entry = entry(request);
		ProjectManifest.Rollout rollout = (entry.manifest() != null && request.version() == null)
				? entry.manifest().rollout() : null;
		if (rollout != null && rollout.includes(key)) {
			AssetSnapshot next = entry(request.withVersion(rollout.version())).snapshot();
			return (next != null) ? next : entry.snapshot();
		}
		return entry.snapshot();
	}

	boolean isRollingOut(ProjectRequest request) {
		Entry entry = this.cache.getIfPresent(request);
		return entry != null && entry.manifest() != null && entry.manifest().rollout() != null;
	}

	private Entry entry(ProjectRequest request) throws IOException {
		Entry entry = this.cache.getIfPresent(request);
		if (entry == null || entry.isStale()) {
			entry = this.cache.asMap().compute(request, (key, present) -> refresh(key, present));
		}
		if (entry.failure() != null) {
			throw new IOException(entry.failure());
		}
		return entry;
	}

	void invalidate(ProjectId project) {
		this.cache.asMap().keySet().removeIf((request) -> request.project().equals(project));
	}

	private Entry refresh(ProjectRequest request, @Nullable Entry present) {
		if (present != null && !present.isStale()) {
			return present;
		}
		try {
			return load(request, present);
		}
		catch (IOException ex) {
			boolean known = present != null && present.failure() == null;
			logger.warn("The project '" + request.project() + "' cannot be read from the storage"
					+ (known ? ", what was read last is served on" : "") + ": " + ex.getMessage());
			return (known && present != null) ? present.until(RETRY_AFTER)
					: Entry.of(null, null, ex.getMessage(), RETRY_AFTER);
		}
	}

	private Entry load(ProjectRequest request, @Nullable Entry present) throws IOException {
		StorageKeys keys = new StorageKeys(request.project());
		ProjectStates states = new ProjectStates(this.storage, keys);
		ProjectState state = states.read();
		ProjectManifest manifest = state.current();
		if (manifest != null && request.version() != null) {
			manifest = merge(states.named(state, request.version()), manifest);
		}
		if (manifest == null) {
			return Entry.of(null, null, null, this.settings.unknownTimeToLive());
		}
		if (present != null && manifest.equals(present.manifest())) {
			return present.until(this.settings.manifestTimeToLive());
		}
		return Entry.of(manifest, this.snapshots.create(manifest, keys, BasePath.of(request.basePath() + "/")), null,
				this.settings.manifestTimeToLive());
	}

	/**
	 * A page of another version may ask for a file of the current one, and the other way
	 * round.
	 */
	private static @Nullable ProjectManifest merge(@Nullable ProjectManifest version, ProjectManifest current) {
		return (version != null) ? version.withRetained(current.addTo(current.retained(), current.published()), current)
				: null;
	}

	private record Entry(@Nullable ProjectManifest manifest, @Nullable AssetSnapshot snapshot, @Nullable String failure,
			long staleAt) {

		static Entry of(@Nullable ProjectManifest manifest, @Nullable AssetSnapshot snapshot, @Nullable String failure,
				Duration timeToLive) {
			return new Entry(manifest, snapshot, failure, System.nanoTime() + timeToLive.toNanos());
		}

		Entry until(Duration timeToLive) {
			return of(this.manifest, this.snapshot, this.failure, timeToLive);
		}

		boolean isStale() {
			return System.nanoTime() - this.staleAt >= 0;
		}

	}

}
