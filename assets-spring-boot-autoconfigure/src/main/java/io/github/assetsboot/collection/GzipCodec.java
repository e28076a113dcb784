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

/**
 * {@code gzip}, by the JDK.
 *
 * @author the Assets for Spring Boot authors
 */
final class GzipCodec implements Codec {

	@Override
	public byte[] encode(byte[] bytes) throws IOException {
		ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length / 2);
		try (OutputStream stream = encode(result)) {
			stream.write(bytes);
		}
		return result.toByteArray();
	}

	static OutputStream encode(OutputStream coded) throws IOException {
		return new GZIPOutputStream(coded) {
			{
				this.def.setLevel(Deflater.BEST_COMPRESSION);
			}
		};
	}

	@Override
	public InputStream decode(InputStream coded) throws IOException {
		return new GZIPInputStream(coded);
	}

}
