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

package io.github.assetsboot.diagnostics;

import java.util.List;
import java.util.Objects;

import io.github.assetsboot.autoconfigure.CollectionProperties;
import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.routing.RoutingSettings.PathPatterns;
import org.jspecify.annotations.Nullable;

/**
 * Finds patterns of {@code assets.cache.dictionaries} that match files which no browser
 * uses as dictionaries.
 *
 * @author the Assets for Spring Boot authors
 */
final class DictionaryChecks {

	private static final String PROPERTY = "cache.dictionaries";

	private DictionaryChecks() {
	}

	/**
	 * Describe what keeps browsers from using dictionaries.
	 * @param properties the properties of the collection
	 * @param snapshot the files and their header rules
	 * @return a text for the log, or {@code null} if nothing does
	 */
	static @Nullable String describe(CollectionProperties properties, AssetSnapshot snapshot) {
		List<String> patterns = properties.dictionaryPatterns();
		if (patterns.isEmpty()) {
			return null;
		}
		if (ContentCoding.withDictionary().stream().noneMatch(ContentCoding::isAvailable)) {
			return "'" + properties.property(PROPERTY) + "' has no effect, because neither brotli4j nor zstd-jni can be"
					+ " used. Add one of them to the dependencies, or remove the property.";
		}
		List<String> useless = patterns.stream()
			.map((pattern) -> useless(pattern, snapshot))
			.filter(Objects::nonNull)
			.toList();
		return useless.isEmpty() ? null
				: "'" + properties.property(PROPERTY) + "' matches files that no browser uses as dictionaries: "
						+ String.join(", ", useless) + ". A browser needs an immutable file or a 'max-age', and never"
						+ " uses a page. Set '" + properties.property("cache.immutable") + "' or '"
						+ properties.property("cache.control") + "', or narrow the pattern.";
	}

	/**
	 * A file with a fingerprint in a second path is asked for by that path.
	 */
	private static @Nullable String useless(String pattern, AssetSnapshot snapshot) {
		PathPatterns patterns = PathPatterns.of(List.of(pattern));
		return snapshot.router()
			.assets()
			.assets()
			.stream()
			.filter((asset) -> patterns.matches(asset.path()))
			.filter((asset) -> snapshot.router().assets().fingerprints().of(asset.path()) == null)
			.filter((asset) -> snapshot.dictionaryMatch(asset) == null)
			.map(Asset::path)
			.min(String::compareTo)
			.map((path) -> "'" + pattern + "' (" + path + ")")
			.orElse(null);
	}

}
