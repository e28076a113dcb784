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

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.project.ApiDescriptions.AliasBody;
import io.github.assetsboot.project.ApiDescriptions.ProjectBody;
import io.github.assetsboot.project.ApiDescriptions.ProjectPage;
import io.github.assetsboot.project.ApiDescriptions.UploadBody;
import io.github.assetsboot.project.ApiDescriptions.VersionBody;
import io.github.assetsboot.rules.RuleProblem;
import io.github.assetsboot.servlet.RequestDecisions.CurrentContextPath;
import io.github.assetsboot.storage.AssetStorage;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Auto-configuration for projects in a storage.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@AutoConfiguration(after = AssetsAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ Caffeine.class, JsonMapper.class })
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("assets.projects.enabled")
@ConditionalOnBean(AssetStorage.class)
@EnableConfigurationProperties({ AssetsProperties.class, AssetProjectsProperties.class, StorageLoadingProperties.class,
		AssetRetentionProperties.class })
@RegisterReflectionForBinding({ ProjectState.class, ProjectManifest.class, RetainedFiles.class, UploadManifest.class,
		ProjectVersion.class, ProjectDeployment.class, RuleProblem.class, ProjectUsage.class, InstanceLease.Run.class,
		VersionBody.class, AliasBody.class, ProjectBody.class, ProjectPage.class, UploadBody.class })
@ImportRuntimeHints(AssetProjectsAutoConfiguration.ApiHints.class)
final class AssetProjectsAutoConfiguration {

	private static final int DEFAULT_SECURITY_FILTER_ORDER = AssetsProperties.DEFAULT_FILTER_ORDER - 1;

	@Bean
	@ConditionalOnMissingBean
	ProjectLimits projectLimits(AssetProjectsProperties properties) {
		return properties.toLimits();
	}

	@Bean
	@ConditionalOnMissingBean(AssetProjects.class)
	StoredProjects assetProjects(AssetStorage storage, ProjectLimits limits, AssetProjectsProperties properties,
			StorageLoadingProperties loading, AssetRetentionProperties retention, ServletContext servletContext,
			Environment environment) {
		return new StoredProjects(storage, properties.getCache().toSettings(loading.toSettings(environment)), limits,
				retention.toRetention(), new CurrentContextPath(servletContext));
	}

	@Bean
	@ConditionalOnBooleanProperty("assets.projects.api.enabled")
	RouterFunction<ServerResponse> assetProjectsApi(AssetStorage storage, AssetProjects projects, ProjectLimits limits,
			AssetProjectsProperties properties, Environment environment) {
		AssetProjectsProperties.Api api = properties.getApi();
		AssetProjectsProperties.Resolve resolve = properties.getResolve();
		ProjectUrls urls = properties.toUrls();
		ApiAccess access = new ApiAccess(resolve.getPath() != null, resolve.getProject() != null);
		return new ProjectsApi(storage, projects, limits, urls, access, api.getPath(), api.toMaxCalls(environment))
			.routes();
	}

	@Bean
	@ConditionalOnBooleanProperty("assets.projects.api.enabled")
	FilterRegistrationBean<ApiBodyFilter> assetProjectsApiBodyFilter(AssetProjectsProperties properties,
			ObjectProvider<DispatcherServletPath> dispatcher) {
		return ApiBodyFilter.registration(properties.getApi().getPath(), dispatcher);
	}

	/**
	 * An interval of zero gives an object that is never started.
	 */
	@Bean
	@ConditionalOnBean(StoredProjects.class)
	ScheduledGarbageCollection scheduledGarbageCollection(StoredProjects projects, AssetStorage storage,
			AssetProjectsProperties properties) {
		Duration grace = ScheduledGarbageCollection.RESPONSE_TIME.plus(properties.getCache().getDeploymentTimeToLive());
		return new ScheduledGarbageCollection(projects, storage, properties.getGarbageCollection().toInterval(), grace);
	}

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnResolvePropertyCondition.class)
	AssetProjectResolver assetProjectResolver(AssetProjectsProperties properties) {
		return new ProjectResolverFactory(properties.getResolve()).create();
	}

	@Bean
	@ConditionalOnBean({ AssetProjectResolver.class, StoredProjects.class })
	FilterRegistrationBean<AssetProjectsFilter> assetProjectsFilter(StoredProjects projects,
			AssetProjectResolver resolver, AssetProjectsProperties properties, AssetsProperties assetsProperties,
			Environment environment) {
		AssetProjectsProperties.Resolve resolve = properties.getResolve();
		FilterRegistrationBean<AssetProjectsFilter> registration = new FilterRegistrationBean<>(new AssetProjectsFilter(
				projects, new ProjectResolverFactory(resolve).withApplicationHosts(resolver), properties.toOptions()));
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
		registration.setOrder(filterOrder(assetsProperties, environment));
		return registration;
	}

	@Bean
	ProjectsReport assetProjectsReport(ApplicationContext context, AssetStorage storage,
			AssetProjectsProperties properties) {
		return new ProjectsReport(context, storage, properties);
	}

	/**
	 * Return an order before the filter of Spring Security, whose rules may ask about the
	 * project's assets, and before the assets filter.
	 */
	private static int filterOrder(AssetsProperties properties, Environment environment) {
		int security = environment.getProperty("spring.security.filter.order", Integer.class,
				DEFAULT_SECURITY_FILTER_ORDER);
		return Math.min(security, properties.filterOrder()) - 1;
	}

	/**
	 * Native images need to know the resource with the description of the API.
	 */
	static class ApiHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern(ApiDescription.RESOURCE);
		}

	}

}
