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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.assetsboot.storage.AssetStorage.StoredValue;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Range;
import org.springframework.data.domain.Range.Bound;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * A storage in Redis: a string for each value. {@link RedisKey} describes the names. The
 * command timeout of the connection factory limits the time of a call. A Redis Cluster
 * keeps each project on one master.
 * <p>
 * A name of a group is added before the first value of the group, and never removed. So a
 * writer that dies between two calls leaves no value that cannot be found.
 * <p>
 * A replica that takes over from a master may lack the last values, although they were
 * confirmed. A version must not refer to them. So each write, and each conditional write,
 * checks that the value is there which this instance wrote to the same group before. The
 * last values are lost in the order from the last one. One check after the other proves
 * that none is missing.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class RedisStorage implements AssetStorage {

	private static final int BATCH = 500;

	/**
	 * Number of keys that one call lists.
	 */
	private static final int LISTED = 5_000;

	/**
	 * The time after which Redis deletes temporary data, because its writer has died.
	 */
	private static final Duration TEMPORARY = Duration.ofHours(1);

	/**
	 * The time for which a group's last value is remembered. It is longer than the pauses
	 * of a publishing.
	 */
	private static final Duration MEMORY = Duration.ofMinutes(10);

	private static final int MAX_GROUPS = 10_000;

	private static final byte[] NO = new byte[0];

	private static final byte[] YES = { '1' };

	private final RedisCalls redis;

	private final String prefix;

	/**
	 * The name of the value that was written last, by group.
	 */
	private final Cache<String, byte[]> written = Caffeine.newBuilder()
		.expireAfterWrite(MEMORY)
		.maximumSize(MAX_GROUPS)
		.build();

	/**
	 * Create a storage.
	 * @param connections creates the connections
	 * @param prefix the prefix of all names in Redis, such as {@code assets:}, without
	 * braces
	 */
	RedisStorage(RedisConnectionFactory connections, String prefix) {
		this.redis = new RedisCalls(connections);
		this.prefix = prefix;
	}

	@Override
	public byte @Nullable [] read(String key) throws IOException {
		byte[] name = key(key).value();
		return this.redis.call((connection) -> connection.stringCommands().get(name));
	}

	@Override
	public @Nullable InputStream open(String key, long first, long length) throws IOException {
		byte[] name = key(key).value();
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
		byte[] name = key(key).value();
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
		for (List<String> batch : batches(all)) {
			List<byte[]> names = batch.stream().map((key) -> key(key).value()).toList();
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

	private static <T> List<List<T>> batches(List<T> all) {
		List<List<T>> batches = new ArrayList<>();
		for (int start = 0; start < all.size(); start += BATCH) {
			batches.add(all.subList(start, Math.min(start + BATCH, all.size())));
		}
		return batches;
	}

	@Override
	public void write(String key, StorageContent content) throws IOException {
		RedisKey target = key(key);
		try (InputStream stream = content.open()) {
			if (content.size() > PieceInputStream.PIECE) {
				writeInPieces(target, stream, content.size(), RedisScripts.MOVE);
				return;
			}
			byte[] value = stream.readNBytes(PieceInputStream.PIECE + 1);
			checkSize(target, value.length, content.size());
			write(RedisScripts.WRITE, target, null, value);
		}
	}

	private static void checkSize(RedisKey target, long size, long announced) throws IOException {
		if (size != announced) {
			throw new IOException(
					"The content of '" + target.key() + "' has " + size + " bytes in place of " + announced);
		}
	}

	/**
	 * Evaluate a script that writes a value. If it finds no index, the group may be new,
	 * and gets its name first.
	 */
	private long write(byte[] script, RedisKey target, byte @Nullable [] temporary, byte[]... arguments)
			throws IOException {
		byte[] previous = this.written.getIfPresent(target.group());
		List<byte[]> keys = new ArrayList<>(
				List.of(target.value(), target.index(), (previous != null) ? previous : target.value()));
		if (temporary != null) {
			keys.add(temporary);
		}
		List<byte[]> all = new ArrayList<>(List.of(RedisKey.bytes(target.rest()), NO, (previous != null) ? YES : NO));
		all.addAll(List.of(arguments));
		long result = this.redis.eval(script, keys, all);
		if (result == RedisScripts.NAMELESS) {
			addName(target);
			all.set(1, YES);
			result = this.redis.eval(script, keys, all);
		}
		if (result == RedisScripts.LOST) {
			this.written.invalidate(target.group());
			throw new LostValuesException("Redis has lost values of '" + target.parent() + target.group()
					+ "' that were written before, perhaps because a master has failed. Publish again.");
		}
		if (result == 1) {
			this.written.put(target.group(), target.value());
		}
		return result;
	}

	private void addName(RedisKey target) throws IOException {
		byte[] group = RedisKey.bytes(target.group());
		this.redis.call((connection) -> connection.setCommands().sAdd(target.names(), group));
	}

	/**
	 * Write the pieces to another key, so that nobody sees them before all are there.
	 */
	private boolean writeInPieces(RedisKey target, InputStream stream, long size, byte[] script, byte[]... arguments)
			throws IOException {
		byte[] temporary = target.temporary();
		long written = 0;
		try {
			for (byte[] piece = stream.readNBytes(PieceInputStream.PIECE); piece.length > 0; piece = stream
				.readNBytes(PieceInputStream.PIECE)) {
				byte[] next = piece;
				this.redis.call((connection) -> connection.stringCommands().append(temporary, next));
				this.redis.call((connection) -> connection.keyCommands().expire(temporary, TEMPORARY));
				written += piece.length;
			}
			checkSize(target, written, size);
			List<byte[]> all = new ArrayList<>(List.of(RedisKey.bytes(String.valueOf(size))));
			all.addAll(List.of(arguments));
			long moved = write(script, target, temporary, all.toArray(byte[][]::new));
			if (moved < 0) {
				throw new IOException("Redis has lost pieces of the content of '" + target.key() + "'");
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

	/**
	 * The name of the group is added again, in case another master has lost it.
	 */
	@Override
	public boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision) throws IOException {
		RedisKey target = key(key);
		byte[] present = RedisKey.bytes((revision != null) ? revision : "");
		addName(target);
		if (value.length > PieceInputStream.PIECE) {
			return writeInPieces(target, new ByteArrayInputStream(value), value.length, RedisScripts.WRITE_IF_UNCHANGED,
					present);
		}
		return write(RedisScripts.WRITE_IF_UNCHANGED, target, null, value, present) == 1;
	}

	@Override
	public void delete(Collection<String> keys) throws IOException {
		keys.forEach((key) -> this.written.invalidate(key(key).group()));
		Map<ByteBuffer, List<RedisKey>> groups = keys.stream()
			.map(this::key)
			.collect(Collectors.groupingBy((key) -> ByteBuffer.wrap(key.index())));
		for (Map.Entry<ByteBuffer, List<RedisKey>> group : groups.entrySet()) {
			for (List<RedisKey> batch : batches(group.getValue())) {
				List<byte[]> names = new ArrayList<>(List.of(group.getKey().array()));
				batch.forEach((key) -> names.add(key.value()));
				this.redis.eval(RedisScripts.DELETE, names,
						batch.stream().map((key) -> RedisKey.bytes(key.rest())).toList());
			}
		}
	}

	@Override
	public void list(String prefix, Consumer<String> consumer) throws IOException {
		StorageKey.checkPrefix(prefix);
		if (isParent(prefix)) {
			for (String group : groups(prefix)) {
				listGroup(key(prefix + group), Range.unbounded(), consumer);
			}
			return;
		}
		RedisKey folder = key(prefix.substring(0, prefix.length() - 1));
		String first = folder.rest().isEmpty() ? "" : folder.rest() + "/";
		// the members are in the order of their bytes, and '0' follows '/'
		Bound<byte[]> end = folder.rest().isEmpty() ? Bound.unbounded()
				: Bound.exclusive(RedisKey.bytes(folder.rest() + "0"));
		listGroup(folder, Range.of(Bound.exclusive(RedisKey.bytes(first)), end), consumer);
	}

	private static boolean isParent(String prefix) {
		return prefix.indexOf('/') == prefix.length() - 1;
	}

	/**
	 * Find the keys of a group, some at a time.
	 */
	private void listGroup(RedisKey group, Range<byte[]> range, Consumer<String> consumer) throws IOException {
		Limit limit = Limit.limit().count(LISTED);
		Range<byte[]> next = range;
		while (true) {
			Range<byte[]> page = next;
			Set<byte[]> found = this.redis
				.call((connection) -> connection.zSetCommands().zRangeByLex(group.index(), page, limit));
			byte[] last = null;
			for (byte[] member : found) {
				consumer.accept(group.sibling(new String(member, StandardCharsets.UTF_8)));
				last = member;
			}
			if (last == null || found.size() < LISTED) {
				return;
			}
			next = Range.of(Bound.exclusive(last), range.getUpperBound());
		}
	}

	private Set<String> groups(String parent) throws IOException {
		byte[] names = key(parent + "x").names();
		Set<byte[]> groups = this.redis.call((connection) -> connection.setCommands().sMembers(names));
		return groups.stream().map((group) -> new String(group, StandardCharsets.UTF_8)).collect(Collectors.toSet());
	}

	@Override
	public Set<String> folders(String prefix) throws IOException {
		StorageKey.checkPrefix(prefix);
		return isParent(prefix) ? groups(prefix) : AssetStorage.super.folders(prefix);
	}

	private RedisKey key(String key) {
		return RedisKey.of(this.prefix, key);
	}

	@Override
	public String toString() {
		return "Redis, keys beginning with '" + this.prefix + "'";
	}

}
