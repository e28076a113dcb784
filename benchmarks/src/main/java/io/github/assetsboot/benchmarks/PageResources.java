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

package io.github.assetsboot.benchmarks;

import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Spring's resource handler for the build of a front end, as well as it can be
 * configured: a chain with a cache and versions, files with a hash in their names for a
 * year, all others to be asked for again each time.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("benchmarks.pages")
class PageResources implements WebMvcConfigurer {

	private final String directory;

	PageResources(@Value("${assets.directory}") String directory) {
		this.directory = directory;
	}

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addViewController("/").setViewName("forward:/index.html");
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		add(registry, "/assets/**", "/assets/", CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
		add(registry, "/**", "/", CacheControl.maxAge(Duration.ZERO).cachePublic().mustRevalidate());
	}

	private void add(ResourceHandlerRegistry registry, String pattern, String folder, CacheControl cacheControl) {
		registry.addResourceHandler(pattern)
			.addResourceLocations(new FileSystemResource(this.directory + folder))
			.setOptimizeLocations(true)
			.setCacheControl(cacheControl)
			.resourceChain(true)
			.addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
	}

}
