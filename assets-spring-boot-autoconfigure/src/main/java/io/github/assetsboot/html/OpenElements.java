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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.html.StartTag.Namespace;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The stack of open elements. It tells in constant time which elements a tag ends, by the
 * rules of the HTML standard for omitted tags.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://html.spec.whatwg.org/multipage/syntax.html#optional-tags">HTML,
 * optional tags</a>
 */
final class OpenElements {

	private static final int MAX_DEPTH = 500_000;

	private Element[] elements = new Element[16];

	private int size;

	/**
	 * The index of the innermost open element of each name that has flags, plus one.
	 */
	private final int[] innermost = new int[TagName.COUNT];

	/**
	 * The same for all other names.
	 */
	private final Map<String, Integer> innermostOthers = new HashMap<>(0);

	private boolean quirks = true;

	int size() {
		return this.size;
	}

	Element get(int index) {
		return this.elements[index];
	}

	@Nullable Element top() {
		return (this.size > 0) ? this.elements[this.size - 1] : null;
	}

	/**
	 * Note that the page has a doctype which turns quirks mode off.
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
		Element element = (this.elements[index] != null) ? this.elements[index] : new Element();
		this.elements[index] = element;
		element.name = name;
		element.namespace = namespace;
		boolean html = namespace == Namespace.HTML;
		element.htmlInside = htmlInside;
		// The elements of SVG and MathML that contain HTML are in both lists of the
		// standard
		boolean scope = html ? name.is(TagName.SCOPE) : htmlInside;
		boolean special = html ? name.is(TagName.SPECIAL) : htmlInside;
		element.scope = scope ? index : (outer != null) ? outer.scope : -1;
		element.special = special ? index : (outer != null) ? outer.special : -1;
		element.foreign = html ? this.size : (outer != null) ? Math.min(outer.foreign, index) : index;
		boolean table = element.scope == index && (name.is("table") || name.is("template"));
		element.table = table ? index : (outer != null) ? outer.table : -1;
		element.outerOfName = innermost(name);
		setInnermost(name, index + 1);
		return element;
	}

	void pop() {
		Element element = this.elements[--this.size];
		element.handled = null;
		setInnermost(element.name, element.outerOfName + 1);
	}

	private int innermost(TagName name) {
		return ((name.index() >= 0) ? this.innermost[name.index()]
				: this.innermostOthers.getOrDefault(name.toString(), 0)) - 1;
	}

	private void setInnermost(TagName name, int value) {
		if (name.index() >= 0) {
			this.innermost[name.index()] = value;
		}
		else if (value == 0) {
			this.innermostOthers.remove(name.toString());
		}
		else {
			this.innermostOthers.put(name.toString(), value);
		}
	}

	private int innermost(Name... names) {
		int index = -1;
		for (Name name : names) {
			index = Math.max(index, innermost(name.tagName));
		}
		return index;
	}

	/**
	 * Return the index of the element that an end tag ends, or -1 if it ends none.
	 */
	int endedBy(TagName name) {
		Element top = top();
		int index = innermost(name);
		if (top == null || index < 0 || index >= top.foreign || top.name == name || name.is("body")
				|| name.is("html")) {
			return index;
		}
		if (top.namespace == Namespace.HTML && this.elements[index].namespace != Namespace.HTML) {
			// A browser ignores the end tag of an element of SVG or MathML in HTML
			return -1;
		}
		int outer = (name.is(TagName.TABLE) || name.is(TagName.SCOPE)) ? top.table : top.scope;
		if (name.is("li")) {
			outer = Math.max(outer, innermost(Name.UL, Name.OL));
		}
		else if (name.is("p")) {
			outer = Math.max(outer, innermost(Name.BUTTON));
		}
		return (index >= outer) ? index : -1;
	}

	/**
	 * Return the index of the outermost HTML element whose end tag is omitted before a
	 * start tag, or the number of open elements if there is none.
	 */
	int endedByStartOf(TagName name) {
		Element top = top();
		if (top == null || !name.is(TagName.ENDS_PARAGRAPH | TagName.ENDS_SIBLING)) {
			return this.size;
		}
		int index = switch (name.toString()) {
			case "td", "th" -> first(Math.max(top.table, innermost(Name.TR)), innermost(Name.TD, Name.TH));
			case "tr" -> first(Math.max(top.table, rowGroup()), innermost(Name.TR), innermost(Name.TD, Name.TH));
			case "tbody", "thead", "tfoot" ->
				first(top.table, rowGroup(), innermost(Name.TR), innermost(Name.TD, Name.TH));
			case "option" ->
				first(Math.max(top.scope, innermost(Name.OPTGROUP, Name.DATALIST)), innermost(Name.OPTION));
			case "optgroup" -> first(top.scope, innermost(Name.OPTGROUP), innermost(Name.OPTION));
			case "rt", "rp" -> first(Math.max(top.scope, innermost(Name.RUBY)), innermost(Name.RT, Name.RP));
			case "li" -> item(top, List.of("li"));
			case "dd", "dt" -> item(top, List.of("dd", "dt"));
			case "table" -> this.quirks ? -1 : paragraph(top);
			default -> paragraph(top);
		};
		return (index >= 0) ? index : this.size;
	}

	private int rowGroup() {
		return innermost(Name.TBODY, Name.THEAD, Name.TFOOT);
	}

	private static int first(int outer, int... indexes) {
		for (int index : indexes) {
			if (index > outer) {
				return index;
			}
		}
		return -1;
	}

	private int paragraph(Element top) {
		return first(Math.max(top.scope, innermost(Name.BUTTON)), innermost(Name.P));
	}

	private int item(Element top, List<String> names) {
		boolean sibling = top.special >= 0 && names.contains(this.elements[top.special].name.toString());
		return sibling ? top.special : paragraph(top);
	}

	/**
	 * An open element. Instances are used again for other elements.
	 */
	static final class Element {

		TagName name = TagName.NONE;

		Namespace namespace = Namespace.HTML;

		/**
		 * The namespace that handlers see.
		 */
		Namespace seenNamespace = Namespace.HTML;

		/**
		 * Whether the elements in this one are elements of HTML.
		 */
		boolean htmlInside;

		/**
		 * The object that handlers have received, or {@code null} if no handler was
		 * called.
		 */
		@Nullable HtmlElement handled;

		/**
		 * The name of the script or style that text in this element is written into.
		 */
		@Nullable String rawText;

		/**
		 * The index of the innermost element, from this one outwards, that is in a scope
		 * of its own.
		 */
		private int scope;

		private int special;

		/**
		 * The index of the outermost element of SVG or MathML from which on there are no
		 * elements of HTML. After this one if it is an element of HTML.
		 */
		private int foreign;

		private int table;

		/**
		 * The index of the next element of the same name outwards.
		 */
		private int outerOfName;

	}

	private enum Name {

		BUTTON, DATALIST, OL, OPTGROUP, OPTION, P, RP, RT, RUBY, TBODY, TD, TFOOT, TH, THEAD, TR, UL;

		private final TagName tagName = TagName.of(name().getBytes(StandardCharsets.US_ASCII), 0, name().length(),
				PageEncoding.UTF_8);

	}

}
