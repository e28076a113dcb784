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

package io.github.assetsboot.security;

import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.ResponseWriter.ApplicationCacheControl;
import io.github.assetsboot.servlet.AssetsFilter.AssetAccess;
import jakarta.servlet.Filter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.security.web.servlet.ApplicationContextRequestMatcher;
import org.springframework.context.annotation.Bean;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.context.AbstractSecurityWebApplicationInitializer;

/**
 * Auto-configuration for Spring Security. Its rules also hold where an asset is served
 * under another path than the requested one, and its cache headers are respected.
 *
 * @author the Assets for Spring Boot authors
 */
@AutoConfiguration(after = AssetsAutoConfiguration.class,
		afterName = "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ FilterChainProxy.class, ApplicationContextRequestMatcher.class })
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
@ConditionalOnBean(value = AssetCollections.class, name = AbstractSecurityWebApplicationInitializer.DEFAULT_FILTER_NAME)
final class AssetsSecurityAutoConfiguration {

	@Bean
	AssetAccess securedAssetAccess(
			@Qualifier(AbstractSecurityWebApplicationInitializer.DEFAULT_FILTER_NAME) ObjectProvider<Filter> securityFilter) {
		return new SecuredAssetAccess(securityFilter::getObject);
	}

	@Bean
	ApplicationCacheControl securityCacheControl(
			@Qualifier(AbstractSecurityWebApplicationInitializer.DEFAULT_FILTER_NAME) ObjectProvider<Filter> securityFilter) {
		return new SecurityCacheControl(securityFilter::getObject);
	}

}
