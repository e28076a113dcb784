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
import java.math.BigDecimal;
import java.math.RoundingMode;

import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Explains the choice that {@link AssetProjectsFilter} makes for a request.
 * <p>
 * Not safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class ChoiceExplainer {

	private final ProjectCollections collections;

	private final AssetProjectsFilter.Options options;

	private final HttpServletRequest request;

	private final ProjectRequest reading;

	private final boolean byHeader;

	private @Nullable String version;

	private String chosenBy = "none";

	private String reason = "there is no such project";

	/**
	 * Create an explainer.
	 * @param collections the collections of the projects
	 * @param options how the version of a request is chosen
	 * @param request the request
	 * @param reading the project of the request, and the version that the request names
	 * @param byHeader whether the preview header names the version
	 */
	ChoiceExplainer(ProjectCollections collections, AssetProjectsFilter.Options options, HttpServletRequest request,
			ProjectRequest reading, boolean byHeader) {
		this.collections = collections;
		this.options = options;
		this.request = request;
		this.reading = reading;
		this.byHeader = byHeader;
	}

	/**
	 * Explain the choice.
	 */
	ProjectsView.Choice explain() {
		try {
			AssetSnapshot snapshot = this.collections.get(this.reading.project(), this.reading.basePath(),
					this::choose);
			return new ProjectsView.Choice(this.reading.project().value(), this.version, this.chosenBy, this.reason,
					snapshot, true);
		}
		catch (IOException ex) {
			return unavailable(this.reading.project());
		}
	}

	static ProjectsView.Choice unavailable(ProjectId project) {
		return new ProjectsView.Choice(project.value(), null, "none", "the storage does not answer", null, false);
	}

	private @Nullable String choose(ProjectState state) {
		this.version = null;
		if (!state.isEmpty()) {
			if (this.reading.version() != null) {
				findNamed(state, this.reading.version());
			}
			else {
				findDeployed(state.choice());
			}
		}
		return this.version;
	}

	private void findNamed(ProjectState state, String name) {
		if (!this.options.previews()) {
			choose(null, "none", "the request names a version, and assets.projects.previews.enabled is false");
			return;
		}
		ProjectState.Version named = state.named(name);
		if (named == null) {
			choose(null, "none", "there is no version of the name that the request has");
			return;
		}
		String place = this.byHeader ? "the request field " + this.options.previewHeader() : "the URL";
		choose(named.id(), this.byHeader ? "preview-header" : "preview-host",
				place + (state.aliases().containsKey(name) ? " has its alias " : " has its name ") + name);
	}

	private void findDeployed(@Nullable VersionChoice choice) {
		if (choice == null) {
			choose(null, "none", "no version is deployed");
			return;
		}
		String override = this.options.overrides() ? VersionOverrides.find(this.request, this.reading.project()) : null;
		String named = (override != null) ? choice.named(override) : null;
		if (named != null) {
			choose(named, "override", "the request field " + VersionOverrides.FIELD + " names it");
		}
		else if (choice.isCertain()) {
			choose(choice.choose(null), "only-version", "all requests get it");
		}
		else {
			findByKey(choice);
		}
	}

	private void findByKey(VersionChoice choice) {
		String share = "the " + percent(choice.share()) + " % of the newer version "
				+ VersionId.shorten(choice.newer());
		String key = this.options.keys().find(this.request);
		if (key == null) {
			choose(choice.choose(null), "random",
					"the request has no version key, so that each request gets a version by chance, with " + share);
			return;
		}
		int position = choice.position(key);
		choose(choice.choose(key), "version-key", "the version key of the request has the position " + percent(position)
				+ ", which is " + ((position < choice.share()) ? "below " : "not below ") + share);
	}

	private static String percent(int hundredths) {
		return BigDecimal.valueOf(hundredths)
			.divide(BigDecimal.valueOf(100), 2, RoundingMode.UNNECESSARY)
			.stripTrailingZeros()
			.toPlainString();
	}

	private void choose(@Nullable String version, String chosenBy, String reason) {
		this.version = version;
		this.chosenBy = chosenBy;
		this.reason = reason;
	}

}
