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
import java.util.List;
import java.util.Objects;

import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import org.jspecify.annotations.Nullable;

/**
 * Gradual deployments, and the collections of versions.
 */
final class Deployments {

	private Deployments() {
	}

	/**
	 * Give a share of the requests to a version, and the rest to the other version that
	 * is deployed.
	 */
	static ProjectDeployment rollOut(AssetProjects projects, ProjectId project, String version, int percentage)
			throws IOException {
		List<ProjectDeployment> deployments = projects.deployments(project);
		if (deployments.isEmpty()) {
			throw new IllegalArgumentException("No version is deployed");
		}
		List<DeployedVersion> active = deployments.get(0).versions();
		String other = active.stream()
			.map(DeployedVersion::version)
			.filter((deployed) -> !deployed.equals(version))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No other version is deployed"));
		return projects.deploy(project, List.of(new DeployedVersion(other, BigDecimal.valueOf(100 - percentage)),
				new DeployedVersion(version, BigDecimal.valueOf(percentage))), ProjectChange.NONE);
	}

	/**
	 * Return the active version with the larger percentage.
	 */
	static @Nullable String main(ProjectState state) {
		ProjectDeployment active = state.active();
		return (active != null) ? active.mainVersion() : null;
	}

	/**
	 * Return the collection of a version.
	 * @param name the version, {@code null} for the active one
	 */
	static @Nullable AssetSnapshot snapshot(StoredProjects projects, ProjectId project, String basePath,
			@Nullable String name) throws IOException {
		return projects.collections().get(project, basePath, (state) -> (name != null) ? id(state, name) : main(state));
	}

	private static @Nullable String id(ProjectState state, String name) {
		ProjectState.Version version = state.named(name);
		return (version != null) ? version.id() : null;
	}

	/**
	 * Return the document of an active version.
	 */
	static ProjectManifest active(ProjectStates states) throws IOException {
		ProjectState state = states.read();
		return states.required(state, Objects.requireNonNull(main(state)));
	}

}
