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

package io.github.assetsboot.environment;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application over the front end of these tests, and a client of it.
 *
 * @author the Assets for Spring Boot authors
 */
final class RunningApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final SocketClient client;

	private RunningApplication(ConfigurableApplicationContext context) {
		this.context = context;
		this.client = new SocketClient(Applications.port(context));
	}

	/**
	 * Start a single-page application with controllers.
	 * @param container the server
	 * @param application the application
	 * @param properties further properties, {@code name=value}
	 * @return the application
	 */
	static RunningApplication start(Container container, Class<?> application, String... properties) {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("spring.autoconfigure.exclude", container.excluded());
		all.put("server.shutdown", "immediate");
		put(all, FrontEnd.DIRECTORY_PROPERTY);
		put(all, FrontEnd.SPA_PROPERTY);
		for (String property : properties) {
			put(all, property);
		}
		ConfigurableApplicationContext context = Applications.start(application, all);
		assertThat(context.getBean(ServletWebServerFactory.class)).isInstanceOf(container.factory());
		return new RunningApplication(context);
	}

	private static void put(Map<String, String> properties, String property) {
		String[] pair = property.split("=", 2);
		properties.put(pair[0], pair[1]);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	/**
	 * Send a request.
	 * @param method the method
	 * @param target the request target
	 * @param headers names and values by turns
	 * @return the response
	 * @throws IOException if the server does not answer
	 */
	Response send(String method, String target, String... headers) throws IOException {
		Map<String, String> fields = new LinkedHashMap<>();
		for (int i = 0; i < headers.length; i += 2) {
			fields.put(headers[i], headers[i + 1]);
		}
		return this.client.send(method, target, fields);
	}

	Response get(String target, String... headers) throws IOException {
		return send("GET", target, headers);
	}

	String body(String target, String... headers) throws IOException {
		return get(target, headers).body();
	}

	int status(String target, String... headers) throws IOException {
		return get(target, headers).status();
	}

	@Nullable String location(String target, String... headers) throws IOException {
		return get(target, headers).headers().get("location");
	}

	@Override
	public void close() throws IOException {
		this.client.close();
		this.context.close();
	}

}
