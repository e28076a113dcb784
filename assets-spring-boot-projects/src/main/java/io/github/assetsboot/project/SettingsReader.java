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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;

import org.springframework.http.HttpStatus;

/**
 * Reads settings by the names of their properties.
 *
 * @author the Assets for Spring Boot authors
 */
final class SettingsReader {

	private static final String HTML_HANDLING = "html-handling";

	private static final String NOT_FOUND_HANDLING = "not-found-handling";

	private static final String IMMUTABLE = "immutable";

	private static final Set<String> NAMES = Set.of(HTML_HANDLING, NOT_FOUND_HANDLING, IMMUTABLE);

	private SettingsReader() {
	}

	static ProjectSettings read(Map<String, List<String>> values) {
		for (Map.Entry<String, List<String>> setting : values.entrySet()) {
			if (!NAMES.contains(setting.getKey())) {
				throw ApiProblems.of(HttpStatus.BAD_REQUEST, "There is no such setting. The settings are "
						+ HTML_HANDLING + ", " + NOT_FOUND_HANDLING + " and " + IMMUTABLE + ".");
			}
		}
		try {
			return new ProjectSettings(
					choice(values, HTML_HANDLING, HtmlHandling.values(), ProjectSettings.DEFAULTS.htmlHandling()),
					choice(values, NOT_FOUND_HANDLING, NotFoundHandling.values(),
							ProjectSettings.DEFAULTS.notFoundHandling()),
					values.getOrDefault(IMMUTABLE, List.of()));
		}
		catch (IllegalArgumentException ex) {
			throw ApiProblems.of(HttpStatus.BAD_REQUEST, IMMUTABLE + ": a pattern must start with '/'");
		}
	}

	private static <E extends Enum<E>> E choice(Map<String, List<String>> values, String name, E[] choices,
			E defaultChoice) {
		List<String> given = values.getOrDefault(name, List.of());
		if (given.isEmpty()) {
			return defaultChoice;
		}
		return Arrays.stream(choices)
			.filter((choice) -> given.size() == 1 && name(choice).equals(given.get(0)))
			.findFirst()
			.orElseThrow(() -> ApiProblems.of(HttpStatus.BAD_REQUEST,
					name + " must be one of " + Arrays.stream(choices).map(SettingsReader::name).toList()));
	}

	/**
	 * Return the name of a choice. Constants whose names begin with a digit have an
	 * underscore in front.
	 */
	private static String name(Enum<?> choice) {
		return choice.name().toLowerCase(Locale.ROOT).replaceFirst("^_", "").replace('_', '-');
	}

}
