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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.assetsboot.project.WranglerManifest.ClientContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WranglerManifestReader}.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerManifestReaderTests {

	private static final String HASH = "a60d5cdb922eb5bdb31d965f9532dc4c";

	private static WranglerManifest read(String json) throws IOException {
		return WranglerManifestReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
				new ProjectLimits(3, 100, 200));
	}

	private static String file(String path, String hash, long size) {
		return "\"" + path + "\":{\"hash\":\"" + hash + "\",\"size\":" + size + "}";
	}

	@Test
	void filesAreThoseThatWereAnnounced() throws IOException {
		WranglerManifest manifest = read("{\"manifest\":{" + file("/index.html", HASH, 87) + ","
				+ file("/ünï cödé/a b.txt", HASH.replace('a', 'b'), 0) + "}}");
		assertThat(manifest.files()).containsOnlyKeys("index.html", "ünï cödé/a b.txt")
			.containsEntry("index.html", new ClientContent(HASH, 87));
		assertThat(read("{\"manifest\":{}}").files()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{", "{\"files\":{}}", "{\"manifest\":[]}", "{\"manifest\":{}} x",
			"{\"manifest\":{\"/a\":1}}", "{\"manifest\":{\"/a\":{\"hash\":\"ab\",\"size\":1}}}",
			"{\"manifest\":{\"/a\":{\"hash\":\"A60d5cdb922eb5bdb31d965f9532dc4c\",\"size\":1}}}",
			"{\"manifest\":{\"/a\":{\"hash\":\"a60d5cdb922eb5bdb31d965f9532dc4c\",\"size\":-1}}}",
			"{\"manifest\":{\"/a\":{\"hash\":\"a60d5cdb922eb5bdb31d965f9532dc4c\",\"size\":1.5}}}",
			"{\"manifest\":{\"/a\":{\"hash\":{\"a\":[[[]]]},\"size\":1}}}" })
	void invalidManifestIsRefused(String json) {
		assertThatExceptionOfType(WranglerException.class).isThrownBy(() -> read(json))
			.satisfies((failure) -> assertThat(failure.status().value()).isEqualTo(400));
	}

	@Test
	void unknownPropertiesAreFew() throws IOException {
		String few = IntStream.range(0, 14).mapToObj((i) -> ",\"x" + i + "\":true").collect(Collectors.joining());
		String file = file("/a", HASH, 1);
		assertThat(read("{\"manifest\":{" + file.substring(0, file.length() - 1) + few + "}}}").files()).hasSize(1);
		assertThatExceptionOfType(WranglerException.class)
			.isThrownBy(() -> read("{\"manifest\":{" + file.substring(0, file.length() - 1) + few + ",\"y\":1}}}"))
			.withMessageContaining("more than 16 properties");
	}

	@Test
	void hashWithTwoSizesIsRefused() {
		assertThatExceptionOfType(WranglerException.class)
			.isThrownBy(() -> read("{\"manifest\":{" + file("/a", HASH, 1) + "," + file("/b", HASH, 2) + "}}"))
			.withMessageContaining("two sizes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "/../a", "//a", "/a\\\\b", "/" })
	void pathThatLeadsElsewhereIsRefused(String path) {
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> read("{\"manifest\":{" + file(path, HASH, 1) + "}}"));
	}

	@Test
	void limitsHold() {
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> read("{\"manifest\":{" + file("/a", HASH, 101) + "}}"))
			.withMessageContaining("file-size");
		String four = file("/a", HASH, 1) + "," + file("/b", HASH, 1) + "," + file("/c", HASH, 1) + ","
				+ file("/d", HASH, 1);
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> read("{\"manifest\":{" + four + "}}"))
			.withMessageContaining("'assets.projects.limits.files'");
		assertThatExceptionOfType(WranglerException.class)
			.isThrownBy(() -> read("{\"manifest\":{" + " ".repeat(1_000_000) + "}}"))
			.satisfies((failure) -> assertThat(failure.status().value()).isEqualTo(413));
	}

}
