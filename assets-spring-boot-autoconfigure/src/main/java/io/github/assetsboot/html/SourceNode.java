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
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An element or a comment, and where it stands in the source. The tags of an element may
 * be left out in HTML; then they are empty, at the place where the parser supplies them.
 *
 * @param order the position in document order
 * @param lastOrder the position of the last descendant
 * @param name the name of an element
 * @param text the text of a comment
 * @param attributes the attributes of an element
 * @param startTag the start tag of an element that has one
 * @param model what an element may hold
 * @param bounds where it begins and ends
 * @param ignoresLineBreak whether a line break right after its start tag is not content
 * @param before the end tags to write before anything else can be put in front of this
 * @param inside the end tags to write before anything can be put at the end of the
 * content
 * @param own the end tag to write before anything can be put behind this, or {@code null}
 * if it is there
 * @author the Assets for Spring Boot authors
 */
record SourceNode(int order, int lastOrder, String name, String text, Map<String, String> attributes, StartTag startTag,
		ContentModel model, Bounds bounds, boolean ignoresLineBreak, List<EndTag> before, List<EndTag> inside,
		@Nullable EndTag own) {

	boolean hasStartTag() {
		return this.bounds.startTagEnd() > this.bounds.start();
	}

	boolean isEmpty() {
		return this.bounds.contentStart() == this.bounds.contentEnd();
	}

	boolean contains(SourceNode other) {
		return this.order < other.order && other.order <= this.lastOrder;
	}

	/**
	 * The end tag of an element whose source has none.
	 *
	 * @param order the position of the element in document order
	 * @param start where its start tag begins
	 * @param name its name
	 */
	record EndTag(int order, int start, String name) {

		@Override
		public String toString() {
			return "</" + this.name + ">";
		}

	}

}
