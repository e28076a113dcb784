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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.assetsboot.storage.AssetStorage.StoredValue;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * A storage in Redis: a string for each value. The command timeout of the connection
 * factory limits the time of a call. A Redis Cluster is not supported, because the keys
 * of one call can be in different slots.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class RedisStorage implements AssetStorage {

	private static final int BATCH = 500;

	/**
	 * The time after which Redis deletes temporary data, because its writer has died.
	 */
	private static final Duration TEMPORARY = Duration.ofHours(1);

	private final RedisCalls redis;

	private final String prefix;

	/**
	 * Create a storage.
	 * @param connections creates the connections
	 * @param prefix the prefix of all keys in Redis, such as {@code assets:}
	 */
	RedisStorage(RedisConnectionFactory connections, String prefix) {
		this.redis = new RedisCalls(connections);
		this.prefix = prefix;
	}

	@Override
	public byte @Nullable [] read(String key) throws IOException {
		byte[] name = name(key);
		return this.redis.call((connection) -> connection.stringCommands().get(name));
	}

	@Override
	public @Nullable InputStream open(String key, long first, long length) throws IOException {
		byte[] name = name(key);
		boolean exists = this.redis.<Boolean>call((connection) -> connection.keyCommands().exists(name));
		if (!exists) {
			return null;
		}
		long size = this.redis.<Long>call((connection) -> connection.stringCommands().strLen(name));
		return new PieceInputStream((position, count) -> piece(key, position, count), first,
				Math.min(first + length, size));
	}

	/**
	 * Read a piece of a value.
	 * @throws IOException if it is not there any more
	 */
	private byte[] piece(String key, long first, int length) throws IOException {
		byte[] name = name(key);
		byte[] bytes = this.redis
			.call((connection) -> connection.stringCommands().getRange(name, first, first + length - 1));
		if (bytes == null || bytes.length != length) {
			throw new IOException("The value of '" + key + "' was deleted while it was read");
		}
		return bytes;
	}

	@Override
	public Set<String> existing(Collection<String> keys) throws IOException {
		List<String> all = new ArrayList<>(keys);
		Set<String> existing = new HashSet<>();
		for (int start = 0; start < all.size(); start += BATCH) {
			List<String> batch = all.subList(start, Math.min(start + BATCH, all.size()));
			List<byte[]> names = batch.stream().map(this::name).toList();
			List<Object> found = this.redis.call((connection) -> {
				connection.openPipeline();
				names.forEach((name) -> connection.keyCommands().exists(name));
				return connection.closePipeline();
			});
			for (int i = 0; i < batch.size(); i++) {
				if (Boolean.TRUE.equals(found.get(i))) {
					existing.add(batch.get(i));
				}
			}
		}
		return existing;
	}

	@Override
	public void write(String key, StorageContent content) throws IOException {
		byte[] name = name(key);
		try (InputStream stream = content.open()) {
			if (content.size() > PieceInputStream.PIECE) {
				writeInPieces(key, stream, content.size(), RedisScripts.MOVE);
				return;
			}
			byte[] value = stream.readNBytes(PieceInputStream.PIECE + 1);
			checkSize(key, value.length, content.size());
			this.redis.eval(RedisScripts.WRITE, List.of(name), bytes(this.prefix), bytes(key), value);
		}
	}

	private static void checkSize(String key, long size, long announced) throws IOException {
		if (size != announced) {
			throw new IOException("The content of '" + key + "' has " + size + " bytes in place of " + announced);
		}
	}

	/**
	 * Write the pieces to another key, so that nobody sees them before all are there.
	 */
	private boolean writeInPieces(String key, InputStream stream, long size, byte[] script, byte[]... arguments)
			throws IOException {
		byte[] temporary = bytes(this.prefix + "temporary/" + UUID.randomUUID());
		long written = 0;
		try {
			for (byte[] piece = stream.readNBytes(PieceInputStream.PIECE); piece.length > 0; piece = stream
				.readNBytes(PieceInputStream.PIECE)) {
				byte[] next = piece;
				this.redis.call((connection) -> connection.stringCommands().append(temporary, next));
				this.redis.call((connection) -> connection.keyCommands().expire(temporary, TEMPORARY));
				written += piece.length;
			}
			checkSize(key, written, size);
			List<byte[]> all = new ArrayList<>(List.of(bytes(this.prefix), bytes(key), bytes(String.valueOf(size))));
			all.addAll(List.of(arguments));
			long moved = this.redis.eval(script, List.of(name(key), temporary), all.toArray(byte[][]::new));
			if (moved < 0) {
				throw new IOException("Redis has lost pieces of the content of '" + key + "'");
			}
			if (moved == 0) {
				this.redis.call((connection) -> connection.keyCommands().unlink(temporary));
			}
			return moved > 0;
		}
		catch (IOException ex) {
			discard(temporary, ex);
			throw ex;
		}
	}

	private void discard(byte[] temporary, IOException cause) {
		try {
			this.redis.call((connection) -> connection.keyCommands().unlink(temporary));
		}
		catch (IOException ex) {
			cause.addSuppressed(ex);
		}
	}

	@Override
	public @Nullable StoredValue readWithRevision(String key) throws IOException {
		byte[] value = read(key);
		return (value != null) ? new StoredValue(value, sha1(value)) : null;
	}

	private static String sha1(byte[] value) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(value));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-1 is missing from this Java runtime", ex);
		}
	}

	@Override
	public boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision) throws IOException {
		byte[] present = bytes((revision != null) ? revision : "");
		byte[] name = name(key);
		if (value.length > PieceInputStream.PIECE) {
			return writeInPieces(key, new ByteArrayInputStream(value), value.length, RedisScripts.WRITE_IF_UNCHANGED,
					present);
		}
		return this.redis.eval(RedisScripts.WRITE_IF_UNCHANGED, List.of(name), bytes(this.prefix), bytes(key), value,
				present) == 1;
	}

	@Override
	public void delete(Collection<String> keys) throws IOException {
		List<String> all = new ArrayList<>(keys);
		all.forEach(StorageKey::check);
		for (int start = 0; start < all.size(); start += BATCH) {
			List<byte[]> arguments = new ArrayList<>();
			arguments.add(bytes(this.prefix));
			all.subList(start, Math.min(start + BATCH, all.size())).forEach((key) -> arguments.add(bytes(key)));
			this.redis.eval(RedisScripts.DELETE, List.of(), arguments.toArray(byte[][]::new));
		}
	}

	@Override
	public void list(String prefix, Consumer<String> consumer) throws IOException {
		listFolder(StorageKey.checkPrefix(prefix), consumer);
	}

	private void listFolder(String folder, Consumer<String> consumer) throws IOException {
		for (String child : children(folder)) {
			if (child.endsWith("/")) {
				listFolder(folder + child, consumer);
			}
			else {
				consumer.accept(folder + child);
			}
		}
	}

	/**
	 * Return the names in a folder. Those of folders end with a slash.
	 */
	private List<String> children(String folder) throws IOException {
		byte[] name = bytes(this.prefix + "folder/" + folder);
		Set<byte[]> children = this.redis.call((connection) -> connection.setCommands().sMembers(name));
		return (children != null) ? children.stream().map((child) -> new String(child, StandardCharsets.UTF_8)).toList()
				: List.of();
	}

	@Override
	public Set<String> folders(String prefix) throws IOException {
		return children(StorageKey.checkPrefix(prefix)).stream()
			.filter((child) -> child.endsWith("/"))
			.map((child) -> child.substring(0, child.length() - 1))
			.collect(Collectors.toSet());
	}

	private byte[] name(String key) {
		return bytes(this.prefix + StorageKey.check(key));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return "Redis, keys beginning with '" + this.prefix + "'";
	}

}
