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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.project.ProjectLimits.ProjectRestrictions;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.AssetStorage.StoredValue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The states of projects and the collections of their versions, in memory.
 * <p>
 * A collection never changes. A state is looked up again after its time to live. It is
 * still used meanwhile, and also if the storage fails. A new state takes its place when
 * the collections of its active versions have been loaded, so that no request waits for
 * them. A missing project is looked up again, too.
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

	/**
	 * Time between two looks for a newer deployment because of unknown paths.
	 */
	private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

	private final AssetStorage storage;

	private final StorageLoads loads;

	private final ProjectSnapshotFactory snapshots;

	private final ProjectCacheSettings settings;

	private final StatsCounter stats = new ConcurrentStatsCounter();

	/**
	 * States by {@link ProjectId}, and collections by {@link SnapshotKey}.
	 */
	private final Cache<Object, Entry> cache;

	/**
	 * The last changes of projects by this instance. The result of a look-up that began
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
			.weigher((Object key, Entry entry) -> weigh(entry))
			.recordStats(() -> this.stats)
			.build();
	}

	/**
	 * Each state has at least its share of the budget, so that the number of projects is
	 * limited, too. Collections count as far as they need more than that.
	 */
	private int weigh(Entry entry) {
		int projects = this.settings.projects();
		long share = (projects > 0) ? this.settings.manifestBudget() / projects : Integer.MAX_VALUE;
		long weight = (entry instanceof Known) ? Math.max(share, entry.weight()) : Math.max(0, entry.weight() - share);
		return (int) Math.min(Integer.MAX_VALUE, weight);
	}

	Cache<Object, ?> cache() {
		return this.cache;
	}

	/**
	 * Return the collection of a version of a project.
	 * @param basePath the path in front of the paths of the files
	 * @param choice chooses the version
	 * @return the collection, or {@code null} if there is no such project or version
	 * @throws IOException if the storage fails, and the collection is not in memory
	 */
	@Nullable AssetSnapshot get(ProjectId project, String basePath, Choice choice) throws IOException {
		Known known = current(project);
		try {
			return get(project, basePath, known, choice);
		}
		catch (StaleStateException ex) {
			return get(project, basePath, look(project), choice);
		}
	}

	private @Nullable AssetSnapshot get(ProjectId project, String basePath, Known known, Choice choice)
			throws IOException {
		String version = choice.choose(known.state());
		return (version != null)
				? snapshot(new SnapshotKey(project, basePath, known.composition(version)), known.state()) : null;
	}

	/**
	 * Return the state of a project.
	 * @return the state, which is empty if there is no such project
	 * @throws IOException if the storage fails, and no state is in memory
	 */
	ProjectState state(ProjectId project) throws IOException {
		return current(project).state();
	}

	private Known current(ProjectId project) throws IOException {
		Known present = known(project);
		if (present == null || present.isStale()) {
			return refreshed(project, present);
		}
		this.stats.recordHits(1);
		return present;
	}

	/**
	 * Return whether a project exists. The look-ups for the readings of all host names
	 * share a lane, so that a client that invents host names keeps nobody else waiting. A
	 * project that did not exist at the last look-up does not exist while the storage
	 * fails, so that another reading of the host name is served from memory.
	 * @throws IOException if the storage fails, and no state is in memory
	 */
	boolean exists(ProjectId project) throws IOException {
		Known present = known(project);
		if (present != null && (!present.state().isEmpty() || !present.isStale())) {
			return !present.state().isEmpty();
		}
		Look look = new Look(project, lastChange(project));
		Known fresh = (present != null) ? this.loads.tryGet(look, this.loads.hostNames(), true, () -> look(look))
				: look(project, this.loads.hostNames());
		return fresh != null && !fresh.state().isEmpty();
	}

	/**
	 * The look-ups of all projects that may not exist share a lane, so that a client that
	 * invents host names does not keep the projects waiting that are known.
	 */
	private Known refreshed(ProjectId project, @Nullable Known present) throws IOException {
		this.stats.recordMisses(1);
		if (present == null || present.state().isEmpty()) {
			return look(project, this.loads.unknownProjects());
		}
		if (this.settings.deploymentTimeToLive().isZero()) {
			return lookOr(project, present);
		}
		Look look = new Look(project, lastChange(project));
		Known fresh = this.loads.tryGet(look, lane(project), false, () -> look(look));
		return (fresh != null) ? fresh : present;
	}

	private Known lookOr(ProjectId project, Known present) throws IOException {
		try {
			return look(project);
		}
		catch (IOException ex) {
			return present;
		}
	}

	private Known look(ProjectId project) throws IOException {
		return look(project, lane(project));
	}

	private Known look(ProjectId project, StorageLoads.Lane lane) throws IOException {
		Look look = new Look(project, lastChange(project));
		return this.loads.get(look, lane, () -> look(look));
	}

	/**
	 * Look for a newer deployment, because a path is unknown.
	 * @return whether there is one
	 */
	boolean lookAgain(ProjectId project) {
		Known present = known(project);
		if (present == null || System.nanoTime() - present.lookedAt() < LOOK_INTERVAL.toNanos()) {
			return false;
		}
		Look look = new Look(project, lastChange(project));
		outdate(present, project);
		Known fresh = this.loads.tryGet(look, lane(project), true, () -> look(look));
		return fresh != null && fresh.state().generation() != present.state().generation();
	}

	private void outdate(Known present, ProjectId project) {
		this.cache.asMap().replace(project, present, present.until(Duration.ZERO));
	}

	private @Nullable Known known(ProjectId project) {
		return (Known) this.cache.asMap().get(project);
	}

	private StorageLoads.Lane lane(ProjectId project) {
		return this.loads.manifests(new ProjectKeys(project));
	}

	private synchronized long lastChange(ProjectId project) {
		Long change = this.changes.getIfPresent(project);
		return (change != null) ? change : 0;
	}

	/**
	 * Another look-up may have ended between the look at the cache and the start of this
	 * one.
	 */
	private Known look(Look look) throws IOException {
		Known present = known(look.project());
		if (present != null && !present.isStale()) {
			return present;
		}
		return recording(look.project(), () -> {
			Known known = read(look.project(), present);
			keep(look, known);
			return known;
		});
	}

	private <T> T recording(ProjectId project, StorageLoads.Call<T> call) throws IOException {
		try {
			return StorageLoads.recording(this.stats, call);
		}
		catch (InvalidManifestException | RuntimeException ex) {
			logger.warn("The project '" + project + "' cannot be loaded: " + ex.getMessage());
			throw ex;
		}
	}

	private synchronized void keep(Look look, Known known) {
		if (look.change() == lastChange(look.project())) {
			this.cache.put(look.project(), known);
			this.cache.invalidateAll(keys(look.project()).stream().filter((key) -> !key.isIn(known.state())).toList());
		}
	}

	private Known read(ProjectId project, @Nullable Known present) throws IOException {
		ProjectStates states = states(project);
		StoredValue value = this.loads.call(() -> this.storage.readWithRevision(new ProjectKeys(project).manifest()));
		String revision = (value != null) ? value.revision() : "";
		if (present != null && revision.equals(present.revision())) {
			return present.until(timeToLive(present.state()));
		}
		ProjectState state = (value != null) ? states.decode(value.value()) : ProjectState.NONE;
		for (String basePath : basePaths(project)) {
			for (String version : state.activeVersions()) {
				load(new SnapshotKey(project, basePath, Composition.of(state, version)), state);
			}
		}
		return Known.of(state, revision).until(timeToLive(state));
	}

	/**
	 * A project that does not exist may be published by another instance at any time.
	 */
	private Duration timeToLive(ProjectState state) {
		return state.isEmpty() ? this.settings.unknownTimeToLive() : this.settings.deploymentTimeToLive();
	}

	private ProjectStates states(ProjectId project) {
		return new ProjectStates(this.storage, new ProjectKeys(project), ComputingTurns.UNLIMITED);
	}

	private Set<String> basePaths(ProjectId project) {
		return keys(project).stream().map(SnapshotKey::basePath).collect(Collectors.toSet());
	}

	private List<SnapshotKey> keys(ProjectId project) {
		return this.cache.asMap()
			.keySet()
			.stream()
			.filter(SnapshotKey.class::isInstance)
			.map(SnapshotKey.class::cast)
			.filter((key) -> key.project().equals(project))
			.toList();
	}

	private AssetSnapshot snapshot(SnapshotKey key, ProjectState state) throws IOException {
		ProjectId project = key.project();
		if (this.cache.asMap().get(key) instanceof Collection present) {
			return present.snapshot();
		}
		try {
			return this.loads.get(key, lane(project), () -> recording(project, () -> load(key, state))).snapshot();
		}
		catch (IOException ex) {
			if (ex.getCause() instanceof StaleStateException stale) {
				throw stale;
			}
			throw ex;
		}
	}

	private Collection load(SnapshotKey key, ProjectState state) throws IOException {
		if (this.cache.asMap().get(key) instanceof Collection present) {
			return present;
		}
		ProjectStates states = states(key.project());
		ProjectStates.Loaded loaded = this.loads.call(() -> states.load(state, key.composition()));
		AssetSnapshot snapshot = this.snapshots.create(Objects.requireNonNull(loaded), new ProjectKeys(key.project()),
				BasePath.of(key.basePath() + "/"));
		Collection collection = new Collection(snapshot, loaded.weight());
		this.cache.put(key, collection);
		return collection;
	}

	/**
	 * Look up the state of a project after a change by this instance, and wait for it as
	 * a request would. If that fails, the former state is served until a look-up
	 * succeeds.
	 */
	void reload(ProjectId project) {
		if (outdate(project)) {
			Look look = new Look(project, lastChange(project));
			this.loads.reload(lane(project), Map.of(look, () -> look(look)));
		}
	}

	/**
	 * Let the next request of a project look up its state again. The known one is served
	 * until then.
	 * @return whether the state is known
	 */
	synchronized boolean outdate(ProjectId project) {
		this.changes.put(project, ++this.changeCount);
		return this.cache.asMap()
			.computeIfPresent(project, (key, entry) -> ((Known) entry).until(Duration.ZERO)) != null;
	}

	/**
	 * Forget everything about a project.
	 */
	synchronized void forget(ProjectId project) {
		this.changes.put(project, ++this.changeCount);
		this.cache.invalidate(project);
		this.cache.invalidateAll(keys(project));
	}

	/**
	 * Chooses a version.
	 */
	@FunctionalInterface
	interface Choice {

		/**
		 * Choose a version of a state.
		 * @return the id of the version, {@code null} if there is none
		 */
		@Nullable String choose(ProjectState state);

	}

	/**
	 * Key of a look-up.
	 *
	 * @param project the project
	 * @param change the last change of the project by this instance
	 */
	private record Look(ProjectId project, long change) {

	}

	/**
	 * Key of a collection.
	 *
	 * @param project the project
	 * @param basePath the path in front of the paths of the files
	 * @param composition the documents that the collection is made of
	 */
	private record SnapshotKey(ProjectId project, String basePath, Composition composition) {

		boolean isIn(ProjectState state) {
			String version = this.composition.version();
			return state.version(version) != null && Composition.of(state, version).equals(this.composition);
		}

	}

	/**
	 * An entry of the cache.
	 */
	private sealed interface Entry {

		/**
		 * Return the estimated bytes of memory.
		 */
		long weight();

	}

	/**
	 * A collection.
	 *
	 * @param snapshot the snapshot
	 * @param weight estimated bytes of memory
	 */
	private record Collection(AssetSnapshot snapshot, long weight) implements Entry {

	}

	/**
	 * A state.
	 *
	 * @param state the state
	 * @param active the compositions of the versions in the active deployment, by version
	 * @param revision the revision of its value in the storage
	 * @param lookedAt the time of the look-up
	 * @param staleAt the time from which it is looked up again
	 */
	private record Known(ProjectState state, Map<String, Composition> active, String revision, long lookedAt,
			long staleAt) implements Entry {

		private static final int WEIGHT = 512;

		static Known of(ProjectState state, String revision) {
			Map<String, Composition> active = new HashMap<>();
			state.activeVersions().forEach((version) -> active.put(version, Composition.of(state, version)));
			return new Known(state, active, revision, System.nanoTime(), 0);
		}

		Known until(Duration timeToLive) {
			long now = System.nanoTime();
			return new Known(this.state, this.active, this.revision, timeToLive.isZero() ? this.lookedAt : now,
					now + timeToLive.toNanos());
		}

		Composition composition(String version) {
			Composition composition = this.active.get(version);
			return (composition != null) ? composition : Composition.of(this.state, version);
		}

		boolean isStale() {
			return System.nanoTime() - this.staleAt >= 0;
		}

		@Override
		public long weight() {
			return WEIGHT * (1L + this.state.versions().size() + this.state.deployments().size())
					+ Character.BYTES * this.state.textLength();
		}

	}

}
