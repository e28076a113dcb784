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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * An element of a page. Later handlers see the changes that earlier ones made to its name
 * and its attributes.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/runtime-apis/html-rewriter/#element">Workers:
 * element</a>
 */
public final class HtmlElement extends HtmlNode<HtmlElement> {

	private static final Pattern TAG_NAME = Pattern.compile("[a-zA-Z][^\\t\\n\\f\\r />]*");

	private final StartTag tag;

	/**
	 * The end tag, which receives the content at and after the end of this element.
	 */
	final HtmlEndTag endTag;

	boolean contentRemoved;

	/**
	 * Whether the handlers of this element have returned. The start tag is another one
	 * then.
	 */
	boolean ended;

	@Nullable Consumer<HtmlEndTag> endTagHandler;

	HtmlElement(StartTag tag) {
		super(null);
		this.tag = tag;
		this.endTag = new HtmlEndTag(tag.name(), tag.rawText());
	}

	private StartTag tag() {
		Assert.state(!this.ended, "An element can be used only until its handler returns");
		return this.tag;
	}

	@Override
	HtmlElement self() {
		return this;
	}

	/**
	 * Return the name.
	 * @return the name in lower case, in SVG and MathML as well
	 */
	public String tagName() {
		return TagName.lower(tag().currentName());
	}

	/**
	 * Set the name of this element, in its start tag and its end tag.
	 * @param name the name
	 * @return this element
	 * @throws IllegalArgumentException if an element cannot have that name, or the name
	 * has a character that the encoding of the page lacks
	 */
	public HtmlElement setTagName(String name) {
		tag().setName(requireTagName(name));
		this.endTag.setName(name);
		return this;
	}

	static String requireTagName(String name) {
		Assert.notNull(name, "'name' must not be null");
		Assert.isTrue(TAG_NAME.matcher(name).matches(), () -> "'" + name + "' is not a tag name");
		return name;
	}

	/**
	 * Return the namespace.
	 * @return {@code http://www.w3.org/1999/xhtml}, {@code http://www.w3.org/2000/svg} or
	 * {@code http://www.w3.org/1998/Math/MathML}
	 */
	public String namespaceUri() {
		return tag().namespace().uri();
	}

	/**
	 * Return the attributes.
	 * @return an unmodifiable list of names in lower case and values, in their order,
	 * with every attribute that is there more than once; a value is empty if the
	 * attribute has none
	 */
	public List<Map.Entry<String, String>> attributes() {
		return tag().attributes();
	}

