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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

import io.github.assetsboot.routing.AssetRouter.ReservedPaths;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.http.server.PathContainer;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The servlets, filters and handler mappings of an application. They are collected when
 * they are first asked for, which is after all of them are there.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class ApplicationMappings implements ReservedPaths {

	/**
	 * Name of the attribute by which a router function reserves the paths that match a
	 * pattern, as an endpoint does: no asset and no page hides them.
	 */
	public static final String RESERVED = ApplicationMappings.class.getName() + ".reserved";

	private final SingletonSupplier<MappedPaths> paths;

	private final ServletContext servletContext;

	private final HandlerSearch handlers;

	private final SingletonSupplier<ServletPaths> servlets;

	private final ApplicationContext context;

	/**
	 * Create the view of an application.
	 * @param context the application context
	 * @param servletContext the servlet context
	 */
	public ApplicationMappings(ApplicationContext context, ServletContext servletContext) {
		this.context = context;
		this.servletContext = servletContext;
		this.servlets = SingletonSupplier.of(() -> ServletPaths.of(context, servletContext));
		this.handlers = new HandlerSearch(context);
		this.paths = SingletonSupplier
			.of(() -> new MappingCollector(context, this.servlets.obtain()).collect(this.handlers.mappings()));
	}

	@Override
	public boolean isReserved(String path) {
		return this.paths.obtain().isReserved(path);
	}

	@Override
	public boolean isBehindFiles(String path, BasePath basePath) {
		return this.paths.obtain().isBehindFiles(path, basePath);
	}

	@Override
	public @Nullable String describe(String method, String path) {
		return this.paths.obtain().describe(method, path);
	}

	/**
	 * Create a request that no client has sent.
	 * @param request the request to imagine
	 * @param headers further header fields, by name
	 * @return the request
	 */
	public HttpServletRequest imagine(RoutingRequest request, Map<String, String> headers) {
		return new SyntheticRequest(request, this.servletContext, this.servlets.obtain().dispatcherPath(), headers);
	}

	/**
	 * Return whether a handler may take some request for a path, which is certain only if
	 * none does. The handler mappings are not asked.
	 * @param path the path inside the context path
	 * @return {@code false} if {@link #findHandler} finds none
	 */
	public boolean mayBeHandled(String path) {
		return this.paths.obtain().mayBeHandled(path);
	}

	/**
	 * Find the handler that would take a request, by asking the handler mappings.
	 * @param request the request
	 * @param headers further header fields, by name
	 * @return the handler, for people to read, or {@code null} if none takes it
	 */
	public @Nullable String findHandler(RoutingRequest request, Map<String, String> headers) {
		String path = request.path();
		String dispatcherPath = this.servlets.obtain().dispatcherPath();
		if (!dispatcherPath.isEmpty() && !path.startsWith(dispatcherPath + "/")) {
			return null;
		}
		return this.handlers.find(imagine(request, headers));
	}

	/**
	 * Describe where a resource handler looks in vain for the file of a request.
	 * @param request the request
	 * @param headers further header fields, by name
	 * @return a sentence, for people to read, or {@code null} if there is such a file, or
	 * another handler takes the request
	 */
	public @Nullable String describeMissingResource(RoutingRequest request, Map<String, String> headers) {
		return this.handlers.describeMissingResource(imagine(request, headers));
	}

	/**
	 * Find a handler whose path differs from another one by a prefix, by one segment or
	 * by its spelling.
	 * @param path the path inside the context path
	 * @return the pattern of the handler, or {@code null} if there is none
	 */
	public @Nullable String handlerOfSameName(String path) {
		return SimilarPattern.find(path,
				handlers().stream().map((handler) -> handler.pattern().getPatternString()).toList());
	}

	/**
	 * Return whether the pattern of a handler ends with a segment.
	 * @param segment the segment, which is no variable
	 * @return {@code true} if there is such a handler
	 */
	public boolean isLastSegment(String segment) {
		return handlers().stream().anyMatch((handler) -> handler.pattern().getPatternString().endsWith("/" + segment));
	}

	/**
	 * Return whether another servlet than the {@code DispatcherServlet} has a path.
	 * @param path the path inside the context path
	 * @return {@code true} if one of its URL patterns matches
	 */
	public boolean isOfOtherServlet(String path) {
		return this.servlets.obtain().isOfOtherServlet(path);
	}

	/**
	 * Return the URL pattern of a filter that sees some requests only, among them those
	 * for a path.
	 * @param path the path inside the context path
	 * @return the pattern, or {@code null} if there is no such filter
	 */
	public @Nullable String filterPattern(String path) {
		return this.servlets.obtain().filterPattern(path);
	}

	/**
	 * Describe the handler for other requests to a path, which refuses this one.
	 * @return the handler, for people to read, or {@code null} if there is none
	 */
	@Nullable String describeOtherHandler(HttpServletRequest request) {
		String handler = this.handlers.find(RequestProbe.of(request));
		return (handler != null && isForOtherRequests(handler)) ? handler : null;
	}

	/**
	 * Return whether a handler that {@link #findHandler} has found is not meant for
	 * browsers, such as one for WebSockets.
	 * @param handler the handler
	 * @return {@code true} if it answers other requests
	 */
	public static boolean isForOtherRequests(String handler) {
		return HandlerSearch.isForOtherRequests(handler);
	}

	/**
	 * Return the patterns that the application's own handlers are mapped to.
	 * @return the patterns, with their methods
	 */
	public List<HandlerPath> handlers() {
		return this.paths.obtain().handlers();
	}

	/**
	 * Return whether a servlet, a filter or a handler of the application may answer a
	 * request that the assets filter lets pass. The answer is certain only if the request
	 * would reach the {@code DispatcherServlet} and no handler takes it.
	 */
	boolean mayHandle(HttpServletRequest request, String path) {
		ServletPaths.Target target = this.servlets.obtain().target(request);
		if (target == ServletPaths.Target.OTHER || filterPattern(path) != null) {
			return true;
		}
		return target == ServletPaths.Target.DISPATCHER && isHandled(request, path);
	}

	/**
	 * Return whether a handler of the application takes a request that reaches the
	 * {@code DispatcherServlet}, even if only to answer that the method is not allowed.
	 */
	boolean isHandled(HttpServletRequest request, String path) {
		return isRouted(path) || this.handlers.isHandled(request);
	}

	/**
	 * Return whether a controller takes a request, which opens no WebSocket.
	 */
	boolean isHandledByController(HttpServletRequest request) {
		return this.handlers.isHandledByController(request);
	}

	/**
	 * Return whether a functional route has a pattern for a path. The assets leave such a
	 * request to the application, whatever else the route asks for.
	 * @param path the path inside the context path
	 * @return {@code true} if there is such a route
	 */
	public boolean isRouted(String path) {
		return this.paths.obtain().isRouted(path);
	}

	/**
	 * Return whether a handler mapping takes a request that is ordered behind that of the
	 * assets.
	 */
	boolean isHandledLate(HttpServletRequest request) {
		return this.handlers.isHandledLate(request);
	}

	/**
	 * Return whether the assets filter sees every request.
	 */
	boolean isFilteredByAssets() {
		return this.servlets.obtain().isFilteredByAssets();
	}

	/**
	 * Return whether a request that no handler takes ends as the application's own 404,
	 * without being answered by a resource handler of the application for every path.
	 */
	boolean isNotFoundCertain() {
		return this.servlets.obtain().isDispatcherAsked() && !this.paths.obtain().hasOwnResourceHandler()
				&& this.handlers.isNotFoundFirst();
	}

	/**
	 * Return whether no servlet is mapped to anything, as in a mock environment.
	 */
	boolean isMock() {
		return this.servlets.obtain().mock();
	}

	/**
	 * Return the name of the {@code DispatcherServlet}.
	 * @return the name, or {@code null} if it is not known
	 */
	@Nullable String dispatcherName() {
		return this.servlets.obtain().dispatcherName();
	}

	/**
	 * Return the characters of a path to which the web server or the firewall of Spring
	 * Security answers 400.
	 * @return the characters, none if the web server is not known
	 */
	public List<RefusedCharacters> refusedCharacters() {
		return new RefusedPaths(this.context).characters();
	}

	/**
	 * Describe who refuses a path before the assets filter sees the request.
	 * @param path the normalized path inside the context path
	 * @param rawPath the path as it is sent, with valid escapes
	 * @return a sentence, or {@code null} if nobody is known to refuse it
	 */
	public @Nullable String describeRefusal(String path, String rawPath) {
		return new RefusedPaths(this.context).describe(path, rawPath);
	}

	/**
	 * Return the resource handler of the application for every path.
	 * @return its description, or {@code null} if there is none
	 */
	public @Nullable String ownResourceHandler() {
		return this.paths.obtain().ownResourceHandler();
	}

	/**
	 * Characters to which a part of the application answers 400 in a path.
	 *
	 * @param by the part, at the start of a sentence
	 * @param names the characters, for people to read
	 * @param test tells the characters
	 * @param cure the cure for a file with such a name, a sentence without its end
	 * @since 0.1.0
	 */
	public record RefusedCharacters(String by, String names, IntPredicate test, String cure) {

		/**
		 * Return whether a path has one of the characters.
		 * @param path the decoded path
		 * @return {@code true} if it is refused
		 */
		public boolean contains(String path) {
			return path.chars().anyMatch(this.test);
		}

	}

	/**
	 * A path pattern that a handler of the application is mapped to.
	 *
	 * @param pattern the pattern
	 * @param methods the methods that it is mapped for, empty for all of them
	 * @since 0.1.0
	 */
	public record HandlerPath(PathPattern pattern, Set<String> methods) {

		boolean matches(PathContainer path) {
			return this.pattern.matches(path);
		}

		/**
		 * Return whether it is mapped for a method.
		 * @param method the method
		 * @return {@code true} if it is
		 */
		public boolean accepts(String method) {
			return this.methods.isEmpty() || this.methods.contains(method);
		}

		/**
		 * Return some method that it is mapped for.
		 * @return the method, GET if possible
		 */
		public String exampleMethod() {
			return accepts("GET") ? "GET" : this.methods.iterator().next();
		}

		/**
		 * Return some path that matches.
		 * @return the path
		 */
		public String examplePath() {
			return this.pattern.getPatternString().replaceAll("\\{[^/]*}|\\*+|\\?", "x");
		}

		/**
		 * Return the pattern as {@code assets.run-worker-first} would have it.
		 * @return the pattern with an asterisk for each variable part
		 */
		public String glob() {
			return this.pattern.getPatternString().replaceAll("\\{[^/]*}|\\?", "*").replaceAll("\\*[*/]*\\*", "*");
		}

		@Override
		public String toString() {
			return (accepts("GET") ? "" : exampleMethod() + " ") + this.pattern.getPatternString();
		}

	}

}
