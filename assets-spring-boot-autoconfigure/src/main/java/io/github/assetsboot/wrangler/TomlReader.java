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

package io.github.assetsboot.wrangler;

import java.util.Map;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.toml.TomlFactory;

import org.springframework.boot.origin.TextResourceOrigin.Location;
import org.springframework.core.io.Resource;

/**
 * Reads TOML.
 *
 * @author the Assets for Spring Boot authors
 */
final class TomlReader {

	private static final TomlFactory FACTORY = new TomlFactory();

	private TomlReader() {
	}

	static WranglerValue read(Resource file, String text) {
		try (JsonParser parser = parse(text)) {
			Map<JsonPointer, Location> locations = TomlLocations.of(text);
			return new TokenReader(parser, file, () -> locations.get(parser.streamReadContext().pathAsPointer()))
				.read();
		}
	}

	static JsonParser parse(String text) {
		return FACTORY.createParser(ObjectReadContext.empty(), text);
	}

}
