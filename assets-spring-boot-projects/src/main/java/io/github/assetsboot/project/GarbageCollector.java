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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.storage.AssetStorage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Deletes versions beyond the limit, uploads that were given up, and contents that
 * nothing refers to; or the whole project.
 * <p>
 * Before it deletes anything, the collector writes a state whose {@code collected} is its
 * own generation. It then deletes only keys with a lower epoch that this state does not
 * refer to. It spares all contents that one of the {@code uploads} of this state
 * announces. No later state can refer to a deleted key, however late the deletion is
 * carried out:
 * <ul>
 * <li>A state refers to the keys of the documents of its versions, and of the document
 * with the files of former deployments. Each change of a state keeps keys that the state
 * before refers to, and adds those of a publisher.</li>
 * <li>A publisher adds keys of its own epoch, and keys that the state of its epoch refers
 * to. It also adds the contents of an upload that this state has kept. It adds nothing to
 * a state whose {@code collected} is higher than its epoch, but writes anew.</li>
 * <li>So a publisher that adds to a later state has an epoch that is not lower than this
 * {@code collected}. Its own keys are not among the deleted ones. The state of its epoch
 * is this one or a later one, and refers, step by step, to none of them either.</li>
 * <li>A state has kept an upload in two cases: the epoch of the upload is not lower than
 * its {@code collected}, or the upload is among its {@code uploads}. In the first case,
 * every collection so far deletes keys with lower epochs only. In the second case, each
 * collection since the start of the upload has spared its contents: an upload is among
 * the {@code uploads} of a state only if the state before had kept it, too.</li>
 * </ul>
 * The state need not be written if the present one was written for a collection that
 * deletes the same and spares no other upload. Then a collector has died before its
 * deletion.
 * <p>
 * An upload that starts while a collector lists the keys may not be spared. Publishing it
 * then copies its contents, and fails if one of them is gone.
 * <p>
 * An upload session of {@code wrangler} tells which contents it has got only while they
 * come. So no state lists it among its {@code uploads}, and no state keeps it after a
 * collection: publishing it then copies its contents. The collector tries to leave them
 * for this. A session writes the name of a content before the content, and the collector
 * lists contents before names. So it deletes a content of a live session only if the same
 * content was there before, of a session that has ended. Publishing then fails, and the
 * client sends the content again.
 * <p>
 * Not safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class GarbageCollector {

	private static final Log logger = LogFactory.getLog(GarbageCollector.class);

	/**
	 * Number of uploads that are spared, the latest ones, so that a client that starts
	 * many of them makes no collection take long.
	 */
	private static final int MAX_SPARED = 10;

	private final AssetStorage storage;

	private final ProjectStates states;

	private final ProjectKeys keys;

	private final Retention retention;

	private final ProjectLimits limits;

	private final Set<String> spared = new HashSet<>();

	private List<String> garbage = List.of();

	GarbageCollector(AssetStorage storage, ProjectKeys keys, Retention retention, ProjectLimits limits) {
		this.storage = storage;
		this.states = new ProjectStates(storage, keys);
		this.keys = keys;
		this.retention = retention;
		this.limits = limits;
	}

	/**
	 * Delete everything that is not needed.
	 * @return the number of deleted contents
	 */
	int collect() throws IOException {
		Garbage found = find();
		delete(found.keys());
		return found.contents();
	}

	/**
	 * Find everything that is not needed, and forbid its use. The caller deletes it at
	 * once or at any later time.
	 */
	Garbage find() throws IOException {
		List<String> all = this.states.list(this.keys.prefix());
		Set<String> candidates = all.stream().filter(this::isCollectable).collect(Collectors.toSet());
		List<String> uploads = this.states.list(this.keys.uploads());
		delete(uploads.stream().filter(this.keys::isOldUpload).toList());
		List<String> live = uploads.stream().filter((key) -> !this.keys.isOldUpload(key)).toList();
		spareUploads(live, candidates);
		spareSessions(live, candidates);
		boolean exists = !this.states.change((state) -> collected(state, candidates)).after().isEmpty();
		List<String> contents = all.stream().filter((key) -> key.startsWith(this.keys.blobs())).toList();
		List<String> deleted = this.garbage.stream().filter((key) -> key.startsWith(this.keys.blobs())).toList();
		return new Garbage(this.garbage, exists, deleted.size(), contents.size() - deleted.size(),
				size(contents) - size(deleted));
	}

	private static long size(List<String> contents) {
		return contents.stream().mapToLong(ProjectKeys::size).sum();
	}

	private void delete(List<String> garbage) throws IOException {
		if (!garbage.isEmpty()) {
			this.storage.delete(garbage);
		}
	}

	private boolean isCollectable(String key) {
		return key.startsWith(this.keys.blobs()) || key.startsWith(this.keys.versions())
				|| key.startsWith(this.keys.retained());
	}

	/**
	 * Take the contents of live uploads out of the candidates. An upload that ends
	 * meanwhile has no manifest any more, and is not spared. Nor is one whose manifest is
	 * not valid, because it cannot be published.
	 */
	private void spareUploads(List<String> live, Set<String> candidates) throws IOException {
		List<String> latest = live.stream()
			.filter((key) -> this.keys.sessionOf(key) == null)
			.sorted(Comparator.reverseOrder())
			.limit(MAX_SPARED)
			.toList();
		for (String key : latest) {
			UploadManifest manifest = readValid(key);
			if (manifest != null) {
				long epoch = ProjectKeys.epoch(key);
				manifest.blobs().forEach((blob) -> candidates.remove(this.keys.blob(blob, epoch)));
				this.spared.add(key.substring(this.keys.uploads().length()));
			}
		}
	}

	/**
	 * Take the contents of live upload sessions out of the candidates. No value is read
	 * for it.
	 */
	private void spareSessions(List<String> live, Set<String> candidates) {
		Set<String> contents = new HashSet<>();
		for (String key : live) {
			String session = this.keys.sessionOf(key);
			if (session != null && ProjectKeys.sessionContentNumber(key) >= 0) {
				contents.add(ProjectKeys.sessionContentHash(key) + ProjectKeys.epoch(session));
			}
		}
		candidates.removeIf((key) -> key.startsWith(this.keys.blobs())
				&& contents.contains(this.keys.blobHash(key) + ProjectKeys.epoch(key)));
	}

	private @Nullable UploadManifest readValid(String key) throws IOException {
		try {
			return UploadManifest.read(this.storage, key);
		}
		catch (InvalidManifestException ex) {
			logger.warn(ex.getMessage() + ". The upload cannot be published.");
			return null;
		}
	}

	/**
	 * A document that is missing may mean that the state has changed meanwhile. Then the
	 * attempt to write it finds out.
	 */
	private ProjectState collected(ProjectState state, Set<String> candidates) throws IOException {
		RetainedFiles former = this.states.retained(state);
		RetainedFiles retained = former.limit(this.retention, state.activeVersions().size(), this.limits);
		boolean expired = retained.files().size() < former.files().size();
		ProjectState next = state.collected(this.limits.versions(),
				expired ? this.states.write(retained, state.generation(), state.retained()) : state.retained(),
				this.spared);
		Set<String> unneeded = new HashSet<>(candidates);
		boolean complete = removeNeeded(next, retained, unneeded);
		this.garbage = unneeded.stream().filter((key) -> ProjectKeys.epoch(key) < next.collected()).toList();
		boolean resumed = state.generation() == state.collected() && this.spared.containsAll(state.uploads())
				&& complete && this.garbage.stream().allMatch((key) -> ProjectKeys.epoch(key) < state.collected());
		boolean unchanged = !expired && next.versions().size() == state.versions().size();
		return (unchanged && (this.garbage.isEmpty() || resumed)) ? state : next;
	}

	/**
	 * Remove the keys that a state refers to. All documents together can be larger than
	 * the memory, so that one at a time is read.
	 * @return whether the storage has all documents
	 */
	private boolean removeNeeded(ProjectState state, RetainedFiles retained, Set<String> keys) throws IOException {
		boolean complete = true;
		for (ProjectState.Version version : state.versions()) {
			keys.remove(this.keys.version(version.id(), version.epoch()));
			ProjectManifest document = this.states.document(version);
			complete &= document != null;
			if (document != null) {
				removeBlobs(document.blobs(), keys);
			}
		}
		if (state.retained() != null) {
			keys.remove(state.retained());
		}
		removeBlobs(retained.blobs(), keys);
		return complete;
	}

	private void removeBlobs(Map<BlobId, Long> blobs, Set<String> keys) {
		blobs.forEach((blob, epoch) -> keys.remove(this.keys.blob(blob, epoch)));
	}

	/**
	 * Delete everything but the state. It is empty then, and tells the next publisher its
	 * epoch. The state is also written if there is nothing to delete, but an upload that
	 * it has kept: the client may send the contents after the look for them.
	 */
	void deleteAll() throws IOException {
		ProjectState deleted = this.states.change((state) -> isDeleted(state) ? state : state.deleted()).after();
		delete(rest().stream().filter((key) -> ProjectKeys.epoch(key) < deleted.collected()).toList());
	}

	private boolean isDeleted(ProjectState state) throws IOException {
		return state.isEmpty() && state.uploads().isEmpty() && rest().isEmpty();
	}

	private List<String> rest() throws IOException {
		List<String> rest = this.states.list(this.keys.prefix());
		rest.remove(this.keys.manifest());
		return rest;
	}

	/**
	 * Keys that no state refers to any more.
	 *
	 * @param keys the keys
	 * @param exists whether the project exists
	 * @param contents number of contents among the keys
	 * @param kept number of contents that are kept
	 * @param keptBytes the size of these contents, in bytes
	 */
	record Garbage(List<String> keys, boolean exists, int contents, int kept, long keptBytes) {

	}

}
