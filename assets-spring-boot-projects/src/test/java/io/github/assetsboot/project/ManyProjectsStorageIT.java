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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Projects;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.ForwardingStorage;
import io.github.assetsboot.storage.RedisConnections;
import io.github.assetsboot.storage.S3Server;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.testing.RedisServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listing and garbage collection of thousands of projects, in a process that has less
 * memory than the manifests of all projects take. The storage counts the values that are
 * read.
 */
@Timeout(600)
class ManyProjectsStorageIT {

	private static final int PROJECTS = 10_000;

	/**
	 * Writing many objects to the S3 server of the tests takes long. A listing has more
	 * than one page.
	 */
	private static final int S3_PROJECTS = 1_200;

	private static final int FILES = 60;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final String GARBAGE = "assets/" + "0".repeat(64) + "-3.0";

	@TempDir
	private Path directory;

	@Test
	void projectsInADirectoryAreReadOneAtATime() throws Exception {
		Map<String, byte[]> values = template();
		Path first = this.directory.resolve("many/project/site-0");
		DirectoryStorage storage = new DirectoryStorage(this.directory.resolve("many"));
		for (Map.Entry<String, byte[]> value : values.entrySet()) {
			storage.write("project/site-0/" + value.getKey(), StorageContent.of(value.getValue()));
		}
		for (int i = 1; i < PROJECTS; i++) {
			Path project = first.resolveSibling("site-" + i);
			for (String key : values.keySet()) {
				if (hasGarbage(i) || !key.equals(GARBAGE)) {
					Path file = project.resolve(key);
					Files.createDirectories(file.getParent());
					Files.createLink(file, first.resolve(key));
				}
			}
		}
		assertBounded("directory", storage.root().toString(), PROJECTS);
	}

	@Test
	void projectsInRedisAreReadOneAtATime() throws Exception {
		try (RedisServer server = RedisServer.start()) {
			LettuceConnectionFactory connections = RedisConnections.to(server);
			try {
				write(RedisConnections.storage(connections, "assets:"), PROJECTS);
			}
			finally {
				connections.destroy();
			}
			assertBounded("redis", String.valueOf(server.port()), PROJECTS);
		}
	}

	@Test
	void projectsInS3AreReadOneAtATime() throws Exception {
		try (S3Server server = S3Server.start()) {
			try (S3Client client = server.connect()) {
				write(S3Server.storage(client, S3Server.BUCKET, "", TIMEOUT), S3_PROJECTS);
			}
			assertBounded("s3", String.valueOf(server.endpoint().getPort()), S3_PROJECTS);
		}
	}

	/**
	 * Publish a project, and return all values of it by their keys, with a content that
	 * nothing refers to. All files have the same content.
	 */
	private Map<String, byte[]> template() throws IOException {
		DirectoryStorage storage = new DirectoryStorage(this.directory.resolve("template"));
		try (StoredProjects projects = new StoredProjects(storage, Defaults.CACHE, ProjectLimits.DEFAULTS,
				Defaults.RETENTION, () -> "")) {
			projects.publish(new ProjectId("site"), (visitor) -> {
				for (int i = 0; i < FILES; i++) {
					visitor.file("some-folder/with-a-long-name/file-" + i + ".bin",
							StorageContent.of(new byte[] { 1 }));
				}
			}, ProjectSettings.DEFAULTS);
		}
		List<String> keys = new ArrayList<>();
		storage.list("project/site/", keys::add);
		Map<String, byte[]> values = new LinkedHashMap<>();
		for (String key : keys) {
			values.put(key.substring("project/site/".length()), storage.read(key));
		}
		values.put(GARBAGE, new byte[3]);
		return values;
	}

	private void write(AssetStorage storage, int projects) throws IOException {
		Map<String, byte[]> values = template();
		for (int i = 0; i < projects; i++) {
			for (Map.Entry<String, byte[]> value : values.entrySet()) {
				if (hasGarbage(i) || !value.getKey().equals(GARBAGE)) {
					storage.write("project/site-" + i + "/" + value.getKey(), StorageContent.of(value.getValue()));
				}
			}
		}
	}

	private static boolean hasGarbage(int project) {
		return project % 100 == 0;
	}

	private static void assertBounded(String kind, String location, int count) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx56m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				ManyProjectsStorageIT.class.getName(), kind, location)
			.redirectErrorStream(true)
			.start();
		try (InputStream output = process.getInputStream()) {
			String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
			assertThat(text).contains("listed " + count + " with 0 reads")
				.contains("page of 50 of " + count + " with 100 reads")
				.contains("collected " + count + ", failed 0, deleted " + count / 100);
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * Run in the other process.
	 * @param arguments the kind of the storage and its place
	 */
	public static void main(String[] arguments) throws Exception {
		switch (arguments[0]) {
			case "directory" -> run(new DirectoryStorage(Path.of(arguments[1])));
			case "redis" ->
				run(RedisConnections.storage(RedisConnections.to(Integer.parseInt(arguments[1])), "assets:"));
			default ->
				run(S3Server.storage(S3Server.connect(Integer.parseInt(arguments[1])), S3Server.BUCKET, "", TIMEOUT));
		}
		System.exit(0);
	}

	private static void run(AssetStorage all) throws Exception {
		CountingStorage storage = new CountingStorage(all);
		StoredProjects projects = new StoredProjects(storage, Defaults.CACHE, ProjectLimits.DEFAULTS,
				Defaults.RETENTION, () -> "");
		int listed = projects.projects().size();
		System.out.println("listed " + listed + " with " + storage.reads.getAndSet(0) + " reads");
		StoredProjectsView view = new StoredProjectsView(projects, storage, (project, version) -> null, null, TIMEOUT);
		Projects page = view.describe(3);
		System.out.println("page of " + page.projects().size() + " of " + page.total() + " with "
				+ storage.reads.getAndSet(0) + " reads");
		ScheduledGarbageCollection collection = new ScheduledGarbageCollection(projects, storage, Duration.ofDays(1),
				Duration.ZERO);
		collection.runIfDue();
		System.out.println("collected " + collection.collected() + ", failed " + collection.failed() + ", deleted "
				+ collection.deleted() + " with " + storage.reads + " reads");
	}

	private static final class CountingStorage extends ForwardingStorage {

		private final AtomicInteger reads = new AtomicInteger();

		private final AssetStorage storage;

		CountingStorage(AssetStorage storage) {
			super(storage);
			this.storage = storage;
		}

		@Override
		public Set<String> folders(String prefix) throws IOException {
			return this.storage.folders(prefix);
		}

		@Override
		public byte @Nullable [] read(String key) throws IOException {
			this.reads.incrementAndGet();
			return super.read(key);
		}

		@Override
		public @Nullable StoredValue readWithRevision(String key) throws IOException {
			this.reads.incrementAndGet();
			return super.readWithRevision(key);
		}

	}

}
