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

package io.github.assetsboot.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.rules.Redirects.RedirectMatch;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import io.github.assetsboot.rules.UrlPath.Origin;
import io.github.assetsboot.servlet.ApplicationMappings;
import io.github.assetsboot.servlet.ApplicationMappings.HandlerPath;
import org.jspecify.annotations.Nullable;

/**
 * Finds the handlers of the application that do not answer because an asset does, and
 * those that stand in the way of the fallback page.
 *
 * @author the Assets for Spring Boot authors
 */
final class HiddenHandlers {

	private static final int MAX_NAMED = 20;

	/**
	 * More files are not compared with the handlers, which would delay the start.
	 */
	private static final int MAX_FILES = 5000;

	private static final Origin ANY_ORIGIN = new Origin("http", "localhost", -1);

	/**
	 * Paths that no application uses. A handler for one of them takes nearly every path.
	 */
	private static final List<String> PATHS_OF_NOBODY = List.of("/no-such-path-4f2a9c", "/no-such-path-4f2a9c/7");

	private final AssetSnapshot snapshot;

	private final AssetRouter router;

	private final ApplicationMappings application;

	/**
	 * Whether a path belongs to the collection.
	 */
	private final Predicate<String> own;

	private final boolean spring;

	private final boolean standard;

	private final List<String> handlersOfNearlyEveryPath;

	/**
	 * Create the search for the handlers that a collection hides.
	 * @param collection the collection
	 * @param collections the collections of the application
	 * @param application the mappings of the application
	 */
	HiddenHandlers(CurrentSnapshot collection, AssetCollections collections, ApplicationMappings application) {
		this.snapshot = collection.snapshot();
		this.router = this.snapshot.router();
		this.standard = collection == collections.standard();
		this.application = application;
		this.own = (path) -> collections.owns(collection, path);
		this.spring = this.router.settings().mode() == RoutingMode.SPRING;
		this.handlersOfNearlyEveryPath = handlersOfNearlyEveryPath();
	}

	/**
	 * Describe the handlers that do not answer, and the settings that let them.
	 * @return texts for the log, each a warning
	 */
	List<String> warnings() {
		List<String> warnings = new ArrayList<>();
		for (String warning : new @Nullable String[] { hiddenByFiles(), hiddenByRules(), hiddenByNavigation(),
				resourceHandler() }) {
			if (warning != null) {
				warnings.add(warning);
			}
		}
		return warnings;
	}

	/**
	 * Describe the handlers that keep documents from the fallback page.
	 * @return a text for the log, or {@code null} if there are none
	 */
	@Nullable String hint() {
		if (!this.spring || this.router.settings().notFoundHandling() == NotFoundHandling.NONE) {
			return null;
		}
		return this.handlersOfNearlyEveryPath.isEmpty() ? null
				: "This handler takes nearly every path, so that documents do not get the page of '"
						+ this.snapshot.property("not-found-handling") + "': "
						+ String.join("; ", this.handlersOfNearlyEveryPath)
						+ ". If it only forwards to the page, delete it: the assets serve the page themselves.";
	}

	private List<String> handlersOfNearlyEveryPath() {
		List<String> found = new ArrayList<>();
		for (String relative : PATHS_OF_NOBODY) {
			String handler = find(this.router.settings().basePath() + relative);
			if (handler != null && !found.contains(handler)) {
				found.add(handler);
			}
		}
		return found;
	}

	private @Nullable String find(String path) {
		return this.application.mayBeHandled(path) ? this.application.findHandler(navigation("GET", path), Map.of())
				: null;
	}

	private static RoutingRequest navigation(String method, String path) {
		return new RoutingRequest(method, path, "", ANY_ORIGIN, "", RequestPurpose.NAVIGATION);
	}

	/**
	 * A handler that takes nearly every path is meant for the paths without a file.
	 */
	private @Nullable String hiddenByFiles() {
		Map<String, String> hidden = new TreeMap<>();
		this.router.served(this.application::mayBeHandled).forEach((path, decision) -> {
			if (hidden.size() <= MAX_FILES && this.own.test(path) && !this.application.isReserved(path)
					&& !this.router.neverBelongsToApplication(path)) {
				hidden.put(path, decision.asset().path());
			}
		});
		List<String> lines = new ArrayList<>();
		List<String> patterns = new ArrayList<>();
		hidden.forEach((path, file) -> {
			String handler = find(path);
			if (handler != null && !this.handlersOfNearlyEveryPath.contains(handler)
					&& !ApplicationMappings.isForOtherRequests(handler)) {
				lines.add("GET " + path + ": the file " + file + " answers in place of the handler " + handler);
				patterns.add(path.substring(this.router.settings().basePath().toString().length()));
			}
		});
		return lines.isEmpty() ? null
				: "A file hides a handler:\n" + limited(lines) + "\nTo let the handler answer, " + addOrSet() + "\n"
						+ runWorkerFirst(patterns.stream().limit(MAX_NAMED).toList())
						+ "or delete the file. To keep the file, delete the handler.";
	}

	private static String limited(List<String> lines) {
		int rest = lines.size() - MAX_NAMED;
		return lines.stream().limit(MAX_NAMED).collect(Collectors.joining("\n"))
				+ ((rest > 0) ? "\nand " + rest + " more" : "");
	}

