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
 * order. Each open element has a row that tells which compound selectors match, so no
 * element looks further up than at its parent.
 *
 * @author the Assets for Spring Boot authors
 */
final class SelectorMatcher {

	// The element matches the selector up to and with the compound
	private static final int MATCHED = 1;

	// The element or an ancestor does
	private static final int OPEN = 2;

	private final Compound[] compounds;

	// The index of the first compound of each handler, and the number of all
	private final int[] starts;

	// The rows of the page, which matches nothing, and of the open elements
	private byte[] rows;

	// The index of the last row
	private int row;

	// The number of children of the page and each open element, by their name and in all;
	// empty if no selector is about it
	private final List<Map<String, Integer>> children = new ArrayList<>(0);

	private int index;

	private int indexOfType;

	/**
	 * Create a matcher.
	 * @param selectors the selector of each handler; {@code null} for a handler without
	 * one
	 */
	SelectorMatcher(List<@Nullable Selector> selectors) {
		this.starts = new int[selectors.size() + 1];
		List<Compound> compounds = new ArrayList<>();
		for (int i = 0; i < selectors.size(); i++) {
			Selector selector = selectors.get(i);
			if (selector != null) {
				compounds.addAll(selector.compounds);
				if (selector.countsSiblings && this.children.isEmpty()) {
					this.children.add(new HashMap<>());
				}
			}
			this.starts[i + 1] = compounds.size();
		}
		this.compounds = compounds.toArray(Compound[]::new);
		this.rows = new byte[32 * this.compounds.length];
	}

	/**
	 * Open an element as the last child of the element that is open, and match it.
	 */
	void open(Candidate element) {
		if (!this.children.isEmpty()) {
			Map<String, Integer> siblings = this.children.get(this.children.size() - 1);
			this.index = siblings.merge("", 1, Integer::sum);
			this.indexOfType = siblings.merge(element.name(), 1, Integer::sum);
			this.children.add(new HashMap<>());
		}
		int parent = this.row;
		this.row += this.compounds.length;
		if (this.row == this.rows.length) {
			this.rows = Arrays.copyOf(this.rows, 2 * this.rows.length);
		}
		for (int i = 0; i < this.compounds.length; i++) {
			Compound compound = this.compounds[i];
			boolean possible = switch (compound.combinator()) {
				case ',' -> true;
				case '>' -> (this.rows[parent + i - 1] & MATCHED) != 0;
				default -> (this.rows[parent + i - 1] & OPEN) != 0;
			};
			boolean matches = possible && compound.matches(element, this);
			this.rows[this.row + i] = (byte) (matches ? MATCHED | OPEN : this.rows[parent + i] & OPEN);
		}
	}

	/**
	 * Close the element that was opened last.
	 */
	void close() {
		this.row -= this.compounds.length;
		if (!this.children.isEmpty()) {
			this.children.remove(this.children.size() - 1);
		}
	}

	/**
	 * Return whether the selector of a handler matches the element that was opened last.
	 */
	boolean matches(int handler) {
		return isSet(handler, MATCHED);
	}

	/**
	 * Return whether the selector of a handler matches an open element.
	 */
	boolean matchesOpen(int handler) {
		return isSet(handler, OPEN);
	}

	private boolean isSet(int handler, int flag) {
		for (int i = this.starts[handler]; i < this.starts[handler + 1]; i++) {
			boolean last = i + 1 == this.compounds.length || this.compounds[i + 1].combinator() == ',';
			if (last && (this.rows[this.row + i] & flag) != 0) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the index of the element that was opened last among its siblings, from 1.
	 * @param ofType whether only the siblings of the same name count
	 */
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
