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

package io.github.assetsboot.robustness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.ContentRange;
import io.github.assetsboot.testing.Multipart;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the server has shown of its files so far, and what every further response must
 * agree with.
 *
 * @author the Assets for Spring Boot authors
 */
final class Representations {

	/**
	 * What a part of a multipart body may cost beside its bytes.
	 */
	private static final int FRAMING = 300;

	private static final int SETTLED_ROUNDS = 4;

	private static final long SETTLE_MILLIS = 20_000;

	private final SocketClient client;

	private final Map<String, byte[]> files;

	private final Map<String, Map<String, Representation>> known = new TreeMap<>();

	Representations(SocketClient client, Map<String, byte[]> files) {
		this.client = client;
		this.files = files;
	}

	/**
	 * Fetch every representation of every file, once there are some of a certain file and
	 * no further one appears.
	 * @param slowest path of the file whose representations take longest to make
	 * @throws Exception if the server does not answer
	 */
	void settle(String slowest) throws Exception {
		long end = System.nanoTime() + SETTLE_MILLIS * 1_000_000;
		Map<String, Map<String, String>> before = Map.of();
		for (int settled = 0; settled < SETTLED_ROUNDS && System.nanoTime() < end; settled++) {
			Map<String, Map<String, String>> now = tags();
			long tags = now.getOrDefault(slowest, Map.of()).values().stream().distinct().count();
			settled = (now.equals(before) && tags == 1 + Codings.EXTENSIONS.size()) ? settled : 0;
			before = now;
			Thread.sleep(150);
		}
		this.known.clear();
		for (String path : this.files.keySet()) {
			for (String coding : List.of("identity", "gzip", "br", "zstd")) {
				Response response = this.client.send("GET", path, "Accept-Encoding: " + coding);
				assertThat(response.status()).isEqualTo(200);
				check(path, response);
			}
		}
	}

	private Map<String, Map<String, String>> tags() throws IOException {
		Map<String, Map<String, String>> tags = new TreeMap<>();
		for (String path : this.files.keySet()) {
			for (String coding : List.of("identity", "gzip", "br", "zstd")) {
				Response response = this.client.send("HEAD", path, "Accept-Encoding: " + coding);
				tags.computeIfAbsent(path, (key) -> new TreeMap<>())
					.put(coding, String.valueOf(response.header("etag")));
			}
		}
		return tags;
	}

	/**
	 * Return what is known of a file.
	 * @param path its path
	 * @return its representations, the smallest first
	 */
	List<Representation> of(String path) {
		List<Representation> all = new ArrayList<>(this.known.getOrDefault(path, Map.of()).values());
		all.sort(Comparator.comparingInt((representation) -> representation.bytes().length));
		return all;
	}

	/**
	 * Return the representation that a response speaks of.
	 * @param path the path
	 * @param response the response
	 * @return the representation
	 * @throws IOException if it has not been seen yet and cannot be fetched
	 */
	Representation named(String path, Response response) throws IOException {
		String tag = response.header("etag");
		assertThat(tag).as("tag of %s", response).isNotNull();
		Representation representation = this.known.computeIfAbsent(path, (key) -> new TreeMap<>()).get(tag);
		if (representation == null) {
			String coding = tag.matches("\"[0-9a-f]{32}\"") ? "identity" : tag.split("-")[1].replaceAll("^gz$", "gzip");
			Response whole = this.client.send("GET", path, "Accept-Encoding: " + coding);
			assertThat(whole.header("etag")).as("tag of the whole, for %s", response).isEqualTo(tag);
			check(path, whole);
			representation = this.known.get(path).get(tag);
		}
		assertThat(representation).as(tag).isNotNull();
		return representation;
	}

	/**
	 * Check what holds for every response to a GET request.
	 * @param path the path
	 * @param response the response
	 * @return the parts that it carries, if it is a 206
	 * @throws IOException if the representation cannot be fetched
	 */
	List<Multipart.Part> check(String path, Response response) throws IOException {
		switch (response.status()) {
			case 200 -> checkWhole(path, response);
			case 206 -> {
				return checkParts(path, response);
			}
			case 304 -> checkNotModified(path, response);
			default -> {
				assertThat(response.header("etag")).as("tag of %s", response).isNull();
				assertThat(response.header("content-encoding")).as("coding of %s", response).isNull();
				assertThat(response.bytes().length).as("body of %s", response).isLessThan(4096);
			}
		}
		return List.of();
	}

