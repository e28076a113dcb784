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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import io.github.assetsboot.project.ApiDescriptions.VersionBody;
import io.github.assetsboot.project.ProjectChange.Source;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import io.github.assetsboot.project.ProjectFiles.ZippedProjectFiles;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Handles versions over HTTP.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class VersionsApi {

	private static final MediaType ZIP = MediaType.valueOf("application/zip");

	/**
	 * Parameter with the number of folders around the files of a zip.
	 */
	private static final String STRIP = "strip";

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 1000;

	private final AssetProjects projects;

	private final ProjectLimits limits;

	private final ApiDescriptions descriptions;

	VersionsApi(AssetProjects projects, ProjectLimits limits, ApiDescriptions descriptions) {
		this.projects = projects;
		this.limits = limits;
		this.descriptions = descriptions;
	}

	/**
	 * List versions. A link leads to the next page.
	 */
	ServerResponse list(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ProjectId project = call.project();
		ApiCall.Page page = call.page("before", DEFAULT_LIMIT, MAX_LIMIT);
		List<ProjectVersion> all = this.projects.versions(project);
		int first = (page.start() != null) ? position(all, page.start()) + 1 : 0;
		int end = Math.min(all.size(), first + page.limit());
		Map<String, String> aliases = all.isEmpty() ? Map.of() : this.projects.aliases(project);
		List<VersionBody> versions = all.subList(first, end)
			.stream()
			.map((version) -> this.descriptions.version(call, project, version, aliases))
			.toList();
		ServerResponse.BodyBuilder response = ServerResponse.ok().contentType(MediaType.APPLICATION_JSON);
		if (end < all.size()) {
			response.header(HttpHeaders.LINK,
					"<" + this.descriptions.location(call,
							"/" + project + "/versions?limit=" + page.limit() + "&before=" + all.get(end - 1).id())
							+ ">; rel=\"next\"");
		}
		return response.body(Json.write(versions));
	}

	private static int position(List<ProjectVersion> versions, String id) {
		return IntStream.range(0, versions.size())
			.filter((i) -> VersionId.isId(id) && versions.get(i).id().startsWith(id))
			.findFirst()
			.orElseThrow(() -> unknown(id));
	}

	ServerResponse get(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ProjectId project = call.project();
		return Json.response(200, describe(call, project, call.variable("version")));
	}

	private VersionBody describe(ApiCall call, ProjectId project, String name) throws IOException {
		ProjectVersion version = this.projects.version(project, name);
		if (version == null) {
			throw unknown(name);
		}
		return this.descriptions.version(call, project, version, this.projects.aliases(project));
	}

	private static UnknownVersionException unknown(String name) {
		return new UnknownVersionException("There is no version " + FileChecks.shown(name));
	}

	ServerResponse uploadZip(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ProjectId project = call.project();
		call.checkContentType(ZIP);
		Map<String, List<String>> parameters = call.parameters();
		List<String> strip = parameters.remove(STRIP);
		VersionOptions options = VersionOptions.of(parameters);
		options.check(project);
		try (ZippedProjectFiles files = unzip(call.body(), strip)) {
			return created(call, project, options.store(this.projects, project, files, call.author()));
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

	/**
	 * Answer that a version was uploaded.
	 */
	ServerResponse created(ApiCall call, ProjectId project, ProjectVersion version) {
		Map<String, String> aliases = (version.alias() != null) ? Map.of(version.alias(), version.id()) : Map.of();
		return ServerResponse.status(HttpStatus.CREATED)
			.contentType(MediaType.APPLICATION_JSON)
			.header(HttpHeaders.LOCATION, this.descriptions.location(call, "/" + project + "/versions/" + version.id()))
			.body(Json.write(this.descriptions.version(call, project, version, aliases)));
	}

	/**
	 * Make a version with the files of another one. If it cannot be deployed then, it
	 * stays as a version.
	 */
	ServerResponse reconfigure(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ProjectId project = call.project();
		CopyReader copy = new CopyReader();
		call.readObject("a version with the files of another one", true, copy::read);
		VersionOptions options = copy.options();
		options.check(project);
		ProjectChange change = options.change(call.author());
		ProjectVersion version = this.projects.reconfigure(project, copy.filesOf(), options.settings(), change);
		if (options.deploy()) {
			this.projects.deploy(project, List.of(new DeployedVersion(version.id())), change);
			version = Objects.requireNonNullElse(this.projects.version(project, version.id()), version);
		}
		return created(call, project, version);
	}

	ServerResponse deploy(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ProjectChange change = new ProjectChange(Source.API, call.author(), null, null, null);
		return Json.response(200,
				this.projects.deploy(call.project(), List.of(new DeployedVersion(call.variable("version"))), change));
	}

	ServerResponse delete(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ProjectChange change = new ProjectChange(Source.API, call.author(), null, null, null);
		this.projects.deleteVersion(call.project(), call.variable("version"), change);
		return ServerResponse.noContent().build();
	}

	/**
	 * Reads the version whose files are taken, and the options of the new version.
	 */
	private static final class CopyReader {

		private VersionOptions.@Nullable Reader options;

		private @Nullable String filesOf;

		void read(String name, JsonParser parser, StrictJson json) {
			if (this.options == null) {
				this.options = new VersionOptions.Reader(json);
			}
			if (name.equals("filesOf")) {
				this.filesOf = json.string(parser);
			}
			else if (!this.options.read(name, parser)) {
				throw json.invalid(parser, "'filesOf', 'settings', 'deploy', 'tag', 'message' or 'alias' is expected");
			}
		}

		String filesOf() {
			if (this.filesOf == null) {
				throw ApiProblems.of(HttpStatus.BAD_REQUEST,
						"'filesOf' is missing. It names the version whose files the new version has.");
			}
			return this.filesOf;
		}

		VersionOptions options() {
			filesOf();
			return Objects.requireNonNull(this.options).options();
		}

	}

}
