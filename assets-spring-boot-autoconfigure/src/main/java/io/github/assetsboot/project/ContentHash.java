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

package io.github.assetsboot.project;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

import io.github.assetsboot.collection.Body;
import io.github.assetsboot.collection.StoredFile.StoredContent;

/**
 * SHA-256, which names contents.
 *
 * @author the Assets for Spring Boot authors
 */
final class ContentHash {

	private static final int BUFFER_SIZE = 64 * 1024;

	private ContentHash() {
	}

	static StoredContent of(byte[] bytes) {
		return new StoredContent(HexFormat.of().formatHex(Body.sha256().digest(bytes)), bytes.length);
	}

	/**
	 * Hash a content.
	 * @throws IOException if it cannot be read, or is not as long as it says
	 */
	static StoredContent of(StorageContent content) throws IOException {
		MessageDigest digest = Body.sha256();
		long size = 0;
		try (InputStream stream = content.open()) {
			byte[] buffer = new byte[BUFFER_SIZE];
			for (int length = stream.read(buffer); length != -1; length = stream.read(buffer)) {
				digest.update(buffer, 0, length);
				size += length;
			}
		}
		if (size != content.size()) {
			throw new IOException("A content has " + size + " bytes in place of " + content.size());
		}
		return new StoredContent(HexFormat.of().formatHex(digest.digest()), size);
	}

}
