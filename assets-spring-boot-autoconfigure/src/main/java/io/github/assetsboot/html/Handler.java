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
import java.util.function.Consumer;

import org.jsoup.select.Evaluator;

/**
 * Selects nodes of a page and changes them.
 *
 * @author the Assets for Spring Boot authors
 */
sealed interface Handler {

	/**
	 * Find the nodes.
	 */
	List<SourceNode> find(HtmlPage page);

	void handle(NodeChanges node);

	/**
	 * A handler of the elements that a selector matches.
	 */
	record OfElements(String selector, Evaluator evaluator, Consumer<HtmlElement> handler) implements Handler {

		@Override
		public List<SourceNode> find(HtmlPage page) {
			return page.elements(this.selector, this.evaluator);
		}

		@Override
		public void handle(NodeChanges node) {
			this.handler.accept(new HtmlElement(node));
		}

	}

	/**
	 * A handler of all comments.
	 */
	record OfComments(Consumer<HtmlComment> handler) implements Handler {

		@Override
		public List<SourceNode> find(HtmlPage page) {
			return page.comments();
		}

		@Override
		public void handle(NodeChanges node) {
			this.handler.accept(new HtmlComment(node));
		}

	}

}
