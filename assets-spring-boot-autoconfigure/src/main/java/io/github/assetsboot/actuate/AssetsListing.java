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

package io.github.assetsboot.actuate;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetCollection.Fingerprints;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The assets below a path, a page of them, and the files there that are no assets.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param collection name of the collection
 * @param path the path, with a slash in front
 * @param total number of assets below the path
 * @param page number of the page, from 1
 * @param pages number of pages
 * @param assets the assets of the page, in the order of their paths
 * @param ignored the ignored files and folders below the path, each with its reason
 * @param skipped the files below the path that cannot be served, each with its reason
 */
record AssetsListing(String collection, String path, int total, int page, int pages, List<Entry> assets,
		Map<String, String> ignored, Map<String, String> skipped) {

	private static final int PAGE_SIZE = 100;

	private static final int MAX_REASONS = 1000;

	public AssetsListing {
		assets = List.copyOf(assets);
		ignored = Collections.unmodifiableMap(new TreeMap<>(ignored));
		skipped = Collections.unmodifiableMap(new TreeMap<>(skipped));
	}

	/**
	 * List the assets below a path.
	 * @param current the collection
	 * @param path the path
	 * @param page the number of the page, from 1
	 * @return the page
	 */
	static AssetsListing of(CurrentSnapshot current, String path, int page) {
		AssetCollection collection = current.snapshot().router().assets();
		String prefix = path.startsWith("/") ? path : "/" + path;
		List<Entry> all = collection.files()
			.stream()
			.filter((asset) -> isBelow(prefix, asset.path()))
			.map((asset) -> Entry.of(asset, collection.fingerprints()))
			.sorted((first, second) -> first.path().compareTo(second.path()))
			.toList();
		int pages = (all.size() + PAGE_SIZE - 1) / PAGE_SIZE;
		List<Entry> shown = all.stream().skip((page - 1L) * PAGE_SIZE).limit(PAGE_SIZE).toList();
		return new AssetsListing(current.name(), prefix, all.size(), page, pages, shown,
				below(prefix, collection.ignored()), below(prefix, collection.skipped()));
	}

	private static boolean isBelow(String prefix, String path) {
		return path.equals(prefix) || path.startsWith(prefix.endsWith("/") ? prefix : prefix + "/");
	}

	/**
	 * An ignored folder above the path counts, too.
	 */
	private static Map<String, String> below(String prefix, Map<String, String> reasons) {
		Map<String, String> below = new TreeMap<>();
		reasons.entrySet()
			.stream()
			.map((reason) -> Map.entry(reason.getKey().startsWith("/") ? reason.getKey() : "/" + reason.getKey(),
					reason.getValue()))
			.filter((reason) -> isBelow(prefix, reason.getKey())
					|| (reason.getKey().endsWith("/") && (prefix + "/").startsWith(reason.getKey())))
			.sorted(Map.Entry.comparingByKey())
			.limit(MAX_REASONS)
			.forEach((reason) -> below.put(reason.getKey(), reason.getValue()));
		return below;
	}

	/**
	 * An asset of the list.
	 *
	 * @param path its path
	 * @param bytes its size without content coding
	 * @param contentType its media type, {@code null} if it is not known
	 * @param codings the content codings that are there
	 * @param link the path that tells its content, {@code null} if it has none
	 */
	record Entry(String path, long bytes, @Nullable String contentType, Collection<String> codings,
			@Nullable String link) {

		public Entry {
			codings = List.copyOf(codings);
		}

		private static Entry of(Asset asset, Fingerprints fingerprints) {
			List<String> codings = Arrays.stream(asset.representation().blob().coded())
				.map(Representation::coding)
				.filter(Objects::nonNull)
				.map(ContentCoding::token)
				.sorted()
				.toList();
			return new Entry(asset.path(), asset.representation().size(), asset.contentType(), codings,
					fingerprints.of(asset.path()));
		}

	}

}
