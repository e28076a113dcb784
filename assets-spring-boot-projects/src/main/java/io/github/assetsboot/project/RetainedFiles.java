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
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.collection.StoredAsset.BlobId;

/**
 * The files of former deployments that are found by path. The document of such files
 * never changes.
 *
 * @param files the files, by path
 * @param epochs the epochs of their contents, by hash
 * @author the Assets for Spring Boot authors
 */
record RetainedFiles(Map<String, RetainedFile> files, Map<String, Long> epochs) {

	static final RetainedFiles NONE = new RetainedFiles(Map.of(), Map.of());

	RetainedFiles {
		files = Map.copyOf(files);
		epochs = Map.copyOf(epochs);
	}

	/**
	 * Add the files of a version that is not deployed any more. Its pages are not
	 * retained, so that a removed page is gone.
	 */
	RetainedFiles with(ProjectManifest former, Instant replaced) {
		Map<String, RetainedFile> files = new HashMap<>(this.files);
		Map<String, Long> epochs = new HashMap<>(former.epochs());
		epochs.putAll(this.epochs);
		former.filesByPath()
			.forEach((path, file) -> files.put(path, new RetainedFile(file, former.version(), replaced)));
		return new RetainedFiles(files, epochs);
	}

	/**
	 * Leave out files.
	 * @param paths the paths of the files
	 */
	RetainedFiles without(Set<String> paths) {
		Map<String, RetainedFile> files = new HashMap<>(this.files);
		files.keySet().removeAll(paths);
		return of(files);
	}

	/**
	 * Leave out the files that were replaced too long ago, and those of too many
	 * versions.
	 * @param deployed the number of versions in the active deployment
	 */
	RetainedFiles limit(Retention retention, int deployed, ProjectLimits limits) {
		Instant oldest = retention.oldest(Instant.now());
		Map<String, Instant> replaced = new HashMap<>();
		this.files.values().forEach((file) -> replaced.put(file.version(), file.replaced()));
		Set<String> latest = replaced.entrySet()
			.stream()
			.filter((version) -> !version.getValue().isBefore(oldest))
			.sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
			.limit(Math.max(0, retention.versions() - deployed))
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
		Map<String, RetainedFile> kept = new HashMap<>(this.files);
		kept.values().removeIf((file) -> !latest.contains(file.version()));
		return of(limits.limit(kept));
	}

	/**
	 * Replace the files of a version that is deleted by those of another version with the
	 * same path and content.
	 * @param deleted the id of the version that is deleted
	 * @param other the other version
	 */
	RetainedFiles withSame(String deleted, ProjectManifest other) {
		Map<String, RetainedFile> files = new HashMap<>(this.files);
		files.replaceAll((path, file) -> {
			StoredAsset same = file.version().equals(deleted) ? other.files().get(path) : null;
			return (same != null && same.plain().equals(file.file().plain()))
					? new RetainedFile(file.file(), other.version(), file.replaced()) : file;
		});
		return new RetainedFiles(files, this.epochs);
	}

	/**
	 * Leave out the files of a version.
	 * @param deleted the id of the version
	 */
	RetainedFiles withoutVersion(String deleted) {
		Map<String, RetainedFile> files = new HashMap<>(this.files);
		files.values().removeIf((file) -> file.version().equals(deleted));
		return of(files);
	}

	private RetainedFiles of(Map<String, RetainedFile> files) {
		Map<String, Long> epochs = new HashMap<>();
		files.values()
			.stream()
			.flatMap((file) -> file.file().blobs())
			.forEach((blob) -> epochs.put(blob.hash(), Objects.requireNonNull(this.epochs.get(blob.hash()))));
		return new RetainedFiles(files, epochs);
	}

	/**
	 * Return the epochs of all contents.
	 */
	Map<BlobId, Long> blobs() {
		return ProjectManifest.blobs(this.files.values().stream().map(RetainedFile::file), this.epochs);
	}

	/**
	 * A file of a version that is not deployed any more.
	 *
	 * @param file the file
	 * @param version the last version with the file
	 * @param replaced the time at which that version left the active deployment
	 */
	record RetainedFile(StoredAsset file, String version, Instant replaced) {

	}

}
