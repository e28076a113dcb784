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
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The start tag that has been read last.
 *
 * @author the Assets for Spring Boot authors
 */
final class StartTag implements SelectorMatcher.Candidate {

	private final Tokenizer tokenizer;

	private final PageEncoding encoding;

	private TagName tagName = TagName.NONE;

	private Namespace namespace = Namespace.HTML;

	private @Nullable String newName;

	private @Nullable List<Attribute> attributes;

	private boolean changed;

	StartTag(Tokenizer tokenizer, PageEncoding encoding) {
		this.tokenizer = tokenizer;
		this.encoding = encoding;
	}

	/**
	 * Become the next tag.
	 */
	void read(TagName tagName, Namespace namespace) {
		this.tagName = tagName;
		this.namespace = namespace;
		this.newName = null;
		this.attributes = null;
		this.changed = false;
	}

	@Override
	public String name() {
		return this.tagName.toString();
	}

	/**
	 * Return the name as it has been set, or the one in the page.
	 */
	String currentName() {
		return (this.newName != null) ? this.newName : name();
	}

	void setName(String name) {
		this.newName = this.encoding.requireEncodable(name);
		this.changed = true;
	}

	Namespace namespace() {
		return this.namespace;
	}

	@Override
	public boolean isHtml() {
		return this.namespace == Namespace.HTML;
	}

	boolean canHaveContent() {
		return isHtml() ? !this.tagName.is(TagName.VOID) : !this.tokenizer.isSelfClosing();
	}

	/**
	 * Return the current name if text in the element cannot be escaped.
	 */
	@Nullable String rawText() {
		String name = TagName.lower(currentName());
		return (isHtml() && (name.equals("script") || name.equals("style"))) ? name : null;
	}

	private String decode(int attribute, int start) {
		return this.encoding.decode(this.tokenizer.buffer(), this.tokenizer.attribute(attribute, start),
				this.tokenizer.attribute(attribute, start + 1));
	}

	private List<Attribute> read() {
		if (this.attributes == null) {
			this.attributes = new ArrayList<>(this.tokenizer.attributeCount() + 1);
			for (int i = 0; i < this.tokenizer.attributeCount(); i++) {
				this.attributes.add(new Attribute(TagName.lower(decode(i, 0)), null, i));
			}
		}
		return this.attributes;
	}

	private String value(Attribute attribute) {
		return (attribute.newValue != null) ? attribute.newValue : value(attribute.index);
	}

	private String value(int attribute) {
		return CharacterReferences.decode(decode(attribute, 2));
	}

	List<Map.Entry<String, String>> attributes() {
		return read().stream().map((attribute) -> Map.entry(attribute.name, value(attribute))).toList();
	}

	@Override
	public @Nullable String attribute(String name) {
		if (this.attributes != null) {
			int i = indexOf(name);
			return (i < this.attributes.size()) ? value(this.attributes.get(i)) : null;
		}
		boolean ascii = isAscii(name);
		for (int i = 0; i < this.tokenizer.attributeCount(); i++) {
			int from = this.tokenizer.attribute(i, 0);
			int to = this.tokenizer.attribute(i, 1);
			if (ascii ? TagName.matches(this.tokenizer.buffer(), from, to, name)
					: TagName.lower(decode(i, 0)).equals(name)) {
				return value(i);
			}
		}
		return null;
	}

	private static boolean isAscii(String name) {
		for (int i = 0; i < name.length(); i++) {
			if (name.charAt(i) >= 0x80) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return the index of the first attribute of a name, or the number of attributes.
	 */
	private int indexOf(String name) {
		int i = 0;
		while (i < read().size() && !read().get(i).name.equals(name)) {
			i++;
		}
		return i;
	}

	void setAttribute(String name, String value) {
		Assert.notNull(name, "'name' must not be null");
		Assert.isTrue(!name.isEmpty() && name.chars().noneMatch((c) -> "\t\n\f\r />=".indexOf(c) >= 0),
				() -> "'" + name + "' is not the name of an attribute");
		String lower = TagName.lower(this.encoding.requireEncodable(name));
		int i = indexOf(lower);
		if (i < read().size()) {
			read().set(i, new Attribute(lower, value, read().get(i).index));
		}
		else {
			read().add(new Attribute(lower, value, -1));
		}
		this.changed = true;
	}

	void removeAttribute(String name) {
		this.changed |= read().removeIf((attribute) -> attribute.name.equals(TagName.lower(name)));
	}

	boolean isChanged() {
		return this.changed;
	}

	/**
	 * Write this tag with its changes. Parts without changes stay as they are spelled.
	 */
	void write(PageWriter writer) {
		byte[] buffer = this.tokenizer.buffer();
		StringBuilder markup = new StringBuilder();
		if (this.newName != null) {
			markup.append('<').append(this.newName);
		}
		else {
			writer.write(buffer, this.tokenizer.start(), this.tokenizer.nameEnd());
		}
		for (Attribute attribute : read()) {
			if (attribute.index < 0) {
				markup.append(' ').append(attribute.name);
			}
			else {
				int from = this.tokenizer.attribute(attribute.index, 0);
				if (!markup.isEmpty() || buffer[from - 1] != ' ') {
					writer.write(markup.append(' ').toString());
					markup.setLength(0);
				}
				else {
					from--;
				}
				writer.write(buffer, from, (attribute.newValue != null) ? this.tokenizer.attribute(attribute.index, 1)
						: end(attribute.index));
			}
			if (attribute.newValue != null) {
				markup.append("=\"").append(HtmlContent.escapeAttribute(attribute.newValue)).append('"');
			}
		}
		markup.append(!this.tokenizer.isSelfClosing() ? ">" : read().isEmpty() ? "/>" : " />");
		writer.write(markup.toString());
	}

	/**
	 * Return the end of an attribute in the page, a closing quote included.
	 */
	private int end(int attribute) {
		int value = this.tokenizer.attribute(attribute, 2);
		byte before = this.tokenizer.buffer()[value - 1];
		boolean quoted = value > this.tokenizer.attribute(attribute, 1) && (before == '"' || before == '\'');
		return this.tokenizer.attribute(attribute, 3) + (quoted ? 1 : 0);
	}

	/**
	 * An attribute of the page, or one that has been added.
	 *
	 * @param name the name in lower case
	 * @param newValue the value if it has been set
	 * @param index the index in the page, -1 if it has been added
	 */
	private record Attribute(String name, @Nullable String newValue, int index) {

	}

	enum Namespace {

		HTML("http://www.w3.org/1999/xhtml"), SVG("http://www.w3.org/2000/svg"),
		MATHML("http://www.w3.org/1998/Math/MathML");

		private final String uri;

		Namespace(String uri) {
			this.uri = uri;
		}

		String uri() {
			return this.uri;
		}

	}

}
