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
import java.util.Map;

import io.github.assetsboot.collection.StoredAsset.BlobId;
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
 * Reads the manifest of an upload. It checks the limits while it reads, so that a long
 * manifest takes no more memory than is allowed.
 *
 * @author the Assets for Spring Boot authors
 */
final class UploadManifestReader {

	/**
	 * Number of bytes that a manifest can have besides its files.
	 */
	private static final int MANIFEST_SIZE = 64 * 1024;

	/**
	 * Number of bytes that a manifest can have for each file.
	 */
	private static final int FILE_SIZE = 2048;

	private static final int MAX_SETTINGS = 100;

	private final FileChecks checks;

	private final Map<String, BlobId> files = new LinkedHashMap<>();

	private final Map<String, List<String>> settings = new HashMap<>();

	private UploadManifestReader(ProjectLimits limits) {
		this.checks = new FileChecks(limits);
	}

	/**
	 * Read a manifest.
	 * @param stream the JSON, which is not closed
	 * @param limits the limits of an upload
	 * @return the manifest, whose files have been checked
	 * @throws InvalidProjectFilesException if files cannot be published
	 * @throws ErrorResponseException if the JSON is not a manifest
	 * @throws UnreadableContentException if the stream fails
	 */
	static UploadManifest read(InputStream stream, ProjectLimits limits) throws IOException {
		long maxSize = MANIFEST_SIZE + (long) FILE_SIZE * limits.files();
		UploadManifestReader reader = new UploadManifestReader(limits);
		try (JsonParser parser = factory(maxSize).createParser(ObjectReadContext.empty(), stream)) {
			parser.nextToken();
			reader.object(parser, reader::manifest);
			if (parser.nextToken() != null) {
				throw invalid(parser, "something follows its end");
			}
			return new UploadManifest(SettingsReader.read(reader.settings), reader.files);
		}
		catch (JacksonIOException ex) {
			throw new UnreadableContentException(ex.getCause());
		}
		catch (StreamConstraintsException ex) {
			throw tooLong(ex, maxSize);
		}
		catch (JacksonException ex) {
			throw ApiProblems.of(HttpStatus.BAD_REQUEST,
					"The body is not valid JSON, or a name is there twice: " + position(ex.getLocation()));
		}
	}

	private static JsonFactory factory(long maxSize) {
		return JsonFactory.builder()
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxDocumentLength(maxSize)
				.maxNameLength(2048)
				.maxStringLength(2048)
				.maxNumberLength(20)
				.maxNestingDepth(4)
				.build())
			.build();
	}

	/**
	 * Jackson has one type for all constraints.
	 */
	private static ErrorResponseException tooLong(StreamConstraintsException ex, long maxSize) {
		if (String.valueOf(ex.getMessage()).startsWith("Document length")) {
			return ApiProblems.of(HttpStatus.CONTENT_TOO_LARGE,
					"The body has more than " + FileChecks.number(maxSize) + " bytes");
		}
		return ApiProblems.of(HttpStatus.BAD_REQUEST,
				"A text, a number or the nesting is too long: " + position(ex.getLocation()));
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
		String relative = path.startsWith("/") ? path.substring(1) : "";
		Content content = new Content();
		object(parser, content::read);
		BlobId blob = content.build(parser);
		this.checks.check(relative, blob.size());
		this.files.put(relative, blob);
	}

	private void setting(String name, JsonParser parser) {
		if (this.settings.size() == MAX_SETTINGS) {
			throw invalid(parser, "there are too many settings");
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
			values.add(string(parser));
		}
	}

	/**
	 * Only a setting can be true or false.
	 */
	private static String value(JsonParser parser) {
		return switch (parser.currentToken()) {
			case VALUE_TRUE -> "true";
			case VALUE_FALSE -> "false";
			default -> string(parser);
		};
	}

	private static String string(JsonParser parser) {
		expect(parser, JsonToken.VALUE_STRING);
		return parser.getString();
	}

	private static void expect(JsonParser parser, JsonToken token) {
		if (parser.currentToken() != token) {
			String name = parser.currentName();
			throw invalid(parser, (name != null) ? FileChecks.shown(name) + " must be " + words(token)
					: words(token) + " is expected");
		}
	}

	private static ErrorResponseException invalid(JsonParser parser, String reason) {
		return ApiProblems.of(HttpStatus.BAD_REQUEST,
				"The body is not a manifest of an upload: " + reason + ": " + position(parser.currentTokenLocation()));
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

		BlobId build(JsonParser parser) {
			try {
				return new BlobId((this.hash != null) ? this.hash : "", this.size);
			}
			catch (IllegalArgumentException ex) {
				throw invalid(parser, "a file needs a SHA-256 of 64 lower-case hex digits as its 'hash', and a 'size'");
			}
		}

	}

}
