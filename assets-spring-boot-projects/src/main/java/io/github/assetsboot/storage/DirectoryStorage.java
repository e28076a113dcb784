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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.assetsboot.storage.AssetStorage.StoredValue;
import org.jspecify.annotations.Nullable;

/**
 * A storage in a directory: a file for each value. A value is written to a file of its
 * own, forced to the disk, and put in its place by an atomic rename. A conditional write
 * compares and renames under a lock on a file beside the value, which excludes other
 * threads and other processes. The file system must support such locks.
 * <p>
 * Conditional writes succeed on a full disk, too: some bytes are kept in reserve for
 * them. So an application can still free space.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class DirectoryStorage implements AssetStorage {

	private static final String TEMPORARY = ".tmp";

	private static final int PIECE = 64 * 1024;

	/**
	 * Names of files that are not values begin with a dot, and keys do not.
	 */
	private static final String HIDDEN = ".";

	/**
	 * The time without a change after which the writer of a temporary file has died.
	 */
	private static final Duration MAX_TEMPORARY_AGE = Duration.ofDays(1);

	private final Path root;

	private final DiskReserve reserve;

	/**
	 * Create a storage.
	 * @param root the directory, which is created with the first value
	 */
	public DirectoryStorage(Path root) {
		this.root = root.toAbsolutePath().normalize();
		this.reserve = new DiskReserve(this.root.resolve(".reserve"));
	}

	/**
	 * Return the directory.
	 * @return the absolute path, which need not exist
	 */
	public Path root() {
		return this.root;
	}

	@Override
	public byte @Nullable [] read(String key) throws IOException {
		try {
			return Files.readAllBytes(path(key));
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	@Override
	public @Nullable InputStream open(String key, long first, long length) throws IOException {
		FileChannel channel;
		try {
			channel = FileChannel.open(path(key));
		}
		catch (NoSuchFileException ex) {
			return null;
		}
		return new PieceInputStream(new FilePieces(channel), PIECE, first, Math.min(first + length, channel.size()),
				new byte[0]);
	}

	@Override
	public Set<String> existing(Collection<String> keys) throws IOException {
		Set<String> existing = new HashSet<>();
		for (String key : keys) {
			if (exists(path(key))) {
				existing.add(key);
			}
		}
		return existing;
	}

	/**
	 * Return whether a file exists. Unlike {@link Files#exists}, this method throws an
	 * exception if the file system fails.
	 */
	private static boolean exists(Path file) throws IOException {
		try {
			return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile();
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	@Override
	public void write(String key, StorageContent content) throws IOException {
		Path target = path(key);
		try {
			Path temporary = writeTemporary(target, content);
			try {
				Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
			}
			finally {
				Files.deleteIfExists(temporary);
			}
		}
		catch (IOException ex) {
			throw failure(key, ex);
		}
	}

	private IOException failure(String key, IOException cause) {
		return new IOException("The value of '" + key + "' cannot be written to the " + this + ": "
				+ ((cause instanceof FileSystemException) ? cause : cause.getMessage()), cause);
	}

	/**
	 * Write a value to a file beside its place.
	 */
	private static Path writeTemporary(Path target, StorageContent content) throws IOException {
		Path temporary = createTemporary(target);
		try (InputStream stream = content.open();
				FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
			long size = stream.transferTo(Channels.newOutputStream(channel));
			if (size != content.size()) {
				throw new IOException("The content has " + size + " bytes in place of " + content.size());
			}
			channel.force(true);
			return temporary;
		}
		catch (IOException | RuntimeException | Error ex) {
			Files.deleteIfExists(temporary);
			throw ex;
		}
	}

	@Override
	public @Nullable StoredValue readWithRevision(String key) throws IOException {
		byte[] value = read(key);
		return (value != null) ? new StoredValue(value, revision(value)) : null;
	}

	private static String revision(byte[] value) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256 is missing from this Java runtime", ex);
		}
	}

	@Override
	public boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision) throws IOException {
		Path target = path(key);
		try {
			Path temporary = writeWithReserve(target, StorageContent.of(value));
			try {
				return FileLocks.run(folder(target), () -> moveIfUnchanged(temporary, key, revision));
			}
			finally {
				Files.deleteIfExists(temporary);
			}
		}
		catch (IOException ex) {
			throw failure(key, ex);
		}
		finally {
			this.reserve.keep(value.length);
		}
	}

	/**
	 * Write a value, and give up the reserve after any failure: the messages of a full
	 * disk, of exhausted inodes and of a quota differ from system to system.
	 */
	private Path writeWithReserve(Path target, StorageContent content) throws IOException {
		try {
			return writeTemporary(target, content);
		}
		catch (IOException ex) {
			if (!this.reserve.giveUp()) {
				throw ex;
			}
			return writeTemporary(target, content);
		}
	}

	private boolean moveIfUnchanged(Path temporary, String key, @Nullable String revision) throws IOException {
		StoredValue present = readWithRevision(key);
		if (!Objects.equals((present != null) ? present.revision() : null, revision)) {
			return false;
		}
		Files.move(temporary, path(key), StandardCopyOption.ATOMIC_MOVE);
		return true;
	}

	private static Path createTemporary(Path target) throws IOException {
		return Files.createTempFile(Files.createDirectories(folder(target)), TEMPORARY, TEMPORARY);
	}

	/**
	 * Delete values. Empty folders stay, because another writer may be about to use them.
	 */
	@Override
	public void delete(Collection<String> keys) throws IOException {
		for (String key : keys) {
			Files.deleteIfExists(path(key));
		}
	}

	@Override
	public void list(String prefix, Consumer<String> consumer) throws IOException {
		Path folder = this.root.resolve(StorageKey.checkPrefix(prefix));
		Files.walkFileTree(folder, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				String name = file.getFileName().toString();
				if (name.startsWith(TEMPORARY)) {
					deleteIfOld(file, attributes);
				}
				else if (!file.equals(folder) && !name.startsWith(HIDDEN)) {
					consumer.accept(DirectoryStorage.this.root.relativize(file).toString().replace('\\', '/'));
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException ex) throws IOException {
				if (ex instanceof NoSuchFileException) {
					return FileVisitResult.CONTINUE;
				}
				throw ex;
			}

		});
	}

	@Override
	public Set<String> folders(String prefix) throws IOException {
		try (Stream<Path> children = Files.list(this.root.resolve(StorageKey.checkPrefix(prefix)))) {
			return children.filter(Files::isDirectory)
				.map((folder) -> folder.getFileName().toString())
				.filter(StorageKey::isValid)
				.collect(Collectors.toSet());
		}
		catch (NoSuchFileException ex) {
			return Set.of();
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * Delete a temporary file of a writer that has died. Each collection and deletion
	 * lists all files.
	 */
	private static void deleteIfOld(Path temporary, BasicFileAttributes attributes) throws IOException {
		if (attributes.lastModifiedTime().toInstant().isBefore(Instant.now().minus(MAX_TEMPORARY_AGE))) {
			Files.deleteIfExists(temporary);
		}
	}

	private static Path folder(Path target) {
		return target.resolveSibling("").normalize();
	}

	private Path path(String key) {
		return this.root.resolve(StorageKey.check(key));
	}

	@Override
	public String toString() {
		return "directory " + this.root;
	}

	/**
	 * Reads a file.
	 *
	 * @param channel the file
	 */
	private record FilePieces(FileChannel channel) implements PieceInputStream.Pieces {

		@Override
		public byte[] read(long first, int length) throws IOException {
			ByteBuffer bytes = ByteBuffer.allocate(length);
			while (bytes.hasRemaining()) {
				if (this.channel.read(bytes, first + bytes.position()) == -1) {
					throw new EOFException("The file has become shorter");
				}
			}
			return bytes.array();
		}

		@Override
		public void close() throws IOException {
			this.channel.close();
		}

	}

}
