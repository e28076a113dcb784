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
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * The part {@code metadata} of a publishing.
 *
 * @param token the token of the upload session
 * @param settings the settings of the version
 * @param redirects the text of {@code _redirects}
 * @param headers the text of {@code _headers}
 * @param message the message of the version
 * @param tag the tag of the version
 * @param alias the alias for previews of the version
 * @author the Assets for Spring Boot authors
 */
record WranglerMetadata(String token, ProjectSettings settings, @Nullable String redirects, @Nullable String headers,
		@Nullable String message, @Nullable String tag, @Nullable String alias) {

	/**
	 * Number of bytes that each rule file can have.
	 */
	private static final int MAX_RULES = 1 << 20;

	/**
	 * Two rule files with an escaped character for each line, and the rest.
	 */
	private static final int MAX_SIZE = 4 * MAX_RULES;

	/**
	 * Number of names and values, which need much more memory than their texts.
	 */
	private static final int MAX_TOKENS = 10_000;

	private static final String BASE_PATH = "base_path";

	private static final String RUN_WORKER_FIRST = "run_worker_first";

	private static final Set<String> SETTINGS = Set.of("html_handling", "not_found_handling", "_redirects", "_headers",
			BASE_PATH, RUN_WORKER_FIRST);

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxDocumentLength(MAX_SIZE)
				.maxStringLength(2 * MAX_RULES)
				.maxNestingDepth(20)
				.maxTokenCount(MAX_TOKENS)
				.build())
			.build())
		.build();

	/**
	 * Read the metadata of a body.
	 * @param body the body
	 * @throws WranglerException if the body has code, or settings that have no
	 * counterpart, or if it is not valid
	 * @throws UnreadableContentException if the body cannot be read
	 */
	static WranglerMetadata read(WranglerMultipart body) throws IOException {
		JsonNode metadata = null;
		for (String part = body.next(); part != null; part = body.next()) {
			if (!part.equals("metadata") || metadata != null) {
				throw code();
			}
			metadata = parse(body.content());
		}
		if (metadata == null || !metadata.isObject()) {
			throw invalid("there is no object in a part with the name 'metadata'");
		}
		return of(metadata);
	}

	private static JsonNode parse(InputStream json) throws IOException {
		try {
			return MAPPER.readTree(json);
		}
		catch (JacksonIOException ex) {
			throw ex.getCause();
		}
		catch (StreamConstraintsException ex) {
			throw WranglerException.of(HttpStatus.CONTENT_TOO_LARGE,
					"The metadata, with _headers and _redirects, are too long. Each of the files can have "
							+ FileChecks.number(MAX_RULES) + " bytes, and all together " + FileChecks.number(MAX_TOKENS)
							+ " names and values.");
		}
		catch (JacksonException ex) {
			throw invalid("the part 'metadata' is not valid JSON, or a name is there twice");
		}
	}

	private static WranglerMetadata of(JsonNode metadata) {
		JsonNode assets = metadata.path("assets");
		if (metadata.has("main_module") || metadata.has("body_part") || !assets.isObject()) {
			throw code();
		}
		JsonNode config = assets.path("config");
		checkSettings(config);
		JsonNode annotations = metadata.path("annotations");
		String token = text(assets, "jwt");
		if (token == null) {
			throw invalid("'assets' has no 'jwt'");
		}
		return new WranglerMetadata(token, settings(config), text(config, "_redirects"), text(config, "_headers"),
				text(annotations, "workers/message"), text(annotations, "workers/tag"),
				text(annotations, "workers/alias"));
	}

	private static WranglerException code() {
		return WranglerException.refused(WranglerException.CODE_REFUSED,
				"A Worker script cannot run here, because the Spring Boot application takes its place. To publish the assets"
						+ " alone, remove 'main' from the Wrangler configuration, or run 'wrangler deploy --assets"
						+ " DIRECTORY --name NAME --compatibility-date DATE' in a folder without one.");
	}

	private static WranglerException invalid(String reason) {
		return WranglerException.of(HttpStatus.BAD_REQUEST, "The body is not valid: " + reason);
	}

	private static void checkSettings(JsonNode config) {
		for (String name : config.propertyNames()) {
			if (!SETTINGS.contains(name)) {
				throw WranglerException.refused(WranglerException.SETTING_REFUSED,
						"The setting " + FileChecks.shown(name) + " of 'assets' has no counterpart here. Remove it.");
			}
		}
		String basePath = text(config, BASE_PATH);
		if (basePath != null && !basePath.equals("/")) {
			throw WranglerException.refused(WranglerException.SETTING_REFUSED,
					"'base_path' must be '/', because 'assets.projects.resolve'"
							+ " of the application decides on the path of a project. Remove it.");
		}
	}

	private static ProjectSettings settings(JsonNode config) {
		Map<String, List<String>> values = new HashMap<>();
		for (String name : List.of("html_handling", "not_found_handling")) {
			String value = text(config, name);
			if (value != null) {
				values.put(name.replace('_', '-'), List.of(value));
			}
		}
		try {
			return SettingsReader.read(values);
		}
		catch (ErrorResponseException ex) {
			throw WranglerException.of(ex.getStatusCode(), String.valueOf(ex.getBody().getDetail()));
		}
	}

	private static @Nullable String text(JsonNode object, String name) {
		JsonNode value = object.path(name);
		if (value.isMissingNode() || value.isNull()) {
			return null;
		}
		if (!value.isString()) {
			throw invalid("'" + name + "' must be a text");
		}
		return value.asString();
	}

}
