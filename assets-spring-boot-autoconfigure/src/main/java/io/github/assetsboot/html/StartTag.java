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

/**
 * A start tag of the source: where its attributes are.
 *
 * @param nameEnd where the name of the element ends
 * @param attributes the attributes in their order, repeated ones included
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://html.spec.whatwg.org/multipage/parsing.html#tag-name-state">HTML,
 * tokenization</a>
 */
record StartTag(int nameEnd, List<Attribute> attributes) {

	static final StartTag NONE = new StartTag(0, List.of());

	private static final String SPACE = "\t\n\f\r ";

	private static final String NAME_END = SPACE + "/>";

	/**
	 * Read a start tag.
	 * @param source the source
	 * @param start where the tag begins
	 * @param end where it ends
	 * @return the tag, an empty one if the source leaves it out
	 */
	static StartTag read(String source, int start, int end) {
		if (start == end) {
			return NONE;
		}
		int nameEnd = find(source, NAME_END, start + 1, end);
		List<Attribute> attributes = new ArrayList<>();
		int last = nameEnd;
		for (int position = skip(source, NAME_END, nameEnd, end); position < end;) {
			int attributeNameEnd = find(source, NAME_END + "=", position + 1, end);
			int attributeEnd = valueEnd(source, attributeNameEnd, end);
			attributes.add(new Attribute(source.substring(position, attributeNameEnd), last, position, attributeEnd));
			last = attributeEnd;
			position = skip(source, NAME_END, attributeEnd, end);
		}
		return new StartTag(nameEnd, attributes);
	}

	private static int valueEnd(String source, int nameEnd, int end) {
		int equals = skip(source, SPACE, nameEnd, end);
		if (equals == end || source.charAt(equals) != '=') {
			return nameEnd;
		}
		int start = skip(source, SPACE, equals + 1, end);
		if (start == end || source.charAt(start) == '>') {
			return equals + 1;
		}
		char quote = source.charAt(start);
		if (quote == '"' || quote == '\'') {
			return Math.min(source.indexOf(quote, start + 1) + 1, end);
		}
		return find(source, SPACE + ">", start, end);
	}

	private static int skip(String source, String characters, int from, int end) {
		int position = from;
		while (position < end && characters.indexOf(source.charAt(position)) != -1) {
			position++;
		}
		return position;
	}

	private static int find(String source, String characters, int from, int end) {
		int position = from;
		while (position < end && characters.indexOf(source.charAt(position)) == -1) {
			position++;
		}
		return position;
	}

	boolean hasAttribute(String name) {
		return this.attributes.stream().anyMatch((attribute) -> attribute.name().equalsIgnoreCase(name));
	}

	/**
	 * An attribute.
	 *
	 * @param name the name as it is written
	 * @param gap where the space in front of it begins
	 * @param start where the name begins
	 * @param end where the value ends, its quote included
	 */
	record Attribute(String name, int gap, int start, int end) {

		/**
		 * Return where to begin when this is removed: with the space in front of it,
		 * unless it is what keeps its neighbours apart.
		 */
		int removalStart(String source) {
			return (NAME_END.indexOf(source.charAt(this.end)) != -1) ? this.gap : this.start;
		}

	}

}
