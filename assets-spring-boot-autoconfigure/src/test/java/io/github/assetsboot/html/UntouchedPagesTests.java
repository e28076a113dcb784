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
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
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
 * Odd pages: what no handler changes comes out byte for byte, the rest of a page that one
 * changes as well.
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

	static final List<String> DOCUMENTS = ODD.stream()
		.filter((page) -> !page.isEmpty() && !page.startsWith("<td") && !page.startsWith("<tr"))
		.toList();

	private static final List<String> CHARSETS = List.of("utf-8", "windows-1252", "iso-8859-1", "utf-16le", "utf-16be",
			"shift_jis", "gb18030", "iso-2022-jp", "koi8-r");

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
			.transform(response)).isSameAs(response);
		assertThat(seen.isEmpty()).isEqualTo(page.isEmpty());
	}

	@ParameterizedTest
	@MethodSource("pages")
	void attributeChangesItsTagOnly(String charset, String page) throws IOException {
		byte[] bytes = page.getBytes(Charset.forName(charset));
		byte[] attribute = " data-x=\"1\"".getBytes(Charset.forName(charset));
		ResponseEntity<Resource> response = html(bytes, charset);
		int[] count = { 0 };
		ResponseEntity<Resource> rewritten = this.rewriter.on("p", (p) -> {
			count[0]++;
			p.setAttribute("data-x", "1");
		}).transform(response);
		byte[] result = content(rewritten);
		// a paragraph that only an end tag makes gets a start tag of its own
		int made = page.startsWith("<p>x</p></p>")
				? "<p".getBytes(Charset.forName(charset)).length + ">".getBytes(Charset.forName(charset)).length : 0;
		assertThat(result).hasSize(bytes.length + count[0] * attribute.length + made);
		if (made == 0) {
			assertThat(without(result, attribute)).isEqualTo(bytes);
		}
	}

	@ParameterizedTest
	@FieldSource("DOCUMENTS")
	void attributesAreThoseOfTheTree(String page) {
		String rewritten = this.rewriter.on("p, b, td, body", (element) -> element.setAttribute("data-x", "1"))
			.transform(page);
		Document expected = Jsoup.parse(page);
		for (Element element : expected.select("p, b, td, body")) {
			element.attr("data-x", "1");
		}
		assertThat(Trees.dump(Jsoup.parse(rewritten))).isEqualTo(Trees.dump(expected));
	}

	@ParameterizedTest
	@FieldSource("ODD")
	void textStaysText(String page) {
		String text = "\"'--></title></textarea></style></iframe></xmp></noembed></noframes>]]><img src=x onerror=y>";
		List<Consumer<HtmlElement>> changes = List.of((element) -> element.setAttribute("data-x", text),
				(element) -> element.before(text), (element) -> element.after(text), (element) -> element.prepend(text),
				(element) -> element.append(text), (element) -> element.setInnerContent(text),
				(element) -> element.replace(text));
		for (Consumer<HtmlElement> change : changes) {
			List<String> names = new ArrayList<>();
			this.rewriter.on("*", (element) -> names.add(element.tagName())).transform(page);
			for (String name : names) {
				String rewritten = rewriteIfPossible(page, name, change);
				assertThat(Jsoup.parse(rewritten).select("img[onerror]")).as(rewritten).isEmpty();
			}
		}
	}

	private String rewriteIfPossible(String page, String name, Consumer<HtmlElement> change) {
		try {
			return this.rewriter.on("*", (element) -> {
				if (element.tagName().equals(name)) {
					change.accept(element);
				}
			}).transform(page);
		}
		catch (IllegalStateException ex) {
			assertThat(ex).hasMessageMatching(".* (cannot have content|must not contain '.*')");
			return page;
		}
	}

	@Test
	void randomBytesAreKept() throws IOException {
		for (int i = 0; i < 2_000; i++) {
			Random random = new Random(i);
			StringBuilder page = new StringBuilder();
			for (int parts = random.nextInt(6); parts >= 0; parts--) {
				page.append(ODD.get(random.nextInt(ODD.size())));
			}
			byte[] bytes = page.append("<p id=last>").toString().getBytes(StandardCharsets.UTF_8);
			for (int changes = random.nextInt(5); changes > 0; changes--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			ResponseEntity<Resource> response = html(bytes, CHARSETS.get(random.nextInt(CHARSETS.size())));
			assertThat(this.rewriter.on("*", HtmlElement::tagName).transform(response)).isSameAs(response);
			byte[] rewritten = content(
					this.rewriter.on("[id]", (element) -> element.setAttribute("data-zz", "1")).transform(response));
			for (String charset : List.of("utf-16le", "utf-16be", "utf-8")) {
				rewritten = without(rewritten, " data-zz=\"1\"".getBytes(Charset.forName(charset)));
			}
			assertThat(rewritten).as("%s", i).isEqualTo(bytes);
		}
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
