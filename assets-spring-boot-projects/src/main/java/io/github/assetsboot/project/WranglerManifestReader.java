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

import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.assetsboot.project.WranglerManifest.ClientContent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

import org.springframework.http.HttpStatus;

/**
 * Reads the manifest of an upload session. It checks the limits while it reads, so that a
 * long manifest takes no more memory than is allowed.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerManifestReader {

	private static final int MANIFEST_SIZE = 64 * 1024;

	/**
	 * Number of bytes that a manifest can have for each file.
	 */
	private static final int FILE_SIZE = 2048;

	/**
	 * Number of properties that a file can have, unknown ones among them. The parser
	 * keeps their names until the file ends.
	 */
	private static final int MAX_PROPERTIES = 16;

	private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");

	private final FileChecks checks;

	private final Map<String, ClientContent> files = new LinkedHashMap<>();

	private final Map<String, Long> sizes = new HashMap<>();

	private WranglerManifestReader(ProjectLimits limits) {
		this.checks = new FileChecks(limits);
	}

	/**
	 * Read a manifest.
	 * @param stream the JSON, which is not closed
	 * @param limits the limits of a publishing
	 * @return the manifest, whose files have been checked
	 * @throws InvalidProjectFilesException if files cannot be published
	 * @throws WranglerException if the JSON is not a manifest
	 * @throws UnreadableContentException if the stream fails
	 */
	static WranglerManifest read(InputStream stream, ProjectLimits limits) throws UnreadableContentException {
		long maxSize = MANIFEST_SIZE + (long) FILE_SIZE * limits.files();
		WranglerManifestReader reader = new WranglerManifestReader(limits);
		try (JsonParser parser = factory(maxSize).createParser(ObjectReadContext.empty(), stream)) {
			parser.nextToken();
			reader.object(parser, reader::manifest);
			if (parser.nextToken() != null) {
				throw invalid("something follows its end");
			}
			return new WranglerManifest(reader.files);
		}
		catch (JacksonIOException ex) {
			throw new UnreadableContentException(ex.getCause());
		}
		catch (StreamConstraintsException ex) {
			if (String.valueOf(ex.getMessage()).startsWith("Document length")) {
				throw WranglerException.of(HttpStatus.CONTENT_TOO_LARGE,
						"The manifest has more than " + FileChecks.number(maxSize) + " bytes");
			}
			throw invalid("a text, a number or the nesting is too long");
		}
		catch (JacksonException ex) {
			throw invalid("it is not valid JSON, or a name is there twice");
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
				.maxNestingDepth(3)
				.build())
			.build();
	}

	private void object(JsonParser parser, Property property) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			throw invalid("an object is expected");
		}
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			property.read(name, parser);
		}
	}

	private void manifest(String name, JsonParser parser) {
		if (!name.equals("manifest")) {
			throw invalid("'manifest' is expected");
		}
		object(parser, this::file);
	}

	private void file(String path, JsonParser parser) {
		String relative = path.startsWith("/") ? path.substring(1) : "";
		Content content = new Content();
		object(parser, content::read);
		if (content.hash == null || !HASH.matcher(content.hash).matches() || content.size < 0) {
			throw invalid("a file needs a 'hash' of 32 lower-case hex digits, and a 'size'");
		}
		Long size = this.sizes.putIfAbsent(content.hash, content.size);
		if (size != null && size != content.size) {
			throw invalid("'" + content.hash + "' is announced with two sizes");
		}
		this.checks.check(relative, content.size);
		this.files.put(relative, new ClientContent(content.hash, content.size));
	}

	private static WranglerException invalid(String reason) {
		return WranglerException.of(HttpStatus.BAD_REQUEST, "The body is not the manifest of an upload: " + reason);
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

		private int properties;

		void read(String name, JsonParser parser) {
			if (++this.properties > MAX_PROPERTIES) {
				throw invalid("a file has more than " + MAX_PROPERTIES + " properties");
			}
			switch (name) {
				case "hash" ->
					this.hash = (parser.currentToken() == JsonToken.VALUE_STRING) ? parser.getString() : null;
				case "size" ->
					this.size = (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) ? parser.getLongValue() : -1;
				default -> parser.skipChildren();
			}
		}

	}

}
