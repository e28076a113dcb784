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
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * The bytes of an asset, wherever they are.
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
	 * Return what is there now, if that may have changed since.
	 * @return this content if it is unchanged, otherwise what took its place
	 * @throws IOException if there is nothing any more
	 */
	AssetContent current() throws IOException;

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
		public AssetContent current() {
			return this;
		}

	}

	/**
	 * Content in a file.
	 *
	 * @param path the file, without symbolic links
	 * @param size its length in bytes
	 * @param lastModified when it was last changed
	 */
	record InFile(Path path, long size, FileTime lastModified) implements AssetContent {

		/**
		 * Look at a file.
		 * @param path the file
		 * @return its content
		 * @throws IOException if there is no such file
		 */
		public static InFile of(Path path) throws IOException {
			BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
			return new InFile(path, attributes.size(), attributes.lastModifiedTime());
		}

		@Override
		public InputStream open() throws IOException {
			return Files.newInputStream(this.path);
		}

		@Override
		public AssetContent current() throws IOException {
			InFile now = of(this.path);
			return now.equals(this) ? this : now;
		}

	}

}
