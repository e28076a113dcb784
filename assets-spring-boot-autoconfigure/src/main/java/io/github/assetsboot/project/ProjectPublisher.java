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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.StoredFile;
import io.github.assetsboot.collection.StoredFile.StoredContent;
import io.github.assetsboot.collection.VariantMaker;
import io.github.assetsboot.project.ProjectManifest.RetainedFile;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one version. What it refers to is written first, what refers to it last, so
 * that whatever step is the last one, readers see one whole version, and a later
 * publishing or garbage collection finds nothing that it cannot tell.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectPublisher {

	private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
		.withZone(ZoneOffset.UTC);

	private final AssetStorage storage;

	private final StorageKeys keys;

	private final ProjectLock lock;

	private final Map<String, StorageContent> contents = new LinkedHashMap<>();

	ProjectPublisher(AssetStorage storage, StorageKeys keys, ProjectLock lock) {
		this.storage = storage;
		this.keys = keys;
		this.lock = lock;
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
		Map<String, StoredFile> stored = new HashMap<>();
		for (Map.Entry<String, StorageContent> file : files.entrySet()) {
			stored.put(file.getKey(), prepare(file.getKey(), file.getValue()));
			this.lock.renew();
		}
		Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		ProjectManifest manifest = new ProjectManifest(newVersion(now), now, settings, redirects, headers, stored,
				Map.of(), null);
		upload(progress);
		this.lock.check();
		this.storage.write(this.keys.version(manifest.version()), StorageContent.of(ManifestCodec.encode(manifest)));
		return manifest;
	}

	static String newVersion(Instant now) {
		return VERSION.format(now) + "-"
				+ HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()).substring(2);
	}

	private StoredFile prepare(String path, StorageContent content) throws IOException {
		StoredContent plain = ContentHash.of(content);
		this.contents.putIfAbsent(plain.hash(), content);
		Map<ContentCoding, StoredContent> coded = new EnumMap<>(ContentCoding.class);
		byte[] gzip = VariantMaker.isWorthTrying(path, content.size()) ? gzip(path, content) : null;
		if (gzip != null) {
			StoredContent variant = ContentHash.of(gzip);
			this.contents.putIfAbsent(variant.hash(), StorageContent.of(gzip));
			coded.put(ContentCoding.GZIP, variant);
		}
		return new StoredFile(plain, coded);
	}

	private static byte @Nullable [] gzip(String path, StorageContent content) throws IOException {
		try (InputStream stream = content.open()) {
			return VariantMaker.make(path, stream.readAllBytes(), ContentCoding.GZIP);
		}
	}

	private void upload(PublishProgress progress) throws IOException {
		Set<String> present = this.storage.existing(this.contents.keySet().stream().map(this.keys::content).toList());
		List<Map.Entry<String, StorageContent>> missing = this.contents.entrySet()
			.stream()
			.filter((content) -> !present.contains(this.keys.content(content.getKey())))
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

	/**
	 * Add the files of a version to those that are found as well. Pages are not among
	 * them: what was taken away is gone.
	 */
	static Map<String, RetainedFile> merge(ProjectManifest other, Map<String, RetainedFile> retained, Instant now) {
		Map<String, RetainedFile> merged = new HashMap<>(retained);
		other.files().forEach((path, file) -> {
			if (!path.endsWith(".html")) {
				merged.put(path, new RetainedFile(file, other.version(), now));
			}
		});
		return merged;
	}

	/**
	 * Find the files that are still found after they were replaced.
	 */
	static Map<String, RetainedFile> retain(ProjectManifest next, @Nullable ProjectManifest previous,
			Set<String> versions, Retention retention, Instant now) {
		if (previous == null) {
			return Map.of();
		}
		Map<String, RetainedFile> retained = merge(previous, previous.retained(), now);
		retained.entrySet()
			.removeIf((file) -> next.files().containsKey(file.getKey()) || !versions.contains(file.getValue().version())
					|| file.getValue().replaced().isBefore(now.minus(retention.age())));
		return retained;
	}

}
