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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.server.PathContainer;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.Controller;
import org.springframework.web.servlet.resource.CachingResourceResolver;
import org.springframework.web.servlet.resource.DefaultServletHttpRequestHandler;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.springframework.web.servlet.resource.ResourceHandlerUtils;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Finds out whether a handler of the application takes a request, as the
 * {@code DispatcherServlet} would, and leaves no trace on the request.
 *
 * @author the Assets for Spring Boot authors
 */
final class HandlerSearch {

	private static final String EVERYTHING = "/**";

	private static final String OTHER_REQUESTS = "a handler for other requests to this path";

	private final SingletonSupplier<List<HandlerMapping>> mappings;

	private final SingletonSupplier<List<HandlerMapping>> lateMappings;

	HandlerSearch(ApplicationContext context) {
		this.mappings = SingletonSupplier.of(() -> collectMappings(context));
		this.lateMappings = SingletonSupplier.of(this::collectLateMappings);
	}

	/**
	 * As the {@code DispatcherServlet} does.
	 */
	private static List<HandlerMapping> collectMappings(ApplicationContext context) {
		List<HandlerMapping> mappings = new ArrayList<>(
				BeanFactoryUtils.beansOfTypeIncludingAncestors(context, HandlerMapping.class, true, false).values());
		AnnotationAwareOrderComparator.sort(mappings);
		return List.copyOf(mappings);
	}

	/**
	 * Return the handler mappings of the application, and those of the assets, in their
	 * order.
	 */
	List<HandlerMapping> mappings() {
		return this.mappings.obtain();
	}

	/**
	 * A resource handler for every path ends the search.
	 */
	private List<HandlerMapping> collectLateMappings() {
		List<HandlerMapping> all = mappings();
		return all.stream()
			.skip(all.stream().takeWhile((mapping) -> !(mapping instanceof AssetsHandlerMapping)).count() + 1)
			.takeWhile((mapping) -> !hasResourceHandlerForEverything(mapping))
			.toList();
	}

	private static boolean hasResourceHandlerForEverything(HandlerMapping mapping) {
		return mapping instanceof AbstractUrlHandlerMapping urlMapping
				&& isResourceHandler(urlMapping.getHandlerMap().get(EVERYTHING));
	}

	private static boolean isForEverything(Object handler, HandlerMapping mapping) {
		return isResourceHandler(handler) && mapping instanceof AbstractUrlHandlerMapping urlMapping
				&& handler.equals(urlMapping.getHandlerMap().get(EVERYTHING));
	}

	static boolean isResourceHandler(@Nullable Object handler) {
		return handler instanceof ResourceHttpRequestHandler || handler instanceof DefaultServletHttpRequestHandler;
	}

	/**
	 * Return whether the application's own 404 is raised before any handler is asked.
	 */
	boolean isNotFoundFirst() {
		return mappings().get(0) instanceof NotFoundHandlerMapping;
	}

	/**
	 * Return whether a handler takes a request. If that cannot be told, one does.
	 */
	boolean isHandled(HttpServletRequest request) {
		return find(RequestProbe.of(request), mappings()) != null;
	}

	/**
	 * Return whether a handler takes a request whose mapping is ordered behind that of
	 * the assets.
	 */
	boolean isHandledLate(HttpServletRequest request) {
		List<HandlerMapping> late = this.lateMappings.obtain();
		return !late.isEmpty() && find(RequestProbe.of(request), late) != null;
	}

	/**
	 * Find the handler that takes a request.
	 * @param request a request on which traces may be left
	 * @return the handler, for people to read, or {@code null} if none takes it
	 */
	@Nullable String find(HttpServletRequest request) {
		return find(request, mappings());
	}

	/**
	 * A resource handler for every path ends the search. A handler for other methods, or
	 * for other content types, shows in an exception.
	 */
	private static @Nullable String find(HttpServletRequest request, List<HandlerMapping> mappings) {
		try {
			Match match = match(request, mappings);
			return (match == null || isForEverything(match.handler, match.mapping)) ? null
					: describe(match.handler, request);
		}
		catch (Exception ex) {
			return OTHER_REQUESTS + " (" + ex.getMessage() + ")";
		}
	}