	private String addOrSet() {
		return this.router.settings().runWorkerFirst().isPatterns() ? "add" : "set";
	}

	private @Nullable String hiddenByRules() {
		if (this.router.redirects().size() == 0) {
			return null;
		}
		RedirectMatch general = this.router.redirects().match(PATHS_OF_NOBODY.get(1));
		if (general != null) {
			return hiddenByRuleForEverything(general.rule());
		}
		List<String> lines = new ArrayList<>();
		List<String> patterns = new ArrayList<>();
		for (HandlerPath handler : handlers()) {
			RoutingRequest request = navigation(handler.exampleMethod(), handler.examplePath());
			if (this.router.route(request, this.application) instanceof ByAssets decision && decision.rule() != null) {
				lines.add(handler + ": " + describe(decision.rule()));
				patterns.add(handler.glob());
			}
		}
		return lines.isEmpty() ? null
				: "A redirect rule answers in place of a handler:\n" + limited(lines) + "\nTo let the handler answer, "
						+ addOrSet() + "\n" + runWorkerFirst(withoutRedundant(patterns))
						+ "or delete the line. To keep the rule, delete the handler.";
	}

	private static String describe(RedirectRule rule) {
		return "line " + rule.line() + " of _redirects (" + rule.from() + " " + rule.to() + " " + rule.status() + ")";
	}

	private @Nullable String hiddenByRuleForEverything(RedirectRule rule) {
		List<String> handlers = handlers().stream()
			.filter((handler) -> handler.accepts("GET"))
			.map(HandlerPath::toString)
			.distinct()
			.sorted()
			.toList();
		return handlers.isEmpty() ? null
				: "A redirect rule for every path hides the handlers of the application: " + describe(rule)
						+ ". To have a page for paths without a file, delete the line and set '"
						+ this.snapshot.property("not-found-handling") + "=single-page-application'. Hidden handlers:\n"
						+ limited(handlers);
	}

	/**
	 * With routing as Workers', a page or its 405 answers a navigation before the
	 * handlers.
	 */
	private @Nullable String hiddenByNavigation() {
		if (this.spring) {
			return null;
		}
		List<String> hidden = handlers().stream()
			.filter(this::isHiddenFromNavigation)
			.map(HandlerPath::toString)
			.distinct()
			.sorted()
			.toList();
		if (hidden.isEmpty()) {
			return null;
		}
		boolean list = this.router.settings().runWorkerFirst().isPatterns();
		String routing = this.snapshot.yaml("routing", List.of()).stripTrailing() + " spring\n";
		return "These handlers do not answer" + (list ? "" : " a browser that navigates to them") + ":\n"
				+ limited(hidden) + "\nThe assets answer with a page or status 405, because '"
				+ this.snapshot.property("routing") + "' is 'workers'."
				+ (list ? " The list '" + this.snapshot.property("run-worker-first") + "' does not name the paths."
						: "")
				+ " To let the handlers answer, set\n" + routing + "or " + addOrSet() + "\n"
				+ runWorkerFirst(withoutRedundant(undecided()));
	}

	private boolean isHiddenFromNavigation(HandlerPath handler) {
		RoutingRequest request = navigation(handler.exampleMethod(), handler.examplePath());
		return !this.router.neverBelongsToApplication(handler.examplePath())
				&& this.router.route(request, this.application) instanceof ByAssets decision && !decision.leadsToFile();
	}

	/**
	 * A list hands everything else to the assets, so that all handlers have to be on it,
	 * not only those that a browser navigates to.
	 */
	private List<String> undecided() {
		return handlers().stream()
			.filter((handler) -> this.router.isUndecided(handler.examplePath()))
			.map(HandlerPath::glob)
			.toList();
	}

	private List<HandlerPath> handlers() {
		return this.application.handlers().stream().filter((handler) -> this.own.test(handler.examplePath())).toList();
	}

	private String runWorkerFirst(List<String> patterns) {
		return this.snapshot.yaml("run-worker-first", patterns);
	}

	private List<String> withoutRedundant(List<String> globs) {
		int basePath = this.router.settings().basePath().toString().length();
		TreeSet<String> patterns = globs.stream()
			.map((glob) -> (glob.length() > basePath) ? glob.substring(basePath) : "/")
			.collect(Collectors.toCollection(TreeSet::new));
		return patterns.stream()
			.filter((glob) -> patterns.stream().noneMatch((other) -> makesRedundant(other, glob)))
			.toList();
	}

	private static boolean makesRedundant(String glob, String other) {
		return glob.endsWith("*") && !Objects.equals(glob, other)
				&& other.startsWith(glob.substring(0, glob.length() - 1));
	}

	private @Nullable String resourceHandler() {
		String handler = this.standard ? this.application.ownResourceHandler() : null;
		if (handler == null) {
			return null;
		}
		return "A resource handler of the application for '/**' (" + handler + ") is asked after the assets"
				+ (this.spring ? ", and after the page of 'assets.not-found-handling'" : "")
				+ ". Move its files to the directory of the assets, or map it to a path of its own.";
	}

}
