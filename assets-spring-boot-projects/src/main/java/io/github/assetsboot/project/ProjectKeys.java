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
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.storage.AssetStorage;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a project, or of a collection of an application.
 * <p>
 * The keys of contents, documents and uploads end with an epoch. It is the generation of
 * the project's state at the time when the publishing began. {@link GarbageCollector}
 * says why.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectKeys {

	/**
	 * The prefix of the keys of all projects.
	 */
	static final String PROJECTS = "project/";

	private static final String EPOCH = ".";

	private static final int HASH_LENGTH = 64;

	private static final Pattern SESSION_CONTENT = Pattern.compile("/([0-9]{1,9})-[0-9a-f]{64}$");

	private final String prefix;

	ProjectKeys(ProjectId project) {
		this(PROJECTS + project + "/");
	}

	private ProjectKeys(String prefix) {
		this.prefix = prefix;
	}

	/**
	 * Return the keys of a collection of an application. No project, no other application
	 * and no other collection can have them, or keys that begin with them.
	 * @param application the application
	 * @param collection the name of the collection
	 */
	static ProjectKeys ofCollection(ProjectId application, String collection) {
		return new ProjectKeys(collection.equals(AssetCollections.DEFAULT) ? "application/" + application + "/"
				: "collection/" + application + "/" + collection + "/");
	}

	/**
	 * Return the prefix of all keys.
	 */
	String prefix() {
		return this.prefix;
	}

	/**
	 * Return the key of the project's use of the storage.
	 */
	String usage() {
		return this.prefix + "usage";
	}

	/**
	 * Return the key of the state.
	 */
	String manifest() {
		return this.prefix + "manifest";
	}

	String versions() {
		return this.prefix + "versions/";
	}

	/**
	 * Return the key of a version's document.
	 * @param epoch the epoch of its writer
	 */
	String version(String version, long epoch) {
		return versions() + version + EPOCH + epoch;
	}

	String retained() {
		return this.prefix + "retained/";
	}

	/**
	 * Return a key for a document with the files of former deployments.
	 * @param name a name that no other document has
	 * @param epoch the epoch of its writer
	 */
	String retained(String name, long epoch) {
		return retained() + name + EPOCH + epoch;
	}

	String uploads() {
		return this.prefix + "uploads/";
	}

	/**
	 * Return the key of the manifest of an upload.
	 */
	String upload(String upload) {
		return uploads() + upload;
	}

	/**
	 * Return whether a key is that of an upload that has not ended in time.
	 */
	boolean isOldUpload(String key) {
		return key.startsWith(uploads())
				&& key.compareTo(upload(SortableName.of(Instant.now().minus(ProjectUploads.MAX_AGE)))) < 0;
	}

	/**
	 * Return the name of an upload.
	 * @param name the beginning of the name
	 * @param epoch the epoch of the upload
	 */
	static String uploadName(String name, long epoch) {
		return name + EPOCH + epoch;
	}

	/**
	 * Return the key of an upload session of {@code wrangler}.
	 */
	String session(String session) {
		return upload(session) + "/manifest";
	}

	/**
	 * Return the key that tells that an upload session has been published.
	 */
	String publishedSession(String session) {
		return upload(session) + "/published";
	}

	/**
	 * Return the key that tells the hash of a content that an upload session has got.
	 * @param number the number of the content in the session
	 * @param hash the SHA-256 of the content
	 */
	String sessionContent(String session, int number, String hash) {
		return upload(session) + "/" + number + "-" + hash;
	}

	/**
	 * Return the key that keeps the first hash of a content that an upload session has
	 * got.
	 * @param number the number of the content in the session
	 */
	String sessionClaim(String session, int number) {
		return upload(session) + "/" + number;
	}

	/**
	 * Return the name of the upload session that a key belongs to.
	 * @return the name, or {@code null} if it belongs to none
	 */
	@Nullable String sessionOf(String key) {
		int end = key.lastIndexOf('/');
		return (end > uploads().length() && key.startsWith(uploads())) ? key.substring(uploads().length(), end) : null;
	}

	/**
	 * Return the number of a content that an upload session has got.
	 * @return the number, or -1 if the key is not one of
	 * {@link #sessionContent(String, int, String)}
	 */
	static int sessionContentNumber(String key) {
		Matcher matcher = SESSION_CONTENT.matcher(key);
		return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
	}

	/**
	 * Return the hash at the end of the key of a content.
	 */
	static String sessionContentHash(String key) {
		return key.substring(key.length() - HASH_LENGTH);
	}

	String blobs() {
		return this.prefix + "assets/";
	}

	/**
	 * Return the key of a content. All writers check the hash and the size, so that they
	 * write the same bytes to the same key.
	 * @param epoch the epoch of its writer
	 */
	String blob(BlobId blob, long epoch) {
		return blobs() + blob.hash() + "-" + blob.size() + EPOCH + epoch;
	}

	/**
	 * Return the size in the key of a content.
	 * @return the size in bytes, or 0 if there is none
	 */
	static long size(String key) {
		try {
			return Long.parseLong(key.substring(key.lastIndexOf('-') + 1, key.lastIndexOf(EPOCH)));
		}
		catch (NumberFormatException | StringIndexOutOfBoundsException ex) {
			return 0;
		}
	}

	/**
	 * Return the hash in the key of a content.
	 */
	String blobHash(String key) {
		return key.substring(blobs().length(), Math.max(blobs().length(), key.lastIndexOf('-')));
	}

	/**
	 * Find the contents that a storage has.
	 * @param epochs the epochs of the keys to look for, by content
	 */
	Set<BlobId> present(AssetStorage storage, Map<BlobId, Long> epochs) throws IOException {
		Map<String, BlobId> blobs = new HashMap<>();
		epochs.forEach((blob, epoch) -> blobs.put(blob(blob, epoch), blob));
		Set<String> existing = blobs.isEmpty() ? Set.of() : storage.existing(blobs.keySet());
		return existing.stream().map(blobs::get).collect(Collectors.toSet());
	}

	/**
	 * Return the epoch at the end of a key, or of the name of an upload. All keys of an
	 * upload session have its epoch.
	 * @return the epoch, or -1 if there is none
	 */
	static long epoch(String key) {
		int first = key.lastIndexOf(EPOCH) + 1;
		int slash = key.indexOf('/', first);
		try {
			return Long.parseLong(key, first, (slash != -1) ? slash : key.length(), 10);
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
