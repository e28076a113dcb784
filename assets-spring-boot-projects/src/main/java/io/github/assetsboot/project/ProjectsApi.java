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
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import io.github.assetsboot.project.ProjectFiles.ZippedProjectFiles;
import io.github.assetsboot.servlet.ApplicationMappings;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Publishes over HTTP. A client that reaches the API can change every project, so the
 * application must secure it.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectsApi {

	private static final MediaType ZIP = MediaType.valueOf("application/zip");

	/**
	 * Parameter with the number of folders around the files of a zip.
	 */
	private static final String STRIP = "strip";

	private final AssetProjects projects;

	private final ProjectUploads uploads;

	private final ProjectLimits limits;

	private final Semaphore calls;

	/**
	 * Create the API.
	 * @param projects the projects
	 * @param uploads the uploads
	 * @param limits the limits of a publishing
	 * @param maxCalls maximum number of calls at the same time. A call can take as long
	 * as the storage and the client do
	 */
	ProjectsApi(AssetProjects projects, ProjectUploads uploads, ProjectLimits limits, int maxCalls) {
		this.projects = projects;
		this.uploads = uploads;
		this.limits = limits;
		this.calls = new Semaphore(maxCalls);
	}

	/**
	 * Return the routes.
	 * @param path the path above all routes
	 * @return the routes. Every other request below the path is answered by 404
	 */
	RouterFunction<ServerResponse> routes(String path) {
		return RouterFunctions.route().path(path, (routes) -> {
			add(routes, "/{project}/versions",
					Map.of(HttpMethod.GET, this::versions, HttpMethod.PUT, this::publishZip));
			add(routes, "/{project}/versions/{version}", Map.of(HttpMethod.POST, this::rollback));
			add(routes, "/{project}/uploads", Map.of(HttpMethod.POST, this::startUpload));
			add(routes, "/{project}/uploads/{upload}", Map.of(HttpMethod.POST, this::activate));
			add(routes, "/{project}/uploads/{upload}/{hash}", Map.of(HttpMethod.PUT, this::upload));
			add(routes, "/{project}", Map.of(HttpMethod.DELETE, this::delete));
			routes.route((request) -> true, ProjectsApi::unknown)
				.filter((request, handler) -> ApiProblems.answer(request, (counted) -> count(counted, handler)));
		}).withAttribute(ApplicationMappings.RESERVED, path + "/**").build();
	}

	/**
	 * Add the methods of a path. Every other method is answered by 405.
	 */
	private static void add(RouterFunctions.Builder routes, String path,
			Map<HttpMethod, HandlerFunction<ServerResponse>> handlers) {
		handlers.forEach((method, handler) -> routes
			.route(RequestPredicates.method(method).and(RequestPredicates.path(path)), handler));
		String allowed = handlers.keySet().stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
		routes.route(RequestPredicates.path(path), (request) -> ApiProblems.methodNotAllowed(allowed));
	}

	private ServerResponse count(ServerRequest request, HandlerFunction<ServerResponse> handler) throws Exception {
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

	private ServerResponse versions(ServerRequest request) throws IOException {
		return Json.response(200, this.projects.versions(project(request)));
	}

	private ServerResponse publishZip(ServerRequest request) throws IOException {
		ProjectId project = project(request);
		checkContentType(request, ZIP);
		Map<String, List<String>> parameters = new HashMap<>(request.params());
		List<String> strip = parameters.remove(STRIP);
		ProjectSettings settings = SettingsReader.read(parameters);
		try (ZippedProjectFiles files = unzip(body(request), strip)) {
			return Json.response(201, this.projects.publish(project, files, settings));
		}
	}

	private ZippedProjectFiles unzip(InputStream zip, @Nullable List<String> strip) throws IOException {
		if (strip == null) {
			return ProjectFiles.ofZip(zip, this.limits);
		}
		if (strip.size() != 1 || !strip.get(0).matches("[0-9]{1,2}")) {
			throw ApiProblems.of(HttpStatus.BAD_REQUEST, STRIP + " must be a number of folders, from 0 to 99");
		}
		return ProjectFiles.ofZip(zip, this.limits, Integer.parseInt(strip.get(0)));
	}

	private ServerResponse rollback(ServerRequest request) throws IOException {
		ProjectId project = project(request);
		try {
			return Json.response(200, this.projects.deploy(project, request.pathVariable("version")));
		}
		catch (IllegalArgumentException ex) {
			throw ApiProblems.of(HttpStatus.NOT_FOUND, String.valueOf(ex.getMessage()));
		}
	}

	private ServerResponse delete(ServerRequest request) throws IOException {
		this.projects.delete(project(request));
		return ServerResponse.noContent().build();
	}

	private ServerResponse startUpload(ServerRequest request) throws IOException {
		ProjectId project = project(request);
		checkContentType(request, MediaType.APPLICATION_JSON);
		UploadManifest manifest = UploadManifestReader.read(body(request), this.limits);
		ProjectUpload upload = this.uploads.start(project, manifest);
		return Json.response(201, Map.of("upload", upload.id(), "missing", upload.missing()));
	}

	private ServerResponse upload(ServerRequest request) throws IOException {
		this.uploads.write(project(request), request.pathVariable("upload"), request.pathVariable("hash"),
				body(request));
		return ServerResponse.noContent().build();
	}

	private ServerResponse activate(ServerRequest request) throws IOException {
		return Json.response(201, this.uploads.activate(project(request), request.pathVariable("upload")));
	}

	private static ProjectId project(ServerRequest request) {
		String name = request.pathVariable("project");
		if (!ProjectId.isValid(name)) {
			throw ApiProblems.of(HttpStatus.NOT_FOUND, "This cannot be the name of a project. A name has"
					+ " lower-case letters, digits and hyphens, 63 characters at most, and no hyphen at its beginning or end.");
		}
		return new ProjectId(name);
	}

	private static void checkContentType(ServerRequest request, MediaType expected) {
		try {
			if (request.headers().contentType().filter(expected::includes).isPresent()) {
				return;
			}
		}
		catch (InvalidMediaTypeException ex) {
			// it is not the expected one
		}
		throw ApiProblems.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type must be " + expected);
	}

	private static InputStream body(ServerRequest request) throws IOException {
		return request.servletRequest().getInputStream();
	}

}
