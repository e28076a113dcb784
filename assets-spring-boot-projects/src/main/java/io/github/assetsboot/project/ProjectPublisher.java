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
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.BlobDigest;
import io.github.assetsboot.collection.BlobId;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one version. Contents and the version's document are written first, under
 * keys that nobody deletes as long as no collection comes after the state that the
 * publishing started from. If one does, they are written again under other keys.
 * <p>
 * One file at a time is in memory, however many there are.
 * <p>
 * Not safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectPublisher {

	/**
	 * Number of contents that are looked for at a time.
	 */
	private static final int BATCH = 64;

	private static final int BUFFER_SIZE = 64 * 1024;

	private final AssetStorage storage;

	private final StorageKeys keys;

	private final Source source;

	private final PublishProgress progress;

	/**
	 * The epochs of contents that are known to be in the storage, by hash.
	 */
	private final Map<String, Long> epochs = new HashMap<>();

	private long epoch;

	private long bytesSent;

	private @Nullable ProjectManifest manifest;

	/**
	 * Create a publisher.
	 * @param storage where the version goes
	 * @param keys the keys of the project
	 * @param source what the version consists of
	 * @param progress hears how far it is
	 */
	ProjectPublisher(AssetStorage storage, StorageKeys keys, Source source, PublishProgress progress) {
		this.storage = storage;
		this.keys = keys;
		this.source = source;
		this.progress = progress;
	}

	/**
	 * Add the version to a state, again if the former state was not written.
	 * @return the state with the version, not yet the current one; the same state if it
	 * has the version already, since the answer to its writer was lost
	 */
	ProjectState addTo(ProjectState state) throws IOException {
		if (this.manifest == null || !state.hasKept(this.epoch)) {
			this.epoch = state.generation();
			this.manifest = write(state.current());
		}
		return state.versions().containsKey(manifest().version()) ? state : state.withVersion(manifest(), this.epoch);
	}

	/**
	 * Return the manifest that was added last.
	 */
	ProjectManifest manifest() {
		return Objects.requireNonNull(this.manifest);
	}

	/**
	 * Return what there is to tell of the version that was added last.
	 */
	ProjectVersion describe(boolean current) {
		return ProjectState.Version.of(manifest(), this.epoch).describe(manifest().version(), current);
	}

	private ProjectManifest write(@Nullable ProjectManifest current) throws IOException {
		Map<String, StoredAsset> before = reusable(current);
		Map<String, StoredAsset> files = new HashMap<>();
		List<NewFile> added = new ArrayList<>();
		for (Map.Entry<String, StorageContent> entry : this.source.files().entrySet()) {
			StoredAsset known = before.get(entry.getKey());
			NewFile file = new NewFile(entry.getKey(), entry.getValue(), identify(entry.getValue(), known));
			StoredAsset unchanged = unchanged(file, known);
			if (unchanged != null) {
				files.put(file.path(), unchanged);
			}
			else {
				added.add(file);
			}
		}
		writeContents(added, files);
		return writeDocument(files);
	}

	private ProjectManifest writeDocument(Map<String, StoredAsset> files) throws IOException {
		Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		Map<String, Long> used = new HashMap<>(this.epochs);
		used.keySet()
			.retainAll(
					files.values().stream().flatMap(StoredAsset::blobs).map(BlobId::hash).collect(Collectors.toSet()));
		ProjectManifest written = new ProjectManifest(SortableName.of(now), now, this.source.settings(),
				this.source.redirects(), this.source.headers(), files, used, Map.of(), null);
		byte[] json = ComputingTurns.PUBLISHING.compute(() -> ManifestCodec.encode(written));
		this.storage.write(this.keys.version(written.version(), this.epoch), StorageContent.of(json));
		return written;
	}

	/**
	 * Return the files of the current version that the storage has with all their
	 * contents, and keep in mind which contents are there.
	 */
	private Map<String, StoredAsset> reusable(@Nullable ProjectManifest current) throws IOException {
		this.epochs.clear();
		if (current == null) {
			return Map.of();
		}
		Map<String, String> hashes = new HashMap<>();
		current.epochs().forEach((hash, since) -> hashes.put(this.keys.content(hash, since), hash));
		for (String key : this.storage.existing(hashes.keySet())) {
			this.epochs.put(hashes.get(key), this.keys.epoch(key));
		}
		Map<String, StoredAsset> files = new HashMap<>(current.files());
		files.values().removeIf((file) -> !file.blobs().allMatch(this::isPresent));
		return files;
	}

	private boolean isPresent(BlobId content) {
		return this.epochs.containsKey(content.hash());
	}

	/**
	 * A content that has been announced as what is known to be stored is not read.
	 */
	private static BlobId identify(StorageContent content, @Nullable StoredAsset known) throws IOException {
		if (known != null && content instanceof UploadedContent uploaded
				&& uploaded.announced().equals(known.plain())) {
			return uploaded.announced();
		}
		return identify(content);
	}

	/**
	 * Hash a content.
	 * @throws IOException if it cannot be read, or has another size than it says
	 */
	static BlobId identify(StorageContent content) throws IOException {
		BlobDigest digest = new BlobDigest();
		try (InputStream stream = content.open()) {
			readPieces(stream, content.size(), digest::update);
		}
		BlobId actual = digest.id();
		if (actual.size() != content.size()) {
			throw new IOException("A content has " + actual.size() + " bytes in place of " + content.size());
		}
		return actual;
	}

	/**
	 * Read a stream to its end. The thread waits for a turn before it processes a piece.
	 */
	private static void readPieces(InputStream stream, long size, Piece piece) throws IOException {
		byte[] buffer = new byte[(int) Math.min(size + 1, BUFFER_SIZE)];
		for (int length = stream.read(buffer); length != -1; length = stream.read(buffer)) {
			try (ComputingTurns.Turn turn = ComputingTurns.PUBLISHING.take()) {
				piece.take(buffer, 0, length);
			}
		}
	}

	/**
	 * Coding takes longer than all else, and what was coded already is not coded again.
	 */
	private @Nullable StoredAsset unchanged(NewFile file, @Nullable StoredAsset known) {
		if (known != null && known.plain().equals(file.plain()) && !known.coded().isEmpty()) {
			return known;
		}
		return (isPresent(file.plain()) && !file.isWorthCoding()) ? new StoredAsset(file.plain(), Map.of()) : null;
	}

	private void writeContents(List<NewFile> added, Map<String, StoredAsset> files) throws IOException {
		int total = (int) added.stream().map((file) -> file.plain().hash()).distinct().count();
		Set<String> done = new HashSet<>();
		try (SpoolFile spool = new SpoolFile()) {
			for (int first = 0; first < added.size(); first += BATCH) {
				List<NewFile> batch = added.subList(first, Math.min(first + BATCH, added.size()));
				findOwn(batch.stream().map(NewFile::plain).toList());
				for (NewFile file : batch) {
					files.put(file.path(), writeContents(file, spool));
					if (done.add(file.plain().hash())) {
						this.progress.uploaded(done.size(), total, this.bytesSent);
					}
				}
			}
		}
	}

	/**
	 * Find contents that another publisher has written who started from the same state,
	 * such as another instance of the application.
	 */
	private void findOwn(List<BlobId> contents) throws IOException {
		Map<String, String> hashes = new HashMap<>();
		contents.stream()
			.filter((content) -> !isPresent(content))
			.forEach((content) -> hashes.put(this.keys.content(content.hash(), this.epoch), content.hash()));
		if (!hashes.isEmpty()) {
			this.storage.existing(hashes.keySet()).forEach((key) -> this.epochs.put(hashes.get(key), this.epoch));
		}
	}

	/**
	 * The plain content is written first. So there is a coded one to be looked for only
	 * if the plain one was found.
	 */
	private StoredAsset writeContents(NewFile file, SpoolFile spool) throws IOException {
		boolean found = isPresent(file.plain());
		write(file.plain(), file.verified());
		StorageContent gzip = file.isWorthCoding() ? encode(file, spool) : null;
		if (gzip == null) {
			return new StoredAsset(file.plain(), Map.of());
		}
		BlobId coded = identify(gzip);
		if (found) {
			findOwn(List.of(coded));
		}
		write(coded, gzip);
		return new StoredAsset(file.plain(), Map.of(ContentCoding.GZIP, coded));
	}

	/**
	 * Code a content with gzip. It goes to a file, because many publishers would fill the
	 * memory.
	 * @return the coded content, readable until the next one is coded, or {@code null} if
	 * it would save too little
	 */
	private static @Nullable StorageContent encode(NewFile file, SpoolFile spool) throws IOException {
		StorageContent coded = spool.replace((target) -> {
			try (InputStream plain = file.verified().open(); OutputStream gzip = ContentCoding.gzip(target)) {
				readPieces(plain, file.plain().size(), gzip::write);
			}
		});
		return ContentCoding.savesEnough(file.plain().size(), coded.size()) ? coded : null;
	}

	private void write(BlobId content, StorageContent bytes) throws IOException {
		if (!isPresent(content)) {
			this.storage.write(this.keys.content(content.hash(), this.epoch), bytes);
			this.epochs.put(content.hash(), this.epoch);
			this.bytesSent += content.size();
		}
	}

	/**
	 * Files, rules and settings of a version.
	 *
	 * @param files the files, by path with a slash in front
	 * @param redirects the text of {@code _redirects}
	 * @param headers the text of {@code _headers}
	 * @param settings how the files are served
	 */
	record Source(Map<String, StorageContent> files, @Nullable String redirects, @Nullable String headers,
			ProjectSettings settings) {

	}

	/**
	 * Takes a piece of a content.
	 */
	@FunctionalInterface
	private interface Piece {

		void take(byte[] buffer, int offset, int length) throws IOException;

	}

	/**
	 * A file that the current version does not have.
	 *
	 * @param path its path
	 * @param content its content
	 * @param plain what the content was when it was hashed
	 */
	private record NewFile(String path, StorageContent content, BlobId plain) {

		boolean isWorthCoding() {
			return ContentCoding.isWorthCoding(this.path, this.plain.size());
		}

		/**
		 * Return the content, which fails at its end if it is not what was hashed.
		 */
		StorageContent verified() {
			return new StorageContent() {

				@Override
				public long size() {
					return NewFile.this.plain.size();
				}

				@Override
				public InputStream open() throws IOException {
					return new VerifiedInputStream(NewFile.this.content.open(), NewFile.this.plain, () -> {
						throw new IOException("'" + NewFile.this.path + "' was changed while it was published");
					});
				}

			};
		}

	}

}
