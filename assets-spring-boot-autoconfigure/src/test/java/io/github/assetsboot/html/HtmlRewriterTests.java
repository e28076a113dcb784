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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link HtmlRewriter}, the first test to read of this package: its operations,
 * one by one and together.
 *
 * <p>
 * The rewriter changes the places of a page that an operation names, and leaves every
 * other byte as it is.
 *
 * @author the Assets for Spring Boot authors
 */
class HtmlRewriterTests {

	private final HtmlRewriter rewriter = HtmlRewriter.create();

	private String rewrite(String html, String selector, Consumer<HtmlElement> handler) {
		return this.rewriter.on(selector, handler).transform(html);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			<a href=x>                | <a href="/&amp;&quot;'&lt;">
			<a href='x'>              | <a href="/&amp;&quot;'&lt;">
			<a HREF = "x" id=y>       | <a HREF="/&amp;&quot;'&lt;" id=y>
			<a href>                  | <a href="/&amp;&quot;'&lt;">
			<a href=>                 | <a href="/&amp;&quot;'&lt;">
			<a id=y>                  | <a href="/&amp;&quot;'&lt;" id=y>
			<a>                       | <a href="/&amp;&quot;'&lt;">
			<A>                       | <A href="/&amp;&quot;'&lt;">
			<a/>                      | <a href="/&amp;&quot;'&lt;"/>
			<a id=>                   | <a href="/&amp;&quot;'&lt;" id=>
			<a title='>' href=x href=y> | <a title='>' href="/&amp;&quot;'&lt;" href=y>
			<a title="&quot;"href="x"id=y> | <a title="&quot;"href="/&amp;&quot;'&lt;"id=y>
			<a =href href=x>          | <a =href href="/&amp;&quot;'&lt;">
			<a href=x/>               | <a href="/&amp;&quot;'&lt;">
			""")
	void attributeIsSetWhereItIsOrElseInFront(String tag, String expected) {
		String page = "<p>" + tag + "text</a>";
		assertThat(rewrite(page, "a", (a) -> a.setAttribute("href", "/&\"'<")))
			.isEqualTo("<p>" + expected + "text</a>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			<a href=x>                | <a>
			<a id=y href='x' >        | <a id=y >
			<a href=x id=y>           | <a id=y>
			<a id="y"href="x"class=z> | <a id="y"class=z>
			<a href="x"class=z>       | <a class=z>
			<a href=x id=y HREF=z>    | <a id=y>
			<a href>                  | <a>
			<a href/>                 | <a/>
			<a id=y>                  | <a id=y>
			""")
	void attributeIsRemovedAsOftenAsItIsThere(String tag, String expected) {
		assertThat(rewrite(tag + "text</a>", "a", (a) -> a.removeAttribute("Href"))).isEqualTo(expected + "text</a>");
	}

	@Test
	void attributesAreReadDecodedAndAsTheyHaveBecome() {
		List<String> seen = new ArrayList<>();
		String page = "<a HREF='?a&amp;b' title=\"&eacute;\" hidden id=x>";
		rewrite(page, "a", (a) -> {
			seen.add(
					a.getAttribute("href") + a.getAttribute("TITLE") + a.getAttribute("hidden") + a.getAttribute("no"));
			a.setAttribute("Title", "new").removeAttribute("hidden").setAttribute("data-x", "");
			seen.add(
					a.getAttribute("title") + a.hasAttribute("hidden") + a.hasAttribute("data-x") + a.attributeNames());
		});
		assertThat(seen).containsExactly("?a&b\u00e9null", "newfalsetrue[href, id, Title, data-x]");
	}

