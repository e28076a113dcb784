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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;

import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;
import org.springframework.util.ClassUtils;

/**
 * Reads a Wrangler configuration file: TOML, or JSON with comments and trailing commas.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerFile {

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private static final Pattern SOURCE = Pattern.compile(" \\((start marker|for \\w+ starting) at \\[Source.*");

	private WranglerFile() {
	}

	/**
	 * Read a file.
	 * @param file the file
	 * @return its content
	 * @throws IOException if it cannot be read
	 * @throws WranglerImportException if its syntax is wrong, or the library for the
	 * syntax is not there
	 */
	static WranglerValue read(Resource file) throws IOException {
		boolean toml = String.valueOf(file.getFilename()).endsWith(".toml");
		if (toml) {
			checkLibrary(file, "TOML", "tools.jackson.dataformat.toml.TomlFactory",
					"tools.jackson.dataformat:jackson-dataformat-toml");
		}
		else {
			checkLibrary(file, "JSON", "tools.jackson.core.json.JsonFactory", "tools.jackson.core:jackson-core");
		}
		String text = file.getContentAsString(StandardCharsets.UTF_8);
		text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
		return Syntax.read(file, text, toml);
	}

	private static void checkLibrary(Resource file, String format, String className, String dependency) {
		if (!ClassUtils.isPresent(className, null)) {
			throw new WranglerImportException(new TextResourceOrigin(file, null),
					"the library that reads " + format + " is not on the class path",
					"Add the dependency '" + dependency + "'. Spring Boot manages its version.");
		}
	}

	/**
	 * Apart from the rest, because it needs the library.
	 */
	private static final class Syntax {

		static WranglerValue read(Resource file, String text, boolean toml) {
			try {
				return toml ? TomlReader.read(file, text) : JsonReader.read(file, text);
			}
			catch (JacksonException ex) {
				String message = SOURCE.matcher(String.valueOf(ex.getOriginalMessage())).replaceFirst("");
				throw new WranglerImportException(
						new TextResourceOrigin(file, TokenReader.toLocation(ex.getLocation())),
						"it is not valid " + (toml ? "TOML" : "JSON") + ": " + message,
						"Correct the file at this position or just before it.");
			}
		}

	}

}
