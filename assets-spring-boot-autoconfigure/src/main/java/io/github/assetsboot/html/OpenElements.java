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

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.github.assetsboot.html.StartTag.Namespace;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The stack of open elements. It tells which elements a tag ends, by the rules of the
 * HTML standard for omitted tags, in constant time.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://html.spec.whatwg.org/multipage/syntax.html#optional-tags">HTML,
 * optional tags</a>
 */
final class OpenElements {

	/**
	 * The number of elements that may be open at the same time.
	 */
	static final int MAX_DEPTH = 500_000;

	private static final TagName P = TagName.known("p");

	private static final TagName[] ROWS = names("tr");

	private static final TagName[] CELLS = names("td th");

	private static final TagName[] ROW_GROUPS = names("tbody thead tfoot");

	private static final TagName[] LISTS = names("ul ol");

	private static final TagName[] BUTTON = names("button");

	private static final TagName[] OPTION = names("option");

	private static final TagName[] OPTGROUP = names("optgroup");

	private static final TagName[] RUBY_TEXTS = names("rt rp");

	private static final TagName[] RUBY = names("ruby");

	private static final TagName[] OPTION_PARENTS = names("optgroup datalist");

	private Element[] elements = new Element[16];

	private int size;

	/**
	 * The index of the innermost open element of each known name, plus one.
	 */
	private final int[] innermost = new int[TagName.COUNT];

	/**
	 * The same for names that the standard does not know.
	 */
	private final Map<String, Integer> innermostOthers = new HashMap<>();

	private boolean quirks = true;

	private static TagName[] names(String names) {
		return Arrays.stream(names.split(" ")).map(TagName::known).toArray(TagName[]::new);
	}

	int size() {
		return this.size;
	}

	Element get(int index) {
		return this.elements[index];
	}

	/**
	 * Return the innermost open element.
	 */
	@Nullable Element top() {
		return (this.size > 0) ? this.elements[this.size - 1] : null;
	}

	/**
	 * Tell that the page has a doctype which turns quirks mode off.
	 */
	void leaveQuirksMode() {
		this.quirks = false;
	}

	Element push(TagName name, Namespace namespace, boolean htmlInside) {
		Assert.state(this.size < MAX_DEPTH, () -> "More than " + MAX_DEPTH + " elements of the page are open");
		if (this.size == this.elements.length) {
			this.elements = Arrays.copyOf(this.elements, this.size * 2);
		}
		Element outer = top();
		int index = this.size++;
		Element element = this.elements[index];
		if (element == null) {
			element = new Element();
			this.elements[index] = element;
		}
		element.name = name;
		element.namespace = namespace;
		element.htmlInside = htmlInside;
		element.handled = null;
		element.rawText = null;
		boolean html = namespace == Namespace.HTML;
		element.scope = (html && name.is(TagName.SCOPE)) ? index : (outer != null) ? outer.scope : -1;
		element.table = (html && (name.is("table") || name.is("template"))) ? index
				: (outer != null) ? outer.table : -1;
		element.special = (html && name.is(TagName.SPECIAL) && !name.is("address") && !name.is("div") && name != P)
				? index : (outer != null) ? outer.special : -1;
		element.outerOfName = innermost(name);
		setInnermost(name, index);
		return element;
	}

	void pop() {
		Element element = this.elements[--this.size];
		element.handled = null;
		setInnermost(element.name, element.outerOfName);
	}

	private int innermost(TagName name) {
		return (name.index() >= 0) ? this.innermost[name.index()] - 1
				: this.innermostOthers.getOrDefault(name.toString(), -1);
	}

	private void setInnermost(TagName name, int index) {
		if (name.index() >= 0) {
			this.innermost[name.index()] = index + 1;
		}
		else if (index >= 0) {
			this.innermostOthers.put(name.toString(), index);
		}
		else {
			this.innermostOthers.remove(name.toString());
		}
	}

	private int innermost(TagName[] names) {
		int index = -1;
		for (TagName name : names) {
			index = Math.max(index, innermost(name));
		}
		return index;
	}

