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

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of the files of a directory, by path.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetCollection {

	private static final Set<String> CONTAINER_DIRECTORIES = Set.of("web-inf/", "meta-inf/");

	private final Map<String, Asset> assets;

	private final Map<String, String> skipped;

	private final long size;

	private AssetCollection(Map<String, Asset> assets, Map<String, String> skipped) {
		this.assets = Map.copyOf(assets);
		this.skipped = Collections.unmodifiableMap(skipped);
		this.size = assets.values().stream().mapToLong((asset) -> asset.content().size()).sum();
	}

	/**
	 * Read a directory.
	 * @param directory the directory
	 * @param ignored whether a path relative to its root is left out; a folder's path has
	 * a slash at the end. {@code WEB-INF} and {@code META-INF} at the root are left out
	 * whatever it says
	 * @return the collection
	 * @throws IOException if the directory cannot be read
	 */
	public static AssetCollection read(AssetDirectory directory, Predicate<String> ignored) throws IOException {
		Map<String, Asset> assets = new HashMap<>();
		Map<String, String> skipped = new TreeMap<>();
		directory.visit(ignored.or(AssetCollection::isContainerDirectory), new AssetDirectory.Visitor() {

			@Override
			public void file(String path, AssetContent content) {
				try {
					assets.put("/" + path, Asset.read("/" + path, content));
				}
				catch (IOException ex) {
					skipped(path, "it cannot be read (" + ex + ")");
				}
			}

			@Override
			public void skipped(String path, String reason) {
				skipped.put(path, reason);
			}

		});
		return new AssetCollection(assets, skipped);
	}

	private static boolean isContainerDirectory(String path) {
		return CONTAINER_DIRECTORIES.contains(path.toLowerCase(Locale.ROOT));
	}

	/**
	 * Find an asset by its exact path.
	 * @param path the decoded path, starting with a slash
	 * @return the asset, or {@code null} if there is none
	 */
	public @Nullable Asset get(String path) {
		return this.assets.get(path);
	}

	/**
	 * Return all assets.
	 * @return the assets, in no particular order
	 */
	public Collection<Asset> assets() {
		return this.assets.values();
	}

	/**
	 * Return the size of all assets together.
	 * @return the number of bytes
	 */
	public long size() {
		return this.size;
	}

	/**
	 * Return the files that could not become assets.
	 * @return the reasons, by path relative to the root
	 */
	public Map<String, String> skipped() {
		return this.skipped;
	}

}
