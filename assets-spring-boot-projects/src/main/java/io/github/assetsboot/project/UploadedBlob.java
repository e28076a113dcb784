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

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;

/**
 * A content that an upload has announced, and that is in the storage already. Its streams
 * fail before the last byte if the storage has other bytes.
 *
 * @param storage the storage
 * @param keys the keys of the project
 * @param upload the name of the upload
 * @param epochs the epochs of the keys that the content can have
 * @param id the identity of the content
 * @author the Assets for Spring Boot authors
 */
record UploadedBlob(AssetStorage storage, ProjectKeys keys, String upload, List<Long> epochs,
		BlobId id) implements StorageContent {

	@Override
	public long size() {
		return this.id.size();
	}

	@Override
	public InputStream open() throws IOException {
		for (long epoch : this.epochs) {
			InputStream stream = this.storage.open(this.keys.blob(this.id, epoch), 0, size());
			if (stream != null) {
				return new VerifiedInputStream(stream, this.id, (actual) -> fail());
			}
		}
		throw new IncompleteUploadException(List.of(this.id.hash()));
	}

	private void fail() {
		throw new InvalidProjectFilesException("The value stored as " + this.id.hash() + " is not a content of "
				+ this.id.size() + " bytes with that hash, as was announced");
	}

}