	@Test
	void attributeSetToWhatItIsChangesNothing() {
		String page = "<a href = 'x'>";
		assertThat(rewrite(page, "a", (a) -> a.setAttribute("href", "y").setAttribute("HREF", "x"))).isSameAs(page);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a=b", "a>b", "a/b", "a\"b", "a'b", "a<b", "a\nb", "a\u0000b" })
	void whatCannotBeTheNameOfAnAttributeIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> rewrite("<a>", "a", (a) -> a.setAttribute(name, "x")));
	}

	@Test
	void contentIsInsertedAroundAndInside() {
		assertThat(rewrite("<p><b>x</b></p>", "b",
				(b) -> b.before("1")
					.before("2")
					.after("8")
					.after("7")
					.prepend("4")
					.prepend("3")
					.append("5")
					.append("6")))
			.isEqualTo("<p>12<b>34x56</b>78</p>");
	}

	@Test
	void textIsEscapedAndMarkupIsNot() {
		assertThat(rewrite("<p>x</p>", "p", (p) -> p.append("<&>\"").before(HtmlContent.html("<hr>"))))
			.isEqualTo("<hr><p>x&lt;&amp;&gt;&quot;</p>");
	}

	@Test
	void innerContentTakesThePlaceOfWhatHasBeenInserted() {
		assertThat(rewrite("<p>x<b>y</b></p>", "p", (
				p) -> p.append("1").prepend("2").setInnerContent("3").append("4").prepend("5").setAttribute("id", "i")))
			.isEqualTo("<p id=\"i\">534</p>");
	}

	@Test
	void removedElementKeepsItsNeighbours() {
		assertThat(rewrite("<p>x</p><b>y</b><i>z</i>", "b", (b) -> {
			b.append("1").setAttribute("id", "i").before("2").after("3");
			b.remove();
		})).isEqualTo("<p>x</p>23<i>z</i>");
	}

	@Test
	void replacedElementKeepsItsNeighbours() {
		assertThat(rewrite("<p>x</p><b>y</b>z", "b", (b) -> {
			b.replace("no");
			b.replace(HtmlContent.html("<u>yes</u>"));
			b.before("1").after("2");
			assertThat(b.isRemoved()).isTrue();
		})).isEqualTo("<p>x</p>1<u>yes</u>2z");
	}

	@Test
	void elementIsRemovedAroundItsContent() {
		assertThat(this.rewriter.on("div", (div) -> div.append("1").removeAndKeepContent())
			.on("b", (b) -> b.setAttribute("id", "i"))
			.transform("<p>x</p><div>y<b>z</b></div>")).isEqualTo("<p>x</p>y<b id=\"i\">z</b>1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "title", "textarea", "script", "style", "iframe" })
	void textDoesNotBecomeMarkup(String name) {
		String page = "<" + name + "><b></" + name + ">";
		assertThatIllegalStateException().isThrownBy(() -> rewrite(page, name, HtmlElement::removeAndKeepContent));
	}

	@ParameterizedTest
	@ValueSource(strings = { "br", "img", "meta", "input" })
	void elementThatCannotHaveContentIsGivenNone(String name) {
		String page = "<" + name + ">";
		assertThatIllegalStateException().isThrownBy(() -> rewrite(page, name, (element) -> element.append("x")))
			.withMessage("<" + name + "> cannot have content");
		assertThat(rewrite(page, name, (element) -> element.before("1").after("2"))).isEqualTo("1<" + name + ">2");
		assertThat(rewrite("<div>" + page + "x</div>", name, HtmlElement::remove)).isEqualTo("<div>x</div>");
	}

	@Test
	void handlersAreCalledInDocumentOrderAndThenInTheirs() {
		List<String> calls = new ArrayList<>();
		this.rewriter.on("b", (b) -> calls.add("1" + b))
			.on("*", (any) -> calls.add("2" + any))
			.onComment((comment) -> calls.add("3" + comment))
			.on("p", (p) -> calls.add("4" + p))
			.transform("<!doctype html><html><head><body><p>x<b>y</b><!--c--><b>z</b>");
		assertThat(calls).containsExactly("2<html>", "2<head>", "2<body>", "2<p>", "4<p>", "1<b>", "2<b>", "3<!--c-->",
				"1<b>", "2<b>");
	}

	@Test
	void handlersSeeOneAnothersAttributes() {
		assertThat(this.rewriter.on("p", (p) -> p.setAttribute("class", p.getAttribute("class") + " b"))
			.on("p", (p) -> p.setAttribute("class", p.getAttribute("class") + " c"))
			.transform("<p class=a>")).isEqualTo("<p class=\"a b c\">");
	}

	@Test
	void nothingIsCalledForWhatIsGone() {
		List<String> calls = new ArrayList<>();
		String rewritten = this.rewriter.on("#removed", HtmlElement::remove)
			.on("#replaced", (element) -> element.replace("r"))
			.on("#emptied", (element) -> element.setInnerContent("e"))
			.on("*", (element) -> calls.add(String.valueOf(element.getAttribute("id"))))
			.onComment((comment) -> calls.add(comment.text()))
			.transform("<ul id=list><li id=removed><b id=b1><!--c1--></b></li><li id=replaced><b id=b2></b></li>"
					+ "<li id=emptied><b id=b3><!--c3--></b></li><li id=kept><b id=b4><!--c4--></b></li></ul>");
		assertThat(rewritten)
			.isEqualTo("<ul id=list>r<li id=emptied>e</li><li id=kept><b id=b4><!--c4--></b></li></ul>");
		assertThat(calls).containsExactly("null", "null", "null", "list", "emptied", "kept", "b4", "c4");
	}

	@Test
	void nestedElementsAreEachRewritten() {
		assertThat(rewrite("<div>1<div>2<div>3</div></div></div>", "div",
				(div) -> div.setAttribute("x", "").prepend("(").append(")").before("[").after("]")))
			.isEqualTo("[<div x=\"\">(1[<div x=\"\">(2[<div x=\"\">(3)</div>])</div>])</div>]");
	}

	@Test
	void insertedMarkupIsNotRewritten() {
		assertThat(rewrite("<b>x</b>", "b", (b) -> b.after(HtmlContent.html("<b>y</b>"))))
			.isEqualTo("<b>x</b><b>y</b>");
	}

	@Test
	void commentsAreFoundAndReplaced() {
		assertThat(this.rewriter.onComment((comment) -> {
			if (comment.text().equals("app-html")) {
				comment.before(HtmlContent.text("<"));
				comment.after(HtmlContent.text(">"));
				comment.replace(HtmlContent.html("<p>app</p>"));
			}
			else {
				comment.remove();
			}
		}).transform("<!-- 1 --><!doctype html><div><!--app-html--></div><script><!--x--></script><!--2-->"))
			.isEqualTo("<!doctype html><div>&lt;<p>app</p>&gt;</div><script><!--x--></script>");
	}

	@Test
	void failureOfAHandlerIsTheFailureOfAll() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.rewriter.on("a", (a) -> a.setAttribute("x", "y")).on("b", (b) -> {
				throw new IllegalStateException("no");
			}).transform("<a></a><b></b>"))
			.withMessage("no");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a[", "a >", ":no", "a:nth-child(x" })
	void whatIsNoSelectorIsRefusedAtOnce(String selector) {
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

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<script>x</script>     | </script>
			<script>x</script>     | </SCRIPT
			<script>x</script>     | <!--
			<script>x</script>     | <script
			<script><</script>     | /script>
			<style>x</style>       | a</style>
			<style><</style>       | /style
			<iframe>x</iframe>     | </iframe>
			""")
	void textThatCannotBeEscapedMustNotEndItsElement(String page, String text) {
		Consumer<HtmlElement> append = (element) -> element.append(text);
		assertThatIllegalStateException().isThrownBy(() -> rewrite(page, "script, style, iframe", append))
			.withMessageContaining("must not contain");
		assertThatIllegalStateException().isThrownBy(() -> rewrite(page, "script, style, iframe",
				(element) -> element.prepend(text).setInnerContent(HtmlContent.html("<" + text))));
	}

	@Test
	void textOfScriptsAndStylesIsNotEscaped() {
		assertThat(this.rewriter.on("script, style", (element) -> element.setInnerContent("a > b && '</b>'"))
			.on("title, textarea", (element) -> element.setInnerContent("</title></textarea>&"))
			.transform("<script></script><style>x</style><title>y</title><textarea></textarea>"))
			.isEqualTo("<script>a > b && '</b>'</script><style>a > b && '</b>'</style>"
					+ "<title>&lt;/title&gt;&lt;/textarea&gt;&amp;</title>"
					+ "<textarea>&lt;/title&gt;&lt;/textarea&gt;&amp;</textarea>");
	}

	@Test
	void jsonIsTheSameJsonAndEndsNoScript() {
		String page = "<script type=application/json id=data></script>";
		String json = "{\"name\":\"</script><!--<script>&amp;\"}";
		assertThat(rewrite(page, "#data", (data) -> data.setInnerContent(HtmlContent.json(json)))).isEqualTo(
				"<script type=application/json id=data>{\"name\":\"\\u003c/script\\u003e\\u003c!--\\u003cscript\\u003e"
						+ "\\u0026amp;\"}</script>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<ul><li>1<li>2</ul>              | <ul><li>1!<li>2!</ul>
			<p>1<p>2                         | <p>1!<p>2!
			<div><p>1</div>                  | <div><p>1!</div>
			<div><p>1<span>2</div>           | <div><p>1<span>2</span>!</div>
			<table><tr><td>1<td>2</table>    | <table><tr><td>1!<td>2!</table>
			<body><p>1</body></html>         | <body><p>1!</body></html>
			""")
	void contentIsAppendedWhereAnElementWithoutEndTagEnds(String page, String expected) {
		assertThat(rewrite(page, "li, p, td", (element) -> element.append("!"))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<ul><li>1<li>2</ul>              | <ul>+<li>1</li>-+<li>2</li>-</ul>
			<p>1<p>2                         | +<p>1</p>-+<p>2</p>-
			<p>1<b>2</b><div>3</div>         | +<p>1<b>2</b></p>-<div>3</div>
			<table><tr><td>1<td>2</table>    | <table><tr>+<td>1</td>-+<td>2</td>-</table>
			<body><p>1</body></html>         | <body>+<p>1</p>-</body></html>
			""")
	void elementsAreClosedBeforeAnythingIsPutBetweenThem(String page, String expected) {
		assertThat(rewrite(page, "li, p, td", (element) -> element.before("+").after("-"))).isEqualTo(expected);
	}

	@Test
	void whatTheNextTagEndedStillEndsWithoutIt() {
		assertThat(rewrite("<p>1<p id=x>2</p>3", "#x", HtmlElement::remove)).isEqualTo("<p>1</p>3");
		assertThat(rewrite("<p>1<div>2</div>3", "div", HtmlElement::removeAndKeepContent)).isEqualTo("<p>1</p>23");
		assertThat(rewrite("<ul><li>1<li>2</ul><p>", "ul", HtmlElement::removeAndKeepContent))
			.isEqualTo("<li>1<li>2</li><p>");
		assertThat(this.rewriter.on("p", HtmlElement::remove).transform("<p>1<p>2<p>3")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<title>t</title>x          | head | <html><head a=""><title>t</title>x
			<title>t</title>x          | body | <title>t</title><body a="">x
			x                          | html | <html a="">x
			<p>x                       | body | <body a=""><p>x
			<table><tr><td></table>    | tbody | <table><tbody a=""><tr><td></table>
			<!--c--><p>x               | body | <!--c--><body a=""><p>x
			""")
	void elementWithoutStartTagGetsOneForItsAttributes(String page, String selector, String expected) {
		assertThat(rewrite(page, selector, (element) -> element.setAttribute("a", "")))
			.isEqualTo(expected.replace("<html><head", "<head"));
	}

	@Test
	void headAndBodyAreFilledWhereTheyAreNotWritten() {
		HtmlRewriter filling = this.rewriter.on("head", (head) -> head.append(HtmlContent.html("<base>")))
			.on("body", (body) -> body.append("!"));
		assertThat(filling.transform("<title>t</title><p>x")).isEqualTo("<title>t</title><base><p>x</p>!");
		assertThat(filling.transform("<p>x")).isEqualTo("<head><base><p>x</p>!");
		assertThat(filling.transform("<title>t</title>")).isEqualTo("<title>t</title><base><body>!");
		assertThat(filling.transform("<head></head><body><p>x</body></html>\n"))
			.isEqualTo("<head><base></head><body><p>x</p>!</body></html>\n");
		assertThat(filling.transform("<html><body></body><p>late</html>"))
			.isEqualTo("<html><head><base><body>!</body><p>late</html>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<p>x<b title='            | <p>x</p>!<b title='
			<p>x<!-- y                | <p>x</p>!<!-- y
			<p>x</p                   | <p>x</p>!</p
			<p>x<b <                  | <p>x</p>!<b <
			<title>x                  | <title>x</title><body>!
			<svg><![CDATA[ x          | <svg></svg>!<![CDATA[ x
			""")
	void nothingIsAppendedToWhatThePageEndsInsideOf(String page, String expected) {
		assertThat(rewrite(page, "body", (body) -> body.append("!"))).isEqualTo(expected);
	}

	@Test
	void lineBreakThatDoesNotCountStaysInFront() {
		assertThat(rewrite("<pre>\nx</pre>", "pre", (pre) -> pre.prepend("1"))).isEqualTo("<pre>\n1x</pre>");
		assertThat(rewrite("<pre>\r\nx</pre>", "pre", (pre) -> pre.setInnerContent("1"))).isEqualTo("<pre>\r\n1</pre>");
		assertThat(rewrite("<textarea></textarea>", "textarea", (area) -> area.append("\n1")))
			.isEqualTo("<textarea>\n\n1</textarea>");
	}

	@Test
	void elementThatClosesItselfIsOpenedForContent() {
		assertThat(rewrite("<svg><g id='x'/><g/></svg>", "#x", (g) -> g.append("1").after("2").setAttribute("y", "z")))
			.isEqualTo("<svg><g y=\"z\" id='x'>1</g>2<g/></svg>");
	}

	@Test
	void partOfATableKeepsItsRows() {
		String rows = " <!-- rows -->\n<tr id=r1><td>1</td></tr><tr id=r2><td>2</td></tr>";
		assertThat(rewrite(rows, "#r2 td", (td) -> td.setInnerContent("x")))
			.isEqualTo(" <!-- rows -->\n<tr id=r1><td>1</td></tr><tr id=r2><td>x</td></tr>");
	}

	@Test
	void tagThatMakesSeveralElementsIsRewrittenOnce() {
		assertThat(rewrite("<p><b>1<p>2", "b", (b) -> b.setAttribute("x", "").prepend("!")))
			.isEqualTo("<p><b x=\"\">!1<p>2");
	}

	@Test
	void manyThreadsRewriteOnePage() throws Exception {
		String page = "<!doctype html><div><p class=a>x</p></div>".repeat(50);
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			List<Callable<String>> tasks = new ArrayList<>();
			for (int i = 0; i < 400; i++) {
				String value = "v" + i;
				String selector = "p:nth-of-type(" + (1 + i % 20) + "n)";
				tasks.add(() -> rewrite(page, selector, (p) -> p.setAttribute("class", value)));
			}
			List<Future<String>> results = executor.invokeAll(tasks, 60, TimeUnit.SECONDS);
			for (int i = 0; i < results.size(); i++) {
				assertThat(results.get(i).get())
					.isEqualTo(HtmlRewriterTests.this.rewriteAlone(page, 1 + i % 20, "v" + i));
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private String rewriteAlone(String page, int n, String value) {
		return HtmlRewriter.create()
			.on("p:nth-of-type(" + n + "n)", (p) -> p.setAttribute("class", value))
			.transform(page);
	}

}
