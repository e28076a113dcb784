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

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.assetsboot.autoconfigure.CollectionProperties.PagesFactory;
import io.github.assetsboot.autoconfigure.CollectionProperties.TransformationFactory;
import io.github.assetsboot.autoconfigure.ConfiguredCollections.ConfiguredCollection;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.delivery.ResponseWriter;
import io.github.assetsboot.delivery.ResponseWriter.ApplicationCacheControl;
import io.github.assetsboot.delivery.ResponseWriter.EarlyHints;
import io.github.assetsboot.delivery.ResponseWriter.SocketUpgrade;
import io.github.assetsboot.delivery.ServedResponse.ResponseListener;
import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.html.HtmlRewriter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Auto-configuration for the assets of a servlet web application: the directory, the
 * snapshot that is made of it, and the responses.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@AutoConfiguration(after = WebMvcAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ AssetsProperties.class, WebProperties.class })
public final class AssetsAutoConfiguration {

	@Bean
	ConfiguredCollections configuredAssetCollections(AssetsProperties properties, WebProperties webProperties,
			Environment environment, ApplicationContext context, BlobCache blobs,
			ObjectProvider<TransformationFactory> transformations, ObjectProvider<PagesFactory> pages) {
		return new ConfiguredCollections(properties.toCollections(), properties.toLanguages(), (collection) -> {
			AssetDirectoryFactory factory = new AssetDirectoryFactory(collection, environment);
			AssetDirectory directory = factory.open(factory.isConfigured() && !isTestSlice(environment),
					context.getClassLoader());
			DevServer devServer = collection.toDevServer();
			return new ConfiguredCollection(collection, directory, factory.openPreviousBuild(context.getClassLoader()),
					new AssetSnapshotFactory(collection, webProperties, environment, devServer,
							transformations.orderedStream()
								.map((other) -> other.of(collection))
								.filter(Objects::nonNull)
								.toList(),
							pages.stream().findFirst().map((other) -> other.of(collection)).orElse(() -> Pages.NONE)),
					devServer);
		}, blobs, properties.toCompressionTime());
	}

	/**
	 * The test of a slice of the application is not about a front end that may not be
	 * built yet.
	 */
	private static boolean isTestSlice(Environment environment) {
		return !environment.getProperty(EnableAutoConfiguration.ENABLED_OVERRIDE_PROPERTY, Boolean.class, true);
	}

	@Bean
	BlobCache assetsBlobCache(AssetsProperties properties) {
		return new BlobCache(properties.toMemory(), properties.toDisk());
	}

	@Bean
	AssetCollections assetCollections(ConfiguredCollections configured) {
		return configured.collections();
	}

	@Bean
	ResponseWriter assetResponseWriter(BlobCache blobs, ObjectProvider<ResponseListener> listeners,
			ObjectProvider<ApplicationCacheControl> cacheControl, EarlyHints earlyHints,
			ObjectProvider<SocketUpgrade> socketUpgrade) {
		return new ResponseWriter(blobs, listeners.orderedStream().toList(),
				cacheControl.getIfAvailable(() -> (request) -> false), earlyHints,
				socketUpgrade.orderedStream().reduce(SocketUpgrade.NONE, SocketUpgrade::or));
	}

	/**
	 * The collection that a request belongs to decides on its early hints.
	 */
	@Bean
	EarlyHints assetsEarlyHints(AssetsProperties properties, AssetCollections collections,
			ObjectProvider<EarlyHints.Container> containers) {
		Set<String> sending = properties.toCollections()
			.stream()
			.filter(CollectionProperties::isSendingEarlyHints)
			.map(CollectionProperties::name)
			.collect(Collectors.toSet());
		return sending.isEmpty() ? EarlyHints.NONE : new EarlyHints(containers.orderedStream().toList(),
				(request) -> sending.contains(collections.choose(request).name()));
	}

	@Bean
	@ConditionalOnMissingBean
	HtmlRewriter htmlRewriter(AssetsProperties properties) {
		return properties.toHtmlRewriter();
	}

	@Bean
	static AssetsBindingAlias assetsBindingAlias(Environment environment) {
		return new AssetsBindingAlias(environment);
	}

}
