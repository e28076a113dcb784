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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SelfSignedCertificate;
import io.github.assetsboot.testing.SocketClient;
import io.github.assetsboot.testing.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A directory of assets, and an application over it on each container that a test asks
 * for. Applications are started once and stopped after the last test of the class.
 *
 * @author the Assets for Spring Boot authors
 */
final class Site implements AfterAllCallback {

	/**
	 * A file that is in every directory.
	 */
	static final String PROBE = "/probe.txt";

	static final String PROBE_TEXT = "probe";

	private final Class<?> application;

	private final Map<String, String> properties = new LinkedHashMap<>();

	private final Map<String, byte[]> files = new LinkedHashMap<>();

	private final Map<Container, ConfigurableApplicationContext> contexts = new EnumMap<>(Container.class);

	private final Map<Container, ConfigurableApplicationContext> secure = new EnumMap<>(Container.class);

	private @Nullable Path directory;

	private @Nullable Filler filler;

	Site() {
		this(Applications.Empty.class);
	}

	Site(Class<?> application) {
		this.application = application;
		this.properties.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
		this.properties.put("server.http2.enabled", "true");
		this.properties.put("server.shutdown", "immediate");
		this.properties.put("server.tomcat.max-keep-alive-requests", "-1");
		file(PROBE.substring(1), PROBE_TEXT);
	}

	Site property(String name, String value) {
		this.properties.put(name, value);
		return this;
	}

	Site file(String name, byte[] content) {
		this.files.put(name, content);
		return this;
	}

	Site file(String name, String content) {
		return file(name, content.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Set what adds further files to the directory, before the first start.
	 * @param filler the code
	 * @return this
	 */
	Site fill(Filler filler) {
		this.filler = filler;
		return this;
	}

	byte[] content(String name) {
		byte[] content = this.files.get(name.replaceFirst("^/", ""));
		assertThat(content).as("the file " + name).isNotNull();
		return content;
	}

	Client connect(Transport transport) throws IOException {
		return connect(transport, port(transport));
	}

	/**
	 * Connect to an application that serves {@link #PROBE}.
	 * @param transport the container and the version of HTTP
	 * @param port the port on the loopback interface
	 * @return a client that checks where each response ends
	 * @throws IOException if there is no response
	 */
	static Client connect(Transport transport, int port) throws IOException {
		Client client = transport.connect(port);
		if (client instanceof SocketClient socket) {
			return new FramedClient(socket);
		}
		assertThat(probe(client).body()).isEqualTo(PROBE_TEXT);
		return client;
	}

	/**
	 * Ask once more if a new connection ends without a response, as browsers do. This has
	 * happened to Java's client on a busy machine.
	 */
	private static Response probe(Client client) throws IOException {
		try {
			return client.get(PROBE);
		}
		catch (IOException ex) {
			return client.get(PROBE);
		}
	}

	int port(Transport transport) {
		return transport.isSecure()
				? Applications.port(this.secure.computeIfAbsent(transport.container(), this::startWithTls))
				: port(transport.container());
	}

	/**
	 * Return the port without TLS.
	 */
	int port(Container container) {
		return Applications.port(this.contexts.computeIfAbsent(container, this::start));
	}

	/**
	 * Stop the applications on a container, so that the next request starts a new one.
	 * @param container the container
	 */
	void stop(Container container) {
		stop(this.contexts.remove(container));
		stop(this.secure.remove(container));
	}

	private static void stop(@Nullable ConfigurableApplicationContext context) {
		if (context != null) {
			context.close();
		}
	}

	private ConfigurableApplicationContext start(Container container) {
		return start(container, Map.of());
	}

	private ConfigurableApplicationContext startWithTls(Container container) {
		return start(container, SelfSignedCertificate.properties());
	}

	private ConfigurableApplicationContext start(Container container, Map<String, String> more) {
		Map<String, String> properties = new LinkedHashMap<>(this.properties);
		properties.putAll(more);
		properties.put("assets.directory", directory().toUri().toString());
		properties.put("spring.autoconfigure.exclude", container.excluded());
		ConfigurableApplicationContext context = Applications.start(this.application, properties);
		assertThat(context.getBean(ServletWebServerFactory.class)).isInstanceOf(container.factory());
		return context;
	}

	private Path directory() {
		try {
			Path directory = this.directory;
			if (directory == null) {
				directory = Files.createTempDirectory("site");
				Contents.write(directory, this.files);
				if (this.filler != null) {
					this.filler.fill(directory);
				}
				this.directory = directory;
			}
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void afterAll(ExtensionContext context) throws IOException {
		for (Container container : Container.values()) {
			stop(container);
		}
		delete();
	}

	/**
	 * Delete the directory.
	 * @throws IOException if it cannot be deleted
	 */
	void delete() throws IOException {
		FileSystemUtils.deleteRecursively(this.directory);
		this.directory = null;
	}

	@FunctionalInterface
	interface Filler {

		void fill(Path directory) throws IOException;

	}

}
