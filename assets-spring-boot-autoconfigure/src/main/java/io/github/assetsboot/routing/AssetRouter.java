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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.routing.Decision.Application;
import io.github.assetsboot.routing.Decision.Application.Reason;
import io.github.assetsboot.routing.Decision.AssetMatch;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.Decision.ByLanguage;
import io.github.assetsboot.routing.Decision.Unhandled;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageChoice;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageMode;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst.Precedence;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.Redirects.RedirectMatch;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import io.github.assetsboot.rules.RuleProblem;
import io.github.assetsboot.rules.UrlPath;
import org.jspecify.annotations.Nullable;

/**
 * Decides who answers a request: the application, or which asset. Deciding reads a
 * snapshot and has no effect.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/routing/">Workers: routing</a>
 */
public final class AssetRouter {

	private static final Decision.ApplicationNotFound APPLICATION_NOT_FOUND = new Decision.ApplicationNotFound();

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
		this.resolver = new AssetResolver(assets, settings.htmlHandling(), settings.fallbackPage(),
				settings.languageFolders());
		this.devServer = devServer;
	}

	/**
	 * Create a router that knows no file and asks the development server for each. The
	 * development server is not asked for the paths of controllers. In single-page mode,
	 * the fallback page answers the same requests as in production.
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
	 * Return the problems of the rule files.
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
	 * @param application the paths that no asset may shadow
	 * @return the decision
	 */
	public Decision route(RoutingRequest request, ReservedPaths application) {
		return route(request, application, null, true, DecisionTrace.NONE);
	}

	/**
	 * Decide on the target of a 200 rule, as if it had been requested. It is not matched
	 * against the redirect rules again.
	 * @param request the request for the target
	 * @param application the paths that no asset may shadow
	 * @return the decision
	 */
	public Decision routeTarget(RoutingRequest request, ReservedPaths application) {
		return route(request, application, null, false, DecisionTrace.NONE);
	}

	/**
	 * Decide on a request that comes from outside.
	 * @param request the request
	 * @param application the paths that no asset may shadow
	 * @param languages the languages that the answer may depend on, {@code null} for none
	 * @param trace the trace to which each step is reported
	 * @return the decision
	 */
	public Decision route(RoutingRequest request, ReservedPaths application, @Nullable Localization languages,
			DecisionTrace trace) {
		return route(request, application, languages, true, trace);
	}

	private Decision route(RoutingRequest request, ReservedPaths application, @Nullable Localization languages,
			boolean ruled, DecisionTrace trace) {
		String path = this.settings.basePath().relativize(request.path());
		trace.basePath(path != null);
		if (path == null) {
			return new Application(Reason.OUTSIDE_BASE_PATH, null);
		}
		if (this.devServer && DevServerPaths.contains(path)) {
			trace.devServerPath();
			return new Decision.AskDevServer(request.path(), false, true, false, null);
		}
		Precedence precedence = precedence(path);
		trace.runWorkerFirst(precedence);
		Supplier<Search> search = () -> new Search(request, path, ruled, languages, trace);
		return switch (precedence) {
			case APPLICATION -> new Application(Reason.RUN_WORKER_FIRST, null);
			case ASSETS -> this.settings.runWorkerFirst().isBehindReservedPaths()
					? serveUnlessReserved(request, application, search, trace) : serveAny(search.get(), trace);
			case UNDECIDED -> routeUndecided(request, application, search, trace);
		};
	}

	/**
	 * Decide on a request to open a WebSocket that belongs to the development server
	 * itself, whatever the application has at its path.
	 * @param request the request
	 * @param subprotocols the subprotocols that the client offers, separated by commas
	 * @return the decision, or {@code null} if it is a request like any other
	 */
	public @Nullable Decision routeSocket(RoutingRequest request, String subprotocols) {
		String path = this.settings.basePath().relativize(request.path());
		return (this.devServer && path != null && DevServerPaths.isSocket(path, subprotocols))
				? new Decision.AskDevServer(request.path(), false, true, false, null) : null;
	}

	/**
	 * The patterns are below the base path, which itself is the root of what they see.
	 */
	Precedence precedence(String path) {
		return this.settings.runWorkerFirst().decide(path.isEmpty() ? "/" : path);
	}

	AssetResolver resolver() {
		return this.resolver;
	}

	private Decision serveUnlessReserved(RoutingRequest request, ReservedPaths application, Supplier<Search> search,
			DecisionTrace trace) {
		boolean reserved = application.isReserved(request.path());
		trace.ownMapping(reserved);
		return reserved ? new Application(Reason.OWN_MAPPING, null) : serveAny(search.get(), trace);
	}

	private Decision serveAny(Search search, DecisionTrace trace) {
		ByAssets localized = search.isLocalized() ? search.localizedFile(search.answer(NotFoundHandling.NONE)) : null;
		ByAssets decision = (localized != null) ? localized : search.fallback();
		trace.asset(decision);
		return isSpring() ? withOptions(decision, search.request) : decision;
	}

	private Decision routeUndecided(RoutingRequest request, ReservedPaths application, Supplier<Search> search,
			DecisionTrace trace) {
		boolean reserved = application.isReserved(request.path());
		if (reserved) {
			return routeReserved(request, application, trace);
		}
		trace.ownMapping(false);
		return isSpring() ? routeAsSpring(search.get(), trace) : routeAsWorkers(search.get(), trace);
	}

	private Decision routeReserved(RoutingRequest request, ReservedPaths application, DecisionTrace trace) {
		boolean behindFiles = request.isRead() && application.isBehindFiles(request.path(), this.settings.basePath());
		Decision.ServeAsset file = behindFiles ? exactFile(request.path()) : null;
		if (file == null) {
			trace.ownMapping(true);
			return new Application(Reason.OWN_MAPPING, null);
		}
		trace.ownMappingBehindFiles();
		trace.asset(file);
		return file;
	}

	private Decision.@Nullable ServeAsset exactFile(String fullPath) {
		String path = Objects.requireNonNull(this.settings.basePath().relativize(fullPath));
		String decoded = PathCoding.decode(path);
		boolean canonical = !path.isEmpty() && PathCoding.encode(decoded).equals(path);
		return (canonical && this.resolver.resolve(decoded, NotFoundHandling.NONE) instanceof ResolvedPath.Found found
				&& found.match() == AssetMatch.EXACT)
						? new Decision.ServeAsset(found.asset(), AssetMatch.EXACT, fullPath, false, null) : null;
	}

	private Decision routeAsWorkers(Search search, DecisionTrace trace) {
		ByAssets file = search.answer(NotFoundHandling.NONE);
		ByAssets localized = search.localizedFile(file);
		trace.asset((localized != null) ? localized : search.orDevServer(file, true));
		if (localized != null) {
			return localized;
		}
		if (isFound(file)) {
			return search.answer(this.settings.notFoundHandling());
		}
		ByAssets fallback = search.fallback();
		boolean first = isFound(fallback) && isNotFoundHandlingFirst(search.request);
		trace.notFoundHandling(first);
		if (first) {
			return fallback;
		}
		if (isFound(fallback)) {
			return new Application(Reason.HANDLERS_FIRST, fallback);
		}
		boolean outdated = this.assets.fingerprints().isOutdated(PathCoding.decode(search.path));
		return new Application(Reason.HANDLERS_FIRST, outdated ? APPLICATION_NOT_FOUND : null);
	}

	private boolean isNotFoundHandlingFirst(RoutingRequest request) {
		if (this.devServer && !isSinglePageApplication()) {
			return false;
		}
		return this.settings.runWorkerFirst().isPatterns()
				|| (request.purpose().isNavigation() && this.settings.navigationPrefersAssetServing());
	}

	/**
	 * Files come first, then the handlers of the application. The decision contains what
	 * follows if no handler takes the request: 405 for a file, then the page for
	 * documents, then the application's own 404.
	 */
	private Decision routeAsSpring(Search search, DecisionTrace trace) {
		RoutingRequest request = search.request;
		ByAssets file = search.answer(NotFoundHandling.NONE);
		boolean found = isFound(file) && !(file instanceof Decision.NotFound && search.isRewrite());
		boolean first = found && (request.isRead() || search.isRedirectedByRule());
		ByAssets localized = search.localizedFile(file);
		if (localized != null) {
			trace.asset(localized);
			return localized;
		}
		trace.asset(found ? file : search.orDevServer(file, isForDocument(search.request)));
		if (first) {
			return search.answer(this.settings.notFoundHandling());
		}
		Unhandled otherwise = found ? withMethod(file, request) : withoutFile(search);
		return new Application(Reason.HANDLERS_FIRST, otherwise);
	}

	/**
	 * A redirect, say to the base path with its slash, is for GET and HEAD, too.
	 */
	private static ByAssets withMethod(ByAssets file, RoutingRequest request) {
		return withOptions(
				(file instanceof Decision.Redirect) ? new Decision.MethodNotAllowed(false, true, null) : file, request);
	}

	private Unhandled withoutFile(Search search) {
		if (!search.request.isRead()) {
			return APPLICATION_NOT_FOUND;
		}
		boolean document = isForDocument(search.request);
		if (this.devServer) {
			return search.orDevServer(new Decision.NotFound(null), document);
		}
		ByAssets page = search.localizedDocument();
		if (page == null && document) {
			page = search.page();
		}
		return (page != null) ? page : APPLICATION_NOT_FOUND;
	}

	/**
	 * Return whether a request asks for a document, as far as its header fields and path
	 * tell.
	 * @param request the request
	 * @return {@code true} for a document
	 */
	public boolean isForDocument(RoutingRequest request) {
		return request.purpose().isForDocument(request.path(), this.settings.notFoundHandling());
	}

	/**
	 * Name the part of a request by which it does not ask for a document.
	 * @param request the request
	 * @return the name and the value of the part, for people to read, or {@code null} for
	 * a document
	 */
	public @Nullable String describeOtherPurpose(RoutingRequest request) {
		return request.purpose().describeOtherPurpose(request.path(), this.settings.notFoundHandling());
	}

	private static ByAssets withOptions(ByAssets decision, RoutingRequest request) {
		return (request.isOptions() && decision instanceof Decision.MethodNotAllowed notAllowed)
				? new Decision.MethodNotAllowed(true, notAllowed.leadsToFile(), notAllowed.rule()) : decision;
	}

	private boolean isSpring() {
		return this.settings.mode() == RoutingMode.SPRING;
	}

	/**
	 * A redirect rule that applies counts as an asset.
	 */
	private static boolean isFound(ByAssets decision) {
		return !(decision instanceof Decision.NotFound notFound) || notFound.rule() != null;
	}

	/**
	 * Decide how the assets answer a request that was handed to them, as
	 * {@code env.ASSETS.fetch} does. The method and the not-found handling count, and
	 * {@code run-worker-first} does not.
	 * @param request the request
	 * @return the decision
	 */
	public ByAssets serve(RoutingRequest request) {
		String path = this.settings.basePath().relativize(request.path());
		if (path == null) {
			return new Decision.NotFound(null);
		}
		Search search = new Search(request, path, true, null, DecisionTrace.NONE);
		return search.orDevServer(search.answer(this.settings.notFoundHandling()), true);
	}

	/**
	 * Return the path that is looked up among the files for a request.
	 * @param request the request
	 * @return the decoded path inside the base path, or {@code null} outside of it
	 */
	public @Nullable String lookedUpPath(RoutingRequest request) {
		String path = this.settings.basePath().relativize(request.path());
		return (path != null) ? PathCoding.decode(path) : null;
	}

	/**
	 * Find the rule that serves another path under that of a request.
	 * @param request the request
	 * @return the rule with status 200 that applies, or {@code null} if there is none
	 */
	public @Nullable RedirectMatch rewrite(RoutingRequest request) {
		String path = this.settings.basePath().relativize(request.path());
		RedirectMatch match = (path != null && !path.isEmpty()) ? this.redirects.match(path) : null;
		return (match != null && match.isRewrite()) ? match : null;
	}

	private boolean isSinglePageApplication() {
		return this.settings.notFoundHandling() == NotFoundHandling.SINGLE_PAGE_APPLICATION;
	}

	/**
	 * Return the path that a development server is asked for in place of the fallback
	 * page. It has a page of its own there, whatever the build names it.
	 * @return the path inside the context path, or {@code null} if there is no such page
	 */
	public @Nullable String pagePath() {
		return isSinglePageApplication() ? this.settings.basePath() + "/" : null;
	}

	/**
	 * Return the path of the URL of an asset.
	 * @param path the decoded path in the collection
	 * @return the encoded path inside the context path
	 */
	public String urlPath(String path) {
		return this.settings.basePath() + PathCoding.encode(path);
	}

	/**
	 * Find out which paths lead to an asset whatever else a request says.
	 * @param wanted tells the paths inside the context path that are of interest
	 * @return the decisions, by normalized path inside the context path, for GET and HEAD
	 * on all of those paths that the application does not own
	 */
	public Map<String, Decision.ServeAsset> served(Predicate<String> wanted) {
		Map<String, Decision.ServeAsset> served = new HashMap<>();
		for (Asset asset : this.assets.assets()) {
			if (!asset.path().endsWith(".html") && !wanted.test(urlPath(asset.path()))) {
				continue;
			}
			for (String path : this.resolver.pathsTo(asset)) {
				String canonical = PathCoding.encode(path);
				String raw = this.settings.basePath() + canonical;
				if (wanted.test(raw) && this.redirects.match(canonical) == null && UrlPath.normalize(raw).equals(raw)
						&& precedence(canonical) != Precedence.APPLICATION) {
					String key = raw.equals(asset.path()) ? asset.path() : raw;
					served.put(key, new Decision.ServeAsset(asset,
							path.equals(asset.path()) ? AssetMatch.EXACT : AssetMatch.HTML_HANDLING, key, false, null));
				}
			}
		}
		return served;
	}

	/**
	 * Return whether the assets answer a path although the application owns it.
	 * @param path a path of those that {@link #served()} returns
	 * @return {@code true} if a negative pattern of {@code run-worker-first} matches
	 */
	public boolean neverBelongsToApplication(String path) {
		String relative = this.settings.basePath().relativize(path);
		return relative != null && precedence(relative) == Precedence.ASSETS;
	}

	/**
	 * Return whether no pattern of {@code run-worker-first} decides on a path.
	 * @param path the normalized path inside the context path
	 * @return {@code false} if one does, or if the path is outside the base path
	 */
	public boolean isUndecided(String path) {
		String relative = this.settings.basePath().relativize(path);
		return relative != null && precedence(relative) == Precedence.UNDECIDED;
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
	 * Find the path that the asset of a path is served under. It differs from the given
	 * one if html handling or the spelling of the path leads to a redirect.
	 * @param path the normalized path inside the context path
	 * @return the encoded path inside the context path, or {@code null} if the path leads
	 * to no asset
	 */
	public @Nullable String servedPath(String path) {
		String relative = this.settings.basePath().relativize(path);
		String decoded = (relative != null) ? PathCoding.decode(relative) : null;
		ResolvedPath resolution = (decoded != null) ? this.resolver.resolve(decoded, NotFoundHandling.NONE) : null;
		if (decoded == null || resolution == null) {
			return null;
		}
		return urlPath((resolution instanceof ResolvedPath.Moved moved) ? moved.path() : decoded);
	}

	/**
	 * Return the path that html handling redirects a path to.
	 * @param path the normalized path inside the context path
	 * @return the path itself, if a rule or the application decides on it, or if html
	 * handling does not change it
	 */
	private String canonical(String path) {
		String relative = this.settings.basePath().relativize(path);
		if (relative == null || precedence(relative) == Precedence.APPLICATION
				|| this.redirects.match(relative) != null) {
			return path;
		}
		ResolvedPath resolution = this.resolver.resolve(PathCoding.decode(relative), NotFoundHandling.NONE);
		return (resolution instanceof ResolvedPath.Moved moved) ? urlPath(moved.path()) : path;
	}

	/**
	 * Find the header rules that apply to a request, whatever answers it.
	 * @param request the request
	 * @return the rules in the order in which they apply
	 */
	public List<HeaderRule> headerRules(RoutingRequest request) {
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

	/**
	 * Return whether the header rules that apply to a path depend on the host.
	 * @param path the normalized path inside the context path
	 * @return {@code true} if a rule for a host may apply to the path
	 */
	public boolean isHostSpecific(String path) {
		String relative = this.settings.basePath().relativize(path);
		return relative != null && this.headerRules.isHostSpecific(relative);
	}

	/**
	 * The search for the answer to one request. It starts with the redirect rules, which
	 * are compared with the path here and nowhere else.
	 */
	private final class Search {

		private final RoutingRequest request;

		private final String path;

		private final String prefix;

		private final @Nullable RedirectMatch match;

		private final @Nullable Localization languages;

		private final DecisionTrace trace;

		private @Nullable LanguageChoice language;

		Search(RoutingRequest request, String path, boolean ruled, @Nullable Localization languages,
				DecisionTrace trace) {
			this.request = request;
			this.path = path;
			this.prefix = request.contextPath() + AssetRouter.this.settings.basePath();
			this.match = (ruled && !path.isEmpty()) ? AssetRouter.this.redirects.match(path) : null;
			this.languages = (request.isRead() && !isRedirectedByRule()) ? languages : null;
			this.trace = trace;
			trace.redirectRule(this.match);
		}

		private @Nullable RedirectRule rule() {
			return (this.match != null) ? this.match.rule() : null;
		}

		boolean isRewrite() {
			return this.match != null && this.match.isRewrite();
		}

		boolean isRedirectedByRule() {
			return this.match != null && !this.match.isRewrite();
		}

		ByAssets answer(NotFoundHandling notFoundHandling) {
			if (this.path.isEmpty()) {
				return basePath(notFoundHandling);
			}
			if (this.path.equals("/") && this.match == null && isIn(LanguageMode.REDIRECT)) {
				return redirectToLanguage();
			}
			if (this.match != null && !this.match.isRewrite()) {
				String location = this.match.location(this.request.origin(), this.prefix, this.request.query());
				return (location != null)
						? new Decision.Redirect(this.match.rule().status(), location, true, this.match.rule())
						: new Decision.NotFound(this.match.rule());
			}
			String target = target();
			ByAssets decision = (target != null) ? lookUp(target, notFoundHandling) : null;
			return Objects.requireNonNullElse(decision, new Decision.NotFound(rule()));
		}

		private boolean isIn(LanguageMode mode) {
			return this.languages != null && this.languages.mode() == mode;
		}

		private LanguageChoice language(Localization languages, boolean last) {
			if (this.language == null) {
				this.language = languages.choose();
				this.trace.language(this.language, last);
			}
			return this.language;
		}

		private ByAssets redirectToLanguage() {
			Localization languages = Objects.requireNonNull(this.languages);
			LanguageChoice choice = language(languages, true);
			String path = choice.language().path() + "/";
			String location = this.request.contextPath() + languages.router(path).canonical(path)
					+ this.request.query();
			return new ByLanguage(choice, new Decision.Redirect(302, location, true, null), null);
		}

		/**
		 * Return whether the files of a language stand in for those that are missing. A
		 * development server is not asked for them.
		 */
		boolean isLocalized() {
			return isIn(LanguageMode.SERVE) && !AssetRouter.this.devServer;
		}

		/**
		 * Find the file of the language, or the redirect of html handling to it.
		 * @param own the decision without a language
		 * @return the decision, or {@code null} if there is a file without a language, or
		 * none in the language
		 */
		@Nullable ByAssets localizedFile(ByAssets own) {
			return (own instanceof Decision.NotFound)
					? localize((path) -> path.file(this.request, this.prefix, rule(), this.path.isEmpty())) : null;
		}

		/**
		 * Find the page of the language for a document without an asset.
		 */
		@Nullable ByAssets localizedDocument() {
			return localize((path) -> path.isForDocument(this.request) ? path.page(true, rule()) : null);
		}

		private @Nullable ByAssets localize(Function<LocalizedPath, @Nullable ByAssets> answer) {
			String target = target();
			Localization languages = this.languages;
			if (languages == null || !isLocalized() || target == null || languages.isOfLanguage(fullPath(target))) {
				return null;
			}
			LanguageChoice choice = language(languages, false);
			String inside = target.isEmpty() ? "/" : target;
			String path = choice.language().path() + inside;
			AssetRouter router = languages.router(path);
			LocalizedPath localized = LocalizedPath.of(router, choice.language().path(), inside);
			ByAssets decision = (localized != null) ? answer.apply(localized) : null;
			return (decision != null) ? new ByLanguage(choice, decision, path) : null;
		}

		/**
		 * Return the answer with the not-found handling, which the language comes before.
		 */
		ByAssets fallback() {
			ByAssets own = answer(AssetRouter.this.settings.notFoundHandling());
			if (!isLocalized() || own.leadsToFile()) {
				return orDevServer(own, true);
			}
			ByAssets page = localize((path) -> path.page(false, rule()));
			return (page != null) ? page : unlessLocalized(own);
		}

		/**
		 * Another language may have had an answer.
		 */
		private ByAssets unlessLocalized(ByAssets own) {
			return (this.language != null && own instanceof Decision.ServeAsset)
					? new ByLanguage(this.language, own, null) : own;
		}

		private ByAssets basePath(NotFoundHandling notFoundHandling) {
			boolean found = AssetRouter.this.devServer || isIn(LanguageMode.REDIRECT)
					|| AssetRouter.this.resolver.resolve("/", notFoundHandling) != null;
			return found ? new Decision.Redirect(307, this.prefix + "/" + this.request.query(), true, null)
					: new Decision.NotFound(null);
		}

		/**
		 * Return the path that is looked up, {@code null} if a 200 rule names none.
		 */
		private @Nullable String target() {
			return (this.match != null) ? this.match.path(this.request.origin()) : this.path;
		}

		private @Nullable ByAssets lookUp(String target, NotFoundHandling notFoundHandling) {
			String decoded = PathCoding.decode(target);
			ResolvedPath resolution = AssetRouter.this.resolver.resolve(decoded, notFoundHandling);
			if (resolution == null) {
				return null;
			}
			boolean file = !(resolution instanceof ResolvedPath.Found found) || !found.match().isFallback();
			if (!this.request.isRead()) {
				return new Decision.MethodNotAllowed(false, file, rule());
			}
			String canonical = PathCoding
				.encode((resolution instanceof ResolvedPath.Moved moved) ? moved.path() : decoded);
			if (resolution instanceof ResolvedPath.Found found && canonical.equals(target)) {
				return new Decision.ServeAsset(found.asset(), found.match(), fullPath(target), false, rule());
			}
			return new Decision.Redirect(307, this.prefix + canonical + this.request.query(), file, rule());
		}

		private String fullPath(String target) {
			return AssetRouter.this.settings.basePath() + target;
		}

		/**
		 * Find the page for a document without an asset. It is served under every path,
		 * without a redirect to the canonical one.
		 */
		@Nullable ByAssets page() {
			String target = target();
			if (target == null || isReserved()) {
				return null;
			}
			ResolvedPath resolution = AssetRouter.this.resolver.resolve(PathCoding.decode(target),
					AssetRouter.this.settings.notFoundHandling());
			return (resolution instanceof ResolvedPath.Found found && found.match().isFallback())
					? unlessLocalized(
							new Decision.ServeAsset(found.asset(), found.match(), fullPath(target), true, rule()))
					: null;
		}

		/**
		 * RFC 8615: a client that looks for a well-known resource is not after a page.
		 */
		private boolean isReserved() {
			return isSinglePageApplication() && PathCoding.decode(this.path).startsWith("/.well-known/");
		}

		/**
		 * The development server is asked for the target of a 200 rule as well, and for
		 * nothing but reads.
		 */
		ByAssets orDevServer(ByAssets decision, boolean pages) {
			boolean asked = AssetRouter.this.devServer && this.request.isRead()
					&& decision instanceof Decision.NotFound;
			if (!asked) {
				return decision;
			}
			String target = isRewrite() ? target() : null;
			String effectivePath = (target != null) ? fullPath(target) : this.request.path();
			boolean page = isSpring() ? pages : this.request.purpose().isNavigation();
			boolean file = !page || this.request.path().equals(pagePath());
			return new Decision.AskDevServer(effectivePath, pages, file, isSpring() && !pages, rule());
		}

	}

	/**
	 * Reports the steps of a decision in their order.
	 *
	 * @since 0.1.0
	 */
	public interface DecisionTrace {

		/**
		 * Reports nothing.
		 */
		DecisionTrace NONE = new DecisionTrace() {
		};

		/**
		 * The path was compared with {@code assets.base-path}.
		 * @param inside whether it is inside
		 */
		default void basePath(boolean inside) {
		}

		/**
		 * The path is one of those that belong to the development server itself.
		 */
		default void devServerPath() {
		}

		/**
		 * The path was compared with {@code assets.run-worker-first}.
		 * @param precedence whether the application or the assets come first
		 */
		default void runWorkerFirst(Precedence precedence) {
		}

		/**
		 * The path was compared with the paths that no asset may shadow.
		 * @param reserved whether it does
		 */
		default void ownMapping(boolean reserved) {
		}

		/**
		 * The path is one that no asset may shadow, except for the file that it names.
		 */
		default void ownMappingBehindFiles() {
		}

		/**
		 * The path was compared with the redirect rules.
		 * @param match the rule that applies, {@code null} if there is none
		 */
		default void redirectRule(@Nullable RedirectMatch match) {
		}

		/**
		 * The language was chosen.
		 * @param choice the language
		 * @param last whether the request is redirected to the path of the language
		 */
		default void language(LanguageChoice choice, boolean last) {
		}

		/**
		 * The assets were searched.
		 * @param decision the decision of the assets
		 */
		default void asset(Decision.ByAssets decision) {
		}

		/**
		 * There is no asset. With routing as Workers', it was looked whether the
		 * not-found handling comes before the application.
		 * @param first whether it does
		 */
		default void notFoundHandling(boolean first) {
		}

	}

	/**
	 * The languages that the answer to a request may depend on.
	 *
	 * @since 0.1.0
	 */
	public interface Localization {

		/**
		 * Return the response to a request without a language in its path.
		 * @return the mode
		 */
		LanguageMode mode();

		/**
		 * Return whether a path names a language.
		 * @param path the normalized path inside the context path
		 * @return {@code true} if it is the path of a language or below it
		 */
		boolean isOfLanguage(String path);

		/**
		 * Choose the language of the request.
		 * @return the language, always the same one
		 */
		LanguageChoice choose();

		/**
		 * Return what decides on a path of the language.
		 * @param path the normalized path inside the context path, the same one with each
		 * call
		 * @return the router of the collection that the path belongs to
		 */
		AssetRouter router(String path);

	}

	/**
	 * The paths of the application that no asset may shadow.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface ReservedPaths {

		/**
		 * Return whether a path belongs to a part of the application that no asset may
		 * shadow: an actuator endpoint, the error page, another servlet, a resource
		 * handler.
		 * @param path the normalized path inside the context path
		 * @return {@code true} if the application comes first
		 */
		boolean isReserved(String path);

		/**
		 * Return whether only the files of a collection come before the application: a
		 * resource handler has the base path of the collection.
		 * @param path a reserved path
		 * @param basePath the base path of the collection
		 * @return {@code true} if a file is the answer to the path that names it
		 */
		default boolean isBehindFiles(String path, BasePath basePath) {
			return false;
		}

		/**
		 * Name the mapping that answers a path, for people to read.
		 * @param method the method of the request
		 * @param path the normalized path inside the context path
		 * @return the mapping that owns or handles the path, or {@code null} if none is
		 * known
		 */
		default @Nullable String describe(String method, String path) {
			return null;
		}

	}

}
