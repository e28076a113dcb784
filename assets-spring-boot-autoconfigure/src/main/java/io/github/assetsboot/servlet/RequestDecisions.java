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

package io.github.assetsboot.servlet;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetCollections.LocalizedRequest;
import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot.AssetLinks;
import io.github.assetsboot.delivery.ServletRequests;
import io.github.assetsboot.delivery.ServletResponses;
import io.github.assetsboot.routing.AssetRouter.DecisionTrace;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.Application;
import io.github.assetsboot.routing.Decision.ApplicationNotFound;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.Decision.MethodNotAllowed;
import io.github.assetsboot.routing.Decision.Unhandled;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.servlet.RoutedRequest.State;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.cors.CorsUtils;

/**
 * Makes the decision on a request, once, and tells security rules of it. A rule that has
 * heard that the assets answer can rely on it: the assets filter carries that decision
 * out, and nothing behind the filter is reached.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class RequestDecisions {

	private static final String SNAPSHOT_ATTRIBUTE = RequestDecisions.class.getName() + ".snapshot";

	private static final String FRONT_END_ATTRIBUTE = RequestDecisions.class.getName() + ".frontEnd";

	private static final String ERROR_URI_ATTRIBUTE = RequestDecisions.class.getName() + ".errorUri";

	private static final Decision PREFLIGHT = new Application(Application.Reason.PREFLIGHT, null);

	private final AssetCollections collections;

	private final ApplicationMappings application;

	/**
	 * Create the routing.
	 * @param collections the collections of the application
	 * @param application the mappings of the application
	 */
	public RequestDecisions(AssetCollections collections, ApplicationMappings application) {
		this.collections = collections;
		this.application = application;
	}

	/**
	 * Have a request answered from a collection that is chosen now. Filters ahead of the
	 * assets filter, such as that of Spring Security, see the request whatever the
	 * choice.
	 * @param request the request
	 * @param choice chooses the collection
	 */
	public static void pin(HttpServletRequest request, CollectionChoice choice) {
		request.setAttribute(SNAPSHOT_ATTRIBUTE, choose(choice, request));
	}

	private static Object choose(CollectionChoice choice, HttpServletRequest request) {
		try {
			return Objects.requireNonNullElse(choice.choose(request), MissingCollection.NOT_FOUND);
		}
		catch (IOException ex) {
			return MissingCollection.UNAVAILABLE;
		}
	}

	/**
	 * Tell that the collection of a request is the front end of the application itself.
	 * If it is not there, the application still answers the requests that it has a
	 * handler for.
	 * @param request the request
	 */
	public static void markFrontEnd(HttpServletRequest request) {
		request.setAttribute(FRONT_END_ATTRIBUTE, true);
	}

	/**
	 * Have a request answered from a collection that is chosen once, for the first caller
	 * that needs it. The choice can depend on the user, who is not known at first.
	 * @param request the request
	 * @param choice chooses the collection
	 */
	public static void pinLater(HttpServletRequest request, CollectionChoice choice) {
		request.setAttribute(SNAPSHOT_ATTRIBUTE, new LateChoice(choice));
	}

	/**
	 * Create a request that differs from another one in its path, to ask security rules
	 * with. It leaves nothing behind on the other request.
	 * @param request the other request
	 * @param path the path, encoded and inside the context path
	 * @return the request, on which no decision has been made
	 */
	public static HttpServletRequest withPath(HttpServletRequest request, String path) {
		return RequestProbe.of(request, path);
	}

	/**
	 * Return the answer to a request without a collection.
	 * @return the answer, or {@code null} if there is a collection, or if the application
	 * answers
	 */
	@Nullable MissingCollection missing(HttpServletRequest request) {
		if (!(pinned(request) instanceof MissingCollection missing)) {
			return null;
		}
		return (request.getAttribute(FRONT_END_ATTRIBUTE) != null && isHandled(request)) ? null : missing;
	}

	/**
	 * Return whether a handler of the application may answer a request.
	 */
	boolean isHandled(HttpServletRequest request) {
		String path = ServletRequests.toRoutingRequest(request).path();
		return this.application.isReserved(path) || this.application.mayHandle(request, path);
	}

	/**
	 * Describe the handler for other requests to a path, which refuses this one.
	 */
	@Nullable String describeOtherHandler(HttpServletRequest request) {
		return this.application.describeOtherHandler(request);
	}

	private static @Nullable Object pinned(HttpServletRequest request) {
		Object pinned = request.getAttribute(SNAPSHOT_ATTRIBUTE);
		return (pinned instanceof LateChoice choice) ? choice.result(request) : pinned;
	}

	/**
	 * Return whether a request is answered from the collection of a project.
	 * @param request the request
	 * @return {@code false} for the application's own collections
	 */
	public static boolean isForProject(HttpServletRequest request) {
		return request.getAttribute(SNAPSHOT_ATTRIBUTE) != null;
	}

	/**
	 * Return the collection that a request is answered from: that of its project, else
	 * the one of the application that its host and path choose.
	 */
	AssetSnapshot snapshot(HttpServletRequest request) {
		Object pinned = pinned(request);
		return (pinned != null) ? toSnapshot(pinned) : this.collections.choose(request).snapshot();
	}

	private static AssetSnapshot toSnapshot(Object pinned) {
		return (pinned instanceof MissingCollection) ? MissingCollection.SNAPSHOT : (AssetSnapshot) pinned;
	}

	/**
	 * Return the name of the collection of the application that a request belongs to.
	 * @param request the request
	 * @return the name, or {@code null} if the request is for a project
	 */
	public @Nullable String collection(HttpServletRequest request) {
		return isForProject(request) ? null : this.collections.choose(request).name();
	}

	ApplicationMappings application() {
		return this.application;
	}

	/**
	 * Find the response that is ready for a request on which no decision has been made. A
	 * collection that is missing has none.
	 */
	AssetResponse.@Nullable WithAsset ready(HttpServletRequest request) {
		return (request.getAttribute(RoutedRequest.ATTRIBUTE) == null)
				? snapshot(request).ready(request.getMethod(), request.getRequestURI(), request.getContextPath())
				: null;
	}

	/**
	 * Decide on a request, or return the decision that it has.
	 * @param request the request
	 * @return the request with its decision, which is pinned to it
	 */
	RoutedRequest route(HttpServletRequest request) {
		RoutedRequest routed = RoutedRequest.pinnedTo(request);
		if (routed != null && (routed.isPromised() || routed.isFor(request))) {
			return routed;
		}
		return decide(request, routed).pinTo(request);
	}

	private RoutedRequest decide(HttpServletRequest request, @Nullable RoutedRequest previous) {
		AssetSnapshot snapshot = snapshot(request);
		RoutingRequest routingRequest = ServletRequests.toRoutingRequest(request);
		AssetResponse.WithAsset ready = snapshot.ready(request.getMethod(), request.getRequestURI(),
				request.getContextPath());
		LocalizedRequest languages = null;
		Decision decision;
		if (ready != null) {
			decision = ready.decision();
		}
		else if (CorsUtils.isPreFlightRequest(request)) {
			decision = PREFLIGHT;
		}
		else if (ServletRequests.isForWebSocket(request) && snapshot.router().isForDevServer()) {
			decision = routeSocket(routingRequest, snapshot, request);
		}
		else if (request.getAttribute(RequestProbe.TARGET_ATTRIBUTE) != null) {
			decision = snapshot.router().routeTarget(routingRequest, this.application);
		}
		else {
			languages = isForProject(request) ? null : this.collections.localize(request, routingRequest, snapshot);
			decision = snapshot.router().route(routingRequest, this.application, languages, DecisionTrace.NONE);
		}
		return new RoutedRequest(routingRequest, snapshot, decision, languages, ready, request.getRequestURI(),
				previous != null, (previous != null) ? previous.state() : State.DECIDED);
	}

	private Decision routeSocket(RoutingRequest routingRequest, AssetSnapshot snapshot, HttpServletRequest request) {
		String subprotocols = String.join(",", Collections.list(request.getHeaders("Sec-WebSocket-Protocol")));
		Decision decision = snapshot.router().routeSocket(routingRequest, subprotocols);
		return (decision != null) ? decision : snapshot.router().route(routingRequest, this.application);
	}

	/**
	 * Return whether a file is the answer to a request, or a redirect to one or by a
	 * rule.
	 * @param request the request
	 * @param collection the name of the collection of the file, {@code null} if any may
	 * have it
	 * @return {@code false} if the application answers, or a fallback, or if that is not
	 * certain
	 */
	public boolean isForFile(HttpServletRequest request, @Nullable String collection) {
		return isOf(collection, request) && isForAssets(request, true);
	}

	/**
	 * A matcher for a collection that does not exist must not seem to work.
	 */
	private boolean isOf(@Nullable String collection, HttpServletRequest request) {
		return collection == null
				|| (!isForProject(request) && this.collections.get(collection) == collectionOfDecision(request));
	}

	/**
	 * The path of an error page is not that of the request that has failed, and a filter
	 * may replace the path of a request that the assets answer by a promise.
	 */
	private CurrentSnapshot collectionOfDecision(HttpServletRequest request) {
		RoutedRequest routed = RoutedRequest.pinnedTo(request);
		DispatcherType type = request.getDispatcherType();
		if (routed != null
				&& (type == DispatcherType.ERROR || (type == DispatcherType.REQUEST && routed.isPromised()))) {
			return this.collections.choose(routed.request().origin().host(), routed.request().path());
		}
		return this.collections.choose(request);
	}

	/**
	 * Return whether the assets answer a request, with the fallback page, a 404 page or a
	 * status of theirs, too. With {@link RoutingMode#SPRING}, a GET or HEAD that nobody
	 * has an answer for is among them.
	 * @param request the request
	 * @param collection the name of the collection that answers, {@code null} if any may
	 * @return {@code false} if the application answers, or if that is not certain
	 */
	public boolean isForAssets(HttpServletRequest request, @Nullable String collection) {
		return isOf(collection, request) && isForAssets(request, false);
	}

	private boolean isForAssets(HttpServletRequest request, boolean filesOnly) {
		DispatcherType type = request.getDispatcherType();
		if (type == DispatcherType.REQUEST && missing(request) != null) {
			return !filesOnly && this.application.isFilteredByAssets();
		}
		if (type == DispatcherType.ERROR) {
			return isErrorOfAssets(request, filesOnly);
		}
		if (type == DispatcherType.ASYNC) {
			RoutedRequest routed = RoutedRequest.pinnedTo(request);
			return routed != null && routed.isPromised() && routed.isFor(request) && isAmong(routed, filesOnly);
		}
		return (type == DispatcherType.REQUEST) ? promise(request, filesOnly) : isForFileInside(request);
	}

	/**
	 * Otherwise, users who may see all assets would not see the error page of a missing
	 * asset.
	 */
	private static boolean isErrorOfAssets(HttpServletRequest request, boolean filesOnly) {
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		if (!Integer.valueOf(HttpServletResponse.SC_NOT_FOUND).equals(status)
				|| !ServletResponses.isNotFound(request)) {
			return false;
		}
		RoutedRequest routed = RoutedRequest.pinnedTo(request);
		return isFirstErrorPage(request) && (routed == null || isAmong(routed, filesOnly));
	}

	/**
	 * Tomcat keeps the type of the dispatch when an error page forwards to another path.
	 */
	private static boolean isFirstErrorPage(HttpServletRequest request) {
		Object uri = request.getAttribute(ERROR_URI_ATTRIBUTE);
		if (uri == null) {
			request.setAttribute(ERROR_URI_ATTRIBUTE, request.getRequestURI());
		}
		return uri == null || uri.equals(request.getRequestURI());
	}

	private static boolean isAmong(RoutedRequest routed, boolean filesOnly) {
		return !filesOnly || (routed.unhandled() instanceof ByAssets byAssets && byAssets.leadsToFile());
	}

	/**
	 * Promise that the assets answer the request. If the assets filter runs before the
	 * security rules, it has already passed the request on. Then there is no promise.
	 */
	private boolean promise(HttpServletRequest request, boolean filesOnly) {
		RoutedRequest routed = route(request);
		if (routed.isPromised()) {
			return isAmong(routed, filesOnly);
		}
		boolean promised = !routed.isPassed() && isAmong(routed, filesOnly) && this.application.isFilteredByAssets()
				&& belongsToAssets(routed, request);
		if (promised) {
			routed.with(State.PROMISED).pinTo(request);
		}
		return promised;
	}

	private boolean belongsToAssets(RoutedRequest routed, HttpServletRequest request) {
		Unhandled unhandled = routed.unhandled();
		if (routed.decision() instanceof ByAssets || unhandled == null) {
			return unhandled != null;
		}
		return mayBePromised(unhandled, routed, request)
				&& !this.application.mayHandle(request, routed.request().path());
	}

	/**
	 * A filter may answer a POST to an unknown path, or a request for another protocol
	 * such as WebSocket.
	 */
	private boolean mayBePromised(Unhandled unhandled, RoutedRequest routed, HttpServletRequest request) {
		if (wantsAnotherProtocol(request)) {
			return false;
		}
		if (unhandled instanceof ApplicationNotFound) {
			return routed.request().isRead() && this.application.isNotFoundCertain();
		}
		boolean spring = routed.snapshot().router().settings().mode() == RoutingMode.SPRING;
		return routed.request().isRead() || (spring && unhandled instanceof MethodNotAllowed);
	}

	/**
	 * An offer of HTTP/2, which Java's HTTP client makes with every first request, is the
	 * container's, and does not change who answers.
	 */
	private static boolean wantsAnotherProtocol(HttpServletRequest request) {
		return Collections.list(request.getHeaders(HttpHeaders.UPGRADE))
			.stream()
			.flatMap((field) -> Arrays.stream(field.split(",")))
			.anyMatch((protocol) -> !protocol.strip().equalsIgnoreCase("h2c"));
	}

	/**
	 * A forward or include leads to a file where no handler takes the path.
	 */
	private boolean isForFileInside(HttpServletRequest request) {
		RoutingRequest routingRequest = ServletRequests.toRoutingRequest(request);
		AssetSnapshot snapshot = snapshot(request);
		boolean found = snapshot.router().isForDevServer() || snapshot.router().find(routingRequest.path()) != null;
		return found && !this.application.isReserved(routingRequest.path())
				&& !this.application.mayHandle(request, routingRequest.path());
	}

	static @Nullable HttpServletRequest currentRequest() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? attributes.getRequest() : null;
	}

	/**
	 * Chooses the collection of a request.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface CollectionChoice {

		/**
		 * Choose the collection.
		 * @param request the request as the first caller that needs the collection sees
		 * it
		 * @return the assets, or {@code null} if there are none, so that the response is
		 * 404
		 * @throws IOException if the collection cannot be read, so that the response is
		 * 503
		 */
		@Nullable AssetSnapshot choose(HttpServletRequest request) throws IOException;

	}

	/**
	 * A choice that is made once. Attributes that are set on a probe do not stay, so that
	 * the result is kept here.
	 */
	private static final class LateChoice {

		private final CollectionChoice choice;

		private @Nullable Object result;

		LateChoice(CollectionChoice choice) {
			this.choice = choice;
		}

		synchronized Object result(HttpServletRequest request) {
			if (this.result == null) {
				this.result = RequestDecisions.choose(this.choice, request);
			}
			return this.result;
		}

	}

	/**
	 * Gives the collection of a request: that of its project, else the one of the
	 * application that its host and path choose. Outside of a request, it is the default
	 * one.
	 *
	 * @param collections the collections of the application
	 */
	record CurrentCollection(
			AssetCollections collections) implements Function<@Nullable HttpServletRequest, AssetSnapshot> {

		@Override
		public AssetSnapshot apply(@Nullable HttpServletRequest request) {
			HttpServletRequest current = (request != null) ? request : currentRequest();
			if (current == null) {
				return this.collections.standard().snapshot();
			}
			Object pinned = pinned(current);
			return (pinned != null) ? toSnapshot(pinned) : this.collections.choose(current).snapshot();
		}

		/**
		 * Return the links of the collection that a URL belongs to.
		 * @param url the URL, starting with the context path
		 */
		AssetLinks links(HttpServletRequest request, String url) {
			String contextPath = request.getContextPath();
			int end = AssetLinks.endOfPath(url);
			boolean inside = url.startsWith(contextPath) && end > contextPath.length();
			return linksAt(request, inside ? url.substring(contextPath.length(), end) : "/");
		}

		/**
		 * Return the links of the collection that a path belongs to.
		 * @param request the request, {@code null} outside of one
		 * @param path the path without the context path
		 */
		AssetLinks linksAt(@Nullable HttpServletRequest request, String path) {
			Object pinned = (request != null) ? pinned(request) : null;
			if (pinned != null) {
				return toSnapshot(pinned).links();
			}
			String host = (request != null) ? request.getServerName() : "";
			return this.collections.choose(host, path).snapshot().links();
		}

	}

	/**
	 * Gives the context path that redirects lead back to: that of the current request,
	 * which may be a proxy's, or else that of the application.
	 *
	 * @param servletContext the application
	 */
	public record CurrentContextPath(ServletContext servletContext) implements Supplier<String> {

		@Override
		public String get() {
			HttpServletRequest request = currentRequest();
			return (request != null) ? request.getContextPath() : this.servletContext.getContextPath();
		}

	}

}
