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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Header fields that nobody would send on purpose.
 *
 * @author the Assets for Spring Boot authors
 */
class HeaderFuzzIT {

	private static final int REQUESTS = 800;

	private static final int MAX_LENGTH = 20_000;

	private static final List<String> RANGES = List.of("bytes=0-4", "bytes=-5", "bytes=5-", "bytes=0-2,5-7,9-",
			"bytes=0-0, -1", "bytes=0-,1-,2-,3-", "bytes=9223372036854775807-", "bytes=-9223372036854775808",
			"bytes=999-1001", "items=0-1");

	private static final List<String> CODINGS = List.of("gzip, deflate, br, zstd", "gzip;q=0.5, br;q=1.0", "*;q=0",
			"identity;q=0, *", "br;q=0.001", "zstd", "gzip", "", "gzip;q=0, *;q=0.5");

	private static final Map<String, byte[]> FILES = new TreeMap<>();

	private static final Map<String, List<String>> SEEDS = new TreeMap<>();

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext context;

	private static SocketClient client;

	private static Representations representations;

	@BeforeAll
	static void start() throws Exception {
		Seed.print(HeaderFuzzIT.class);
		FILES.put("/empty.txt", new byte[0]);
		FILES.put("/ten.txt", "0123456789".getBytes(StandardCharsets.US_ASCII));
		FILES.put("/noise.bin", Contents.noise(Seed.random("noise", 0), 1000));
		FILES.put("/text.js", Contents.words(Seed.random("text", 0), 20_000));
		Contents.write(directory, FILES);
		context = Applications.serve(directory);
		client = new SocketClient(Applications.port(context));
		representations = new Representations(client, FILES);
		representations.settle("/text.js");
		List<String> tags = new ArrayList<>(
				List.of("*", "W/\"x\"", "\"foo,bar\", \"x\"", "\"\"", "W/", "Sat, 29 Oct 1994 19:43:31 GMT"));
		FILES.keySet().forEach((path) -> representations.of(path).forEach((one) -> {
			tags.add(one.tag());
			tags.add("W/" + one.tag() + ", \"y\"");
		}));
		SEEDS.put("Range", RANGES);
		SEEDS.put("Accept-Encoding", CODINGS);
		List.of("If-None-Match", "If-Match", "If-Range").forEach((name) -> SEEDS.put(name, tags));
	}

	@AfterAll
	static void stop() throws IOException {
		client.close();
		context.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Range", "Accept-Encoding", "If-None-Match", "If-Match", "If-Range" })
	void noValueOfAFieldLeadsToAnythingButAProperResponse(String field) {
		int refused = 0;
		for (int i = 0; i < Seed.cases(REQUESTS); i++) {
			refused += tryOne(List.of(field), "fuzz-" + field, i) ? 0 : 1;
		}
		assertThat(refused).as("requests that the container refused").isLessThan(Seed.cases(REQUESTS) * 3 / 4);
	}

	@Test
	void noValuesOfAllFieldsLeadToAnythingButAProperResponse() {
		for (int i = 0; i < Seed.cases(REQUESTS); i++) {
			tryOne(List.copyOf(SEEDS.keySet()), "fuzz-all", i);
		}
	}

	/**
	 * Return whether the request got as far as the assets.
	 */
	private boolean tryOne(List<String> names, String salt, int index) {
		Random random = Seed.random(salt, index);
		String path = List.copyOf(FILES.keySet()).get(random.nextInt(FILES.size()));
		Map<String, String> values = new TreeMap<>();
		for (String name : names) {
			int length = (random.nextInt(20) == 0) ? MAX_LENGTH : 1000;
			values.put(name,
					Mutations.mutate(random, SEEDS.get(name), length, false).replace('\n', '+').replace('\r', '-'));
		}
		if (!values.containsKey("Range") && (salt.contains("Range") || random.nextInt(4) == 0)) {
			values.put("Range", "bytes=0-4");
		}
		List<String> lines = values.entrySet()
			.stream()
			.map((field) -> field.getKey() + ": " + field.getValue())
			.toList();
		byte[] request = SocketClient.request("GET", path, lines);
		try {
			long start = System.nanoTime();
			Response response = client.exchange(request, false);
			assertThat(System.nanoTime() - start).as("nanoseconds").isLessThan(3_000_000_000L);
			check(path, values, response);
			return response.status() != 400 && response.status() != 431;
		}
		catch (AssertionError | IOException | RuntimeException ex) {
			throw new AssertionError(
					Seed.describe(salt, index) + "\n" + new String(request, StandardCharsets.ISO_8859_1), ex);
		}
	}

	private static void check(String path, Map<String, String> values, Response response) throws IOException {
		assertThat(response.status()).as("%s", response).isIn(200, 206, 304, 400, 412, 416, 431);
		if (response.status() == 400 || response.status() == 431) {
			return;
		}
		representations.check(path, response);
		new AcceptCase(values.get("Accept-Encoding")).check(response.header("content-encoding"),
				representations.of(path), false);
		String hash = Codings.tag(FILES.get(path), 0, FILES.get(path).length).substring(1, 33);
		if (response.status() == 304) {
			assertThat(values.getOrDefault("If-None-Match", "")).as("%s", response)
				.matches("(?s).*(" + hash + "|\\*).*");
		}
		if (response.status() == 412) {
			assertThat(values).containsKey("If-Match");
		}
		if (response.status() != 412 && values.containsKey("If-Match")) {
			assertThat(values.get("If-Match")).as("%s", response).matches("(?s).*(" + hash + "|\\*).*|[ \t]*");
		}
		if (response.status() == 206 || response.status() == 416) {
			assertThat(values.getOrDefault("Range", "")).as("%s", response).matches("(?is)[ \t]*bytes[ \t]*=.*");
			assertThat(values.getOrDefault("If-Range", hash)).as("%s", response).contains(hash).doesNotContain("W/");
		}
	}

}
