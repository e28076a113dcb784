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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;

/**
 * Publishes in three steps: announce the files, send the missing contents, make the
 * version the current one. The storage keeps the manifest of an upload, so that each step
 * can run on another instance. An upload that is not finished within a day is garbage.
 * <p>
 * A content goes to the key that versions refer to. {@link GarbageCollector} spares the
 * contents of uploads.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectUploads {

	static final Duration MAX_AGE = Duration.ofDays(1);

	private static final int CACHED_UPLOADS = 16;

	private static final Pattern UPLOAD = Pattern.compile("[0-9a-f-]{1,60}\\.[0-9]{1,19}");

	private final AssetStorage storage;

	private final AssetProjects projects;

	private final ProjectLimits limits;

	/**
	 * The announced contents by hash, by the key of the upload.
	 */
	private final Cache<String, Map<String, BlobId>> announced = Caffeine.newBuilder()
		.maximumSize(CACHED_UPLOADS)
		.build();

	/**
	 * Create the uploads.
	 * @param storage the storage of the projects
	 * @param projects publishes them
	 * @param limits the limits of an upload
	 */
	ProjectUploads(AssetStorage storage, AssetProjects projects, ProjectLimits limits) {
		this.storage = storage;
		this.projects = projects;
		this.limits = limits;
	}

	/**
	 * Start an upload.
	 * @param project the project, which need not exist
	 * @param manifest the checked files, and the settings of the version
	 * @return the upload
	 * @throws InvalidProjectFilesException if such files cannot be published
	 * @throws IllegalArgumentException if an option is not valid
	 * @throws TooManyUploadsException if too many uploads are under way
	 * @throws IOException if the storage fails
	 */
	ProjectUpload start(ProjectId project, UploadManifest manifest) throws IOException {
		this.limits.restrictions().check(project);
		manifest.options().check(project);
		manifest.checkSizes();
		if (manifest.files().isEmpty()) {
			throw new InvalidProjectFilesException("There is no file to serve: no file is announced");
		}
		ProjectKeys keys = new ProjectKeys(project);
		checkNumber(keys);
		ProjectStates states = new ProjectStates(this.storage, keys);
		ProjectState state = states.read();
		String id = ProjectKeys.uploadName(SortableName.of(Instant.now()), state.generation());
		List<String> missing = missing(keys, id, manifest, published(states, state));
		byte[] json = ComputingTurns.PUBLISHING.compute(() -> ManifestCodec.encode(manifest));
		this.storage.write(keys.upload(id), StorageContent.of(json));
		return new ProjectUpload(id, missing);
	}

	/**
	 * Two uploads that start at the same time may go beyond the limit.
	 */
	private void checkNumber(ProjectKeys keys) throws IOException {
		List<String> open = new ArrayList<>();
		this.storage.list(keys.uploads(), (key) -> {
			String upload = key.substring(keys.uploads().length());
			if (upload.indexOf('/') == -1 && !keys.isOldUpload(key)) {
				open.add(upload);
			}
		});
		if (open.size() >= this.limits.uploads()) {
			open.sort(null);
			throw new TooManyUploadsException(open, this.limits.uploads());
		}
	}

	/**
	 * Return the hashes of the contents that are neither published nor sent.
	 */
	private List<String> missing(ProjectKeys keys, String upload, UploadManifest manifest, Map<BlobId, Long> published)
			throws IOException {
		Set<BlobId> missing = manifest.blobs();
		Map<BlobId, Long> known = new HashMap<>(published);
		known.keySet().retainAll(missing);
		missing.removeAll(keys.present(this.storage, known));
		Map<BlobId, Long> sent = new HashMap<>();
		missing.forEach((blob) -> sent.put(blob, ProjectKeys.epoch(upload)));
		missing.removeAll(keys.present(this.storage, sent));
		return missing.stream().map(BlobId::hash).sorted().toList();
	}

	private static Map<BlobId, Long> published(ProjectStates states, ProjectState state) throws IOException {
		Map<BlobId, Long> published = new HashMap<>();
		for (ProjectManifest version : states.documents(state, ProjectPublisher.known(state))) {
			published.putAll(version.blobs());
		}
		return published;
	}

	/**
	 * Take a content that was announced.
	 * @param project the project
	 * @param upload the name of the upload
	 * @param hash the hash of the content
	 * @param stream the content, which is not closed
	 * @throws UnknownUploadException if the upload does not announce such a content
	 * @throws InvalidProjectFilesException if it is another content
	 * @throws UnreadableContentException if the stream fails
	 * @throws IOException if the storage fails
	 */
	void write(ProjectId project, String upload, String hash, InputStream stream) throws IOException {
		BlobId blob = announced(project, upload, hash);
		ProjectKeys keys = new ProjectKeys(project);
		try (SpoolFile spool = new SpoolFile()) {
			InputStream verified = new VerifiedInputStream(stream, blob, (actual) -> fail(blob, actual));
			StorageContent content = spool.append(SpoolFile.given(verified), blob.size() + 1);
			this.storage.write(keys.blob(blob, ProjectKeys.epoch(upload)), content);
		}
	}

	private static void fail(BlobId announced, BlobId actual) {
		if (actual.size() != announced.size()) {
			throw new InvalidProjectFilesException(
					"The content has " + ((actual.size() < announced.size()) ? actual.size() : "more") + " bytes, "
							+ announced.size() + " were announced");
		}
		throw new InvalidProjectFilesException("The content has another hash than was announced");
	}

	private BlobId announced(ProjectId project, String upload, String hash) throws IOException {
		String key = key(project, upload);
		Map<String, BlobId> blobs = this.announced.getIfPresent(key);
		if (blobs == null) {
			blobs = manifest(project, upload).blobs()
				.stream()
				.collect(Collectors.toMap(BlobId::hash, (announced) -> announced));
			this.announced.put(key, blobs);
		}
		BlobId blob = blobs.get(hash);
		if (blob == null) {
			throw new UnknownUploadException("The upload '" + upload + "' does not announce such a content");
		}
		return blob;
	}

	/**
	 * Publish an upload.
	 * @param project the project
	 * @param upload the name of the upload, which does not exist any more afterwards
	 * @param author the name of the author, or {@code null}
	 * @return the version
	 * @throws UnknownUploadException if there is no such upload
	 * @throws IncompleteUploadException if contents are missing
	 * @throws InvalidProjectFilesException if the files cannot be published
	 * @throws IOException if the storage fails
	 */
	ProjectVersion activate(ProjectId project, String upload, @Nullable String author) throws IOException {
		UploadManifest manifest = manifest(project, upload);
		ProjectKeys keys = new ProjectKeys(project);
		ProjectStates states = new ProjectStates(this.storage, keys);
		Map<BlobId, Long> published = published(states, states.read());
		List<String> missing = missing(keys, upload, manifest, published);
		if (!missing.isEmpty()) {
			throw new IncompleteUploadException(missing);
		}
		ProjectFiles files = (visitor) -> {
			for (Map.Entry<String, BlobId> file : manifest.files().entrySet()) {
				List<Long> epochs = new ArrayList<>(List.of(ProjectKeys.epoch(upload)));
				if (published.containsKey(file.getValue())) {
					epochs.add(published.get(file.getValue()));
				}
				visitor.file(file.getKey(), new UploadedBlob(this.storage, keys, upload, epochs, file.getValue()));
			}
		};
		ProjectVersion version = publish(project, upload, files, manifest.options(), author);
		discard(keys.upload(upload));
		return version;
	}

	/**
	 * A deletion of the project takes the contents away while they are read.
	 */
	private ProjectVersion publish(ProjectId project, String upload, ProjectFiles files, VersionOptions options,
			@Nullable String author) throws IOException {
		try {
			return options.store(this.projects, project, files, author);
		}
		catch (IOException ex) {
			if (UploadManifest.read(this.storage, key(project, upload)) != null) {
				throw ex;
			}
			UnknownUploadException unknown = unknown(project);
			unknown.initCause(ex);
			throw unknown;
		}
	}

	/**
	 * Give up an upload.
	 * @param project the project
	 * @param upload the name of the upload
	 * @throws UnknownUploadException if there is no such upload
	 * @throws IOException if the storage fails
	 */
	void cancel(ProjectId project, String upload) throws IOException {
		String key = key(project, upload);
		if (this.storage.existing(List.of(key)).isEmpty()) {
			throw unknown(project);
		}
		this.announced.invalidate(key);
		this.storage.delete(List.of(key));
	}

	private void discard(String key) {
		this.announced.invalidate(key);
		try {
			this.storage.delete(List.of(key));
		}
		catch (IOException ex) {
			// the version is published, and the manifest is garbage in a day
		}
	}

	private UploadManifest manifest(ProjectId project, String upload) throws IOException {
		UploadManifest manifest = UploadManifest.read(this.storage, key(project, upload));
		if (manifest == null) {
			throw unknown(project);
		}
		return manifest;
	}

	private static String key(ProjectId project, String upload) {
		if (!UPLOAD.matcher(upload).matches()) {
			throw unknown(project);
		}
		return new ProjectKeys(project).upload(upload);
	}

	private static UnknownUploadException unknown(ProjectId project) {
		return new UnknownUploadException("The project '" + project + "' has no such upload");
	}

}
