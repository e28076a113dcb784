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

package io.github.assetsboot.autoconfigure;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.rules.HeaderRule;
import org.jspecify.annotations.Nullable;

/**
 * Finds the folder whose files have a fingerprint in their names, as build tools write
 * them.
 *
 * @author the Assets for Spring Boot authors
 */
final class FingerprintedNames {

	/**
	 * Fewer may be a coincidence.
	 */
	private static final long MANY = 10;

	private static final Pattern FINGERPRINTED = Pattern
		.compile(".*[-._](?=[0-9A-Za-z_-]*[0-9])(?=[0-9A-Za-z_-]*[A-Za-z])[0-9A-Za-z_-]{8,32}(?:\\.[0-9A-Za-z]+)+");

	private FingerprintedNames() {
	}

	/**
	 * Describe what could be said of those files to browsers.
	 * @param router the files and their header rules
	 * @return a text for the log, or {@code null} if there are not many of them, or if a
	 * rule says already how long they are kept
	 */
	static @Nullable String describe(AssetRouter router) {
		Map<String, Long> folders = router.assets()
			.assets()
			.stream()
			.map(Asset::path)
			.filter((path) -> FINGERPRINTED.matcher(path.substring(path.lastIndexOf('/') + 1)).matches())
			.filter((path) -> !isRuled(router.headerRules(path)))
			.collect(Collectors.groupingBy((path) -> path.substring(0, path.lastIndexOf('/') + 1), TreeMap::new,
					Collectors.counting()));
		return folders.entrySet()
			.stream()
			.max(Comparator.comparingLong(Map.Entry::getValue))
			.filter((folder) -> folder.getValue() >= MANY)
			.map((folder) -> folder.getValue() + " files in " + folder.getKey()
					+ " have a fingerprint in their names. If their content never changes under the same name, browsers"
					+ " need not ask for them again: set\nassets:\n  cache:\n    immutable:\n      - \""
					+ folder.getKey() + "*\"")
			.orElse(null);
	}

	private static boolean isRuled(@Nullable List<HeaderRule> rules) {
		return rules == null || rules.stream()
			.flatMap((rule) -> rule.set().keySet().stream())
			.anyMatch((name) -> name.equalsIgnoreCase("Cache-Control"));
	}

}
