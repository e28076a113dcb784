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

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The time that a rewriting takes is linear in the size of the page, also for pages that
 * are made to take long.
 *
 * @author the Assets for Spring Boot authors
 */
class RewritingTimeIT {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final int SMALL = 128 * 1024;

	private static final int LARGE = 8 * SMALL;

	/**
	 * A linear time has a ratio of 8. A quadratic one has 64, and takes many seconds.
	 */
	private static final int MAX_RATIO = 12;

	/**
	 * What the collector of garbage may take.
	 */
	private static final long SLACK = TimeUnit.MILLISECONDS.toNanos(500);

	private static final long MAX = TimeUnit.SECONDS.toNanos(3);

	private static final int ATTEMPTS = 5;

	static final List<String> REPEATED = List.of("<", "</", "<!", "<!-", "<!--", "-->", "--", "<!-- -", "<!-->", "&",
			"&amp", "&#", "x", "\0", "\u20ac", "<a", "<a ", "<a>", "</a>", "<a></b>", "<div>", "<p>", "<li>", "<b><p>",
			"<ul><li>", "<table><tr><td>", "<dl><dt><dd>", "<select><optgroup><option>", "<svg>", "<math><mi>",
			"<svg><foreignObject>", "<svg><desc></svg>", "<template>", "<script>", "</script>", "<script><!--<script>",
			"<script><!--", "<title>", "</title", "<textarea></textarea>", "<style></styl", "<plaintext>", "<br>",
			"<br/>", "<?", "<![CDATA[", "]]>", "<svg><![CDATA[", "'", "\"", "=", "/", " ", "<!doctype", "<!doctype>",
			"<p><div>", "<b></p>", "<div><p></div>", "</p>", "<x-y a=b>", "<frameset>", "<p class=\"a b\" id=x>");

	/**
	 * A start, and a text that is repeated after it.
	 */
	static final List<List<String>> CONTINUED = List.of(List.of("<a ", "b "), List.of("<a ", "b=c "),
			List.of("<a ", "b='c' "), List.of("<a b='", "c"), List.of("<a b='", "&amp;"), List.of("<a b='", "&lt"),
			List.of("<a ", "/"), List.of("<a ", "="), List.of("<a b", "c"), List.of("<a", "b"), List.of("</a ", "b "),
			List.of("<!--", "x"), List.of("<!--", "--!"), List.of("<!--", "- "), List.of("<!doctype ", "x"),
			List.of("<!doctype html public '", "x"), List.of("<script>", "<"), List.of("<script>", "</scrip"),
			List.of("<script>", "x"), List.of("<script><!--<script>", "--"),
			List.of("<script><!--<script>", "</script"), List.of("<title>", "</titl"), List.of("<textarea>", "<"),
			List.of("<svg><![CDATA[", "]"), List.of("<svg><![CDATA[", "x"), List.of("<svg><![CDATA[", "]]"),
			List.of("<a class='", "x "), List.of("<table>", "<tr><td>x"), List.of("<p>", "<b>x</b>"),
			List.of("<ul>", "<li>x"), List.of("<div>".repeat(1_000), "</p>"), List.of("<div>".repeat(1_000), "<p>"),
			List.of("<b>".repeat(1_000), "</i>"), List.of("<p>" + "<b>".repeat(1_000), "<div></div>"),
			List.of("<li>" + "<b>".repeat(1_000), "<li>"), List.of("<svg>" + "<g>".repeat(1_000), "</h>"));

	private static final List<Handler> HANDLERS = List.of(new Handler.OfElements(
			Selector.parse("p, li > b, .a .b, [title], div div:nth-of-type(2n+1)"), (element) -> {
				element.setAttribute("x", String.valueOf(element.getAttribute("class"))).before("1").after("2");
				if (!element.tagName().equals("br")) {
					element.onEndTag((tag) -> tag.before("3"));
				}
			}), new Handler.OfElements(Selector.parse("*"), HtmlElement::attributes),
			new Handler.OfElements(Selector.parse("a:nth-child(3), td, title"), HtmlElement::remove),
			new Handler.OfText(null, (text) -> {
				if (text.isLastInTextNode()) {
					text.after("4");
				}
			}), new Handler.OfComments(null, (comment) -> comment.setText("5")),
			new Handler.OfDoctype(HtmlDoctype::remove), new Handler.OfEnd((end) -> end.append("6")));

	@ParameterizedTest
	@FieldSource("REPEATED")
	@Timeout(60)
	void timeIsLinearForARepeatedText(String text) {
		assertLinear("", text);
	}

	@ParameterizedTest
	@FieldSource("CONTINUED")
	@Timeout(60)
	void timeIsLinearForATextThatGoesOn(List<String> page) {
		assertLinear(page.get(0), page.get(1));
	}

	private static void assertLinear(String start, String repeated) {
		byte[] small = page(start, repeated, SMALL);
		byte[] large = page(start, repeated, LARGE);
		for (List<Handler> handlers : List.of(List.<Handler>of(), HANDLERS)) {
			int length = handlers.isEmpty() ? 16 * 1024 : 100;
			long fastSmall = Long.MAX_VALUE;
			long fastLarge = Long.MAX_VALUE;
			for (int i = 0; i == 0 || i < ATTEMPTS && !isLinear(fastSmall, fastLarge); i++) {
				fastSmall = Math.min(fastSmall, time(small, handlers, length));
				fastLarge = Math.min(fastLarge, time(large, handlers, length));
			}
			assertThat(isLinear(fastSmall, fastLarge))
				.as("%,d and %,d microseconds with %s handlers", fastSmall / 1_000, fastLarge / 1_000, handlers.size())
				.isTrue();
		}
	}

	@Test
	@Timeout(60)
	void timeIsLinearForALongTextInOnePiece() {
		List<Handler> handlers = List.of(new Handler.OfText(null, HtmlText::text));
		byte[] small = page("", "text ", 2 * LARGE);
		byte[] large = page("", "text ", 16 * LARGE);
		long fastSmall = Long.MAX_VALUE;
		long fastLarge = Long.MAX_VALUE;
		for (int i = 0; i == 0 || i < ATTEMPTS && !isLinear(fastSmall, fastLarge); i++) {
			fastSmall = Math.min(fastSmall, time(small, handlers, small.length));
			fastLarge = Math.min(fastLarge, time(large, handlers, large.length));
		}
		assertThat(isLinear(fastSmall, fastLarge)).as("%,d and %,d ns", fastSmall, fastLarge).isTrue();
	}

	private static boolean isLinear(long small, long large) {
		return large < MAX && large <= MAX_RATIO * small + SLACK;
	}

	private static byte[] page(String start, String repeated, int size) {
		return (start + repeated.repeat(size / repeated.getBytes(StandardCharsets.UTF_8).length))
			.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Return the time of the processor, which is the same whatever else the machine does.
	 */
	private static long time(byte[] page, List<Handler> handlers, int length) {
		long start = THREADS.getCurrentThreadCpuTime();
		long[] written = { 0 };
		Rewriting rewriting = new Rewriting(handlers, new PageEncoding(StandardCharsets.UTF_8),
				(bytes, offset, count) -> written[0] += count);
		for (int from = 0; from < page.length; from += length) {
			byte[] piece = Arrays.copyOfRange(page, from, Math.min(page.length, from + length));
			rewriting.write(piece, 0, piece.length);
		}
		rewriting.end();
		return THREADS.getCurrentThreadCpuTime() - start;
	}

}
