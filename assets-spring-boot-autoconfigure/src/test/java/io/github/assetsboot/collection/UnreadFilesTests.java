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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.assetsboot.collection.AssetCollection.Contents;
import io.github.assetsboot.collection.Representation.Blob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Files are hashed when their hashes are first needed. A file that was changed before
 * that is noticed as one that was changed after it.
 *
 * @author the Assets for Spring Boot authors
 */
class UnreadFilesTests {

	private static final String BEFORE = "content at the start";

	private static final String AFTER = "content that is new.";

	@TempDir
	Path root;

	private AssetCollection read(Contents contents) throws IOException {
		AssetDirectory directory = AssetLocation.of(this.root.toString(), null).open();
		assertThat(directory).isNotNull();
		return AssetCollection.read(directory, (path) -> null, new BlobCache(10_000_000), contents, false);
	}

	/**
	 * A file that was changed just now is read at once.
	 */
	private AssetCollection readLater() throws Exception {
		Thread.sleep(BlobSource.InFile.SETTLED_AFTER_MILLISECONDS + 50);
		return read(Contents.onDemand());
	}

	private Asset write(String name, String content) throws Exception {
		Files.writeString(this.root.resolve(name), content);
		Asset asset = readLater().get("/" + name);
		assertThat(asset).isNotNull();
		return asset;
	}

	private static byte[] bytes(String content) {
		return content.getBytes(StandardCharsets.UTF_8);
	}

	private static String tag(String content) {
		return Asset.of("/", bytes(content)).representation().entityTag();
	}

	private static Blob blob(AssetCollection assets, String path) {
		return Objects.requireNonNull(assets.get(path)).representation().blob();
	}

	@Test
	void entityTagIsThatOfTheContent() throws Exception {
		Asset asset = write("a.txt", BEFORE);
		assertThat(asset.representation().entityTag()).isEqualTo(tag(BEFORE));
		assertThat(asset.current()).isSameAs(asset.representation());
		assertThat(asset.current().readAll()).asString().isEqualTo(BEFORE);
	}

	@Test
	void fileThatIsChangedBeforeItsHashIsNeededHasItsPresentTag() throws Exception {
		Asset asset = write("a.txt", BEFORE);
		Files.writeString(this.root.resolve("a.txt"), AFTER);
		assertThat(asset.current().entityTag()).isEqualTo(tag(AFTER));
		assertThat(asset.current().readAll()).asString().isEqualTo(AFTER);
	}

	@Test
	void fileThatIsReplacedBeforeItsHashIsNeededHasItsPresentTag() throws Exception {
		Asset asset = write("a.txt", BEFORE);
		Path next = Files.writeString(this.root.resolve("b.txt"), "longer than the " + BEFORE);
		Files.setLastModifiedTime(next, Files.getLastModifiedTime(this.root.resolve("a.txt")));
		Files.move(next, this.root.resolve("a.txt"), StandardCopyOption.REPLACE_EXISTING);
		assertThat(asset.current().entityTag()).isEqualTo(tag("longer than the " + BEFORE));
	}

	@Test
	void contentThatIsGoneBeforeItsHashIsNeededEqualsNoOther() throws Exception {
		Asset asset = write("a.txt", BEFORE);
		Files.writeString(this.root.resolve("a.txt"), AFTER);
		Blob lost = asset.representation().blob();
		assertThat(lost).isEqualTo(lost).hasSameHashCodeAs(lost);
		assertThat(lost).isNotEqualTo(Blob.of(bytes(BEFORE))).isNotEqualTo(Blob.of(bytes(AFTER)));
		assertThat(lost.isLost()).isTrue();
		assertThat(asset.current().blob()).isEqualTo(Blob.of(bytes(AFTER)));
	}

	@Test
	void fileThatIsDeletedBeforeItsHashIsNeededIsMissing() throws Exception {
		Asset asset = write("a.txt", BEFORE);
		Files.delete(this.root.resolve("a.txt"));
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(asset::current);
	}

	@Test
	void filesWithTheSameContentShareItAndOthersOfTheSameSizeDoNot() throws Exception {
		Files.writeString(this.root.resolve("b.txt"), BEFORE);
		Files.writeString(this.root.resolve("c.txt"), AFTER);
		write("a.txt", BEFORE);
		AssetCollection assets = readLater();
		assertThat(blob(assets, "/a.txt")).isSameAs(blob(assets, "/b.txt")).isNotSameAs(blob(assets, "/c.txt"));
	}

	@Test
	void manyThreadsGetTheSameTag() throws Exception {
		Asset asset = write("a.txt", BEFORE.repeat(10_000));
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			Callable<String> task = () -> asset.current().entityTag();
			for (Future<String> tag : executor.invokeAll(IntStream.range(0, 32).mapToObj((i) -> task).toList())) {
				assertThat(tag.get()).isEqualTo(tag(BEFORE.repeat(10_000)));
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void hashesAreThoseOfFilesThatAreReadAtOnce() throws Exception {
		for (int i = 0; i < 50; i++) {
			Files.writeString(this.root.resolve(i + ".txt"), String.valueOf(i % 20).repeat(i));
		}
		AssetCollection later = readLater();
		AssetCollection atOnce = read(new Contents((path) -> true, 1_000_000));
		assertThat(later.assets()).hasSize(50).allSatisfy((asset) -> {
			Asset other = atOnce.get(asset.path());
			assertThat(other).isNotNull();
			assertThat(asset.hasSameContent(other)).isTrue();
		});
	}

}
