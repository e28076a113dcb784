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
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.storage.DirectoryStorage;
import io.github.assetsboot.storage.StorageContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The memory that a garbage collection needs, in a process of its own with little of it.
 */
class GarbageCollectionMemoryIT {

	private static final int FILES = 5000;

	private static final int VERSIONS = 50;

	@TempDir
	private Path directory;

	@Test
	void versionsAreNotInMemoryTogether() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx40m", "-XX:+UseSerialGC", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				GarbageCollectionMemoryIT.class.getName(), this.directory.toString())
			.redirectErrorStream(true)
			.start();
		try (InputStream output = process.getInputStream()) {
			String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
			assertThat(text).contains("deleted 1 of 2 contents, " + VERSIONS + " versions");
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * Run in the other process. All files of a project have the same content.
	 * @param arguments the directory of the storage
	 */
	public static void main(String[] arguments) throws IOException {
		ProjectId shop = new ProjectId("shop");
		try (StoredProjects projects = new StoredProjects(new DirectoryStorage(Path.of(arguments[0])), Defaults.CACHE,
				ProjectLimits.DEFAULTS, Defaults.RETENTION, () -> "")) {
			String garbage = upload(projects, shop, 1, "garbage");
			String version = upload(projects, shop, FILES, "text");
			for (int i = 1; i < VERSIONS; i++) {
				projects.reconfigure(shop, version, ProjectSettings.DEFAULTS, ProjectChange.NONE);
			}
			projects.deleteVersion(shop, garbage, ProjectChange.NONE);
			int deleted = projects.collectGarbage(shop);
			System.out
				.println("deleted " + deleted + " of 2 contents, " + projects.versions(shop).size() + " versions");
		}
	}

	private static String upload(StoredProjects projects, ProjectId project, int files, String text)
			throws IOException {
		return projects.upload(project, (visitor) -> {
			for (int i = 0; i < files; i++) {
				visitor.file("images/of-the-summer-collection/" + i + ".bin",
						StorageContent.of(text.getBytes(StandardCharsets.UTF_8)));
			}
		}, ProjectSettings.DEFAULTS).id();
	}

}
