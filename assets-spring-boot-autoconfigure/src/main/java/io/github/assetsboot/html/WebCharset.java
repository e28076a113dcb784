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

package io.github.assetsboot.html;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A charset of the web that Java has in another form or not at all. Each byte is one
 * character, and the lower half is ASCII.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://encoding.spec.whatwg.org/">Encoding Standard</a>
 */
final class WebCharset extends Charset {

	private static final Map<String, String> NAMES = load();

	private static final Map<String, Charset> CHARSETS = new ConcurrentHashMap<>();

	private static final String USER_DEFINED = "x-user-defined";

	private static final char NONE = '\ufffd';

	private final String upperHalf;

	private WebCharset(String name, IntFunction<Character> characters) {
		super(name, null);
		StringBuilder all = new StringBuilder(128);
		IntStream.rangeClosed(0x80, 0xFF).mapToObj(characters).forEach(all::append);
		this.upperHalf = all.toString();
	}

	private static Map<String, String> load() {
		Map<String, String> names = new HashMap<>();
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(
				WebCharset.class.getResource("encodings.txt").openStream(), StandardCharsets.US_ASCII))) {
			reader.lines().filter((line) -> !line.startsWith("#")).forEach((line) -> {
				String[] fields = line.split(" ");
				for (int i = 1; i < fields.length; i++) {
					names.put(fields[i], fields[0]);
				}
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return names;
	}

	/**
	 * Find a charset.
	 * @param label the name of the charset in a page or a header field
	 * @return the charset, or {@code null} if the label is unknown
	 * @throws IllegalStateException if pages in that charset cannot be rewritten
	 */
	static @Nullable Charset forLabel(String label) {
		String name = NAMES.get(label.strip().toLowerCase(Locale.ROOT));
		if (name == null) {
			return null;
		}
		Assert.state(name.equals(USER_DEFINED) || (!name.equals("-") && Charset.isSupported(name)),
				() -> "HtmlRewriter does not support pages in the encoding '" + label.strip() + "'");
		return CHARSETS.computeIfAbsent(name, WebCharset::create);
	}

	private static Charset create(String name) {
		if (name.equals(USER_DEFINED)) {
			return new WebCharset(name, (value) -> (char) (0xF700 + value));
		}
		Charset charset = Charset.forName(name);
		if (!name.contains("windows-") || charset.newEncoder().maxBytesPerChar() > 1) {
			return charset;
		}
		return new WebCharset(name, (value) -> {
			char character = new String(new byte[] { (byte) value }, charset).charAt(0);
			// the bytes that Windows leaves out are control characters on the web
			return (character == NONE && value < 0xA0) ? (char) value : character;
		});
	}

	@Override
	public boolean contains(Charset charset) {
		return equals(charset);
	}

	@Override
	public CharsetDecoder newDecoder() {
		return new CharsetDecoder(this, 1, 1) {

			@Override
			protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
				while (in.hasRemaining()) {
					if (!out.hasRemaining()) {
						return CoderResult.OVERFLOW;
					}
					byte value = in.get();
					out.put((value < 0) ? WebCharset.this.upperHalf.charAt(value & 0x7F) : (char) value);
				}
				return CoderResult.UNDERFLOW;
			}

		};
	}

	@Override
	public CharsetEncoder newEncoder() {
		return new CharsetEncoder(this, 1, 1) {

			@Override
			protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
				for (; in.hasRemaining(); in.get()) {
					if (!out.hasRemaining()) {
						return CoderResult.OVERFLOW;
					}
					char character = in.get(in.position());
					int index = (character == NONE) ? -1 : WebCharset.this.upperHalf.indexOf(character);
					if (character >= 0x80 && index < 0) {
						return CoderResult.unmappableForLength(1);
					}
					out.put((byte) ((character < 0x80) ? character : 0x80 + index));
				}
				return CoderResult.UNDERFLOW;
			}

		};
	}

}
