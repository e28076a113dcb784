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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Spring's own resource handler as fast as it can be configured: resources are looked up
 * and hashed once. The benchmark of a template uses the handler that Spring Boot
 * configures.
 *
 * @author the Assets for Spring Boot authors
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "benchmarks.template", havingValue = false, matchIfMissing = true)
class SpringResources implements WebMvcConfigurer {

	private final String directory;

	private final String tagPrefix;

	private final Map<Resource, String> tags = new ConcurrentHashMap<>();

	/**
	 * Create the configuration.
	 * @param directory the folder of files
	 * @param weakTags whether tags are weak: Tomcat compresses no response with a strong
	 * one
	 */
	SpringResources(@Value("${assets.directory}") String directory,
			@Value("${benchmarks.weak-tags:false}") boolean weakTags) {
		this.directory = directory;
		this.tagPrefix = weakTags ? "W/\"" : "\"";
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler("/spring/**")
			.addResourceLocations(new FileSystemResource(this.directory + "/"))
			.setOptimizeLocations(true)
			.setUseLastModified(false)
			.setEtagGenerator((resource) -> this.tags.computeIfAbsent(resource, this::tag))
			.setCacheControl(CacheControl.maxAge(Duration.ZERO).cachePublic().mustRevalidate())
			.resourceChain(true);
	}

	private String tag(Resource resource) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(resource.getContentAsByteArray());
			return this.tagPrefix + HexFormat.of().formatHex(hash, 0, 16) + "\"";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
