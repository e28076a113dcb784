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

package io.github.assetsboot.project;

import java.util.Locale;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.storage.AssetStorage;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the files that the instances of an application share.
 *
 * @author the Assets for Spring Boot authors
 */
@AutoConfiguration(after = AssetProjectsAutoConfiguration.class)
@ConditionalOnClass({ Caffeine.class, JsonMapper.class })
@ConditionalOnBooleanProperty("assets.sharing.enabled")
@ConditionalOnBean({ AssetCollections.class, AssetStorage.class })
@EnableConfigurationProperties({ AssetSharingProperties.class, StorageLoadingProperties.class,
		AssetRetentionProperties.class })
@RegisterReflectionForBinding({ ProjectState.class, ProjectManifest.class, RetainedFiles.class })
final class SharedAssetsAutoConfiguration {

	@Bean
	SharedAssets sharedAssets(AssetStorage storage, AssetSharingProperties properties, StorageLoadingProperties loading,
			AssetRetentionProperties retention, Environment environment) {
		return new SharedAssets(storage, application(environment), retention.toRetention(), properties.toMaxFileSize(),
				properties.toMemory(), loading.toSettings(environment));
	}

	/**
	 * Return the ID that separates the files of this application from those of others in
	 * the storage.
	 */
	private static ProjectId application(Environment environment) {
		String name = environment.getProperty("spring.application.name", "");
		String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
		if (!ProjectId.isValid(id)) {
			throw new InvalidAssetsPropertyException("spring.application.name", name,
					"'assets.sharing.enabled' is 'true', and the name separates the files of this application from others. It"
							+ " must have at most 63 letters and digits",
					"Set 'spring.application.name' to the same name in all instances.");
		}
		return new ProjectId(id);
	}

	@Bean
	SharedAssetsUpkeep sharedAssetsUpkeep(AssetCollections assets, SharedAssets shared,
			AssetSharingProperties properties, StorageLoadingProperties loading, Environment environment) {
		return new SharedAssetsUpkeep(assets, shared, properties.toRefreshInterval(),
				loading.toSettings(environment).maxDuration());
	}

}
