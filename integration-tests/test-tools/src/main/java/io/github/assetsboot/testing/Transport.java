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

	TOMCAT_HTTP_1_1(Container.TOMCAT, SocketClient::new),

	TOMCAT_HTTP_2(Container.TOMCAT, H2cClient::new),

	JETTY_HTTP_1_1(Container.JETTY, SocketClient::new),

	JETTY_HTTP_2(Container.JETTY, H2cClient::new);

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
		return this == TOMCAT_HTTP_2 || this == JETTY_HTTP_2;
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
