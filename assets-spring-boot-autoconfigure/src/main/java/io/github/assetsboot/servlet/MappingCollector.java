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

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.routing.RoutingSettings.BasePath;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Collects the paths of an application from its servlets and handler mappings.
 *
 * @author the Assets for Spring Boot authors
 */
final class MappingCollector {

	private static final String ACTUATOR_PACKAGE = "org.springframework.boot.webmvc.actuate.";

	private static final String ACTUATOR_PROPERTIES = "org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties";

	private static final String ACTUATOR_BASE_PATH_PROPERTY = "management.endpoints.web.base-path";

	private static final String EVERYTHING = "/**";

	private static final String OUR_PACKAGE = "io.github.assetsboot.";

	private final ApplicationContext context;

	private final ServletPaths servlets;

	private final MappedPaths paths = new MappedPaths();

	MappingCollector(ApplicationContext context, ServletPaths servlets) {
		this.context = context;
		this.servlets = servlets;
	}

	MappedPaths collect(List<HandlerMapping> mappings) {
		this.servlets.otherPatterns().forEach(this.paths::addOwned);
		for (HandlerMapping mapping : mappings) {
			addMapping(mapping);
			if (!isKnown(mapping)) {
				this.paths.addUnknownHandlers();
			}
		}
		addActuatorBasePath();
		return this.paths;
	}

	/**
	 * Return whether all paths that a mapping has handlers for are told by its patterns,
	 * as the default parser reads them. The mappings of other libraries may find handlers
	 * in other ways.
	 */
	private static boolean isKnown(HandlerMapping mapping) {
		String type = mapping.getClass().getName();
		if (type.startsWith(OUR_PACKAGE)) {
			return true;
		}
		if (!type.startsWith("org.springframework.web.") && !type.startsWith("org.springframework.boot.")) {
			return false;
		}
		if (!(mapping instanceof AbstractHandlerMapping known) || known.getDefaultHandler() != null
				|| known.getPatternParser() == null || !known.getPatternParser().isCaseSensitive()) {
			return false;
		}
		return mapping instanceof RequestMappingInfoHandlerMapping || mapping instanceof AbstractUrlHandlerMapping
				|| (mapping instanceof RouterFunctionMapping router && router.getRouterFunction() == null);
	}

	/**
	 * A mapping that delegates to others, as that of Spring Data REST does, lists them.
	 */
	private void addMapping(HandlerMapping mapping) {
		if (mapping instanceof RequestMappingInfoHandlerMapping infoMapping) {
			boolean actuator = mapping.getClass().getName().startsWith(ACTUATOR_PACKAGE);
			infoMapping.getHandlerMethods().forEach((info, method) -> addMethod(info, method, actuator));
		}
		else if (mapping instanceof AbstractUrlHandlerMapping urlMapping) {
			urlMapping.getHandlerMap().forEach(this::addUrl);
			if (urlMapping.getRootHandler() != null) {
				addHandler("/", Set.of());
			}
		}
		else if (mapping instanceof RouterFunctionMapping routerMapping && routerMapping.getRouterFunction() != null) {
			routerMapping.getRouterFunction().accept(new RouterFunctionPaths(this::addRoute, this::addOwned));
		}
		else if (mapping instanceof Iterable<?> delegates) {
			delegates.forEach((delegate) -> {
				if (delegate instanceof HandlerMapping handlerMapping) {
					addMapping(handlerMapping);
				}
			});
		}
	}

	private void addMethod(RequestMappingInfo info, HandlerMethod method, boolean actuator) {
		boolean own = actuator || ErrorController.class.isAssignableFrom(method.getBeanType());
		Set<String> methods = new HashSet<>();
		for (RequestMethod requestMethod : info.getMethodsCondition().getMethods()) {
			methods.add(requestMethod.name());
		}
		for (String pattern : info.getPatternValues()) {
			if (own) {
				addOwned(pattern);
			}
			else {
				addHandler(pattern, methods);
			}
		}
	}

	/**
	 * A mistyped or hidden endpoint is not found, rather than a page. A probe that asks
	 * the application's port, although the endpoints have one of their own, learns so.
	 */
	private void addActuatorBasePath() {
		if (!ClassUtils.isPresent(ACTUATOR_PROPERTIES, this.context.getClassLoader())) {
			return;
		}
		Environment environment = this.context.getEnvironment();
		String basePath = StringUtils
			.trimTrailingCharacter(environment.getProperty(ACTUATOR_BASE_PATH_PROPERTY, "/actuator"), '/');
		if (!basePath.isEmpty()) {
			addOwned(basePath + EVERYTHING);
			this.paths.addOwned(basePath + EVERYTHING);
		}
	}

	/**
	 * A handler may be given by the name of its bean, and be created on demand.
	 */
	private boolean isResourceHandler(Object handler) {
		Class<?> type = (handler instanceof String name && this.context.containsBean(name)) ? this.context.getType(name)
				: null;
		return HandlerSearch.isResourceHandler(handler)
				|| (type != null && ResourceHttpRequestHandler.class.isAssignableFrom(type));
	}

	private void addUrl(String pattern, Object handler) {
		if (!isResourceHandler(handler)) {
			addHandler(pattern, Set.of());
		}
		else if (!pattern.equals(EVERYTHING)) {
			this.paths.addResourceHandler(this.servlets.dispatcherPath() + pattern, basePaths());
		}
		else if (!isNoFiles(handler)) {
			this.paths.setOwnResourceHandler(handler.toString());
		}
	}

	/**
	 * Return the base paths of the collections with a name.
	 */
	private List<BasePath> basePaths() {
		return this.context.getBeanProvider(AssetCollections.class)
			.stream()
			.flatMap((collections) -> collections.all().stream().skip(1))
			.map(CurrentSnapshot::basePath)
			.toList();
	}

	/**
	 * Return whether a handler is the one that takes the place of Boot's.
	 */
	private static boolean isNoFiles(Object handler) {
		return handler instanceof ResourceHttpRequestHandler resourceHandler
				&& resourceHandler.getLocations().stream().anyMatch(NoFiles::isAt);
	}

	private void addOwned(String pattern) {
		this.paths.addOwned(this.servlets.dispatcherPath() + pattern);
	}

	private void addHandler(String pattern, Set<String> methods) {
		this.paths.addHandler(this.servlets.dispatcherPath() + pattern, methods);
	}

	private void addRoute(String pattern, Set<String> methods) {
		this.paths.addRoute(this.servlets.dispatcherPath() + pattern, methods);
	}

}
