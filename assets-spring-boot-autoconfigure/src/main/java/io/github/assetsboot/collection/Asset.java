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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * A file of a collection.
 *
 * @param path where it lies in the collection, decoded and starting with a slash
 * @param hash the first 32 hexadecimal digits of its content's SHA-256
 * @param contentType its media type, or {@code null} if its extension is not known
 * @param content its bytes
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record Asset(String path, String hash, @Nullable String contentType, AssetContent content) {

	private static final int HASH_OCTETS = 16;

	/**
	 * Create an asset by reading its content once.
	 * @param path where it lies in the collection
	 * @param content its bytes
	 * @return the asset
	 * @throws IOException if the content cannot be read
	 */
	static Asset read(String path, AssetContent content) throws IOException {
		return new Asset(path, hash(content), ContentTypes.forPath(path), content);
	}

	/**
	 * Return the strong entity tag.
	 * @return the tag, in quotes
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110,
	 * section 8.8.3</a>
	 */
	public String entityTag() {
		return "\"" + this.hash + "\"";
	}

	/**
	 * Return this asset as it is now: the very same, unless its file has been changed.
	 * @return the asset, its tag and length those of the present content
	 * @throws IOException if the file is gone or cannot be read
	 */
	public Asset current() throws IOException {
		AssetContent current = this.content.current();
		return (current == this.content) ? this : read(this.path, current);
	}

	private static String hash(AssetContent content) throws IOException {
		try (InputStream stream = content.open()) {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			byte[] buffer = new byte[64 * 1024];
			for (int length = stream.read(buffer); length != -1; length = stream.read(buffer)) {
				digest.update(buffer, 0, length);
			}
			return HexFormat.of().formatHex(digest.digest(), 0, HASH_OCTETS);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256 is missing from this Java runtime", ex);
		}
	}

}
