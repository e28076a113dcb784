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

package io.github.assetsboot.autoconfigure;

import io.github.assetsboot.Assets;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.collection.FileCopies;
import io.github.assetsboot.delivery.ApplicationCacheControl;
import io.github.assetsboot.delivery.BlobOpener;
import io.github.assetsboot.delivery.CurrentSnapshot;
import io.github.assetsboot.delivery.DefaultAssets;
import io.github.assetsboot.delivery.ResponseListener;
import io.github.assetsboot.delivery.ResponseWriter;
import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.servlet.ApplicationMappings;
import io.github.assetsboot.servlet.AssetAccess;
import io.github.assetsboot.servlet.AssetsFilter;
import io.github.assetsboot.servlet.AssetsHandlerMapping;
import io.github.assetsboot.servlet.AssetsServlet;
import io.github.assetsboot.servlet.CurrentContextPath;
import io.github.assetsboot.servlet.NotFoundHandlerMapping;
import io.github.assetsboot.servlet.RequestDecisions;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Auto-configuration for the assets of a servlet web application.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@AutoConfiguration(after = WebMvcAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ AssetsProperties.class, WebProperties.class, WebMvcProperties.class })
public final class AssetsAutoConfiguration {

	private static final AssetAccess EVERYTHING_ALLOWED = (request, path) -> {
	};

	@Bean
	@ConditionalOnMissingBean
	AssetDirectory assetDirectory(AssetsProperties properties, Environment environment, ApplicationContext context) {
		AssetDirectoryFactory factory = new AssetDirectoryFactory(properties, environment);
		return factory.open(factory.isConfigured() && !isTestSlice(environment), context.getClassLoader());
	}

	/**
	 * The test of a slice of the application is not about a front end that may not be
	 * built yet.
	 */
	private static boolean isTestSlice(Environment environment) {
		return !environment.getProperty(EnableAutoConfiguration.ENABLED_OVERRIDE_PROPERTY, Boolean.class, true);
	}

	@Bean
	AssetSnapshotFactory assetSnapshotFactory(AssetsProperties properties, WebProperties webProperties,
			Environment environment) {
		return new AssetSnapshotFactory(properties, webProperties, environment);
	}

	@Bean
	BlobOpener assetContentOpener(AssetsProperties properties) {
		AssetsProperties.Cache cache = properties.getCache();
		BlobCache memory = new BlobCache(
				PropertyChecks.notNegative("assets.cache.memory", cache.getMemory()).toBytes());
		FileCopies copies = new FileCopies(PropertyChecks.notNegative("assets.cache.disk", cache.getDisk()).toBytes());
		return new BlobOpener(memory, copies);
	}

	@Bean
	@ConditionalOnMissingBean
	CurrentSnapshot liveAssets(AssetSnapshotFactory snapshots, AssetDirectory directory, BlobOpener opener) {
		return new CurrentSnapshot(snapshots.create(directory, opener.memory()));
	}

	@Bean
	@Nullable DevServer assetsDevServer(AssetsProperties properties) {
		return new DevServerFactory(properties.getDevServer()).create();
	}

	@Bean
	ResponseWriter assetAnswerWriter(BlobOpener opener, ObjectProvider<ResponseListener> listeners,
			ObjectProvider<DevServer> devServer, ObjectProvider<ApplicationCacheControl> cacheControl) {
		return new ResponseWriter(opener, listeners.orderedStream().toList(), devServer.getIfAvailable(),
				cacheControl.getIfAvailable(() -> (request) -> false));
	}

	@Bean
	AssetsUpkeep assetsUpkeep(AssetsProperties properties, AssetDirectory directory, CurrentSnapshot assets,
			AssetSnapshotFactory snapshots) {
		return new AssetsUpkeep(properties, directory, assets, snapshots);
	}

