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
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import io.github.assetsboot.project.ApiDescriptions.ProjectBody;
import io.github.assetsboot.project.ApiDescriptions.ProjectPage;
import io.github.assetsboot.project.ApiDescriptions.ProjectSummary;
import io.github.assetsboot.project.ProjectChange.Source;
import io.github.assetsboot.servlet.ApplicationMappings;
import io.github.assetsboot.storage.AssetStorage;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Publishes over HTTP. A client that reaches the API can change every project, so the
 * application must secure it. {@link ApiAccess} keeps the pages of other sites away.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectsApi {

	private static final int DEFAULT_LIMIT = 50;

	private static final int MAX_LIMIT = 100;

	/**
	 * Number of projects that are read for a page at most. Deleted projects are read,
	 * too, because the storage keeps their names.
	 */
	private static final int MAX_READ_PROJECTS = 200;

	private final AssetStorage storage;

	private final AssetProjects projects;

	private final String path;

	private final ApiAccess access;

	private final ApiDescriptions descriptions;

	private final VersionsApi versions;

	private final UploadsApi uploads;

	private final DeploymentsApi deployments;

	private final ApiDescription description;

	private final Semaphore calls;

	/**
	 * Create the API.
	 * @param storage the storage of the projects
	 * @param projects the projects
	 * @param limits the limits of a publishing
	 * @param urls the URLs of projects
	 * @param access refuses calls by pages of others
	 * @param path the path above all routes
	 * @param maxCalls maximum number of calls at the same time. A call can take as long
	 * as the storage and the client do
	 */
	ProjectsApi(AssetStorage storage, AssetProjects projects, ProjectLimits limits, ProjectUrls urls, ApiAccess access,
			String path, int maxCalls) {
		this.storage = storage;
		this.projects = projects;
		this.path = path;
		this.access = access;
		this.descriptions = new ApiDescriptions(urls, path);
		this.versions = new VersionsApi(projects, limits, this.descriptions);
		this.uploads = new UploadsApi(new ProjectUploads(storage, projects, limits), limits, this.versions);
		this.deployments = new DeploymentsApi(projects, this.descriptions);
		this.description = new ApiDescription(path);
		this.calls = new Semaphore(maxCalls);
	}

	/**
	 * Return the routes. Every other request below the path is answered by 404. Sorted
	 * paths have names before variables, which match names, too.
	 */
	RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route().path(this.path, (routes) -> {
			new TreeMap<>(handlers()).forEach((path, handlers) -> add(routes, path, handlers));
			routes.route((request) -> true, ProjectsApi::unknown)
				.filter((request, handler) -> ApiProblems.answer(request, (checked) -> check(checked, handler)));
		}).withAttribute(ApplicationMappings.RESERVED, this.path + "/**").build();
	}

	/**
	 * Return the handlers by path and method.
	 */
	Map<String, Map<HttpMethod, HandlerFunction<ServerResponse>>> handlers() {
		return Map.ofEntries(Map.entry("", Map.of(HttpMethod.GET, this::projects)),
				Map.entry("/openapi.json", Map.of(HttpMethod.GET, this.description::get)),
				Map.entry("/{project}", Map.of(HttpMethod.GET, this::project, HttpMethod.DELETE, this::delete)),
				Map.entry("/{project}/versions",
						Map.of(HttpMethod.GET, this.versions::list, HttpMethod.PUT, this.versions::uploadZip,
								HttpMethod.POST, this.versions::reconfigure)),
				Map.entry("/{project}/versions/{version}",
						Map.of(HttpMethod.GET, this.versions::get, HttpMethod.POST, this.versions::deploy,
								HttpMethod.DELETE, this.versions::delete)),
				Map.entry("/{project}/uploads", Map.of(HttpMethod.POST, this.uploads::start)),
				Map.entry("/{project}/uploads/{upload}",
						Map.of(HttpMethod.POST, this.uploads::finish, HttpMethod.DELETE, this.uploads::cancel)),
				Map.entry("/{project}/uploads/{upload}/{hash}", Map.of(HttpMethod.PUT, this.uploads::write)),
				Map.entry("/{project}/deployments",
						Map.of(HttpMethod.GET, this.deployments::list, HttpMethod.POST, this.deployments::deploy)),
				Map.entry("/{project}/deployments/active", Map.of(HttpMethod.GET, this.deployments::active)),
				Map.entry("/{project}/rollback", Map.of(HttpMethod.POST, this.deployments::rollBack)),
				Map.entry("/{project}/aliases", Map.of(HttpMethod.GET, this.deployments::aliases)),
				Map.entry("/{project}/aliases/{alias}", Map.of(HttpMethod.PUT, this.deployments::setAlias,
						HttpMethod.DELETE, this.deployments::removeAlias)));
	}

	/**
	 * Add the methods of a path. Every other method is answered by 405. The path of the
	 * API itself can have a slash at its end.
	 */
	private static void add(RouterFunctions.Builder routes, String path,
			Map<HttpMethod, HandlerFunction<ServerResponse>> handlers) {
		RequestPredicate predicate = path.isEmpty() ? RequestPredicates.path("").or(RequestPredicates.path("/"))
				: RequestPredicates.path(path);
		handlers.forEach((method, handler) -> routes.route(RequestPredicates.method(method).and(predicate), handler));
		String allowed = handlers.keySet().stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
		routes.route(predicate, (request) -> ApiProblems.methodNotAllowed(allowed));
	}

	private ServerResponse check(ServerRequest request, HandlerFunction<ServerResponse> handler) throws Exception {
		this.access.check(request.servletRequest());
		if (!this.calls.tryAcquire()) {
			throw ApiProblems.of(HttpStatus.SERVICE_UNAVAILABLE,
					"There are too many calls at the same time. Try again later.");
		}
		try {
			return handler.handle(request);
		}
		finally {
			this.calls.release();
		}
	}

	private static ServerResponse unknown(ServerRequest request) {
		throw ApiProblems.of(HttpStatus.NOT_FOUND, "There is nothing at this path."
				+ (request.path().endsWith("/") ? " Leave out the slash at its end." : ""));
	}

	/**
	 * List projects that exist, up to a limit.
	 */
	private ServerResponse projects(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ApiCall.Page page = call.page("after", DEFAULT_LIMIT, MAX_LIMIT);
		String after = (page.start() != null) ? page.start() : "";
		List<ProjectId> names = this.projects.projects()
			.stream()
			.filter((project) -> project.value().compareTo(after) > 0)
			.toList();
		List<ProjectSummary> found = new ArrayList<>();
		int read = 0;
		while (read < Math.min(names.size(), MAX_READ_PROJECTS) && found.size() < page.limit()) {
			ProjectSummary project = summary(call, names.get(read++));
			if (project != null) {
				found.add(project);
			}
		}
		return Json.response(200, new ProjectPage(found, (read < names.size()) ? names.get(read - 1).value() : null));
	}

	private @Nullable ProjectSummary summary(ApiCall call, ProjectId project) throws IOException {
		List<ProjectDeployment> deployments = this.projects.deployments(project);
		if (deployments.isEmpty() && this.projects.versions(project).isEmpty()) {
			return null;
		}
		return new ProjectSummary(project.value(), this.descriptions.site(call, project),
				deployments.isEmpty() ? null : deployments.get(0));
	}

	private ServerResponse project(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ProjectId project = call.project();
		ProjectSummary summary = summary(call, project);
		if (summary == null) {
			throw ApiProblems.of(HttpStatus.NOT_FOUND, "There is no project '" + project + "'");
		}
		return Json.response(200, new ProjectBody(summary.name(), summary.url(), summary.deployment(),
				this.deployments.aliases(call, project), ProjectUsage.read(this.storage, project)));
	}

	private ServerResponse delete(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		this.projects.delete(call.project(), new ProjectChange(Source.API, call.author(), null, null, null));
		return ServerResponse.noContent().build();
	}

}
