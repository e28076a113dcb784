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
import io.github.assetsboot.routing.Decision.AssetMatch;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst.Precedence;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import org.jspecify.annotations.Nullable;

/**
 * A path without a language, as it is looked up among the files of a language. These are
 * a folder of a collection, or all of a collection. Redirects lead to paths without the
 * language.
 *
 * @author the Assets for Spring Boot authors
 */
final class LocalizedPath {

	private final AssetRouter router;

	/**
	 * The decoded path of the language in the collection, empty if the collection has no
	 * files of other languages.
	 */
	private final String folder;

	private final String target;

	private final String decoded;

	private LocalizedPath(AssetRouter router, String folder, String target) {
		this.router = router;
		this.folder = PathCoding.decode(folder);
		this.target = target;
		this.decoded = PathCoding.decode(target);
	}

	/**
	 * Create a path.
	 * @param router knows the files of the language
	 * @param language the path of the language inside the context path
	 * @param target the path without the language
	 * @return the path, or {@code null} if the files are a development server's, or if
	 * the application answers the path with the language
	 */
	static @Nullable LocalizedPath of(AssetRouter router, BasePath language, String target) {
		String folder = router.settings().basePath().relativize(language.toString());
		boolean served = folder != null && !router.isForDevServer()
				&& router.precedence(folder + target) != Precedence.APPLICATION;
		return served ? new LocalizedPath(router, String.valueOf(folder), target) : null;
	}

	/**
	 * Find the file, or the redirect of html handling.
	 * @param request the request
	 * @param prefix the text in front of a path of a redirect
	 * @param rule the 200 rule that was applied, {@code null} if none was
	 * @param moved whether the request is for another path, so that it is redirected
	 * @return the decision, or {@code null} if there is no file
	 */
	@Nullable ByAssets file(RoutingRequest request, String prefix, @Nullable RedirectRule rule, boolean moved) {
		ResolvedPath resolution = this.router.resolver().resolve(this.folder + this.decoded, NotFoundHandling.NONE);
		if (resolution == null) {
			return null;
		}
		String path = (resolution instanceof ResolvedPath.Moved there) ? outside(there.path()) : this.decoded;
		String canonical = PathCoding.encode(path);
		if (moved || !canonical.equals(this.target)) {
			return new Decision.Redirect(307, prefix + canonical + request.query(), true, rule);
		}
		if (resolution instanceof ResolvedPath.Found found) {
			return serve(found.asset(), found.match(), rule);
		}
		Asset root = this.router.resolver().find(this.folder);
		return (root != null) ? serve(root, AssetMatch.HTML_HANDLING, rule) : null;
	}

	/**
	 * The root of a language is the root without it, also where html handling takes the
	 * slash off the path of a folder.
	 */
	private String outside(String path) {
		String rest = path.substring(this.folder.length());
		return rest.isEmpty() ? "/" : rest;
	}

	private Decision.ServeAsset serve(Asset asset, AssetMatch match, @Nullable RedirectRule rule) {
		String path = this.router.urlPath(this.folder) + this.target;
		return new Decision.ServeAsset(asset, match, path, false, rule);
	}

	/**
	 * Return whether a request asks for a document that a page of the language may
	 * answer. RFC 8615: a client that looks for a well-known resource is not after a
	 * page.
	 * @param request the request
	 * @return {@code true} for a document
	 */
	boolean isForDocument(RoutingRequest request) {
		boolean wellKnown = this.router.settings().notFoundHandling() == NotFoundHandling.SINGLE_PAGE_APPLICATION
				&& this.decoded.startsWith("/.well-known/");
		return !wellKnown && this.router.isForDocument(request);
	}

	/**
	 * Find the fallback page or the 404 page.
	 * @param forDocument whether another request for the path, which does not ask for a
	 * document, would get another answer
	 * @param rule the 200 rule that was applied, {@code null} if none was
	 * @return the decision, or {@code null} if there is no page
	 */
	Decision.@Nullable ServeAsset page(boolean forDocument, @Nullable RedirectRule rule) {
		ResolvedPath.Found page = this.router.resolver()
			.page(this.folder + this.decoded, this.folder, this.router.settings().notFoundHandling());
		return (page != null) ? new Decision.ServeAsset(page.asset(), page.match(),
				this.router.urlPath(page.asset().path()), forDocument, rule) : null;
	}

}
