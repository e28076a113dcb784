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
import java.nio.file.Path;

import io.github.assetsboot.collection.AssetContent;
import io.github.assetsboot.collection.ContentChangedException;
import io.github.assetsboot.collection.FileCopies;
import io.github.assetsboot.collection.MemoryCache;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.collection.TemporaryFile;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Opens contents in the way that sends them fastest.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class ContentOpener {

	private final MemoryCache memory;

	private final FileCopies copies;

	/**
	 * Create an opener.
	 * @param memory keeps small contents in memory
	 * @param copies keeps large contents in files of our own
	 */
	public ContentOpener(MemoryCache memory, FileCopies copies) {
		this.memory = memory;
		this.copies = copies;
	}

	/**
	 * Return the cache of small contents.
	 * @return the cache
	 */
	public MemoryCache memory() {
		return this.memory;
	}

	/**
	 * Open what was selected.
	 * @throws ContentChangedException if it is not what it was any more
	 * @throws IOException if it is gone or cannot be read
	 */
	OpenContent open(Selection selection, HttpServletRequest request, HttpServletResponse response) throws IOException {
		TemporaryFile file = mayBeSentByContainer(selection, request, response)
				? this.copies.get(selection.representation()) : null;
		if (file != null) {
			return new OpenContent.ZeroCopy(file, request);
		}
		byte[] bytes = bytes(selection.representation());
		return (bytes != null) ? new OpenContent.InMemory(bytes) : openFile(selection);
	}

	private static boolean mayBeSentByContainer(Selection selection, HttpServletRequest request,
			HttpServletResponse response) {
		return !(selection.representation().content() instanceof AssetContent.InStorage)
				&& selection.representation().size() >= Sendfile.MIN_LENGTH && !selection.isMultipart()
				&& selection.firstPart().length() >= Sendfile.MIN_LENGTH && Sendfile.isSupported(request, response);
	}

	private static OpenContent openFile(Selection selection) throws IOException {
		AssetContent content = selection.representation().content();
		if (content instanceof AssetContent.InStorage stored) {
			return new OpenContent.InStorage(stored, selection.firstPart());
		}
		FileChannel channel = FileChannel.open(path(content));
		try {
			if (content instanceof AssetContent.InFile file && !file.isUnchanged()) {
				throw new ContentChangedException(file);
			}
			return new OpenContent.InFile(channel, content, selection.firstPart());
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	/**
	 * Return the bytes of a representation, if there is room for them in memory.
	 */
	byte @Nullable [] bytes(Representation representation) throws IOException {
		return this.memory.get(representation);
	}

	private static Path path(AssetContent content) {
		if (content instanceof AssetContent.InFile file) {
			return file.path();
		}
		if (content instanceof AssetContent.InTemporaryFile temporary) {
			return temporary.file().path();
		}
		throw new IllegalStateException("Content in memory is never opened: " + content);
	}

}
