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

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.delivery.CurrentSnapshot;
import io.github.assetsboot.delivery.ResponseWriter;
import io.github.assetsboot.delivery.ResponseWriter.ApplicationCacheControl;
import io.github.assetsboot.delivery.ResponseWriter.EarlyHints;
import io.github.assetsboot.delivery.ResponseWriter.SocketUpgrade;
import io.github.assetsboot.delivery.ServedResponse.ResponseListener;
import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.html.HtmlRewriter;
import org.jspecify.annotations.Nullable;

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
			Environment environment, ObjectProvider<DevServer> devServer,
			ObjectProvider<AssetCollection.Transformation> transformations, ObjectProvider<Pages.Source> pages) {
		return new AssetSnapshotFactory(properties, webProperties, environment, devServer.getIfAvailable(),
				transformations.orderedStream().toList(), pages.getIfAvailable(() -> () -> Pages.NONE));
	}

	@Bean
	BlobCache assetsBlobCache(AssetsProperties properties) {
		return new BlobCache(properties.toMemory(), properties.toDisk());
	}

	@Bean
	CurrentSnapshot currentAssetSnapshot(AssetSnapshotFactory snapshots, AssetDirectory directory, BlobCache blobs) {
		return new CurrentSnapshot(snapshots.create(directory, blobs));
	}

	@Bean
	@Nullable DevServer assetsDevServer(AssetsProperties properties) {
		DevServer devServer = properties.toDevServer();
		if (devServer != null) {
			devServer.start();
		}
		return devServer;
	}

	@Bean
	ResponseWriter assetResponseWriter(BlobCache blobs, ObjectProvider<ResponseListener> listeners,
			ObjectProvider<DevServer> devServer, ObjectProvider<ApplicationCacheControl> cacheControl,
			EarlyHints earlyHints, ObjectProvider<SocketUpgrade> socketUpgrade) {
		return new ResponseWriter(blobs, listeners.orderedStream().toList(), devServer.getIfAvailable(),
				cacheControl.getIfAvailable(() -> (request) -> false), earlyHints,
				socketUpgrade.orderedStream().reduce(SocketUpgrade.NONE, SocketUpgrade::or));
	}

	@Bean
	EarlyHints assetsEarlyHints(AssetsProperties properties, ObjectProvider<EarlyHints.Container> containers) {
		return properties.isSendingEarlyHints() ? new EarlyHints(containers.orderedStream().toList()) : EarlyHints.NONE;
	}

	@Bean
	AssetsUpkeep assetsUpkeep(AssetsProperties properties, AssetDirectory directory, CurrentSnapshot assets,
			AssetSnapshotFactory snapshots) {
		return new AssetsUpkeep(properties, directory, assets, snapshots);
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
