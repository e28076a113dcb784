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

package io.github.assetsboot.routing;

import java.util.ArrayList;
import java.util.List;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.routing.Decision.AssetMatch;
import org.jspecify.annotations.Nullable;

/**
 * Finds the asset or the redirect for a decoded path, by html handling and not-found
 * handling.
 * <p>
 * In the methods for the three ways of html handling, {@code stem} is the path without
 * what they take away: {@code /foo} of {@code /foo/index.html}, {@code /foo.html} or
 * {@code /foo/}.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/routing/advanced/html-handling/">Workers:
 * HTML handling</a>
 */
final class AssetResolver {

	private static final String HTML = ".html";

	private static final String INDEX = "/index";

	private static final String INDEX_HTML = "/index.html";

	private static final String NOT_FOUND_PAGE = "/404.html";

	private static final int MAX_REDIRECTS = 3;

	private final AssetCollection assets;

	private final HtmlHandling htmlHandling;

	private final String fallbackPage;

	/**
	 * The folders that have a fallback page of their own.
	 */
	private final List<String> folders;

	/**
	 * The length of the path of the deepest 404 page, or 0 if there is none.
	 */
	private final int longestNotFoundPage;

	AssetResolver(AssetCollection assets, HtmlHandling htmlHandling, String fallbackPage,
			List<String> languageFolders) {
		this.assets = assets;
		this.htmlHandling = htmlHandling;
		this.fallbackPage = fallbackPage;
		this.folders = languageFolders.stream().filter((folder) -> assets.get(folder + fallbackPage) != null).toList();
		int longest = 0;
		for (Asset asset : assets.assets()) {
			if (asset.path().endsWith(NOT_FOUND_PAGE)) {
				longest = Math.max(longest, asset.path().length());
			}
		}
		this.longestNotFoundPage = longest;
	}

	/**
	 * Resolve a path.
	 * @param path the decoded path
	 * @param notFoundHandling what happens when no asset matches
	 * @return the asset or the path that it is served under, or {@code null} if there is
	 * neither
	 */
	@Nullable ResolvedPath resolve(String path, NotFoundHandling notFoundHandling) {
		return new Attempt(path, notFoundHandling, true).resolve();
	}

	/**
	 * Find the page of a folder for a path without an asset.
	 * @param path the decoded path, below the folder
	 * @param folder the folder, empty for the root
	 * @param notFoundHandling the kind of the page
	 * @return the page, or {@code null} if there is none in the folder
	 */
	ResolvedPath.@Nullable Found page(String path, String folder, NotFoundHandling notFoundHandling) {
		Attempt attempt = new Attempt(path, notFoundHandling, folder + this.fallbackPage, false);
		return (attempt.notFound() instanceof ResolvedPath.Found found && found.asset().path().startsWith(folder + "/"))
				? found : null;
	}

	private String fallbackPage(String path) {
		for (String folder : this.folders) {
			if (path.startsWith(folder) && path.startsWith("/", folder.length())) {
				return folder + this.fallbackPage;
			}
		}
		return this.fallbackPage;
	}

	/**
	 * Resolve a path without redirecting, and without not-found handling.
	 * @param path the decoded path
	 * @return the asset, or {@code null} if there is none
	 */
	@Nullable Asset find(String path) {
		return (new Attempt(path, NotFoundHandling.NONE, false).resolve() instanceof ResolvedPath.Found found)
				? found.asset() : null;
	}

	/**
	 * Find the paths that an asset is served under.
	 * @param asset the asset
	 * @return the decoded paths, none that leads to another asset or to a redirect
	 */
	List<String> pathsTo(Asset asset) {
		List<String> paths = new ArrayList<>(2);
		String path = asset.path();
		addIfServed(path, asset, paths);
		if (this.htmlHandling != HtmlHandling.NONE && path.endsWith(HTML)) {
			String stem = withoutSuffix(path, HTML);
			addIfServed(stem, asset, paths);
			addIfServed(stem + "/", asset, paths);
			if (path.endsWith(INDEX_HTML)) {
				String folder = withoutSuffix(path, INDEX_HTML);
				addIfServed(folder + "/", asset, paths);
				addIfServed(folder, asset, paths);
			}
		}
		return paths;
	}

