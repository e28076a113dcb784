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

package io.github.assetsboot.wrangler;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigData.Option;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/**
 * Loads a Wrangler configuration file as properties of a collection.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerConfigDataLoader implements ConfigDataLoader<WranglerConfigDataResource> {

	@Override
	public ConfigData load(ConfigDataLoaderContext context, WranglerConfigDataResource resource) throws IOException {
		Resource file = resource.findFile();
		if (file == null) {
			throw new ConfigDataResourceNotFoundException(resource);
		}
		WranglerConfiguration configuration = new WranglerConfiguration(file, WranglerFile.read(file),
				resource.getPrefix());
		if (resource.getEnvironments().isEmpty()) {
			return new ConfigData(List.of(propertySource(resource, file, "", configuration.topLevel())),
					Option.IGNORE_IMPORTS, Option.IGNORE_PROFILES);
		}
		String environment = last(resource.getEnvironments(), configuration);
		if (environment == null) {
			return ConfigData.EMPTY;
		}
		return new ConfigData(
				List.of(propertySource(resource, file, " environment '" + environment + "'",
						configuration.environment(environment))),
				Option.IGNORE_IMPORTS, Option.IGNORE_PROFILES, Option.PROFILE_SPECIFIC);
	}

	private static @Nullable String last(List<String> environments, WranglerConfiguration configuration) {
		return environments.stream()
			.filter(configuration::hasEnvironment)
			.reduce((first, second) -> second)
			.orElse(null);
	}

	private static PropertySource<?> propertySource(WranglerConfigDataResource resource, Resource file, String part,
			Map<String, Object> properties) {
		return new OriginTrackedMapPropertySource(
				WranglerImport.nameStart(resource.getPrefix()) + "'" + file.getDescription() + "'" + part, properties,
				true);
	}

}
