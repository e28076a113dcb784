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
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code zstd}, by the library zstd-jni.
 * <p>
 * The library codes what is in an array without letting go of it. Until it has done so no
 * garbage is collected, and whoever needs memory waits: seconds, at the best level. So
 * the content goes through buffers outside of the heap.
 *
 * @author the Assets for Spring Boot authors
 */
final class ZstdCodec implements Codec {

	/**
	 * The highest level whose memory a browser has to grant, RFC 9659.
	 */
	private static final int BEST_LEVEL = 19;

	/**
	 * RFC 8878, section 5.
	 */
	private static final byte[] FORMATTED = { 0x37, (byte) 0xa4, 0x30, (byte) 0xec };

	private static final int BUFFER_SIZE = 128 * 1024;

	/**
	 * Create a codec.
	 * @throws LinkageError if the library is missing, or has nothing for this machine
	 */
	ZstdCodec() {
		Zstd.maxCompressionLevel();
	}

	@Override
	public byte[] encode(byte[] bytes) throws IOException {
		return encodeWith(null, bytes, ContentCoding.Pause.NONE);
	}

	/**
	 * The window is at most 8 MB at this level, which each client can hold: RFC 9842,
	 * section 5. A client takes each dictionary as it is, so one that looks like a
	 * formatted dictionary cannot be used.
	 */
	@Override
	public byte[] encode(byte[] bytes, byte[] dictionary, ContentCoding.Pause pause) throws IOException {
		if (Arrays.mismatch(dictionary, FORMATTED) == FORMATTED.length) {
			throw new IOException("The content begins as a formatted dictionary of zstd does");
		}
		return encodeWith(dictionary, bytes, pause);
	}

	private static byte[] encodeWith(byte @Nullable [] dictionary, byte[] bytes, ContentCoding.Pause pause)
			throws IOException {
		ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length / 2);
		WritableByteChannel channel = Channels.newChannel(result);
		ByteBuffer content = ByteBuffer.wrap(bytes);
		ByteBuffer source = ByteBuffer.allocateDirect(BUFFER_SIZE).flip();
		ByteBuffer target = ByteBuffer.allocateDirect(BUFFER_SIZE);
		try (ZstdCompressCtx context = new ZstdCompressCtx()) {
			context.setLevel(BEST_LEVEL);
			if (dictionary != null) {
				context.loadDict(dictionary);
			}
			context.setPledgedSrcSize(bytes.length);
			boolean ended = false;
			while (!ended) {
				if (!source.hasRemaining()) {
					pause.take();
					fill(source, content);
				}
				EndDirective directive = content.hasRemaining() ? EndDirective.CONTINUE : EndDirective.END;
				boolean flushed = context.compressDirectByteBufferStream(target, source, directive);
				ended = flushed && directive == EndDirective.END;
				channel.write(target.flip());
				target.clear();
			}
		}
		return result.toByteArray();
	}

	private static void fill(ByteBuffer buffer, ByteBuffer content) {
		int length = Math.min(buffer.capacity(), content.remaining());
		buffer.clear().put(content.slice(content.position(), length)).flip();
		content.position(content.position() + length);
	}

	@Override
	public InputStream decode(InputStream coded) throws IOException {
		return new ZstdInputStream(coded);
	}

}
