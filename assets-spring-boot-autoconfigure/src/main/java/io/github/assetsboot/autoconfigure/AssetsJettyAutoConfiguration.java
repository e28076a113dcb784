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
import org.eclipse.jetty.ee11.servlet.ServletApiResponse;
import org.eclipse.jetty.ee11.servlet.ServletHandler;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration that lets Jetty accept the paths that Tomcat accepts. Such paths
 * have {@code %25}, empty segments, encoded dots, path parameters or brackets.
 * <p>
 * It also sends early hints by Jetty, and passes WebSockets of a development server on.
 * <p>
 * Like Tomcat, Jetty still rejects a path with an encoded slash or backslash.
 *
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ Server.class, ServletHandler.class, ConfigurableJettyWebServerFactory.class })
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
final class AssetsJettyAutoConfiguration {

	private static final String COMPRESSION_PACKAGE = "org.eclipse.jetty.compression.server.";

	private static final Violation[] ACCEPTED = { Violation.AMBIGUOUS_PATH_ENCODING, Violation.AMBIGUOUS_PATH_SEGMENT,
			Violation.AMBIGUOUS_EMPTY_SEGMENT, Violation.AMBIGUOUS_PATH_PARAMETER, Violation.ILLEGAL_PATH_CHARACTERS };

	/**
	 * After Boot's own customizers.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	@ConditionalOnBooleanProperty(name = "assets.jetty.relaxed-paths", matchIfMissing = true)
	WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> relaxedPathsCustomizer() {
		return (factory) -> factory.addServerCustomizers(AssetsJettyAutoConfiguration::relax);
	}

	@Bean
	EarlyHints.Container jettyEarlyHints() {
		return (response, links) -> {
			if (!(response instanceof ServletApiResponse jetty)) {
				return false;
			}
			HttpFields.Mutable fields = HttpFields.build();
			links.forEach((link) -> fields.add(HttpHeader.LINK, link));
			jetty.getResponse()
				.writeInterim(HttpStatus.EARLY_HINTS_103, fields)
				.exceptionally((failure) -> null)
				.join();
			return true;
		};
	}

	/**
	 * Jetty compresses a part of a file as if it were the whole file. The range in the
	 * response would then belong to other bytes.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> uncompressedRangesCustomizer() {
		return (factory) -> factory.addServerCustomizers((server) -> {
			for (Handler.Singleton handler : server.getDescendants(Handler.Singleton.class)) {
				insertUncompressedRanges(handler);
			}
			insertUncompressedRanges(server);
		});
	}

	private static void insertUncompressedRanges(Handler.Singleton parent) {
		if (parent.getHandler() instanceof Handler.Wrapper child
				&& child.getClass().getName().startsWith(COMPRESSION_PACKAGE)) {
			parent.setHandler(new UncompressedRanges(child));
		}
	}

	private static void relax(Server server) {
		for (Connector connector : server.getConnectors()) {
			connector.getConnectionFactories()
				.stream()
				.filter(HttpConfiguration.ConnectionFactory.class::isInstance)
				.map((factory) -> ((HttpConfiguration.ConnectionFactory) factory).getHttpConfiguration())
				.forEach(AssetsJettyAutoConfiguration::relax);
		}
		// otherwise getServletPath() throws an exception for such a path
		server.getDescendants(ServletHandler.class).forEach((handler) -> handler.setDecodeAmbiguousURIs(true));
	}

	private static void relax(HttpConfiguration configuration) {
		UriCompliance present = configuration.getUriCompliance();
		configuration.setUriCompliance(present.with(present.getName() + "_ASSETS", ACCEPTED));
		if (!present.allows(Violation.ILLEGAL_PATH_CHARACTERS)) {
			configuration.addCustomizer((request, responseHeaders) -> {
				refuseOtherIllegalCharacters(request.getHttpURI());
				return request;
			});
		}
	}

	/**
	 * Jetty knows one violation for all characters that a path must not have as they are.
	 * Tomcat accepts none of them but brackets.
	 */
	private static void refuseOtherIllegalCharacters(HttpURI uri) {
		String path = uri.getPath();
		if (path != null && uri.hasViolation(Violation.ILLEGAL_PATH_CHARACTERS)
				&& HttpURI.from(withoutBrackets(path)).hasViolation(Violation.ILLEGAL_PATH_CHARACTERS)) {
			throw new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400,
					Violation.ILLEGAL_PATH_CHARACTERS.getDescription());
		}
	}

	private static String withoutBrackets(String path) {
		return path.replace('[', '-').replace(']', '-');
	}

	/**
	 * Passes a request for a part by the handler that compresses.
	 */
	private static final class UncompressedRanges extends Handler.Wrapper {

		private final Handler.Wrapper compression;

		private UncompressedRanges(Handler.Wrapper compression) {
			super(compression);
			this.compression = compression;
		}

		@Override
		public boolean handle(Request request, Response response, Callback callback) throws Exception {
			if (!request.getHeaders().contains(HttpHeader.RANGE)) {
				return this.compression.handle(request, response, callback);
			}
			// as on the response without a range, which the handler may compress
			response.getHeaders().add(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());
			Handler next = this.compression.getHandler();
			return next != null && next.handle(request, response, callback);
		}

	}

	/**
	 * Passes WebSockets of a development server on.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnDevServer.class)
	@ConditionalOnClass(AbstractConnection.class)
	static class DevServerSockets {

		@Bean
		SocketUpgrade jettySocketUpgrade() {
			return JettySocket::upgrade;
		}

	}

	/**
	 * Lets browsers open WebSockets by HTTP/1.1, over which they are passed on.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnDevServer.class)
	@ConditionalOnClass(AbstractHTTP2ServerConnectionFactory.class)
	static class NoWebSocketsOverHttp2 {

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> extendedConnectCustomizer(
				ObjectProvider<AssetsProperties> properties) {
			return (factory) -> {
				if (OnDevServer.isUsed(properties)) {
					factory.addServerCustomizers(NoWebSocketsOverHttp2::disable);
				}
			};
		}

		private static void disable(Server server) {
			for (Connector connector : server.getConnectors()) {
				connector.getConnectionFactories()
					.stream()
					.filter(AbstractHTTP2ServerConnectionFactory.class::isInstance)
					.map(AbstractHTTP2ServerConnectionFactory.class::cast)
					.forEach((http2) -> http2.setConnectProtocolEnabled(false));
			}
		}

	}

}
