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
import java.io.InputStream;
import java.util.List;

import io.github.assetsboot.collection.BlobId;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;

/**
 * A content that is in the storage already.
 *
 * @param storage the storage
 * @param keys where it can be
 * @param announced what it has to be
 * @author the Assets for Spring Boot authors
 */
record UploadedContent(AssetStorage storage, List<String> keys, BlobId announced) implements StorageContent {

	@Override
	public long size() {
		return this.announced.size();
	}

	@Override
	public InputStream open() throws IOException {
		for (String key : this.keys) {
			InputStream stream = this.storage.open(key, 0, size());
			if (stream != null) {
				return new VerifiedInputStream(stream, this.announced, this::fail);
			}
		}
		throw new IncompleteUploadException(List.of(this.announced.hash()));
	}

	private void fail() {
		throw new InvalidProjectFilesException("The value stored as " + this.announced.hash() + " is not a content of "
				+ this.announced.size() + " bytes with that hash, as was announced");
	}

}
