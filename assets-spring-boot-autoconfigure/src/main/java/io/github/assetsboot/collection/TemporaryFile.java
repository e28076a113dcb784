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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of our own in the machine's folder for temporary files, which nobody else writes
 * to. It is deleted once nothing refers to it any more, at the latest when the
 * application ends.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class TemporaryFile {

	private static final Cleaner CLEANER = Cleaner.create();

	private final Path path;

	private final long size;

	private TemporaryFile(Path path, long size) {
		this.path = path;
		this.size = size;
		onDelete(() -> delete(path));
	}

	/**
	 * Have something done once nothing refers to this file any more.
	 * @param action what to do; must not refer to this file
	 */
	void onDelete(Runnable action) {
		CLEANER.register(this, action);
	}

	/**
	 * Create a file.
	 * @param content its content, read to the end
	 * @return the file
	 * @throws IOException if it cannot be read or written
	 */
	static TemporaryFile of(InputStream content) throws IOException {
		Path path = Files.createTempFile(Folder.PATH, null, null);
		path.toFile().deleteOnExit();
		try (OutputStream target = Files.newOutputStream(path)) {
			return new TemporaryFile(path, content.transferTo(target));
		}
		catch (IOException ex) {
			delete(path);
			throw ex;
		}
	}

	/**
	 * Return where the file lies.
	 * @return the absolute path
	 */
	public Path path() {
		return this.path;
	}

	/**
	 * Return the length.
	 * @return the number of bytes
	 */
	public long size() {
		return this.size;
	}

	private static void delete(Path path) {
		try {
			Files.deleteIfExists(path);
		}
		catch (IOException ex) {
			// it is tried once more when the virtual machine ends
		}
	}

	private static final class Folder {

		static final Path PATH = create();

		private static Path create() {
			try {
				Path folder = Files.createTempDirectory("assets-").toRealPath();
				// unlike a hook of ours, it does not keep the class loader of an
				// undeployed application
				folder.toFile().deleteOnExit();
				return folder;
			}
			catch (IOException ex) {
				throw new UncheckedIOException("There is no folder for temporary files", ex);
			}
		}

	}

}
