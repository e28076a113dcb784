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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import io.github.assetsboot.collection.AssetCollection.Contents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BlobCache} when several collections share it.
 *
 * @author the Assets for Spring Boot authors
 */
class BlobCacheTests {

	private static final Contents NONE = new Contents((path) -> false, 0);

	@TempDir
	Path root;

	private final BlobCache cache = new BlobCache(1 << 20);

	private AssetDirectory directory(String name) throws IOException {
		Path folder = Files.createDirectories(this.root.resolve(name));
		for (String file : new String[] { "kept.txt", "changed.txt", "deleted.txt" }) {
			Files.writeString(folder.resolve(file), name + " " + file);
		}
		return Objects.requireNonNull(AssetLocation.of(folder.toString(), null).open());
	}

	private AssetCollection read(AssetDirectory directory) throws IOException {
		AssetCollection assets = AssetCollection.read(directory, (path) -> null, this.cache, NONE, false);
		for (Asset asset : assets.assets()) {
			assertThat(this.cache.get(asset.representation())).isNotNull();
		}
		return assets;
	}

	private static boolean isKept(AssetCollection assets, String path) {
		return Objects.requireNonNull(assets.get(path)).representation().blob().bytes() != null;
	}

	@Test
	void rereadingACollectionForgetsItsFormerBodiesAndNoneOfAnother() throws IOException {
		AssetDirectory directory = directory("shop");
		AssetCollection former = read(directory);
		AssetCollection other = read(directory("admin"));
		Files.writeString(this.root.resolve("shop/changed.txt"), "another text");
		Files.delete(this.root.resolve("shop/deleted.txt"));
		AssetCollection present = former.reread(directory, (path) -> null, NONE, false);
		assertThat(other.assets()).hasSize(3).allMatch((asset) -> isKept(other, asset.path()));
		assertThat(isKept(present, "/kept.txt")).isTrue();
		assertThat(isKept(former, "/changed.txt")).isFalse();
		assertThat(isKept(former, "/deleted.txt")).isFalse();
	}

}
