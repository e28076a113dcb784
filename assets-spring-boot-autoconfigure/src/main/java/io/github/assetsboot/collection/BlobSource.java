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

package io.github.assetsboot.collection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.github.assetsboot.collection.BlobCache.TemporaryFile;
import org.jspecify.annotations.Nullable;

/**
 * Source of the bytes of a representation.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public sealed interface BlobSource {

	/**
	 * Open the content.
	 * @return a stream of it, to be closed by the caller
	 * @throws IOException if it cannot be read
	 */
	InputStream open() throws IOException;

	/**
	 * Return the length.
	 * @return the number of bytes
	 */
	long size();

	/**
	 * Return whether the bytes are unchanged.
	 * @return {@code false} if it has, or may have, been changed since
	 * @throws IOException if the file is missing
	 */
	boolean isCurrent() throws IOException;

	/**
	 * Look again.
	 * @return the present source
	 * @throws IOException if the file is missing
	 */
	BlobSource refresh() throws IOException;

	/**
	 * Read all of it.
	 * @return as many bytes as it is long
	 * @throws FileChangedException if it is shorter by now
	 * @throws IOException if it cannot be read
	 */
	default byte[] readAll() throws IOException {
		try (InputStream stream = open()) {
			byte[] bytes = stream.readNBytes(Math.toIntExact(size()));
			if (bytes.length < size()) {
				throw new FileChangedException(this);
			}
			return bytes;
		}
	}

	/**
	 * Content in memory.
	 *
	 * @param bytes the bytes, never to be changed
	 * @param origin the entry of a jar from which they can be read again, {@code null} if
	 * they cannot
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record InMemory(byte[] bytes, @Nullable JarFileEntry origin) implements BlobSource {

		/**
		 * Create content that cannot be read again.
		 * @param bytes the bytes, never to be changed
		 */
		public InMemory(byte[] bytes) {
			this(bytes, null);
		}

		@Override
		public InputStream open() {
			return new ByteArrayInputStream(this.bytes);
		}

		@Override
		public long size() {
			return this.bytes.length;
		}

		@Override
		public boolean isCurrent() {
			return true;
		}

		@Override
		public BlobSource refresh() {
			return this;
		}

		@Override
		public byte[] readAll() {
			return this.bytes;
		}

	}

	/**
	 * Content in a file that other processes may change at any time. The state of the
	 * file is its length, the times at which its content and its inode were last changed,
	 * and its identity.
	 *
	 * @param root the folder
	 * @param name the path below the folder, starting with a slash
	 * @param target the real path of the file if symbolic links inside the folder lead to
	 * it, {@code null} without such a link
	 * @param size the length in bytes
	 * @param state tells this state of the file from its other states
	 * @param settled whether the file had been left alone for a while: what changes again
	 * within one tick of the file system's clock cannot be told by its times
	 */
	record InFile(RealRoot root, String name, @Nullable Path target, long size, long state,
			boolean settled) implements BlobSource {

		/**
		 * Time without a change after which a file counts as settled.
		 */
		static final long SETTLED_AFTER_MILLISECONDS = 100;

		static InFile of(RealRoot root, String name, Path realPath) throws IOException {
			FileState state = FileState.of(realPath);
			boolean settled = Math
				.abs(System.currentTimeMillis() - state.changed()) > InFile.SETTLED_AFTER_MILLISECONDS;
			Path target = realPath.equals(root.resolve(name)) ? null : realPath;
			return new InFile(root, name, target, state.size(), state.fingerprint(), settled);
		}

		/**
		 * Find a file by its path below a folder.
		 * @throws NoSuchFileException if there is no such file inside the folder
		 */
		private static InFile find(RealRoot root, String name) throws IOException {
			Path path = root.resolve(name);
			Path realPath = path.toRealPath();
			if (!realPath.startsWith(root.path())) {
				throw new NoSuchFileException(path.toString(), null, "a symbolic link leads out of the directory");
			}
			if (!Files.isRegularFile(realPath)) {
				throw new NoSuchFileException(path.toString(), null, "it is not a file any more");
			}
			return of(root, name, realPath);
		}

		/**
		 * Return the path of the file.
		 * @return the path, without symbolic links
		 */
		public Path path() {
			return (this.target != null) ? this.target : this.root.resolve(this.name);
		}

		@Override
		public InputStream open() throws IOException {
			return Files.newInputStream(path());
		}

		@Override
		public boolean isCurrent() throws IOException {
			return this.settled && isUnchanged();
		}

		/**
		 * Return whether the file looks the same as before. A symbolic link that leads to
		 * another file by now is a change.
		 * @return {@code true} if nothing tells it from its earlier state
		 * @throws IOException if it is missing
		 */
		public boolean isUnchanged() throws IOException {
			return FileState.of(this.root.resolve(this.name)).fingerprint() == this.state;
		}

		/**
		 * Return whether a stream that was opened while this was current still reads the
		 * same bytes. A file that was replaced or deleted since then counts as intact:
		 * the open stream still reads the old file.
		 * @return {@code false} if the file was changed in place
		 * @throws IOException if the state of the file cannot be read
		 */
		public boolean isIntact() throws IOException {
			try {
				long now = FileState.of(path()).fingerprint();
				return now == this.state || !FileState.isSameFile(now, this.state);
			}
			catch (NoSuchFileException ex) {
				return true;
			}
		}

		/**
		 * Return whether this is another state of the same file.
		 */
		boolean isSameFile(BlobSource other) {
			return other instanceof InFile file && this.root.equals(file.root) && this.name.equals(file.name)
					&& Objects.equals(this.target, file.target);
		}

		/**
		 * The JDK keeps the last type of a record's component that is compared, if it is
		 * no type of the JDK, and so the class loader of a web application.
		 */
		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof InFile file && this.size == file.size && this.state == file.state
					&& this.settled == file.settled && isSameFile(file);
		}

		@Override
		public int hashCode() {
			return Long.hashCode(this.state);
		}

		/**
		 * Wait until the file has been left alone for a while, unless it was already.
		 * @return the file as it is then, not settled if it was changed meanwhile
		 */
		InFile settle() throws IOException {
			if (this.settled) {
				return this;
			}
			try {
				Thread.sleep(SETTLED_AFTER_MILLISECONDS + 1);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return refresh();
		}

		/**
		 * Look again. A symbolic link at or above the folder is followed again if the
		 * file is not where the link led to before.
		 */
		@Override
		public InFile refresh() throws IOException {
			try {
				return find(this.root, this.name);
			}
			catch (AccessDeniedException ex) {
				throw ex;
			}
			catch (FileSystemException ex) {
				if (Files.exists(this.root.resolve(this.name)) && !(ex instanceof NoSuchFileException)) {
					throw ex;
				}
				RealRoot root = RealRoot.of(this.root.location());
				if (root.equals(this.root)) {
					throw (ex instanceof NoSuchFileException) ? ex : new NoSuchFileException(ex.getFile());
				}
				return find(root, this.name);
			}
		}

	}

	/**
	 * Content in a storage, which is never replaced under its hash.
	 *
	 * @param hash the SHA-256 of the content, 64 lower-case hex digits
	 * @param size its size in bytes
	 * @param store where it is
	 */
	record InStorage(String hash, long size, BlobStore store) implements BlobSource {

		@Override
		public InputStream open() throws IOException {
			return this.store.open(this.hash, this.size, 0, this.size);
		}

		@Override
		public boolean isCurrent() {
			return true;
		}

		@Override
		public BlobSource refresh() {
			return this;
		}

	}

	/**
	 * Content of an entry of a jar. There may be a copy in a temporary file, which may be
	 * deleted at any time.
	 *
	 * @param entry the entry
	 * @param copy holds the copy, {@code null} as long as there is none
	 */
	record InJar(JarFileEntry entry, AtomicReference<@Nullable TemporaryFile> copy) implements BlobSource {

		InJar(JarFileEntry entry, @Nullable TemporaryFile copy) {
			this(entry, new AtomicReference<>(copy));
		}

		@Override
		public InputStream open() throws IOException {
			TemporaryFile file = this.copy.get();
			if (file != null && file.isIntact()) {
				try {
					return Files.newInputStream(file.path());
				}
				catch (NoSuchFileException ex) {
					// deleted just now
				}
			}
			return this.entry.open();
		}

		@Override
		public long size() {
			return this.entry.size();
		}

		@Override
		public boolean isCurrent() {
			return true;
		}

		@Override
		public BlobSource refresh() {
			return this;
		}

	}

	/**
	 * Content that is made of another content whenever it is read, so that it takes no
	 * room.
	 *
	 * @param origin the other content
	 * @param change makes the bytes of those of the other content, the same each time,
	 * without changing the array that it gets
	 * @param size the length of the result in bytes
	 */
	record Derived(BlobSource origin, UnaryOperator<byte[]> change, long size) implements BlobSource {

		/**
		 * Make the content once to learn its length.
		 */
		static Derived of(BlobSource origin, UnaryOperator<byte[]> change) throws IOException {
			return new Derived(origin, change, change.apply(origin.readAll()).length);
		}

		@Override
		public InputStream open() throws IOException {
			return new ByteArrayInputStream(readAll());
		}

		@Override
		public boolean isCurrent() throws IOException {
			return this.origin.isCurrent();
		}

		@Override
		public BlobSource refresh() throws IOException {
			return of(this.origin.refresh(), this.change);
		}

		@Override
		public byte[] readAll() throws IOException {
			return this.change.apply(this.origin.readAll());
		}

	}

	/**
	 * Thrown when the content of a file has changed since it was last checked.
	 *
	 * @since 0.1.0
	 */
	@SuppressWarnings("serial")
	final class FileChangedException extends IOException {

		/**
		 * Create an exception.
		 * @param content the content that was expected
		 */
		public FileChangedException(BlobSource content) {
			super(content + " has just been changed");
		}

	}

	/**
	 * Reads blobs by their hash from a storage. The bytes of a hash never change.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	interface BlobStore {

		/**
		 * Read a blob that is small enough to be kept in memory.
		 * @param hash the SHA-256 of the content, 64 lower-case hex digits
		 * @param size its size in bytes
		 * @return the bytes, or {@code null} if it is too large, so that it has to be
		 * opened
		 * @throws IOException if it cannot be read, or its bytes do not have the hash
		 */
		byte @Nullable [] read(String hash, long size) throws IOException;

		/**
		 * Open a blob, or a part of it. The last bytes of a whole blob are returned only
		 * if all bytes have the hash.
		 * @param hash the SHA-256 of the content, 64 lower-case hex digits
		 * @param size its size in bytes
		 * @param first the first byte
		 * @param length how many bytes
		 * @return exactly these bytes
		 * @throws IOException if it cannot be read
		 */
		InputStream open(String hash, long size, long first, long length) throws IOException;

	}

}
