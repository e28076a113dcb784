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

import java.util.Collections;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * An element of a page that an {@link HtmlRewriter} has found. Later handlers see the
 * changes of earlier ones.
 * <p>
 * Text is escaped, {@link HtmlContent#html(String) markup} is not. An instance may be
 * used only while its handler runs. Not safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class HtmlElement {

	private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[^\\s\\x00-\\x1F\\x7F\"'<>/=]+");

	private final NodeChanges changes;

	HtmlElement(NodeChanges changes) {
		this.changes = changes;
	}

	/**
	 * Return the name of this element.
	 * @return the name, in lower case outside of SVG and MathML
	 */
	public String tagName() {
		return this.changes.node().name();
	}

	/**
	 * Return the names of the attributes.
	 * @return an unmodifiable copy of the names, in their order
	 */
	public Set<String> attributeNames() {
		return Collections.unmodifiableSet(this.changes.attributes().names());
	}

	/**
	 * Return whether there is an attribute.
	 * @param name the name, in any case
	 * @return {@code true} if there is one, with a value or without
	 */
	public boolean hasAttribute(String name) {
		return getAttribute(name) != null;
	}

	/**
	 * Return the value of an attribute.
	 * @param name the name, in any case
	 * @return the value, empty if it has none, or {@code null} if there is no such
	 * attribute
	 */
	public @Nullable String getAttribute(String name) {
		return this.changes.attributes().get(name);
	}

	/**
	 * Set an attribute, in the place of one with that name if there is one.
	 * @param name the name
	 * @param value the value, to be escaped
	 * @return this element
	 * @throws IllegalArgumentException if an attribute cannot have that name
	 */
	public HtmlElement setAttribute(String name, String value) {
		Assert.isTrue(ATTRIBUTE_NAME.matcher(name).matches(), () -> "'" + name + "' is not the name of an attribute");
		Assert.notNull(value, "'value' must not be null");
		this.changes.attributes().set(name, value);
		return this;
	}

	/**
	 * Remove an attribute, if there is one.
	 * @param name the name, in any case
	 * @return this element
	 */
	public HtmlElement removeAttribute(String name) {
		this.changes.attributes().set(name, null);
		return this;
	}

	/**
	 * Insert text in front of this element.
	 * @param text the text, to be escaped
	 * @return this element
	 */
	public HtmlElement before(String text) {
		return before(HtmlContent.text(text));
	}

	/**
	 * Insert content in front of this element, behind what has been inserted there
	 * before.
	 * @param content the content
	 * @return this element
	 */
	public HtmlElement before(HtmlContent content) {
		this.changes.insertBefore(content.markup(ContentModel.MARKUP));
		return this;
	}

	/**
	 * Insert text behind this element.
	 * @param text the text, to be escaped
	 * @return this element
	 */
	public HtmlElement after(String text) {
		return after(HtmlContent.text(text));
	}

	/**
	 * Insert content behind this element, in front of what has been inserted there
	 * before.
	 * @param content the content
	 * @return this element
	 */
	public HtmlElement after(HtmlContent content) {
		this.changes.insertAfter(content.markup(ContentModel.MARKUP));
		return this;
	}

	/**
	 * Insert text at the beginning of this element.
	 * @param text the text, to be escaped
	 * @return this element
	 * @throws IllegalStateException if this element cannot have content
	 */
	public HtmlElement prepend(String text) {
		return prepend(HtmlContent.text(text));
	}

	/**
	 * Insert content at the beginning of this element.
	 * @param content the content
	 * @return this element
	 * @throws IllegalStateException if this element cannot have content
	 */
	public HtmlElement prepend(HtmlContent content) {
		this.changes.prepend(inside(content));
		return this;
	}

	/**
	 * Insert text at the end of this element.
	 * @param text the text, to be escaped
	 * @return this element
	 * @throws IllegalStateException if this element cannot have content
	 */
	public HtmlElement append(String text) {
		return append(HtmlContent.text(text));
	}

	/**
	 * Insert content at the end of this element.
	 * @param content the content
	 * @return this element
	 * @throws IllegalStateException if this element cannot have content
	 */
	public HtmlElement append(HtmlContent content) {
		this.changes.append(inside(content));
		return this;
	}

	/**
	 * Replace what is in this element by text.
	 * @param text the text, to be escaped
	 * @return this element
	 * @throws IllegalStateException if this element cannot have content
	 */
	public HtmlElement setInnerContent(String text) {
		return setInnerContent(HtmlContent.text(text));
	}

	/**
	 * Replace what is in this element. No handler is called for what was in it.
	 * @param content the content
	 * @return this element
	 * @throws IllegalStateException if this element cannot have content
	 */
	public HtmlElement setInnerContent(HtmlContent content) {
		this.changes.setContent(inside(content));
		return this;
	}

	private String inside(HtmlContent content) {
		ContentModel model = this.changes.node().model();
		Assert.state(model != ContentModel.VOID, () -> "<" + tagName() + "> cannot have content");
		return content.markup(model);
	}

	/**
	 * Replace this element by text.
	 * @param text the text, to be escaped
	 */
	public void replace(String text) {
		replace(HtmlContent.text(text));
	}

	/**
	 * Replace this element, and what is in it. No further handler is called for it, nor
	 * for what was in it.
	 * @param content the content
	 */
	public void replace(HtmlContent content) {
		this.changes.replace(content.markup(ContentModel.MARKUP));
	}

	/**
	 * Remove this element, and what is in it. No further handler is called for it, nor
	 * for what was in it.
	 */
	public void remove() {
		this.changes.replace("");
	}

	/**
	 * Remove the tags of this element, so that what is in it takes its place.
	 * @throws IllegalStateException if what is in it is text that would become markup, as
	 * in a script
	 */
	public void removeAndKeepContent() {
		ContentModel model = this.changes.node().model();
		Assert.state(model != ContentModel.ESCAPABLE_TEXT && model != ContentModel.RAW_TEXT,
				() -> "The text of <" + tagName() + "> would become markup");
		this.changes.unwrap();
	}

	/**
	 * Return whether this element has been removed or replaced.
	 * @return {@code true} if it has been
	 */
	public boolean isRemoved() {
		return this.changes.isRemoved();
	}

	@Override
	public String toString() {
		return "<" + tagName() + ">";
	}

}
