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

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

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

	/**
	 * The number of bytes at the beginning of a page that tell its encoding.
	 */
	static final int PRESCANNED = 1024;

	private static final Pattern IN_MEDIA_TYPE = Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([^\\s\"';]+)",
			Pattern.CASE_INSENSITIVE);

	/**
	 * A comment, a tag up to the end of its name, or other markup.
	 */
	private static final Pattern MARKUP = Pattern.compile(
			"<(?:!(?=--).*?(?:-->|\\z)|(meta)(?=[\\s/])|/?([a-z][^\\s>]*+)|[!/?][^>]*+)",
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	private static final Pattern ATTRIBUTE = Pattern.compile(
			"[\\s/]*+([^\\s/>][^\\s/>=]*+)" + "(?:\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\\s>\"'][^\\s>]*+)?))?");

	private static final Pattern IN_CONTENT = Pattern
		.compile("charset\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s;\"'][^\\s;]*))", Pattern.CASE_INSENSITIVE);

	/**
	 * Charsets of Java that know characters which the main one for the encoding lacks.
	 */
	private static final Map<String, String> ALTERNATIVES = Map.of("Big5-HKSCS", "x-windows-950", "x-mswin-936",
			"GB18030");

	static PageEncoding of(byte[] bytes, String contentType) {
		return of(bytes, bytes.length, contentType);
	}

	/**
	 * Determine the encoding of a page.
	 * @param bytes the page, or its first {@value #PRESCANNED} bytes
	 * @param length the number of bytes
	 * @param contentType the media type
	 * @return the encoding
	 * @throws IllegalStateException if pages in that encoding cannot be rewritten
	 */
	static PageEncoding of(byte[] bytes, int length, String contentType) {
		String mark = new String(bytes, 0, Math.min(length, 3), StandardCharsets.ISO_8859_1);
		if (mark.equals("\u00ef\u00bb\u00bf")) {
			return new PageEncoding(StandardCharsets.UTF_8, 3);
		}
		if (mark.startsWith("\u00fe\u00ff")) {
			return new PageEncoding(StandardCharsets.UTF_16BE, 2);
		}
		if (mark.startsWith("\u00ff\u00fe")) {
			return new PageEncoding(StandardCharsets.UTF_16LE, 2);
		}
		Matcher inMediaType = IN_MEDIA_TYPE.matcher(contentType);
		Charset declared = inMediaType.find() ? WebCharset.forLabel(inMediaType.group(1)) : null;
		if (declared == null) {
			declared = prescan(new String(bytes, 0, Math.min(length, PRESCANNED), StandardCharsets.ISO_8859_1));
		}
		return new PageEncoding(Objects.requireNonNullElse(declared, StandardCharsets.UTF_8), 0);
	}

	/**
	 * Find the first {@code meta} element that declares an encoding.
	 */
	private static @Nullable Charset prescan(String start) {
		Matcher markup = MARKUP.matcher(start);
		Matcher attribute = ATTRIBUTE.matcher(start);
		for (int position = 0; markup.find(position);) {
			position = markup.end();
			if (markup.group(1) == null && markup.group(2) == null) {
				continue;
			}
			Map<String, String> attributes = new HashMap<>();
			while (attribute.region(position, start.length()).lookingAt()) {
				position = attribute.end();
				attributes.putIfAbsent(attribute.group(1).toLowerCase(Locale.ROOT), value(attribute, 2));
			}
			Charset declared = (markup.group(1) != null && position < start.length()) ? declared(attributes) : null;
			if (declared != null) {
				return declared;
			}
		}
		return null;
	}

	private static @Nullable Charset declared(Map<String, String> meta) {
		String label = meta.get("charset");
		if (label == null && "content-type".equalsIgnoreCase(meta.get("http-equiv"))) {
			Matcher inContent = IN_CONTENT.matcher(meta.getOrDefault("content", ""));
			label = inContent.find() ? value(inContent, 1) : null;
		}
		Charset charset = (label != null) ? WebCharset.forLabel(label) : null;
		if (charset != null && charset.name().startsWith("UTF-16")) {
			// the element could not have been read
			return StandardCharsets.UTF_8;
		}
		return (charset != null && charset.name().equals("x-user-defined")) ? WebCharset.forLabel("windows-1252")
				: charset;
	}

	/**
	 * Return the one of three groups that has matched, empty if none has.
	 */
	private static String value(Matcher matcher, int first) {
		for (int group = first; group < first + 3; group++) {
			if (matcher.group(group) != null) {
				return matcher.group(group);
			}
		}
		return "";
	}

	boolean isUtf16() {
		return this.charset.name().startsWith("UTF-16");
	}

	/**
	 * Return the encoding of the page after its conversion from UTF-16 to UTF-8.
	 */
	PageEncoding converted() {
		return new PageEncoding(StandardCharsets.UTF_8, (this.byteOrderMark > 0) ? 3 : 0);
	}

	/**
	 * Return the largest position up to a limit at which a character begins.
	 * @param bytes the bytes, the first of which begins a character
	 */
	int boundary(byte[] bytes, int limit) {
		ByteBuffer input = ByteBuffer.wrap(bytes, 0, limit);
		this.charset.newDecoder()
			.onMalformedInput(CodingErrorAction.REPLACE)
			.onUnmappableCharacter(CodingErrorAction.REPLACE)
			.decode(input, CharBuffer.allocate(limit), false);
		return input.position();
	}

	/**
	 * Decode bytes of the page. Malformed bytes become U+FFFD.
	 */
	String decode(byte[] bytes, int from, int to) {
		String text = new String(bytes, from, to - from, this.charset);
		return (text.indexOf('\ufffd') < 0) ? text : decodeMalformed(Arrays.copyOfRange(bytes, from, to), text);
	}

	private String decodeMalformed(byte[] bytes, String text) {
		if (this.charset == StandardCharsets.UTF_8) {
			// the standard has three of U+FFFD for a surrogate of three bytes, Java one
			for (int i = 0; i < bytes.length - 1; i++) {
				if (bytes[i] == (byte) 0xED && (bytes[i + 1] & 0xE0) == 0xA0) {
					bytes[i] = (byte) 0xFF;
					bytes[i + 1] = (byte) 0xFF;
				}
			}
			return new String(bytes, this.charset);
		}
		String alternative = ALTERNATIVES.get(this.charset.name());
		String other = (alternative != null) ? new String(bytes, Charset.forName(alternative)) : text;
		return (other.indexOf('\ufffd') < 0) ? other : text;
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
		Charset target = encodingCharset();
		if (canEncode(text)) {
			return text.getBytes(target);
		}
		CharsetEncoder encoder = target.newEncoder();
		StringBuilder encodable = new StringBuilder(text.length() + 64);
		text.codePoints().forEach((character) -> {
			if (canEncode(encoder, character)) {
				encodable.appendCodePoint(character);
			}
			else {
				encodable.append(escape(character, fallback));
			}
		});
		return encodable.toString().getBytes(target);
	}

	private String escape(int character, @Nullable String fallback) {
		Assert.state(fallback != null, () -> "The encoding '" + this.charset.name()
				+ "' of the page does not have the character '" + Character.toString(character) + "'");
		if (fallback.contains("%d")) {
			// there are no references to surrogates
			return fallback.formatted((Character.getType(character) == Character.SURROGATE) ? 0xFFFD : character);
		}
		StringBuilder units = new StringBuilder();
		for (char unit : Character.toChars(character)) {
			units.append(fallback.formatted((int) unit));
		}
		return units.toString();
	}

	/**
	 * Return whether the page's encoding has all characters of a text.
	 */
	boolean canEncode(String text) {
		if (this.charset == StandardCharsets.UTF_8 && !hasSurrogates(text)) {
			return true;
		}
		CharsetEncoder encoder = encodingCharset().newEncoder();
		return text.codePoints().allMatch((character) -> canEncode(encoder, character));
	}

	private static boolean hasSurrogates(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Some charsets of Java encode the yen sign and the overline as ASCII characters that
	 * mean something else, and one has private characters where browsers have others.
	 */
	private static boolean canEncode(CharsetEncoder encoder, int character) {
		if (character < 0x80) {
			return true;
		}
		String text = Character.toString(character);
		boolean other = Character.getType(character) == Character.PRIVATE_USE
				&& encoder.charset().name().equals("x-windows-950");
		return !other && encoder.canEncode(text) && text.getBytes(encoder.charset())[0] < 0;
	}

	/**
	 * Browsers do not encode the extension of Big5 for Hong Kong.
	 */
	private Charset encodingCharset() {
		return this.charset.name().equals("Big5-HKSCS") ? Charset.forName("x-windows-950") : this.charset;
	}

}
