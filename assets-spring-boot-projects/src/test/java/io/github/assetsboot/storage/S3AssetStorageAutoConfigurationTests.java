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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.github.assetsboot.autoconfigure.FailureAnalyses;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link S3AssetStorageAutoConfiguration}.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class S3AssetStorageAutoConfigurationTests {

	@TempDir
	private Path directory;

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(S3AssetStorageAutoConfiguration.class,
				RedisAssetStorageAutoConfiguration.class, DirectoryAssetStorageAutoConfiguration.class,
				MissingStorageAutoConfiguration.class, projects()))
		.withSystemProperties("aws.disableEc2Metadata=true", "aws.configFile=/does/not/exist")
		.withPropertyValues("assets.projects.enabled=true", "assets.storage.type=s3", "assets.storage.s3.bucket=sites");

	private static Class<?> projects() {
		return ClassUtils.resolveClassName("io.github.assetsboot.project.AssetProjectsAutoConfiguration", null);
	}

	private WebApplicationContextRunner withEndpoint() {
		return this.runner.withPropertyValues("assets.storage.s3.endpoint=http://127.0.0.1:1",
				"assets.storage.s3.access-key=access", "assets.storage.s3.secret-key=secret");
	}

	private static S3Client client(AssertableWebApplicationContext context) {
		return context.getBean(S3Connection.class).client();
	}

	@Test
	void clientIsWhatThePropertiesDescribeAndClosedInTheEnd() {
		S3Client[] used = new S3Client[1];
		withEndpoint().withPropertyValues("assets.storage.s3.key-prefix=assets/").run((context) -> {
			assertThat(context.getBean(AssetStorage.class))
				.hasToString("S3 bucket 'sites', keys beginning with 'assets/'");
			used[0] = client(context);
			S3ServiceClientConfiguration configuration = used[0].serviceClientConfiguration();
			assertThat(configuration.region()).isEqualTo(Region.US_EAST_1);
			assertThat(configuration.endpointOverride()).contains(URI.create("http://127.0.0.1:1"));
			assertThat(configuration.overrideConfiguration().retryStrategy().orElseThrow().maxAttempts()).isEqualTo(1);
			assertThat(context).doesNotHaveBean(S3Client.class);
		});
		assertThatIllegalStateException().isThrownBy(() -> used[0].listBuckets());
	}

	@Test
	void regionIsThatOfThePropertiesWithOrWithoutAnEndpoint() {
		for (WebApplicationContextRunner each : new WebApplicationContextRunner[] { this.runner, withEndpoint() }) {
			each.withPropertyValues("assets.storage.s3.region=eu-central-1")
				.run((context) -> assertThat(client(context).serviceClientConfiguration().region())
					.isEqualTo(Region.EU_CENTRAL_1));
		}
	}

	@Test
	void clientOfTheApplicationIsUsedAndNotClosed() {
		this.runner.withUserConfiguration(OneClient.class).run((context) -> {
			assertThat(client(context)).isSameAs(context.getBean("s3Client"));
			context.getBean(S3Connection.class).close();
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> client(context).listBuckets())
				.isNotInstanceOf(IllegalStateException.class);
		});
	}

	@Test
	void propertiesThatTheClientOfTheApplicationOverridesAreWarnedOf(CapturedOutput output) {
		// a test that started an application may have left another level
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel("io.github.assetsboot", LogLevel.WARN);
		this.runner.withUserConfiguration(OneClient.class)
			.run((context) -> assertThat(output).doesNotContain("no effect"));
		withEndpoint().withUserConfiguration(OneClient.class)
			.run((context) -> assertThat(output).contains("have no effect"));
	}

	@Test
	void ofTwoClientsOfTheApplicationThePrimaryOneIsUsedOrNone() {
		withEndpoint().withUserConfiguration(OneClient.class, AnotherClient.class)
			.run((context) -> assertThat(client(context)).isNotIn(context.getBeansOfType(S3Client.class).values()));
		withEndpoint().withUserConfiguration(OneClient.class, PrimaryClient.class)
			.run((context) -> assertThat(client(context)).isSameAs(context.getBean("primaryS3Client")));
	}

	@Test
	void storageOfTheApplicationTakesItsPlace() {
		this.runner.withBean(AssetStorage.class, () -> new DirectoryStorage(this.directory))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(AssetStorage.class)
				.doesNotHaveBean(S3Connection.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "assets.storage.type=directory", "assets.projects.enabled=false" })
	void nothingIsConfiguredWithoutNeed(String property) {
		this.runner.withPropertyValues(property, "assets.storage.directory=" + this.directory)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(S3Connection.class));
	}

	private static void assertExplained(AssertableWebApplicationContext context, String property, String reason,
			String action) {
		assertThat(context).hasFailed();
		FailureAnalysis analysis = FailureAnalyses.of(context.getStartupFailure());
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains("'" + property + "'").contains(reason);
		assertThat(analysis.getAction()).contains(action);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"bucket | \"\" | name of the bucket is missing | assets.storage.s3.bucket",
			"key-prefix | /assets | letters, digits | assets/", "endpoint | s3.example.com | not a URL | https://",
			"endpoint | http://a b/ | Illegal character | https://", "timeout | 0s | greater than zero | a duration",
			"connect-timeout | -1s | greater than zero | a duration",
			"access-key | \"\" | one key | assets.storage.s3.access-key",
			"secret-key | \"\" | one key | assets.storage.s3.secret-key" })
	void valueThatCannotBeUsedStopsTheStartAndIsExplained(String name, String value, String reason, String action) {
		withEndpoint().withPropertyValues("assets.storage.s3." + name + "=" + value)
			.run((context) -> assertExplained(context, "assets.storage.s3." + name, reason, action));
	}

	@Test
	void regionThatIsNowhereIsExplained() {
		Assumptions.assumeTrue(System.getenv("AWS_REGION") == null);
		this.runner.run((context) -> assertExplained(context, "assets.storage.s3.region", "region", "AWS_REGION"));
	}

	@Test
	void storeThatDoesNotAnswerIsTriedThreeTimesForAsLongAsThePropertySays() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			withEndpoint()
				.withPropertyValues("assets.storage.s3.endpoint=http://127.0.0.1:" + silent.getLocalPort(),
						"assets.storage.s3.timeout=300ms")
				.run((context) -> {
					long start = System.nanoTime();
					assertThatExceptionOfType(IOException.class)
						.isThrownBy(() -> context.getBean(AssetStorage.class).read("project/a/manifest"));
					assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(900),
							Duration.ofSeconds(5));
				});
		}
	}

	private static S3Client anyClient() {
		return S3Client.builder().region(Region.EU_WEST_1).endpointOverride(URI.create("http://127.0.0.1:1")).build();
	}

	@Configuration(proxyBeanMethods = false)
	static class OneClient {

		@Bean
		S3Client s3Client() {
			return anyClient();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnotherClient {

		@Bean
		S3Client anotherS3Client() {
			return anyClient();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryClient {

		@Bean
		@Primary
		S3Client primaryS3Client() {
			return anyClient();
		}

	}

}
