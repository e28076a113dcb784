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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.routing.Decision.InvokeWorker;
import io.github.assetsboot.routing.Decision.InvokeWorker.Reason;
import io.github.assetsboot.routing.RunWorkerFirst.Precedence;
import io.github.assetsboot.rules.HeaderRule;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.RedirectMatch;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.RuleProblem;
import io.github.assetsboot.rules.UrlPath;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a request: which part of it the application answers, and which
 * asset answers the rest. Deciding reads a snapshot and has no effect.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/routing/">Workers: routing</a>
 */
public final class AssetRouter {

	private final AssetCollection assets;

	private final Redirects redirects;

	private final HeaderRules headerRules;

	private final RoutingSettings settings;

	private final AssetResolver resolver;

	private final boolean devServer;

	/**
	 * Create a router.
	 * @param assets the files
	 * @param redirects the redirect rules
	 * @param headerRules the header rules
	 * @param settings the settings
	 */
	public AssetRouter(AssetCollection assets, Redirects redirects, HeaderRules headerRules, RoutingSettings settings) {
		this(assets, redirects, headerRules, settings, false);
	}

	private AssetRouter(AssetCollection assets, Redirects redirects, HeaderRules headerRules, RoutingSettings settings,
			boolean devServer) {
		this.assets = assets;
		this.redirects = redirects;
		this.headerRules = headerRules;
		this.settings = settings;
		this.resolver = new AssetResolver(assets, settings.htmlHandling());
		this.devServer = devServer;
	}

	/**
	 * Create a router that knows no file and leaves it to the development server what
	 * there is. Whatever a controller takes is not asked for there, and in single-page
	 * mode the page comes when it comes in production.
	 * @param redirects the redirect rules
	 * @param headerRules the header rules
	 * @param settings the settings
	 * @return the router
	 */
	public static AssetRouter forDevServer(Redirects redirects, HeaderRules headerRules, RoutingSettings settings) {
		return new AssetRouter(AssetCollection.empty(), redirects, headerRules, settings, true);
	}

	/**
	 * Return whether a development server has the files.
	 * @return {@code true} if this router was created for one
	 */
	public boolean isForDevServer() {
		return this.devServer;
	}

	/**
	 * Return a router with the same rules and settings for other files.
	 * @param assets the files
	 * @return the router
	 */
	public AssetRouter with(AssetCollection assets) {
		return new AssetRouter(assets, this.redirects, this.headerRules, this.settings, this.devServer);
	}

	/**
	 * Return the files.
	 * @return the collection
	 */
	public AssetCollection assets() {
		return this.assets;
	}

	/**
	 * Return the redirect rules.
	 * @return the rules
	 */
	public Redirects redirects() {
		return this.redirects;
	}

	/**
	 * Return the header rules.
	 * @return the rules
	 */
	public HeaderRules headerRules() {
		return this.headerRules;
	}

	/**
	 * Return what is wrong with the rule files.
	 * @return the problems, those of the redirect rules first
	 */
	public List<RuleProblem> problems() {
		return Stream.concat(this.redirects.problems().stream(), this.headerRules.problems().stream()).toList();
	}

	/**
	 * Return the settings.
	 * @return the settings
	 */
	public RoutingSettings settings() {
		return this.settings;
	}

	/**
	 * Decide on a request that comes from outside.
	 * @param request the request
	 * @param worker what the application itself answers
	 * @return the decision
	 */
	public Decision route(AssetRequest request, WorkerPaths worker) {
		return route(request, worker, DecisionTrace.NONE);
	}

	/**
	 * Decide on a request that comes from outside.
	 * @param request the request
	 * @param worker what the application itself answers
	 * @param trace hears of the steps
	 * @return the decision
	 */
	public Decision route(AssetRequest request, WorkerPaths worker, DecisionTrace trace) {
		String path = this.settings.basePath().relativize(request.path());
		trace.basePath(path != null);
		if (path == null) {
			return new InvokeWorker(Reason.OUTSIDE_BASE_PATH);
		}
		if (this.devServer && DevServerPaths.contains(path)) {
			trace.devServerPath();
			return new Decision.AskDevServer(request.path(), false);
		}
		Precedence precedence = this.settings.runWorkerFirst().decide(request.path());
		trace.runWorkerFirst(precedence);
		return switch (precedence) {
			case WORKER -> new InvokeWorker(Reason.RUN_WORKER_FIRST);
			case ASSETS -> serve(request, trace);
			case UNDECIDED -> routeUndecided(request, worker, trace);
		};
	}

