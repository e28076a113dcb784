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

package io.github.assetsboot.test;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.explain.RoutingExplainer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.context.support.StandardServletEnvironment;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The assets without the beans of the application. The auto-configurations of the assets
 * and of Spring MVC make them, as in the application.
 *
 * @author the Assets for Spring Boot authors
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration
class StandaloneAssets {

	/**
	 * The start of a handler that is meant for one method only.
	 */
	private static final Pattern HANDLER = Pattern.compile("(?:(?<method>[A-Z]+) )?(?<pattern>/\\S*)");

	/**
	 * Start a context without a server.
	 * @param profiles the profiles of the application's configuration files, {@code null}
	 * to read none of these files
	 * @param properties the properties, as {@code name=value}
	 * @param handlers the patterns of handlers, each with a method in front or without
	 * @return explains the decisions
	 */
	static RoutingExplainer start(@Nullable List<String> profiles, List<String> properties, List<String> handlers) {
		MockServletContext servletContext = new MockServletContext();
		GenericWebApplicationContext context = new GenericWebApplicationContext(servletContext);
		ConfigurableEnvironment environment = new StandardServletEnvironment();
		context.setEnvironment(environment);
		List<String> all = new ArrayList<>(List.of("assets.reload=false"));
		all.addAll(properties);
		TestPropertyValues.of(all).applyTo(environment);
		if (profiles != null) {
			ConfigDataEnvironmentPostProcessor.applyTo(environment, context, null, profiles);
		}
		servletContext.setContextPath(environment.getProperty("server.servlet.context-path", ""));
		new AnnotatedBeanDefinitionReader(context).register(StandaloneAssets.class);
		for (int i = 0; i < handlers.size(); i++) {
			RouterFunction<ServerResponse> function = toRouterFunction(handlers.get(i));
			context.registerBean("handler" + i, RouterFunction.class, () -> function);
		}
		try {
			context.refresh();
			return context.getBean(RoutingExplainer.class);
		}
		catch (BeanCreationException ex) {
			context.close();
			throw new IllegalStateException(
					"The assets cannot be read. " + NestedExceptionUtils.getMostSpecificCause(ex).getMessage(), ex);
		}
	}

	/**
	 * A functional route is described by its pattern alone.
	 */
	private static RouterFunction<ServerResponse> toRouterFunction(String handler) {
		Matcher matcher = HANDLER.matcher(handler);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'" + handler
					+ "' is not a handler. Write a path pattern such as '/api/**', or a method in front of it such as"
					+ " 'GET /api/users'.");
		}
		RequestPredicate predicate = RequestPredicates.path(matcher.group("pattern"));
		String method = matcher.group("method");
		if (method != null) {
			predicate = RequestPredicates.method(HttpMethod.valueOf(method)).and(predicate);
		}
		return RouterFunctions.route(predicate, (request) -> ServerResponse.ok().build());
	}

}
