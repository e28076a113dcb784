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

package io.github.assetsboot.actuate;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.actuate.RoutingExplanation.Outcome;
import io.github.assetsboot.actuate.RoutingExplanation.ProjectChoice;
import io.github.assetsboot.actuate.RoutingStep.Kind;
import io.github.assetsboot.actuate.RoutingStep.Way;
import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.CurrentSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.Application;
import io.github.assetsboot.routing.Decision.Application.Reason;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingSettings.RoutingMode;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.servlet.ApplicationMappings;
import io.github.assetsboot.servlet.RequestDecisions.ProjectsView;
import io.github.assetsboot.servlet.RequestDecisions.ProjectsView.Choice;
import org.jspecify.annotations.Nullable;

/**
 * Explains a decision: it decides on the request as the filter does, and asks the handler
 * mappings as the {@code DispatcherServlet} does.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class RoutingExplainer {

	private static final int SHORT_ID = 8;

	private final CurrentSnapshot assets;

	private final ApplicationMappings application;

	private final @Nullable ProjectsView projects;

	/**
	 * Create an explainer.
	 * @param assets the assets
	 * @param application the mappings of the application
	 * @param projects the projects, {@code null} if the application has none
	 */
	RoutingExplainer(CurrentSnapshot assets, ApplicationMappings application, @Nullable ProjectsView projects) {
		this.assets = assets;
		this.application = application;
		this.projects = projects;
	}

	/**
	 * Explain a request.
	 * @param request the request
	 * @param headers further header fields, by name
	 * @return the steps of the decision, and the outcome
	 */
	RoutingExplanation explain(RoutingRequest request, Map<String, String> headers) {
		Choice choice = (this.projects != null) ? this.projects.choose(this.application.imagine(request, headers))
				: null;
		AssetSnapshot snapshot = (choice != null) ? choice.snapshot() : this.assets.snapshot();
		return new Explanation(request, headers, choice, snapshot).explain();
	}

	/**
	 * The explanation of one request.
	 */
	private final class Explanation {

		private final RoutingRequest request;

		private final Map<String, String> headers;

		private final @Nullable Choice choice;

		private final AssetSnapshot snapshot;

		/**
		 * The router of the collection. If a project or version is missing, it is that of
		 * the application's own collection, and makes no decision.
		 */
		private final AssetRouter router;

		private final boolean missing;

		private final boolean spring;

		private final TracedSteps steps;

		private @Nullable Integer line;

		private boolean ownPath;

		private boolean fallback;

		Explanation(RoutingRequest request, Map<String, String> headers, @Nullable Choice choice,
				@Nullable AssetSnapshot snapshot) {
			this.request = request;
			this.headers = headers;
			this.choice = choice;
			this.missing = snapshot == null;
			this.snapshot = (snapshot != null) ? snapshot : RoutingExplainer.this.assets.snapshot();
			this.router = this.snapshot.router();
			this.spring = this.router.settings().mode() == RoutingMode.SPRING;
			this.steps = new TracedSteps(request, this.router.settings(), RoutingExplainer.this.application,
					choice != null);
		}

		RoutingExplanation explain() {
			addChoice();
			Outcome outcome = this.missing ? missing(Objects.requireNonNull(this.choice)) : route();
			return new RoutingExplanation(this.spring ? "spring" : "workers", this.spring ? this.line : null,
					new RoutingExplanation.Request(this.request.method(), this.request.path(),
							this.request.purpose().secFetchDest(), this.request.purpose().accept(),
							this.request.origin().host(), this.headers),
					this.steps.list(), outcome, ProjectChoice.of(this.choice), findings(outcome));
		}

		private void addChoice() {
			if (this.choice != null) {
				this.steps.add(Kind.PROJECT, TracedSteps.YES, this.choice.project(), Way.NEXT);
				String version = Objects.requireNonNullElse(this.choice.version(), "none");
				this.steps.add(Kind.VERSION, version.substring(0, Math.min(SHORT_ID, version.length())),
						this.choice.reason(), this.missing ? Way.ASSETS : Way.NEXT);
			}
			else if (RoutingExplainer.this.projects != null) {
				this.steps.add(Kind.PROJECT, TracedSteps.NO, "the application's own collection", Way.NEXT);
			}
		}

		private Outcome missing(Choice choice) {
			return choice.available()
					? new Outcome(Outcome.ASSETS, 404, "404, because there is no such project or version", null, null,
							List.of())
					: new Outcome(Outcome.ASSETS, 503, "503, because the storage does not answer", null, null,
							List.of());
		}

		private Outcome route() {
			Decision decision = this.router.route(this.request, RoutingExplainer.this.application, this.steps);
			return (decision instanceof Application ofApplication) ? application(ofApplication)
					: firstOfAll((ByAssets) decision);
		}

		/**
		 * A fallback page is a good answer to a path without an asset, so that the
		 * nearest path is of no interest then.
		 */
		private List<String> findings(Outcome outcome) {
			boolean own = this.choice == null;
			if (this.missing) {
				return List.of();
			}
			String present = this.router.assets().fingerprints().present(lookedUpPath());
			if (present != null && outcome.asset() == null) {
				return List.of("The path tells another content than the file has. Pages link to " + present + ".");
			}
			if (Integer.valueOf(404).equals(outcome.status()) && !this.ownPath) {
				return MissingPath.findings(this.request, this.router, true, own);
			}
			return this.fallback ? MissingPath.findings(this.request, this.router, false, own) : List.of();
		}

		private String lookedUpPath() {
			return Objects.requireNonNullElse(this.router.lookedUpPath(this.request), "");
		}

		private Outcome firstOfAll(ByAssets decision) {
			this.line = this.steps.isDecidedByList() ? 2 : 4;
			return assets(decision);
		}

		private Outcome application(Application decision) {
			String handler = handler(decision);
			this.ownPath = decision.reason() != Reason.HANDLERS_FIRST;
			if (decision.reason() != Reason.OUTSIDE_BASE_PATH) {
				this.line = (decision.reason() == Reason.HANDLERS_FIRST) ? 5 : 3;
			}
			if (handler != null) {
				this.steps.add(Kind.HANDLER, TracedSteps.YES, handler, Way.APPLICATION);
				return Outcome.ofApplication(null, "The application answers: " + handler);
			}
			this.steps.add(Kind.HANDLER, TracedSteps.NO, "no handler takes the request", Way.NEXT);
			if (decision.otherwise() instanceof ByAssets otherwise) {
				this.line = (otherwise instanceof Decision.MethodNotAllowed) ? 6 : 7;
				this.steps.add(Kind.UNHANDLED, TracedSteps.YES, otherwise.describe(), Way.ASSETS);
				return assets(otherwise);
			}
			if (decision.reason() == Reason.HANDLERS_FIRST) {
				this.line = 8;
			}
			this.steps.add(Kind.UNHANDLED, TracedSteps.NO, whyNotAssets(decision), Way.APPLICATION);
			return Outcome.ofApplication(404,
					"The application answers with its own 404, because " + whyNotAssets(decision));
		}

		private @Nullable String handler(Application decision) {
			String handler = (decision.reason() == Reason.OWN_MAPPING) ? null
					: RoutingExplainer.this.application.findHandler(this.request, this.headers);
			return (handler == null && decision.reason() != Reason.HANDLERS_FIRST)
					? RoutingExplainer.this.application.describe(this.request.method(), this.request.path()) : handler;
		}

		private String whyNotAssets(Application decision) {
			return switch (decision.reason()) {
				case RUN_WORKER_FIRST ->
					this.steps.setting("assets.run-worker-first gives the path to the application");
				case OWN_MAPPING -> "the path belongs to the application";
				case OUTSIDE_BASE_PATH -> this.steps.setting("the path is outside assets.base-path");
				case PREFLIGHT -> "the request is a CORS preflight";
				case HANDLERS_FIRST -> whyNoPage();
			};
		}

		private String whyNoPage() {
			if (!this.spring) {
				return "there is no asset for it either";
			}
			if (!this.request.isRead()) {
				return "there is no asset, and a page is for GET and HEAD only";
			}
			if (this.router.settings().notFoundHandling() == NotFoundHandling.NONE) {
				return this.steps.setting("there is no asset, and assets.not-found-handling is none");
			}
			return this.router.isForDocument(this.request)
					? this.steps.setting("there is no asset, and assets.not-found-handling has no page for the path")
					: "there is no asset, and the request does not ask for a document"
							+ " (Sec-Fetch-Dest, Accept, or the extension of the path)";
		}

		private String fingerprint(Asset asset) {
			String link = this.router.assets().fingerprints().of(asset.path());
			if (link != null) {
				return ". Pages link to " + link;
			}
			return this.router.assets().isImmutable(asset) ? ". Its path tells its content" : "";
		}

		private @Nullable String policy(Decision.ServeAsset decision) {
			return (this.snapshot.response(decision, this.request) instanceof AssetResponse.WithAsset response)
					? response.policy() : null;
		}

		private Outcome assets(ByAssets decision) {
			List<String> rules = this.router.headerRules(this.request).stream().map(HeaderRule::scope).toList();
			String description = decision.describe();
			if (decision instanceof Decision.ServeAsset serveAsset) {
				this.fallback = !serveAsset.leadsToFile();
				return new Outcome(Outcome.ASSETS, serveAsset.status(), description + fingerprint(serveAsset.asset()),
						serveAsset.asset().path(), null, rules, policy(serveAsset));
			}
			if (decision instanceof Decision.Redirect redirect) {
				return new Outcome(Outcome.ASSETS, redirect.status(), description, null, redirect.location(), rules);
			}
			if (decision instanceof Decision.MethodNotAllowed notAllowed) {
				return notAllowed.options() ? new Outcome(Outcome.ASSETS, 200, description, null, null, rules)
						: new Outcome(Outcome.ASSETS, 405,
								description + ". To let a handler have " + this.request.method()
										+ this.steps.setting(", list the path in assets.run-worker-first"),
								null, null, rules);
			}
			if (decision instanceof Decision.AskDevServer) {
				return new Outcome(Outcome.DEV_SERVER, null, description, null, null, rules);
			}
			return new Outcome(Outcome.ASSETS, 404, description, null, null, rules);
		}

	}

}
