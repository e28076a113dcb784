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

import io.github.assetsboot.autoconfigure.PropertyChecks;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.project.ProjectLimits.ProjectRestrictions;
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
	 * Comma-separated list of names that no project can have, because other services have
	 * hosts with these names.
	 */
	private List<String> reserved = new ArrayList<>(new TreeSet<>(ProjectRestrictions.DEFAULT_RESERVED));

	/**
	 * Name of a response header field with the id of the version that answers. If not
	 * set, there is no such field.
	 */
	private @Nullable String responseVersionHeader;

	private final Resolve resolve = new Resolve();

	private final Previews previews = new Previews();

	private final Rules rules = new Rules();

	private final Cache cache = new Cache();

	private final Limits limits = new Limits();

	private final Api api = new Api();

	private final GarbageCollection garbageCollection = new GarbageCollection();

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

	public @Nullable String getResponseVersionHeader() {
		return this.responseVersionHeader;
	}

	public void setResponseVersionHeader(@Nullable String responseVersionHeader) {
		this.responseVersionHeader = responseVersionHeader;
	}

	public Rules getRules() {
		return this.rules;
	}

	public Resolve getResolve() {
		return this.resolve;
	}

	public Previews getPreviews() {
		return this.previews;
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

	public GarbageCollection getGarbageCollection() {
		return this.garbageCollection;
	}

	/**
	 * Return the URLs of projects and, if they are enabled, of previews.
	 */
	ProjectUrls toUrls() {
		List<String> hosts = this.resolve.getHost()
			.stream()
			.filter((host) -> this.previews.isEnabled() || !host.contains("{version}"))
			.toList();
		return new ProjectUrls(hosts, this.resolve.getApplicationHosts(), this.resolve.getPath(),
				this.resolve.getProject());
	}

	ProjectLimits toLimits() {
		for (String name : this.reserved) {
			if (!ProjectId.isValid(name)) {
				throw new InvalidAssetsPropertyException("assets.projects.reserved", String.join(", ", this.reserved),
						"'" + name + "' cannot be the name of a project",
						"Use lower-case letters, digits and hyphens, 63 characters at most, and no hyphen at the beginning or end.");
			}
		}
		return this.limits
			.toLimits(new ProjectRestrictions(Set.copyOf(this.reserved), this.rules.toNames(), this.resolve.getPath()));
	}

	AssetProjectsFilter.Options toOptions() {
		return new AssetProjectsFilter.Options(
				fieldName("assets.projects.resolve.preview-header", this.resolve.getPreviewHeader()),
				this.previews.isEnabled(), this.resolve.isVersionOverrides(), this.resolve.toVersionKeys(),
				fieldName("assets.projects.response-version-header", this.responseVersionHeader),
				this.resolve.getProject() != null);
	}

	private static @Nullable String fieldName(String property, @Nullable String name) {
		if (name == null || name.isBlank()) {
			return null;
		}
		if (!VersionKeys.isToken(name.strip())) {
			throw new InvalidAssetsPropertyException(property, name, "it cannot be the name of a header field",
					"Use a name such as 'X-Version', or remove the property.");
		}
		return name.strip();
	}

	/**
	 * Properties of the rule files of projects.
	 */
	static class Rules {

		/**
		 * Comma-separated list of header fields that no '_headers' file of a project may
		 * set or remove. Some fields are always denied. A '*' at the end of a name stands
		 * for any characters.
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
							String.join(", ", this.deniedHeaders),
							"'" + name + "' cannot be the name of a header field",
							"Use names such as 'X-Frame-Options', or 'X-Custom-*' for all names with this beginning.");
				}
			}
			return this.deniedHeaders;
		}

	}

	/**
	 * Properties of previews, which are requests that name a version.
	 */
	static class Previews {

		/**
		 * Whether requests can name a version by their host or the preview header. If
		 * not, they get 404.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Properties for finding the project and the version of a request.
	 */
	static class Resolve {

		/**
		 * Comma-separated list of host names with '{project}' in one of the labels, such
		 * as '{project}.example.com'. '{version}' can be in another label or in the same
		 * one, such as '{version}-{project}.example.com'.
		 */
		private List<String> host = new ArrayList<>();

		/**
		 * Comma-separated list of host names that belong to the application and to no
		 * project, such as 'www.example.com'.
		 */
		private List<String> applicationHosts = new ArrayList<>();

		/**
		 * Path prefix with '{project}' as its last segment, such as '/sites/{project}'.
		 */
		private @Nullable String path;

		/**
		 * Name of a header field with the name of the project. A proxy sets it.
		 */
		private @Nullable String header;

		/**
		 * Name of the only project, for all requests except those for the hosts of the
		 * application.
		 */
		private @Nullable String project;

		/**
		 * Name of a request header field with the id or an alias of a version, for
		 * previews.
		 */
		private @Nullable String previewHeader;

		/**
		 * Whether the request header field 'Cloudflare-Workers-Version-Overrides' can
		 * name a version of the active deployment.
		 */
		private boolean versionOverrides;

		/**
		 * Comma-separated list of places of the key that identifies a client during a
		 * gradual deployment: 'header:NAME', 'cookie:NAME', 'principal', 'session' or
		 * 'address'. The first one that the request has counts. Without a key, the choice
		 * is random for each request.
		 */
		private List<String> versionKey = new ArrayList<>(List.of("header:Cloudflare-Workers-Version-Key"));

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

		public @Nullable String getProject() {
			return this.project;
		}

		public void setProject(@Nullable String project) {
			this.project = project;
		}

		public @Nullable String getPreviewHeader() {
			return this.previewHeader;
		}

		public void setPreviewHeader(@Nullable String previewHeader) {
			this.previewHeader = previewHeader;
		}

		public boolean isVersionOverrides() {
			return this.versionOverrides;
		}

		public void setVersionOverrides(boolean versionOverrides) {
			this.versionOverrides = versionOverrides;
		}

		public List<String> getVersionKey() {
			return this.versionKey;
		}

		public void setVersionKey(List<String> versionKey) {
			this.versionKey = versionKey;
		}

		VersionKeys toVersionKeys() {
			try {
				return new VersionKeys(this.versionKey);
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidAssetsPropertyException("assets.projects.resolve.version-key",
						String.join(", ", this.versionKey), String.valueOf(ex.getMessage()),
						"List places such as 'cookie:client' or 'address'. In YAML, put each one in quotes.");
			}
		}

	}

	/**
	 * Properties of the data in memory.
	 */
	static class Cache {

		/**
		 * Maximum number of projects whose manifests are kept in memory.
		 */
		private int projects = 10_000;

		/**
		 * Memory for manifests, with their rules and collections. If a size suffix is not
		 * specified, bytes will be used.
		 */
		private DataSize manifestMemory = DataSize.ofMegabytes(64);

		/**
		 * Time until the active deployment of a project is looked up again. Changes by
		 * another instance are seen then.
		 */
		private Duration deploymentTimeToLive = Duration.ofSeconds(2);

		/**
		 * Time until a project that was missing is looked for again.
		 */
		private Duration unknownTimeToLive = Duration.ofSeconds(2);

		/**
		 * Memory for contents. If a size suffix is not specified, bytes will be used.
		 */
		private DataSize memory = DataSize.ofMegabytes(64);

		/**
		 * Time until a content is read again.
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

		public Duration getDeploymentTimeToLive() {
			return this.deploymentTimeToLive;
		}

		public void setDeploymentTimeToLive(Duration deploymentTimeToLive) {
			this.deploymentTimeToLive = deploymentTimeToLive;
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
					PropertyChecks.notNegative(prefix + "deployment-time-to-live", this.deploymentTimeToLive),
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
		 * Whether to add the HTTP API for publishing. Spring Security has to protect it.
		 */
		private boolean enabled;

		/**
		 * Path of the API, after the context path.
		 */
		private String path = "/assets-projects";

		/**
		 * Maximum number of calls at the same time. Further calls fail at once. If not
		 * set, a quarter of the server's threads.
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
					(this.maxCalls != null) ? this.maxCalls : ServerThreads.quarter(environment));
		}

	}

	/**
	 * Properties of the scheduled garbage collection.
	 */
	static class GarbageCollection {

		/**
		 * Time between two collections of the garbage of all projects. With 0, none is
		 * scheduled.
		 */
		private Duration interval = Duration.ofDays(1);

		public Duration getInterval() {
			return this.interval;
		}

		public void setInterval(Duration interval) {
			this.interval = interval;
		}

		Duration toInterval() {
			return PropertyChecks.notNegative("assets.projects.garbage-collection.interval", this.interval);
		}

	}

	/**
	 * Limits of a project and of a single publishing.
	 */
	static class Limits {

		/**
		 * Maximum number of files in one publishing, and of folders.
		 */
		private int files = 20_000;

		/**
		 * Maximum size of one file. If a size suffix is not specified, bytes will be
		 * used.
		 */
		private DataSize fileSize = DataSize.ofMegabytes(25);

		/**
		 * Maximum size of all files together. If a size suffix is not specified, bytes
		 * will be used.
		 */
		private DataSize totalSize = DataSize.ofGigabytes(1);

		/**
		 * Maximum size of the paths of all files together, and of the paths of all
		 * retained files. If a size suffix is not specified, bytes will be used.
		 */
		private DataSize pathsSize = DataSize.ofMegabytes(4);

		/**
		 * Maximum number of files of former deployments that a project still serves.
		 * Files that were replaced first are removed first.
		 */
		private int retainedFiles = 20_000;

		/**
		 * Number of versions of a project to keep. Versions of the last ten deployments
		 * and of aliases are kept in addition.
		 */
		private int versions = 100;

		/**
		 * Maximum number of aliases of a project. The aliases that were set least
		 * recently are removed first.
		 */
		private int aliases = 20;

		/**
		 * Maximum number of uploads of a project that are under way at the same time.
		 */
		private int uploads = 100;

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

		public int getVersions() {
			return this.versions;
		}

		public void setVersions(int versions) {
			this.versions = versions;
		}

		public int getAliases() {
			return this.aliases;
		}

		public void setAliases(int aliases) {
			this.aliases = aliases;
		}

		public int getUploads() {
			return this.uploads;
		}

		public void setUploads(int uploads) {
			this.uploads = uploads;
		}

		ProjectLimits toLimits(ProjectRestrictions restrictions) {
			String prefix = "assets.projects.limits.";
			return new ProjectLimits(PropertyChecks.atLeast(0, prefix + "files", this.files),
					PropertyChecks.notNegative(prefix + "file-size", this.fileSize).toBytes(),
					PropertyChecks.notNegative(prefix + "total-size", this.totalSize).toBytes(),
					PropertyChecks.notNegative(prefix + "paths-size", this.pathsSize).toBytes(),
					PropertyChecks.atLeast(0, prefix + "retained-files", this.retainedFiles),
					PropertyChecks.atLeast(1, prefix + "versions", this.versions),
					PropertyChecks.atLeast(1, prefix + "aliases", this.aliases),
					PropertyChecks.atLeast(1, prefix + "uploads", this.uploads), restrictions);
		}

	}

}
