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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.storage.ForwardingStorage;
import io.github.assetsboot.storage.MemoryStorage;
import io.github.assetsboot.storage.StorageContent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The memory that a publishing needs, in a process of its own with little of it.
 */
class PublishingMemoryIT {

	/**
	 * Half of the bytes are left when they are compressed.
	 */
	@ParameterizedTest
	@CsvSource({ "1, 8, 8000000, txt", "1, 16, 4000000, js", "1, 3, 25000000, bin", "16, 1, 4000000, txt",
			"16, 1, 4000000, bin" })
	void publishersHoldNoContent(int publishers, int files, int size, String type) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx24m", "-XX:+UseSerialGC", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				PublishingMemoryIT.class.getName(), String.valueOf(publishers), String.valueOf(files),
				String.valueOf(size), type)
			.redirectErrorStream(true)
			.start();
		try (InputStream output = process.getInputStream()) {
			String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
			int contents = publishers * files * (type.equals("bin") ? 1 : 2);
			assertThat(text).contains("published " + publishers * files + " files in " + contents + " contents");
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * Run in the other process.
	 * @param arguments number of publishers, number of files, their size, and the end of
	 * their names
	 */
	public static void main(String[] arguments) {
		int publishers = Integer.parseInt(arguments[0]);
		Forgetting storage = new Forgetting();
		StoredProjects projects = new StoredProjects(storage, Defaults.CACHE, ProjectLimits.DEFAULTS,
				Defaults.RETENTION, () -> "");
		List<CompletableFuture<Integer>> published = new ArrayList<>();
		for (int publisher = 0; publisher < publishers; publisher++) {
			ProjectId project = new ProjectId("shop-" + publisher);
			published.add(CompletableFuture.supplyAsync(() -> publish(projects, project, arguments),
					(task) -> new Thread(task).start()));
		}
		int files = published.stream().mapToInt(CompletableFuture::join).sum();
		System.out.println("published " + files + " files in " + storage.contents.size() + " contents");
	}

	private static int publish(StoredProjects projects, ProjectId project, String[] arguments) {
		int files = Integer.parseInt(arguments[1]);
		int size = Integer.parseInt(arguments[2]);
		try {
			return projects.publish(project, (visitor) -> {
				for (int i = 0; i < files; i++) {
					visitor.file(i + "." + arguments[3], new RandomText(i, size));
				}
			}, ProjectSettings.DEFAULTS).files();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Keeps no contents.
	 */
	private static final class Forgetting extends ForwardingStorage {

		private final Set<String> contents = ConcurrentHashMap.newKeySet();

		Forgetting() {
			super(new MemoryStorage());
		}

		@Override
		public void write(String key, StorageContent content) throws IOException {
			if (!key.contains("/assets/")) {
				super.write(key, content);
				return;
			}
			try (InputStream stream = content.open()) {
				assertThat(stream.transferTo(OutputStream.nullOutputStream())).isEqualTo(content.size());
			}
			this.contents.add(key);
		}

		@Override
		public Set<String> existing(Collection<String> keys) {
			return Set.of();
		}

	}

	/**
	 * Random hexadecimal digits, made while they are read.
	 *
	 * @param seed tells one text from another
	 * @param size the number of bytes
	 */
	private record RandomText(int seed, long size) implements StorageContent {

		@Override
		public InputStream open() {
			return new InputStream() {

				private long state = RandomText.this.seed;

				private long left = RandomText.this.size;

				@Override
				public int read() {
					byte[] single = new byte[1];
					return (read(single, 0, 1) != -1) ? single[0] : -1;
				}

				@Override
				public int read(byte[] buffer, int offset, int length) {
					if (this.left == 0) {
						return -1;
					}
					int count = (int) Math.min(length, this.left);
					for (int i = 0; i < count; i++) {
						this.state = this.state * 6364136223846793005L + 1442695040888963407L;
						buffer[offset + i] = (byte) "0123456789abcdef".charAt((int) (this.state >>> 60));
					}
					this.left -= count;
					return count;
				}

			};
		}

	}

}
