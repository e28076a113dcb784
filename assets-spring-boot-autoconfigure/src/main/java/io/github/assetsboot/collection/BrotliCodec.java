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

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;

/**
 * {@code br}, by the library brotli4j.
 *
 * @author the Assets for Spring Boot authors
 */
final class BrotliCodec implements Codec {

	private static final int BEST_QUALITY = 11;

	/**
	 * Create a codec.
	 * @throws LinkageError if the library is missing, or has nothing for this machine
	 */
	BrotliCodec() {
		Brotli4jLoader.ensureAvailability();
	}

	@Override
	public byte[] encode(byte[] bytes) throws IOException {
		ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length / 2);
		try (OutputStream stream = new BrotliOutputStream(result, new Encoder.Parameters().setQuality(BEST_QUALITY))) {
			stream.write(bytes);
		}
		return result.toByteArray();
	}

	@Override
	public InputStream decode(InputStream coded) throws IOException {
		return new BrotliInputStream(coded);
	}

}
