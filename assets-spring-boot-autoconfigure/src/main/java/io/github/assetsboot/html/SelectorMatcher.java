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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.html.Selector.Compound;
import org.jspecify.annotations.Nullable;

/**
 * Matches the selectors of all handlers against the elements of one page, in document
 * order. Each open element has a row of states: one for each handler and one for each
 * compound selector before a combinator, so an element only looks at its parent.
 *
 * @author the Assets for Spring Boot authors
 */
final class SelectorMatcher {

	// The element, or it or an ancestor, matches the selector up to the compound
	private static final int MATCHED = 1;

	private static final int OPEN = 2;

	private final Compound[] compounds;

	// The place of each compound's state in a row: the last ones share their handler's
	private final int[] columns;

	private final int width;

	// The rows of the page, which matches nothing, and of the open elements
	private byte[] rows;

	// The index of the last row
	private int row;

	// The number of children of the page and each open element, by their name and in all;
	// empty if no selector is about it
	private final List<Map<String, Integer>> children = new ArrayList<>(0);

	private int index;

	private int indexOfType;

	// A handler without a selector has null
	SelectorMatcher(List<@Nullable Selector> selectors) {
		List<Compound> compounds = new ArrayList<>();
		int[] columns = new int[0];
		int width = selectors.size();
		for (int i = 0; i < selectors.size(); i++) {
			Selector selector = selectors.get(i);
			if (selector != null) {
				compounds.addAll(selector.compounds);
				int compound = columns.length;
				columns = Arrays.copyOf(columns, compounds.size());
				for (; compound < columns.length; compound++) {
					boolean last = compound + 1 == columns.length || compounds.get(compound + 1).combinator() == ',';
					columns[compound] = last ? i : width++;
				}
				if (selector.countsSiblings && this.children.isEmpty()) {
					this.children.add(new HashMap<>());
				}
			}
		}
		this.compounds = compounds.toArray(Compound[]::new);
		this.columns = columns;
		this.width = width;
		this.rows = new byte[16 * width];
	}

	// Open an element as the last child of the element that is open, and match it
	void open(Candidate element) {
		if (!this.children.isEmpty()) {
			Map<String, Integer> siblings = this.children.get(this.children.size() - 1);
			this.index = siblings.merge("", 1, Integer::sum);
			this.indexOfType = siblings.merge(element.name(), 1, Integer::sum);
			this.children.add(new HashMap<>());
		}
		int parent = this.row;
		this.row += this.width;
		if (this.row + this.width > this.rows.length) {
			this.rows = Arrays.copyOf(this.rows, 2 * this.rows.length);
		}
		for (int i = 0; i < this.width; i++) {
			this.rows[this.row + i] = (byte) (this.rows[parent + i] & OPEN);
		}
		String name = element.name();
		for (int i = 0; i < this.compounds.length; i++) {
			Compound compound = this.compounds[i];
			int needed = (compound.combinator() == '>') ? MATCHED : OPEN;
			if (compound.matches(name, element, this)
					&& (compound.combinator() == ',' || (this.rows[parent + this.columns[i - 1]] & needed) != 0)) {
				this.rows[this.row + this.columns[i]] = MATCHED | OPEN;
			}
		}
	}

	void close() {
		this.row -= this.width;
		if (!this.children.isEmpty()) {
			this.children.remove(this.children.size() - 1);
		}
	}

	// Return whether the selector of a handler matches the element that was opened last
	boolean matches(int handler) {
		return (this.rows[this.row + handler] & MATCHED) != 0;
	}

	// Return whether the selector of a handler matches an open element
	boolean matchesOpen(int handler) {
		return (this.rows[this.row + handler] & OPEN) != 0;
	}

	// Return the index, from 1, among the siblings or only those of the same name
	int index(boolean ofType) {
		return ofType ? this.indexOfType : this.index;
	}

	/**
	 * An element that selectors are matched against. All names are in lower case.
	 */
	interface Candidate {

		String name();

		boolean isHtml();

		@Nullable String attribute(String name);

	}

}
