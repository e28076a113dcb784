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

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.project.RetainedFiles.RetainedFile;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.HeaderRules.HeaderRestrictions;
import io.github.assetsboot.rules.Redirects;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a project and of a single publishing.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param files the number of files, and, counted apart, of folders
 * @param fileSize size of one file in bytes
 * @param totalSize size of all files in bytes
 * @param pathsSize size of the paths of all files in bytes. It also holds for the paths
 * of the retained files
 * @param retainedFiles number of files of former deployments that are still found by path
 * @param versions number of versions that are kept, beside those of deployments and
 * aliases
 * @param aliases number of aliases
 * @param uploads number of uploads that are under way at the same time
 * @param restrictions rules that the authors of projects have to obey
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record ProjectLimits(int files, long fileSize, long totalSize, long pathsSize, int retainedFiles, int versions,
		int aliases, int uploads, ProjectRestrictions restrictions) {

	private static final Comparator<Map.Entry<String, RetainedFile>> LATEST = Comparator
		.comparing((Map.Entry<String, RetainedFile> file) -> file.getValue().replaced())
		.reversed();

	/**
	 * The defaults of the properties: 20,000 files of 25 MiB, as in Workers, 1 GiB in
	 * all, with 4 MiB of paths, 20,000 files of former deployments, 100 versions, 20
	 * aliases, and 100 uploads.
	 */
	public static final ProjectLimits DEFAULTS = new AssetProjectsProperties().toLimits();

	/**
	 * No limits, for the application's own files.
	 */
	static final ProjectLimits NONE = new ProjectLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE,
			Long.MAX_VALUE, Integer.MAX_VALUE, 2, 0, Integer.MAX_VALUE, ProjectRestrictions.DEFAULTS);

	/**
	 * Create limits, with defaults for all others.
	 * @param files number of files, and, counted apart, of folders
	 * @param fileSize size of one file in bytes
	 * @param totalSize size of all files in bytes
	 */
	public ProjectLimits(int files, long fileSize, long totalSize) {
		this(files, fileSize, totalSize, DEFAULTS.pathsSize(), DEFAULTS.retainedFiles(), DEFAULTS.versions(),
				DEFAULTS.aliases(), DEFAULTS.uploads(), DEFAULTS.restrictions());
	}

	/**
	 * Keep the retained files within the limits. The files that were replaced first are
	 * dropped first.
	 */
	Map<String, RetainedFile> limit(Map<String, RetainedFile> retained) {
		Map<String, RetainedFile> kept = new HashMap<>();
		long size = 0;
		List<Map.Entry<String, RetainedFile>> latest = retained.entrySet()
			.stream()
			.sorted(LATEST.thenComparing(Map.Entry.comparingByKey()))
			.limit(this.retainedFiles)
			.toList();
		for (Map.Entry<String, RetainedFile> file : latest) {
			size += file.getKey().getBytes(StandardCharsets.UTF_8).length;
			if (size > this.pathsSize) {
				break;
			}
			kept.put(file.getKey(), file.getValue());
		}
		return kept;
	}

	/**
	 * Restrictions of the authors of projects. They protect the host, the proxies in
	 * front of it and the other projects.
	 * <p>
	 * Immutable and safe for use by many threads.
	 *
	 * @param reserved names that no project can have
	 * @param deniedHeaders names of header fields that no {@code _headers} file may set,
	 * besides those that are always denied
	 * @param path the path prefix with <code>{project}</code> in it, or {@code null} if
	 * each project has a host of its own
	 * @since 0.1.0
	 */
	public record ProjectRestrictions(Set<String> reserved, List<String> deniedHeaders, @Nullable String path) {

		/**
		 * Names that the application's own hosts often have.
		 */
		public static final Set<String> DEFAULT_RESERVED = Set.of("admin", "api", "autoconfig", "autodiscover",
				"localhost", "login", "mail", "mta-sts", "ns1", "ns2", "wpad", "www");

		/**
		 * The default reserved names, and a host for each project.
		 */
		public static final ProjectRestrictions DEFAULTS = new ProjectRestrictions(DEFAULT_RESERVED, List.of(), null);

		/**
		 * Create restrictions.
		 * @param reserved names that no project can have, which are copied
		 * @param deniedHeaders names of header fields that no {@code _headers} file may
		 * set, which are copied
		 * @param path the path prefix with <code>{project}</code> in it, or {@code null}
		 * if each project has a host of its own
		 */
		public ProjectRestrictions {
			reserved = Set.copyOf(reserved);
			deniedHeaders = List.copyOf(deniedHeaders);
		}

		/**
		 * Refuse a project whose name is reserved.
		 * @throws InvalidProjectFilesException if it is
		 */
		void check(ProjectId project) {
			if (this.reserved.contains(project.value())) {
				throw new InvalidProjectFilesException("The name '" + project
						+ "' is reserved by 'assets.projects.reserved'. Choose another name for the project.");
			}
		}

		/**
		 * Read the header rules of a project.
		 */
		HeaderRules headers(@Nullable String text, BasePath basePath) {
			boolean sharedHost = this.path != null || !basePath.equals(BasePath.ROOT);
			return HeaderRules.parse(text, HeaderRestrictions.ofProject(this.deniedHeaders, sharedHost));
		}

		/**
		 * Read the redirect rules of a project.
		 */
		static Redirects redirects(@Nullable String text, HtmlHandling htmlHandling, BasePath basePath) {
			return Redirects.parse(text, htmlHandling != HtmlHandling.NONE, basePath.toString());
		}

		/**
		 * Return the base path that a project is served under.
		 */
		BasePath basePath(ProjectId project) {
			return (this.path != null) ? BasePath.of(this.path.replace("{project}", project.value())) : BasePath.ROOT;
		}

	}

}
