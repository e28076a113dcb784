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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Media types by file extension, from a table of our own, so that a response depends
 * neither on the machine nor on the rest of the class path.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://www.iana.org/assignments/media-types/">IANA, media types</a>
 */
final class ContentTypes {

	private static final Map<String, String> TYPES = load();

	private static final Pattern COMPRESSIBLE = Pattern
		.compile("(?:text/.*|.*[+/](?:json|xml|javascript|ecmascript)|application/(?:wasm|manifest\\+json|rtf"
				+ "|vnd\\.ms-fontobject|xhtml\\+xml)|font/(?:ttf|otf|collection)|image/(?:bmp|svg\\+xml|x-icon"
				+ "|vnd\\.microsoft\\.icon)).*");

	private ContentTypes() {
	}

	/**
	 * Find the media type of a file.
	 * @param path its path
	 * @return the media type, with the charset of a text, or {@code null} if the
	 * extension is missing or not known
	 */
	static @Nullable String forPath(String path) {
		String name = path.substring(path.lastIndexOf('/') + 1);
		int dot = name.lastIndexOf('.');
		return (dot > 0) ? TYPES.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)) : null;
	}

	/**
	 * Return whether a general-purpose coding makes content of this type smaller.
	 * @param contentType the media type, or {@code null} if it is not known
	 * @return {@code false} for unknown types and types that are compressed already
	 */
	static boolean isCompressible(@Nullable String contentType) {
		return contentType != null && COMPRESSIBLE.matcher(contentType).matches();
	}

	private static Map<String, String> load() {
		Map<String, String> types = new HashMap<>();
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(
				ContentTypes.class.getResource("content-types.txt").openStream(), StandardCharsets.UTF_8))) {
			String line = reader.readLine();
			while (line != null) {
				if (!line.startsWith("#")) {
					String[] fields = line.split(" ");
					String type = fields[0].startsWith("text/") ? fields[0] + "; charset=utf-8" : fields[0];
					for (int i = 1; i < fields.length; i++) {
						types.put(fields[i], type);
					}
				}
				line = reader.readLine();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return types;
	}

}
