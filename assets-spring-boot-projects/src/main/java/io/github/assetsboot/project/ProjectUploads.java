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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.assetsboot.collection.StoredFile.StoredContent;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;

/**
 * Publishes in three steps: announce the files, send the contents that are missing, make
 * the version the current one. The storage keeps the data of an upload, so that each step
 * can run on another instance. An upload that is not finished within a day is garbage.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectUploads {

	static final Duration MAX_AGE = Duration.ofDays(1);

	private static final int CACHED_UPLOADS = 16;

	private static final Pattern UPLOAD = Pattern.compile("[0-9a-f-]{1,60}");

	private final AssetStorage storage;

	private final AssetProjects projects;

	private final ProjectLimits limits;

	/**
	 * The sizes of announced contents, by the key of the upload.
	 */
	private final Cache<String, Map<String, Long>> announced = Caffeine.newBuilder()
		.maximumSize(CACHED_UPLOADS)
		.build();

	/**
	 * Create the uploads.
	 * @param storage where they are kept, which is that of the projects
	 * @param projects publishes them
	 * @param limits what an upload can hold
	 */
	ProjectUploads(AssetStorage storage, AssetProjects projects, ProjectLimits limits) {
		this.storage = storage;
		this.projects = projects;
		this.limits = limits;
	}

	/**
	 * Start an upload.
	 * @param project the project, which need not exist
	 * @param files the files with their contents, by path with a slash in front
	 * @param settings how they are served
	 * @return the upload
	 * @throws InvalidProjectFilesException if such files cannot be published
	 * @throws IOException if the storage fails
	 */
	ProjectUpload start(ProjectId project, Map<String, StoredContent> files, ProjectSettings settings)
			throws IOException {
		this.limits.restrictions().check(project);
		settings.check();
		FileChecks checks = new FileChecks(this.limits);
		Map<String, StoredContent> relative = new HashMap<>();
		files.forEach((path, content) -> {
			String relativePath = path.startsWith("/") ? path.substring(1) : "";
			checks.check(relativePath, content.size());
			relative.put(relativePath, content);
		});
		if (relative.isEmpty()) {
			throw new InvalidProjectFilesException("There is no file to serve: no file is announced");
		}
		UploadManifest manifest = new UploadManifest(settings, relative);
		StorageKeys keys = new StorageKeys(project);
		ProjectState state = new ProjectStates(this.storage, keys).read();
		List<String> missing = missing(manifest.sizes().keySet(), published(keys, state));
		String id = StorageKeys.uploadName(SortableName.of(Instant.now()), state.generation());
		byte[] json = ComputingTurns.PUBLISHING.compute(() -> ManifestCodec.encode(manifest));
		this.storage.write(keys.uploadManifest(id), StorageContent.of(json));
		return new ProjectUpload(id, missing);
	}

	/**
	 * Find the hashes whose content is not in the storage.
	 * @param keys gives the key of a hash, or {@code null} if it has none
	 */
	private List<String> missing(Collection<String> hashes, KeyOfHash keys) throws IOException {
		Map<String, String> found = new HashMap<>();
		for (String hash : hashes) {
			String key = keys.find(hash);
			if (key != null) {
				found.put(hash, key);
			}
		}
		Set<String> present = this.storage.existing(found.values());
		return hashes.stream().filter((hash) -> !present.contains(found.getOrDefault(hash, ""))).sorted().toList();
	}

	/**
	 * Return the keys of the contents that the current version of a project refers to.
	 */
	private static KeyOfHash published(StorageKeys keys, ProjectState state) {
		Map<String, Long> epochs = (state.current() != null) ? state.current().epochs() : Map.of();
		return (hash) -> {
			Long epoch = epochs.get(hash);
			return (epoch != null) ? keys.content(hash, epoch) : null;
		};
	}

	/**
	 * Take a content that was announced.
	 * @param project the project
	 * @param upload the name of the upload
	 * @param hash the hash of the content
	 * @param stream the content, which is not closed
	 * @throws UnknownUploadException if the upload does not announce such a content
	 * @throws InvalidProjectFilesException if it is another content
	 * @throws IOException if the content cannot be read, or the storage fails
	 */
	void write(ProjectId project, String upload, String hash, InputStream stream) throws IOException {
		long size = announcedSize(project, upload, hash);
		try (SpoolFile spool = new SpoolFile()) {
			StorageContent content = spool.append(stream, size + 1);
			if (content.size() != size) {
				throw new InvalidProjectFilesException("The content has "
						+ ((content.size() < size) ? content.size() : "more") + " bytes, " + size + " were announced");
			}
			if (!ProjectPublisher.identify(content).hash().equals(hash)) {
				throw new InvalidProjectFilesException("The content has another hash than was announced");
			}
			this.storage.write(new StorageKeys(project).upload(upload) + hash, content);
		}
	}

	private long announcedSize(ProjectId project, String upload, String hash) throws IOException {
		String key = key(project, upload);
		Map<String, Long> sizes = this.announced.getIfPresent(key);
		if (sizes == null) {
			sizes = manifest(project, upload).sizes();
			this.announced.put(key, sizes);
		}
		Long size = sizes.get(hash);
		if (size == null) {
			throw new UnknownUploadException("The upload '" + upload + "' does not announce such a content");
		}
		return size;
	}

	/**
	 * Publish what was uploaded.
	 * @param project the project
	 * @param upload the name of the upload, which there is no more afterwards
	 * @return the version
	 * @throws UnknownUploadException if there is no such upload
	 * @throws IncompleteUploadException if contents are missing
	 * @throws InvalidProjectFilesException if the files cannot be published
	 * @throws IOException if the storage fails
	 */
	ProjectVersion activate(ProjectId project, String upload) throws IOException {
		UploadManifest manifest = manifest(project, upload);
		StorageKeys keys = new StorageKeys(project);
		KeyOfHash published = published(keys, new ProjectStates(this.storage, keys).read());
		List<String> missing = missing(missing(manifest.sizes().keySet(), (hash) -> keys.upload(upload) + hash),
				published);
		if (!missing.isEmpty()) {
			throw new IncompleteUploadException(missing);
		}
		ProjectVersion version = this.projects.publish(project, (visitor) -> {
			for (Map.Entry<String, StoredContent> file : manifest.files().entrySet()) {
				String uploaded = keys.upload(upload) + file.getValue().hash();
				String present = published.find(file.getValue().hash());
				visitor.file(file.getKey(), new UploadedBlob(this.storage,
						(present != null) ? List.of(uploaded, present) : List.of(uploaded), file.getValue()));
			}
		}, manifest.settings());
		discard(keys.upload(upload));
		return version;
	}

	private void discard(String prefix) {
		this.announced.invalidate(prefix);
		try {
			List<String> uploaded = new ArrayList<>();
			this.storage.list(prefix, uploaded::add);
			this.storage.delete(uploaded);
		}
		catch (IOException ex) {
			// the version is published, and the rest is garbage in a day
		}
	}

	private UploadManifest manifest(ProjectId project, String upload) throws IOException {
		String key = key(project, upload) + StorageKeys.MANIFEST;
		byte @Nullable [] json = this.storage.read(key);
		if (json == null) {
			throw unknown(project);
		}
		return ComputingTurns.PUBLISHING.compute(() -> ManifestCodec.decode(key, json, UploadManifest.class));
	}

	private static String key(ProjectId project, String upload) {
		if (!UPLOAD.matcher(upload).matches()) {
			throw unknown(project);
		}
		return new StorageKeys(project).upload(upload);
	}

	private static UnknownUploadException unknown(ProjectId project) {
		return new UnknownUploadException("The project '" + project + "' has no such upload");
	}

	/**
	 * Gives the key of a content.
	 */
	@FunctionalInterface
	private interface KeyOfHash {

		@Nullable String find(String hash);

	}

}
