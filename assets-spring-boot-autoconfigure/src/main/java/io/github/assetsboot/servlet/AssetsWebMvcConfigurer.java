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

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodReturnValueHandlerComposite;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;

/**
 * Takes the place of Boot's resource handler for {@code /**}, on the management port,
 * too, with one that has no files, so that a request without an answer still ends as it
 * does in every Boot application. A handler for that pattern that the application
 * registers itself replaces it, and Boot's for {@code /webjars/**} stays.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetsWebMvcConfigurer implements WebMvcConfigurer, Ordered {

	static final String EVERYTHING = "/**";

	private final boolean resources;

	private final @Nullable AssetLinkResolver links;

	/**
	 * Create a configurer.
	 * @param resources whether Boot would have a resource handler for every path
	 * @param links knows the URLs of assets, {@code null} if each has its own URL only
	 */
	AssetsWebMvcConfigurer(boolean resources, @Nullable AssetLinkResolver links) {
		this.resources = resources;
		this.links = links;
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		if (this.resources) {
			ResourceHandlerRegistration handler = registry.addResourceHandler(EVERYTHING)
				.addResourceLocations(NoFiles.LOCATION);
			if (this.links != null) {
				handler.resourceChain(false).addResolver(this.links);
			}
		}
	}

	/**
	 * Ahead of those of the application, which may answer themselves.
	 */
	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(new OutcomeLog.HandlerRecorder()).order(Ordered.HIGHEST_PRECEDENCE);
	}

	@Override
	public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
		for (HandlerExceptionResolver resolver : resolvers) {
			if (resolver instanceof ExceptionHandlerExceptionResolver methodResolver) {
				HandlerMethodReturnValueHandlerComposite handlers = methodResolver.getReturnValueHandlers();
				methodResolver.setReturnValueHandlers(
						AssetsReturnValueHandler.decorate((handlers != null) ? handlers.getHandlers() : null));
			}
		}
	}

	/**
	 * Ahead of Boot's own configurer, which leaves a pattern alone that is taken.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
