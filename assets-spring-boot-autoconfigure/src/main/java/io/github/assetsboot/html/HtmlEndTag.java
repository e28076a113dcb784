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

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The end tag of an element, received by the handler of
 * {@link HtmlElement#onEndTag(java.util.function.Consumer)}.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class HtmlEndTag extends HtmlNode<HtmlEndTag> {

	private static final Pattern NAME = Pattern.compile("[a-zA-Z](?![^>]*[\\s/][^>]*[\"'])[^>]*");

	private String name;

	boolean changed;

	private final @Nullable String rawText;

	HtmlEndTag(String name, @Nullable String rawText) {
		super(null);
		this.rawText = rawText;
		this.name = name;
	}

	@Override
	HtmlEndTag self() {
		return this;
	}

	@Override
	public HtmlEndTag before(HtmlContent content) {
		return super.before(require(content).requireIn(this.rawText));
	}

	/**
	 * Return the name.
	 * @return the name in lower case
	 */
	public String name() {
		return TagName.lower(this.name);
	}

	/**
	 * Set the name of this tag. The start tag keeps its name: see
	 * {@link HtmlElement#setTagName(String)} for both.
	 * @param name the name
	 * @return this tag
	 * @throws IllegalArgumentException if a tag cannot have that name
	 */
	public HtmlEndTag setName(String name) {
		this.name = requireName(name);
		this.changed = true;
		return this;
	}

	/**
	 * A quote after white space could hide the markup that follows the tag.
	 */
	private static String requireName(String name) {
		Assert.notNull(name, "'name' must not be null");
		Assert.isTrue(NAME.matcher(name).matches(), () -> "'" + name + "' is not a tag name");
		return name;
	}

	@Override
	public String toString() {
		return "</" + this.name + ">";
	}

}
