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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.autoconfigure.AssetProjectsProperties.Storage;
import io.github.assetsboot.project.ProjectVersion;
import io.github.assetsboot.rules.RuleProblem;
import io.github.assetsboot.storage.AssetStorage;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Auto-configuration that makes sure that there is the storage that is asked for, and
 * that what is kept there can be read in a native image.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@AutoConfiguration(after = { DirectoryAssetStorageAutoConfiguration.class, RedisAssetStorageAutoConfiguration.class,
		S3AssetStorageAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnAssetStorage({ Storage.DIRECTORY, Storage.REDIS, Storage.S3 })
@EnableConfigurationProperties({ AssetsProperties.class, AssetProjectsProperties.class })
@RegisterReflectionForBinding(classes = { ProjectVersion.class, RuleProblem.class },
		classNames = { "io.github.assetsboot.project.ProjectManifest", "io.github.assetsboot.project.UploadManifest" })
public final class AssetStorageAutoConfiguration {

	AssetStorageAutoConfiguration(AssetsProperties properties, AssetProjectsProperties projects,
			ObjectProvider<AssetStorage> storages, ApplicationContext context) {
		Storage own = properties.getStorage();
		if (own != null && projects.isEnabled() && own != projects.getStorage()) {
			throw new InvalidAssetsPropertyException(
					"assets.storage", SettingsDescription.choice(own), "'assets.projects.storage' is '"
							+ SettingsDescription.choice(projects.getStorage()) + "', and there is one storage",
					"Set both to the same kind.");
		}
		if (storages.stream().findAny().isEmpty()) {
			Storage kind = (own != null) ? own : projects.getStorage();
			throw new InvalidAssetsPropertyException((own != null) ? "assets.storage" : "assets.projects.storage",
					SettingsDescription.choice(kind), "what it needs is missing",
					action(kind, context.getClassLoader()));
		}
	}

	/**
	 * Where no dependency is missing, a bean is, and all are named.
	 */
	private static String action(Storage kind, @Nullable ClassLoader classLoader) {
		Map<String, String> needed = new LinkedHashMap<>();
		if (kind == Storage.S3) {
			needed.put("software.amazon.awssdk:s3", "software.amazon.awssdk.services.s3.S3Client");
		}
		if (kind == Storage.REDIS) {
			needed.put("org.springframework.boot:spring-boot-starter-data-redis",
					"org.springframework.data.redis.connection.RedisConnectionFactory");
		}
		needed.put("com.github.ben-manes.caffeine:caffeine", "com.github.benmanes.caffeine.cache.Caffeine");
		needed.put("org.springframework.boot:spring-boot-starter-jackson", "tools.jackson.databind.json.JsonMapper");
		List<String> missing = needed.keySet()
			.stream()
			.filter((dependency) -> !ClassUtils.isPresent(String.valueOf(needed.get(dependency)), classLoader))
			.toList();
		List<String> named = missing.isEmpty() ? List.copyOf(needed.keySet()) : missing;
		return "Add the " + ((named.size() == 1) ? "dependency " : "dependencies ") + String.join(", ", named) + ".";
	}

}
