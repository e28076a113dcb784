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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.assetsboot.robustness.Seed;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Text that a handler inserts never becomes markup, wherever it is inserted and in
 * whatever encoding. It is inserted as text or refused.
 *
 * @author the Assets for Spring Boot authors
 */
class InsertedTextIT {

	/**
	 * Pages with an element {@code x}.
	 */
	static final List<String> PAGES = List.of("<p>1<b id=x>y</b>2</p>", "<p>1 <<b id=x>y<</b>2</p>",
			"<p>1</<b id=x>y</b>", "<p>&<b id=x>&</b>&", "<p>1<!--c--><b id=x><!--d--></b><!--e-->",
			"<ul><li>1<li id=x>2<li>3</ul>", "<p>1<p id=x>2</p>3", "<p>1<p id=x>2<div>3</div>", "<title id=x>t</title>",
			"<textarea id=x>t</textarea>", "<script id=x>s</script>", "<style id=x>s</style>", "<script id=x></script>",
			"<iframe id=x>t</iframe>", "<noscript id=x>t</noscript>", "<head><noscript id=x></noscript></head>",
			"<xmp id=x>t</xmp>", "<noembed id=x>t</noembed>", "<noframes id=x>t</noframes>", "<plaintext id=x>t",
			"<svg id=x><title>t</title></svg>", "<svg><title id=x>t</title></svg>",
			"<svg><script id=x>t</script></svg>", "<svg><style id=x>t</style></svg>",
			"<svg><![CDATA[a]]><g id=x><![CDATA[b]]></g><![CDATA[c]]></svg>",
			"<svg><foreignObject><p id=x>t</foreignObject></svg>", "<math><mi id=x>t</mi></math>",
			"<math><annotation-xml encoding=text/html><p id=x>t</annotation-xml></math>",
			"<select><option id=x>1<option>2</select>", "<table><tr><td id=x>1<td>2</table>",
			"<table id=x><tr><td>1</table>", "<template><b id=x>y</b></template>", "<a title=\"x\"id=x>y</a>",
			"<a id=x b='<evil>'>y</a>", "<x-y id=x>t</x-y>", "<head id=x></head>", "<body id=x>t</body>",
			"<object id=x>t</object>", "<pre id=x>\n</pre>", "<br id=x>", "<img id=x src=a>", "<input id=x value=a>",
			"<svg><path id=x /></svg>", "<script id=x><!--<script></script>--></script>", "<script id=x><</script>",
			"<style id=x><</style>", "<script id=x><!-</script>", "<title id=x><</title>", "<b id=x>y", "<b id=x>y<",
			"<b id=x>y</", "<b id=x>y<!--", "<b id=x>y<a b='", "<script id=x>y", "<title id=x>y",
			"<b id=x title=<evil");

	static final List<String> TEXTS = List.of("<evil onevil=1>", "evil onevil=1>", "evil onevil=1 ",
			"/x><evil onevil=1>", "!--><evil onevil=1>", "script><evil onevil=1>", "/script><evil onevil=1>",
			"/title><evil onevil=1>", "</script><evil onevil=1>", "</SCRIPT\n><evil onevil=1>", "<!--<script>",
			"<script", "-->", "--!><evil onevil=1>", "--", "-", ">", "->", "</style><evil onevil=1>",
			"</title></textarea></xmp></iframe></noembed></noframes><evil>", "</noscript><evil onevil=1>",
			"</plaintext><evil onevil=1>", "]]><evil onevil=1>", "\"><evil onevil=1>", "'><evil onevil=1>",
			"\" onevil=1 ", "' onevil=1 ", " onevil=1 ", "`onevil=1", "&lt;evil onevil=1&gt;", "&#60;evil>",
			"lt;evil onevil=1>", "\0<evil onevil=1>", "<\0evil>", "\ud800<evil onevil=1>", "<\udc00evil>",
			"\u001b$B<evil onevil=1>\u001b(B", "\u001b(J", "+ADw-evil onevil=1+AD4-", "\uff1cevil onevil=1\uff1e",
			"\u20ac<evil onevil=1>", "\ufeff<evil>", "\u65e5\u672c<evil>", "\u8868<evil>", "\r\n<evil>", "<?evil>",
			"<!evil>", "<![CDATA[<evil>", "</evil>");

	/**
	 * All combinations take minutes.
	 */
	private static final int STEP = (Seed.cases(1) > 1) ? 1 : 17;

	private static final Map<String, Function<String, HtmlRewriter>> OPERATIONS = operations();

