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

package io.github.assetsboot.fingerprint;

import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.autoconfigure.CollectionProperties.TransformationFactory;
import io.github.assetsboot.routing.RoutingSettings.PathPatterns;
import jakarta.servlet.ServletContext;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration for paths that tell the content of an asset.
 */
@AutoConfiguration(after = AssetsAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
@ConditionalOnBean(AssetsProperties.class)
final class AssetsFingerprintAutoConfiguration {

	/**
	 * A fingerprint tells what other transformations have made.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	TransformationFactory assetsFingerprints(WebProperties webProperties, ServletContext servletContext) {
		return (collection) -> {
			PathPatterns paths = collection.toFingerprintPaths();
			SpringVersions spring = SpringVersions.of(webProperties.getResources().getChain().getStrategy());
			return (paths.isEmpty() && spring.isEmpty()) ? null : new FingerprintIndex(paths::matches, spring,
					servletContext.getContextPath() + collection.toBasePath());
		};
	}

}
