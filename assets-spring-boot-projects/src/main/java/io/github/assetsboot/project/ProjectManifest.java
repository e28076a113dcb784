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

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.assetsboot.collection.AssetDirectory.NeverServed;
import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import org.jspecify.annotations.Nullable;

/**
 * Complete description of a version, without the contents.
 *
 * @param version the name of the version
 * @param published the time of the publishing
 * @param settings the settings of the version
 * @param redirects the text of {@code _redirects}
 * @param headers the text of {@code _headers}
 * @param files the files, by path
 * @param epochs the epochs of all contents that are referred to, by hash
 * @param retained files of other versions that are served, too, by path
 * @param rollout another version that some clients get, {@code null} if there is none
 * @author the Assets for Spring Boot authors
 */
record ProjectManifest(String version, Instant published, ProjectSettings settings, @Nullable String redirects,
		@Nullable String headers, Map<String, StoredAsset> files, Map<String, Long> epochs,
		Map<String, RetainedFile> retained, @Nullable Rollout rollout) {

	/**
	 * Estimated bytes of memory that a file takes beside its path.
	 */
	private static final long FILE_WEIGHT = 1024;

	/**
	 * Estimated bytes of memory that a character of the rules takes.
	 */
	private static final long RULE_WEIGHT = 16;

	ProjectManifest {
		Objects.requireNonNull(version);
		Objects.requireNonNull(published);
		Objects.requireNonNull(settings);
		files = Map.copyOf(files);
		epochs = Map.copyOf(epochs);
		retained = Map.copyOf(retained);
		contents(files, retained).map(BlobId::hash).map(epochs::get).forEach(Objects::requireNonNull);
	}

	private static Stream<BlobId> contents(Map<String, StoredAsset> files, Map<String, RetainedFile> retained) {
		return Stream.concat(files.values().stream(), retained.values().stream().map(RetainedFile::file))
			.flatMap(StoredAsset::blobs);
	}

	/**
	 * Return the epochs of all contents that are referred to.
	 */
	Map<BlobId, Long> blobs() {
		Map<BlobId, Long> blobs = new HashMap<>();
		contents(this.files, this.retained).forEach((blob) -> blobs.put(blob, epoch(blob.hash())));
		return blobs;
	}

	/**
	 * Return the epoch of a content that is referred to.
	 */
	long epoch(String hash) {
		return Objects.requireNonNull(this.epochs.get(hash));
	}

	/**
	 * Return all files that are served, by path: files of other versions where this one
	 * has none.
	 */
	Map<String, StoredAsset> allFiles() {
		Map<String, StoredAsset> all = new HashMap<>();
		this.retained.forEach((path, retained) -> all.put(path, retained.file()));
		all.putAll(this.files);
		return all;
	}

	/**
	 * Add the files of this version to the retained files of another version. Pages are
	 * not retained, so that a removed page is gone. Vite's manifest is never served.
	 * @param retained the files that are retained already
	 * @param replaced the time of the replacement of this version
	 * @return all of them
	 */
	Map<String, RetainedFile> addTo(Map<String, RetainedFile> retained, Instant replaced) {
		Map<String, RetainedFile> all = new HashMap<>(retained);
		this.files.forEach((path, file) -> {
			if (!path.endsWith(".html") && !NeverServed.contains(path.substring(1))) {
				all.put(path, new RetainedFile(file, this.version, replaced));
			}
		});
		return all;
	}

	/**
	 * Set the retained files of other versions.
	 * @param other the manifest with the epochs of contents that this one does not refer
	 * to
	 */
	ProjectManifest withRetained(Map<String, RetainedFile> retained, ProjectManifest other) {
		Map<String, Long> epochs = new HashMap<>();
		contents(this.files, retained).map(BlobId::hash)
			.forEach((hash) -> epochs.computeIfAbsent(hash,
					(missing) -> this.epochs.getOrDefault(missing, other.epochs.get(missing))));
		return new ProjectManifest(this.version, this.published, this.settings, this.redirects, this.headers,
				this.files, epochs, retained, this.rollout);
	}

	ProjectManifest withRollout(@Nullable Rollout rollout) {
		return new ProjectManifest(this.version, this.published, this.settings, this.redirects, this.headers,
				this.files, this.epochs, this.retained, rollout);
	}

	/**
	 * Estimate the memory for this manifest, its collection and its rules, in bytes.
	 */
	long weight() {
		return Stream.concat(this.files.keySet().stream(), this.retained.keySet().stream())
			.mapToLong((path) -> FILE_WEIGHT + path.length())
			.sum() + RULE_WEIGHT * (length(this.redirects) + length(this.headers));
	}

	private static long length(@Nullable String text) {
		return (text != null) ? text.length() : 0;
	}

	/**
	 * A version that becomes the current one step by step.
	 *
	 * @param version the version
	 * @param percentage the percentage of the clients that get it
	 */
	record Rollout(String version, int percentage) {

		/**
		 * Return whether a client gets the version. While the percentage rises, the
		 * client keeps it. The factor spreads hash codes that are close to each other.
		 */
		boolean includes(String key) {
			return Math.floorMod((this.version + '\n' + key).hashCode() * 0x9E3779B1 >>> 7, 100) < this.percentage;
		}

	}

	/**
	 * A file of an earlier version.
	 *
	 * @param file the file
	 * @param version the last version with the file
	 * @param replaced the time of the replacement of that version
	 */
	record RetainedFile(StoredAsset file, String version, Instant replaced) {

	}

}
