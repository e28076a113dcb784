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

package io.github.assetsboot.collection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.github.assetsboot.collection.BlobSource.BlobStore;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for the entity tags of {@link Representation}: a strong tag names the bytes that
 * are sent.
 */
class EntityTagTests {

	private static final byte[] TEXT = "the quick brown fox ".repeat(100).getBytes(StandardCharsets.US_ASCII);

	@TempDir
	Path directory;

	private AssetCollection read() throws IOException {
		return AssetCollection.read(new FileSystemDirectory(this.directory), (path) -> false);
	}

	private static byte[] gzip(int level) throws IOException {
		ByteArrayOutputStream coded = new ByteArrayOutputStream();
		try (GZIPOutputStream output = new GZIPOutputStream(coded) {

			{
				this.def.setLevel(level);
			}

		}) {
			output.write(TEXT);
		}
		return coded.toByteArray();
	}

	private static String tag(Representation plain, ContentCoding coding) {
		return Stream.of(plain.blob().coded())
			.filter((representation) -> representation.coding() == coding)
			.map(Representation::entityTag)
			.findFirst()
			.orElseThrow();
	}

	private static String hash(byte[] bytes) {
		return BlobId.of(bytes).hash();
	}

	@Test
	void tagOfACodedRepresentationNamesContentAndCodedBytes() throws IOException {
		Files.write(this.directory.resolve("a.js"), TEXT);
		Files.write(this.directory.resolve("a.js.gz"), gzip(9));
		Files.write(this.directory.resolve("a.js.br"), ContentCoding.BR.encode(TEXT));
		Files.write(this.directory.resolve("a.js.zst"), ContentCoding.ZSTD.encode(TEXT));
		Representation plain = read().get("/a.js").representation();
		String content = hash(TEXT);
		assertThat(plain.entityTag()).isEqualTo('"' + content.substring(0, 32) + '"');
		Map<ContentCoding, String> names = Map.of(ContentCoding.GZIP, "gz", ContentCoding.BR, "br", ContentCoding.ZSTD,
				"zstd");
		for (Map.Entry<ContentCoding, String> name : names.entrySet()) {
			byte[] coded = Files.readAllBytes(this.directory.resolve("a.js" + name.getKey().extension()));
			assertThat(tag(plain, name.getKey())).isEqualTo(
					'"' + content.substring(0, 16) + '-' + name.getValue() + '-' + hash(coded).substring(0, 16) + '"');
		}
	}

	@Test
	void anotherSiblingHasAnotherTag() throws IOException {
		Files.write(this.directory.resolve("a.js"), TEXT);
		Set<String> tags = new TreeSet<>();
		for (int level : new int[] { 1, 5, 9, 1 }) {
			Files.write(this.directory.resolve("a.js.gz"), gzip(level));
			Representation plain = read().get("/a.js").representation();
			assertThat(plain.entityTag()).isEqualTo('"' + hash(TEXT).substring(0, 32) + '"');
			tags.add(tag(plain, ContentCoding.GZIP));
		}
		Set<String> bytes = new TreeSet<>(List.of(hash(gzip(1)), hash(gzip(5)), hash(gzip(9))));
		assertThat(tags).hasSameSizeAs(bytes);
	}

	@Test
	void equalFilesWithDifferentSiblingsHaveTheTagOfTheBytesThatAreSent() throws IOException {
		Files.write(this.directory.resolve("a.js"), TEXT);
		Files.write(this.directory.resolve("a.js.gz"), gzip(1));
		Files.write(this.directory.resolve("b.js"), TEXT);
		Files.write(this.directory.resolve("b.js.gz"), gzip(9));
		AssetCollection assets = read();
		for (String path : Set.of("/a.js", "/b.js")) {
			for (Representation coded : assets.get(path).representation().blob().coded()) {
				assertThat(coded.entityTag()).endsWith(hash(coded.source().readAll()).substring(0, 16) + '"');
			}
		}
	}

	/**
	 * The file holds the same content coded otherwise, or another content, when it is
	 * compared.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 1, 9 })
	void siblingThatIsReplacedAfterItWasHashedIsNone(int level) throws IOException {
		Files.write(this.directory.resolve("a.js"), TEXT);
		Files.write(this.directory.resolve("a.js.gz"), (level == 1) ? gzip(9) : new byte[] { 1, 2, 3 });
		AssetDirectory replacing = new AssetDirectory() {

			@Override
			public @Nullable String readText(String name) {
				return null;
			}

			@Override
			public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
				new FileSystemDirectory(EntityTagTests.this.directory).visit(ignored, visitor);
				Files.write(EntityTagTests.this.directory.resolve("a.js.gz"), gzip(level));
			}

		};
		AssetCollection assets = AssetCollection.read(replacing, (path) -> false);
		assertThat(assets.get("/a.js").representation().blob().coded()).isEmpty();
		assertThat(assets.skipped().keySet()).containsExactly("a.js.gz (as gzip of /a.js)");
		assertThat(read().get("/a.js").representation().blob().coded()).hasSize(1);
	}

	@Test
	void beginningOfALongerFileIsNotTakenForTheFile() throws IOException {
		Path file = this.directory.resolve("a.js");
		Files.write(file, TEXT);
		BlobSource content = read().get("/a.js").representation().source();
		Files.write(file, " and more".getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND);
		assertThat(Blob.of(content)).isNotEqualTo(Blob.of(TEXT)).isNotEqualTo(Blob.of(Files.readAllBytes(file)));
		Files.write(file, TEXT);
		assertThat(Blob.of(content)).isEqualTo(Blob.of(TEXT));
	}

	@Test
	void storedRepresentationHasTheTagOfItsStoredBytes() throws IOException {
		Map<String, StoredAsset> files = new HashMap<>();
		for (int level : new int[] { 1, 9 }) {
			files.put("/" + level,
					new StoredAsset(BlobId.of(TEXT), Map.of(ContentCoding.GZIP, BlobId.of(gzip(level)))));
		}
		AssetCollection assets = AssetCollection.of(files, mock(BlobStore.class));
		for (int level : new int[] { 1, 9 }) {
			assertThat(tag(assets.get("/" + level).representation(), ContentCoding.GZIP))
				.isEqualTo('"' + hash(TEXT).substring(0, 16) + "-gz-" + hash(gzip(level)).substring(0, 16) + '"');
		}
	}

	@Test
	void madeRepresentationHasTheTagOfTheMadeBytes() throws IOException {
		Blob plain = Blob.of(TEXT);
		byte[] made = ContentCoding.GZIP.encode(TEXT);
		Representation coded = Representation.of(plain, new BlobSource.InMemory(TEXT))
			.coded(ContentCoding.GZIP, Blob.of(made), new BlobSource.InMemory(made));
		assertThat(coded.entityTag())
			.isEqualTo('"' + hash(TEXT).substring(0, 16) + "-gz-" + hash(made).substring(0, 16) + '"');
	}

}
