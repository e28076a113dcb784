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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.assetsboot.Assets;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.project.AssetProjects.PublishProgress;
import io.github.assetsboot.project.ProjectLimits.ProjectRestrictions;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.RuleProblem;
import io.github.assetsboot.storage.AssetStorage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Projects in a storage.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class StoredProjects implements AssetProjects, AutoCloseable {

	private static final Log logger = LogFactory.getLog(StoredProjects.class);

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
	 * Return the snapshot for a request.
	 * @param request the request
	 * @param key identifies the client, which gets the same version during a rollout
	 * @return the snapshot, or {@code null} if there is no such project or version
	 * @throws IOException if the storage fails, and no snapshot is in memory
	 */
	@Nullable AssetSnapshot snapshot(ProjectRequest request, String key) throws IOException {
		return this.collections.get(request, key);
	}

	/**
	 * Return whether a project serves two versions, according to the data in memory.
	 * @param request a request whose snapshot has been loaded
	 * @return {@code true} if the key of a client decides on its version
	 */
	boolean isRollingOut(ProjectRequest request) {
		return this.collections.isRollingOut(request);
	}

	@Override
	public Assets project(ProjectId project) {
		return new ProjectAssets(() -> snapshot(new ProjectRequest(project, ""), ""), this.contextPath);
	}

	@Override
	public ProjectVersion publish(ProjectId project, ProjectFiles files, ProjectSettings settings,
			PublishProgress progress) throws IOException {
		return store(project, files, settings, progress, true);
	}

	@Override
	public ProjectVersion upload(ProjectId project, ProjectFiles files, ProjectSettings settings,
			PublishProgress progress) throws IOException {
		return store(project, files, settings, progress, false);
	}

	private ProjectVersion store(ProjectId project, ProjectFiles files, ProjectSettings settings,
			PublishProgress progress, boolean activate) throws IOException {
		this.limits.restrictions().check(project);
		settings.check();
		CollectedFiles collected = CollectedFiles.of(files, this.limits);
		ProjectPublisher.Source source = new ProjectPublisher.Source(collected.stored(),
				collected.text(Redirects.FILE_NAME), collected.text(HeaderRules.FILE_NAME), settings);
		List<RuleProblem> problems = ComputingTurns.PUBLISHING.compute(() -> problems(project, source));
		ProjectPublisher publisher = new ProjectPublisher(this.storage, new ProjectKeys(project), source, progress);
		ProjectStates.Change change = change(project, (state) -> {
			ProjectState next = publisher.addTo(state);
			return (activate && next != state)
					? ProjectStates.activate(next, publisher.manifest(), this.retention, this.limits) : next;
		});
		ProjectVersion version = publisher.describe(activate).withProblems(problems);
		report(project, version);
		return activate ? withEndedRollout(project, version, change) : version;
	}

	private List<RuleProblem> problems(ProjectId project, ProjectPublisher.Source source) {
		ProjectRestrictions restrictions = this.limits.restrictions();
		BasePath basePath = restrictions.basePath(project);
		Redirects redirects = ProjectRestrictions.redirects(source.redirects(), source.settings().htmlHandling(),
				basePath);
		HeaderRules headers = restrictions.headers(source.headers(), basePath);
		return Stream.concat(redirects.problems().stream(), headers.problems().stream()).toList();
	}

	private static void report(ProjectId project, ProjectVersion version) {
		if (!version.problems().isEmpty()) {
			logger.warn("Lines of the rule files in version '" + version.id() + "' of project '" + project
					+ "' have no effect or look like a mistake (" + version.problems().size() + "):\n"
					+ version.problems().stream().map(StoredProjects::printable).collect(Collectors.joining("\n")));
		}
	}

	/**
	 * Return a problem as one line. The line of the rule file can have any characters.
	 */
	private static String printable(RuleProblem problem) {
		return FileChecks.printable(problem.toString());
	}

	private static ProjectVersion withEndedRollout(ProjectId project, ProjectVersion version,
			ProjectStates.Change change) {
		ProjectManifest before = change.before().current();
		ProjectManifest.Rollout rollout = (before != null && change.after() != change.before()) ? before.rollout()
				: null;
		if (rollout == null) {
			return version;
		}
		logger.info("The rollout of version '" + rollout.version() + "' to " + rollout.percentage()
				+ " % of the clients of project '" + project + "' ended. Version '" + version.id()
				+ "' is the current one now.");
		return version.withEndedRollout(new ProjectVersion.EndedRollout(rollout.version(), rollout.percentage()));
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
			this.loads.forgetFailures(new ProjectKeys(project).prefix());
			if (changed) {
				this.collections.reload(project);
			}
			else {
				this.collections.outdate(project);
			}
		}
	}

	private ProjectStates states(ProjectId project) {
		return new ProjectStates(this.storage, new ProjectKeys(project));
	}

	@Override
	public List<ProjectVersion> versions(ProjectId project) throws IOException {
		return ProjectStates.describe(states(project).read());
	}

	@Override
	public ProjectVersion activate(ProjectId project, String version) throws IOException {
		this.limits.restrictions().check(project);
		ProjectStates states = states(project);
		ProjectStates.Change change = change(project,
				(state) -> ProjectStates.activate(state, states.find(state, version), this.retention, this.limits));
		ProjectState.Version activated = Objects.requireNonNull(change.after().versions().get(version));
		return withEndedRollout(project, activated.describe(version, true), change);
	}

	@Override
	public void rollout(ProjectId project, String version, int percentage) throws IOException {
		this.limits.restrictions().check(project);
		Assert.isTrue(percentage >= 0 && percentage <= 100, "'percentage' must be from 0 to 100");
		ProjectStates states = states(project);
		change(project, (state) -> ProjectStates.rollout(state, states.find(state, version), percentage, this.limits));
	}

	@Override
	public void alias(ProjectId project, String alias, @Nullable String version) throws IOException {
		this.limits.restrictions().check(project);
		Assert.isTrue(ProjectId.isValid(alias),
				"An alias can have lower-case letters, digits and, inside, hyphens, 63 at most");
		ProjectStates states = states(project);
		change(project, (state) -> {
			if (version != null) {
				states.find(state, version);
			}
			return Objects.equals(state.aliases().get(alias), version) ? state : state.withAlias(alias, version);
		});
	}

	@Override
	public void delete(ProjectId project) throws IOException {
		serving(project, () -> {
			collector(project).deleteAll();
			return project;
		});
		this.collections.forget(project);
	}

	@Override
	public int collectGarbage(ProjectId project) throws IOException {
		return serving(project, () -> collector(project).collect());
	}

	private GarbageCollector collector(ProjectId project) {
		return new GarbageCollector(this.storage, new ProjectKeys(project), this.retention);
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
