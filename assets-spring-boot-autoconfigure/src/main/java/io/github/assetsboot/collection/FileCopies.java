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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Copies of large contents in files of our own. What the kernel sends out of a file is
 * never looked at again, so that it has to be a file that nobody else can change.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class FileCopies {

	/**
	 * A larger file would make its first request wait for too long.
	 */
	private static final long MAX_SIZE = 64 * 1024 * 1024;

	private final Set<Body> underway = ConcurrentHashMap.newKeySet();

	private final long budget;

	private long used;

	/**
	 * Create a place for copies.
	 * @param budget how many bytes to copy at most
	 */
	public FileCopies(long budget) {
		this.budget = budget;
	}

	/**
	 * Return a file with the bytes of a representation.
	 * @param representation the representation
	 * @return the file, or {@code null} if there is none and none can be made now
	 */
	public @Nullable TemporaryFile get(Representation representation) {
		if (representation.content() instanceof AssetContent.InTemporaryFile inFile) {
			return inFile.file();
		}
		Body body = representation.body();
		TemporaryFile copy = body.copy();
		return (copy != null || body.size() > MAX_SIZE) ? copy : make(representation);
	}

	/**
	 * Who comes while another makes the copy goes without.
	 */
	private @Nullable TemporaryFile make(Representation representation) {
		Body body = representation.body();
		if (!this.underway.add(body)) {
			return null;
		}
		try {
			if (body.copy() == null && reserve(body.size())) {
				copy(representation);
			}
			return body.copy();
		}
		finally {
			this.underway.remove(body);
		}
	}

	private void copy(Representation representation) {
		Body body = representation.body();
		try (InputStream content = representation.content().open()) {
			TemporaryFile copy = TemporaryFile.of(content);
			if (Body.of(new AssetContent.InTemporaryFile(copy)).equals(body)) {
				long size = copy.size();
				copy.onDelete(() -> release(size));
				body.copy(copy);
				return;
			}
		}
		catch (IOException ex) {
			// it is sent without a copy, or the attempt to send it fails alike
		}
		release(body.size());
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
