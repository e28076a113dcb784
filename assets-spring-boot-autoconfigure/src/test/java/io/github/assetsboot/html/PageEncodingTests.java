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
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests for {@link PageEncoding}.
 *
 * @author the Assets for Spring Boot authors
 */
class PageEncodingTests {

	private static PageEncoding of(String page, String contentType) {
		return PageEncoding.of(page.getBytes(StandardCharsets.ISO_8859_1), page.length(), contentType);
	}

	private static String name(String page, String contentType) {
		return of(page, contentType).charset().name();
	}

	private static PageEncoding encoding(String label) {
		return of("", "text/html; charset=" + label);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			\u00ef\u00bb\u00bf | UTF-8
			\u00fe\u00ff       | UTF-16BE
			\u00ff\u00fe       | UTF-16LE
			""")
	void byteOrderMarkWins(String mark, String charset) {
		PageEncoding encoding = of(mark + "<meta charset=koi8-r>", "text/html; charset=windows-1252");
		assertThat(encoding).isEqualTo(new PageEncoding(Charset.forName(charset)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			text/html; charset=iso-8859-2        | ISO-8859-2
			text/html;charset=iso-8859-2;x=y     | ISO-8859-2
			text/html; x=y; CHARSET="ISO-8859-2" | ISO-8859-2
			text/html; charset=iso-8859-1        | windows-1252
			text/html; charset=us-ascii          | windows-1252
			text/html; charset=latin1            | windows-1252
			text/html; charset=iso-8859-9        | windows-1254
			text/html; charset=tis-620           | x-windows-874
			text/html; charset=shift_jis         | windows-31j
			text/html; charset=gb2312            | x-mswin-936
			text/html; charset=gb18030           | GB18030
			text/html; charset=euc-kr            | x-windows-949
			text/html; charset=big5              | x-windows-950
			text/html; charset=euc-jp            | x-eucJP-Open
			text/html; charset=utf-16            | UTF-16LE
			text/html; charset=utf-16be          | UTF-16BE
			text/html; charset=utf8              | UTF-8
			text/html; charset=x-user-defined    | ISO-8859-1
			text/html; charset=utf-32            | KOI8-R
			text/html; charset=ibm037            | KOI8-R
			text/html; charset=                  | KOI8-R
			text/html; charset=nope              | KOI8-R
			text/html                            | KOI8-R
			""")
	void labelOfTheMediaTypeComesNext(String contentType, String charset) {
		assertThat(name("<meta charset=koi8-r>", contentType)).isEqualTo(charset);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			<meta charset=koi8-r>                                             | KOI8-R
			<!doctype html><html lang=en><META CHARSET = "KOI8-R" />          | KOI8-R
			<meta/charset='koi8-r'/>                                          | KOI8-R
			<meta http-equiv=content-type content='text/html;charset=koi8-r'> | KOI8-R
			<meta content="text/html; charset='koi8-r'" http-equiv=Content-Type> | KOI8-R
			<meta http-equiv=content-type content="charset charset = koi8-r x"> | KOI8-R
			<meta content='text/html; charset=koi8-r'>                        | UTF-8
			<meta http-equiv=refresh content='text/html; charset=koi8-r'>     | UTF-8
			<meta name=charset content=koi8-r>                                | UTF-8
			<meta charset=nope><meta charset=koi8-r>                          | KOI8-R
			<meta charset=koi8-r charset=utf-8>                               | KOI8-R
			<meta charset=koi8-r><meta charset=ibm866>                        | KOI8-R
			<meta charset=utf-16>                                             | UTF-8
			<meta charset=utf-16><meta charset=koi8-r>                        | UTF-8
			<meta charset=x-user-defined>                                     | windows-1252
			<!--<meta charset=koi8-r>-->                                      | UTF-8
			<!--><meta charset=koi8-r>                                        | KOI8-R
			<!---><meta charset=koi8-r>                                       | KOI8-R
			<!--- --> <meta charset=koi8-r>                                   | KOI8-R
			<!-- <meta charset=koi8-r>                                        | UTF-8
			<a title="<meta charset=koi8-r>">                                 | UTF-8
			<a title=x><meta charset=koi8-r>                                  | KOI8-R
			</a title="><meta charset=koi8-r>">                               | UTF-8
			<!x "><meta charset=koi8-r>                                       | KOI8-R
			<?x <meta charset=koi8-r>                                         | UTF-8
			<?x><meta charset=koi8-r>                                         | KOI8-R
			<metadata charset=koi8-r>                                         | UTF-8
			</meta charset=koi8-r>                                            | UTF-8
			<meta charset=koi8-r                                              | UTF-8
			<meta charset="koi8-r                                             | UTF-8
			<script>'<meta charset=koi8-r>'</script>                          | KOI8-R
			< meta charset=koi8-r>                                            | UTF-8
			""")
	void metaElementIsFoundAsBrowsersFindIt(String page, String charset) {
		assertThat(name(page, "text/html")).isEqualTo(charset);
	}

	@Test
	void metaElementIsLookedForInTheFirst1024BytesOnly() {
		String meta = "<meta charset=koi8-r>";
		assertThat(name(" ".repeat(1024 - meta.length()) + meta + "<p>", "text/html")).isEqualTo("KOI8-R");
		assertThat(name(" ".repeat(1024 - meta.length() + 1) + meta + "<p>", "text/html")).isEqualTo("UTF-8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "iso-2022-jp", "ISO-2022-KR", "hz-gb-2312", "iso-2022-cn", "replacement" })
	void encodingThatCannotBeRewrittenIsRefused(String label) {
		assertThatIllegalStateException().isThrownBy(() -> encoding(label))
			.withMessage("HtmlRewriter does not support pages in the encoding '" + label + "'");
		assertThatIllegalStateException().isThrownBy(() -> of("<meta charset=" + label + ">", "text/html"));
		assertThatIllegalStateException().isThrownBy(() -> of("<meta charset=' " + label + " '>", "text/html"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "x-Johab", "x-JISAutoDetect", "x-windows-50220", "x-ISO-2022-CN-GB", "x-COMPOUND_TEXT",
			"JIS_Encoding", "IBM037", "UTF-32", "CESU-8" })
	void encodingThatOnlyJavaKnowsIsNoEncoding(String label) {
		assertThat(name("<meta charset=koi8-r>", "text/html; charset=" + label)).isEqualTo("KOI8-R");
		assertThat(name("<meta charset=" + label + "><meta charset=koi8-r>", "text/html")).isEqualTo("KOI8-R");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			utf-8          | 61e282acffc3        | a\u20ac\ufffd\ufffd
			windows-1252   | 80e9                | \u20ac\u00e9
			x-user-defined | 417f80ff            | A\u007f\uf780\uf7ff
			shift_jis      | 95ca 835c b1        | \u5225\u30bd\uff71
			euc-jp         | c6fc                | \u65e5
			gbk            | a8a6                | \u00e9
			gb18030        | 9439fc36            | \ud83d\ude00
			big5           | a4e9                | \u65e5
			euc-kr         | b0a1                | \uac00
			koi8-r         | c1                  | \u0430
			""")
	void bytesAreDecodedAsOnTheWeb(String label, String hex, String text) {
		byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
		byte[] padded = new byte[bytes.length + 2];
		System.arraycopy(bytes, 0, padded, 1, bytes.length);
		assertThat(encoding(label).decode(padded, 1, padded.length - 1)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			windows-1252   | \u20ac\u00e9       | 80e9
			x-user-defined | \uf780\u00e9       | 80262332333b3b
			gbk            | \u00e9             | a8a6
			euc-jp         | \u65e5             | c6fc
			utf-8          | \ud83d\ude00       | f09f9880
			""")
	void textIsEncodedAsOnTheWeb(String label, String text, String hex) {
		String expected = label.equals("x-user-defined") ? "80" + hex("&#233;") : hex;
		assertThat(HexFormat.of().formatHex(encoding(label).encode(text, "&#%d;"))).isEqualTo(expected);
	}

	private static String hex(String ascii) {
		return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			windows-1252 | \u65e5\ud83d\ude00     | &#26085;&#128512;     | \\u65e5\\ud83d\\ude00
			x-user-defined | \u0080\uf77f\uf800     | &#128;&#63359;&#63488; | \\u0080\\uf77f\\uf800
			koi8-r       | \u00fc                 | &#252;                | \\u00fc
			euc-jp       | \u00a5\u203e           | &#165;&#8254;         | \\u00a5\\u203e
			""")
	void unknownCharacterIsReferredTo(String label, String text, String reference, String escape) {
		PageEncoding encoding = encoding(label);
		assertThat(encoding.encode(text, "&#%d;")).asString(StandardCharsets.US_ASCII).isEqualTo(reference);
		assertThat(encoding.encode(text, "\\u%04x")).asString(StandardCharsets.US_ASCII).isEqualTo(escape);
		assertThatIllegalArgumentException().isThrownBy(() -> encoding.requireEncodable(text))
			.withMessageStartingWith("The encoding of the page lacks '");
		assertThatIllegalStateException().isThrownBy(() -> encoding.encode(text, null))
			.withMessageContaining("does not have the character '");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud800", "\udc00", "a\ud800", "\ud83d\ude00\ud800", "\ude00\ud83d" })
	void unpairedSurrogateIsReplacedOrRefused(String text) {
		assertThat(encoding("utf-8").encode(text, "&#%d;")).asString(StandardCharsets.UTF_8)
			.isEqualTo(text.replaceAll("[\ud800-\udfff]", "\ufffd"));
		assertThatIllegalArgumentException().isThrownBy(() -> encoding("utf-8").requireEncodable(text))
			.withMessageStartingWith("The encoding of the page lacks '");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u001b", "a\u001b" })
	void escapeCharacterIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> encoding("utf-8").requireEncodable(text))
			.withMessageStartingWith("U+001B could begin another encoding");
	}

	@Test
	void knownCharactersCanBeEncoded() {
		assertThat(encoding("windows-1252").requireEncodable("data-\u20ac")).isEqualTo("data-\u20ac");
		assertThat(encoding("utf-8").requireEncodable("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
	}

	static Stream<String> labels() {
		return Stream.of("utf-8", "ibm866", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6",
				"iso-8859-7", "iso-8859-8", "iso-8859-13", "iso-8859-15", "iso-8859-16", "koi8-r", "koi8-u",
				"macintosh", "windows-874", "windows-1250", "windows-1251", "windows-1252", "windows-1253",
				"windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "x-mac-cyrillic",
				"x-user-defined", "shift_jis", "euc-jp", "euc-kr", "gbk", "gb18030", "big5");
	}

	/**
	 * Otherwise text that was escaped could become markup.
	 */
	@ParameterizedTest
	@MethodSource("labels")
	void onlyAsciiIsEncodedAsMarkup(String label) {
		PageEncoding encoding = encoding(label);
		// no encoding has the line feed as a part of another character
		String all = IntStream.range(0x80, 0x20000).mapToObj(Character::toString).collect(Collectors.joining("\n"));
		byte[] bytes = encoding.encode(all, "");
		int character = 0x80;
		boolean first = true;
		for (byte value : bytes) {
			if (value == '\n') {
				character++;
			}
			else if (first ? value >= 0 : "<>&\"'/=!-\t\f\r ".indexOf(value) >= 0) {
				fail("U+%04X has the byte %02x", character, value);
			}
			first = value == '\n';
		}
		assertThat(character).isEqualTo(0x1FFFF);
		String ascii = IntStream.range(0, 0x80).mapToObj(Character::toString).collect(Collectors.joining());
		byte[] same = ascii.getBytes(StandardCharsets.US_ASCII);
		assertThat(encoding.encode(ascii, null)).isEqualTo(same);
		assertThat(encoding.decode(same, 0, same.length)).isEqualTo(ascii);
	}

	@ParameterizedTest
	@MethodSource("labels")
	void textIsCutBetweenCharacters(String label) {
		PageEncoding encoding = encoding(label);
		Random random = new Random(4);
		StringBuilder text = new StringBuilder();
		while (text.length() < 200) {
			String character = Character.toString(random.nextInt(0x10000));
			text.append((encoding.encode(character, "").length > 0) ? character : "x");
		}
		byte[] bytes = encoding.encode(text.toString(), null);
		String whole = encoding.decode(bytes, 0, bytes.length);
		for (int limit = 10; limit <= bytes.length; limit++) {
			int boundary = encoding.boundary(bytes, limit);
			assertThat(boundary).isBetween(limit - 3, limit);
			assertThat(encoding.decode(bytes, 0, boundary) + encoding.decode(bytes, boundary, bytes.length))
				.isEqualTo(whole);
		}
	}

}
