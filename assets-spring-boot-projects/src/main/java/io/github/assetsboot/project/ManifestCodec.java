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

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Manifests as JSON.
 *
 * @author the Assets for Spring Boot authors
 */
final class ManifestCodec {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private ManifestCodec() {
	}

	static byte[] encode(Object manifest) {
		return MAPPER.writeValueAsBytes(manifest);
	}

	/**
	 * Decode a value of a storage.
	 * @throws InvalidManifestException if the value is not valid
	 */
	static <T> T decode(String key, byte[] json, Class<T> type) throws InvalidManifestException {
		try {
			return Objects.requireNonNull(MAPPER.readValue(json, type));
		}
		catch (JacksonException | IllegalArgumentException | NullPointerException ex) {
			throw new InvalidManifestException(key, ex);
		}
	}

}
