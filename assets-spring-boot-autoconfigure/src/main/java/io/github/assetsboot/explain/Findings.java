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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetCollections.LocalizedRequest;
import io.github.assetsboot.explain.MissingPath.Extent;
import io.github.assetsboot.explain.RoutingExplainer.UnservedFiles;
import io.github.assetsboot.explain.RoutingExplanation.Outcome;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.Application.Reason;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst.Precedence;
import io.github.assetsboot.rules.Redirects.RedirectMatch;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import io.github.assetsboot.servlet.ApplicationMappings;
import org.jspecify.annotations.Nullable;

/**
 * Finds what may surprise about the answer to a request: why it is a 404, and what speaks
 * against the fallback page.
 *
 * @author the Assets for Spring Boot authors
 */
final class Findings {

	private final ApplicationMappings application;

	private final AssetCollections collections;

	private final UnservedFiles unserved;

	private final @Nullable ServedDirectory directory;

	private final RoutingRequest request;

	private final Map<String, String> headers;

	private final @Nullable CurrentSnapshot own;

	private final @Nullable LocalizedRequest languages;

	private final AssetRouter router;

	private final TracedSteps steps;

	/**
	 * Create the findings of one request.
	 * @param application the mappings of the application
	 * @param collections the collections of the application
	 * @param unserved finds files that are not served
	 * @param directory the directory of the collection, {@code null} for a project
	 * @param request the request
	 * @param headers its further header fields, by name
	 * @param own the collection of the application, {@code null} for a project
	 * @param languages the collections of the languages, {@code null} if there are none
	 * @param router the files and rules
	 * @param steps names the properties of the collection
	 */
	Findings(ApplicationMappings application, AssetCollections collections, UnservedFiles unserved,
			@Nullable ServedDirectory directory, RoutingRequest request, Map<String, String> headers,
			@Nullable CurrentSnapshot own, @Nullable LocalizedRequest languages, AssetRouter router,
			TracedSteps steps) {
		this.application = application;
		this.collections = collections;
		this.unserved = unserved;
		this.directory = directory;
		this.request = request;
		this.headers = headers;
		this.own = own;
		this.languages = languages;
		this.router = router;
		this.steps = steps;
	}

	/**
	 * Find what may surprise about an answer. A fallback page is a good answer to a path
	 * without an asset, so that the nearest path is of no interest then.
	 * @param outcome the answer
	 * @param application the reason why the path belongs to the application, {@code null}
	 * if it does not
	 * @param handler the handler that answers, {@code null} if none does
	 * @param fallback whether a page answers in place of a file
	 * @return sentences, for people to read
	 */
	List<String> of(Outcome outcome, @Nullable Reason application, @Nullable String handler, boolean fallback) {
		String present = this.router.assets().fingerprints().present(lookedUpPath());
		if (present != null && outcome.asset() == null) {
			return List.of("The path tells another content than the file has. Pages link to " + present + ".");
		}
		if (application == Reason.OWN_MAPPING) {
			return ofOwnMapping(handler);
		}
		if (Integer.valueOf(404).equals(outcome.status())) {
			return (application != null) ? hiddenFile(application) : missing(Extent.NEAREST);
		}
		return fallback ? besideThePage() : List.of();
	}

	private List<String> ofOwnMapping(@Nullable String handler) {
		Asset file = this.router.find(this.request.path());
		if (file != null) {
			return List
				.of("The file " + file.path() + " exists, but the path belongs to the application: " + handler + ".");
		}
		if (this.application.isOfOtherServlet(this.request.path())) {
			return List.of();
		}
		if (this.application.findHandler(this.request, this.headers) == null) {
			return List.of("The path belongs to the application, and no handler of Spring MVC takes the request.");
		}
		return Stream.ofNullable(this.application.describeMissingResource(this.request, this.headers)).toList();
	}

	/**
	 * Describe a rule that comes before a file, and a target that is not there.
	 * @param redirect the redirect
	 * @param target the answer to the target, {@code null} if it is outside
	 * @return sentences, for people to read
	 */
	List<String> ofRedirect(Decision.Redirect redirect, @Nullable Outcome target) {
		List<String> findings = new ArrayList<>();
		RedirectRule rule = redirect.rule();
		Asset file = (rule != null) ? this.router.find(this.request.path()) : null;
		if (rule != null && file != null) {
			findings
				.add("The file " + file.path() + " exists, but line " + rule.line() + " of _redirects comes first.");
		}
		if (target != null && Integer.valueOf(404).equals(target.status())) {
			findings.add("The target " + redirect.location() + " gets 404, unless a filter answers it.");
		}
		return findings;
	}

