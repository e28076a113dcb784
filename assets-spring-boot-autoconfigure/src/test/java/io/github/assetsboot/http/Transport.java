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

package io.github.assetsboot.http;

import java.io.IOException;

import io.github.assetsboot.testing.Container;

/**
 * A container, spoken to in one version of HTTP.
 *
 * @author the Assets for Spring Boot authors
 */
enum Transport {

	TOMCAT_HTTP_1_1(Container.TOMCAT, SocketClient::new),

	TOMCAT_HTTP_2(Container.TOMCAT, H2cClient::new),

	JETTY_HTTP_1_1(Container.JETTY, SocketClient::new),

	JETTY_HTTP_2(Container.JETTY, H2cClient::new);

	private final Container container;

	private final Connector connector;

	Transport(Container container, Connector connector) {
		this.container = container;
		this.connector = connector;
	}

	Container container() {
		return this.container;
	}

	boolean isHttp2() {
		return this == TOMCAT_HTTP_2 || this == JETTY_HTTP_2;
	}

	Client connect(int port) throws IOException {
		return this.connector.connect(port);
	}

	@FunctionalInterface
	private interface Connector {

		Client connect(int port) throws IOException;

	}

}
