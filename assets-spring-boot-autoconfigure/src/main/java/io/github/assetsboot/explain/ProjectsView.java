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

package io.github.assetsboot.explain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import io.github.assetsboot.delivery.AssetSnapshot;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The projects, as the endpoint shows them. A method returns in limited time, also if the
 * storage does not answer.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public interface ProjectsView {

	/**
	 * Number of projects on a page.
	 */
	int PAGE_SIZE = 50;

	/**
	 * Describe the projects of a page, in the order of their names.
	 * @param page the number of the page, from 1
	 * @return the projects, each with its latest versions and deployments only
	 */
	Projects describe(int page);

	/**
	 * Describe one project.
	 * @param name the name of the project
	 * @return the project with all its versions and deployments, or {@code null} if there
	 * is none of that name
	 */
	@Nullable Project describe(String name);

	/**
	 * Choose the collection that would answer a request.
	 * @param request the request
	 * @return the choice, or {@code null} if the application and its own collection would
	 * answer
	 */
	@Nullable Choice choose(HttpServletRequest request);

	/**
	 * A page of the list of projects.
	 *
	 * @param total the number of all projects
	 * @param page the number of the page, from 1
	 * @param pages the number of pages
	 * @param projects the projects of the page
	 * @param problem the reason why the list is not complete, {@code null} if it is
	 */
	record Projects(int total, int page, int pages, List<Project> projects, @Nullable String problem) {

		public Projects {
			projects = List.copyOf(projects);
		}

	}

	/**
	 * A project.
	 *
	 * @param name the name
	 * @param deployment the active deployment, {@code null} if there is none
	 * @param versionCount the number of versions
	 * @param versions the versions, the latest first
	 * @param deployments the deployments, the latest first
	 * @param aliases the aliases
	 * @param storage the result of the last garbage collection, {@code null} if it is not
	 * known
	 * @param problem the reason why nothing is known of the project, {@code null} if it
	 * was read
	 */
	record Project(String name, @Nullable Deployment deployment, int versionCount, List<Version> versions,
			List<Deployment> deployments, List<Alias> aliases, @Nullable Storage storage, @Nullable String problem) {

		public Project {
			versions = List.copyOf(versions);
			deployments = List.copyOf(deployments);
			aliases = List.copyOf(aliases);
		}

		/**
		 * Create a description of a project that could not be read.
		 * @param name the name
		 * @param problem the reason
		 * @return the description
		 */
		public static Project unreadable(String name, String problem) {
			return new Project(name, null, 0, List.of(), List.of(), List.of(), null, problem);
		}

	}

	/**
	 * A version of a project.
	 *
	 * @param id the name of the version
	 * @param created the time of the upload
	 * @param source the means of the upload, such as {@code api}
	 * @param author the name of the author, {@code null} if it is not known
	 * @param tag a label, {@code null} if there is none
	 * @param message a description, {@code null} if there is none
	 * @param files the number of files
	 * @param bytes the size of the files
	 * @param percentage the percentage in the active deployment, {@code null} outside
	 * @param previewUrl the URL of the preview, {@code null} if there is none
	 */
	record Version(String id, Instant created, String source, @Nullable String author, @Nullable String tag,
			@Nullable String message, int files, long bytes, @Nullable BigDecimal percentage,
			@Nullable String previewUrl) {

	}

	/**
	 * A deployment of a project.
	 *
	 * @param id the name of the deployment
	 * @param created the time of the deployment
	 * @param source the means of the deployment, such as {@code api}
	 * @param author the name of the author, {@code null} if it is not known
	 * @param message a description, {@code null} if there is none
	 * @param triggeredBy the operation, such as {@code rollback}
	 * @param versions the versions with their percentages
	 */
	record Deployment(String id, Instant created, String source, @Nullable String author, @Nullable String message,
			String triggeredBy, List<Share> versions) {

		public Deployment {
			versions = List.copyOf(versions);
		}

	}

	/**
	 * A version of a deployment.
	 *
	 * @param version the name of the version
	 * @param percentage its percentage of the requests, from 0 to 100
	 */
	record Share(String version, BigDecimal percentage) {

	}

	/**
	 * Another name of a version, for previews.
	 *
	 * @param name the alias
	 * @param version the name of the version
	 * @param previewUrl the URL of the preview, {@code null} if there is none
	 */
	record Alias(String name, String version, @Nullable String previewUrl) {

	}

	/**
	 * Storage that a project used at its last garbage collection.
	 *
	 * @param collected the time of the garbage collection
	 * @param contents the number of contents that were kept
	 * @param bytes their size
	 * @param deleted the number of contents that were deleted
	 */
	record Storage(Instant collected, int contents, long bytes, int deleted) {

	}

	/**
	 * The project and the version that answer a request.
	 *
	 * @param project the name of the project
	 * @param version the name of the version, {@code null} if there is none
	 * @param chosenBy the rule that chose the version, such as {@code version-key}
	 * @param reason the rule in words, which continue the name of the version
	 * @param snapshot the collection, {@code null} if there is none
	 * @param available whether the storage answered
	 */
	record Choice(String project, @Nullable String version, String chosenBy, String reason,
			@Nullable AssetSnapshot snapshot, boolean available) {

	}

}
