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
import io.github.assetsboot.collection.FileCopies;
import io.github.assetsboot.collection.MemoryCache;
import io.github.assetsboot.delivery.AnswerListener;
import io.github.assetsboot.delivery.AssetsBinding;
import io.github.assetsboot.delivery.ContentOpener;
import io.github.assetsboot.delivery.LiveAssets;
import io.github.assetsboot.routing.WorkerPaths;
import io.github.assetsboot.servlet.ApplicationMappings;
import io.github.assetsboot.servlet.AssetAccess;
import io.github.assetsboot.servlet.AssetResponder;
import io.github.assetsboot.servlet.AssetsFilter;
import io.github.assetsboot.servlet.AssetsHandlerMapping;
import io.github.assetsboot.servlet.AssetsServlet;
import io.github.assetsboot.servlet.HandlerLookup;
import io.github.assetsboot.servlet.RequestRouting;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;

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
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;

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

	@Bean
	@ConditionalOnMissingBean
	AssetDirectory assetDirectory(AssetsProperties properties, Environment environment, ApplicationContext context) {
		boolean configured = Binder.get(environment).bind("assets.directory", String.class).isBound();
		return new AssetDirectoryFactory(properties).open(configured && !isTestSlice(environment),
				context.getClassLoader());
	}

	/**
	 * The test of a slice of the application is not about a front end that may not be
	 * built yet.
	 */
	private static boolean isTestSlice(Environment environment) {
		return !environment.getProperty(EnableAutoConfiguration.ENABLED_OVERRIDE_PROPERTY, Boolean.class, true);
	}

	@Bean
	@ConditionalOnMissingBean
	LiveAssets liveAssets(AssetsProperties properties, AssetDirectory directory,
			ObjectProvider<AnswerListener> listeners) {
		AssetsProperties.Cache cache = properties.getCache();
		MemoryCache memory = new MemoryCache(
				PropertyChecks.notNegative("assets.cache.memory", cache.getMemory()).toBytes());
		FileCopies copies = new FileCopies(PropertyChecks.notNegative("assets.cache.disk", cache.getDisk()).toBytes());
		return new LiveAssets(new AssetSnapshotFactory(properties).create(directory, memory),
				new ContentOpener(memory, copies), AnswerListener.all(listeners.orderedStream().toList()),
				new DevServerFactory(properties.getDevServer()).create());
	}

	@Bean
	AssetsUpkeep assetsUpkeep(AssetsProperties properties, AssetDirectory directory, LiveAssets assets) {
		return new AssetsUpkeep(properties, directory, assets);
	}

	@Bean
	@ConditionalOnMissingBean(Assets.class)
	AssetsBinding assetsBinding(LiveAssets assets, ServletContext servletContext) {
		return new AssetsBinding(assets, new CurrentContextPath(servletContext));
	}

	@Bean
	static AssetsBindingAlias assetsBindingAlias(Environment environment) {
		return new AssetsBindingAlias(environment);
	}

	@Bean
	@ConditionalOnMissingBean(WorkerPaths.class)
	ApplicationMappings applicationMappings(ApplicationContext context, ServletContext servletContext) {
		return new ApplicationMappings(context, servletContext);
	}

	@Bean
	AssetResponder assetResponder(LiveAssets assets, ObjectProvider<AssetAccess> access) {
		return new AssetResponder(assets, access.getIfAvailable(() -> (request, path) -> {
		}));
	}

	@Bean
	@ConditionalOnMissingBean(value = AssetsFilter.class, parameterizedContainer = FilterRegistrationBean.class)
	FilterRegistrationBean<AssetsFilter> assetsFilter(LiveAssets assets, WorkerPaths workerPaths,
			AssetResponder responder, AssetsProperties properties) {
		FilterRegistrationBean<AssetsFilter> registration = new FilterRegistrationBean<>(
				new AssetsFilter(assets, workerPaths, responder));
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		registration.setOrder(properties.getFilter().getOrder());
		return registration;
	}

	@Bean
	@ConditionalOnMissingBean
	AssetsHandlerMapping assetsHandlerMapping(LiveAssets assets, AssetResponder responder,
			AssetsProperties properties) {
		return new AssetsHandlerMapping(assets, responder, properties.effectiveDeferUnhandled(),
				properties.getSpaFallback());
	}

	@Bean
	RequestRouting assetsRequestRouting(LiveAssets assets, WorkerPaths workerPaths,
			ObjectProvider<HandlerMapping> handlerMappings, AssetsProperties properties) {
		HandlerLookup handlers = new HandlerLookup(
				SingletonSupplier.of(() -> handlerMappings.orderedStream().toList()));
		return new RequestRouting(assets, workerPaths, handlers, properties.effectiveDeferUnhandled());
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
	AssetsWebMvcConfigurer assetsWebMvcConfigurer(WebProperties webProperties, WebMvcProperties mvcProperties) {
		return new AssetsWebMvcConfigurer(webProperties, mvcProperties);
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
	StartChecks assetsStartChecks(ApplicationContext context, AssetsProperties properties, LiveAssets assets,
			ObjectProvider<ApplicationMappings> mappings) {
		return new StartChecks(context, properties, assets, mappings);
	}

}
