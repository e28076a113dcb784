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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The character encoding of a page, found as a browser finds it: a byte order mark, the
 * media type, a {@code meta} element; UTF-8 if none of them tells.
 *
 * @param charset the encoding
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding">
 * HTML, determining the character encoding</a>
 */
record PageEncoding(Charset charset) {

	static final PageEncoding UTF_8 = new PageEncoding(StandardCharsets.UTF_8);

	/**
	 * The number of bytes at the beginning of a page that tell its encoding.
	 */
	static final int PRESCANNED = 1024;

	/**
	 * The number of bytes of the longest byte order mark.
	 */
	private static final int MARK = 3;

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
	 * Encodings in which the bytes of ASCII mean something else at times.
	 */
	private static final Pattern REFUSED = Pattern.compile("(cs)?iso-?2022.*|hz-gb-2312|replacement",
			Pattern.CASE_INSENSITIVE);

	/**
	 * The encodings that both browsers and Java know. A browser takes no other label for
	 * one, and in some others text can have the bytes of markup.
	 */
	private static final Pattern KNOWN = Pattern.compile("UTF-(8|16(BE|LE)?)|US-ASCII|IBM866|(x-)?ISO-8859-\\d+"
			+ "|TIS-620|KOI8-[RU]|GBK|GB2312|GB18030|Big5(-HKSCS)?|Shift_JIS|EUC-(JP|KR)"
			+ "|(x-)?windows-(125\\d|874|31j|949)", Pattern.CASE_INSENSITIVE);

	/**
	 * Names that mean more on the web than in Java.
	 */
	private static final Map<String, String> ON_THE_WEB = Map.ofEntries(Map.entry("ISO-8859-1", "windows-1252"),
			Map.entry("US-ASCII", "windows-1252"), Map.entry("ISO-8859-9", "windows-1254"),
			Map.entry("TIS-620", "x-windows-874"), Map.entry("Shift_JIS", "windows-31j"),
			Map.entry("EUC-JP", "x-eucJP-Open"), Map.entry("GB2312", "x-mswin-936"), Map.entry("GBK", "x-mswin-936"),
			Map.entry("Big5", "x-windows-950"), Map.entry("EUC-KR", "x-windows-949"), Map.entry("UTF-16", "UTF-16LE"));

	/**
	 * The encoding {@code x-user-defined}, in which the upper half is private characters.
	 */
	private static final Charset USER_DEFINED = StandardCharsets.ISO_8859_1;

	private static final int PRIVATE = 0xF700;

	/**
	 * Return how many bytes at the beginning of a page tell its encoding.
	 * @param contentType the media type
	 */
	static int prescanned(String contentType) {
		return IN_MEDIA_TYPE.matcher(contentType).find() ? MARK : PRESCANNED;
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
		String mark = new String(bytes, 0, Math.min(length, MARK), StandardCharsets.ISO_8859_1);
		if (mark.equals("\u00ef\u00bb\u00bf")) {
			return new PageEncoding(StandardCharsets.UTF_8);
		}
		if (mark.startsWith("\u00fe\u00ff")) {
			return new PageEncoding(StandardCharsets.UTF_16BE);
		}
		if (mark.startsWith("\u00ff\u00fe")) {
			return new PageEncoding(StandardCharsets.UTF_16LE);
		}
		Matcher inMediaType = IN_MEDIA_TYPE.matcher(contentType);
		Charset declared = inMediaType.find() ? charset(inMediaType.group(1)) : null;
		if (declared == null) {
			declared = prescan(new String(bytes, 0, Math.min(length, PRESCANNED), StandardCharsets.ISO_8859_1));
		}
		return new PageEncoding(Objects.requireNonNullElse(declared, StandardCharsets.UTF_8));
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
		Charset charset = (label != null) ? charset(label) : null;
		if (charset != null && charset.name().startsWith("UTF-16")) {
			// the element could not have been read
			return StandardCharsets.UTF_8;
		}
		return (charset == USER_DEFINED) ? Charset.forName("windows-1252") : charset;
	}

