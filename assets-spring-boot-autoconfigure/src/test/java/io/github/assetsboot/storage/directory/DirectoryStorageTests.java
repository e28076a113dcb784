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

package io.github.assetsboot.storage.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.AssetStorageContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link DirectoryStorage}.
 *
 * @author the Assets for Spring Boot authors
 */
class DirectoryStorageTests extends AssetStorageContract {

	@TempDir
	private Path directory;

	@Override
	protected AssetStorage createStorage() {
		return new DirectoryStorage(this.directory.resolve("storage"));
	}

	@Test
	void valuesThatCannotBeLookedForAreNotTakenForMissing() throws IOException {
		AssetStorage storage = createStorage();
		Path root = this.directory.resolve("storage");
		Files.createSymbolicLink(root, root);
		assertThatIOException().isThrownBy(() -> storage.read("project/a"));
		assertThatIOException().isThrownBy(() -> storage.existing(List.of("project/a")));
		assertThatIOException().isThrownBy(() -> storage.list("project/", (key) -> {
		}));
	}

}
