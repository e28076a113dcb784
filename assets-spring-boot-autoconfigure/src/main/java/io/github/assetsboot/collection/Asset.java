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
import java.nio.file.NoSuchFileException;
import java.util.function.UnaryOperator;

import io.github.assetsboot.collection.BlobSource.FileChangedException;
import io.github.assetsboot.collection.Representation.Blob;
import org.jspecify.annotations.Nullable;

/**
 * A file of a collection. The content is known from the last check of the file.
 * {@link #current()} repeats a check that is older than 100 microseconds.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class Asset {

	/**
	 * A check for every request would cost too much for a file that is requested often. A
	 * client that got a response needs longer than this to change the file.
	 */
	private static final long LOOK_AFTER_NANOSECONDS = 100_000;

	private final String path;

	private final @Nullable String contentType;

	/**
	 * The only content of this path, {@code null} if the content may change.
	 */
	private final @Nullable Blob only;

	private volatile Representation representation;

	/**
	 * Only for a file that was changed, because there may be many assets.
	 */
	private @Nullable Rereading rereading;

	private long looked;

	Asset(String path, Representation representation) {
		this(path, representation, false);
	}

	private Asset(String path, Representation representation, boolean immutable) {
		this.only = immutable ? representation.blob() : null;
		this.path = path;
		this.contentType = ContentTypes.forPath(path);
		this.representation = representation;
		this.looked = System.nanoTime() - LOOK_AFTER_NANOSECONDS;
	}

	/**
	 * Create an asset that no file has.
	 * @param path the decoded path, starting with a slash
	 * @param content the content, never to be changed
	 * @return the asset
	 */
	public static Asset of(String path, byte[] content) {
		return new Asset(path, Representation.of(Blob.of(content), new BlobSource.InMemory(content)));
	}

	/**
	 * Return the path in the collection.
	 * @return the decoded path, starting with a slash
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Return an asset with the same content under another path.
	 * @param path the decoded path, starting with a slash
	 * @param immutable whether the path never has another content: it has none when the
	 * file is changed
	 * @return the asset
	 */
	public Asset withPath(String path, boolean immutable) {
		return new Asset(path, this.representation, immutable);
	}

	/**
	 * Return an asset whose content is made of that of this asset.
	 * @param path the decoded path, starting with a slash
	 * @param change makes the bytes of those of this asset, the same each time, without
	 * changing the array that it gets
	 * @param result identity of the bytes that it makes at present
	 * @param immutable whether the path never has another content: it has none when the
	 * file is changed
	 * @return the asset
	 */
	public Asset derive(String path, UnaryOperator<byte[]> change, Blob result, boolean immutable) {
		BlobSource source = new BlobSource.Derived(this.representation.source(), change, result.size());
		return new Asset(path, Representation.of(result, source), immutable);
	}

	/**
	 * Return this asset with the coded representations that another one has of the same
	 * content.
	 * @param other the other asset
	 * @return the asset
	 */
	public Asset sharing(Asset other) {
		Blob known = other.representation.blob();
		return known.equals(this.representation.blob())
				? new Asset(this.path, Representation.of(known, this.representation.source()), isImmutable()) : this;
	}

	/**
	 * Return whether the path never has another content.
	 * @return {@code true} if the path tells the content
	 */
	public boolean isImmutable() {
		return this.only != null;
	}

	/**
	 * Return the media type of a file.
	 * @param path the path or the name of the file
	 * @return the value of {@code Content-Type}, or {@code null} if the file extension is
	 * not known
	 */
	public static @Nullable String contentTypeOf(String path) {
		return ContentTypes.forPath(path);
	}

	/**
	 * Return the media type.
	 * @return the value of {@code Content-Type}, or {@code null} if it is not known
	 */
	public @Nullable String contentType() {
		return this.contentType;
	}

	/**
	 * Return the representation without a content coding, as of the last check of the
	 * file.
	 * @return the representation
	 */
	public Representation representation() {
		return this.representation;
	}

	/**
	 * Return the present representation. The file is checked for changes.
	 * @return the representation, without any content coding
	 * @throws FileChangedException if the file is being written, or is too large to be
	 * read at once
	 * @throws NoSuchFileException if the path is immutable and the file has another
	 * content
	 * @throws IOException if the file is missing or cannot be read
	 */
	public Representation current() throws IOException {
		Representation last = this.representation;
		long now = System.nanoTime();
		boolean known = now - this.looked < LOOK_AFTER_NANOSECONDS;
		Representation present = known ? last : (isCurrent(last) ? looked(last, now) : rereading().read(this, last));
		return (this.only != null) ? checked(present, this.only) : present;
	}

	private Representation checked(Representation present, Blob only) throws NoSuchFileException {
		if (!only.equals(present.blob())) {
			throw new NoSuchFileException(this.path, null, "its file has another content by now");
		}
		return present;
	}

	/**
	 * Read the file again, whatever is known of it.
	 * @return the representation, without any content coding
	 * @throws FileChangedException if the file is being written, or is too large to be
	 * read at once
	 * @throws IOException if the file is missing or cannot be read
	 */
	public Representation reread() throws IOException {
		Representation present = rereading().read(this, null);
		return (this.only != null) ? checked(present, this.only) : present;
	}

	/**
	 * A file that cannot be checked counts as changed. The next read finds out whether it
	 * was moved.
	 */
	static boolean isCurrent(Representation representation) {
		try {
			return representation.source().isCurrent();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private synchronized Rereading rereading() {
		Rereading result = this.rereading;
		if (result == null) {
			result = new Rereading();
			this.rereading = result;
		}
		return result;
	}

	Representation looked(Representation representation, long now) {
		this.representation = representation;
		this.looked = now;
		return representation;
	}

	/**
	 * Compare the content with another's.
	 * @param other the other asset
	 * @return whether both hold the same bytes
	 */
	public boolean hasSameContent(Asset other) {
		return this.representation.blob().equals(other.representation.blob());
	}

	/**
	 * Return whether this asset has the given content. A large file that was changed is
	 * read by the next request for it.
	 */
	boolean holds(BlobSource content) {
		BlobSource known = this.representation.source();
		if (content instanceof BlobSource.InFile file) {
			return (file.settled() && content.equals(known)) || (Rereading.isLarge(content) && file.isSameFile(known));
		}
		return content instanceof BlobSource.InMemory inMemory && known instanceof BlobSource.InMemory knownBytes
				&& inMemory.bytes() == knownBytes.bytes();
	}

	@Override
	public String toString() {
		return this.path;
	}

}
