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

import org.jspecify.annotations.Nullable;

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
	 * The parameter with the number of folders around the site in a zip.
	 */
	private static final String STRIP = "strip";

	private static final int MANIFEST_SIZE = 64 * 1024;

	private static final int MANIFEST_FILE_SIZE = 2048;

	private final AssetProjects projects;

	private final ProjectUploads uploads;

	private final ProjectLimits limits;

	private final Semaphore calls;

	/**
	 * Create the API.
	 * @param projects the projects
	 * @param uploads the uploads
	 * @param limits what a publishing can hold
	 * @param maxCalls how many calls it takes at the same time: each can take as long as
	 * the storage and the client do
	 */
	ProjectsApi(AssetProjects projects, ProjectUploads uploads, ProjectLimits limits, int maxCalls) {
		this.projects = projects;
		this.uploads = uploads;
		this.limits = limits;
		this.calls = new Semaphore(maxCalls);
	}

	/**
	 * Return the routes.
	 * @param path the path that they are below
	 * @return the routes; whatever is below the path and not among them is 404
	 */
	RouterFunction<ServerResponse> routes(String path) {
		return RouterFunctions.route()
			.path(path, (routes) -> routes.GET("/{project}/versions", this::versions)
				.PUT("/{project}/versions", this::publishZip)
				.POST("/{project}/versions/{version}", this::rollback)
				.POST("/{project}/uploads", this::startUpload)
				.PUT("/{project}/uploads/{upload}/{hash}", this::upload)
				.POST("/{project}/uploads/{upload}", this::activate)
				.DELETE("/{project}", this::delete)
				.route(RequestPredicates.path("/{project}/versions"),
						(request) -> Problems.methodNotAllowed("GET, PUT"))
				.route(RequestPredicates.path("/{project}/versions/{version}"),
						(request) -> Problems.methodNotAllowed("POST"))
				.route(RequestPredicates.path("/{project}/uploads"), (request) -> Problems.methodNotAllowed("POST"))
				.route(RequestPredicates.path("/{project}/uploads/{upload}"),
						(request) -> Problems.methodNotAllowed("POST"))
				.route(RequestPredicates.path("/{project}/uploads/{upload}/{hash}"),
						(request) -> Problems.methodNotAllowed("PUT"))
				.route(RequestPredicates.path("/{project}"), (request) -> Problems.methodNotAllowed("DELETE"))
				.route((request) -> true, ProjectsApi::unknown)
				.filter((request, handler) -> Problems.answer(request, (counted) -> count(counted, handler))))
			.build();
	}

	private ServerResponse count(ServerRequest request, HandlerFunction<ServerResponse> handler) throws Exception {
		if (!this.calls.tryAcquire()) {
			throw Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "Too many calls at the same time. Try again later.");
		}
		try {
			return handler.handle(request);
		}
		finally {
			this.calls.release();
		}
	}

	private static ServerResponse unknown(ServerRequest request) {
		throw Problems.of(HttpStatus.NOT_FOUND, "There is nothing at this path."
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
		try (ZippedProjectFiles files = unzip(body(request, Long.MAX_VALUE), strip)) {
			return Json.response(201, this.projects.publish(project, files, settings));
		}
	}

	private ZippedProjectFiles unzip(InputStream zip, @Nullable List<String> strip) throws IOException {
		if (strip == null) {
			return ProjectFiles.ofZip(zip, this.limits);
		}
		if (strip.size() != 1 || !strip.get(0).matches("[0-9]{1,2}")) {
			throw Problems.of(HttpStatus.BAD_REQUEST, STRIP + " must be a number of folders, from 0 to 99");
		}
		return ProjectFiles.ofZip(zip, this.limits, Integer.parseInt(strip.get(0)));
	}

	private ServerResponse rollback(ServerRequest request) throws IOException {
		ProjectId project = project(request);
		try {
			return Json.response(200, this.projects.rollback(project, request.pathVariable("version")));
		}
		catch (IllegalArgumentException ex) {
			throw Problems.of(HttpStatus.NOT_FOUND, String.valueOf(ex.getMessage()));
		}
	}

	private ServerResponse delete(ServerRequest request) throws IOException {
		this.projects.delete(project(request));
		return ServerResponse.noContent().build();
	}

	private ServerResponse startUpload(ServerRequest request) throws IOException {
		ProjectId project = project(request);
		checkContentType(request, MediaType.APPLICATION_JSON);
		long limit = MANIFEST_SIZE + (long) MANIFEST_FILE_SIZE * this.limits.files();
		UploadManifestReader manifest = UploadManifestReader.read(body(request, limit), this.limits);
		ProjectUpload upload = this.uploads.start(project, manifest.files(), manifest.settings());
		return Json.response(201, Map.of("upload", upload.id(), "missing", upload.missing()));
	}

	private ServerResponse upload(ServerRequest request) throws IOException {
		this.uploads.write(project(request), request.pathVariable("upload"), request.pathVariable("hash"),
				body(request, Long.MAX_VALUE));
		return ServerResponse.noContent().build();
	}

	private ServerResponse activate(ServerRequest request) throws IOException {
		return Json.response(201, this.uploads.activate(project(request), request.pathVariable("upload")));
	}

	private static ProjectId project(ServerRequest request) {
		String name = request.pathVariable("project");
		if (!ProjectId.isValid(name)) {
			throw Problems.of(HttpStatus.NOT_FOUND, "There can be no project of that name. A name has"
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
		throw Problems.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type must be " + expected);
	}

	private static RequestBody body(ServerRequest request, long limit) throws IOException {
		return new RequestBody(request.servletRequest().getInputStream(), limit);
	}

}
