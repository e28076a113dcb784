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

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jsoup.nodes.CDataNode;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.Evaluator;

/**
 * A page as parsed by jsoup.
 *
 * @param root the document, or what the parts of one are in
 * @param end where the last thing that has an end ends
 * @param endOfContent where what is never closed ends
 * @author the Assets for Spring Boot authors
 */
record ParsedPage(Element root, int end, int endOfContent) {

	/**
	 * Is not found after the parse if the page ends inside of a tag, say.
	 */
	private static final String MARK = "<!---->";

	/**
	 * In a document, these would lose their tags.
	 */
	private static final Pattern PART_OF_TABLE = Pattern.compile(
			"\\s*+(?:<!--(?s:.*?)-->\\s*+)*+<(?:caption|col|colgroup|tbody|td|tfoot|th|thead|tr)[\\s/>]",
			Pattern.CASE_INSENSITIVE);

	static ParsedPage of(String source) {
		Element root = parse(source + MARK);
		Comment mark = root.nodeStream(Comment.class)
			.filter((comment) -> comment.sourceRange().startPos() == source.length())
			.findFirst()
			.orElse(null);
		if (mark == null) {
			root = parse(source);
			return of(root, root.nodeStream().mapToInt(ParsedPage::end).max().orElse(0));
		}
		mark.remove();
		return of(root, source.length());
	}

	private static ParsedPage of(Element root, int end) {
		int bodyEnd = root.select("body, html")
			.stream()
			.map(Element::endSourceRange)
			.filter((endTag) -> endTag.isTracked() && !endTag.isImplicit())
			.mapToInt(Range::startPos)
			.min()
			.orElse(end);
		boolean more = root.nodeStream()
			.anyMatch((node) -> isContent(node) && node.sourceRange().startPos() >= bodyEnd);
		return new ParsedPage(root, end, more ? end : Math.min(bodyEnd, end));
	}

	private static Element parse(String text) {
		Parser parser = Parser.htmlParser().setTrackPosition(true);
		if (PART_OF_TABLE.matcher(text).lookingAt()) {
			List<Node> nodes = parser.parseFragmentInput(text, new Element("template"), "");
			if (!nodes.isEmpty() && nodes.get(0).parent() instanceof Element root) {
				return root;
			}
		}
		return parser.parseInput(text, "");
	}

	/**
	 * Return where a tag or a text ends, but not a comment: it may have no end.
	 */
	private static int end(Node node) {
		if (node instanceof Element element) {
			return Math.max(end(element.sourceRange()), end(element.endSourceRange()));
		}
		return isText(node) ? node.sourceRange().endPos() : 0;
	}

	private static int end(Range tag) {
		return tag.isImplicit() ? 0 : tag.endPos();
	}

	private static boolean isText(Node node) {
		return (node instanceof TextNode && !(node instanceof CDataNode)) || node instanceof DataNode;
	}

	private static boolean isContent(Node node) {
		if (node instanceof TextNode text) {
			return !text.isBlank();
		}
		return node instanceof Element && !node.sourceRange().isImplicit();
	}

	/**
	 * Find the elements that match a selector.
	 */
	Stream<Element> elements(Evaluator selector) {
		return this.root.select(selector).stream().filter((element) -> element != this.root);
	}

	/**
	 * Find the comments that have an end.
	 */
	Stream<Comment> comments() {
		return this.root.nodeStream(Comment.class).filter((comment) -> comment.sourceRange().endPos() <= this.end);
	}

}
