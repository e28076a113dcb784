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

import io.github.assetsboot.storage.AssetStorage;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for metrics of a storage, its health, and the part of the projects
 * in the endpoint.
 *
 * @author the Assets for Spring Boot authors
 */
@AutoConfiguration(after = SharedAssetsAutoConfiguration.class)
final class AssetStorageActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class MetricsConfiguration {

		@Bean
		@ConditionalOnBean(StoredProjects.class)
		StorageMetrics assetStorageMetrics(StoredProjects projects) {
			return new StorageMetrics(projects.caches());
		}

		@Bean
		@ConditionalOnBean(ScheduledGarbageCollection.class)
		GarbageCollectionMetrics garbageCollectionMetrics(ScheduledGarbageCollection collection) {
			return new GarbageCollectionMetrics(collection);
		}

		@Bean
		@ConditionalOnBean(SharedAssets.class)
		StorageMetrics sharedAssetsMetrics(SharedAssets shared) {
			return new StorageMetrics(shared.caches());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
	@ConditionalOnBean({ StoredProjects.class, AssetStorage.class, AssetProjectsProperties.class })
	static class EndpointConfiguration {

		@Bean
		StoredProjectsView assetProjectsView(StoredProjects projects, AssetStorage storage,
				AssetProjectsProperties properties, ObjectProvider<FilterRegistrationBean<AssetProjectsFilter>> filter,
				ServletContext servletContext, Environment environment) {
			FilterRegistrationBean<AssetProjectsFilter> registration = filter.getIfAvailable();
			return new StoredProjectsView(projects, storage,
					new PreviewUrls(properties.toUrls(), servletContext, environment),
					(registration != null) ? registration.getFilter() : null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HealthIndicator.class)
	@ConditionalOnBean(AssetStorage.class)
	@ConditionalOnEnabledHealthIndicator("assets")
	@EnableConfigurationProperties(StorageLoadingProperties.class)
	static class HealthConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "assetsHealthIndicator")
		AssetStorageHealthIndicator assetsHealthIndicator(AssetStorage storage, StorageLoadingProperties loading) {
			return new AssetStorageHealthIndicator(storage, loading.toMaxWait());
		}

	}

}
