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
import java.util.Set;
import java.util.stream.Stream;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.ServletContextResource;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;

/**
 * Takes the place of Spring Boot's welcome page where it would be an {@code index.html},
 * because the assets answer {@code /}. Spring Boot's mappings log that page when they are
 * created, so they are not created. A welcome page made from a template stays.
 */
class StaticWelcomePagePostProcessor implements InstantiationAwareBeanPostProcessor {

	private static final String WELCOME_PAGE = "index.html";

	/**
	 * The second mapping answers 406 where the page of the first one is not acceptable.
	 */
	private static final Set<String> MAPPINGS = Set.of("welcomePageHandlerMapping",
			"welcomePageNotAcceptableHandlerMapping");

	private final ApplicationContext context;

	private @Nullable Boolean served;

	StaticWelcomePagePostProcessor(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public @Nullable Object postProcessBeforeInstantiation(Class<?> beanClass, String beanName) {
		boolean replaced = MAPPINGS.contains(beanName)
				&& beanClass.getPackage() == WebMvcAutoConfiguration.class.getPackage() && isServed();
		return replaced ? new NoWelcomePage() : null;
	}

	/**
	 * The locations are looked through once for both mappings.
	 */
	private boolean isServed() {
		Boolean served = this.served;
		if (served == null) {
			served = isStatic();
			this.served = served;
		}
		return served;
	}

	/**
	 * Return whether Spring Boot serves an {@code index.html} as its welcome page, which
	 * it does for the default pattern only.
	 */
	private boolean isStatic() {
		if (!"/**".equals(this.context.getBean(WebMvcProperties.class).getStaticPathPattern())) {
			return false;
		}
		String[] locations = this.context.getBean(WebProperties.class).getResources().getStaticLocations();
		ServletContext servletContext = (this.context instanceof WebApplicationContext web) ? web.getServletContext()
				: null;
		Stream<Resource> root = (servletContext != null) ? Stream.of(new ServletContextResource(servletContext, "/"))
				: Stream.empty();
		return Stream.concat(Arrays.stream(locations).map(this.context::getResource), root)
			.anyMatch(StaticWelcomePagePostProcessor::hasWelcomePage);
	}

	private static boolean hasWelcomePage(Resource location) {
		try {
			Resource page = location.createRelative(WELCOME_PAGE);
			return page.exists() && page.getURL() != null;
		}
		catch (IOException | RuntimeException ex) {
			return false;
		}
	}

	/**
	 * A mapping without handlers.
	 */
	private static final class NoWelcomePage extends AbstractUrlHandlerMapping {

		@Override
		protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
			return null;
		}

	}

}
