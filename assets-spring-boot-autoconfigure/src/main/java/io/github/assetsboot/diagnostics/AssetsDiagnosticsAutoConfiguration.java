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

package io.github.assetsboot.diagnostics;

import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.explain.RoutingExplainer.UnservedFiles;
import io.github.assetsboot.servlet.ApplicationMappings;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for the checks at start.
 */
@AutoConfiguration(after = AssetsAutoConfiguration.class,
		afterName = "io.github.assetsboot.servlet.AssetsServletAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
@ConditionalOnBean({ AssetCollections.class, ApplicationMappings.class })
final class AssetsDiagnosticsAutoConfiguration {

	@Bean
	StartChecks assetsStartChecks(ApplicationContext context, AssetsProperties properties, AssetCollections assets,
			ApplicationMappings mappings) {
		return new StartChecks(context, properties, assets, mappings);
	}

	@Bean
	@Lazy
	UnservedFiles unservedAssetFiles(ApplicationContext context, AssetsProperties properties) {
		UnservedFolders folders = StartChecks.unservedFolders(context, properties);
		return (path) -> (folders != null) ? folders.find(path) : null;
	}

	@Bean
	LanguageChecks assetsLanguageChecks(ApplicationContext context, AssetCollections assets,
			ApplicationMappings mappings) {
		return new LanguageChecks(context, assets, mappings);
	}

}
