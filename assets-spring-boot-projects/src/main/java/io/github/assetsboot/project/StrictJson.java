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
import java.math.BigDecimal;

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
 * Reads a body of JSON value by value, so that a long body takes no more memory than is
 * allowed. Each message names the position.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param body the kind of body, for messages
 * @param maxSize maximum number of bytes
 * @author the Assets for Spring Boot authors
 */
record StrictJson(String body, long maxSize) {

	private static final int MAX_LENGTH = 2048;

	private static final int MAX_NUMBER_LENGTH = 20;

	private static final int MAX_DEPTH = 4;

	/**
	 * Read a body that is one object.
	 * @param stream the JSON, which is not closed
	 * @param property reads each property
	 * @throws ErrorResponseException if the JSON is not valid or too long
	 * @throws UnreadableContentException if the stream fails
	 */
	void read(InputStream stream, Property property) throws IOException {
		try (JsonParser parser = factory().createParser(ObjectReadContext.empty(), stream)) {
			parser.nextToken();
			object(parser, property);
			if (parser.nextToken() != null) {
				throw invalid(parser, "something follows its end");
			}
		}
		catch (JacksonIOException ex) {
			throw new UnreadableContentException(ex.getCause());
		}
		catch (StreamConstraintsException ex) {
			throw tooLong(ex);
		}
		catch (JacksonException ex) {
			throw ApiProblems.of(HttpStatus.BAD_REQUEST,
					"The body is not valid JSON, or a name is there twice: " + position(ex.getLocation()));
		}
	}

	private JsonFactory factory() {
		return JsonFactory.builder()
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxDocumentLength(this.maxSize)
				.maxNameLength(MAX_LENGTH)
				.maxStringLength(MAX_LENGTH)
				.maxNumberLength(MAX_NUMBER_LENGTH)
				.maxNestingDepth(MAX_DEPTH)
				.build())
			.build();
	}

	/**
	 * Jackson has one type for all constraints.
	 */
	private ErrorResponseException tooLong(StreamConstraintsException ex) {
		if (String.valueOf(ex.getMessage()).startsWith("Document length")) {
			return ApiProblems.of(HttpStatus.CONTENT_TOO_LARGE,
					"The body has more than " + FileChecks.number(this.maxSize) + " bytes");
		}
		return ApiProblems.of(HttpStatus.BAD_REQUEST,
				"A text, a number or the nesting is too long: " + position(ex.getLocation()));
	}

	void object(JsonParser parser, Property property) {
		expect(parser, JsonToken.START_OBJECT);
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			property.read(name, parser);
		}
	}

	String string(JsonParser parser) {
		expect(parser, JsonToken.VALUE_STRING);
		return parser.getString();
	}

	long wholeNumber(JsonParser parser) {
		expect(parser, JsonToken.VALUE_NUMBER_INT);
		return parser.getLongValue();
	}

	/**
	 * Read a number exactly. It can have an exponent of any size, so a caller compares it
	 * before anything else.
	 */
	BigDecimal number(JsonParser parser) {
		if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
				&& parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
			throw unexpected(parser, "a number");
		}
		try {
			return parser.getDecimalValue();
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw invalid(parser, "the number is out of range");
		}
	}

	boolean bool(JsonParser parser) {
		if (parser.currentToken() != JsonToken.VALUE_TRUE && parser.currentToken() != JsonToken.VALUE_FALSE) {
			throw unexpected(parser, "true or false");
		}
		return parser.currentToken() == JsonToken.VALUE_TRUE;
	}

	void expect(JsonParser parser, JsonToken token) {
		if (parser.currentToken() != token) {
			throw unexpected(parser, words(token));
		}
	}

	private ErrorResponseException unexpected(JsonParser parser, String expected) {
		String name = parser.currentName();
		return invalid(parser,
				(name != null) ? FileChecks.shown(name) + " must be " + expected : expected + " is expected");
	}

	ErrorResponseException invalid(JsonParser parser, String reason) {
		return ApiProblems.of(HttpStatus.BAD_REQUEST,
				"The body is not " + this.body + ": " + reason + ": " + position(parser.currentTokenLocation()));
	}

	private static String position(@Nullable TokenStreamLocation location) {
		return (location != null) ? "line " + location.getLineNr() + ", column " + location.getColumnNr()
				: "unknown position";
	}

	private static String words(JsonToken token) {
		return switch (token) {
			case START_OBJECT -> "an object";
			case START_ARRAY -> "a list";
			case VALUE_NUMBER_INT -> "a whole number";
			default -> "a text";
		};
	}

	/**
	 * Reads a property whose value the parser is at.
	 */
	@FunctionalInterface
	interface Property {

		void read(String name, JsonParser parser);

	}

}
