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
import java.time.Instant;
import java.util.Objects;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;

/**
 * The use of the storage by a project, as the last scheduled garbage collection has found
 * it.
 *
 * @param collected the time of the collection
 * @param contents number of contents that the storage keeps. Equal files share one
 * @param bytes the size of these contents, in bytes
 * @param deleted number of contents that the collection has deleted
 * @author the Assets for Spring Boot authors
 */
record ProjectUsage(Instant collected, int contents, long bytes, int deleted) {

	ProjectUsage {
		Objects.requireNonNull(collected);
	}

	/**
	 * Read the use of the storage by a project.
	 * @return the use, or {@code null} if no collection has recorded it
	 */
	static @Nullable ProjectUsage read(AssetStorage storage, ProjectId project) throws IOException {
		String key = new ProjectKeys(project).usage();
		byte[] json = storage.read(key);
		return (json != null) ? ManifestCodec.decode(key, json, ProjectUsage.class) : null;
	}

	void write(AssetStorage storage, ProjectKeys keys) throws IOException {
		storage.write(keys.usage(), StorageContent.of(ManifestCodec.encode(this)));
	}

}