	private Decision routeUndecided(AssetRequest request, WorkerPaths worker, DecisionTrace trace) {
		boolean owned = worker.owns(request.path());
		trace.ownMapping(owned);
		if (owned) {
			return new InvokeWorker(Reason.OWN_MAPPING);
		}
		Decision decision = answer(request, NotFoundHandling.NONE, trace);
		trace.asset(orDevServer(decision, request));
		if (isFound(decision)) {
			return serve(request);
		}
		Decision fallback = isNotFoundHandlingFirst(request) ? serve(request) : decision;
		trace.notFoundHandling(isFound(fallback));
		if (!isFound(fallback)) {
			return new InvokeWorker(Reason.NO_ASSET);
		}
		return takenByHandler(request, worker, trace) ? new InvokeWorker(Reason.HANDLER) : fallback;
	}

	private boolean isNotFoundHandlingFirst(AssetRequest request) {
		if (this.devServer && !isSinglePageApplication()) {
			return false;
		}
		return this.settings.runWorkerFirst().isPatterns()
				|| (request.navigation() && this.settings.navigationPrefersAssetServing());
	}

	private boolean takenByHandler(AssetRequest request, WorkerPaths worker, DecisionTrace trace) {
		if (!this.settings.handlersTakeNavigation()) {
			return false;
		}
		boolean handled = worker.handles(request.method(), request.path());
		trace.handler(handled);
		return handled;
	}

	/**
	 * A redirect rule that applies counts as an asset.
	 */
	private static boolean isFound(Decision decision) {
		return !(decision instanceof Decision.NotFound notFound) || notFound.ruled();
	}

	/**
	 * Decide how the assets answer a request that is theirs.
	 * @param request the request
	 * @return the decision, which is never {@link InvokeWorker}
	 */
	public Decision serve(AssetRequest request) {
		return orDevServer(answer(request, this.settings.notFoundHandling(), DecisionTrace.NONE), request);
	}

	/**
	 * Decide how the assets answer a request that is theirs.
	 * @param request the request
	 * @param trace hears of the steps
	 * @return the decision, which is never {@link InvokeWorker}
	 */
	public Decision serve(AssetRequest request, DecisionTrace trace) {
		Decision decision = orDevServer(answer(request, this.settings.notFoundHandling(), trace), request);
		trace.asset(decision);
		return decision;
	}

	/**
	 * It is asked for what a redirect rule leads to as well, and for nothing but reads.
	 */
	private Decision orDevServer(Decision decision, AssetRequest request) {
		boolean asked = this.devServer && request.isRead() && decision instanceof Decision.NotFound;
		return asked ? new Decision.AskDevServer(effectivePath(request), true) : decision;
	}

	private boolean isSinglePageApplication() {
		return this.settings.notFoundHandling() == NotFoundHandling.SINGLE_PAGE_APPLICATION;
	}

	/**
	 * Return the path of the page that answers where there is no asset, as far as a
	 * setting tells.
	 * @return the path inside the context path, or {@code null} if there is no such page
	 */
	public @Nullable String pagePath() {
		return isSinglePageApplication() ? this.settings.basePath() + "/" : null;
	}

	private Decision answer(AssetRequest request, NotFoundHandling notFoundHandling, DecisionTrace trace) {
		String path = this.settings.basePath().relativize(request.path());
		if (path == null) {
			return new Decision.NotFound(false);
		}
		String prefix = request.contextPath() + this.settings.basePath();
		if (path.isEmpty()) {
			boolean found = this.devServer || this.resolver.resolve("/", notFoundHandling) != null;
			return found ? new Decision.Redirect(307, prefix + "/" + request.query()) : new Decision.NotFound(false);
		}
		RedirectMatch match = this.redirects.match(path);
		trace.redirectRule(match);
		if (match != null && !match.isRewrite()) {
			String location = match.location(request.origin(), prefix, request.query());
			return (location != null) ? new Decision.Redirect(match.rule().status(), location)
					: new Decision.NotFound(true);
		}
		String target = (match != null) ? match.path(request.origin()) : path;
		Decision decision = (target != null) ? lookUp(request, target, prefix, notFoundHandling) : null;
		return Objects.requireNonNullElse(decision, new Decision.NotFound(match != null));
	}

