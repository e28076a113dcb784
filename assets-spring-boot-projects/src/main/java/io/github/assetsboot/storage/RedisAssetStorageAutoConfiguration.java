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

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Auto-configuration for a storage in Redis.
 *
 * @author the Assets for Spring Boot authors
 */
@AutoConfiguration(beforeName = "io.github.assetsboot.project.AssetProjectsAutoConfiguration",
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ RedisConnectionFactory.class, Caffeine.class, JsonMapper.class })
@ConditionalOnBean(RedisConnectionFactory.class)
@ConditionalOnAssetStorage(AssetStorageProperties.Type.REDIS)
@EnableConfigurationProperties(AssetStorageProperties.class)
final class RedisAssetStorageAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(AssetStorage.class)
	RedisServerCheck assetsRedisServerCheck(RedisConnectionFactory connections) {
		return new RedisServerCheck(connections);
	}

	@Bean
	@ConditionalOnMissingBean(AssetStorage.class)
	RetryingStorage redisAssetStorage(RedisConnectionFactory connections, AssetStorageProperties properties) {
		return new RetryingStorage(new RedisStorage(connections, keyPrefix(properties)));
	}

	private static String keyPrefix(AssetStorageProperties properties) {
		String prefix = properties.getRedis().getKeyPrefix();
		if (prefix.contains("{") || prefix.contains("}")) {
			throw new InvalidAssetsPropertyException("assets.storage.redis.key-prefix", prefix,
					"it has braces, and the storage sets the braces of a Redis Cluster itself",
					"Use a prefix without braces, such as 'assets:'.");
		}
		return prefix;
	}

}
