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
import java.util.Collections;
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

	private TagName tagName = TagName.SCRIPT;

	private Namespace namespace = Namespace.HTML;

	private boolean canHaveContent;

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
	void read(TagName tagName, Namespace namespace, Namespace seenNamespace) {
		this.tagName = tagName;
		this.namespace = seenNamespace;
		this.canHaveContent = (namespace == Namespace.HTML) ? !tagName.is(TagName.VOID)
				: !this.tokenizer.isSelfClosing();
		this.newName = null;
		this.attributes = null;
		this.changed = false;
	}

	@Override
	public String name() {
		return this.tagName.toString();
	}

	String currentName() {
		return (this.newName != null) ? this.newName : name();
	}

	void setName(String name) {
		Assert.isTrue(this.encoding.canEncode(name), () -> "'" + name + "' cannot be encoded in this page");
		this.newName = name;
		this.changed = true;
	}

	boolean isRenamed() {
		return this.newName != null;
	}

	Namespace namespace() {
		return this.namespace;
	}

	@Override
	public boolean isHtml() {
		return this.namespace == Namespace.HTML;
	}

	boolean canHaveContent() {
		return this.canHaveContent;
	}

	/**
	 * Return the current name if it is the one of a script or style, whose text cannot be
	 * escaped.
	 */
	@Nullable String rawText() {
		if (!isHtml() || (this.newName == null && !this.tagName.is(TagName.TEXT))) {
			return null;
		}
		String name = TagName.lower(currentName());
		return (name.equals("script") || name.equals("style")) ? name : null;
	}

	private List<Attribute> read() {
		if (this.attributes == null) {
			this.attributes = new ArrayList<>(this.tokenizer.attributeCount() + 1);
			for (int i = 0; i < this.tokenizer.attributeCount(); i++) {
				this.attributes.add(new Attribute(
						TagName.lower(decode(this.tokenizer.attribute(i, 0), this.tokenizer.attribute(i, 1))), value(i),
						i, false));
			}
		}
		return this.attributes;
	}

	private String decode(int from, int to) {
		return (from == to) ? "" : this.encoding.decode(this.tokenizer.buffer(), from, to);
	}

	private String value(int i) {
		return CharacterReferences.decode(decode(this.tokenizer.attribute(i, 2), this.tokenizer.attribute(i, 3)));
	}

	List<Map.Entry<String, String>> attributes() {
		return read().stream().map((attribute) -> Map.entry(attribute.name, attribute.value)).toList();
	}

	@Override
	public @Nullable String attribute(String name) {
		if (this.attributes == null) {
			int i = find(name);
			return (i >= 0) ? value(i) : null;
		}
		for (Attribute attribute : this.attributes) {
			if (attribute.name.equals(name)) {
				return attribute.value;
			}
		}
		return null;
	}

	private int find(String name) {
		byte[] buffer = this.tokenizer.buffer();
		next: for (int i = 0; i < this.tokenizer.attributeCount(); i++) {
			int from = this.tokenizer.attribute(i, 0);
			int to = this.tokenizer.attribute(i, 1);
			int length = name.length();
			if (to - from == length) {
				for (int n = 0; n < length; n++) {
					if (TagName.lower(buffer[from + n]) != name.charAt(n)) {
						continue next;
					}
				}
				return i;
			}
			if (to - from > length && buffer[to - 1] < 0 && TagName.lower(decode(from, to)).equals(name)) {
				return i;
			}
		}
		return -1;
	}

	void setAttribute(String name, String value) {
		Assert.isTrue(isAttributeName(name), () -> "'" + name + "' is not the name of an attribute");
		Assert.isTrue(this.encoding.canEncode(name), () -> "'" + name + "' cannot be encoded in this page");
		List<Attribute> attributes = read();
		String lower = TagName.lower(name);
		int index = 0;
		while (index < attributes.size() && !attributes.get(index).name.equals(lower)) {
			index++;
		}
		if (index < attributes.size()) {
			attributes.set(index, attributes.get(index).with(value));
		}
		else {
			attributes.add(new Attribute(lower, value, -1, true));
		}
		this.changed = true;
	}

	private static boolean isAttributeName(String name) {
		return !name.isEmpty() && name.chars().noneMatch((c) -> "\t\n\f\r />=".indexOf(c) >= 0);
	}

	void removeAttribute(String name) {
		this.changed |= read().removeIf((attribute) -> attribute.name.equals(TagName.lower(name)));
	}

	boolean isChanged() {
		return this.changed;
	}

	/**
	 * Write this tag as it has become.
	 */
	void write(PageWriter writer) {
		byte[] buffer = this.tokenizer.buffer();
		writer.write("<");
		if (this.newName != null) {
			writer.write(this.newName);
		}
		else {
			writer.write(buffer, this.tokenizer.start() + 1, this.tokenizer.nameEnd());
		}
		for (Attribute attribute : read()) {
			writer.write(" ");
			int i = attribute.index;
			if (i < 0) {
				writer.write(attribute.name);
			}
			else {
				writer.write(buffer, this.tokenizer.attribute(i, 0),
						attribute.set ? this.tokenizer.attribute(i, 1) : end(i));
			}
			if (attribute.set) {
				writer.write("=\"" + HtmlContent.escapeAttribute(attribute.value) + "\"");
			}
		}
		writer.write(!this.tokenizer.isSelfClosing() ? ">" : read().isEmpty() ? "/>" : " />");
	}

	/**
	 * Return the end of an attribute in the source, a closing quote included.
	 */
	private int end(int index) {
		int start = this.tokenizer.attribute(index, 2);
		byte before = this.tokenizer.buffer()[start - 1];
		boolean quoted = start > this.tokenizer.attribute(index, 1) && (before == '"' || before == '\'');
		return this.tokenizer.attribute(index, 3) + (quoted ? 1 : 0);
	}

	@Override
	public String toString() {
		return "<" + currentName() + ">";
	}

	/**
	 * An attribute of the source, or one that has been set.
	 *
	 * @param name the name in lower case
	 * @param value the decoded value
	 * @param index the index in the source, -1 if it is not there
	 * @param set whether the value has been set
	 */
	private record Attribute(String name, String value, int index, boolean set) {

		Attribute with(String value) {
			return new Attribute(this.name, value, this.index, true);
		}

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
