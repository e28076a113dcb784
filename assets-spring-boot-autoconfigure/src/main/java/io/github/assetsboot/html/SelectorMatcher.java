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

import org.jspecify.annotations.Nullable;

/**
 * Matches the selectors of all handlers against the elements of one page, in document
 * order.
 *
 * @author the Assets for Spring Boot authors
 */
final class SelectorMatcher {

	/**
	 * Create a matcher.
	 * @param selectors the selector of each handler; {@code null} for a handler without
	 * one
	 */
	SelectorMatcher(List<@Nullable Selector> selectors) {
	}

	/**
	 * Open an element as the last child of the element that is open, and match it.
	 * @param element the element
	 */
	void open(Candidate element) {
	}

	/**
	 * Close the element that was opened last.
	 */
	void close() {
	}

	/**
	 * Return whether a selector matches the element that was opened last.
	 * @param index the index of the selector
	 */
	boolean matches(int index) {
		return false;
	}

	/**
	 * Return whether a selector matches an open element.
	 * @param index the index of the selector
	 */
	boolean matchesOpen(int index) {
		return false;
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

}
