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

package io.github.assetsboot.robustness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.springframework.util.ClassUtils;

/**
 * The content codings, as far as their libraries are on the class path.
 *
 * @author the Assets for Spring Boot authors
 */
final class Codings {

	/**
	 * The codings and the extensions of their files.
	 */
	static final Map<String, String> EXTENSIONS = Map.of("gzip", ".gz", "br", ".br", "zstd", ".zst");

	private static final String BROTLI = "com.aayushatharva.brotli4j.";

	private static final String ZSTD = "com.github.luben.zstd.";

	private Codings() {
	}

	/**
	 * Return whether a coding is there.
	 * @param coding the coding
	 * @return {@code true} if its library is on the class path
	 */
	static boolean isAvailable(String coding) {
		return switch (coding) {
			case "gzip" -> true;
			case "br" -> ClassUtils.isPresent(BROTLI + "Brotli4jLoader", null) && isBrotliLoaded();
			case "zstd" -> ClassUtils.isPresent(ZSTD + "ZstdOutputStream", null);
			default -> false;
		};
	}

	/**
	 * Encode a content.
	 * @param coding the coding
	 * @param content the content
	 * @return the encoded content
	 * @throws IOException if it cannot be encoded
	 */
	static byte[] encode(String coding, byte[] content) throws IOException {
		ByteArrayOutputStream encoded = new ByteArrayOutputStream();
		try (OutputStream output = switch (coding) {
			case "gzip" -> new GZIPOutputStream(encoded);
			case "br" -> create(BROTLI + "encoder.BrotliOutputStream", OutputStream.class, encoded);
			case "zstd" -> create(ZSTD + "ZstdOutputStream", OutputStream.class, encoded);
			default -> throw new IllegalArgumentException(coding);
		}) {
			output.write(content);
		}
		return encoded.toByteArray();
	}

	/**
	 * Decode a content, which must be all of one.
	 * @param coding the coding
	 * @param content the content
	 * @return the decoded content
	 * @throws IOException if it is not encoded that way
	 */
	static byte[] decode(String coding, byte[] content) throws IOException {
		ByteArrayInputStream encoded = new ByteArrayInputStream(content);
		try (InputStream input = switch (coding) {
			case "gzip" -> new GZIPInputStream(encoded);
			case "br" -> create(BROTLI + "decoder.BrotliInputStream", InputStream.class, encoded);
			case "zstd" -> create(ZSTD + "ZstdInputStream", InputStream.class, encoded);
			default -> throw new IllegalArgumentException(coding);
		}) {
			return input.readAllBytes();
		}
	}

	private static boolean isBrotliLoaded() {
		try {
			Object available = Class.forName(BROTLI + "Brotli4jLoader").getMethod("isAvailable").invoke(null);
			return Boolean.TRUE.equals(available);
		}
		catch (ReflectiveOperationException ex) {
			return false;
		}
	}

	private static <T> T create(String name, Class<T> type, Object stream) throws IOException {
		try {
			return type.cast(Class.forName(name).getConstructor(type).newInstance(stream));
		}
		catch (ReflectiveOperationException ex) {
			throw new IOException(ex);
		}
	}

}
