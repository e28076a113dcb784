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

package io.github.assetsboot.explain;

import java.util.ArrayList;
import java.util.List;

import io.github.assetsboot.explain.RoutingStep.Kind;
import io.github.assetsboot.explain.RoutingStep.Way;
import io.github.assetsboot.routing.AssetRouter.DecisionTrace;
import io.github.assetsboot.routing.AssetRouter.ReservedPaths;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageChoice;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst.Precedence;
import io.github.assetsboot.rules.Redirects.RedirectMatch;
import org.jspecify.annotations.Nullable;

/**
 * Puts the steps of a decision into words.
 *
 * @author the Assets for Spring Boot authors
 */
final class TracedSteps implements DecisionTrace {

	static final String YES = "yes";

	static final String NO = "no";

	private static final int MAX_PATTERNS = 5;

	private final RoutingRequest request;

	private final RoutingSettings settings;

	private final ReservedPaths application;

	private final String prefix;

	private final List<RoutingStep> steps = new ArrayList<>();

	private boolean decidedByList;

	private boolean rewritten;

	/**
	 * Begin without a step.
	 * @param request the request
	 * @param settings the settings of the collection
	 * @param application the paths of the application
	 * @param prefix the text in front of the names of the settings, such as
	 * {@code assets.}; empty for those of a project
	 */
	TracedSteps(RoutingRequest request, RoutingSettings settings, ReservedPaths application, String prefix) {
		this.request = request;
		this.settings = settings;
		this.application = application;
		this.prefix = prefix;
	}

	void add(Kind step, String answer, @Nullable String detail, Way way) {
		this.steps.add(new RoutingStep(step, setting(step.question()), answer, detail, way));
	}

	/**
	 * Return a text with the names that the settings have in the collection.
	 */
	String setting(String text) {
		return text.replace("assets.", this.prefix);
	}

	/**
	 * Return whether a negative pattern of {@code run-worker-first} decided.
	 */
	boolean isDecidedByList() {
		return this.decidedByList;
	}

	List<RoutingStep> list() {
		return List.copyOf(this.steps);
	}

	@Override
	public void basePath(boolean inside) {
		String basePath = this.settings.basePath() + "/";
		add(Kind.BASE_PATH, inside ? YES : NO, setting("assets.base-path is ") + basePath,
				inside ? Way.NEXT : Way.APPLICATION);
	}

	@Override
	public void devServerPath() {
		add(Kind.RUN_WORKER_FIRST, NO, "the path belongs to the development server", Way.ASSETS);
	}

	@Override
	public void runWorkerFirst(Precedence precedence) {
		String pattern = this.settings.runWorkerFirst().patternFor(relativePath());
		this.decidedByList = precedence == Precedence.ASSETS;
		switch (precedence) {
			case APPLICATION -> add(Kind.RUN_WORKER_FIRST, "the application comes first",
					(pattern != null) ? pattern : "it is true", Way.APPLICATION);
			case ASSETS -> add(Kind.RUN_WORKER_FIRST, "the assets come first", pattern, Way.NEXT);
			case UNDECIDED -> add(Kind.RUN_WORKER_FIRST, NO, this.settings.runWorkerFirst().isPatterns()
					? "no pattern matches, of " + patterns() : "it is false", Way.NEXT);
		}
	}

	/**
	 * The patterns are below the base path.
	 */
	private String relativePath() {
		String path = this.request.path().substring(this.settings.basePath().toString().length());
		return path.isEmpty() ? "/" : path;
	}

	@Override
	public void ownMapping(boolean owned) {
		String owner = owned ? this.application.describe(this.request.method(), this.request.path()) : null;
		add(Kind.OWN_MAPPING, owned ? YES : NO, owner, owned ? Way.APPLICATION : Way.NEXT);
	}

	@Override
	public void ownMappingBehindFiles() {
		add(Kind.OWN_MAPPING, NO, this.application.describe(this.request.method(), this.request.path())
				+ " is a resource handler, which comes after the files of the collection", Way.NEXT);
	}

	@Override
	public void redirectRule(@Nullable RedirectMatch match) {
		if (match == null) {
			add(Kind.REDIRECT_RULE, NO, null, Way.NEXT);
			return;
		}
		this.rewritten = match.isRewrite();
		String rule = "line " + match.rule().line() + ": " + match.rule().from() + " " + match.rule().to() + " "
				+ match.rule().status();
		add(Kind.REDIRECT_RULE, YES, rule, match.isRewrite() ? Way.NEXT : Way.ASSETS);
	}

	@Override
	public void language(LanguageChoice choice, boolean last) {
		add(Kind.LANGUAGE, choice.language().tag(), choice.reason(), last ? Way.ASSETS : Way.NEXT);
	}

	@Override
	public void asset(ByAssets byAssets) {
		if (isDecided()) {
			return;
		}
		ByAssets decision = Decision.ByLanguage.answer(byAssets);
		boolean spring = this.settings.mode() == RoutingMode.SPRING;
		boolean later = spring && !this.decidedByList;
		if (decision instanceof Decision.AskDevServer) {
			boolean first = this.decidedByList || (!spring && this.rewritten);
			add(Kind.FILE, "perhaps", "the development server knows", first ? Way.ASSETS : Way.NEXT);
		}
		else if (decision instanceof Decision.NotFound notFound) {
			missing(notFound, later);
		}
		else if (decision instanceof Decision.ServeAsset serveAsset && serveAsset.match().isFallback()) {
			add(Kind.FILE, NO, null, Way.NEXT);
			add(Kind.NOT_FOUND_HANDLING, YES, setting("assets.run-worker-first gives the path to the assets"),
					Way.ASSETS);
		}
		else {
			boolean methods = later && decision instanceof Decision.MethodNotAllowed;
			add(Kind.FILE, methods ? "for GET and HEAD only" : YES, byAssets.describe(),
					methods ? Way.NEXT : Way.ASSETS);
		}
	}

	private void missing(Decision.NotFound notFound, boolean later) {
		if (notFound.rule() != null && !later) {
			add(Kind.FILE, NO, "the target of the rule is no asset", Way.ASSETS);
			return;
		}
		add(Kind.FILE, NO, null, Way.NEXT);
		if (this.decidedByList) {
			add(Kind.NOT_FOUND_HANDLING, YES, "it has no page for this path", Way.ASSETS);
		}
	}

	private boolean isDecided() {
		return !this.steps.isEmpty() && this.steps.get(this.steps.size() - 1).leadsTo() != Way.NEXT;
	}

	@Override
	public void notFoundHandling(boolean first) {
		add(Kind.NOT_FOUND_HANDLING, first ? YES : NO, first ? whyFirst() : whyNotFirst(),
				first ? Way.ASSETS : Way.APPLICATION);
	}

	private String whyFirst() {
		return this.settings.runWorkerFirst().isPatterns()
				? setting("assets.run-worker-first is a list, and the path is not on it")
				: "it is a navigation request (Sec-Fetch-Mode: navigate)";
	}

	private String whyNotFirst() {
		if (this.settings.runWorkerFirst().isPatterns()) {
			return "it has no page for this path";
		}
		if (!this.request.purpose().isNavigation()) {
			return "it is not a navigation request";
		}
		return this.settings.navigationPrefersAssetServing() ? "it has no page for this path"
				: "the compatibility date or flag treats navigation requests like other requests";
	}

	private String patterns() {
		List<String> patterns = this.settings.runWorkerFirst().patterns();
		return String.join(", ", patterns.subList(0, Math.min(patterns.size(), MAX_PATTERNS)))
				+ ((patterns.size() > MAX_PATTERNS) ? ", …" : "");
	}

}
