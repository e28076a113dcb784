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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.project.ProjectLimits.ProjectRestrictions;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.storage.AssetStorage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the version that answers a request, and keeps the collections of projects in
 * memory. A version that the request names comes first, then a rollout, then the current
 * version.
 * <p>
 * After its time to live, a known manifest is still used while it is read again, and also
 * if the storage fails. A missing manifest is remembered for a shorter time.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectCollections {

	private static final Log logger = LogFactory.getLog(ProjectCollections.class);

	/**
	 * Longer than any load.
	 */
	private static final Duration CHANGE_TIME_TO_LIVE = Duration.ofHours(1);

	private final AssetStorage storage;

	private final StorageLoads loads;

	private final ProjectSnapshotFactory snapshots;

	private final ProjectCacheSettings settings;

	private final StatsCounter stats = new ConcurrentStatsCounter();

	private final Cache<ProjectRequest, Entry> cache;

	/**
	 * The last changes of projects by this instance. The result of a load that began
	 * before the last change is not kept.
	 */
	private final Cache<ProjectId, Long> changes = Caffeine.newBuilder().expireAfterWrite(CHANGE_TIME_TO_LIVE).build();

	private long changeCount;

	ProjectCollections(AssetStorage storage, StorageLoads loads, StoredBlobs contents, ProjectCacheSettings settings,
			ProjectRestrictions restrictions) {
		this.storage = storage;
		this.loads = loads;
		this.snapshots = new ProjectSnapshotFactory(contents, restrictions);
		this.settings = settings;
		this.cache = Caffeine.newBuilder()
			.maximumWeight(settings.manifestBudget())
			.weigher((ProjectRequest request, Entry entry) -> weigh(entry))
			.recordStats(() -> this.stats)
			.build();
	}

	/**
	 * Each entry has at least its share of the budget, so that their number is limited,
	 * too.
	 */
	private int weigh(Entry entry) {
		int projects = this.settings.projects();
		long share = (projects > 0) ? this.settings.manifestBudget() / projects : Integer.MAX_VALUE;
		return (int) Math.min(Integer.MAX_VALUE, Math.max(share, entry.weight()));
	}

	Cache<ProjectRequest, ?> cache() {
		return this.cache;
	}

	/**
	 * Return the collection that answers a request.
	 * @param clientKey identifies the client
	 * @return the collection, or {@code null} if there is no such project
	 * @throws IOException if the storage fails, and nothing is known of the project
	 */
	@Nullable AssetSnapshot get(ProjectRequest request, String clientKey) throws IOException {
		Entry entry = entry(request);
		ProjectManifest.Rollout rollout = (entry.manifest() != null && request.version() == null)
				? entry.manifest().rollout() : null;
		AssetSnapshot next = (rollout != null && rollout.includes(clientKey))
				? next(request.withVersion(rollout.version())) : null;
		return (next != null) ? next : entry.snapshot();
	}

	/**
	 * If the storage fails, clients of a rollout get the current version.
	 */
	private @Nullable AssetSnapshot next(ProjectRequest request) {
		try {
			return entry(request).snapshot();
		}
		catch (IOException ex) {
			logger.debug("The next version of project '" + request.project() + "' cannot be loaded.", ex);
			return null;
		}
	}

	boolean isRollingOut(ProjectRequest request) {
		Entry entry = this.cache.asMap().get(request);
		return entry != null && entry.manifest() != null && entry.manifest().rollout() != null;
	}

	/**
	 * A missing project is not loaded again for a limited time only, because another
	 * instance may publish it.
	 */
	private Entry entry(ProjectRequest request) throws IOException {
		Entry present = this.cache.getIfPresent(request);
		if (present != null && !present.isStale()) {
			return present;
		}
		Load load = new Load(request, lastChange(request.project()));
		StorageLoads.Lane lane = this.loads.manifests(new ProjectKeys(request.project()));
		Entry known = (present != null && present.snapshot() != null) ? present : null;
		if (known != null && !this.settings.manifestTimeToLive().isZero()) {
			this.loads.refresh(load, lane, () -> load(load));
			return known;
		}
		try {
			return this.loads.get(load, lane, () -> load(load));
		}
		catch (IOException ex) {
			if (known != null) {
				return known;
			}
			throw ex;
		}
	}

	private synchronized long lastChange(ProjectId project) {
		Long change = this.changes.getIfPresent(project);
		return (change != null) ? change : 0;
	}

	/**
	 * Another load may have ended between the look at the cache and the start of this
	 * one.
	 */
	private Entry load(Load load) throws IOException {
		Entry present = this.cache.asMap().get(load.request());
		if (present != null && !present.isStale()) {
			return present;
		}
		try {
			return StorageLoads.recording(this.stats, () -> {
				Entry entry = read(load.request(), present);
				keep(load, entry);
				return entry;
			});
		}
		catch (InvalidManifestException | RuntimeException ex) {
			logger.warn("The project '" + load.request().project() + "' cannot be loaded: " + ex.getMessage());
			throw ex;
		}
	}

	private synchronized void keep(Load load, Entry entry) {
		if (load.change() == lastChange(load.request().project())) {
			this.cache.put(load.request(), entry);
		}
	}

	private Entry read(ProjectRequest request, @Nullable Entry present) throws IOException {
		ProjectKeys keys = new ProjectKeys(request.project());
		ProjectManifest manifest = this.loads
			.call(() -> manifest(request, new ProjectStates(this.storage, keys, ComputingTurns.UNLIMITED)));
		if (manifest == null) {
			return Entry.of(null, null, this.settings.unknownTimeToLive());
		}
		if (present != null && manifest.equals(present.manifest())) {
			return present.until(this.settings.manifestTimeToLive());
		}
		return Entry.of(manifest, this.snapshots.create(manifest, keys, BasePath.of(request.basePath() + "/")),
				this.settings.manifestTimeToLive());
	}

	private static @Nullable ProjectManifest manifest(ProjectRequest request, ProjectStates states) throws IOException {
		ProjectState state = states.read();
		ProjectManifest current = state.current();
		return (current != null && request.version() != null) ? merge(states.named(state, request.version()), current)
				: current;
	}

	/**
	 * A page of another version may ask for a file of the current one, and the other way
	 * round.
	 */
	private static @Nullable ProjectManifest merge(@Nullable ProjectManifest version, ProjectManifest current) {
		return (version != null) ? version.withRetained(current.addTo(current.retained(), current.published()), current)
				: null;
	}

	/**
	 * Load the known entries of a project again after a change, and wait for them as a
	 * request would. If that fails, the former state is served until a load succeeds.
	 */
	void reload(ProjectId project) {
		Map<Load, StorageLoads.Call<Entry>> calls = new LinkedHashMap<>();
		for (ProjectRequest request : outdate(project)) {
			Load load = new Load(request, lastChange(project));
			calls.put(load, () -> load(load));
		}
		this.loads.reload(this.loads.manifests(new ProjectKeys(project)), calls);
	}

	/**
	 * Let the next request of a project load its entries again. They are served until
	 * then.
	 * @return the known entries, the current version first
	 */
	synchronized List<ProjectRequest> outdate(ProjectId project) {
		this.changes.put(project, ++this.changeCount);
		List<ProjectRequest> known = requests(project);
		known.forEach(
				(request) -> this.cache.asMap().computeIfPresent(request, (key, entry) -> entry.until(Duration.ZERO)));
		return known;
	}

	/**
	 * Forget all entries of a project.
	 */
	synchronized void forget(ProjectId project) {
		this.changes.put(project, ++this.changeCount);
		this.cache.invalidateAll(requests(project));
	}

	private List<ProjectRequest> requests(ProjectId project) {
		return this.cache.asMap()
			.keySet()
			.stream()
			.filter((request) -> request.project().equals(project))
			.sorted((one, other) -> Boolean.compare(one.version() != null, other.version() != null))
			.toList();
	}

	/**
	 * Key of a load.
	 *
	 * @param request the request that it answers
	 * @param change the last change of the project by this instance
	 */
	private record Load(ProjectRequest request, long change) {

	}

	/**
	 * Cached state of a project.
	 *
	 * @param manifest the manifest, {@code null} if there is none
	 * @param snapshot the snapshot that was made of it
	 * @param weight estimated bytes of memory
	 * @param staleAt the time from which it is loaded again
	 */
	private record Entry(@Nullable ProjectManifest manifest, @Nullable AssetSnapshot snapshot, long weight,
			long staleAt) {

		private static final int WEIGHT = 512;

		static Entry of(@Nullable ProjectManifest manifest, @Nullable AssetSnapshot snapshot, Duration timeToLive) {
			return new Entry(manifest, snapshot, WEIGHT + ((manifest != null) ? manifest.weight() : 0), 0)
				.until(timeToLive);
		}

		Entry until(Duration timeToLive) {
			return new Entry(this.manifest, this.snapshot, this.weight, System.nanoTime() + timeToLive.toNanos());
		}

		boolean isStale() {
			return System.nanoTime() - this.staleAt >= 0;
		}

	}

}