	/**
	 * Return the names of the attributes.
	 * @return an unmodifiable copy of the names in lower case, in their order
	 */
	public Set<String> attributeNames() {
		Set<String> names = new LinkedHashSet<>();
		attributes().forEach((attribute) -> names.add(attribute.getKey()));
		return Collections.unmodifiableSet(names);
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
	 * Return the value of an attribute, with its character references decoded.
	 * @param name the name, in any case
	 * @return the value of the first attribute of that name, empty if it has none, or
	 * {@code null} if there is no such attribute
	 */
	public @Nullable String getAttribute(String name) {
		Assert.notNull(name, "'name' must not be null");
		return tag().attribute(TagName.lower(name));
	}

	/**
	 * Set an attribute, in the place of the first one of that name if there is one.
	 * @param name the name
	 * @param value the value, which is escaped
	 * @return this element
	 * @throws IllegalArgumentException if an attribute cannot have that name, or the name
	 * has a character that the encoding of the page lacks
	 */
	public HtmlElement setAttribute(String name, String value) {
		Assert.notNull(value, "'value' must not be null");
		tag().setAttribute(name, value);
		return this;
	}

	/**
	 * Remove every attribute of a name, if there is one.
	 * @param name the name, in any case
	 * @return this element
	 */
	public HtmlElement removeAttribute(String name) {
		Assert.notNull(name, "'name' must not be null");
		tag().removeAttribute(name);
		return this;
	}

	@Override
	public HtmlElement after(HtmlContent content) {
		if (tag().canHaveContent()) {
			this.endTag.after(content);
			return this;
		}
		return super.after(content);
	}

	/**
	 * Insert text at the beginning of this element.
	 * @param text the text, which is escaped, except in a script or style
	 * @return this element
	 * @throws IllegalStateException as for {@link #prepend(HtmlContent)}
	 */
	public HtmlElement prepend(String text) {
		return prepend(HtmlContent.text(text));
	}

	/**
	 * Insert content at the beginning of this element, before the content that was
	 * inserted there before.
	 * @param content the content
	 * @return this element
	 * @throws IllegalStateException if this element cannot have content, or if it is a
	 * script or style and the text would end it
	 */
	public HtmlElement prepend(HtmlContent content) {
		this.after = prepend(this.after, requireInside(content));
		return this;
	}

	/**
	 * Insert text at the end of this element.
	 * @param text the text, which is escaped, except in a script or style
	 * @return this element
	 * @throws IllegalStateException as for {@link #prepend(HtmlContent)}
	 */
	public HtmlElement append(String text) {
		return append(HtmlContent.text(text));
	}

	/**
	 * Insert content at the end of this element, after the content that was inserted
	 * there before.
	 * @param content the content
	 * @return this element
	 * @throws IllegalStateException as for {@link #prepend(HtmlContent)}
	 */
	public HtmlElement append(HtmlContent content) {
		this.endTag.before = append(this.endTag.before, requireInside(content));
		return this;
	}

	/**
	 * Replace the content of this element with text.
	 * @param text the text, which is escaped, except in a script or style
	 * @return this element
	 * @throws IllegalStateException as for {@link #prepend(HtmlContent)}
	 */
	public HtmlElement setInnerContent(String text) {
		return setInnerContent(HtmlContent.text(text));
	}

	/**
	 * Replace the content of this element, and what was prepended or appended before.
	 * @param content the content
	 * @return this element
	 * @throws IllegalStateException as for {@link #prepend(HtmlContent)}
	 */
	public HtmlElement setInnerContent(HtmlContent content) {
		this.endTag.before = List.of();
		this.after = append(List.of(), requireInside(content));
		this.contentRemoved = true;
		return this;
	}

	private HtmlContent requireInside(HtmlContent content) {
		Assert.state(tag().canHaveContent(), () -> "<" + tagName() + "> cannot have content");
		return require(content).requireIn(tag().rawText());
	}

	/**
	 * Replace this element, its content, and what was prepended or appended before. A
	 * later call wins over an earlier one. Handlers are still called for what is in it,
	 * without effect.
	 */
	@Override
	public void replace(HtmlContent content) {
		super.replace(content);
		removeContentAndEndTag();
	}

	/**
	 * Remove this element, its content, and what was prepended or appended before.
	 * Handlers are still called for what is in it, without effect.
	 */
	@Override
	public void remove() {
		super.remove();
		removeContentAndEndTag();
	}

	private void removeContentAndEndTag() {
		if (tag().canHaveContent()) {
			this.after = List.of();
			this.endTag.before = List.of();
		}
		this.contentRemoved = true;
		this.endTag.remove();
	}

	/**
	 * Remove the tags of this element, so that its content takes its place. The text of a
	 * script, style, title or textarea becomes markup by that.
	 */
	public void removeAndKeepContent() {
		super.remove();
		this.endTag.remove();
	}

	/**
	 * Call a handler for the end tag of this element. It takes the place of a handler
	 * that was set before.
	 * @param handler the handler
	 * @return this element
	 * @throws IllegalStateException if this element cannot have an end tag
	 */
	public HtmlElement onEndTag(Consumer<HtmlEndTag> handler) {
		Assert.state(tag().canHaveContent(), () -> "<" + tagName() + "> cannot have an end tag");
		Assert.notNull(handler, "'handler' must not be null");
		this.endTagHandler = handler;
		return this;
	}

	@Override
	public String toString() {
		return "<" + this.endTag.name() + ">";
	}

}
