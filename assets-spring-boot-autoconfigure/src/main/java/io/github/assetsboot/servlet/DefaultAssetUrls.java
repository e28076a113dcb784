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

package io.github.assetsboot.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.ViteTags;
import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot.AssetLinks;
import io.github.assetsboot.delivery.ResponseWriter.EarlyHints;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;

/**
 * The {@link AssetUrls} bean.
 *
 * @author the Assets for Spring Boot authors
 */
final class DefaultAssetUrls implements AssetUrls {

	private final Supplier<AssetSnapshot> assets;

	private final Supplier<String> contextPath;

	private final EarlyHints earlyHints;

	private volatile @Nullable ImportMap importMap;

	/**
	 * Create the URLs.
	 * @param assets gives the assets for the current request
	 * @param contextPath gives the context path of the current request
	 * @param earlyHints sends links ahead of a response
	 */
	DefaultAssetUrls(Supplier<AssetSnapshot> assets, Supplier<String> contextPath, EarlyHints earlyHints) {
		this.earlyHints = earlyHints;
		this.assets = assets;
		this.contextPath = contextPath;
	}

	@Override
	public String url(String path) {
		return this.assets.get().links().url(path, this.contextPath.get());
	}

	@Override
	public String integrity(String path) {
		AssetSnapshot snapshot = this.assets.get();
		if (snapshot.router().isForDevServer()) {
			return "";
		}
		Asset asset = snapshot.links().target(path);
		Assert.notNull(asset, () -> "There is no asset '" + path + "'");
		return integrity(asset, snapshot.links());
	}

	private static String integrity(Asset asset, AssetLinks links) {
		try {
			return links.integrity(asset);
		}
		catch (NoSuchFileException ex) {
			// the file has been changed, so that its present URL leads nowhere
			return "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The asset '" + asset + "' cannot be read", ex);
		}
	}

	@Override
	public String importMap() {
		AssetSnapshot snapshot = this.assets.get();
		String context = this.contextPath.get();
		ImportMap present = this.importMap;
		if (present == null || present.snapshot != snapshot || !present.contextPath.equals(context)) {
			present = new ImportMap(snapshot, context, importMap(snapshot, context));
			this.importMap = present;
		}
		return present.json;
	}

	private static String importMap(AssetSnapshot snapshot, String contextPath) {
		AssetLinks links = snapshot.links();
		Map<String, String> imports = new TreeMap<>();
		Map<String, String> integrity = new TreeMap<>();
		snapshot.router()
			.assets()
			.fingerprints()
			.paths()
			.keySet()
			.stream()
			.filter(DefaultAssetUrls::isScript)
			.forEach((path) -> {
				Asset asset = links.target(path);
				if (asset != null) {
					String url = links.url(path, contextPath);
					imports.put(contextPath + snapshot.router().urlPath(path), url);
					integrity.put(url, integrity(asset, links));
				}
			});
		Map<String, Object> importMap = new TreeMap<>(Map.of("imports", imports, "integrity", integrity));
		return JsonWriter.standard().writeToString(importMap).replace("<", "\\u003c");
	}

	@Override
	public ViteTags vite(String... entries) {
		AssetSnapshot snapshot = this.assets.get();
		ViteEntries vite = viteEntries(snapshot);
		return snapshot.router().isForDevServer() ? vite.devServerTags(snapshot::hasDevServerScript, entries)
				: vite.tags((response, nonce) -> preload(response, vite, nonce, entries), entries);
	}

	private void preload(HttpServletResponse response, ViteEntries vite, @Nullable String nonce, String... entries) {
		HttpServletRequest request = RequestDecisions.currentRequest();
		if (request != null && !EarlyHints.mayHaveLinks(request)) {
			return;
		}
		List<String> links = vite.preloadLinks(nonce, entries);
		if (request != null) {
			sendEarlyHints(request, response, links);
		}
		links.forEach((link) -> response.addHeader(HttpHeaders.LINK, link));
	}

	private void sendEarlyHints(HttpServletRequest request, HttpServletResponse response, List<String> links) {
		try {
			this.earlyHints.send(request, response, links);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The client has closed the connection", ex);
		}
	}

	private ViteEntries viteEntries(AssetSnapshot snapshot) {
		return new ViteEntries(snapshot, this.contextPath.get(), (asset) -> integrity(asset, snapshot.links()));
	}

	private static boolean isScript(String path) {
		return path.endsWith(".js") || path.endsWith(".mjs");
	}

	private record ImportMap(AssetSnapshot snapshot, String contextPath, String json) {

	}

}
