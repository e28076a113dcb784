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

package io.github.assetsboot.delivery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.collection.BlobCache.TemporaryFile;
import io.github.assetsboot.collection.BlobSource;
import io.github.assetsboot.collection.BlobSource.FileChangedException;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.collection.Representation.Blob;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Opens the bytes of representations in the way that sends them fastest.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
final class BlobOpener {

	private final BlobCache memory;

	/**
	 * Create an opener.
	 * @param memory keeps small contents in memory, and large ones in temporary files
	 */
	BlobOpener(BlobCache memory) {
		this.memory = memory;
	}

	/**
	 * Open a selected representation.
	 * @throws FileChangedException if its file has changed
	 * @throws IOException if its file is missing or cannot be read
	 */
	OpenBlob open(SelectedRepresentation selection, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		Representation representation = selection.representation();
		boolean large = representation.size() >= Sendfile.MIN_LENGTH;
		TemporaryFile file = (large && mayBeSentByContainer(selection, request, response))
				? this.memory.file(representation) : null;
		if (file != null) {
			return new OpenBlob.ZeroCopy(file, request);
		}
		byte[] bytes = this.memory.get(representation);
		return (bytes != null) ? new OpenBlob.InMemory(bytes) : openContent(selection);
	}

	private static boolean mayBeSentByContainer(SelectedRepresentation selection, HttpServletRequest request,
			HttpServletResponse response) {
		return !(selection.representation().source() instanceof BlobSource.InStorage) && !selection.isMultipart()
				&& selection.firstPart().length() >= Sendfile.MIN_LENGTH && Sendfile.isSupported(request, response);
	}

	private OpenBlob openContent(SelectedRepresentation selection) throws IOException {
		BlobSource content = selection.representation().source();
		if (content instanceof BlobSource.InStorage stored) {
			return new OpenBlob.InStorage(stored, selection.firstPart());
		}
		if (content instanceof BlobSource.InFile file) {
			return openFile(file.path(), file, selection.firstPart());
		}
		if (content instanceof BlobSource.InJar inJar) {
			return openJar(inJar, selection);
		}
		if (content instanceof BlobSource.Derived) {
			return openDerived(selection.representation());
		}
		throw new IllegalStateException("Content in memory is never opened: " + content);
	}

	/**
	 * A missing file may have been moved. The next check of the file finds it.
	 */
	private static OpenBlob openFile(Path path, BlobSource content, ByteRanges.Range first) throws IOException {
		FileChannel channel;
		try {
			channel = FileChannel.open(path);
		}
		catch (NoSuchFileException ex) {
			throw new FileChangedException(content);
		}
		try {
			if (content instanceof BlobSource.InFile file && !file.isUnchanged()) {
				throw new FileChangedException(file);
			}
			return new OpenBlob.InFile(channel, content, first);
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	private static OpenBlob openDerived(Representation representation) throws IOException {
		byte[] bytes = representation.source().readAll();
		if (!Blob.of(bytes).equals(representation.blob())) {
			throw new FileChangedException(representation.source());
		}
		return new OpenBlob.InMemory(bytes);
	}

	/**
	 * Without a temporary file, the entry is read to where the part begins.
	 */
	private OpenBlob openJar(BlobSource.InJar content, SelectedRepresentation selection) throws IOException {
		TemporaryFile copy = this.memory.file(selection.representation());
		if (copy != null) {
			try {
				return openFile(copy.path(), content, selection.firstPart());
			}
			catch (FileChangedException ex) {
				// another process has just deleted or truncated it
			}
		}
		return new OpenBlob.InJar(content, selection.firstPart());
	}

	/**
	 * Return the bytes of a representation, if there is room for them in memory.
	 */
	byte @Nullable [] bytes(Representation representation) throws IOException {
		return this.memory.get(representation);
	}

}
