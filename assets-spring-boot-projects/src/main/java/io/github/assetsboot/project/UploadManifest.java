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

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.collection.BlobId;

/**
 * Settings and files that an upload has announced. They never change.
 *
 * @param settings how the files are served
 * @param files the files, by path without a slash in front
 * @author the Assets for Spring Boot authors
 */
record UploadManifest(ProjectSettings settings, Map<String, BlobId> files) {

	UploadManifest {
		Objects.requireNonNull(settings);
		files = Map.copyOf(files);
	}

	/**
	 * Return the sizes of the contents, by hash.
	 * @throws InvalidProjectFilesException if a content has two sizes
	 */
	Map<String, Long> sizes() {
		Map<String, Long> sizes = new HashMap<>();
		for (BlobId content : this.files.values()) {
			Long other = sizes.putIfAbsent(content.hash(), content.size());
			if (other != null && other != content.size()) {
				throw new InvalidProjectFilesException("'" + content.hash() + "' is announced with two sizes");
			}
		}
		return sizes;
	}

}
