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
import io.github.assetsboot.autoconfigure.PropertyChecks;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration for a storage in S3.
 *
 * @author the Assets for Spring Boot authors
 */
@AutoConfiguration(beforeName = "io.github.assetsboot.project.AssetProjectsAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ S3Client.class, Caffeine.class, JsonMapper.class })
@ConditionalOnAssetStorage(AssetStorageProperties.Type.S3)
@EnableConfigurationProperties(AssetStorageProperties.class)
final class S3AssetStorageAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(AssetStorage.class)
	S3Connection s3Connection(ObjectProvider<S3Client> clients, AssetStorageProperties properties) {
		return S3Connection.of(clients.getIfUnique(), properties.getS3());
	}

	@Bean
	@ConditionalOnMissingBean(AssetStorage.class)
	RetryingStorage s3AssetStorage(S3Connection client, AssetStorageProperties properties) {
		AssetStorageProperties.S3 s3 = properties.getS3();
		return new RetryingStorage(storage(client, bucket(s3), s3));
	}

	private static String bucket(AssetStorageProperties.S3 s3) {
		String bucket = s3.getBucket();
		if (bucket == null || !StringUtils.hasText(bucket)) {
			throw new InvalidAssetsPropertyException("assets.storage.s3.bucket", "(none)",
					"the storage is in S3, and the name of the bucket is missing",
					"Set 'assets.storage.s3.bucket' to the name of a bucket that exists.");
		}
		return bucket;
	}

	private static S3Storage storage(S3Connection client, String bucket, AssetStorageProperties.S3 s3) {
		try {
			return new S3Storage(client.client(), bucket, s3.getKeyPrefix(),
					PropertyChecks.positive("assets.storage.s3.timeout", s3.getTimeout()));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException("assets.storage.s3.key-prefix", s3.getKeyPrefix(),
					String.valueOf(ex.getMessage()), "Use a prefix such as 'assets/', or none.");
		}
	}

}