	private void checkWhole(String path, Response response) throws IOException {
		byte[] file = file(path);
		String coding = response.header("content-encoding");
		String tag = response.header("etag");
		assertThat(response.fields().get("content-length")).containsExactly(String.valueOf(response.bytes().length));
		assertThat(response.header("content-range")).as("%s", response).isNull();
		assertThat(response.header("accept-ranges")).as("%s", response).isEqualTo("bytes");
		assertThat(tag).as("tag of %s as %s", path, coding).isEqualTo(Codings.tag(file, coding, response.bytes()));
		Representation earlier = this.known.computeIfAbsent(path, (key) -> new TreeMap<>()).get(tag);
		if (earlier != null) {
			assertThat(Arrays.equals(response.bytes(), earlier.bytes())).as("same bytes for %s of %s", tag, path)
				.isTrue();
			assertThat(response.header("content-type")).isEqualTo(earlier.contentType());
		}
		else {
			byte[] decoded = Codings.decode(coding, response.bytes());
			assertThat(Arrays.equals(decoded, file)).as("%s is %s, decoded from %s", response, path, coding).isTrue();
			assertThat((coding == null) || response.bytes().length < file.length).as("%s saves something", response)
				.isTrue();
			this.known.get(path)
				.put(tag, new Representation(tag, coding, response.bytes(), response.header("content-type")));
		}
		checkVary(path, response);
	}

	private List<Multipart.Part> checkParts(String path, Response response) throws IOException {
		Representation representation = named(path, response);
		assertThat(response.header("content-encoding")).as("%s", response).isEqualTo(representation.coding());
		assertThat(response.fields().get("content-length")).containsExactly(String.valueOf(response.bytes().length));
		String contentType = response.header("content-type");
		String contentRange = response.header("content-range");
		List<Multipart.Part> parts;
		if (contentRange != null) {
			ContentRange range = ContentRange.parse(contentRange);
			parts = List.of(new Multipart.Part(contentType, range, response.bytes()));
			assertThat(response.bytes().length).as("%s", response).isEqualTo(range.size());
		}
		else {
			assertThat(contentType).as("%s", response).isNotNull();
			parts = Multipart.parse(response);
			assertThat(parts).as("more than one part in %s", response).hasSizeGreaterThan(1);
		}
		boolean[] seen = new boolean[(int) Math.min(representation.bytes().length, 1 << 12)];
		for (Multipart.Part part : parts) {
			assertThat(withoutSpaces(part.type())).as("%s of %s", part, response)
				.isEqualTo(withoutSpaces(representation.contentType()));
			assertThat(Arrays.equals(part.bytes(), part.range().of(representation.bytes())))
				.as("bytes of %s of %s", part, response)
				.isTrue();
			for (int i = (int) part.range().first(); i <= part.range().last() && i < seen.length; i++) {
				assertThat(seen[i]).as("byte %s sent twice in %s", i, response).isFalse();
				seen[i] = true;
			}
		}
		assertThat(response.bytes().length).as("%s", response)
			.isLessThanOrEqualTo(representation.bytes().length + parts.size() * FRAMING);
		checkVary(path, response);
		return parts;
	}

	private static String withoutSpaces(@Nullable String contentType) {
		return String.valueOf(contentType).replace(" ", "");
	}

	private void checkNotModified(String path, Response response) throws IOException {
		named(path, response);
		assertThat(response.fields().keySet()).as("%s", response)
			.doesNotContain("content-type", "content-encoding", "content-range", "transfer-encoding");
		checkVary(path, response);
	}

	private void checkVary(String path, Response response) {
		boolean coded = of(path).stream().anyMatch((representation) -> representation.coding() != null);
		boolean varies = response.fields()
			.getOrDefault("vary", List.of())
			.toString()
			.toLowerCase()
			.contains("accept-encoding");
		assertThat(varies || !coded).as("Vary of %s for %s, of which there are %s", response, path, of(path)).isTrue();
	}

	private byte[] file(String path) {
		byte[] file = this.files.get(path);
		assertThat(file).as(path).isNotNull();
		return file;
	}

	/**
	 * One representation of a file.
	 *
	 * @param tag its tag with the quotes
	 * @param coding its coding, or {@code null}
	 * @param bytes its bytes
	 * @param contentType its content type, or {@code null}
	 */
	record Representation(String tag, @Nullable String coding, byte[] bytes, @Nullable String contentType) {

		@Override
		public String toString() {
			return this.tag + " of " + this.bytes.length + " bytes";
		}

	}

}
