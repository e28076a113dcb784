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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Finds the project of a request. A resolver must not call the storage: the project need
 * not exist.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface AssetProjectResolver {

	/**
	 * Resolve a request.
	 * @param request the request
	 * @return the project, or {@code null} if the application and its own assets answer
	 * the request
	 */
	@Nullable ProjectRequest resolve(HttpServletRequest request);

	/**
	 * Resolve by the name of the host. The port does not matter.
	 * @param patterns host names with {@code {project}} in one of the labels, such as
	 * <code>{project}.example.com</code>. {@code {version}} can be in another label or in
	 * the same one, such as <code>{version}-{project}.example.com</code>; then the
	 * longest name of an existing project counts. Of several patterns, the first match
	 * counts
	 * @return the resolver
	 * @throws IllegalArgumentException if a pattern is not valid
	 */
	static AssetProjectResolver byHost(String... patterns) {
		List<HostPattern> hosts = Arrays.stream(patterns).map(HostPattern::new).toList();
		return (request) -> {
			List<ProjectRequest> readings = readings(hosts, ApplicationHosts.canonical(request.getServerName()));
			return readings.isEmpty() ? null : ProjectRequest.of(readings);
		};
	}

	/**
	 * Only a label with both placeholders has several readings, and then the name of a
	 * project alone is one of them.
	 */
	private static List<ProjectRequest> readings(List<HostPattern> patterns, String host) {
		List<ProjectRequest> readings = new ArrayList<>();
		boolean certain = false;
		for (HostPattern pattern : patterns) {
			if (pattern.isAmbiguous() || !certain) {
				List<ProjectRequest> matches = pattern.match(host);
				readings.addAll(matches);
				certain |= !matches.isEmpty() && !pattern.isAmbiguous();
			}
		}
		readings
			.sort(Comparator.<ProjectRequest>comparingInt((reading) -> reading.project().value().length()).reversed());
		return readings;
	}

	/**
	 * Resolve by the beginning of the path.
	 * @param pattern the path with {@code {project}} as its last segment, such as
	 * <code>/sites/{project}</code>
	 * @return the resolver
	 * @throws IllegalArgumentException if the pattern is not valid
	 */
	static AssetProjectResolver byPath(String pattern) {
		String[] parts = split(pattern, "a path, such as '/sites/{project}'");
		Assert.isTrue(pattern.startsWith("/") && parts[1].isEmpty(),
				() -> "'" + pattern + "' must begin with '/' and end with '{project}'");
		return (request) -> {
			String path = request.getRequestURI().substring(request.getContextPath().length());
			if (!path.startsWith(parts[0])) {
				return null;
			}
			int end = path.indexOf('/', parts[0].length());
			String prefix = (end != -1) ? path.substring(0, end) : path;
			return between(parts[0], prefix, "", prefix);
		};
	}

	/**
	 * Resolve by a header field. A proxy has to set it, and to remove it from requests of
	 * clients.
	 * @param name the name of the field
	 * @return the resolver
	 */
	static AssetProjectResolver byHeader(String name) {
		return (request) -> {
			String value = request.getHeader(name);
			return (value != null) ? between("", value, "", "") : null;
		};
	}

	private static String[] split(String pattern, String description) {
		String[] parts = pattern.split("\\{project}", -1);
		Assert.isTrue(parts.length == 2, () -> "'" + pattern + "' must be " + description);
		return parts;
	}

	private static @Nullable ProjectRequest between(String start, String text, String end, String basePath) {
		int length = text.length() - start.length() - end.length();
		if (length <= 0 || !text.startsWith(start) || !text.endsWith(end)) {
			return null;
		}
		String name = text.substring(start.length(), start.length() + length);
		return ProjectId.isValid(name) ? new ProjectRequest(new ProjectId(name), basePath) : null;
	}

}