	/**
	 * Ask the mappings in turn, except for those of the assets.
	 */
	private static @Nullable Match match(HttpServletRequest request, List<HandlerMapping> mappings) throws Exception {
		for (HandlerMapping mapping : mappings) {
			HandlerExecutionChain chain = isOurs(mapping) ? null : mapping.getHandler(request);
			if (chain != null) {
				return new Match(mapping, chain.getHandler());
			}
		}
		return null;
	}

	/**
	 * Describe where a resource handler looks in vain for the file of a request.
	 * @param request a request on which traces may be left
	 * @return a sentence, or {@code null} if there is such a file, or another handler
	 * takes the request
	 */
	@Nullable String describeMissingResource(HttpServletRequest request) {
		try {
			Match match = match(request, mappings());
			return (match != null && match.handler instanceof ResourceHttpRequestHandler handler && isPlain(handler)
					&& match.mapping instanceof AbstractUrlHandlerMapping urls)
							? describeMissingResource(handler, urls, request) : null;
		}
		catch (Exception ex) {
			return null;
		}
	}

	/**
	 * Another resolver can find a file under another name, and a location of another host
	 * is not asked for an explanation.
	 */
	private static boolean isPlain(ResourceHttpRequestHandler handler) {
		return handler.getResourceResolvers()
			.stream()
			.allMatch((resolver) -> resolver.getClass() == PathResourceResolver.class
					|| resolver.getClass() == CachingResourceResolver.class)
				&& handler.getLocations()
					.stream()
					.allMatch((location) -> location instanceof ClassPathResource || location.isFile());
	}

	private static @Nullable String describeMissingResource(ResourceHttpRequestHandler handler,
			AbstractUrlHandlerMapping mapping, HttpServletRequest request) throws IOException {
		PathContainer path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
		String encoded = mapping.getPathPatternHandlerMap()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == handler && entry.getKey().matches(path))
			.map(Map.Entry::getKey)
			.min(Comparator.naturalOrder())
			.map((pattern) -> pattern.extractPathWithinPattern(path).value())
			.orElse("");
		String file = ResourceHandlerUtils.normalizeInputPath(StringUtils.uriDecode(encoded, StandardCharsets.UTF_8));
		if (ResourceHandlerUtils.shouldIgnoreInputPath(file)) {
			return null;
		}
		for (Resource location : handler.getLocations()) {
			if (location.createRelative(file).isReadable()) {
				return null;
			}
		}
		return "The resource handler finds no file " + file + " in " + handler.getLocations()
				+ ". A relative location begins in the working directory.";
	}

	private static boolean isOurs(HandlerMapping mapping) {
		return mapping instanceof AssetsHandlerMapping || mapping instanceof NotFoundHandlerMapping
				|| mapping instanceof DevServerSocketMapping;
	}

	/**
	 * Return whether a controller takes a request. A handler of another kind may open a
	 * WebSocket.
	 */
	boolean isHandledByController(HttpServletRequest request) {
		try {
			Match match = match(RequestProbe.of(request), mappings());
			return match != null && (match.handler instanceof HandlerMethod || match.handler instanceof Controller);
		}
		catch (Exception ex) {
			// a controller for other methods or types
			return true;
		}
	}

	/**
	 * Describe a handler. The name of a lambda expression says nothing.
	 * @param handler the handler
	 * @param request the request that it takes
	 * @return the handler, for people to read
	 */
	static String describe(Object handler, HttpServletRequest request) {
		Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		if (pattern == null) {
			return handler.toString();
		}
		return handler.getClass().isSynthetic() ? pattern.toString() : pattern + ", " + handler;
	}

	/**
	 * Return whether a handler was found whose method, content type or parameters are
	 * others than those of the request.
	 */
	static boolean isForOtherRequests(String handler) {
		return handler.startsWith(OTHER_REQUESTS);
	}

	/**
	 * A handler that takes a request.
	 *
	 * @param mapping the mapping that has found it
	 * @param handler the handler
	 */
	private record Match(HandlerMapping mapping, Object handler) {

	}

}
