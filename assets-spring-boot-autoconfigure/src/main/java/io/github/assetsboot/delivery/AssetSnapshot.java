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

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.AssetMatch;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.vite.ViteManifest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The immutable state of a collection at one moment: assets, rules and settings. The
 * responses that depend on the path alone are kept.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetSnapshot {

	private static final Log logger = LogFactory.getLog(AssetSnapshot.class);

	/**
	 * Number of different sets of header fields that are kept. A placeholder in a header
	 * rule makes one for each path. The answers to further paths are not kept.
	 */
	private static final int MAX_HEADERS = 1000;

	private final AtomicBoolean warned = new AtomicBoolean();

	private final AssetRouter router;

	private final DeliverySettings settings;

	private final CachePolicy configured;

	private final AssetLinks links;

	private final @Nullable ViteManifest viteManifest;

	private final Map<HeadersKey, AssetHeaders> headers = new ConcurrentHashMap<>();

	/**
	 * The responses to paths that lead to an asset, whatever else a request says. Each is
	 * made for the first request. Their number is limited by the number of assets.
	 */
	private final Map<String, AssetResponse.WithAsset> ready = new ConcurrentHashMap<>();

	/**
	 * Create a snapshot.
	 * @param router decides on the requests
	 * @param immutable whether the content of a file never changes, by its path
	 */
	public AssetSnapshot(AssetRouter router, Predicate<String> immutable) {
		this(router, new DeliverySettings(immutable, null, ""), null);
	}

	/**
	 * Create a snapshot.
	 * @param router decides on the requests
	 * @param settings the settings of the responses
	 * @param viteManifest the manifest of the Vite build that the files are from, if any
	 */
	public AssetSnapshot(AssetRouter router, DeliverySettings settings, @Nullable ViteManifest viteManifest) {
		this.router = router;
		this.settings = settings;
		this.configured = CachePolicy.ofConfigured(settings.cacheControl());
		this.links = new AssetLinks(router, settings.urlPrefix());
		this.viteManifest = viteManifest;
	}

	/**
	 * Return a snapshot with the same rules and settings for other files.
	 * @param assets the files
	 * @return the snapshot
	 */
	public AssetSnapshot with(AssetCollection assets) {
		return new AssetSnapshot(this.router.with(assets), this.settings, this.viteManifest);
	}

	/**
	 * Return the URLs of the assets.
	 * @return the URLs
	 */
	public AssetLinks links() {
		return this.links;
	}

	/**
	 * Return the manifest of the Vite build that the files are from.
	 * @return the manifest, or {@code null} if there is none
	 */
	public @Nullable ViteManifest viteManifest() {
		return this.viteManifest;
	}

	/**
	 * Return what decides on the requests.
	 * @return the router
	 */
	public AssetRouter router() {
		return this.router;
	}

	/**
	 * Find the response that {@link #routedResponse} has kept for a path.
	 * @param method the method
	 * @param uri the path as it was sent, starting with the context path
	 * @param contextPath the context path, without a slash at the end
	 * @return the response, or {@code null} if the request has to be decided on
	 */
	public AssetResponse.@Nullable WithAsset ready(String method, String uri, String contextPath) {
		if (!method.equals("GET") && !method.equals("HEAD")) {
			return null;
		}
		if (contextPath.isEmpty()) {
			return this.ready.get(uri);
		}
		return uri.startsWith(contextPath) ? this.ready.get(uri.substring(contextPath.length())) : null;
	}

	/**
	 * Return the response to a request that the router has decided on, and keep it for
	 * the next request for the path, unless it depends on more than the path. The paths
	 * of the application do not change, so that they are not compared again.
	 * @param decision the decision on it
	 * @param request the request
	 * @return the response
	 */
	public AssetResponse routedResponse(Decision.ByAssets decision, RoutingRequest request) {
		boolean kept = decision instanceof Decision.ServeAsset serveAsset && request.isRead()
				&& serveAsset.rule() == null && !serveAsset.match().isFallback()
				&& serveAsset.path().equals(request.path()) && !this.router.isHostSpecific(request.path());
		if (!kept) {
			return response(decision, request);
		}
		List<HeaderRule> rules = this.router.headerRules(request);
		boolean shared = rules.isEmpty() || this.headers.size() < MAX_HEADERS;
		AssetResponse.WithAsset response = withAsset((Decision.ServeAsset) decision, rules, shared);
		if (shared) {
			this.ready.put(request.path(), response);
		}
		return response;
	}

	/**
	 * Return the response to a request.
	 * @param decision the decision on it
	 * @param request the request
	 * @return the response
	 */
	public AssetResponse response(Decision.ByAssets decision, RoutingRequest request) {
		List<HeaderRule> rules = this.router.headerRules(request);
		if (decision instanceof Decision.ServeAsset serveAsset) {
			return withAsset(serveAsset, rules, rules.isEmpty());
		}
		if (decision instanceof Decision.Redirect redirect) {
			return AssetResponse.Empty.redirect(redirect, rules);
		}
		if (decision instanceof Decision.MethodNotAllowed notAllowed) {
			return AssetResponse.Empty.methodNotAllowed(notAllowed, rules);
		}
		if (decision instanceof Decision.AskDevServer ask) {
			return fromDevServer(ask, request, rules);
		}
		return AssetResponse.Empty.notFound((Decision.NotFound) decision, rules);
	}

	private AssetResponse.FromDevServer fromDevServer(Decision.AskDevServer decision, RoutingRequest request,
			List<HeaderRule> rules) {
		String page = decision.pages() ? this.router.pagePath() : null;
		return new AssetResponse.FromDevServer(request.contextPath() + decision.path() + request.query(),
				(page != null) ? request.contextPath() + page + request.query() : null, decision, rules);
	}

	/**
	 * Header values that depend on a request are not shared with other requests.
	 */
	private AssetResponse.WithAsset withAsset(Decision.ServeAsset decision, List<HeaderRule> rules, boolean shared) {
		Asset asset = decision.asset();
		if (decision.match().isFallback() && !rules.isEmpty()) {
			warnOfImmutableFallback(asset, rules);
		}
		CachePolicy cachePolicy = cachePolicy(asset, decision.match());
		HeadersKey key = new HeadersKey(asset.contentType(), cachePolicy.value(), cachePolicy.valueForUser(),
				decision.status() == 200, decision.forDocument(), rules);
		AssetHeaders headers = this.headers.get(key);
		if (headers == null) {
			headers = AssetHeaders.of(key.contentType(), cachePolicy, key.withRanges(), key.forDocument(), rules);
			if (shared) {
				this.headers.put(key, headers);
			}
		}
		return new AssetResponse.WithAsset(decision, decision.status(), headers);
	}

	/**
	 * A fallback page stands for paths without a file, so it is always revalidated.
	 */
	private CachePolicy cachePolicy(Asset asset, AssetMatch match) {
		if (match.isFallback()) {
			return CachePolicy.DEFAULT;
		}
		boolean immutable = match == AssetMatch.EXACT
				&& (asset.isImmutable() || this.settings.immutable().test(asset.path()));
		return immutable ? CachePolicy.IMMUTABLE : this.configured;
	}

	/**
	 * A browser would keep the fallback page even after a deployment that adds the file.
	 */
	private void warnOfImmutableFallback(Asset asset, List<HeaderRule> rules) {
		for (HeaderRule rule : rules) {
			boolean immutable = rule.set()
				.entrySet()
				.stream()
				.anyMatch((field) -> field.getKey().equalsIgnoreCase(HttpHeaders.CACHE_CONTROL)
						&& field.getValue().contains("immutable"));
			if (immutable && this.warned.compareAndSet(false, true)) {
				logger.warn("The rule '" + rule.scope() + "' of the _headers file makes browsers keep " + asset
						+ " for paths that do not exist. Use 'assets.cache.immutable' instead, which is for existing"
						+ " files only.");
			}
		}
	}

	/**
	 * The components have types of the JDK only. The JDK keeps the last other type of a
	 * component that is compared, so that the class loader of a web application would
	 * never be collected.
	 */
	private record HeadersKey(@Nullable String contentType, @Nullable String cacheControl,
			@Nullable String cacheControlForUser, boolean withRanges, boolean forDocument, List<HeaderRule> rules) {

	}

}
