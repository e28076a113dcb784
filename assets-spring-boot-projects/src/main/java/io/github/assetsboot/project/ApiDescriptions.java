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

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Describes versions, projects and aliases in responses of the HTTP API, with their URLs.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class ApiDescriptions {

	private final ProjectUrls urls;

	private final String path;

	/**
	 * Create the descriptions.
	 * @param urls the URLs of projects
	 * @param path the path of the API, after the context path
	 */
	ApiDescriptions(ProjectUrls urls, String path) {
		this.urls = urls;
		this.path = path;
	}

	/**
	 * Return the path of a resource of the API.
	 * @param resource the path below that of the API
	 */
	String location(ApiCall call, String resource) {
		return call.servletRequest().getContextPath() + this.path + resource;
	}

	/**
	 * Describe a version.
	 * @param aliases the versions of the project's aliases
	 */
	VersionBody version(ApiCall call, ProjectId project, ProjectVersion version, Map<String, String> aliases) {
		Stream<String> names = aliases.entrySet()
			.stream()
			.filter((alias) -> alias.getValue().equals(version.id()))
			.map(Map.Entry::getKey)
			.sorted();
		List<String> previews = Stream.concat(Stream.of(version.id()), names)
			.map((name) -> preview(call, project, name))
			.flatMap(Stream::ofNullable)
			.toList();
		return new VersionBody(version, site(call, project), previews);
	}

	AliasBody alias(ApiCall call, ProjectId project, String alias, String version) {
		return new AliasBody(alias, version, preview(call, project, alias));
	}

	@Nullable String site(ApiCall call, ProjectId project) {
		return this.urls.site(call.servletRequest(), project);
	}

	private @Nullable String preview(ApiCall call, ProjectId project, String name) {
		return this.urls.preview(call.servletRequest(), project, name);
	}

	/**
	 * A version.
	 *
	 * @param version the version
	 * @param url the URL of the project
	 * @param previewUrls the URLs of previews, by the short id and by the aliases
	 */
	record VersionBody(@JsonUnwrapped ProjectVersion version, @Nullable String url, List<String> previewUrls) {

	}

	/**
	 * An alias.
	 *
	 * @param alias the alias
	 * @param version the id of its version
	 * @param url the URL of the preview
	 */
	record AliasBody(String alias, String version, @Nullable String url) {

	}

	/**
	 * A project in a list.
	 *
	 * @param name the name
	 * @param url the URL
	 * @param deployment the active deployment
	 */
	record ProjectSummary(String name, @Nullable String url, @Nullable ProjectDeployment deployment) {

	}

	/**
	 * A page of projects.
	 *
	 * @param projects the projects
	 * @param next the name to continue after, {@code null} at the end
	 */
	record ProjectPage(List<ProjectSummary> projects, @Nullable String next) {

	}

	/**
	 * A project.
	 *
	 * @param name the name
	 * @param url the URL
	 * @param deployment the active deployment
	 * @param aliases the aliases
	 * @param usage the use of the storage
	 */
	record ProjectBody(String name, @Nullable String url, @Nullable ProjectDeployment deployment,
			List<AliasBody> aliases, @Nullable ProjectUsage usage) {

	}

	/**
	 * An upload that was started.
	 *
	 * @param upload the name
	 * @param missing the hashes of the contents that are missing
	 */
	record UploadBody(String upload, List<String> missing) {

	}

}
