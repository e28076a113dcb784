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

import io.github.assetsboot.Assets;
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
	 * Publish files as the current version of a project. Contents that the storage has
	 * are not sent again. The former version is served until the end, and also if the
	 * method fails.
	 * @param project the project, which need not exist
	 * @param files the files
	 * @param settings the settings of the version
	 * @param progress receives the progress
	 * @return the version
	 * @throws InvalidProjectFilesException if the files cannot be published
	 * @throws IOException if the files cannot be read, or the storage fails
	 */
	ProjectVersion publish(ProjectId project, ProjectFiles files, ProjectSettings settings, PublishProgress progress)
			throws IOException;

	/**
	 * Publish files as the current version of a project.
	 * @param project the project, which need not exist
	 * @param files the files
	 * @param settings the settings of the version
	 * @return the version
	 * @throws InvalidProjectFilesException if the files cannot be published
	 * @throws IOException if the files cannot be read, or the storage fails
	 */
	default ProjectVersion publish(ProjectId project, ProjectFiles files, ProjectSettings settings) throws IOException {
		return publish(project, files, settings, PublishProgress.NONE);
	}

	/**
	 * Return the files of a project's current version.
	 * @param project the project
	 * @return the files. If the project does not exist, each response is 404
	 */
	Assets project(ProjectId project);

	/**
	 * Return the versions of a project.
	 * @param project the project
	 * @return the versions, the latest first, not modifiable; none if there is no such
	 * project
	 * @throws IOException if the storage fails
	 */
	List<ProjectVersion> versions(ProjectId project) throws IOException;

	/**
	 * Store files as a version that only requests for this version get.
	 * @param project the project, which need not exist
	 * @param files the files
	 * @param settings the settings of the version
	 * @param progress receives the progress
	 * @return the version
	 * @throws InvalidProjectFilesException if the files cannot be published
	 * @throws IOException if the files cannot be read, or the storage fails
	 */
	ProjectVersion upload(ProjectId project, ProjectFiles files, ProjectSettings settings, PublishProgress progress)
			throws IOException;

	/**
	 * Make a version the current one.
	 * @param project the project
	 * @param version the name of the version
	 * @return the version
	 * @throws IllegalArgumentException if there is no such version
	 * @throws IOException if the storage fails
	 */
	ProjectVersion activate(ProjectId project, String version) throws IOException;

	/**
	 * Make an earlier version the current one again.
	 * @param project the project
	 * @param version the name of the version
	 * @return the version
	 * @throws IllegalArgumentException if there is no such version
	 * @throws IOException if the storage fails
	 */
	default ProjectVersion rollback(ProjectId project, String version) throws IOException {
		return activate(project, version);
	}

	/**
	 * Serve a version to some of the clients. While the percentage rises, the same
	 * clients keep the version. All clients find the files of both versions.
	 * @param project the project, which must have a current version
	 * @param version the name of the version
	 * @param percentage the percentage of the clients that get the version; 0 ends the
	 * rollout
	 * @throws IllegalArgumentException if there is no such version, or no current one, or
	 * the percentage is not from 0 to 100
	 * @throws IOException if the storage fails
	 */
	void rollout(ProjectId project, String version, int percentage) throws IOException;

	/**
	 * Give a version another name for requests. A version with an alias is retained.
	 * @param project the project
	 * @param alias the other name: lower-case letters, digits and hyphens
	 * @param version the name of the version, {@code null} to remove the alias
	 * @throws IllegalArgumentException if there is no such version, or the alias is not
	 * valid
	 * @throws IOException if the storage fails
	 */
	void alias(ProjectId project, String alias, @Nullable String version) throws IOException;

	/**
	 * Delete a project with all its data, except for a counter. Because of the counter, a
	 * deletion that takes long does not delete versions that are published later.
	 * @param project the project
	 * @throws IOException if the storage fails; then it can be called again
	 */
	void delete(ProjectId project) throws IOException;

	/**
	 * Delete versions that are not retained any more, and contents that no version refers
	 * to. A rollback to a deleted version is no longer possible. The current version, a
	 * version of a rollout, and a version with an alias are not deleted. The contents of
	 * uploads are kept for a day.
	 * @param project the project
	 * @return the number of deleted contents
	 * @throws IOException if the storage fails; then it can be called again
	 */
	int collectGarbage(ProjectId project) throws IOException;

	/**
	 * Receives the progress of a publishing.
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