	private @Nullable Decision lookUp(AssetRequest request, String path, String prefix,
			NotFoundHandling notFoundHandling) {
		String decoded = PathCoding.decode(path);
		Resolution resolution = this.resolver.resolve(decoded, notFoundHandling);
		if (resolution == null) {
			return null;
		}
		if (!request.isRead()) {
			return new Decision.MethodNotAllowed();
		}
		String canonical = PathCoding.encode((resolution instanceof Resolution.Moved moved) ? moved.path() : decoded);
		if (resolution instanceof Resolution.Found found && canonical.equals(path)) {
			return new Decision.ServeAsset(found.asset(), found.match());
		}
		return new Decision.Redirect(307, prefix + canonical + request.query());
	}

	/**
	 * Return whether a request leads to a file without the not-found handling: to the
	 * file itself, or to a redirect. Of a development server, that is what a page loads,
	 * and the page at the root.
	 * @param request a request that the assets answer
	 * @return {@code false} if the answer is a fallback or that there is no asset
	 */
	public boolean leadsToFile(AssetRequest request) {
		boolean loaded = this.devServer && (!request.navigation() || request.path().equals(pagePath()));
		return loaded || !(answer(request, NotFoundHandling.NONE, DecisionTrace.NONE) instanceof Decision.NotFound);
	}

	/**
	 * Find the redirect rule that applies to a request.
	 * @param request the request
	 * @return the rule, or {@code null} if there is none
	 */
	public @Nullable RedirectMatch redirectRule(AssetRequest request) {
		String path = this.settings.basePath().relativize(request.path());
		return (path != null) ? this.redirects.match(path) : null;
	}

	/**
	 * Return the path that a request asks for in the end: that of the target if a 200
	 * rule applies, else its own.
	 * @param request the request
	 * @return the normalized path inside the context path
	 */
	public String effectivePath(AssetRequest request) {
		RedirectMatch match = redirectRule(request);
		String target = (match != null && match.isRewrite()) ? match.path(request.origin()) : null;
		return (target != null) ? this.settings.basePath() + target : request.path();
	}

	/**
	 * Find out what can be known ahead of the requests: the paths that lead to an asset
	 * whatever else a request says.
	 * @return the decisions, by normalized path inside the context path, for GET and HEAD
	 * on all paths that the application does not own
	 */
	public Map<String, Decision.ServeAsset> served() {
		Map<String, Decision.ServeAsset> served = new HashMap<>();
		for (Asset asset : this.assets.assets()) {
			for (String path : this.resolver.pathsTo(asset)) {
				String canonical = PathCoding.encode(path);
				String raw = this.settings.basePath() + canonical;
				if (this.redirects.match(canonical) == null && UrlPath.normalize(raw).equals(raw)
						&& this.settings.runWorkerFirst().decide(raw) != Precedence.WORKER) {
					served.put(raw.equals(asset.path()) ? asset.path() : raw, new Decision.ServeAsset(asset,
							path.equals(asset.path()) ? AssetMatch.EXACT : AssetMatch.HTML_HANDLING));
				}
			}
		}
		return served;
	}

	/**
	 * Return whether an asset answers although the application might.
	 * @param path a path of those that {@link #served()} returns
	 * @param worker what the application itself answers
	 * @return {@code false} if the path is the application's own
	 */
	public boolean isServedFirst(String path, WorkerPaths worker) {
		return this.settings.runWorkerFirst().decide(path) == Precedence.ASSETS || !worker.owns(path);
	}

	/**
	 * Find the asset that a forward inside the application names, without a redirect and
	 * without not-found handling.
	 * @param path the normalized path, without the context path
	 * @return the asset, or {@code null} if there is none
	 */
	public @Nullable Asset find(String path) {
		String relative = this.settings.basePath().relativize(path);
		return (relative != null) ? this.resolver.find(PathCoding.decode(relative)) : null;
	}

	/**
	 * Find the header rules that apply to a request, whatever answers it.
	 * @param request the request
	 * @return the rules in the order in which they apply
	 */
	public List<HeaderRule> headerRules(AssetRequest request) {
		String path = this.settings.basePath().relativize(request.path());
		return (path != null) ? this.headerRules.match(request.origin().host(), path) : List.of();
	}

	/**
	 * Find the header rules that apply to a path whatever the host.
	 * @param path the normalized path inside the context path
	 * @return the rules in the order in which they apply, or {@code null} if they depend
	 * on the host
	 */
	public @Nullable List<HeaderRule> headerRules(String path) {
		String relative = this.settings.basePath().relativize(path);
		if (relative == null) {
			return List.of();
		}
		return this.headerRules.isHostSpecific(relative) ? null : this.headerRules.match("", relative);
	}

}