	private void addIfServed(String path, Asset asset, List<String> paths) {
		if (!path.isEmpty() && !path.contains("//")
				&& resolve(path, NotFoundHandling.NONE) instanceof ResolvedPath.Found found && found.asset() == asset) {
			paths.add(path);
		}
	}

	private static String withoutSuffix(String path, String suffix) {
		return path.substring(0, path.length() - suffix.length());
	}

	private final class Attempt {

		private final String path;

		private final NotFoundHandling notFoundHandling;

		private final String fallbackPage;

		private final boolean redirects;

		Attempt(String path, NotFoundHandling notFoundHandling, boolean redirects) {
			this(path, notFoundHandling, AssetResolver.this.fallbackPage(path), redirects);
		}

		Attempt(String path, NotFoundHandling notFoundHandling, String fallbackPage, boolean redirects) {
			this.path = path;
			this.notFoundHandling = notFoundHandling;
			this.fallbackPage = fallbackPage;
			this.redirects = redirects;
		}

		@Nullable ResolvedPath resolve() {
			ResolvedPath resolution = switch (AssetResolver.this.htmlHandling) {
				case AUTO_TRAILING_SLASH -> autoTrailingSlash(this.path);
				case FORCE_TRAILING_SLASH -> forceTrailingSlash(this.path);
				case DROP_TRAILING_SLASH -> dropTrailingSlash(this.path);
				case NONE -> exact(this.path);
			};
			return (resolution != null) ? resolution : notFound();
		}

		private @Nullable ResolvedPath autoTrailingSlash(String path) {
			ResolvedPath result = null;
			if (path.endsWith(INDEX)) {
				String stem = withoutSuffix(path, INDEX);
				result = firstOf(exact(path), moved(path + HTML, stem + "/"), moved(stem + HTML, stem));
			}
			else if (path.endsWith(INDEX_HTML)) {
				String stem = withoutSuffix(path, INDEX_HTML);
				result = firstOf(moved(path, stem + "/"), moved(stem + HTML, stem));
			}
			else if (path.endsWith("/")) {
				String stem = withoutSuffix(path, "/");
				result = firstOf(html(stem + INDEX_HTML), moved(stem + HTML, stem));
			}
			else if (path.endsWith(HTML)) {
				String stem = withoutSuffix(path, HTML);
				result = firstOf(moved(path, stem), moved(stem + INDEX_HTML, stem + "/"));
			}
			return firstOf(result, exact(path), html(path + HTML), moved(path + INDEX_HTML, path + "/"));
		}

		private @Nullable ResolvedPath forceTrailingSlash(String path) {
			ResolvedPath result = null;
			if (path.endsWith(INDEX)) {
				String stem = withoutSuffix(path, INDEX);
				result = firstOf(exact(path), moved(path + HTML, stem + "/"), moved(stem + HTML, stem + "/"));
			}
			else if (path.endsWith(INDEX_HTML)) {
				String stem = withoutSuffix(path, INDEX_HTML);
				result = firstOf(moved(path, stem + "/"), moved(stem + HTML, stem + "/"));
			}
			else if (path.endsWith("/")) {
				String stem = withoutSuffix(path, "/");
				result = firstOf(html(stem + INDEX_HTML), html(stem + HTML));
			}
			else if (path.endsWith(HTML)) {
				String stem = withoutSuffix(path, HTML);
				result = firstOf(moved(path, stem + "/"), exact(path), moved(stem + INDEX_HTML, stem + "/"));
			}
			return firstOf(result, exact(path), moved(path + HTML, path + "/"), moved(path + INDEX_HTML, path + "/"));
		}

