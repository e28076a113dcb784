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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.project.ProjectChange.Source;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import io.github.assetsboot.project.ProjectDeployment.Trigger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;

/**
 * The calls that show projects, and that deploy and delete them. To {@code wrangler}, a
 * project is a Worker script.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerScripts {

	private static final BigDecimal ALL = BigDecimal.valueOf(100);

	private final AssetProjects projects;

	private final WranglerHosts hosts;

	WranglerScripts(AssetProjects projects, WranglerHosts hosts) {
		this.projects = projects;
		this.hosts = hosts;
	}

	Object service(WranglerCall call) throws IOException {
		ProjectId project = existing(call, WranglerException.UNKNOWN_SERVICE);
		return Map.of("id", project.value(), "default_environment",
				Map.of("environment", "production", "script", Map.of("id", project.value(), "tag", tag(project))));
	}

	/**
	 * Return an ID for the output file of {@code wrangler}, which never changes.
	 */
	private static String tag(ProjectId project) {
		byte[] hash = WranglerSigningKey.sha256(project.value().getBytes(StandardCharsets.UTF_8));
		return HexFormat.of().formatHex(hash, 0, 16);
	}

	private ProjectId existing(WranglerCall call, int code) throws IOException {
		ProjectId project = call.project();
		if (this.projects.versions(project).isEmpty()) {
			throw WranglerException.unknownProject(code, project);
		}
		return project;
	}

	/**
	 * Return a handler that answers the same for each project that exists.
	 */
	WranglerApi.Handler answering(Object result) {
		return answering(WranglerException.UNKNOWN_SCRIPT, result);
	}

	WranglerApi.Handler answering(int unknown, Object result) {
		return (call) -> {
			existing(call, unknown);
			return result;
		};
	}

	Object delete(WranglerCall call) throws IOException {
		ProjectId project = existing(call, WranglerException.UNKNOWN_SCRIPT);
		this.projects.delete(project, call.change(null, null, null));
		return Map.of();
	}

	Object worker(WranglerCall call) throws IOException {
		ProjectId project = existing(call, WranglerException.UNKNOWN_SCRIPT);
		Map<String, Object> subdomain = subdomain(project);
		subdomain.put("url", this.hosts.url(project, call.request().servletRequest()));
		putIfPresent(subdomain, "preview_url_suffix", this.hosts.previewSuffix(project));
		return Map.of("id", tag(project), "name", project.value(), "subdomain", subdomain);
	}

	Object subdomain(WranglerCall call) throws IOException {
		return subdomain(existing(call, WranglerException.UNKNOWN_SCRIPT));
	}

	/**
	 * The answer is the same before and after a change, because the application decides
	 * where a project is served.
	 */
	private Map<String, Object> subdomain(ProjectId project) {
		Map<String, Object> subdomain = new LinkedHashMap<>();
		subdomain.put("enabled", true);
		subdomain.put("previews_enabled", this.hosts.previewSuffix(project) != null);
		return subdomain;
	}

	Object versions(WranglerCall call) throws IOException {
		ProjectId project = call.project();
		List<ProjectVersion> versions = this.projects.versions(project);
		if (versions.isEmpty()) {
			throw WranglerException.unknownProject(WranglerException.UNKNOWN_SCRIPT, project);
		}
		return Map.of("items", versions.stream().map((version) -> describe(project, version)).toList());
	}

	Object version(WranglerCall call) throws IOException {
		ProjectId project = call.project();
		String id = call.request().pathVariable("version");
		ProjectVersion version = this.projects.version(project, id);
		if (version == null) {
			throw WranglerCall.unknownVersion("The project '" + project + "' has no version " + FileChecks.shown(id));
		}
		return describe(project, version);
	}

	Map<String, Object> describe(ProjectId project, ProjectVersion version) {
		Map<String, Object> annotations = new LinkedHashMap<>();
		annotations.put("workers/triggered_by", "upload");
		putIfPresent(annotations, "workers/message", version.message());
		putIfPresent(annotations, "workers/tag", version.tag());
		putIfPresent(annotations, "workers/alias", version.alias());
		Map<String, Object> metadata = Map.of("created_on", version.created().toString(), "source",
				source(version.source()), "author_email", author(version.author()), "has_preview",
				this.hosts.previewSuffix(project) != null);
		return Map.of("id", version.id(), "metadata", metadata, "annotations", annotations, "resources",
				Map.of("bindings", List.of(), "script", Map.of(), "script_runtime", Map.of()), "startup_time_ms", 0);
	}

	private static void putIfPresent(Map<String, Object> object, String name, @Nullable Object value) {
		if (value != null) {
			object.put(name, value);
		}
	}

	private static String source(Source source) {
		return (source == Source.WRANGLER) ? "wrangler" : "api";
	}

	private static String author(@Nullable String author) {
		return (author != null) ? author : "unknown";
	}

	Object deployments(WranglerCall call) throws IOException {
		ProjectId project = existing(call, WranglerException.UNKNOWN_SCRIPT);
		return Map.of("deployments",
				this.projects.deployments(project).stream().map(WranglerScripts::describe).toList());
	}

	private static Map<String, Object> describe(ProjectDeployment deployment) {
		Map<String, Object> annotations = new LinkedHashMap<>();
		if (deployment.triggeredBy() == Trigger.ROLLBACK) {
			annotations.put("workers/triggered_by", "rollback");
		}
		putIfPresent(annotations, "workers/message", deployment.message());
		List<Map<String, Object>> versions = deployment.versions()
			.stream()
			.map((version) -> Map.<String, Object>of("version_id", version.version(), "percentage",
					version.percentage()))
			.toList();
		return Map.of("id", deployment.id(), "source", source(deployment.source()), "strategy", "percentage",
				"author_email", author(deployment.author()), "created_on", deployment.created().toString(),
				"annotations", annotations, "versions", versions);
	}

	Object deploy(WranglerCall call) throws IOException {
		ProjectId project = existing(call, WranglerException.UNKNOWN_SCRIPT);
		JsonNode body = call.json();
		List<DeployedVersion> versions = new ArrayList<>();
		for (JsonNode version : body.path("versions")) {
			versions.add(deployedVersion(version));
		}
		ProjectChange change = call.change(body.path("annotations").path("workers/message").asString(null), null, null);
		return describe(WranglerCall.checked(
				() -> isRollback(project, versions) ? this.projects.rollBack(project, versions.get(0).version(), change)
						: this.projects.deploy(project, versions, change)));
	}

	private static DeployedVersion deployedVersion(JsonNode version) throws IOException {
		JsonNode id = version.path("version_id");
		JsonNode percentage = version.path("percentage");
		if (!id.isString() || !percentage.isNumber()) {
			throw WranglerException.of(HttpStatus.BAD_REQUEST, "A version needs a 'version_id' and a 'percentage'");
		}
		return WranglerCall.checked(() -> new DeployedVersion(id.asString(), percentage.decimalValue()));
	}

	/**
	 * Return whether a version is deployed again that another one has replaced, for all
	 * requests or for some. {@code wrangler rollback} and
	 * {@code wrangler versions deploy} send the same request.
	 */
	private boolean isRollback(ProjectId project, List<DeployedVersion> versions) throws IOException {
		if (versions.size() != 1 || versions.get(0).percentage().compareTo(ALL) != 0) {
			return false;
		}
		String version = versions.get(0).version();
		List<ProjectDeployment> deployments = this.projects.deployments(project);
		if (deployments.isEmpty()) {
			return false;
		}
		Set<String> active = deployments.get(0).versionIds();
		List<Set<String>> former = deployments.stream().skip(1).map(ProjectDeployment::versionIds).toList();
		if (!active.contains(version)) {
			return former.stream().anyMatch((ids) -> ids.contains(version));
		}
		return active.size() > 1 && former.stream()
			.filter((ids) -> ids.size() == 1)
			.findFirst()
			.filter((ids) -> ids.contains(version))
			.isPresent();
	}

	Object routes(WranglerCall call) throws IOException {
		ProjectId project = call.project();
		List<String> patterns = new ArrayList<>();
		for (JsonNode route : call.json()) {
			patterns.add(route.isString() ? route.asString() : route.path("pattern").asString(""));
		}
		this.hosts.check(patterns, project, call.request().servletRequest());
		return patterns;
	}

	Object domainChanges(WranglerCall call) throws IOException {
		checkDomains(call, call.json());
		return Map.of("added", List.of(), "removed", List.of(), "updated", List.of(), "conflicting", List.of());
	}

	Object domains(WranglerCall call) throws IOException {
		checkDomains(call, call.json().path("origins"));
		return Map.of();
	}

	private void checkDomains(WranglerCall call, JsonNode domains) {
		List<String> hosts = new ArrayList<>();
		domains.forEach((domain) -> hosts.add(domain.path("hostname").asString("")));
		this.hosts.check(hosts, call.project(), call.request().servletRequest());
	}

}
