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
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A part of a page that a handler of {@link HtmlRewriter} receives: an element, an end
 * tag, a chunk of text or a comment.
 * <p>
 * Text that is inserted is escaped, except in a script or style;
 * {@link HtmlContent#html(String) markup} is not. Inserted content is not seen by any
 * handler. An instance may be used only while its handler runs, and by the thread that
 * called the handler.
 *
 * @param <T> the type of this node
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public abstract sealed class HtmlNode<T extends HtmlNode<T>> permits HtmlElement, HtmlEndTag, HtmlText, HtmlComment {

	List<HtmlContent> before = List.of();

	List<HtmlContent> after = List.of();

	List<HtmlContent> replacement = List.of();

	boolean removed;

	private final @Nullable String rawText;

	/**
	 * Create a node.
	 * @param rawText the name of the script or style that this node is in
	 */
	HtmlNode(@Nullable String rawText) {
		this.rawText = rawText;
	}

	abstract T self();

	static List<HtmlContent> append(List<HtmlContent> contents, HtmlContent content) {
		List<HtmlContent> result = contents.isEmpty() ? new ArrayList<>(1) : contents;
		result.add(content);
		return result;
	}

	static List<HtmlContent> prepend(List<HtmlContent> contents, HtmlContent content) {
		List<HtmlContent> result = contents.isEmpty() ? new ArrayList<>(1) : contents;
		result.add(0, content);
		return result;
	}

	static HtmlContent require(HtmlContent content) {
		Assert.notNull(content, "'content' must not be null");
		return content;
	}

	/**
	 * Insert text before this node.
	 * @param text the text, which is escaped, except in a script or style
	 * @return this node
	 * @throws IllegalStateException if this node is in a script or style, and the text
	 * would end it
	 */
	public T before(String text) {
		return before(HtmlContent.text(text));
	}

	/**
	 * Insert content before this node, after the content that was inserted there before.
	 * @param content the content
	 * @return this node
	 * @throws IllegalStateException if this node is in a script or style, and the text
	 * would end it
	 */
	public T before(HtmlContent content) {
		this.before = append(this.before, require(content).requireIn(this.rawText));
		return self();
	}

	/**
	 * Insert text after this node.
	 * @param text the text, which is escaped, except in a script or style
	 * @return this node
	 * @throws IllegalStateException if this node is in a script or style, and the text
	 * would end it
	 */
	public T after(String text) {
		return after(HtmlContent.text(text));
	}

	/**
	 * Insert content after this node, before the content that was inserted there before.
	 * @param content the content
	 * @return this node
	 * @throws IllegalStateException if this node is in a script or style, and the text
	 * would end it
	 */
	public T after(HtmlContent content) {
		this.after = prepend(this.after, require(content).requireIn(this.rawText));
		return self();
	}

	/**
	 * Replace this node with text.
	 * @param text the text, which is escaped, except in a script or style
	 * @throws IllegalStateException if this node is in a script or style, and the text
	 * would end it
	 */
	public void replace(String text) {
		replace(HtmlContent.text(text));
	}

	/**
	 * Replace this node. A later call wins over an earlier one.
	 * @param content the content
	 * @throws IllegalStateException if this node is in a script or style, and the text
	 * would end it
	 */
	public void replace(HtmlContent content) {
		this.replacement = List.of(require(content).requireIn(this.rawText));
		this.removed = true;
	}

	/**
	 * Remove this node. Content that is inserted before or after it stays.
	 */
	public void remove() {
		this.removed = true;
	}

	/**
	 * Return whether this node has been removed or replaced.
	 * @return {@code true} if it has been
	 */
	public boolean isRemoved() {
		return this.removed;
	}

}
