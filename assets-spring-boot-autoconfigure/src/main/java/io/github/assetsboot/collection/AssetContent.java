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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where bytes are read from.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public sealed interface AssetContent {

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
	 * Return whether this is still what is there.
	 * @return {@code false} if it has, or may have, been changed since
	 * @throws IOException if there is nothing any more
	 */
	boolean isCurrent() throws IOException;

	/**
	 * Look again.
	 * @return what is there now
	 * @throws IOException if there is nothing any more
	 */
	AssetContent refresh() throws IOException;

	/**
	 * Read all of it.
	 * @return as many bytes as it is long
	 * @throws ContentChangedException if it is shorter by now
	 * @throws IOException if it cannot be read
	 */
	default byte[] readAll() throws IOException {
		try (InputStream stream = open()) {
			byte[] bytes = stream.readNBytes(Math.toIntExact(size()));
			if (bytes.length < size()) {
				throw new ContentChangedException(this);
			}
			return bytes;
		}
	}

	/**
	 * Content in memory.
	 *
	 * @param bytes the bytes, never to be changed
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record InMemory(byte[] bytes) implements AssetContent {

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
		public AssetContent refresh() {
			return this;
		}

		@Override
		public byte[] readAll() {
			return this.bytes;
		}

	}

	/**
	 * Content in a file that is not ours, so that others may change it at any time. Its
	 * state is told by its length, by when its content and its inode were last changed,
	 * and by which file it is.
	 *
	 * @param root the real path of a folder
	 * @param name the path of the file below it, starting with a slash, without symbolic
	 * links
	 * @param size the length in bytes
	 * @param state tells this state of the file from its other states
	 * @param settled whether the file had been left alone for a while: what changes again
	 * within one tick of the file system's clock cannot be told by its times
	 */
	record InFile(Path root, String name, long size, long state, boolean settled) implements AssetContent {

		private static final long SETTLED_AFTER_MILLISECONDS = 100;

		static InFile of(Path root, String name, FileState state) {
			boolean settled = Math
				.abs(System.currentTimeMillis() - state.changed()) > InFile.SETTLED_AFTER_MILLISECONDS;
			return new InFile(root, name, state.size(), state.fingerprint(), settled);
		}

		/**
		 * Return the path of the file.
		 * @return the path
		 */
		public Path path() {
			return this.root.resolve(this.name.substring(1));
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
		 * Return whether the file looks the same as before.
		 * @return {@code true} if nothing tells it from its earlier state
		 * @throws IOException if it is gone
		 */
		public boolean isUnchanged() throws IOException {
			return FileState.of(path()).fingerprint() == this.state;
		}

		/**
		 * Return whether what was opened while this was current is still whole. That is
		 * so, too, when another file has taken its place since, or none.
		 * @return {@code false} if the file was changed in place
		 * @throws IOException if that cannot be told
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

		@Override
		public AssetContent refresh() throws IOException {
			Path path = path();
			if (!path.toRealPath().equals(path)) {
				throw new NoSuchFileException(path.toString(), null, "it was replaced by a symbolic link");
			}
			return of(this.root, this.name, FileState.of(path));
		}

	}

	/**
	 * Content in a storage, which is never replaced under its hash.
	 *
	 * @param hash the SHA-256 of the content, 64 lower-case hex digits
	 * @param size its size in bytes
	 * @param store where it is
	 */
	record InStorage(String hash, long size, ContentStore store) implements AssetContent {

		@Override
		public InputStream open() throws IOException {
			return this.store.open(this.hash, this.size, 0, this.size);
		}

		@Override
		public boolean isCurrent() {
			return true;
		}

		@Override
		public AssetContent refresh() {
			return this;
		}

	}

	/**
	 * Content in a file of our own, which nobody changes.
	 *
	 * @param file the file
	 */
	record InTemporaryFile(TemporaryFile file) implements AssetContent {

		@Override
		public InputStream open() throws IOException {
			return Files.newInputStream(this.file.path());
		}

		@Override
		public long size() {
			return this.file.size();
		}

		@Override
		public boolean isCurrent() {
			return true;
		}

		@Override
		public AssetContent refresh() {
			return this;
		}

	}

}
