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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two collections of different hosts have the same paths and the same present file. Each
 * has its own earlier version of it.
 */
class DictionariesOfHostsTests {

	private static final String TARGET = "/assets/app-C0d3kLmN.js";

	private static final byte[] PRESENT = Contents.words(10_000);

	private static final long PATIENCE_NANOS = 60_000_000_000L;

	@TempDir
	Path root;

	private static byte[] earlier(String text) {
		byte[] earlier = PRESENT.clone();
		System.arraycopy(text.getBytes(), 0, earlier, 5_000, text.length());
		return earlier;
	}

	private void addCollection(String prefix, String name, Map<String, String> properties) throws IOException {
		Path present = this.root.resolve(name);
		Path previous = this.root.resolve("previous-" + name);
		Contents.write(present, Map.of(TARGET.substring(1), PRESENT));
		Contents.write(previous, Map.of("assets/app-B921BFhg.js", earlier(name)));
		properties.put(prefix + "directory", present.toString());
		properties.put(prefix + "cache.immutable", "/assets/*");
		properties.put(prefix + "cache.dictionaries", "/assets/*");
		properties.put(prefix + "cache.dictionary-directory", previous.toString());
	}

	private static Response send(SocketClient client, String host, byte[] dictionary) throws IOException {
		return client.send("GET", TARGET, Map.of("Host", host, "Accept-Encoding", "dcb, dcz", "Available-Dictionary",
				Codings.available(dictionary)));
	}

	private static void await(SocketClient client, String host, byte[] dictionary) throws IOException {
		long end = System.nanoTime() + PATIENCE_NANOS;
		while (!send(client, host, dictionary).has("content-encoding")) {
			assertThat(System.nanoTime()).as("the time until there is a difference").isLessThan(end);
			LockSupport.parkNanos(20_000_000);
		}
	}

	@Test
	void collectionsWithTheSameFileHaveDictionariesOfTheirOwn() throws Exception {
		Map<String, String> properties = new LinkedHashMap<>();
		addCollection("assets.", "shop", properties);
		addCollection("assets.collections.docs.", "docs", properties);
		properties.put("assets.collections.docs.host", "docs.example.com");
		try (ConfigurableApplicationContext context = Applications.start(Applications.Empty.class, properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			await(client, "localhost", earlier("shop"));
			await(client, "docs.example.com", earlier("docs"));
			assertThat(send(client, "localhost", earlier("docs")).has("content-encoding")).isFalse();
			assertThat(send(client, "docs.example.com", earlier("shop")).has("content-encoding")).isFalse();
		}
	}

}