	@Bean
	@ConditionalOnMissingBean(Assets.class)
	DefaultAssets assetsBinding(CurrentSnapshot assets, ResponseWriter writer, ServletContext servletContext) {
		return new DefaultAssets(assets::snapshot, writer, new CurrentContextPath(servletContext));
	}

	@Bean
	static AssetsBindingAlias assetsBindingAlias(Environment environment) {
		return new AssetsBindingAlias(environment);
	}

	@Bean
	ApplicationMappings applicationMappings(ApplicationContext context, ServletContext servletContext) {
		return new ApplicationMappings(context, servletContext);
	}

	@Bean
	RequestDecisions assetsRequestRouting(CurrentSnapshot assets, ApplicationMappings application) {
		return new RequestDecisions(assets, application);
	}

	@Bean
	NotFoundHandlerMapping assetsNotFoundHandlerMapping(ApplicationMappings application, ApplicationContext context) {
		return new NotFoundHandlerMapping(application, hasResourceHandler(context));
	}

	/**
	 * Return whether Boot would have a resource handler for every path.
	 */
	private static boolean hasResourceHandler(ApplicationContext context) {
		return context.getBeanNamesForType(WebMvcAutoConfiguration.class).length > 0
				&& context.getBean(WebProperties.class).getResources().isAddMappings()
				&& AssetsWebMvcConfigurer.EVERYTHING
					.equals(context.getBean(WebMvcProperties.class).getStaticPathPattern());
	}

	@Bean
	@ConditionalOnMissingBean(value = AssetsFilter.class, parameterizedContainer = FilterRegistrationBean.class)
	FilterRegistrationBean<AssetsFilter> assetsFilter(RequestDecisions routing, ResponseWriter writer,
			ObjectProvider<AssetAccess> access, NotFoundHandlerMapping notFound, AssetsProperties properties) {
		FilterRegistrationBean<AssetsFilter> registration = new FilterRegistrationBean<>(
				new AssetsFilter(routing, writer, access.getIfAvailable(() -> EVERYTHING_ALLOWED), notFound));
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		registration.setOrder(properties.getFilter().getOrder());
		return registration;
	}

	@Bean
	@ConditionalOnMissingBean
	AssetsHandlerMapping assetsHandlerMapping(RequestDecisions routing, ResponseWriter writer,
			ObjectProvider<AssetAccess> access, NotFoundHandlerMapping notFound) {
		return new AssetsHandlerMapping(routing, writer, access.getIfAvailable(() -> EVERYTHING_ALLOWED), notFound);
	}

	@Bean
	@ConditionalOnMissingBean(value = AssetsServlet.class, parameterizedContainer = ServletRegistrationBean.class)
	@ConditionalOnProperty("spring.mvc.servlet.path")
	ServletRegistrationBean<AssetsServlet> assetsServlet(ObjectProvider<AssetsHandlerMapping> mapping,
			WebMvcProperties mvcProperties) {
		ServletRegistrationBean<AssetsServlet> registration = new ServletRegistrationBean<>(
				new AssetsServlet(mapping::getObject), "/");
		registration.setEnabled(!mvcProperties.getServlet().getServletMapping().equals("/"));
		return registration;
	}

	@Bean
	AssetsWebMvcConfigurer assetsWebMvcConfigurer(ApplicationContext context) {
		return new AssetsWebMvcConfigurer(hasResourceHandler(context));
	}

	@Bean
	static AssetsMvcPostProcessor assetsMvcPostProcessor() {
		return new AssetsMvcPostProcessor();
	}

	@Bean
	static StaticWelcomePagePostProcessor assetsStaticWelcomePagePostProcessor(ApplicationContext context) {
		return new StaticWelcomePagePostProcessor(context);
	}

	@Bean
	StartChecks assetsStartChecks(ApplicationContext context, AssetsProperties properties, CurrentSnapshot assets,
			ObjectProvider<ApplicationMappings> mappings) {
		return new StartChecks(context, properties, assets, mappings);
	}

}
