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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.collection.StoredAsset.BlobId.BlobDigest;
import io.github.assetsboot.project.WranglerManifest.ClientContent;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;

import org.springframework.http.HttpStatus;

/**
 * Upload sessions of {@code wrangler}. The storage keeps them, so that each request can
 * reach another instance.
 * <p>
 * The client names a content by a hash that nobody checks. Inside of one session, such a
 * name leads to the SHA-256 of the bytes that the client has sent: an empty value whose
 * key has both. So one listing tells what has been sent, and no content is read for it.
 * The content itself goes to the key that versions refer to.
 * <p>
 * A session outlives its publishing, because {@code wrangler} publishes again if it gets
 * no answer.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerSessions {

	/**
	 * No publishing of a session that has expired takes longer.
	 */
	private static final Duration MAX_AGE = WranglerSessionToken.TIME_TO_LIVE.multipliedBy(2);

	private static final int CACHED_SESSIONS = 16;

	private final AssetStorage storage;

	private final ProjectLimits limits;

	private final Clock clock;

	/**
	 * The contents that are to be sent, by the key of the session.
	 */
	private final Cache<String, Map<String, Announced>> announced = Caffeine.newBuilder()
		.maximumSize(CACHED_SESSIONS)
		.build();

	/**
	 * Create the sessions.
	 * @param storage the storage of the projects
	 * @param limits the limits of a publishing
	 * @param clock tells the time
	 */
	WranglerSessions(AssetStorage storage, ProjectLimits limits, Clock clock) {
		this.storage = storage;
		this.limits = limits;
		this.clock = clock;
	}

	/**
	 * Start a session.
	 * @param project the project, which need not exist
	 * @param manifest the checked files
	 * @return the session
	 * @throws InvalidProjectFilesException if the project cannot be published
	 * @throws WranglerException if the project has too many unfinished uploads
	 * @throws IOException if the storage fails
	 */
	Started start(ProjectId project, WranglerManifest manifest) throws IOException {
		this.limits.restrictions().check(project);
		ProjectKeys keys = new ProjectKeys(project);
		ProjectStates states = new ProjectStates(this.storage, keys);
		tidyUp(keys, states.list(keys.uploads()));
		ProjectState state = states.read();
		WranglerSession session = session(keys, states.documents(state, ProjectPublisher.known(state)), manifest);
		String name = ProjectKeys.uploadName(SortableName.of(this.clock.instant()), state.generation());
		byte[] json = ComputingTurns.PUBLISHING.compute(() -> ManifestCodec.encode(session));
		this.storage.write(keys.session(name), StorageContent.of(json));
		return new Started(name, session.missing());
	}

	/**
	 * Delete old sessions, and count the others.
	 */
	private void tidyUp(ProjectKeys keys, List<String> all) throws IOException {
		Instant now = this.clock.instant();
		String oldest = keys.upload(SortableName.of(now.minus(MAX_AGE)));
		String expired = keys.upload(SortableName.of(now.minus(WranglerSessionToken.TIME_TO_LIVE)));
		List<String> old = new ArrayList<>();
		Set<String> open = new HashSet<>();
		Set<String> published = new HashSet<>();
		for (String key : all) {
			String session = keys.sessionOf(key);
			if (session != null && key.compareTo(oldest) < 0) {
				old.add(key);
			}
			else if (session != null && key.compareTo(expired) > 0) {
				(key.equals(keys.publishedSession(session)) ? published : open).add(session);
			}
		}
		if (!old.isEmpty()) {
			this.storage.delete(old);
		}
		open.removeAll(published);
		if (open.size() >= this.limits.uploads()) {
			throw WranglerException.of(HttpStatus.CONFLICT, "The project has " + open.size()
					+ " unfinished uploads, as many as 'assets.projects.limits.uploads' allows. Each of them ends "
					+ WranglerSessionToken.TIME_TO_LIVE.toMinutes() + " minutes after its start.");
		}
	}

	/**
	 * Return a session whose client sends only what the deployed versions and the latest
	 * one do not have.
	 */
	private WranglerSession session(ProjectKeys keys, List<ProjectManifest> versions, WranglerManifest manifest)
			throws IOException {
		Map<String, BlobId> known = new HashMap<>();
		Map<BlobId, Long> epochs = new HashMap<>();
		for (ProjectManifest version : versions) {
			known.putAll(version.clientContents());
			epochs.putAll(version.blobs());
		}
		Map<String, Long> sizes = new HashMap<>();
		manifest.files().values().forEach((content) -> sizes.put(content.hash(), content.size()));
		known.entrySet().removeIf((content) -> !Objects.equals(sizes.get(content.getKey()), content.getValue().size()));
		epochs.keySet().retainAll(known.values());
		Set<BlobId> present = keys.present(this.storage, epochs);
		known.values().retainAll(present);
		Map<String, Long> presentEpochs = new HashMap<>();
		present.forEach((content) -> presentEpochs.put(content.hash(), epochs.get(content)));
		return new WranglerSession(manifest.files(), known, presentEpochs);
	}

	/**
	 * Find a session that takes contents.
	 * @throws UnknownUploadException if there is no such session, or not any more
	 * @throws IOException if the storage fails
	 */
	Upload upload(ProjectId project, String session) throws IOException {
		ProjectKeys keys = new ProjectKeys(project);
		String key = keys.session(session);
		Map<String, Announced> contents = this.announced.getIfPresent(key);
		if (contents == null) {
			Map<String, Announced> read = announced(session(project, session).missing());
			contents = Objects.requireNonNullElse(this.announced.asMap().putIfAbsent(key, read), read);
		}
		else {
			// the project may have been deleted
			checkExists(project, session);
		}
		return new Upload(keys, session, contents);
	}

	private static Map<String, Announced> announced(List<ClientContent> missing) {
		Map<String, Announced> announced = new HashMap<>();
		missing.forEach((content) -> announced.put(content.hash(),
				new Announced(announced.size(), content.size(), new ReentrantLock())));
		return announced;
	}

	private WranglerSession session(ProjectId project, String session) throws IOException {
		WranglerSession read = WranglerSession.read(this.storage, new ProjectKeys(project).session(session));
		if (read == null) {
			throw unknown(project);
		}
		return read;
	}

	private static UnknownUploadException unknown(ProjectId project) {
		return new UnknownUploadException(
				"The project '" + project + "' has no such upload session any more. Start again.");
	}

	/**
	 * Check that a session still exists.
	 * @throws UnknownUploadException if it does not
	 * @throws IOException if the storage fails
	 */
	void checkExists(ProjectId project, String session) throws IOException {
		if (this.storage.existing(List.of(new ProjectKeys(project).session(session))).isEmpty()) {
			throw unknown(project);
		}
	}

	/**
	 * Return the files of a session.
	 * @param metadata the rule files
	 * @return the files, whose contents the storage has
	 * @throws UnknownUploadException if there is no such session
	 * @throws IncompleteUploadException if contents have not been sent
	 * @throws IOException if the storage fails
	 */
	WranglerFiles files(ProjectId project, String session, WranglerMetadata metadata) throws IOException {
		ProjectKeys keys = new ProjectKeys(project);
		WranglerSession announced = session(project, session);
		Map<String, BlobId> contents = new HashMap<>(announced.known());
		contents.putAll(sent(keys, session, announced.missing()));
		Set<String> missing = new TreeSet<>();
		announced.files().values().stream().map(ClientContent::hash).forEach(missing::add);
		missing.removeAll(contents.keySet());
		if (!missing.isEmpty()) {
			throw new IncompleteUploadException(List.copyOf(missing));
		}
		return new WranglerFiles(announced.files(), contents, metadata.redirects(), metadata.headers(), (content) -> {
			List<Long> epochs = new ArrayList<>(List.of(ProjectKeys.epoch(session)));
			if (announced.epochs().containsKey(content.hash())) {
				epochs.add(announced.epochs().get(content.hash()));
			}
			return new UploadedBlob(this.storage, keys, session, epochs, content);
		});
	}

	private Map<String, BlobId> sent(ProjectKeys keys, String session, List<ClientContent> missing) throws IOException {
		Map<String, BlobId> sent = new HashMap<>();
		this.storage.list(keys.upload(session) + "/", (key) -> {
			int number = ProjectKeys.sessionContentNumber(key);
			if (number >= 0 && number < missing.size()) {
				ClientContent content = missing.get(number);
				sent.put(content.hash(), new BlobId(ProjectKeys.sessionContentHash(key), content.size()));
			}
		});
		return sent;
	}

	/**
	 * Note that a session has been published. It no longer counts as an unfinished one.
	 */
	void markPublished(ProjectId project, String session) throws IOException {
		this.storage.write(new ProjectKeys(project).publishedSession(session), StorageContent.of(new byte[0]));
	}

	/**
	 * A session that was started.
	 *
	 * @param name the name
	 * @param missing the contents that the client has to send
	 */
	record Started(String name, List<ClientContent> missing) {

	}

	/**
	 * A content that is to be sent.
	 *
	 * @param number its number in the session
	 * @param size the announced number of bytes
	 * @param turn lets one request at a time find out whether it is the first
	 */
	private record Announced(int number, long size, Lock turn) {

	}

	/**
	 * A session that takes contents.
	 */
	final class Upload {

		private final ProjectKeys keys;

		private final String session;

		private final Map<String, Announced> announced;

		private Upload(ProjectKeys keys, String session, Map<String, Announced> announced) {
			this.keys = keys;
			this.session = session;
			this.announced = announced;
		}

		/**
		 * Take a content.
		 * @param hash the name of the content at the client
		 * @param stream the content, which is not closed
		 * @throws UnknownUploadException if the session does not announce such a content
		 * @throws InvalidProjectFilesException if the content has another size
		 * @throws UnreadableContentException if the stream fails
		 * @throws IOException if the storage fails
		 */
		void write(String hash, InputStream stream) throws IOException {
			Announced content = this.announced.get(hash);
			if (content == null) {
				throw new UnknownUploadException("The upload session expects no content " + FileChecks.shown(hash));
			}
			BlobDigest digest = new BlobDigest();
			try (SpoolFile spool = new SpoolFile()) {
				StorageContent bytes = spool.append(digesting(SpoolFile.given(stream), digest), content.size() + 1);
				if (bytes.size() != content.size()) {
					throw new InvalidProjectFilesException(
							"The content has " + ((bytes.size() < content.size()) ? bytes.size() : "more") + " bytes, "
									+ content.size() + " were announced");
				}
				write(content, digest.id(), bytes);
			}
		}

		/**
		 * The garbage collector looks for contents first, and then for the names of those
		 * to spare. So the name is written before the content. A session stores no more
		 * than it announces, so that nobody can send one content after the other in place
		 * of the same.
		 */
		private void write(Announced content, BlobId blob, StorageContent bytes) throws IOException {
			AssetStorage storage = WranglerSessions.this.storage;
			claim(content, blob);
			storage.write(this.keys.sessionContent(this.session, content.number(), blob.hash()),
					StorageContent.of(new byte[0]));
			storage.write(this.keys.blob(blob, ProjectKeys.epoch(this.session)), bytes);
		}

		/**
		 * Others that send the same content wait, so that one of them is the first.
		 */
		private void claim(Announced content, BlobId blob) throws IOException {
			AssetStorage storage = WranglerSessions.this.storage;
			String key = this.keys.sessionClaim(this.session, content.number());
			byte[] hash = blob.hash().getBytes(StandardCharsets.US_ASCII);
			content.turn().lock();
			try {
				byte[] claimed = storage.read(key);
				if (claimed == null) {
					storage.write(key, StorageContent.of(hash));
				}
				else if (!Arrays.equals(claimed, hash)) {
					throw WranglerException.of(HttpStatus.CONFLICT,
							"The upload session already has another content with this hash. Start again.");
				}
			}
			finally {
				content.turn().unlock();
			}
		}

		private static SpoolFile.Source digesting(SpoolFile.Source source, BlobDigest digest) {
			return (buffer, offset, length) -> {
				int count = source.read(buffer, offset, length);
				if (count > 0) {
					try (ComputingTurns.Turn turn = ComputingTurns.PUBLISHING.take()) {
						digest.update(buffer, offset, count);
					}
				}
				return count;
			};
		}

	}

}
