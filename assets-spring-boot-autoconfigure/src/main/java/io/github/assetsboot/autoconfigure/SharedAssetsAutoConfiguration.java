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

package io.github.assetsboot.autoconfigure;

import java.util.Locale;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.assetsboot.delivery.LiveAssets;
import io.github.assetsboot.project.ProjectCacheSettings;
import io.github.assetsboot.project.ProjectId;
import io.github.assetsboot.project.SharedAssets;
import io.github.assetsboot.storage.AssetStorage;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for what the instances of an application keep in a storage for each
 * other.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@AutoConfiguration(after = AssetProjectsAutoConfiguration.class)
@ConditionalOnClass({ Caffeine.class, JsonMapper.class })
@ConditionalOnProperty("assets.storage")
@ConditionalOnBean({ LiveAssets.class, AssetStorage.class })
@EnableConfigurationProperties({ AssetsProperties.class, AssetProjectsProperties.class })
public final class SharedAssetsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SharedAssets sharedAssets(AssetStorage storage, AssetsProperties properties,
			AssetProjectsProperties projectsProperties, Environment environment) {
		ProjectCacheSettings cache = projectsProperties.getCache()
			.toSettings(projectsProperties.getLoading().toSettings(environment));
		return new SharedAssets(storage, application(environment), properties.getRetention().toRetention(),
				projectsProperties.toLimits().fileSize(), cache);
	}

	/**
	 * What tells the files of this application from those of others in the storage.
	 */
	private static ProjectId application(Environment environment) {
		String name = environment.getProperty("spring.application.name", "");
		String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
		if (!ProjectId.isValid(id)) {
			throw new InvalidAssetsPropertyException("spring.application.name", name,
					"'assets.storage' is set, and a name of 63 letters and digits at most has to tell the files of"
							+ " this application from those of others in the storage",
					"Set it, to the same name in all instances.");
		}
		return new ProjectId(id);
	}

	@Bean
	SharedAssetsUpkeep sharedAssetsUpkeep(LiveAssets assets, SharedAssets shared, AssetsProperties properties,
			AssetProjectsProperties projectsProperties, Environment environment) {
		return new SharedAssetsUpkeep(assets, shared,
				PropertyChecks.positive("assets.retention.refresh-interval",
						properties.getRetention().getRefreshInterval()),
				projectsProperties.getLoading().toSettings(environment).maxDuration());
	}

}
