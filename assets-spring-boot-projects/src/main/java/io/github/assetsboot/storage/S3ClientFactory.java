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

import java.net.URI;
import java.util.ServiceLoader;

import io.github.assetsboot.autoconfigure.PropertyChecks;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;

import org.springframework.util.StringUtils;

/**
 * Creates the client for the properties. The client computes only the checksums that S3
 * requires, because other services do not know all of them. It repeats no calls, because
 * the storage does.
 *
 * @author the Assets for Spring Boot authors
 */
class S3ClientFactory {

	private final AssetStorageProperties.S3 properties;

	S3ClientFactory(AssetStorageProperties.S3 properties) {
		this.properties = properties;
	}

	S3Client create() {
		S3ClientBuilder builder = S3Client.builder()
			.httpClientBuilder(new HttpClientBuilder(this.properties))
			.forcePathStyle(this.properties.isPathStyleAccess())
			.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
			.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
			.overrideConfiguration((configuration) -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()));
		configureEndpoint(builder);
		configureCredentials(builder);
		try {
			return builder.build();
		}
		catch (SdkClientException ex) {
			throw invalid("region", this.properties.getRegion(), String.valueOf(ex.getMessage()),
					"Set 'assets.storage.s3.region', or the environment variable AWS_REGION.");
		}
	}

	private void configureEndpoint(S3ClientBuilder builder) {
		String region = text(this.properties.getRegion());
		String endpoint = text(this.properties.getEndpoint());
		if (endpoint != null) {
			builder.endpointOverride(url(endpoint));
			region = (region != null) ? region : Region.US_EAST_1.id();
		}
		if (region != null) {
			builder.region(Region.of(region));
		}
	}

	private static URI url(String endpoint) {
		if (!endpoint.matches("https?://[^/]+.*")) {
			throw invalid("endpoint", endpoint, "it is not a URL", "Use a URL such as 'https://s3.example.com'.");
		}
		try {
			return URI.create(endpoint);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("endpoint", endpoint, String.valueOf(ex.getMessage()),
					"Use a URL such as 'https://s3.example.com'.");
		}
	}

	private void configureCredentials(S3ClientBuilder builder) {
		String accessKey = text(this.properties.getAccessKey());
		String secretKey = text(this.properties.getSecretKey());
		if (accessKey != null && secretKey != null) {
			builder.credentialsProvider(
					StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)));
		}
		else if (accessKey != null || secretKey != null) {
			throw invalid((accessKey != null) ? "secret-key" : "access-key", null,
					"one key is useless without the other",
					"Set both 'assets.storage.s3.access-key' and 'assets.storage.s3.secret-key', or none of them for the"
							+ " credentials that the AWS SDK finds by itself.");
		}
	}

	private static @Nullable String text(@Nullable String value) {
		return StringUtils.hasText(value) ? value : null;
	}

	private static InvalidAssetsPropertyException invalid(String name, @Nullable String value, String reason,
			String action) {
		return new InvalidAssetsPropertyException("assets.storage.s3." + name, (value != null) ? value : "(none)",
				reason, action);
	}

	/**
	 * Builds the HTTP client of the SDK that is on the class path. The SDK closes it.
	 */
	private static final class HttpClientBuilder implements SdkHttpClient.Builder<HttpClientBuilder> {

		private final AttributeMap timeouts;

		HttpClientBuilder(AssetStorageProperties.S3 properties) {
			this.timeouts = AttributeMap.builder()
				.put(SdkHttpConfigurationOption.CONNECTION_TIMEOUT,
						PropertyChecks.positive("assets.storage.s3.connect-timeout", properties.getConnectTimeout()))
				.put(SdkHttpConfigurationOption.CONNECTION_ACQUIRE_TIMEOUT, properties.getTimeout())
				.put(SdkHttpConfigurationOption.READ_TIMEOUT, properties.getTimeout())
				.build();
		}

		@Override
		public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
			return ServiceLoader.load(SdkHttpService.class, SdkHttpService.class.getClassLoader())
				.findFirst()
				.orElseThrow(() -> new InvalidAssetsPropertyException("assets.storage.type", "s3",
						"the AWS SDK has no HTTP client on the class path",
						"Add the dependency 'software.amazon.awssdk:apache5-client'."))
				.createHttpClientBuilder()
				.buildWithDefaults(this.timeouts.merge(defaults));
		}

	}

}
