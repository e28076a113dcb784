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

import com.github.benmanes.caffeine.cache.Cache;
import io.github.assetsboot.Assets;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
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
 * @since 0.1.0
 */
public final class StoredProjects implements AssetProjects {

	private static final Log logger = LogFactory.getLog(StoredProjects.class);

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
	 * @param key what tells one client from another: who has the same one gets the same
	 * version while a new one is rolled out
	 * @return the collection, or {@code null} if there is no such project or version
	 * @throws IOException if the storage fails, and nothing is known of the project
	 */
	public @Nullable AssetSnapshot snapshot(ProjectRequest request, String key) throws IOException {
		return this.collections.get(request, key);
	}

	/**
	 * Return whether a project serves two versions at present, as far as is known without
	 * asking the storage.
	 * @param request a request that has been answered
	 * @return {@code true} if the key of a client decides on its version
	 */
	public boolean isRollingOut(ProjectRequest request) {
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
		CollectedFiles collected = new CollectedFiles(this.limits);
		files.visit((path, content) -> collected.file(path.startsWith("/") ? path.substring(1) : path, content));
		ProjectPublisher publisher = new ProjectPublisher(
				this.storage, new StorageKeys(project), new ProjectPublisher.Source(collected.stored(),
						collected.text(Redirects.FILE_NAME), collected.text(HeaderRules.FILE_NAME), settings),
				progress);
		ProjectStates.Change change = change(project, (state) -> {
			ProjectState next = publisher.addTo(state);
			return (activate && next != state) ? ProjectStates.activate(next, publisher.manifest(), this.retention)
					: next;
		});
		ProjectVersion version = publisher.describe(activate);
		return activate ? withEndedRollout(project, version, change) : version;
	}

	private ProjectStates.Change change(ProjectId project, ProjectStates.Step step) throws IOException {
		try {
			return states(project).change(step);
		}
		finally {
			this.collections.invalidate(project);
		}
	}

	private ProjectStates states(ProjectId project) {
		return new ProjectStates(this.storage, new StorageKeys(project));
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
				+ " % of the clients of project '" + project + "' ended, because version '" + version.id()
				+ "' became the current one");
		return new ProjectVersion(version.id(), version.published(), version.files(), version.bytes(),
				version.current(), new ProjectVersion.EndedRollout(rollout.version(), rollout.percentage()));
	}

	@Override
	public List<ProjectVersion> versions(ProjectId project) throws IOException {
		return ProjectStates.describe(states(project).read());
	}

	@Override
	public ProjectVersion activate(ProjectId project, String version) throws IOException {
		ProjectStates states = states(project);
		ProjectStates.Change change = change(project,
				(state) -> ProjectStates.activate(state, states.find(state, version), this.retention));
		ProjectState.Version activated = Objects.requireNonNull(change.after().versions().get(version));
		return withEndedRollout(project, activated.describe(version, true), change);
	}

	@Override
	public void rollout(ProjectId project, String version, int percentage) throws IOException {
		Assert.isTrue(percentage >= 0 && percentage <= 100, "'percentage' must be from 0 to 100");
		ProjectStates states = states(project);
		change(project, (state) -> ProjectStates.rollout(state, states.find(state, version), percentage));
	}

	@Override
	public void alias(ProjectId project, String alias, @Nullable String version) throws IOException {
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
		try {
			collector(project).deleteAll();
		}
		finally {
			this.collections.invalidate(project);
		}
	}

	@Override
	public int collectGarbage(ProjectId project) throws IOException {
		try {
			return collector(project).collect();
		}
		finally {
			this.collections.invalidate(project);
		}
	}

	private GarbageCollector collector(ProjectId project) {
		return new GarbageCollector(this.storage, new StorageKeys(project), this.retention);
	}

}
