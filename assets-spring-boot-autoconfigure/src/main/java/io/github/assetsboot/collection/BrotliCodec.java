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
import java.nio.ByteBuffer;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.aayushatharva.brotli4j.encoder.PreparedDictionary;
import com.aayushatharva.brotli4j.encoder.PreparedDictionaryGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@code br}, by the library brotli4j.
 *
 * @author the Assets for Spring Boot authors
 */
final class BrotliCodec implements Codec {

	private static final int BEST_QUALITY = 11;

	private static final int PIECE = 64 * 1024;

	/**
	 * Create a codec.
	 * @throws LinkageError if the library is missing, or has nothing for this machine
	 */
	BrotliCodec() {
		Brotli4jLoader.ensureAvailability();
	}

	@Override
	public byte[] encode(byte[] bytes) throws IOException {
		return encodeWith(null, bytes, ContentCoding.Pause.NONE);
	}

	/**
	 * The window is that of the other coding, 4 MB: RFC 9842, section 4, allows 16 MB.
	 * The dictionary is outside of it.
	 */
	@Override
	public byte[] encode(byte[] bytes, byte[] dictionary, ContentCoding.Pause pause) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(dictionary.length).put(dictionary).flip();
		return encodeWith(PreparedDictionaryGenerator.generate(buffer), bytes, pause);
	}

	private static byte[] encodeWith(@Nullable PreparedDictionary dictionary, byte[] bytes, ContentCoding.Pause pause)
			throws IOException {
		ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length / 2);
		try (BrotliOutputStream stream = new BrotliOutputStream(result,
				new Encoder.Parameters().setQuality(BEST_QUALITY))) {
			if (dictionary != null) {
				stream.attachDictionary(dictionary);
			}
			for (int start = 0; start < bytes.length; start += PIECE) {
				pause.take();
				stream.write(bytes, start, Math.min(PIECE, bytes.length - start));
			}
		}
		return result.toByteArray();
	}

	@Override
	public InputStream decode(InputStream coded) throws IOException {
		return new BrotliInputStream(coded);
	}

}
