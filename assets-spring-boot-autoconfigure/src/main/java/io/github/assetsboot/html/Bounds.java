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

import java.util.Set;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.parser.Parser;

/**
 * Position of an element in the source.
 *
 * @param start where the start tag begins
 * @param startTagEnd where the start tag ends
 * @param contentStart where the content begins
 * @param contentEnd where the content ends
 * @param end where the end tag ends
 * @param endTag whether there is an end tag, or none is needed
 * @param selfClosed whether the start tag closes the element, as may be in SVG
 * @author the Assets for Spring Boot authors
 */
record Bounds(int start, int startTagEnd, int contentStart, int contentEnd, int end, boolean endTag,
		boolean selfClosed) {

	/**
	 * A line break right after their start tags is not content.
	 */
	private static final Set<String> LINE_BREAK_IGNORING = Set.of("listing", "pre", "textarea");

	/**
	 * Find the bounds of an element.
	 * @param element the element
	 * @param source the source
	 * @param limit where what is not closed ends at the latest
	 * @return the bounds
	 */
	static Bounds of(Element element, String source, int limit) {
		Range startTag = element.sourceRange();
		Range endTag = element.endSourceRange();
		int start = startTag.isImplicit() ? Math.min(startTag.startPos(), limit) : startTag.startPos();
		int startTagEnd = startTag.isImplicit() ? start : startTag.endPos();
		if (ContentModel.of(element) == ContentModel.VOID) {
			return empty(start, Math.max(startTagEnd, endTag.endPos()), false);
		}
		if (endTag.isImplicit() && endTag.startPos() < startTagEnd) {
			return empty(start, startTagEnd, !isHtml(element));
		}
		int contentStart = ignoresLineBreak(element) ? afterLineBreak(source, startTagEnd) : startTagEnd;
		int contentEnd = endTag.isImplicit() ? Math.min(endTag.startPos(), limit) : contentEnd(element, contentStart);
		contentEnd = Math.max(contentStart, contentEnd);
		int end = endTag.isImplicit() ? contentEnd : Math.max(contentEnd, endTag.endPos());
		return new Bounds(start, startTagEnd, contentStart, contentEnd, end, !endTag.isImplicit(), false);
	}

	private static Bounds empty(int start, int end, boolean selfClosed) {
		return new Bounds(start, end, end, end, end, true, selfClosed);
	}

	static boolean ignoresLineBreak(Element element) {
		return isHtml(element) && LINE_BREAK_IGNORING.contains(element.normalName());
	}

	private static boolean isHtml(Element element) {
		return element.tag().namespace().equals(Parser.NamespaceHtml);
	}

	private static int afterLineBreak(String source, int position) {
		if (source.startsWith("\r\n", position)) {
			return position + 2;
		}
		return (source.startsWith("\n", position) || source.startsWith("\r", position)) ? position + 1 : position;
	}

	/**
	 * The parser does not tell where the end tag after a text begins: that is where the
	 * text ends.
	 */
	private static int contentEnd(Element element, int contentStart) {
		Range endTag = element.endSourceRange();
		Node text = element.lastChild();
		if (endTag.startPos() >= contentStart) {
			return endTag.startPos();
		}
		return (text != null) ? text.sourceRange().endPos() : contentStart;
	}

}
