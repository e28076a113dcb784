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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.assetsboot.routing.AssetRouter.ReservedPaths;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.rules.UrlPath;
import io.github.assetsboot.servlet.ApplicationMappings.HandlerPath;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * The path patterns that an application is mapped to: those of its handlers, and those of
 * what no asset may shadow.
 *
 * @author the Assets for Spring Boot authors
 */
final class MappedPaths implements ReservedPaths {

	/**
	 * A container makes one slash of several before it chooses a servlet.
	 */
	private static final Pattern SLASHES = Pattern.compile("//+");

	private static final String EVERYTHING = "/**";

	private static final Pattern NOT_LITERAL = Pattern.compile("[*?{]");

	private final List<PathPattern> owned = new ArrayList<>();

	private final Set<String> firstSegments = new HashSet<>();

	private boolean anySegment;

	/**
	 * Owned patterns of resource handlers, by the base path of the collection with a name
	 * whose files come first.
	 */
	private final Map<String, PathPattern> behindFiles = new HashMap<>();

	private final List<HandlerPath> handlers = new ArrayList<>();

	private final List<PathPattern> routes = new ArrayList<>();

	private final Set<String> handledSegments = new HashSet<>();

	private boolean unknownHandlers;

	private @Nullable String ownResourceHandler;

	/**
	 * Add what no asset may shadow. A pattern that cannot be parsed is left out.
	 * @param pattern the pattern inside the context path
	 */
	void addOwned(String pattern) {
		PathPattern parsed = parse(pattern);
		if (parsed != null) {
			String segment = UrlPath.firstSegment(parsed.getPatternString());
			this.owned.add(parsed);
			this.firstSegments.add(segment);
			this.anySegment |= NOT_LITERAL.matcher(segment).find();
			addHandledSegment(segment);
		}
	}

	/**
	 * Add a resource handler, which no asset may shadow but the files of a collection
	 * that has the same path.
	 * @param pattern the pattern inside the context path
	 * @param basePaths the base paths of the collections with a name
	 */
	void addResourceHandler(String pattern, Collection<BasePath> basePaths) {
		addOwned(pattern);
		basePaths.stream()
			.filter((basePath) -> pattern.equals(BasePath.plain(basePath.toString()) + EVERYTHING))
			.forEach((basePath) -> this.behindFiles.put(basePath.toString(), this.owned.get(this.owned.size() - 1)));
	}

	/**
	 * Add a handler. A pattern that cannot be parsed is left out.
	 * @param pattern the pattern inside the context path
	 * @param methods the methods that it is mapped for, empty for all of them
	 */
	void addHandler(String pattern, Set<String> methods) {
		PathPattern parsed = parse(pattern);
		if (parsed != null) {
			this.handlers.add(new HandlerPath(parsed, methods));
			addHandledSegment(UrlPath.firstSegment(parsed.getPatternString()));
		}
	}

	private void addHandledSegment(String segment) {
		if (NOT_LITERAL.matcher(segment).find()) {
			this.unknownHandlers = true;
		}
		else {
			this.handledSegments.add(segment);
		}
	}

	/**
	 * Tell that handlers may take other paths than those that were added.
	 */
	void addUnknownHandlers() {
		this.unknownHandlers = true;
	}

	/**
	 * Return whether some handler may take a path. Most paths are told by their first
	 * segment from those of all handlers.
	 * @param path the path inside the context path
	 * @return {@code false} if no handler takes it
	 */
	boolean mayBeHandled(String path) {
		return this.unknownHandlers || path.indexOf('%') != -1 || path.indexOf(';') != -1 || path.contains("//")
				|| this.handledSegments.contains(UrlPath.firstSegment(path));
	}

	/**
	 * Add a functional route. A pattern that cannot be parsed is left out.
	 * @param pattern the pattern inside the context path
	 * @param methods the methods that it is mapped for, empty for all of them
	 */
	void addRoute(String pattern, Set<String> methods) {
		PathPattern parsed = parse(pattern);
		if (parsed != null) {
			this.routes.add(parsed);
			this.handlers.add(new HandlerPath(parsed, methods));
		}
	}

	/**
	 * Set the resource handler of the application for every path.
	 * @param description the description of it, for people to read
	 */
	void setOwnResourceHandler(String description) {
		this.ownResourceHandler = description;
	}

	static @Nullable PathPattern parse(String pattern) {
		try {
			return PathPatternParser.defaultInstance.parse(pattern.startsWith("/") ? pattern : "/" + pattern);
		}
		catch (PatternParseException ex) {
			return null;
		}
	}

	@Override
	public boolean isReserved(String path) {
		String single = path.contains("//") ? SLASHES.matcher(path).replaceAll("/") : path;
		return mayOwn(single) && findOwned(PathContainer.parsePath(single)) != null;
	}

	/**
	 * A servlet or an endpoint below the resource handler still comes first.
	 */
	@Override
	public boolean isBehindFiles(String path, BasePath basePath) {
		PathPattern handler = this.behindFiles.get(basePath.toString());
		if (handler == null) {
			return false;
		}
		PathContainer container = PathContainer.parsePath(SLASHES.matcher(path).replaceAll("/"));
		return this.owned.stream().allMatch((pattern) -> pattern.equals(handler) || !pattern.matches(container));
	}

	/**
	 * Most paths are told by their first segment from all that is owned.
	 */
	private boolean mayOwn(String path) {
		return this.anySegment || path.indexOf('%') != -1 || path.indexOf(';') != -1
				|| this.firstSegments.contains(UrlPath.firstSegment(path));
	}

	private @Nullable PathPattern findOwned(PathContainer path) {
		for (PathPattern pattern : this.owned) {
			if (pattern.matches(path)) {
				return pattern;
			}
		}
		return null;
	}

	boolean isRouted(String path) {
		if (this.routes.isEmpty()) {
			return false;
		}
		PathContainer container = PathContainer.parsePath(path);
		return this.routes.stream().anyMatch((route) -> route.matches(container));
	}

	boolean hasOwnResourceHandler() {
		return this.ownResourceHandler != null;
	}

	@Nullable String ownResourceHandler() {
		return this.ownResourceHandler;
	}

	/**
	 * A handler for another method takes the request, too: to answer 405.
	 */
	@Override
	public @Nullable String describe(String method, String path) {
		PathContainer container = PathContainer.parsePath(path);
		PathPattern pattern = findOwned(container);
		if (pattern != null) {
			return pattern.getPatternString();
		}
		List<HandlerPath> matching = this.handlers.stream().filter((handler) -> handler.matches(container)).toList();
		return matching.stream()
			.filter((handler) -> handler.accepts(method.equals("HEAD") ? "GET" : method))
			.findFirst()
			.or(() -> matching.stream().findFirst())
			.map(HandlerPath::toString)
			.orElse(null);
	}

	List<HandlerPath> handlers() {
		return this.handlers;
	}

}
