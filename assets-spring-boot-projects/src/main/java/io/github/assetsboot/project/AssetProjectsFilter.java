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
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.project.ProjectResponse.Audience;
import io.github.assetsboot.servlet.RequestDecisions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the collection of a request's project. A version in the request field comes
 * before one in the host name. Without both, {@link ProjectCollections} chooses. The
 * filter runs before all code that asks about assets: security rules, the assets filter,
 * the last handler mapping.
 *
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("serial")
class AssetProjectsFilter extends HttpFilter {

	private static final Log logger = LogFactory.getLog(AssetProjectsFilter.class);

	private final transient StoredProjects projects;

	private final transient AssetProjectResolver resolver;

	private final @Nullable String versionHeader;

	private final @Nullable String keyHeader;

	/**
	 * Create a filter.
	 * @param projects the projects
	 * @param resolver finds the project of a request
	 * @param versionHeader name of the header field with the requested version,
	 * {@code null} if there is none
	 * @param keyHeader name of the header field that identifies the client, {@code null}
	 * for its address
	 */
	AssetProjectsFilter(StoredProjects projects, AssetProjectResolver resolver, @Nullable String versionHeader,
			@Nullable String keyHeader) {
		this.projects = projects;
		this.resolver = resolver;
		this.versionHeader = versionHeader;
		this.keyHeader = keyHeader;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		ProjectRequest resolved = this.resolver.resolve(request);
		if (resolved == null) {
			chain.doFilter(request, response);
			return;
		}
		ProjectRequest wanted = withVersion(resolved, request);
		HttpServletResponse adapted = adapt(response, resolved, wanted);
		AssetSnapshot snapshot;
		try {
			String key = key(request);
			snapshot = this.projects.collections()
				.get(wanted.project(), wanted.basePath(), (state) -> choose(state, wanted.version(), key));
		}
		catch (IOException ex) {
			logger.debug("The storage gives no collection for the project '" + resolved.project() + "'.", ex);
			RequestDecisions.pinUnavailable(request);
			chain.doFilter(request, response);
			return;
		}
		if (snapshot != null) {
			RequestDecisions.pin(request, snapshot);
		}
		else {
			RequestDecisions.pinNotFound(request);
		}
		chain.doFilter(request, adapted);
	}

	/**
	 * Each response names the request fields that may choose a version, also if the
	 * request has none of them.
	 */
	private HttpServletResponse adapt(HttpServletResponse response, ProjectRequest resolved, ProjectRequest wanted) {
		// a version in the host name has a URL of its own, so caches need no help
		boolean preview = !wanted.equals(resolved);
		List<String> vary = vary();
		return (vary.isEmpty() && !preview) ? response
				: new ProjectResponse(response, vary, preview ? Audience.PREVIEW : Audience.EVERYBODY);
	}

	private List<String> vary() {
		return Stream.of(this.versionHeader, this.keyHeader).filter(Objects::nonNull).toList();
	}

	private ProjectRequest withVersion(ProjectRequest resolved, HttpServletRequest request) {
		String version = (this.versionHeader != null) ? request.getHeader(this.versionHeader) : null;
		return (version != null && ProjectId.isValid(version)) ? resolved.withVersion(version) : resolved;
	}

	private static @Nullable String choose(ProjectState state, @Nullable String wanted, String key) {
		if (wanted != null) {
			ProjectState.Version version = state.named(wanted);
			return (version != null) ? version.id() : null;
		}
		ProjectDeployment active = state.active();
		return (active != null) ? active.mainVersion() : null;
	}

	private String key(HttpServletRequest request) {
		String key = (this.keyHeader != null) ? request.getHeader(this.keyHeader) : null;
		return (key != null) ? key : request.getRemoteAddr();
	}

}
