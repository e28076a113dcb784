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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.github.assetsboot.autoconfigure.InvalidAssetsPropertyException;
import io.github.assetsboot.autoconfigure.PropertyChecks;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for projects in a storage.
 *
 * @author the Assets for Spring Boot authors
 */
@ConfigurationProperties("assets.projects")
class AssetProjectsProperties {

	/**
	 * Whether to serve projects from a storage.
	 */
	private boolean enabled;

	/**
	 * Comma-separated list of names that no project can have, so that no project gets the
	 * host of something else.
	 */
	private List<String> reserved = new ArrayList<>(new TreeSet<>(ProjectRestrictions.DEFAULT_RESERVED));

	private final Resolve resolve = new Resolve();

	private final Rules rules = new Rules();

	private final Cache cache = new Cache();

	private final Limits limits = new Limits();

	private final Api api = new Api();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public List<String> getReserved() {
		return this.reserved;
	}

	public void setReserved(List<String> reserved) {
		this.reserved = reserved;
	}

	public Rules getRules() {
		return this.rules;
	}

	public Resolve getResolve() {
		return this.resolve;
	}

	public Cache getCache() {
		return this.cache;
	}

	public Limits getLimits() {
		return this.limits;
	}

	public Api getApi() {
		return this.api;
	}

	ProjectLimits toLimits() {
		for (String name : this.reserved) {
			if (!ProjectId.isValid(name)) {
				throw new InvalidAssetsPropertyException("assets.projects.reserved", String.join(", ", this.reserved),
						"'" + name + "' is no name of a project",
						"List names with lower-case letters, digits and, inside, hyphens, 63 at most.");
			}
		}
		return this.limits
			.toLimits(new ProjectRestrictions(Set.copyOf(this.reserved), this.rules.toNames(), this.resolve.getPath()));
	}

	/**
	 * Properties of the rule files of projects.
	 */
	static class Rules {

		/**
		 * Comma-separated list of header fields that no '_headers' file of a project may
		 * set or remove, besides those that are always denied. A name that ends with '*'
		 * stands for all names that begin so.
		 */
		private List<String> deniedHeaders = new ArrayList<>();

		public List<String> getDeniedHeaders() {
			return this.deniedHeaders;
		}

		public void setDeniedHeaders(List<String> deniedHeaders) {
			this.deniedHeaders = deniedHeaders;
		}

		List<String> toNames() {
			for (String name : this.deniedHeaders) {
				if (!name.strip().matches("[!#$%&'+.^_`|~0-9A-Za-z-]+\\*?")) {
					throw new InvalidAssetsPropertyException("assets.projects.rules.denied-headers",
							String.join(", ", this.deniedHeaders), "'" + name + "' is no name of a header field",
							"List names such as 'X-Frame-Options'. One '*' at the end stands for all that follows.");
				}
			}
			return this.deniedHeaders;
		}

	}

	/**
	 * How the project of a request is found: by host, by path or by a header field.
	 */
	static class Resolve {

		/**
		 * Comma-separated list of names of hosts with '{project}' as one of the labels,
		 * such as '{project}.example.com', and perhaps '{version}' as another one.
		 */
		private List<String> host = new ArrayList<>();

		/**
		 * Comma-separated list of names of hosts that are never a project's, such as
		 * 'www.example.com'. The application answers there.
		 */
		private List<String> applicationHosts = new ArrayList<>();

		/**
		 * Beginning of the path with '{project}' as its last segment, such as
		 * '/sites/{project}'.
		 */
		private @Nullable String path;

		/**
		 * Name of a header field, which a proxy sets.
		 */
		private @Nullable String header;

		/**
		 * Name of a header field with the version that is asked for, by its name or an
		 * alias.
		 */
		private @Nullable String versionHeader;

		/**
		 * Name of a header field that tells one client from another while a version is
		 * rolled out. The address of the client if not set.
		 */
		private @Nullable String keyHeader;

		public List<String> getHost() {
			return this.host;
		}

		public void setHost(List<String> host) {
			this.host = host;
		}

		public List<String> getApplicationHosts() {
			return this.applicationHosts;
		}

		public void setApplicationHosts(List<String> applicationHosts) {
			this.applicationHosts = applicationHosts;
		}

		public @Nullable String getPath() {
			return this.path;
		}

		public void setPath(@Nullable String path) {
			this.path = path;
		}

		public @Nullable String getHeader() {
			return this.header;
		}

		public void setHeader(@Nullable String header) {
			this.header = header;
		}

		public @Nullable String getVersionHeader() {
			return this.versionHeader;
		}

		public void setVersionHeader(@Nullable String versionHeader) {
			this.versionHeader = versionHeader;
		}

		public @Nullable String getKeyHeader() {
			return this.keyHeader;
		}

		public void setKeyHeader(@Nullable String keyHeader) {
			this.keyHeader = keyHeader;
		}

	}

	/**
	 * Properties of what is kept in memory.
	 */
	static class Cache {

		/**
		 * Number of projects whose manifests are kept.
		 */
		private int projects = 10_000;

		/**
		 * How much memory the manifests may take, together with the rules and the
		 * collections that are made of them. If a size suffix is not specified, bytes
		 * will be used.
		 */
		private DataSize manifestMemory = DataSize.ofMegabytes(64);

		/**
		 * After how long a manifest is read again, and so what another instance has
		 * published is seen.
		 */
		private Duration manifestTimeToLive = Duration.ofSeconds(300);

