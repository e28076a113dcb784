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

package io.github.assetsboot.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.assetsboot.storage.AssetStorage.StoredValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A storage in a bucket of S3, or of another service with the same API: an object for
 * each value. It reads in pieces, so that no connection waits for a slow reader. Changes
 * of a project need conditional writes. The storage checks before the first change that
 * the service supports them.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class S3Storage implements AssetStorage {

	/**
	 * Number of keys from which a listing is faster than a call for each key.
	 */
	private static final int FEW = 100;

	private static final Pattern PREFIX = Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]*+(?:/|$))*+");

	private final S3Bucket bucket;

	private final String prefix;

	private final String description;

	private volatile boolean conditional;

	/**
	 * Create a storage.
	 * @param client the client
	 * @param bucket the name of the bucket
	 * @param prefix the prefix of all keys in the bucket, such as {@code assets/}, or an
	 * empty text
	 * @param timeout the maximum time for a response. An upload has a second more for
	 * each MB
	 * @throws IllegalArgumentException if the prefix is not valid
	 */
	S3Storage(S3Client client, String bucket, String prefix, Duration timeout) {
		if (!PREFIX.matcher(prefix).matches()) {
			throw new IllegalArgumentException(
					"it has letters, digits, '-', '_', '.' and '/' only, and no '/' or '.' to begin with");
		}
		this.bucket = new S3Bucket(client, bucket, timeout);
		this.prefix = prefix;
		this.description = "S3 bucket '" + bucket + "', keys beginning with '" + prefix + "'";
	}

	@Override
	public byte @Nullable [] read(String key) throws IOException {
		return this.bucket.read(name(key));
	}

	@Override
	public @Nullable InputStream open(String key, long first, long length) throws IOException {
		S3Part part = part(key, first, length);
		if (part == null) {
			return null;
		}
		if (length == 0) {
			return InputStream.nullInputStream();
		}
		return new PieceInputStream((position, count) -> next(key, position, count, part.tag()), PieceInputStream.PIECE,
				first, Math.min(first + length, part.size()), part.bytes());
	}

	private @Nullable S3Part part(String key, long first, long length) throws IOException {
		int count = (int) Math.max(1, Math.min(length, PieceInputStream.PIECE));
		return this.bucket.read(name(key), first, count, null);
	}

	private byte[] next(String key, long first, int length, String tag) throws IOException {
		S3Part part = this.bucket.read(name(key), first, length, tag);
		if (part == null || part.bytes().length != length) {
			throw new IOException("The value of '" + key + "' was deleted while it was read");
		}
		return part.bytes();
	}

	/**
	 * Read a byte of each value. The response to a HEAD request is the same for a missing
	 * value and a missing bucket.
	 */
	@Override
	public Set<String> existing(Collection<String> keys) throws IOException {
		keys.forEach(StorageKey::check);
		Set<String> existing = ConcurrentHashMap.newKeySet();
		if (keys.size() > FEW) {
			Set<String> wanted = new HashSet<>(keys);
			for (String folder : keys.stream().map(S3Storage::folder).collect(Collectors.toSet())) {
				listAll(folder, (key) -> {
					if (wanted.contains(key)) {
						existing.add(key);
					}
				});
			}
			return existing;
		}
		ParallelCalls.forEach(keys, (key) -> {
			if (part(key, 0, 1) != null) {
				existing.add(key);
			}
		});
		return existing;
	}

	private static String folder(String key) {
		return key.substring(0, key.lastIndexOf('/') + 1);
	}

	@Override
	public void write(String key, StorageContent content) throws IOException {
		this.bucket.write(name(key), content);
	}

	@Override
	public @Nullable StoredValue readWithRevision(String key) throws IOException {
		return this.bucket.readWithTag(name(key));
	}

	@Override
	public boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision) throws IOException {
		String name = name(key);
		if (!this.conditional) {
			this.bucket.checkConditions(this.prefix + "conditions-" + UUID.randomUUID());
			this.conditional = true;
		}
		return this.bucket.writeIfUnchanged(name, value, revision) != null;
	}

	@Override
	public void delete(Collection<String> keys) throws IOException {
		keys.forEach(StorageKey::check);
		ParallelCalls.forEach(keys, (key) -> this.bucket.delete(name(key)));
	}

	@Override
	public void list(String prefix, Consumer<String> consumer) throws IOException {
		listAll(StorageKey.checkPrefix(prefix), consumer);
	}

	/**
	 * Objects that others have created, such as the folders of a console, have no valid
	 * key and are skipped.
	 */
	private void listAll(String folder, Consumer<String> consumer) throws IOException {
		this.bucket.list(this.prefix + folder, (name) -> {
			String key = name.substring(this.prefix.length());
			if (StorageKey.isValid(key)) {
				consumer.accept(key);
			}
		});
	}

	@Override
	public Set<String> folders(String prefix) throws IOException {
		String folder = this.prefix + StorageKey.checkPrefix(prefix);
		Set<String> folders = new HashSet<>();
		this.bucket.listFolders(folder, (name) -> {
			String segment = name.substring(folder.length(), name.length() - 1);
			if (StorageKey.isValid(segment)) {
				folders.add(segment);
			}
		});
		return folders;
	}

	private String name(String key) {
		return this.prefix + StorageKey.check(key);
	}

	@Override
	public String toString() {
		return this.description;
	}

}