		private @Nullable ResolvedPath dropTrailingSlash(String path) {
			ResolvedPath result = null;
			if (path.equals(INDEX) || path.equals(INDEX_HTML)) {
				result = firstOf(path.equals(INDEX) ? exact(path) : null, moved(INDEX_HTML, "/"));
			}
			else if (path.endsWith(INDEX)) {
				String stem = withoutSuffix(path, INDEX);
				result = firstOf(exact(path), moved(stem + HTML, stem), moved(path + HTML, stem));
			}
			else if (path.endsWith(INDEX_HTML)) {
				String stem = withoutSuffix(path, INDEX_HTML);
				result = firstOf(moved(path, stem), exact(path), moved(stem + HTML, stem));
			}
			else if (path.equals("/")) {
				result = html(INDEX_HTML);
			}
			else if (path.endsWith("/")) {
				String stem = withoutSuffix(path, "/");
				result = firstOf(moved(stem + HTML, stem), moved(stem + INDEX_HTML, stem));
			}
			else if (path.endsWith(HTML)) {
				String stem = withoutSuffix(path, HTML);
				result = firstOf(moved(path, stem), moved(stem + INDEX_HTML, stem));
			}
			return firstOf(result, exact(path), html(path + HTML), html(path + INDEX_HTML));
		}

		private @Nullable ResolvedPath firstOf(@Nullable ResolvedPath... candidates) {
			for (ResolvedPath candidate : candidates) {
				if (candidate != null) {
					return candidate;
				}
			}
			return null;
		}

		private @Nullable ResolvedPath exact(String path) {
			return found(path, AssetMatch.EXACT);
		}

		private @Nullable ResolvedPath html(String file) {
			return found(file, AssetMatch.HTML_HANDLING);
		}

		private @Nullable ResolvedPath found(String file, AssetMatch match) {
			Asset asset = AssetResolver.this.assets.get(file);
			return (asset != null) ? new ResolvedPath.Found(asset, match) : null;
		}

		/**
		 * Redirect only where that leads to the very same content, and to a path that can
		 * be requested as it is.
		 */
		private @Nullable ResolvedPath moved(String file, String target) {
			if (!this.redirects || target.isEmpty() || target.contains("//")) {
				return null;
			}
			AssetCollection assets = AssetResolver.this.assets;
			Asset asset = assets.get(file);
			if (asset == null || assets.get(target) != null) {
				return null;
			}
			ResolvedPath there = new Attempt(target, this.notFoundHandling, false).resolve();
			boolean same = there instanceof ResolvedPath.Found found && found.asset().hasSameContent(asset);
			return (same && (!file.equals(this.path) || endsAt(asset, target))) ? new ResolvedPath.Moved(target) : null;
		}

		/**
		 * Each file can be reached by its own path, even if the names of other files
		 * would make the redirect end at another file.
		 */
		private boolean endsAt(Asset asset, String target) {
			ResolvedPath there = new ResolvedPath.Moved(target);
			for (int i = 0; i < MAX_REDIRECTS && there instanceof ResolvedPath.Moved moved; i++) {
				there = new Attempt(moved.path(), this.notFoundHandling, true).resolve();
			}
			return there instanceof ResolvedPath.Found found && found.asset().hasSameContent(asset);
		}

		/**
		 * A browser that asks for a file of an earlier version must not get a page.
		 */
		private @Nullable ResolvedPath notFound() {
			if (AssetResolver.this.assets.fingerprints().isOutdated(this.path)) {
				return null;
			}
			return switch (this.notFoundHandling) {
				case NONE -> null;
				case SINGLE_PAGE_APPLICATION -> found(this.fallbackPage, AssetMatch.SINGLE_PAGE_APPLICATION);
				case _404_PAGE -> notFoundPage();
			};
		}

		/**
		 * No folder is looked into whose path is too long for a page, so that the time
		 * does not depend on the length of the requested path.
		 */
		private @Nullable ResolvedPath notFoundPage() {
			ResolvedPath page = null;
			int longest = AssetResolver.this.longestNotFoundPage - NOT_FOUND_PAGE.length();
			for (int end = this.path.lastIndexOf('/', longest); page == null
					&& end >= 0; end = this.path.lastIndexOf('/', end - 1)) {
				page = found(this.path.substring(0, end) + NOT_FOUND_PAGE, AssetMatch.NOT_FOUND_PAGE);
			}
			return page;
		}

	}

}
