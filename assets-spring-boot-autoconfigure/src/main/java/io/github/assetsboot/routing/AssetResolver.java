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

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a decoded path leads to, by html handling and not-found handling.
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

	private final AssetCollection assets;

	private final HtmlHandling htmlHandling;

	AssetResolver(AssetCollection assets, HtmlHandling htmlHandling) {
		this.assets = assets;
		this.htmlHandling = htmlHandling;
	}

	/**
	 * Resolve a path.
	 * @param path the decoded path
	 * @param notFoundHandling what happens when no asset matches
	 * @return the asset or the path that it is served under, or {@code null} if there is
	 * neither
	 */
	@Nullable Resolution resolve(String path, NotFoundHandling notFoundHandling) {
		return new Attempt(notFoundHandling, true).resolve(path);
	}

	/**
	 * Resolve a path without redirecting, and without not-found handling.
	 * @param path the decoded path
	 * @return the asset, or {@code null} if there is none
	 */
	@Nullable Asset find(String path) {
		return (new Attempt(NotFoundHandling.NONE, false).resolve(path) instanceof Resolution.Found found)
				? found.asset() : null;
	}

	private static String withoutSuffix(String path, String suffix) {
		return path.substring(0, path.length() - suffix.length());
	}

	private final class Attempt {

		private final NotFoundHandling notFoundHandling;

		private final boolean redirects;

		Attempt(NotFoundHandling notFoundHandling, boolean redirects) {
			this.notFoundHandling = notFoundHandling;
			this.redirects = redirects;
		}

		@Nullable Resolution resolve(String path) {
			Resolution resolution = switch (AssetResolver.this.htmlHandling) {
				case AUTO_TRAILING_SLASH -> autoTrailingSlash(path);
				case FORCE_TRAILING_SLASH -> forceTrailingSlash(path);
				case DROP_TRAILING_SLASH -> dropTrailingSlash(path);
				case NONE -> exact(path);
			};
			return (resolution != null) ? resolution : notFound(path);
		}

		private @Nullable Resolution autoTrailingSlash(String path) {
			Resolution result = null;
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

		private @Nullable Resolution forceTrailingSlash(String path) {
			Resolution result = null;
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

		private @Nullable Resolution dropTrailingSlash(String path) {
			Resolution result = null;
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

		private @Nullable Resolution firstOf(@Nullable Resolution... candidates) {
			for (Resolution candidate : candidates) {
				if (candidate != null) {
					return candidate;
				}
			}
			return null;
		}

		private @Nullable Resolution exact(String path) {
			return found(path, AssetMatch.EXACT);
		}

		private @Nullable Resolution html(String file) {
			return found(file, AssetMatch.HTML_HANDLING);
		}

		private @Nullable Resolution found(String file, AssetMatch match) {
			Asset asset = AssetResolver.this.assets.get(file);
			return (asset != null) ? new Resolution.Found(asset, match) : null;
		}

		/**
		 * Redirect only where that leads to the very same content, and to a path that can
		 * be requested as it is.
		 */
		private @Nullable Resolution moved(String file, String path) {
			if (!this.redirects || path.isEmpty() || path.contains("//")) {
				return null;
			}
			AssetCollection assets = AssetResolver.this.assets;
			Asset asset = assets.get(file);
			if (asset == null || assets.get(path) != null) {
				return null;
			}
			Resolution there = new Attempt(this.notFoundHandling, false).resolve(path);
			return (there instanceof Resolution.Found found && found.asset().hash().equals(asset.hash()))
					? new Resolution.Moved(path) : null;
		}

		private @Nullable Resolution notFound(String path) {
			return switch (this.notFoundHandling) {
				case NONE -> null;
				case SINGLE_PAGE_APPLICATION -> found(INDEX_HTML, AssetMatch.SINGLE_PAGE_APPLICATION);
				case _404_PAGE -> notFoundPage(path);
			};
		}

		private @Nullable Resolution notFoundPage(String path) {
			Resolution page = null;
			for (int end = path.lastIndexOf('/'); page == null && end >= 0; end = path.lastIndexOf('/', end - 1)) {
				page = found(path.substring(0, end) + "/404.html", AssetMatch.NOT_FOUND_PAGE);
			}
			return page;
		}

	}

}
