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

package io.github.assetsboot.testing;

import java.util.function.IntFunction;

/**
 * A container, spoken to in one version of HTTP.
 */
public enum Transport {

	/**
	 * Tomcat over HTTP/1.1.
	 */
	TOMCAT_HTTP_1_1(Container.TOMCAT, SocketClient::new),

	/**
	 * Tomcat over HTTP/2 in clear text.
	 */
	TOMCAT_HTTP_2(Container.TOMCAT, Http2Client::inClearText),

	/**
	 * Tomcat over HTTP/2 with TLS, as browsers speak it.
	 */
	TOMCAT_HTTP_2_TLS(Container.TOMCAT, Http2Client::withTls),

	/**
	 * Jetty over HTTP/1.1.
	 */
	JETTY_HTTP_1_1(Container.JETTY, SocketClient::new),

	/**
	 * Jetty over HTTP/2 in clear text.
	 */
	JETTY_HTTP_2(Container.JETTY, Http2Client::inClearText),

	/**
	 * Jetty over HTTP/2 with TLS, as browsers speak it.
	 */
	JETTY_HTTP_2_TLS(Container.JETTY, Http2Client::withTls);

	private final Container container;

	private final IntFunction<Client> connector;

	Transport(Container container, IntFunction<Client> connector) {
		this.container = container;
		this.connector = connector;
	}

	public Container container() {
		return this.container;
	}

	public boolean isHttp2() {
		return this != TOMCAT_HTTP_1_1 && this != JETTY_HTTP_1_1;
	}

	/**
	 * Return whether the server has to use the {@link SelfSignedCertificate}.
	 * @return {@code true} with TLS
	 */
	public boolean isSecure() {
		return this == TOMCAT_HTTP_2_TLS || this == JETTY_HTTP_2_TLS;
	}

	/**
	 * Create a client.
	 * @param port the port on the loopback interface
	 * @return the client
	 */
	public Client connect(int port) {
		return this.connector.apply(port);
	}

}
