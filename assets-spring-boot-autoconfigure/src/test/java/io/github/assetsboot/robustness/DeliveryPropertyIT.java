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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Multipart;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random requests for files of many sizes: whatever is asked for, the response is true to
 * itself and to the file.
 *
 * @author the Assets for Spring Boot authors
 */
class DeliveryPropertyIT {

	private static final int REQUESTS = 2000;

	private static final int[] SIZES = { 0, 1, 10, 1000, 100_000, 3_000_000 };

	private static final Map<String, byte[]> FILES = new TreeMap<>();

	private static final List<String> PATHS = new ArrayList<>();

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext context;

	private static SocketClient client;

	private static Representations representations;

	@BeforeAll
	static void start() throws Exception {
		Seed.print(DeliveryPropertyIT.class);
		Random random = Seed.random("files", 0);
		for (int size : SIZES) {
			byte[] text = Contents.words(random, size);
			FILES.put("/sibling" + size + ".txt", text);
			for (Map.Entry<String, String> extension : Codings.EXTENSIONS.entrySet()) {
				FILES.put("/sibling" + size + ".txt" + extension.getValue(), Codings.encode(extension.getKey(), text));
			}
			FILES.put("/alone" + size + ".js", Contents.words(random, size));
			FILES.put("/noise" + size + ".svg", Contents.noise(random, size));
			FILES.put("/image" + size + ".png", Contents.noise(random, size));
			FILES.put("/unknown" + size, Contents.noise(random, size));
		}
		FILES.put("/gzip.js", Contents.words(random, 20_000));
		FILES.put("/gzip.js.gz", Codings.encode("gzip", FILES.get("/gzip.js")));
		Contents.write(directory, FILES);
		PATHS.addAll(FILES.keySet());
		Collections.shuffle(PATHS, random);
		context = Applications.serve(directory);
		client = new SocketClient(Applications.port(context));
		representations = new Representations(client, FILES);
		representations.settle("/alone3000000.js");
	}

	@AfterAll
	static void stop() throws IOException {
		client.close();
		context.close();
	}

	@Test
	void everyCodingThatIsThereIsUsed() {
		for (String coding : Codings.EXTENSIONS.keySet()) {
			assertThat(representations.of("/sibling100000.txt")).anyMatch((one) -> coding.equals(one.coding()));
		}
		assertThat(representations.of("/alone100000.js")).anyMatch((one) -> "gzip".equals(one.coding()));
		assertThat(representations.of("/image100000.png")).allMatch((one) -> one.coding() == null);
	}

	@Test
	void everyResponseIsTrueToItselfAndToTheFile() throws IOException {
		int cases = Seed.cases(REQUESTS);
		Map<Integer, Integer> statuses = new TreeMap<>();
		for (int i = 0; i < cases; i++) {
			Random random = Seed.random("delivery", i);
			String path = PATHS.get(random.nextInt(PATHS.size()));
			if (FILES.get(path).length > 1_000_000 && random.nextInt(3) != 0) {
				path = PATHS.get(random.nextInt(PATHS.size()));
			}
			Case tried = Case.of(random, path);
			try {
				statuses.merge(tried.run(random), 1, Integer::sum);
			}
			catch (AssertionError | IOException | RuntimeException ex) {
				throw new AssertionError(Seed.describe("delivery", i) + "\n"
						+ new String(tried.request("GET"), StandardCharsets.ISO_8859_1), ex);
			}
		}
		assertThat(statuses.keySet()).as("kinds of responses").containsExactly(200, 206, 304, 412, 416);
		assertThat(statuses.values()).as("%s", statuses).allMatch((count) -> count > cases / 100);
	}

