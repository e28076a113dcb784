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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.ContentDigest;
import io.github.assetsboot.collection.StoredFile;
import io.github.assetsboot.collection.StoredFile.StoredContent;
import io.github.assetsboot.collection.VariantPolicy;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one version. What it refers to is written first, what refers to it last, so
 * that whatever step is the last one, readers see one whole version, and a later
 * publishing or garbage collection finds nothing that it cannot tell.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectPublisher {

	private final AssetStorage storage;

	private final StorageKeys keys;

	private final ProjectLock lock;

	private final @Nullable ProjectManifest current;

	private final Map<String, StorageContent> contents = new LinkedHashMap<>();

	/**
	 * The keys of contents that are known to be in the storage.
	 */
	private final Set<String> present = new HashSet<>();

	/**
	 * Create a publisher.
	 * @param storage where the version goes
	 * @param keys the keys of the project
	 * @param lock the lock of the project, which is held
	 * @param current the current version, {@code null} if there is none
	 */
	ProjectPublisher(AssetStorage storage, StorageKeys keys, ProjectLock lock, @Nullable ProjectManifest current) {
		this.storage = storage;
		this.keys = keys;
		this.lock = lock;
		this.current = current;
	}

	/**
	 * Publish.
	 * @param files the files, by path with a slash in front
	 * @param redirects the text of {@code _redirects}
	 * @param headers the text of {@code _headers}
	 * @return the new manifest, not yet the current one
	 */
	ProjectManifest publish(Map<String, StorageContent> files, @Nullable String redirects, @Nullable String headers,
			ProjectSettings settings, PublishProgress progress) throws IOException {
		Map<String, StoredFile> known = storedFiles();
		Map<String, StoredFile> stored = new HashMap<>();
		for (Map.Entry<String, StorageContent> file : files.entrySet()) {
			stored.put(file.getKey(), prepare(file.getKey(), file.getValue(), known.get(file.getKey())));
			this.lock.renew();
		}
		Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		ProjectManifest manifest = new ProjectManifest(SortableName.of(now), now, settings, redirects, headers, stored,
				Map.of(), null);
		upload(progress);
		this.lock.check();
		this.storage.write(this.keys.version(manifest.version()), StorageContent.of(ManifestCodec.encode(manifest)));
		return manifest;
	}

	/**
	 * Return the files of the current version that the storage has with all their
	 * contents.
	 */
	private Map<String, StoredFile> storedFiles() throws IOException {
		if (this.current == null) {
			return Map.of();
		}
		this.present.addAll(this.storage.existing(this.current.files()
			.values()
			.stream()
			.flatMap(StoredFile::contents)
			.map((content) -> this.keys.content(content.hash()))
			.distinct()
			.toList()));
		Map<String, StoredFile> stored = new HashMap<>(this.current.files());
		stored.values()
			.removeIf((file) -> !file.contents().allMatch((content) -> isPresent(this.keys.content(content.hash()))));
		return stored;
	}

	/**
	 * Coding takes longer than all else, and what was coded already is not coded again.
	 */
	private StoredFile prepare(String path, StorageContent content, @Nullable StoredFile known) throws IOException {
		StoredContent plain = identify(content, known);
		if (known != null && known.content().equals(plain) && !known.coded().isEmpty()) {
			return known;
		}
		this.contents.putIfAbsent(plain.hash(), content);
		byte[] gzip = VariantPolicy.isWorthCoding(path, content.size()) ? gzip(content) : null;
		if (gzip == null) {
			return new StoredFile(plain, Map.of());
		}
		StoredContent variant = StoredContent.of(gzip);
		this.contents.putIfAbsent(variant.hash(), StorageContent.of(gzip));
		return new StoredFile(plain, Map.of(ContentCoding.GZIP, variant));
	}

	/**
	 * A content that has been announced as what is known to be stored is not read.
	 */
	private static StoredContent identify(StorageContent content, @Nullable StoredFile known) throws IOException {
		if (known != null && content instanceof UploadedContent uploaded
				&& uploaded.announced().equals(known.content())) {
			return uploaded.announced();
		}
		try (InputStream stream = content.open()) {
			StoredContent actual = new ContentDigest().update(stream, content.size()).content();
			if (actual.size() != content.size()) {
				throw new IOException("A content has " + actual.size() + " bytes in place of " + content.size());
			}
			return actual;
		}
	}

	private static byte @Nullable [] gzip(StorageContent content) throws IOException {
		try (InputStream stream = content.open()) {
			return VariantPolicy.encode(stream.readAllBytes(), ContentCoding.GZIP);
		}
	}

	private void upload(PublishProgress progress) throws IOException {
		this.present.addAll(this.storage.existing(
				this.contents.keySet().stream().map(this.keys::content).filter((key) -> !isPresent(key)).toList()));
		List<Map.Entry<String, StorageContent>> missing = this.contents.entrySet()
			.stream()
			.filter((content) -> !isPresent(this.keys.content(content.getKey())))
			.toList();
		int done = 0;
		long bytes = 0;
		for (Map.Entry<String, StorageContent> content : missing) {
			this.lock.renew();
			this.storage.write(this.keys.content(content.getKey()), content.getValue());
			bytes += content.getValue().size();
			progress.uploaded(++done, missing.size(), bytes);
		}
	}

	private boolean isPresent(String key) {
		return this.present.contains(key);
	}

}
