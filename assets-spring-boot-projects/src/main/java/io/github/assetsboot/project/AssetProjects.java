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
import java.util.Map;

import io.github.assetsboot.Assets;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Projects: collections that are published while the application runs. Each project has
 * its own files, rules and settings. A method that changes a project throws a
 * {@link ProjectConflictException} if others keep changing it at the same time.
 * <p>
 * Safe for use by many threads, and by many instances of an application on one storage.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public interface AssetProjects {

	/**
	 * Publish files: upload them as a version, and deploy it to all requests in one step.
	 * Contents that the storage has are not sent again. The former deployment is served
	 * until the end, and also if the method fails.
	 * @param project the project, which need not exist
	 * @param files the files
	 * @param settings the settings of the version
	 * @param change the metadata of the version
	 * @param progress receives the progress
	 * @return the version
	 * @throws InvalidProjectFilesException if the name of the project is reserved, or the
	 * files or the settings are not allowed
	 * @throws IllegalArgumentException if the alias of the change is not valid
	 * @throws IOException if the files cannot be read, or the storage fails
	 */
	ProjectVersion publish(ProjectId project, ProjectFiles files, ProjectSettings settings, ProjectChange change,
			PublishProgress progress) throws IOException;

	/**
	 * Publish files: upload them as a version, and deploy it to all requests in one step.
	 * @param project the project, which need not exist
	 * @param files the files
	 * @param settings the settings of the version
	 * @return the version
	 * @throws InvalidProjectFilesException if the name of the project is reserved, or the
	 * files or the settings are not allowed
	 * @throws IOException if the files cannot be read, or the storage fails
	 */
	default ProjectVersion publish(ProjectId project, ProjectFiles files, ProjectSettings settings) throws IOException {
		return publish(project, files, settings, ProjectChange.NONE, PublishProgress.NONE);
	}

	/**
	 * Upload files as a version. Only previews serve it until it is deployed.
	 * @param project the project, which need not exist
	 * @param files the files
	 * @param settings the settings of the version
	 * @param change the metadata of the version
	 * @param progress receives the progress
	 * @return the version
	 * @throws InvalidProjectFilesException if the name of the project is reserved, or the
	 * files or the settings are not allowed
	 * @throws IllegalArgumentException if the alias of the change is not valid
	 * @throws IOException if the files cannot be read, or the storage fails
	 */
	ProjectVersion upload(ProjectId project, ProjectFiles files, ProjectSettings settings, ProjectChange change,
			PublishProgress progress) throws IOException;

	/**
	 * Upload files as a version. Only previews serve it until it is deployed.
	 * @param project the project, which need not exist
	 * @param files the files
	 * @param settings the settings of the version
	 * @return the version
	 * @throws InvalidProjectFilesException if the name of the project is reserved, or the
	 * files or the settings are not allowed
	 * @throws IOException if the files cannot be read, or the storage fails
	 */
	default ProjectVersion upload(ProjectId project, ProjectFiles files, ProjectSettings settings) throws IOException {
		return upload(project, files, settings, ProjectChange.NONE, PublishProgress.NONE);
	}

	/**
	 * Make a version with the files and rules of another version and with other settings.
	 * No content is sent. Only previews serve the version until it is deployed.
	 * @param project the project
	 * @param version the id of the other version, its first eight characters or an alias
	 * @param settings the settings of the new version
	 * @param change the metadata of the new version
	 * @return the new version
	 * @throws InvalidProjectFilesException if the name of the project is reserved, or the
	 * settings are not allowed
	 * @throws IllegalArgumentException if there is no such version, or the alias of the
	 * change is not valid
	 * @throws IOException if the storage fails
	 */
	ProjectVersion reconfigure(ProjectId project, String version, ProjectSettings settings, ProjectChange change)
			throws IOException;

	/**
	 * Return the files of a project's active deployment. If it has two versions, the one
	 * with the larger percentage answers.
	 * @param project the project
	 * @return the files. If the project does not exist, each response is 404
	 */
	Assets project(ProjectId project);

	/**
	 * Return the projects.
	 * @return the projects, sorted by name, not modifiable
	 * @throws IOException if the storage fails
	 */
	List<ProjectId> projects() throws IOException;

	/**
	 * Return the versions of a project.
	 * @param project the project
	 * @return the versions, the latest first, not modifiable; none if there is no such
	 * project
	 * @throws IOException if the storage fails
	 */
	List<ProjectVersion> versions(ProjectId project) throws IOException;

	/**
	 * Return a version of a project.
	 * @param project the project
	 * @param version the id of the version, its first eight characters or an alias
	 * @return the version, or {@code null} if there is none
	 * @throws IOException if the storage fails
	 */
	@Nullable ProjectVersion version(ProjectId project, String version) throws IOException;

	/**
	 * Return the deployments of a project whose versions all exist, ten at most.
	 * @param project the project
	 * @return the deployments, the latest first, not modifiable. The first one is active.
	 * There are none if no version was deployed
	 * @throws IOException if the storage fails
	 */
	List<ProjectDeployment> deployments(ProjectId project) throws IOException;

	/**
	 * Return the aliases of a project.
	 * @param project the project
	 * @return the ids of the versions by alias, not modifiable; none if there is no such
	 * project
	 * @throws IOException if the storage fails
	 */
	Map<String, String> aliases(ProjectId project) throws IOException;

	/**
	 * Deploy one version, or two versions with percentages. While the percentage of the
	 * newer version rises, clients that got it once keep it. All clients find the files
	 * of both versions.
	 * @param project the project
	 * @param versions one version with 100 %, or two different ones whose percentages add
	 * up to 100
	 * @param change the metadata of the deployment
	 * @return the deployment
	 * @throws IllegalArgumentException if there is no such version, or the versions
	 * cannot be deployed together
	 * @throws IOException if the storage fails
	 */
	ProjectDeployment deploy(ProjectId project, List<DeployedVersion> versions, ProjectChange change)
			throws IOException;

	/**
	 * Deploy a version to all requests.
	 * @param project the project
	 * @param version the id of the version, its first eight characters or an alias
	 * @return the deployment
	 * @throws IllegalArgumentException if there is no such version
	 * @throws IOException if the storage fails
	 */
	default ProjectDeployment deploy(ProjectId project, String version) throws IOException {
		return deploy(project, List.of(new DeployedVersion(version)), ProjectChange.NONE);
	}

	/**
	 * Deploy an earlier version to all requests again.
	 * @param project the project
	 * @param version the id of the version, its first eight characters or an alias, or
	 * {@code null} for the version of the latest earlier deployment that had a version at
	 * 100 %, other than the one that all requests get now
	 * @param change the metadata of the deployment
	 * @return the deployment
	 * @throws IllegalArgumentException if there is no such version or deployment
	 * @throws IOException if the storage fails
	 */
	ProjectDeployment rollBack(ProjectId project, @Nullable String version, ProjectChange change) throws IOException;

	/**
	 * Give a version another name for previews. The garbage collection keeps a version
	 * that has an alias. The aliases that were set least recently make room for a new
	 * one.
	 * @param project the project
	 * @param alias the other name: a lower-case letter, then lower-case letters, digits
	 * and hyphens. It must not read as the id of a version, and together with the name of
	 * the project it has at most 62 characters, without the hyphen between them
	 * @param version the id of the version, its first eight characters or another alias
	 * @param change the author and the means of the change
	 * @throws IllegalArgumentException if there is no such version, or the alias is not
	 * valid
	 * @throws IOException if the storage fails
	 */
	void setAlias(ProjectId project, String alias, String version, ProjectChange change) throws IOException;

	/**
	 * Remove an alias.
	 * @param project the project
	 * @param alias the alias, which need not exist
	 * @param change the author and the means of the change
	 * @return whether the alias existed
	 * @throws IOException if the storage fails
	 */
	boolean removeAlias(ProjectId project, String alias, ProjectChange change) throws IOException;

	/**
	 * Delete a version, with its aliases and the deployments that name it. Files that no
	 * other version names are not served any more: at once by this instance, and within
	 * the time to live of deployments by others.
	 * @param project the project
	 * @param version the id of the version, its first eight characters or an alias
	 * @param change the author and the means of the change
	 * @throws ActiveVersionException if the version is part of the active deployment
	 * @throws IllegalArgumentException if there is no such version
	 * @throws IOException if the storage fails
	 */
	void deleteVersion(ProjectId project, String version, ProjectChange change) throws IOException;

	/**
	 * Delete a project with all its data, except for a counter. Because of the counter, a
	 * deletion that takes long does not delete versions that are published later.
	 * @param project the project, which need not exist
	 * @param change the author and the means of the change
	 * @throws IOException if the storage fails; then it can be called again
	 */
	void delete(ProjectId project, ProjectChange change) throws IOException;

	/**
	 * Delete a project with all its data, except for a counter.
	 * @param project the project, which need not exist
	 * @throws IOException if the storage fails; then it can be called again
	 */
	default void delete(ProjectId project) throws IOException {
		delete(project, ProjectChange.NONE);
	}

	/**
	 * Delete versions beyond the limit, files of former deployments that are too old, and
	 * contents that no version refers to. The versions of deployments and aliases are
	 * kept. The contents of uploads are kept for a day.
	 * @param project the project
	 * @return the number of deleted contents
	 * @throws IOException if the storage fails; then it can be called again
	 */
	int collectGarbage(ProjectId project) throws IOException;

	/**
	 * Return the project that a request belongs to.
	 * @param request the request
	 * @return the project, which need not exist, or {@code null} if the application and
	 * its own assets answer the request
	 */
	static @Nullable ProjectId current(HttpServletRequest request) {
		CurrentProject current = CurrentProject.of(request);
		return (current != null) ? current.project() : null;
	}

	/**
	 * Receives the progress of a publishing, on the thread that publishes.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	interface PublishProgress {

		/**
		 * Ignores the progress.
		 */
		PublishProgress NONE = (done, total, bytes) -> {
		};

		/**
		 * Receive the progress after each content.
		 * @param done the number of missing contents that are in the storage now
		 * @param total the number of contents that were missing
		 * @param bytes the number of bytes that were sent so far
		 */
		void uploaded(int done, int total, long bytes);

	}

}
