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

package io.github.assetsboot.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.routing.AssetRouter;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of the assets of a snapshot.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetLinks {

	private final AssetRouter router;

	private final String urlPrefix;

	/**
	 * The paths of URLs that links lead to, by the paths of the URLs of the files, where
	 * they differ.
	 */
	private final Map<String, String> paths = new HashMap<>();

	private final Map<Blob, String> integrity = new ConcurrentHashMap<>();

	/**
	 * Create the links.
	 * @param router knows the assets
	 * @param urlPrefix the text in front of a URL, such as the origin of a content
	 * delivery network; may be empty
	 */
	AssetLinks(AssetRouter router, String urlPrefix) {
		this.router = router;
		this.urlPrefix = urlPrefix;
		AssetCollection assets = router.assets();
		assets.fingerprints().paths().forEach((path, target) -> this.paths.put(toUrl(path), toUrl(target)));
		if (!urlPrefix.isEmpty()) {
			assets.assets()
				.stream()
				.filter((asset) -> isPrefixed(asset.path()))
				.forEach((asset) -> this.paths.putIfAbsent(toUrl(asset.path()), toUrl(asset.path())));
		}
	}

	/**
	 * Pages stay where their scripts may call the application.
	 */
	private static boolean isPrefixed(String path) {
		return !path.endsWith(".html");
	}

	private String toUrl(String path) {
		return this.router.urlPath(path);
	}

	/**
	 * Return whether no URL differs from the path of its file.
	 * @return {@code true} if {@link #find} finds nothing
	 */
	public boolean isEmpty() {
		return this.paths.isEmpty();
	}

	/**
	 * Return the URL that a link to a file leads to.
	 * @param url the URL of the file, starting with the context path
	 * @param contextPath the context path, without a slash at the end
	 * @return the URL, or {@code null} if it is the same or leads to no asset
	 */
	public @Nullable String find(String url, String contextPath) {
		if (this.paths.isEmpty() || !url.startsWith(contextPath)) {
			return null;
		}
		int end = endOfPath(url);
		String target = (end > contextPath.length()) ? this.paths.get(url.substring(contextPath.length(), end)) : null;
		return (target != null) ? this.urlPrefix + contextPath + target + url.substring(end) : null;
	}

	private static int endOfPath(String url) {
		for (int i = 0; i < url.length(); i++) {
			char c = url.charAt(i);
			if (c == '?' || c == '#') {
				return i;
			}
		}
		return url.length();
	}

	/**
	 * Return the URL of an asset.
	 * @param path the decoded path in the collection, a query and a fragment may follow
	 * @param contextPath the context path, without a slash at the end
	 * @return the URL, or the path itself if there is no such asset
	 */
	public String url(String path, String contextPath) {
		String url = (path.startsWith("/")) ? find(path, "", contextPath) : null;
		int end = endOfPath(path);
		if (url == null && path.startsWith("/") && end < path.length()) {
			url = find(path.substring(0, end), path.substring(end), contextPath);
		}
		return (url != null) ? url : path;
	}

	private @Nullable String find(String path, String rest, String contextPath) {
		if (this.router.assets().get(path) == null && !this.router.isForDevServer()) {
			return null;
		}
		String url = toUrl(path);
		String target = this.paths.get(url);
		return ((target != null) ? this.urlPrefix + contextPath + target : contextPath + url) + rest;
	}

	/**
	 * Return the asset that a URL leads to.
	 * @param path the decoded path of the file in the collection
	 * @return the asset, or {@code null} if there is none
	 */
	public @Nullable Asset target(String path) {
		AssetCollection assets = this.router.assets();
		String target = assets.fingerprints().of(path);
		return assets.get((target != null) ? target : path);
	}

	/**
	 * Return the hash of the content of an asset.
	 * @param asset the asset
	 * @return the value of the attribute {@code integrity}
	 * @throws IOException if the asset cannot be read
	 */
	public String integrity(Asset asset) throws IOException {
		Representation content = asset.current();
		String known = this.integrity.get(content.blob());
		if (known != null) {
			return known;
		}
		String integrity = "sha384-" + Base64.getEncoder().encodeToString(sha384(content));
		if (asset.current().blob().equals(content.blob())) {
			this.integrity.put(content.blob(), integrity);
		}
		return integrity;
	}

	private static byte[] sha384(Representation content) throws IOException {
		try (InputStream stream = content.source().open()) {
			MessageDigest digest = MessageDigest.getInstance("SHA-384");
			byte[] buffer = new byte[16 * 1024];
			for (int length = stream.read(buffer); length != -1; length = stream.read(buffer)) {
				digest.update(buffer, 0, length);
			}
			return digest.digest();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-384", ex);
		}
	}

}
