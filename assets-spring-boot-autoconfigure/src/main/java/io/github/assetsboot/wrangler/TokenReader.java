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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin.Location;
import org.springframework.core.io.Resource;

/**
 * Reads values from the tokens of a parser.
 *
 * @author the Assets for Spring Boot authors
 */
final class TokenReader {

	private final JsonParser parser;

	private final Resource file;

	private final Supplier<@Nullable Location> location;

	/**
	 * Create a reader.
	 * @param parser the parser
	 * @param file the file that the tokens come from
	 * @param location supplies the place of the parser's current token
	 */
	TokenReader(JsonParser parser, Resource file, Supplier<@Nullable Location> location) {
		this.parser = parser;
		this.file = file;
		this.location = location;
	}

	static @Nullable Location toLocation(@Nullable TokenStreamLocation location) {
		return (location == null || location.getLineNr() < 1) ? null
				: new Location(location.getLineNr() - 1, Math.max(location.getColumnNr() - 1, 0));
	}

	WranglerValue read() {
		if (this.parser.nextToken() == null) {
			return new WranglerValue.Other("", new TextResourceOrigin(this.file, null), "empty");
		}
		WranglerValue value = readValue("");
		// the text after the value has to be valid, too
		this.parser.nextToken();
		return value;
	}

	private WranglerValue readValue(String name) {
		Origin origin = new TextResourceOrigin(this.file, this.location.get());
		return switch (this.parser.currentToken()) {
			case START_OBJECT -> new WranglerValue.Table(name, origin, readValues(name));
			case START_ARRAY -> new WranglerValue.Sequence(name, origin, readItems(name));
			case VALUE_STRING -> new WranglerValue.Text(name, origin, this.parser.getString());
			case VALUE_TRUE -> new WranglerValue.Flag(name, origin, true);
			case VALUE_FALSE -> new WranglerValue.Flag(name, origin, false);
			case VALUE_NULL -> new WranglerValue.Other(name, origin, "null");
			default -> new WranglerValue.Other(name, origin, "a number");
		};
	}

	private Map<String, WranglerValue> readValues(String name) {
		Map<String, WranglerValue> values = new LinkedHashMap<>();
		while (this.parser.nextToken() != JsonToken.END_OBJECT) {
			String key = this.parser.currentName();
			this.parser.nextToken();
			values.put(key, readValue(name.isEmpty() ? key : name + "." + key));
		}
		return values;
	}

	private List<WranglerValue> readItems(String name) {
		List<WranglerValue> items = new ArrayList<>();
		while (this.parser.nextToken() != JsonToken.END_ARRAY) {
			items.add(readValue(name + "[" + items.size() + "]"));
		}
		return items;
	}

}
