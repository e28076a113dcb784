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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.assetsboot.project.ProjectLimits.ProjectRestrictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link UploadManifestReader}.
 */
class UploadManifestReaderTests {

	private static final String CONTENT = ":{\"hash\":\"" + "0".repeat(64) + "\",\"size\":1}";

	private static ByteArrayInputStream manifest(int files, String path) {
		return new ByteArrayInputStream(IntStream.range(0, files)
			.mapToObj((i) -> "\"/" + path + i + "\"" + CONTENT)
			.collect(Collectors.joining(",", "{\"files\":{", "}}"))
			.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Each of many callers would fill the memory otherwise.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "a", "%", "\u00e4" })
	void pathsBeyondTheLimitAreNotRead(String character) {
		ByteArrayInputStream manifest = manifest(20_000, (character.repeat(200) + "/").repeat(4));
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> UploadManifestReader.read(manifest, ProjectLimits.DEFAULTS))
			.withMessageContaining(
					"more than 4,194,304 bytes together, the limit of 'assets.projects.limits.paths-size'");
		assertThat(manifest.available()).isGreaterThan(10_000_000);
	}

	@Test
	void pathsUpToTheLimitAreRead() throws Exception {
		ProjectLimits limits = new ProjectLimits(10, 100, 100, 10 * 3, 0, 100, 20, 100, ProjectRestrictions.DEFAULTS);
		assertThat(UploadManifestReader.read(manifest(10, "ab"), limits).files()).hasSize(10);
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> UploadManifestReader.read(manifest(10, "abc"), limits))
			.withMessageContaining("paths-size");
	}

}