	private static Map<String, Function<String, HtmlRewriter>> operations() {
		HtmlRewriter rewriter = HtmlRewriter.create();
		Map<String, Function<String, HtmlRewriter>> operations = new LinkedHashMap<>();
		operations.put("before", (text) -> rewriter.on("#x", (x) -> x.before(text)));
		operations.put("after", (text) -> rewriter.on("#x", (x) -> x.after(text)));
		operations.put("prepend", (text) -> rewriter.on("#x", (x) -> x.prepend(text)));
		operations.put("append", (text) -> rewriter.on("#x", (x) -> x.append(text)));
		operations.put("setInnerContent", (text) -> rewriter.on("#x", (x) -> x.setInnerContent(text)));
		operations.put("replace", (text) -> rewriter.on("#x", (x) -> x.replace(text)));
		operations.put("setAttribute",
				(text) -> rewriter.on("#x", (x) -> x.setAttribute("id", text).setAttribute("new", text)));
		operations.put("removed, then content", (text) -> rewriter.on("#x", (x) -> {
			x.removeAndKeepContent();
			x.prepend(text).append(text);
		}));
		operations.put("content, then removed", (text) -> rewriter.on("#x", (x) -> {
			x.prepend(text).append(text);
			x.removeAndKeepContent();
		}));
		operations.put("renamed, then content",
				(text) -> rewriter.on("#x", (x) -> x.setTagName("i").prepend(text).append(text)));
		operations.put("content, then renamed",
				(text) -> rewriter.on("#x", (x) -> x.prepend(text).append(text).setTagName("i")));
		operations.put("end tag",
				(text) -> rewriter.on("#x", (x) -> x.onEndTag((tag) -> tag.before(text).after(text))));
		operations.put("end tag removed", (text) -> rewriter.on("#x", (x) -> x.onEndTag((tag) -> tag.replace(text))));
		operations.put("text before", (text) -> rewriter.onText((node) -> node.before(text)));
		operations.put("text after", (text) -> rewriter.onText((node) -> node.after(text)));
		operations.put("text replace", (text) -> rewriter.onText((node) -> node.replace(text)));
		operations.put("comment before", (text) -> rewriter.onComment((node) -> node.before(text)));
		operations.put("comment after", (text) -> rewriter.onComment((node) -> node.after(text)));
		operations.put("comment replace", (text) -> rewriter.onComment((node) -> node.replace(text)));
		operations.put("comment text", (text) -> rewriter.onComment((node) -> node.setText(text)));
		operations.put("end", (text) -> rewriter.onEnd((end) -> end.append(text)));
		operations.put("end, and markup",
				(text) -> rewriter.onEnd((end) -> end.append(text).append(HtmlContent.html("<hr>"))));
		operations.put("text, and markup", (text) -> rewriter.on("#x",
				(x) -> x.before(text).before(HtmlContent.html("<hr>")).append(text).append(HtmlContent.html("<hr>"))));
		operations.put("markup that ends with '<', and text",
				(text) -> rewriter.on("#x", (x) -> x.before(HtmlContent.html("1 <")).before(text)));
		return operations;
	}

	@ParameterizedTest
	@FieldSource("PAGES")
	void insertedTextIsNoMarkup(String page) throws IOException {
		int count = page.length();
		for (String charset : List.of("utf-8", "windows-1252", "shift_jis", "gb18030", "utf-16le", "utf-16be")) {
			byte[] bytes = page.getBytes(Charset.forName(charset));
			for (String operation : OPERATIONS.keySet()) {
				for (String text : TEXTS) {
					if (count++ % STEP == 0) {
						byte[] rewritten = rewrite(bytes, charset, OPERATIONS.get(operation).apply(text));
						assertHarmless(rewritten, charset, page + " | " + operation + " | " + text);
					}
				}
			}
		}
	}

