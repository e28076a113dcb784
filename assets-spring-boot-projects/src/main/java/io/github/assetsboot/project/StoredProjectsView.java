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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.github.assetsboot.explain.RoutingExplainer.ProjectsView;
import io.github.assetsboot.storage.AssetStorage;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads the projects for the endpoint. It has a few threads of its own, so that a storage
 * that hangs keeps no request waiting for long and no thread of the server busy.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class StoredProjectsView implements ProjectsView, AutoCloseable {

	private static final Log logger = LogFactory.getLog(StoredProjectsView.class);

	private static final Duration MAX_WAIT = Duration.ofSeconds(5);

	private static final Duration END_TIME = Duration.ofSeconds(1);

	private static final int THREADS = 4;

	private static final int MAX_QUEUE = 4 * PAGE_SIZE;

	/**
	 * Number of the latest versions and deployments in a list of projects.
	 */
	private static final int LATEST = 5;

	private static final String SLOW = "The storage does not answer in time.";

	private static final String FAILED = "The storage fails. The log has the reason.";

	private final StoredProjects projects;

	private final AssetStorage storage;

	private final BiFunction<ProjectId, String, @Nullable String> previewUrls;

	private final @Nullable AssetProjectsFilter filter;

	private final Duration maxWait;

	private final DaemonThreads threads = new DaemonThreads("assets-view-");

	private final ThreadPoolExecutor executor;

	/**
	 * Create the view.
	 * @param projects the projects
	 * @param storage the storage, which keeps the results of garbage collections
	 * @param previewUrls gives the URL of a preview by the id of a version or an alias,
	 * {@code null} if there is none
	 * @param filter chooses the version of a request, {@code null} if no request is for a
	 * project
	 */
	StoredProjectsView(StoredProjects projects, AssetStorage storage,
			BiFunction<ProjectId, String, @Nullable String> previewUrls, @Nullable AssetProjectsFilter filter) {
		this(projects, storage, previewUrls, filter, MAX_WAIT);
	}

	StoredProjectsView(StoredProjects projects, AssetStorage storage,
			BiFunction<ProjectId, String, @Nullable String> previewUrls, @Nullable AssetProjectsFilter filter,
			Duration maxWait) {
		this.projects = projects;
		this.storage = storage;
		this.previewUrls = previewUrls;
		this.filter = filter;
		this.maxWait = maxWait;
		this.executor = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(MAX_QUEUE), this.threads);
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public Projects describe(int page) {
		long end = System.nanoTime() + this.maxWait.toNanos();
		List<ProjectId> all;
		try {
			all = await(submit(this.projects::projects), end);
		}
		catch (UnansweredException ex) {
			return new Projects(0, page, 0, List.of(), ex.getMessage());
		}
		List<ProjectId> shown = all.stream().skip((page - 1L) * PAGE_SIZE).limit(PAGE_SIZE).toList();
		List<Project> descriptions = describe(shown, end);
		boolean complete = descriptions.stream().noneMatch((project) -> project.problem() != null);
		return new Projects(all.size(), page, (all.size() + PAGE_SIZE - 1) / PAGE_SIZE, descriptions,
				complete ? null : "Some of the projects could not be read.");
	}

	/**
	 * All of them are read at the same time. Deleted projects have left an empty state.
	 */
	private List<Project> describe(List<ProjectId> projects, long end) {
		List<Future<Facts>> tasks = new ArrayList<>();
		for (ProjectId project : projects) {
			tasks.add(submit(() -> read(project)));
		}
		List<Project> descriptions = new ArrayList<>();
		for (int i = 0; i < tasks.size(); i++) {
			ProjectId project = projects.get(i);
			try {
				Facts facts = await(tasks.get(i), end);
				if (!facts.state().isEmpty()) {
					descriptions.add(summarize(project, facts));
				}
			}
			catch (UnansweredException ex) {
				descriptions.add(Project.unreadable(project.value(), ex.getMessage()));
			}
		}
		return descriptions;
	}

	@Override
	public @Nullable Project describe(String name) {
		if (!ProjectId.isValid(name)) {
			return null;
		}
		ProjectId project = new ProjectId(name);
		try {
			Facts facts = await(submit(() -> read(project)), System.nanoTime() + this.maxWait.toNanos());
			return facts.state().isEmpty() ? null
					: describe(project, facts, facts.state().versions(), facts.state().deployments());
		}
		catch (UnansweredException ex) {
			return Project.unreadable(name, ex.getMessage());
		}
	}

	private Facts read(ProjectId project) throws IOException {
		ProjectUsage usage = ProjectUsage.read(this.storage, project);
		return new Facts(this.projects.state(project), (usage != null)
				? new Storage(usage.collected(), usage.contents(), usage.bytes(), usage.deleted()) : null);
	}

	private <T> Future<T> submit(Callable<T> task) {
		FutureTask<T> future = new FutureTask<>(task);
		try {
			this.executor.execute(future);
		}
		catch (RejectedExecutionException ex) {
			future.cancel(false);
		}
		return future;
	}

	/**
	 * Wait for a task, and end it if it takes too long.
	 */
	private static <T> T await(Future<T> task, long end) throws UnansweredException {
		if (task.isCancelled()) {
			throw new UnansweredException(SLOW);
		}
		try {
			return task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			task.cancel(true);
			throw new UnansweredException(SLOW);
		}
		catch (InterruptedException ex) {
			task.cancel(true);
			Thread.currentThread().interrupt();
			throw new UnansweredException(SLOW);
		}
		catch (ExecutionException ex) {
			logger.warn("The endpoint cannot read the projects.", ex.getCause());
			throw new UnansweredException(FAILED);
		}
	}

	private Project summarize(ProjectId project, Facts facts) {
		ProjectState state = facts.state();
		Set<String> active = state.activeVersions();
		List<ProjectState.Version> versions = Stream
			.concat(state.versions().stream().limit(LATEST),
					state.versions().stream().skip(LATEST).filter((version) -> active.contains(version.id())))
			.toList();
		return describe(project, facts, versions, state.deployments().stream().limit(LATEST).toList());
	}

	private Project describe(ProjectId project, Facts facts, List<ProjectState.Version> versions,
			List<ProjectDeployment> deployments) {
		ProjectState state = facts.state();
		ProjectDeployment active = state.active();
		return new Project(project.value(), (active != null) ? describe(active) : null, state.versions().size(),
				versions.stream().map((version) -> describe(project, state.describe(version))).toList(),
				deployments.stream().map(StoredProjectsView::describe).toList(), aliases(project, state),
				facts.storage(), null);
	}

	private Version describe(ProjectId project, ProjectVersion version) {
		return new Version(version.id(), version.created(), lowerCase(version.source()), version.author(),
				version.tag(), version.message(), version.files(), version.bytes(), version.percentage(),
				this.previewUrls.apply(project, version.id()));
	}

	private static Deployment describe(ProjectDeployment deployment) {
		return new Deployment(deployment.id(), deployment.created(), lowerCase(deployment.source()),
				deployment.author(), deployment.message(), lowerCase(deployment.triggeredBy()),
				deployment.versions()
					.stream()
					.map((version) -> new Share(version.version(), version.percentage()))
					.toList());
	}

	private List<Alias> aliases(ProjectId project, ProjectState state) {
		return state.aliases()
			.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((alias) -> new Alias(alias.getKey(), alias.getValue().version(),
					this.previewUrls.apply(project, alias.getKey())))
			.toList();
	}

	private static String lowerCase(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

	@Override
	public @Nullable Choice choose(HttpServletRequest request) {
		return (this.filter != null) ? this.filter.explain(request) : null;
	}

	/**
	 * End the threads, and wait a second at most for their end.
	 */
	@Override
	public void close() {
		this.executor.shutdownNow();
		try {
			this.threads.awaitEnd(this.executor, END_TIME);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The stored facts about a project.
	 *
	 * @param state the state
	 * @param storage the result of the last garbage collection, {@code null} if it is not
	 * known
	 */
	private record Facts(ProjectState state, @Nullable Storage storage) {

	}

	/**
	 * Thrown if the storage does not give an answer. The message is for people.
	 */
	@SuppressWarnings("serial")
	private static final class UnansweredException extends Exception {

		UnansweredException(String message) {
			super(message);
		}

		@Override
		public String getMessage() {
			return String.valueOf(super.getMessage());
		}

	}

}