	/**
	 * Return the charset of a label, or {@code null} if browsers do not know the label.
	 */
	private static @Nullable Charset charset(String declared) {
		String label = declared.strip();
		if (label.equalsIgnoreCase("utf-8")) {
			return StandardCharsets.UTF_8;
		}
		Assert.state(!REFUSED.matcher(label).matches(),
				() -> "HtmlRewriter does not support pages in the encoding '" + label + "'");
		if (label.equalsIgnoreCase("x-user-defined")) {
			return USER_DEFINED;
		}
		try {
			Charset charset = Charset.forName(label);
			return KNOWN.matcher(charset.name()).matches()
					? Charset.forName(ON_THE_WEB.getOrDefault(charset.name(), charset.name())) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
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
		return (this.charset == USER_DEFINED) ? shift(text, 0x80, PRIVATE) : text;
	}

	/**
	 * Shift the characters of the upper half of a byte to or from the private characters.
	 */
	private static String shift(String text, int first, int distance) {
		return text.codePoints()
			.map((character) -> (character >= first) ? character + distance : character)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
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
		if (this.charset == StandardCharsets.UTF_8 && !hasUnpairedSurrogate(text)) {
			return text.getBytes(this.charset);
		}
		CharsetEncoder encoder = this.charset.newEncoder();
		StringBuilder encodable = new StringBuilder(text.length());
		text.codePoints().map(PageEncoding::toScalarValue).forEach((character) -> {
			if (canEncode(encoder, character)) {
				encodable.appendCodePoint(character);
			}
			else {
				Assert.state(fallback != null, () -> "The encoding '" + this.charset.name()
						+ "' of the page does not have the character '" + Character.toString(character) + "'");
				boolean units = fallback.contains("x");
				(units ? Character.toString(character).chars() : IntStream.of(character))
					.forEach((value) -> encodable.append(fallback.formatted(value)));
			}
		});
		String result = encodable.toString();
		return ((this.charset == USER_DEFINED) ? shift(result, PRIVATE + 0x80, -PRIVATE) : result)
			.getBytes(this.charset);
	}

	private static int toScalarValue(int character) {
		return (Character.getType(character) == Character.SURROGATE) ? 0xFFFD : character;
	}

	private static boolean hasUnpairedSurrogate(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i)) && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
				return true;
			}
		}
		return false;
	}

	private boolean canEncode(CharsetEncoder encoder, int character) {
		if (this.charset == USER_DEFINED) {
			return character < 0x80 || (character >= PRIVATE + 0x80 && character < PRIVATE + 0x100);
		}
		// the method canEncode makes an exception for each character that is lacking
		ByteBuffer bytes = ByteBuffer.allocate(8);
		if (encoder.reset().encode(CharBuffer.wrap(Character.toChars(character)), bytes, true).isError()) {
			return false;
		}
		// EUC-JP of Java has a backslash for the yen sign, and a supplement that browsers
		// only read
		byte first = bytes.get(0);
		return first == character
				|| (first < 0 && !(first == (byte) 0x8F && this.charset.name().startsWith("x-eucJP")));
	}

	/**
	 * Require that the page's encoding has all characters of a text, which cannot be
	 * escaped. U+001B could begin another encoding.
	 * @return the text
	 * @throws IllegalArgumentException if it lacks one
	 */
	String requireEncodable(String text) {
		Assert.isTrue(text.indexOf('\u001b') < 0,
				"U+001B could begin another encoding, and cannot be escaped in a name or a comment");
		CharsetEncoder encoder = this.charset.newEncoder();
		text.codePoints()
			.forEach(
					(character) -> Assert.isTrue(canEncode(encoder, character), () -> "The encoding of the page lacks '"
							+ Character.toString(character) + "', which is in '" + text + "'"));
		return text;
	}

}