	/**
	 * Describe a file that was deleted since the directory was read.
	 * @param file the file
	 * @return sentences, for people to read
	 */
	List<String> ofDeleted(Asset file) {
		return (this.directory != null) ? List.of(this.directory.describeGone(file.path())) : List.of();
	}

	/**
	 * Find what speaks against the fallback page as the answer.
	 */
	private List<String> besideThePage() {
		List<String> findings = new ArrayList<>(missing(Extent.SAME_NAME));
		String path = lookedUpPath();
		String handler = this.application.handlerOfSameName(path);
		if (handler != null && path.endsWith(handler) && !path.equals(handler)) {
			findings.add("The path ends with that of a handler, " + handler + ".");
		}
		boolean unknown = findings.stream()
			.allMatch((finding) -> finding.startsWith(MissingPath.NO_FILE)
					|| finding.contains(NearHandlers.WITHOUT_EXTENSION));
		if (isSpringMode() && unknown && path.lastIndexOf('.') > path.lastIndexOf('/')) {
			findings.add("Only documents get the fallback page. For a script, a style sheet or an image, the answer is"
					+ " 404: ask with its destination, such as script." + withoutDestination());
		}
		String folder = path.substring(0, Math.max(path.indexOf('/', 1), 0));
		if (!folder.isEmpty() && !folder.equals(path) && this.router.assets().get(folder + "/index.html") != null) {
			findings.add("The folder " + folder + "/ has an index.html, which answers for itself only. If the folder is"
					+ " a front end of its own, make it one of several collections.");
		}
		return findings;
	}

	/**
	 * Browsers send no {@code Sec-Fetch-Dest} without encryption, except for localhost.
	 */
	private String withoutDestination() {
		RequestPurpose purpose = this.request.purpose();
		RoutingRequest without = new RoutingRequest(this.request.method(), this.request.path(), this.request.query(),
				this.request.origin(), this.request.contextPath(),
				new RequestPurpose(purpose.secFetchMode(), null, purpose.accept(), purpose.requestedWith()));
		return this.router.isForDocument(without) ? ""
				: " A browser sends no destination to an http URL, except on localhost. Such a request for this path is"
						+ " 404, too, because the path has the extension of a file.";
	}

	/**
	 * Find the file that does not answer, because the path is not for the assets.
	 */
	private List<String> hiddenFile(Reason reason) {
		boolean outside = reason == Reason.OUTSIDE_BASE_PATH;
		String path = (outside ? this.router.settings().basePath() : "") + this.request.path();
		Asset file = (reason != Reason.PREFLIGHT) ? this.router.find(path) : null;
		List<String> findings = new ArrayList<>();
		if (file != null) {
			findings.add("The file " + file.path() + " exists, but " + whyNotAssets(reason) + "."
					+ (outside ? " The file is at " + path + "." : ""));
		}
		String relative = relativePath();
		RedirectMatch rule = (file == null && !relative.isEmpty()) ? this.router.redirects().match(relative) : null;
		if (rule != null) {
			findings.add(
					"Line " + rule.rule().line() + " of _redirects is for the path, but " + whyNotAssets(reason) + ".");
		}
		String contextPath = MissingPath.describeContextPath(this.request);
		if (contextPath != null) {
			findings.add(contextPath);
		}
		if (outside) {
			findings.addAll(otherCase());
		}
		NearHandlers handlers = nearHandlers();
		findings.addAll(handlers.findings());
		if (findings.isEmpty()) {
			findings.addAll(handlers.ofSameName());
		}
		if (findings.isEmpty() && reason == Reason.RUN_WORKER_FIRST) {
			findings.add("No handler has a similar path. A controller must be below the package of the main class:"
					+ " the endpoint 'mappings' lists what is mapped.");
		}
		return findings;
	}

	private List<String> otherCase() {
		return (this.own != null) ? OtherCollections.otherCase(this.request, this.own, this.collections) : List.of();
	}

	/**
	 * Find possible reasons why there is no asset.
	 * @param extent the files to name, unless those of another collection or language are
	 * found
	 */
	private List<String> missing(Extent extent) {
		List<String> findings = new ArrayList<>();
		Extent remaining = extent;
		if (this.own != null) {
			findings.addAll(OtherCollections.findings(this.request, this.own, this.collections));
			findings.addAll(otherCase());
			remaining = (findings.isEmpty()) ? extent : Extent.SAME_NAME;
			List<String> languages = OtherLanguages.findings(this.request, this.languages, this.collections);
			remaining = languages.isEmpty() ? remaining : Extent.NEAR;
			findings.addAll(languages);
		}
		findings.addAll(nearHandlers().findings());
		if (findings.isEmpty() && extent == Extent.NEAREST && !this.router.isForDocument(this.request)) {
			findings.addAll(nearHandlers().ofSameName());
		}
		addFilter(findings);
		findings.addAll(NearRules.findings(this.request, this.router));
		String pattern = NearRules.pattern(this.request, this.router);
		if (pattern != null) {
			findings.add(this.steps.setting(pattern));
		}
		if (this.own == this.collections.standard() && addUnserved(findings)) {
			remaining = Extent.NEAR;
		}
		boolean first = this.router.assets().assets().isEmpty() || !missingFile(Extent.NEAR).isEmpty();
		findings.addAll(first ? 0 : findings.size(), missingFile(remaining));
		return findings;
	}

