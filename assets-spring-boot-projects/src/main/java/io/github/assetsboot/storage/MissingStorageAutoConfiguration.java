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

package io.github.assetsboot.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.storage.AssetStorageProperties.Type;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Auto-configuration that lets the start fail if a storage is needed and there is none.
 *
 * @author the Assets for Spring Boot authors
 */
@AutoConfiguration(after = { DirectoryAssetStorageAutoConfiguration.class, RedisAssetStorageAutoConfiguration.class,
		S3AssetStorageAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnAssetStorage({ Type.DIRECTORY, Type.REDIS, Type.S3 })
@EnableConfigurationProperties(AssetStorageProperties.class)
final class MissingStorageAutoConfiguration {

	MissingStorageAutoConfiguration(AssetStorageProperties properties, ObjectProvider<AssetStorage> storages,
			ApplicationContext context) {
		if (storages.stream().findAny().isEmpty()) {
			Type type = properties.getType();
			throw new InvalidAssetsPropertyException("assets.storage.type", type.name().toLowerCase(Locale.ROOT),
					"a library for this storage is not on the class path", action(type, context.getClassLoader()));
		}
	}

	/**
	 * Name the missing dependencies. If no dependency is missing, a bean is, and the
	 * action names all dependencies.
	 */
	private static String action(Type type, @Nullable ClassLoader classLoader) {
		Map<String, String> needed = new LinkedHashMap<>();
		if (type == Type.S3) {
			needed.put("software.amazon.awssdk:s3", "software.amazon.awssdk.services.s3.S3Client");
		}
		if (type == Type.REDIS) {
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
