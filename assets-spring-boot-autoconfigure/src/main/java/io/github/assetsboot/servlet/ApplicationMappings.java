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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.assetsboot.routing.WorkerPaths;
import io.github.assetsboot.rules.UrlPath;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * What the application answers, found in its servlets and handler mappings when it is
 * first asked for, which is after all of them are there.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class ApplicationMappings implements WorkerPaths {

	private static final String ACTUATOR_PACKAGE = "org.springframework.boot.webmvc.actuate.";

	/**
	 * Not there if endpoints have a port of their own.
	 */
	private static final String ACTUATOR_ENDPOINTS = ACTUATOR_PACKAGE + "endpoint.web.WebMvcEndpointHandlerMapping";

	private static final String ACTUATOR_BASE_PATH_PROPERTY = "management.endpoints.web.base-path";

	private static final Pattern NOT_LITERAL = Pattern.compile("[*?{]");

	private final ApplicationContext context;

	private final ServletContext servletContext;

	private volatile @Nullable Snapshot snapshot;

	/**
	 * Create the view of an application.
	 * @param context the application context
	 * @param servletContext the servlet context
	 */
	public ApplicationMappings(ApplicationContext context, ServletContext servletContext) {
		this.context = context;
		this.servletContext = servletContext;
	}

	@Override
	public boolean owns(String path) {
		Snapshot snapshot = snapshot();
		if (!snapshot.mayOwn(path)) {
			return false;
		}
		List<PathPattern> owned = snapshot.owned;
		PathContainer container = PathContainer.parsePath(path);
		return owned.stream().anyMatch((pattern) -> pattern.matches(container));
	}

	@Override
	public boolean handles(String method, String path) {
		PathContainer container = PathContainer.parsePath(path);
		return handlers().stream()
			.anyMatch((handler) -> (handler.accepts("GET") || handler.accepts(method)) && handler.matches(container));
	}

	/**
	 * A handler for another method takes the request, too: to answer 405.
	 */
	@Override
	public @Nullable String describe(String method, String path) {
		PathContainer container = PathContainer.parsePath(path);
		for (PathPattern pattern : snapshot().owned) {
			if (pattern.matches(container)) {
				return pattern.getPatternString();
			}
		}
		List<HandlerPath> handlers = handlers().stream().filter((handler) -> handler.matches(container)).toList();
		return handlers.stream()
			.filter((handler) -> handler.accepts(method.equals("HEAD") ? "GET" : method))
			.findFirst()
			.or(() -> handlers.stream().findFirst())
			.map(HandlerPath::toString)
			.orElse(null);
	}

	/**
	 * Return what the application's own handlers are mapped to.
	 * @return the patterns
	 */
	List<HandlerPath> handlers() {
		return snapshot().handlers;
	}

	private Snapshot snapshot() {
		Snapshot result = this.snapshot;
		if (result == null) {
			result = new Snapshot();
			this.snapshot = result;
		}
		return result;
	}

	private final class Snapshot {

		private final List<PathPattern> owned = new ArrayList<>();

		private final Set<String> firstSegments = new HashSet<>();

		private boolean anySegment;

		private final List<HandlerPath> handlers = new ArrayList<>();

		private final String prefix;

		Snapshot() {
			ApplicationContext context = ApplicationMappings.this.context;
			DispatcherServletPath path = context.getBeanProvider(DispatcherServletPath.class).getIfAvailable();
			this.prefix = (path != null) ? path.getPrefix() : "";
			addServlets((path != null) ? path.getServletUrlMapping() : "/");
			context.getBeanProvider(HandlerMapping.class, false).stream().forEach(this::addMapping);
			addProjectsApi(context.getEnvironment());
		}

		private void addServlets(String dispatcherServletMapping) {
			for (ServletRegistration servlet : ApplicationMappings.this.servletContext.getServletRegistrations()
				.values()) {
				for (String mapping : servlet.getMappings()) {
					if (!mapping.equals(dispatcherServletMapping) && !mapping.equals("/")) {
						addOwned(toPathPattern(mapping));
					}
				}
			}
		}

		/**
		 * Jakarta Servlet, section 12.2.
		 */
		private static String toPathPattern(String servletMapping) {
			if (servletMapping.startsWith("*.")) {
				return "/**/" + servletMapping;
			}
			return servletMapping.endsWith("/*") ? servletMapping + "*" : servletMapping;
		}

		private void addMapping(HandlerMapping mapping) {
			if (mapping instanceof RequestMappingInfoHandlerMapping infoMapping) {
				boolean actuator = mapping.getClass().getName().startsWith(ACTUATOR_PACKAGE);
				infoMapping.getHandlerMethods().forEach((info, method) -> addMethod(info, method, actuator));
				if (mapping.getClass().getName().equals(ACTUATOR_ENDPOINTS)) {
					addActuatorBasePath();
				}
			}
			else if (mapping instanceof AbstractUrlHandlerMapping urlMapping) {
				urlMapping.getHandlerMap().forEach(this::addUrl);
			}
			else if (mapping instanceof RouterFunctionMapping routerMapping
					&& routerMapping.getRouterFunction() != null) {
				routerMapping.getRouterFunction().accept(new RouterFunctionPaths(this::addHandler));
			}
		}

		private void addMethod(RequestMappingInfo info, HandlerMethod method, boolean actuator) {
			boolean own = actuator || ErrorController.class.isAssignableFrom(method.getBeanType());
			Set<String> methods = info.getMethodsCondition()
				.getMethods()
				.stream()
				.map(RequestMethod::name)
				.collect(Collectors.toSet());
			for (String pattern : info.getPatternValues()) {
				if (own) {
					addOwned(this.prefix + pattern);
				}
				else {
					addHandler(pattern, methods);
				}
			}
		}

		/**
		 * A mistyped endpoint is not found, rather than a page.
		 */
		private void addActuatorBasePath() {
			String basePath = ApplicationMappings.this.context.getEnvironment()
				.getProperty(ACTUATOR_BASE_PATH_PROPERTY, "/actuator");
			if (!basePath.isEmpty() && !basePath.equals("/")) {
				addOwned(this.prefix + basePath + "/**");
			}
		}

		/**
		 * What publishes sites is no site's.
		 */
		private void addProjectsApi(Environment environment) {
			boolean enabled = environment.getProperty("assets.projects.enabled", Boolean.class, false)
					&& environment.getProperty("assets.projects.api.enabled", Boolean.class, false);
			if (enabled) {
				addOwned(this.prefix + environment.getProperty("assets.projects.api.path", "/assets-projects") + "/**");
			}
		}

		private void addUrl(String pattern, Object handler) {
			if (!(handler instanceof ResourceHttpRequestHandler)) {
				addHandler(pattern, Set.of());
			}
			else if (!pattern.equals("/**")) {
				addOwned(this.prefix + pattern);
			}
		}

		private void addOwned(String pattern) {
			PathPattern parsed = parse(pattern);
			if (parsed != null) {
				String segment = UrlPath.firstSegment(parsed.getPatternString());
				this.owned.add(parsed);
				this.firstSegments.add(segment);
				this.anySegment |= NOT_LITERAL.matcher(segment).find();
			}
		}

		/**
		 * Most paths are told by their first segment from all that is owned.
		 */
		boolean mayOwn(String path) {
			return this.anySegment || path.indexOf('%') != -1 || path.indexOf(';') != -1
					|| this.firstSegments.contains(UrlPath.firstSegment(path));
		}

		private void addHandler(String pattern, Set<String> methods) {
			PathPattern parsed = parse(this.prefix + pattern);
			if (parsed != null) {
				this.handlers.add(new HandlerPath(parsed, methods));
			}
		}

		private static @Nullable PathPattern parse(String pattern) {
			try {
				return PathPatternParser.defaultInstance.parse(pattern.startsWith("/") ? pattern : "/" + pattern);
			}
			catch (PatternParseException ex) {
				return null;
			}
		}

	}

}
