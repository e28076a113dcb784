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

import java.time.Clock;
import java.util.List;

import io.github.assetsboot.storage.AssetStorage;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Auto-configuration for the API that {@code wrangler} publishes by.
 *
 * @author the Assets for Spring Boot authors
 */
@AutoConfiguration(after = AssetProjectsAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty("assets.projects.wrangler.enabled")
@ConditionalOnBean({ AssetProjects.class, AssetStorage.class, ProjectLimits.class })
@EnableConfigurationProperties(WranglerProperties.class)
@RegisterReflectionForBinding({ WranglerSession.class, WranglerSessionToken.Claims.class })
final class WranglerAutoConfiguration {

	@Bean
	RouterFunction<ServerResponse> assetProjectsWranglerApi(AssetStorage storage, AssetProjects projects,
			ProjectLimits limits, AssetProjectsProperties projectsProperties, WranglerProperties properties,
			ObjectProvider<AssetProjectResolver> resolver, Environment environment) {
		List<WranglerToken> tokens = properties.toTokens();
		String account = properties.toAccount();
		WranglerCalls calls = new WranglerCalls(properties.toMaxCalls(environment), tokens);
		WranglerSessionToken sessionTokens = new WranglerSessionToken(properties.toSigningKey(tokens), account,
				calls.concurrency(), Clock.systemUTC());
		WranglerSessions sessions = new WranglerSessions(storage, limits, Clock.systemUTC());
		WranglerHosts hosts = hosts(projectsProperties, resolver.getIfAvailable(), properties.toPublicPort());
		return new WranglerApi(new WranglerPublishing(projects, sessions, sessionTokens, limits),
				new WranglerScripts(projects, hosts), new WranglerTokens(tokens), sessionTokens, calls,
				limits.restrictions(), account)
			.routes(properties.toPath());
	}

	private static WranglerHosts hosts(AssetProjectsProperties properties, @Nullable AssetProjectResolver resolver,
			@Nullable Integer port) {
		AssetProjectResolver all = (resolver != null)
				? new ProjectResolverFactory(properties.getResolve()).withApplicationHosts(resolver) : null;
		return new WranglerHosts(properties.toUrls(), all, port);
	}

	@Bean
	FilterRegistrationBean<ApiBodyFilter> assetProjectsWranglerBodyFilter(WranglerProperties properties,
			ObjectProvider<DispatcherServletPath> dispatcher) {
		return ApiBodyFilter.registration(properties.toPath(), dispatcher);
	}

}
