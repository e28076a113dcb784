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

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;

/**
 * Reads short bodies.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerJson {

	private static final int MAX_SIZE = 64 * 1024;

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxDocumentLength(MAX_SIZE)
				.maxNumberLength(100)
				.maxNestingDepth(20)
				.build())
			.build())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private WranglerJson() {
	}

	/**
	 * Read a body.
	 * @param stream the body, which is not closed
	 * @throws WranglerException if it is not valid, or too long
	 * @throws UnreadableContentException if the stream fails
	 */
	static JsonNode read(InputStream stream) throws IOException {
		try {
			return MAPPER.readTree(stream);
		}
		catch (JacksonIOException ex) {
			throw new UnreadableContentException(ex.getCause());
		}
		catch (JacksonException | NumberFormatException ex) {
			throw WranglerException.of(HttpStatus.BAD_REQUEST,
					"The body is not valid JSON, or it has more than " + FileChecks.number(MAX_SIZE) + " bytes");
		}
	}

}