	private List<String> missingFile(Extent extent) {
		return MissingPath.findings(this.request, this.router, extent, (this.own != null) ? this.own.name() : null,
				this.directory, this::isReachable);
	}

	/**
	 * Without the assets, Spring Boot serves further folders of the class path.
	 */
	private boolean addUnserved(List<String> findings) {
		String path = lookedUpPath();
		String location = (this.directory != null && !path.isEmpty()) ? this.unserved.locationOf(path) : null;
		if (location != null && this.directory != null) {
			String directory = this.directory.location();
			findings.add(location.equals(UnservedFiles.VIEWS)
					? "A page for the path is in " + location + ", which is for the views of controllers. Move it to "
							+ directory + ", or map a controller that returns it."
					: "The file " + path + " is in " + location + ", which is not served. Move it to " + directory
							+ ".");
		}
		return location != null;
	}

	private NearHandlers nearHandlers() {
		return new NearHandlers(this.application, this.request, this.headers, this.router, this.steps);
	}

	private String relativePath() {
		return Objects.requireNonNullElse(this.router.settings().basePath().relativize(this.request.path()), "");
	}

	/**
	 * A filter may answer such a path, so that it is not certain that the assets do.
	 */
	private void addFilter(List<String> findings) {
		String pattern = this.application.filterPattern(this.request.path());
		if (pattern != null) {
			findings.add("A filter with the URL pattern " + pattern
					+ " may answer. AssetsRequest.toAssets() does not match such a path without a file.");
		}
	}

	/**
	 * Return whether a request for a file gets it.
	 */
	private boolean isReachable(String file) {
		String url = this.router.urlPath(file);
		return this.router.settings()
			.runWorkerFirst()
			.decide(Objects.requireNonNullElse(this.router.settings().basePath().relativize(url),
					url)) != Precedence.APPLICATION
				&& (this.own == null || this.collections.owns(this.own, url));
	}

	private String lookedUpPath() {
		return Objects.requireNonNullElse(this.router.lookedUpPath(this.request), "");
	}

	/**
	 * Describe why the assets leave a request to the application.
	 * @param reason the reason
	 * @return a part of a sentence, for people to read
	 */
	String whyNotAssets(Reason reason) {
		return switch (reason) {
			case RUN_WORKER_FIRST -> this.steps.setting("assets.run-worker-first gives the path to the application");
			case OWN_MAPPING -> "the path belongs to the application";
			case OUTSIDE_BASE_PATH -> this.steps.setting("the path is outside assets.base-path");
			case PREFLIGHT -> "the request is a CORS preflight";
			case HANDLERS_FIRST -> whyNoPage();
		};
	}

	private String whyNoPage() {
		if (!isSpringMode()) {
			return "there is no asset for it either";
		}
		if (!this.request.isRead()) {
			return "there is no asset, and a page is for GET and HEAD only";
		}
		if (this.router.settings().notFoundHandling() == NotFoundHandling.NONE) {
			return this.steps.setting("there is no asset, and assets.not-found-handling is none");
		}
		String other = this.router.describeOtherPurpose(this.request);
		return (other != null) ? "there is no asset, and the request does not ask for a document (" + other + ")"
				: this.steps.setting("there is no asset, and assets.not-found-handling has no page for the path")
						+ missingPage();
	}

	private String missingPage() {
		if (this.router.settings().notFoundHandling() == NotFoundHandling._404_PAGE) {
			return (this.router.assets().get("/404.html") == null) ? ": there is no 404.html in its folder or above"
					: "";
		}
		if (lookedUpPath().startsWith("/.well-known/")) {
			return ": a path below /.well-known/ never gets the fallback page";
		}
		String page = this.router.settings().fallbackPage();
		return (this.router.assets().get(page) == null) ? ": there is no " + page.substring(1) : "";
	}

	private boolean isSpringMode() {
		return this.router.settings().mode() == RoutingMode.SPRING;
	}

}
