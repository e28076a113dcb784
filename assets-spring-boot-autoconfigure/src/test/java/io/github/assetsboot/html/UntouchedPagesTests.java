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

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Odd pages. The parts that no handler changes stay the same, byte for byte.
 *
 * @author the Assets for Spring Boot authors
 */
class UntouchedPagesTests {

	static final List<String> ODD = List.of("", " ", "text", "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" 'x'>",
			"<P CLASS=a>upper</P>", "<p>&nbsp;&AMP;&amp;&notit;&#x41;&#65;&unknown;&</p>",
			"<p title='&quot;&apos;'>x</p>", "<![CDATA[ x <b> ]]><p>x</p>",
			"<svg><![CDATA[ <b>x</b> ]]><path d='M0'/><title>t</title></svg>", "<!-- <p>x</p> --><p>y</p>",
			"<!--[if IE]><p>ie</p><![endif]--><p>x</p>", "<!--[if !IE]><!--><p>x</p><!--<![endif]-->",
			"<!-->x--><p>y</p><!--->", "<!-- a -- b --!><p>x</p>", "<template><tr><td>x</td></tr></template>",
			"<math><mi>x</mi><annotation-xml encoding='text/html'><p>y</p>",
			"<textarea><p>not one</p></textarea><title><p>nor here</p></title>",
			"<script>if (a < b) document.write('<p>')</script>", "<script><!-- <script> </script> --></script><p>x</p>",
			"<style>p > a { content: '</p>' }</style>", "<p>one<p>two<p>three", "<ul><li>1<li>2",
			"<b><i>x</b>y</i><p>z", "<table>text<tr><td>x<p>y</table>", "<a href=1>x<a href=2>y</a>",
			"<p>x</p></p></br></div>", "<p>line\r\nbreaks\rof\nall kinds</p>", "<p\n\tclass = a\r\n id\n=\nb >x</p\n>",
			"<p a=1 A=2 a=3>x</p>", "<p/><br/><img/ src=x /><p / class=/a/>", "<p =x \"y\" 'z' <>x</p>", "<p>x<",
			"<p>x</", "<p>x<!", "<p>x<!--", "<p>x<b", "<p>x<b c", "<p>x<b c=", "<p>x<b c='", "<p>x</b", "<p>x<?",
			"<p>\u0000x<b\u0000 c\u0000=\u0000>", "<p>\u00e9\u20ac\ud83d\ude00\u2028</p>",
			"<frameset><frame src=x></frameset>", "<plaintext><p>x</plaintext>",
			"<noscript><p>x</p></noscript><head><noscript><p>y</p></noscript>", "<html a><html b><body c><body d>x",
			"<head></head><script>x</script><p>y", "</head></body></html><p>x", "<p>x</body></html>\n<!-- end -->\n",
			"<form><form><p>x</form></form>", "<select><option>1<p>x<option>2</select>",
			"<pre>\n\nx</pre><pre>\r\nx</pre>", "<x-y z><p>x</x-y>", "<tr><td>x</td></tr>", "<td>x<td>y",
			"<option>x<option>y", "<image src=x><p>x", "<isindex><keygen><p>x<menuitem>y", "<ruby>x<rt>y<rp>z</ruby>",
			"<nobr>1<nobr>2", "<button>1<button>2", "<h1>x</h2><p>y", "<dl><dt>x<dd>y<p>z</dl>",
			"<object><p>x</object>", "<p>x<table><p>y</table>z");

	private static final Set<String> VOID = Set.of("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame",
			"hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr");

	private static final String MARKER_TEXT = "@marker@";

	private static final HtmlContent MARKER = HtmlContent.html(MARKER_TEXT);

	private static final List<String> CHARSETS = List.of("utf-8", "windows-1252", "iso-8859-1", "utf-16le", "utf-16be",
			"shift_jis", "gb18030", "koi8-r");

	private final HtmlRewriter rewriter = HtmlRewriter.create();

	static Stream<Arguments> pages() {
		return CHARSETS.stream().flatMap((charset) -> ODD.stream().map((page) -> Arguments.of(charset, page)));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void pageThatNoHandlerChangesIsReturnedAsItWas(String charset, String page) {
		ResponseEntity<Resource> response = html(page.getBytes(Charset.forName(charset)), charset);
		List<String> seen = new ArrayList<>();
		assertThat(this.rewriter.on("*", (element) -> seen.add(element.tagName()))
			.onComment((comment) -> seen.add(comment.text()))
			.onText((text) -> seen.add(text.text()))
			.onDoctype((doctype) -> seen.add(doctype.name()))
			.onEnd((end) -> seen.add("end"))
			.transform(response)).isSameAs(response);
		assertThat(seen).endsWith("end");
		assertThat(seen.size() == 1).isEqualTo(page.isEmpty());
	}

	@ParameterizedTest
	@MethodSource("pages")
	void pageIsTheSameApartFromInsertedContent(String charset, String page) throws IOException {
		byte[] bytes = page.getBytes(Charset.forName(charset));
		byte[] result = content(this.rewriter.on("*", (element) -> {
			if (!VOID.contains(element.tagName()) && !element.tagName().equals("path")) {
				element.prepend(MARKER);
			}
		}).onComment((comment) -> comment.before(MARKER)).transform(html(bytes, charset)));
		assertThat(without(result, MARKER_TEXT.getBytes(Charset.forName(charset)))).isEqualTo(bytes);
	}

	@ParameterizedTest
	@FieldSource("ODD")
	void pageIsTheSameApartFromAChangedTag(String page) {
		String rewritten = this.rewriter.on("p", (p) -> p.setAttribute("data-x", "1")).transform(page);
		Document expected = Jsoup.parse(page);
		Document result = Jsoup.parse(rewritten);
		result.select("p[data-x]").removeAttr("data-x");
		assertThat(Trees.dump(result)).isEqualTo(Trees.dump(expected));
	}

	@Test
	void byteOrderMarkStaysInFront() throws IOException {
		for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
			byte[] page = "\uFEFF<p>\u00e9</p>".getBytes(charset);
			byte[] expected = "\uFEFF\u20ac<p>\u00e9</p>".getBytes(charset);
			ResponseEntity<Resource> response = html(page, "windows-1252");
			assertThat(content(this.rewriter.on("p", (p) -> p.before("\u20ac")).transform(response)))
				.isEqualTo(expected);
		}
	}

	@Test
	void malformedBytesAreCopied() throws IOException {
		byte[] page = { '<', 'p', '>', (byte) 0xE9, (byte) 0xE2, (byte) 0x82, '<', 'b', '>', (byte) 0xFF, '<', '/', 'b',
				'>' };
		byte[] expected = { '<', 'p', '>', (byte) 0xE9, (byte) 0xE2, (byte) 0x82, '<', 'b', '>', (byte) 0xFF, '!', '<',
				'/', 'b', '>' };
		assertThat(content(this.rewriter.on("b", (b) -> b.append("!")).transform(html(page, "utf-8"))))
			.isEqualTo(expected);
	}

	private static ResponseEntity<Resource> html(byte[] bytes, String charset) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.CONTENT_TYPE, "text/html; charset=" + charset);
		return ResponseEntity.ok().headers(headers).body(new ByteArrayResource(bytes));
	}

	private static byte[] content(ResponseEntity<Resource> response) throws IOException {
		return response.getBody().getContentAsByteArray();
	}

	/**
	 * Cut out what has been put in.
	 */
	private static byte[] without(byte[] bytes, byte[] part) {
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		return text.replace(new String(part, StandardCharsets.ISO_8859_1), "").getBytes(StandardCharsets.ISO_8859_1);
	}

}
