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
import java.util.stream.Collectors;

import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.PathPatterns;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;

import org.springframework.http.HttpStatus;

/**
 * Reads settings by the names of their properties.
 *
 * @author the Assets for Spring Boot authors
 */
final class SettingsReader {

	private static final String HTML_HANDLING = "html-handling";

	private static final String NOT_FOUND_HANDLING = "not-found-handling";

	private static final String FALLBACK_PAGE = "fallback-page";

	private static final String IMMUTABLE = "immutable";

	private static final String RUN_WORKER_FIRST = "run-worker-first";

	private static final String ROUTING = "routing";

	private static final String DICTIONARIES = "dictionaries";

	private static final List<String> NAMES = List.of(HTML_HANDLING, NOT_FOUND_HANDLING, FALLBACK_PAGE, IMMUTABLE,
			DICTIONARIES, RUN_WORKER_FIRST, ROUTING);

	private static final int MAX_SHOWN_LENGTH = 300;

	private SettingsReader() {
	}

	static ProjectSettings read(Map<String, List<String>> values) {
		if (!NAMES.containsAll(values.keySet())) {
			throw ApiProblems.of(HttpStatus.BAD_REQUEST, "There is no such setting. The settings are "
					+ String.join(", ", NAMES.subList(0, NAMES.size() - 1)) + " and " + ROUTING + ".");
		}
		ProjectSettings defaults = ProjectSettings.DEFAULTS;
		List<String> immutable = values.getOrDefault(IMMUTABLE, List.of());
		List<String> runWorkerFirst = values.getOrDefault(RUN_WORKER_FIRST, defaults.runWorkerFirst());
		check(IMMUTABLE, () -> PathPatterns.of(immutable));
		List<String> dictionaries = values.getOrDefault(DICTIONARIES, List.of());
		check(DICTIONARIES, () -> PathPatterns.of(dictionaries));
		check(RUN_WORKER_FIRST, () -> RunWorkerFirst.of(runWorkerFirst));
		return new ProjectSettings(choice(values, HTML_HANDLING, HtmlHandling.values(), defaults.htmlHandling()),
				choice(values, NOT_FOUND_HANDLING, NotFoundHandling.values(), defaults.notFoundHandling()),
				fallbackPage(values, defaults.fallbackPage()), immutable, runWorkerFirst,
				choice(values, ROUTING, RoutingMode.values(), defaults.routing()), dictionaries);
	}

	private static String fallbackPage(Map<String, List<String>> values, String defaultPage) {
		List<String> given = values.getOrDefault(FALLBACK_PAGE, List.of());
		if (given.size() > 1) {
			throw ApiProblems.of(HttpStatus.BAD_REQUEST, FALLBACK_PAGE + " must be one path");
		}
		String page = given.isEmpty() ? defaultPage : given.get(0);
		check(FALLBACK_PAGE, () -> RoutingSettings.checkFallbackPage(page));
		return page;
	}

	private static void check(String name, Runnable check) {
		try {
			check.run();
		}
		catch (IllegalArgumentException ex) {
			String reason = String.valueOf(ex.getMessage())
				.lines()
				.map(FileChecks::printable)
				.collect(Collectors.joining("; "));
			throw ApiProblems.of(HttpStatus.BAD_REQUEST, name + (reason.startsWith("must") ? " " : ": ")
					+ ((reason.length() > MAX_SHOWN_LENGTH) ? reason.substring(0, MAX_SHOWN_LENGTH) + "…" : reason));
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
