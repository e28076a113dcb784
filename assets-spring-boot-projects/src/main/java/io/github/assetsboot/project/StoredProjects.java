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
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.assetsboot.Assets;
import io.github.assetsboot.project.GarbageCollector.Garbage;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import io.github.assetsboot.project.ProjectDeployment.Trigger;
import io.github.assetsboot.project.ProjectLimits.ProjectRestrictions;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.RuleProblem;
import io.github.assetsboot.storage.AssetStorage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Projects in a storage.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class StoredProjects implements AssetProjects, AutoCloseable {

	private static final Log logger = LogFactory.getLog(StoredProjects.class);

	private static final Pattern ALIAS = Pattern.compile("[a-z][a-z0-9-]*");

	private final AssetStorage storage;

	private final StorageLoads loads;

	private final StoredBlobs contents;

	private final ProjectCollections collections;

	private final ProjectLimits limits;

	private final Retention retention;

	private final Supplier<String> contextPath;

	/**
	 * Create the projects.
	 * @param storage the storage
	 * @param cache limits of the data in memory
	 * @param limits limits of a publishing
	 * @param retention limits for replaced versions
	 * @param contextPath supplies the context path for redirects
	 */
	StoredProjects(AssetStorage storage, ProjectCacheSettings cache, ProjectLimits limits, Retention retention,
			Supplier<String> contextPath) {
		this.storage = storage;
		this.loads = new StorageLoads(storage.toString(), cache.loads());
		this.contents = new StoredBlobs(storage, this.loads, cache.contentBudget(), cache.contentTimeToLive());
		this.collections = new ProjectCollections(storage, this.loads, this.contents, cache, limits.restrictions());
		this.limits = limits;
		this.retention = retention;
		this.contextPath = contextPath;
	}

	/**
	 * Return the caches, for metrics.
	 * @return the caches, by name
	 */
	Map<String, Cache<?, ?>> caches() {
		return Map.of("assets.projects", this.collections.cache(), "assets.contents", this.contents.cache());
	}

	/**
	 * Return the collections, for requests.
	 */
	ProjectCollections collections() {
		return this.collections;
	}

	@Override
	public Assets project(ProjectId project) {
		return new ProjectAssets(() -> this.collections.get(project, "", StoredProjects::mainVersion),
				this.contextPath);
	}

	private static @Nullable String mainVersion(ProjectState state) {
		ProjectDeployment active = state.active();
		return (active != null) ? active.mainVersion() : null;
	}

	@Override
	public ProjectVersion publish(ProjectId project, ProjectFiles files, ProjectSettings settings, ProjectChange change,
			PublishProgress progress) throws IOException {
		return store(project, files, settings, change, progress, true);
	}

	@Override
	public ProjectVersion upload(ProjectId project, ProjectFiles files, ProjectSettings settings, ProjectChange change,
			PublishProgress progress) throws IOException {
		return store(project, files, settings, change, progress, false);
	}

	private ProjectVersion store(ProjectId project, ProjectFiles files, ProjectSettings settings, ProjectChange change,
			PublishProgress progress, boolean deploy) throws IOException {
		this.limits.restrictions().check(project);
		check(project, settings, change);
		CollectedFiles collected = CollectedFiles.of(files, this.limits);
		ProjectPublisher.Source source = new ProjectPublisher.Source(collected.stored(),
				collected.text(Redirects.FILE_NAME), collected.text(HeaderRules.FILE_NAME), settings, change,
				(files instanceof WranglerFiles sent) ? sent.clientHashes() : Map.of());
		List<RuleProblem> problems = ComputingTurns.PUBLISHING.compute(() -> problems(project, source));
		ProjectPublisher publisher = new ProjectPublisher(this.storage, new ProjectKeys(project), source, progress);
		ProjectStates states = states(project);
		ProjectStates.Change made = change(project, (state) -> {
			ProjectState next = publisher.addTo(state, this.limits.versions());
			if (next == state) {
				return state;
			}
			ProjectState named = withAlias(next, publisher.manifest().version(), change);
			return deploy ? states.deploy(named, publisher.deployment(), this.retention, this.limits) : named;
		});
		ProjectVersion version = describe(made.after(), publisher.manifest().version());
		report(project, version, problems);
		ProjectDeployment ended = deploy ? ended(project, made) : null;
		return version.with(ended, problems);
	}

	/**
	 * Check the options of a version for a project.
	 * @throws IllegalArgumentException if the alias is not valid
	 * @throws InvalidProjectFilesException if the settings are not allowed
	 */
	static void check(ProjectId project, ProjectSettings settings, ProjectChange change) {
		settings.check();
		if (change.alias() != null) {
			checkAlias(project, change.alias());
		}
	}

	private ProjectState withAlias(ProjectState state, String version, ProjectChange change) {
		return (change.alias() != null) ? state.withAlias(change.alias(), alias(version), this.limits.aliases())
				: state;
	}

	private static ProjectState.Alias alias(String version) {
		return new ProjectState.Alias(version, Instant.now().truncatedTo(ChronoUnit.MILLIS));
	}

	private static ProjectVersion describe(ProjectState state, String id) {
		return state.describe(Objects.requireNonNull(state.version(id)));
	}

	@Override
	public ProjectVersion reconfigure(ProjectId project, String version, ProjectSettings settings, ProjectChange change)
			throws IOException {
		this.limits.restrictions().check(project);
		check(project, settings, change);
		ProjectStates states = states(project);
		ProjectVersionCopy copy = new ProjectVersionCopy(states, version, settings, change);
		ProjectStates.Change made = change(project, (state) -> {
			ProjectState next = copy.addTo(state, this.limits.versions());
			return (next != state) ? withAlias(next, copy.id(), change) : state;
		});
		return describe(made.after(), copy.id());
	}

	private List<RuleProblem> problems(ProjectId project, ProjectPublisher.Source source) {
		ProjectRestrictions restrictions = this.limits.restrictions();
		BasePath basePath = restrictions.basePath(project);
		Redirects redirects = ProjectRestrictions.redirects(source.redirects(), source.settings().htmlHandling(),
				basePath);
		HeaderRules headers = restrictions.headers(source.headers(), basePath);
		return Stream.concat(redirects.problems().stream(), headers.problems().stream()).toList();
	}

	private static void report(ProjectId project, ProjectVersion version, List<RuleProblem> problems) {
		if (!problems.isEmpty()) {
			logger.warn("Lines of the rule files in version '" + version.id() + "' of project '" + project
					+ "' have no effect or look like a mistake (" + problems.size() + "):\n"
					+ problems.stream().map(StoredProjects::printable).collect(Collectors.joining("\n")));
		}
	}

	/**
	 * Return a problem as one line. The line of the rule file can have any characters.
	 */
	private static String printable(RuleProblem problem) {
		return FileChecks.printable(problem.toString());
	}

	/**
	 * Return the gradual deployment that a change has ended.
	 */
	private static @Nullable ProjectDeployment ended(ProjectId project, ProjectStates.Change change) {
		ProjectDeployment before = change.before().active();
		if (before == null || before.isWhole() || change.after() == change.before()) {
			return null;
		}
		logger.info("The gradual deployment of project '" + project + "' ended ("
				+ before.versions().stream().map(DeployedVersion::toString).collect(Collectors.joining(", "))
				+ "). Version '" + Objects.requireNonNull(change.after().active()).mainVersion()
				+ "' gets all requests now.");
		return before;
	}

	private ProjectStates.Change change(ProjectId project, ProjectStates.Step step) throws IOException {
		return serving(project, () -> states(project).change(step));
	}

	/**
	 * Carry out an operation, and serve the result. If the operation fails, the former
	 * state is served, although the storage may have changed.
	 */
	private <T> T serving(ProjectId project, Operation<T> operation) throws IOException {
		boolean changed = false;
		try {
			T result = operation.run();
			changed = true;
			return result;
		}
		finally {
			serve(project, changed);
		}
	}

	private void serve(ProjectId project, boolean changed) {
		this.loads.forgetFailures(new ProjectKeys(project).prefix());
		if (changed) {
			this.collections.reload(project);
		}
		else {
			this.collections.outdate(project);
		}
	}

	private ProjectStates states(ProjectId project) {
		return new ProjectStates(this.storage, new ProjectKeys(project));
	}

	@Override
	public List<ProjectId> projects() throws IOException {
		return this.storage.folders(ProjectKeys.PROJECTS)
			.stream()
			.filter(ProjectId::isValid)
			.sorted()
			.map(ProjectId::new)
			.toList();
	}

	/**
	 * Read the state of a project from the storage.
	 * @return the state, which is empty if there is no such project
	 * @throws IOException if the storage fails
	 */
	ProjectState state(ProjectId project) throws IOException {
		return states(project).read();
	}

	@Override
	public List<ProjectVersion> versions(ProjectId project) throws IOException {
		ProjectState state = states(project).read();
		return state.versions().stream().map(state::describe).toList();
	}

	@Override
	public @Nullable ProjectVersion version(ProjectId project, String version) throws IOException {
		ProjectState state = states(project).read();
		ProjectState.Version found = state.named(version);
		return (found != null) ? state.describe(found) : null;
	}

	@Override
	public List<ProjectDeployment> deployments(ProjectId project) throws IOException {
		return states(project).read().deployments();
	}

	@Override
	public Map<String, String> aliases(ProjectId project) throws IOException {
		Map<String, String> aliases = new TreeMap<>();
		states(project).read().aliases().forEach((name, alias) -> aliases.put(name, alias.version()));
		return Collections.unmodifiableMap(aliases);
	}

	@Override
	public ProjectDeployment deploy(ProjectId project, List<DeployedVersion> versions, ProjectChange change)
			throws IOException {
		return deploy(project, (state) -> versions, change, Trigger.DEPLOYMENT);
	}

	@Override
	public ProjectDeployment rollBack(ProjectId project, @Nullable String version, ProjectChange change)
			throws IOException {
		return deploy(project,
				(state) -> List.of(new DeployedVersion((version != null) ? version : earlierVersion(state))), change,
				Trigger.ROLLBACK);
	}

	private static String earlierVersion(ProjectState state) {
		ProjectDeployment active = state.active();
		String present = (active != null && active.isWhole()) ? active.mainVersion() : null;
		return state.deployments()
			.stream()
			.skip(1)
			.filter(ProjectDeployment::isWhole)
			.map(ProjectDeployment::mainVersion)
			.filter((earlier) -> !earlier.equals(present))
			.findFirst()
			.orElseThrow(() -> new UnknownVersionException(
					"There is no earlier deployment to roll back to. Name a version to deploy."));
	}

	private ProjectDeployment deploy(ProjectId project, Function<ProjectState, List<DeployedVersion>> versions,
			ProjectChange change, Trigger trigger) throws IOException {
		this.limits.restrictions().check(project);
		ProjectStates states = states(project);
		AtomicReference<ProjectDeployment> made = new AtomicReference<>();
		ProjectStates.Change result = change(project, (state) -> {
			if (state.active() != null && state.active().isSameAs(made.get())) {
				return state;
			}
			ProjectDeployment next = ProjectDeployment.of(withIds(state, versions.apply(state)), change, trigger);
			made.set(next);
			return states.deploy(state, next, this.retention, this.limits);
		});
		ProjectDeployment deployment = Objects.requireNonNull(result.after().active());
		if (deployment.isWhole()) {
			ended(project, result);
		}
		return deployment;
	}

	private static List<DeployedVersion> withIds(ProjectState state, List<DeployedVersion> versions) {
		return versions.stream()
			.map((deployed) -> new DeployedVersion(ProjectStates.find(state, deployed.version()).id(),
					deployed.percentage()))
			.toList();
	}

	@Override
	public void setAlias(ProjectId project, String alias, String version, ProjectChange change) throws IOException {
		this.limits.restrictions().check(project);
		checkAlias(project, alias);
		change(project, (state) -> state.withAlias(alias, alias(ProjectStates.find(state, version).id()),
				this.limits.aliases()));
		logger.info("The alias '" + alias + "' of project '" + project + "' was set" + by(change) + ".");
	}

	/**
	 * Refuse a text that cannot be an alias.
	 * @throws IllegalArgumentException if it cannot
	 */
	static void checkAlias(ProjectId project, String alias) {
		if (!ALIAS.matcher(alias).matches()
				|| alias.length() + project.value().length() >= HostPattern.MAX_LABEL_LENGTH) {
			throw new IllegalArgumentException(
					"An alias must be a lower-case letter and then lower-case letters, digits and hyphens. Alias,"
							+ " hyphen and project together have at most " + HostPattern.MAX_LABEL_LENGTH
							+ " characters.");
		}
		if (VersionId.isId(alias)) {
			throw new IllegalArgumentException("The alias '" + alias + "' reads as the id of a version");
		}
	}

	@Override
	public boolean removeAlias(ProjectId project, String alias, ProjectChange change) throws IOException {
		ProjectStates.Change made = change(project,
				(state) -> state.aliases().containsKey(alias) ? state.withoutAlias(alias) : state);
		boolean removed = made.after() != made.before();
		if (removed) {
			logger.info("The alias '" + alias + "' of project '" + project + "' was removed" + by(change) + ".");
		}
		return removed;
	}

	@Override
	public void deleteVersion(ProjectId project, String version, ProjectChange change) throws IOException {
		ProjectStates states = states(project);
		AtomicReference<String> deleted = new AtomicReference<>();
		change(project, (state) -> {
			if (deleted.get() != null && state.version(deleted.get()) == null) {
				return state;
			}
			String id = ProjectStates.find(state, version).id();
			if (state.activeVersions().contains(id)) {
				throw new ActiveVersionException("The version '" + id
						+ "' is part of the active deployment. Deploy another version before you delete this one.");
			}
			deleted.set(id);
			return states.deleteVersion(state, id);
		});
		logger.info("The version '" + deleted.get() + "' of project '" + project + "' was deleted" + by(change) + ".");
	}

	private static String by(ProjectChange change) {
		return (change.author() != null) ? " by '" + change.author() + "'" : "";
	}

	@Override
	public void delete(ProjectId project, ProjectChange change) throws IOException {
		serving(project, () -> {
			collector(project).deleteAll();
			return project;
		});
		this.collections.forget(project);
		logger.info("The project '" + project + "' was deleted" + by(change) + ".");
	}

	@Override
	public int collectGarbage(ProjectId project) throws IOException {
		return serving(project, () -> collector(project).collect());
	}

	/**
	 * Find the garbage of a project, and forbid its use.
	 */
	Garbage findGarbage(ProjectId project) throws IOException {
		return serving(project, () -> collector(project).find());
	}

	/**
	 * Delete garbage, and record what the project keeps.
	 */
	void deleteGarbage(ProjectId project, Garbage garbage) throws IOException {
		ProjectKeys keys = new ProjectKeys(project);
		if (!garbage.keys().isEmpty()) {
			this.storage.delete(garbage.keys());
		}
		if (garbage.exists()) {
			new ProjectUsage(Instant.now().truncatedTo(ChronoUnit.MILLIS), garbage.kept(), garbage.keptBytes(),
					garbage.contents())
				.write(this.storage, keys);
		}
		else {
			this.storage.delete(List.of(keys.usage()));
		}
	}

	/**
	 * Return the use of the storage that the last scheduled garbage collection has
	 * recorded.
	 * @return the use, or {@code null} if there is no record
	 */
	@Nullable ProjectUsage usage(ProjectId project) throws IOException {
		return ProjectUsage.read(this.storage, project);
	}

	private GarbageCollector collector(ProjectId project) {
		return new GarbageCollector(this.storage, new ProjectKeys(project), this.retention, this.limits);
	}

	/**
	 * End the threads that load from the storage.
	 */
	@Override
	public void close() {
		this.loads.close();
	}

	@FunctionalInterface
	private interface Operation<T> {

		T run() throws IOException;

	}

}
