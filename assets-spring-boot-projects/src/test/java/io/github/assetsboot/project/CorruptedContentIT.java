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

package io.github.assetsboot.project;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Large contents that are not in the storage any more as they were written there.
 */
@Timeout(120)
class CorruptedContentIT {

	private static final byte[] CONTENT = content(3_000_000);

	private static final byte[] SMALL = content(20_000);

	@TempDir
	private Path directory;

	private BreakingStorage storage;

	private ConfigurableApplicationContext context;

	private static byte[] content(int size) {
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = (byte) ('a' + i % 26);
		}
		return bytes;
	}

	@BeforeEach
	void start() throws IOException {
		this.storage = new BreakingStorage(new DirectoryStorage(this.directory));
		Application.storage = this.storage;
		this.context = Applications.start(Application.class, Map.of("assets.projects.enabled", "true",
				"assets.projects.resolve.host", "{project}.example.com", "assets.projects.cache.memory", "64KB"));
		this.context.getBean(AssetProjects.class)
			.publish(new ProjectId("shop"), ProjectFiles.ofMap(Map.of("large.bin", CONTENT, "small.bin", SMALL)),
					ProjectSettings.DEFAULTS);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	private Response send(String method, String target, String... headers) throws IOException {
		Map<String, String> all = new LinkedHashMap<>(Map.of("Host", "shop.example.com"));
		for (int i = 0; i < headers.length; i += 2) {
			all.put(headers[i], headers[i + 1]);
		}
		try (SocketClient client = new SocketClient(Applications.port(this.context))) {
			return client.send(method, target, all);
		}
	}

	private Response get(String target, String... headers) throws IOException {
		return send("GET", target, headers);
	}

	private void write(byte[] original, byte[] written) throws IOException {
		String hash = BlobId.of(original).hash();
		this.storage.list("project/shop/", (key) -> {
			if (key.contains(hash)) {
				try {
					this.storage.write(key, StorageContent.of(written));
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			}
		});
	}

	@ParameterizedTest
	@EnumSource
	void wholeResponseIsNeverComplete(Corruption corruption) throws IOException {
		write(CONTENT, corruption.of(CONTENT));
		assertNotComplete();
		assertNotComplete("Range", "bytes=0-");
	}

	private void assertNotComplete(String... headers) throws IOException {
		try {
			assertUnavailable(get("/large.bin", headers));
		}
		catch (EOFException ex) {
			assertThat(ex).hasMessageContaining("closed the connection");
		}
	}

	@Test
	void firstBytesOfALongerContentAreTheContent() throws IOException {
		write(CONTENT, Arrays.copyOf(CONTENT, CONTENT.length + 1));
		assertThat(get("/large.bin").body()).hasSize(CONTENT.length);
		assertThat(get("/large.bin", "Range", "bytes=-3").body()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource
	void contentOfOnePieceIsUnavailable(Corruption corruption) throws IOException {
		write(SMALL, corruption.of(SMALL));
		assertUnavailable(get("/small.bin"));
	}

	@ParameterizedTest
	@EnumSource
	void partsAreUnavailable(Corruption corruption) throws IOException {
		write(CONTENT, corruption.of(CONTENT));
		for (String range : List.of("bytes=1000-1009", "bytes=-10", "bytes=1-", "bytes=0-9,2000000-2000009")) {
			assertUnavailable(get("/large.bin", "Range", range));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/fetched/large.bin", "/fetched/small.bin" })
	void controllerDoesNotGetItEither(String target) throws IOException {
		write(CONTENT, Corruption.FIRST_BYTE.of(CONTENT));
		write(SMALL, Corruption.FIRST_BYTE.of(SMALL));
		assertThat(get(target, "Host", "localhost").body()).startsWith("java.io.IOException");
	}

	private static void assertUnavailable(Response response) {
		assertThat(response.status()).isEqualTo(503);
		assertThat(response.headers()).containsKey("retry-after").doesNotContainKeys("etag", "content-range");
	}

	@Test
	void whatNeedsNoContentIsAnswered() throws IOException {
		String tag = get("/large.bin").headers().get("etag");
		write(CONTENT, Corruption.LAST_BYTE.of(CONTENT));
		assertThat(send("HEAD", "/large.bin").headers()).containsEntry("content-length",
				String.valueOf(CONTENT.length));
		assertThat(get("/large.bin", "If-None-Match", tag).status()).isEqualTo(304);
		assertThat(get("/large.bin", "Range", "bytes=9000000-").status()).isEqualTo(416);
	}

	@Test
	void contentIsReadOnceBeforeItsFirstPart() throws IOException {
		for (int i = 0; i < 5; i++) {
			assertThat(get("/large.bin", "Range", "bytes=26-28").body()).isEqualTo("abc");
		}
		assertThat(this.storage.opened).isEqualTo(1 + 5);
	}

	@Test
	void contentThatWasSentAsAWholeIsNotReadAgainForItsParts() throws IOException {
		assertThat(get("/large.bin").body()).hasSize(CONTENT.length);
		assertThat(get("/large.bin", "Range", "bytes=26-28").body()).isEqualTo("abc");
		assertThat(get("/large.bin", "Range", "bytes=0-2,2600000-2600002").body()).contains("abc");
		assertThat(this.storage.opened).isEqualTo(1 + 1 + 2);
	}

	@Test
	void contentThatIsMendedIsServedAgain() throws IOException {
		write(CONTENT, Corruption.LAST_BYTE.of(CONTENT));
		assertUnavailable(get("/large.bin", "Range", "bytes=0-9"));
		write(CONTENT, CONTENT);
		await().until(() -> get("/large.bin", "Range", "bytes=26-28").body().equals("abc"));
		assertThat(get("/large.bin").body()).hasSize(CONTENT.length);
	}

	private enum Corruption {

		FIRST_BYTE, LAST_BYTE, SHORTER, EMPTY;

		byte[] of(byte[] content) {
			byte[] bytes = switch (this) {
				case SHORTER -> Arrays.copyOf(content, content.length - 1);
				case EMPTY -> new byte[0];
				default -> content.clone();
			};
			if (this == FIRST_BYTE || this == LAST_BYTE) {
				bytes[(this == FIRST_BYTE) ? 0 : bytes.length - 1]++;
			}
			return bytes;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@RestController
	static class Application {

		private static AssetStorage storage;

		private final AssetProjects projects;

		Application(AssetProjects projects) {
			this.projects = projects;
		}

		@GetMapping("/fetched/{name}")
		String fetched(@PathVariable String name) throws IOException {
			ResponseEntity<Resource> response = this.projects.project(new ProjectId("shop")).fetch("/" + name);
			try {
				return "read " + response.getBody().getContentAsByteArray().length;
			}
			catch (IOException ex) {
				return ex.toString();
			}
		}

		@SpringBootConfiguration
		static class Storage {

			@Bean
			AssetStorage storage() {
				return storage;
			}

		}

	}

}
