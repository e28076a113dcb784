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

package io.github.assetsboot.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.Deflater;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link DirectoryStorage}.
 *
 * @author the Assets for Spring Boot authors
 */
class DirectoryStorageTests extends AssetStorageContract {

	@TempDir
	private Path directory;

	@Override
	protected AssetStorage createStorage() {
		return new DirectoryStorage(this.directory.resolve("storage"));
	}

	@Test
	void valuesThatCannotBeLookedForAreNotTakenForMissing() throws IOException {
		AssetStorage storage = createStorage();
		Path root = this.directory.resolve("storage");
		Files.createSymbolicLink(root, root);
		assertThatIOException().isThrownBy(() -> storage.read("project/a"));
		assertThatIOException().isThrownBy(() -> storage.existing(List.of("project/a")));
		assertThatIOException().isThrownBy(() -> storage.list("project/", (key) -> {
		}));
	}

	private Path root() {
		return this.directory.resolve("storage");
	}

	private Path temporary(String folder, String name, Duration age) throws IOException {
		Path file = Files.createDirectories(root().resolve(folder)).resolve(name);
		Files.write(file, new byte[] { 1, 2, 3 });
		return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "project/a", "project/a/assets", "project/a/uploads/1", "application/a/assets" })
	void temporaryFileOfAKilledWriterIsSweptAfterADay(String folder) throws IOException {
		AssetStorage storage = createStorage();
		Path old = temporary(folder, ".tmp123.tmp", Duration.ofHours(25));
		Path young = temporary(folder, ".tmp456.tmp", Duration.ofHours(23));
		Path value = temporary(folder, "0f", Duration.ofDays(300));
		List<String> keys = new ArrayList<>();
		storage.list(folder.substring(0, folder.indexOf('/') + 2) + "/", keys::add);
		assertThat(keys).containsExactly(folder + "/0f");
		assertThat(old).doesNotExist();
		assertThat(young).exists();
		assertThat(value).exists();
	}

	@Test
	void temporaryFileOfAnotherFolderIsLeftAlone() throws IOException {
		Path other = temporary("project/b", ".tmp123.tmp", Duration.ofDays(2));
		createStorage().list("project/a/", (key) -> {
		});
		assertThat(other).exists();
	}

	@Test
	void reserveIsWrittenAndNotSparse() throws IOException {
		AssetStorage storage = createStorage();
		storage.writeIfUnchanged("project/a/manifest", new byte[300_000], null);
		byte[] reserve = Files.readAllBytes(root().resolve(".reserve"));
		assertThat(reserve).hasSize(600_000);
		Deflater deflater = new Deflater();
		deflater.setInput(reserve);
		deflater.finish();
		assertThat(deflater.deflate(new byte[700_000])).as("compressed").isGreaterThan(590_000);
		storage.writeIfUnchanged("project/b/manifest", new byte[10], null);
		assertThat(root().resolve(".reserve")).hasSize(600_000);
	}

	@Test
	void conditionalWriteNeedsNoReserve() throws IOException {
		AssetStorage storage = createStorage();
		Files.createDirectories(root().resolve(".reserve/in-the-way"));
		assertThat(storage.writeIfUnchanged("project/a/manifest", new byte[10], null)).isTrue();
		assertThat(storage.read("project/a/manifest")).hasSize(10);
	}

	@Test
	void lockOfAnotherProcessIsWaitedForAndNotForEver() throws Exception {
		AssetStorage storage = createStorage();
		storage.writeIfUnchanged("project/a/manifest", new byte[] { 1 }, null);
		String revision = storage.readWithRevision("project/a/manifest").revision();
		try (OtherProcess other = OtherProcess.locking(root().resolve("project/a/.lock"))) {
			assertThatIOException()
				.isThrownBy(() -> storage.writeIfUnchanged("project/a/manifest", new byte[] { 2 }, revision))
				.withMessageContaining("have locked");
			assertThat(storage.read("project/a/manifest")).containsExactly(1);
			assertThat(storage.writeIfUnchanged("project/b/manifest", new byte[] { 1 }, null)).as("nobody else waits")
				.isTrue();
		}
		assertThat(storage.writeIfUnchanged("project/a/manifest", new byte[] { 2 }, revision)).isTrue();
		try (Stream<Path> files = Files.list(root().resolve("project/a"))) {
			assertThat(files).extracting((file) -> file.getFileName().toString())
				.containsExactlyInAnyOrder("manifest", ".lock");
		}
	}

	@Test
	void processesLoseNoIncrement() throws Exception {
		AssetStorage storage = createStorage();
		storage.writeIfUnchanged("project/a/manifest", "0".getBytes(StandardCharsets.UTF_8), null);
		try (OtherProcess one = OtherProcess.counting(root(), 30);
				OtherProcess two = OtherProcess.counting(root(), 30)) {
			OtherProcess.count(storage, 30);
			assertThat(one.await()).isZero();
			assertThat(two.await()).isZero();
		}
		assertThat(storage.read("project/a/manifest")).asString().isEqualTo("90");
	}

	@Test
	void storageThatIsReachedOverASymbolicLinkIsTheSame() throws Exception {
		Files.createDirectories(root());
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), root());
		AssetStorage storage = createStorage();
		AssetStorage linked = new DirectoryStorage(link);
		storage.writeIfUnchanged("project/a/manifest", "0".getBytes(StandardCharsets.UTF_8), null);
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			for (Future<?> writer : threads
				.invokeAll(List.of(() -> OtherProcess.count(storage, 50), () -> OtherProcess.count(linked, 50)))) {
				writer.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(storage.read("project/a/manifest")).asString().isEqualTo("100");
	}

}
