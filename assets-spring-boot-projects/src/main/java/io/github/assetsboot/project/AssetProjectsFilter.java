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
import java.util.stream.Stream;

import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.ServletRequests;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView;
import io.github.assetsboot.project.ProjectResponse.Audience;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.servlet.RequestDecisions;
import io.github.assetsboot.servlet.RequestDecisions.CollectionChoice;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the collection of a request's project. A version in the preview header comes
 * before one in the host name, then an override, then the key of the client. The filter
 * runs before all code that asks about assets: security rules, the assets filter, the
 * last handler mapping. In an error dispatch, it only keeps the header fields of the
 * response, of which Jetty removes some.
 *
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("serial")
class AssetProjectsFilter extends HttpFilter {

	private static final Log logger = LogFactory.getLog(AssetProjectsFilter.class);

	private final transient ProjectCollections collections;

	private final transient AssetProjectResolver resolver;

	private final transient Options options;

	private final transient List<String> vary;

	/**
	 * Create a filter.
	 * @param projects the projects
	 * @param resolver finds the project of a request
	 * @param options how the version of a request is chosen
	 */
	AssetProjectsFilter(StoredProjects projects, AssetProjectResolver resolver, Options options) {
		this.collections = projects.collections();
		this.resolver = resolver;
		this.options = options;
		this.vary = options.vary();
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request.getDispatcherType() == DispatcherType.ERROR) {
			chain.doFilter(request, ProjectResponse.ofError(request, response));
			return;
		}
		ProjectRequest resolved = this.resolver.resolve(request);
		if (resolved == null) {
			chain.doFilter(request, response);
			return;
		}
		ProjectResponse adapted = new ProjectResponse(response, this.vary,
				this.options.keys().isPrivate() ? Audience.CLIENT : Audience.EVERYBODY);
		adapted.setOn(request);
		String named = previewHeader(request);
		pin(request, adapted, (named != null) ? resolved.withVersion(named) : resolved, named != null);
		chain.doFilter(request, adapted);
	}

	/**
	 * Explain the choice for a request.
	 * @return the choice, or {@code null} if the request is not for a project
	 */
	ProjectsView.@Nullable Choice explain(HttpServletRequest request) {
		ProjectRequest resolved = this.resolver.resolve(request);
		if (resolved == null) {
			return null;
		}
		String named = previewHeader(request);
		ProjectRequest wanted = (named != null) ? resolved.withVersion(named) : resolved;
		try {
			return new ChoiceExplainer(this.collections, this.options, request, read(wanted), named != null).explain();
		}
		catch (IOException ex) {
			return ChoiceExplainer.unavailable(wanted.project());
		}
	}

	private @Nullable String previewHeader(HttpServletRequest request) {
		String header = this.options.previewHeader();
		String version = (header != null) ? request.getHeader(header) : null;
		return (version != null && !version.isBlank()) ? version.strip() : null;
	}

	private void pin(HttpServletRequest request, ProjectResponse response, ProjectRequest wanted, boolean named) {
		ProjectRequest reading = wanted;
		IOException failure = null;
		try {
			reading = read(wanted);
		}
		catch (IOException ex) {
			failure = ex;
		}
		boolean preview = reading.version() != null;
		new CurrentProject(reading.project(), preview).setOn(request);
		if (preview) {
			response.markPreview();
		}
		else if (this.options.frontEnd()) {
			RequestDecisions.markFrontEnd(request);
		}
		if (named) {
			response.markNamed();
		}
		pin(request, choice(request, reading, failure, response));
	}

	private CollectionChoice choice(HttpServletRequest request, ProjectRequest reading, @Nullable IOException failure,
			ProjectResponse response) {
		if (failure != null) {
			log(reading.project(), failure);
			return (current) -> {
				throw failure;
			};
		}
		return (reading.version() != null && !this.options.previews()) ? (current) -> null
				: new Choice(reading, override(request, reading), response);
	}

	/**
	 * Return the first reading whose project exists.
	 */
	private ProjectRequest read(ProjectRequest wanted) throws IOException {
		if (wanted.alternatives().isEmpty() || this.collections.exists(wanted.project())) {
			return wanted;
		}
		for (ProjectRequest alternative : wanted.alternatives()) {
			if (this.collections.exists(alternative.project())) {
				return alternative;
			}
		}
		return wanted;
	}

	private @Nullable String override(HttpServletRequest request, ProjectRequest reading) {
		return (this.options.overrides() && reading.version() == null)
				? VersionOverrides.find(request, reading.project()) : null;
	}

	private static void pin(HttpServletRequest request, CollectionChoice choice) {
		if (choice instanceof Choice ofProject && ofProject.isLate(request)) {
			RequestDecisions.pinLater(request, choice);
		}
		else {
			RequestDecisions.pin(request, choice);
		}
	}

	private static void log(ProjectId project, IOException failure) {
		logger.debug("The storage gives no collection for the project '" + project + "'.", failure);
	}

	/**
	 * The ways to choose the version of a request.
	 *
	 * @param previewHeader name of the request field that names a version, {@code null}
	 * if there is none
	 * @param previews whether a request can name a version
	 * @param overrides whether a request can name a version of the active deployment by
	 * {@link VersionOverrides#FIELD}
	 * @param keys the places of the key that identifies a client
	 * @param versionHeader name of the response field with the id of the version,
	 * {@code null} if there is none
	 * @param frontEnd whether one project answers all requests, beside the application
	 */
	record Options(@Nullable String previewHeader, boolean previews, boolean overrides, VersionKeys keys,
			@Nullable String versionHeader, boolean frontEnd) {

		List<String> vary() {
			Stream<String> named = Stream.concat(Stream.ofNullable(this.previewHeader),
					this.overrides ? Stream.of(VersionOverrides.FIELD) : Stream.empty());
			return Stream.concat(named, this.keys.fields()).distinct().toList();
		}

	}

	/**
	 * The choice of the version of a request, and of its collection.
	 */
	private final class Choice implements CollectionChoice {

		private final ProjectRequest reading;

		private final @Nullable String override;

		private final ProjectResponse response;

		private @Nullable String version;

		private boolean exists;

		private boolean overridden;

		/**
		 * Create a choice.
		 * @param reading the project, and the version that the request names
		 * @param override the version of the active deployment that the request names, if
		 * it is one
		 * @param response the response
		 */
		Choice(ProjectRequest reading, @Nullable String override, ProjectResponse response) {
			this.reading = reading;
			this.override = override;
			this.response = response;
		}

		/**
		 * Return whether the choice has to wait until the user is known.
		 */
		boolean isLate(HttpServletRequest request) {
			return this.reading.version() == null && !AssetProjectsFilter.this.options.keys().isKnownEarly(request);
		}

		@Override
		public @Nullable AssetSnapshot choose(HttpServletRequest request) throws IOException {
			try {
				AssetSnapshot snapshot = get(request);
				if (this.exists && isUnknown(snapshot, request)
						&& AssetProjectsFilter.this.collections.lookAgain(this.reading.project())) {
					snapshot = get(request);
				}
				describe();
				return snapshot;
			}
			catch (IOException ex) {
				log(this.reading.project(), ex);
				throw ex;
			}
		}

		private @Nullable AssetSnapshot get(HttpServletRequest request) throws IOException {
			return AssetProjectsFilter.this.collections.get(this.reading.project(), this.reading.basePath(),
					(state) -> choose(state, request));
		}

		private @Nullable String choose(ProjectState state, HttpServletRequest request) {
			this.exists = !state.isEmpty();
			this.overridden = false;
			this.version = find(state, request);
			return this.version;
		}

		private @Nullable String find(ProjectState state, HttpServletRequest request) {
			if (this.reading.version() != null) {
				ProjectState.Version named = state.named(this.reading.version());
				return (named != null) ? named.id() : null;
			}
			VersionChoice choice = state.choice();
			if (choice == null) {
				return null;
			}
			String named = (this.override != null) ? choice.named(this.override) : null;
			this.overridden = named != null;
			return (named != null) ? named
					: choice.choose(choice.isCertain() ? null : AssetProjectsFilter.this.options.keys().find(request));
		}

		/**
		 * Return whether no file answers, so that another instance may know more.
		 */
		private static boolean isUnknown(@Nullable AssetSnapshot snapshot, HttpServletRequest request) {
			if (snapshot == null) {
				return true;
			}
			if (snapshot.ready(request.getMethod(), request.getRequestURI(), request.getContextPath()) != null) {
				return false;
			}
			RoutingRequest routingRequest = ServletRequests.toRoutingRequest(request);
			return routingRequest.isRead() && snapshot.router().find(routingRequest.path()) == null;
		}

		private void describe() {
			if (this.overridden) {
				this.response.markNamed();
			}
			String header = AssetProjectsFilter.this.options.versionHeader();
			if (header != null && this.version != null) {
				this.response.tell(header, this.version);
			}
		}

	}

}
