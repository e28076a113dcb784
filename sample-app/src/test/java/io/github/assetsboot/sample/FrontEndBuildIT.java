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

package io.github.assetsboot.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.NpmProject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the build of the front end, which is part of the sources, is the one of
 * today's {@code frontend/}.
 *
 * @author the Assets for Spring Boot authors
 */
@Tag(Browser.TAG)
@NeedsNpm
class FrontEndBuildIT {

	private static final Path STATIC = Path.of("src", "main", "resources", "static");

	@Test
	void committedFilesAreThoseOfANewBuild() throws IOException {
		Path copy = Path.of("target", "frontend-build");
		NpmProject frontEnd = NpmProject.copy(Path.of("frontend"), copy.resolve("frontend"));
		frontEnd.install();
		frontEnd.build();
		assertThat(files(STATIC)).as("run 'npm ci && npm run build' in sample-app/frontend, and commit the outcome")
			.isEqualTo(files(copy.resolve(STATIC)));
	}

	private static Map<String, String> files(Path directory) throws IOException {
		Map<String, String> files = new TreeMap<>();
		try (Stream<Path> paths = Files.walk(directory)) {
			for (Path file : paths.filter(Files::isRegularFile).toList()) {
				files.put(directory.relativize(file).toString(),
						new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
			}
		}
		return files;
	}

}
