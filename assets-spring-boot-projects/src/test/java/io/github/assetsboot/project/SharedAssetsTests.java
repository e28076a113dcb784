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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.storage.MemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedAssets}.
 */
class SharedAssetsTests {

	private static final String IMMUTABLE = "/app-0123456789.js";

	private final MemoryStorage storage = new MemoryStorage();

	@TempDir
	private Path directory;

	private SharedAssets shared() {
		return new SharedAssets(this.storage, new ProjectId("app"), new Retention(1, Duration.ofDays(1)), 1000, 1000,
				Defaults.LOADS);
	}

	@Test
	void changedFileIsNotSharedUnderThePathThatTellsItsFormerContent() throws Exception {
		Files.writeString(this.directory.resolve("app.js"), "old");
		Files.writeString(this.directory.resolve("same.js"), "same");
		AssetCollection own = collection();
		own = own.with(List.of(asset(own, "/app.js").withPath(IMMUTABLE, true),
				asset(own, "/same.js").withPath("/same-0123456789.js", true)));
		Files.writeString(this.directory.resolve("app.js"), "new");
		Thread.sleep(5);
		shared().publish(own);
		AssetCollection merged = shared().merge(AssetCollection.empty());
		assertThat(merged.get("/same-0123456789.js")).isNotNull();
		assertThat(merged.get("/app.js")).isNotNull();
		assertThat(merged.get(IMMUTABLE)).isNull();
	}

	private AssetCollection collection() throws IOException {
		return AssetCollection.read(AssetLocation.of(this.directory.toString(), null).open(), (path) -> false);
	}

	private static Asset asset(AssetCollection assets, String path) {
		Asset asset = assets.get(path);
		assertThat(asset).isNotNull();
		return asset;
	}

}
