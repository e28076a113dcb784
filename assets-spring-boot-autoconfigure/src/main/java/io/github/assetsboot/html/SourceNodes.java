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
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the nodes of a parsed page stand in its source.
 *
 * @author the Assets for Spring Boot authors
 */
final class SourceNodes {

	/**
	 * An end tag of these ends nothing: the parser goes on to put into them what follows.
	 */
	private static final Set<String> NEVER_CLOSED = Set.of("body", "head", "html");

	private final String source;

	private final ParsedPage page;

	private final DocumentOrder order;

	private final Map<Element, SourceNode> elements = new IdentityHashMap<>();

	SourceNodes(ParsedPage page, String source) {
		this.source = source;
		this.page = page;
		this.order = new DocumentOrder(page.root());
	}

	SourceNode of(Comment comment) {
		int start = comment.sourceRange().startPos();
		int end = comment.sourceRange().endPos();
		int number = this.order.of(comment);
		return new SourceNode(number, number, "", comment.getData(), Map.of(), StartTag.NONE, ContentModel.VOID,
				new Bounds(start, end, end, end, end, true, false), false, List.of(), List.of(), null);
	}

	SourceNode of(Element element) {
		return this.elements.computeIfAbsent(this.order.firstOfItsTag(element), this::create);
	}

	private SourceNode create(Element element) {
		Bounds bounds = bounds(element);
		return new SourceNode(this.order.of(element), this.order.lastIn(element), element.tagName(), "",
				attributes(element), StartTag.read(this.source, bounds.start(), bounds.startTagEnd()),
				ContentModel.of(element), bounds, Bounds.ignoresLineBreak(element),
				endTags(element.previousSibling(), bounds.start()), endTags(element.lastChild(), bounds.contentEnd()),
				endTag(element));
	}

	private static Map<String, String> attributes(Element element) {
		Map<String, String> attributes = new LinkedHashMap<>();
		element.attributes().forEach((attribute) -> attributes.put(attribute.getKey(), attribute.getValue()));
		return attributes;
	}

	private Bounds bounds(Element element) {
		return Bounds.of(element, this.source, this.page.endOfContent());
	}

	/**
	 * Find the end tags that the source leaves out of the elements that end at a
	 * position.
	 * @param last the last node before the position, or a later one
	 * @param position the position
	 * @return the end tags, innermost first
	 */
	private List<SourceNode.EndTag> endTags(@Nullable Node last, int position) {
		Node node = last;
		while (node != null && node.sourceRange().startPos() >= position) {
			node = node.previousSibling();
		}
		if (!(node instanceof Element element)) {
			return List.of();
		}
		Bounds bounds = bounds(element);
		if (bounds.endTag() || bounds.end() < position) {
			return List.of();
		}
		List<SourceNode.EndTag> endTags = new ArrayList<>(endTags(element.lastChild(), position));
		SourceNode.EndTag own = endTag(element);
		if (own != null) {
			endTags.add(own);
		}
		return endTags;
	}

	/**
	 * The tag of an element that the parser repeats would end the repetition as well.
	 */
	private SourceNode.@Nullable EndTag endTag(Element element) {
		Bounds bounds = bounds(element);
		if (bounds.endTag() || NEVER_CLOSED.contains(element.normalName()) || !this.order.isOnlyOneOfItsTag(element)) {
			return null;
		}
		return new SourceNode.EndTag(this.order.of(element), bounds.start(), element.tagName());
	}

}
