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
 * Many collections, published while the application runs. Each project has its files, its
 * rules and its settings, and sees nothing of another one's. A method that changes a
 * project throws a {@link ProjectConflictException} if others keep changing it at the
 * same time.
 * <p>
 * Safe for use by many threads, and by many instances of an application on one storage.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public interface AssetProjects {

	/**
	 * Publish files as the current version of a project. Contents that the storage has
	 * are not sent again. Until the end, the former version is served as a whole, and if
	 * it fails, for good.
	 * @param project the project, which need not exist
	 * @param files the files
	 * @param settings how they are served
	 * @param progress hears how far it is
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
	 * @param settings how they are served
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
	 * @return the files; what is fetched from a project that does not exist is 404
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
	 * Store files as a version that nobody gets yet but who asks for it.
	 * @param project the project, which need not exist
	 * @param files the files
	 * @param settings how they are served
	 * @param progress hears how far it is
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
	 * Give a version to some of the clients, and go on giving it to the same ones while
	 * the percentage rises. The files of both versions are found by everybody.
	 * @param project the project, which must have a current version
	 * @param version the name of the version
	 * @param percentage how many of a hundred clients get it; 0 ends it
	 * @throws IllegalArgumentException if there is no such version, or no current one, or
	 * the percentage is not from 0 to 100
	 * @throws IOException if the storage fails
	 */
	void rollout(ProjectId project, String version, int percentage) throws IOException;

	/**
	 * Give a version another name, by which it can be asked for. It is retained as long
	 * as it has one.
	 * @param project the project
	 * @param alias the other name: lower-case letters, digits and hyphens
	 * @param version the name of the version, {@code null} to remove the alias
	 * @throws IllegalArgumentException if there is no such version, or the alias is not
	 * valid
	 * @throws IOException if the storage fails
	 */
	void alias(ProjectId project, String alias, @Nullable String version) throws IOException;

	/**
	 * Delete a project with all that the storage has of it, but for a counter by which a
	 * deletion that stalls spares what is published later.
	 * @param project the project
	 * @throws IOException if the storage fails; then it can be called again
	 */
	void delete(ProjectId project) throws IOException;

	/**
	 * Delete versions that are not to be retained any more, and contents that no version
	 * refers to. A rollback to a deleted version is no longer possible. A version that is
	 * the current one, is rolled out or has an alias is not deleted.
	 * @param project the project
	 * @return how many contents were deleted
	 * @throws IOException if the storage fails; then it can be called again
	 */
	int collectGarbage(ProjectId project) throws IOException;

}
