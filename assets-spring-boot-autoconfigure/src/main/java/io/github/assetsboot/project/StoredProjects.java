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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.assetsboot.Assets;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.routing.BasePath;
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
 * @since 0.1.0
 */
public final class StoredProjects implements AssetProjects, AutoCloseable {

	private static final Log logger = LogFactory.getLog(StoredProjects.class);

	private final AssetStorage storage;

	private final StorageLoads loads;

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
		this.loads = new StorageLoads(storage.toString(), cache.loads());
		this.contents = new ProjectContents(storage, this.loads, cache.contentBudget(), cache.contentTimeToLive());
		this.collections = new ProjectCollections(storage, this.loads, this.contents, cache, limits.restrictions());
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
		this.limits.restrictions().check(project);
		settings.check();
		CollectedFiles collected = new CollectedFiles(this.limits);
		files.visit(collected);
		List<RuleProblem> problems = problems(project, collected, settings);
		ProjectVersion version = change(project, (keys, lock) -> {
			ProjectVersions versions = new ProjectVersions(this.storage, keys);
			ProjectManifest current = versions.current();
			ProjectManifest manifest = new ProjectPublisher(this.storage, keys, lock, current).publish(
					collected.stored(), collected.text(Redirects.FILE_NAME), collected.text(HeaderRules.FILE_NAME),
					settings, progress);
			return activate ? versions.activate(manifest, current, this.retention, this.limits, lock).describe(true)
					: manifest.describe(false);
		});
		if (!problems.isEmpty()) {
			logger.warn("Lines of the rule files in version '" + version.id() + "' of the project '" + project
					+ "' that have no effect or look like a mistake: " + problems.size() + "\n"
					+ problems.stream().map(StoredProjects::printable).collect(Collectors.joining("\n")));
		}
		return version.withProblems(problems);
	}

	private List<RuleProblem> problems(ProjectId project, CollectedFiles files, ProjectSettings settings)
			throws IOException {
		ProjectRestrictions restrictions = this.limits.restrictions();
		BasePath basePath = restrictions.basePath(project);
		Redirects redirects = ProjectRestrictions.redirects(files.text(Redirects.FILE_NAME), settings.htmlHandling(),
				basePath);
		HeaderRules headers = restrictions.headers(files.text(HeaderRules.FILE_NAME), basePath);
		return Stream.concat(redirects.problems().stream(), headers.problems().stream()).toList();
	}

	/**
	 * The lines come from anybody, and a log has one line for each.
	 */
	private static String printable(RuleProblem problem) {
		return problem.toString().replaceAll("\\p{Cntrl}", "?");
	}

	private <T> T change(ProjectId project, Change<T> change) throws IOException {
		StorageKeys keys = new StorageKeys(project);
		boolean changed = false;
		try (ProjectLock lock = ProjectLock.acquire(this.storage, keys)) {
			T result = change.run(keys, lock);
			changed = true;
			return result;
		}
		finally {
			served(project, keys, changed);
		}
	}

	/**
	 * An operation that fails changes nothing that is served, but it may have changed
	 * what is in the storage.
	 */
	private void served(ProjectId project, StorageKeys keys, boolean changed) {
		this.loads.forgetFailures(keys.prefix());
		if (changed) {
			this.collections.reload(project);
		}
		else {
			this.collections.outdate(project);
		}
	}

	@Override
	public List<ProjectVersion> versions(ProjectId project) throws IOException {
		return new ProjectVersions(this.storage, new StorageKeys(project)).describe();
	}

	@Override
	public ProjectVersion activate(ProjectId project, String version) throws IOException {
		this.limits.restrictions().check(project);
		return change(project, (keys, lock) -> {
			ProjectVersions versions = new ProjectVersions(this.storage, keys);
			return versions.activate(versions.find(version), versions.current(), this.retention, this.limits, lock)
				.describe(true);
		});
	}

	@Override
	public void rollout(ProjectId project, String version, int percentage) throws IOException {
		this.limits.restrictions().check(project);
		Assert.isTrue(percentage >= 0 && percentage <= 100, "'percentage' must be from 0 to 100");
		change(project, (keys, lock) -> {
			ProjectVersions versions = new ProjectVersions(this.storage, keys);
			versions.rollout(versions.find(version), percentage, this.limits, lock);
			return version;
		});
	}

	@Override
	public void alias(ProjectId project, String alias, @Nullable String version) throws IOException {
		this.limits.restrictions().check(project);
		Assert.isTrue(ProjectId.isValid(alias),
				"An alias can have lower-case letters, digits and, inside, hyphens, 63 at most");
		change(project, (keys, lock) -> {
			ProjectVersions versions = new ProjectVersions(this.storage, keys);
			if (version == null) {
				versions.removeAlias(alias);
			}
			else {
				versions.alias(alias, versions.find(version));
			}
			return alias;
		});
	}

	/**
	 * The manifest goes first: what is half deleted is not served.
	 */
	@Override
	public void delete(ProjectId project) throws IOException {
		change(project, (keys, lock) -> {
			this.storage.delete(List.of(keys.manifest()));
			List<String> rest = new ArrayList<>();
			this.storage.list(keys.prefix(), rest::add);
			rest.remove(keys.lock());
			lock.delete(rest);
			return rest;
		});
		this.collections.forget(project);
	}

	@Override
	public int collectGarbage(ProjectId project) throws IOException {
		return change(project, (keys,
				lock) -> new GarbageCollector(new ProjectVersions(this.storage, keys), keys, this.retention, lock)
					.collect());
	}

	/**
	 * End the threads that load from the storage.
	 */
	@Override
	public void close() {
		this.loads.close();
	}

	@FunctionalInterface
	private interface Change<T> {

		T run(StorageKeys keys, ProjectLock lock) throws IOException;

	}

}
