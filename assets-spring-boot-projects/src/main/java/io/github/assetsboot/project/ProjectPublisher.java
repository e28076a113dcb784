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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.BlobSource.BlobStore;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation.DeltaPlan;
import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;
import io.github.assetsboot.collection.StoredAsset.StoredDelta;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.project.AssetProjects.PublishProgress;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import io.github.assetsboot.project.ProjectDeployment.Trigger;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one version. The publisher writes contents and the version's document first.
 * No collector deletes their keys, unless a collection comes after the state that the
 * publisher started from. Then the publisher writes them again under other keys.
 * <p>
 * The contents of an upload are in the storage already. The publisher uses their keys if
 * all collections have spared them, and copies them otherwise.
 * <p>
 * One piece of a file at a time is in memory.
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

	/**
	 * Number of earlier versions whose files are dictionaries.
	 */
	private static final int MAX_EARLIER = 5;

	/**
	 * Limits for the representations that need a dictionary: their number, and the time
	 * that they delay the publishing.
	 */
	private static final int MAX_DELTAS = 1000;

	private static final Duration MAX_DELTA_TIME = Duration.ofSeconds(30);

	/**
	 * Size of a dictionary for zstd in bytes. It is loaded in one piece, in which no
	 * other project has a turn.
	 */
	private static final int MAX_DCZ_DICTIONARY = 1024 * 1024;

	/**
	 * Turns of the differences. Two files as a whole are in memory for each.
	 */
	private static final Semaphore DELTA_TURNS = new Semaphore(2, true);

	private final AssetStorage storage;

	private final ProjectKeys keys;

	private final ProjectStates states;

	private final Source source;

	private final PublishProgress progress;

	/**
	 * The epochs of the contents that the storage is known to have.
	 */
	private final Map<BlobId, Long> present = new HashMap<>();

	/**
	 * Assets with a coded representation, by their plain content. Coding takes longer
	 * than everything else, so each content is coded once.
	 */
	private final Map<BlobId, StoredAsset> coded = new HashMap<>();

	private long epoch;

	private long bytesSent;

	private @Nullable ProjectManifest manifest;

	/**
	 * Create a publisher.
	 * @param storage the storage for the version
	 * @param keys the keys of the project
	 * @param source files, rules and settings of the version
	 * @param progress receives the progress
	 */
	ProjectPublisher(AssetStorage storage, ProjectKeys keys, Source source, PublishProgress progress) {
		this.storage = storage;
		this.keys = keys;
		this.states = new ProjectStates(storage, keys);
		this.source = source;
		this.progress = progress;
	}

	/**
	 * Add the version to a state, again if the former state was not written.
	 * @return the state with the version, not yet deployed; the same state if it has the
	 * version already, since the answer to its writer was lost
	 */
	ProjectState addTo(ProjectState state, int maxVersions) throws IOException {
		if (this.manifest != null && state.version(this.manifest.version()) != null) {
			return state;
		}
		if (this.manifest == null || !state.hasKept(this.epoch) || state.hasShortId(this.manifest.version())) {
			this.epoch = state.generation();
			this.manifest = write(state);
		}
		return state.withVersion(ProjectState.Version.of(this.manifest, this.epoch, this.source.change()), maxVersions);
	}

	/**
	 * Return the manifest that was added last.
	 */
	ProjectManifest manifest() {
		return Objects.requireNonNull(this.manifest);
	}

	/**
	 * Return the deployment of the version that was added last to all requests.
	 */
	ProjectDeployment deployment() {
		return ProjectDeployment.of(List.of(new DeployedVersion(manifest().version())), this.source.change(),
				Trigger.UPLOAD);
	}

	private ProjectManifest write(ProjectState state) throws IOException {
		this.present.clear();
		this.coded.clear();
		for (ProjectManifest version : this.states.documents(state, known(state))) {
			findPublished(version);
		}
		findUploaded(state);
		Map<String, StoredAsset> files = new HashMap<>();
		List<NewFile> added = new ArrayList<>();
		for (Map.Entry<String, StorageContent> entry : this.source.files().entrySet()) {
			NewFile file = new NewFile(entry.getKey(), entry.getValue(), identify(entry.getValue()));
			StoredAsset unchanged = unchanged(file);
			if (unchanged != null) {
				files.put(file.path(), unchanged);
			}
			else {
				added.add(file);
			}
		}
		writeBlobs(added, files);
		return writeDocument(state, files);
	}

	/**
	 * Return the versions whose contents are not sent again: those that are deployed and
	 * the latest one.
	 */
	static Set<String> known(ProjectState state) {
		Set<String> known = new HashSet<>(state.activeVersions());
		state.versions().stream().limit(1).forEach((latest) -> known.add(latest.id()));
		return known;
	}

	private ProjectManifest writeDocument(ProjectState state, Map<String, StoredAsset> files) throws IOException {
		Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		Map<String, List<StoredDelta>> deltas = this.source.settings().dictionaries().isEmpty() ? null
				: makeDeltas(state, files);
		Map<String, Long> epochs = new HashMap<>();
		Stream
			.concat(files.values().stream().flatMap(StoredAsset::blobs),
					(deltas != null) ? deltas.values().stream().flatMap(List::stream).map(StoredDelta::coded)
							: Stream.of())
			.forEach((blob) -> epochs.put(blob.hash(), Objects.requireNonNull(this.present.get(blob))));
		ProjectManifest written = new ProjectManifest(state.newId(now), now, this.source.settings(),
				this.source.redirects(), this.source.headers(), files, epochs, this.source.clientHashes(), deltas);
		this.states.write(written, this.epoch);
		return written;
	}

	/**
	 * Make the representations for browsers that have files of earlier versions, as far
	 * as there is time. Those that an earlier version has are used again.
	 * @return the representations by path, or {@code null} if there are none
	 */
	private @Nullable Map<String, List<StoredDelta>> makeDeltas(ProjectState state, Map<String, StoredAsset> files)
			throws IOException {
		List<ProjectManifest> earlier = this.states.documents(state,
				state.versions().stream().limit(MAX_EARLIER).map(ProjectState.Version::id).toList());
		if (earlier.isEmpty()) {
			return null;
		}
		long end = System.nanoTime() + MAX_DELTA_TIME.toNanos();
		AssetCollection assets = AssetCollection.of(files,
				new PublishedBlobs(this.storage, this.keys, (blob) -> Objects.requireNonNull(this.present.get(blob))));
		List<Collection<Asset>> builds = new ArrayList<>();
		for (ProjectManifest version : earlier) {
			builds.add(
					AssetCollection
						.of(version.files(),
								new PublishedBlobs(this.storage, this.keys,
										(blob) -> Objects.requireNonNull(version.epochs().get(blob.hash()))))
						.assets());
		}
		AssetSnapshot snapshot = new AssetSnapshot(
				new AssetRouter(assets, Redirects.none(), HeaderRules.parse(this.source.headers()),
						this.source.settings().toRoutingSettings(BasePath.ROOT)),
				this.source.settings().toDeliverySettings(), null);
		Map<String, List<StoredDelta>> deltas = new HashMap<>();
		int count = 0;
		for (DeltaPlan plan : assets.plans(snapshot::dictionaryMatch, builds)) {
			if (count == MAX_DELTAS || !takeDeltaTurn(end)) {
				break;
			}
			try {
				StoredAsset file = Objects.requireNonNull(files.get(plan.asset().path()));
				StoredDelta delta = makeDelta(plan, file, earlier, end);
				if (delta != null) {
					deltas.computeIfAbsent(plan.asset().path(), (path) -> new ArrayList<>()).add(delta);
					count++;
				}
			}
			catch (InterruptedIOException ex) {
				throw ex;
			}
			catch (IOException ex) {
				// the storage may have lost a content of an earlier version
				break;
			}
			finally {
				DELTA_TURNS.release();
			}
		}
		return deltas.isEmpty() ? null : deltas;
	}

	/**
	 * Wait until there is memory for two files.
	 * @return {@code false} if the time is over
	 */
	private static boolean takeDeltaTurn(long end) throws InterruptedIOException {
		try {
			long remaining = end - System.nanoTime();
			return remaining > 0 && DELTA_TURNS.tryAcquire(remaining, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while others computed");
		}
	}

	private @Nullable StoredDelta makeDelta(DeltaPlan plan, StoredAsset file, List<ProjectManifest> earlier, long end)
			throws IOException {
		if (plan.coding() == ContentCoding.DCZ && plan.earlier().size() > MAX_DCZ_DICTIONARY) {
			return null;
		}
		byte[] dictionary = plan.earlier().readAll();
		BlobId id = BlobId.of(dictionary);
		for (ProjectManifest version : earlier) {
			for (StoredDelta known : version.deltasOf(plan.asset().path(), file)) {
				if (known.dictionary().equals(id) && known.coding() == plan.coding()
						&& this.present.containsKey(known.coded())) {
					return known;
				}
			}
		}
		byte[] plain = plan.asset().representation().readAll();
		byte[] coded;
		try (ComputingTurns.Turn turn = ComputingTurns.PUBLISHING.take()) {
			coded = plan.encode(plain, dictionary, () -> {
				turn.share();
				if (System.nanoTime() - end > 0) {
					throw new IOException("The time for differences is over");
				}
			});
		}
		if (coded == null) {
			return null;
		}
		BlobId codedId = BlobId.of(coded);
		write(codedId, StorageContent.of(coded));
		return new StoredDelta(id, plan.coding(), codedId);
	}

	/**
	 * Find the contents of a version that the storage still has.
	 */
	private void findPublished(ProjectManifest version) throws IOException {
		find(version.blobs());
		for (StoredAsset file : version.files().values()) {
			if (!file.coded().isEmpty() && file.blobs().allMatch(this.present::containsKey)) {
				this.coded.put(file.plain(), file);
			}
		}
	}

	/**
	 * Find the contents that an upload has sent.
	 */
	private void findUploaded(ProjectState state) throws IOException {
		Map<BlobId, Long> uploaded = new HashMap<>();
		for (StorageContent content : this.source.files().values()) {
			if (content instanceof UploadedBlob blob && state.hasKept(blob.upload())) {
				uploaded.put(blob.id(), ProjectKeys.epoch(blob.upload()));
			}
		}
		find(uploaded);
	}

	/**
	 * Find contents that another publisher has written which started from the same state,
	 * such as another instance of the application.
	 */
	private void findOwn(Collection<BlobId> blobs) throws IOException {
		Map<BlobId, Long> own = new HashMap<>();
		blobs.forEach((blob) -> own.put(blob, this.epoch));
		find(own);
	}

	private void find(Map<BlobId, Long> epochs) throws IOException {
		epochs.keySet().removeAll(this.present.keySet());
		this.keys.present(this.storage, epochs)
			.forEach((blob) -> this.present.put(blob, Objects.requireNonNull(epochs.get(blob))));
	}

	/**
	 * Return the identity of a content. A content of an upload is not read for it.
	 * @throws IOException if the content cannot be read, or has another size than it says
	 */
	private static BlobId identify(StorageContent content) throws IOException {
		if (content instanceof UploadedBlob uploaded) {
			return uploaded.id();
		}
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

	private @Nullable StoredAsset unchanged(NewFile file) {
		if (file.isWorthCoding()) {
			return this.coded.get(file.plain());
		}
		return this.present.containsKey(file.plain()) ? new StoredAsset(file.plain(), Map.of()) : null;
	}

	private void writeBlobs(List<NewFile> added, Map<String, StoredAsset> files) throws IOException {
		int total = (int) added.stream().map((file) -> file.plain().hash()).distinct().count();
		Set<String> done = new HashSet<>();
		try (SpoolFile spool = new SpoolFile()) {
			for (int first = 0; first < added.size(); first += BATCH) {
				List<NewFile> batch = added.subList(first, Math.min(first + BATCH, added.size()));
				findOwn(batch.stream().map(NewFile::plain).toList());
				for (NewFile file : batch) {
					files.put(file.path(), writeBlobs(file, spool));
					if (done.add(file.plain().hash())) {
						this.progress.uploaded(done.size(), total, this.bytesSent);
					}
				}
			}
		}
	}

	/**
	 * The plain content is written first. So there is a coded one to be looked for only
	 * if the plain one was found.
	 */
	private StoredAsset writeBlobs(NewFile file, SpoolFile spool) throws IOException {
		StoredAsset known = unchanged(file);
		if (known != null) {
			return known;
		}
		boolean found = this.present.containsKey(file.plain());
		write(file.plain(), file.verified());
		StorageContent gzip = file.isWorthCoding() ? encode(file, spool) : null;
		if (gzip == null) {
			return new StoredAsset(file.plain(), Map.of());
		}
		BlobId id = identify(gzip);
		if (found) {
			findOwn(List.of(id));
		}
		write(id, gzip);
		StoredAsset asset = new StoredAsset(file.plain(), Map.of(ContentCoding.GZIP, id));
		this.coded.put(file.plain(), asset);
		return asset;
	}

	/**
	 * Code a content with gzip. A large one goes to a file, because many publishers would
	 * fill the memory.
	 * @return the coded content, readable until the next one is coded, or {@code null} if
	 * it would save too little
	 */
	private static @Nullable StorageContent encode(NewFile file, SpoolFile spool) throws IOException {
		StorageContent coded;
		if (file.plain().size() <= BUFFER_SIZE) {
			ByteArrayOutputStream target = new ByteArrayOutputStream();
			file.encode(target);
			coded = StorageContent.of(target.toByteArray());
		}
		else {
			coded = spool.replace(file::encode);
		}
		return ContentCoding.savesEnough(file.plain().size(), coded.size()) ? coded : null;
	}

	private void write(BlobId blob, StorageContent content) throws IOException {
		if (!this.present.containsKey(blob)) {
			this.storage.write(this.keys.blob(blob, this.epoch), content);
			this.present.put(blob, this.epoch);
			this.bytesSent += blob.size();
		}
	}

	/**
	 * Files, rules and settings of a version.
	 *
	 * @param files the files, by path with a slash in front
	 * @param redirects the text of {@code _redirects}
	 * @param headers the text of {@code _headers}
	 * @param settings how the files are served
	 * @param change the metadata of the version
	 * @param clientHashes paths by the hashes that {@code wrangler} gave the files
	 */
	record Source(Map<String, StorageContent> files, @Nullable String redirects, @Nullable String headers,
			ProjectSettings settings, ProjectChange change, Map<String, String> clientHashes) {

	}

	/**
	 * Contents of the project in the storage, read past the cache of those that are
	 * served.
	 *
	 * @param storage the storage
	 * @param keys the keys of the project
	 * @param epochs the epoch of a content
	 */
	private record PublishedBlobs(AssetStorage storage, ProjectKeys keys,
			ToLongFunction<BlobId> epochs) implements BlobStore {

		@Override
		public byte @Nullable [] read(String hash, long size) {
			return null;
		}

		@Override
		public InputStream open(String hash, long size, long first, long length) throws IOException {
			BlobId blob = new BlobId(hash, size);
			String key = this.keys.blob(blob, this.epochs.applyAsLong(blob));
			InputStream stream = this.storage.open(key, first, length);
			if (stream == null) {
				throw new IOException("The storage has lost '" + key + "'");
			}
			return stream;
		}

	}

	/**
	 * Takes a piece of a content.
	 */
	@FunctionalInterface
	private interface Piece {

		void take(byte[] buffer, int offset, int length) throws IOException;

	}

	/**
	 * A file that no known version has.
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
		 * Write the content in gzip, and close the target.
		 */
		void encode(OutputStream target) throws IOException {
			try (InputStream plain = verified().open(); OutputStream gzip = ContentCoding.gzip(target)) {
				readPieces(plain, this.plain.size(), gzip::write);
			}
		}

		/**
		 * Return the content. Its stream fails before the last byte if it has other bytes
		 * than before.
		 */
		StorageContent verified() {
			if (this.content instanceof UploadedBlob) {
				return this.content;
			}
			return new StorageContent() {

				@Override
				public long size() {
					return NewFile.this.plain.size();
				}

				@Override
				public InputStream open() throws IOException {
					return new VerifiedInputStream(NewFile.this.content.open(), NewFile.this.plain, (actual) -> {
						throw new IOException("'" + NewFile.this.path + "' was changed while it was published");
					});
				}

			};
		}

	}

}
