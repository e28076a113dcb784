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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.assetsboot.collection.StoredFile.StoredContent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * Reads the announcement of an upload. The limits count while it is read, so that no
 * announcement, however long, takes more memory than one that is allowed.
 *
 * @author the Assets for Spring Boot authors
 */
final class UploadManifestReader {

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNameLength(2048)
			.maxStringLength(2048)
			.maxNumberLength(20)
			.maxNestingDepth(4)
			.build())
		.build();

	private static final int MAX_SETTINGS = 100;

	private static final int MAX_SHOWN_LENGTH = 100;

	private final ProjectLimits limits;

	private final Map<String, StoredContent> files = new LinkedHashMap<>();

	private final Map<String, List<String>> settings = new HashMap<>();

	private long pathsSize;

	private UploadManifestReader(ProjectLimits limits) {
		this.limits = limits;
	}

	static UploadManifestReader read(InputStream stream, ProjectLimits limits) throws IOException {
		UploadManifestReader reader = new UploadManifestReader(limits);
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), stream)) {
			parser.nextToken();
			reader.object(parser, reader::manifest);
			if (parser.nextToken() != null) {
				throw invalid(parser, "something follows its end");
			}
			return reader;
		}
		catch (JacksonIOException ex) {
			throw ex.getCause();
		}
		catch (JacksonException ex) {
			throw Problems.of(HttpStatus.BAD_REQUEST,
					((ex instanceof StreamConstraintsException) ? "A text, a number or the nesting is too long"
							: "The body is not valid JSON, or a name is there twice") + ": "
							+ position(ex.getLocation()));
		}
	}

	Map<String, StoredContent> files() {
		return this.files;
	}

	ProjectSettings settings() {
		return SettingsReader.read(this.settings);
	}

	private void object(JsonParser parser, Property property) {
		expect(parser, JsonToken.START_OBJECT);
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			property.read(name, parser);
		}
	}

	private void manifest(String name, JsonParser parser) {
		switch (name) {
			case "files" -> object(parser, this::file);
			case "settings" -> object(parser, this::setting);
			default -> throw invalid(parser, "'files' or 'settings' is expected");
		}
	}

	private void file(String path, JsonParser parser) {
		if (this.files.size() == this.limits.files()) {
			throw new InvalidProjectFilesException(String.format(Locale.ROOT,
					"There are more than %,d files, the limit of 'assets.projects.limits.files'", this.limits.files()));
		}
		this.pathsSize += path.length();
		// each path begins with a slash that does not count
		if (this.pathsSize - this.files.size() - 1 > this.limits.pathsSize()) {
			throw new InvalidProjectFilesException(
					String.format(Locale.ROOT, "The paths of the files have more than %,d bytes together, the limit of"
							+ " 'assets.projects.limits.paths-size'", this.limits.pathsSize()));
		}
		Content content = new Content();
		object(parser, content::read);
		this.files.put(path, content.build(parser));
	}

	private void setting(String name, JsonParser parser) {
		if (this.settings.size() == MAX_SETTINGS) {
			throw invalid(parser, "there are too many settings");
		}
		List<String> values = this.settings.computeIfAbsent(name, (key) -> new ArrayList<>());
		if (parser.currentToken() != JsonToken.START_ARRAY) {
			values.add(string(parser));
			return;
		}
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			if (values.size() == ProjectSettings.MAX_PATTERNS) {
				throw new InvalidProjectFilesException(
						"There are more than " + ProjectSettings.MAX_PATTERNS + " patterns in '" + name + "'");
			}
			values.add(string(parser));
		}
	}

	private static String string(JsonParser parser) {
		expect(parser, JsonToken.VALUE_STRING);
		return parser.getString();
	}

	private static void expect(JsonParser parser, JsonToken token) {
		if (parser.currentToken() != token) {
			String name = parser.currentName();
			throw invalid(parser,
					(name != null) ? "'" + shown(name) + "' must be " + words(token) : words(token) + " is expected");
		}
	}

	private static ErrorResponseException invalid(JsonParser parser, String reason) {
		return Problems.of(HttpStatus.BAD_REQUEST,
				"The body is no manifest of an upload: " + reason + ": " + position(parser.currentTokenLocation()));
	}

	private static String position(@Nullable TokenStreamLocation location) {
		return (location != null) ? "line " + location.getLineNr() + ", column " + location.getColumnNr()
				: "unknown position";
	}

	private static String words(JsonToken token) {
		return switch (token) {
			case START_OBJECT -> "an object";
			case VALUE_NUMBER_INT -> "a whole number";
			default -> "a text";
		};
	}

	private static String shown(String name) {
		return (name.length() > MAX_SHOWN_LENGTH) ? name.substring(0, MAX_SHOWN_LENGTH) + "…" : name;
	}

	/**
	 * Reads a property whose value the parser is at.
	 */
	@FunctionalInterface
	private interface Property {

		void read(String name, JsonParser parser);

	}

	private static final class Content {

		private @Nullable String hash;

		private long size = -1;

		void read(String name, JsonParser parser) {
			switch (name) {
				case "hash" -> this.hash = string(parser);
				case "size" -> {
					expect(parser, JsonToken.VALUE_NUMBER_INT);
					this.size = parser.getLongValue();
				}
				default -> throw invalid(parser, "'hash' or 'size' is expected");
			}
		}

		StoredContent build(JsonParser parser) {
			try {
				return new StoredContent((this.hash != null) ? this.hash : "", this.size);
			}
			catch (IllegalArgumentException ex) {
				throw invalid(parser, "a file needs a SHA-256 of 64 lower-case hex digits as its 'hash', and a 'size'");
			}
		}

	}

}
