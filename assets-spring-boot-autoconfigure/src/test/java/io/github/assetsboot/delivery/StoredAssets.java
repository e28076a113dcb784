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
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.BlobSource.BlobStore;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;
import io.github.assetsboot.collection.StoredAsset.StoredDelta;

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
		return asset(path, text, coded, "", Map.of());
	}

	/**
	 * Put an asset into the store that has an earlier version.
	 * @param path its path
	 * @param text what it holds
	 * @param coded what it holds under content codings
	 * @param earlier what the earlier version held
	 * @param deltas what it holds under content codings with the earlier version as the
	 * dictionary
	 * @return the asset
	 */
	Asset asset(String path, String text, Map<ContentCoding, String> coded, String earlier,
			Map<ContentCoding, String> deltas) {
		Map<ContentCoding, BlobId> blobs = new EnumMap<>(ContentCoding.class);
		coded.forEach((coding, codedText) -> blobs.put(coding, store(codedText)));
		BlobId dictionary = store(earlier);
		List<StoredDelta> stored = deltas.entrySet()
			.stream()
			.map((delta) -> new StoredDelta(dictionary, delta.getKey(), store(delta.getValue())))
			.toList();
		return AssetCollection.of(Map.of(path, new StoredAsset(store(text), blobs)), Map.of(path, stored), this)
			.get(path);
	}

	/**
	 * Return what a browser says that it has.
	 * @param earlier what the earlier version held
	 * @return the value of {@code Available-Dictionary}
	 */
	static String available(String earlier) {
		String hash = BlobId.of(earlier.getBytes(StandardCharsets.UTF_8)).hash();
		return ":" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash)) + ":";
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
