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

import org.jspecify.annotations.Nullable;

/**
 * The project and the version of a request.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param project the project
 * @param basePath the path in front of the paths of the files, after the context path and
 * without a slash at the end; can be empty
 * @param version the id, the first 8 characters of the id, or an alias of the requested
 * version; {@code null} for the active deployment
 * @param alternatives other readings of the request, in the order in which they are tried
 * if the project does not exist
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record ProjectRequest(ProjectId project, String basePath, @Nullable String version,
		List<ProjectRequest> alternatives) {

	/**
	 * Create a request.
	 * @param project the project
	 * @param basePath the path in front of the paths of the files, without a slash at the
	 * end; can be empty
	 * @param version the requested version, {@code null} for the active deployment
	 * @param alternatives other readings of the request, which are copied
	 */
	public ProjectRequest {
		alternatives = List.copyOf(alternatives);
	}

	/**
	 * Create a request with one reading.
	 * @param project the project
	 * @param basePath the path in front of the paths of the files, without a slash at the
	 * end; can be empty
	 * @param version the requested version, {@code null} for the active deployment
	 */
	public ProjectRequest(ProjectId project, String basePath, @Nullable String version) {
		this(project, basePath, version, List.of());
	}

	/**
	 * Create a request for the active deployment.
	 * @param project the project
	 * @param basePath the path in front of the paths of the files, without a slash at the
	 * end; can be empty
	 */
	public ProjectRequest(ProjectId project, String basePath) {
		this(project, basePath, null);
	}

	/**
	 * Return the request for another version. It holds for all readings.
	 * @param version the id, the first 8 characters of the id, or an alias of the version
	 * @return the request
	 */
	public ProjectRequest withVersion(String version) {
		return new ProjectRequest(this.project, this.basePath, version,
				this.alternatives.stream().map((reading) -> reading.withVersion(version)).toList());
	}

	/**
	 * Return a request with several readings.
	 * @param readings the readings, at least one
	 */
	static ProjectRequest of(List<ProjectRequest> readings) {
		ProjectRequest first = readings.get(0);
		return new ProjectRequest(first.project, first.basePath, first.version, readings.subList(1, readings.size()));
	}

}