		/**
		 * For how long it is remembered that there is no such project.
		 */
		private Duration unknownTimeToLive = Duration.ofSeconds(10);

		/**
		 * How much content to keep. If a size suffix is not specified, bytes will be
		 * used.
		 */
		private DataSize memory = DataSize.ofMegabytes(64);

		/**
		 * After how long a content is read again.
		 */
		private Duration contentTimeToLive = Duration.ofDays(1);

		public int getProjects() {
			return this.projects;
		}

		public void setProjects(int projects) {
			this.projects = projects;
		}

		public DataSize getManifestMemory() {
			return this.manifestMemory;
		}

		public void setManifestMemory(DataSize manifestMemory) {
			this.manifestMemory = manifestMemory;
		}

		public Duration getManifestTimeToLive() {
			return this.manifestTimeToLive;
		}

		public void setManifestTimeToLive(Duration manifestTimeToLive) {
			this.manifestTimeToLive = manifestTimeToLive;
		}

		public Duration getUnknownTimeToLive() {
			return this.unknownTimeToLive;
		}

		public void setUnknownTimeToLive(Duration unknownTimeToLive) {
			this.unknownTimeToLive = unknownTimeToLive;
		}

		public DataSize getMemory() {
			return this.memory;
		}

		public void setMemory(DataSize memory) {
			this.memory = memory;
		}

		public Duration getContentTimeToLive() {
			return this.contentTimeToLive;
		}

		public void setContentTimeToLive(Duration contentTimeToLive) {
			this.contentTimeToLive = contentTimeToLive;
		}

		ProjectCacheSettings toSettings(StorageLoadSettings loads) {
			String prefix = "assets.projects.cache.";
			return new ProjectCacheSettings(PropertyChecks.atLeast(0, prefix + "projects", this.projects),
					PropertyChecks.notNegative(prefix + "manifest-memory", this.manifestMemory).toBytes(),
					PropertyChecks.notNegative(prefix + "manifest-time-to-live", this.manifestTimeToLive),
					PropertyChecks.notNegative(prefix + "unknown-time-to-live", this.unknownTimeToLive),
					PropertyChecks.notNegative(prefix + "memory", this.memory).toBytes(),
					PropertyChecks.notNegative(prefix + "content-time-to-live", this.contentTimeToLive), loads);
		}

	}

	/**
	 * Properties of the HTTP API for publishing.
	 */
	static class Api {

		/**
		 * Whether projects can be published by HTTP. Only Spring Security decides who
		 * may.
		 */
		private boolean enabled;

		/**
		 * Path of the API, after the context path.
		 */
		private String path = "/assets-projects";

		/**
		 * Number of calls at the same time. A quarter of the server's threads if not set.
		 * Further calls fail at once.
		 */
		private @Nullable Integer maxCalls;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public String getPath() {
			return this.path;
		}

		public void setPath(String path) {
			this.path = path;
		}

		public @Nullable Integer getMaxCalls() {
			return this.maxCalls;
		}

		public void setMaxCalls(@Nullable Integer maxCalls) {
			this.maxCalls = maxCalls;
		}

		int toMaxCalls(Environment environment) {
			return PropertyChecks.atLeast(1, "assets.projects.api.max-calls",
					(this.maxCalls != null) ? this.maxCalls : new ServerThreads(environment).quarter());
		}

	}

	/**
	 * Limits of a single publishing.
	 */
	static class Limits {

		/**
		 * Number of files in one publishing, and of folders.
		 */
		private int files = 20_000;

		/**
		 * Size of one file. If a size suffix is not specified, bytes will be used.
		 */
		private DataSize fileSize = DataSize.ofMegabytes(25);

		/**
		 * Size of all files together. If a size suffix is not specified, bytes will be
		 * used.
		 */
		private DataSize totalSize = DataSize.ofGigabytes(1);

		/**
		 * Size of the paths of all files together, and of those of the retained files. If
		 * a size suffix is not specified, bytes will be used.
		 */
		private DataSize pathsSize = DataSize.ofMegabytes(4);

		/**
		 * Number of files of former versions of a project that are still found. Files
		 * that were replaced first go first.
		 */
		private int retainedFiles = 20_000;

		public int getFiles() {
			return this.files;
		}

		public void setFiles(int files) {
			this.files = files;
		}

		public DataSize getFileSize() {
			return this.fileSize;
		}

		public void setFileSize(DataSize fileSize) {
			this.fileSize = fileSize;
		}

		public DataSize getTotalSize() {
			return this.totalSize;
		}

		public void setTotalSize(DataSize totalSize) {
			this.totalSize = totalSize;
		}

		public DataSize getPathsSize() {
			return this.pathsSize;
		}

		public void setPathsSize(DataSize pathsSize) {
			this.pathsSize = pathsSize;
		}

		public int getRetainedFiles() {
			return this.retainedFiles;
		}

		public void setRetainedFiles(int retainedFiles) {
			this.retainedFiles = retainedFiles;
		}

		ProjectLimits toLimits(ProjectRestrictions restrictions) {
			String prefix = "assets.projects.limits.";
			return new ProjectLimits(PropertyChecks.atLeast(0, prefix + "files", this.files),
					PropertyChecks.notNegative(prefix + "file-size", this.fileSize).toBytes(),
					PropertyChecks.notNegative(prefix + "total-size", this.totalSize).toBytes(),
					PropertyChecks.notNegative(prefix + "paths-size", this.pathsSize).toBytes(),
					PropertyChecks.atLeast(0, prefix + "retained-files", this.retainedFiles), restrictions);
		}

	}

}
