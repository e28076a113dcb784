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
import java.util.Locale;

import io.github.assetsboot.actuate.RoutingExplanation.Outcome;
import io.github.assetsboot.actuate.RoutingStep.Kind;
import io.github.assetsboot.actuate.RoutingStep.Way;
import io.github.assetsboot.delivery.LiveAssets;
import io.github.assetsboot.routing.AssetMatch;
import io.github.assetsboot.routing.AssetRequest;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.WorkerPaths;
import io.github.assetsboot.rules.HeaderRule;
import io.github.assetsboot.servlet.DeferUnhandled;
import io.github.assetsboot.servlet.SpaFallback;
import org.jspecify.annotations.Nullable;

/**
 * Explains what becomes of a request, by deciding on it as the filter does.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class RoutingExplainer {

	private final LiveAssets assets;

	private final WorkerPaths worker;

	private final DeferUnhandled deferUnhandled;

	private final SpaFallback spaFallback;

	/**
	 * Create an explainer.
	 * @param assets the assets
	 * @param worker what the application itself answers
	 * @param deferUnhandled which requests without a handler are handed to the assets
	 * @param spaFallback which of them get the single-page shell
	 */
	public RoutingExplainer(LiveAssets assets, WorkerPaths worker, DeferUnhandled deferUnhandled,
			SpaFallback spaFallback) {
		this.assets = assets;
		this.worker = worker;
		this.deferUnhandled = deferUnhandled;
		this.spaFallback = spaFallback;
	}

	/**
	 * Explain a request.
	 * @param request the request
	 * @return the steps of the decision, and the outcome
	 */
	public RoutingExplanation explain(AssetRequest request) {
		AssetRouter router = this.assets.snapshot().router();
		TracedSteps steps = new TracedSteps(request, router.settings(), this.worker);
		Decision decision = router.route(request, this.worker, steps);
		Outcome outcome = (decision instanceof Decision.InvokeWorker invokeWorker)
				? application(request, invokeWorker, router, steps) : assets(decision, request, router, false);
		return new RoutingExplanation(
				new RoutingExplanation.Request(request.method(), request.path(), request.navigation()), steps.list(),
				outcome);
	}

	private Outcome application(AssetRequest request, Decision.InvokeWorker cause, AssetRouter router,
			TracedSteps steps) {
		String handler = this.worker.describe(request.method(), request.path());
		if (handler != null) {
			steps.add(Kind.HANDLER, TracedSteps.YES, handler, Way.APPLICATION);
			return Outcome.ofApplication(null, "The application answers: " + handler);
		}
		steps.add(Kind.HANDLER, TracedSteps.NO, "no mapping is known to match", Way.NEXT);
		Decision deferred = this.deferUnhandled.appliesTo(cause.reason()) ? router.serve(request) : null;
		if (deferred == null || deferred instanceof Decision.NotFound) {
			steps.add(Kind.DEFER_UNHANDLED, TracedSteps.NO, whyNotDeferred(deferred, cause), Way.APPLICATION);
			return Outcome.ofApplication(404, "The application answers with its own 404");
		}
		steps.add(Kind.DEFER_UNHANDLED, TracedSteps.YES, null, Way.ASSETS);
		return assets(deferred, request, router, true);
	}

	private String whyNotDeferred(@Nullable Decision deferred, Decision.InvokeWorker cause) {
		if (deferred != null) {
			return "the assets have nothing for it either";
		}
		String setting = "assets.defer-unhandled is " + this.deferUnhandled.name().toLowerCase(Locale.ROOT);
		return switch (cause.reason()) {
			case RUN_WORKER_FIRST -> setting + ", and assets.run-worker-first sent the request to the application";
			case OWN_MAPPING, OUTSIDE_BASE_PATH -> "the path is the application's own";
			case HANDLER, NO_ASSET -> setting;
		};
	}

	private Outcome assets(Decision decision, AssetRequest request, AssetRouter router, boolean deferred) {
		List<String> rules = router.headerRules(request).stream().map(HeaderRule::scope).toList();
		String description = DecisionDescription.of(decision);
		if (decision instanceof Decision.ServeAsset serveAsset) {
			boolean documentsOnly = deferred && this.spaFallback == SpaFallback.DOCUMENTS
					&& serveAsset.match() == AssetMatch.SINGLE_PAGE_APPLICATION;
			return new Outcome(Outcome.ASSETS, serveAsset.status(),
					description + (documentsOnly
							? ". A script, a style or a fetch that does not accept text/html gets 404 instead" : ""),
					serveAsset.asset().path(), null, rules);
		}
		if (decision instanceof Decision.Redirect redirect) {
			return new Outcome(Outcome.ASSETS, redirect.status(), description, null, redirect.location(), rules);
		}
		if (decision instanceof Decision.MethodNotAllowed) {
			return new Outcome(Outcome.ASSETS, 405, "An asset is there for GET and HEAD only. To let a handler have "
					+ request.method() + ", list the path in assets.run-worker-first", null, null, rules);
		}
		if (decision instanceof Decision.AskDevServer) {
			return new Outcome(Outcome.DEV_SERVER, null, description, null, null, rules);
		}
		return new Outcome(Outcome.ASSETS, 404, description, null, null, rules);
	}

}
