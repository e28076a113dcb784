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

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetCollections.LocalizedRequest;
import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.ResponseWriter;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Choice;
import io.github.assetsboot.explain.RoutingExplanation.AskedDevServer;
import io.github.assetsboot.explain.RoutingExplanation.Outcome;
import io.github.assetsboot.explain.RoutingExplanation.ProjectChoice;
import io.github.assetsboot.explain.RoutingStep.Kind;
import io.github.assetsboot.explain.RoutingStep.Way;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.Application;
import io.github.assetsboot.routing.Decision.Application.Reason;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingRequest.RequestTarget;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.UrlPath;
import io.github.assetsboot.rules.UrlPath.Origin;
import io.github.assetsboot.servlet.ApplicationMappings;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedCaseInsensitiveMap;

/**
 * Explains a decision: it decides on the request as the filter does, and asks the handler
 * mappings as the {@code DispatcherServlet} does. A development server is asked for a GET
 * or HEAD, as for a request of a browser.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class RoutingExplainer {

	private static final int SHORT_ID = 8;

	private static final Origin LOCAL = new Origin("http", "localhost", -1);

	/**
	 * Header fields that a decision or the form of the request already has.
	 */
	private static final Set<String> OF_REQUEST = Set.of("host", "accept", "sec-fetch-dest", "sec-fetch-mode");

	private static final Pattern INVALID_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

	/**
	 * Paths at which development servers open a file in an editor, or build anew.
	 */
	private static final Pattern WITH_EFFECT = Pattern
		.compile("(?i)open-?in-?editor|open-editor|launch-editor|/invalidate");

	private final AssetCollections collections;

	/**
	 * The directories, by the name of the collection.
	 */
	private final Map<String, ServedDirectory> directories;

	private final ResponseWriter writer;

	private final String contextPath;

	private final ApplicationMappings application;

	private final @Nullable ProjectsView projects;

	private final UnservedFiles unserved;

	/**
	 * Create an explainer.
	 * @param collections the collections of the application
	 * @param directories their directories, by name
	 * @param application the mappings of the application
	 * @param writer asks the development server
	 * @param contextPath the context path of the application
	 * @param projects the projects, {@code null} if the application has none
	 * @param unserved finds files that are not served
	 */
	RoutingExplainer(AssetCollections collections, Map<String, ServedDirectory> directories,
			ApplicationMappings application, ResponseWriter writer, String contextPath, @Nullable ProjectsView projects,
			UnservedFiles unserved) {
		this.unserved = unserved;
		this.collections = collections;
		this.directories = Map.copyOf(directories);
		this.application = application;
		this.writer = writer;
		this.contextPath = contextPath;
		this.projects = projects;
	}

	/**
	 * Explain the decision on a request.
	 * @param method the method
	 * @param target the path inside the context path, or a URL of this application; with
	 * a query or without
	 * @param headers the header fields, by name. A {@code Sec-Fetch-Dest} for a document,
	 * such as {@code document}, implies a navigation request
	 * @return the decision and the steps that led to it
	 * @throws IllegalArgumentException if the method, the target or {@code Host} is not
	 * valid; the message is the reason
	 */
	public ExplainedDecision explain(String method, String target, Map<String, String> headers) {
		return explain(method, target, headers, true);
	}

	/**
	 * Explain the decision on a request as {@link #explain explain} does, without
	 * findings. These take time, because files are read for them.
	 * @param method the method
	 * @param target the path inside the context path, or a URL of this application
	 * @param headers the header fields, by name
	 * @return the decision and the steps that led to it
	 * @throws IllegalArgumentException if the method, the target or {@code Host} is not
	 * valid; the message is the reason
	 */
	public ExplainedDecision explainWithoutFindings(String method, String target, Map<String, String> headers) {
		return explain(method, target, headers, false);
	}

	private ExplainedDecision explain(String method, String target, Map<String, String> headers, boolean findings) {
		Map<String, String> fields = new LinkedCaseInsensitiveMap<>(Locale.ROOT);
		fields.putAll(headers);
		RoutingRequest request = request(method, target, fields);
		Map<String, String> further = new LinkedCaseInsensitiveMap<>(Locale.ROOT);
		fields.forEach((name, value) -> {
			if (!OF_REQUEST.contains(name.toLowerCase(Locale.ROOT))) {
				further.put(name, value);
			}
		});
		RequestTarget url = Objects.requireNonNull(RequestTarget.parse(target));
		if (isOutsideContextPath(url)) {
			return outsideContextPath(request, further, findings);
		}
		boolean inside = url.origin() == null && !this.contextPath.isEmpty();
		Explanation explanation = explanation(request, further, inside);
		String refusal = findings ? this.application.describeRefusal(request.path(), url.path()) : null;
		return explanation.explain(findings, refusal);
	}

	private Explanation explanation(RoutingRequest request, Map<String, String> headers, boolean inside) {
		Choice choice = (this.projects != null) ? this.projects.choose(this.application.imagine(request, headers))
				: null;
		CurrentSnapshot own = this.collections.choose(request.origin().host(), request.path());
		LocalizedRequest languages = (choice != null) ? null
				: this.collections.localize(request, own.snapshot(), headers::get);
		return new Explanation(request, headers, choice, own, languages, inside);
	}

	private boolean isOutsideContextPath(RequestTarget url) {
		return url.origin() != null && !(UrlPath.normalize(url.path()) + "/").startsWith(this.contextPath + "/");
	}

	/**
	 * The request does not reach the application.
	 */
	private ExplainedDecision outsideContextPath(RoutingRequest request, Map<String, String> headers,
			boolean withFindings) {
		List<String> findings = new ArrayList<>();
		AssetRouter router = this.collections.choose(request.origin().host(), request.path()).snapshot().router();
		String basePath = router.settings().basePath().toString();
		String path = (router.find(request.path()) != null) ? request.path() : basePath + request.path();
		if (withFindings && OtherCollections.isInOtherCase(request.path(), this.contextPath)) {
			findings.add("The context path is " + this.contextPath
					+ ". Upper and lower case differ from the path of the URL.");
		}
		Asset file = router.find(path);
		if (withFindings && file != null) {
			findings.add("The URL is outside the context path " + this.contextPath + ". The file " + file.path()
					+ " is at " + this.contextPath + path + ". If the pages of the front end link to " + request.path()
					+ ", set the base of its build to " + this.contextPath + basePath + "/.");
		}
		String handler = withFindings ? this.application.findHandler(request, headers) : null;
		if (handler != null) {
			findings.add("The URL is outside the context path " + this.contextPath + ". A handler is at "
					+ this.contextPath + request.path() + ": " + handler + ".");
		}
		Outcome outcome = new Outcome(Outcome.WEB_SERVER, 404,
				"The web server answers with its own 404, because the URL is outside the context path "
						+ this.contextPath,
				null, null, List.of());
		RoutingExplanation explanation = new RoutingExplanation(
				(router.settings().mode() == RoutingMode.SPRING) ? "spring" : "workers", null,
				requestOf(request, headers), List.of(), outcome, List.of(), null, null, findings);
		return new ExplainedDecision(Answer.NOT_FOUND, null, new HttpHeaders(), explanation, names());
	}

	private static RoutingExplanation.Request requestOf(RoutingRequest request, Map<String, String> headers) {
		return new RoutingExplanation.Request(request.method(), request.path(), request.purpose().secFetchDest(),
				request.purpose().accept(), request.origin().host(), headers);
	}

	private List<String> names() {
		return this.collections.all().stream().map(CurrentSnapshot::name).toList();
	}

	private RoutingRequest request(String method, String target, Map<String, String> headers) {
		RequestTarget url = RequestTarget.parse(target);
		if (url == null || (url.origin() != null && !url.origin().scheme().matches("https?"))) {
			throw new IllegalArgumentException("'path' must be a path, or an http or https URL");
		}
		if (INVALID_ESCAPE.matcher(url.path()).find()) {
			throw new IllegalArgumentException("'path' has an invalid escape. Write a percent sign as '%25'");
		}
		if (!method.matches("[A-Za-z]{1,20}")) {
			throw new IllegalArgumentException("'method' must be an HTTP method");
		}
		Origin origin = Objects.requireNonNullElse(url.origin(), LOCAL);
		String host = headers.get(HttpHeaders.HOST);
		if (host != null) {
			if (!host.matches("[A-Za-z0-9.:\\[\\]_-]{1,255}")) {
				throw new IllegalArgumentException("'host' must be the name of a host");
			}
			origin = new Origin(origin.scheme(), host.toLowerCase(Locale.ROOT), -1);
		}
		return RoutingRequest
			.of(method.toUpperCase(Locale.ROOT), url.path(), url.query(), origin,
					(url.origin() != null && !isOutsideContextPath(url)) ? this.contextPath : "", purpose(headers))
			.withContextPath(this.contextPath);
	}

	private static RequestPurpose purpose(Map<String, String> headers) {
		RequestPurpose purpose = RequestPurpose.of(headers.get("Sec-Fetch-Dest"), headers.get(HttpHeaders.ACCEPT));
		String mode = headers.get("Sec-Fetch-Mode");
		return new RequestPurpose((mode != null) ? mode : purpose.secFetchMode(), purpose.secFetchDest(),
				purpose.accept(), headers.get("X-Requested-With"));
	}

	/**
	 * A decision, the response that follows from it, and the explanation.
	 * <p>
	 * Immutable and safe for use by many threads.
	 *
	 * @param answer the kind of the response
	 * @param handler the pattern and the name of the handler that takes the request,
	 * {@code null} if none does
	 * @param headers the header fields of a response of the assets to a request without
	 * conditions and content coding; empty if the application or the development server
	 * answers, and for a 404 without a page
	 * @param explanation the explanation
	 * @param collections the names of the collections of the application
	 * @since 0.1.0
	 */
	public record ExplainedDecision(Answer answer, @Nullable String handler, HttpHeaders headers,
			RoutingExplanation explanation, List<String> collections) {

		/**
		 * Create the result.
		 * @param answer the kind of the response
		 * @param handler the pattern and the name of the handler
		 * @param headers the header fields
		 * @param explanation the explanation
		 * @param collections the names of the collections, which are copied
		 */
		public ExplainedDecision {
			headers = HttpHeaders.readOnlyHttpHeaders(headers);
			collections = List.copyOf(collections);
		}

	}

	/**
	 * Kinds of responses.
	 *
	 * @since 0.1.0
	 */
	public enum Answer {

		/**
		 * A file, by its own path, by html handling or by a rule.
		 */
		FILE,

		/**
		 * The fallback page.
		 */
		FALLBACK_PAGE,

		/**
		 * A 404 page of the assets.
		 */
		NOT_FOUND_PAGE,

		/**
		 * A redirect.
		 */
		REDIRECT,

		/**
		 * 405, or the allowed methods, because there is a file that is for GET and HEAD.
		 */
		METHOD_NOT_ALLOWED,

		/**
		 * The response of a handler of the application.
		 */
		HANDLER,

		/**
		 * 404 without a page of the assets.
		 */
		NOT_FOUND,

		/**
		 * The response of the development server.
		 */
		DEV_SERVER,

		/**
		 * 503, because the storage does not answer, or the file is being written.
		 */
		UNAVAILABLE

	}

	/**
	 * Finds files that Spring Boot would serve from the class path, and the assets do
	 * not, and views.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface UnservedFiles {

		/**
		 * The location of views.
		 */
		String VIEWS = "classpath:/templates/";

		/**
		 * Find the location of a file.
		 * @param path the decoded path, starting with a slash
		 * @return the location that has the file, or {@code null} if none has it
		 */
		@Nullable String locationOf(String path);

	}

	/**
	 * The projects, as the endpoint shows them. A method returns in limited time, also if
	 * the storage does not answer.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public interface ProjectsView {

		/**
		 * Number of projects on a page.
		 */
		int PAGE_SIZE = 50;

		/**
		 * Describe the projects of a page, in the order of their names.
		 * @param page the number of the page, from 1
		 * @return the projects, each with its latest versions and deployments only
		 */
		Projects describe(int page);

		/**
		 * Describe one project.
		 * @param name the name of the project
		 * @return the project with all its versions and deployments, or {@code null} if
		 * there is none of that name
		 */
		@Nullable Project describe(String name);

		/**
		 * Choose the collection that would answer a request.
		 * @param request the request
		 * @return the choice, or {@code null} if the application and its own collection
		 * would answer
		 */
		@Nullable Choice choose(HttpServletRequest request);

		/**
		 * A page of the list of projects.
		 *
		 * @param total the number of all projects
		 * @param page the number of the page, from 1
		 * @param pages the number of pages
		 * @param projects the projects of the page
		 * @param problem the reason why the list is not complete, {@code null} if it is
		 */
		record Projects(int total, int page, int pages, List<Project> projects, @Nullable String problem) {

			public Projects {
				projects = List.copyOf(projects);
			}

		}

		/**
		 * A project.
		 *
		 * @param name the name
		 * @param deployment the active deployment, {@code null} if there is none
		 * @param versionCount the number of versions
		 * @param versions the versions, the latest first
		 * @param deployments the deployments, the latest first
		 * @param aliases the aliases
		 * @param storage the result of the last garbage collection, {@code null} if it is
		 * not known
		 * @param problem the reason why nothing is known of the project, {@code null} if
		 * it was read
		 */
		record Project(String name, @Nullable Deployment deployment, int versionCount, List<Version> versions,
				List<Deployment> deployments, List<Alias> aliases, @Nullable Storage storage,
				@Nullable String problem) {

			public Project {
				versions = List.copyOf(versions);
				deployments = List.copyOf(deployments);
				aliases = List.copyOf(aliases);
			}

			/**
			 * Create a description of a project that could not be read.
			 * @param name the name
			 * @param problem the reason
			 * @return the description
			 */
			public static Project unreadable(String name, String problem) {
				return new Project(name, null, 0, List.of(), List.of(), List.of(), null, problem);
			}

		}

		/**
		 * A version of a project.
		 *
		 * @param id the name of the version
		 * @param created the time of the upload
		 * @param source the means of the upload, such as {@code api}
		 * @param author the name of the author, {@code null} if it is not known
		 * @param tag a label, {@code null} if there is none
		 * @param message a description, {@code null} if there is none
		 * @param files the number of files
		 * @param bytes the size of the files
		 * @param percentage the percentage in the active deployment, {@code null} outside
		 * @param previewUrl the URL of the preview, {@code null} if there is none
		 */
		record Version(String id, Instant created, String source, @Nullable String author, @Nullable String tag,
				@Nullable String message, int files, long bytes, @Nullable BigDecimal percentage,
				@Nullable String previewUrl) {

		}

		/**
		 * A deployment of a project.
		 *
		 * @param id the name of the deployment
		 * @param created the time of the deployment
		 * @param source the means of the deployment, such as {@code api}
		 * @param author the name of the author, {@code null} if it is not known
		 * @param message a description, {@code null} if there is none
		 * @param triggeredBy the operation, such as {@code rollback}
		 * @param versions the versions with their percentages
		 */
		record Deployment(String id, Instant created, String source, @Nullable String author, @Nullable String message,
				String triggeredBy, List<Share> versions) {

			public Deployment {
				versions = List.copyOf(versions);
			}

		}

		/**
		 * A version of a deployment.
		 *
		 * @param version the name of the version
		 * @param percentage its percentage of the requests, from 0 to 100
		 */
		record Share(String version, BigDecimal percentage) {

		}

		/**
		 * Another name of a version, for previews.
		 *
		 * @param name the alias
		 * @param version the name of the version
		 * @param previewUrl the URL of the preview, {@code null} if there is none
		 */
		record Alias(String name, String version, @Nullable String previewUrl) {

		}

		/**
		 * Storage that a project used at its last garbage collection.
		 *
		 * @param collected the time of the garbage collection
		 * @param contents the number of contents that were kept
		 * @param bytes their size
		 * @param deleted the number of contents that were deleted
		 */
		record Storage(Instant collected, int contents, long bytes, int deleted) {

		}

		/**
		 * The project and the version that answer a request.
		 *
		 * @param project the name of the project
		 * @param version the name of the version, {@code null} if there is none
		 * @param chosenBy the rule that chose the version, such as {@code version-key}
		 * @param reason the rule in words, which continue the name of the version
		 * @param snapshot the collection, {@code null} if there is none
		 * @param available whether the storage answered
		 */
		record Choice(String project, @Nullable String version, String chosenBy, String reason,
				@Nullable AssetSnapshot snapshot, boolean available) {

		}

	}

	/**
	 * The explanation of one request.
	 */
	private final class Explanation {

		private final RoutingRequest request;

		private final Map<String, String> headers;

		private final @Nullable Choice choice;

		private final CurrentSnapshot own;

		private final AssetSnapshot snapshot;

		private final @Nullable LocalizedRequest languages;

		/**
		 * Whether the path was given without the context path that a URL has.
		 */
		private final boolean inside;

		/**
		 * The router of the collection. If a project or version is missing, it is that of
		 * a collection of the application, and makes no decision.
		 */
		private final AssetRouter router;

		private final boolean missing;

		private final boolean spring;

		private final TracedSteps steps;

		private final Findings findings;

		private @Nullable Integer line;

		private @Nullable Reason ownPath;

		private boolean fallback;

		private @Nullable Asset gone;

		private Decision.@Nullable Redirect redirection;

		private Answer answer = Answer.NOT_FOUND;

		private @Nullable String handler;

		private HttpHeaders fields = new HttpHeaders();

		private List<AskedDevServer> asked = List.of();

		Explanation(RoutingRequest request, Map<String, String> headers, @Nullable Choice choice, CurrentSnapshot own,
				@Nullable LocalizedRequest languages, boolean inside) {
			AssetSnapshot snapshot = (choice != null) ? choice.snapshot() : own.snapshot();
			this.request = request;
			this.headers = headers;
			this.choice = choice;
			this.own = own;
			this.languages = languages;
			this.inside = inside;
			this.missing = snapshot == null;
			this.snapshot = (snapshot != null) ? snapshot : own.snapshot();
			this.router = this.snapshot.router();
			this.spring = this.router.settings().mode() == RoutingMode.SPRING;
			this.steps = new TracedSteps(request, this.router.settings(), RoutingExplainer.this.application, prefix());
			CurrentSnapshot collection = (choice != null) ? null : own;
			this.findings = new Findings(RoutingExplainer.this.application, RoutingExplainer.this.collections,
					RoutingExplainer.this.unserved,
					(collection != null) ? RoutingExplainer.this.directories.get(collection.name()) : null, request,
					headers, collection, languages, this.router, this.steps);
		}

		ExplainedDecision explain(boolean withFindings, @Nullable String refusal) {
			addChoice();
			Outcome outcome = this.missing ? missing(Objects.requireNonNull(this.choice)) : route();
			RoutingExplanation explanation = new RoutingExplanation(this.spring ? "spring" : "workers",
					this.spring ? this.line : null, requestOf(this.request, this.headers), this.steps.list(), outcome,
					this.asked, collection(), ProjectChoice.of(this.choice),
					withFindings ? Stream.concat(Stream.ofNullable(refusal), findings(outcome).stream()).toList()
							: List.of());
			return new ExplainedDecision(this.answer, this.handler, this.fields, explanation, names());
		}

		private String prefix() {
			if (this.choice != null) {
				return "";
			}
			return isStandard() ? "assets." : "assets.collections." + this.own.name() + ".";
		}

		private boolean isStandard() {
			return this.own == RoutingExplainer.this.collections.standard();
		}

		private void addChoice() {
			if (this.choice != null) {
				this.steps.add(Kind.PROJECT, TracedSteps.YES, this.choice.project(), Way.NEXT);
				String version = Objects.requireNonNullElse(this.choice.version(), "none");
				this.steps.add(Kind.VERSION, version.substring(0, Math.min(SHORT_ID, version.length())),
						this.choice.reason(), this.missing ? Way.ASSETS : Way.NEXT);
			}
			else if (RoutingExplainer.this.projects != null) {
				this.steps.add(Kind.PROJECT, TracedSteps.NO, "a collection of the application", Way.NEXT);
			}
			if (this.choice == null && RoutingExplainer.this.collections.all().size() > 1) {
				this.steps.add(Kind.COLLECTION, this.own.name(), whyCollection(), Way.NEXT);
			}
		}

		private String whyCollection() {
			if (isStandard()) {
				return "no other collection is for the host and the path";
			}
			String path = this.own.basePath().toString();
			String host = this.own.host();
			return ((host != null) ? "the host is " + host : "") + ((host != null && !path.isEmpty()) ? ", and " : "")
					+ (path.isEmpty() ? "" : "the path is below " + path + "/");
		}

		private Outcome missing(Choice choice) {
			this.answer = choice.available() ? Answer.NOT_FOUND : Answer.UNAVAILABLE;
			return choice.available()
					? new Outcome(Outcome.ASSETS, 404, "404, because there is no such project or version", null, null,
							List.of())
					: new Outcome(Outcome.ASSETS, 503, "503, because the storage does not answer", null, null,
							List.of());
		}

		private Outcome route() {
			Decision decision = this.router.route(this.request, RoutingExplainer.this.application, this.languages,
					this.steps);
			return (decision instanceof Application ofApplication) ? application(ofApplication)
					: firstOfAll((ByAssets) decision);
		}

		private List<String> findings(Outcome outcome) {
			if (this.missing) {
				return List.of();
			}
			if (this.gone != null) {
				return this.findings.ofDeleted(this.gone);
			}
			if (this.redirection != null) {
				return this.findings.ofRedirect(this.redirection, target(this.redirection));
			}
			if (this.answer == Answer.FILE && this.inside) {
				return List.of("The URL of the file has the path " + RoutingExplainer.this.contextPath
						+ this.request.path() + ". For another one, give the whole URL.");
			}
			return this.findings.of(outcome, this.ownPath, this.handler, this.fallback);
		}

		/**
		 * Return the answer to the target of a redirect, if it is inside the context
		 * path. Browsers follow a 301 or 302 of a POST, and each 303, with GET.
		 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.4">RFC 9110,
		 * section 15.4</a>
		 */
		private @Nullable Outcome target(Decision.Redirect redirect) {
			String start = RoutingExplainer.this.contextPath + "/";
			if (!redirect.location().startsWith(start) || redirect.location().startsWith("//")) {
				return null;
			}
			String path = redirect.location().substring(start.length() - 1).split("[?#]", 2)[0];
			if (INVALID_ESCAPE.matcher(path).find()) {
				return null;
			}
			boolean same = redirect.status() >= 307 || this.request.isRead();
			RoutingRequest next = new RoutingRequest(same ? this.request.method() : "GET", UrlPath.normalize(path), "",
					this.request.origin(), this.request.contextPath(), this.request.purpose());
			return explanation(next, this.headers, false).explain(false, null).explanation().outcome();
		}

		private @Nullable String collection() {
			return (this.choice == null) ? this.own.name() : null;
		}

		private Outcome firstOfAll(ByAssets decision) {
			this.line = this.steps.isDecidedByList() ? 2 : 4;
			return assets(decision);
		}

		private Outcome application(Application decision) {
			this.handler = handler(decision);
			this.ownPath = (decision.reason() != Reason.HANDLERS_FIRST) ? decision.reason() : null;
			if (decision.reason() != Reason.OUTSIDE_BASE_PATH) {
				this.line = (decision.reason() == Reason.HANDLERS_FIRST) ? 5 : 3;
			}
			if (this.handler != null) {
				this.answer = Answer.HANDLER;
				this.steps.add(Kind.HANDLER, TracedSteps.YES, this.handler, Way.APPLICATION);
				return Outcome.ofApplication(null, "The application answers: " + this.handler);
			}
			this.steps.add(Kind.HANDLER, TracedSteps.NO, "no handler takes the request", Way.NEXT);
			if (decision.reason() == Reason.HANDLERS_FIRST
					&& RoutingExplainer.this.application.isRouted(this.request.path())) {
				return Outcome.ofApplication(404, "The application answers with its own 404, because a functional route"
						+ " has the path, and does not take the request");
			}
			if (decision.otherwise() instanceof ByAssets otherwise) {
				this.line = (otherwise instanceof Decision.MethodNotAllowed) ? 6 : 7;
				this.steps.add(Kind.UNHANDLED, TracedSteps.YES, otherwise.describe(), Way.ASSETS);
				return assets(otherwise);
			}
			if (decision.reason() == Reason.HANDLERS_FIRST) {
				this.line = 8;
			}
			String reason = this.findings.whyNotAssets(decision.reason());
			this.steps.add(Kind.UNHANDLED, TracedSteps.NO, reason, Way.APPLICATION);
			return Outcome.ofApplication(404, "The application answers with its own 404, because "
					+ ((decision.reason() == Reason.RUN_WORKER_FIRST) ? "no handler takes the request, and " : "")
					+ reason);
		}

		private @Nullable String handler(Application decision) {
			String handler = (decision.reason() == Reason.OWN_MAPPING) ? null
					: RoutingExplainer.this.application.findHandler(this.request, this.headers);
			boolean byPath = handler == null && (decision.reason() == Reason.PREFLIGHT
					|| RoutingExplainer.this.application.isReserved(this.request.path()));
			return byPath ? RoutingExplainer.this.application.describe(this.request.method(), this.request.path())
					: handler;
		}

		private String fingerprint(Asset asset) {
			String link = this.router.assets().fingerprints().of(asset.path());
			if (link != null) {
				return ". Pages link to " + link;
			}
			return this.router.assets().isImmutable(asset) ? ". Its path tells its content" : "";
		}

		private String dictionary() {
			String offer = this.fields.getFirst("Use-As-Dictionary");
			return (offer != null) ? ". A browser may use it as a dictionary: " + offer : "";
		}

		/**
		 * The files of a language may be those of another collection.
		 */
		private AssetResponse response(ByAssets decision) {
			return (decision instanceof Decision.ByLanguage byLanguage && this.languages != null)
					? this.languages.response(byLanguage, this.request)
					: this.snapshot.response(decision, this.request);
		}

		private Outcome file(Decision.ServeAsset decision, AssetResponse answer, String description,
				List<String> rules) {
			String failure = failure(decision.asset());
			if (failure != null) {
				int status = (this.gone != null) ? 404 : 503;
				this.answer = (this.gone != null) ? Answer.NOT_FOUND : Answer.UNAVAILABLE;
				return new Outcome(Outcome.ASSETS, status, status + ", because " + failure, null, null, rules);
			}
			this.answer = switch (decision.match()) {
				case EXACT, HTML_HANDLING -> Answer.FILE;
				case SINGLE_PAGE_APPLICATION -> Answer.FALLBACK_PAGE;
				case NOT_FOUND_PAGE -> Answer.NOT_FOUND_PAGE;
			};
			this.fallback = !decision.leadsToFile();
			String policy = null;
			if (answer instanceof AssetResponse.WithAsset response) {
				this.fields = response.fields(RoutingExplainer.this.contextPath);
				policy = response.policy();
			}
			return new Outcome(Outcome.ASSETS, decision.status(),
					description + fingerprint(decision.asset()) + dictionary(), decision.asset().path(), null, rules,
					policy);
		}

		/**
		 * A file may have been deleted since the directory was read.
		 */
		private @Nullable String failure(Asset asset) {
			try {
				asset.current();
				return null;
			}
			catch (NoSuchFileException ex) {
				this.gone = asset;
				return "the file " + asset.path() + " is gone";
			}
			catch (IOException ex) {
				return "the file " + asset.path() + " cannot be read at this moment";
			}
		}

		private Outcome empty(AssetResponse empty, Answer answer, int status, String description,
				@Nullable String location, List<String> rules) {
			this.answer = answer;
			if (empty instanceof AssetResponse.Empty response) {
				this.fields = response.headers();
			}
			return new Outcome(Outcome.ASSETS, status, description, null, location, rules);
		}

		private Outcome devServer(Decision.AskDevServer decision, List<String> rules) {
			this.answer = Answer.DEV_SERVER;
			String description = decision.describe();
			if (!this.request.isRead()) {
				return new Outcome(Outcome.DEV_SERVER, null,
						description + ". It was not asked, because the method is " + this.request.method(), null, null,
						rules);
			}
			if (WITH_EFFECT.matcher(decision.path()).find()) {
				return new Outcome(Outcome.DEV_SERVER, null,
						description + ". It was not asked, because such a request may have an effect", null, null,
						rules);
			}
			AssetResponse.FromDevServer response = (AssetResponse.FromDevServer) this.snapshot.response(decision,
					this.request);
			AssetResponse.DevServerProbe probe = RoutingExplainer.this.writer.probe(response, this.request.method(),
					this.request.origin().host(), sentFields());
			this.asked = probe.requests()
				.stream()
				.map((sent) -> new AskedDevServer(this.request.method(), sent.target(), sent.answered(), sent.status(),
						sent.contentType()))
				.toList();
			AskedDevServer last = this.asked.get(this.asked.size() - 1);
			String answers = this.asked.stream().map(AskedDevServer::describe).collect(Collectors.joining("; "));
			String end = probe.elseApplication()
					? ". No file is there, so that the application answers with its own 404" : "";
			this.answer = (probe.elseApplication() || last.status() == 404) ? Answer.NOT_FOUND : Answer.DEV_SERVER;
			return new Outcome(Outcome.DEV_SERVER, probe.elseApplication() ? 404 : last.status(),
					description + ". " + answers + end, null, null, rules);
		}

		private HttpHeaders sentFields() {
			HttpHeaders sent = new HttpHeaders();
			this.headers.forEach(sent::set);
			RequestPurpose purpose = this.request.purpose();
			setUnlessNull(HttpHeaders.ACCEPT, purpose.accept(), sent);
			setUnlessNull("Sec-Fetch-Dest", purpose.secFetchDest(), sent);
			setUnlessNull("Sec-Fetch-Mode", purpose.secFetchMode(), sent);
			return sent;
		}

		private static void setUnlessNull(String name, @Nullable String value, HttpHeaders fields) {
			if (value != null) {
				fields.set(name, value);
			}
		}

		private Outcome assets(ByAssets byAssets) {
			ByAssets decision = Decision.ByLanguage.answer(byAssets);
			List<String> rules = (byAssets instanceof Decision.ByLanguage) ? scopes(response(byAssets).rules())
					: scopes(this.router.headerRules(this.request));
			String description = byAssets.describe();
			if (decision instanceof Decision.ServeAsset serveAsset) {
				return file(serveAsset, response(byAssets), description, rules);
			}
			if (decision instanceof Decision.Redirect redirect) {
				this.redirection = redirect;
				return empty(response(byAssets), Answer.REDIRECT, redirect.status(), description, redirect.location(),
						rules);
			}
			if (decision instanceof Decision.MethodNotAllowed notAllowed) {
				int status = notAllowed.options() ? 200 : 405;
				String way = notAllowed.options() ? "" : ". To let a handler have " + this.request.method()
						+ this.steps.setting(", list the path in assets.run-worker-first");
				return empty(response(notAllowed), Answer.METHOD_NOT_ALLOWED, status, description + way, null, rules);
			}
			if (decision instanceof Decision.AskDevServer ask) {
				return devServer(ask, rules);
			}
			return new Outcome(Outcome.ASSETS, 404, description, null, null, rules);
		}

		private static List<String> scopes(List<HeaderRule> rules) {
			return rules.stream().map(HeaderRule::scope).toList();
		}

	}

}
