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

package io.github.assetsboot.devserver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebSockets of the application itself, beside a development server that would take any.
 *
 * @author the Assets for Spring Boot authors
 */
class OwnSocketTests {

	@RegisterExtension
	final DevServerApplication application = new DevServerApplication();

	private SocketDevServer devServer;

	@BeforeEach
	void startDevServer() throws IOException {
		this.devServer = new SocketDevServer();
	}

	@AfterEach
	void stopDevServer() throws IOException {
		this.devServer.close();
	}

	private String firstMessage(String path) throws Exception {
		CompletableFuture<String> message = new CompletableFuture<>();
		WebSocket socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create("ws://127.0.0.1:" + this.application.port() + path), new WebSocket.Listener() {

				@Override
				public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
					message.complete(data.toString());
					return null;
				}

			})
			.get(20, TimeUnit.SECONDS);
		try {
			return message.get(20, TimeUnit.SECONDS);
		}
		finally {
			socket.abort();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/chat", "/", "/ws" })
	void handlerOfSpringStays(String path) throws Exception {
		this.application.start(Handlers.class, "assets.dev-server.url=" + this.devServer.url());
		assertThat(firstMessage(path)).isEqualTo("handler");
		assertThat(this.devServer.heads()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/endpoint", "/" })
	void endpointOfTheContainerStays(String path) throws Exception {
		this.application.start(Endpoints.class, "assets.dev-server.url=" + this.devServer.url());
		assertThat(firstMessage(path)).isEqualTo("endpoint");
		assertThat(this.devServer.heads()).isEmpty();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableWebSocket
	static class Handlers implements WebSocketConfigurer {

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new TextWebSocketHandler() {

				@Override
				public void afterConnectionEstablished(WebSocketSession session) throws IOException {
					session.sendMessage(new TextMessage("handler"));
				}

			}, "/chat", "/", "/ws");
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(DevServerSocketIT.Page.class)
	static class Endpoints {

		@Bean
		ServletListenerRegistrationBean<ServletContextListener> endpoints() {
			return new ServletListenerRegistrationBean<>(new ServletContextListener() {

				@Override
				public void contextInitialized(ServletContextEvent event) {
					ServerContainer container = (ServerContainer) event.getServletContext()
						.getAttribute(ServerContainer.class.getName());
					try {
						container.addEndpoint(AtPath.class);
						container.addEndpoint(AtRoot.class);
					}
					catch (DeploymentException ex) {
						throw new IllegalStateException(ex);
					}
				}

			});
		}

	}

	@ServerEndpoint("/endpoint")
	public static class AtPath {

		@OnOpen
		public void open(Session session) throws IOException {
			session.getBasicRemote().sendText("endpoint");
		}

	}

	@ServerEndpoint("/")
	public static class AtRoot {

		@OnOpen
		public void open(Session session) throws IOException {
			session.getBasicRemote().sendText("endpoint");
		}

	}

}
