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

	private final Wire wire;

	private final Map<String, byte[]> files;

	private final Map<String, Map<String, Representation>> known = new TreeMap<>();

	Representations(Wire wire, Map<String, byte[]> files) {
		this.wire = wire;
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
			long expected = 1 + Codings.EXTENSIONS.keySet().stream().filter(Codings::isAvailable).count();
			settled = (now.equals(before) && tags == expected) ? settled : 0;
			before = now;
			Thread.sleep(150);
		}
		this.known.clear();
		for (String path : this.files.keySet()) {
			for (String coding : List.of("identity", "gzip", "br", "zstd")) {
				Reply reply = this.wire.send("GET", path, "Accept-Encoding: " + coding);
				assertThat(reply.status()).isEqualTo(200);
				check(path, reply);
			}
		}
	}

	private Map<String, Map<String, String>> tags() throws IOException {
		Map<String, Map<String, String>> tags = new TreeMap<>();
		for (String path : this.files.keySet()) {
			for (String coding : List.of("identity", "gzip", "br", "zstd")) {
				Reply reply = this.wire.send("HEAD", path, "Accept-Encoding: " + coding);
				tags.computeIfAbsent(path, (key) -> new TreeMap<>()).put(coding, String.valueOf(reply.header("etag")));
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
	 * @param reply the response
	 * @return the representation
	 * @throws IOException if it has not been seen yet and cannot be fetched
	 */
	Representation named(String path, Reply reply) throws IOException {
		String tag = reply.header("etag");
		assertThat(tag).as("tag of %s", reply).isNotNull();
		Representation representation = this.known.computeIfAbsent(path, (key) -> new TreeMap<>()).get(tag);
		if (representation == null) {
			String coding = tag.matches("\"[0-9a-f]{32}\"") ? "identity" : tag.split("-")[1].replaceAll("^gz$", "gzip");
			Reply whole = this.wire.send("GET", path, "Accept-Encoding: " + coding);
			assertThat(whole.header("etag")).as("tag of the whole, for %s", reply).isEqualTo(tag);
			check(path, whole);
			representation = this.known.get(path).get(tag);
		}
		assertThat(representation).as(tag).isNotNull();
		return representation;
	}

	/**
	 * Check what holds for every response to a GET request.
	 * @param path the path
	 * @param reply the response
	 * @return the parts that it carries, if it is a 206
	 * @throws IOException if the representation cannot be fetched
	 */
	List<Multipart.Part> check(String path, Reply reply) throws IOException {
		switch (reply.status()) {
			case 200 -> checkWhole(path, reply);
			case 206 -> {
				return checkParts(path, reply);
			}
			case 304 -> checkNotModified(path, reply);
			default -> {
				assertThat(reply.header("etag")).as("tag of %s", reply).isNull();
				assertThat(reply.header("content-encoding")).as("coding of %s", reply).isNull();
				assertThat(reply.body().length).as("body of %s", reply).isLessThan(4096);
			}
		}
		return List.of();
	}

	private void checkWhole(String path, Reply reply) throws IOException {
		byte[] file = file(path);
		String coding = reply.header("content-encoding");
		String tag = reply.header("etag");
		assertThat(reply.fields().get("content-length")).containsExactly(String.valueOf(reply.body().length));
		assertThat(reply.header("content-range")).as("%s", reply).isNull();
		assertThat(reply.header("accept-ranges")).as("%s", reply).isEqualTo("bytes");
		assertThat(tag).as("tag of %s as %s", path, coding).isEqualTo(Site.tag(file, coding, reply.body()));
		Representation earlier = this.known.computeIfAbsent(path, (key) -> new TreeMap<>()).get(tag);
		if (earlier != null) {
			assertThat(Arrays.equals(reply.body(), earlier.bytes())).as("same bytes for %s of %s", tag, path).isTrue();
			assertThat(reply.header("content-type")).isEqualTo(earlier.contentType());
		}
		else {
			byte[] decoded = (coding != null) ? Codings.decode(coding, reply.body()) : reply.body();
			assertThat(Arrays.equals(decoded, file)).as("%s is %s, decoded from %s", reply, path, coding).isTrue();
			assertThat((coding == null) || reply.body().length < file.length).as("%s saves something", reply).isTrue();
			this.known.get(path).put(tag, new Representation(tag, coding, reply.body(), reply.header("content-type")));
		}
		checkVary(path, reply);
	}

	private List<Multipart.Part> checkParts(String path, Reply reply) throws IOException {
		Representation representation = named(path, reply);
		assertThat(reply.header("content-encoding")).as("%s", reply).isEqualTo(representation.coding());
		assertThat(reply.fields().get("content-length")).containsExactly(String.valueOf(reply.body().length));
		String contentType = reply.header("content-type");
		String contentRange = reply.header("content-range");
		List<Multipart.Part> parts;
		if (contentRange != null) {
			parts = List.of(Multipart.part(contentRange, contentType, 0));
			assertThat(reply.body().length).as("%s", reply).isEqualTo(parts.get(0).last() - parts.get(0).first() + 1);
		}
		else {
			assertThat(contentType).as("%s", reply).isNotNull();
			parts = Multipart.read(contentType, reply.body());
			assertThat(parts).as("more than one part in %s", reply).hasSizeGreaterThan(1);
		}
		boolean[] seen = new boolean[(int) Math.min(representation.bytes().length, 1 << 12)];
		for (Multipart.Part part : parts) {
			assertThat(part.total()).as("%s of %s", part, reply).isEqualTo(representation.bytes().length);
			assertThat(withoutSpaces(part.contentType())).as("%s of %s", part, reply)
				.isEqualTo(withoutSpaces(representation.contentType()));
			int length = (int) (part.last() - part.first() + 1);
			assertThat(Arrays.equals(reply.body(), part.offset(), part.offset() + length, representation.bytes(),
					(int) part.first(), (int) part.last() + 1))
				.as("bytes of %s of %s", part, reply)
				.isTrue();
			for (int i = (int) part.first(); i <= part.last() && i < seen.length; i++) {
				assertThat(seen[i]).as("byte %s sent twice in %s", i, reply).isFalse();
				seen[i] = true;
			}
		}
		assertThat(reply.body().length).as("%s", reply)
			.isLessThanOrEqualTo(representation.bytes().length + parts.size() * FRAMING);
		checkVary(path, reply);
		return parts;
	}

	private static String withoutSpaces(@Nullable String contentType) {
		return String.valueOf(contentType).replace(" ", "");
	}

	private void checkNotModified(String path, Reply reply) throws IOException {
		named(path, reply);
		assertThat(reply.fields().keySet()).as("%s", reply)
			.doesNotContain("content-type", "content-encoding", "content-range", "transfer-encoding");
		checkVary(path, reply);
	}

	private void checkVary(String path, Reply reply) {
		boolean coded = of(path).stream().anyMatch((representation) -> representation.coding() != null);
		boolean varies = reply.fields()
			.getOrDefault("vary", List.of())
			.toString()
			.toLowerCase()
			.contains("accept-encoding");
		assertThat(varies || !coded).as("Vary of %s for %s, of which there are %s", reply, path, of(path)).isTrue();
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
