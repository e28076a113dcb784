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

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;

/**
 * {@code zstd}, by the library zstd-jni.
 *
 * @author the Assets for Spring Boot authors
 */
final class ZstdCodec implements Codec {

	/**
	 * The highest level whose memory a browser has to grant, RFC 9659.
	 */
	private static final int BEST_LEVEL = 19;

	/**
	 * Create a codec.
	 * @throws LinkageError if the library is missing, or has nothing for this machine
	 */
	ZstdCodec() {
		Zstd.maxCompressionLevel();
	}

	@Override
	public byte[] encode(byte[] bytes) {
		return Zstd.compress(bytes, BEST_LEVEL);
	}

	@Override
	public InputStream decode(InputStream coded) throws IOException {
		return new ZstdInputStream(coded);
	}

}
