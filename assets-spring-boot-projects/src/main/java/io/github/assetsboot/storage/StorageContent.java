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

package io.github.assetsboot.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a file or of a value of a storage. They can be read more than once.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public interface StorageContent {

	/**
	 * Return the size.
	 * @return the number of bytes
	 */
	long size();

	/**
	 * Open the content. Each stream begins at the first byte.
	 * @return the bytes, exactly as many as {@link #size()} says; to be closed
	 * @throws IOException if it cannot be read
	 */
	InputStream open() throws IOException;

	/**
	 * Return bytes as a content.
	 * @param bytes the bytes, not to be changed any more
	 * @return the content
	 */
	static StorageContent of(byte[] bytes) {
		return new StorageContent() {

			@Override
			public long size() {
				return bytes.length;
			}

			@Override
			public InputStream open() {
				return new ByteArrayInputStream(bytes);
			}

		};
	}

}
