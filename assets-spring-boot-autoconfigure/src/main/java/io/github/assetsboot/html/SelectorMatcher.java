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
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.html.Selector.Compound;
import org.jspecify.annotations.Nullable;

import io.github.assetsboot.html.Selector.Compound;

/**
 * Matches the selectors of all handlers against the elements of one page, in document
 * order.
 * <p>
 * Each open element has a row of bits: whether it matches a selector, whether it or an
 * ancestor does, and, for each compound selector before a combinator, whether the element
 * matches the selector up to there. Bits that are about ancestors too are passed on to
 * the children, so no element looks further up than at its parent.
 *
 * @author the Assets for Spring Boot authors
 */
final class SelectorMatcher {

	// The alternatives of each selector
	private final Compound[][][] selectors;

	private final boolean countsTypes;

	// The bits that an element inherits from its parent
	private final long[] inherited;

	// The rows of the page and of the open elements
	private long[] rows;

	// How many children the page and each open element have so far
	private int[] children = new int[32];

	private int depth;

	private final Map<String, @Nullable TypeCount> types = new HashMap<>();

	private @Nullable TypeCount lastType;

	private int indexOfType;

	/**
	 * Create a matcher.
	 * @param selectors the selector of each handler; {@code null} for a handler without
	 * one
	 */
	SelectorMatcher(List<@Nullable Selector> selectors) {
		this.selectors = new Compound[selectors.size()][][];
		BitSet inherited = new BitSet();
		boolean countsTypes = false;
		int bit = 2 * selectors.size();
		for (int i = 0; i < this.selectors.length; i++) {
			Selector selector = selectors.get(i);
			this.selectors[i] = (selector != null) ? selector.alternatives : new Compound[0][];
			countsTypes |= selector != null && selector.countsTypes;
			inherited.set(2 * i + 1);
			for (Compound[] alternative : this.selectors[i]) {
				for (int j = 1; j < alternative.length; j++) {
					inherited.set(bit++, !alternative[j].child());
				}
			}
		}
		this.countsTypes = countsTypes;
		this.inherited = Arrays.copyOf(inherited.toLongArray(), (bit + 63) / 64);
		this.rows = new long[this.children.length * this.inherited.length];
	}

	/**
	 * Open an element as the last child of the element that is open, and match it.
	 * @param element the element
	 */
	void open(Candidate element) {
		this.children[this.depth]++;
		if (this.countsTypes) {
			countType(element.name());
		}
		int words = this.inherited.length;
		int parent = this.depth * words;
		int row = parent + words;
		if (++this.depth == this.children.length) {
			this.children = Arrays.copyOf(this.children, 2 * this.children.length);
			this.rows = Arrays.copyOf(this.rows, 2 * this.rows.length);
		}
		this.children[this.depth] = 0;
		for (int i = 0; i < words; i++) {
			this.rows[row + i] = this.rows[parent + i] & this.inherited[i];
		}
		int bit = 2 * this.selectors.length;
		for (int i = 0; i < this.selectors.length; i++) {
			for (Compound[] alternative : this.selectors[i]) {
				int last = alternative.length - 1;
				for (int j = 0; j <= last; j++) {
					if ((j == 0 || isSet(parent, bit + j - 1)) && alternative[j].matches(element, this)) {
						set(row, (j < last) ? bit + j : 2 * i);
					}
				}
				bit += last;
			}
			if (isSet(row, 2 * i)) {
				set(row, 2 * i + 1);
			}
		}
	}

	private void countType(String name) {
		// Forget the children of elements that were closed
		for (; this.lastType != null && this.lastType.depth > this.depth; this.lastType = this.lastType.previous) {
			this.types.put(this.lastType.name, this.lastType.outer);
		}
		TypeCount count = this.types.get(name);
		if (count == null || count.depth < this.depth) {
			count = new TypeCount(name, this.depth, count, this.lastType, new int[1]);
			this.types.put(name, count);
			this.lastType = count;
		}
		this.indexOfType = ++count.count[0];
	}

	/**
	 * Close the element that was opened last.
	 */
	void close() {
		this.depth--;
	}

	/**
	 * Return whether a selector matches the element that was opened last.
	 * @param index the index of the selector
	 */
	boolean matches(int index) {
		return isSet(this.depth * this.inherited.length, 2 * index);
	}

	/**
	 * Return whether a selector matches an open element.
	 * @param index the index of the selector
	 */
	boolean matchesOpen(int index) {
		return isSet(this.depth * this.inherited.length, 2 * index + 1);
	}

	/**
	 * Return the index of the element that was opened last among its siblings, from 1.
	 */
	int index() {
		return this.children[this.depth - 1];
	}

	/**
	 * Return the index of the element that was opened last among its siblings of the same
	 * name, from 1.
	 */
	int indexOfType() {
		return this.indexOfType;
	}

	private boolean isSet(int row, int bit) {
		return (this.rows[row + (bit >> 6)] & 1L << bit) != 0;
	}

	private void set(int row, int bit) {
		this.rows[row + (bit >> 6)] |= 1L << bit;
	}

	/**
	 * An element that selectors are matched against.
	 */
	interface Candidate {

		/**
		 * Return the name in lower case, interned.
		 */
		String name();

		/**
		 * Return whether the element is in the namespace of HTML.
		 */
		boolean isHtml();

		/**
		 * Return the value of the first attribute of a name.
		 * @param name the name in lower case
		 * @return the decoded value, empty without one, or {@code null}
		 */
		@Nullable String attribute(String name);

	}

	/**
	 * How many children of one name an open element has so far.
	 *
	 * @param name the name of the children
	 * @param depth the depth of their parent
	 * @param outer the count of the same name in an ancestor
	 * @param previous the count that was created before
	 * @param count the number of children
	 */
	private record TypeCount(String name, int depth, @Nullable TypeCount outer, @Nullable TypeCount previous,
			int[] count) {

	}

}