	/**
	 * Return the index of the element that an end tag ends.
	 * @param name the name of the end tag
	 * @return the index, or -1 if the tag ends none
	 */
	int endedBy(TagName name) {
		int index = innermost(name);
		Element top = top();
		if (index < 0 || top == null || name.is("body") || name.is("html")) {
			return index;
		}
		boolean structure = name.is(TagName.SCOPE) || isAny(name, ROWS) || isAny(name, ROW_GROUPS);
		int outer = structure ? top.table : top.scope;
		if (name.is("li")) {
			outer = Math.max(outer, innermost(LISTS));
		}
		else if (name == P) {
			outer = Math.max(outer, innermost(BUTTON));
		}
		return (index >= outer) ? index : -1;
	}

	private static boolean isAny(TagName name, TagName[] names) {
		for (TagName other : names) {
			if (name == other) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the index of the outermost element whose end tag may be omitted before a
	 * start tag.
	 * @param name the name of the start tag, of an HTML element
	 * @return the index, or the number of open elements if the start tag ends none
	 */
	int endedByStartOf(TagName name) {
		Element top = top();
		if (top == null) {
			return 0;
		}
		int ended = -1;
		if (name.is(TagName.CLOSES_PARAGRAPH)) {
			int paragraph = innermost(P);
			boolean nests = this.quirks && name.is("table");
			ended = (paragraph > Math.max(top.scope, innermost(BUTTON)) && !nests) ? paragraph : -1;
			boolean item = name.is("li");
			if ((item || name.is("dd") || name.is("dt")) && top.special >= 0) {
				TagName special = this.elements[top.special].name;
				boolean sibling = item ? special.is("li") : (special.is("dd") || special.is("dt"));
				ended = sibling ? (ended < 0) ? top.special : Math.min(ended, top.special) : ended;
			}
		}
		else if (isAny(name, CELLS)) {
			ended = above(innermost(ROWS), innermost(CELLS));
		}
		else if (isAny(name, ROWS)) {
			ended = above(innermost(ROW_GROUPS), innermost(ROWS), innermost(CELLS));
		}
		else if (isAny(name, ROW_GROUPS)) {
			ended = above(-1, innermost(ROW_GROUPS), innermost(ROWS), innermost(CELLS));
		}
		else if (isAny(name, OPTION)) {
			ended = (innermost(OPTION) > Math.max(top.scope, innermost(OPTION_PARENTS))) ? innermost(OPTION) : -1;
		}
		else if (isAny(name, OPTGROUP)) {
			ended = firstAbove(top.scope, innermost(OPTGROUP), innermost(OPTION));
		}
		else if (isAny(name, RUBY_TEXTS)) {
			ended = firstAbove(Math.max(top.scope, innermost(RUBY)), innermost(RUBY_TEXTS));
		}
		return (ended >= 0) ? ended : this.size;
	}

	private int above(int outer, int... indexes) {
		return firstAbove(Math.max(outer, this.elements[this.size - 1].table), indexes);
	}

	private static int firstAbove(int outer, int... indexes) {
		for (int index : indexes) {
			if (index > outer) {
				return index;
			}
		}
		return -1;
	}

	/**
	 * An open element. Instances are used again for other elements.
	 */
	static final class Element {

		TagName name = TagName.SCRIPT;

		Namespace namespace = Namespace.HTML;

		Namespace seenNamespace = Namespace.HTML;

		/**
		 * Whether the elements in this one are elements of HTML.
		 */
		boolean htmlInside;

		/**
		 * What handlers have received, or {@code null} if no handler was called.
		 */
		@Nullable HtmlElement handled;

		/**
		 * The name of the script or style that text in this element is written into.
		 */
		@Nullable String rawText;

		/**
		 * The index of the innermost element, this one included, that hides the elements
		 * around it from most end tags.
		 */
		private int scope;

		/**
		 * The index of the innermost table or template, this one included.
		 */
		private int table;

		/**
		 * The index of the innermost element, this one included, that hides the list
		 * items around it.
		 */
		private int special;

		/**
		 * The index of the innermost element of the same name around this one.
		 */
		private int outerOfName;

	}

}
