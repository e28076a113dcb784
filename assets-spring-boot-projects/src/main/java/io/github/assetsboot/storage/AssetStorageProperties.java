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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the storage of projects, and of files that the instances
 * of an application share.
 */
@ConfigurationProperties("assets.storage")
class AssetStorageProperties {

	/**
	 * Type of the storage, unless the application has an AssetStorage bean.
	 */
	private Type type = Type.DIRECTORY;

	/**
	 * Path of the directory, for the type 'directory'. Instances with the same directory
	 * share their projects.
	 */
	private String directory = "./assets-projects";

	private final Redis redis = new Redis();

	private final S3 s3 = new S3();

	public Type getType() {
		return this.type;
	}

	public void setType(Type type) {
		this.type = type;
	}

	public String getDirectory() {
		return this.directory;
	}

	public void setDirectory(String directory) {
		this.directory = directory;
	}

	public Redis getRedis() {
		return this.redis;
	}

	public S3 getS3() {
		return this.s3;
	}

	/**
	 * Types of storage.
	 */
	enum Type {

		/**
		 * A directory.
		 */
		DIRECTORY,

		/**
		 * Redis, with the connection of {@code spring.data.redis}.
		 */
		REDIS,

		/**
		 * A bucket of S3, or of another service with the same API.
		 */
		S3

	}

	/**
	 * Properties of the storage in Redis.
	 */
	static class Redis {

		/**
		 * Prefix of all keys in Redis, without braces.
		 */
		private String keyPrefix = "assets:";

		public String getKeyPrefix() {
			return this.keyPrefix;
		}

		public void setKeyPrefix(String keyPrefix) {
			this.keyPrefix = keyPrefix;
		}

	}

	/**
	 * Properties of the storage in S3. The properties of the connection have no effect in
	 * an application with an S3Client bean.
	 */
	static class S3 {

		/**
		 * Name of the bucket. The bucket must exist.
		 */
		private @Nullable String bucket;

		/**
		 * Prefix of all keys in the bucket, such as 'assets/'.
		 */
		private String keyPrefix = "";

		/**
		 * Region of the bucket. If not set, the AWS SDK looks for it in its usual places,
		 * unless there is an endpoint: then the region is 'us-east-1'.
		 */
		private @Nullable String region;

		/**
		 * URL of another service with the API of S3.
		 */
		private @Nullable String endpoint;

		/**
		 * Whether to send the name of the bucket as the first segment of the path, rather
		 * than as a part of the host.
		 */
		private boolean pathStyleAccess;

		/**
		 * Access key. If not set, the AWS SDK looks for credentials in its usual places.
		 */
		private @Nullable String accessKey;

		/**
		 * Secret key that belongs to the access key.
		 */
		private @Nullable String secretKey;

		/**
		 * Maximum time to connect.
		 */
		private Duration connectTimeout = Duration.ofSeconds(2);

		/**
		 * Maximum time for a response. An upload has a second more for each MB.
		 */
		private Duration timeout = Duration.ofSeconds(10);

		public @Nullable String getBucket() {
			return this.bucket;
		}

		public void setBucket(@Nullable String bucket) {
			this.bucket = bucket;
		}

		public String getKeyPrefix() {
			return this.keyPrefix;
		}

		public void setKeyPrefix(String keyPrefix) {
			this.keyPrefix = keyPrefix;
		}

		public @Nullable String getRegion() {
			return this.region;
		}

		public void setRegion(@Nullable String region) {
			this.region = region;
		}

		public @Nullable String getEndpoint() {
			return this.endpoint;
		}

		public void setEndpoint(@Nullable String endpoint) {
			this.endpoint = endpoint;
		}

		public boolean isPathStyleAccess() {
			return this.pathStyleAccess;
		}

		public void setPathStyleAccess(boolean pathStyleAccess) {
			this.pathStyleAccess = pathStyleAccess;
		}

		public @Nullable String getAccessKey() {
			return this.accessKey;
		}

		public void setAccessKey(@Nullable String accessKey) {
			this.accessKey = accessKey;
		}

		public @Nullable String getSecretKey() {
			return this.secretKey;
		}

		public void setSecretKey(@Nullable String secretKey) {
			this.secretKey = secretKey;
		}

		public Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		public void setConnectTimeout(Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

}
