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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * A value in a Wrangler configuration file, with its name and the place where it stands.
 *
 * @author the Assets for Spring Boot authors
 */
sealed interface WranglerValue {

	/**
	 * Return the name with those of the tables around it, such as
	 * {@code assets.directory}.
	 * @return the name
	 */
	String name();

	Origin origin();

	/**
	 * Return the kind of the value, in words.
	 * @return the kind
	 */
	String kind();

	default Table asTable() {
		if (this instanceof Table table) {
			return table;
		}
		throw mustBe("a table", "Write '[" + name() + "]' with the settings below it in TOML, or '{ ... }' in JSON.");
	}

	default String asText() {
		if (this instanceof Text text) {
			return text.text();
		}
		throw mustBe("a string", "Write a string, in quotes.");
	}

	default List<WranglerValue> asStrings() {
		if (this instanceof Sequence sequence) {
			sequence.items().forEach(WranglerValue::asText);
			return sequence.items();
		}
		throw mustBe("a list of strings", "Write the strings in square brackets, as in '[ \"one\", \"two\" ]'.");
	}

	default WranglerImportException mustBe(String expected, String action) {
		String subject = name().isEmpty() ? "the file" : "'" + name() + "'";
		return new WranglerImportException(origin(), subject + " must be " + expected + ", but is " + kind(), action);
	}

	/**
	 * A table in TOML, an object in JSON.
	 *
	 * @param name the name
	 * @param origin the place
	 * @param values the values by their keys
	 */
	record Table(String name, Origin origin, Map<String, WranglerValue> values) implements WranglerValue {

		@Nullable WranglerValue get(String key) {
			return this.values.get(key);
		}

		@Override
		public String kind() {
			return "a table";
		}

	}

	/**
	 * An array.
	 *
	 * @param name the name
	 * @param origin the place
	 * @param items the items
	 */
	record Sequence(String name, Origin origin, List<WranglerValue> items) implements WranglerValue {

		@Override
		public String kind() {
			return "a list";
		}

	}

	/**
	 * A string, or a date without quotes in TOML.
	 *
	 * @param name the name
	 * @param origin the place
	 * @param text the text
	 */
	record Text(String name, Origin origin, String text) implements WranglerValue {

		@Override
		public String kind() {
			return "the string \"" + this.text + "\"";
		}

	}

	/**
	 * A boolean.
	 *
	 * @param name the name
	 * @param origin the place
	 * @param value the value
	 */
	record Flag(String name, Origin origin, boolean value) implements WranglerValue {

		@Override
		public String kind() {
			return String.valueOf(this.value);
		}

	}

	/**
	 * A value of a kind that no setting of the assets has.
	 *
	 * @param name the name
	 * @param origin the place
	 * @param kind the kind
	 */
	record Other(String name, Origin origin, String kind) implements WranglerValue {

	}

}
