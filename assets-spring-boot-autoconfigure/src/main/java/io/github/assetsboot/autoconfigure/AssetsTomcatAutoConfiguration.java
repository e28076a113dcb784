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

import io.github.assetsboot.delivery.ResponseWriter.EarlyHints;
import io.github.assetsboot.delivery.ResponseWriter.SocketUpgrade;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.ResponseFacade;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;

/**
 * Auto-configuration that lets Tomcat accept brackets in a path or query. Browsers send
 * them without encoding, and some front-end builds have them in file names. It also sends
 * early hints by Tomcat, and passes WebSockets and encoded slashes of a development
 * server on.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://url.spec.whatwg.org/#path-percent-encode-set">URL standard, path
 * percent-encode set</a>
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ Tomcat.class, ConfigurableTomcatWebServerFactory.class })
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
final class AssetsTomcatAutoConfiguration {

	private static final String BRACKETS = "[]";

	/**
	 * After Boot's own customizer, whose characters are kept.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	@ConditionalOnBooleanProperty(name = "assets.tomcat.relaxed-brackets", matchIfMissing = true)
	WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> relaxedBracketsCustomizer() {
		return (factory) -> factory.addConnectorCustomizers((connector) -> {
			relax("relaxedPathChars", connector);
			relax("relaxedQueryChars", connector);
		});
	}

	/**
	 * Tomcat sends every field that is set, so it is asked only before any is.
	 */
	@Bean
	EarlyHints.Container tomcatEarlyHints() {
		return (response, links) -> {
			if (!(response instanceof ResponseFacade tomcat)) {
				return false;
			}
			if (tomcat.getHeaderNames().isEmpty()) {
				links.forEach((link) -> tomcat.addHeader(HttpHeaders.LINK, link));
				tomcat.sendEarlyHints();
				tomcat.setHeader(HttpHeaders.LINK, null);
			}
			return true;
		};
	}

	private static void relax(String property, Connector connector) {
		Object present = connector.getProperty(property);
		connector.setProperty(property, (present != null) ? present + BRACKETS : BRACKETS);
	}

	/**
	 * Passes WebSockets of a development server on.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnDevServer.class)
	static class DevServerSockets {

		@Bean
		SocketUpgrade tomcatSocketUpgrade() {
			return TomcatSocket::upgrade;
		}

		/**
		 * Modules that Nuxt makes have encoded slashes in their paths.
		 */
		@Bean
		WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> encodedSlashesCustomizer(
				ObjectProvider<AssetsProperties> properties) {
			return (factory) -> {
				if (OnDevServer.isUsed(properties)) {
					factory.addConnectorCustomizers((connector) -> connector
						.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
				}
			};
		}

	}

}
