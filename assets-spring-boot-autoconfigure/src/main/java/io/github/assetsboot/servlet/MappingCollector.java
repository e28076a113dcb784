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

import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;

import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Collects what an application is mapped to from its servlets and handler mappings.
 *
 * @author the Assets for Spring Boot authors
 */
final class MappingCollector {

	private static final String ACTUATOR_PACKAGE = "org.springframework.boot.webmvc.actuate.";

	/**
	 * Not there if endpoints have a port of their own.
	 */
	private static final String ACTUATOR_ENDPOINTS = ACTUATOR_PACKAGE + "endpoint.web.WebMvcEndpointHandlerMapping";

	private static final String ACTUATOR_BASE_PATH_PROPERTY = "management.endpoints.web.base-path";

	private final ApplicationContext context;

	private final String dispatcherServletMapping;

	/**
	 * The path of the {@code DispatcherServlet}, without a slash at the end.
	 */
	private final String prefix;

	private final MappedPaths paths = new MappedPaths();

	MappingCollector(ApplicationContext context) {
		this.context = context;
		DispatcherServletPath path = context.getBeanProvider(DispatcherServletPath.class).getIfAvailable();
		this.dispatcherServletMapping = (path != null) ? path.getServletUrlMapping() : "/";
		this.prefix = (path != null) ? path.getPrefix() : "";
	}

	MappedPaths collect(ServletContext servletContext) {
		addServlets(servletContext);
		this.context.getBeanProvider(HandlerMapping.class, false).stream().forEach(this::addMapping);
		addProjectsApi(this.context.getEnvironment());
		return this.paths;
	}

	private void addServlets(ServletContext servletContext) {
		for (ServletRegistration servlet : servletContext.getServletRegistrations().values()) {
			for (String mapping : servlet.getMappings()) {
				if (!mapping.equals(this.dispatcherServletMapping) && !mapping.equals("/")) {
					this.paths.addOwned(toPathPattern(mapping));
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
		else if (mapping instanceof RouterFunctionMapping routerMapping && routerMapping.getRouterFunction() != null) {
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
				addOwned(pattern);
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
		String basePath = this.context.getEnvironment().getProperty(ACTUATOR_BASE_PATH_PROPERTY, "/actuator");
		if (!basePath.isEmpty() && !basePath.equals("/")) {
			addOwned(basePath + "/**");
		}
	}

	/**
	 * What publishes sites is no site's.
	 */
	private void addProjectsApi(Environment environment) {
		boolean enabled = environment.getProperty("assets.projects.enabled", Boolean.class, false)
				&& environment.getProperty("assets.projects.api.enabled", Boolean.class, false);
		if (enabled) {
			addOwned(environment.getProperty("assets.projects.api.path", "/assets-projects") + "/**");
		}
	}

	private void addUrl(String pattern, Object handler) {
		if (!(handler instanceof ResourceHttpRequestHandler)) {
			addHandler(pattern, Set.of());
		}
		else if (!pattern.equals("/**")) {
			addOwned(pattern);
		}
	}

	private void addOwned(String pattern) {
		this.paths.addOwned(this.prefix + pattern);
	}

	private void addHandler(String pattern, Set<String> methods) {
		this.paths.addHandler(this.prefix + pattern, methods);
	}

}
