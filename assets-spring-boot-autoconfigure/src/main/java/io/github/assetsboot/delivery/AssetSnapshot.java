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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.AssetMatch;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.vite.ViteManifest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.Assert;

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
	 * rule makes one for each path. The answers to further paths are not kept, except for
	 * those that may be dictionaries.
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
		this(router, new DeliverySettings(immutable, (path) -> false, null, "", Pages.NONE, null, "assets"), null);
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
	 * Return the header fields and changes of pages.
	 * @return the pages
	 */
	public Pages pages() {
		return this.settings.pages();
	}

	/**
	 * Return the URLs of the assets.
	 * @return the URLs
	 */
	public AssetLinks links() {
		return this.links;
	}

	/**
	 * Return the full name of a property of the collection, for messages.
	 * @param name the name after the prefix
	 * @return the name, without a prefix for a project
	 */
	public String property(String name) {
		return this.settings.prefix().isEmpty() ? name : this.settings.prefix() + '.' + name;
	}

	/**
	 * Return a setting of the collection as it is written in YAML, for messages.
	 * @param name the name of the property after the prefix
	 * @param values the values of a list
	 * @return lines, the last of which ends with a line break
	 */
	public String yaml(String name, List<String> values) {
		StringBuilder yaml = new StringBuilder();
		String indent = "";
		for (String key : property(name).split("\\.")) {
			yaml.append(indent).append(key).append(":\n");
			indent += "  ";
		}
		for (String value : values) {
			yaml.append(indent).append("- \"").append(value).append("\"\n");
		}
		return yaml.toString();
	}

	/**
	 * Return whether the development server has a script at a URL.
	 * @param url the path of the script
	 * @return whether it has
	 * @throws IllegalStateException if the router is not for a development server
	 */
	public boolean hasDevServerScript(String url) {
		return devServer().hasScript(url);
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
		Decision.ServeAsset serveAsset = (Decision.ServeAsset) decision;
		boolean shared = rules.isEmpty() || this.headers.size() < MAX_HEADERS || match(serveAsset.asset()) != null;
		AssetResponse.WithAsset response = withAsset(serveAsset, rules, shared, false);
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
		if (decision instanceof Decision.ByLanguage byLanguage) {
			return byLanguage(byLanguage, rules);
		}
		if (decision instanceof Decision.ServeAsset serveAsset) {
			return withAsset(serveAsset, rules, rules.isEmpty(), false);
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

	/**
	 * Only a file, a page or a redirect depends on the language.
	 */
	private AssetResponse byLanguage(Decision.ByLanguage decision, List<HeaderRule> rules) {
		return (decision.answer() instanceof Decision.ServeAsset serveAsset)
				? withAsset(serveAsset, rules, rules.isEmpty(), true) : AssetResponse.Empty
					.redirectByLanguage((Decision.Redirect) decision.answer(), decision.isRedirectToLanguage(), rules);
	}

	private DevServer devServer() {
		DevServer devServer = this.settings.devServer();
		Assert.state(devServer != null, "No development server");
		return devServer;
	}

	private AssetResponse.FromDevServer fromDevServer(Decision.AskDevServer decision, RoutingRequest request,
			List<HeaderRule> rules) {
		String page = decision.pages() ? this.router.pagePath() : null;
		return new AssetResponse.FromDevServer(request.contextPath() + decision.path() + request.query(),
				(page != null) ? request.contextPath() + page + request.query() : null, decision, rules,
				this.settings.pages(), devServer());
	}

	/**
	 * Header values that depend on a request are not shared with other requests.
	 */
	private AssetResponse.WithAsset withAsset(Decision.ServeAsset decision, List<HeaderRule> rules, boolean shared,
			boolean byLanguage) {
		Asset asset = decision.asset();
		boolean ownPath = decision.match() == AssetMatch.EXACT && decision.rule() == null && !byLanguage;
		String match = ownPath ? match(asset) : null;
		if (decision.match().isFallback() && !rules.isEmpty()) {
			warnOfImmutableFallback(asset, rules);
		}
		// a fallback page stands for paths without a file, so it is always revalidated
		CachePolicy cachePolicy = (byLanguage || decision.match().isFallback()) ? CachePolicy.DEFAULT
				: cachePolicy(asset, ownPath);
		HeadersKey key = new HeadersKey(asset.contentType(), cachePolicy.value(), cachePolicy.valueForUser(),
				decision.status() == 200, AssetHeaders.vary(decision.forDocument(), byLanguage), match, rules);
		AssetHeaders headers = this.headers.get(key);
		if (headers == null) {
			headers = AssetHeaders.of(key.contentType(), cachePolicy, key.withRanges(), key.vary(), match, rules,
					this.settings.pages());
			if (shared) {
				this.headers.put(key, headers);
			}
		}
		return new AssetResponse.WithAsset(decision, decision.status(), headers);
	}

	private @Nullable String match(Asset asset) {
		return (this.settings.dictionaries().test(asset.path()) && !Pages.isPage(asset.contentType()))
				? Dictionary.match(asset, this.router) : null;
	}

	/**
	 * Return the paths of the versions of an asset, which a browser may have as
	 * dictionaries.
	 * @param asset an asset of this collection, or of another version
	 * @return the pattern after the context path, or {@code null} if a browser does not
	 * use the asset as a dictionary: by the settings, because it is a page, or because it
	 * has no lifetime
	 */
	public @Nullable String dictionaryMatch(Asset asset) {
		String match = match(asset);
		List<HeaderRule> rules = (match != null)
				? this.router.headerRules(this.router.settings().basePath() + asset.path()) : null;
		if (match == null || rules == null) {
			// rules for a host may give it a lifetime there
			return match;
		}
		AssetHeaders headers = AssetHeaders.of(asset.contentType(), cachePolicy(asset, true), true, "", match, rules,
				Pages.NONE);
		return headers.isDictionary(CacheAudience.EVERYBODY) ? match : null;
	}

	/**
	 * Another path, such as that of a 200 rule, may lead to another file one day.
	 */
	private CachePolicy cachePolicy(Asset asset, boolean ownPath) {
		boolean immutable = ownPath
				&& (this.router.assets().isImmutable(asset) || this.settings.immutable().test(asset.path()));
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
						+ " for paths that do not exist. Use '" + property("cache.immutable")
						+ "' instead, which is for existing files only.");
			}
		}
	}

	/**
	 * The components have types of the JDK only. The JDK keeps the last other type of a
	 * component that is compared, so that the class loader of a web application would
	 * never be collected.
	 */
	private record HeadersKey(@Nullable String contentType, @Nullable String cacheControl,
			@Nullable String cacheControlForUser, boolean withRanges, String vary, @Nullable String match,
			List<HeaderRule> rules) {

	}

	/**
	 * Settings of the responses of a collection.
	 *
	 * @param immutable whether the content of a file never changes, by its path
	 * @param dictionaries whether a file may be the dictionary of its next version, by
	 * its path
	 * @param cacheControl the {@code Cache-Control} of the other files, except for HTML
	 * pages, or {@code null} for the default one
	 * @param urlPrefix the text in front of the URLs of files other than pages, such as
	 * the origin of a content delivery network; empty for none
	 * @param pages the header fields and changes of pages
	 * @param devServer the development server that has the files, {@code null} if there
	 * is none
	 * @param prefix the prefix of the properties of the collection, such as
	 * {@code assets}; empty for a project
	 * @since 0.1.0
	 */
	public record DeliverySettings(Predicate<String> immutable, Predicate<String> dictionaries,
			@Nullable String cacheControl, String urlPrefix, Pages pages, @Nullable DevServer devServer,
			String prefix) {

	}

	/**
	 * The URLs of the assets of a snapshot.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class AssetLinks {

		private final AssetRouter router;

		private final String urlPrefix;

		/**
		 * The paths of URLs that links lead to, by the paths of the URLs of the files,
		 * where they differ.
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
			assets.fingerprints().paths().forEach((path, target) -> put(path, toUrl(target)));
			if (!urlPrefix.isEmpty()) {
				assets.assets()
					.stream()
					.filter((asset) -> isPrefixed(asset.path()))
					.forEach((asset) -> put(asset.path(), toUrl(asset.path())));
			}
		}

		/**
		 * A template may name a path without encoding it.
		 */
		private void put(String path, String target) {
			this.paths.putIfAbsent(toUrl(path), target);
			this.paths.putIfAbsent(this.router.settings().basePath() + path, target);
		}

		/**
		 * Pages stay where their scripts may call the application.
		 */
		private static boolean isPrefixed(String path) {
			return !Pages.isPage(Asset.contentTypeOf(path));
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
			String target = (end > contextPath.length()) ? this.paths.get(url.substring(contextPath.length(), end))
					: null;
			return (target != null) ? this.urlPrefix + contextPath + target + url.substring(end) : null;
		}

		/**
		 * Return the path that a link to a file leads to.
		 * @param path the path of the URL of the file inside the context path
		 * @return the path inside the context path, or {@code null} if it is the same or
		 * leads to no asset
		 */
		public @Nullable String path(String path) {
			return this.paths.get(path);
		}

		/**
		 * Return the end of the path of a URL, where a query or a fragment begins.
		 * @param url the URL without an origin
		 * @return the index after the path
		 */
		public static int endOfPath(String url) {
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
		 * @param path the decoded path in the collection, a query and a fragment may
		 * follow
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

	/**
	 * The header fields that depend on the content of a page, and the changes of a page
	 * for one response.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public interface Pages {

		/**
		 * Placeholder of the nonce in {@link PageFields}.
		 */
		String NONCE = "{nonce}";

		/**
		 * No fields and no changes.
		 */
		Pages NONE = new Pages() {
		};

		/**
		 * Put data into the pages of a collection, and add a file with the data.
		 * @param assets the assets as they were read
		 * @param previous the collection that is replaced, {@code null} if this is the
		 * first one
		 * @return the assets with the data
		 * @throws IOException if a page cannot be read
		 * @throws IllegalArgumentException if the directory has a file at the path of the
		 * data; the message is the reason
		 */
		default AssetCollection fill(AssetCollection assets, @Nullable AssetCollection previous) throws IOException {
			return assets;
		}

		/**
		 * Read the pages whose header fields depend on their content.
		 * @param assets the assets, with the data
		 * @param previous the pages of the snapshot that is replaced, {@code null} if
		 * this is the first one
		 */
		default void read(AssetCollection assets, @Nullable Pages previous) {
		}

		/**
		 * Return the name of the field with the Content Security Policy.
		 * @return the name, or {@code null} if pages have no policy
		 */
		default @Nullable String policyField() {
			return null;
		}

		/**
		 * Return whether the policy has a nonce, so that each response gets a page of its
		 * own.
		 * @return {@code true} if {@link #withNonce} has to be called
		 */
		default boolean hasNonces() {
			return false;
		}

		/**
		 * Return whether pages have {@code Link} fields.
		 * @return {@code true} if they may have some
		 */
		default boolean hasLinks() {
			return false;
		}

		/**
		 * Return the fields of a page. The page is read if its content is not known yet.
		 * @param page the page without a content coding
		 * @param contentType the value of {@code Content-Type}
		 * @return the values of the fields
		 * @throws IOException if the page cannot be read
		 */
		default PageFields fields(Representation page, String contentType) throws IOException {
			return new PageFields("", List.of());
		}

		/**
		 * Give a nonce to the scripts and styles of a page.
		 * @param page the page, which is not changed
		 * @param contentType the value of {@code Content-Type}
		 * @param nonce the nonce
		 * @return the page for one response
		 */
		default byte[] withNonce(byte[] page, String contentType, String nonce) {
			return page;
		}

		/**
		 * Return whether pages of a development server are changed.
		 * @return {@code true} if {@link #fill} has to be called
		 */
		default boolean isFilling() {
			return false;
		}

		/**
		 * Change a page of a development server as the pages of the directory are
		 * changed.
		 * @param response a response with a page
		 * @return the response with the changed page
		 */
		default ResponseEntity<Resource> fill(ResponseEntity<Resource> response) {
			return response;
		}

		/**
		 * Describe the pages for people.
		 * @return the description
		 */
		default PagesDescription describe() {
			return new PagesDescription(List.of(), null, 0, 0);
		}

		/**
		 * Return whether a media type is that of pages.
		 * @param contentType the value of {@code Content-Type}, {@code null} if it is not
		 * known
		 * @return {@code true} for HTML, in the syntax of XML as well
		 */
		static boolean isPage(@Nullable String contentType) {
			if (contentType == null) {
				return false;
			}
			String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
			return type.equals("text/html") || type.equals("application/xhtml+xml");
		}

		/**
		 * Makes the pages of each snapshot.
		 *
		 * @since 0.1.0
		 */
		@FunctionalInterface
		interface Source {

			/**
			 * Begin to prepare the pages of a snapshot.
			 * @return the pages, none of which is read yet
			 */
			Pages prepare();

		}

		/**
		 * Description of the pages of a collection.
		 *
		 * @param data the names of the values of {@code assets.page-data}
		 * @param policy the Content Security Policy with its placeholders, {@code null}
		 * without one
		 * @param withPolicy number of different pages with the policy
		 * @param hashes number of different hashes in their policies
		 * @since 0.1.0
		 */
		record PagesDescription(List<String> data, @Nullable String policy, int withPolicy, int hashes) {

			/**
			 * Create the description.
			 * @param data the names of the values of {@code assets.page-data}
			 * @param policy the Content Security Policy with its placeholders,
			 * {@code null} without one
			 * @param withPolicy number of different pages with the policy
			 * @param hashes number of different hashes in their policies
			 */
			public PagesDescription {
				data = List.copyOf(data);
			}

		}

		/**
		 * Values of the header fields of a page, with {@link #NONCE} in the place of a
		 * nonce.
		 *
		 * @param policy the Content Security Policy, empty for none
		 * @param links the values of {@code Link}, one for each link
		 * @since 0.1.0
		 */
		record PageFields(String policy, List<String> links) {

			/**
			 * Create the values.
			 * @param policy the Content Security Policy, empty for none
			 * @param links the values of {@code Link}, one for each link
			 */
			public PageFields {
				links = List.copyOf(links);
			}

		}

	}

}
