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

package io.github.assetsboot.livereload;

import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.delivery.AssetCollections;
import jakarta.servlet.DispatcherType;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.devtools.classpath.ClassPathChangedEvent;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Auto-configuration for live reload.
 */
@AutoConfiguration(after = AssetsAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
@Conditional(AssetsLiveReloadAutoConfiguration.OnLiveReload.class)
@ConditionalOnBean(AssetCollections.class)
final class AssetsLiveReloadAutoConfiguration {

	/**
	 * A development server updates its own files.
	 */
	@Bean
	LiveReloadClients assetsLiveReloadClients(AssetCollections assets) {
		LiveReloadClients clients = new LiveReloadClients();
		assets.all()
			.stream()
			.filter((collection) -> !collection.snapshot().router().isForDevServer())
			.forEach((collection) -> collection.onReplaced(clients::replaced));
		return clients;
	}

	@Bean
	ServletRegistrationBean<LiveReloadServlet> assetsLiveReloadServlet(LiveReloadClients clients,
			AssetsProperties properties) {
		ServletRegistrationBean<LiveReloadServlet> registration = new ServletRegistrationBean<>(
				new LiveReloadServlet(clients, properties.toAllowedHosts()), properties.toLiveReloadPath());
		registration.setName(LiveReloadServlet.NAME);
		return registration;
	}

	@Bean
	FilterRegistrationBean<LiveReloadFilter> assetsLiveReloadFilter(LiveReloadClients clients,
			AssetsProperties properties, AssetCollections assets) {
		FilterRegistrationBean<LiveReloadFilter> registration = new FilterRegistrationBean<>(
				new LiveReloadFilter(clients, properties.toLiveReloadPath(), properties.toAllowedHosts(), assets));
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC,
				DispatcherType.ERROR);
		registration.setOrder(LiveReloadFilter.ORDER);
		return registration;
	}

	/**
	 * Reloads pages after changes that need no restart.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ClassPathChangedEvent.class)
	static class DevToolsConfiguration {

		@Bean
		ClassPathChanges assetsClassPathChanges(LiveReloadClients clients, AssetCollections assets) {
			return new ClassPathChanges(clients,
					assets.all().stream().flatMap((collection) -> collection.folders().stream()).toList());
		}

	}

	/**
	 * Matches if live reload is on.
	 */
	static class OnLiveReload extends SpringBootCondition {

		private static final String PROPERTY = "assets.live-reload";

		private static final String RESTARTER = "org.springframework.boot.devtools.restart.Restarter";

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			String value = context.getEnvironment().getProperty(PROPERTY, "auto").strip();
			ConditionMessage.Builder message = ConditionMessage.forCondition("Live reload");
			if (!value.equalsIgnoreCase("auto")) {
				return new ConditionOutcome(value.equalsIgnoreCase("true"), message.because(PROPERTY + " is " + value));
			}
			boolean used = ClassUtils.isPresent(RESTARTER, context.getClassLoader()) && isDevToolsActive();
			return new ConditionOutcome(used,
					message.because("Spring Boot DevTools is " + (used ? "" : "not ") + "active"));
		}

		/**
		 * In tests, and in an application that is run from a jar, it is not.
		 */
		private static boolean isDevToolsActive() {
			try {
				return Restarter.getInstance().getInitialUrls() != null;
			}
			catch (IllegalStateException ex) {
				return false;
			}
		}

	}

}
