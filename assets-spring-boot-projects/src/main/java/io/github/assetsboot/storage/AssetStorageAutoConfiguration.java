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

import java.util.Locale;

import io.github.assetsboot.autoconfigure.InvalidAssetsPropertyException;
import io.github.assetsboot.storage.AssetStorageProperties.Type;
import io.github.assetsboot.storage.directory.DirectoryAssetStorageAutoConfiguration;
import io.github.assetsboot.storage.redis.RedisAssetStorageAutoConfiguration;
import io.github.assetsboot.storage.s3.S3AssetStorageAutoConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * Auto-configuration that fails the start if a storage is needed and there is none.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@AutoConfiguration(after = { DirectoryAssetStorageAutoConfiguration.class, RedisAssetStorageAutoConfiguration.class,
		S3AssetStorageAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnAssetStorage({ Type.DIRECTORY, Type.REDIS, Type.S3 })
@EnableConfigurationProperties(AssetStorageProperties.class)
public final class AssetStorageAutoConfiguration {

	AssetStorageAutoConfiguration(AssetStorageProperties properties, ObjectProvider<AssetStorage> storages) {
		if (storages.stream().findAny().isEmpty()) {
			Type type = properties.getType();
			throw new InvalidAssetsPropertyException("assets.storage.type", type.name().toLowerCase(Locale.ROOT),
					"a library that this storage needs is not on the class path", action(type));
		}
	}

	private static String action(Type type) {
		String always = "com.github.ben-manes.caffeine:caffeine and org.springframework.boot:spring-boot-starter-jackson";
		return "Add the dependencies " + switch (type) {
			case DIRECTORY -> always + ".";
			case S3 -> "software.amazon.awssdk:s3, " + always + ".";
			case REDIS -> "org.springframework.boot:spring-boot-starter-data-redis, " + always + ".";
		};
	}

}