	/**
	 * One random request.
	 */
	private record Case(String path, AcceptCase accept, @Nullable RangeCase range, boolean twoRanges,
			@Nullable TagCase ifMatch, @Nullable TagCase ifNoneMatch, @Nullable String ifRange) {

		static Case of(Random random, String path) {
			List<String> tags = tags(path);
			RangeCase range = (random.nextInt(4) != 0) ? RangeCase.of(random, size(random, path)) : null;
			return new Case(path, AcceptCase.of(random), range, range != null && random.nextInt(25) == 0,
					(random.nextInt(6) == 0) ? TagCase.of(random, tags) : null,
					(random.nextInt(6) == 0) ? TagCase.of(random, tags) : null,
					(random.nextInt(5) == 0) ? ifRange(random, tags) : null);
		}

		private static long size(Random random, String path) {
			List<Representations.Representation> all = representations.of(path);
			return all.get(random.nextInt(all.size())).bytes().length;
		}

		private static String ifRange(Random random, List<String> tags) {
			String tag = tags.get(random.nextInt(tags.size()));
			return switch (random.nextInt(8)) {
				case 0 -> "W/" + tag;
				case 1 -> "\"x\"";
				case 2 -> "Sat, 29 Oct 2094 19:43:31 GMT";
				case 3 -> tag + ", " + tag;
				case 4 -> List.of("*", "", "a-b-c", "\"", tag.substring(1)).get(random.nextInt(5));
				default -> tag;
			};
		}

		private static List<String> tags(String path) {
			return representations.of(path).stream().map(Representations.Representation::tag).toList();
		}

		byte[] request(String method) {
			List<String> lines = new ArrayList<>(acceptLine());
			if (this.range != null) {
				lines.add("Range: " + this.range.value());
				if (this.twoRanges) {
					lines.add("Range: bytes=0-0");
				}
			}
			if (this.ifMatch != null) {
				this.ifMatch.values().forEach((value) -> lines.add("If-Match: " + value));
			}
			if (this.ifNoneMatch != null) {
				this.ifNoneMatch.values().forEach((value) -> lines.add("If-None-Match: " + value));
			}
			if (this.ifRange != null) {
				lines.add("If-Range: " + this.ifRange);
			}
			return SocketClient.request(method, this.path, lines);
		}

		private List<String> acceptLine() {
			return (this.accept.value() != null) ? List.of("Accept-Encoding: " + this.accept.value()) : List.of();
		}

		int run(Random random) throws IOException {
			Response plain = client.exchange(SocketClient.request("HEAD", this.path, acceptLine()), true);
			assertThat(plain.status()).isEqualTo(200);
			Representations.Representation selected = representations.named(this.path, plain);
			assertThat(plain.header("content-length")).isEqualTo(String.valueOf(selected.bytes().length));
			assertThat(plain.header("content-encoding")).isEqualTo(selected.coding());
			this.accept.check(selected.coding(), representations.of(this.path), this.path.startsWith("/sibling"));
			Response response;
			if (random.nextInt(10) == 0) {
				response = inOneGo();
			}
			else {
				response = client.exchange(request("GET"), false);
			}
			List<Multipart.Part> parts = representations.check(this.path, response);
			if (List.of(200, 206).contains(response.status())) {
				assertThat(response.header("etag")).as("tag of %s", response).isEqualTo(selected.tag());
			}
			checkStatus(response, selected);
			checkRanges(response, parts, selected);
			if (random.nextInt(4) == 0) {
				checkHead(response);
			}
			return response.status();
		}

		/**
		 * Three requests before the first response is read.
		 */
		private Response inOneGo() throws IOException {
			client.write(request("HEAD"));
			client.write(request("GET"));
			client.write(request("HEAD"));
			Response head = client.read(true);
			Response response = client.read(false);
			assertThat(client.read(true).lastingFields()).isEqualTo(head.lastingFields());
			return response;
		}

		private void checkStatus(Response response, Representations.Representation selected) {
			List<String> tags = tags(this.path);
			if (this.ifMatch != null && this.ifMatch.sure()) {
				if (!this.ifMatch.namesStrongly(List.of(selected.tag()))) {
					assertThat(response.status()).as("%s", response).isEqualTo(412);
					return;
				}
				assertThat(response.status()).as("%s", response).isNotEqualTo(412);
			}
			if (this.ifMatch == null) {
				assertThat(response.status()).as("%s", response).isNotEqualTo(412);
			}
			if (response.status() == 412) {
				return;
			}
			boolean named = this.ifNoneMatch != null && this.ifNoneMatch.names(tags);
			if (this.ifNoneMatch == null || (this.ifNoneMatch.sure() && !named)) {
				assertThat(response.status()).as("%s", response).isNotEqualTo(304);
			}
			else if (this.ifNoneMatch.sure()) {
				checkKnown(response, selected);
			}
			else if (!named && this.ifNoneMatch.values().stream().noneMatch((value) -> value.contains("*,*"))) {
				assertThat(response.status()).as("no tag of the file is in the list: %s", response).isNotEqualTo(304);
			}
		}

		/**
		 * A 304 is of the selected representation if the list names it, otherwise of one
		 * that it names and that is accepted.
		 */
		private void checkKnown(Response response, Representations.Representation selected) {
			if (this.ifNoneMatch.names(List.of(selected.tag()))) {
				assertThat(response.status()).as("%s", response).isEqualTo(304);
				assertThat(response.header("etag")).as("%s", response).isEqualTo(selected.tag());
				return;
			}
			List<Representations.Representation> named = representations.of(this.path)
				.stream()
				.filter((representation) -> this.ifNoneMatch.names(List.of(representation.tag())))
				.toList();
			if (response.status() == 304) {
				assertThat(named).as("%s", response)
					.filteredOn((representation) -> !this.accept.refuses(representation.coding()))
					.extracting(Representations.Representation::tag)
					.contains(response.header("etag"));
			}
			else {
				assertThat(named).as("%s", response)
					.noneMatch((representation) -> this.accept.accepts(representation.coding()));
			}
		}

		private void checkRanges(Response response, List<Multipart.Part> parts,
				Representations.Representation selected) {
			if (response.status() == 304 || response.status() == 412) {
				return;
			}
			long size = selected.bytes().length;
			boolean expectWhole = this.range == null || this.range.meaning() == RangeCase.Meaning.MALFORMED || size == 0
					|| (this.ifRange != null && !this.ifRange.equals(selected.tag()));
			if (expectWhole && !this.twoRanges) {
				assertThat(response.status()).as("%s", response).isEqualTo(200);
				return;
			}
			if (response.status() == 416) {
				assertThat(response.header("content-range")).isEqualTo("bytes */" + size);
			}
			if (this.range.meaning() != RangeCase.Meaning.SURE || this.twoRanges) {
				assertThat(response.status()).as("%s", response).isIn(200, 206, 416);
				return;
			}
			List<long[]> satisfiable = this.range.satisfiable(size);
			if (satisfiable.isEmpty()) {
				assertThat(response.status()).as("%s", response).isEqualTo(416);
			}
			else if (this.range.mustBePartial(size)) {
				assertThat(response.status()).as("%s", response).isEqualTo(206);
				assertThat(parts).as("%s", response).hasSize(satisfiable.size());
			}
			if (response.status() == 206) {
				for (long[] asked : satisfiable) {
					assertThat(parts).as("%s-%s is there in %s", asked[0], asked[1], response)
						.anyMatch((part) -> part.range().first() <= asked[0] && part.range().last() >= asked[1]);
				}
				for (Multipart.Part part : parts) {
					assertThat(satisfiable).as("%s was asked for", part)
						.anyMatch((asked) -> asked[0] == part.range().first());
					assertThat(satisfiable).as("%s was asked for", part)
						.anyMatch((asked) -> asked[1] == part.range().last());
				}
			}
		}

		private void checkHead(Response get) throws IOException {
			Response head = client.exchange(request("HEAD"), true);
			assertThat(head.bytes()).isEmpty();
			boolean partial = get.status() == 206 || get.status() == 416;
			assertThat(head.status()).isEqualTo(partial ? 200 : get.status());
			if (partial) {
				Response whole = client.send("GET", this.path,
						"Accept-Encoding: " + ((this.accept.value() != null) ? this.accept.value() : ""),
						"Range: none");
				assertThat(head.lastingFields()).isEqualTo(whole.lastingFields());
			}
			else if (get.status() < 400) {
				assertThat(head.lastingFields()).isEqualTo(get.lastingFields());
			}
		}

	}

}
