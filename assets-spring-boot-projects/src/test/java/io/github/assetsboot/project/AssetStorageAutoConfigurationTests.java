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

import java.nio.file.Path;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the auto-configurations of this module.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetStorageAutoConfigurationTests {

	@TempDir
	Path directory;

	private WebApplicationContextRunner runner;

	@BeforeEach
	void prepare() {
		this.runner = new WebApplicationContextRunner()
			.withConfiguration(ProjectAutoConfigurations.with(AssetsAutoConfiguration.class,
					WebMvcAutoConfiguration.class, DispatcherServletAutoConfiguration.class))
			.withPropertyValues("assets.directory=" + this.directory, "assets.storage.directory=" + this.directory,
					"spring.application.name=shop");
	}

	@Test
	void nothingIsThereUnlessItIsAskedFor() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(AssetStorage.class)
			.doesNotHaveBean(AssetProjects.class)
			.doesNotHaveBean(SharedAssets.class)
			.doesNotHaveBean(AssetStorageHealthIndicator.class));
	}

	@Test
	void projectsDoNotShareTheOwnCollection() {
		this.runner.withPropertyValues("assets.projects.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(DirectoryStorage.class)
				.hasSingleBean(AssetProjects.class)
				.hasSingleBean(AssetStorageHealthIndicator.class)
				.doesNotHaveBean(SharedAssets.class));
	}

	@Test
	void ownCollectionIsSharedWithoutProjects() {
		this.runner.withPropertyValues("assets.sharing.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(DirectoryStorage.class)
				.hasSingleBean(SharedAssets.class)
				.hasSingleBean(AssetStorageHealthIndicator.class)
				.doesNotHaveBean(AssetProjects.class));
	}

	@Test
	void bothAreInOneStorage() {
		this.runner.withPropertyValues("assets.sharing.enabled=true", "assets.projects.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(AssetStorage.class)
				.hasSingleBean(SharedAssets.class)
				.hasSingleBean(AssetProjects.class));
	}

	@Test
	void nothingIsThereWhenEverythingIsOff() {
		this.runner
			.withPropertyValues("assets.enabled=false", "assets.sharing.enabled=true", "assets.projects.enabled=true",
					"assets.projects.resolve.header=X-Project")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(AssetStorage.class)
				.doesNotHaveBean(AssetProjects.class)
				.doesNotHaveBean(FilterRegistrationBean.class));
	}

	@Test
	void storageOfTheApplicationTakesThePlaceOfAnyKind() {
		this.runner.withBean(AssetStorage.class, () -> new DirectoryStorage(this.directory))
			.withPropertyValues("assets.projects.enabled=true", "assets.storage.type=redis")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(AssetProjects.class));
	}

	@ParameterizedTest
	@CsvSource({ "assets.retention.versions, 0", "assets.retention.age, -1s", "assets.sharing.refresh-interval, 0s",
			"assets.projects.cache.projects, -1", "assets.projects.cache.deployment-time-to-live, -1s",
			"assets.projects.cache.unknown-time-to-live, -1s", "assets.projects.cache.memory, -1B",
			"assets.projects.cache.manifest-memory, -1B", "assets.storage.loading.max-wait, 0s",
			"assets.storage.loading.max-waiting, 0", "assets.storage.loading.threads, 0",
			"assets.storage.loading.max-duration, -1s", "assets.storage.loading.max-duration, 1s",
			"assets.storage.loading.max-failures, 0", "assets.storage.loading.pause, 0s",
			"assets.projects.cache.content-time-to-live, -1s", "assets.projects.limits.files, -1",
			"assets.sharing.memory, -1B", "assets.sharing.max-file-size, -1B", "assets.projects.limits.file-size, -1B",
			"assets.projects.limits.total-size, -1B" })
	void valueThatMeansNothingStopsTheStartAndIsExplained(String property, String value) {
		this.runner
			.withPropertyValues(property + "=" + value, "assets.sharing.enabled=true", "assets.projects.enabled=true")
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context.getStartupFailure()).rootCause()
					.isInstanceOfSatisfying(InvalidAssetsPropertyException.class,
							(failure) -> assertThat(failure.getProperty()).isEqualTo(property));
			});
	}

	@ParameterizedTest
	@CsvSource({ "{assets}:", "assets{", "}" })
	void keyPrefixWithBracesStopsTheStart(String prefix) {
		this.runner.withBean(RedisConnectionFactory.class, () -> new LettuceConnectionFactory("127.0.0.1", 1))
			.withPropertyValues("assets.projects.enabled=true", "assets.storage.type=redis",
					"assets.storage.redis.key-prefix=" + prefix)
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context.getStartupFailure()).rootCause()
					.isInstanceOfSatisfying(InvalidAssetsPropertyException.class, (failure) -> {
						assertThat(failure.getProperty()).isEqualTo("assets.storage.redis.key-prefix");
						assertThat(failure.getValue()).isEqualTo(prefix);
						assertThat(failure.getAction()).isEqualTo("Use a prefix without braces, such as 'assets:'.");
					});
			});
	}

	@ParameterizedTest
	@CsvSource({ "0", "-1" })
	void apiWithoutCallsStopsTheStart(String value) {
		this.runner
			.withPropertyValues("assets.projects.api.max-calls=" + value, "assets.projects.enabled=true",
					"assets.projects.api.enabled=true")
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context.getStartupFailure()).rootCause()
					.isInstanceOfSatisfying(InvalidAssetsPropertyException.class,
							(failure) -> assertThat(failure.getProperty()).isEqualTo("assets.projects.api.max-calls"));
			});
	}

	@ParameterizedTest
	@CsvSource({ "assets.sharing.enabled, redis, spring-boot-starter-data-redis",
			"assets.projects.enabled, redis, spring-boot-starter-data-redis",
			"assets.sharing.enabled, s3, software.amazon.awssdk:s3", "assets.sharing.enabled, directory, caffeine",
			"assets.projects.enabled, directory, caffeine" })
	void missingLibraryIsExplained(String property, String type, String dependency) {
		this.runner
			.withClassLoader(new FilteredClassLoader(Caffeine.class.getPackageName(),
					RedisConnectionFactory.class.getPackageName(), "software.amazon.awssdk"))
			.withPropertyValues(property + "=true", "assets.storage.type=" + type)
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context.getStartupFailure()).rootCause()
					.isInstanceOfSatisfying(InvalidAssetsPropertyException.class, (failure) -> {
						assertThat(failure.getProperty()).isEqualTo("assets.storage.type");
						assertThat(failure.getValue()).isEqualTo(type);
						assertThat(failure.getAction()).contains(dependency);
					});
			});
	}

	@ParameterizedTest
	@CsvSource({ "s3, software.amazon.awssdk, software.amazon.awssdk:s3",
			"redis, org.springframework.data.redis.connection, org.springframework.boot:spring-boot-starter-data-redis",
			"s3, com.github.benmanes.caffeine, com.github.ben-manes.caffeine:caffeine",
			"directory, tools.jackson.databind, org.springframework.boot:spring-boot-starter-jackson" })
	void onlyTheLibraryThatIsMissingIsNamed(String kind, String missing, String dependency) {
		this.runner.withClassLoader(new FilteredClassLoader(missing))
			.withPropertyValues("assets.sharing.enabled=true", "assets.storage.type=" + kind)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidAssetsPropertyException.class,
						(failure) -> assertThat(failure.getAction())
							.isEqualTo("Add the dependency " + dependency + ".")));
	}

}
