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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.assetsboot.project.AssetProjects.PublishProgress;
import io.github.assetsboot.project.ProjectChange.Source;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import org.springframework.http.HttpStatus;

/**
 * Options of a new version over HTTP.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param settings the settings of the version
 * @param deploy whether the version is deployed to all requests
 * @param tag a label
 * @param message a description
 * @param alias a name for previews
 * @author the Assets for Spring Boot authors
 */
record VersionOptions(ProjectSettings settings, boolean deploy, @Nullable String tag, @Nullable String message,
		@Nullable String alias) {

	private static final String DEPLOY = "deploy";

	private static final String TAG = "tag";

	private static final String MESSAGE = "message";

	private static final String ALIAS = "alias";

	private static final Set<String> NAMES = Set.of(DEPLOY, TAG, MESSAGE, ALIAS);

	VersionOptions {
		Objects.requireNonNull(settings);
	}

	/**
	 * Read the options from the parameters of a request. All other parameters are
	 * settings.
	 */
	static VersionOptions of(Map<String, List<String>> parameters) {
		Map<String, List<String>> settings = new HashMap<>(parameters);
		settings.keySet().removeAll(NAMES);
		String deploy = single(parameters, DEPLOY);
		if (deploy != null && !deploy.equals("true") && !deploy.equals("false")) {
			throw ApiProblems.of(HttpStatus.BAD_REQUEST, DEPLOY + " must be true or false");
		}
		return new VersionOptions(SettingsReader.read(settings), !"false".equals(deploy), single(parameters, TAG),
				single(parameters, MESSAGE), single(parameters, ALIAS));
	}

	private static @Nullable String single(Map<String, List<String>> parameters, String name) {
		List<String> values = parameters.getOrDefault(name, List.of());
		if (values.size() > 1) {
			throw ApiProblems.of(HttpStatus.BAD_REQUEST, "The parameter " + name + " is there twice");
		}
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * Return the metadata of the version.
	 * @throws IllegalArgumentException if a text is too long, or has characters that
	 * cannot be printed
	 */
	ProjectChange change(@Nullable String author) {
		return new ProjectChange(Source.API, author, this.message, this.tag, this.alias);
	}

	/**
	 * Check the options for a project before anything is sent.
	 * @throws IllegalArgumentException if the alias or a text is not valid
	 * @throws InvalidProjectFilesException if the settings are not allowed
	 */
	void check(ProjectId project) {
		StoredProjects.check(project, this.settings, change(null));
	}

	/**
	 * Store files as a version with these options.
	 */
	ProjectVersion store(AssetProjects projects, ProjectId project, ProjectFiles files, @Nullable String author)
			throws IOException {
		ProjectChange change = change(author);
		return this.deploy ? projects.publish(project, files, this.settings, change, PublishProgress.NONE)
				: projects.upload(project, files, this.settings, change, PublishProgress.NONE);
	}

	/**
	 * Reads the options from properties of JSON.
	 * <p>
	 * Not safe for use by many threads.
	 */
	static final class Reader {

		private static final int MAX_SETTINGS = 100;

		private final StrictJson json;

		private final Map<String, List<String>> settings = new HashMap<>();

		private final Map<String, String> texts = new HashMap<>();

		private boolean deploy = true;

		Reader(StrictJson json) {
			this.json = json;
		}

		/**
		 * Read a property.
		 * @return whether it is an option
		 */
		boolean read(String name, JsonParser parser) {
			switch (name) {
				case DEPLOY -> this.deploy = this.json.bool(parser);
				case TAG, MESSAGE, ALIAS -> this.texts.put(name, this.json.string(parser));
				case "settings" -> this.json.object(parser, this::setting);
				default -> {
					return false;
				}
			}
			return true;
		}

		private void setting(String name, JsonParser parser) {
			if (this.settings.size() == MAX_SETTINGS) {
				throw this.json.invalid(parser, "there are too many settings");
			}
			List<String> values = this.settings.computeIfAbsent(name, (key) -> new ArrayList<>());
			if (parser.currentToken() != JsonToken.START_ARRAY) {
				values.add(value(parser));
				return;
			}
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				if (values.size() == ProjectSettings.MAX_PATTERNS) {
					throw new InvalidProjectFilesException(
							"There are more than " + ProjectSettings.MAX_PATTERNS + " patterns in '" + name + "'");
				}
				values.add(this.json.string(parser));
			}
		}

		/**
		 * A setting can be true or false.
		 */
		private String value(JsonParser parser) {
			return switch (parser.currentToken()) {
				case VALUE_TRUE -> "true";
				case VALUE_FALSE -> "false";
				default -> this.json.string(parser);
			};
		}

		VersionOptions options() {
			return new VersionOptions(SettingsReader.read(this.settings), this.deploy, this.texts.get(TAG),
					this.texts.get(MESSAGE), this.texts.get(ALIAS));
		}

	}

}
