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

package io.github.assetsboot.storage.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;
import io.github.assetsboot.storage.StorageKey;
import org.jspecify.annotations.Nullable;

/**
 * A storage in a directory: a file for each value. A value is written to a file of its
 * own, forced to the disk, and put in its place by an atomic rename. The file system must
 * support hard links, by which one of several writers succeeds.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class DirectoryStorage implements AssetStorage {

	private static final String TEMPORARY = ".tmp";

	private final Path root;

	/**
	 * Create a storage.
	 * @param root the directory, which is created with the first value
	 */
	public DirectoryStorage(Path root) {
		this.root = root.toAbsolutePath().normalize();
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
		return new PartInputStream(Channels.newInputStream(channel.position(first)), length);
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
	 * Unlike {@link Files#exists}, this fails if it cannot be told.
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
		Path temporary = createTemporary(target);
		try {
			try (InputStream stream = content.open();
					FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
				long size = stream.transferTo(Channels.newOutputStream(channel));
				if (size != content.size()) {
					throw new IOException(
							"The content of '" + key + "' has " + size + " bytes in place of " + content.size());
				}
				channel.force(true);
			}
			Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	/**
	 * A link fails where there is a file, unlike a rename.
	 */
	@Override
	public boolean writeIfAbsent(String key, byte[] value) throws IOException {
		Path target = path(key);
		Path temporary = createTemporary(target);
		try {
			Files.write(temporary, value);
			Files.createLink(target, temporary);
			return true;
		}
		catch (FileAlreadyExistsException ex) {
			return false;
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	private static Path createTemporary(Path target) throws IOException {
		Files.createDirectories(target.getParent());
		return Files.createTempFile(target.getParent(), TEMPORARY, TEMPORARY);
	}

	/**
	 * Folders that are empty now stay: another writer may be about to use them.
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
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				if (!file.equals(folder) && !file.getFileName().toString().startsWith(TEMPORARY)) {
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

	private Path path(String key) {
		return this.root.resolve(StorageKey.check(key));
	}

	@Override
	public String toString() {
		return "directory " + this.root;
	}

}
