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

package io.github.assetsboot.collection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.collection.Representation.DeltaPlan;
import org.jspecify.annotations.Nullable;

/**
 * The earlier versions of the assets of a collection, which clients may have as
 * dictionaries. The versions of an asset are the files with the same match: its path,
 * with a placeholder for the fingerprint.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9842">RFC 9842</a>
 */
final class Dictionaries {

	/**
	 * Number of earlier versions of an asset that representations are made for.
	 */
	static final int MAX_VERSIONS = 5;

	/**
	 * Number of files of one build that are compared with an asset of the same match.
	 */
	private static final int MAX_FILES = 100;

	/**
	 * No asset has an earlier version.
	 */
	static final Dictionaries NONE = new Dictionaries((asset) -> null, List.of());

	private final Function<Asset, @Nullable String> matches;

	private final List<Collection<Asset>> builds;

	/**
	 * Create the dictionaries.
	 * @param matches the paths of the versions of an asset, as a pattern for a browser,
	 * or {@code null} if the asset is no dictionary
	 * @param builds the assets of earlier builds, the newest build first
	 */
	Dictionaries(Function<Asset, @Nullable String> matches, List<Collection<Asset>> builds) {
		this.matches = matches;
		this.builds = List.copyOf(builds);
	}

	/**
	 * Find out which representations can be made of the assets of a collection.
	 * @param assets the collection
	 * @return the representations, those with the newest dictionaries first, and of these
	 * those of the smallest assets
	 */
	List<DeltaPlan> plans(AssetCollection assets) {
		if (this.builds.isEmpty()) {
			return List.of();
		}
		List<ContentCoding> codings = ContentCoding.withDictionary()
			.stream()
			.filter(ContentCoding::isAvailable)
			.toList();
		List<Map<String, List<Asset>>> builds = this.builds.stream().map((build) -> earlier(build, assets)).toList();
		List<List<DeltaPlan>> byAge = Stream.generate(() -> (List<DeltaPlan>) new ArrayList<DeltaPlan>())
			.limit(MAX_VERSIONS)
			.toList();
		byMatch(assets.assets()).forEach((match, present) -> present.forEach((asset) -> {
			List<Representation> earlier = earlier(asset, match, assets, builds);
			for (int age = 0; age < earlier.size(); age++) {
				for (ContentCoding coding : codings) {
					byAge.get(age).add(new DeltaPlan(asset, match, earlier.get(age), coding));
				}
			}
		}));
		return byAge.stream()
			.flatMap((plans) -> plans.stream()
				.sorted(Comparator.comparingLong((plan) -> plan.asset().representation().size())))
			.toList();
	}

	/**
	 * The files that the present build does not have come first: these were replaced.
	 */
	private Map<String, List<Asset>> earlier(Collection<Asset> build, AssetCollection present) {
		Map<String, List<Asset>> byMatch = byMatch(build);
		byMatch.replaceAll((match, assets) -> assets.stream()
			.sorted(Comparator.comparing((asset) -> isPresent(asset, present)))
			.limit(MAX_FILES)
			.toList());
		return byMatch;
	}

	private Map<String, List<Asset>> byMatch(Collection<Asset> assets) {
		Map<String, List<Asset>> byMatch = new HashMap<>();
		for (Asset asset : assets) {
			String match = ContentCoding.isWorthCoding(asset.path(), asset.representation().size())
					? this.matches.apply(asset) : null;
			if (match != null) {
				byMatch.computeIfAbsent(match, (key) -> new ArrayList<>()).add(asset);
			}
		}
		return byMatch;
	}

	/**
	 * Of one build, the files that the present build does not have come first, and of
	 * these the ones of the most similar size.
	 */
	private static List<Representation> earlier(Asset asset, String match, AssetCollection present,
			List<Map<String, List<Asset>>> builds) {
		Map<Blob, Representation> earlier = new LinkedHashMap<>();
		long size = asset.representation().size();
		for (Map<String, List<Asset>> build : builds) {
			build.getOrDefault(match, List.of())
				.stream()
				.filter((other) -> !other.hasSameContent(asset))
				.sorted(Comparator.comparing((Asset other) -> isPresent(other, present))
					.thenComparing((other) -> Math.abs(other.representation().size() - size)))
				.forEach((other) -> earlier.putIfAbsent(other.representation().blob(), other.representation()));
		}
		return earlier.values().stream().limit(MAX_VERSIONS).toList();
	}

	private static boolean isPresent(Asset earlier, AssetCollection present) {
		Asset own = present.own(earlier.path());
		return own != null && own.hasSameContent(earlier);
	}

}
