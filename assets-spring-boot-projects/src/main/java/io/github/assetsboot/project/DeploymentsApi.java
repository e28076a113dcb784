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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.project.ApiDescriptions.AliasBody;
import io.github.assetsboot.project.ProjectChange.Source;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Handles deployments and aliases over HTTP.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class DeploymentsApi {

	private static final String VERSION = "version";

	private static final String MESSAGE = "message";

	private static final String ALIAS = "alias";

	private final AssetProjects projects;

	private final ApiDescriptions descriptions;

	DeploymentsApi(AssetProjects projects, ApiDescriptions descriptions) {
		this.projects = projects;
		this.descriptions = descriptions;
	}

	ServerResponse list(ServerRequest request) throws IOException {
		return Json.response(200, this.projects.deployments(new ApiCall(request).project()));
	}

	ServerResponse active(ServerRequest request) throws IOException {
		List<ProjectDeployment> deployments = this.projects.deployments(new ApiCall(request).project());
		if (deployments.isEmpty()) {
			throw ApiProblems.of(HttpStatus.NOT_FOUND, "No version of this project is deployed");
		}
		return Json.response(200, deployments.get(0));
	}

	ServerResponse deploy(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ProjectId project = call.project();
		DeploymentReader reader = new DeploymentReader();
		call.readObject("a deployment", true, reader::read);
		return Json.response(201, this.projects.deploy(project, reader.versions, change(call, reader.message)));
	}

	private static ProjectChange change(ApiCall call, @Nullable String message) {
		return new ProjectChange(Source.API, call.author(), message, null, null);
	}

	ServerResponse rollBack(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ProjectId project = call.project();
		Map<String, String> texts = new HashMap<>();
		call.readObject("a rollback", false, reader(Set.of(VERSION, MESSAGE), texts));
		String version = texts.get(VERSION);
		try {
			return Json.response(201, this.projects.rollBack(project, version, change(call, texts.get(MESSAGE))));
		}
		catch (UnknownVersionException ex) {
			throw (version != null) ? ex : ApiProblems.of(HttpStatus.CONFLICT, String.valueOf(ex.getMessage()));
		}
	}

	private static ApiCall.ObjectReader reader(Set<String> names, Map<String, String> texts) {
		return (name, parser, json) -> {
			if (!names.contains(name)) {
				throw json.invalid(parser,
						names.stream()
							.sorted()
							.map((expected) -> "'" + expected + "'")
							.reduce((first, last) -> first + " or " + last)
							.orElseThrow() + " is expected");
			}
			texts.put(name, json.string(parser));
		};
	}

	ServerResponse aliases(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		return Json.response(200, aliases(call, call.project()));
	}

	/**
	 * Return the aliases of a project, sorted by name.
	 */
	List<AliasBody> aliases(ApiCall call, ProjectId project) throws IOException {
		return this.projects.aliases(project)
			.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((alias) -> this.descriptions.alias(call, project, alias.getKey(), alias.getValue()))
			.toList();
	}

	ServerResponse setAlias(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		ProjectId project = call.project();
		String alias = call.variable(ALIAS);
		Map<String, String> texts = new HashMap<>();
		call.readObject("the version of an alias", true, reader(Set.of(VERSION), texts));
		String version = texts.get(VERSION);
		if (version == null) {
			throw ApiProblems.of(HttpStatus.BAD_REQUEST, "'version' is missing. It names the version of the alias.");
		}
		this.projects.setAlias(project, alias, version, change(call, null));
		String id = this.projects.aliases(project).getOrDefault(alias, version);
		return Json.response(200, this.descriptions.alias(call, project, alias, id));
	}

	ServerResponse removeAlias(ServerRequest request) throws IOException {
		ApiCall call = new ApiCall(request);
		String alias = call.variable(ALIAS);
		if (!this.projects.removeAlias(call.project(), alias, change(call, null))) {
			throw ApiProblems.of(HttpStatus.NOT_FOUND, "There is no alias " + FileChecks.shown(alias));
		}
		return ServerResponse.noContent().build();
	}

	/**
	 * Reads a deployment.
	 */
	private static final class DeploymentReader {

		private static final int MAX_VERSIONS = 2;

		private final List<DeployedVersion> versions = new ArrayList<>();

		private @Nullable String message;

		void read(String name, JsonParser parser, StrictJson json) {
			switch (name) {
				case "versions" -> readVersions(parser, json);
				case MESSAGE -> this.message = json.string(parser);
				default -> throw json.invalid(parser, "'versions' or 'message' is expected");
			}
		}

		private void readVersions(JsonParser parser, StrictJson json) {
			json.expect(parser, JsonToken.START_ARRAY);
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				if (this.versions.size() == MAX_VERSIONS) {
					throw json.invalid(parser, "a deployment has one or two versions");
				}
				this.versions.add(readVersion(parser, json));
			}
		}

		private static DeployedVersion readVersion(JsonParser parser, StrictJson json) {
			Map<String, String> texts = new HashMap<>();
			List<BigDecimal> percentages = new ArrayList<>();
			json.object(parser, (name, value) -> {
				switch (name) {
					case VERSION -> texts.put(name, json.string(value));
					case "percentage" -> percentages.add(json.number(value));
					default -> throw json.invalid(value, "'version' or 'percentage' is expected");
				}
			});
			String version = texts.get(VERSION);
			if (version == null || percentages.isEmpty()) {
				throw json.invalid(parser, "each version needs a 'version' and a 'percentage'");
			}
			return new DeployedVersion(version, percentages.get(0));
		}

	}

}
