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
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.assetsboot.collection.BlobCache.TemporaryFile;
import io.github.assetsboot.collection.Representation.Blob;
import org.jspecify.annotations.Nullable;

/**
 * Copies of large contents in private temporary files. The kernel sends a file without a
 * check of its bytes, so nobody else may change the file. A deleted copy is made again.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
final class FileCopies {

	/**
	 * A larger file would make its first request wait for too long.
	 */
	private static final long MAX_SIZE = 64 * 1024 * 1024;

	private final Set<Blob> underway = ConcurrentHashMap.newKeySet();

	private final long budget;

	private long used;

	/**
	 * Create a place for copies.
	 * @param budget how many bytes to copy at most, those of jars not counted
	 */
	FileCopies(long budget) {
		this.budget = budget;
	}

	/**
	 * Return a file with the bytes of a representation, which was there a moment ago.
	 * @param representation the representation
	 * @return the file, or {@code null} if there is none and none can be made now
	 */
	@Nullable TemporaryFile get(Representation representation) {
		TemporaryFile copy = copy(representation);
		if (copy != null && copy.isIntact()) {
			return copy;
		}
		return (isWorthCopying(representation) && TemporaryFolder.isWorthTrying()) ? make(representation, copy) : null;
	}

	private static @Nullable TemporaryFile copy(Representation representation) {
		return (representation.source() instanceof BlobSource.InJar inJar) ? inJar.copy().get()
				: representation.blob().copy();
	}

	/**
	 * A file that was changed just now may be changed again.
	 */
	private static boolean isWorthCopying(Representation representation) {
		return representation.source() instanceof BlobSource.InJar || (representation.size() <= MAX_SIZE
				&& !(representation.source() instanceof BlobSource.InFile file && !file.settled()));
	}

	/**
	 * A request that arrives during copying is served without the copy.
	 */
	private @Nullable TemporaryFile make(Representation representation, @Nullable TemporaryFile lost) {
		Blob blob = representation.blob();
		if (!this.underway.add(blob)) {
			return null;
		}
		try {
			TemporaryFile present = copy(representation);
			if (present != lost) {
				return present;
			}
			if (lost != null) {
				lost.discard();
			}
			TemporaryFile copy = (representation.source() instanceof BlobSource.InJar) ? create(representation, () -> {
			}) : createCounted(representation);
			keep(representation, copy);
			return copy;
		}
		finally {
			this.underway.remove(blob);
		}
	}

	private static void keep(Representation representation, @Nullable TemporaryFile copy) {
		if (representation.source() instanceof BlobSource.InJar inJar) {
			inJar.copy().set(copy);
		}
		else {
			representation.blob().copy(copy);
		}
	}

	private @Nullable TemporaryFile createCounted(Representation representation) {
		long size = representation.size();
		if (!reserve(size)) {
			return null;
		}
		AtomicBoolean released = new AtomicBoolean();
		Runnable onDelete = () -> {
			if (!released.getAndSet(true)) {
				release(size);
			}
		};
		TemporaryFile copy = create(representation, onDelete);
		if (copy == null) {
			onDelete.run();
		}
		return copy;
	}

	private static @Nullable TemporaryFile create(Representation representation, Runnable onDelete) {
		Blob blob = representation.blob();
		try (InputStream content = new BoundedInputStream(representation.source().open(), blob.size())) {
			TemporaryFile copy = TemporaryFile.tryCreate(content, blob.size(), onDelete);
			if (copy != null && !holds(copy, blob)) {
				copy.discard();
				copy = null;
			}
			return copy;
		}
		catch (IOException ex) {
			// it is sent without a copy, or the attempt to send it fails alike
			return null;
		}
	}

	private static boolean holds(TemporaryFile copy, Blob blob) throws IOException {
		try (InputStream stream = Files.newInputStream(copy.path())) {
			return Blob.of(stream, blob.size()).equals(blob);
		}
	}

	private synchronized boolean reserve(long size) {
		boolean granted = this.used + size <= this.budget;
		this.used += granted ? size : 0;
		return granted;
	}

	private synchronized void release(long size) {
		this.used -= size;
	}

}
