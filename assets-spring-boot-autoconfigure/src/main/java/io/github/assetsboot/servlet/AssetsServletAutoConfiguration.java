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

package io.github.assetsboot.servlet;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.Assets;
import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.DefaultAssets;
import io.github.assetsboot.delivery.ResponseWriter;
import io.github.assetsboot.delivery.ResponseWriter.EarlyHints;
import io.github.assetsboot.delivery.ResponseWriter.SocketUpgrade;
import io.github.assetsboot.servlet.AssetsFilter.AssetAccess;
import io.github.assetsboot.servlet.RequestDecisions.CurrentCollection;
import io.github.assetsboot.servlet.RequestDecisions.CurrentContextPath;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * Auto-configuration for the filter, the last handler mapping and the other parts of
 * Spring MVC that the assets need.
 */
@AutoConfiguration(after = AssetsAutoConfiguration.class,
		afterName = { "io.github.assetsboot.autoconfigure.AssetsTomcatAutoConfiguration",
				"io.github.assetsboot.autoconfigure.AssetsJettyAutoConfiguration" })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
@ConditionalOnBean(AssetCollections.class)
@EnableConfigurationProperties({ WebProperties.class, WebMvcProperties.class })
@Import(NamedCollectionBeans.class)
final class AssetsServletAutoConfiguration {

	private static final AssetAccess EVERYTHING_ALLOWED = (request, path) -> {
	};

	@Bean
	@ConditionalOnMissingBean(Assets.class)
	DefaultAssets assetsBinding(AssetCollections assets, ResponseWriter writer, ServletContext servletContext) {
		return new DefaultAssets(new CurrentCollection(assets), writer, new CurrentContextPath(servletContext));
	}

	@Bean
	@ConditionalOnMissingBean(AssetUrls.class)
	DefaultAssetUrls assetUrls(AssetCollections assets, ServletContext servletContext, EarlyHints earlyHints) {
		CurrentCollection collection = new CurrentCollection(assets);
		return new DefaultAssetUrls(() -> collection.apply(null), new CurrentContextPath(servletContext), earlyHints);
	}

	@Bean
	ApplicationMappings applicationMappings(ApplicationContext context, ServletContext servletContext) {
		return new ApplicationMappings(context, servletContext);
	}

	@Bean
	RequestDecisions assetsRequestRouting(AssetCollections assets, ApplicationMappings application) {
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
	FilterRegistrationBean<AssetsFilter> assetsFilter(RequestDecisions routing, ResponseWriter writer,
			ObjectProvider<AssetAccess> access, NotFoundHandlerMapping notFound, AssetsProperties properties) {
		FilterRegistrationBean<AssetsFilter> registration = new FilterRegistrationBean<>(
				new AssetsFilter(routing, writer, access.getIfAvailable(() -> EVERYTHING_ALLOWED), notFound));
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		registration.setOrder(properties.filterOrder());
		return registration;
	}

	@Bean
	AssetsHandlerMapping assetsHandlerMapping(RequestDecisions routing, ResponseWriter writer,
			ObjectProvider<AssetAccess> access, NotFoundHandlerMapping notFound) {
		return new AssetsHandlerMapping(routing, writer, access.getIfAvailable(() -> EVERYTHING_ALLOWED), notFound);
	}

	@Bean
	@ConditionalOnBean(SocketUpgrade.class)
	DevServerSocketMapping assetsDevServerSocketMapping(RequestDecisions routing, AssetsHandlerMapping assets) {
		return new DevServerSocketMapping(routing, assets);
	}

	@Bean
	@ConditionalOnProperty("spring.mvc.servlet.path")
	ServletRegistrationBean<AssetsServlet> assetsServlet(ObjectProvider<AssetsHandlerMapping> mapping,
			WebMvcProperties mvcProperties) {
		ServletRegistrationBean<AssetsServlet> registration = new ServletRegistrationBean<>(
				new AssetsServlet(mapping::getObject), "/");
		registration.setEnabled(!mvcProperties.getServlet().getServletMapping().equals("/"));
		return registration;
	}

	@Bean
	AssetsWebMvcConfigurer assetsWebMvcConfigurer(ApplicationContext context, AssetCollections assets,
			AssetsProperties properties, WebProperties webProperties) {
		return new AssetsWebMvcConfigurer(hasResourceHandler(context),
				hasLinks(properties, webProperties) ? new AssetLinkResolver(assets) : null);
	}

	private static boolean hasLinks(AssetsProperties properties, WebProperties webProperties) {
		return properties.toCollections().stream().anyMatch((collection) -> collection.hasLinks(webProperties));
	}

	/**
	 * Pages may be rendered while an error is handled, too. Spring Security's filter lets
	 * no filter before it encode URLs. A registration that is not enabled would be
	 * logged.
	 */
	@Bean
	ServletContextInitializer assetLinksFilter(AssetCollections assets, AssetsProperties properties,
			WebProperties webProperties) {
		if (!hasLinks(properties, webProperties)) {
			return (servletContext) -> {
			};
		}
		FilterRegistrationBean<AssetLinksFilter> registration = new FilterRegistrationBean<>(
				new AssetLinksFilter(new CurrentCollection(assets)));
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
		registration.setOrder(Ordered.LOWEST_PRECEDENCE);
		return registration;
	}

	@Bean
	static AssetsMvcPostProcessor assetsMvcPostProcessor() {
		return new AssetsMvcPostProcessor();
	}

	@Bean
	static StaticWelcomePagePostProcessor assetsStaticWelcomePagePostProcessor(ApplicationContext context) {
		return new StaticWelcomePagePostProcessor(context);
	}

}
