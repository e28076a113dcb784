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

package io.github.assetsboot.sites;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * A running application, and what visitors get from it.
 *
 * @author the Assets for Spring Boot authors
 */
final class Sites implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	Sites(Map<String, String> properties) {
		this.context = Applications.start(SitesApplication.class, properties);
	}

	static Sites onDirectory(Object directory) {
		return new Sites(Map.of("assets.storage.directory", directory.toString()));
	}

	static Sites onRedis(int port, Map<String, String> properties) {
		Map<String, String> all = new LinkedHashMap<>(Map.of("assets.storage.type", "redis", "spring.data.redis.host",
				"127.0.0.1", "spring.data.redis.port", String.valueOf(port), "spring.data.redis.timeout", "2s"));
		all.putAll(properties);
		return new Sites(all);
	}

	int port() {
		return Applications.port(this.context);
	}

	/**
	 * Get a page as a visitor does.
	 * @param host the host
	 * @param path the path
	 * @param headers names and values by turns
	 */
	Response get(String host, String path, String... headers) throws IOException {
		Map<String, String> all = new LinkedHashMap<>(Map.of("Host", host));
		for (int i = 0; i < headers.length; i += 2) {
			all.put(headers[i], headers[i + 1]);
		}
		try (SocketClient client = new SocketClient(port())) {
			return client.send("GET", path, all);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

}
