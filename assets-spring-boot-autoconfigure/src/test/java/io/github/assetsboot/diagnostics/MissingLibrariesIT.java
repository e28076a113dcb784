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

package io.github.assetsboot.diagnostics;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.SampleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The start of an application that has dictionaries and no library for them.
 */
class MissingLibrariesIT {

	@TempDir
	private Path directory;

	private static String ownClassPath() {
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

	@Test
	void dictionariesWithoutALibraryAreWarnedOf() throws Exception {
		Files.writeString(this.directory.resolve("app.js"), "let a = 1;");
		String classPath = Arrays.stream(ownClassPath().split(File.pathSeparator))
			.filter((path) -> !path.contains("brotli4j") && !path.contains("zstd-jni"))
			.map((path) -> Path.of(path).toAbsolutePath().toString())
			.collect(Collectors.joining(File.pathSeparator));
		try (SampleProcess process = SampleProcess.start(this.directory, "-Dspring.devtools.restart.enabled=false",
				"-cp", classPath, Application.class.getName(), "--server.port=0", "--server.address=127.0.0.1",
				"--assets.directory=" + this.directory, "--assets.cache.immutable=/*", "--assets.cache.dictionaries=/*",
				"--spring.autoconfigure.exclude=" + Container.TOMCAT.excluded())) {
			// the web server is started before the checks are done
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(process.output())
					.containsOnlyOnce("'assets.cache.dictionaries' has no effect, because neither brotli4j nor zstd-jni"
							+ " can be used. Add one of them to the dependencies"));
		}
	}

	/**
	 * The application as a process.
	 */
	static final class Application {

		private Application() {
		}

		public static void main(String[] arguments) {
			SpringApplication.run(Applications.Empty.class, arguments);
		}

	}

}
