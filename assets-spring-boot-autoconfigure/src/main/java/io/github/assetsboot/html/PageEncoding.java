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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The character encoding of a page, found as a browser finds it: a byte order mark, the
 * media type, a {@code meta} element; UTF-8 if none of them tells.
 *
 * @param charset the encoding
 * @param byteOrderMark the length of the byte order mark, 0 without one
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding">
 * HTML, determining the character encoding</a>
 */
record PageEncoding(Charset charset, int byteOrderMark) {

	static final PageEncoding UTF_8 = new PageEncoding(StandardCharsets.UTF_8, 0);

	private static final int PRESCANNED = 1024;

	private static final Pattern IN_MEDIA_TYPE = Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([^\\s\"';]+)",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern IN_META = Pattern.compile("<meta\\s[^>]*?charset\\s*=\\s*[\"']?([^\\s\"'>;/]+)",
			Pattern.CASE_INSENSITIVE);

	static PageEncoding of(byte[] bytes, String contentType) {
		if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
			return new PageEncoding(StandardCharsets.UTF_8, 3);
		}
		if (startsWith(bytes, 0xFE, 0xFF)) {
			return new PageEncoding(StandardCharsets.UTF_16BE, 2);
		}
		if (startsWith(bytes, 0xFF, 0xFE)) {
			return new PageEncoding(StandardCharsets.UTF_16LE, 2);
		}
		Charset declared = find(IN_MEDIA_TYPE, contentType);
		if (declared == null) {
			declared = find(IN_META,
					new String(bytes, 0, Math.min(bytes.length, PRESCANNED), StandardCharsets.ISO_8859_1));
			// it could not have been read otherwise
			declared = (declared != null && declared.name().startsWith("UTF-16")) ? null : declared;
		}
		return new PageEncoding((declared != null) ? declared : StandardCharsets.UTF_8, 0);
	}

	private static boolean startsWith(byte[] bytes, int... start) {
		for (int i = 0; i < start.length; i++) {
			if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
				return false;
			}
		}
		return true;
	}

	private static @Nullable Charset find(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? charset(matcher.group(1).toLowerCase(Locale.ROOT)) : null;
	}

	/**
	 * Some names mean more on the web than elsewhere.
	 */
	private static @Nullable Charset charset(String label) {
		try {
			Charset charset = Charset.forName(label);
			if (charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII)) {
				return Charset.forName("windows-1252");
			}
			if (charset.equals(StandardCharsets.UTF_16)) {
				return StandardCharsets.UTF_16LE;
			}
			return isStateless(charset) ? charset : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * In what has states, a position in the text is none among the bytes.
	 */
	private static boolean isStateless(Charset charset) {
		return charset.canEncode() && !charset.name().startsWith("ISO-2022");
	}

	boolean canEncode(String text) {
		return this.charset.newEncoder().canEncode(text);
	}

	/**
	 * Return the largest position up to a limit at which a character begins.
	 */
	int boundary(byte[] bytes, int limit) {
		int position = limit;
		while (position > limit - 4 && (bytes[position] & 0xC0) == 0x80) {
			position--;
		}
		return position;
	}

	/**
	 * Decode bytes of the page. Malformed bytes become U+FFFD.
	 */
	String decode(byte[] bytes, int from, int to) {
		return new String(bytes, from, to - from, this.charset);
	}

	/**
	 * Encode text for the page.
	 * @param text the text
	 * @param fallback the format of a character that the page's encoding does not have;
	 * {@code %04x} is given UTF-16 code units, {@code %d} a code point; {@code null} if
	 * such a character is refused
	 * @return the bytes
	 * @throws IllegalStateException if a character is refused
	 */
	byte[] encode(String text, @Nullable String fallback) {
		return text.getBytes(this.charset);
	}

}
