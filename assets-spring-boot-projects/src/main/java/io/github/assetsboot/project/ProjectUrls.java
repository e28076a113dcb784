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

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of projects and of their previews, made from the configured hosts or path. The
 * scheme, the port and the context path are those of a request to this application.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectUrls {

	private final List<String> hosts;

	private final Set<String> applicationHosts;

	private final @Nullable String path;

	private final @Nullable String project;

	/**
	 * Create the URLs.
	 * @param hosts patterns of hosts, with and without the version
	 * @param applicationHosts hosts that are never a project's
	 * @param path path prefix with the name of the project, {@code null} if there is none
	 * @param project the project of all requests, {@code null} if there is none
	 */
	ProjectUrls(Collection<String> hosts, Collection<String> applicationHosts, @Nullable String path,
			@Nullable String project) {
		this.hosts = hosts.stream().map((host) -> ApplicationHosts.canonical(host)).toList();
		this.applicationHosts = applicationHosts.stream()
			.map(ApplicationHosts::canonical)
			.collect(Collectors.toUnmodifiableSet());
		this.path = path;
		this.project = project;
	}

	/**
	 * Return the URL of a project.
	 * @param request a request to this application
	 * @return the URL with a slash at its end, or {@code null} if none is configured
	 */
	@Nullable String site(HttpServletRequest request, ProjectId project) {
		if (project.value().equals(this.project)) {
			return url(request, request.getServerName(), "/");
		}
		if (this.path != null) {
			return url(request, request.getServerName(), this.path.replace(HostPattern.PROJECT, project.value()) + "/");
		}
		String host = host(project);
		return (host != null) ? url(request, host, "/") : null;
	}

	/**
	 * Return the host of a project.
	 * @return the host, or {@code null} if none is configured
	 */
	@Nullable String host(ProjectId project) {
		return this.hosts.stream()
			.filter((host) -> !host.contains(HostPattern.VERSION))
			.map((host) -> host.replace(HostPattern.PROJECT, project.value()))
			.filter(this::isHost)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return what follows the name of a version in the hosts of a project's previews.
	 * @return the end of a host, or {@code null} if previews have no such hosts
	 */
	@Nullable String previewSuffix(ProjectId project) {
		return this.hosts.stream()
			.filter((host) -> host.startsWith(HostPattern.VERSION))
			.findFirst()
			.map((host) -> host.substring(HostPattern.VERSION.length()).replace(HostPattern.PROJECT, project.value()))
			.orElse(null);
	}

	/**
	 * Return the URL of a preview.
	 * @param request a request to this application
	 * @param version the id of a version, which is shortened, or an alias
	 * @return the URL with a slash at its end, or {@code null} if none is configured, or
	 * the name of the host would be too long
	 */
	@Nullable String preview(HttpServletRequest request, ProjectId project, String version) {
		String name = VersionId.isId(version) ? VersionId.shorten(version) : version;
		return this.hosts.stream()
			.filter((host) -> host.contains(HostPattern.VERSION))
			.map((host) -> host.replace(HostPattern.PROJECT, project.value()).replace(HostPattern.VERSION, name))
			.filter(this::isHost)
			.findFirst()
			.map((host) -> url(request, host, "/"))
			.orElse(null);
	}

	private boolean isHost(String host) {
		return !this.applicationHosts.contains(host) && Arrays.stream(host.split("\\.", -1))
			.allMatch((label) -> label.length() <= HostPattern.MAX_LABEL_LENGTH);
	}

	private static String url(HttpServletRequest request, String host, String path) {
		String scheme = request.getScheme().toLowerCase(Locale.ROOT);
		int port = request.getServerPort();
		boolean usual = port <= 0 || port == (scheme.equals("https") ? 443 : 80);
		return scheme + "://" + host + (usual ? "" : ":" + port) + request.getContextPath() + path;
	}

}
