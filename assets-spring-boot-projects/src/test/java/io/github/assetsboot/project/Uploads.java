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

import io.github.assetsboot.collection.StoredAsset.BlobId;

/**
 * Manifests of uploads.
 */
final class Uploads {

	private Uploads() {
	}

	/**
	 * Return the manifest of files.
	 * @param files the contents, by path with a slash in front
	 */
	static UploadManifest manifest(Map<String, BlobId> files) {
		return manifest(files, ProjectSettings.DEFAULTS);
	}

	static UploadManifest manifest(Map<String, BlobId> files, ProjectSettings settings) {
		Map<String, BlobId> relative = new HashMap<>();
		files.forEach((path, blob) -> relative.put(path.substring(1), blob));
		return new UploadManifest(new VersionOptions(settings, true, null, null, null), relative);
	}

}
