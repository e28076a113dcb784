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

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The attributes of an element, and what handlers want of them. Names are the same
 * whatever the case of their letters.
 *
 * @author the Assets for Spring Boot authors
 */
final class AttributeChanges {

	private final SourceNode element;

	private final Map<String, @Nullable String> changes = new LinkedHashMap<>();

	AttributeChanges(SourceNode element) {
		this.element = element;
	}

	Set<String> names() {
		Set<String> names = new LinkedHashSet<>(this.element.attributes().keySet());
		this.changes.forEach((name, value) -> {
			names.removeIf(name::equalsIgnoreCase);
			if (value != null) {
				names.add(name);
			}
		});
		return names;
	}

	@Nullable String get(String name) {
		String known = key(this.changes, name);
		return (known != null) ? this.changes.get(known) : original(name);
	}

	/**
	 * Set an attribute, or remove it if the value is {@code null}.
	 */
	void set(String name, @Nullable String value) {
		String known = key(this.changes, name);
		this.changes.remove(known);
		if (!Objects.equals(value, original(name))) {
			this.changes.put(name, value);
		}
	}

	private @Nullable String original(String name) {
		String known = key(this.element.attributes(), name);
		return (known != null) ? this.element.attributes().get(known) : null;
	}

	private static @Nullable String key(Map<String, ?> attributes, String name) {
		if (attributes.containsKey(name)) {
			return name;
		}
		return attributes.keySet().stream().filter(name::equalsIgnoreCase).findFirst().orElse(null);
	}

	boolean isEmpty() {
		return this.changes.isEmpty();
	}

	/**
	 * Write a start tag that the source leaves out.
	 */
	String startTag() {
		StringBuilder tag = new StringBuilder("<").append(this.element.name());
		names().forEach((name) -> tag.append(' ').append(markup(name, Objects.requireNonNullElse(get(name), ""))));
		return tag.append('>').toString();
	}

	/**
	 * Write the changes into the start tag. The first of several attributes of one name
	 * counts; a new one comes right after the name of the element, where nothing can run
	 * into it.
	 */
	void write(String source, Splice splice) {
		StartTag tag = this.element.startTag();
		this.changes.forEach((name, value) -> {
			if (value != null && !tag.hasAttribute(name)) {
				splice.insert(tag.nameEnd(), " " + markup(name, value));
			}
		});
		Set<String> written = new HashSet<>();
		for (StartTag.Attribute attribute : tag.attributes()) {
			String name = key(this.changes, attribute.name());
			String value = (name != null) ? this.changes.get(name) : null;
			if (name != null && value == null) {
				splice.replace(attribute.removalStart(source), attribute.end(), "");
			}
			else if (value != null && written.add(name)) {
				splice.replace(attribute.start(), attribute.end(), markup(attribute.name(), value));
			}
		}
	}

	private static String markup(String name, String value) {
		return name + "=\"" + HtmlContent.escape(value) + "\"";
	}

}
