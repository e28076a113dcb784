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

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link HtmlRewriter}, the first test to read of this package: each operation
 * once, and the rules for several of them together.
 *
 * @author the Assets for Spring Boot authors
 */
class HtmlRewriterTests {

	private final HtmlRewriter rewriter = HtmlRewriter.create();

	private String rewrite(String html, String selector, Consumer<HtmlElement> handler) {
		return this.rewriter.on(selector, handler).transform(html);
	}

	// attributes

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			<a href=x>                     | <a href="/&amp;&quot;'">
			<a href='x'>                   | <a href="/&amp;&quot;'">
			<a HREF = "x" id=y>            | <a HREF="/&amp;&quot;'" id=y>
			<a href>                       | <a href="/&amp;&quot;'">
			<a title='>' href=x href=y>    | <a title='>' href="/&amp;&quot;'" href=y>
			<a title="&quot;"href="x"id=y> | <a title="&quot;" href="/&amp;&quot;'" id=y>
			<a href=x/>                    | <a href="/&amp;&quot;'">
			""")
	void attributeIsSetInThePlaceOfTheFirstOneOfItsName(String tag, String expected) {
		assertThat(rewrite(tag + "text</a>", "a", (a) -> a.setAttribute("Href", "/&\"'")))
			.isEqualTo(expected + "text</a>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			<a>          | <a href="x">
			<A>          | <A href="x">
			<a id=y>     | <a id=y href="x">
			<a id = 'y'> | <a id = 'y' href="x">
			<a/>         | <a href="x" />
			<a id="y"b c> | <a id="y" b c href="x">
			<a b" c'>    | <a b" c' href="x">
			<a id />     | <a id href="x" />
			""")
	void newAttributeIsTheLastOne(String tag, String expected) {
		assertThat(rewrite(tag + "text</a>", "a", (a) -> a.setAttribute("HREF", "x"))).isEqualTo(expected + "text</a>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			<a href=x>                | <a>
			<a id=y href='x' >        | <a id=y>
			<a id="y"href="x"class=z> | <a id="y" class=z>
			<a href=x id=y HREF=z>    | <a id=y>
			<a href/>                 | <a/>
			""")
	void everyAttributeOfTheNameIsRemoved(String tag, String expected) {
		assertThat(rewrite(tag + "text</a>", "a", (a) -> a.removeAttribute("Href"))).isEqualTo(expected + "text</a>");
	}

	@Test
	void tagStaysTheSameIfTheRemovedAttributeIsNotThere() {
		String page = "<a id = x  >text</a >";
		assertThat(rewrite(page, "a", (a) -> a.removeAttribute("href"))).isEqualTo(page);
	}

	@Test
	void attributesAreReadWithTheirCharacterReferencesDecoded() {
		List<String> seen = new ArrayList<>();
		rewrite("<a HREF='?a&amp;b' title=\"&eacute;\" hidden>", "a", (a) -> seen.add(a.getAttribute("href") + ","
				+ a.getAttribute("TITLE") + "," + a.getAttribute("hidden") + "," + a.getAttribute("no")));
		assertThat(seen).containsExactly("?a&b,\u00e9,,null");
	}

	@Test
	void nameOfAnAttributeMayHaveCharactersThatAreNotAscii() {
		List<String> seen = new ArrayList<>();
		rewrite("<a \u0080=1 \u00c9=2 \u007f=3>", "a", (a) -> {
			seen.add(a.getAttribute("\u0080") + a.getAttribute("\u00c9") + a.getAttribute("\u007f"));
			seen.add("" + a.getAttribute("\u00e9"));
		});
		assertThat(seen).containsExactly("123", "null");
	}

	@Test
	void attributeThatIsSetToItsOwnValueKeepsItsMeaning() {
		assertThat(rewrite("<a href='?a&amp;b=&quot;'>", "a", (a) -> a.setAttribute("href", a.getAttribute("href"))))
			.isEqualTo("<a href=\"?a&amp;b=&quot;\">");
	}

	@Test
	void handlerSeesTheAttributesThatItHasChanged() {
		List<String> seen = new ArrayList<>();
		rewrite("<a href=x hidden id=y>", "a", (a) -> {
			a.setAttribute("Title", "new").setAttribute("href", "z").removeAttribute("hidden");
			seen.add(a.attributes().toString());
			seen.add(a.attributeNames().toString() + a.hasAttribute("hidden") + a.hasAttribute("TITLE"));
		});
		assertThat(seen).containsExactly("[href=z, id=y, title=new]", "[href, id, title]falsetrue");
	}

	@Test
	void attributesAreListedAsOftenAsTheyAreThere() {
		List<Object> seen = new ArrayList<>();
		rewrite("<a class=x id=y CLASS=z>", "a", (a) -> seen.addAll(a.attributes()));
		assertThat(seen).hasToString("[class=x, id=y, class=z]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a=b", "a>b", "a/b", "a\nb", "a\tb" })
	void invalidNameOfAnAttributeIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> rewrite("<a>", "a", (a) -> a.setAttribute(name, "x")));
	}

	// tag names

	@Test
	void elementIsRenamedInBothTags() {
		assertThat(rewrite("<div class=a>x</div >y<br/>", "div, br", (element) -> element.setTagName("section")))
			.isEqualTo("<section class=a>x</section>y<section/>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "1", "a b", "a/b", "a>b", "\u00e9", "-a" })
	void invalidTagNameIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> rewrite("<a>", "a", (a) -> a.setTagName(name)));
	}

	// content

	@Test
	void contentIsInsertedAroundAndInside() {
		assertThat(rewrite("<p><b>x</b></p>", "b", (b) -> b.before("1").prepend("2").append("3").after("4")))
			.isEqualTo("<p>1<b>2x3</b>4</p>");
	}

	@Test
	void repeatedInsertionsGoAwayFromTheTags() {
		assertThat(rewrite("<b>x</b>", "b", (b) -> b.before("1").before("2").append("5").append("6")))
			.isEqualTo("12<b>x56</b>");
		assertThat(rewrite("<b>x</b>", "b", (b) -> b.prepend("4").prepend("3").after("8").after("7")))
			.isEqualTo("<b>34x</b>78");
	}

	@Test
	void textIsEscapedAndMarkupIsNot() {
		assertThat(rewrite("<p>x</p>", "p", (p) -> p.append("<&>\"'").before(HtmlContent.html("<hr>"))))
			.isEqualTo("<hr><p>x&lt;&amp;&gt;\"'</p>");
	}

	@Test
	void innerContentTakesThePlaceOfContentThatWasInsertedBefore() {
		assertThat(rewrite("<p>x<b>y</b></p>", "p",
				(p) -> p.append("1").prepend("2").setInnerContent("3").append("4").prepend("5")))
			.isEqualTo("<p>534</p>");
	}

	@Test
	void removedElementKeepsTheContentAroundIt() {
		assertThat(rewrite("<p>x</p><b>y</b><i>z</i>", "b", (b) -> {
			b.before("1").after("2");
			b.remove();
			assertThat(b.isRemoved()).isTrue();
		})).isEqualTo("<p>x</p>12<i>z</i>");
	}

	@Test
	void lastReplacementWins() {
		assertThat(rewrite("<p>x</p><b>y</b>z", "b", (b) -> {
			b.replace("no");
			b.replace(HtmlContent.html("<u>yes</u>"));
			b.before("1").after("2");
		})).isEqualTo("<p>x</p>1<u>yes</u>2z");
	}

	@Test
	void contentOfARemovedElementIsKeptOnRequest() {
		assertThat(this.rewriter.on("div", HtmlElement::removeAndKeepContent)
			.on("b", (b) -> b.setAttribute("id", "i"))
			.transform("<p>x</p><div>y<b>z</b></div>")).isEqualTo("<p>x</p>y<b id=\"i\">z</b>");
	}

	@Test
	void nestedElementsAreEachRewritten() {
		assertThat(rewrite("<div>1<div>2<div>3</div></div></div>", "div",
				(div) -> div.setAttribute("x", "").prepend("(").append(")").before("[").after("]")))
			.isEqualTo("[<div x=\"\">(1[<div x=\"\">(2[<div x=\"\">(3)</div>])</div>])</div>]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<br>", "<img>", "<meta>", "<input/>" })
	void contentOfAVoidElementIsRefused(String page) {
		for (Consumer<HtmlElement> insertion : List.<Consumer<HtmlElement>>of((element) -> element.prepend("x"),
				(element) -> element.append("x"), (element) -> element.setInnerContent("x"))) {
			assertThatIllegalStateException().isThrownBy(() -> rewrite(page, "*", insertion))
				.withMessageEndingWith("> cannot have content");
		}
		assertThat(rewrite(page, "*", (element) -> element.before("1").after("2"))).isEqualTo("1" + page + "2");
		assertThat(rewrite("<div>" + page + "x</div>", "div > *", HtmlElement::remove)).isEqualTo("<div>x</div>");
	}

	@Test
	void contentOfASelfClosingElementOfSvgIsRefused() {
		String page = "<svg><g id=x /><g>y</g></svg>";
		assertThatIllegalStateException().isThrownBy(() -> rewrite(page, "#x", (g) -> g.append("1")));
		assertThat(rewrite(page, "#x", (g) -> g.after("1"))).isEqualTo("<svg><g id=x />1<g>y</g></svg>");
	}

	@Test
	void namespaceIsTheOneOfTheElement() {
		List<String> seen = new ArrayList<>();
		rewrite("<p></p><svg><linearGradient></linearGradient></svg><math><mi></mi></math>", "*",
				(element) -> seen.add(element.tagName() + " " + element.namespaceUri()));
		assertThat(seen).containsExactly("p http://www.w3.org/1999/xhtml", "svg http://www.w3.org/2000/svg",
				"lineargradient http://www.w3.org/2000/svg", "math http://www.w3.org/1998/Math/MathML",
				"mi http://www.w3.org/1998/Math/MathML");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<svg><foreignObject><p>                      | SVG SVG HTML
			<svg><desc><p>                               | SVG SVG HTML
			<svg><title><p>                              | SVG SVG HTML
			<svg><p>                                     | SVG HTML
			<svg><font><g>                               | SVG SVG SVG
			<svg><g title=y><font color=x>               | SVG SVG HTML
			<svg><g title=y><font face=x>                | SVG SVG HTML
			<svg><g title=y><font size=x>                | SVG SVG HTML
			<svg><g color=y><font>                       | SVG SVG SVG
			<math><mi><b>                                | MATHML MATHML HTML
			<math><mo><mglyph>                           | MATHML MATHML MATHML
			<math><mn><malignmark>                       | MATHML MATHML MATHML
			<math><mrow><mspace>                         | MATHML MATHML MATHML
			<mglyph><malignmark>                         | HTML HTML
			<svg><mi><mglyph>                            | SVG SVG SVG
			<svg><desc><mglyph>                          | SVG SVG HTML
			<math><annotation-xml><svg><desc><i>         | MATHML MATHML SVG SVG HTML
			<math><annotation-xml><mi>                   | MATHML MATHML MATHML
			<math><annotation-xml encoding=TEXT/html><i> | MATHML MATHML HTML
			<math><annotation-xml encoding=application/xhtml+xml><mi> | MATHML MATHML HTML
			<math><annotation-xml encoding=x><mi>        | MATHML MATHML MATHML
			<math><mi><svg><g>                           | MATHML MATHML SVG SVG
			<svg><desc><math><mi>                        | SVG SVG MATHML MATHML
			<svg><title></title><a>                      | SVG SVG SVG
			""")
	void namespaceOfAnElementDependsOnTheElementsAroundIt(String page, String expected) {
		List<String> seen = new ArrayList<>();
		rewrite(page, "*", (element) -> {
			// a handler may change the attributes of the element before
			element.setAttribute("id", "x");
			seen.add(switch (element.namespaceUri()) {
				case "http://www.w3.org/2000/svg" -> "SVG";
				case "http://www.w3.org/1998/Math/MathML" -> "MATHML";
				default -> "HTML";
			});
		});
		assertThat(String.join(" ", seen)).isEqualTo(expected);
	}

	@Test
	void elementsThatAreNestedTooDeepAreRefused() {
		String page = "<b>".repeat(500_000);
		HtmlRewriter rewriter = this.rewriter.onEnd((end) -> end.append("x"));
		assertThat(rewriter.transform(page)).endsWith("<b>x");
		assertThatIllegalStateException().isThrownBy(() -> rewriter.transform(page + "<b>"))
			.withMessage("More than 500000 elements of the page are open");
	}

	// scripts and styles

	@Test
	void textOfScriptsAndStylesIsNotEscaped() {
		assertThat(rewrite("<script></script><style>x</style>", "script, style",
				(element) -> element.setInnerContent("a > b && '</b>'")))
			.isEqualTo("<script>a > b && '</b>'</script><style>a > b && '</b>'</style>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "</script", "</SCRIPT>", "x<!--", "<script" })
	void textThatWouldEndItsScriptIsRefused(String text) {
		for (Consumer<HtmlElement> insertion : List.<Consumer<HtmlElement>>of((element) -> element.prepend(text),
				(element) -> element.append(text), (element) -> element.setInnerContent(text))) {
			assertThatIllegalStateException().isThrownBy(() -> rewrite("<script>x</script>", "script", insertion))
				.withMessageContaining("must not contain");
		}
	}

	@Test
	void textOfATitleOrTextareaIsEscaped() {
		assertThat(rewrite("<title>y</title><textarea></textarea>", "title, textarea",
				(element) -> element.setInnerContent("</title></textarea>&")))
			.isEqualTo("<title>&lt;/title&gt;&lt;/textarea&gt;&amp;</title>"
					+ "<textarea>&lt;/title&gt;&lt;/textarea&gt;&amp;</textarea>");
	}

	@Test
	void jsonCannotEndItsScript() {
		String page = "<script type=application/json id=data></script>";
		String json = "{\"name\":\"</script><!--<script>&amp;\"}";
		assertThat(rewrite(page, "#data", (data) -> data.setInnerContent(HtmlContent.json(json)))).isEqualTo(
				"<script type=application/json id=data>{\"name\":\"\\u003c/script\\u003e\\u003c!--\\u003cscript\\u003e"
						+ "\\u0026amp;\"}</script>");
	}

	// text, comments, doctype, end of the page

	@Test
	void textIsReadAndReplaced() {
		assertThat(this.rewriter.onText("h1", (text) -> {
			if (text.text().equals("a &amp; b")) {
				text.before("(").after(")");
				text.replace(HtmlContent.html("<i>c</i>"));
			}
		}).transform("a &amp; b<h1>a &amp; b<b>x</b></h1>")).isEqualTo("a &amp; b<h1>(<i>c</i>)<b>x</b></h1>");
	}

	@Test
	void textOfThePageIncludesScriptsAndDescendants() {
		List<String> seen = new ArrayList<>();
		this.rewriter.onText((text) -> seen.add(text.text() + text.isLastInTextNode()))
			.onText("div", (text) -> seen.add("div: " + text.text()))
			.transform("1<div>2<b>3</b></div><script>4</script>\n");
		assertThat(String.join(" ", seen)).contains("1", "div: 2", "div: 3", "4", "\n").doesNotContain("div: 4");
	}

	@Test
	void longTextComesInChunksOfWhichTheLastIsMarked() {
		StringBuilder text = new StringBuilder();
		List<Boolean> last = new ArrayList<>();
		String page = "<p>" + "text \u00e9\ud83d\ude00".repeat(10_000) + "</p>";
		String rewritten = this.rewriter.onText("p", (chunk) -> {
			text.append(chunk.text());
			last.add(chunk.isLastInTextNode());
			assertThat(Character.isLowSurrogate((chunk.text() + "x").charAt(0))).isFalse();
			if (chunk.isLastInTextNode()) {
				chunk.after("!");
			}
		}).transform(page);
		assertThat("<p>" + text + "</p>").isEqualTo(page);
		assertThat(rewritten).isEqualTo("<p>" + text + "!</p>");
		assertThat(last).hasSizeGreaterThan(5).endsWith(false, true).containsOnlyOnce(true);
	}

	@ParameterizedTest
	@CsvSource({ "16383, 16383", "16384, 16384", "16385, 16384 1", "32769, 16384 16384 1" })
	void chunkOfTextHasSixteenKilobytesAtMost(int length, String expected) {
		List<String> seen = new ArrayList<>();
		this.rewriter.onText((text) -> seen.add("" + text.text().length())).transform("x".repeat(length));
		assertThat(String.join(" ", seen)).isEqualTo(expected);
	}

	@Test
	void textIsRemoved() {
		assertThat(this.rewriter.onText("p", HtmlText::remove).transform("<p>x</p>y")).isEqualTo("<p></p>y");
		assertThat(this.rewriter.onText((text) -> {
			if (text.text().equals("x")) {
				text.remove();
			}
		}).transform("1 <<!---->x</>y")).isEqualTo("1 <<!----></>y");
	}

	@Test
	void textThatIsInsertedIntoATitleDoesNotEndIt() {
		assertThat(this.rewriter.onText("title", (text) -> text.after("e>")).transform("<title>1</titl"))
			.isEqualTo("<title>1</titl&#101;&gt;");
	}

	@Test
	void commentsAreReplacedAndRemoved() {
		assertThat(this.rewriter.onComment((comment) -> {
			if (comment.text().equals("app-html")) {
				comment.before("<").after(">");
				comment.replace(HtmlContent.html("<p>app</p>"));
			}
			else {
				comment.remove();
			}
		}).transform("<!-- 1 --><!doctype html><div><!--app-html--></div><script><!--x--></script><!--2-->"))
			.isEqualTo("<!doctype html><div>&lt;<p>app</p>&gt;</div><script><!--x--></script>");
	}

	@Test
	void commentsOfAnElementAreThoseInItsDescendantsToo() {
		assertThat(this.rewriter.onComment("div", (comment) -> comment.setText(comment.text() + "!"))
			.transform("<!--1--><div><!--2--><b><!--3--></b></div><!--4-->"))
			.isEqualTo("<!--1--><div><!--2!--><b><!--3!--></b></div><!--4-->");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a-->b", "a--!>b", ">a", "->a" })
	void textThatWouldEndTheCommentIsRefused(String text) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.rewriter.onComment((comment) -> comment.setText(text)).transform("<!--x-->"));
	}

	@Test
	void doctypeIsReadAndRemoved() {
		List<String> seen = new ArrayList<>();
		HtmlRewriter reading = this.rewriter
			.onDoctype((doctype) -> seen.add(doctype.name() + " " + doctype.publicId() + " " + doctype.systemId()));
		reading.transform("<!DOCTYPE HTML><p>");
		reading.transform("<!doctype html PUBLIC '-//W3C//DTD HTML 4.01//EN' \"x\"><p>");
		reading.transform("<p>");
		assertThat(seen).containsExactly("html null null", "html -//W3C//DTD HTML 4.01//EN x");
		assertThat(this.rewriter.onDoctype(HtmlDoctype::remove).transform("<!doctype html><p>")).isEqualTo("<p>");
	}

	@Test
	void textAroundARemovedDoctypeStays() {
		assertThat(this.rewriter.onDoctype(HtmlDoctype::remove).transform("1<!doctype html>2")).isEqualTo("12");
		assertThat(this.rewriter.onDoctype(HtmlDoctype::remove)
			.on("div", (div) -> div.setInnerContent("x"))
			.transform("<div>1<!doctype html>2</div>")).isEqualTo("<div>x</div>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "null", textBlock = """
			<!doctype>                         | null   | null | null
			<!doctype HTML>                    | html   | null | null
			<!doctypehtml>                     | html   | null | null
			<!doctype x public "a"'b'>         | x      | a    | b
			<!doctype x PUBLIC "">             | x      | ~~   | null
			<!doctype x public a>              | x      | null | null
			<!doctype x public "a>             | x      | a    | null
			<!doctype x public ">              | x      | ~~   | null
			<!doctype x public "a'>            | x      | a'   | null
			<!doctype x System 'a' 'b'>        | x      | null | a
			<!doctype x system 'a>             | x      | null | a
			<!doctype x systems>               | x      | null | null
			<!doctype x y "a">                 | x      | null | null
			""")
	void doctypeHasANameAndIdentifiers(String page, String name, String publicId, String systemId) {
		List<String> seen = new ArrayList<>();
		this.rewriter.onDoctype((doctype) -> {
			seen.addAll(Arrays.asList(doctype.name(), doctype.publicId(), doctype.systemId()));
			assertThat(doctype.isRemoved()).isFalse();
			doctype.remove();
			assertThat(doctype.isRemoved()).isTrue();
		}).transform(page);
		assertThat(seen).containsExactly(name, publicId, systemId);
	}

	@Test
	void contentIsAppendedToThePage() {
		assertThat(this.rewriter.onEnd((end) -> end.append(HtmlContent.html("<hr>")).append("<1>"))
			.onEnd((end) -> end.append("2"))
			.transform("<p>x</p>\n")).isEqualTo("<p>x</p>\n2<hr>&lt;1&gt;");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			<a b    | ~ x=y~ | &#32;x&#61;y
			<a b="  | "/'>   | &#34;&#47;&#39;&gt;
			<a b    | xyz    | xyz
			text    | ~ x=y~ | ~ x=y~
			""")
	void textAtTheEndDoesNotBecomeAPartOfATag(String page, String text, String expected) {
		assertThat(this.rewriter.onEnd((end) -> end.append(text)).transform(page)).isEqualTo(page + expected);
	}

	@Test
	void endTagHasAHandlerOfItsOwn() {
		assertThat(rewrite("<p>x</P >y", "p", (p) -> p.onEndTag((tag) -> {
			assertThat(tag.name()).isEqualTo("p");
			tag.before("[").after("]");
		}))).isEqualTo("<p>x[</P >]y");
	}

	@Test
	void endTagIsRemovedOrRenamed() {
		assertThat(rewrite("<p>x</p>y", "p", (p) -> p.onEndTag(HtmlEndTag::remove))).isEqualTo("<p>xy");
		assertThat(rewrite("<p>x</p>y", "p", (p) -> p.onEndTag((tag) -> tag.setName("q")))).isEqualTo("<p>x</q>y");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "\u00e9", "p>", "p a='", "p/a=\"" })
	void nameThatWouldNotBeAnEndTagIsRefused(String name) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> rewrite("<p>x</p>", "p", (p) -> p.onEndTag((tag) -> tag.setName(name))))
			.withMessage("'" + name + "' is not a tag name");
	}

	@Test
	void elementIsRefusedAfterItsHandler() {
		assertThatIllegalStateException()
			.isThrownBy(() -> rewrite("<p title=x><b></b></p>", "p",
					(p) -> p.onEndTag((tag) -> tag.before(p.getAttribute("title")))))
			.withMessage("An element can be used only until its handler returns");
	}

	@Test
	void nullIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.rewriter.on(null, HtmlElement::remove))
			.withMessage("'selector' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.rewriter.on("p", null))
			.withMessage("'handler' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.rewriter.withBuffer(null))
			.withMessage("'buffer' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.rewriter.transform((String) null))
			.withMessage("'html' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.rewriter.transform(null, "text/html"))
			.withMessage("'target' must not be null");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.rewriter.transform(OutputStream.nullOutputStream(), null))
			.withMessage("'contentType' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> HtmlContent.text(null))
			.withMessage("'value' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> HtmlContent.json(null))
			.withMessage("'json' must not be null");
	}

	static Stream<Arguments> nulls() {
		return Stream.of(argument("content", (p) -> p.before((HtmlContent) null)),
				argument("content", (p) -> p.after((HtmlContent) null)),
				argument("content", (p) -> p.prepend((HtmlContent) null)),
				argument("content", (p) -> p.append((HtmlContent) null)),
				argument("content", (p) -> p.setInnerContent((HtmlContent) null)),
				argument("content", (p) -> p.replace((HtmlContent) null)),
				argument("content", (p) -> p.onEndTag((tag) -> tag.before((HtmlContent) null))),
				argument("name", (p) -> p.onEndTag((tag) -> tag.setName(null))),
				argument("name", (p) -> p.setTagName(null)), argument("name", (p) -> p.getAttribute(null)),
				argument("name", (p) -> p.setAttribute(null, "x")), argument("value", (p) -> p.setAttribute("x", null)),
				argument("name", (p) -> p.removeAttribute(null)), argument("handler", (p) -> p.onEndTag(null)));
	}

	private static Arguments argument(String name, Consumer<HtmlElement> call) {
		return Arguments.of(name, call);
	}

	@ParameterizedTest
	@MethodSource("nulls")
	void nullIsRefusedByEachOperation(String argument, Consumer<HtmlElement> call) {
		assertThatIllegalArgumentException().isThrownBy(() -> rewrite("<p></p>", "p", call))
			.withMessage("'" + argument + "' must not be null");
	}

	@Test
	void nullIsRefusedAtTheEndAndInComments() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.rewriter.onEnd((end) -> end.append((HtmlContent) null)).transform("x"))
			.withMessage("'content' must not be null");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.rewriter.onComment((comment) -> comment.setText(null)).transform("<!--x-->"))
			.withMessage("'text' must not be null");
	}

	@Test
	void bufferHasOneGigabyteAtMost() {
		for (DataSize size : List.of(DataSize.ofBytes(0), DataSize.ofGigabytes(1))) {
			assertThat(this.rewriter.withBuffer(size)).isNotNull();
		}
		for (DataSize size : List.of(DataSize.ofBytes(-1), DataSize.ofBytes((1L << 30) + 1))) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.rewriter.withBuffer(size))
				.withMessage("'buffer' must be between 0 and 1 GB");
		}
	}

	@Test
	void operationsCanBeChained() {
		rewrite("<p></p>", "p", (p) -> {
			assertThat(p.before("x").after("x").setAttribute("a", "b").removeAttribute("a").setTagName("q"))
				.isSameAs(p);
			assertThat(p.prepend("x")
				.append("x")
				.setInnerContent("x")
				.onEndTag((tag) -> assertThat(tag.before("x").after("x").setName("p")).isSameAs(tag))).isSameAs(p);
		});
		rewrite("<br>", "br", (br) -> assertThat(br.after("x")).isSameAs(br));
		this.rewriter.onComment((comment) -> assertThat(comment.before("x").after("x").setText("x")).isSameAs(comment))
			.onText((text) -> assertThat(text.before("x").after("x")).isSameAs(text))
			.onEnd((end) -> assertThat(end.append("x")).isSameAs(end))
			.transform("x<!--x-->");
	}

	@Test
	void voidElementHasNoEndTag() {
		assertThatIllegalStateException().isThrownBy(() -> rewrite("<br>", "br", (br) -> br.onEndTag((tag) -> {
		}))).withMessage("<br> cannot have an end tag");
	}

	@Test
	void messageNamesTheElement() {
		assertThatIllegalStateException().isThrownBy(() -> rewrite("<BR>", "br", (br) -> br.append("x")))
			.withMessage("<br> cannot have content");
		assertThatIllegalArgumentException().isThrownBy(() -> rewrite("<p>", "p", (p) -> p.setTagName("1")))
			.withMessage("'1' is not a tag name");
		assertThatIllegalArgumentException().isThrownBy(() -> rewrite("<p>", "p", (p) -> p.setAttribute("a b", "")))
			.withMessage("'a b' is not the name of an attribute");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.rewriter.onComment((comment) -> comment.setText("-->")).transform("<!--x-->"))
			.withMessage("The text '-->' would end the comment");
		assertThatIllegalStateException()
			.isThrownBy(() -> rewrite("<script></script>", "script", (script) -> script.append("<!--")))
			.withMessage("Text in <script> must not contain '<!--'");
	}

	// order

	@Test
	void handlersAreCalledInDocumentOrderAndThenInTheirs() {
		List<String> calls = new ArrayList<>();
		this.rewriter.on("b", (b) -> calls.add("1" + b))
			.on("*", (any) -> calls.add("2" + any))
			.onComment((comment) -> calls.add("3" + comment))
			.onText("p", (text) -> calls.add("4" + text))
			.on("p", (p) -> calls.add("5" + p))
			.onEnd((end) -> calls.add("6"))
			.transform("<html><p>x<b></b><!--c--><b></b></p></html>");
		assertThat(calls).filteredOn((call) -> !call.equals("4"))
			.containsExactly("2<html>", "2<p>", "5<p>", "4x", "1<b>", "2<b>", "3<!--c-->", "1<b>", "2<b>", "6");
	}

	@Test
	void laterHandlerSeesTheChangesOfAnEarlierOne() {
		assertThat(this.rewriter.on("p", (p) -> p.setAttribute("class", p.getAttribute("class") + " b"))
			.on("p", (p) -> p.setAttribute("class", p.getAttribute("class") + " c").setTagName("q"))
			.on("p", (p) -> p.append(p.tagName()))
			.transform("<p class=a></p>")).isEqualTo("<q class=\"a b c\">q</q>");
	}

	@Test
	void selectorsMatchThePageAsItWas() {
		assertThat(
				this.rewriter.on("b", (b) -> b.setAttribute("class", "x").after(HtmlContent.html("<b class=x>y</b>")))
					.on(".x", (element) -> element.append("!"))
					.transform("<b>1</b><b class=x>2</b>"))
			.isEqualTo("<b class=\"x\">1</b><b class=x>y</b><b class=\"x\">2!</b><b class=x>y</b>");
	}

	@Test
	void handlersAreCalledWithoutEffectInRemovedElements() {
		List<String> calls = new ArrayList<>();
		String rewritten = this.rewriter.on("#removed", HtmlElement::remove)
			.on("#emptied", (element) -> element.setInnerContent("e"))
			.on("b", (b) -> calls.add(b.before("x").getAttribute("id") + b.isRemoved()))
			.onComment((comment) -> calls.add(comment.before("y").text()))
			.transform("<i id=removed><b id=b1><!--c1--></b></i><i id=emptied><b id=b2></b></i><b id=b3></b>");
		assertThat(rewritten).isEqualTo("<i id=emptied>e</i>x<b id=b3></b>");
		assertThat(calls).containsExactly("b1true", "c1", "b2true", "b3false");
	}

	@Test
	void failureOfAHandlerEndsTheRewriting() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.rewriter.on("a", (a) -> a.setAttribute("x", "y")).on("b", (b) -> {
				throw new IllegalStateException("no");
			}).transform("<a></a><b></b>"))
			.withMessage("no");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a >", ":no", "a:nth-child(x", "a + b" })
	void unsupportedSelectorIsRefusedAtOnce(String selector) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.rewriter.on(selector, (element) -> {
		}));
	}

	@Test
	void rewriterWithAnotherHandlerIsAnotherRewriter() {
		HtmlRewriter one = this.rewriter.on("a", (a) -> a.append("1"));
		HtmlRewriter two = one.on("a", (a) -> a.append("2"));
		assertThat(one.transform("<a></a>")).isEqualTo("<a>1</a>");
		assertThat(two.transform("<a></a>")).isEqualTo("<a>12</a>");
		assertThat(this.rewriter.transform("<a></a>")).isEqualTo("<a></a>");
	}

	@Test
	void manyThreadsShareARewriter() throws Exception {
		String page = "<!doctype html><div><p class=a>x</p></div>".repeat(50);
		HtmlRewriter shared = this.rewriter.on("p:nth-of-type(2n+1)", (p) -> p.setAttribute("id", "y"));
		String expected = page.replace("class=a>", "class=a id=\"y\">");
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			List<Callable<String>> tasks = new ArrayList<>();
			for (int i = 0; i < 400; i++) {
				String value = "v" + i;
				tasks.add(() -> shared.on("p", (p) -> p.setAttribute("class", value)).transform(page));
			}
			List<Future<String>> results = executor.invokeAll(tasks, 60, TimeUnit.SECONDS);
			for (int i = 0; i < results.size(); i++) {
				assertThat(results.get(i).get()).isEqualTo(expected.replace("class=a", "class=\"v" + i + "\""));
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	// omitted tags

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<ul><li>1<li>2</ul>           | <ul><li>1!<li>2!</ul>
			<p>1<p>2                      | <p>1!<p>2!
			<p>1<div>2</div>              | <p>1!<div>2</div>
			<div><p>1</div>               | <div><p>1!</div>
			<table><tr><td>1<td>2</table> | <table><tr><td>1!<td>2!</table>
			<body><p>1</body></html>      | <body><p>1!</body></html>
			""")
	void contentIsAppendedWhereAnElementWithoutEndTagEnds(String page, String expected) {
		assertThat(rewrite(page, "li, p, td", (element) -> element.append("!"))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<ul><li>1<li>2</ul>           | <ul>+<li>1</li>-+<li>2</li>-</ul>
			<p>1<p>2                      | +<p>1</p>-+<p>2</p>-
			<p>1<b>2</b><div>3</div>      | +<p>1<b>2</b></p>-<div>3</div>
			<table><tr><td>1<td>2</table> | <table><tr>+<td>1</td>-+<td>2</td>-</table>
			<body><p>1</body></html>      | <body>+<p>1</p>-</body></html>
			""")
	void omittedEndTagIsWrittenBeforeContentThatFollowsIt(String page, String expected) {
		assertThat(rewrite(page, "li, p, td", (element) -> element.before("+").after("-"))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					<li id=x>1<li>2                                    | <li id=x>1!<li>2
					<ul><li id=x>1<div>2<li>3</ul>                     | <ul><li id=x>1<div>2</div>!<li>3</ul>
					<ul><li id=x>1<b>2<li>3</ul>                       | <ul><li id=x>1<b>2!<li>3</ul>
					<ul><li id=x>1<section><li>2</section></ul>        | <ul><li id=x>1<section><li>2</section>!</ul>
					<ul><li id=x>1<ul><li>2</ul></ul>                  | <ul><li id=x>1<ul><li>2</ul>!</ul>
					<ul><li id=x>1<ol></li></ol>2</ul>                 | <ul><li id=x>1<ol></li></ol>2!</ul>
					<ul><li id=x><svg><desc><li>2</li></desc></svg>3</ul> | <ul><li id=x><svg><desc><li>2</li></desc></svg>3!</ul>
					<dl><dt id=x>1<dd>2</dl>                           | <dl><dt id=x>1!<dd>2</dl>
					<dl><dd id=x>1<dt>2</dl>                           | <dl><dd id=x>1!<dt>2</dl>
					<p id=x>1<li>2                                     | <p id=x>1!<li>2
					<p id=x>1<button><p>2</button>3<div>               | <p id=x>1<button><p>2</button>3!<div>
					<p id=x>1<button></p></button>2<div>               | <p id=x>1<button></p></button>2!<div>
					<p id=x>1<object><div></object>2<div>              | <p id=x>1<object><div></object>2!<div>
					<p id=x>1<b>2<div>                                 | <p id=x>1<b>2!<div>
					<p id=x>1<table>2</p></table><div>                 | <p id=x>1<table>2</p></table>!<div>
					<table><tr id=x><td>1<tr></table>                  | <table><tr id=x><td>1</td>!<tr></table>
					<table><td id=x>1<tr></table>                      | <table><td id=x>1!<tr></table>
					<table><tr id=x><th>1<tbody></table>               | <table><tr id=x><th>1</th>!<tbody></table>
					<table><thead id=x><tr><td>1<tbody></table>        | <table><thead id=x><tr><td>1</td></tr>!<tbody></table>
					<table><tbody id=x><tr><td>1<tfoot></table>        | <table><tbody id=x><tr><td>1</td></tr>!<tfoot></table>
					<table><td id=x><table><td>1</table></table>       | <table><td id=x><table><td>1</table>!</table>
					<table><td id=x><table><tr></table></table>        | <table><td id=x><table><tr></table>!</table>
					<table><tr id=x><template><tr></template></table>  | <table><tr id=x><template><tr></template>!</table>
					<table><tr id=x><td><svg><title><td></title></svg></table> | <table><tr id=x><td><svg><title><td></title></svg></td>!</table>
					<select><option id=x>1<option>2</select>           | <select><option id=x>1!<option>2</select>
					<select><option id=x>1<optgroup>2</select>         | <select><option id=x>1!<optgroup>2</select>
					<select><optgroup id=x><option>1<optgroup></select> | <select><optgroup id=x><option>1</option>!<optgroup></select>
					<select><optgroup id=x><option>1<option></select>  | <select><optgroup id=x><option>1<option></option>!</select>
					<option id=x>1<datalist><option>2</datalist>       | <option id=x>1<datalist><option>2</datalist>!
					<ruby>1<rt id=x>2<rp>3</ruby>                      | <ruby>1<rt id=x>2!<rp>3</ruby>
					<ruby>1<rp id=x>2<rt>3</ruby>                      | <ruby>1<rp id=x>2!<rt>3</ruby>
					<ruby><rt id=x>1<ruby><rt>2</ruby></ruby>          | <ruby><rt id=x>1<ruby><rt>2</ruby>!</ruby>
					<big id=x>1<i>2</big>3                             | <big id=x>1<i>2!</big>3
					<x-y id=x>1<i>2</x-y>3<x-y></x-y>                  | <x-y id=x>1<i>2!</x-y>3<x-y></x-y>
					<x-y id=x>1<x-y>2</x-y><i>3</x-y>4                 | <x-y id=x>1<x-y>2</x-y><i>3!</x-y>4
					""")
	void elementEndsAsInABrowser(String page, String expected) {
		assertThat(rewrite(page, "#x", (element) -> element.append("!"))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					<svg id=x><g>1</svg>2                                    | <svg id=x><g>1</g>!</svg>2
					<svg><g id=x>1<path></g>2</svg>                          | <svg><g id=x>1<path></path>!</g>2</svg>
					<svg><g id=x>1<p>2</p>                                   | <svg><g id=x>1!<p>2</p>
					<svg><g id=x>1</p>2                                      | <svg><g id=x>1!</p>2
					<svg id=x><foreignObject><p>1</svg>2</foreignObject>3    | <svg id=x><foreignObject><p>1</svg>2</foreignObject>3</p></foreignobject>!
					<svg><foreignObject id=x><b>1</foreignObject>2</svg>     | <svg><foreignObject id=x><b>1</foreignObject>2</svg>!
					<svg><foreignObject id=x><math>1</foreignObject>2</svg>  | <svg><foreignObject id=x><math>1</math>!</foreignObject>2</svg>
					<div id=x><svg><g></div>1                                | <div id=x><svg><g></g></svg>!</div>1
					""")
	void elementOfSvgEndsAsInABrowser(String page, String expected) {
		assertThat(rewrite(page, "#x", (element) -> element.append("!"))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			~~                                                           | false
			<!doctype html>                                              | true
			<!DOCTYPE HTML SYSTEM "about:legacy-compat">                 | true
			<!doctype x>                                                 | false
			<!doctype>                                                   | false
			<!doctype html public "x">                                   | false
			<!doctype html public "x" "y">                               | false
			<!doctype html public "-//W3C//DTD HTML 4.01//EN">           | false
			<!doctype html public "-//W3C//DTD HTML 4.01//EN" "y">       | true
			<!doctype html public '-//w3c//dtd xhtml 1.0 Strict//EN' ''> | true
			""")
	void tableEndsAParagraphUnlessThePageIsInQuirksMode(String doctype, boolean ends) {
		assertThat(rewrite(doctype + "<p>1<table></table>2<div>", "p", (p) -> p.append("!")))
			.isEqualTo(doctype + (ends ? "<p>1!<table></table>2<div>" : "<p>1<table></table>2!<div>"));
	}

	@Test
	void renamedElementWithoutEndTagEndsAfterTheElementsInIt() {
		assertThat(rewrite("<p>1<span>2<p>3", "p", (p) -> p.setTagName("q"))).isEqualTo("<q>1<span>2</span></q><q>3");
		assertThat(this.rewriter.on("div", (div) -> div.setInnerContent("x"))
			.on("p", (p) -> p.setTagName("q"))
			.transform("<div><p>2</div>3")).isEqualTo("<div>x</div>3");
	}

	@Test
	void omittedEndTagIsWrittenIfTheNextElementNoLongerImpliesIt() {
		assertThat(rewrite("<p>1<p id=x>2", "#x", (p) -> p.before("+"))).isEqualTo("<p>1</p>+<p id=x>2");
		assertThat(rewrite("<p>1<p id=x>2</p>3", "#x", HtmlElement::remove)).isEqualTo("<p>1</p>3");
		assertThat(rewrite("<p>1<div>2</div>3", "div", HtmlElement::removeAndKeepContent)).isEqualTo("<p>1</p>23");
		assertThat(rewrite("<p>1<div>2</div>3", "div", (div) -> div.setTagName("b"))).isEqualTo("<p>1</p><b>2</b>3");
	}

	@Test
	void elementsWithoutEndTagsAreRemovedOneByOne() {
		assertThat(rewrite("<p>1<p>2<p>3", "p", HtmlElement::remove)).isEmpty();
		assertThat(rewrite("<ul><li id=x>1<li>2</ul>", "#x", HtmlElement::remove)).isEqualTo("<ul><li>2</ul>");
	}

	@Test
	void omittedEndTagsInARemovedElementAreNotWritten() {
		assertThat(rewrite("1<div><p>2</div>3", "div", HtmlElement::remove)).isEqualTo("13");
		assertThat(rewrite("1<div><p>2</div>3", "div", (div) -> div.setInnerContent("x"))).isEqualTo("1<div>x</div>3");
	}

	@Test
	void elementsWithOmittedEndTagsAreSiblings() {
		assertThat(rewrite("<ul><li>1<li>2<li>3</ul>", "ul > li:nth-child(2)", (li) -> li.setInnerContent("x")))
			.isEqualTo("<ul><li>1<li>x<li>3</ul>");
		assertThat(rewrite("<p>1<p>2", "p p", HtmlElement::remove)).isEqualTo("<p>1<p>2");
	}

	@Test
	void elementsWithoutStartTagAreNotFound() {
		List<String> seen = new ArrayList<>();
		rewrite("<title>t</title><table><tr><td>x</table>", "*", (element) -> seen.add(element.tagName()));
		assertThat(seen).containsExactly("title", "table", "tr", "td");
	}

	// malformed pages

	@Test
	void paragraphGoesOnAfterHtmlInSvg() {
		assertThat(rewrite("<p><svg><foreignObject><div>x</div></foreignObject></svg>y</p>", "p", (p) -> p.append("!")))
			.isEqualTo("<p><svg><foreignObject><div>x</div></foreignObject></svg>y!</p>");
	}

	@Test
	void elementEndsWithTheElementAroundIt() {
		assertThat(rewrite("<div><b>1<i>2</div>3", "b", (b) -> b.append("!"))).isEqualTo("<div><b>1<i>2!</div>3");
	}

	@Test
	void contentIsAppendedToAnElementThatIsOpenAtTheEndOfThePage() {
		assertThat(rewrite("<div>1<b>2", "div", (div) -> div.append("!"))).startsWith("<div>1<b>2").endsWith("!");
	}

	@Test
	void partOfATableKeepsItsRows() {
		String rows = " <!-- rows -->\n<tr id=r1><td>1</td></tr><tr id=r2><td>2</td></tr>";
		assertThat(rewrite(rows, "#r2 td", (td) -> td.setInnerContent("x")))
			.isEqualTo(" <!-- rows -->\n<tr id=r1><td>1</td></tr><tr id=r2><td>x</td></tr>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<p>1<p>2         | <section>1</section><section>2
			<p>1<h2>2</h2>   | <section>1</section><h2>2</h2>
			<div><p>1</div>  | <div><section>1</section></div>
			<p>1</p>         | <section>1</section>
			""")
	void renamedElementGetsAnEndTagThatMayBeOmittedOnlyWithTheOldName(String page, String expected) {
		assertThat(HtmlRewriter.create().on("p", (p) -> p.setTagName("section")).transform(page)).isEqualTo(expected);
	}

	@Test
	void tokenThatIsTooLongIsRefusedHoweverThePageArrives() {
		HtmlRewriter rewriter = HtmlRewriter.create().on("p", (p) -> p.append("x"));
		String limit = "<a b='" + "x".repeat(4 * 1024 * 1024 - 8) + "'>";
		assertThat(rewriter.transform(limit + "<p></p>")).endsWith("<p>x</p>");
		assertThatIllegalStateException().isThrownBy(() -> rewriter.transform("<a " + limit.substring(2) + "<p></p>"));
		assertThatIllegalStateException().isThrownBy(() -> rewriter.transform("<!-- " + limit + "-->"));
	}

	@Test
	void longSelectorIsMatchedWithoutRecursion() {
		assertThat(HtmlRewriter.create().on("p" + ":not(.a)".repeat(20_000), (p) -> p.append("x")).transform("<p></p>"))
			.isEqualTo("<p>x</p>");
	}

	@Test
	void omittedEndTagIsNeitherRemovedNorIsContentInItsPlaceLost() {
		HtmlRewriter removing = HtmlRewriter.create().on("li", (item) -> item.onEndTag((end) -> {
			end.after("x");
			end.remove();
		}));
		assertThat(removing.transform("<ul><li>1<li>2</ul>")).isEqualTo("<ul><li>1</li>x<li>2</li>x</ul>");
		HtmlRewriter replacing = HtmlRewriter.create().on("li", (item) -> item.onEndTag((end) -> end.replace("x")));
		assertThat(replacing.transform("<ul><li>1<li>2</ul>")).isEqualTo("<ul><li>1x<li>2x</ul>");
	}

}
