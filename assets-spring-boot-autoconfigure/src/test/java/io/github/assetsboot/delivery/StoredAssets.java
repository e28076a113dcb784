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

package io.github.assetsboot.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.BlobSource.BlobStore;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;

/**
 * Assets whose contents are texts. What they hold under a content coding is whatever a
 * test says.
 *
 * @author the Assets for Spring Boot authors
 */
final class StoredAssets implements BlobStore {

	private final Map<String, byte[]> contents = new HashMap<>();

	private IOException failure = new IOException();

	private int failures;

	/**
	 * Put an asset into the store.
	 * @param path its path
	 * @param text what it holds
	 * @param coded what it holds under content codings
	 * @return the asset
	 */
	Asset asset(String path, String text, Map<ContentCoding, String> coded) {
		Map<ContentCoding, BlobId> variants = new EnumMap<>(ContentCoding.class);
		coded.forEach((coding, codedText) -> variants.put(coding, store(codedText)));
		return AssetCollection.of(Map.of(path, new StoredAsset(store(text), variants)), this).get(path);
	}

	private BlobId store(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		BlobId content = new BlobDigest().update(bytes).id();
		this.contents.put(content.hash(), bytes);
		return content;
	}

	/**
	 * Fail when a content is read for a response.
	 * @param failure how
	 * @param times how often
	 */
	void fail(IOException failure, int times) {
		this.failure = failure;
		this.failures = times;
	}

	@Override
	public byte[] read(String hash, long size) throws IOException {
		if (this.failures > 0) {
			this.failures--;
			throw this.failure;
		}
		return this.contents.get(hash);
	}

	@Override
	public InputStream open(String hash, long size, long first, long length) {
		return new ByteArrayInputStream(this.contents.get(hash), (int) first, (int) length);
	}

}
