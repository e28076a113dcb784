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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content codings that assets are served in.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1">RFC 9110, section
 * 8.4.1</a>
 */
public enum ContentCoding {

	/**
	 * {@code gzip}, which the JDK knows.
	 */
	GZIP("gzip", ".gz") {

		@Override
		Codec createCodec() {
			return new GzipCodec();
		}

	},

	/**
	 * {@code br}, with the library brotli4j.
	 */
	BR("br", ".br") {

		@Override
		@Nullable Codec createCodec() {
			return Brotli4jLoader.isAvailable() ? new BrotliCodec() : null;
		}

	},

	/**
	 * {@code zstd}, with the library zstd-jni.
	 */
	ZSTD("zstd", ".zst") {

		@Override
		Codec createCodec() {
			Zstd.maxCompressionLevel();
			return new ZstdCodec();
		}

	};

	private final String token;

	private final String extension;

	private final @Nullable Codec codec;

	ContentCoding(String token, String extension) {
		this.token = token;
		this.extension = extension;
		this.codec = loadCodec();
	}

	/**
	 * Find a coding by its name in header fields.
	 * @param token the name, in any case
	 * @return the coding, or {@code null} if there is none of that name that can be read
	 * here
	 */
	public static @Nullable ContentCoding of(String token) {
		for (ContentCoding coding : values()) {
			if (coding.token.equalsIgnoreCase(token) && coding.isAvailable()) {
				return coding;
			}
		}
		return null;
	}

	/**
	 * Return the name of this coding in header fields.
	 * @return the name
	 */
	public String token() {
		return this.token;
	}

	/**
	 * Return the extension of a file that holds the coded representation of another.
	 * @return the extension, with its dot
	 */
	String extension() {
		return this.extension;
	}

	/**
	 * Return whether this coding can be made and read here.
	 * @return {@code false} if its library is not on the class path, or not for this
	 * machine
	 */
	public boolean isAvailable() {
		return this.codec != null;
	}

	/**
	 * Return the tag of a coded representation.
	 * @param entityTag the tag of the representation without a coding
	 * @return the tag, in quotes
	 */
	public String entityTag(String entityTag) {
		return entityTag.substring(0, entityTag.length() - 1) + "-" + this.token + "\"";
	}

	byte[] encode(byte[] bytes) throws IOException {
		return codec().encode(bytes);
	}

	/**
	 * Decode a stream.
	 * @param coded the coded stream
	 * @return the decoded one
	 * @throws IOException if it is not of this coding
	 */
	public InputStream decode(InputStream coded) throws IOException {
		return codec().decode(coded);
	}

	private Codec codec() {
		if (this.codec == null) {
			throw new IllegalStateException("The content coding '" + this.token + "' needs its library");
		}
		return this.codec;
	}

	private @Nullable Codec loadCodec() {
		try {
			return createCodec();
		}
		catch (LinkageError ex) {
			return null;
		}
	}

	abstract @Nullable Codec createCodec();

	private interface Codec {

		byte[] encode(byte[] bytes) throws IOException;

		InputStream decode(InputStream coded) throws IOException;

	}

	private static final class GzipCodec implements Codec {

		@Override
		public byte[] encode(byte[] bytes) throws IOException {
			ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length / 2);
			try (OutputStream stream = new GZIPOutputStream(result) {
				{
					this.def.setLevel(Deflater.BEST_COMPRESSION);
				}
			}) {
				stream.write(bytes);
			}
			return result.toByteArray();
		}

		@Override
		public InputStream decode(InputStream coded) throws IOException {
			return new GZIPInputStream(coded);
		}

	}

	private static final class BrotliCodec implements Codec {

		private static final int BEST_QUALITY = 11;

		@Override
		public byte[] encode(byte[] bytes) throws IOException {
			ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length / 2);
			try (OutputStream stream = new BrotliOutputStream(result,
					new Encoder.Parameters().setQuality(BEST_QUALITY))) {
				stream.write(bytes);
			}
			return result.toByteArray();
		}

		@Override
		public InputStream decode(InputStream coded) throws IOException {
			return new BrotliInputStream(coded);
		}

	}

	private static final class ZstdCodec implements Codec {

		/**
		 * The highest level whose memory a browser has to grant, RFC 9659.
		 */
		private static final int BEST_LEVEL = 19;

		@Override
		public byte[] encode(byte[] bytes) {
			return Zstd.compress(bytes, BEST_LEVEL);
		}

		@Override
		public InputStream decode(InputStream coded) throws IOException {
			return new ZstdInputStream(coded);
		}

	}

}