	private static byte[] rewrite(byte[] page, String charset, HtmlRewriter rewriter) throws IOException {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.CONTENT_TYPE, "text/html; charset=" + charset);
		try {
			ResponseEntity<Resource> response = rewriter
				.transform(ResponseEntity.ok().headers(headers).body(new ByteArrayResource(page)));
			return response.getBody().getContentAsByteArray();
		}
		catch (IllegalStateException | IllegalArgumentException ex) {
			assertThat(ex).hasMessageMatching(
					"(?s).*(cannot have content|cannot have an end tag|must not (contain|make)|would end the comment|encod).*");
			return page;
		}
	}

	private static void assertHarmless(byte[] page, String charset, String description) throws IOException {
		Document document = Jsoup.parse(new ByteArrayInputStream(page), charset, "");
		List<String> names = new ArrayList<>();
		for (Element element : document.getAllElements()) {
			names.add(element.normalName());
			for (Attribute attribute : element.attributes()) {
				names.add(attribute.getKey().toLowerCase());
			}
		}
		assertThat(names).as("%s: %s", description, new String(page, Charset.forName(charset)))
			.noneMatch((name) -> name.contains("evil"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<title>x</title>           | title
			<textarea>x</textarea>     | textarea
			<p>x</p>                   | p
			<ul><li>x<li>y</ul>        | li
			<svg><title>x</title></svg> | title
			<svg><style>x</style></svg> | style
			<select><option>x</select> | option
			""")
	void insertedTextIsReadAsItIs(String page, String name) {
		String text = "a <b>&amp;</b> </title></textarea> 'b' \"c\" -->";
		String rewritten = HtmlRewriter.create().on(name, (element) -> element.setInnerContent(text)).transform(page);
		assertThat(Jsoup.parse(rewritten).selectFirst(name).wholeText()).isEqualTo(text);
	}

	@Test
	void attributeIsReadAsItWasSet() {
		for (String text : TEXTS) {
			String rewritten = HtmlRewriter.create()
				.on("a", (a) -> a.setAttribute("title", text).setAttribute("new", text))
				.transform("<a title='x'>y</a>");
			Element a = Jsoup.parse(rewritten).selectFirst("a");
			// a browser reads a reference to a surrogate as U+FFFD, which jsoup does not
			assertThat(normalize(a.attr("title"))).as(rewritten).isEqualTo(normalize(text));
			assertThat(normalize(a.attr("new"))).as(rewritten).isEqualTo(normalize(text));
			assertThat(a.attributes().size()).isEqualTo(2);
		}
	}

	private static String normalize(String text) {
		return text.replace('\0', '\ufffd')
			.replace('\ud800', '\ufffd')
			.replace('\udc00', '\ufffd')
			.replace("\r\n", "\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "img src=x onerror=y", "/p", "!--", "?x", "IMG src=x" })
	void textIsInsertedAsTextAfterALessThanSign(String text) {
		String rewritten = HtmlRewriter.create().on("b", (b) -> b.before(text)).transform("<p>1 <<b>x</b>2");
		assertThat(Jsoup.parse(rewritten).selectFirst("p").wholeText()).isEqualTo("1 <" + text + "x2");
		assertThat(Jsoup.parse(rewritten).body().select("*")).hasSize(3);
	}

	@Test
	void bytesWithoutACharacterStayIfTheEncodingLacksTheReplacementCharacter() throws IOException {
		byte[] page = "<script>'\u0081'</script>".getBytes(Charset.forName("iso-8859-1"));
		assertThat(rewrite(page, "windows-1252", HtmlRewriter.create().onText(HtmlText::text))).isEqualTo(page);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<title></</title>           | title x | <title></&#116;itle x</title>
			<title></tit</title>        | le x    | <title></tit&#108;e x</title>
			<xmp></xm</xmp>             | p <b>   | <xmp></xm&#112; &lt;b&gt;</xmp>
			<plaintext></plaintex       | t/      | <plaintext></plaintex&#116;/
			""")
	void textDoesNotCompleteAnEndTag(String page, String text, String expected) {
		assertThat(HtmlRewriter.create().onText((node) -> node.after(text)).transform(page)).isEqualTo(expected);
	}

	@Test
	void escapeCharacterIsRefusedWhereItCannotBeEscaped() {
		String text = "\u001b$B";
		HtmlRewriter rewriter = HtmlRewriter.create();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> rewriter.onComment((comment) -> comment.setText(text)).transform("<!---->"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> rewriter.on("p", (p) -> p.setAttribute("a" + text, "b")).transform("<p>"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> rewriter.on("p", (p) -> p.setTagName("a" + text)).transform("<p>"));
		assertThat(rewriter.on("script", (script) -> script.append(HtmlContent.json('"' + text + '"')))
			.transform("<script></script>")).isEqualTo("<script>\"\\u001b$B\"</script>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<p><svg><foreignObject><div>x</div></foreignObject><script></script></svg></p>",
			"<p><svg><foreignObject></p></foreignObject><script></script></svg>",
			"<svg><desc><div></svg></div></desc><script></script></svg>", "<svg><g><desc></g><script></script></svg>",
			"<ul><li><svg><desc><li>x</li></desc><script></script></svg></ul>",
			"<div><math><mi></div></mi><script></script></math></div>" })
	void textInAScriptOfSvgOrMathmlIsEscaped(String page) {
		assertThat(HtmlRewriter.create().on("script", (script) -> script.append("<evil>")).transform(page))
			.contains("<script>&lt;evil&gt;</script>");
	}

	@Test
	void scriptInHtmlInSvgOrMathmlIsAScriptOfHtml() {
		for (String page : List.of("<svg><foreignObject><p>x</foreignObject></svg><script><b></script>",
				"<svg><desc></svg><script><b></script>",
				"<math><annotation-xml encoding=text/html><mglyph><script><b></script>")) {
			assertThat(HtmlRewriter.create().on("b", (b) -> b.before("x")).transform(page)).isEqualTo(page);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "script", "style" })
	void textOfAScriptIsRefusedIfItWouldEndIt(String name) {
		for (String text : List.of("</" + name, "</" + name.toUpperCase() + ">", "<!--")) {
			HtmlRewriter rewriter = HtmlRewriter.create().onText(name, (node) -> {
				if (!node.text().isEmpty()) {
					node.replace(text);
				}
			});
			assertThatIllegalStateException().isThrownBy(() -> rewriter.transform("<" + name + ">x</" + name + ">"))
				.withMessageContaining("must not contain");
		}
	}

}
