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

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.select.NodeVisitor;

/**
 * Numbers nodes in document order, and tells elements that were made of the same tag.
 *
 * @author the Assets for Spring Boot authors
 */
final class DocumentOrder implements NodeVisitor {

	private final Map<Node, Integer> firsts = new IdentityHashMap<>();

	private final Map<Node, Integer> lasts = new IdentityHashMap<>();

	private final Map<Integer, Element> byStartTag = new HashMap<>();

	private final Set<Integer> repeatedStartTags = new HashSet<>();

	DocumentOrder(Element root) {
		root.traverse(this);
	}

	@Override
	public void head(Node node, int depth) {
		this.firsts.put(node, this.firsts.size());
		if (node instanceof Element element && hasStartTag(element)
				&& this.byStartTag.putIfAbsent(element.sourceRange().startPos(), element) != null) {
			this.repeatedStartTags.add(element.sourceRange().startPos());
		}
	}

	@Override
	public void tail(Node node, int depth) {
		this.lasts.put(node, this.firsts.size() - 1);
	}

	private static boolean hasStartTag(Element element) {
		Range startTag = element.sourceRange();
		return startTag.endPos() > startTag.startPos();
	}

	/**
	 * Return the number of a node.
	 */
	int of(Node node) {
		return Objects.requireNonNull(this.firsts.get(node));
	}

	/**
	 * Return the number of the last node that is in another, or its own.
	 */
	int lastIn(Node node) {
		return Objects.requireNonNull(this.lasts.get(node));
	}

	/**
	 * Find the first of the elements that were made of one tag. There may be several: a
	 * {@code b} element that a paragraph does not close goes on in the next one.
	 */
	Element firstOfItsTag(Element element) {
		return hasStartTag(element) ? Objects.requireNonNull(this.byStartTag.get(element.sourceRange().startPos()))
				: element;
	}

	boolean isOnlyOneOfItsTag(Element element) {
		return !hasStartTag(element) || !this.repeatedStartTags.contains(element.sourceRange().startPos());
	}

}
