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

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;

import org.springframework.boot.origin.TextResourceOrigin.Location;

/**
 * Finds the locations of the values in a TOML file. The parser reports the locations of
 * errors only.
 * <p>
 * An expression of TOML is a table's header, or a key with its value. It begins on a line
 * of its own, and is valid only when its last line is read. So the parser itself finds
 * the expressions, line by line.
 *
 * @author the Assets for Spring Boot authors
 */
final class TomlLocations {

	/**
	 * Ends of an expression of several lines. A further line without one of these need
	 * not be parsed.
	 */
	private static final Pattern END = Pattern.compile("[\\]}]|\"\"\"|'''");

	private final Map<JsonPointer, Location> locations = new HashMap<>();

	private JsonPointer table = JsonPointer.empty();

	private TomlLocations() {
	}

	/**
	 * Find the places.
	 * @param text a valid TOML file
	 * @return the place of each value; for what is inside an array or an inline table,
	 * the place where the outermost of them begins
	 */
	static Map<JsonPointer, Location> of(String text) {
		TomlLocations locations = new TomlLocations();
		StringBuilder expression = new StringBuilder();
		int line = 0;
		int first = 0;
		for (String next : text.split("(?<=\n)")) {
			expression.append(next);
			line++;
			if ((line - first == 1 || END.matcher(next).find()) && isValid(expression.toString())) {
				locations.add(expression.toString(), first);
				expression.setLength(0);
				first = line;
			}
		}
		return locations.locations;
	}

	private static boolean isValid(String text) {
		try (JsonParser parser = TomlReader.parse(text)) {
			return true;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private void add(String expression, int line) {
		if (expression.stripLeading().startsWith("[")) {
			this.table = JsonPointer.empty();
			this.table = addAll(expression, new Location(line, expression.indexOf('[')));
		}
		else {
			addAll(expression, new Location(line, findValue(expression)));
		}
	}

	/**
	 * Add the place of every value of an expression.
	 * @return the innermost table or array of tables
	 */
	private JsonPointer addAll(String expression, Location location) {
		JsonPointer innermost = this.table;
		try (JsonParser parser = TomlReader.parse(expression)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				JsonPointer pointer = this.table.append(parser.streamReadContext().pathAsPointer());
				this.locations.putIfAbsent(pointer, location);
				innermost = (token == JsonToken.START_OBJECT) ? pointer : innermost;
			}
		}
		return innermost;
	}

	private static int findValue(String expression) {
		for (int equals = expression.indexOf('='); equals != -1; equals = expression.indexOf('=', equals + 1)) {
			// an equals sign can be part of a key in quotes
			if (isValid(expression.substring(0, equals) + "=0")) {
				String value = expression.substring(equals + 1);
				return equals + 1 + value.length() - value.stripLeading().length();
			}
		}
		return 0;
	}

}
